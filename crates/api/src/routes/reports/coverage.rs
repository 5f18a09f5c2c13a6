//! `GET /v1/reports/coverage`: how far a round has come.

use std::sync::Arc;

use axum::{
    Json,
    extract::State,
    http::HeaderMap,
    response::{IntoResponse, Response},
};
use forecourt_core::{
    day::{DAY_MS, SHANGHAI_OFFSET_MS},
    states::{AssignmentState, AuditState, Role},
    text::Text,
    violation::Code,
};
use forecourt_reports::{
    AssignmentFact, Stage,
    coverage::{self, CoverageRow},
};
use forecourt_store::{access::Scope, entity::round, facts::RoundProgress, plan::rounds};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use super::{
    Format, csv, format,
    scope::{csv_names, mask},
};
use crate::{
    auth::Caller,
    extract::{Asked, fault},
    lang,
    problem::{Kind, Problem, ProblemDocument, Result},
    report_data::{self, Names},
    state::App,
};

/// Which round, by which units.
#[derive(Clone, Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct CoverageQuery {
    /// Code of the round.
    pub round: String,
    /// Also per unit at this depth: 1 province, 2 city, 3 district.
    pub depth: Option<u8>,
    /// Only stations of this org unit and below.
    pub org_unit: Option<Uuid>,
    /// `json` or `csv`.
    #[param(value_type = Option<String>)]
    pub format: Option<Format>,
}

/// Coverage of a round.
#[derive(Debug, Serialize, ToSchema)]
pub struct CoverageView {
    /// Code of the round.
    pub round: String,
    /// All stations together first, then the units.
    pub items: Vec<CoverageRowView>,
}

/// One line.
#[derive(Debug, Serialize, ToSchema)]
pub struct CoverageRowView {
    /// The unit; absent: all stations together.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub org_unit_id: Option<Uuid>,
    /// Its name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<Text>,
    /// Stations that take part.
    pub stations: u32,
    /// Stations with a published audit of the round.
    pub covered: u32,
    /// Stations without one.
    pub not_covered: u32,
    /// Assignments planned.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub planned: Option<u32>,
    /// Of them with a submitted audit.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub submitted: Option<u32>,
    /// Of them approved.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub approved: Option<u32>,
    /// Of them published.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub published: Option<u32>,
    /// Night visits with a submitted audit.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub nights_submitted: Option<u32>,
    /// Declined, impossible or withdrawn.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub dropped: Option<u32>,
}

/// Who sees what is planned.
pub const PLANNERS: &[Role] = &[Role::Planner, Role::Hq, Role::Admin];

/// How far a round has come
///
/// Stations never see it; regions see closed rounds.
#[utoipa::path(get, path = "/v1/reports/coverage", tag = "reports", params(CoverageQuery),
    responses((status = 200, body = CoverageView), (status = 401, body = ProblemDocument), (status = 403, body = ProblemDocument),
        (status = 404, body = ProblemDocument), (status = 422, body = ProblemDocument)))]
pub async fn show(
    State(app): State<App>,
    caller: Caller,
    headers: HeaderMap,
    Asked(query): Asked<CoverageQuery>,
) -> Result<Response> {
    let Found { names, round, planner, rows } = found(&app, &caller, &query).await?;
    if format(query.format, &headers) == Format::Csv {
        // The file tells what was planned; a region sees what was reached (decisions 23 and 32).
        if !planner {
            return Err(Problem::new(Kind::Forbidden));
        }
        let name = format!("coverage-{}", round.code);
        return csv(&name, |out| {
            forecourt_render::csv::coverage(
                out,
                lang::current(),
                &rows,
                |_| round.code.as_str(),
                csv_names(&names, true),
            )
        });
    }
    let items = rows.iter().map(|row| {
        let index = row.unit.map(|unit| unit as usize);
        CoverageRowView {
            org_unit_id: index.and_then(|index| names.network.units().get(index)).map(|unit| unit.id),
            name: index.and_then(|index| names.units.get(index)).cloned(),
            stations: row.stations,
            covered: row.reached.published,
            not_covered: row.not_covered(),
            planned: planner.then_some(row.visits.planned),
            submitted: planner.then_some(row.visits.submitted),
            approved: planner.then_some(row.visits.approved),
            published: planner.then_some(row.visits.published),
            nights_submitted: planner.then_some(row.nights.submitted),
            dropped: planner.then_some(row.dropped),
        }
    });
    Ok(Json(CoverageView { round: round.code.clone(), items: items.collect() }).into_response())
}

/// Coverage of a round with whether its reader sees what was planned.
pub struct Found {
    /// The network.
    pub names: Arc<Names>,
    /// The round.
    pub round: round::Model,
    /// He sees what was planned, and so may have it as a file.
    pub planner: bool,
    /// The whole first, then the units.
    pub rows: Vec<CoverageRow>,
}

/// Counts what was asked for.
pub async fn found(app: &App, caller: &Caller, query: &CoverageQuery) -> Result<Found> {
    caller.require(&[Role::Planner, Role::Hq, Role::Admin, Role::Region])?;
    if query.depth.is_some_and(|depth| depth > 3) {
        return Err(fault("query:depth", Code::OutOfRange));
    }
    let names = report_data::names(app).await?;
    let (_, round) = names.round(&query.round).ok_or_else(Problem::not_found)?;
    let round = round.clone();
    let (planner, scope) = view(app, caller, &round).await?;
    let among = taking_part(&names, &round, (planner, &scope), query.org_unit)?;
    let facts = facts(app, &names, round.id).await?;
    let rows =
        coverage::coverage(&names.network, &facts, &[0], query.depth, Some(&among)).map_err(Problem::internal)?;
    Ok(Found { names, round, planner, rows })
}

/// Whether he sees what is planned, and where: a planner's roles in a place that the round touches, else a region's, for
/// a round that is closed (decisions 23 and 32).
async fn view(app: &App, caller: &Caller, round: &round::Model) -> Result<(bool, Scope)> {
    if caller.is_any(PLANNERS) {
        let scope = caller.scope(PLANNERS)?;
        if rounds::find(app.store.read(), &scope, round.id).await?.is_some() {
            return Ok((true, scope));
        }
    }
    if caller.is(Role::Region) && round.state == "closed" {
        return Ok((false, caller.scope(&[Role::Region])?));
    }
    Err(Problem::not_found())
}

/// Stations of the round in scope, closed ones left out. Where a round has none in sight it does not exist, unless it was
/// planned there.
pub(super) fn taking_part(
    names: &Names,
    round: &round::Model,
    (planner, scope): (bool, &Scope),
    org_unit: Option<Uuid>,
) -> Result<Vec<bool>> {
    let mut among = mask(names, scope);
    for unit in [Some(round.org_unit_id), org_unit].into_iter().flatten() {
        let place = names.unit_place.get(&unit).ok_or_else(Problem::not_found)?;
        among.iter_mut().zip(names.network.under(*place)).for_each(|(seen, under)| *seen &= under);
    }
    let must_see_some = !scope.is_everything() && (!planner || org_unit.is_some());
    if must_see_some && !among.contains(&true) {
        return Err(Problem::not_found());
    }
    let start_ms = i64::from(round.first_day) * DAY_MS - SHANGHAI_OFFSET_MS;
    for (seen, closed_at) in among.iter_mut().zip(&names.closed_at) {
        *seen &= closed_at.is_none_or(|at| at > start_ms);
    }
    Ok(among)
}

async fn facts(app: &App, names: &Names, round_id: Uuid) -> Result<Vec<AssignmentFact>> {
    let progress = app.store.round_progress(round_id).await?;
    let fact = |row: RoundProgress| {
        let station = names.station_place.get(&row.station_id).copied()?;
        Some(AssignmentFact { station, round: 0, stage: stage(&row), night: row.night })
    };
    Ok(progress.into_iter().filter_map(fact).collect())
}

/// How far an assignment has come: by the furthest of its audits, if it has several (decision 5).
fn stage(row: &RoundProgress) -> Stage {
    let of = |state: &String| match AuditState::parse(state) {
        Some(state) if state.is_public() => Stage::Published,
        Some(AuditState::Approved) => Stage::Approved,
        Some(AuditState::Void | AuditState::Incomplete) | None => Stage::Assigned,
        Some(_) => Stage::Submitted,
    };
    row.audits.iter().map(of).max().unwrap_or_else(|| match AssignmentState::parse(&row.state) {
        Some(AssignmentState::Issued | AssignmentState::Delivered) => Stage::Assigned,
        _ => Stage::Dropped,
    })
}
