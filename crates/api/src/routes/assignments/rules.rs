//! The rules of visits (§2.4) as doubts about a plan: a planner may pass over them with a reason.

use std::collections::{HashMap, HashSet};

use forecourt_core::{
    checklist::{Rotation, Slot},
    day::{DAY_MS, SHANGHAI_OFFSET_MS, time_of},
    text::{Lang, Text},
    violation::Code,
};
use uuid::Uuid;

use crate::problem::Problem;

const MINUTE_MS: i64 = 60_000;

/// The visit of a re-visit is not planned anew while its cause may be appealed (decision 27).
pub fn cause_open() -> Problem {
    let code = Code::CauseOpen;
    let problem = Problem::wrong_state("planned").detail(code.message(Lang::Zh), code.message(Lang::En));
    problem.with("code", code.as_str())
}

/// A rule that a planned visit breaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Doubt {
    /// The window begins or ends outside of its slot.
    OutsideSlot,
    /// The shopper was or will be at this station within too few days.
    RotationDays,
    /// The shopper was or will be at this station too often within a year.
    RotationYear,
    /// The shopper has too many stations on that day.
    StationsPerDay,
    /// The station lies outside of the shopper's places.
    OutsideArea,
    /// The slot is not that of the failed visit which a re-visit repeats.
    OtherSlot,
    /// The window does not lie within the days of the re-visit.
    OutsideDays,
}

impl Doubt {
    /// The word in the API.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::OutsideSlot => "outside_slot",
            Self::RotationDays => "rotation_days",
            Self::RotationYear => "rotation_year",
            Self::StationsPerDay => "stations_per_day",
            Self::OutsideArea => "outside_area",
            Self::OtherSlot => "other_slot",
            Self::OutsideDays => "outside_days",
        }
    }

    /// What it means.
    pub fn text(self) -> Text {
        match self {
            Self::OutsideSlot => Text::new("窗口不在所选时段内", "The window does not lie inside its slot"),
            Self::RotationDays => {
                Text::new("同一神秘顾客到同一加油站的间隔过短", "The shopper comes to this station again too soon")
            }
            Self::RotationYear => Text::new(
                "同一神秘顾客一年内到同一加油站次数过多",
                "The shopper comes to this station too often within a year",
            ),
            Self::StationsPerDay => {
                Text::new("该神秘顾客当天的加油站过多", "The shopper has too many stations on that day")
            }
            Self::OutsideArea => {
                Text::new("加油站不在该神秘顾客的范围内", "The station lies outside of the shopper's places")
            }
            Self::OtherSlot => Text::new("与未通过的访问时段不同", "The slot is not that of the failed visit"),
            Self::OutsideDays => {
                Text::new("窗口不在复查日期内", "The window does not lie within the days of the re-visit")
            }
        }
    }
}

/// Whether a window begins and ends in its slot; one of several days does so on its first and last day.
pub fn lies_in_slot(slot: &Slot, start_ms: i64, end_ms: i64) -> bool {
    let span = i64::from(slot.from_minute) * MINUTE_MS..=i64::from(slot.to_minute) * MINUTE_MS;
    span.contains(&time_of(start_ms)) && span.contains(&time_of(end_ms))
}

/// The day in Shanghai as days since 1970-01-01.
pub const fn day_of(at_ms: i64) -> i64 {
    (at_ms + SHANGHAI_OFFSET_MS).div_euclid(DAY_MS)
}

/// Visits that are planned or were made.
#[derive(Debug, Default)]
pub struct Visits {
    at_station: HashMap<(Uuid, Uuid), Vec<i64>>,
    on_day: HashMap<(Uuid, i64), HashSet<Uuid>>,
}

impl Visits {
    /// Notes a visit.
    pub fn add(&mut self, shopper: Uuid, station: Uuid, start_ms: i64) {
        self.at_station.entry((shopper, station)).or_default().push(day_of(start_ms));
        self.on_day.entry((shopper, day_of(start_ms))).or_default().insert(station);
    }

    /// What the rotation says about one visit more.
    pub fn doubts(&self, rotation: &Rotation, shopper: Uuid, station: Uuid, start_ms: i64) -> Vec<Doubt> {
        let day = day_of(start_ms);
        let others = self.at_station.get(&(shopper, station)).map_or(&[][..], Vec::as_slice);
        let mut doubts = Vec::new();
        if others.iter().any(|other| (day - other).abs() < i64::from(rotation.same_station_days)) {
            doubts.push(Doubt::RotationDays);
        }
        if crowded(others, day) >= i64::from(rotation.same_station_per_year) {
            doubts.push(Doubt::RotationYear);
        }
        let stations = self.on_day.get(&(shopper, day));
        let more = stations.map_or(0, |known| known.iter().filter(|known| **known != station).count());
        if more >= usize::try_from(rotation.stations_per_day).unwrap_or(usize::MAX) {
            doubts.push(Doubt::StationsPerDay);
        }
        doubts
    }
}

/// The most other visits in any 365 days that contain this day.
fn crowded(others: &[i64], day: i64) -> i64 {
    let near: Vec<i64> = others.iter().copied().filter(|other| (day - other).abs() < 365).collect();
    let begins = near.iter().copied().filter(|other| *other <= day).chain([day]);
    let most = begins.map(|first| near.iter().filter(|other| (first..first + 365).contains(*other)).count()).max();
    i64::try_from(most.unwrap_or(0)).unwrap_or(i64::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;
    use forecourt_core::day::HOUR_MS;

    const SHOPPER: Uuid = Uuid::from_u128(1);
    const STATION: Uuid = Uuid::from_u128(2);
    const RULES: Rotation = Rotation { same_station_days: 90, same_station_per_year: 2, stations_per_day: 8 };

    fn at(day: i64, hour: i64) -> i64 {
        day * DAY_MS + hour * HOUR_MS - SHANGHAI_OFFSET_MS
    }

    fn slot(from: u32, to: u32) -> Slot {
        let text = Text::new("夜间", "night");
        Slot { id: "night".into(), text, from_minute: from, to_minute: to, night: true }
    }

    #[test]
    fn a_window_begins_and_ends_in_its_slot() {
        let night = slot(20 * 60 + 30, 23 * 60 + 30);
        assert!(lies_in_slot(&night, at(5, 21), at(5, 23)));
        assert!(lies_in_slot(&night, at(5, 20) + 30 * MINUTE_MS, at(5, 23) + 30 * MINUTE_MS), "both ends included");
        assert!(lies_in_slot(&night, at(5, 21), at(9, 23)), "several days");
        assert!(!lies_in_slot(&night, at(5, 20), at(5, 23)));
        assert!(!lies_in_slot(&night, at(5, 21), at(6, 0)));
    }

    #[test]
    fn the_day_is_that_of_shanghai() {
        assert_eq!(day_of(at(5, 0)), 5);
        assert_eq!(day_of(at(5, 0) - 1), 4);
    }

    #[test]
    fn a_shopper_comes_back_after_90_days_and_twice_a_year() {
        let mut visits = Visits::default();
        visits.add(SHOPPER, STATION, at(1000, 10));
        assert_eq!(visits.doubts(&RULES, SHOPPER, STATION, at(1089, 10)), [Doubt::RotationDays]);
        assert_eq!(visits.doubts(&RULES, SHOPPER, STATION, at(911, 10)), [Doubt::RotationDays], "planned backwards");
        assert_eq!(visits.doubts(&RULES, SHOPPER, STATION, at(1090, 10)), []);
        assert_eq!(visits.doubts(&RULES, Uuid::from_u128(3), STATION, at(1001, 10)), [], "another shopper");
        visits.add(SHOPPER, STATION, at(1090, 10));
        assert_eq!(visits.doubts(&RULES, SHOPPER, STATION, at(1364, 10)), [Doubt::RotationYear]);
        assert_eq!(visits.doubts(&RULES, SHOPPER, STATION, at(1365, 10)), [], "the first lies a year back");
        assert_eq!(visits.doubts(&RULES, SHOPPER, STATION, at(1200, 10)), [Doubt::RotationYear]);
    }

    #[test]
    fn visits_on_both_sides_do_not_share_a_year() {
        let mut visits = Visits::default();
        visits.add(SHOPPER, STATION, at(1000, 10));
        visits.add(SHOPPER, STATION, at(1600, 10));
        assert_eq!(visits.doubts(&RULES, SHOPPER, STATION, at(1300, 10)), []);
    }

    #[test]
    fn eight_stations_a_day_are_enough() {
        let mut visits = Visits::default();
        for n in 10..17 {
            visits.add(SHOPPER, Uuid::from_u128(n), at(1000, 8));
        }
        assert_eq!(visits.doubts(&RULES, SHOPPER, STATION, at(1000, 20)), []);
        visits.add(SHOPPER, Uuid::from_u128(17), at(1000, 9));
        assert_eq!(visits.doubts(&RULES, SHOPPER, STATION, at(1000, 20)), [Doubt::StationsPerDay]);
        assert_eq!(visits.doubts(&RULES, SHOPPER, STATION, at(1001, 8)), []);
    }
}
