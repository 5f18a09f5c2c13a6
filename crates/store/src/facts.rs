//! The narrow rows that reports are made of, and the editions that keep them.

use sea_orm::{
    ActiveValue::Set,
    ColumnTrait, EntityTrait, FromQueryResult, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect,
    prelude::{Json, Uuid},
};

use crate::{
    Result, Store, Tx,
    entity::{assignment, audit, edition, org_unit, round, station, station_profile},
};

/// A published audit as reports need it.
#[derive(Clone, Debug, FromQueryResult)]
pub struct FactRow {
    /// Its station.
    pub station_id: Uuid,
    /// Its round.
    pub round_id: Uuid,
    /// Checklist it was judged by.
    pub checklist_id: String,
    /// Version of that checklist.
    pub checklist_version: i32,
    /// Days since 1970-01-01, Asia/Shanghai.
    pub visit_day: i32,
    /// Final score.
    pub final_bp: Option<i16>,
    /// Failed critical items.
    pub red_lines: i16,
    /// A night visit.
    pub night: bool,
    /// Packed earned and answered points per touchpoint.
    pub touchpoints: Option<Vec<u8>>,
    /// Packed outcome per item.
    pub outcomes: Option<Vec<u8>>,
}

/// A station with the flags of its newest profile.
#[derive(Clone, Debug)]
pub struct StationRow {
    /// The station.
    pub station: station::Model,
    /// `st.*` flags in force.
    pub flags: Option<Json>,
}

impl Store {
    /// Published audits whose visit lies between two days, both included, by day.
    pub async fn facts(&self, first_day: i32, last_day: i32) -> Result<Vec<FactRow>> {
        Ok(audit::Entity::find()
            .select_only()
            .columns([
                audit::Column::StationId,
                audit::Column::RoundId,
                audit::Column::ChecklistId,
                audit::Column::ChecklistVersion,
                audit::Column::VisitDay,
                audit::Column::FinalBp,
                audit::Column::RedLines,
                audit::Column::Night,
                audit::Column::Touchpoints,
                audit::Column::Outcomes,
            ])
            .filter(audit::Column::State.is_in(["published", "final"]))
            .filter(audit::Column::VisitDay.between(first_day, last_day))
            .filter(audit::Column::FinalBp.is_not_null())
            .order_by_asc(audit::Column::VisitDay)
            .into_model::<FactRow>()
            .all(self.read())
            .await?)
    }

    /// How many audits of these days are not yet decided: a period cannot be closed over them.
    pub async fn open_audits(&self, first_day: i32, last_day: i32) -> Result<u64> {
        Ok(audit::Entity::find()
            .filter(audit::Column::VisitDay.between(first_day, last_day))
            .filter(audit::Column::State.is_in([
                "awaiting_photos",
                "submitted",
                "in_review",
                "second_review",
                "returned",
                "approved",
            ]))
            .count(self.read())
            .await?)
    }

    /// All stations with their newest profile, by code.
    pub async fn report_stations(&self) -> Result<Vec<StationRow>> {
        let stations = station::Entity::find().order_by_asc(station::Column::Code).all(self.read()).await?;
        let profiles =
            station_profile::Entity::find().order_by_asc(station_profile::Column::Revision).all(self.read()).await?;
        let mut newest = std::collections::HashMap::new();
        for profile in profiles {
            newest.insert(profile.station_id, profile.flags);
        }
        Ok(stations.into_iter().map(|station| StationRow { flags: newest.remove(&station.id), station }).collect())
    }

    /// All org units, by code.
    pub async fn report_units(&self) -> Result<Vec<org_unit::Model>> {
        Ok(org_unit::Entity::find().order_by_asc(org_unit::Column::Code).all(self.read()).await?)
    }

    /// All rounds, by code.
    pub async fn report_rounds(&self) -> Result<Vec<round::Model>> {
        Ok(round::Entity::find().order_by_asc(round::Column::Code).all(self.read()).await?)
    }

    /// The assignments of a round with the state of their audit, if any: (station, assignment state, night, audit state).
    pub async fn round_progress(&self, round_id: Uuid) -> Result<Vec<(Uuid, String, bool, Option<String>)>> {
        let assignments: Vec<(Uuid, Uuid, String, bool)> = assignment::Entity::find()
            .select_only()
            .columns([
                assignment::Column::Id,
                assignment::Column::StationId,
                assignment::Column::State,
                assignment::Column::Night,
            ])
            .filter(assignment::Column::RoundId.eq(round_id))
            .into_tuple()
            .all(self.read())
            .await?;
        let audits: Vec<(Uuid, String)> = audit::Entity::find()
            .select_only()
            .columns([audit::Column::AssignmentId, audit::Column::State])
            .filter(audit::Column::RoundId.eq(round_id))
            .into_tuple()
            .all(self.read())
            .await?;
        let states: std::collections::HashMap<Uuid, String> = audits.into_iter().collect();
        Ok(assignments
            .into_iter()
            .map(|(id, station, state, night)| (station, state, night, states.get(&id).cloned()))
            .collect())
    }

    /// What tells a cached network that it is stale: how many stations and units there are and when one last changed.
    pub async fn network_mark(&self) -> Result<(u64, u64, i64, i64)> {
        let stations: (i64, Option<i64>) = station::Entity::find()
            .select_only()
            .column_as(station::Column::Id.count(), "n")
            .column_as(station::Column::UpdatedAt.max(), "at")
            .into_tuple()
            .one(self.read())
            .await?
            .unwrap_or_default();
        let units: (i64, Option<i64>) = org_unit::Entity::find()
            .select_only()
            .column_as(org_unit::Column::Id.count(), "n")
            .column_as(org_unit::Column::UpdatedAt.max(), "at")
            .into_tuple()
            .one(self.read())
            .await?
            .unwrap_or_default();
        let profiles = station_profile::Entity::find().count(self.read()).await?;
        Ok((
            u64::try_from(stations.0).unwrap_or(0),
            profiles.wrapping_mul(1 << 32).wrapping_add(u64::try_from(units.0).unwrap_or(0)),
            stations.1.unwrap_or(0),
            units.1.unwrap_or(0),
        ))
    }

    /// Editions of a period, newest first, without their facts.
    pub async fn editions(&self, period: &str) -> Result<Vec<edition::Model>> {
        Ok(edition::Entity::find()
            .filter(edition::Column::Period.eq(period))
            .order_by_desc(edition::Column::Edition)
            .all(self.read())
            .await?)
    }

    /// One edition with its facts.
    pub async fn edition(&self, period: &str, number: i32) -> Result<Option<edition::Model>> {
        Ok(edition::Entity::find_by_id((period.to_owned(), number)).one(self.read()).await?)
    }
}

/// Stores the next edition of a period; of two that close at once, one hits the key.
pub async fn close_period(tx: &Tx, mut row: edition::Model) -> Result<edition::Model> {
    let newest: Option<Option<i32>> = edition::Entity::find()
        .select_only()
        .column_as(edition::Column::Edition.max(), "newest")
        .filter(edition::Column::Period.eq(&*row.period))
        .into_tuple()
        .one(&**tx)
        .await?;
    row.edition = newest.flatten().unwrap_or(0) + 1;
    let stored = edition::ActiveModel {
        period: Set(row.period.clone()),
        edition: Set(row.edition),
        closed_by: Set(row.closed_by),
        closed_at: Set(row.closed_at),
        reason: Set(row.reason.clone()),
        forced: Set(row.forced),
        audits: Set(row.audits),
        facts: Set(row.facts.clone()),
    };
    edition::Entity::insert(stored).exec_without_returning(&**tx).await?;
    Ok(row)
}
