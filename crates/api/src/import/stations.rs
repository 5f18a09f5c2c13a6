//! Import of stations: found again by code, with the flags of their profile.

use std::collections::{BTreeMap, HashMap};

use forecourt_core::{
    checklist::{FlagDef, FlagKind},
    violation::Code,
};
use forecourt_store::{
    Tx,
    access::Scope,
    entity::{org_unit, station, station_profile},
    org, stations,
    stations::NewestProfile,
};
use serde_json::{Map, Value};
use uuid::Uuid;

use super::{
    Faults, ImportReport, cells,
    file::File,
    table::{Line, Table},
};
use crate::{
    fields,
    problem::{Kind, Problem, Result},
    routes::stations::DEFAULT_TZ,
};

const NEEDED: &[&str] = &["code", "org_unit", "name_zh"];
const COLUMNS: &[&str] =
    &["code", "org_unit", "name_zh", "name_en", "city_zh", "city_en", "address", "lat", "lon", "tz"];

/// Who imports, and when.
#[derive(Clone, Debug)]
pub struct By {
    /// Where he may change stations.
    pub scope: Scope,
    /// The person.
    pub person: Uuid,
    /// Business time.
    pub now_ms: i64,
}

/// What the file is compared with.
struct Known<'a> {
    by: &'a By,
    flags: &'a BTreeMap<String, FlagDef>,
    units: HashMap<String, org_unit::Model>,
    parents: HashMap<Uuid, Option<Uuid>>,
    stations: HashMap<String, station::Model>,
    profiles: HashMap<Uuid, NewestProfile>,
}

/// What is to be written.
#[derive(Default)]
struct Work {
    new: Vec<station::Model>,
    changed: Vec<station::Model>,
    profiles: Vec<station_profile::Model>,
    unchanged: u64,
    touched: Vec<Uuid>,
}

/// Checks the file and, unless it is a dry run, writes it.
///
/// # Errors
/// 422 with every fault of the file on a real run.
pub async fn run(
    tx: &Tx,
    by: &By,
    flags: &BTreeMap<String, FlagDef>,
    file: &File,
    dry_run: bool,
) -> Result<ImportReport> {
    let mut faults = Faults::default();
    let known_column = |name: &str| COLUMNS.contains(&name) || flags.contains_key(name);
    let table = Table::read(&file.content, NEEDED, known_column, &mut faults);
    let lines = table.by_key("code", &mut faults);
    let codes: Vec<String> = lines.iter().map(|(code, _)| (*code).to_owned()).collect();
    let known = Known::load(tx, by, flags, &codes).await?;
    let mut work = Work::default();
    for (code, line) in lines {
        known.take(code, line, &mut work, &mut faults);
    }
    if !faults.is_empty() && !dry_run {
        return Err(faults.into_problem(&table));
    }
    let (errors, more_errors) = faults.into_list(&table);
    let report = ImportReport {
        dry_run,
        encoding: file.encoding.into(),
        rows: table.len(),
        created: work.new.len() as u64,
        updated: work.touched.len() as u64,
        unchanged: work.unchanged,
        errors,
        more_errors,
    };
    if !dry_run {
        write(tx, work, by.now_ms).await?;
    }
    Ok(report)
}

async fn write(tx: &Tx, work: Work, now_ms: i64) -> Result<()> {
    stations::insert(&**tx, work.new).await?;
    stations::insert_profiles(&**tx, work.profiles).await?;
    if !stations::update_all(&**tx, &work.changed, now_ms).await? {
        return Err(Problem::new(Kind::StaleVersion));
    }
    stations::tell_holders(&**tx, &work.touched, now_ms).await?;
    Ok(())
}

impl<'a> Known<'a> {
    async fn load(tx: &Tx, by: &'a By, flags: &'a BTreeMap<String, FlagDef>, codes: &[String]) -> Result<Self> {
        let units = org::all(&**tx).await?;
        let stations = stations::by_codes(&**tx, codes).await?;
        let ids: Vec<Uuid> = stations.values().map(|row| row.id).collect();
        Ok(Self {
            by,
            flags,
            parents: units.iter().map(|unit| (unit.id, unit.parent_id)).collect(),
            units: units.into_iter().map(|unit| (unit.code.clone(), unit)).collect(),
            profiles: stations::newest_profiles(&**tx, &ids, by.now_ms).await?,
            stations,
        })
    }

    fn covers_unit(&self, unit: Uuid) -> bool {
        let scope = &self.by.scope;
        let mut next = Some(unit);
        while let Some(id) = next {
            if scope.is_everything() || scope.units().contains(&id) {
                return true;
            }
            next = self.parents.get(&id).copied().flatten();
        }
        false
    }

    fn take(&self, code: &str, line: Line<'_>, work: &mut Work, faults: &mut Faults) {
        let old = self.stations.get(code);
        if !fields::is_code(code) {
            faults.push(line.number(), "code", Code::BadValue);
        }
        if old.is_some_and(|old| !self.covers_unit(old.org_unit_id) && !self.by.scope.stations().contains(&old.id)) {
            faults.tell(
                line.number(),
                "code",
                Code::BadValue,
                "此编号属于您范围之外的加油站",
                "This code belongs to a station outside of your scope",
            );
        }
        let row = self.row(code, old, line, faults);
        let flags = self.flags(old, line, faults);
        let (Some(row), Some(flags)) = (row, flags) else { return };
        let newest = self.profiles.get(&row.id).map(|found| &found.newest);
        let new_profile = newest.is_none_or(|newest| newest.flags.as_object() != Some(&flags));
        if new_profile {
            work.profiles.push(station_profile::Model {
                station_id: row.id,
                revision: newest.map_or(0, |row| row.revision) + 1,
                in_force_from: newest.map_or(self.by.now_ms, |row| row.in_force_from.max(self.by.now_ms)),
                flags: Value::Object(flags),
                created_by: Some(self.by.person),
                created_at: self.by.now_ms,
            });
        }
        match old {
            None => work.new.push(row),
            Some(old) if *old != row || new_profile => {
                work.touched.push(row.id);
                if *old != row {
                    work.changed.push(row);
                }
            }
            Some(_) => work.unchanged += 1,
        }
    }

    /// The station as the file wants it; absent columns stay as they are.
    fn row(
        &self,
        code: &str,
        old: Option<&station::Model>,
        line: Line<'_>,
        faults: &mut Faults,
    ) -> Option<station::Model> {
        let unit = line.required("org_unit", faults).and_then(|code| {
            let unit = self.units.get(code).map(|unit| unit.id).filter(|id| self.covers_unit(*id));
            if unit.is_none() {
                faults.tell(line.number(), "org_unit", Code::BadValue, "没有此机构", "There is no such org unit");
            }
            unit
        });
        let name_zh = cells::required(line, "name_zh", fields::NAME_CHARS, faults);
        let name_en = cells::text(line, "name_en", fields::NAME_CHARS, faults);
        let city_zh = cells::text(line, "city_zh", fields::NAME_CHARS, faults);
        let city_en = cells::text(line, "city_en", fields::NAME_CHARS, faults);
        let address = cells::text(line, "address", fields::LINE_CHARS, faults);
        let lat = cells::degrees(line, "lat", 90, faults);
        let lon = cells::degrees(line, "lon", 180, faults);
        let tz = line.get("tz").filter(|tz| !tz.is_empty());
        if tz.is_some_and(|tz| fields::tz(tz).is_err()) {
            faults.push(line.number(), "tz", Code::BadValue);
        }
        let (unit, name_zh, name_en, lat, lon) = (unit?, name_zh?, name_en?, lat?, lon?);
        let (city_zh, city_en, address) = (city_zh?, city_en?, address?);
        if lat.is_some() != lon.is_some() {
            faults.push(line.number(), if lat.is_none() { "lat" } else { "lon" }, Code::Missing);
        }
        let has = |column: &str| line.get(column).is_some();
        let mut row = old.cloned().unwrap_or_else(|| empty(code, self.by.now_ms));
        row.org_unit_id = unit;
        if has("name_en") || old.is_none() {
            row.name_en = if name_en.is_empty() { name_zh.clone() } else { name_en };
        }
        row.name_zh = name_zh;
        if has("city_en") || old.is_none() {
            row.city_en = if city_en.is_empty() { city_zh.clone() } else { city_en };
        }
        if has("city_zh") {
            row.city_zh = city_zh;
        }
        if has("address") {
            row.address = address;
        }
        if has("lat") || has("lon") {
            (row.lat_e7, row.lon_e7) = (lat, lon);
        }
        if let Some(tz) = tz {
            row.tz = tz.to_owned();
        }
        Some(row)
    }

    /// The flags as the file wants them: those of the newest profile, overlaid with the cells that are filled.
    fn flags(&self, old: Option<&station::Model>, line: Line<'_>, faults: &mut Faults) -> Option<Map<String, Value>> {
        let newest = old.and_then(|old| self.profiles.get(&old.id));
        let mut flags = newest.and_then(|found| found.newest.flags.as_object().cloned()).unwrap_or_default();
        let mut fits = true;
        for (id, flag) in self.flags {
            let value = match flag.kind {
                FlagKind::Bool => cells::yes_no(line, id, faults).map(|cell| cell.map(Value::Bool)),
                FlagKind::Int { .. } => whole(flag, line, faults),
            };
            match value {
                Some(Some(value)) => {
                    flags.insert(id.clone(), value);
                }
                Some(None) => {}
                None => fits = false,
            }
        }
        fits.then_some(flags)
    }
}

fn whole(flag: &FlagDef, line: Line<'_>, faults: &mut Faults) -> Option<Option<Value>> {
    let text = line.get(&flag.id).unwrap_or("");
    if text.is_empty() {
        return Some(None);
    }
    let value = text.parse::<i32>().ok().filter(|value| flag.allows(*value));
    if value.is_none() {
        faults.push(line.number(), &flag.id, Code::OutOfRange);
    }
    value.map(|value| Some(value.into()))
}

fn empty(code: &str, now_ms: i64) -> station::Model {
    station::Model {
        id: Uuid::new_v4(),
        code: code.to_owned(),
        org_unit_id: Uuid::nil(),
        name_zh: String::new(),
        name_en: String::new(),
        city_zh: String::new(),
        city_en: String::new(),
        address: String::new(),
        lat_e7: None,
        lon_e7: None,
        tz: DEFAULT_TZ.to_owned(),
        closed_at: None,
        created_at: now_ms,
        updated_at: now_ms,
        version: 1,
    }
}
