//! The file of an import as it comes in: `text/csv` in UTF-8 or GB18030.

use axum::{
    extract::{FromRequest, FromRequestParts, Request},
    http::header,
};
use encoding_rs::GB18030;
use sha2::{Digest, Sha256};

use super::unreadable;
use crate::{
    auth::caller::Key,
    body,
    problem::{Kind, Problem, Result},
};

/// A text file with the hash that an `Idempotency-Key` is bound to.
#[derive(Debug)]
pub struct File {
    /// The text.
    pub text: String,
    /// Name of the encoding it was read in.
    pub encoding: &'static str,
    /// SHA-256 of the bytes as they came.
    pub sha256: [u8; 32],
}

/// A file as it was sent, with the key that a real run needs.
#[derive(Debug)]
pub struct Sent {
    /// The file.
    pub file: File,
    key: Result<Key>,
}

impl Sent {
    /// File and key of a real run.
    ///
    /// # Errors
    /// 422 without a key; a dry run needs none and does not come here.
    pub fn for_real(self) -> Result<(File, Key)> {
        Ok((self.file, self.key?))
    }
}

impl<S: Send + Sync> FromRequest<S> for Sent {
    type Rejection = Problem;

    async fn from_request(request: Request, state: &S) -> Result<Self> {
        let kind = request.headers().get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or("");
        if !kind.split(';').next().unwrap_or("").trim().eq_ignore_ascii_case("text/csv") {
            return Err(
                Problem::new(Kind::UnsupportedMedia).detail("请以 text/csv 发送文件。", "Send the file as text/csv.")
            );
        }
        let (mut parts, rest) = request.into_parts();
        let key = Key::from_request_parts(&mut parts, state).await;
        let bytes = body::read(Request::from_parts(parts, rest), state).await?;
        let (text, encoding) = decode(&bytes)?;
        let file = File { text, encoding, sha256: Sha256::digest(&bytes).into() };
        Ok(Self { file, key })
    }
}

/// Reads UTF-8 with or without a byte-order mark, else GB18030, which spreadsheets in China save.
fn decode(bytes: &[u8]) -> Result<(String, &'static str)> {
    if bytes.starts_with(&[0xFF, 0xFE]) || bytes.starts_with(&[0xFE, 0xFF]) || bytes.contains(&0) {
        return Err(unreadable(
            "文件编码像是 UTF-16。请另存为“CSV UTF-8(逗号分隔)”。",
            "The encoding looks like UTF-16. Save the file as “CSV UTF-8 (comma delimited)”.",
        ));
    }
    let bytes = bytes.strip_prefix(&[0xEF, 0xBB, 0xBF]).unwrap_or(bytes);
    if let Ok(text) = std::str::from_utf8(bytes) {
        return Ok((text.to_owned(), "UTF-8"));
    }
    match GB18030.decode_without_bom_handling_and_without_replacement(bytes) {
        Some(text) => Ok((text.into_owned(), "GB18030")),
        None => Err(unreadable(
            "文件编码既不是 UTF-8 也不是 GB18030。请另存为“CSV UTF-8(逗号分隔)”。",
            "The encoding is neither UTF-8 nor GB18030. Save the file as “CSV UTF-8 (comma delimited)”.",
        )),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_encodings_of_spreadsheets_are_told_apart() {
        let text = "code,name_zh\nA1,南京站";
        assert_eq!(decode(text.as_bytes()).unwrap(), (text.to_owned(), "UTF-8"));
        let with_mark = [&[0xEF, 0xBB, 0xBF], text.as_bytes()].concat();
        assert_eq!(decode(&with_mark).unwrap(), (text.to_owned(), "UTF-8"));
        let (gb, _, _) = GB18030.encode(text);
        assert_eq!(decode(&gb).unwrap(), (text.to_owned(), "GB18030"));
        let wide: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert!(decode(&wide).is_err());
        assert!(decode(&[0x80, 0xFF, 0xFF]).is_err());
    }
}
