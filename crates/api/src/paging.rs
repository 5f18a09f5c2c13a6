//! Keyset paging with sealed cursors: a client can neither read nor forge one (api.md, "Lists"; decision 14).

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use chacha20poly1305::{
    ChaCha20Poly1305, Key, Nonce,
    aead::{Aead, KeyInit, Payload},
};
use forecourt_core::violation::{Code, Violation};
use rand::{TryRngCore, rngs::OsRng};
use serde::{Deserialize, Serialize, de::DeserializeOwned};
use utoipa::{IntoParams, ToSchema};

use crate::problem::{Problem, Result};

/// Rows of a page unless the client asks otherwise.
pub const DEFAULT_LIMIT: u64 = 50;
/// Rows of a page at the most.
pub const MAX_LIMIT: u64 = 500;

/// Seals and opens cursors with the installation's key.
#[derive(Clone)]
pub struct Sealer {
    cipher: ChaCha20Poly1305,
}

impl Sealer {
    /// A sealer with the installation's key.
    pub fn new(key: &[u8; 32]) -> Self {
        Self { cipher: ChaCha20Poly1305::new(Key::from_slice(key)) }
    }

    /// Seals a value for one purpose (list and filter); it opens for the same purpose only.
    pub fn seal(&self, purpose: &str, value: &impl Serialize) -> Result<String> {
        let plain = serde_json::to_vec(value).map_err(Problem::internal)?;
        let mut nonce = [0u8; 12];
        OsRng.try_fill_bytes(&mut nonce).map_err(Problem::internal)?;
        let payload = Payload { msg: &plain, aad: purpose.as_bytes() };
        let sealed = self.cipher.encrypt(Nonce::from_slice(&nonce), payload).map_err(Problem::internal)?;
        Ok(URL_SAFE_NO_PAD.encode([&nonce[..], &sealed].concat()))
    }

    /// Opens a sealed value; `None` when it is not ours or for another purpose.
    pub fn open<T: DeserializeOwned>(&self, purpose: &str, text: &str) -> Option<T> {
        let bytes = URL_SAFE_NO_PAD.decode(text).ok()?;
        let (nonce, sealed) = bytes.split_at_checked(12)?;
        let payload = Payload { msg: sealed, aad: purpose.as_bytes() };
        let plain = self.cipher.decrypt(Nonce::from_slice(nonce), payload).ok()?;
        serde_json::from_slice(&plain).ok()
    }
}

/// Query of every list.
#[derive(Debug, Clone, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct Page {
    /// Rows of a page: 1 to 500, default 50.
    #[param(minimum = 1, maximum = 500)]
    pub limit: Option<u64>,
    /// The `next_cursor` of the page before.
    pub cursor: Option<String>,
}

impl Page {
    /// The number of rows asked for.
    pub fn limit(&self) -> Result<u64> {
        match self.limit.unwrap_or(DEFAULT_LIMIT) {
            limit @ 1..=MAX_LIMIT => Ok(limit),
            _ => Err(Problem::invalid(vec![Violation::new("query:limit", Code::OutOfRange)])),
        }
    }

    /// Where the page before ended; `None` for the first page.
    pub fn after<T: DeserializeOwned>(&self, sealer: &Sealer, purpose: &str) -> Result<Option<T>> {
        let Some(text) = &self.cursor else { return Ok(None) };
        match sealer.open(purpose, text) {
            Some(value) => Ok(Some(value)),
            None => Err(Problem::invalid(vec![Violation::new("query:cursor", Code::BadValue)])),
        }
    }
}

/// Rows of a page of a ranking at the most: a whole network at once, so that a desk can sort and scroll it.
pub const MAX_LONG_LIMIT: u64 = 50_000;

/// Query of a list whose rows lie in memory.
#[derive(Debug, Clone, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct LongPage {
    /// Rows of a page: 1 to 50000, default 50.
    #[param(minimum = 1, maximum = 50000)]
    pub limit: Option<u64>,
    /// The `next_cursor` of the page before.
    pub cursor: Option<String>,
}

impl LongPage {
    /// The number of rows asked for, and the rest of the query.
    pub fn split(self) -> Result<(u64, Page)> {
        let limit = self.limit.unwrap_or(DEFAULT_LIMIT);
        if !(1..=MAX_LONG_LIMIT).contains(&limit) {
            return Err(Problem::invalid(vec![Violation::new("query:limit", Code::OutOfRange)]));
        }
        Ok((limit, Page { limit: None, cursor: self.cursor }))
    }
}

/// A page of a list.
#[derive(Debug, Serialize, ToSchema)]
pub struct List<T> {
    /// The rows.
    pub items: Vec<T>,
    /// Send it back as `cursor` for the next page; absent on the last one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub next_cursor: Option<String>,
}

impl<T> List<T> {
    /// Makes a page of up to `limit` rows out of `limit + 1` that were read; `key` is the place of a row in the order.
    pub fn of<R, K: Serialize>(
        mut rows: Vec<R>,
        limit: u64,
        sealer: &Sealer,
        purpose: &str,
        key: impl Fn(&R) -> K,
        show: impl FnMut(R) -> T,
    ) -> Result<Self> {
        let limit = usize::try_from(limit).unwrap_or(usize::MAX);
        let more = rows.len() > limit;
        rows.truncate(limit);
        let next_cursor = match rows.last() {
            Some(last) if more => Some(sealer.seal(purpose, &key(last))?),
            _ => None,
        };
        Ok(Self { items: rows.into_iter().map(show).collect(), next_cursor })
    }
}

/// What is named in a list with commas.
pub fn words(list: Option<&str>) -> impl Iterator<Item = &str> {
    list.unwrap_or("").split(',').map(str::trim).filter(|word| !word.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cursor_opens_only_for_its_purpose_and_key() {
        let sealer = Sealer::new(&[7; 32]);
        let cursor = sealer.seal("stations", &("A12", 3)).unwrap();
        assert!(!cursor.contains("A12"));
        assert_eq!(sealer.open::<(String, i32)>("stations", &cursor), Some(("A12".into(), 3)));
        assert_eq!(sealer.open::<(String, i32)>("people", &cursor), None);
        assert_eq!(Sealer::new(&[8; 32]).open::<(String, i32)>("stations", &cursor), None);
        assert_eq!(sealer.open::<(String, i32)>("stations", "x"), None);
    }

    #[test]
    fn the_last_page_has_no_cursor() {
        let sealer = Sealer::new(&[7; 32]);
        let page = List::of(vec![1, 2, 3], 2, &sealer, "n", |n| *n, |n| n).unwrap();
        assert_eq!((page.items.len(), page.next_cursor.is_some()), (2, true));
        let page = List::of(vec![1, 2], 2, &sealer, "n", |n| *n, |n| n).unwrap();
        assert!(page.next_cursor.is_none());
    }
}
