//! `GET /v1/sync`: what changed for me.

pub mod view;

use axum::{Json, extract::State};
use forecourt_core::states::{PhotoState, Role};
use forecourt_store::{
    checklists::VersionState,
    entity::{assignment, round},
    phone::Returned,
    sync::{Position, Subject},
};
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;
use utoipa::IntoParams;
use uuid::Uuid;

use self::view::{
    ChecklistForPhone, PhotoForPhone, Resend, ReturnedForPhone, StationForPhone, Sync, Tombstone, assignment_view,
    letter, station_view,
};
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

/// A version is told again for this long: its row may be stamped before a sync and committed after it.
const CHECKLIST_MARGIN_MS: i64 = 600_000;

/// What lies in a cursor.
#[derive(Debug, Serialize, Deserialize)]
struct Cursor {
    position: Position,
    at_ms: i64,
    epoch: Uuid,
    scope: u64,
    /// Returns that went out with it: (audit, revision).
    #[serde(default)]
    returned: Vec<(Uuid, i32)>,
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
    let scope = scope_mark(&app, &caller);
    let cursor: Option<Cursor> = query.cursor.as_deref().and_then(|text| app.sealer.open(&purpose, text));
    let cursor =
        cursor.filter(|old| old.epoch == app.epoch && old.scope == scope && now.saturating_sub(old.at_ms) < CURSOR_MS);
    app.store.heard_from(caller.person_id, caller.device_id, now).await?;
    // A cursor that comes back proves that the answer it stood in has arrived, with the returns in it (decision 19).
    if let Some(old) = cursor.as_ref().filter(|old| !old.returned.is_empty()) {
        app.store.returns_delivered(&old.returned, old.at_ms).await?;
    }
    let (mut answer, position) = match cursor {
        None => everything(&app, &caller).await?,
        Some(old) => changed(&app, &caller, &old).await?,
    };
    let returned = answer.returned.iter().map(|one| (one.audit_id, one.revision)).collect();
    let next = Cursor { position, at_ms: now, epoch: app.epoch, scope, returned };
    answer.cursor = app.sealer.seal(&purpose, &next)?;
    Ok(Json(answer))
}

/// Changes when the person's roles or scopes do, or what only a full answer holds: the cursor starts anew then
/// (decision 14).
fn scope_mark(app: &App, caller: &Caller) -> u64 {
    use std::hash::{DefaultHasher, Hash, Hasher};
    let mut hasher = DefaultHasher::new();
    (&caller.display_name, &app.settings.duty_phone).hash(&mut hasher);
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
    let back = app.store.returned_audits(caller.person_id, None).await?;
    add_assignments(app, &mut answer, assignments, &stations_of(&back)).await?;
    answer.checklists = checklists(app, i64::MIN).await?;
    answer.returned = returned(app, back, &answer.stations)?;
    answer.resend = resend(app, caller, None).await?;
    answer.authority_letter = Some(letter(&caller.display_name, app.settings.duty_phone.as_deref()));
    answer.limits = Some(Limits::current());
    Ok((answer, position))
}

async fn changed(app: &App, caller: &Caller, old: &Cursor) -> Result<(Sync, Position)> {
    let (changes, position) = app.store.changes_for(caller.person_id, old.position).await?;
    let of = |subject: Subject| -> Vec<Uuid> {
        changes.iter().filter(|(kind, _)| *kind == subject).map(|(_, id)| *id).collect()
    };
    let mut answer = empty(app, false);
    let audits = of(Subject::Audit);
    let back =
        if audits.is_empty() { Vec::new() } else { app.store.returned_audits(caller.person_id, Some(&audits)).await? };
    let touched = of(Subject::Assignment);
    let stations = [of(Subject::Station), stations_of(&back)].concat();
    if !touched.is_empty() || !stations.is_empty() {
        let found = app.store.open_assignments(caller.person_id, Some(&touched)).await?;
        let gone = touched.iter().filter(|id| found.iter().all(|(assignment, _)| assignment.id != **id));
        answer.tombstones.extend(gone.map(|id| Tombstone { kind: "assignment", id: *id }));
        add_assignments(app, &mut answer, found, &stations).await?;
    }
    answer.returned = returned(app, back, &answer.stations)?;
    let gone = audits.iter().filter(|id| answer.returned.iter().all(|one| one.audit_id != **id));
    answer.tombstones.extend(gone.map(|id| Tombstone { kind: "returned_audit", id: *id }));
    let again = of(Subject::Resend);
    if !again.is_empty() {
        answer.resend = resend(app, caller, Some(&again)).await?;
    }
    answer.checklists = checklists(app, old.at_ms.saturating_sub(CHECKLIST_MARGIN_MS)).await?;
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

/// A phone may be new: it gets the stations of what comes back, too.
fn stations_of(back: &[Returned]) -> Vec<Uuid> {
    back.iter().map(|row| row.audit.station_id).collect()
}

fn returned(app: &App, rows: Vec<Returned>, stations: &[StationForPhone]) -> Result<Vec<ReturnedForPhone>> {
    let now = app.clock.now_ms();
    let station_of = |id: Uuid| stations.iter().find(|station| station.id == id);
    rows.into_iter()
        .map(|row| {
            let text = String::from_utf8(row.submission).map_err(Problem::internal)?;
            let due = row.returned.due_at.unwrap_or(now + i64::from(row.returned.answer_within_s) * 1000);
            let photos = row.photos.iter().map(|photo| PhotoForPhone {
                photo_id: photo.id,
                state: PhotoState::parse(&photo.state).unwrap_or(PhotoState::Missing),
            });
            let station = station_of(row.audit.station_id).ok_or_else(|| Problem::internal("a station is gone"))?;
            Ok(ReturnedForPhone {
                audit_id: row.audit.id,
                assignment_id: row.audit.assignment_id,
                station_id: row.audit.station_id,
                station_code: station.code.clone(),
                station_name: station.name.clone(),
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
