//! Whom org units name (decision 32), and who is told in the place of an empty level.

use std::collections::{BTreeSet, HashMap};

use forecourt_core::{
    order::{Contact, Level, Recipient},
    states::Role,
};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect, QueryTrait,
    prelude::{Json, Uuid},
    sea_query::SelectStatement,
};
use serde_json::json;

use crate::{
    Result, Tx,
    entity::{org_contact, org_unit, person, person_role},
    org,
};

/// The people of a level and what they are told as.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Told {
    /// Whom the ladder names.
    pub wanted: Recipient,
    /// The level that was told; `None` when nobody above has the contact either.
    pub level: Option<Level>,
    /// Its unit; `None` for the station itself.
    pub org_unit_id: Option<Uuid>,
    /// The people.
    pub people: Vec<Uuid>,
    /// Empty levels that were passed over.
    pub passed: Vec<Level>,
}

impl Told {
    /// As it is stored.
    pub fn to_json(&self) -> Json {
        let passed: Vec<&str> = self.passed.iter().map(|level| level.as_str()).collect();
        json!({
            "wanted": self.wanted.level.as_str(), "contact": self.wanted.contact.as_str(),
            "level": self.level.map(Level::as_str), "org_unit_id": self.org_unit_id, "people": self.people, "passed": passed,
        })
    }
}

/// Contacts of everything above some stations, loaded once.
#[derive(Clone, Debug, Default)]
pub struct Directory {
    /// The units above each station.
    above: HashMap<Uuid, Vec<(Level, Uuid)>>,
    contacts: HashMap<(Uuid, Contact), Vec<Uuid>>,
    managers: HashMap<Uuid, Vec<Uuid>>,
}

impl Directory {
    /// Loads what may be told about these stations.
    pub async fn load<C: ConnectionTrait>(db: &C, stations: &[Uuid]) -> Result<Self> {
        let mut directory = Self::default();
        let units = org::units_of_stations(db, stations).await?;
        let own: BTreeSet<Uuid> = units.values().copied().collect();
        let chains = org::chains(db, &own.into_iter().collect::<Vec<_>>()).await?;
        let all: BTreeSet<Uuid> = chains.values().flatten().copied().collect();
        let all: Vec<Uuid> = all.into_iter().collect();
        let levels = levels(db, &all).await?;
        for (station, unit) in units {
            let chain = chains.get(&unit).into_iter().flatten();
            let above = chain.filter_map(|unit| Some((*levels.get(unit)?, *unit))).collect();
            directory.above.insert(station, above);
        }
        for row in of_units(db, &all).await? {
            if let Some(contact) = Contact::parse(&row.contact) {
                directory.contacts.entry((row.org_unit_id, contact)).or_default().push(row.person_id);
            }
        }
        for (station, person) in managers(db, stations).await? {
            directory.managers.entry(station).or_default().push(person);
        }
        Ok(directory)
    }

    /// Who is told about a station, from the wanted level up.
    pub fn find(&self, station: Uuid, wanted: Recipient) -> Told {
        self.find_from(station, wanted, wanted.level, None)
    }

    /// The same from a level above the wanted one on, and never this person: who handed something in does not judge it.
    pub fn find_from(&self, station: Uuid, wanted: Recipient, first: Level, but: Option<Uuid>) -> Told {
        let mut passed = Vec::new();
        for level in wanted.levels().filter(|level| *level >= first) {
            let (unit, mut people) = self.at(station, level, wanted.contact);
            people.retain(|person| Some(*person) != but);
            if !people.is_empty() {
                return Told { wanted, level: Some(level), org_unit_id: unit, people, passed };
            }
            passed.push(level);
        }
        Told { wanted, level: None, org_unit_id: None, people: Vec::new(), passed }
    }

    /// Everybody who may be called about a station, from below, each once.
    pub fn everybody(&self, station: Uuid) -> Vec<(Level, Contact, Uuid)> {
        let mut found: Vec<(Level, Contact, Uuid)> = Vec::new();
        for level in Level::ALL {
            for contact in Contact::ALL {
                for person in self.at(station, *level, *contact).1 {
                    if found.iter().all(|(.., known)| *known != person) {
                        found.push((*level, *contact, person));
                    }
                }
            }
        }
        found
    }

    /// The people of one level. A station's are those who hold its role.
    fn at(&self, station: Uuid, level: Level, contact: Contact) -> (Option<Uuid>, Vec<Uuid>) {
        if level == Level::Station {
            return (None, self.managers.get(&station).cloned().unwrap_or_default());
        }
        let units = self.above.get(&station).into_iter().flatten().filter(|(at, _)| *at == level);
        for (_, unit) in units {
            if let Some(people) = self.contacts.get(&(*unit, contact)) {
                return (Some(*unit), people.clone());
            }
        }
        (None, Vec::new())
    }
}

/// The level of an org unit's number.
fn level_of(number: i16) -> Option<Level> {
    match number {
        0 => Some(Level::Headquarters),
        1 => Some(Level::Province),
        2 => Some(Level::City),
        3 => Some(Level::District),
        _ => None,
    }
}

async fn levels<C: ConnectionTrait>(db: &C, units: &[Uuid]) -> Result<HashMap<Uuid, Level>> {
    let mut levels = HashMap::new();
    for some in units.chunks(org::CHUNK) {
        let rows: Vec<(Uuid, i16)> = org_unit::Entity::find()
            .select_only()
            .columns([org_unit::Column::Id, org_unit::Column::Level])
            .filter(org_unit::Column::Id.is_in(some.iter().copied()))
            .into_tuple()
            .all(db)
            .await?;
        levels.extend(rows.into_iter().filter_map(|(unit, number)| Some((unit, level_of(number)?))));
    }
    Ok(levels)
}

/// Contacts of units who are still there and still have an office, in a fixed order.
pub async fn of_units<C: ConnectionTrait>(db: &C, units: &[Uuid]) -> Result<Vec<org_contact::Model>> {
    use org_contact::Column as C;
    let mut found = Vec::new();
    for some in units.chunks(org::CHUNK) {
        let rows = org_contact::Entity::find()
            .filter(C::OrgUnitId.is_in(some.iter().copied()))
            .filter(C::PersonId.in_subquery(active()))
            .filter(C::PersonId.in_subquery(with_role(&OFFICES)))
            .filter(C::PersonId.not_in_subquery(with_role(&OUTSIDE)))
            .order_by_asc(C::OrgUnitId)
            .order_by_asc(C::Contact)
            .order_by_asc(C::PersonId)
            .all(db)
            .await?;
        found.extend(rows);
    }
    Ok(found)
}

/// Whether somebody is a contact of any unit.
pub async fn is_named<C: ConnectionTrait>(db: &C, person: Uuid) -> Result<bool> {
    use org_contact::Column as C;
    let found = org_contact::Entity::find()
        .filter(C::PersonId.eq(person))
        .filter(C::PersonId.in_subquery(with_role(&OFFICES)))
        .filter(C::PersonId.not_in_subquery(with_role(&OUTSIDE)))
        .limit(1)
        .one(db)
        .await?;
    Ok(found.is_some())
}

async fn managers<C: ConnectionTrait>(db: &C, stations: &[Uuid]) -> Result<Vec<(Uuid, Uuid)>> {
    use person_role::Column as R;
    let mut found = BTreeSet::new();
    for some in stations.chunks(org::CHUNK) {
        let rows: Vec<(Option<Uuid>, Uuid)> = person_role::Entity::find()
            .select_only()
            .columns([R::StationId, R::PersonId])
            .filter(R::StationId.is_in(some.iter().copied()))
            .filter(R::Role.eq(Role::Station.as_str()))
            .filter(R::PersonId.in_subquery(active()))
            .into_tuple()
            .all(db)
            .await?;
        found.extend(rows.into_iter().filter_map(|(station, person)| Some((station?, person))));
    }
    Ok(found.into_iter().collect())
}

/// People who are not deactivated, as a subquery.
pub(crate) fn active() -> SelectStatement {
    person::Entity::find()
        .select_only()
        .column(person::Column::Id)
        .filter(person::Column::DeactivatedAt.is_null())
        .into_query()
}

/// Whoever holds a role that reaches a station: a panel that decides, head office.
pub(crate) async fn holders(tx: &Tx, station: Uuid, role: Role) -> Result<Told> {
    use person_role::Column as R;
    let unit = org::units_of_stations(&**tx, &[station]).await?.get(&station).copied();
    let above = org::chains(&**tx, &unit.into_iter().collect::<Vec<_>>()).await?.into_values().flatten();
    let everywhere = Condition::all().add(R::OrgUnitId.is_null()).add(R::StationId.is_null());
    let here = Condition::any().add(everywhere).add(R::StationId.eq(station)).add(R::OrgUnitId.is_in(above));
    let people: Vec<Uuid> = person_role::Entity::find()
        .select_only()
        .column(R::PersonId)
        .distinct()
        .filter(R::Role.eq(role.as_str()))
        .filter(here)
        .filter(R::PersonId.in_subquery(active()))
        .into_tuple()
        .all(&**tx)
        .await?;
    let wanted = Recipient { level: Level::Headquarters, contact: Contact::Head };
    Ok(Told { wanted, level: None, org_unit_id: None, people, passed: Vec::new() })
}

/// Roles of whoever may be a contact: one of these.
const OFFICES: [Role; 4] = [Role::Station, Role::Region, Role::Hq, Role::Admin];
/// And none of these: they stand on the other side of the wall (decision 32).
const OUTSIDE: [Role; 2] = [Role::Shopper, Role::Reviewer];

/// People who hold one of these roles, as a subquery.
fn with_role(roles: &[Role]) -> SelectStatement {
    person_role::Entity::find()
        .select_only()
        .column(person_role::Column::PersonId)
        .filter(person_role::Column::Role.is_in(roles.iter().map(|role| role.as_str())))
        .into_query()
}

/// Who of these people may be a contact: still there, with an office of a station or above it, and no shopper.
pub async fn eligible<C: ConnectionTrait>(db: &C, people: &[Uuid]) -> Result<BTreeSet<Uuid>> {
    use person_role::Column as R;
    let rows: Vec<(Uuid, String)> = person_role::Entity::find()
        .select_only()
        .columns([R::PersonId, R::Role])
        .filter(R::PersonId.is_in(people.iter().copied()))
        .filter(R::PersonId.in_subquery(active()))
        .into_tuple()
        .all(db)
        .await?;
    let has = |person: &Uuid, roles: &[Role]| {
        rows.iter().any(|(id, role)| id == person && Role::parse(role).is_some_and(|role| roles.contains(&role)))
    };
    Ok(people.iter().copied().filter(|one| has(one, &OFFICES) && !has(one, &OUTSIDE)).collect())
}

/// Replaces the contacts of a unit.
pub async fn replace(tx: &Tx, unit: Uuid, contacts: &[(Contact, Uuid)]) -> Result<()> {
    org_contact::Entity::delete_many().filter(org_contact::Column::OrgUnitId.eq(unit)).exec(&**tx).await?;
    if contacts.is_empty() {
        return Ok(());
    }
    let rows = contacts.iter().map(|(contact, person_id)| {
        let contact = contact.as_str().to_owned();
        org_contact::ActiveModel::from(org_contact::Model { org_unit_id: unit, contact, person_id: *person_id })
    });
    org_contact::Entity::insert_many(rows).exec_without_returning(&**tx).await?;
    Ok(())
}

/// Whether a person stands under another one about a station (decisions.md, "Orders"): his highest office that reaches it
/// lies below the other's. Somebody who has no office there any more stands above nobody.
pub async fn is_beneath<C: ConnectionTrait>(db: &C, station: Uuid, person: Uuid, other: Uuid) -> Result<bool> {
    let (own, theirs) = (standing(db, station, person).await?, standing(db, station, other).await?);
    Ok(matches!((own, theirs), (Some(own), Some(theirs)) if own < theirs))
}

/// Whether a person may decide what another one asked for: one level above (§5.4). Nobody stands above headquarters; there
/// another one of the same standing decides.
pub async fn is_above<C: ConnectionTrait>(db: &C, station: Uuid, person: Uuid, other: Uuid) -> Result<bool> {
    let (own, theirs) = (standing(db, station, person).await?, standing(db, station, other).await?);
    Ok(match (own, theirs) {
        (Some(own), Some(theirs)) => own > theirs || own == theirs && own.1 == Level::Headquarters,
        _ => true,
    })
}

/// The highest level of a person's offices that reach a station; the whole network is above every level.
pub(super) async fn standing<C: ConnectionTrait>(db: &C, station: Uuid, person: Uuid) -> Result<Option<(bool, Level)>> {
    use person_role::Column as R;
    let roles = [Role::Station.as_str(), Role::Region.as_str(), Role::Hq.as_str()];
    let grants =
        person_role::Entity::find().filter(R::PersonId.eq(person)).filter(R::Role.is_in(roles)).all(db).await?;
    let unit = org::units_of_stations(db, &[station]).await?.remove(&station);
    let chain = match unit {
        Some(unit) => org::chains(db, &[unit]).await?.remove(&unit).unwrap_or_default(),
        None => Vec::new(),
    };
    let levels = levels(db, &chain).await?;
    let reach = grants.iter().filter_map(|grant| match (grant.org_unit_id, grant.station_id) {
        (_, Some(named)) => (named == station).then_some((false, Level::Station)),
        (Some(unit), None) => levels.get(&unit).map(|level| (false, *level)),
        (None, None) => Some((true, Level::Headquarters)),
    });
    Ok(reach.max())
}
