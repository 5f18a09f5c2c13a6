//! `/v1/follow-ups`: stations that were audited once more and are still too low (§5.5), and what was done. For offices: of re-visits a region
//! sees what came of them, never that one is planned, by whom, or when (decision 23).

use std::collections::HashMap;

use axum::{Json, extract::State, response::Response};
use forecourt_core::{
    day::number_at,
    order::FollowUp,
    states::Role,
    violation::{Code, Violation},
};
use forecourt_store::{
    audits::read::stations,
    entity::{audit, revisit, station},
    orders::{
        follow_ups::{self, FollowUpFilter, Followed},
        revisits,
    },
};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;
use validator::Validate;

use super::audits::{Door, view::StationRef};
use crate::{
    auth::Caller,
    body::Input,
    extract::{Asked, At, fault},
    paging::{List, Page},
    problem::{Kind, Problem, ProblemDocument, Result},
    repeat::{Reply, once},
    state::App,
    times::{day, parse_day, rfc3339},
};

/// Who sees what follows.
const OFFICES: &[Role] = &[Role::Region, Role::Hq, Role::Admin, Role::Auditor];
/// Who says that it was done.
const HELPERS: &[Role] = &[Role::Region, Role::Hq, Role::Admin];

/// Which ones are listed.
#[derive(Debug, Clone, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct FollowUpQuery {
    /// `help` or `meeting`.
    pub what: Option<String>,
    /// `open` (default): nobody has said yet that it was done; `done`; `all`.
    pub state: Option<String>,
    /// Only stations of this unit and below.
    pub org_unit: Option<Uuid>,
    /// Rows of a page: 1 to 500, default 50.
    #[param(minimum = 1, maximum = 500)]
    pub limit: Option<u64>,
    /// The `next_cursor` of the page before.
    pub cursor: Option<String>,
}

/// A station that needs help, or a meeting about it.
#[derive(Debug, Serialize, ToSchema)]
pub struct FollowUpView {
    /// Id.
    pub id: Uuid,
    /// For `If-Match`.
    pub version: i32,
    /// The station.
    pub station: StationRef,
    /// The audit whose result is too low.
    pub audit_id: Uuid,
    /// Day of its visit.
    pub visit_day: String,
    /// Its final score, bp.
    pub final_bp: Option<i16>,
    /// `help`: the city company comes; `meeting`: the management meets.
    pub what: FollowUp,
    /// Until when the help has to have come; a meeting has no date.
    pub by: Option<String>,
    /// What was done; absent while it waits.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub done: Option<FollowUpDone>,
}

/// What was done about a station.
#[derive(Debug, Serialize, ToSchema)]
pub struct FollowUpDone {
    /// Day on which somebody helped on site, or the meeting was held.
    pub day: String,
    /// What was done.
    pub note: String,
    /// It was on time; absent of a meeting, which has no date.
    pub on_time: Option<bool>,
}

impl FollowUpDone {
    fn of(row: &revisit::Model) -> Option<Self> {
        Some(Self {
            day: day(row.followed_day?),
            note: row.followed_note.clone().unwrap_or_default(),
            on_time: row.follow_up_by.map(|by| row.followed_day.is_some_and(|done| done <= number_at(by))),
        })
    }
}

fn view(row: &revisit::Model, audit: &audit::Model, stations: &HashMap<Uuid, station::Model>) -> Result<FollowUpView> {
    let what = row.follow_up.as_deref().and_then(FollowUp::parse);
    Ok(FollowUpView {
        id: row.id,
        version: row.version,
        station: stations.get(&row.station_id).map(StationRef::from).ok_or_else(Problem::not_found)?,
        audit_id: audit.id,
        visit_day: day(audit.visit_day),
        final_bp: audit.final_bp,
        what: what.ok_or_else(|| Problem::internal(format!("re-visit {}: {:?}", row.id, row.follow_up)))?,
        by: row.follow_up_by.map(rfc3339),
        done: FollowUpDone::of(row),
    })
}

/// List what follows from low scores
///
/// A station that was audited once more and is below 70 again gets help on site from its city company within five working
/// days; the third time the management meets. Told and listed when nobody can appeal the result any more; newest first.
#[utoipa::path(get, path = "/v1/follow-ups", tag = "orders", params(FollowUpQuery),
    responses((status = 200, body = List<FollowUpView>), (status = 401, body = ProblemDocument), (status = 403, body = ProblemDocument),
        (status = 422, body = ProblemDocument)))]
pub async fn list(
    State(app): State<App>,
    caller: Caller,
    Asked(query): Asked<FollowUpQuery>,
) -> Result<Json<List<FollowUpView>>> {
    let scope = caller.scope(OFFICES)?;
    let what = query.what.as_deref().map(|word| FollowUp::parse(word).ok_or(word)).transpose();
    let what = what.map_err(|_| Problem::invalid(vec![Violation::new("query:what", Code::BadValue)]))?;
    let done = match query.state.as_deref() {
        None | Some("open") => Some(false),
        Some("done") => Some(true),
        Some("all") => None,
        Some(_) => return Err(fault("query:state", Code::BadValue)),
    };
    let filter = FollowUpFilter { org_unit: query.org_unit, what, done };
    let page = Page { limit: query.limit, cursor: query.cursor };
    let (limit, purpose) = (page.limit()?, format!("follow-ups/{filter:?}"));
    let before = page.after(&app.sealer, &purpose)?;
    let rows = follow_ups::list(app.store.read(), &scope, &filter, before, limit + 1).await?;
    let places: Vec<Uuid> = rows.iter().map(|(row, _)| row.station_id).collect();
    let list = List::of(rows, limit, &app.sealer, &purpose, |(row, _)| (row.created_at, row.id), |row| row)?;
    let stations = stations(app.store.read(), &places).await?;
    let items = list.items.iter().map(|(row, audit)| view(row, audit, &stations)).collect::<Result<_>>()?;
    Ok(Json(List { items, next_cursor: list.next_cursor }))
}

/// What was done.
#[derive(Debug, Clone, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct FollowedUp {
    /// Day on which somebody helped on site, or the meeting was held: not before the visit, not in the future.
    pub day: String,
    /// What was found and agreed.
    #[validate(length(max = 4000))]
    pub note: String,
}

/// Say that a follow-up was done
///
/// That somebody helped on site, or that the meeting was held. It leaves the list of what is open.
#[utoipa::path(post, path = "/v1/follow-ups/{id}/done", tag = "orders", request_body = FollowedUp,
    params(("id" = Uuid, Path), ("Idempotency-Key" = Uuid, Header), ("If-Match" = String, Header)),
    responses((status = 200, body = FollowUpView), (status = 401, body = ProblemDocument), (status = 403, body = ProblemDocument),
        (status = 404, body = ProblemDocument), (status = 409, body = ProblemDocument), (status = 412, body = ProblemDocument),
        (status = 422, body = ProblemDocument), (status = 428, body = ProblemDocument)))]
pub async fn done(door: Door, At(id): At<Uuid>, input: Input<FollowedUp>) -> Result<Response> {
    let Door { app, caller, key, seen } = door;
    let scope = caller.scope(HELPERS)?;
    // What is out of scope does not exist, for a repeat as for the first.
    revisits::find(app.store.read(), &scope, id).await?.ok_or_else(Problem::not_found)?;
    let (now, person, FollowedUp { day: on, note }) = (app.clock.now_ms(), caller.person_id, input.value);
    once(&app, &caller, key, input.sha256, "follow_up_done", move |tx| {
        Box::pin(async move {
            let (row, audit) = follow_ups::take(tx, &scope, id).await?.ok_or_else(Problem::not_found)?;
            seen.check(row.version)?;
            if row.followed_day.is_some() {
                return Err(Problem::wrong_state("done"));
            }
            let day = held_on(&on, &note, audit.visit_day, number_at(now)).map_err(Problem::invalid)?;
            if !follow_ups::done(tx, &row, Followed { day, note, person }, now).await? {
                return Err(Problem::new(Kind::StaleVersion));
            }
            let (row, audit) = follow_ups::find(&**tx, &scope, id).await?.ok_or_else(Problem::not_found)?;
            let stations = stations(&**tx, &[row.station_id]).await?;
            Reply::ok(view(&row, &audit, &stations)?)
        })
    })
    .await
}

/// The day on which it was done; all that is wrong with what was said of it.
fn held_on(on: &str, note: &str, first: i32, last: i32) -> std::result::Result<i32, Vec<Violation>> {
    let day = parse_day(on).ok_or(Code::BadValue);
    let day = day.and_then(|day| if (first..=last).contains(&day) { Ok(day) } else { Err(Code::OutOfRange) });
    let note = if note.trim().is_empty() { Err(Code::Missing) } else { Ok(()) };
    match (day, note) {
        (Ok(day), Ok(())) => Ok(day),
        (day, note) => {
            let faults = [("/day", day.err()), ("/note", note.err())].into_iter();
            Err(faults.filter_map(|(at, code)| Some(Violation::new(at, code?))).collect())
        }
    }
}
