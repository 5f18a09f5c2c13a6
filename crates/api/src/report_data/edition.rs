//! Closed editions: everything a ranking needs, as it was (decision 18).

use std::{collections::BTreeMap, sync::Arc};

use forecourt_core::{score::RULE_VERSION, text::Text};
use forecourt_reports::{AuditFact, FACT_BYTES, FalseEvidence, Period, Station, Unit};
use forecourt_store::facts::EditionRow;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::{Basis, Month, Names, names::Rows};
use crate::{
    problem::{Problem, Result},
    state::App,
};

/// The first part of a stored edition: a length of four bytes, little-endian, then this as JSON; behind it the audits,
/// [`FACT_BYTES`] each, stations by their place in here. All of it is compressed.
#[derive(Debug, Serialize, Deserialize)]
struct Head {
    format: u32,
    checklist: (String, u32),
    rule_version: u32,
    stations: Vec<StationHead>,
    units: Vec<UnitHead>,
    overdue: Vec<u32>,
    /// Station, findings, last day without stars; the first editions were made before anybody looked at it.
    #[serde(default)]
    false_evidence: Vec<(u32, u32, Option<i32>)>,
}

/// 2 since false evidence is kept: a program that does not know of it must not read such an edition.
const FORMAT: u32 = 2;

#[derive(Debug, Serialize, Deserialize)]
struct StationHead {
    id: Uuid,
    code: String,
    name: (String, String),
    class: u8,
    unit: u32,
}

#[derive(Debug, Serialize, Deserialize)]
struct UnitHead {
    id: Uuid,
    code: String,
    name: (String, String),
    parent: Option<u32>,
}

fn pair(name: Option<&Text>) -> (String, String) {
    name.map(|text| (text.zh.to_string(), text.en.to_string())).unwrap_or_default()
}

/// The stored form of what is live now, cut to the days of a period. Heavy for a year: call it off the runtime's threads.
pub fn pack(basis: &Basis, period: Period) -> Result<(Vec<u8>, usize)> {
    let names = &basis.names;
    let stations = names.network.stations().iter().zip(&names.stations).map(|(station, name)| StationHead {
        id: station.id,
        code: station.code.clone(),
        name: pair(Some(name)),
        class: station.class,
        unit: station.unit,
    });
    let units = names.network.units().iter().enumerate().map(|(place, unit)| UnitHead {
        id: unit.id,
        code: unit.code.clone(),
        name: pair(names.units.get(place)),
        parent: unit.parent,
    });
    let rules = &basis.rules.checklist;
    let kept = basis.false_evidence.iter().map(|one| (one.station, one.findings, one.no_stars_until));
    let head = Head {
        format: FORMAT,
        checklist: (rules.id.clone(), rules.version),
        rule_version: RULE_VERSION,
        stations: stations.collect(),
        units: units.collect(),
        overdue: basis.overdue.to_vec(),
        false_evidence: kept.collect(),
    };
    let head = serde_json::to_vec(&head).map_err(Problem::internal)?;
    let mut bytes = u32::try_from(head.len()).map_err(Problem::internal)?.to_le_bytes().to_vec();
    bytes.extend_from_slice(&head);
    let mut count = 0;
    for month in basis.facts() {
        for fact in forecourt_reports::in_days(month, period.first_day(), period.last_day()) {
            bytes.extend_from_slice(&fact.to_bytes());
            count += 1;
        }
    }
    Ok((forecourt_store::pack(&bytes)?, count))
}

/// An edition with its inputs, read once and kept.
pub async fn load(app: &App, row: EditionRow) -> Result<Arc<Basis>> {
    if let Some(known) = app.reports.lock().edition(&row.period, row.edition) {
        return Ok(known);
    }
    let _alone = app.reports.loading.lock().await;
    if let Some(known) = app.reports.lock().edition(&row.period, row.edition) {
        return Ok(known);
    }
    let packed = app.store.edition_inputs(&row.period, row.edition).await?.ok_or_else(Problem::not_found)?;
    let (again, kept) = (app.clone(), row.clone());
    let reading = tokio::task::spawn_blocking(move || unpack(&again, &packed, kept));
    let basis = Arc::new(reading.await.map_err(Problem::internal)??);
    app.reports.lock().keep_edition(&row.period, row.edition, basis.clone());
    Ok(basis)
}

fn unpack(app: &App, packed: &[u8], row: EditionRow) -> Result<Basis> {
    let broken = || Problem::internal(format!("edition {} of {} cannot be read", row.edition, row.period));
    let bytes = forecourt_store::unpack(packed)?;
    let (length, rest) = bytes.split_first_chunk::<4>().ok_or_else(broken)?;
    let (head, facts) = rest.split_at_checked(u32::from_le_bytes(*length) as usize).ok_or_else(broken)?;
    let head: Head = serde_json::from_slice(head).map_err(Problem::internal)?;
    let (rows, rest) = facts.as_chunks::<FACT_BYTES>();
    // The rules of a score are those it was made by: an edition of a later program must not be read by this one.
    if !(1..=FORMAT).contains(&head.format) || head.rule_version > RULE_VERSION || !rest.is_empty() {
        return Err(broken());
    }
    let facts: std::result::Result<Vec<AuditFact>, _> = rows.iter().map(AuditFact::from_bytes).collect();
    let rules = app.checklists.get(&head.checklist.0, head.checklist.1).ok_or_else(broken)?;
    let (stations, station_names) = head
        .stations
        .into_iter()
        .map(|station| {
            let name = Text::new(station.name.0, station.name.1);
            (Station { id: station.id, code: station.code, class: station.class, unit: station.unit }, name)
        })
        .unzip();
    let (units, unit_names) = head
        .units
        .into_iter()
        .map(|unit| {
            let name = Text::new(unit.name.0, unit.name.1);
            (Unit { id: unit.id, code: unit.code, parent: unit.parent }, name)
        })
        .unzip();
    let false_evidence = head.false_evidence.into_iter();
    let false_evidence =
        false_evidence.map(|(station, findings, no_stars_until)| FalseEvidence { station, findings, no_stars_until });
    Ok(Basis {
        names: Arc::new(Names::new(Rows { stations, station_names, units, unit_names })?),
        months: vec![Arc::new(Month::of(facts.map_err(Problem::internal)?))],
        rules,
        overdue: Arc::new(head.overdue),
        false_evidence: Arc::new(false_evidence.collect()),
        edition: Some(row),
        versions: BTreeMap::new(),
    })
}
