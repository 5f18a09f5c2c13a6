//! How a submission lies in its column: the RFC 8785 text that was hashed, compressed against a typical submission.
//!
//! The dictionary is frozen: every codec number that was ever written stays readable.

use std::sync::LazyLock;

use zstd::{
    bulk::{Compressor, Decompressor},
    dict::{DecoderDictionary, EncoderDictionary},
};

use crate::{Result, StoreError};

/// The codec of new rows.
pub const CURRENT: i16 = 1;

const DICTIONARY_1: &[u8] = include_bytes!("dictionary-1.json");
/// No stored submission is larger, bytes after inflating.
const MAX_BYTES: usize = 4 << 20;
/// Level 3: about 0.1 ms; higher levels win a few per cent.
static ENCODER_1: LazyLock<EncoderDictionary<'static>> = LazyLock::new(|| EncoderDictionary::copy(DICTIONARY_1, 3));
static DECODER_1: LazyLock<DecoderDictionary<'static>> = LazyLock::new(|| DecoderDictionary::copy(DICTIONARY_1));

/// Packs the canonical text of a submission with the current codec.
pub fn pack(canonical: &[u8]) -> Result<Vec<u8>> {
    let mut compressor = Compressor::with_prepared_dictionary(&ENCODER_1).map_err(broken)?;
    compressor.compress(canonical).map_err(broken)
}

/// The canonical text of a stored submission.
pub fn unpack(codec: i16, body: &[u8]) -> Result<Vec<u8>> {
    match codec {
        1 => {
            let mut inflater = Decompressor::with_prepared_dictionary(&DECODER_1).map_err(broken)?;
            inflater.decompress(body, MAX_BYTES).map_err(broken)
        }
        other => Err(StoreError::Corrupt(format!("audit_revision: codec {other}"))),
    }
}

fn broken(error: std::io::Error) -> StoreError {
    StoreError::Corrupt(format!("audit_revision: {error}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_packed_comes_back() {
        let text = std::str::from_utf8(DICTIONARY_1).unwrap().replace("1795", "1796");
        let packed = pack(text.as_bytes()).unwrap();
        assert!(packed.len() < text.len() / 4, "{} of {}", packed.len(), text.len());
        assert_eq!(unpack(CURRENT, &packed).unwrap(), text.as_bytes());
        assert!(unpack(CURRENT, b"nonsense").is_err());
        assert!(unpack(9, &packed).is_err());
    }
}
