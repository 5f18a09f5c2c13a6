//! `GET /v1/cadence`: stations that are visited too seldom (§2.4). For the plan's desks only.

use axum::{Json, extract::State};
use forecourt_core::{
    day::{self, DAY_MS},
    text::Text,
    violation::{Code, Violation},
};
use forecourt_reports::{Period, PeriodKind};
use forecourt_store::plan::cadence::{self, CadenceFilter, Seldom};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use super::audits::view::StationRef;
use crate::{
    auth::Caller,
    extract::Asked,
    paging::{List, Page},
    problem::{Problem, ProblemDocument, Result},
    routes::rounds::PLAN,
    state::App,
};

/// What a station lacks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Lack {
    /// A visit in the month.
    Visit,
    /// A night visit in the quarter.
    Night,
}

/// Which month, and what is lacking.
#[derive(Debug, Clone, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct CadenceQuery {
    /// `2026-06`; night visits are looked for in its quarter. Default the month that runs.
    pub month: Option<String>,
    /// Only what lacks this: `visit` or `night`; default either.
    #[param(inline)]
    pub lacks: Option<Lack>,
    /// Only stations of this unit and below.
    pub org_unit: Option<Uuid>,
    /// Rows of a page: 1 to 500, default 50.
    #[param(minimum = 1, maximum = 500)]
    pub limit: Option<u64>,
    /// The `next_cursor` of the page before.
    pub cursor: Option<String>,
}

/// A station that is visited too seldom.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct SeldomView {
    /// The station.
    pub station: StationRef,
    /// Its city.
    pub city: Text,
    /// Visits of the month that are planned or made.
    pub visits: u32,
    /// Night visits of the quarter that are planned or made.
    pub nights: u32,
    /// What it lacks.
    pub lacks: Vec<Lack>,
}

impl From<Seldom> for SeldomView {
    fn from(row: Seldom) -> Self {
        let lacks = [(row.visits == 0, Lack::Visit), (row.nights == 0, Lack::Night)];
        Self {
            station: StationRef::from(&row.station),
            city: Text::new(row.station.city_zh.clone(), row.station.city_en.clone()),
            visits: row.visits,
            nights: row.nights,
            lacks: lacks.into_iter().filter_map(|(is_so, lack)| is_so.then_some(lack)).collect(),
        }
    }
}

/// List stations that are visited too seldom
///
/// Each wants a visit a month, and a night visit a quarter. What is planned counts as made, what was in vain or was never
/// made does not. By code.
#[utoipa::path(get, path = "/v1/cadence", tag = "plan", params(CadenceQuery),
    responses((status = 200, body = List<SeldomView>), (status = 401, body = ProblemDocument), (status = 403, body = ProblemDocument),
        (status = 422, body = ProblemDocument)))]
pub async fn list(
    State(app): State<App>,
    caller: Caller,
    Asked(query): Asked<CadenceQuery>,
) -> Result<Json<List<SeldomView>>> {
    let scope = caller.scope(PLAN)?;
    let wrong = || Problem::invalid(vec![Violation::new("query:month", Code::BadValue)]);
    let now_ms = app.clock.now_ms();
    let month = match &query.month {
        Some(month) => month.parse().map_err(|_| wrong())?,
        None => Period::containing(day::number_at(now_ms), PeriodKind::Month).ok_or_else(wrong)?,
    };
    let quarter = Period::containing(month.first_day(), PeriodKind::Quarter);
    let Some(quarter) = quarter.filter(|_| month.kind() == PeriodKind::Month) else { return Err(wrong()) };
    let filter = CadenceFilter {
        month: month.bounds_ms(),
        quarter: quarter.bounds_ms(),
        org_unit: query.org_unit,
        // Reports are taken for a day after the visit (§2.4); by whole days, so that pages of one list agree.
        awaited_from: day::start_of(day::date_of(now_ms)).saturating_sub(DAY_MS),
        visit: query.lacks != Some(Lack::Night),
        night: query.lacks != Some(Lack::Visit),
    };
    let page = Page { limit: query.limit, cursor: query.cursor };
    let (limit, purpose) = (page.limit()?, format!("cadence/{filter:?}"));
    let after: Option<String> = page.after(&app.sealer, &purpose)?;
    let rows = cadence::seldom(app.store.read(), &scope, &filter, after, limit + 1).await?;
    Ok(Json(List::of(rows, limit, &app.sealer, &purpose, |row| row.station.code.clone(), SeldomView::from)?))
}
