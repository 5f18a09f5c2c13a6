//! `POST /v1/audits/{id}/proposals/{proposal}/confirm|dismiss`: what is published changes only when two agree
//! (decision 19).

use axum::response::Response;
use forecourt_core::{order::CancelReason, review::Verb, states::AuditState};
use forecourt_store::{
    audits::{publish, read, review},
    entity::{audit, audit_judgement, audit_score, proposal},
    meta, orders,
};
use serde::Deserialize;
use serde_json::{Value, json};
use utoipa::ToSchema;
use uuid::Uuid;
use validator::Validate;

use super::{AuditDone, Desk, Door, act, correct::Correct, same_person};
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
    routes::assignments::reissue,
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
#[utoipa::path(post, path = "/v1/audits/{audit_id}/proposals/{proposal_id}/dismiss", tag = "review", request_body = Decision,
    params(("audit_id" = Uuid, Path), ("proposal_id" = Uuid, Path), ("Idempotency-Key" = Uuid, Header), ("If-Match" = String, Header)),
    responses((status = 200, body = AuditDone), (status = 401, body = ProblemDocument), (status = 403, body = ProblemDocument),
        (status = 404, body = ProblemDocument), (status = 409, body = ProblemDocument), (status = 412, body = ProblemDocument),
        (status = 422, body = ProblemDocument), (status = 428, body = ProblemDocument)))]
pub async fn dismiss(
    door: Door,
    At((audit_id, proposal_id)): At<(Uuid, Uuid)>,
    input: Input<Decision>,
) -> Result<Response> {
    let reason = input.value.reason;
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
    withdraw(desk, &row, CancelReason::AuditVoid).await?;
    // Nobody could decide them any more.
    data["dismissed"] = json!(review::dismiss_open(desk.tx, row.id, desk.now).await?);
    let row = desk.save(row, reason, data).await?;
    AuditDone::of(&row)?.reply()
}

async fn correct(
    mut desk: Desk<'_>,
    found: &proposal::Model,
    reason: Option<String>,
    mut data: Value,
) -> Result<Reply> {
    let wish: Correct = serde_json::from_value(found.payload.clone()).map_err(Problem::internal)?;
    let at = desk.case.next_instant(desk.now);
    let mut rows =
        changes::judgements(&desk.case, &wish.changes, found.proposed_by, at, true).map_err(Problem::invalid)?;
    rows.extend(second_votes(&desk, &rows));
    review::judge(desk.tx, rows.clone()).await?;
    desk.case.rows.judgements.extend(rows);
    let judged = desk.case.judge();
    let before = read::score(&**desk.tx, desk.case.audit().id, None).await?;
    let mut row = desk.case.audit().clone();
    let cause = record::reason::CORRECTION;
    let after = record::write(desk.tx, &desk.case, &judged, &mut row, cause, desk.person, desk.now).await?;
    data["score_revision"] = json!(row.score_revision);
    if !judged.score.summary.is_valid() {
        row.state = AuditState::Incomplete.as_str().into();
        withdraw(&desk, &row, CancelReason::AuditVoid).await?;
        data["dismissed"] = json!(review::dismiss_open(desk.tx, row.id, desk.now).await?);
        let again = reissue::again(desk.tx, &desk.app, &row, &desk.case.rows.assignment, desk.now).await?;
        let row = desk.save(row, reason, data).await?;
        return AuditDone::of(&row)?.with(again).reply();
    }
    let findings = publish::findings_of(&after)?;
    publish::replace_findings(desk.tx, &row, &findings, row.publish_day.unwrap_or_default()).await?;
    orders::findings::withdraw(desk.tx, &row, &findings, CancelReason::NotProven, desk.now).await?;
    let forms = |id: &str, version: i32| desk.app.checklists.form(id, version);
    orders::draft::draft_new(desk.tx, &row, &findings, &forms, desk.now).await?;
    if before.is_some_and(|before| got_worse(&before, &after)) {
        // A new appeal window begins (decision 19); the day of publication stays.
        row.state = AuditState::Published.as_str().into();
        row.published_at = Some(desk.now);
        data["new_appeal_window"] = json!(true);
    }
    meta::bump_facts(&**desk.tx, [row.visit_day]).await?;
    let row = desk.save(row, reason, data).await?;
    AuditDone::of(&row)?.reply()
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

/// Takes an audit out of what stations and reports see, and its orders out of every count; a T0 order stays.
async fn withdraw(desk: &Desk<'_>, row: &audit::Model, reason: CancelReason) -> Result<()> {
    publish::replace_findings(desk.tx, row, &[], 0).await?;
    orders::findings::withdraw(desk.tx, row, &[], reason, desk.now).await?;
    Ok(meta::bump_facts(&**desk.tx, [row.visit_day]).await?)
}

/// Whether an item earns less than before.
fn got_worse(before: &audit_score::Model, after: &audit_score::Model) -> bool {
    let earned = |score: &audit_score::Model| -> Vec<i64> {
        let lines = score.score.get("lines").and_then(Value::as_array);
        lines.into_iter().flatten().map(|line| line.get("earned").and_then(Value::as_i64).unwrap_or(0)).collect()
    };
    earned(before).iter().zip(earned(after)).any(|(before, after)| after < *before)
}
