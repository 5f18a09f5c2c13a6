//! The file of an import as it comes in: CSV in UTF-8 or GB18030, or a workbook.

use axum::{
    body::Bytes,
    extract::{FromRequest, FromRequestParts, Request},
    http::header,
};
use encoding_rs::GB18030;
use forecourt_tables::{
    Format,
    workbook::{self, SheetRow, Unreadable},
};
use sha2::{Digest, Sha256};
use utoipa::ToSchema;

use super::{table::MAX_ROWS, unreadable};
use crate::{
    auth::caller::Key,
    body,
    problem::{Kind, Problem, Result},
    state::App,
};

/// What a file holds.
#[derive(Debug)]
pub enum Content {
    /// The text of a CSV file.
    Text(String),
    /// Rows of a workbook's first sheet.
    Sheet(Vec<SheetRow>),
}

/// A file with the hash that an `Idempotency-Key` is bound to.
#[derive(Debug)]
pub struct File {
    /// What it holds.
    pub content: Content,
    /// Name of the encoding it was read in, or `XLSX`.
    pub encoding: &'static str,
    /// SHA-256 of the bytes as they came.
    pub sha256: [u8; 32],
}

/// A workbook in XLSX.
#[derive(ToSchema)]
#[schema(value_type = String, format = Binary)]
pub struct WorkbookFile(#[expect(dead_code, reason = "it is described, never made")] Vec<u8>);

/// A file as it came in, unread: what it holds may be much larger than itself, so that only who may import has it read.
#[derive(Debug)]
pub struct Upload {
    bytes: Bytes,
    key: Result<Key>,
}

impl Upload {
    /// Reads the file. Its sender has been found to be somebody who may import.
    ///
    /// # Errors
    /// 400 for what cannot be read, 413 for a workbook that holds too much.
    pub async fn read(self, app: &App) -> Result<Sent> {
        let Self { bytes, key } = self;
        let sha256 = Sha256::digest(&bytes).into();
        // Told by its first bytes, whatever it was called.
        let is_workbook = [&b"PK\x03\x04"[..], &[0xD0, 0xCF, 0x11, 0xE0]].iter().any(|mark| bytes.starts_with(mark));
        let (content, encoding) = if is_workbook { (sheet(app, bytes).await?, "XLSX") } else { decode(&bytes)? };
        Ok(Sent { file: File { content, encoding, sha256 }, key })
    }
}

/// A file that was read, with the key that a real run needs.
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

impl<S: Send + Sync> FromRequest<S> for Upload {
    type Rejection = Problem;

    async fn from_request(request: Request, state: &S) -> Result<Self> {
        let kind = request.headers().get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or("");
        let kind = kind.split(';').next().unwrap_or("").trim();
        if !["text/csv", Format::Xlsx.content_type()].iter().any(|one| kind.eq_ignore_ascii_case(one)) {
            return Err(Problem::new(Kind::UnsupportedMedia)
                .detail("请发送 CSV（text/csv）或 XLSX 文件。", "Send a file in CSV (text/csv) or XLSX."));
        }
        let (mut parts, rest) = request.into_parts();
        let key = Key::from_request_parts(&mut parts, state).await;
        let bytes = body::read(Request::from_parts(parts, rest), state).await?;
        Ok(Self { bytes, key })
    }
}

/// Reads a workbook beside the other requests, as few at once as pictures. One that makes the library give up is one that
/// cannot be read.
async fn sheet(app: &App, bytes: Bytes) -> Result<Content> {
    let _place = app.decoders.acquire().await.map_err(Problem::internal)?;
    // The header is a row too.
    let read = tokio::task::spawn_blocking(move || workbook::rows(&bytes, MAX_ROWS + 1)).await;
    let read = read.unwrap_or_else(|error| {
        tracing::warn!(%error, "a workbook made its reader give up");
        Err(Unreadable::Broken)
    });
    read.map(Content::Sheet).map_err(|error| match error {
        Unreadable::Broken => unreadable(
            "无法读取该工作簿。请在表格软件中打开并另存为 XLSX 或“CSV UTF-8（逗号分隔）”。",
            "The workbook cannot be read. Open it in a spreadsheet and save it as XLSX or “CSV UTF-8 (comma delimited)”.",
        ),
        Unreadable::OldOrLocked => unreadable(
            "该文件是旧版 XLS 格式或设有密码。请另存为不带密码的 XLSX。",
            "The file is in the old XLS format or locked with a password. Save it as XLSX without a password.",
        ),
        Unreadable::TooLarge => Problem::new(Kind::TooLarge)
            .detail("工作簿内容过多，请分成几个文件。", "The workbook holds too much: send it in parts.")
            .with("limit", "workbook"),
    })
}

/// Reads UTF-8 with or without a byte-order mark, else GB18030, which spreadsheets in China save.
fn decode(bytes: &[u8]) -> Result<(Content, &'static str)> {
    if bytes.starts_with(&[0xFF, 0xFE]) || bytes.starts_with(&[0xFE, 0xFF]) || bytes.contains(&0) {
        return Err(unreadable(
            "文件编码像是 UTF-16。请另存为“CSV UTF-8（逗号分隔）”。",
            "The encoding looks like UTF-16. Save the file as “CSV UTF-8 (comma delimited)”.",
        ));
    }
    let bytes = bytes.strip_prefix(&[0xEF, 0xBB, 0xBF]).unwrap_or(bytes);
    if let Ok(text) = std::str::from_utf8(bytes) {
        return Ok((Content::Text(text.to_owned()), "UTF-8"));
    }
    match GB18030.decode_without_bom_handling_and_without_replacement(bytes) {
        Some(text) => Ok((Content::Text(text.into_owned()), "GB18030")),
        None => Err(unreadable(
            "文件编码既不是 UTF-8 也不是 GB18030。请另存为“CSV UTF-8（逗号分隔）”。",
            "The encoding is neither UTF-8 nor GB18030. Save the file as “CSV UTF-8 (comma delimited)”.",
        )),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text_of(bytes: &[u8]) -> Option<(String, &'static str)> {
        match decode(bytes) {
            Ok((Content::Text(text), encoding)) => Some((text, encoding)),
            _ => None,
        }
    }

    #[test]
    fn the_encodings_of_spreadsheets_are_told_apart() {
        let text = "code,name_zh\nA1,南京站";
        assert_eq!(text_of(text.as_bytes()), Some((text.to_owned(), "UTF-8")));
        let with_mark = [&[0xEF, 0xBB, 0xBF], text.as_bytes()].concat();
        assert_eq!(text_of(&with_mark), Some((text.to_owned(), "UTF-8")));
        let (gb, _, _) = GB18030.encode(text);
        assert_eq!(text_of(&gb), Some((text.to_owned(), "GB18030")));
        let wide: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert_eq!(text_of(&wide), None);
        assert_eq!(text_of(&[0x80, 0xFF, 0xFF]), None);
    }
}
