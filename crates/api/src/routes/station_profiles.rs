//! The dated profile of a station and the import of stations.

use std::collections::BTreeMap;

use axum::{
    Json,
    extract::State,
    http::StatusCode,
    response::{IntoResponse, Response},
};
use forecourt_core::{
    checklist::{FlagDef, FlagKind},
    violation::{Code, Violation, pointer},
};
use forecourt_store::{entity::station_profile, stations};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use utoipa::ToSchema;
use uuid::Uuid;
use validator::Validate;

use crate::{
    auth::Caller,
    body::Input,
    extract::{Asked, At, fault},
    import::{
        self, ImportQuery, ImportReport,
        file::{Upload, WorkbookFile},
    },
    problem::{Problem, ProblemDocument, Result},
    repeat::{self, Reply},
    routes::stations::{READ, WRITE},
    state::App,
    times::{parse_rfc3339, rfc3339},
};

/// A profile revision. Revisions are never edited.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ProfileView {
    /// 1, 2, …
    pub revision: i32,
    /// Since when it is in force.
    pub in_force_from: String,
    /// Flags `st.…`; an absent one has the default of the checklist.
    #[schema(value_type = Object)]
    pub flags: Value,
}

impl ProfileView {
    /// The view of a stored revision.
    pub fn of(row: &station_profile::Model) -> Self {
        Self { revision: row.revision, in_force_from: rfc3339(row.in_force_from), flags: row.flags.clone() }
    }
}

/// The profile as station and region see it. Neither its number nor its instant: a revision may stem from a visit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct OwnProfile {
    /// Flags `st.…`; an absent one has the default of the checklist.
    #[schema(value_type = Object)]
    pub flags: Value,
}

impl OwnProfile {
    /// The view of a stored revision.
    pub fn of(row: &station_profile::Model) -> Self {
        Self { flags: row.flags.clone() }
    }
}

/// The station flags that any published checklist knows.
pub fn known_flags(app: &App) -> BTreeMap<String, FlagDef> {
    let all = app.checklists.all();
    let flags = all.iter().flat_map(|published| published.checklist.station_flags());
    flags.map(|flag| (flag.id.clone(), flag.clone())).collect()
}

/// Refuses flags that no checklist knows and values that do not fit, all at once.
pub fn check_flags(app: &App, flags: &Map<String, Value>) -> Result<()> {
    let known = known_flags(app);
    let faults: Vec<Violation> = flags
        .iter()
        .filter_map(|(id, value)| Some(Violation::new(pointer(&["flags", id]), flag_fault(known.get(id), value)?)))
        .collect();
    if faults.is_empty() { Ok(()) } else { Err(Problem::invalid(faults)) }
}

fn flag_fault(flag: Option<&FlagDef>, value: &Value) -> Option<Code> {
    let Some(flag) = flag else { return Some(Code::UnknownFlag) };
    match (flag.kind, value) {
        (FlagKind::Bool, Value::Bool(_)) => None,
        (FlagKind::Int { .. }, Value::Number(number)) => {
            let fits = number.as_i64().and_then(|n| i32::try_from(n).ok()).is_some_and(|n| flag.allows(n));
            (!fits).then_some(Code::OutOfRange)
        }
        _ => Some(Code::WrongType),
    }
}

/// A new profile.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewProfile {
    /// Flags `st.…`, all of them; an absent one has the default of the checklist.
    #[schema(value_type = Object)]
    pub flags: Map<String, Value>,
    /// Since when it is in force (RFC 3339); default now; not before the newest revision.
    pub in_force_from: Option<String>,
}

/// Set the profile of a station
///
/// Makes a new revision; the old ones stay as they are. Sending the newest one again changes nothing and answers 200.
#[utoipa::path(put, path = "/v1/stations/{id}/profile", tag = "network", request_body = NewProfile, params(("id" = Uuid, Path)),
    responses((status = 200, body = ProfileView), (status = 201, body = ProfileView), (status = 401, body = ProblemDocument),
        (status = 403, body = ProblemDocument), (status = 404, body = ProblemDocument), (status = 409, body = ProblemDocument),
        (status = 422, body = ProblemDocument)))]
pub async fn put(
    State(app): State<App>,
    caller: Caller,
    At(id): At<Uuid>,
    input: Input<NewProfile>,
) -> Result<Response> {
    let scope = caller.scope(WRITE)?;
    let now = app.clock.now_ms();
    check_flags(&app, &input.value.flags)?;
    let flags = Value::Object(input.value.flags);
    let asked = match &input.value.in_force_from {
        Some(text) => Some(parse_rfc3339(text).ok_or_else(|| fault("/in_force_from", Code::BadValue))?),
        None => None,
    };
    let tx = app.store.begin("put_profile").await?;
    stations::find(&*tx, &scope, id).await?.ok_or_else(Problem::not_found)?;
    let newest = stations::newest_profiles(&*tx, &[id], now).await?.remove(&id).map(|found| found.newest);
    if let Some(newest) = &newest {
        // A map's order says nothing: Value compares as content.
        if newest.flags == flags && asked.is_none_or(|at| at == newest.in_force_from) {
            return Ok(Json(ProfileView::of(newest)).into_response());
        }
        if asked.unwrap_or(now) < newest.in_force_from {
            return Err(fault("/in_force_from", Code::OutOfRange));
        }
    }
    let row = station_profile::Model {
        station_id: id,
        revision: newest.map_or(0, |row| row.revision) + 1,
        in_force_from: asked.unwrap_or(now),
        flags,
        created_by: Some(caller.person_id),
        created_at: now,
    };
    stations::insert_profiles(&*tx, vec![row.clone()]).await?;
    stations::tell_holders(&*tx, &[id], now).await?;
    tx.commit().await?;
    Ok((StatusCode::CREATED, Json(ProfileView::of(&row))).into_response())
}

/// All profile revisions of a station.
#[derive(Debug, Serialize, ToSchema)]
pub struct Profiles {
    /// Oldest first.
    pub items: Vec<ProfileView>,
}

/// List the profile revisions of a station
#[utoipa::path(get, path = "/v1/stations/{id}/profiles", tag = "network", params(("id" = Uuid, Path)),
    responses((status = 200, body = Profiles), (status = 401, body = ProblemDocument),
        (status = 403, body = ProblemDocument), (status = 404, body = ProblemDocument)))]
pub async fn list(State(app): State<App>, caller: Caller, At(id): At<Uuid>) -> Result<Json<Profiles>> {
    let scope = caller.scope(READ)?;
    stations::find(app.store.read(), &scope, id).await?.ok_or_else(Problem::not_found)?;
    let rows = stations::profiles(app.store.read(), id).await?;
    Ok(Json(Profiles { items: rows.iter().map(ProfileView::of).collect() }))
}

/// Import stations
///
/// CSV in UTF-8 or GB18030, or the first visible sheet of a workbook (XLSX), with a header. Columns: `code`*, `org_unit`* (code of the unit), `name_zh`*, `name_en`
/// (default: the Chinese name), `city_zh`, `city_en` (default: the Chinese one), `address`, `lat`, `lon` (degrees such
/// as `31.2304`), `tz` (default `Asia/Shanghai`), and any station flag of a published checklist by its id, for example
/// `st.has_store` (`true`/`false`, `yes`/`no`, `1`/`0`, `是`/`否`; empty: as it is, or the default). Stations are found
/// again by `code`; columns that the file does not have stay as they are; changed flags make a new profile revision in
/// force from now on. All or nothing.
#[utoipa::path(post, path = "/v1/stations/import", tag = "network", request_body(content((String = "text/csv"), (WorkbookFile = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"))),
    params(ImportQuery, ("Idempotency-Key" = Option<Uuid>, Header, description = "Not needed for a dry run")),
    responses((status = 200, body = ImportReport), (status = 400, body = ProblemDocument), (status = 401, body = ProblemDocument),
        (status = 403, body = ProblemDocument), (status = 409, body = ProblemDocument), (status = 413, body = ProblemDocument),
        (status = 415, body = ProblemDocument), (status = 422, body = ProblemDocument)))]
pub async fn import_file(
    State(app): State<App>,
    caller: Caller,
    Asked(query): Asked<ImportQuery>,
    upload: Upload,
) -> Result<Response> {
    let scope = caller.scope(WRITE)?;
    let flags = known_flags(&app);
    let by = import::stations::By { scope, person: caller.person_id, now_ms: app.clock.now_ms() };
    let sent = upload.read(&app).await?;
    if query.dry_run {
        let tx = app.store.look("import_stations").await?;
        let report = import::stations::run(&tx, &by, &flags, &sent.file, true).await?;
        tx.rollback().await?;
        return import::checked(report);
    }
    let (file, key) = sent.for_real()?;
    repeat::once(&app, &caller, key, file.sha256, "import_stations", move |tx| {
        Box::pin(async move { Reply::ok(import::stations::run(tx, &by, &flags, &file, false).await?) })
    })
    .await
}
