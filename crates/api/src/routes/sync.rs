//! `GET /v1/sync`: what changed for me.

use axum::{Json, extract::State};
use forecourt_core::{
    states::{PhotoState, Role},
    text::Text,
};
use forecourt_store::{
    checklists::VersionState,
    entity::{assignment, round, station, station_profile},
    phone::Returned,
    sync::{Position, Subject},
};
use serde::{Deserialize, Serialize};
use serde_json::{Value, value::RawValue};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use crate::{
    auth::Caller,
    extract::Asked,
    problem::{Problem, ProblemDocument, Result},
    routes::limits::Limits,
    state::App,
    times::rfc3339,
};

/// A cursor older than this starts anew: what it missed may have been cleaned up.
pub const CURSOR_MS: i64 = 30 * 86_400_000;

/// Where the phone stands.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct SyncQuery {
    /// The `cursor` of the sync before; leave it out for everything.
    pub cursor: Option<String>,
}

/// What lies in a cursor.
#[derive(Debug, Serialize, Deserialize)]
struct Cursor {
    position: Position,
    at_ms: i64,
    epoch: Uuid,
    scope: u64,
}

/// Everything that is new for a phone. Lists are empty when nothing changed.
#[derive(Debug, Serialize, ToSchema)]
pub struct Sync {
    /// Epoch of this server; on another one the phone drops its cursor and sends again what it holds.
    pub server_epoch: Uuid,
    /// Time of the server, for the phone's offset.
    pub now: String,
    /// Send it back at the next sync.
    pub cursor: String,
    /// The lists hold the full set: what is not in them is gone.
    pub reset: bool,
    /// Assignments that are new or changed.
    pub assignments: Vec<AssignmentForPhone>,
    /// Stations of assignments, new or changed.
    pub stations: Vec<StationForPhone>,
    /// Checklist versions that are new or changed; fetch the content by id and version.
    pub checklists: Vec<ChecklistForPhone>,
    /// Audits that were returned, whole.
    pub returned: Vec<ReturnedForPhone>,
    /// Refused submissions that were judged again: lift the quarantine and repeat the PUT unchanged.
    pub resend: Vec<Resend>,
    /// What is no longer there.
    pub tombstones: Vec<Tombstone>,
    /// To be shown when the shopper is challenged.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub authority_letter: Option<AuthorityLetter>,
    /// Limits of this server.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub limits: Option<Limits>,
}

/// A visit to make.
#[derive(Debug, Serialize, ToSchema)]
pub struct AssignmentForPhone {
    /// The assignment.
    pub id: Uuid,
    /// Its station.
    pub station_id: Uuid,
    /// Its round in words.
    pub round: Text,
    /// Checklist to answer.
    pub checklist_id: String,
    /// Its version.
    pub checklist_version: i32,
    /// Time slot, for example `night`.
    pub slot: String,
    /// The visit begins not before.
    pub window_start: String,
    /// The visit ends not after.
    pub window_end: String,
    /// A night visit.
    pub night: bool,
    /// At a self-service pump.
    pub self_service: bool,
    /// What to buy.
    #[schema(value_type = Object)]
    pub purchase: Value,
    /// The scripted question.
    pub question: Text,
    /// Grows with each change.
    pub version: i32,
}

/// A station as the shopper needs it.
#[derive(Debug, Serialize, ToSchema)]
pub struct StationForPhone {
    /// The station.
    pub id: Uuid,
    /// Code, as printed on receipts.
    pub code: String,
    /// Name.
    pub name: Text,
    /// City.
    pub city: Text,
    /// Street address.
    pub address: String,
    /// Latitude, 1e-7 degrees.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub lat_e7: Option<i64>,
    /// Longitude, 1e-7 degrees.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub lon_e7: Option<i64>,
    /// Time zone.
    pub tz: String,
    /// Number of the profile in force: name it in the submission.
    pub profile_revision: i32,
    /// `st.*` flags of that profile.
    #[schema(value_type = Object)]
    pub flags: Value,
}

/// A checklist version.
#[derive(Debug, Serialize, ToSchema)]
pub struct ChecklistForPhone {
    /// For example `station-69`.
    pub id: String,
    /// Its version.
    pub version: u32,
    /// Hash of its content, the ETag of `/v1/checklists/{id}/versions/{version}`.
    pub sha256: String,
    /// No new visit may start on it; one that is open goes on.
    pub withdrawn: bool,
}

/// A returned audit with everything that is needed to answer.
#[derive(Debug, Serialize, ToSchema)]
pub struct ReturnedForPhone {
    /// The audit.
    pub audit_id: Uuid,
    /// The revision that was returned; the answer carries the next one.
    pub revision: i32,
    /// Number that the answer must carry.
    pub next_revision: i32,
    /// What the reviewer asks, per item or as a whole.
    #[schema(value_type = Vec<Object>)]
    pub remarks: Value,
    /// Answer until then.
    pub due_at: String,
    /// The submission as it was received.
    #[schema(value_type = Object)]
    pub submission: Box<RawValue>,
    /// What the server knows of its photos; verified ones are not sent again.
    pub photos: Vec<PhotoForPhone>,
}

/// A photo of a returned audit.
#[derive(Debug, Serialize, ToSchema)]
pub struct PhotoForPhone {
    /// The photo.
    pub photo_id: Uuid,
    /// What the server knows about its bytes.
    pub state: PhotoState,
}

/// A submission to send again, unchanged.
#[derive(Debug, Serialize, ToSchema)]
pub struct Resend {
    /// The audit.
    pub audit_id: Uuid,
    /// The revision.
    pub revision: i32,
}

/// Something that is gone.
#[derive(Debug, Serialize, ToSchema)]
pub struct Tombstone {
    /// `assignment` or `returned_audit`.
    pub kind: &'static str,
    /// Its id.
    pub id: Uuid,
}

/// The authority letter of the shopper.
#[derive(Debug, Serialize, ToSchema)]
pub struct AuthorityLetter {
    /// Name of the holder.
    pub holder: String,
    /// Its text.
    pub text: Text,
}

/// What changed for me
///
/// Stable under concurrent writes: a cursor never passes a change that may still commit.
#[utoipa::path(get, path = "/v1/sync", tag = "phone", params(SyncQuery),
    responses((status = 200, body = Sync), (status = 401, body = ProblemDocument), (status = 403, body = ProblemDocument)))]
pub async fn sync(State(app): State<App>, caller: Caller, Asked(query): Asked<SyncQuery>) -> Result<Json<Sync>> {
    caller.require(&[Role::Shopper])?;
    let now = app.clock.now_ms();
    let purpose = format!("sync:{}", caller.person_id);
    let scope = scope_mark(&caller);
    let cursor: Option<Cursor> = query.cursor.as_deref().and_then(|text| app.sealer.open(&purpose, text));
    let cursor =
        cursor.filter(|old| old.epoch == app.epoch && old.scope == scope && now.saturating_sub(old.at_ms) < CURSOR_MS);
    let (mut answer, position) = match cursor {
        None => everything(&app, &caller).await?,
        Some(old) => changed(&app, &caller, &old).await?,
    };
    let delivered: Vec<(Uuid, i32)> = answer.returned.iter().map(|one| (one.audit_id, one.revision)).collect();
    if !delivered.is_empty() {
        app.store.returns_delivered(&delivered, now).await?;
    }
    answer.cursor = app.sealer.seal(&purpose, &Cursor { position, at_ms: now, epoch: app.epoch, scope })?;
    Ok(Json(answer))
}

/// Changes when the person's roles or scopes do: the cursor starts anew then (decision 14).
fn scope_mark(caller: &Caller) -> u64 {
    use std::hash::{DefaultHasher, Hash, Hasher};
    let mut hasher = DefaultHasher::new();
    for grant in caller.grants() {
        (grant.role, grant.org_unit_id, grant.station_id).hash(&mut hasher);
    }
    hasher.finish()
}

fn empty(app: &App, reset: bool) -> Sync {
    Sync {
        server_epoch: app.epoch,
        now: rfc3339(app.clock.now_ms()),
        cursor: String::new(),
        reset,
        assignments: Vec::new(),
        stations: Vec::new(),
        checklists: Vec::new(),
        returned: Vec::new(),
        resend: Vec::new(),
        tombstones: Vec::new(),
        authority_letter: None,
        limits: None,
    }
}

async fn everything(app: &App, caller: &Caller) -> Result<(Sync, Position)> {
    // The position is taken first: what commits while the lists are read is told again, never missed.
    let position = app.store.sync_now().await?;
    let mut answer = empty(app, true);
    let assignments = app.store.open_assignments(caller.person_id, None).await?;
    add_assignments(app, &mut answer, assignments, &[]).await?;
    answer.checklists = checklists(app, i64::MIN).await?;
    answer.returned = returned(app, app.store.returned_audits(caller.person_id, None).await?)?;
    answer.resend = resend(app, caller, None).await?;
    answer.authority_letter = Some(letter(app, caller));
    answer.limits = Some(Limits::current());
    Ok((answer, position))
}

async fn changed(app: &App, caller: &Caller, old: &Cursor) -> Result<(Sync, Position)> {
    let (changes, position) = app.store.changes_for(caller.person_id, old.position).await?;
    let of = |subject: Subject| -> Vec<Uuid> {
        changes.iter().filter(|(kind, _)| *kind == subject).map(|(_, id)| *id).collect()
    };
    let mut answer = empty(app, false);
    let touched = of(Subject::Assignment);
    if !touched.is_empty() || !of(Subject::Station).is_empty() {
        let found = app.store.open_assignments(caller.person_id, Some(&touched)).await?;
        let gone = touched.iter().filter(|id| found.iter().all(|(assignment, _)| assignment.id != **id));
        answer.tombstones.extend(gone.map(|id| Tombstone { kind: "assignment", id: *id }));
        add_assignments(app, &mut answer, found, &of(Subject::Station)).await?;
    }
    let audits = of(Subject::Audit);
    if !audits.is_empty() {
        answer.returned = returned(app, app.store.returned_audits(caller.person_id, Some(&audits)).await?)?;
        let gone = audits.iter().filter(|id| answer.returned.iter().all(|one| one.audit_id != **id));
        answer.tombstones.extend(gone.map(|id| Tombstone { kind: "returned_audit", id: *id }));
    }
    let again = of(Subject::Resend);
    if !again.is_empty() {
        answer.resend = resend(app, caller, Some(&again)).await?;
    }
    answer.checklists = checklists(app, old.at_ms).await?;
    Ok((answer, position))
}

async fn add_assignments(
    app: &App,
    answer: &mut Sync,
    assignments: Vec<(assignment::Model, round::Model)>,
    more_stations: &[Uuid],
) -> Result<()> {
    let mut stations: Vec<Uuid> = assignments.iter().map(|(assignment, _)| assignment.station_id).collect();
    stations.extend(more_stations);
    stations.sort();
    stations.dedup();
    let now = app.clock.now_ms();
    let found = app.store.stations_with_profiles(&stations).await?;
    answer.stations = found.into_iter().map(|(station, profiles)| station_view(station, &profiles, now)).collect();
    answer.assignments = assignments.into_iter().map(assignment_view).collect();
    Ok(())
}

fn assignment_view((row, round): (assignment::Model, round::Model)) -> AssignmentForPhone {
    AssignmentForPhone {
        id: row.id,
        station_id: row.station_id,
        round: Text::new(round.name_zh, round.name_en),
        checklist_id: round.checklist_id,
        checklist_version: round.checklist_version,
        slot: row.slot,
        window_start: rfc3339(row.window_start),
        window_end: rfc3339(row.window_end),
        night: row.night,
        self_service: row.self_service,
        purchase: row.purchase,
        question: Text::new(row.question_zh.unwrap_or_default(), row.question_en.unwrap_or_default()),
        version: row.version,
    }
}

fn station_view(row: station::Model, profiles: &[station_profile::Model], now: i64) -> StationForPhone {
    let profile = profiles.iter().rfind(|profile| profile.in_force_from <= now).or(profiles.first());
    StationForPhone {
        id: row.id,
        code: row.code,
        name: Text::new(row.name_zh, row.name_en),
        city: Text::new(row.city_zh, row.city_en),
        address: row.address,
        lat_e7: row.lat_e7,
        lon_e7: row.lon_e7,
        tz: row.tz,
        profile_revision: profile.map_or(0, |profile| profile.revision),
        flags: profile.map_or(Value::Null, |profile| profile.flags.clone()),
    }
}

async fn checklists(app: &App, since_ms: i64) -> Result<Vec<ChecklistForPhone>> {
    let rows = app.store.checklist_changes(since_ms).await?;
    let view = |row: VersionState| ChecklistForPhone {
        id: row.checklist_id,
        version: u32::try_from(row.version).unwrap_or(0),
        sha256: hex::encode(row.content_sha256),
        withdrawn: row.withdrawn_at.is_some(),
    };
    Ok(rows.into_iter().map(view).collect())
}

fn returned(app: &App, rows: Vec<Returned>) -> Result<Vec<ReturnedForPhone>> {
    let now = app.clock.now_ms();
    rows.into_iter()
        .map(|row| {
            let text = String::from_utf8(row.submission).map_err(Problem::internal)?;
            let due = row.returned.due_at.unwrap_or(now + i64::from(row.returned.answer_within_s) * 1000);
            let photos = row.photos.iter().map(|photo| PhotoForPhone {
                photo_id: photo.id,
                state: PhotoState::parse(&photo.state).unwrap_or(PhotoState::Missing),
            });
            Ok(ReturnedForPhone {
                audit_id: row.audit.id,
                revision: row.audit.revision,
                next_revision: row.audit.revision.saturating_add(1),
                remarks: row.returned.remarks,
                due_at: rfc3339(due),
                photos: photos.collect(),
                submission: RawValue::from_string(text).map_err(Problem::internal)?,
            })
        })
        .collect()
}

async fn resend(app: &App, caller: &Caller, only: Option<&[Uuid]>) -> Result<Vec<Resend>> {
    let rows = app.store.to_resend(caller.person_id).await?;
    let wanted = rows.into_iter().filter(|(audit_id, _)| only.is_none_or(|ids| ids.contains(audit_id)));
    Ok(wanted.map(|(audit_id, revision)| Resend { audit_id, revision }).collect())
}

fn letter(app: &App, caller: &Caller) -> AuthorityLetter {
    let name = &caller.display_name;
    let phone = app.settings.duty_phone.as_deref().unwrap_or("—");
    AuthorityLetter {
        holder: name.clone(),
        text: Text::new(
            format!(
                "兹证明持有人 {name} 受公司委托,对本站进行服务检查。请予配合,不得阻拦、跟踪或记录其个人信息。核实电话:{phone}。"
            ),
            format!(
                "This is to certify that the holder, {name}, visits this station on behalf of the company to check its \
                 service. Please let the visit go on; do not follow the holder or record personal data. To verify: {phone}."
            ),
        ),
    }
}
