//! Chance that repeats itself: everything in the demo follows from one seed, so that a demo that was killed goes on
//! with the same ids, answers and pictures.

use sha2::{Digest, Sha256};
use uuid::{Builder, Uuid};

/// SplitMix64. Never for secrets.
#[derive(Clone, Debug)]
pub struct Rng(u64);

impl Rng {
    /// The source of one thing, named by a text.
    pub fn of(seed: u64, what: &str) -> Self {
        Self(u64::from_be_bytes(first(&digest(seed, what))))
    }

    /// The next 64 bits.
    pub fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// A number in `low..=high`.
    pub fn range(&mut self, low: i64, high: i64) -> i64 {
        let span = high.abs_diff(low).saturating_add(1);
        low.saturating_add(i64::try_from(self.next() % span).unwrap_or(0))
    }

    /// True in `permille` of 1000 cases.
    pub fn chance(&mut self, permille: i64) -> bool {
        self.range(0, 999) < permille
    }

    /// One of the values; the list is never empty.
    pub fn pick<T: Copy>(&mut self, values: &[T]) -> T {
        values[usize::try_from(self.next() % values.len() as u64).unwrap_or(0)]
    }

    /// Puts a list into another order.
    pub fn shuffle<T>(&mut self, values: &mut [T]) {
        for last in (1..values.len()).rev() {
            let other = usize::try_from(self.next() % (last as u64 + 1)).unwrap_or(0);
            values.swap(last, other);
        }
    }
}

/// A v4-shaped id that follows from seed and name.
pub fn id(seed: u64, what: &str) -> Uuid {
    Builder::from_random_bytes(first(&digest(seed, what))).into_uuid()
}

fn digest(seed: u64, what: &str) -> [u8; 32] {
    Sha256::new().chain_update(seed.to_be_bytes()).chain_update(what.as_bytes()).finalize().into()
}

fn first<const N: usize>(bytes: &[u8; 32]) -> [u8; N] {
    let mut out = [0; N];
    out.copy_from_slice(&bytes[..N]);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_seed_gives_the_same_chance() {
        let draw =
            |seed| (0..5).map(|_| 0).scan(Rng::of(seed, "x"), |rng, _: i32| Some(rng.next())).collect::<Vec<_>>();
        assert_eq!(draw(1), draw(1));
        assert_ne!(draw(1), draw(2));
        assert_eq!(id(1, "a"), id(1, "a"));
        assert_ne!(id(1, "a"), id(1, "b"));
        assert_eq!(id(1, "a").get_version_num(), 4);
    }

    #[test]
    fn numbers_stay_in_their_range() {
        let mut rng = Rng::of(7, "range");
        let drawn: Vec<i64> = (0..1000).map(|_| rng.range(-2, 3)).collect();
        assert!(drawn.iter().all(|n| (-2..=3).contains(n)));
        assert!((-2..=3).all(|n| drawn.contains(&n)));
        let mut order: Vec<u32> = (0..50).collect();
        rng.shuffle(&mut order);
        order.sort_unstable();
        assert_eq!(order, (0..50).collect::<Vec<_>>());
    }
}
