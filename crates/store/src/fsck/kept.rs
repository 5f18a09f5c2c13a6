//! The outcome of the last walk, kept so that a desk can show it.

use sea_orm::prelude::Uuid;
use serde::{Deserialize, Serialize};

use super::{Finding, Summary};
use crate::{Result, Store, StoreError, meta};

/// Key of it among the facts of the installation.
const KEY: &str = "fsck_last";
/// Findings that are kept; of more only the figures tell.
pub const FINDINGS: usize = 100;

/// What the last walk that came to its end found. A newer program may have kept more, or other words.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Kept {
    /// When it ended, real time, epoch ms.
    pub at_ms: i64,
    /// Bytes were not read.
    pub quick: bool,
    /// Its figures.
    pub summary: Summary,
    /// The first findings, at most [`FINDINGS`].
    pub findings: Vec<KeptFinding>,
}

/// One finding as it is kept.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct KeptFinding {
    /// The word of [`super::Fault`].
    pub finding: String,
    /// Whether data is at stake.
    pub grave: bool,
    /// The object.
    pub key: String,
    /// The photo it belongs to.
    pub photo_id: Option<Uuid>,
    /// The audit it belongs to.
    pub audit_id: Option<Uuid>,
    /// See [`Finding::detail`].
    pub detail: String,
}

impl Kept {
    /// The outcome of a walk.
    pub fn new(at_ms: i64, quick: bool, summary: Summary, findings: &[Finding]) -> Self {
        let kept = |one: &Finding| KeptFinding {
            finding: one.finding.as_str().to_owned(),
            grave: one.finding.is_grave(),
            key: one.key.clone(),
            photo_id: one.photo_id,
            audit_id: one.audit_id,
            detail: one.detail.clone(),
        };
        Self { at_ms, quick, summary, findings: findings.iter().take(FINDINGS).map(kept).collect() }
    }
}

/// Keeps the outcome in place of the one before.
pub async fn keep(store: &Store, kept: &Kept) -> Result<()> {
    let text = serde_json::to_string(kept).map_err(|error| StoreError::Corrupt(error.to_string()))?;
    let tx = store.begin("keep_fsck").await?;
    meta::set(&*tx, KEY, &text).await?;
    tx.commit().await
}

/// The outcome of the last walk; `None` before the first one, and of one that cannot be read.
pub async fn last(store: &Store) -> Result<Option<Kept>> {
    let Some(text) = meta::get(store.read(), KEY).await? else { return Ok(None) };
    let read = serde_json::from_str(&text);
    Ok(read.inspect_err(|error| tracing::error!(%error, "the outcome of the last fsck is not understood")).ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_newer_program_kept_is_read_as_far_as_it_is_known() {
        let text =
            r#"{"at_ms": 5, "summary": {"photos": 3, "clips": 1}, "findings": [{"finding": "faded", "key": "k"}]}"#;
        let kept: Kept = serde_json::from_str(text).expect("it is read");
        assert_eq!((kept.at_ms, kept.summary.photos, kept.findings[0].finding.as_str()), (5, 3, "faded"));
    }
}
