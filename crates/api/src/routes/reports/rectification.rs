//! `GET /v1/reports/rectification`: closing rate 闭环处理率, on-time rate, repeats, hours to close, problems per station
//! (§4.8).

use std::sync::Arc;

use axum::{
    Json,
    extract::State,
    http::HeaderMap,
    response::{IntoResponse, Response},
};
use forecourt_core::{text::Text, violation::Code};
use forecourt_reports::{
    Period,
    closing::{Days, Figures, FiguresRow, Orders, TOOK_HOURS, figures},
    touchpoints::Grouping,
};
use forecourt_store::orders::facts::CountedBy;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use super::{
    Format, csv, format,
    scope::{csv_names, grouping, parse_period, reach, sight, this_month},
};
use crate::{
    auth::Caller,
    extract::{Asked, fault},
    lang,
    problem::{Problem, ProblemDocument, Result},
    report_data::{
        self, Names,
        orders::{Told, order_rows},
    },
    state::App,
    times::rfc3339,
};

/// Which orders, and how the report is written.
#[derive(Clone, Debug, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct RectificationQuery {
    /// Month `2026-11`, quarter `2026-Q4` or year `2026`; default: the month of today.
    pub period: Option<String>,
    /// Only stations of this org unit and below.
    pub org_unit: Option<Uuid>,
    /// `network` (default: everything in scope together), `unit` or `station`.
    pub level: Option<String>,
    /// Depth of the units: 1 province, 2 city, 3 district; default 1.
    pub depth: Option<u8>,
    /// `json` or `csv`.
    #[param(value_type = Option<String>)]
    pub format: Option<Format>,
}

/// Closing rates.
#[derive(Debug, Serialize, ToSchema)]
pub struct RectificationReport {
    /// The period.
    pub window: String,
    /// The instant that it holds for: what was due in a period that is over is judged by what became of it until now.
    pub as_of: String,
    /// Bounds of `took` of a row, hours: 1, 3, 7, 14 and 30 days.
    pub took_hours: Vec<u32>,
    /// A row per subject.
    pub items: Vec<ClosingRow>,
}

/// The rates of one subject.
#[derive(Debug, Serialize, ToSchema)]
pub struct ClosingRow {
    /// Station or unit; absent: everything in scope.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub subject_id: Option<Uuid>,
    /// Its code.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub subject_code: Option<String>,
    /// Its name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub subject_name: Option<Text>,
    /// Stations that take part.
    pub stations: u32,
    /// What was counted.
    pub figures: ClosingFigures,
    /// How many of the closed orders took at most each of `took_hours` from issue to closing, and more than the bound
    /// before; last, any longer.
    pub took: Vec<u32>,
}

/// Figures of orders over a span of days.
#[derive(Debug, Serialize, ToSchema)]
pub struct ClosingFigures {
    /// Orders that were issued.
    pub issued: u32,
    /// Of them by the system, since nobody did in time.
    pub by_system: u32,
    /// Orders whose due time lies in the span.
    pub due: u32,
    /// Of them not decided yet: with the verifier, in an appeal, or before their hour; in no rate until they are.
    pub undecided: u32,
    /// Of them closed on time.
    pub on_time: u32,
    /// Of those on time: only thanks to an extension.
    pub thanks_to_extension: u32,
    /// Of them closed, but submitted late.
    pub closed_late: u32,
    /// Of them late and open.
    pub open_late: u32,
    /// Closing rate 闭环处理率; null: 无到期项, nothing was due.
    pub closing_rate_bp: Option<u16>,
    /// Share that was on time only thanks to an extension.
    pub thanks_to_extension_bp: Option<u16>,
    /// Share that was closed late.
    pub closed_late_bp: Option<u16>,
    /// Orders that were closed in the span, whenever they were due.
    pub closed: u32,
    /// Of them submitted on time.
    pub closed_on_time: u32,
    /// On-time rate of what was closed.
    pub on_time_rate_bp: Option<u16>,
    /// Median minutes from issue to closing.
    pub median_minutes: Option<u32>,
    /// Closed orders whose item was looked at again.
    pub seen_again: u32,
    /// Of them missed again.
    pub missed_again: u32,
    /// Repeat rate.
    pub repeat_rate_bp: Option<u16>,
    /// Problems that visits found.
    pub problems: u64,
    /// Visits.
    pub visits: u32,
    /// Problems per visited station 站均问题数, hundredths.
    pub problems_per_station_hundredths: Option<u32>,
    /// Problems per visit, hundredths: the value of indicator 8.
    pub problems_per_visit_hundredths: Option<u32>,
    /// Indicator 8, `video_issues` 视频检查站均问题数: its score over these visits, bp.
    pub video_issues_bp: Option<u16>,
    /// Indicator 9, `closure_on_time` 整改按期闭环率: the score of the closing rate, bp.
    pub closure_on_time_bp: Option<u16>,
}

impl From<&Figures> for ClosingFigures {
    fn from(figures: &Figures) -> Self {
        let Figures { due, closed, repeats, problems, .. } = figures;
        Self {
            issued: figures.issued,
            by_system: figures.by_system,
            due: due.due,
            undecided: due.undecided,
            on_time: due.on_time,
            thanks_to_extension: due.thanks_to_extension,
            closed_late: due.closed_late,
            open_late: due.open_late,
            closing_rate_bp: due.closing_rate_bp(),
            thanks_to_extension_bp: due.thanks_to_extension_bp(),
            closed_late_bp: due.closed_late_bp(),
            closed: closed.closed,
            closed_on_time: closed.on_time,
            on_time_rate_bp: closed.on_time_rate_bp(),
            median_minutes: closed.median_minutes,
            seen_again: repeats.seen,
            missed_again: repeats.missed,
            repeat_rate_bp: repeats.rate_bp(),
            problems: problems.problems,
            visits: problems.visits,
            problems_per_station_hundredths: problems.per_station_hundredths(),
            problems_per_visit_hundredths: problems.per_visit_hundredths(),
            video_issues_bp: figures.video_issues_bp(),
            closure_on_time_bp: figures.closure_on_time_bp(),
        }
    }
}

/// Closing rates of rectification orders
///
/// Orders whose due time lies in the period, those that were closed in it, repeats, and problems per station. What was due in a
/// past period is judged by what became of it until now: so an order that was submitted on its last day and verified later is
/// in its rate. With them the scores of indicators 8 and 9 of the monthly index. A station sees its own.
#[utoipa::path(get, path = "/v1/reports/rectification", tag = "reports", params(RectificationQuery),
    responses((status = 200, content((RectificationReport = "application/json"), (String = "text/csv"))), (status = 401, body = ProblemDocument), (status = 403, body = ProblemDocument),
        (status = 404, body = ProblemDocument), (status = 422, body = ProblemDocument)))]
pub async fn show(
    State(app): State<App>,
    caller: Caller,
    headers: HeaderMap,
    Asked(query): Asked<RectificationQuery>,
) -> Result<Response> {
    let grouping = grouping(query.level.as_deref(), query.depth)?;
    let Found { names, period, as_of_ms, rows } = found(&app, &caller, &query, grouping).await?;
    let units = matches!(grouping, Grouping::Units { .. });
    if format(query.format, &headers) == Format::Csv {
        return csv(&format!("rectification-{period}"), |out| {
            forecourt_render::csv::closing(out, lang::current(), &rows, csv_names(&names, units))
        });
    }
    let line = |row: &FiguresRow| {
        let subject = names.subject(units, row.subject);
        ClosingRow {
            subject_id: subject.as_ref().map(|(id, _, _)| *id),
            subject_code: subject.as_ref().map(|(_, code, _)| code.clone()),
            subject_name: subject.map(|(_, _, name)| name),
            stations: row.stations,
            figures: ClosingFigures::from(&row.figures),
            took: row.figures.closed.took.to_vec(),
        }
    };
    let items = rows.iter().map(line).collect();
    let (window, as_of) = (period.to_string(), rfc3339(as_of_ms));
    Ok(Json(RectificationReport { window, as_of, took_hours: TOOK_HOURS.to_vec(), items }).into_response())
}

/// Closing rates that were counted.
pub struct Found {
    /// The network.
    pub names: Arc<Names>,
    /// The period.
    pub period: Period,
    /// The instant that it holds for.
    pub as_of_ms: i64,
    /// A row per subject.
    pub rows: Vec<FiguresRow>,
}

/// Counts what was asked for.
pub async fn found(app: &App, caller: &Caller, query: &RectificationQuery, grouping: Grouping) -> Result<Found> {
    let period = match &query.period {
        Some(text) => parse_period(text).ok_or_else(|| fault("query:period", Code::BadValue))?,
        None => this_month(app)?,
    };
    let names = report_data::names(app).await?;
    let sight = sight(caller, &names)?.within(&names, query.org_unit)?;
    let days = Days::from(period);
    let as_of_ms = app.clock.now_ms();
    let told = Told { now_ms: as_of_ms, then_ms: None };
    let found = order_rows(app, &reach(caller)?, &names, days, told, CountedBy::Visit).await?;
    let orders = Orders {
        network: &names.network,
        orders: &found.orders,
        seen: &found.seen,
        visits: &found.visits,
        among: Some(&sight.stations),
    };
    let rows = figures(&orders, grouping, days).map_err(Problem::internal)?;
    Ok(Found { names, period, as_of_ms, rows })
}
