//! Stations, units and rounds by place, as they are now.

use std::{
    collections::{BTreeSet, HashMap},
    sync::Arc,
};

use forecourt_core::{
    checklist::{Checklist, Flags},
    score::profile_points,
    text::Text,
};
use forecourt_reports::{Network, Station, Unit, comparison_class};
use forecourt_store::{
    entity::{org_unit, round},
    facts::StationRow,
    meta,
};
use serde_json::Value;
use uuid::Uuid;

use super::cache::Places;
use crate::{
    problem::{Problem, Result},
    state::App,
};

/// Comparison classes: full stations, and self-service and small sites.
const CLASSES: u8 = 2;

/// The network with names, by place. A station keeps its place as long as the process lives.
#[derive(Debug)]
pub struct Names {
    /// Stations, classes and units.
    pub network: Network,
    /// Names of stations by place.
    pub stations: Vec<Text>,
    /// Names of units by place.
    pub units: Vec<Text>,
    /// When a station was closed, epoch ms, by place; empty in an edition.
    pub closed_at: Vec<Option<i64>>,
    /// Rounds by place.
    pub rounds: Vec<Option<round::Model>>,
    /// Place of a station.
    pub station_place: HashMap<Uuid, u32>,
    /// Place of a unit.
    pub unit_place: HashMap<Uuid, u32>,
    /// The counter of the network that it was read under.
    pub version: u64,
    /// When a planned profile comes into force, epoch ms: then classes may change.
    next_change: Option<i64>,
    /// Version of the checklist that its classes are of.
    classes_of: u32,
}

/// A network that is the same wherever it came from.
pub(super) struct Rows {
    pub stations: Vec<Station>,
    pub station_names: Vec<Text>,
    pub units: Vec<Unit>,
    pub unit_names: Vec<Text>,
}

impl Names {
    /// Checks the rows and finds places by ids.
    pub(super) fn new(rows: Rows) -> Result<Self> {
        let place = |index: usize| u32::try_from(index).unwrap_or(u32::MAX);
        let station_place = rows.stations.iter().enumerate().map(|(n, station)| (station.id, place(n))).collect();
        let unit_place = rows.units.iter().enumerate().map(|(n, unit)| (unit.id, place(n))).collect();
        Ok(Self {
            network: Network::new(rows.stations, rows.units, CLASSES).map_err(Problem::internal)?,
            stations: rows.station_names,
            units: rows.unit_names,
            closed_at: Vec::new(),
            rounds: Vec::new(),
            station_place,
            unit_place,
            version: 0,
            next_change: None,
            classes_of: 0,
        })
    }

    /// What tells one reading from every other: under one version it is read anew when a planned profile comes into force,
    /// and when a checklist is published.
    pub fn reading(&self) -> (u64, Option<i64>, u32) {
        (self.version, self.next_change, self.classes_of)
    }

    /// Id, code and name of a station, or of a unit, by its place.
    pub fn subject(&self, units: bool, place: Option<u32>) -> Option<(Uuid, String, Text)> {
        let index = place? as usize;
        let (found, name) = if units {
            (self.network.units().get(index).map(|unit| (unit.id, unit.code.clone())), self.units.get(index))
        } else {
            let station = self.network.stations().get(index);
            (station.map(|station| (station.id, station.code.clone())), self.stations.get(index))
        };
        found.zip(name).map(|((id, code), name)| (id, code, name.clone()))
    }

    /// A round by its code, with its place.
    pub fn round(&self, code: &str) -> Option<(u16, &round::Model)> {
        let rounds = (0_u16..).zip(&self.rounds);
        rounds.filter_map(|(place, round)| Some((place, round.as_ref()?))).find(|(_, round)| round.code == code)
    }
}

/// The network as it is now.
pub async fn names(app: &App) -> Result<Arc<Names>> {
    let keys = BTreeSet::from([meta::NETWORK_VERSION.to_owned()]);
    at(app, app.store.counters(&keys).await?[meta::NETWORK_VERSION]).await
}

/// The network as it was under this version of it, or newer.
pub(super) async fn at(app: &App, version: u64) -> Result<Arc<Names>> {
    let now = app.clock.now_ms();
    let checklist = super::checklist(app)?;
    let classes_of = checklist.checklist.version;
    let known = |app: &App| {
        let names = app.reports.lock().names.clone();
        let is_of = |names: &Names| names.version == version && names.classes_of == classes_of;
        names.filter(|names| is_of(names) && names.next_change.is_none_or(|at| now < at))
    };
    if let Some(names) = known(app) {
        return Ok(names);
    }
    let _alone = app.reports.loading.lock().await;
    if let Some(names) = known(app) {
        return Ok(names);
    }
    let stations = app.store.report_stations(now).await?;
    let units = app.store.report_units().await?;
    let rounds = app.store.report_rounds().await?;
    let mut cache = app.reports.lock();
    let closed: HashMap<Uuid, Option<i64>> =
        stations.stations.iter().map(|row| (row.station.id, row.station.closed_at)).collect();
    let rows = rows(&checklist.checklist, &mut cache.places, stations.stations, units)?;
    let mut names = Names::new(rows)?;
    names.closed_at =
        names.network.stations().iter().map(|station| closed.get(&station.id).copied().flatten()).collect();
    for round in rounds {
        let place = usize::from(cache.places.round(round.id));
        if names.rounds.len() <= place {
            names.rounds.resize(place + 1, None);
        }
        names.rounds[place] = Some(round);
    }
    (names.version, names.next_change, names.classes_of) = (version, stations.next_change, classes_of);
    let names = Arc::new(names);
    cache.names = Some(names.clone());
    Ok(names)
}

fn rows(
    checklist: &Checklist,
    places: &mut Places,
    stations: Vec<StationRow>,
    units: Vec<org_unit::Model>,
) -> Result<Rows> {
    let place = |index: usize| u32::try_from(index).unwrap_or(u32::MAX);
    let unit_place: HashMap<Uuid, u32> = units.iter().enumerate().map(|(n, unit)| (unit.id, place(n))).collect();
    let mut by_place: Vec<Option<(Station, Text)>> = Vec::new();
    for row in stations {
        let number = places.station(row.station.id) as usize;
        if by_place.len() <= number {
            by_place.resize(number + 1, None);
        }
        let station = Station {
            id: row.station.id,
            class: class_of(checklist, row.flags.as_ref()),
            unit: unit_place.get(&row.station.org_unit_id).copied().unwrap_or(u32::MAX),
            code: row.station.code,
        };
        by_place[number] = Some((station, Text::new(row.station.name_zh, row.station.name_en)));
    }
    // Stations are never deleted: each place that was given out is filled.
    let all: Option<Vec<(Station, Text)>> = by_place.into_iter().collect();
    let (stations, station_names) =
        all.ok_or_else(|| Problem::internal("a station of a report is gone"))?.into_iter().unzip();
    let nodes = units.iter().map(|unit| Unit {
        id: unit.id,
        code: unit.code.clone(),
        parent: unit.parent_id.and_then(|parent| unit_place.get(&parent).copied()),
    });
    Ok(Rows {
        stations,
        station_names,
        units: nodes.collect(),
        unit_names: units.into_iter().map(|unit| Text::new(unit.name_zh, unit.name_en)).collect(),
    })
}

fn class_of(checklist: &Checklist, flags: Option<&Value>) -> u8 {
    let mut values = Flags::defaults(checklist);
    for (id, value) in flags.and_then(Value::as_object).into_iter().flatten() {
        if let (Some(index), Some(value)) = (checklist.flag_index(id), value.as_bool()) {
            values.set(index, i32::from(value));
        }
    }
    comparison_class(profile_points(checklist, &values), checklist.period.small_site_below_points)
}
