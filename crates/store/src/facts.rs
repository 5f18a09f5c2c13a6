//! The narrow rows that reports are made of, and the editions that keep them.

use std::collections::HashMap;

use futures::TryStreamExt;
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, FromQueryResult, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect,
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
    /// Its assignment.
    pub assignment_id: Uuid,
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

/// A station with the flags of its profile in force.
#[derive(Clone, Debug)]
pub struct StationRow {
    /// The station.
    pub station: station::Model,
    /// `st.*` flags in force.
    pub flags: Option<Json>,
}

/// All stations as they are at an instant.
#[derive(Clone, Debug)]
pub struct StationRows {
    /// Stations, by code.
    pub stations: Vec<StationRow>,
    /// When the next profile revision comes into force, epoch ms.
    pub next_change: Option<i64>,
}

/// An assignment of a round.
#[derive(Clone, Debug)]
pub struct RoundProgress {
    /// Its station.
    pub station_id: Uuid,
    /// State of the assignment.
    pub state: String,
    /// A night visit.
    pub night: bool,
    /// States of its audits: none, one, or several (decision 5).
    pub audits: Vec<String>,
}

/// An edition without its inputs.
#[derive(Clone, Debug, FromQueryResult)]
pub struct EditionRow {
    /// The period.
    pub period: String,
    /// 1 for the first.
    pub edition: i32,
    /// When it was closed, epoch ms.
    pub closed_at: i64,
    /// Why another edition, or why forced.
    pub reason: Option<String>,
    /// Closed although audits of the period were open.
    pub forced: bool,
    /// How many audits it holds.
    pub audits: i32,
}

impl Store {
    /// Hands over the published audits whose visit lies between two days, both included, by day, one by one: a month of
    /// the nation is never in memory twice.
    pub async fn facts(&self, first_day: i32, last_day: i32, mut take: impl FnMut(FactRow)) -> Result<()> {
        let mut rows = audit::Entity::find()
            .select_only()
            .columns([
                audit::Column::StationId,
                audit::Column::RoundId,
                audit::Column::AssignmentId,
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
            .stream(self.read())
            .await?;
        while let Some(row) = rows.try_next().await? {
            take(row);
        }
        Ok(())
    }

    /// How many audits of these days are not yet decided: a period cannot be closed over them.
    pub async fn open_audits<C: ConnectionTrait>(&self, db: &C, first_day: i32, last_day: i32) -> Result<u64> {
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
            .count(db)
            .await?)
    }

    /// All stations with the profile that is in force at an instant, by code.
    pub async fn report_stations(&self, now_ms: i64) -> Result<StationRows> {
        let stations = station::Entity::find().order_by_asc(station::Column::Code).all(self.read()).await?;
        let profiles =
            station_profile::Entity::find().order_by_asc(station_profile::Column::Revision).all(self.read()).await?;
        let next_change = profiles.iter().map(|profile| profile.in_force_from).filter(|from| *from > now_ms).min();
        let mut in_force = HashMap::new();
        for profile in profiles.into_iter().filter(|profile| profile.in_force_from <= now_ms) {
            in_force.insert(profile.station_id, profile.flags);
        }
        let row = |station: station::Model| StationRow { flags: in_force.remove(&station.id), station };
        Ok(StationRows { stations: stations.into_iter().map(row).collect(), next_change })
    }

    /// All org units, by code.
    pub async fn report_units(&self) -> Result<Vec<org_unit::Model>> {
        Ok(org_unit::Entity::find().order_by_asc(org_unit::Column::Code).all(self.read()).await?)
    }

    /// All rounds, by code.
    pub async fn report_rounds(&self) -> Result<Vec<round::Model>> {
        Ok(round::Entity::find().order_by_asc(round::Column::Code).all(self.read()).await?)
    }

    /// The assignments of a round with their audits.
    pub async fn round_progress(&self, round_id: Uuid) -> Result<Vec<RoundProgress>> {
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
        let mut states: HashMap<Uuid, Vec<String>> = HashMap::new();
        for (assignment, state) in audits {
            states.entry(assignment).or_default().push(state);
        }
        let row = |(id, station_id, state, night): (Uuid, Uuid, String, bool)| RoundProgress {
            station_id,
            state,
            night,
            audits: states.remove(&id).unwrap_or_default(),
        };
        Ok(assignments.into_iter().map(row).collect())
    }

    /// Editions of a period, newest first, without their inputs.
    pub async fn editions(&self, period: &str) -> Result<Vec<EditionRow>> {
        Ok(edition::Entity::find()
            .select_only()
            .columns([
                edition::Column::Period,
                edition::Column::Edition,
                edition::Column::ClosedAt,
                edition::Column::Reason,
                edition::Column::Forced,
                edition::Column::Audits,
            ])
            .filter(edition::Column::Period.eq(period))
            .order_by_desc(edition::Column::Edition)
            .into_model::<EditionRow>()
            .all(self.read())
            .await?)
    }

    /// The inputs of an edition.
    pub async fn edition_inputs(&self, period: &str, number: i32) -> Result<Option<Vec<u8>>> {
        let found = edition::Entity::find_by_id((period.to_owned(), number)).one(self.read()).await?;
        Ok(found.map(|row| row.facts))
    }
}

/// The number that the next edition of a period has.
pub async fn next_edition(tx: &Tx, period: &str) -> Result<i32> {
    let newest: Option<Option<i32>> = edition::Entity::find()
        .select_only()
        .column_as(edition::Column::Edition.max(), "newest")
        .filter(edition::Column::Period.eq(period))
        .into_tuple()
        .one(&**tx)
        .await?;
    Ok(newest.flatten().unwrap_or(0) + 1)
}

/// Stores an edition; of two that close at once, one hits the key.
pub async fn close_period(tx: &Tx, row: edition::Model) -> Result<EditionRow> {
    let view = EditionRow {
        period: row.period.clone(),
        edition: row.edition,
        closed_at: row.closed_at,
        reason: row.reason.clone(),
        forced: row.forced,
        audits: row.audits,
    };
    edition::Entity::insert(edition::ActiveModel::from(row)).exec_without_returning(&**tx).await?;
    Ok(view)
}
