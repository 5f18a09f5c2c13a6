//! What the machine makes of a submission: the provisional score and the flags. Nothing here voids (decision 11).

use std::collections::BTreeMap;

use forecourt_core::{
    checklist::{Checklist, Flags},
    day,
    flags::{self, Flag, FlagCode, FlagContext, FlagInput, PhotoFindings, Position, Slot, StationFacts, VisitTimes},
    score::{self, ScoreInput, Summary},
    submission::{FlagValue, Submission},
    validate,
};
use forecourt_store::audits::submit::PlaceRow;
use serde_json::{Value, json};
use uuid::Uuid;

/// A station profile revision: its number, since when, its flags.
#[derive(Clone, Debug)]
pub struct Profile {
    /// Revision.
    pub revision: i32,
    /// In force since, epoch ms.
    pub from_ms: i64,
    /// `st.*` flags.
    pub flags: Value,
}

/// How long a profile that was replaced still counts for a visit, ms (decision 6).
const PROFILE_GRACE_MS: i64 = 30 * 86_400_000;

/// The profile to judge a visit with, and whether it is another one than the phone had (decision 6).
pub fn profile_for(profiles: &[Profile], named: i64, visit_ms: i64) -> (Option<&Profile>, bool) {
    let in_force = |at: i64| profiles.iter().rfind(|profile| profile.from_ms <= at).or(profiles.first());
    let named_one = profiles.iter().position(|profile| i64::from(profile.revision) == named);
    if let Some(index) = named_one {
        let begins = profiles[index].from_ms;
        let ends = profiles.get(index + 1).map_or(i64::MAX, |next| next.from_ms);
        if begins <= visit_ms && ends > visit_ms - PROFILE_GRACE_MS {
            return (Some(&profiles[index]), false);
        }
    }
    (in_force(visit_ms), true)
}

/// Profile revisions out of the rows of an assignment.
pub fn profiles(rows: &[PlaceRow]) -> Vec<Profile> {
    rows.iter()
        .filter_map(|row| {
            Some(Profile {
                revision: row.profile_revision?,
                from_ms: row.in_force_from?,
                flags: row.flags.clone().unwrap_or(Value::Null),
            })
        })
        .collect()
}

/// All flag values of a visit: the station's profile, the shopper's visit flags, and the assignment's own word on
/// night and self-service (decision 6).
pub fn flag_values(
    checklist: &Checklist,
    profile: &Value,
    submission: &Submission,
    night: bool,
    self_service: bool,
) -> Flags {
    let mut values = Flags::defaults(checklist);
    let mut set = |id: &str, value: i32| {
        if let Some(index) = checklist.flag_index(id)
            && checklist.flags[index].allows(value)
        {
            values.set(index, value);
        }
    };
    for (id, value) in profile.as_object().into_iter().flatten() {
        match value {
            Value::Bool(value) => set(id, i32::from(*value)),
            Value::Number(value) => set(id, value.as_i64().and_then(|n| i32::try_from(n).ok()).unwrap_or(0)),
            _ => {}
        }
    }
    for (id, value) in submission.visit_flags() {
        set(id, value);
    }
    set("v.night", i32::from(night));
    set("v.self_service", i32::from(self_service));
    values
}

/// The score before any review: evidence is assumed, nothing is decided (decision 10).
pub fn provisional(checklist: &Checklist, submission: &Submission, values: &Flags) -> Summary {
    let answers = validate::answers(submission, checklist);
    score::score_brief(checklist, &ScoreInput::new(&answers, values))
}

/// What the server knows beside the submission.
#[derive(Clone, Debug, Default)]
pub struct Circumstances {
    /// When revision 1 arrived.
    pub received_at_ms: i64,
    /// Another audit with the same narrative.
    pub narrative_same_in: Option<Uuid>,
    /// What is known of each photo.
    pub photos: BTreeMap<Uuid, PhotoFindings>,
    /// Flags that the server raises itself, without data.
    pub raised: Vec<FlagCode>,
}

/// The span that the whole visit has to lie in: the time slot of its day within the assignment's window (§2.4).
fn slot_of(checklist: &Checklist, place: &PlaceRow, visit_ms: i64) -> Slot {
    let window = Slot { from_ms: place.window_start, to_ms: place.window_end };
    let Some(slot) = checklist.visit.slots.iter().find(|slot| slot.id == place.slot) else { return window };
    // A visit on another day is judged against the window alone, which it lies outside of.
    let on_its_day = day::slot_on(day::date_of(visit_ms.clamp(window.from_ms, window.to_ms)), slot);
    let both = Slot { from_ms: window.from_ms.max(on_its_day.from_ms), to_ms: window.to_ms.min(on_its_day.to_ms) };
    if both.from_ms < both.to_ms { both } else { window }
}

/// Every flag of a submission: the automatic ones of core, those of the assignment, and those the server raises.
pub fn flags(checklist: &Checklist, submission: &Submission, place: &PlaceRow, more: &Circumstances) -> Vec<Flag> {
    let position = place.lat_e7.zip(place.lon_e7).map(|(lat_e7, lon_e7)| Position { lat_e7, lon_e7 });
    let context = FlagContext {
        station: StationFacts { code: place.station_code.clone(), position, fence: None },
        slot: Some(slot_of(checklist, place, VisitTimes::of(&submission.started, &submission.finished).started)),
        received_at_ms: more.received_at_ms,
        narrative_same_in: more.narrative_same_in,
        photos: more.photos.clone(),
    };
    let mut found = flags::judge(checklist, &FlagInput::new(submission, context));
    let mut raise = |code: FlagCode, pointer: Option<String>, data: Value| found.push(Flag::new(code, pointer, data));
    let said = |id: &str| matches!(submission.flags.get(id), Some(FlagValue::Bool(true)));
    if submission.flags.contains_key("v.night") && said("v.night") != place.night {
        raise(FlagCode::NightMismatch, Some("/flags/v.night".into()), json!({"assigned": place.night}));
    }
    if submission.flags.contains_key("v.self_service") && said("v.self_service") != place.self_service {
        raise(
            FlagCode::SelfServiceMismatch,
            Some("/flags/v.self_service".into()),
            json!({"assigned": place.self_service}),
        );
    }
    if said("v.store_closed") {
        raise(FlagCode::StoreClosed, Some("/flags/v.store_closed".into()), Value::Null);
    }
    for flag in &submission.profile_dispute {
        raise(FlagCode::ProfileDispute, Some("/profile_dispute".into()), json!({"flag": flag}));
    }
    if let Some(seen) = submission.recognised {
        raise(FlagCode::Recognised, Some("/recognised".into()), json!({"at_ms": seen.at_ms}));
    }
    for (item, answer) in &submission.answers {
        let pointer = || Some(format!("/answers/{item}"));
        if let Some(reason) = answer.photo_reason {
            raise(FlagCode::PhotoReason, pointer(), json!({"reason": reason.as_str()}));
        }
        if answer.na_request.is_some() {
            raise(FlagCode::NaRequest, pointer(), Value::Null);
        }
    }
    for code in &more.raised {
        raise(*code, None, Value::Null);
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    const DAY: i64 = 86_400_000;

    fn at(revision: i32, day: i64) -> Profile {
        Profile { revision, from_ms: day * DAY, flags: Value::Null }
    }

    #[test]
    fn a_profile_counts_if_it_was_in_force_within_thirty_days_before_the_visit() {
        let profiles = [at(1, 0), at(2, 100), at(3, 200)];
        let judged = |named, day: i64| {
            let (profile, changed) = profile_for(&profiles, named, day * DAY);
            (profile.map(|profile| profile.revision), changed)
        };
        assert_eq!(judged(2, 150), (Some(2), false));
        assert_eq!(judged(1, 129), (Some(1), false), "replaced 29 days ago");
        assert_eq!(judged(1, 130), (Some(2), true), "replaced 30 days ago");
        assert_eq!(judged(3, 150), (Some(2), true), "not yet in force");
        assert_eq!(judged(9, 250), (Some(3), true), "unknown");
        assert_eq!(profile_for(&[], 1, 0).0.map(|profile| profile.revision), None);
    }
}
