//! Telling whether two narratives are the same words.

use sha2::{Digest, Sha256};

/// A shorter narrative (counted after normalising) has no hash: "一切正常" is not copied, only short.
pub const NARRATIVE_MIN_CHARS: usize = 20;

/// The hash by which copied narratives are found across the network; `None` below [`NARRATIVE_MIN_CHARS`].
///
/// SHA-256 over the UTF-8 text of its letters and digits in lower case: blanks, punctuation and symbols of every
/// script do not count, nor does the difference between full-width and ASCII letters and digits.
pub fn narrative_hash(narrative: &str) -> Option<[u8; 32]> {
    let normal: String =
        narrative.chars().map(half_width).filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect();
    (normal.chars().count() >= NARRATIVE_MIN_CHARS).then(|| Sha256::digest(normal.as_bytes()).into())
}

/// Full-width ASCII (U+FF01 to U+FF5E), which Chinese keyboards produce, as plain ASCII.
fn half_width(c: char) -> char {
    match c {
        '\u{FF01}'..='\u{FF5E}' => char::from_u32(c as u32 - 0xFEE0).unwrap_or(c),
        c => c,
    }
}
