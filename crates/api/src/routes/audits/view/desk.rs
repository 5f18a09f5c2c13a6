//! An audit as reviewers, appeal panels, head office and administrators see it: everything.

use std::collections::HashMap;

use forecourt_core::{day::PartOfDay, states::AuditState, submission::Submission};
use forecourt_store::entity::{assignment, audit, station};
use serde::Serialize;
use serde_json::Value;
use utoipa::ToSchema;
use uuid::Uuid;

use super::{
    AuditChecklist, ScoreBrief, ScoreView, StationRef, part_of_day,
    parts::{
        AuditEventView, AuditFlagView, AuditPhotoView, AuditReturnView, JudgementView, ProposalView, RedLineView,
        Sibling, SubmissionView, TimelineStamp,
    },
    station::StationNote,
};
use crate::{
    case::{second::Cause, state_of},
    problem::Result,
    routes::refused::RefusedView,
    times::{self, rfc3339},
};

/// A person.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct PersonRef {
    /// The person.
    pub id: Uuid,
    /// His name.
    pub name: String,
}

/// Names of people by id.
pub type Names = HashMap<Uuid, String>;

impl PersonRef {
    /// A person by his id.
    pub fn of(names: &Names, id: Uuid) -> Self {
        Self { id, name: names.get(&id).cloned().unwrap_or_default() }
    }
}

/// An audit in the review queue.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct DeskRow {
    /// The audit.
    pub id: Uuid,
    /// Its version, for `If-Match`.
    pub version: i32,
    /// Its state.
    pub state: AuditState,
    /// The station.
    pub station: StationRef,
    /// The round.
    pub round_id: Uuid,
    /// The assignment.
    pub assignment_id: Uuid,
    /// Who visited.
    pub shopper: PersonRef,
    /// When the visit began.
    pub visit_start: String,
    /// When it ended.
    pub visit_end: String,
    /// Its day.
    pub visit_day: String,
    /// Day or night.
    pub part_of_day: PartOfDay,
    /// The checklist version.
    pub checklist: AuditChecklist,
    /// Newest revision that the phone submitted.
    pub revision: i32,
    /// Judged results so far.
    pub score_revision: i32,
    /// When revision 1 arrived.
    pub received_at: String,
    /// Until when it is to have its first review: a day from when it could be reviewed (§2.5); absent before that and
    /// behind it, since no limit is set for a second one.
    pub review_by: Option<String>,
    /// The score in brief; provisional before approval.
    pub score: ScoreBrief,
    /// Hard flags in force.
    pub hard_flags: i16,
    /// Soft flags in force.
    pub soft_flags: i16,
    /// Who holds it.
    pub claimed_by: Option<PersonRef>,
    /// Until when.
    pub claimed_until: Option<String>,
    /// Who did the first review.
    pub reviewer: Option<PersonRef>,
    /// Who did the second review.
    pub second_reviewer: Option<PersonRef>,
    /// When it was approved.
    pub approved_at: Option<String>,
    /// Day of publication; planned before it.
    pub publish_day: Option<String>,
    /// Why it is void.
    pub void_reason: Option<String>,
}

impl DeskRow {
    /// People that a row names.
    pub fn people(row: &audit::Model) -> impl Iterator<Item = Uuid> {
        [Some(row.shopper_id), row.claimed_by, row.reviewer_id, row.second_reviewer_id].into_iter().flatten()
    }

    /// An audit.
    pub fn of(row: &audit::Model, station: &station::Model, names: &Names) -> Result<Self> {
        let person = |id: Option<Uuid>| id.map(|id| PersonRef::of(names, id));
        Ok(Self {
            id: row.id,
            version: row.version,
            state: state_of(row)?,
            station: StationRef::from(station),
            round_id: row.round_id,
            assignment_id: row.assignment_id,
            shopper: PersonRef::of(names, row.shopper_id),
            visit_start: rfc3339(row.visit_start),
            visit_end: rfc3339(row.visit_end),
            visit_day: times::day(row.visit_day),
            part_of_day: part_of_day(row),
            checklist: AuditChecklist::of(row),
            revision: row.revision,
            score_revision: row.score_revision,
            received_at: rfc3339(row.received_at),
            review_by: row.review_by.map(rfc3339),
            score: ScoreBrief::of(row),
            hard_flags: row.hard_flags,
            soft_flags: row.soft_flags,
            claimed_by: person(row.claimed_by),
            claimed_until: row.claimed_until.map(rfc3339),
            reviewer: person(row.reviewer_id),
            second_reviewer: person(row.second_reviewer_id),
            approved_at: row.approved_at.map(rfc3339),
            publish_day: row.publish_day.map(times::day),
            void_reason: row.void_reason.clone(),
        })
    }
}

/// When and how a visit was planned.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct AssignedView {
    /// Slot of the round's checklist.
    pub slot: String,
    /// Beginning of the window.
    pub window_start: String,
    /// End of the window.
    pub window_end: String,
    /// At night.
    pub night: bool,
    /// At a self-service pump.
    pub self_service: bool,
}

impl AssignedView {
    /// The plan of a visit.
    pub fn of(plan: &assignment::Model) -> Self {
        Self {
            slot: plan.slot.clone(),
            window_start: rfc3339(plan.window_start),
            window_end: rfc3339(plan.window_end),
            night: plan.night,
            self_service: plan.self_service,
        }
    }
}

/// An audit with everything that a reviewer needs.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct DeskCase {
    /// What the list shows.
    #[serde(flatten)]
    pub row: DeskRow,
    /// The submission that is judged, as the phone froze it.
    #[schema(value_type = Submission)]
    pub submission: Submission,
    /// What was planned: the visit should lie inside.
    pub assigned: AssignedView,
    /// Flag values in force, `st.*` and `v.*`.
    #[schema(value_type = Object)]
    pub flag_values: Value,
    /// Whether nothing was approved yet.
    pub provisional: bool,
    /// The score and why.
    pub explained: ScoreView,
    /// Failed red lines and what was said about them.
    pub red_lines: Vec<RedLineView>,
    /// Why a second review is needed as it stands.
    pub second_review: Vec<Cause>,
    /// Flags.
    pub flags: Vec<AuditFlagView>,
    /// Photos.
    pub photos: Vec<AuditPhotoView>,
    /// Instants of the visit, put right by the server's clock as far as the phone knew it.
    pub timeline: Vec<TimelineStamp>,
    /// Other audits of the same assignment.
    pub other_audits: Vec<Sibling>,
    /// Every submission; those of kind `late_answer` are not judged.
    pub revisions: Vec<SubmissionView>,
    /// Submissions for it that were refused, newest first; their content stands at `/refused` below the audit.
    pub refused: Vec<RefusedView>,
    /// Returns to the shopper.
    pub returns: Vec<AuditReturnView>,
    /// What reviewers changed and voted, both values.
    pub judgements: Vec<JudgementView>,
    /// Words to the station.
    pub station_notes: Vec<StationNote>,
    /// Proposed changes.
    pub proposals: Vec<ProposalView>,
    /// Who did what.
    pub history: Vec<AuditEventView>,
}
