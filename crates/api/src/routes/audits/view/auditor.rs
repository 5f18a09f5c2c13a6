//! An audit as an auditor sees it: what head office sees, without shoppers, originals, positions, minutes and plans
//! (decision 32).

use forecourt_core::{day::PartOfDay, states::AuditState, text::Text};
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use super::{
    AuditChecklist, ScoreBrief, ScoreView, StationRef,
    desk::PersonRef,
    part_of_day,
    station::{StationNote, StationPhoto},
};
use crate::{case::state_of, problem::Result, times};
use forecourt_store::entity::{audit, station};

/// An audit in an auditor's list.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct AuditorRow {
    /// The audit.
    pub id: Uuid,
    /// Its version.
    pub version: i32,
    /// Its state.
    pub state: AuditState,
    /// The station.
    pub station: StationRef,
    /// Day of the visit.
    pub visit_day: String,
    /// Day or night.
    pub part_of_day: PartOfDay,
    /// The checklist version.
    pub checklist: AuditChecklist,
    /// The score in brief; provisional before approval.
    pub score: ScoreBrief,
    /// Hard flags in force.
    pub hard_flags: i16,
    /// Soft flags in force.
    pub soft_flags: i16,
    /// Day of publication; planned before it.
    pub publish_day: Option<String>,
}

impl AuditorRow {
    /// An audit.
    pub fn of(row: &audit::Model, station: &station::Model) -> Result<Self> {
        Ok(Self {
            id: row.id,
            version: row.version,
            state: state_of(row)?,
            station: StationRef::from(station),
            visit_day: times::day(row.visit_day),
            part_of_day: part_of_day(row),
            checklist: AuditChecklist::of(row),
            score: ScoreBrief::of(row),
            hard_flags: row.hard_flags,
            soft_flags: row.soft_flags,
            publish_day: row.publish_day.map(times::day),
        })
    }
}

/// An audit as an auditor sees it.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct AuditorCase {
    /// What the list shows.
    #[serde(flatten)]
    pub row: AuditorRow,
    /// Whether nothing was approved yet.
    pub provisional: bool,
    /// The score and why.
    pub explained: ScoreView,
    /// Flags, without what they were raised from.
    pub flags: Vec<AuditorFlag>,
    /// The reviewer's words to the station.
    pub notes: Vec<StationNote>,
    /// Released photos, under the ids of the stations' copies.
    pub photos: Vec<StationPhoto>,
    /// Who did what in the review.
    pub history: Vec<AuditorEvent>,
}

/// A flag.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct AuditorFlag {
    /// Its code.
    pub code: String,
    /// Its name.
    pub label: Text,
    /// Whether it is hard.
    pub hard: bool,
    /// Whether it was cleared.
    pub cleared: bool,
}

/// A line of history.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct AuditorEvent {
    /// What was done.
    pub verb: String,
    /// Who did it; absent when the system did.
    pub by: Option<PersonRef>,
    /// When.
    pub at: String,
}
