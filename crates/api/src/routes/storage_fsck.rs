//! `GET /v1/storage/fsck`: what the last `forecourt fsck` found (pains.md A5).

use axum::{Json, extract::State};
use forecourt_core::states::Role;
use forecourt_store::fsck::kept::{self, Kept};
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use crate::{
    auth::Caller,
    problem::{Kind, Problem, ProblemDocument, Result},
    state::App,
    times::rfc3339,
};

/// One object that something is the matter with.
#[derive(Debug, Serialize, ToSchema)]
pub struct FsckFinding {
    /// `missing`, `wrong_size`, `wrong_bytes`, `unreadable`, `derived_missing`, `station_copy_missing` or `orphan`.
    pub finding: String,
    /// Whether data is at stake; an orphan only takes space.
    pub grave: bool,
    /// The object.
    pub key: String,
    /// The photo it belongs to.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub photo_id: Option<Uuid>,
    /// The audit it belongs to.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub audit_id: Option<Uuid>,
    /// Length and SHA-256 as expected and as found, or why it cannot be read.
    pub detail: String,
}

/// The outcome of one walk.
#[derive(Debug, Serialize, ToSchema)]
pub struct FsckOutcome {
    /// When it ended.
    pub at: String,
    /// Bytes were not read.
    pub quick: bool,
    /// Rows of photos whose bytes must be there.
    pub photos: u64,
    /// Objects in the storage.
    pub objects: u64,
    /// Bytes that were read and hashed.
    pub bytes_read: u64,
    /// Findings that put data at stake.
    pub faults: u64,
    /// Objects that no row accounts for.
    pub orphans: u64,
    /// The first hundred findings.
    pub findings: Vec<FsckFinding>,
}

/// The last walk.
#[derive(Debug, Serialize, ToSchema)]
pub struct FsckView {
    /// The last walk that came to its end; absent before the first one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub last: Option<FsckOutcome>,
}

impl From<Kept> for FsckOutcome {
    fn from(kept: Kept) -> Self {
        let finding = |one: kept::KeptFinding| FsckFinding {
            finding: one.finding,
            grave: one.grave,
            key: one.key,
            photo_id: one.photo_id,
            audit_id: one.audit_id,
            detail: one.detail,
        };
        Self {
            at: rfc3339(kept.at_ms),
            quick: kept.quick,
            photos: kept.summary.photos,
            objects: kept.summary.objects,
            bytes_read: kept.summary.bytes_read,
            faults: kept.summary.faults,
            orphans: kept.summary.orphans,
            findings: kept.findings.into_iter().map(finding).collect(),
        }
    }
}

/// Show the last fsck
///
/// What the last `forecourt fsck` found that came to its end. For administrators of the whole network.
#[utoipa::path(get, path = "/v1/storage/fsck", tag = "administration",
    responses((status = 200, body = FsckView), (status = 401, body = ProblemDocument), (status = 403, body = ProblemDocument)))]
pub async fn show(State(app): State<App>, caller: Caller) -> Result<Json<FsckView>> {
    if !caller.scope(&[Role::Admin])?.is_everything() {
        return Err(Problem::new(Kind::Forbidden));
    }
    Ok(Json(FsckView { last: kept::last(&app.store).await?.map(Into::into) }))
}
