//! `POST /v1/audits/{id}/red-lines/{item}/confirm|refute`: two must agree (§2.5 no. 3, decision 10).

use axum::response::Response;
use forecourt_core::review::Verb;
use forecourt_store::{audits::review, entity::audit_judgement};
use serde::Deserialize;
use serde_json::json;
use utoipa::ToSchema;
use uuid::Uuid;
use validator::Validate;

use super::{AuditDone, Desk, Door, act, refresh};
use crate::{
    body::Input,
    case::{
        decisions::{CONFIRM, REFUTE, kind, to_json},
        record::outcome_word,
    },
    extract::At,
    problem::{Problem, ProblemDocument, Result},
    repeat::Reply,
};

/// What a reviewer says about a failed red line.
#[derive(Debug, Clone, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Vote {
    /// What he saw.
    #[serde(default)]
    #[validate(length(max = 4000))]
    pub reason: String,
}

/// Confirm a failed red line
///
/// Possible as soon as the submission is there, photos or not. It is proven when two reviewers confirm it and there is
/// evidence. Once two have spoken, only they and whoever holds the audit may still do so.
#[utoipa::path(post, path = "/v1/audits/{audit_id}/red-lines/{item}/confirm", tag = "review", request_body = Vote,
    params(("audit_id" = Uuid, Path), ("item" = String, Path), ("Idempotency-Key" = Uuid, Header), ("If-Match" = String, Header)),
    responses((status = 200, body = AuditDone), (status = 401, body = ProblemDocument), (status = 403, body = ProblemDocument),
        (status = 404, body = ProblemDocument), (status = 409, body = ProblemDocument), (status = 412, body = ProblemDocument),
        (status = 422, body = ProblemDocument), (status = 428, body = ProblemDocument)))]
pub async fn confirm(door: Door, At((audit_id, item)): At<(Uuid, String)>, input: Input<Vote>) -> Result<Response> {
    let vote = input.value;
    act(door, Verb::ConfirmRedLine, audit_id, input.sha256, "red_line_vote", |desk| {
        Box::pin(decide(desk, item, CONFIRM, vote))
    })
    .await
}

/// Refute a failed red line
///
/// It was not crossed, or it cannot be proven. When two have spoken and do not both confirm, it counts as passed and is
/// shown as not proven. Once two have spoken, only they and whoever holds the audit may still do so.
#[utoipa::path(post, path = "/v1/audits/{audit_id}/red-lines/{item}/refute", tag = "review", request_body = Vote,
    params(("audit_id" = Uuid, Path), ("item" = String, Path), ("Idempotency-Key" = Uuid, Header), ("If-Match" = String, Header)),
    responses((status = 200, body = AuditDone), (status = 401, body = ProblemDocument), (status = 403, body = ProblemDocument),
        (status = 404, body = ProblemDocument), (status = 409, body = ProblemDocument), (status = 412, body = ProblemDocument),
        (status = 422, body = ProblemDocument), (status = 428, body = ProblemDocument)))]
pub async fn refute(door: Door, At((audit_id, item)): At<(Uuid, String)>, input: Input<Vote>) -> Result<Response> {
    let vote = input.value;
    act(door, Verb::RefuteRedLine, audit_id, input.sha256, "red_line_vote", |desk| {
        Box::pin(decide(desk, item, REFUTE, vote))
    })
    .await
}

async fn decide(mut desk: Desk<'_>, id: String, word: &'static str, vote: Vote) -> Result<Reply> {
    let case = &desk.case;
    let checklist = &case.published.checklist;
    let item = checklist.item_index(&id).filter(|item| checklist.items[*item].is_critical());
    let item = item.ok_or_else(Problem::not_found)?;
    let judged = case.judge();
    let Some(line) = judged.red_lines.iter().find(|line| line.item == item) else {
        return Err(Problem::wrong_state(case.state).detail("该红线项没有不通过", "This red line was not failed"));
    };
    // Else anyone in scope who passes by could undo what two reviewers have found.
    if line.has_two() && !line.has_voted(desk.person) && !desk.holds_claim() {
        return Err(Problem::wrong_state(case.state)
            .detail("该红线项已有两人表态", "Two have spoken on this red line")
            .with("outcome", outcome_word(line.outcome)));
    }
    let row = audit_judgement::Model {
        old_value: Some(to_json(case.decisions().answers[item])),
        new_value: Some(json!(word)),
        reason: vote.reason.clone(),
        ..case.judgement(kind::RED_LINE, &id, desk.person, case.next_instant(desk.now))
    };
    review::judge(desk.tx, vec![row.clone()]).await?;
    desk.case.rows.judgements.push(row);
    let judged = desk.case.judge();
    let outcome = judged.red_lines.iter().find(|line| line.item == item).map(|line| outcome_word(line.outcome));
    let mut row = desk.case.audit().clone();
    refresh(&mut desk, &judged, &mut row).await?;
    let reason = (!vote.reason.is_empty()).then_some(vote.reason);
    let row = desk.save(row, reason, json!({"item": id, "vote": word, "outcome": outcome})).await?;
    AuditDone::of(&row)?.reply()
}
