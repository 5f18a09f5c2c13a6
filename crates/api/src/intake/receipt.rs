//! The receipt: what the server holds, photo by photo, and where to send what is missing.

use std::time::Duration;

use forecourt_core::states::{AuditState, PhotoState};
use forecourt_store::{
    entity::{audit, audit_revision, photo},
    photo_keys::Expected,
};
use futures::future;
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use super::photos::Owner;
use crate::{
    problem::{Problem, Result},
    state::App,
    times::rfc3339,
};

/// How long an upload address is good for: a phone may lose the network for a day.
const UPLOAD_TTL: Duration = Duration::from_secs(24 * 3600);

/// What the server holds of one revision of an audit; the phone may delete only on an exact match (decisions 3, 13).
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Receipt {
    /// The audit.
    pub audit_id: Uuid,
    /// The revision that this receipt is for.
    pub revision: i32,
    /// SHA-256 of the RFC 8785 form of the submission that was received.
    pub content_sha256: String,
    /// When this revision was first received.
    pub received_at: String,
    /// Epoch of this server; on another one the phone sends again what it holds.
    pub server_epoch: Uuid,
    /// Where the audit stands.
    pub state: AuditState,
    /// Every photo of the revision's manifest, in its order.
    pub photos: Vec<ReceiptPhoto>,
}

/// One photo in a receipt.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct ReceiptPhoto {
    /// The photo.
    pub photo_id: Uuid,
    /// Its SHA-256.
    pub sha256: String,
    /// Its length.
    pub bytes: i64,
    /// What the server knows about its bytes.
    pub state: PhotoState,
    /// Where to send it; present while it is missing or was rejected.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub upload: Option<UploadTarget>,
}

/// One presigned upload, good for exactly these bytes.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct UploadTarget {
    /// Always `PUT`.
    pub method: String,
    /// Address on the storage that the phone can reach.
    pub url: String,
    /// Headers to send exactly so; length and host are set by the HTTP client.
    pub headers: std::collections::BTreeMap<String, String>,
    /// The address works until then.
    pub expires_at: String,
}

/// Writes the receipt of a stored revision. `order` is the manifest's order of photo ids.
pub async fn write(
    app: &App,
    audit: &audit::Model,
    revision: &audit_revision::Model,
    photos: &[photo::Model],
    order: &[Uuid],
    public_base: &str,
) -> Result<Receipt> {
    let state =
        AuditState::parse(&audit.state).ok_or_else(|| Problem::internal(format!("audit state {}", audit.state)))?;
    let listed = order.iter().filter_map(|id| photos.iter().find(|photo| photo.id == *id));
    let lines = future::try_join_all(listed.map(|photo| line(app, photo, public_base))).await?;
    Ok(Receipt {
        audit_id: audit.id,
        revision: revision.revision,
        content_sha256: hex::encode(&revision.content_sha256),
        received_at: rfc3339(revision.received_at),
        server_epoch: app.epoch,
        state,
        photos: lines,
    })
}

async fn line(app: &App, photo: &photo::Model, public_base: &str) -> Result<ReceiptPhoto> {
    ReceiptPhoto::of(app, &Expected::from(photo), &photo.state, Owner::Audit, public_base).await
}

impl ReceiptPhoto {
    /// A photo, with an upload address while its bytes are wanted.
    pub async fn of(app: &App, photo: &Expected, state: &str, owner: Owner, public_base: &str) -> Result<Self> {
        let state = PhotoState::parse(state).ok_or_else(|| Problem::internal(format!("photo state {state}")))?;
        let digest = photo.digest.ok_or_else(|| Problem::internal("photo hash"))?;
        let wanted = matches!(state, PhotoState::Missing | PhotoState::Rejected);
        let upload = if wanted { Some(target(app, photo, owner, public_base).await?) } else { None };
        Ok(Self { photo_id: photo.id, sha256: hex::encode(digest.0), bytes: photo.bytes, state, upload })
    }
}

async fn target(app: &App, photo: &Expected, owner: Owner, public_base: &str) -> Result<UploadTarget> {
    if app.objects.is_proxied() {
        return super::photos::proxied_target(app, photo, owner, public_base, UPLOAD_TTL);
    }
    let digest = photo.digest.ok_or_else(|| Problem::internal("photo hash"))?;
    let bytes = u64::try_from(photo.bytes).map_err(Problem::internal)?;
    let signed = app
        .objects
        .presign_put(&photo.upload, bytes, digest, &photo.content_type, UPLOAD_TTL, public_base)
        .await
        .map_err(Problem::internal)?;
    Ok(UploadTarget {
        method: signed.method.to_owned(),
        url: signed.url,
        headers: signed.headers,
        expires_at: rfc3339(signed.expires_at_ms),
    })
}
