//! When a failed try is made again.

use forecourt_core::day::{HOUR_MS, MINUTE_MS};

/// The pauses between the tries of a channel; after the last one it ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct BackOff {
    pub pauses_ms: &'static [i64],
}

/// Webhooks and robots: the schedule that Standard Webhooks gives as its example, over three days.
pub const WEB: BackOff = BackOff {
    pauses_ms: &[
        5_000,
        5 * MINUTE_MS,
        30 * MINUTE_MS,
        2 * HOUR_MS,
        5 * HOUR_MS,
        10 * HOUR_MS,
        14 * HOUR_MS,
        20 * HOUR_MS,
        24 * HOUR_MS,
    ],
};

/// E-mail: slower at first, since servers that greylist ask for minutes; RFC 5321 §4.5.4.1 gives up after four or five days.
pub const MAIL: BackOff = BackOff {
    pauses_ms: &[
        MINUTE_MS,
        10 * MINUTE_MS,
        30 * MINUTE_MS,
        2 * HOUR_MS,
        6 * HOUR_MS,
        12 * HOUR_MS,
        24 * HOUR_MS,
        24 * HOUR_MS,
        24 * HOUR_MS,
    ],
};

impl BackOff {
    /// When to try again after so many failed tries (1, 2, …), epoch ms; `None` when it ends.
    ///
    /// `asked_ms` is how long the other side wants to be left alone (`Retry-After`): never earlier than that. `spread_bp`
    /// (0 to 10000, drawn by the caller) lengthens a pause by up to a tenth, so that what failed together does not come
    /// back together.
    pub fn again_at(&self, failed: u32, now_ms: i64, asked_ms: Option<i64>, spread_bp: u16) -> Option<i64> {
        let pause = *self.pauses_ms.get(failed.checked_sub(1)? as usize)?;
        let pause = pause.max(asked_ms.unwrap_or(0));
        let spread = i128::from(pause) * i128::from(spread_bp.min(10_000)) / 100_000;
        Some(now_ms.saturating_add(pause).saturating_add(i64::try_from(spread).unwrap_or(0)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn pauses_grow_and_end() {
        let at = |failed| WEB.again_at(failed, 1000, None, 0);
        assert_eq!((at(0), at(1), at(2)), (None, Some(6000), Some(301_000)));
        assert_eq!((at(9), at(10)), (Some(1000 + 24 * HOUR_MS), None));
        let total: i64 = WEB.pauses_ms.iter().sum();
        assert_eq!(total, 75 * HOUR_MS + 35 * MINUTE_MS + 5000, "75:35:05 says the specification");
    }

    #[test]
    fn what_was_asked_for_is_kept() {
        assert_eq!(WEB.again_at(1, 0, Some(60_000), 0), Some(60_000));
        assert_eq!(WEB.again_at(2, 0, Some(60_000), 0), Some(300_000));
        assert_eq!(WEB.again_at(1, 0, Some(60_000), 10_000), Some(66_000));
    }

    proptest! {
        #[test]
        fn nothing_is_early_and_nothing_a_tenth_too_late(
            failed in 1..9_u32, asked in prop::option::of(0..90_000_000_i64), spread in 0..=u16::MAX,
        ) {
            let pause = MAIL.pauses_ms[failed as usize - 1].max(asked.unwrap_or(0));
            let at = MAIL.again_at(failed, 7, asked, spread).unwrap() - 7;
            prop_assert!(at >= pause && at <= pause + pause / 10);
        }
    }
}
