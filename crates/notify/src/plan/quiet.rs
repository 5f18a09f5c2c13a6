//! Quiet hours in Asia/Shanghai.

use forecourt_core::day::{self, DAY_MS, MINUTE_MS};

/// Minutes of a day.
const DAY_MINUTES: u16 = 24 * 60;

/// A part of the day during which nobody is woken, from the first minute to before the last; it may reach over midnight.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct QuietHours {
    from_minute: u16,
    to_minute: u16,
}

impl QuietHours {
    /// 22:00 to 07:00, the night of the policy (§5.1).
    pub const NIGHT: Self = Self { from_minute: 22 * 60, to_minute: 7 * 60 };
    /// None at all.
    pub const NEVER: Self = Self { from_minute: 0, to_minute: 0 };

    /// From a minute of the day to another, 0 to 1439; the same twice is never. `None` when they are no minutes.
    pub fn new(from_minute: u16, to_minute: u16) -> Option<Self> {
        (from_minute < DAY_MINUTES && to_minute < DAY_MINUTES).then_some(Self { from_minute, to_minute })
    }

    /// When it ends, epoch ms, if it is quiet at this instant.
    pub fn quiet_until(self, now_ms: i64) -> Option<i64> {
        let (from, to) = (i64::from(self.from_minute) * MINUTE_MS, i64::from(self.to_minute) * MINUTE_MS);
        let time = day::time_of(now_ms);
        let quiet = if from <= to { (from..to).contains(&time) } else { time >= from || time < to };
        quiet.then(|| now_ms.saturating_add((to - time).rem_euclid(DAY_MS)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use time::macros::date;

    fn at(hour: i64, minute: i64) -> i64 {
        day::at_hour(date!(2026 - 11 - 26), hour) + minute * MINUTE_MS
    }

    #[test]
    fn the_night_ends_at_seven_in_shanghai() {
        let next_seven = at(31, 0);
        assert_eq!(QuietHours::NIGHT.quiet_until(at(22, 0) - 1), None);
        assert_eq!(QuietHours::NIGHT.quiet_until(at(22, 0)), Some(next_seven));
        assert_eq!(QuietHours::NIGHT.quiet_until(at(24, 0)), Some(next_seven));
        assert_eq!(QuietHours::NIGHT.quiet_until(next_seven - 1), Some(next_seven));
        assert_eq!(QuietHours::NIGHT.quiet_until(next_seven), None);
    }

    #[test]
    fn hours_within_a_day_and_none() {
        let noon = QuietHours::new(12 * 60, 14 * 60 + 30).unwrap();
        assert_eq!(noon.quiet_until(at(12, 0)), Some(at(14, 30)));
        assert_eq!((noon.quiet_until(at(11, 59)), noon.quiet_until(at(14, 30))), (None, None));
        for hour in 0..24 {
            assert_eq!(QuietHours::NEVER.quiet_until(at(hour, 0)), None);
        }
        assert_eq!((QuietHours::new(1440, 0), QuietHours::new(0, 1440)), (None, None));
    }
}
