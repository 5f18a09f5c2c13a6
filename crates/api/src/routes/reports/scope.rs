//! What a caller sees in reports, and the window of days or the round that is asked for.

use std::sync::Arc;

use forecourt_core::{states::Role, text::Lang, violation::Code};
use forecourt_reports::{Period, PeriodKind, Window, day_of_ms, touchpoints::Grouping};
use forecourt_store::access::Scope;
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
    /// It is a round that is not closed: nothing of it exists behind the identity wall (decision 23).
    pub running: bool,
}

/// A visit may lie somewhat outside of its round's days.
const ROUND_MARGIN_DAYS: i32 = 31;

impl Which {
    /// Reads the window. From behind the identity wall a round that is not closed does not exist (decision 23).
    pub fn asked(&self, app: &App, names: &Names, sight: &Sight) -> Result<Asked> {
        if let Some(code) = &self.round {
            let found = names.round(code).filter(|(_, round)| !sight.station_side || round.state == "closed");
            let (place, round) = found.ok_or_else(|| fault("query:round", Code::BadValue))?;
            return Ok(Asked {
                period: None,
                window: Window::Round(place),
                first: round.first_day - ROUND_MARGIN_DAYS,
                last: round.last_day + ROUND_MARGIN_DAYS,
                label: code.clone(),
                running: round.state != "closed",
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
            running: false,
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

/// What a caller may see of a network.
#[derive(Clone, Debug)]
pub struct Sight {
    /// Stations that he may look into, by place.
    pub stations: Vec<bool>,
    /// Of them those that he sees from this side of the identity wall.
    pub desk: Vec<bool>,
    /// Whether everything he may see lies behind the identity wall.
    pub station_side: bool,
    everything: bool,
}

/// Roles that read reports and do not stand behind the identity wall.
const DESK: &[Role] =
    &[Role::Hq, Role::Admin, Role::Planner, Role::Reviewer, Role::Auditor, Role::AppealL1, Role::AppealL2];

/// Where a caller reads reports: what the queries of a report begin with.
pub fn reach(caller: &Caller) -> Result<Scope> {
    caller.scope(READ)
}

/// The stations that a caller may look into.
pub fn sight(caller: &Caller, names: &Names) -> Result<Sight> {
    let scope = reach(caller)?;
    let desk = if caller.is_any(DESK) { mask(names, &caller.scope(DESK)?) } else { vec![false; names.stations.len()] };
    Ok(Sight {
        stations: mask(names, &scope),
        desk,
        station_side: caller.is_station_side(),
        everything: scope.is_everything(),
    })
}

/// The stations of a scope, by place.
pub fn mask(names: &Names, scope: &Scope) -> Vec<bool> {
    let network = &names.network;
    let mut stations = vec![scope.is_everything(); network.stations().len()];
    for unit in scope.units() {
        if let Some(place) = names.unit_place.get(unit) {
            stations.iter_mut().zip(network.under(*place)).for_each(|(seen, under)| *seen |= under);
        }
    }
    for station in scope.stations() {
        if let Some(place) = names.station_place.get(station) {
            stations[*place as usize] = true;
        }
    }
    stations
}

/// Whether every station of a unit is among these.
pub fn is_whole(names: &Names, unit: u32, seen: &[bool]) -> bool {
    names.network.under(unit).into_iter().zip(seen).all(|(under, seen)| !under || *seen)
}

impl Sight {
    /// Looks no further than an org unit; one that lies wholly out of sight does not exist.
    pub fn within(mut self, names: &Names, org_unit: Option<Uuid>) -> Result<Self> {
        let Some(unit) = org_unit else { return Ok(self) };
        let place = names.unit_place.get(&unit).ok_or_else(Problem::not_found)?;
        let under = names.network.under(*place);
        let narrow =
            |stations: &mut Vec<bool>| stations.iter_mut().zip(&under).for_each(|(seen, in_it)| *seen &= in_it);
        narrow(&mut self.stations);
        narrow(&mut self.desk);
        if !self.everything && !self.stations.contains(&true) {
            return Err(Problem::not_found());
        }
        Ok(self)
    }

    /// Only what he sees from this side of the identity wall: a role on this side somewhere opens nothing elsewhere.
    pub fn from_desk(self) -> Self {
        Self { stations: self.desk.clone(), ..self }
    }

    /// Looks at the stations of a comparison class only.
    pub fn of_class(self, names: &Names, class: Option<u8>) -> Self {
        let Some(class) = class else { return self };
        let only = |stations: Vec<bool>| names.network.of_class(class, Some(stations));
        Self { stations: only(self.stations), desk: only(self.desk), everything: false, ..self }
    }

    /// The same sight by the places of another network, such as that of an edition: a station that is seen now is seen
    /// there too.
    pub fn onto(&self, from: &Names, to: &Names) -> Self {
        let moved = |stations: &[bool], absent: bool| {
            let seen = |id: &Uuid| match from.station_place.get(id) {
                Some(place) => stations.get(*place as usize).copied().unwrap_or(false),
                None => absent,
            };
            to.network.stations().iter().map(|station| seen(&station.id)).collect()
        };
        Self {
            stations: moved(&self.stations, self.everything),
            desk: moved(&self.desk, self.everything && !self.station_side),
            ..*self
        }
    }

    /// Whether a station is seen.
    pub fn sees(&self, place: u32) -> bool {
        self.stations.get(place as usize).copied().unwrap_or(false)
    }
}

/// What a caller asks for and may see, in the network of now.
pub struct Seen {
    /// The network.
    pub names: Arc<Names>,
    /// What he sees of it.
    pub sight: Sight,
    /// The window.
    pub asked: Asked,
}

/// The caller's sight, for every report of a window.
pub async fn seen(app: &App, caller: &Caller, which: &Which) -> Result<Seen> {
    let names = crate::report_data::names(app).await?;
    let sight = sight(caller, &names)?.within(&names, which.org_unit)?;
    let asked = which.asked(app, &names, &sight)?;
    let sight = if asked.running { sight.from_desk() } else { sight };
    Ok(Seen { names, sight, asked })
}

/// Names of units and stations by place, for CSV.
pub fn csv_names<'a>(names: &'a Arc<Names>, units: bool) -> impl Fn(u32) -> forecourt_render::csv::Names<'a> {
    names_in(names, units, crate::lang::current())
}

/// The same in a language.
pub fn names_in<'a>(
    names: &'a Arc<Names>,
    units: bool,
    lang: Lang,
) -> impl Fn(u32) -> forecourt_render::csv::Names<'a> {
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

/// What the name of a file says of the comparison class that it is cut down to.
pub fn of_class(class: Option<u8>) -> String {
    class.map(|class| format!("-class-{class}")).unwrap_or_default()
}

/// Whom the lines of a report speak of.
pub fn grouping(level: Option<&str>, depth: Option<u8>) -> Result<Grouping> {
    match (level, depth.unwrap_or(1)) {
        (None | Some("network"), _) => Ok(Grouping::Network),
        (Some("unit"), depth @ 0..=3) => Ok(Grouping::Units { depth }),
        (Some("unit"), _) => Err(fault("query:depth", Code::OutOfRange)),
        (Some("station"), _) => Ok(Grouping::Stations),
        _ => Err(fault("query:level", Code::BadValue)),
    }
}
