//! The limits that clients should know offline: `/v1/limits`.

use axum::Json;
use forecourt_core::submission as core;
use serde::Serialize;
use utoipa::ToSchema;

use crate::paging;

/// Largest inflated body of a submission, bytes.
pub const SUBMISSION_BYTES: usize = 1_048_576;
/// Largest body of any other JSON request, bytes.
pub const BODY_BYTES: usize = 262_144;
/// Largest body of a bulk request, bytes.
pub const BULK_BYTES: usize = 4_194_304;
/// Largest import file, bytes.
pub const IMPORT_BYTES: usize = 33_554_432;

/// Limits of this server; over one of them the answer is 413 or 422 with the limit named.
#[derive(Debug, Serialize, ToSchema)]
pub struct Limits {
    /// Submission without photos, after inflating, bytes.
    pub submission_bytes: usize,
    /// Any other JSON request, bytes.
    pub body_bytes: usize,
    /// Bulk request, bytes.
    pub bulk_bytes: usize,
    /// Import file, bytes.
    pub import_bytes: usize,
    /// Photos of one audit.
    pub photos_per_audit: usize,
    /// One photo, bytes.
    pub photo_bytes: i64,
    /// A remark or the narrative, characters.
    pub note_chars: usize,
    /// Rows of a page.
    pub page_rows: u64,
    /// Submission schemas that are understood.
    pub schemas: Vec<u32>,
}

impl Limits {
    /// The limits in force.
    pub fn current() -> Self {
        Self {
            submission_bytes: SUBMISSION_BYTES,
            body_bytes: BODY_BYTES,
            bulk_bytes: BULK_BYTES,
            import_bytes: IMPORT_BYTES,
            photos_per_audit: core::limits::PHOTOS,
            photo_bytes: core::limits::PHOTO_BYTES,
            note_chars: core::limits::TEXT_CHARS,
            page_rows: paging::MAX_LIMIT,
            schemas: vec![1],
        }
    }
}

/// Limits of this server
#[utoipa::path(get, path = "/v1/limits", tag = "operations", security(()), responses((status = 200, body = Limits)))]
pub async fn show() -> Json<Limits> {
    Json(Limits::current())
}
