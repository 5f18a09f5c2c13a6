//! The parts of a case: flags, photos, submissions, returns, judgements, proposals, history.

use forecourt_core::{
    flags::FlagCode,
    states::{AuditState, PhotoState},
    submission::Submission,
    text::{Lang, Text},
};
use forecourt_store::{
    audits::read::Delivered,
    entity::{audit_event, audit_flag, audit_judgement, audit_return, photo, proposal},
};
use serde::Serialize;
use serde_json::Value;
use utoipa::ToSchema;
use uuid::Uuid;

use super::desk::{Names, PersonRef};
use crate::times::rfc3339;

/// A failed red line.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct RedLineView {
    /// The item.
    pub item: String,
    /// `open`, `proven` or `not_proven`.
    pub outcome: String,
    /// Who confirms it.
    pub confirmed_by: Vec<PersonRef>,
    /// Who refutes it.
    pub refuted_by: Vec<PersonRef>,
}

/// A doubt.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct AuditFlagView {
    /// The flag.
    pub id: Uuid,
    /// Its code.
    pub code: String,
    /// Its name.
    pub label: Text,
    /// Whether it is hard: it proposes the outcome void.
    pub hard: bool,
    /// Place in the submission.
    pub pointer: Option<String>,
    /// What was seen.
    pub data: Option<Value>,
    /// The submission it speaks of.
    pub revision: i32,
    /// Whether it still counts.
    pub in_force: bool,
    /// When it was raised.
    pub raised_at: String,
    /// Who cleared it.
    pub cleared_by: Option<PersonRef>,
    /// When.
    pub cleared_at: Option<String>,
    /// Why.
    pub clear_reason: Option<String>,
}

impl AuditFlagView {
    /// A flag.
    pub fn of(row: &audit_flag::Model, in_force: bool, names: &Names) -> Self {
        Self {
            id: row.id,
            label: flag_label(&row.code),
            code: row.code.clone(),
            hard: row.hard,
            pointer: row.pointer.clone(),
            data: row.data.clone(),
            revision: row.revision,
            in_force,
            raised_at: rfc3339(row.raised_at),
            cleared_by: row.cleared_by.map(|id| PersonRef::of(names, id)),
            cleared_at: row.cleared_at.map(rfc3339),
            clear_reason: row.clear_reason.clone(),
        }
    }
}

/// The name of a flag in both languages.
pub fn flag_label(code: &str) -> Text {
    let label = |lang| FlagCode::parse(code).map_or(code, |code| code.label(lang)).to_owned();
    Text::new(label(Lang::Zh), label(Lang::En))
}

/// A photo with what is known of it.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct AuditPhotoView {
    /// The photo.
    pub photo_id: Uuid,
    /// What it shows: `scene`, `receipt`, `screen` or `document`.
    pub kind: String,
    /// Its state.
    pub state: PhotoState,
    /// SHA-256, hex.
    pub sha256: String,
    /// Length, bytes.
    pub bytes: i64,
    /// Type.
    pub content_type: String,
    /// When the phone says that it was taken.
    pub taken_at: String,
    /// The revision that brought it.
    pub first_revision: i32,
    /// Width, pixels.
    pub width: Option<i32>,
    /// Height, pixels.
    pub height: Option<i32>,
    /// Time in the file itself.
    pub exif_at: Option<String>,
    /// Latitude in the file itself, 1e-7 degrees.
    pub exif_lat_e7: Option<i64>,
    /// Longitude in the file itself, 1e-7 degrees.
    pub exif_lon_e7: Option<i64>,
    /// Whether `thumb` and `view` exist.
    pub derived: bool,
    /// Why it is lost.
    pub lost_reason: Option<String>,
    /// Whether the office gave it up.
    pub lost_by_office: bool,
    /// Items that refer to it.
    pub items: Vec<String>,
    /// Whether stations may see it.
    pub released: bool,
    /// What is made unrecognisable for stations.
    pub boxes: Option<Value>,
    /// Id of the station's copy, once published.
    pub station_copy_id: Option<Uuid>,
}

impl AuditPhotoView {
    /// A photo.
    pub fn of(row: &photo::Model, submission: &Submission) -> Self {
        Self {
            photo_id: row.id,
            kind: row.kind.clone(),
            state: PhotoState::parse(&row.state).unwrap_or(PhotoState::Missing),
            sha256: hex::encode(&row.sha256),
            bytes: row.bytes,
            content_type: row.content_type.clone(),
            taken_at: rfc3339(row.taken_at),
            first_revision: row.first_revision,
            width: row.width,
            height: row.height,
            exif_at: row.exif_at.map(rfc3339),
            exif_lat_e7: row.exif_lat_e7,
            exif_lon_e7: row.exif_lon_e7,
            derived: row.derived,
            lost_reason: row.lost_reason.clone(),
            lost_by_office: row.lost_by_office,
            items: super::station::items_of(submission, row.id),
            released: row.released_at.is_some(),
            boxes: row.boxes.clone(),
            station_copy_id: row.station_copy_id,
        }
    }
}

/// An instant with its name.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct TimelineStamp {
    /// `started`, `check_in`, `photo`, `receipt`, `recognised`, `check_out`, `finished`, `received`.
    pub what: String,
    /// When.
    pub at: String,
}

/// Another audit of the same assignment.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Sibling {
    /// The audit.
    pub id: Uuid,
    /// Its state.
    pub state: AuditState,
    /// Who visited.
    pub shopper: PersonRef,
    /// When it arrived.
    pub received_at: String,
}

/// A submission.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct SubmissionView {
    /// Its number.
    pub revision: i32,
    /// Hash of its canonical text.
    pub content_sha256: String,
    /// Who sent it.
    pub by: PersonRef,
    /// When it arrived.
    pub received_at: String,
    /// `scored`, `late_answer` or `restored`.
    pub kind: String,
    /// When its positions were erased: what is kept is no longer what was hashed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub positions_erased_at: Option<String>,
}

impl SubmissionView {
    /// A stored submission.
    pub fn of(row: &Delivered, names: &Names) -> Self {
        let kind = match row.kind {
            1 => "late_answer",
            2 => "restored",
            _ => "scored",
        };
        Self {
            revision: row.revision,
            content_sha256: hex::encode(&row.content_sha256),
            by: PersonRef::of(names, row.person_id),
            received_at: rfc3339(row.received_at),
            kind: kind.to_owned(),
            positions_erased_at: row.positions_erased_at.map(rfc3339),
        }
    }
}

/// A question to the shopper.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct AuditReturnView {
    /// The submission that was returned.
    pub revision: i32,
    /// The questions.
    pub remarks: Value,
    /// Who asked.
    pub by: PersonRef,
    /// When.
    pub returned_at: String,
    /// First sync that delivered it.
    pub delivered_at: Option<String>,
    /// Until when it is to be answered.
    pub due_at: Option<String>,
    /// When it was answered.
    pub answered_at: Option<String>,
    /// When it ended unanswered.
    pub ended_at: Option<String>,
}

impl AuditReturnView {
    /// A return.
    pub fn of(row: &audit_return::Model, names: &Names) -> Self {
        Self {
            revision: row.revision,
            remarks: row.remarks.clone(),
            by: PersonRef::of(names, row.person_id),
            returned_at: rfc3339(row.returned_at),
            delivered_at: row.delivered_at.map(rfc3339),
            due_at: row.due_at.map(rfc3339),
            answered_at: row.answered_at.map(rfc3339),
            ended_at: row.ended_at.map(rfc3339),
        }
    }
}

/// What a reviewer changed or voted.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct JudgementView {
    /// `answer`, `visit_flag`, `na_request`, `keep_evidence`, `red_line` or `visit_na`.
    pub kind: String,
    /// Item or flag.
    pub target: String,
    /// Value before.
    pub old: Option<Value>,
    /// Value after.
    pub new: Option<Value>,
    /// Why.
    pub reason: String,
    /// Who.
    pub by: PersonRef,
    /// `first`, `second` or `after_publication`.
    pub stage: String,
    /// The submission it was made about.
    pub revision: i32,
    /// When.
    pub at: String,
}

impl JudgementView {
    /// A judgement.
    pub fn of(row: &audit_judgement::Model, names: &Names) -> Self {
        Self {
            kind: row.kind.clone(),
            target: row.target.clone(),
            old: row.old_value.clone(),
            new: row.new_value.clone(),
            reason: row.reason.clone(),
            by: PersonRef::of(names, row.person_id),
            stage: row.stage.clone(),
            revision: row.revision,
            at: rfc3339(row.at),
        }
    }
}

/// A change of a published audit that another person decides.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct ProposalView {
    /// The proposal.
    pub id: Uuid,
    /// `correct` or `void`.
    pub kind: String,
    /// What is to change.
    pub payload: Value,
    /// Why.
    pub reason: String,
    /// `open`, `confirmed` or `dismissed`.
    pub state: String,
    /// Who proposed it.
    pub proposed_by: PersonRef,
    /// When.
    pub proposed_at: String,
    /// Who decided it.
    pub decided_by: Option<PersonRef>,
    /// When.
    pub decided_at: Option<String>,
    /// Why so.
    pub decision_reason: Option<String>,
}

impl ProposalView {
    /// A proposal.
    pub fn of(row: &proposal::Model, names: &Names) -> Self {
        Self {
            id: row.id,
            kind: row.kind.clone(),
            payload: row.payload.clone(),
            reason: row.reason.clone(),
            state: row.state.clone(),
            proposed_by: PersonRef::of(names, row.proposed_by),
            proposed_at: rfc3339(row.proposed_at),
            decided_by: row.decided_by.map(|id| PersonRef::of(names, id)),
            decided_at: row.decided_at.map(rfc3339),
            decision_reason: row.decision_reason.clone(),
        }
    }
}

/// A line of history.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct AuditEventView {
    /// What was done.
    pub verb: String,
    /// Who did it; absent when the system did.
    pub by: Option<PersonRef>,
    /// In his words.
    pub reason: Option<String>,
    /// What belongs to it.
    pub data: Option<Value>,
    /// When.
    pub at: String,
}

impl AuditEventView {
    /// History in order: events of one instant by the version they made.
    pub fn all(rows: &[audit_event::Model], names: &Names) -> Vec<Self> {
        let mut rows: Vec<&audit_event::Model> = rows.iter().collect();
        let version = |row: &audit_event::Model| row.data.as_ref()?.get("version")?.as_i64();
        rows.sort_by_key(|row| (row.at, version(row)));
        rows.into_iter()
            .map(|row| Self {
                verb: row.verb.clone(),
                by: row.person_id.map(|id| PersonRef::of(names, id)),
                reason: row.reason.clone(),
                data: row.data.clone(),
                at: rfc3339(row.at),
            })
            .collect()
    }
}
