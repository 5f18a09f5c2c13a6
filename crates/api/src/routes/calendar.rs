//! `GET /v1/calendars`: the working days that deadlines are counted in (§5.2, decision 28).

use axum::{Json, extract::State};
use forecourt_core::{
    calendar::{Calendar, CalendarYear},
    text::Text,
};
use serde::Serialize;
use time::{Date, Month, Weekday};
use utoipa::ToSchema;

use crate::{
    auth::Caller,
    problem::{ProblemDocument, Result},
    state::App,
    times::rfc3339,
};

/// A holiday of a year.
#[derive(Debug, Serialize, ToSchema)]
pub struct HolidayView {
    /// Its name.
    pub name: Text,
    /// First day off, `YYYY-MM-DD`.
    pub from: String,
    /// Last day off, `YYYY-MM-DD`.
    pub to: String,
}

/// The working days of one year.
#[derive(Debug, Serialize, ToSchema)]
pub struct CalendarYearView {
    /// The year.
    pub year: i32,
    /// The notice that it was taken from.
    pub source: Text,
    /// Where the notice stands.
    pub url: String,
    /// When it was imported; absent when it came with the program.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub imported_at: Option<String>,
    /// Working days of the whole year.
    pub working_days: u32,
    /// Mondays to Fridays that are not worked, `YYYY-MM-DD`, ascending.
    pub off_days: Vec<String>,
    /// Saturdays and Sundays that are worked, `YYYY-MM-DD`, ascending.
    pub working_weekends: Vec<String>,
    /// Its holidays, in their order.
    pub holidays: Vec<HolidayView>,
}

/// The years that are known.
#[derive(Debug, Serialize, ToSchema)]
pub struct CalendarView {
    /// The hour of the local day at which a working day ends for counting, and at which deadlines fall due.
    pub close_hour: i64,
    /// Years with data, ascending.
    pub years: Vec<CalendarYearView>,
    /// The year without data that is about to begin, or has begun.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub missing: Option<i32>,
}

/// Show the calendar
///
/// Working days of every year that is known, for whoever is signed in: a deadline can be told in working days from it.
#[utoipa::path(get, path = "/v1/calendars", tag = "operations",
    responses((status = 200, body = CalendarView), (status = 401, body = ProblemDocument)))]
pub async fn show(State(app): State<App>, _caller: Caller) -> Result<Json<CalendarView>> {
    app.store.refresh_calendar().await?;
    let imported = app.store.imported_calendars().await?;
    let calendar = app.store.calendar();
    let imported_at = |year: i32| imported.iter().find(|row| row.year == year).map(|row| rfc3339(row.imported_at));
    let today = forecourt_core::day::date_of(app.clock.now_ms());
    let view = CalendarView {
        close_hour: forecourt_core::calendar::CLOSE_HOUR,
        years: calendar.years().map(|year| of(&calendar, year, imported_at(year.year))).collect(),
        missing: calendar.missing_soon(today),
    };
    Ok(Json(view))
}

fn of(calendar: &Calendar, year: &CalendarYear, imported_at: Option<String>) -> CalendarYearView {
    let (mut off_days, mut working_weekends) = (Vec::new(), Vec::new());
    let first = Date::from_calendar_date(year.year, Month::January, 1).ok();
    let days = std::iter::successors(first, |day| day.next_day()).take_while(|day| day.year() == year.year);
    for day in days {
        let weekend = matches!(day.weekday(), Weekday::Saturday | Weekday::Sunday);
        match (weekend, calendar.is_working_day(day).unwrap_or(!weekend)) {
            (true, true) => working_weekends.push(day.to_string()),
            (false, false) => off_days.push(day.to_string()),
            _ => {}
        }
    }
    let holiday = |one: &forecourt_core::calendar::Holiday| HolidayView {
        name: one.name.clone(),
        from: one.from.to_string(),
        to: one.to.to_string(),
    };
    CalendarYearView {
        year: year.year,
        source: year.source.clone(),
        url: year.url.clone(),
        imported_at,
        working_days: year.working_days,
        off_days,
        working_weekends,
        holidays: year.holidays.iter().map(holiday).collect(),
    }
}
