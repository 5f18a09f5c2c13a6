//! `POST /v1/audits/{id}/claim`: two do not work on one audit (decision 19).

use axum::response::Response;
use forecourt_core::{review::Verb, states::AuditState};
use serde_json::json;
use uuid::Uuid;

use super::{AuditDone, CLAIM_MS, Desk, Door, act, refresh, same_person};
use crate::{
    body::Input,
    extract::At,
    problem::{ProblemDocument, Result},
    repeat::Reply,
    routes::Nothing,
};

/// Claim an audit for review
///
/// Holds for 30 minutes and is renewed by claiming again. Refused while another person holds it, and for the second
/// review to whoever did the first.
#[utoipa::path(post, path = "/v1/audits/{audit_id}/claim", tag = "review", request_body = Nothing,
    params(("audit_id" = Uuid, Path), ("Idempotency-Key" = Uuid, Header), ("If-Match" = String, Header)),
    responses((status = 200, body = AuditDone), (status = 401, body = ProblemDocument), (status = 403, body = ProblemDocument),
        (status = 404, body = ProblemDocument), (status = 409, body = ProblemDocument), (status = 412, body = ProblemDocument),
        (status = 422, body = ProblemDocument), (status = 428, body = ProblemDocument)))]
pub async fn claim(door: Door, At(audit_id): At<Uuid>, input: Input<Nothing>) -> Result<Response> {
    act(door, Verb::Claim, audit_id, input.sha256, "audit_claim", |desk| Box::pin(decide(desk))).await
}

async fn decide(mut desk: Desk<'_>) -> Result<Reply> {
    desk.refuse_if_claimed()?;
    let mut row = desk.case.audit().clone();
    if desk.case.state == AuditState::SecondReview && row.reviewer_id == Some(desk.person) {
        return Err(same_person());
    }
    let until = desk.now.saturating_add(CLAIM_MS);
    row.claimed_by = Some(desk.person);
    row.claimed_until = Some(until);
    row.review_since = row.review_since.or(Some(desk.now));
    if desk.case.state == AuditState::Submitted {
        row.state = AuditState::InReview.as_str().into();
    }
    let judged = desk.case.judge();
    refresh(&mut desk, &judged, &mut row).await?;
    let row = desk.save(row, None, json!({})).await?;
    AuditDone::of(&row)?.reply()
}
