//! A small deterministic source of numbers: the same seed draws the same picture on every machine.

/// SplitMix64: one multiplication chain per number, good enough for pictures, never for secrets.
#[derive(Debug, Clone)]
pub(crate) struct Rng(u64);

impl Rng {
    /// Starts from a seed.
    pub(crate) fn new(seed: u64) -> Self {
        Rng(seed)
    }

    /// Starts from text, so that everything about one station looks alike in all its pictures.
    pub(crate) fn from_text(text: &str) -> Self {
        // FNV-1a: short, stable over versions, unlike the hashers of std
        let hash =
            text.bytes().fold(0xcbf2_9ce4_8422_2325_u64, |h, b| (h ^ u64::from(b)).wrapping_mul(0x0000_0100_0000_01b3));
        Rng(hash)
    }

    /// The next 64 bits.
    pub(crate) fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// A number in `low..=high`.
    pub(crate) fn range(&mut self, low: i32, high: i32) -> i32 {
        let span = u64::from(high.abs_diff(low)) + 1;
        low.wrapping_add((self.next() % span) as i32)
    }

    /// True in `percent` of 100 cases.
    pub(crate) fn chance(&mut self, percent: i32) -> bool {
        self.range(0, 99) < percent
    }

    /// One of the values given; the slice must not be empty.
    pub(crate) fn pick<T: Copy>(&mut self, values: &[T]) -> T {
        values[(self.next() % values.len() as u64) as usize]
    }
}
