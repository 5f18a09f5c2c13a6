//! Stations: `/v1/stations`. Station roles have a view of their own.

pub mod view;

use std::collections::HashSet;

use axum::{
    Json,
    extract::State,
    response::{IntoResponse, Response},
};
use forecourt_core::{states::Role, violation::Code};
use forecourt_store::{
    access::Scope,
    entity::{station, station_profile},
    org,
    stations::{self, StationFilter},
};
use serde::Deserialize;
use serde_json::{Map, Value};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;
use validator::Validate;

use self::view::{AnyStation, OwnStation, StationView};
use crate::{
    auth::{
        Caller,
        caller::{IfMatch, Key, etag},
    },
    body::Input,
    extract::{Asked, At, fault},
    fields,
    paging::{List, Page},
    problem::{Kind, Problem, ProblemDocument, Result},
    repeat::{self, Reply},
    routes::station_profiles::check_flags,
    state::App,
};

/// Who reads stations as the office knows them. Shoppers get theirs by sync.
pub const READ: &[Role] =
    &[Role::Planner, Role::Reviewer, Role::AppealL1, Role::AppealL2, Role::Hq, Role::Admin, Role::Auditor];
/// Who reads stations from behind the identity wall.
pub const READ_OWN: &[Role] = &[Role::Station, Role::Region];
/// Who changes them.
pub const WRITE: &[Role] = &[Role::Planner, Role::Hq, Role::Admin];

/// Where a caller looks from the office, and where from behind the wall.
struct Reader {
    office: Scope,
    own: Scope,
}

impl Reader {
    /// 403 when he looks from neither.
    fn of(caller: &Caller) -> Result<Self> {
        let (office, own) = (caller.scope(READ), caller.scope(READ_OWN));
        match (office, own) {
            (Err(problem), Err(_)) => Err(problem),
            (office, own) => Ok(Self { office: office.unwrap_or_default(), own: own.unwrap_or_default() }),
        }
    }

    /// Those of these stations that he sees from the office; an office role wins over a station role.
    async fn seen_by_office(&self, app: &App, ids: &[Uuid]) -> Result<HashSet<Uuid>> {
        let found = stations::find_all(app.store.read(), &self.office, ids).await?;
        Ok(found.into_iter().map(|row| row.id).collect())
    }
}

/// Which stations to list.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct StationQuery {
    /// Only stations of this unit and of all below it.
    pub org_unit: Option<Uuid>,
    /// Only stations with this text in code, name or city.
    pub q: Option<String>,
    /// Only the station of this code.
    pub code: Option<String>,
}

/// List stations
///
/// Those in your scope, in the order of their codes. Station and region see a view without anything planned.
#[utoipa::path(get, path = "/v1/stations", tag = "network", params(StationQuery, Page),
    responses((status = 200, body = List<AnyStation>), (status = 400, body = ProblemDocument), (status = 401, body = ProblemDocument),
        (status = 403, body = ProblemDocument), (status = 422, body = ProblemDocument)))]
pub async fn list(
    State(app): State<App>,
    caller: Caller,
    Asked(query): Asked<StationQuery>,
    Asked(page): Asked<Page>,
) -> Result<Json<List<AnyStation>>> {
    let reader = Reader::of(&caller)?;
    let limit = page.limit()?;
    let after = page.after(&app.sealer, "stations")?;
    let text = query.q.map(|text| text.trim().to_owned()).filter(|text| !text.is_empty());
    if text.as_ref().is_some_and(|text| text.chars().count() > fields::NAME_CHARS) {
        return Err(fault("query:q", Code::TooLong));
    }
    let filter = StationFilter { org_unit: query.org_unit, text, code: query.code };
    let scope = reader.office.and(&reader.own);
    let rows = stations::list(app.store.read(), &scope, &filter, after, limit + 1).await?;
    let ids: Vec<Uuid> = rows.iter().map(|row| row.id).collect();
    let office = reader.seen_by_office(&app, &ids).await?;
    let profiles = stations::newest_profiles(app.store.read(), &ids, app.clock.now_ms()).await?;
    let show = |row: station::Model| {
        let profile = profiles.get(&row.id).and_then(|newest| newest.in_force.as_ref());
        if office.contains(&row.id) {
            AnyStation::Desk(Box::new(StationView::of(row, profile)))
        } else {
            AnyStation::Own(Box::new(OwnStation::of(row, profile)))
        }
    };
    Ok(Json(List::of(rows, limit, &app.sealer, "stations", |row| row.code.clone(), show)?))
}

/// Show a station
#[utoipa::path(get, path = "/v1/stations/{id}", tag = "network", params(("id" = Uuid, Path)),
    responses((status = 200, body = AnyStation), (status = 401, body = ProblemDocument),
        (status = 403, body = ProblemDocument), (status = 404, body = ProblemDocument)))]
pub async fn show(State(app): State<App>, caller: Caller, At(id): At<Uuid>) -> Result<Response> {
    let reader = Reader::of(&caller)?;
    let scope = reader.office.and(&reader.own);
    let row = stations::find(app.store.read(), &scope, id).await?.ok_or_else(Problem::not_found)?;
    let office = reader.seen_by_office(&app, &[id]).await?;
    let profiles = stations::newest_profiles(app.store.read(), &[id], app.clock.now_ms()).await?;
    let profile = profiles.get(&id).and_then(|newest| newest.in_force.as_ref());
    Ok(if office.contains(&id) {
        (etag(row.version), Json(AnyStation::Desk(Box::new(StationView::of(row, profile))))).into_response()
    } else {
        Json(AnyStation::Own(Box::new(OwnStation::of(row, profile)))).into_response()
    })
}

/// A new station.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewStation {
    /// Unique code: letters, digits, `.`, `_`, `-`; up to 40.
    #[validate(custom(function = fields::code))]
    pub code: String,
    /// The unit it belongs to.
    pub org_unit_id: Uuid,
    /// Name in Chinese.
    #[validate(custom(function = fields::name))]
    pub name_zh: String,
    /// Name in English.
    #[validate(custom(function = fields::name))]
    pub name_en: String,
    /// City in Chinese.
    #[serde(default)]
    #[validate(custom(function = fields::line))]
    pub city_zh: String,
    /// City in English.
    #[serde(default)]
    #[validate(custom(function = fields::line))]
    pub city_en: String,
    /// Address.
    #[serde(default)]
    #[validate(custom(function = fields::line))]
    pub address: String,
    /// Latitude in 1e-7 degrees; together with the longitude.
    #[validate(range(min = -900_000_000, max = 900_000_000))]
    pub lat_e7: Option<i64>,
    /// Longitude in 1e-7 degrees.
    #[validate(range(min = -1_800_000_000, max = 1_800_000_000))]
    pub lon_e7: Option<i64>,
    /// Time zone; default `Asia/Shanghai`.
    #[validate(custom(function = fields::tz))]
    pub tz: Option<String>,
    /// Flags `st.…` of the first profile revision; an absent flag has the default of the checklist.
    #[serde(default)]
    #[schema(value_type = Object)]
    pub flags: Map<String, Value>,
}

/// Make a station
///
/// Its first profile revision is in force from now on.
#[utoipa::path(post, path = "/v1/stations", tag = "network", request_body = NewStation, params(("Idempotency-Key" = Uuid, Header)),
    responses((status = 201, body = StationView), (status = 401, body = ProblemDocument), (status = 403, body = ProblemDocument),
        (status = 409, body = ProblemDocument), (status = 422, body = ProblemDocument)))]
pub async fn create(State(app): State<App>, caller: Caller, key: Key, input: Input<NewStation>) -> Result<Response> {
    let scope = caller.scope(WRITE)?;
    let now = app.clock.now_ms();
    let person = caller.person_id;
    let new = input.value;
    check_flags(&app, &new.flags)?;
    if new.lat_e7.is_some() != new.lon_e7.is_some() {
        return Err(fault(if new.lat_e7.is_none() { "/lat_e7" } else { "/lon_e7" }, Code::Missing));
    }
    repeat::once(&app, &caller, key, input.sha256, "create_station", move |tx| {
        Box::pin(async move {
            if org::find(&**tx, &scope, new.org_unit_id).await?.is_none() {
                return Err(fault("/org_unit_id", Code::BadValue));
            }
            let row = station::Model {
                id: Uuid::new_v4(),
                code: new.code,
                org_unit_id: new.org_unit_id,
                name_zh: new.name_zh,
                name_en: new.name_en,
                city_zh: new.city_zh,
                city_en: new.city_en,
                address: new.address,
                lat_e7: new.lat_e7,
                lon_e7: new.lon_e7,
                tz: new.tz.unwrap_or_else(|| DEFAULT_TZ.to_owned()),
                closed_at: None,
                created_at: now,
                updated_at: now,
                version: 1,
            };
            let profile = station_profile::Model {
                station_id: row.id,
                revision: 1,
                in_force_from: now,
                flags: Value::Object(new.flags),
                created_by: Some(person),
                created_at: now,
            };
            stations::insert(&**tx, vec![row.clone()]).await?;
            stations::insert_profiles(&**tx, vec![profile.clone()]).await?;
            Reply::created(StationView::of(row, Some(&profile)))
        })
    })
    .await
}

/// Time zone of a station unless its record says otherwise.
pub const DEFAULT_TZ: &str = "Asia/Shanghai";

/// Changes of a station; what is absent stays.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct StationChange {
    /// Another unit.
    pub org_unit_id: Option<Uuid>,
    /// Name in Chinese.
    #[validate(custom(function = fields::name))]
    pub name_zh: Option<String>,
    /// Name in English.
    #[validate(custom(function = fields::name))]
    pub name_en: Option<String>,
    /// City in Chinese.
    #[validate(custom(function = fields::line))]
    pub city_zh: Option<String>,
    /// City in English.
    #[validate(custom(function = fields::line))]
    pub city_en: Option<String>,
    /// Address.
    #[validate(custom(function = fields::line))]
    pub address: Option<String>,
    /// Latitude in 1e-7 degrees.
    #[validate(range(min = -900_000_000, max = 900_000_000))]
    pub lat_e7: Option<i64>,
    /// Longitude in 1e-7 degrees.
    #[validate(range(min = -1_800_000_000, max = 1_800_000_000))]
    pub lon_e7: Option<i64>,
    /// Time zone.
    #[validate(custom(function = fields::tz))]
    pub tz: Option<String>,
    /// Closed for good, or open again.
    pub closed: Option<bool>,
}

impl StationChange {
    fn apply(self, row: &mut station::Model, now_ms: i64) {
        row.org_unit_id = self.org_unit_id.unwrap_or(row.org_unit_id);
        for (field, new) in [
            (&mut row.name_zh, self.name_zh),
            (&mut row.name_en, self.name_en),
            (&mut row.city_zh, self.city_zh),
            (&mut row.city_en, self.city_en),
            (&mut row.address, self.address),
            (&mut row.tz, self.tz),
        ] {
            if let Some(new) = new {
                *field = new;
            }
        }
        row.lat_e7 = self.lat_e7.or(row.lat_e7);
        row.lon_e7 = self.lon_e7.or(row.lon_e7);
        row.closed_at = match self.closed {
            Some(true) => Some(row.closed_at.unwrap_or(now_ms)),
            Some(false) => None,
            None => row.closed_at,
        };
    }
}

/// Change a station
///
/// Phones that hold an assignment there are told.
#[utoipa::path(patch, path = "/v1/stations/{id}", tag = "network", request_body = StationChange,
    params(("id" = Uuid, Path), ("If-Match" = String, Header)),
    responses((status = 200, body = StationView), (status = 401, body = ProblemDocument), (status = 403, body = ProblemDocument),
        (status = 404, body = ProblemDocument), (status = 412, body = ProblemDocument), (status = 422, body = ProblemDocument),
        (status = 428, body = ProblemDocument)))]
pub async fn patch(
    State(app): State<App>,
    caller: Caller,
    At(id): At<Uuid>,
    seen: IfMatch,
    input: Input<StationChange>,
) -> Result<Response> {
    let scope = caller.scope(WRITE)?;
    let change = input.value;
    let now = app.clock.now_ms();
    let tx = app.store.begin("patch_station").await?;
    let mut row = stations::find(&*tx, &scope, id).await?.ok_or_else(Problem::not_found)?;
    seen.check(row.version)?;
    if let Some(unit) = change.org_unit_id
        && org::find(&*tx, &scope, unit).await?.is_none()
    {
        return Err(fault("/org_unit_id", Code::BadValue));
    }
    change.apply(&mut row, now);
    if row.lat_e7.is_some() != row.lon_e7.is_some() {
        return Err(fault(if row.lat_e7.is_none() { "/lat_e7" } else { "/lon_e7" }, Code::Missing));
    }
    if !stations::update(&*tx, &row, now).await? {
        return Err(Problem::new(Kind::StaleVersion));
    }
    stations::tell_holders(&*tx, &[id], now).await?;
    let profiles = stations::newest_profiles(&*tx, &[id], now).await?;
    tx.commit().await?;
    row.version += 1;
    let profile = profiles.get(&id).and_then(|newest| newest.in_force.as_ref());
    Ok((etag(row.version), Json(StationView::of(row, profile))).into_response())
}
