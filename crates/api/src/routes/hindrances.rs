//! What came in the way of a visit: `/v1/assignments/{id}/decline`, `/impossible`, `/recognised`. Offline like an audit.

use axum::{extract::State, response::Response};
use forecourt_core::states::{AssignmentState, Role};
use forecourt_store::{
    entity::assignment_report,
    phone::{assignment_state, held_assignment, put_report},
    sync::{self, Change, Subject},
};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;
use validator::Validate;

use crate::{
    auth::{Caller, caller::Key},
    body::Input,
    extract::At,
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

/// A photo of what came in the way: its hash; the phone keeps the file for the reviewer.
#[derive(Debug, Clone, Deserialize, Serialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PhotoInput {
    /// Random v4 UUID made by the phone.
    pub photo_id: Uuid,
    /// SHA-256, 64 lower-case hexadecimal digits.
    #[validate(length(min = 64, max = 64))]
    pub sha256: String,
    /// Length in bytes.
    #[validate(range(min = 1, max = 10_485_760))]
    pub bytes: i64,
}

/// Why a shopper does not take an assignment.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Decline {
    /// In the shopper's words.
    #[validate(length(min = 1, max = 1000))]
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
/// The assignment stays open: what was seen before may still be submitted, with `recognised` in it.
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
    let person_id = caller.person_id;
    once(app, caller, key, sha256, "assignment_report", move |tx| {
        Box::pin(async move {
            let held = held_assignment(tx, assignment_id, person_id).await?;
            let before = held.ok_or_else(Problem::not_found)?;
            let state = assignment_state(&before)?;
            // Reported after somebody else moved it on: the report is kept, the assignment stays where it is.
            let ends_as = report.ends_as.filter(|_| state == AssignmentState::Issued && before.shopper_id == person_id);
            let to_json = |value: Result<serde_json::Value, _>| value.map_err(Problem::internal);
            let row = assignment_report::Model {
                id: Uuid::new_v4(),
                assignment_id,
                person_id,
                kind: report.kind.into(),
                reason: report.reason,
                at_ms: report.at_ms,
                fix: report.fix.map(|fix| to_json(serde_json::to_value(fix))).transpose()?,
                photos: Some(to_json(serde_json::to_value(&report.photos))?),
                note: report.note,
                received_at: now,
            };
            let id = row.id;
            put_report(tx, row, ends_as).await?;
            sync::record(&**tx, &[Change::new(person_id, Subject::Assignment, assignment_id, now)]).await?;
            Reply::ok(ReportAnswer { id, assignment_id, state: ends_as.unwrap_or(state) })
        })
    })
    .await
}
