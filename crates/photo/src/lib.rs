//! Photos: pure over bytes. No I/O, no clock, no database.
//!
//! - [`intake`] decodes a photo once under limits and gives type, size, EXIF time and place, perceptual hash, and the
//!   copies `thumb` and `view`; [`inspect`] the same without copies.
//! - [`station_copy`] makes the copy that stations may see.
//! - [`phash`] finds the same picture again.
//! - [`draw`] draws photos for the demo and the tests.

mod container;
mod derive;
pub mod draw;
pub mod exif;
mod inspect;
mod jpeg;
mod kind;
mod limits;
pub mod phash;
mod picture;

pub use derive::{
    CopyError, Derived, KEPT_BYTES, KEPT_SIDE, MaskBox, THUMB_SIDE, VIEW_SIDE, Want, station_copy, thumb, view,
};
pub use inspect::{ExifFix, Inspection, Intake, inspect, intake};
pub use kind::Kind;
pub use limits::{Limits, Unusable};
use sha2::{Digest, Sha256};

/// SHA-256 of the bytes, in lower-case hex.
pub fn sha256_hex(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().fold(String::with_capacity(64), |mut hex, byte| {
        hex.extend([byte >> 4, byte & 15].map(|half| char::from_digit(u32::from(half), 16).unwrap_or('0')));
        hex
    })
}
