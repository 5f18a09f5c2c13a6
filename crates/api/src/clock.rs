//! The two clocks: business time, which a demo may simulate, and real time for signatures, sessions and addresses.

use std::sync::{
    Arc,
    atomic::{AtomicI64, Ordering},
};

/// Marks business time as real.
const REAL: i64 = i64::MIN;

/// Where every "now" of the API comes from.
#[derive(Clone, Debug)]
pub struct Clock {
    business: Arc<AtomicI64>,
}

impl Default for Clock {
    fn default() -> Self {
        Self { business: Arc::new(AtomicI64::new(REAL)) }
    }
}

impl Clock {
    /// Business time in epoch ms: visits, receipts, reviews, publication.
    pub fn now_ms(&self) -> i64 {
        match self.business.load(Ordering::SeqCst) {
            REAL => self.real_ms(),
            simulated => simulated,
        }
    }

    /// Real time in epoch ms: sessions, upload addresses, leases.
    #[expect(clippy::disallowed_methods, reason = "the one place where time comes in")]
    pub fn real_ms(&self) -> i64 {
        let since = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap_or_default();
        i64::try_from(since.as_millis()).unwrap_or(i64::MAX)
    }

    /// Time of the job queue in epoch ms: real time, or business time where a simulation is ahead of it.
    pub fn work_ms(&self) -> i64 {
        self.now_ms().max(self.real_ms())
    }

    /// Sets simulated business time; it stands still until it is set again. Never moves backwards.
    pub fn simulate(&self, now_ms: i64) {
        let _ = self.business.fetch_update(Ordering::SeqCst, Ordering::SeqCst, |old| Some(old.max(now_ms)));
    }

    /// Ends the simulation: business time is real time again.
    pub fn go_real(&self) {
        self.business.store(REAL, Ordering::SeqCst);
    }

    /// Whether business time is simulated.
    pub fn is_simulated(&self) -> bool {
        self.business.load(Ordering::SeqCst) != REAL
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn simulated_time_stands_still_and_never_goes_back() {
        let clock = Clock::default();
        assert!(!clock.is_simulated());
        clock.simulate(1_000);
        clock.simulate(500);
        assert_eq!(clock.now_ms(), 1_000);
        clock.go_real();
        assert!(clock.now_ms() > 1_000_000_000_000);
    }
}
