//! Where the bytes of a photo lie. The hash in the key makes a photo immutable; the audit in the key lets all photos of
//! one audit be erased together.

use forecourt_store::{entity::photo, objects::Digest};
use uuid::Uuid;

/// Everything of one audit lies below this prefix.
pub fn audit_prefix(audit_id: Uuid) -> String {
    let text = audit_id.to_string();
    format!("photos/{}/{text}/", &text[..2])
}

/// Derived copies of one audit lie below this prefix.
pub fn derived_prefix(audit_id: Uuid) -> String {
    let text = audit_id.to_string();
    format!("derived/{}/{text}/", &text[..2])
}

/// The key of the original.
pub fn original(photo: &photo::Model) -> String {
    format!("{}{}-{}", audit_prefix(photo.audit_id), photo.id, hex::encode(&photo.sha256))
}

/// Where an upload lands first when the storage does not check what it takes (decision 38).
pub fn incoming(photo: &photo::Model) -> String {
    format!("incoming/{}", original(photo))
}

/// Where the phone uploads to.
pub fn upload(photo: &photo::Model) -> String {
    if photo.incoming { incoming(photo) } else { original(photo) }
}

/// A derived copy: `thumb` or `view`.
pub fn derived(photo: &photo::Model, size: &str) -> String {
    format!("{}{}-{size}", derived_prefix(photo.audit_id), photo.id)
}

/// The copy that a station sees, under its own random id.
pub fn station_copy(audit_id: Uuid, copy_id: Uuid) -> String {
    format!("{}station-{copy_id}", derived_prefix(audit_id))
}

/// The hash of a photo as the object store takes it; `None` when the row is damaged.
pub fn digest(photo: &photo::Model) -> Option<Digest> {
    photo.sha256.as_slice().try_into().ok().map(Digest)
}
