//! `POST /v1/audits/{id}/void`: the visit does not count; only people say so (decision 11).

use axum::response::Response;
use forecourt_core::{
    review::{Effect, Verb},
    states::AuditState,
};
use forecourt_store::audits::review;
use serde::Deserialize;
use serde_json::json;
use utoipa::ToSchema;
use uuid::Uuid;
use validator::Validate;

use super::{AuditDone, Desk, Door, act, correct::propose};
use crate::{
    body::Input,
    extract::At,
    problem::{ProblemDocument, Result},
    repeat::Reply,
};

/// Why.
#[derive(Debug, Clone, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ReasonGiven {
    /// In the reviewer's words.
    #[validate(length(min = 1, max = 4000), custom(function = crate::fields::said))]
    pub reason: String,
}

/// Make an audit void
///
/// What is published becomes void only when another reviewer or head office confirms the proposal that this makes.
#[utoipa::path(post, path = "/v1/audits/{audit_id}/void", tag = "review", request_body = ReasonGiven,
    params(("audit_id" = Uuid, Path), ("Idempotency-Key" = Uuid, Header), ("If-Match" = String, Header)),
    responses((status = 200, body = AuditDone), (status = 401, body = ProblemDocument), (status = 403, body = ProblemDocument),
        (status = 404, body = ProblemDocument), (status = 409, body = ProblemDocument), (status = 412, body = ProblemDocument),
        (status = 422, body = ProblemDocument), (status = 428, body = ProblemDocument)))]
pub async fn make_void(door: Door, At(audit_id): At<Uuid>, input: Input<ReasonGiven>) -> Result<Response> {
    let reason = input.value.reason;
    act(door, Verb::MakeVoid, audit_id, input.sha256, "audit_void", |desk| Box::pin(decide(desk, reason))).await
}

async fn decide(desk: Desk<'_>, reason: String) -> Result<Reply> {
    desk.refuse_if_claimed()?;
    if desk.transition.effect == Effect::Proposal {
        return propose(&desk, "void", json!({}), reason).await;
    }
    desk.tell_of_danger(&desk.case.judge()).await?;
    let mut row = desk.case.audit().clone();
    row.state = AuditState::Void.as_str().into();
    row.void_reason = Some(reason.clone());
    row.claimed_by = None;
    row.claimed_until = None;
    row.publish_day = None;
    let row = desk.save(row, Some(reason), json!({})).await?;
    if desk.case.state == AuditState::Returned {
        review::close_returns(desk.tx, row.id, desk.now).await?;
        review::tell_shopper(desk.tx, row.shopper_id, row.id, desk.now).await?;
    }
    AuditDone::of(&row)?.reply()
}
