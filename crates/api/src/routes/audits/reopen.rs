//! `POST /v1/audits/{id}/reopen`: once more, before anything is published (decisions 1 and 19).

use axum::response::Response;
use forecourt_core::{review::Verb, states::AuditState};
use forecourt_store::audits::{read, review};
use serde_json::json;
use uuid::Uuid;

use super::{AuditDone, CLAIM_MS, Desk, Door, act, refresh, void::ReasonGiven};
use crate::{
    body::Input,
    case::Case,
    extract::At,
    intake::rows::{put_visit, times_of},
    problem::{ProblemDocument, Result},
    repeat::Reply,
};

/// Reopen an incomplete or approved audit
///
/// It is in review again, held by the caller. An answer that came too late is taken up and judged from now on.
#[utoipa::path(post, path = "/v1/audits/{audit_id}/reopen", tag = "review", request_body = ReasonGiven,
    params(("audit_id" = Uuid, Path), ("Idempotency-Key" = Uuid, Header), ("If-Match" = String, Header)),
    responses((status = 200, body = AuditDone), (status = 401, body = ProblemDocument), (status = 403, body = ProblemDocument),
        (status = 404, body = ProblemDocument), (status = 409, body = ProblemDocument), (status = 412, body = ProblemDocument),
        (status = 422, body = ProblemDocument), (status = 428, body = ProblemDocument)))]
pub async fn reopen(door: Door, At(audit_id): At<Uuid>, input: Input<ReasonGiven>) -> Result<Response> {
    let reason = input.value.reason;
    act(door, Verb::Reopen, audit_id, input.sha256, "audit_reopen", |desk| Box::pin(decide(desk, reason))).await
}

/// A late answer may tell of another day or checklist than what was judged before.
fn take_up_visit(case: &mut Case) {
    // The profile is the one of that day.
    case.rows.audit.visit_start = times_of(&case.submission).started;
    let values = case.flag_values();
    put_visit(&mut case.rows.audit, &case.submission, &case.published.checklist, &values);
}

async fn decide(mut desk: Desk<'_>, reason: String) -> Result<Reply> {
    review::take_up_late_answers(desk.tx, desk.case.audit().id).await?;
    let judged_before = desk.case.rows.revision.revision;
    let rows = read::case_rows(&**desk.tx, desk.case.audit().clone()).await?;
    let revision = rows.revision.revision;
    desk.case = Case::of(&desk.app, rows).await?;
    if revision != judged_before {
        take_up_visit(&mut desk.case);
    }
    let mut row = desk.case.audit().clone();
    row.state = AuditState::InReview.as_str().into();
    row.claimed_by = Some(desk.person);
    row.claimed_until = Some(desk.now.saturating_add(CLAIM_MS));
    row.reviewer_id = None;
    row.second_reviewer_id = None;
    row.approved_at = None;
    row.photos_absent = None;
    row.publish_day = None;
    let judged = desk.case.judge();
    refresh(&mut desk, &judged, &mut row).await?;
    let row = desk.save(row, Some(reason), json!({"revision": revision})).await?;
    AuditDone::of(&row)?.reply()
}
