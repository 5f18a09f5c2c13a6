//! `GET /v1/reports/bulletin`: the bulletin 日通报 of a day (§5.3, decisions 25 and 26).

use axum::{
    Json,
    extract::State,
    http::HeaderMap,
    response::{IntoResponse, Response},
};
use forecourt_core::{text::Text, violation::Code};
use forecourt_reports::{
    Period, PeriodKind,
    bulletin::{BulletinRow, Standing, bulletin},
    closing::{Days, Orders},
    day_of_ms,
    touchpoints::Grouping,
};
use forecourt_store::orders::facts::CountedBy;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use super::{
    Format, csv, format,
    rectification::ClosingFigures,
    scope::{csv_names, grouping, reach, sight},
};
use crate::{
    auth::Caller,
    extract::{Asked, fault},
    lang,
    problem::{Problem, ProblemDocument, Result},
    report_data::{
        self, Names,
        orders::{OrderRows, Told, order_rows},
    },
    state::App,
    times::{self, parse_day, rfc3339},
};

/// Which day, and whom the lines speak of.
#[derive(Clone, Debug, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct BulletinQuery {
    /// The day, `YYYY-MM-DD`; default today, as it stands now.
    pub day: Option<String>,
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

/// The bulletin of a day.
#[derive(Debug, Serialize, ToSchema)]
pub struct BulletinView {
    /// The day.
    pub day: String,
    /// The instant at which the orders stood open and were overdue: now, or the last one of the day.
    pub as_of: String,
    /// A line per subject.
    pub items: Vec<BulletinLine>,
}

/// One line of the bulletin.
#[derive(Debug, Serialize, ToSchema)]
pub struct BulletinLine {
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
    /// Of the day.
    pub day: ClosingFigures,
    /// Of its month so far.
    pub month: ClosingFigures,
    /// What stands open.
    pub standing: StandingView,
    /// Overdue and open, the worst first.
    pub overdue: Vec<NamedOrder>,
    /// Waiting for a verifier who is late.
    pub verifier_late: Vec<NamedOrder>,
    /// Issued by the system on this day.
    pub by_system: Vec<NamedOrder>,
}

/// What stands open.
#[derive(Debug, Serialize, ToSchema)]
pub struct StandingView {
    /// Issued and not closed.
    pub open: u32,
    /// Of them with the verifier.
    pub with_verifier: u32,
    /// Of them with an appeal that stops their clock.
    pub paused: u32,
    /// Of them without a due time, since it waits for a calendar.
    pub pending_calendar: u32,
    /// Of them overdue.
    pub overdue: u32,
    /// Of the overdue ones: since this day.
    pub overdue_today: u32,
    /// Of them with a verifier who is late.
    pub verifier_late: u32,
}

impl From<Standing> for StandingView {
    fn from(standing: Standing) -> Self {
        Self {
            open: standing.open,
            with_verifier: standing.with_verifier,
            paused: standing.paused,
            pending_calendar: standing.pending_calendar,
            overdue: standing.overdue,
            overdue_today: standing.overdue_today,
            verifier_late: standing.verifier_late,
        }
    }
}

/// An order that is named.
#[derive(Debug, Serialize, ToSchema)]
pub struct NamedOrder {
    /// The order.
    pub id: Uuid,
    /// Its station.
    pub station_id: Uuid,
    /// Code of the station.
    pub station_code: String,
    /// The item.
    pub item: String,
    /// Its class.
    pub class: String,
    /// By when it had to be submitted.
    pub due_at: Option<String>,
}

/// Bulletin of a day
///
/// Figures of the day and of its month so far, what stands open, and who is named. Figures are judged by what became of the
/// orders until now; what stood open on a past day, and who is named, is of its last instant. A station sees its own line. As CSV: the figures.
#[utoipa::path(get, path = "/v1/reports/bulletin", tag = "reports", params(BulletinQuery),
    responses((status = 200, content((BulletinView = "application/json"), (String = "text/csv"))), (status = 401, body = ProblemDocument), (status = 403, body = ProblemDocument),
        (status = 404, body = ProblemDocument), (status = 422, body = ProblemDocument)))]
pub async fn show(
    State(app): State<App>,
    caller: Caller,
    headers: HeaderMap,
    Asked(query): Asked<BulletinQuery>,
) -> Result<Response> {
    let grouping = grouping(query.level.as_deref(), query.depth)?;
    let now = app.clock.now_ms();
    let today = day_of_ms(now);
    let day = match &query.day {
        Some(text) => parse_day(text).filter(|day| *day <= today).ok_or_else(|| fault("query:day", Code::BadValue))?,
        None => today,
    };
    let names = report_data::names(&app).await?;
    let sight = sight(&caller, &names)?.within(&names, query.org_unit)?;
    let first = Period::containing(day, PeriodKind::Month).map_or(day, Period::first_day);
    let days = Days { first, last: day };
    let as_of_ms = now.min(days.bounds_ms().1 - 1);
    let told = Told { now_ms: now, then_ms: Some(as_of_ms) };
    let found = order_rows(&app, &reach(&caller)?, &names, days, told, CountedBy::Publication).await?;
    let orders = Orders {
        network: &names.network,
        orders: &found.orders,
        seen: &found.seen,
        visits: &found.visits,
        among: Some(&sight.stations),
    };
    let rows = bulletin(&orders, &found.then, grouping, day).map_err(Problem::internal)?;
    let units = matches!(grouping, Grouping::Units { .. });
    if format(query.format, &headers) == Format::Csv {
        return csv(&format!("bulletin-{}", times::day(day)), |out| {
            forecourt_render::csv::bulletin(out, lang::current(), &rows, csv_names(&names, units))
        });
    }
    let items = rows.iter().map(|row| line(&names, units, &found, row)).collect();
    Ok(Json(BulletinView { day: times::day(day), as_of: rfc3339(as_of_ms), items }).into_response())
}

fn line(names: &Names, units: bool, found: &OrderRows, row: &BulletinRow) -> BulletinLine {
    let subject = names.subject(units, row.subject);
    let named = |places: &[u32]| -> Vec<NamedOrder> {
        places.iter().filter_map(|place| name(names, found, *place as usize)).collect()
    };
    BulletinLine {
        subject_id: subject.as_ref().map(|(id, _, _)| *id),
        subject_code: subject.as_ref().map(|(_, code, _)| code.clone()),
        subject_name: subject.map(|(_, _, name)| name),
        stations: row.stations,
        day: ClosingFigures::from(&row.day),
        month: ClosingFigures::from(&row.month),
        standing: row.standing.into(),
        overdue: named(&row.overdue),
        verifier_late: named(&row.verifier_late),
        by_system: named(&row.by_system),
    }
}

fn name(names: &Names, found: &OrderRows, place: usize) -> Option<NamedOrder> {
    let (row, fact) = (found.rows.get(place)?, found.then.get(place)?);
    let station = names.network.stations().get(fact.station as usize)?;
    Some(NamedOrder {
        id: row.id,
        station_id: station.id,
        station_code: station.code.clone(),
        item: row.item.clone(),
        class: fact.class.as_str().to_owned(),
        due_at: fact.due_ms.map(rfc3339),
    })
}
