//! Slows down guessing per name and per address; never locks anyone out (decision 33).

use std::{
    collections::HashMap,
    sync::{Arc, Mutex},
    time::Duration,
};

/// Failures are forgotten after this long without another, ms.
const FORGET_MS: i64 = 15 * 60_000;
/// Failures that cost nothing: people mistype.
const FREE: u32 = 3;
/// The longest delay.
const MAX_DELAY: Duration = Duration::from_secs(8);
/// More names than this are not remembered (a flood of names must not fill the memory).
const MAX_ENTRIES: usize = 50_000;

/// Recent failures by name and by address.
#[derive(Clone, Debug, Default)]
pub struct Throttle {
    failures: Arc<Mutex<HashMap<String, (u32, i64)>>>,
}

impl Throttle {
    /// How long the answer for these keys must wait.
    pub fn delay(&self, keys: &[&str], now_ms: i64) -> Duration {
        let failures = self.failures.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        let worst = keys
            .iter()
            .filter_map(|key| failures.get(*key))
            .filter(|(_, last)| now_ms - last < FORGET_MS)
            .map(|(count, _)| *count)
            .max()
            .unwrap_or(0);
        match worst.saturating_sub(FREE) {
            0 => Duration::ZERO,
            over => Duration::from_millis(250u64 << over.min(6)).min(MAX_DELAY),
        }
    }

    /// Notes a failure.
    pub fn failed(&self, keys: &[&str], now_ms: i64) {
        let mut failures = self.failures.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        if failures.len() > MAX_ENTRIES {
            failures.retain(|_, (_, last)| now_ms - *last < FORGET_MS);
            if failures.len() > MAX_ENTRIES {
                failures.clear();
            }
        }
        for key in keys {
            let entry = failures.entry((*key).to_owned()).or_insert((0, now_ms));
            entry.0 = if now_ms - entry.1 < FORGET_MS { entry.0.saturating_add(1) } else { 1 };
            entry.1 = now_ms;
        }
    }

    /// Forgets the failures of a name that has signed in; those of the address stay.
    pub fn succeeded(&self, name: &str) {
        self.failures.lock().unwrap_or_else(std::sync::PoisonError::into_inner).remove(name);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_delay_grows_and_is_forgotten() {
        let throttle = Throttle::default();
        for _ in 0..FREE {
            throttle.failed(&["n"], 0);
        }
        assert_eq!(throttle.delay(&["n"], 0), Duration::ZERO);
        throttle.failed(&["n"], 0);
        let first = throttle.delay(&["n", "other"], 0);
        throttle.failed(&["n"], 0);
        assert!(throttle.delay(&["n"], 0) > first);
        for _ in 0..40 {
            throttle.failed(&["n"], 0);
        }
        assert_eq!(throttle.delay(&["n"], 0), MAX_DELAY);
        assert_eq!(throttle.delay(&["n"], FORGET_MS), Duration::ZERO);
        throttle.succeeded("n");
        assert_eq!(throttle.delay(&["n"], 0), Duration::ZERO);
    }
}
