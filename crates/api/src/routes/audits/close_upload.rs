//! `POST /v1/audits/{id}/close-upload`: no longer wait for photos (decision 3).

use axum::response::Response;
use forecourt_core::{
    review::Verb,
    states::{AuditState, PhotoState},
};
use forecourt_store::audits::review;
use serde_json::json;
use uuid::Uuid;

use super::{AuditDone, Desk, Door, act, refresh, void::ReasonGiven};
use crate::{
    body::Input,
    extract::At,
    problem::{Problem, ProblemDocument, Result},
    repeat::Reply,
    times::rfc3339,
};

/// How long nothing must have come before an upload may be closed, ms.
const SILENCE_MS: i64 = 72 * 3_600_000;

/// Close the upload of an audit
///
/// After 72 hours without news: photos that are missing count as lost until the phone repeats its submission.
#[utoipa::path(post, path = "/v1/audits/{audit_id}/close-upload", tag = "review", request_body = ReasonGiven,
    params(("audit_id" = Uuid, Path), ("Idempotency-Key" = Uuid, Header), ("If-Match" = String, Header)),
    responses((status = 200, body = AuditDone), (status = 401, body = ProblemDocument), (status = 403, body = ProblemDocument),
        (status = 404, body = ProblemDocument), (status = 409, body = ProblemDocument), (status = 412, body = ProblemDocument),
        (status = 422, body = ProblemDocument), (status = 428, body = ProblemDocument)))]
pub async fn close_upload(door: Door, At(audit_id): At<Uuid>, input: Input<ReasonGiven>) -> Result<Response> {
    let reason = input.value.reason;
    act(door, Verb::CloseUpload, audit_id, input.sha256, "close_upload", |desk| Box::pin(decide(desk, reason))).await
}

async fn decide(mut desk: Desk<'_>, reason: String) -> Result<Reply> {
    let case = &desk.case;
    let photos = &case.rows.photos;
    let arrived = photos.iter().map(|photo| photo.updated_at).max().unwrap_or(0);
    let from = arrived.max(case.rows.revision.received_at).saturating_add(SILENCE_MS);
    if desk.now < from {
        return Err(Problem::wrong_state(case.state)
            .detail("距最近一次收到内容还不到72小时", "Something came less than 72 hours ago")
            .with("not_before", rfc3339(from)));
    }
    if photos.iter().any(|photo| photo.state == PhotoState::Stored.as_str()) {
        return Err(Problem::wrong_state(case.state).detail("仍有照片正在核验", "A photo is still being examined"));
    }
    let waiting = [PhotoState::Missing.as_str(), PhotoState::Rejected.as_str()];
    let gone: Vec<Uuid> =
        photos.iter().filter(|photo| waiting.contains(&photo.state.as_str())).map(|photo| photo.id).collect();
    review::give_up_photos(desk.tx, &gone, &reason, desk.now).await?;
    for photo in desk.case.rows.photos.iter_mut().filter(|photo| gone.contains(&photo.id)) {
        photo.state = PhotoState::Lost.as_str().into();
    }
    let mut row = desk.case.audit().clone();
    row.state = AuditState::Submitted.as_str().into();
    // From here on the evidence is judged.
    desk.case.state = AuditState::Submitted;
    let judged = desk.case.judge();
    refresh(&mut desk, &judged, &mut row).await?;
    let row = desk.save(row, Some(reason), json!({"lost": gone})).await?;
    AuditDone::of(&row)?.reply()
}
