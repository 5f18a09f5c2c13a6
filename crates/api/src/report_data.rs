//! What reports are made of, kept in memory as long as it is true: the network, and facts by days.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex},
};

use forecourt_core::{
    checklist::{Checklist, Flags, Severity},
    score::profile_points,
    text::Text,
};
use forecourt_reports::{AuditFact, Network, Outcome, Station, TouchScores, Unit, comparison_class};
use forecourt_store::facts::{FactRow, StationRow};
use serde_json::Value;
use uuid::Uuid;

use crate::{
    case::brief::unpack_touchpoints,
    checklists::Checklists,
    problem::{Problem, Result},
    state::App,
};

/// How many windows of facts are kept.
const WINDOWS: usize = 8;

/// The network with names, by place.
#[derive(Debug)]
pub struct Names {
    /// Stations, classes and units.
    pub network: Network,
    /// Names of stations by place.
    pub stations: Vec<Text>,
    /// Names of units by place.
    pub units: Vec<Text>,
    /// Level of units by place: 0 headquarters.
    pub levels: Vec<u8>,
    /// Place of a station.
    pub station_place: HashMap<Uuid, u32>,
    /// Place of a unit.
    pub unit_place: HashMap<Uuid, u32>,
}

/// Facts of a span of days, in order of the day, with the packed outcomes beside them.
#[derive(Debug, Default)]
pub struct Facts {
    /// The facts.
    pub facts: Vec<AuditFact>,
    /// Packed outcomes of each fact, with the checklist version they belong to.
    pub outcomes: Vec<(u32, Vec<u8>)>,
}

type NetworkMark = (u64, u64, i64, i64);

/// Cached data of reports.
#[derive(Clone, Debug, Default)]
pub struct ReportCache {
    inner: Arc<Mutex<Inner>>,
}

#[derive(Debug, Default)]
struct Inner {
    names: Option<(NetworkMark, Arc<Names>)>,
    version: u64,
    windows: Vec<((NetworkMark, i32, i32), Arc<Facts>)>,
}

impl ReportCache {
    fn lock(&self) -> std::sync::MutexGuard<'_, Inner> {
        self.inner.lock().unwrap_or_else(std::sync::PoisonError::into_inner)
    }
}

/// The checklist whose rules the reports use: the newest published one.
pub fn checklist(app: &App) -> Result<Arc<crate::checklists::Published>> {
    app.checklists.all().last().cloned().ok_or_else(|| Problem::internal("no checklist is published"))
}

/// The network as it is now.
pub async fn names(app: &App) -> Result<Arc<Names>> {
    Ok(marked_names(app).await?.1)
}

async fn marked_names(app: &App) -> Result<(NetworkMark, Arc<Names>)> {
    let mark = app.store.network_mark().await?;
    let cached = app.reports.lock().names.clone();
    if let Some((known, names)) = cached
        && known == mark
    {
        return Ok((mark, names));
    }
    let checklist = checklist(app)?;
    let stations = app.store.report_stations().await?;
    let units = app.store.report_units().await?;
    let names = Arc::new(build(&checklist.checklist, stations, units)?);
    app.reports.lock().names = Some((mark, names.clone()));
    Ok((mark, names))
}

fn build(
    checklist: &Checklist,
    stations: Vec<StationRow>,
    units: Vec<forecourt_store::entity::org_unit::Model>,
) -> Result<Names> {
    let place = |index: usize| u32::try_from(index).unwrap_or(u32::MAX);
    let unit_place: HashMap<Uuid, u32> =
        units.iter().enumerate().map(|(index, unit)| (unit.id, place(index))).collect();
    let station_place = stations.iter().enumerate().map(|(index, row)| (row.station.id, place(index))).collect();
    let rows = stations.iter().map(|row| Station {
        id: row.station.id,
        code: row.station.code.clone(),
        class: class_of(checklist, row.flags.as_ref()),
        unit: unit_place.get(&row.station.org_unit_id).copied().unwrap_or(u32::MAX),
    });
    let nodes = units.iter().map(|unit| Unit {
        id: unit.id,
        code: unit.code.clone(),
        parent: unit.parent_id.and_then(|parent| unit_place.get(&parent).copied()),
    });
    let network = Network::new(rows.collect(), nodes.collect(), 2).map_err(Problem::internal)?;
    Ok(Names {
        network,
        stations: stations.into_iter().map(|row| Text::new(row.station.name_zh, row.station.name_en)).collect(),
        levels: units.iter().map(|unit| u8::try_from(unit.level).unwrap_or(0)).collect(),
        units: units.into_iter().map(|unit| Text::new(unit.name_zh, unit.name_en)).collect(),
        station_place,
        unit_place,
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

/// Facts of the days from `first` to `last`, both included.
pub async fn facts(app: &App, first: i32, last: i32) -> Result<Arc<Facts>> {
    let (mark, names) = marked_names(app).await?;
    let version = app.store.data_version().await?;
    let key = (mark, first, last);
    {
        let mut cache = app.reports.lock();
        if cache.version != version {
            cache.version = version;
            cache.windows.clear();
        }
        if let Some((_, facts)) = cache.windows.iter().find(|(known, _)| *known == key) {
            return Ok(facts.clone());
        }
    }
    let rounds = app.store.report_rounds().await?;
    let round_number: HashMap<Uuid, u16> =
        rounds.iter().enumerate().filter_map(|(n, round)| Some((round.id, u16::try_from(n).ok()?))).collect();
    let rows = app.store.facts(first, last).await?;
    let facts = Arc::new(convert(&app.checklists, rows, &names, &round_number)?);
    let mut cache = app.reports.lock();
    if cache.version == version {
        if cache.windows.len() >= WINDOWS {
            cache.windows.remove(0);
        }
        cache.windows.push((key, facts.clone()));
    }
    Ok(facts)
}

fn convert(checklists: &Checklists, rows: Vec<FactRow>, names: &Names, rounds: &HashMap<Uuid, u16>) -> Result<Facts> {
    let mut out = Facts::default();
    for row in rows {
        let Some(station) = names.station_place.get(&row.station_id).copied() else { continue };
        let touchpoints: Vec<Option<u16>> =
            unpack_touchpoints(row.touchpoints.as_deref().unwrap_or_default()).into_iter().map(share).collect();
        let version = u32::try_from(row.checklist_version).unwrap_or(0);
        let checklist = checklists.get(&row.checklist_id, version).map(|published| &published.checklist);
        let (na_bp, major_zero) = of_outcomes(checklist, row.outcomes.as_deref().unwrap_or_default());
        out.facts.push(AuditFact {
            station,
            visit_day: row.visit_day,
            final_bp: row.final_bp.map_or(0, i16::unsigned_abs),
            round: rounds.get(&row.round_id).copied().unwrap_or(forecourt_reports::NO_ROUND),
            na_bp,
            red_lines: u8::try_from(row.red_lines).unwrap_or(u8::MAX),
            remedial: false,
            night: row.night,
            major_zero,
            touchpoints: TouchScores::new(&touchpoints).map_err(Problem::internal)?,
        });
        out.outcomes.push((version, row.outcomes.unwrap_or_default()));
    }
    Ok(out)
}

/// Share of the points that were N/A, and whether a major item earned nothing, out of the packed outcomes.
fn of_outcomes(checklist: Option<&Checklist>, packed: &[u8]) -> (u16, bool) {
    let Some(checklist) = checklist else { return (0, false) };
    let Ok(outcomes) = forecourt_reports::unpack(packed, checklist.items.len()) else { return (0, false) };
    let (mut na, mut all, mut major_zero) = (0_u32, 0_u32, false);
    for (item, outcome) in checklist.items.iter().zip(outcomes) {
        all += item.points;
        match outcome {
            Outcome::NotApplicable | Outcome::NotApplicableGranted => na += item.points,
            Outcome::Missed | Outcome::Implied => major_zero |= item.severity == Severity::Major,
            _ => {}
        }
    }
    let share = (20_000 * u64::from(na) + u64::from(all)).checked_div(2 * u64::from(all)).unwrap_or(0);
    (u16::try_from(share).unwrap_or(u16::MAX), major_zero)
}

/// s_t of §3.2: earned of answered points, rounded half up; none when nothing was answered.
fn share((earned, answered): (u16, u16)) -> Option<u16> {
    let (earned, answered) = (u32::from(earned), u32::from(answered));
    (answered > 0).then(|| u16::try_from((20_000 * earned + answered) / (2 * answered)).unwrap_or(u16::MAX))
}
