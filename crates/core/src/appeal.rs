//! Appeals 申诉 (§3.7, decisions 18, 19, 27 and 28): their windows and deadlines on the working calendar, their states,
//! and what a decision may say.
//!
//! A year without calendar data gives no deadline, and what has none does not end: it is computed when the year is known.

use crate::{
    calendar::{Calendar, NoCalendar},
    checklist::AnswerKind,
    day::{self, HOUR_MS, MINUTE_MS},
    score::Answer,
    states::words,
};
use serde::{Deserialize, Serialize};

mod table;

pub use table::*;

/// Working days from publication in which a station may appeal (§3.7).
pub const FILE_DAYS: u32 = 3;
/// Working days of level 1 to decide.
pub const LEVEL_1_DAYS: u32 = 3;
/// Working days from the decision of level 1 in which the station may go on to level 2.
pub const GO_ON_DAYS: u32 = 2;
/// Working days of level 2 to decide.
pub const LEVEL_2_DAYS: u32 = 5;
/// As many rejected appeals in a quarter, and in the next one the region files for the station.
pub const REJECTED_LIMIT: u64 = 4;

words! {
    /// Where an appeal stands.
    AppealState {
        /// Level 1 decides.
        Level1 = "level_1",
        /// Level 1 has decided; the station may go on to level 2.
        Decided1 = "level_1_decided",
        /// Level 2 decides.
        Level2 = "level_2",
        /// It is over.
        Closed = "closed",
    }
}

words! {
    /// What came of an appeal.
    AppealOutcome {
        /// The station is right: the answer is a pass, or what the decision states.
        Upheld = "upheld",
        /// The item does not apply.
        NotApplicable = "not_applicable",
        /// It cannot be told.
        NotObserved = "not_observed",
        /// The answer stands.
        Rejected = "rejected",
        /// The audit counts no longer: there is nothing to decide.
        Withdrawn = "withdrawn",
    }
}

words! {
    /// A step of an appeal, in its history.
    AppealStep {
        /// The station, or the region for it, has appealed.
        Filed = "filed",
        /// The panel has asked for footage of three hours, of which one contains the visit.
        FootageAsked = "footage_asked",
        /// The station has handed in what was asked for.
        FootageGiven = "footage_given",
        /// A panel has decided.
        Decided = "decided",
        /// The station has gone on to level 2.
        WentOn = "went_on",
        /// Level 1 was silent: it went up by itself.
        SteppedUp = "stepped_up",
        /// Level 2 was silent: it is decided for the station.
        DecidedBySilence = "decided_by_silence",
        /// The station did not go on to level 2.
        Accepted = "accepted",
        /// The audit counts no longer.
        Withdrawn = "withdrawn",
    }
}

/// What happens by itself when the deadline of a state is over.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Lapse {
    /// It goes up to level 2.
    StepUp,
    /// The decision of level 1 is final.
    Close,
    /// It is decided for the station.
    ForStation,
}

impl AppealState {
    /// The level whose matter it is, 1 or 2.
    pub const fn level(self) -> Option<i16> {
        match self {
            Self::Level1 | Self::Decided1 => Some(1),
            Self::Level2 => Some(2),
            Self::Closed => None,
        }
    }

    /// Whether something may still come of it.
    pub const fn is_open(self) -> bool {
        !matches!(self, Self::Closed)
    }

    /// When this state ends that began at `since_ms`; none while the calendar of the year is not known.
    pub fn due(self, calendar: &Calendar, since_ms: i64) -> Option<i64> {
        let days = match self {
            Self::Level1 => LEVEL_1_DAYS,
            Self::Decided1 => GO_ON_DAYS,
            Self::Level2 => LEVEL_2_DAYS,
            Self::Closed => return None,
        };
        calendar.known_at(since_ms).due_after_working_days(since_ms, days).ok()
    }
}

/// The end of the window that begins at `from_ms`; 18:00:00.000 itself still counts. Data that replaced other data of a year
/// moves no window that had begun, and a window whose end nobody could know before it was over is whole from then on.
///
/// # Errors
/// The year has no calendar data: the window has no end yet.
pub fn window_end(calendar: &Calendar, from_ms: i64) -> Result<i64, NoCalendar> {
    let end = calendar.known_at(from_ms).due_after_working_days(from_ms, FILE_DAYS)?;
    match calendar.known_since(end).filter(|since| *since > end) {
        Some(since) => calendar.known_at(since).due_after_working_days(since, FILE_DAYS),
        None => Ok(end),
    }
}

/// Whether the window that begins at `from_ms` is over; never while the year has no calendar.
pub fn is_over(calendar: &Calendar, from_ms: i64, now_ms: i64) -> bool {
    window_end(calendar, from_ms).is_ok_and(|end| now_ms > end)
}

/// When the window of an item began: at publication, or when a later result made it worse (decision 19).
///
/// `results` are the judged results from the published one on, oldest first: when each was made, epoch ms, and what the
/// item lost in it, 0 when it did not count.
pub fn window_start(published_ms: i64, results: impl IntoIterator<Item = (i64, u32)>) -> i64 {
    let mut lost = None;
    let mut start = published_ms;
    for (at, now) in results {
        if lost.is_some_and(|before| now > before) {
            start = start.max(at);
        }
        lost = Some(now);
    }
    start
}

/// Footage is asked for by quarters of an hour.
const GRID_MS: i64 = 15 * MINUTE_MS;
/// How long a window of footage is, ms.
pub const FOOTAGE_MS: i64 = HOUR_MS;

/// The beginnings of three windows of one hour, in order of time, of which one contains the visit as far as an hour can; none
/// when the day has no room for them (decision 29).
///
/// Which one it is, and where in it the visit lies, is drawn: `draw(n)` answers a number below `n`. `alike` says which
/// instants could as well be those of the visit, by all that the station knows.
pub fn footage_windows(
    visit: (i64, i64),
    alike: impl Fn(i64) -> bool,
    mut draw: impl FnMut(usize) -> usize,
) -> Option<[i64; 3]> {
    let midnight = day::start_of(day::date_of(visit.0));
    let is_alike = |start: i64| alike(start) && alike(start + FOOTAGE_MS - 1);
    let last = (day::DAY_MS - FOOTAGE_MS) / GRID_MS;
    let starts: Vec<i64> = (0..=last).map(|n| midnight + n * GRID_MS).filter(|start| is_alike(*start)).collect();
    let holds = |start: &i64| *start <= visit.0 && visit.1 <= *start + FOOTAGE_MS;
    let mut holding: Vec<i64> = starts.iter().copied().filter(holds).collect();
    if holding.is_empty() {
        // Longer than an hour, or over the border of day and night: what can be shown is its beginning.
        holding.push(visit.0 - (visit.0 - midnight) % GRID_MS);
    }
    // Of all that fit: one hour after the other would often leave no room for the third in the three hours of a night slot.
    let apart = |one: i64, other: i64| (one - other).abs() >= FOOTAGE_MS;
    let mut fitting = Vec::new();
    for hour in holding {
        let free: Vec<i64> = starts.iter().copied().filter(|start| apart(*start, hour)).collect();
        for (at, second) in free.iter().enumerate() {
            let thirds = free[at + 1..].iter().filter(|third| apart(**third, *second));
            fitting.extend(thirds.map(|third| [hour, *second, *third]));
        }
    }
    let mut chosen = *fitting.get(draw(fitting.len()))?;
    chosen.sort_unstable();
    Some(chosen)
}

/// The best answer to an item: what an upheld appeal means when it states nothing else.
pub fn best_answer(kind: &AnswerKind) -> Answer {
    match kind {
        AnswerKind::PassFail => Answer::Bool(true),
        AnswerKind::Graded(grades) => Answer::Int(grades.max()),
        // The value at the end of the first band earns as much as any in it, and is never the one that stands for "never".
        AnswerKind::Measured(scale) | AnswerKind::Count(scale) => {
            let best = scale.bands.iter().find(|band| scale.never != Some(band.le));
            Answer::Int(best.map_or(0, |band| band.le))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{calendar::builtin, registry, score};
    use time::macros::{date, time};

    fn at(date: time::Date, time: time::Time) -> i64 {
        day::start_of(date) + time.duration_since(time::Time::MIDNIGHT).whole_milliseconds() as i64
    }

    fn end(date: time::Date, time: time::Time) -> Option<time::Date> {
        let end = window_end(builtin(), at(date, time)).ok()?;
        assert_eq!(day::time_of(end), 18 * day::HOUR_MS);
        Some(day::date_of(end))
    }

    #[test]
    fn a_window_ends_after_three_working_days_at_six() {
        let published = at(date!(2026 - 03 - 10), time!(9:00));
        assert_eq!(end(date!(2026 - 03 - 10), time!(9:00)), Some(date!(2026 - 03 - 13)));
        for (moment, over) in [
            (at(date!(2026 - 03 - 13), time!(17:59:59)), false),
            (at(date!(2026 - 03 - 13), time!(18:00:00)), false),
            (at(date!(2026 - 03 - 13), time!(18:00:00)) + 1, true),
            (at(date!(2026 - 03 - 13), time!(18:00:01)), true),
        ] {
            assert_eq!(is_over(builtin(), published, moment), over, "{moment}");
        }
        // Published at once by head office late in the evening: the next working day is day 0.
        assert_eq!(end(date!(2026 - 03 - 10), time!(18:00:00)), Some(date!(2026 - 03 - 13)));
        assert_eq!(end(date!(2026 - 03 - 10), time!(18:00:01)), Some(date!(2026 - 03 - 16)));
    }

    #[test]
    fn windows_know_spring_festival_make_up_days_and_the_end_of_the_calendar() {
        // 15 to 23 February are off, Saturday 14 and Saturday 28 are worked.
        assert_eq!(end(date!(2026 - 02 - 12), time!(9:00)), Some(date!(2026 - 02 - 24)));
        assert_eq!(end(date!(2026 - 02 - 14), time!(9:00)), Some(date!(2026 - 02 - 26)));
        assert_eq!(end(date!(2026 - 02 - 18), time!(9:00)), Some(date!(2026 - 02 - 27)), "day 0 is the 24th");
        assert_eq!(end(date!(2026 - 02 - 25), time!(9:00)), Some(date!(2026 - 02 - 28)), "a Saturday that is worked");
        assert_eq!(end(date!(2026 - 12 - 28), time!(9:00)), Some(date!(2026 - 12 - 31)));
        assert_eq!(end(date!(2026 - 12 - 29), time!(9:00)), None, "2027 is not known yet");
        assert!(!is_over(builtin(), at(date!(2026 - 12 - 29), time!(9:00)), i64::MAX), "and so it does not end");
    }

    #[test]
    fn each_state_has_its_days() {
        let since = at(date!(2026 - 06 - 03), time!(17:59:59));
        let due = |state: AppealState| state.due(builtin(), since).map(day::date_of);
        assert_eq!(due(AppealState::Level1), Some(date!(2026 - 06 - 08)));
        assert_eq!(due(AppealState::Decided1), Some(date!(2026 - 06 - 05)));
        assert_eq!(due(AppealState::Level2), Some(date!(2026 - 06 - 10)));
        assert_eq!(due(AppealState::Closed), None);
        let year_end = at(date!(2026 - 12 - 30), time!(10:00));
        assert_eq!(AppealState::Level1.due(builtin(), year_end), None);
    }

    #[test]
    fn a_window_begins_anew_for_what_got_worse_only() {
        assert_eq!(window_start(100, [(90, 0), (150, 0), (200, 0)]), 100);
        assert_eq!(window_start(100, [(90, 0), (150, 8), (200, 8)]), 150);
        assert_eq!(window_start(100, [(90, 0), (150, 8), (200, 0), (300, 20)]), 300);
        assert_eq!(window_start(100, [(90, 12), (150, 0)]), 100, "it got better, or no longer counts");
        assert_eq!(window_start(100, []), 100);
    }

    #[test]
    fn footage_is_asked_for_so_that_the_visit_is_one_of_three_hours() {
        let start = at(date!(2026 - 06 - 01), time!(10:37:13));
        let visit = (start, start + 25 * MINUTE_MS);
        let daytime = |instant: i64| (7 * HOUR_MS..19 * HOUR_MS).contains(&day::time_of(instant));
        let (mut places, mut offsets) = (std::collections::BTreeSet::new(), std::collections::BTreeSet::new());
        for seed in 0..500_usize {
            let mut n = seed;
            let draw = |among: usize| {
                n = n.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
                (n >> 33) % among
            };
            let windows = footage_windows(visit, daytime, draw).unwrap();
            let holding: Vec<usize> =
                (0..3).filter(|n| windows[*n] <= visit.0 && visit.1 <= windows[*n] + FOOTAGE_MS).collect();
            assert_eq!(holding.len(), 1, "{windows:?}");
            assert!(windows.windows(2).all(|two| two[1] - two[0] >= FOOTAGE_MS), "{windows:?}");
            assert!(windows.iter().all(|from| daytime(*from) && day::time_of(*from) % GRID_MS == 0), "{windows:?}");
            places.insert(holding[0]);
            offsets.insert(visit.0 - windows[holding[0]]);
        }
        assert_eq!((places.len(), offsets.len()), (3, 2), "neither the place nor the offset tells it");
        let long = (start, start + 3 * HOUR_MS);
        let windows = footage_windows(long, daytime, |_| 0).unwrap();
        assert!(windows.iter().any(|from| *from <= long.0 && long.0 < from + FOOTAGE_MS));
        assert_eq!(footage_windows(visit, |_| false, |_| 0), None, "no other hour is like it");
    }

    #[test]
    fn every_visit_in_a_slot_of_the_night_has_three_hours() {
        let slots = &registry::builtin().get("station-69", 1).unwrap().visit.slots;
        let night = slots.iter().find(|slot| slot.night).unwrap();
        let length = 25 * MINUTE_MS;
        let (mut in_slots, mut widened) = (0, 0);
        for minute in night.from_minute..=night.to_minute - 25 {
            let from = day::start_of(date!(2026 - 06 - 03)) + i64::from(minute) * MINUTE_MS;
            let part = day::part_of_day(slots, from);
            let by_part = |at: i64| day::part_of_day(slots, at) == part;
            let by_slot = |at: i64| day::slot_at(slots, at).is_some() && by_part(at);
            for number in 0..7 {
                let visit = (from, from + length);
                let strict = footage_windows(visit, by_slot, |among| number % among.max(1));
                in_slots += usize::from(strict.is_some());
                widened += usize::from(strict.is_none());
                let windows = strict.or_else(|| footage_windows(visit, by_part, |among| number * 31 % among.max(1)));
                let windows = windows.unwrap_or_else(|| panic!("no three hours for {minute}"));
                assert!(windows.windows(2).all(|two| two[1] - two[0] >= FOOTAGE_MS), "{windows:?}");
                assert!(
                    windows.iter().any(|at| *at <= from && from + length <= at + FOOTAGE_MS),
                    "{minute}: {windows:?}"
                );
            }
        }
        assert!(in_slots > 0 && widened > 0, "both ways: {in_slots} and {widened}");
    }

    #[test]
    fn the_best_answer_earns_everything() {
        let checklist = registry::builtin().get("station-69", 1).unwrap();
        let answers: Vec<Answer> = checklist.items.iter().map(|item| best_answer(&item.answer)).collect();
        let mut flags = crate::checklist::Flags::defaults(checklist);
        for name in ["v.night", "v.unloading"] {
            if let Some(index) = checklist.flag_index(name) {
                flags.set(index, 1);
            }
        }
        let score = score::score(checklist, &score::ScoreInput::new(&answers, &flags));
        let lost = score.lines.iter().filter(|line| line.state == score::State::Answered && line.earned < line.nominal);
        assert_eq!(lost.map(|line| &checklist.items[line.item].id).collect::<Vec<_>>(), Vec::<&String>::new());
    }
}
