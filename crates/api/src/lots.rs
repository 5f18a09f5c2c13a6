//! What is drawn by lot: which audits are reviewed twice (§2.5 no. 3), which fixes are checked on site (§5.4).

use std::sync::OnceLock;

use rand::{TryRngCore, rngs::OsRng};
use sha2::{Digest, Sha256};

use crate::problem::{Problem, Result};

/// Lots go from 0 to one less.
const LOTS: u32 = 10_000;

/// Where lots come from: the system's random numbers, which nobody foresees.
#[derive(Debug, Default)]
pub struct Lots {
    seed: OnceLock<u64>,
}

impl Lots {
    /// From now on lots follow from a seed and from what they are drawn for. For the demo alone: one that was killed ends like
    /// one that was not.
    pub fn repeat(&self, seed: u64) {
        // A second seed would tear a demo in two: the first one stays.
        let _ = self.seed.set(seed);
    }

    /// Drawn evenly from 0 to 9999, for what this text names.
    pub fn draw(&self, what: &str) -> Result<u32> {
        if let Some(seed) = self.seed.get() {
            let digest = Sha256::new().chain_update(seed.to_be_bytes()).chain_update(what.as_bytes()).finalize();
            return Ok(digest.iter().fold(0, |rest, byte| (rest * 256 + u32::from(*byte)) % LOTS));
        }
        loop {
            let drawn = OsRng.try_next_u32().map_err(Problem::internal)?;
            // The last incomplete span would make small lots likelier.
            if drawn < u32::MAX - u32::MAX % LOTS {
                return Ok(drawn % LOTS);
            }
        }
    }

    /// Whether something is in a sample of so many of a hundred.
    pub fn takes(&self, percent: u32, what: &str) -> Result<bool> {
        Ok(self.draw(what)? < percent * (LOTS / 100))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nobody_everybody_or_a_share_is_drawn() {
        let (chance, seeded) = (Lots::default(), Lots::default());
        seeded.repeat(7);
        for lots in [chance, seeded] {
            let takes = |percent: u32, n: u32| lots.takes(percent, &format!("review/{n}")).expect("random bytes");
            let count = |percent: u32| (0..5_000).filter(|n| takes(percent, *n)).count();
            assert_eq!((count(0), count(100)), (0, 5_000));
            // 1000 expected; seven standard deviations of a fair draw are less than 200.
            let some = count(20);
            assert!((800..1_200).contains(&some), "{some}");
        }
    }

    #[test]
    fn a_seed_repeats_itself_and_another_does_not() {
        let drawn = |seed: u64| {
            let lots = Lots::default();
            lots.repeat(seed);
            (0..20).map(|n| lots.draw(&format!("on_site/{n}")).expect("no chance in it")).collect::<Vec<_>>()
        };
        assert_eq!(drawn(1), drawn(1));
        assert_ne!(drawn(1), drawn(2));
        let free = Lots::default();
        let lots: std::collections::BTreeSet<u32> = (0..20).map(|_| free.draw("one").expect("random bytes")).collect();
        assert!(lots.len() > 1, "without a seed it is chance, whatever it is drawn for");
    }
}
