//! The outcome of the last walk, kept so that a desk can show it.

use serde::{Deserialize, Serialize};

use super::{Finding, Summary};
use crate::{Result, Store, StoreError, meta};

/// Key of it among the facts of the installation.
const KEY: &str = "fsck_last";
/// Findings that are kept; of more only the figures tell.
pub const FINDINGS: usize = 100;

/// What the last walk that came to its end found.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Kept {
    /// When it ended, real time, epoch ms.
    pub at_ms: i64,
    /// Bytes were not read.
    pub quick: bool,
    /// Its figures.
    pub summary: Summary,
    /// The first findings, at most [`FINDINGS`].
    pub findings: Vec<Finding>,
}

/// Keeps the outcome in place of the one before.
pub async fn keep(store: &Store, kept: &Kept) -> Result<()> {
    let text = serde_json::to_string(kept).map_err(|error| StoreError::Corrupt(error.to_string()))?;
    let tx = store.begin("keep_fsck").await?;
    meta::set(&*tx, KEY, &text).await?;
    tx.commit().await
}

/// The outcome of the last walk; `None` before the first one.
pub async fn last(store: &Store) -> Result<Option<Kept>> {
    let Some(text) = meta::get(store.read(), KEY).await? else { return Ok(None) };
    let read = serde_json::from_str(&text).map_err(|error| StoreError::Corrupt(format!("meta: {KEY}: {error}")))?;
    Ok(Some(read))
}
