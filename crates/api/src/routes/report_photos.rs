//! Photos of reports: their receipt for the phone, the pictures for the desks.

use axum::{Json, extract::State, http::HeaderMap, response::Response};
use forecourt_core::{
    states::{PhotoState, Role},
    violation::{Code, Violation},
};
use forecourt_store::{
    entity::report_photo,
    photo_keys::{self, Expected},
    reports,
};
use futures::future;
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use super::photos::{PhotoQuery, Size, hand_out};
use crate::{
    auth::Caller,
    client_address::public_base,
    extract::{Asked, At},
    intake::{
        photos::{Owner, PATIENCE, arrivals},
        receipt::ReceiptPhoto,
    },
    problem::{Kind, Problem, ProblemDocument, Result},
    state::App,
    times::rfc3339,
};

/// Who sees pictures of reports: who plans, and who judges.
const DESK: &[Role] = &[Role::Planner, Role::Reviewer, Role::Hq, Role::Admin];
/// Who of them sees what the phone sent, with all that stands in it.
const ORIGINALS: &[Role] = &[Role::Reviewer, Role::Hq, Role::Admin];

/// What the server holds of a report's photos.
#[derive(Debug, Serialize, ToSchema)]
pub struct ReportReceipt {
    /// The report.
    pub id: Uuid,
    /// The assignment.
    pub assignment_id: Uuid,
    /// `decline`, `impossible` or `recognised`.
    pub kind: String,
    /// When the report arrived.
    pub received_at: String,
    /// Epoch of this server.
    pub server_epoch: Uuid,
    /// Its photos in its order, with an address for each that is `missing` or `rejected`.
    pub photos: Vec<ReceiptPhoto>,
}

/// Receipt of a report
///
/// For the shopper who made it. Upload what is `missing` or `rejected` and ask again until nothing is; the rules for
/// deleting are those of an audit's photos.
#[utoipa::path(get, path = "/v1/assignments/{id}/reports/{report_id}", tag = "photos", params(("id" = Uuid, Path), ("report_id" = Uuid, Path)),
    responses((status = 200, body = ReportReceipt), (status = 401, body = ProblemDocument), (status = 403, body = ProblemDocument), (status = 404, body = ProblemDocument), (status = 422, body = ProblemDocument)))]
pub async fn receipt(
    State(app): State<App>,
    caller: Caller,
    At((id, report_id)): At<(Uuid, Uuid)>,
    headers: HeaderMap,
) -> Result<Json<ReportReceipt>> {
    caller.require(&[Role::Shopper])?;
    let report = reports::find(app.store.read(), id, report_id).await?;
    let report = report.filter(|report| report.person_id == caller.person_id).ok_or_else(Problem::not_found)?;
    let base = public_base(&app, &headers)
        .ok_or_else(|| Problem::invalid(vec![Violation::new("header:Host", Code::Missing)]))?;
    let photos = reports::photos(app.store.read(), &[report_id]).await?;
    let photos = look(&app, report_id, photos).await?;
    let lines = photos.iter().map(|photo| {
        let (app, base, expected) = (&app, base.as_str(), Expected::from(photo));
        async move { ReceiptPhoto::of(app, &expected, &photo.state, Owner::Report, base).await }
    });
    Ok(Json(ReportReceipt {
        id: report.id,
        assignment_id: report.assignment_id,
        kind: report.kind,
        received_at: rfc3339(report.received_at),
        server_epoch: app.epoch,
        photos: future::try_join_all(lines).await?,
    }))
}

/// Asks the storage for what has not come yet; a storage that does not answer in time changes nothing.
pub async fn look(app: &App, report_id: Uuid, photos: Vec<report_photo::Model>) -> Result<Vec<report_photo::Model>> {
    let awaited = photos.iter().filter(|photo| is_awaited(photo));
    let questions = awaited.map(|photo| (photo.id, Expected::from(photo))).collect();
    let arrivals = arrivals(app, questions, PATIENCE).await;
    if arrivals.is_empty() {
        return Ok(photos);
    }
    app.store.report_photos_seen(&arrivals, app.clock.now_ms()).await?;
    app.work.notify_one();
    Ok(reports::photos(app.store.read(), &[report_id]).await?)
}

fn is_awaited(photo: &report_photo::Model) -> bool {
    matches!(PhotoState::parse(&photo.state), Some(PhotoState::Missing | PhotoState::Rejected))
}

/// Show a photo of a report
///
/// For planners, reviewers, head office and administrators, as `/v1/photos/{id}` shows one of an audit. Planners see copies
/// without metadata; `original` is for the others.
#[utoipa::path(get, path = "/v1/report-photos/{id}", tag = "photos", params(("id" = Uuid, Path), PhotoQuery),
    responses((status = 200, description = "The bytes", body = Vec<u8>, content_type = "image/jpeg"),
        (status = 307, description = "The address of the bytes", headers(("Location" = String))),
        (status = 400, body = ProblemDocument), (status = 401, body = ProblemDocument), (status = 403, body = ProblemDocument),
        (status = 404, body = ProblemDocument), (status = 503, body = ProblemDocument)))]
pub async fn show(
    State(app): State<App>,
    caller: Caller,
    At(id): At<Uuid>,
    Asked(query): Asked<PhotoQuery>,
    headers: HeaderMap,
) -> Result<Response> {
    let original = query.size == Size::Original;
    if original && !caller.is_any(ORIGINALS) {
        return Err(Problem::new(Kind::Forbidden));
    }
    let scope = caller.scope(if original { ORIGINALS } else { DESK })?;
    let photo = reports::photo_in_scope(app.store.read(), &scope, id).await?.ok_or_else(Problem::not_found)?;
    let (key, content_type) = match query.size {
        Size::Thumb if photo.derived => (photo_keys::report_derived(&photo, "thumb"), "image/jpeg"),
        Size::View if photo.derived => (photo_keys::report_derived(&photo, "view"), "image/jpeg"),
        Size::Original if photo.state == PhotoState::Verified.as_str() && photo.erased_at.is_none() => {
            (photo_keys::report_original(&photo), photo.content_type.as_str())
        }
        // Not here yet, its time is over, or no picture: nobody has looked into it.
        _ => return Err(Problem::not_found()),
    };
    hand_out(&app, &key, content_type, &headers).await
}
