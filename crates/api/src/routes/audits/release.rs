//! `POST /v1/audits/{id}/release`: a claim is given back before its time is over (decision 19).

use axum::response::Response;
use forecourt_core::review::Verb;
use serde_json::json;
use uuid::Uuid;

use super::{AuditDone, Desk, Door, act};
use crate::{
    body::Input,
    extract::At,
    problem::{ProblemDocument, Result},
    repeat::Reply,
    routes::Nothing,
};

/// Give an audit back
///
/// For whoever holds the claim: another reviewer may take it at once. What was decided so far stays.
#[utoipa::path(post, path = "/v1/audits/{audit_id}/release", tag = "review", request_body = Nothing,
    params(("audit_id" = Uuid, Path), ("Idempotency-Key" = Uuid, Header), ("If-Match" = String, Header)),
    responses((status = 200, body = AuditDone), (status = 401, body = ProblemDocument), (status = 403, body = ProblemDocument),
        (status = 404, body = ProblemDocument), (status = 409, body = ProblemDocument), (status = 412, body = ProblemDocument),
        (status = 422, body = ProblemDocument), (status = 428, body = ProblemDocument)))]
pub async fn release(door: Door, At(audit_id): At<Uuid>, input: Input<Nothing>) -> Result<Response> {
    act(door, Verb::Release, audit_id, input.sha256, "audit_release", |desk| Box::pin(decide(desk))).await
}

async fn decide(desk: Desk<'_>) -> Result<Reply> {
    let mut row = desk.case.audit().clone();
    row.claimed_by = None;
    row.claimed_until = None;
    let row = desk.save(row, None, json!({})).await?;
    AuditDone::of(&row)?.reply()
}
