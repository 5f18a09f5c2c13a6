//! The phone delivers: `PUT /v1/audits/{id}`, lost photos, proxied uploads.

use axum::{
    Json,
    body::Body,
    extract::{Request, State},
    http::{HeaderMap, StatusCode, header},
};
use forecourt_core::{
    states::Role,
    submission::Submission,
    violation::{Code, Violation},
};
use serde::Deserialize;
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;
use validator::Validate;

use crate::{
    auth::Caller,
    body::{self, Input},
    client_address::public_base,
    extract::{Asked, At},
    intake::{
        accept::{self, Incoming},
        checks, photos,
        receipt::Receipt,
    },
    problem::{Problem, ProblemDocument, Result},
    routes::limits::SUBMISSION_BYTES,
    state::App,
};

/// Header with the epoch of the receipts that the phone holds.
const EPOCH_HEADER: &str = "forecourt-receipt-epoch";

/// Submit an audit, or repeat it
///
/// The only call an upload loop needs: repeat it unchanged until `state` is no longer `awaiting_photos`, sending what
/// is `missing` or `rejected` in between. The same content under the same revision always answers that revision's
/// receipt. The body may be compressed with gzip or zstd.
#[utoipa::path(put, path = "/v1/audits/{audit_id}", tag = "phone",
    params(("audit_id" = Uuid, Path, description = "Random v4 UUID made by the phone"),
        ("Forecourt-Receipt-Epoch" = Option<Uuid>, Header, description = "Epoch of the receipts that the phone holds, after a restore of the server")),
    request_body = Submission,
    responses((status = 200, body = Receipt), (status = 400, body = ProblemDocument), (status = 401, body = ProblemDocument),
        (status = 403, body = ProblemDocument), (status = 404, body = ProblemDocument),
        (status = 409, description = "revision-conflict or not-returned", body = ProblemDocument),
        (status = 413, body = ProblemDocument), (status = 415, body = ProblemDocument), (status = 422, body = ProblemDocument),
        (status = 503, description = "Come back after Retry-After", body = ProblemDocument)))]
pub async fn put(
    State(app): State<App>,
    caller: Caller,
    At(audit_id): At<Uuid>,
    headers: HeaderMap,
    request: Request,
) -> Result<Json<Receipt>> {
    caller.require(&[Role::Shopper])?;
    if audit_id.get_version_num() != 4 {
        return Err(Problem::invalid(vec![Violation::new("path:audit_id", Code::NotAUuid)])
            .detail("检查记录编号须为随机 UUID(v4)", "An audit id is a random UUID (v4)"));
    }
    body::require_json(&request)?;
    let bytes = body::read_up_to(request, SUBMISSION_BYTES, "submission_bytes").await?;
    let document = checks::read(&app, caller.person_id, audit_id, &bytes).await?;
    let receipt_epoch = headers.get(EPOCH_HEADER).and_then(|value| value.to_str().ok()?.parse().ok());
    let public_base = public_base(&app, &headers)
        .ok_or_else(|| Problem::invalid(vec![Violation::new("header:Host", Code::Missing)]))?;
    let incoming = Incoming { caller: &caller, audit_id, document, receipt_epoch, public_base };
    Ok(Json(accept::accept(&app, &incoming).await?))
}

/// Why the phone no longer has a photo.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Lost {
    /// In the shopper's words.
    #[validate(length(min = 1, max = 1000), custom(function = crate::fields::said))]
    pub reason: String,
}

/// Declare a photo lost
///
/// A photo that the server already has stays as it is. Safe to repeat; needs no `Idempotency-Key`.
#[utoipa::path(post, path = "/v1/audits/{audit_id}/photos/{photo_id}/lost", tag = "phone", request_body = Lost,
    params(("audit_id" = Uuid, Path), ("photo_id" = Uuid, Path)),
    responses((status = 204), (status = 401, body = ProblemDocument), (status = 403, body = ProblemDocument),
        (status = 404, body = ProblemDocument), (status = 422, body = ProblemDocument)))]
pub async fn lost(
    State(app): State<App>,
    caller: Caller,
    At((audit_id, photo_id)): At<(Uuid, Uuid)>,
    input: Input<Lost>,
) -> Result<StatusCode> {
    caller.require(&[Role::Shopper])?;
    let own = app.store.has_delivered(audit_id, caller.person_id).await?;
    if !own || !app.store.photo_lost(audit_id, photo_id, &input.value.reason, app.clock.now_ms()).await? {
        return Err(Problem::not_found());
    }
    app.work.notify_one();
    Ok(StatusCode::NO_CONTENT)
}

/// Permission of a proxied upload.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct UploadPermission {
    /// Until when it works, epoch ms.
    pub expires: i64,
    /// Signature of the address.
    pub signature: String,
}

/// Upload a photo through this server
///
/// Only for storages that phones cannot reach: the receipt's `upload.url` points here then. The address is the
/// permission; no sign-in is read.
#[utoipa::path(put, path = "/v1/uploads/{photo_id}", tag = "phone", security(()), params(("photo_id" = Uuid, Path), UploadPermission),
    request_body(content = Vec<u8>, content_type = "application/octet-stream"),
    responses((status = 200), (status = 400, body = ProblemDocument), (status = 403, body = ProblemDocument),
        (status = 404, body = ProblemDocument), (status = 503, body = ProblemDocument), (status = 507, body = ProblemDocument)))]
pub async fn upload(
    State(app): State<App>,
    At(photo_id): At<Uuid>,
    Asked(permission): Asked<UploadPermission>,
    headers: HeaderMap,
    body: Body,
) -> Result<StatusCode> {
    let length = headers.get(header::CONTENT_LENGTH).and_then(|value| value.to_str().ok()?.parse().ok());
    photos::receive(&app, photo_id, permission.expires, &permission.signature, length, body).await?;
    Ok(StatusCode::OK)
}
