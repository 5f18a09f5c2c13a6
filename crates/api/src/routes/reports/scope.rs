//! What a caller sees in reports, and the window of days or the round that is asked for.

use std::sync::Arc;

use forecourt_core::{states::Role, violation::Code};
use forecourt_reports::{Period, PeriodKind, Window, day_of_ms};
use serde::Deserialize;
use utoipa::IntoParams;
use uuid::Uuid;

use crate::{
    auth::Caller,
    extract::fault,
    problem::{Problem, Result},
    report_data::Names,
    state::App,
};

/// Roles that read reports.
pub const READ: &[Role] = &[
    Role::Hq,
    Role::Admin,
    Role::Planner,
    Role::Reviewer,
    Role::Auditor,
    Role::Region,
    Role::Station,
    Role::AppealL1,
    Role::AppealL2,
];

/// Which audits a report looks at.
#[derive(Clone, Debug, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct Which {
    /// Month `2026-11`, quarter `2026-Q4` or year `2026`; default: the month of today.
    pub period: Option<String>,
    /// Code of a round instead of a period.
    pub round: Option<String>,
    /// Only stations of this org unit and below.
    pub org_unit: Option<Uuid>,
}

/// The audits that were asked for.
#[derive(Clone, Debug)]
pub struct Asked {
    /// The period, when one was asked for.
    pub period: Option<Period>,
    /// Its days, or the round.
    pub window: Window,
    /// First day to load.
    pub first: i32,
    /// Last day to load.
    pub last: i32,
    /// The period or the round's code.
    pub label: String,
}

/// A visit may lie somewhat outside of its round's days.
const ROUND_MARGIN_DAYS: i32 = 31;

impl Which {
    /// Reads the window. From behind the identity wall a round that is not closed does not exist (decision 23).
    pub async fn asked(&self, app: &App, sight: &Sight) -> Result<Asked> {
        if let Some(code) = &self.round {
            let rounds = app.store.report_rounds().await?;
            let number =
                rounds.iter().position(|round| round.code == *code && (!sight.station_side || round.state == "closed"));
            let number = number.ok_or_else(|| fault("query:round", Code::BadValue))?;
            let place = u16::try_from(number).map_err(Problem::internal)?;
            let round = &rounds[number];
            return Ok(Asked {
                period: None,
                window: Window::Round(place),
                first: round.first_day - ROUND_MARGIN_DAYS,
                last: round.last_day + ROUND_MARGIN_DAYS,
                label: code.clone(),
            });
        }
        let period = match &self.period {
            Some(text) => parse_period(text).ok_or_else(|| fault("query:period", Code::BadValue))?,
            None => this_month(app)?,
        };
        Ok(Asked {
            period: Some(period),
            window: Window::from(period),
            first: period.first_day(),
            last: period.last_day(),
            label: period.to_string(),
        })
    }
}

/// The month that holds now.
pub fn this_month(app: &App) -> Result<Period> {
    let today = day_of_ms(app.clock.now_ms());
    Period::containing(today, PeriodKind::Month).ok_or_else(|| Problem::internal("no month holds now"))
}

/// A period from its text.
pub fn parse_period(text: &str) -> Option<Period> {
    Period::try_from(text.to_owned()).ok()
}

/// What a caller may see.
#[derive(Clone, Debug)]
pub struct Sight {
    /// Stations that take part for him, by place.
    pub stations: Vec<bool>,
    /// Whether he stands behind the identity wall.
    pub station_side: bool,
}

/// The stations that a caller may look into, within an org unit if one is asked for.
pub fn sight(caller: &Caller, names: &Names, org_unit: Option<Uuid>) -> Result<Sight> {
    let scope = caller.scope(READ)?;
    let network = &names.network;
    let mut stations = vec![scope.is_everything(); network.stations().len()];
    for unit in scope.units() {
        if let Some(place) = names.unit_place.get(unit) {
            merge(&mut stations, &network.under(*place));
        }
    }
    for station in scope.stations() {
        if let Some(place) = names.station_place.get(station) {
            stations[*place as usize] = true;
        }
    }
    if let Some(unit) = org_unit {
        let place = names.unit_place.get(&unit).ok_or_else(Problem::not_found)?;
        for (seen, under) in stations.iter_mut().zip(network.under(*place)) {
            *seen &= under;
        }
        if !stations.iter().any(|seen| *seen) && !scope.is_everything() {
            return Err(Problem::not_found());
        }
    }
    Ok(Sight { stations, station_side: caller.is_station_side() })
}

fn merge(seen: &mut [bool], more: &[bool]) {
    for (seen, more) in seen.iter_mut().zip(more) {
        *seen |= more;
    }
}

/// Names of units and stations by place, for CSV.
pub fn csv_names<'a>(names: &'a Arc<Names>, units: bool) -> impl Fn(u32) -> forecourt_render::csv::Names<'a> {
    let lang = crate::lang::current();
    move |place| {
        let index = place as usize;
        if units {
            let code = names.network.units().get(index).map_or("", |unit| unit.code.as_str());
            return forecourt_render::csv::Names {
                code,
                name: names.units.get(index).map_or("", |text| text.get(lang)),
                unit: "",
            };
        }
        let station = names.network.stations().get(index);
        forecourt_render::csv::Names {
            code: station.map_or("", |station| station.code.as_str()),
            name: names.stations.get(index).map_or("", |text| text.get(lang)),
            unit: station.and_then(|station| names.units.get(station.unit as usize)).map_or("", |text| text.get(lang)),
        }
    }
}
