//! The whole judgement, and the times that its parts share.

use super::{Flag, FlagInput, answers, clock, place, visit};
use crate::checklist::Checklist;
use crate::submission::Stamp;

/// Raises every automatic flag of one visit, in the order and by the rules of the [module](super).
///
/// `checklist` is the version the visit was answered with; answers to items it does not know are not looked at.
pub fn judge(checklist: &Checklist, input: &FlagInput) -> Vec<Flag> {
    let times = VisitTimes::of(&input.started, &input.finished);
    let mut flags = Vec::new();
    place::judge(checklist, input, &mut flags);
    visit::judge(checklist, input, &times, &mut flags);
    answers::judge(checklist, input, &times, &mut flags);
    clock::judge(input, &times, &mut flags);
    visit::judge_lateness(checklist, input, &times, &mut flags);
    flags
}

/// When the visit was, as far as the phone's record tells; the one answer to that, for flags, slots and periods alike.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct VisitTimes {
    /// Corrected start, epoch ms.
    pub started: i64,
    /// Corrected end, epoch ms.
    pub finished: i64,
    /// By the monotonic clock when both stamps are of one run, else by corrected time; may be negative.
    pub length_ms: i64,
}

impl VisitTimes {
    /// Out of the two stamps of a visit.
    pub fn of(a: &Stamp, b: &Stamp) -> Self {
        let started = corrected(a, b);
        let finished = corrected(b, a);
        let length_ms =
            if a.run_id == b.run_id { b.mono_ms.saturating_sub(a.mono_ms) } else { finished.saturating_sub(started) };
        Self { started, finished, length_ms }
    }

    /// Whole seconds, rounded down.
    pub fn length_s(&self) -> i64 {
        self.length_ms.div_euclid(1000)
    }
}

/// Wall time plus the offset of the stamp, else of the other one, else nothing.
fn corrected(stamp: &Stamp, other: &Stamp) -> i64 {
    let offset = stamp.server_offset_ms.or(other.server_offset_ms).unwrap_or(0);
    stamp.wall_ms.saturating_add(offset)
}

/// How far an instant lies outside of a span, both ends included.
pub(super) enum Outside {
    Before(i64),
    After(i64),
}

impl Outside {
    /// `None` inside.
    pub fn of(at_ms: i64, from_ms: i64, to_ms: i64) -> Option<Self> {
        if at_ms < from_ms {
            Some(Self::Before(from_ms.saturating_sub(at_ms)))
        } else if at_ms > to_ms {
            Some(Self::After(at_ms.saturating_sub(to_ms)))
        } else {
            None
        }
    }

    pub fn side(&self) -> &'static str {
        match self {
            Self::Before(_) => "before",
            Self::After(_) => "after",
        }
    }

    /// Whole seconds, rounded down.
    pub fn by_s(&self) -> i64 {
        match self {
            Self::Before(ms) | Self::After(ms) => ms / 1000,
        }
    }
}
