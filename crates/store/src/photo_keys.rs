//! Where the bytes of a photo lie. The hash in the key makes a photo immutable; the audit in the key lets all photos of
//! one audit be erased together.

use uuid::Uuid;

use crate::{
    entity::{evidence, evidence_part, export, photo, report_photo},
    objects::Digest,
};

/// A picture as the storage knows it: where it lies and which bytes it must have.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Expected {
    /// Its id.
    pub id: Uuid,
    /// Where it lies once its bytes are proven.
    pub original: String,
    /// Where the phone uploads to.
    pub upload: String,
    /// Length.
    pub bytes: i64,
    /// SHA-256; `None` when the row is damaged.
    pub digest: Option<Digest>,
    /// What the phone says it is.
    pub content_type: String,
}

impl Expected {
    /// Whether the upload has to be moved once it is proven.
    pub fn is_incoming(&self) -> bool {
        self.upload != self.original
    }
}

impl From<&photo::Model> for Expected {
    fn from(row: &photo::Model) -> Self {
        Self {
            id: row.id,
            original: original(row),
            upload: upload(row),
            bytes: row.bytes,
            digest: digest(row),
            content_type: row.content_type.clone(),
        }
    }
}

impl From<&report_photo::Model> for Expected {
    fn from(row: &report_photo::Model) -> Self {
        let original = report_original(row);
        Self {
            id: row.id,
            upload: if row.incoming { format!("incoming/{original}") } else { original.clone() },
            original,
            bytes: row.bytes,
            digest: row.sha256.as_slice().try_into().ok().map(Digest),
            content_type: row.content_type.clone(),
        }
    }
}

impl From<&evidence::Model> for Expected {
    fn from(row: &evidence::Model) -> Self {
        let original = evidence_key(row);
        Self {
            id: row.id,
            upload: if row.incoming { format!("incoming/{original}") } else { original.clone() },
            original,
            bytes: row.bytes,
            digest: row.sha256.as_slice().try_into().ok().map(Digest),
            content_type: row.content_type.clone(),
        }
    }
}

impl From<&export::Model> for Expected {
    fn from(row: &export::Model) -> Self {
        let key = export_key(row.id, row.sha256.as_deref().unwrap_or_default());
        Self {
            id: row.id,
            original: key.clone(),
            upload: key,
            bytes: row.bytes.unwrap_or(-1),
            digest: row.sha256.as_deref().and_then(|digest| digest.try_into().ok()).map(Digest),
            content_type: String::new(),
        }
    }
}

impl From<&evidence_part::Model> for Expected {
    fn from(row: &evidence_part::Model) -> Self {
        let original = handed_in(row.id, &row.sha256);
        Self {
            id: row.id,
            upload: if row.incoming { format!("incoming/{original}") } else { original.clone() },
            original,
            bytes: row.bytes,
            digest: row.sha256.as_slice().try_into().ok().map(Digest),
            // A part is no clip: only together they are one.
            content_type: "application/octet-stream".into(),
        }
    }
}

/// The key of a piece of evidence.
pub fn evidence_key(row: &evidence::Model) -> String {
    handed_in(row.id, &row.sha256)
}

fn handed_in(id: Uuid, sha256: &[u8]) -> String {
    let text = id.to_string();
    format!("evidence/{}/{text}-{}", &text[..2], hex::encode(sha256))
}

/// Everything that was written for a file that somebody asked for lies below this prefix.
pub fn export_prefix(id: Uuid) -> String {
    let text = id.to_string();
    format!("exports/{}/{text}/", &text[..2])
}

/// The key of a file that somebody asked for. It names the bytes: a worker that was thought dead and comes back puts no
/// others in their place.
pub fn export_key(id: Uuid, sha256: &[u8]) -> String {
    format!("{}{id}-{}", export_prefix(id), hex::encode(sha256))
}

/// Photos of one report lie below this prefix, copies too.
pub fn report_prefix(report_id: Uuid) -> String {
    let text = report_id.to_string();
    format!("reports/{}/{text}/", &text[..2])
}

/// The key of a report's photo.
pub fn report_original(row: &report_photo::Model) -> String {
    format!("{}{}-{}", report_prefix(row.report_id), row.id, hex::encode(&row.sha256))
}

/// A copy of a report's photo without metadata: `thumb` or `view`.
pub fn report_derived(row: &report_photo::Model, size: &str) -> String {
    format!("{}{}-{size}", report_prefix(row.report_id), row.id)
}

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

/// What a key is for, as far as the key itself tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Named {
    /// An original, at its final or (`true`) its incoming key, of this photo.
    Original(Uuid, bool),
    /// A `thumb` or `view` of this photo.
    Derived(Uuid),
    /// The station's copy of this id.
    StationCopy(Uuid),
    /// A photo of a report, as it came or as a copy, by the photo's id.
    Report(Uuid),
    /// A piece of evidence, or a part of one.
    Evidence(Uuid),
    /// A file that somebody asked for.
    Export(Uuid),
    /// Nothing that this version knows.
    Unknown,
}

/// Reads a key back. The photo or copy need not exist, and the rest of the key may still be wrong: compare it with the
/// key that the row gives.
pub fn read(key: &str) -> Named {
    let name = key.rsplit('/').next().unwrap_or_default();
    let id = |text: &str| text.get(..36).and_then(|id| Uuid::parse_str(id).ok());
    let found = if key.starts_with("reports/") || key.starts_with("incoming/reports/") {
        id(name).map(Named::Report)
    } else if key.starts_with("evidence/") || key.starts_with("incoming/evidence/") {
        id(name).map(Named::Evidence)
    } else if key.starts_with("exports/") {
        id(name).map(Named::Export)
    } else if key.starts_with("incoming/") {
        id(name).map(|id| Named::Original(id, true))
    } else if key.starts_with("photos/") {
        id(name).map(|id| Named::Original(id, false))
    } else if key.starts_with("derived/") {
        match name.strip_prefix("station-") {
            Some(copy) => id(copy).map(Named::StationCopy),
            None => id(name).map(Named::Derived),
        }
    } else {
        None
    };
    found.unwrap_or(Named::Unknown)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_read_back() {
        let (audit, photo, copy) = (Uuid::from_u128(1), Uuid::from_u128(2), Uuid::from_u128(3));
        let row = photo::Model {
            id: photo,
            audit_id: audit,
            kind: "scene".into(),
            state: "verified".into(),
            sha256: vec![7; 32],
            bytes: 1,
            content_type: "image/jpeg".into(),
            first_revision: 1,
            taken_at: 0,
            incoming: true,
            width: None,
            height: None,
            exif_at: None,
            exif_lat_e7: None,
            exif_lon_e7: None,
            phash: None,
            derived: true,
            lost_reason: None,
            lost_by_office: false,
            station_copy_id: Some(copy),
            similar_in: None,
            boxes: None,
            released_by: None,
            released_at: None,
            updated_at: 0,
            erased_at: None,
        };
        assert_eq!(read(&original(&row)), Named::Original(photo, false));
        assert_eq!(read(&upload(&row)), Named::Original(photo, true));
        assert_eq!(read(&derived(&row, "view")), Named::Derived(photo));
        assert_eq!(read(&station_copy(audit, copy)), Named::StationCopy(copy));
        let report = report_photo::Model {
            id: photo,
            report_id: audit,
            place: 0,
            state: "missing".into(),
            sha256: vec![7; 32],
            bytes: 1,
            content_type: "image/jpeg".into(),
            incoming: true,
            derived: false,
            updated_at: 0,
            erased_at: None,
        };
        let expected = Expected::from(&report);
        assert!(expected.is_incoming());
        for key in [expected.original, expected.upload, report_derived(&report, "thumb")] {
            assert_eq!(read(&key), Named::Report(photo), "{key}");
        }
        let evidence = evidence::Model {
            id: photo,
            person_id: audit,
            state: "missing".into(),
            sha256: vec![7; 32],
            bytes: 1,
            content_type: "application/pdf".into(),
            incoming: true,
            station_id: None,
            subject_id: None,
            subject: None,
            role: None,
            created_at: 0,
            updated_at: 0,
            hidden: None,
            erased_at: None,
            taken_at: None,
            fix: None,
            place: None,
        };
        let expected = Expected::from(&evidence);
        assert!(expected.is_incoming());
        for key in [expected.original, expected.upload] {
            assert_eq!(read(&key), Named::Evidence(photo), "{key}");
        }
        assert_eq!(read(&export_key(photo, &[7; 32])), Named::Export(photo));
        for other in
            ["", "check/x/object", "photos/", "photos/00/x/y", "derived/00/x/station-y", "reports/00/x/y", "照片/一"]
        {
            assert_eq!(read(other), Named::Unknown, "{other}");
        }
        assert!(original(&row).starts_with(&audit_prefix(audit)));
        assert!(station_copy(audit, copy).starts_with(&derived_prefix(audit)));
    }
}
