//! The business calendar of this installation: the years that are built into the binary, and those that were imported
//! (decision 28). Each instance keeps it in memory and looks now and then whether there is more.

use std::sync::{Arc, PoisonError, RwLock};

use forecourt_core::{
    calendar::{self, Calendar, CalendarYear},
    order::{Contact, Level, Recipient},
    states::Role,
};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect, prelude::Uuid,
    sea_query::OnConflict,
};
use serde_json::json;

use crate::{
    Result, Store, Tx,
    entity::{calendar_past, calendar_year, person_role},
    meta,
    orders::{
        contacts::{self, Told},
        outbox::{self, Telling, kind},
    },
};

/// Days before the first one of a year without data on which people are warned, once each.
const WARNED_AT: [i64; 5] = [calendar::MISSING_WARNED_DAYS, 30, 14, 7, 1];

/// From so long after its import on data holds: by then every instance has read it, and all count alike.
const KNOWN_AFTER_MS: i64 = 60_000;

/// Years, hashes and instants of import of what is in memory.
type Known = Vec<(i32, Vec<u8>, i64)>;

/// The calendar in memory.
#[derive(Debug)]
pub(crate) struct Calendars(RwLock<(Known, Arc<Calendar>)>);

impl Default for Calendars {
    fn default() -> Self {
        Self(RwLock::new((Known::new(), Arc::new(calendar::builtin().clone()))))
    }
}

impl Calendars {
    pub(crate) fn now(&self) -> Arc<Calendar> {
        Arc::clone(&self.0.read().unwrap_or_else(PoisonError::into_inner).1)
    }
}

/// What became of an import.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Imported {
    /// The year had no data.
    New,
    /// The very file is there already.
    Same,
    /// It took the place of another file.
    Replaced,
    /// Another one is there, and it was not to be replaced.
    Differs,
}

impl Store {
    /// The business calendar as this instance knows it.
    pub fn calendar(&self) -> Arc<Calendar> {
        self.calendars.now()
    }

    /// Reads what was imported since; cheap when there is nothing. A file that this binary does not understand was
    /// imported by a newer one: its year stays without data here.
    pub async fn refresh_calendar(&self) -> Result<()> {
        use calendar_year::Column as C;
        let stored: Known = calendar_year::Entity::find()
            .select_only()
            .columns([C::Year, C::ContentSha256, C::ImportedAt])
            .order_by_asc(C::Year)
            .into_tuple()
            .all(self.read())
            .await?;
        if self.calendars.0.read().unwrap_or_else(PoisonError::into_inner).0 == stored {
            return Ok(());
        }
        let mut versions: Vec<(Option<i64>, CalendarYear)> =
            calendar::builtin().years().map(|year| (None, year.clone())).collect();
        // In this order: what is replaced meanwhile is there twice, and never missing.
        let current = self.imported_calendars().await?.into_iter().map(|row| (row.year, row.imported_at, row.source));
        let past = calendar_past::Entity::find().all(self.read()).await?;
        let past = past.into_iter().map(|row| (row.year, row.imported_at, row.source));
        for (year, imported_at, source) in past.chain(current) {
            match CalendarYear::parse(&source) {
                Ok(year) => versions.push((Some(imported_at.saturating_add(KNOWN_AFTER_MS)), year)),
                Err(faults) => tracing::error!(year, ?faults, "an imported calendar is not understood"),
            }
        }
        let all = Calendar::of_versions(versions);
        *self.calendars.0.write().unwrap_or_else(PoisonError::into_inner) = (stored, Arc::new(all));
        Ok(())
    }

    /// Every imported year, ascending.
    pub async fn imported_calendars(&self) -> Result<Vec<calendar_year::Model>> {
        Ok(calendar_year::Entity::find().order_by_asc(calendar_year::Column::Year).all(self.read()).await?)
    }

    /// Warns head office and administrators of the whole network of a year without data, each time once however many
    /// instances are at it; answers the year that is missing on this day.
    pub async fn warn_of_missing_year(&self, day: time::Date, now_ms: i64) -> Result<Option<i32>> {
        let Some(year) = self.calendar().missing_soon(day) else { return Ok(None) };
        let first = time::Date::from_calendar_date(year, time::Month::January, 1);
        let left = first.map_or(0, |first| (first - day).whole_days().max(0));
        let times = u64::try_from(WARNED_AT.iter().filter(|at| left <= **at).count()).unwrap_or(0);
        let key = format!("calendar_warned:{year}");
        let keys = [key.clone()].into();
        if self.counters(&keys).await?.get(&key).is_some_and(|warned| *warned >= times) {
            return Ok(Some(year));
        }
        let tx = self.begin("warn_of_missing_year").await?;
        if meta::hold(&*tx, &keys).await?.get(&key).is_some_and(|warned| *warned >= times) {
            return Ok(Some(year));
        }
        meta::set(&*tx, &key, &times.to_string()).await?;
        outbox::put(&tx, vec![missing(&tx, year, now_ms).await?]).await?;
        tx.commit().await?;
        Ok(Some(year))
    }
}

/// What is told of a year without data.
async fn missing(tx: &Tx, year: i32, now_ms: i64) -> Result<Telling> {
    let people: Vec<Uuid> = person_role::Entity::find()
        .select_only()
        .column(person_role::Column::PersonId)
        .distinct()
        .filter(person_role::Column::PersonId.in_subquery(contacts::active()))
        .filter(person_role::Column::Role.is_in([Role::Hq.as_str(), Role::Admin.as_str()]))
        .filter(person_role::Column::OrgUnitId.is_null())
        .filter(person_role::Column::StationId.is_null())
        .into_tuple()
        .all(&**tx)
        .await?;
    let told = Told {
        wanted: Recipient { level: Level::Headquarters, contact: Contact::Head },
        level: Some(Level::Headquarters),
        org_unit_id: None,
        people,
        passed: Vec::new(),
    };
    Ok(Telling {
        kind: kind::CALENDAR_MISSING,
        at: now_ms,
        recorded_at: now_ms,
        late: false,
        station_id: None,
        subject_id: None,
        told: vec![told],
        payload: json!({"year": year}),
    })
}

/// Writes the file of a year.
pub async fn import(tx: &Tx, mut row: calendar_year::Model, replace: bool) -> Result<Imported> {
    use calendar_year::Column as C;
    let known = calendar_year::Entity::find_by_id(row.year).one(&**tx).await?;
    let outcome = match known {
        Some(known) if known.content_sha256 == row.content_sha256 => return Ok(Imported::Same),
        Some(_) if !replace => return Ok(Imported::Differs),
        Some(known) => {
            // Also from a machine whose clock is behind: what comes later holds.
            row.imported_at = row.imported_at.max(known.imported_at.saturating_add(1));
            keep(tx, known).await?;
            Imported::Replaced
        }
        None => Imported::New,
    };
    calendar_year::Entity::insert(calendar_year::ActiveModel {
        year: Set(row.year),
        source: Set(row.source),
        content_sha256: Set(row.content_sha256),
        imported_at: Set(row.imported_at),
    })
    .on_conflict(OnConflict::column(C::Year).update_columns([C::Source, C::ContentSha256, C::ImportedAt]).to_owned())
    .exec_without_returning(&**tx)
    .await?;
    Ok(outcome)
}

/// Keeps what is replaced: what was told by it stays.
async fn keep(tx: &Tx, old: calendar_year::Model) -> Result<()> {
    let row = calendar_past::Model { year: old.year, imported_at: old.imported_at, source: old.source };
    calendar_past::Entity::insert(calendar_past::ActiveModel::from(row)).exec_without_returning(&**tx).await?;
    Ok(())
}
