//! `POST /v1/audits/{id}/flags/{flag}/clear`: a doubt is settled (decision 11).

use axum::response::Response;
use forecourt_core::review::Verb;
use forecourt_store::audits::review;
use serde_json::json;
use uuid::Uuid;

use super::{AuditDone, Desk, Door, act, void::ReasonGiven};
use crate::{
    body::Input,
    extract::At,
    problem::{Problem, ProblemDocument, Result},
    repeat::Reply,
};

/// Clear a flag
///
/// A cleared flag no longer asks for a second review; it stays readable with the reason.
#[utoipa::path(post, path = "/v1/audits/{audit_id}/flags/{flag_id}/clear", tag = "review", request_body = ReasonGiven,
    params(("audit_id" = Uuid, Path), ("flag_id" = Uuid, Path), ("Idempotency-Key" = Uuid, Header), ("If-Match" = String, Header)),
    responses((status = 200, body = AuditDone), (status = 401, body = ProblemDocument), (status = 403, body = ProblemDocument),
        (status = 404, body = ProblemDocument), (status = 409, body = ProblemDocument), (status = 412, body = ProblemDocument),
        (status = 422, body = ProblemDocument), (status = 428, body = ProblemDocument)))]
pub async fn clear(
    door: Door,
    At((audit_id, flag_id)): At<(Uuid, Uuid)>,
    input: Input<ReasonGiven>,
) -> Result<Response> {
    let reason = input.value.reason;
    act(door, Verb::ClearFlag, audit_id, input.sha256, "flag_clear", move |desk| {
        Box::pin(decide(desk, flag_id, reason))
    })
    .await
}

async fn decide(mut desk: Desk<'_>, flag_id: Uuid, reason: String) -> Result<Reply> {
    let flag = desk.case.rows.flags.iter_mut().find(|flag| flag.id == flag_id).ok_or_else(Problem::not_found)?;
    let code = flag.code.clone();
    if !review::clear_flag(desk.tx, flag_id, desk.person, &reason, desk.now).await? {
        return Err(Problem::wrong_state(desk.case.state).detail("该疑点已经解除", "This flag was cleared before"));
    }
    flag.cleared_at = Some(desk.now);
    let mut row = desk.case.audit().clone();
    (row.hard_flags, row.soft_flags) = desk.case.count_flags();
    let row = desk.save(row, Some(reason), json!({"flag_id": flag_id, "code": code})).await?;
    AuditDone::of(&row)?.reply()
}
