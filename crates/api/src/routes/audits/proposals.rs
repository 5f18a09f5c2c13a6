//! `POST /v1/audits/{id}/proposals/{proposal}/confirm|dismiss`: what is published changes only when two agree
//! (decision 19).

use axum::response::Response;
use forecourt_core::{review::Verb, states::AuditState};
use forecourt_store::{
    audits::review,
    entity::{audit_judgement, proposal},
};
use serde::Deserialize;
use serde_json::{Value, json};
use utoipa::ToSchema;
use uuid::Uuid;
use validator::Validate;

use super::{
    AuditDone, Desk, Door, act,
    correct::Correct,
    rescore::{Change, rescore, withdraw},
    same_person,
    void::ReasonGiven,
};
use crate::{
    body::Input,
    case::{
        changes,
        decisions::{CONFIRM, kind, to_json},
        record,
    },
    extract::At,
    problem::{Problem, ProblemDocument, Result},
    repeat::Reply,
};

/// Words for the decision.
#[derive(Debug, Clone, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Decision {
    /// Why.
    #[serde(default)]
    #[validate(length(max = 4000))]
    pub reason: Option<String>,
}

/// Confirm a proposal
///
/// By another person than who made it. A correction makes a new score revision; a void withdraws the audit's findings.
#[utoipa::path(post, path = "/v1/audits/{audit_id}/proposals/{proposal_id}/confirm", tag = "review", request_body = Decision,
    params(("audit_id" = Uuid, Path), ("proposal_id" = Uuid, Path), ("Idempotency-Key" = Uuid, Header), ("If-Match" = String, Header)),
    responses((status = 200, body = AuditDone), (status = 401, body = ProblemDocument), (status = 403, body = ProblemDocument),
        (status = 404, body = ProblemDocument), (status = 409, body = ProblemDocument), (status = 412, body = ProblemDocument),
        (status = 422, body = ProblemDocument), (status = 428, body = ProblemDocument)))]
pub async fn confirm(
    door: Door,
    At((audit_id, proposal_id)): At<(Uuid, Uuid)>,
    input: Input<Decision>,
) -> Result<Response> {
    let reason = input.value.reason;
    act(door, Verb::ConfirmProposal, audit_id, input.sha256, "proposal_confirm", move |desk| {
        Box::pin(carry_out(desk, proposal_id, reason))
    })
    .await
}

/// Dismiss a proposal
///
/// By another person than who made it; the audit stays as it is.
#[utoipa::path(post, path = "/v1/audits/{audit_id}/proposals/{proposal_id}/dismiss", tag = "review", request_body = ReasonGiven,
    params(("audit_id" = Uuid, Path), ("proposal_id" = Uuid, Path), ("Idempotency-Key" = Uuid, Header), ("If-Match" = String, Header)),
    responses((status = 200, body = AuditDone), (status = 401, body = ProblemDocument), (status = 403, body = ProblemDocument),
        (status = 404, body = ProblemDocument), (status = 409, body = ProblemDocument), (status = 412, body = ProblemDocument),
        (status = 422, body = ProblemDocument), (status = 428, body = ProblemDocument)))]
pub async fn dismiss(
    door: Door,
    At((audit_id, proposal_id)): At<(Uuid, Uuid)>,
    input: Input<ReasonGiven>,
) -> Result<Response> {
    let reason = Some(input.value.reason);
    act(door, Verb::DismissProposal, audit_id, input.sha256, "proposal_dismiss", move |desk| {
        Box::pin(async move {
            decide(&desk, proposal_id, false, reason.clone()).await?;
            let row = desk.case.audit().clone();
            let row = desk.save(row, reason, json!({"proposal_id": proposal_id})).await?;
            AuditDone::of(&row)?.reply()
        })
    })
    .await
}

/// The open proposal, decided; refuses its author and one that was decided before.
async fn decide(desk: &Desk<'_>, id: Uuid, confirmed: bool, reason: Option<String>) -> Result<proposal::Model> {
    let found = review::proposal(&**desk.tx, desk.case.audit().id, id).await?.ok_or_else(Problem::not_found)?;
    if found.proposed_by == desk.person {
        return Err(same_person());
    }
    if !review::decide_proposal(desk.tx, id, confirmed, desk.person, reason, desk.now).await? {
        return Err(Problem::wrong_state(desk.case.state)
            .detail("该提议已有决定", "This proposal was decided before")
            .with("proposal_state", found.state));
    }
    Ok(found)
}

async fn carry_out(desk: Desk<'_>, id: Uuid, reason: Option<String>) -> Result<Reply> {
    let found = decide(&desk, id, true, reason.clone()).await?;
    let data = json!({"proposal_id": id, "kind": found.kind});
    if found.kind == "void" {
        return make_void(&desk, &found, reason, data).await;
    }
    correct(desk, &found, reason, data).await
}

async fn make_void(desk: &Desk<'_>, found: &proposal::Model, reason: Option<String>, mut data: Value) -> Result<Reply> {
    let mut row = desk.case.audit().clone();
    row.state = AuditState::Void.as_str().into();
    row.void_reason = Some(found.reason.clone());
    withdraw(desk, &mut row).await?;
    desk.tell_of_danger(&desk.case.judge()).await?;
    // Nobody could decide them any more.
    data["dismissed"] = json!(review::dismiss_open(desk.tx, row.id, desk.now).await?);
    let row = desk.save(row, reason, data).await?;
    AuditDone::of(&row)?.reply()
}

async fn correct(mut desk: Desk<'_>, found: &proposal::Model, reason: Option<String>, data: Value) -> Result<Reply> {
    let wish: Correct = serde_json::from_value(found.payload.clone()).map_err(Problem::internal)?;
    let at = desk.case.next_instant(desk.now);
    let mut rows =
        changes::judgements(&desk.case, &wish.changes, found.proposed_by, at, true).map_err(Problem::invalid)?;
    rows.extend(second_votes(&desk, &rows));
    let row = desk.case.audit().clone();
    let change = Change { rows, cause: record::reason::CORRECTION, reason, data };
    let done = rescore(&mut desk, row, change).await?;
    let answer = AuditDone::of(&done.audit)?;
    match done.again {
        Some(again) => answer.with(again).reply(),
        None => answer.reply(),
    }
}

/// Who confirms a correction that creates a failed red line is the second who says so.
fn second_votes(desk: &Desk<'_>, rows: &[audit_judgement::Model]) -> Vec<audit_judgement::Model> {
    let checklist = &desk.case.published.checklist;
    let judged = desk.case.judge_with(desk.case.decisions_with(rows));
    let from = rows.iter().map(|row| row.at + 1).max().unwrap_or(desk.now);
    judged
        .open_red_lines()
        .zip(from..)
        .map(|(line, at)| audit_judgement::Model {
            old_value: Some(to_json(judged.decisions.answers[line.item])),
            new_value: Some(json!(CONFIRM)),
            ..desk.case.judgement(kind::RED_LINE, &checklist.items[line.item].id, desk.person, at)
        })
        .collect()
}
