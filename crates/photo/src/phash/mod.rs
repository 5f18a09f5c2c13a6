//! Perceptual hash: finds the same picture again after re-encoding, rescaling, other brightness and moderate crops.
//!
//! The hash holds the signs of 511 slow waves (a cosine transform) of the middle of the frame: 80 % of width and
//! height. A sign survives brightness, contrast, rescaling and compression; the slower the wave, the better.
//!
//! **Index.** The 84 slowest signs form three bands of 28 bits. Each photo stores three integers ([`bands`]), the number
//! of the band in the upper bits, so that one plain B-tree serves all three on SQLite and PostgreSQL.
//! **Question.** A new photo asks `band IN (…)` with the keys of [`Query::keys`]: its own three, and those it would have
//! if its least certain signs were otherwise, or if it were a crop of the photo sought. All this costs the one who asks;
//! the index holds three rows a photo.
//! **Proof.** Candidates are compared in Rust with the full hash ([`Query::compare`]), the new photo being moved until
//! it lies best over the stored one.

mod grid;
mod query;

pub use query::{Match, Query};

/// Signs in a hash.
pub const BITS: usize = 511;
/// Bands of a hash, rows in the index a photo.
pub const BANDS: usize = 3;
/// Signs in one band.
pub const BAND_BITS: usize = 28;
/// Length of a stored hash in bytes.
pub const HASH_BYTES: usize = 64;
/// Pictures whose aligned hashes differ in at most so many signs of 511 count as the same picture.
///
/// Copies mostly lie below 20. Higher limits find a few more copies that are turned or burnt out, and take more honest
/// pictures of one printed form for copies; `examples/phash_quality.rs` prints both rates.
pub const SIMILAR_MAX: u32 = 36;

/// A perceptual hash: 511 signs, the slowest wave first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct PHash([u64; 8]);

impl PHash {
    /// The stored form, 64 bytes.
    pub fn to_bytes(&self) -> [u8; HASH_BYTES] {
        let mut out = [0; HASH_BYTES];
        for (part, word) in out.chunks_exact_mut(8).zip(self.0) {
            part.copy_from_slice(&word.to_be_bytes());
        }
        out
    }

    /// Reads the stored form; `None` for another length.
    pub fn from_bytes(bytes: &[u8]) -> Option<PHash> {
        let bytes: &[u8; HASH_BYTES] = bytes.try_into().ok()?;
        let mut words = [0; 8];
        for (word, part) in words.iter_mut().zip(bytes.chunks_exact(8)) {
            *word = part.iter().fold(0, |w, b| w << 8 | u64::from(*b));
        }
        Some(PHash(words))
    }

    fn bit(&self, i: usize) -> bool {
        self.0[i / 64] >> (i % 64) & 1 == 1
    }

    /// The hash of the picture seen in a mirror: waves with an odd number of half periods across change their sign.
    fn mirrored(&self) -> PHash {
        let mut words = self.0;
        for (i, (u, _)) in grid::ORDER.iter().enumerate() {
            words[i / 64] ^= u64::from(u % 2) << (i % 64);
        }
        PHash(words)
    }
}

/// Signs in which two hashes differ, 0 to 511; unrelated pictures lie at about 255.
pub fn distance(a: &PHash, b: &PHash) -> u32 {
    a.0.iter().zip(&b.0).map(|(x, y)| (x ^ y).count_ones()).sum()
}

/// The three index keys of a photo: band number in bits 28 and 29, signs below; all fit a 32-bit integer column.
pub fn bands(hash: &PHash) -> [i64; BANDS] {
    std::array::from_fn(|band| {
        let signs = (0..BAND_BITS).fold(0, |key, j| key | i64::from(hash.bit(member(band, j))) << j);
        key(band, signs)
    })
}

/// Sign `j` of a band: the bands take turns, so that each holds slow and less slow waves.
const fn member(band: usize, j: usize) -> usize {
    j * BANDS + band
}

const fn key(band: usize, signs: i64) -> i64 {
    (band as i64) << BAND_BITS | signs
}
