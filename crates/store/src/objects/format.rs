//! The file of one object: a header, then the bytes.
//!
//! Everything that is known of an object stands in front of it, because the uploader must announce length and SHA-256
//! first and the media type shows in the first bytes. So data and metadata appear together in one rename, and every key
//! can be read back from its file.
//!
//! ```text
//!  0  8  magic and version            61  2  length of the key (little endian)
//!  8  4  length of this header        63  k  key, UTF-8
//! 12  8  length of the object       63+k  8  first bytes of the SHA-256 of all before
//! 20 32  SHA-256 of the object      71+k  …  the object
//! 52  8  written at, epoch ms
//! 60  1  media code
//! ```

use super::{Digest, MAX_KEY_BYTES, Media};

const MAGIC: &[u8; 8] = b"fcobj\r\n\x01";
const FIXED: usize = 63;
const SEAL: usize = 8;

/// No header is longer than this.
pub const MAX_HEADER: usize = FIXED + MAX_KEY_BYTES + SEAL;

/// What is known of a stored object.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Header {
    pub key: String,
    /// Bytes of the object, header not counted.
    pub length: u64,
    pub sha256: Digest,
    /// Epoch milliseconds UTC.
    pub written_ms: i64,
    pub media: Media,
}

impl Header {
    /// Bytes that the header takes in the file.
    pub fn file_offset(&self) -> u64 {
        (FIXED + self.key.len() + SEAL) as u64
    }

    /// The header as it stands in the file. The key must not be longer than [`MAX_KEY_BYTES`].
    pub fn encode(&self) -> Vec<u8> {
        let total = FIXED + self.key.len() + SEAL;
        let mut out = Vec::with_capacity(total);
        out.extend_from_slice(MAGIC);
        out.extend_from_slice(&(total as u32).to_le_bytes());
        out.extend_from_slice(&self.length.to_le_bytes());
        out.extend_from_slice(&self.sha256.0);
        out.extend_from_slice(&self.written_ms.to_le_bytes());
        out.push(self.media.code());
        out.extend_from_slice(&(self.key.len() as u16).to_le_bytes());
        out.extend_from_slice(self.key.as_bytes());
        let seal = Digest::of(&out);
        out.extend_from_slice(&seal.0[..SEAL]);
        out
    }

    /// Reads a header from the start of a file (at least [`MAX_HEADER`] bytes or the whole file); `None` if damaged.
    pub fn decode(head: &[u8]) -> Option<Header> {
        if head.get(..8)? != MAGIC {
            return None;
        }
        let total = u32::from_le_bytes(array(head, 8)?) as usize;
        let key_length = usize::from(u16::from_le_bytes(array(head, 61)?));
        if total != FIXED + key_length + SEAL || total > MAX_HEADER {
            return None;
        }
        let (body, seal) = head.get(..total)?.split_at(total - SEAL);
        if Digest::of(body).0[..SEAL] != *seal {
            return None;
        }
        Some(Header {
            key: std::str::from_utf8(&body[FIXED..]).ok()?.to_owned(),
            length: u64::from_le_bytes(array(head, 12)?),
            sha256: Digest(array(head, 20)?),
            written_ms: i64::from_le_bytes(array(head, 52)?),
            media: Media::from_code(*head.get(60)?),
        })
    }
}

fn array<const N: usize>(bytes: &[u8], at: usize) -> Option<[u8; N]> {
    bytes.get(at..at + N)?.try_into().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn header(key: String) -> Header {
        Header { key, length: 3, sha256: Digest::of(b"abc"), written_ms: 1_700_000_000_123, media: Media::Png }
    }

    #[test]
    fn reads_what_it_wrote() {
        for key in [String::new(), "照片/a b".to_owned(), "k".repeat(MAX_KEY_BYTES)] {
            let header = header(key);
            let mut file = header.encode();
            assert_eq!(file.len() as u64, header.file_offset());
            file.extend_from_slice(b"abc");
            assert_eq!(Header::decode(&file), Some(header));
        }
    }

    #[test]
    fn every_damaged_byte_is_seen() {
        let file = header("photos/x".to_owned()).encode();
        for at in 0..file.len() {
            let mut bad = file.clone();
            bad[at] ^= 1;
            assert_eq!(Header::decode(&bad), None, "byte {at}");
            assert_eq!(Header::decode(&file[..at]), None, "cut at {at}");
        }
    }
}
