//! What the automatic flags look at.

use crate::submission::{AnswerValue, Fix, PhotoKind, Receipt, Stamp, Submission, TimerEvent};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use uuid::Uuid;

/// Everything that [`crate::flags::judge`] judges: one visit, its assignment, and what the server has found out.
///
/// Instants are epoch ms UTC, positions 1e-7 degrees WGS 84, accuracies cm. Every list may be empty and every
/// `Option` may be `null` or left out; what a missing datum means stands at its flag in [`crate::flags`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FlagInput {
    /// The station of the assignment.
    pub station: StationFacts,
    /// The time slot of the assignment on the day of the visit (§2.4).
    #[serde(default)]
    pub slot: Option<Slot>,
    /// When the visit began, by the phone.
    pub started: Stamp,
    /// When the shopper left, by the phone.
    pub finished: Stamp,
    #[serde(default)]
    pub check_in: Option<Fix>,
    #[serde(default)]
    pub check_out: Option<Fix>,
    /// Server time at which revision 1 of this audit arrived; later revisions keep it.
    pub received_at_ms: i64,
    #[serde(default)]
    pub receipts: Vec<Receipt>,
    #[serde(default)]
    pub photos: Vec<PhotoFacts>,
    /// Answers by item id, those on N/A items included.
    #[serde(default)]
    pub answers: BTreeMap<String, AnswerFacts>,
    /// The shopper's own words about the whole visit.
    #[serde(default)]
    pub narrative: Option<String>,
    /// Another audit of the network whose narrative has the same [`crate::flags::narrative_hash`].
    #[serde(default)]
    pub narrative_same_in: Option<Uuid>,
}

/// The station as the profile in force has it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct StationFacts {
    /// The code that stands on its receipts.
    pub code: String,
    #[serde(default)]
    pub position: Option<Position>,
    /// The station's own fence; without one the fence of the checklist applies.
    #[serde(default)]
    pub fence: Option<Fence>,
}

/// A point on WGS 84, 1e-7 degrees.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Position {
    pub lat_e7: i64,
    pub lon_e7: i64,
}

/// Two radii around a station, metres: up to `near_m` is there, up to `far_m` is doubtful, beyond is elsewhere.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Fence {
    pub near_m: i64,
    pub far_m: i64,
}

/// A span of time, both ends included, epoch ms.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Slot {
    pub from_ms: i64,
    pub to_ms: i64,
}

/// One photo of the manifest with what the server found out about it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PhotoFacts {
    pub photo_id: Uuid,
    pub kind: PhotoKind,
    /// Wall clock of the phone, epoch ms.
    pub taken_at: i64,
    #[serde(default)]
    pub fix: Option<Fix>,
    /// Time in the picture's EXIF read as Asia/Shanghai, epoch ms; `null` when it has none or was not read yet.
    #[serde(default)]
    pub exif_at_ms: Option<i64>,
    /// Another audit that holds a photo of the same SHA-256.
    #[serde(default)]
    pub identical_in: Option<Uuid>,
    /// Another audit that holds a photo that looks the same.
    #[serde(default)]
    pub similar_in: Option<Uuid>,
}

/// The part of an answer that the flags look at.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AnswerFacts {
    /// `null` = not observed.
    #[serde(default)]
    pub value: Option<AnswerValue>,
    #[serde(default)]
    pub timer: Vec<TimerEvent>,
}

/// What the server adds to a submission so that it can be judged.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FlagContext {
    pub station: StationFacts,
    pub slot: Option<Slot>,
    pub received_at_ms: i64,
    pub narrative_same_in: Option<Uuid>,
    /// By photo id; a photo that is not in it has told nothing yet.
    pub photos: BTreeMap<Uuid, PhotoFindings>,
}

/// What the intake of one photo brought to light.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct PhotoFindings {
    pub exif_at_ms: Option<i64>,
    pub identical_in: Option<Uuid>,
    pub similar_in: Option<Uuid>,
}

impl FlagInput {
    /// The input for one submission.
    pub fn new(submission: &Submission, context: FlagContext) -> Self {
        let photos = submission.photos.iter().map(|photo| {
            let found = context.photos.get(&photo.photo_id).copied().unwrap_or_default();
            PhotoFacts {
                photo_id: photo.photo_id,
                kind: photo.kind,
                taken_at: photo.taken_at,
                fix: photo.fix,
                exif_at_ms: found.exif_at_ms,
                identical_in: found.identical_in,
                similar_in: found.similar_in,
            }
        });
        let answers = submission
            .answers
            .iter()
            .map(|(item, answer)| (item.clone(), AnswerFacts { value: answer.value, timer: answer.timer.clone() }));
        Self {
            station: context.station,
            slot: context.slot,
            started: submission.started,
            finished: submission.finished,
            check_in: submission.check_in,
            check_out: submission.check_out,
            received_at_ms: context.received_at_ms,
            receipts: submission.receipts.clone(),
            photos: photos.collect(),
            answers: answers.collect(),
            narrative: submission.narrative.clone(),
            narrative_same_in: context.narrative_same_in,
        }
    }
}
