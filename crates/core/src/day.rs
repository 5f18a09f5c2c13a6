//! Days and times of day in Asia/Shanghai, which is UTC+8 all year: no daylight saving since 1991 (§5.2).

use crate::checklist;
use crate::flags;
use crate::states::words;
use serde::{Deserialize, Serialize};
use time::{Date, Month, OffsetDateTime};

/// Asia/Shanghai minus UTC, ms.
pub const SHANGHAI_OFFSET_MS: i64 = 8 * HOUR_MS;
/// One minute in ms.
pub const MINUTE_MS: i64 = 60_000;
/// One hour in ms.
pub const HOUR_MS: i64 = 60 * MINUTE_MS;
/// One day in ms.
pub const DAY_MS: i64 = 24 * HOUR_MS;

words! {
    /// How fine a station may know when it was visited (decision 21).
    PartOfDay {
        Day = "day",
        Night = "night",
    }
}

/// The day in Shanghai at an instant, epoch ms; beyond the years −9999 to 9999 the first or last day.
pub fn date_of(at_ms: i64) -> Date {
    let days = at_ms.saturating_add(SHANGHAI_OFFSET_MS).div_euclid(DAY_MS);
    let julian = days.saturating_add(i64::from(OffsetDateTime::UNIX_EPOCH.to_julian_day()));
    let nearest = if at_ms < 0 { Date::MIN } else { Date::MAX };
    i32::try_from(julian).ok().and_then(|julian| Date::from_julian_day(julian).ok()).unwrap_or(nearest)
}

/// A day as days since 1970-01-01.
pub const fn number_of(day: Date) -> i32 {
    day.to_julian_day() - OffsetDateTime::UNIX_EPOCH.to_julian_day()
}

/// The day in Shanghai at an instant as days since 1970-01-01; see [`date_of`].
pub fn number_at(at_ms: i64) -> i32 {
    number_of(date_of(at_ms))
}

/// The day of a number of days since 1970-01-01; `None` beyond the years −9999 to 9999.
pub fn of_number(days: i32) -> Option<Date> {
    Date::from_julian_day(days.checked_add(OffsetDateTime::UNIX_EPOCH.to_julian_day())?).ok()
}

/// A day from `YYYY-MM-DD`; `None` when it is none.
pub fn parse(text: &str) -> Option<Date> {
    let [year, month, day] = text.split('-').collect::<Vec<_>>().try_into().ok()?;
    if (year.len(), month.len(), day.len()) != (4, 2, 2) {
        return None;
    }
    let month = Month::try_from(month.parse::<u8>().ok()?).ok()?;
    Date::from_calendar_date(year.parse().ok()?, month, day.parse().ok()?).ok()
}

/// A number of days since 1970-01-01 as `YYYY-MM-DD`, which [`parse`] reads; beyond the years −9999 to 9999 the first or last day.
pub fn text(days: i32) -> String {
    let nearest = if days < 0 { Date::MIN } else { Date::MAX };
    let day = of_number(days).unwrap_or(nearest);
    format!("{:04}-{:02}-{:02}", day.year(), u8::from(day.month()), day.day())
}

/// The time of day in Shanghai at an instant, ms after midnight.
pub fn time_of(at_ms: i64) -> i64 {
    at_ms.saturating_add(SHANGHAI_OFFSET_MS).rem_euclid(DAY_MS)
}

/// The instant at which a day in Shanghai begins, epoch ms.
pub fn start_of(day: Date) -> i64 {
    i64::from(number_of(day)) * DAY_MS - SHANGHAI_OFFSET_MS
}

/// The instant of a day and an hour in Shanghai, epoch ms.
pub fn at_hour(day: Date, hour: i64) -> i64 {
    start_of(day) + hour * HOUR_MS
}

/// The span of a checklist's time slot on one day: a whole visit has to lie in it (§2.4).
pub fn slot_on(day: Date, slot: &checklist::Slot) -> flags::Slot {
    let midnight = start_of(day);
    flags::Slot {
        from_ms: midnight + i64::from(slot.from_minute) * MINUTE_MS,
        to_ms: midnight + i64::from(slot.to_minute) * MINUTE_MS,
    }
}

/// The slot an instant lies in, both ends included; `None` between the slots.
pub fn slot_at(slots: &[checklist::Slot], at_ms: i64) -> Option<&checklist::Slot> {
    let time = time_of(at_ms);
    let holds = |slot: &&checklist::Slot| {
        let (from, to) = (i64::from(slot.from_minute) * MINUTE_MS, i64::from(slot.to_minute) * MINUTE_MS);
        (from..=to).contains(&time)
    };
    slots.iter().find(holds)
}

/// Day or night: night reaches from the beginning of the first night slot to the beginning of the first other slot.
///
/// It has an answer for every instant, since a visit outside of its slot is flagged but still shown. Without both kinds
/// of slots everything is day.
pub fn part_of_day(slots: &[checklist::Slot], at_ms: i64) -> PartOfDay {
    let first = |night| slots.iter().filter(|slot| slot.night == night).map(|slot| slot.from_minute).min();
    let (Some(dusk), Some(dawn)) = (first(true), first(false)) else { return PartOfDay::Day };
    let minute = time_of(at_ms) / MINUTE_MS;
    let (dusk, dawn) = (i64::from(dusk), i64::from(dawn));
    let night = if dusk < dawn { (dusk..dawn).contains(&minute) } else { minute >= dusk || minute < dawn };
    if night { PartOfDay::Night } else { PartOfDay::Day }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_is_read_as_it_is_written() {
        for days in [-719_162, -1, 0, 20_782, 2_932_896] {
            assert_eq!(parse(&text(days)).map(number_of), Some(days), "{}", text(days));
        }
        assert_eq!(
            (text(20_782), text(i32::MAX), text(i32::MIN)),
            ("2026-11-25".into(), "9999-12-31".into(), "-9999-01-01".into())
        );
        for wrong in ["2026-02-29", "2026-13-01", "2026-1-01", "26-01-01", "2026-01-01-", "", "today"] {
            assert_eq!(parse(wrong), None, "{wrong}");
        }
    }
}
