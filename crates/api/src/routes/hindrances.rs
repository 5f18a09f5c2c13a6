//! What came in the way of a visit: `/v1/assignments/{id}/decline`, `/impossible`, `/recognised`. Offline like an audit.

use axum::{extract::State, response::Response};
use forecourt_core::{
    states::{AssignmentState, PhotoState, Role},
    violation::{Code, Violation},
};
use forecourt_store::{
    Tx,
    entity::{assignment_report, report_photo},
    phone::{assignment_state, held_assignment},
    reports,
    signals::Signal,
    sync::{self, Change, Subject},
};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;
use validator::{Validate, ValidationError};

use crate::{
    auth::{Caller, caller::Key},
    body::Input,
    extract::At,
    intake::photos::goes_to_incoming,
    problem::{Problem, ProblemDocument, Result},
    repeat::{Reply, once},
    state::App,
};

/// Where the phone was.
#[derive(Debug, Clone, Deserialize, Serialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct FixInput {
    /// Latitude, 1e-7 degrees.
    #[validate(range(min = -900_000_000, max = 900_000_000))]
    pub lat_e7: i64,
    /// Longitude, 1e-7 degrees.
    #[validate(range(min = -1_800_000_000, max = 1_800_000_000))]
    pub lon_e7: i64,
    /// Radius in which the service believes itself, cm.
    #[validate(range(min = 0))]
    pub accuracy_cm: i64,
    /// The position came from a mock provider.
    pub mocked: bool,
    /// Wall clock of the phone, epoch ms.
    pub at_ms: i64,
}

/// What a photo of a report may be.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, Serialize, ToSchema)]
pub enum Picture {
    /// JPEG.
    #[default]
    #[serde(rename = "image/jpeg")]
    Jpeg,
    /// PNG.
    #[serde(rename = "image/png")]
    Png,
    /// WebP.
    #[serde(rename = "image/webp")]
    Webp,
}

impl Picture {
    const fn content_type(self) -> &'static str {
        match self {
            Self::Jpeg => "image/jpeg",
            Self::Png => "image/png",
            Self::Webp => "image/webp",
        }
    }
}

/// A photo of what came in the way. Its bytes follow: the report's receipt tells where to send them.
#[derive(Debug, Clone, Deserialize, Serialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PhotoInput {
    /// Random v4 UUID made by the phone.
    pub photo_id: Uuid,
    /// SHA-256, 64 lower-case hexadecimal digits.
    #[validate(custom(function = is_hash))]
    pub sha256: String,
    /// Length in bytes.
    #[validate(range(min = 1, max = 10_485_760))]
    pub bytes: i64,
    /// What it is; a JPEG if nothing is said.
    #[serde(default)]
    pub content_type: Picture,
}

fn is_hash(text: &str) -> Result<(), ValidationError> {
    let good = text.len() == 64 && text.bytes().all(|letter| matches!(letter, b'0'..=b'9' | b'a'..=b'f'));
    if good { Ok(()) } else { Err(ValidationError::new(Code::BadHash.as_str())) }
}

/// Why a shopper does not take an assignment.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Decline {
    /// In the shopper's words.
    #[validate(length(min = 1, max = 1000), custom(function = crate::fields::said))]
    pub reason: String,
}

/// Why a visit could not be made.
#[derive(Clone, Copy, Debug, Deserialize, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Obstacle {
    /// The station was closed.
    Closed,
    /// No fuel was sold.
    NoFuel,
    /// Going on would have been dangerous.
    Unsafe,
    /// There is no station at the address.
    WrongAddress,
}

/// A visit that could not be made.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Impossible {
    /// What was in the way.
    pub reason: Obstacle,
    /// More, in the shopper's words.
    #[serde(default)]
    #[validate(length(max = 4000))]
    pub note: Option<String>,
    /// When, epoch ms by the phone.
    pub at_ms: i64,
    /// Where.
    #[serde(default)]
    #[validate(nested)]
    pub fix: Option<FixInput>,
    /// Photos of it.
    #[serde(default)]
    #[validate(length(max = 20), nested)]
    pub photos: Vec<PhotoInput>,
}

/// Staff recognised the shopper.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct RecognisedInput {
    /// The minute, epoch ms by the phone.
    pub at_ms: i64,
    /// What happened.
    #[serde(default)]
    #[validate(length(max = 4000))]
    pub note: Option<String>,
    /// Where.
    #[serde(default)]
    #[validate(nested)]
    pub fix: Option<FixInput>,
    /// Photos of it.
    #[serde(default)]
    #[validate(length(max = 20), nested)]
    pub photos: Vec<PhotoInput>,
}

/// What the report did.
#[derive(Debug, Serialize, ToSchema)]
pub struct ReportAnswer {
    /// The report.
    pub id: Uuid,
    /// The assignment.
    pub assignment_id: Uuid,
    /// Where the assignment stands now.
    pub state: AssignmentState,
}

/// What is reported, whichever verb it came by.
struct Report {
    kind: &'static str,
    ends_as: Option<AssignmentState>,
    reason: String,
    at_ms: Option<i64>,
    note: Option<String>,
    fix: Option<FixInput>,
    photos: Vec<PhotoInput>,
}

/// Decline an assignment
#[utoipa::path(post, path = "/v1/assignments/{id}/decline", tag = "phone", request_body = Decline, params(("id" = Uuid, Path), ("Idempotency-Key" = Uuid, Header)),
    responses((status = 200, body = ReportAnswer), (status = 401, body = ProblemDocument), (status = 403, body = ProblemDocument), (status = 404, body = ProblemDocument), (status = 409, body = ProblemDocument), (status = 422, body = ProblemDocument)))]
pub async fn decline(
    State(app): State<App>,
    caller: Caller,
    At(id): At<Uuid>,
    key: Key,
    input: Input<Decline>,
) -> Result<Response> {
    let report = Report {
        kind: "decline",
        ends_as: Some(AssignmentState::Declined),
        reason: input.value.reason,
        at_ms: None,
        note: None,
        fix: None,
        photos: Vec::new(),
    };
    take(&app, &caller, id, key, input.sha256, report).await
}

/// Report that a visit was impossible
///
/// Photos are announced here; the receipt of the report, at `/v1/assignments/{id}/reports/{report_id}`, tells where to send
/// their bytes.
#[utoipa::path(post, path = "/v1/assignments/{id}/impossible", tag = "phone", request_body = Impossible, params(("id" = Uuid, Path), ("Idempotency-Key" = Uuid, Header)),
    responses((status = 200, body = ReportAnswer), (status = 401, body = ProblemDocument), (status = 403, body = ProblemDocument), (status = 404, body = ProblemDocument), (status = 409, body = ProblemDocument), (status = 422, body = ProblemDocument)))]
pub async fn impossible(
    State(app): State<App>,
    caller: Caller,
    At(id): At<Uuid>,
    key: Key,
    input: Input<Impossible>,
) -> Result<Response> {
    let value = input.value;
    let reason = serde_json::to_value(value.reason).map_err(Problem::internal)?;
    let report = Report {
        kind: "impossible",
        ends_as: Some(AssignmentState::Impossible),
        reason: reason.as_str().unwrap_or_default().to_owned(),
        at_ms: Some(value.at_ms),
        note: value.note,
        fix: value.fix,
        photos: value.photos,
    };
    take(&app, &caller, id, key, input.sha256, report).await
}

/// Report that the shopper was recognised
///
/// The assignment stays open: what was seen before may still be submitted, with `recognised` in it. Photos go the way of
/// those of an impossible visit.
#[utoipa::path(post, path = "/v1/assignments/{id}/recognised", tag = "phone", request_body = RecognisedInput, params(("id" = Uuid, Path), ("Idempotency-Key" = Uuid, Header)),
    responses((status = 200, body = ReportAnswer), (status = 401, body = ProblemDocument), (status = 403, body = ProblemDocument), (status = 404, body = ProblemDocument), (status = 409, body = ProblemDocument), (status = 422, body = ProblemDocument)))]
pub async fn recognised(
    State(app): State<App>,
    caller: Caller,
    At(id): At<Uuid>,
    key: Key,
    input: Input<RecognisedInput>,
) -> Result<Response> {
    let value = input.value;
    let report = Report {
        kind: "recognised",
        ends_as: None,
        reason: "recognised".into(),
        at_ms: Some(value.at_ms),
        note: value.note,
        fix: value.fix,
        photos: value.photos,
    };
    take(&app, &caller, id, key, input.sha256, report).await
}

async fn take(
    app: &App,
    caller: &Caller,
    assignment_id: Uuid,
    key: Key,
    sha256: [u8; 32],
    report: Report,
) -> Result<Response> {
    caller.require(&[Role::Shopper])?;
    let now = app.clock.now_ms();
    let (person_id, incoming) = (caller.person_id, goes_to_incoming(app));
    once(app, caller, key, sha256, "assignment_report", move |tx| {
        Box::pin(async move {
            let held = held_assignment(tx, assignment_id, person_id).await?;
            let before = held.ok_or_else(Problem::not_found)?;
            let state = assignment_state(&before)?;
            // Reported after somebody else moved it on: the report is kept, the assignment stays where it is.
            let ends_as = report.ends_as.filter(|_| state == AssignmentState::Issued && before.shopper_id == person_id);
            let id = Uuid::new_v4();
            check_photos(tx, &report.photos).await?;
            let photos = report.photos.iter().enumerate();
            let photos = photos.map(|(place, photo)| photo_row(id, place, photo, incoming, now)).collect();
            let fix = report.fix.map(serde_json::to_value).transpose().map_err(Problem::internal)?;
            let row = assignment_report::Model {
                id,
                assignment_id,
                person_id,
                kind: report.kind.into(),
                reason: report.reason,
                at_ms: report.at_ms,
                fix,
                photos: None,
                note: report.note,
                received_at: now,
            };
            reports::put(tx, row, photos, ends_as).await?;
            tx.signal(Signal::plan(before.station_id));
            sync::record(&**tx, &[Change::new(person_id, Subject::Assignment, assignment_id, now)]).await?;
            Reply::ok(ReportAnswer { id, assignment_id, state: ends_as.unwrap_or(state) })
        })
    })
    .await
}

/// A photo id belongs to one report.
async fn check_photos(tx: &Tx, photos: &[PhotoInput]) -> Result<()> {
    let ids: Vec<Uuid> = photos.iter().map(|photo| photo.photo_id).collect();
    let taken = reports::taken(&**tx, &ids).await?;
    let mut faults = Vec::new();
    for (index, id) in ids.iter().enumerate() {
        let place = format!("/photos/{index}/photo_id");
        if id.get_version_num() != 4 {
            faults.push(Violation::new(place, Code::NotAUuid));
        } else if taken.contains(id) {
            faults.push(Violation::new(place, Code::PhotoConflict));
        } else if ids[..index].contains(id) {
            faults.push(Violation::new(place, Code::Duplicate));
        }
    }
    if faults.is_empty() { Ok(()) } else { Err(Problem::invalid(faults)) }
}

fn photo_row(report_id: Uuid, place: usize, photo: &PhotoInput, incoming: bool, now_ms: i64) -> report_photo::Model {
    report_photo::Model {
        id: photo.photo_id,
        report_id,
        place: i16::try_from(place).unwrap_or(i16::MAX),
        state: PhotoState::Missing.as_str().into(),
        sha256: hex::decode(&photo.sha256).unwrap_or_default(),
        bytes: photo.bytes,
        content_type: photo.content_type.content_type().into(),
        incoming,
        derived: false,
        updated_at: now_ms,
        erased_at: None,
    }
}
