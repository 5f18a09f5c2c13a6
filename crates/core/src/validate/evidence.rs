//! From a submission to what scoring asks: answers and evidence by item, flags by name.

use crate::checklist::Checklist;
use crate::score::{Answer as ScoreAnswer, ItemEvidence};
use crate::states::PhotoState;
use crate::submission::{Answer, AnswerValue, FlagValue, Submission};
use uuid::Uuid;

/// The answers by item index, as scoring takes them; an item without one is not answered.
pub fn answers(submission: &Submission, checklist: &Checklist) -> Vec<ScoreAnswer> {
    by_item(submission, checklist, |answer| match answer.value {
        None => ScoreAnswer::None,
        Some(AnswerValue::Bool(value)) => ScoreAnswer::Bool(value),
        // Validation has let through no number that an item does not allow.
        Some(AnswerValue::Number(value)) => u32::try_from(value).map_or(ScoreAnswer::None, ScoreAnswer::Int),
    })
}

/// What stands behind each answer, by item index (decision 10).
///
/// A photo or document counts when it is verified: one that is missing, only stored, rejected, unusable or lost does
/// not. A remark is the answer's note without blanks around it. Which of these an item asks for is the score's to judge.
pub fn evidence(
    checklist: &Checklist,
    submission: &Submission,
    photo_state: impl Fn(Uuid) -> PhotoState,
) -> Vec<ItemEvidence> {
    by_item(submission, checklist, |answer| ItemEvidence {
        photo: answer.photos.iter().any(|photo| photo_state(*photo) == PhotoState::Verified),
        photo_reason: answer.photo_reason.is_some(),
        remark_chars: answer.note.as_deref().map_or(0, |note| note.trim().chars().count() as u32),
    })
}

fn by_item<T: Default + Clone>(
    submission: &Submission,
    checklist: &Checklist,
    mut read: impl FnMut(&Answer) -> T,
) -> Vec<T> {
    let mut items = vec![T::default(); checklist.items.len()];
    for (id, answer) in &submission.answers {
        if let Some(index) = checklist.item_index(id) {
            items[index] = read(answer);
        }
    }
    items
}

impl Submission {
    /// The visit flags by name, 0 and 1 for no and yes: to be overlaid on the station's with
    /// [`Flags::from_pairs`](crate::checklist::Flags::from_pairs).
    pub fn visit_flags(&self) -> impl Iterator<Item = (&str, i32)> {
        self.flags.iter().map(|(name, value)| {
            let value = match value {
                FlagValue::Bool(value) => i32::from(*value),
                FlagValue::Number(value) => i32::try_from(*value).unwrap_or(i32::MAX),
            };
            (name.as_str(), value)
        })
    }
}
