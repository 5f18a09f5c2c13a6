//! `POST /v1/audits/{id}/correct`: both values stay (decisions 6 and 19).

use axum::response::Response;
use forecourt_core::review::{Effect, Verb};
use forecourt_store::{audits::review, entity::proposal};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use utoipa::ToSchema;
use uuid::Uuid;
use validator::Validate;

use super::{AuditDone, Desk, Door, act, refresh};
use crate::{
    body::Input,
    case::{
        changes::{self, Change},
        second,
    },
    extract::At,
    problem::{Problem, ProblemDocument, Result},
    repeat::Reply,
};

/// Corrections.
#[derive(Debug, Clone, Deserialize, Serialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Correct {
    /// In this order.
    #[validate(length(min = 1, max = 200), nested)]
    pub changes: Vec<Change>,
}

/// Correct answers, visit flags, or grant an N/A
///
/// During a review it counts at once, with the reviewer's name. What is published changes only when another reviewer or
/// head office confirms the proposal that this makes.
#[utoipa::path(post, path = "/v1/audits/{audit_id}/correct", tag = "review", request_body = Correct,
    params(("audit_id" = Uuid, Path), ("Idempotency-Key" = Uuid, Header), ("If-Match" = String, Header)),
    responses((status = 200, body = AuditDone), (status = 401, body = ProblemDocument), (status = 403, body = ProblemDocument),
        (status = 404, body = ProblemDocument), (status = 409, body = ProblemDocument), (status = 412, body = ProblemDocument),
        (status = 422, body = ProblemDocument), (status = 428, body = ProblemDocument)))]
pub async fn correct(door: Door, At(audit_id): At<Uuid>, input: Input<Correct>) -> Result<Response> {
    let wish = input.value;
    act(door, Verb::Correct, audit_id, input.sha256, "audit_correct", |desk| Box::pin(decide(desk, wish))).await
}

async fn decide(mut desk: Desk<'_>, wish: Correct) -> Result<Reply> {
    let published = desk.transition.effect == Effect::Proposal;
    let at = desk.case.next_instant(desk.now);
    let rows = changes::judgements(&desk.case, &wish.changes, desk.person, at, published).map_err(Problem::invalid)?;
    if published {
        let reason = wish.changes.iter().map(|change| change.reason.as_str()).collect::<Vec<_>>().join("\n");
        return propose(&desk, "correct", json!(wish), reason).await;
    }
    review::judge(desk.tx, rows.clone()).await?;
    desk.case.rows.judgements.extend(rows);
    let judged = desk.case.judge();
    let mut row = desk.case.audit().clone();
    refresh(&mut desk, &judged, &mut row).await?;
    let causes = second::open_causes(&desk.case, &judged);
    let row = desk.save(row, None, json!({"changes": wish.changes})).await?;
    AuditDone { second_review: causes, ..AuditDone::of(&row)? }.reply()
}

/// Leaves a change of a published audit to another person.
pub async fn propose(desk: &Desk<'_>, kind: &str, payload: Value, reason: String) -> Result<Reply> {
    let id = Uuid::new_v4();
    let proposal = proposal::Model {
        id,
        audit_id: desk.case.audit().id,
        kind: kind.to_owned(),
        payload,
        reason: reason.clone(),
        state: "open".into(),
        proposed_by: desk.person,
        proposed_at: desk.now,
        decided_by: None,
        decided_at: None,
        decision_reason: None,
    };
    let row = desk.case.audit().clone();
    let row = desk.save_as("propose", row, Some(reason), json!({"proposal_id": id, "kind": kind})).await?;
    review::propose(desk.tx, proposal).await?;
    AuditDone { proposal_id: Some(id), ..AuditDone::of(&row)? }.reply()
}
