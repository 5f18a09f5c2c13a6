//! `GET /v1/reports/trend`: is it getting better, month by month, quarter by quarter or year by year.

use axum::{
    Json,
    extract::State,
    http::HeaderMap,
    response::{IntoResponse, Response},
};
use forecourt_core::{text::Text, violation::Code};
use forecourt_reports::{Period, PeriodKind, Window, trend::trend};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use super::{
    Format, csv, format,
    scope::{parse_period, sight, this_month},
};
use crate::{
    auth::Caller,
    extract::{Asked, fault},
    lang,
    problem::{Problem, ProblemDocument, Result},
    report_data,
    state::App,
};

/// Which periods, of whom.
#[derive(Clone, Debug, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct TrendQuery {
    /// Last month `2026-11`, quarter `2026-Q4` or year `2026`, which is how far the points are apart; default: the month
    /// of today.
    pub until: Option<String>,
    /// How many months the points take in together, 1 to 36: whole quarters or years; default 6 months, 12 of quarters, 36
    /// of years.
    pub months: Option<u8>,
    /// Only stations of this org unit and below.
    pub org_unit: Option<Uuid>,
    /// Only this station.
    pub station: Option<Uuid>,
    /// `json` or `csv`.
    #[param(value_type = Option<String>)]
    pub format: Option<Format>,
}

/// A series of periods.
#[derive(Debug, Serialize, ToSchema)]
pub struct TrendView {
    /// Names of the touchpoints, in the order of each point's `touchpoints`.
    pub touchpoints: Vec<Text>,
    /// One point a period, oldest first.
    pub items: Vec<PointView>,
}

/// One period.
#[derive(Debug, Serialize, ToSchema)]
pub struct PointView {
    /// The month, quarter or year.
    pub period: String,
    /// Audits that count.
    pub audits: u64,
    /// Stations with a score.
    pub stations: u32,
    /// Mean over stations with a score, one station one vote.
    pub score_bp: Option<u16>,
    /// Audits that passed ÷ audits.
    pub pass_rate_bp: Option<u16>,
    /// Failed critical items.
    pub critical_misses: u64,
    /// Means of the touchpoints.
    pub touchpoints: Vec<Option<u16>>,
}

/// Is it getting better
#[utoipa::path(get, path = "/v1/reports/trend", tag = "reports", params(TrendQuery),
    responses((status = 200, body = TrendView), (status = 401, body = ProblemDocument), (status = 403, body = ProblemDocument),
        (status = 404, body = ProblemDocument), (status = 422, body = ProblemDocument)))]
pub async fn show(
    State(app): State<App>,
    caller: Caller,
    headers: HeaderMap,
    Asked(query): Asked<TrendQuery>,
) -> Result<Response> {
    let names = report_data::names(&app).await?;
    let mut among = sight(&caller, &names)?.within(&names, query.org_unit)?.stations;
    if let Some(station) = query.station {
        let place = names.station_place.get(&station).copied().filter(|place| among[*place as usize]);
        let place = place.ok_or_else(Problem::not_found)?;
        among.iter_mut().enumerate().for_each(|(index, seen)| *seen = index == place as usize);
    }
    let periods = periods(&app, &query)?;
    let published = report_data::checklist(&app)?;
    let pass = forecourt_reports::pass_mark_bp(&published.checklist);
    let mut points = Vec::with_capacity(periods.len());
    for period in &periods {
        // One period at a time: three years of the nation are never in memory together.
        let basis = report_data::live(&app, period.first_day(), period.last_day()).await?;
        let (network, windows) = (&basis.names.network, [Window::from(*period)]);
        points.extend(trend(&basis.facts(), network, &windows, Some(&among), pass).map_err(Problem::internal)?);
    }
    let labels: Vec<Text> = published.checklist.touchpoints.iter().map(|one| one.text.clone()).collect();
    if format(query.format, &headers) == Format::Csv {
        let named: Vec<(String, _)> = periods.iter().map(ToString::to_string).zip(&points).collect();
        return csv("trend", |out| forecourt_render::csv::trend(out, lang::current(), &labels, named));
    }
    let items = periods.iter().zip(&points).map(|(period, point)| PointView {
        period: period.to_string(),
        audits: point.audits,
        stations: point.stations,
        score_bp: point.score_bp,
        pass_rate_bp: point.pass_rate_bp,
        critical_misses: point.critical_misses,
        touchpoints: point.touchpoints.iter(labels.len()).collect(),
    });
    let items = items.collect();
    Ok(Json(TrendView { touchpoints: labels, items }).into_response())
}

fn periods(app: &App, query: &TrendQuery) -> Result<Vec<Period>> {
    let last = match &query.until {
        Some(text) => parse_period(text).ok_or_else(|| fault("query:until", Code::BadValue))?,
        None => this_month(app)?,
    };
    let (each, usual) = match last.kind() {
        PeriodKind::Month => (1, 6),
        PeriodKind::Quarter => (3, 12),
        PeriodKind::Year => (12, 36),
    };
    let months = query.months.unwrap_or(usual);
    if !(1..=36).contains(&months) || !months.is_multiple_of(each) {
        return Err(fault("query:months", Code::OutOfRange));
    }
    let before = std::iter::successors(Some(last), |period| period.previous());
    let mut periods: Vec<Period> = before.take(usize::from(months / each)).collect();
    periods.reverse();
    Ok(periods)
}
