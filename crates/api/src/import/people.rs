//! Import of people: found again by sign-in name; the new ones get one-time sign-in codes.

use std::collections::{HashMap, HashSet};

use forecourt_core::{states::Role, violation::Code};
use forecourt_store::{
    Tx,
    access::Grant,
    entity::{org_unit, person, station},
    org,
    people::{self, Sight},
    stations,
    sync::{self, Change, Subject},
};
use uuid::Uuid;

use super::{
    Faults, ImportReport, cells,
    file::File,
    table::{Line, Table},
};
use crate::{
    auth::{granting, granting::Place, token},
    commands::admin::CODE_MS,
    fields,
    problem::{Kind, Problem, Result},
    routes::{
        people::MAX_ROLES,
        sign_in_codes::{PrintedCode, code_row},
    },
    times::rfc3339,
};

const NEEDED: &[&str] = &["username", "display_name", "roles"];
const COLUMNS: &[&str] = &["username", "display_name", "phone", "lang", "roles"];

/// Who imports, and when.
#[derive(Clone, Debug)]
pub struct By {
    /// His own roles.
    pub mine: Vec<Grant>,
    /// The person.
    pub person: Uuid,
    /// Whom he sees.
    pub sight: Sight,
    /// Business time.
    pub now_ms: i64,
    /// Real time, for the codes.
    pub real_ms: i64,
}

/// What the file is compared with.
struct Known<'a> {
    by: &'a By,
    units: HashMap<String, org_unit::Model>,
    parents: HashMap<Uuid, Option<Uuid>>,
    stations: HashMap<String, station::Model>,
    station_units: HashMap<Uuid, Uuid>,
    people: HashMap<String, person::Model>,
    seen: HashSet<Uuid>,
    grants: HashMap<Uuid, Vec<Grant>>,
}

/// What is to be written.
#[derive(Default)]
struct Work {
    new: Vec<(people::NewPerson, Vec<Grant>)>,
    changed: Vec<(person::Model, Option<Vec<Grant>>)>,
    unchanged: u64,
}

/// Checks the file and, unless it is a dry run, writes it and makes the codes of the new people.
///
/// # Errors
/// 422 with every fault of the file on a real run.
pub async fn run(tx: &Tx, by: &By, file: &File, dry_run: bool) -> Result<(ImportReport, Vec<PrintedCode>)> {
    let mut faults = Faults::default();
    let table = Table::read(&file.content, NEEDED, |name| COLUMNS.contains(&name), &mut faults);
    let lines = table.by_key("username", &mut faults);
    let known = Known::load(tx, by, &lines).await?;
    let mut work = Work::default();
    for (username, line) in lines {
        known.take(username, line, &mut work, &mut faults);
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
        updated: work.changed.len() as u64,
        unchanged: work.unchanged,
        errors,
        more_errors,
    };
    let codes = if dry_run { Vec::new() } else { write(tx, by, work).await? };
    Ok((report, codes))
}

async fn write(tx: &Tx, by: &By, work: Work) -> Result<Vec<PrintedCode>> {
    let mut printed = Vec::with_capacity(work.new.len());
    let mut codes = Vec::with_capacity(work.new.len());
    let (mut fresh, mut roles) = (Vec::with_capacity(work.new.len()), Vec::with_capacity(work.new.len()));
    let expires_at = rfc3339(by.real_ms + CODE_MS);
    for (person, grants) in work.new {
        let code = token::fresh_code()?;
        codes.push(code_row(person.id, &code, by.person, by.real_ms));
        printed.push(PrintedCode {
            username: person.username.clone(),
            display_name: person.display_name.clone(),
            code,
            expires_at: expires_at.clone(),
        });
        roles.push((person.id, grants));
        fresh.push(person);
    }
    people::insert_all(&**tx, fresh, by.now_ms).await?;
    people::put_codes(&**tx, codes).await?;
    let (rows, new_roles): (Vec<person::Model>, Vec<_>) =
        work.changed.into_iter().map(|(row, grants)| (row.clone(), grants.map(|grants| (row.id, grants)))).unzip();
    if !people::update_all(&**tx, &rows, by.now_ms).await? {
        return Err(Problem::new(Kind::StaleVersion));
    }
    let new_roles: Vec<(Uuid, Vec<Grant>)> = new_roles.into_iter().flatten().collect();
    let changes: Vec<Change> =
        new_roles.iter().map(|(id, _)| Change::new(*id, Subject::Scope, *id, by.now_ms)).collect();
    roles.extend(new_roles);
    people::set_roles_of(&**tx, &roles).await?;
    sync::record(&**tx, &changes).await?;
    Ok(printed)
}

impl<'a> Known<'a> {
    async fn load(tx: &Tx, by: &'a By, lines: &[(&str, Line<'_>)]) -> Result<Self> {
        let names: Vec<String> = lines.iter().map(|(name, _)| (*name).to_owned()).collect();
        let found = people::by_usernames(&**tx, &names).await?;
        let ids: Vec<Uuid> = found.values().map(|row| row.id).collect();
        let grants = people::grants_of(&**tx, &ids).await?;
        let mut codes: Vec<String> = lines
            .iter()
            .flat_map(|(_, line)| words(line.get("roles").unwrap_or("")))
            .filter_map(|word| word.strip_prefix("station@").map(str::to_owned))
            .collect();
        codes.sort_unstable();
        codes.dedup();
        let stations = stations::by_codes(&**tx, &codes).await?;
        let held: Vec<Uuid> = grants.values().flatten().filter_map(|grant| grant.station_id).collect();
        let mut station_units = org::units_of_stations(&**tx, &held).await?;
        station_units.extend(stations.values().map(|row| (row.id, row.org_unit_id)));
        let units = org::all(&**tx).await?;
        let seen = people::find_all(&**tx, &by.sight, &ids).await?.into_iter().map(|row| row.id).collect();
        Ok(Self {
            by,
            parents: units.iter().map(|unit| (unit.id, unit.parent_id)).collect(),
            units: units.into_iter().map(|unit| (unit.code.clone(), unit)).collect(),
            stations,
            station_units,
            people: found,
            seen,
            grants,
        })
    }

    fn place(&self, grant: &Grant) -> Place {
        let unit = match grant.station_id {
            Some(station) => self.station_units.get(&station).copied(),
            None => grant.org_unit_id,
        };
        let mut chain = Vec::new();
        let mut next = unit;
        while let Some(id) = next {
            chain.push(id);
            next = self.parents.get(&id).copied().flatten();
        }
        Place { chain, station: grant.station_id }
    }

    fn may_give(&self, grant: &Grant) -> bool {
        granting::may_give(&self.by.mine, grant.role, &self.place(grant))
    }

    fn take(&self, username: &str, line: Line<'_>, work: &mut Work, faults: &mut Faults) {
        if !fields::is_username(username) {
            faults.push(line.number(), "username", Code::BadValue);
        }
        let display_name = cells::required(line, "display_name", fields::NAME_CHARS, faults);
        let phone = line.get("phone");
        if phone.is_some_and(|phone| fields::phone(phone).is_err()) {
            faults.push(line.number(), "phone", Code::BadValue);
        }
        let lang = line.get("lang").filter(|lang| !lang.is_empty());
        if lang.is_some_and(|lang| fields::lang(lang).is_err()) {
            faults.push(line.number(), "lang", Code::BadValue);
        }
        let roles = self.roles(line, faults);
        let (Some(display_name), Some(roles)) = (display_name, roles) else { return };
        let phone_of = |old: Option<String>| match phone {
            Some(text) => Some(text.to_owned()).filter(|text| !text.is_empty()),
            None => old,
        };
        let Some(old) = self.people.get(username) else {
            if roles.iter().any(|grant| !self.may_give(grant)) {
                return not_yours(line, faults);
            }
            let person = people::NewPerson {
                id: Uuid::new_v4(),
                username: username.to_owned(),
                display_name,
                phone: phone_of(None),
                lang: lang.unwrap_or("zh").to_owned(),
            };
            work.new.push((person, roles));
            return;
        };
        let mut row = old.clone();
        row.display_name = display_name;
        row.phone = phone_of(row.phone);
        row.lang = lang.map_or(row.lang, str::to_owned);
        self.change(old, row, roles, line, work, faults);
    }

    fn change(
        &self,
        old: &person::Model,
        row: person::Model,
        roles: Vec<Grant>,
        line: Line<'_>,
        work: &mut Work,
        faults: &mut Faults,
    ) {
        let held = self.grants.get(&old.id).map_or(&[][..], Vec::as_slice);
        let places: Vec<(Role, Place)> = held.iter().map(|grant| (grant.role, self.place(grant))).collect();
        if !self.seen.contains(&old.id) || !granting::may_manage(&self.by.mine, &places) {
            let (zh, en) = ("此用户名属于您范围之外的人", "This name belongs to a person outside of your scope");
            faults.tell(line.number(), "username", Code::BadValue, zh, en);
            return;
        }
        if roles.iter().filter(|grant| !held.contains(grant)).any(|grant| !self.may_give(grant)) {
            return not_yours(line, faults);
        }
        let same_roles = roles.len() == held.len() && roles.iter().all(|grant| held.contains(grant));
        if !same_roles && old.id == self.by.person {
            let (zh, en) = ("不能更改自己的角色", "Nobody changes his own roles");
            faults.tell(line.number(), "roles", Code::BadValue, zh, en);
        } else if same_roles && row == *old {
            work.unchanged += 1;
        } else {
            work.changed.push((row, (!same_roles).then_some(roles)));
        }
    }

    fn roles(&self, line: Line<'_>, faults: &mut Faults) -> Option<Vec<Grant>> {
        let text = line.required("roles", faults)?;
        let mut grants = Vec::new();
        for word in words(text) {
            match self.role(word) {
                Some(grant) => grants.push(grant),
                None => {
                    let (zh, en) =
                        (format!("无法识别的角色“{word}”"), format!("“{word}” is no role at a place that exists"));
                    faults.tell(line.number(), "roles", Code::BadValue, &zh, &en);
                    return None;
                }
            }
        }
        if grants.len() > MAX_ROLES {
            faults.push(line.number(), "roles", Code::TooMany);
            return None;
        }
        let wrong = granting::check(&grants, "");
        for fault in &wrong {
            faults.push(line.number(), "roles", fault.code);
        }
        wrong.is_empty().then_some(grants)
    }

    /// `role`, `role@<unit>` or `station@<station>`.
    fn role(&self, word: &str) -> Option<Grant> {
        let (role, place) = word.split_once('@').map_or((word, None), |(role, place)| (role, Some(place)));
        let role = Role::parse(role)?;
        let mut grant = Grant { role, org_unit_id: None, station_id: None };
        match (role, place) {
            (Role::Station, Some(code)) => grant.station_id = Some(self.stations.get(code)?.id),
            (_, Some(code)) => grant.org_unit_id = Some(self.units.get(code)?.id),
            (_, None) => {}
        }
        Some(grant)
    }
}

/// The roles of a cell, each a word.
fn words(cell: &str) -> impl Iterator<Item = &str> {
    cell.split([';', ' ', ';', '、']).filter(|word| !word.is_empty())
}

fn not_yours(line: Line<'_>, faults: &mut Faults) {
    faults.tell(
        line.number(),
        "roles",
        Code::BadValue,
        "您不能授予自己没有的角色或范围",
        "You cannot give a role or a scope that you do not cover yourself",
    );
}

#[cfg(test)]
mod tests {
    use super::words;

    #[test]
    fn roles_are_separated_in_the_ways_people_write() {
        let found: Vec<_> = words("shopper@NJ; planner@NJ-01;hq").collect();
        assert_eq!(found, ["shopper@NJ", "planner@NJ-01", "hq"]);
        assert_eq!(words(" ; ").count(), 0);
    }
}
