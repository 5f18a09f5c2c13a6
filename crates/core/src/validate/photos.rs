//! The photo manifest.

use super::path::Path;
use super::walk::{Walk, parse_uuid};
use crate::submission::{ContentType, Photo, PhotoKind, limits};
use crate::violation::Code;
use serde_json::Value;
use std::collections::HashSet;
use uuid::Uuid;

/// The well-formed photo ids of a submission's manifest, so that references before it can be judged.
pub(super) fn manifest_ids(submission: &Value) -> HashSet<Uuid> {
    let photos = submission.get("photos").and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default();
    photos.iter().filter_map(|photo| parse_uuid(photo.get("photo_id")?.as_str()?)).collect()
}

impl Walk<'_> {
    pub fn photos(&mut self, value: &Value, at: &Path) -> Option<Vec<Photo>> {
        let list = self.list(value, at, limits::PHOTOS)?;
        let mut seen = HashSet::with_capacity(list.len());
        Some(list.iter().enumerate().filter_map(|(i, v)| self.photo(v, &at.index(i), &mut seen)).collect())
    }

    fn photo(&mut self, value: &Value, at: &Path, seen: &mut HashSet<Uuid>) -> Option<Photo> {
        let object = self.object(value, at)?;
        let (mut photo_id, mut kind, mut sha256, mut bytes) = (None, None, None, None);
        let (mut content_type, mut taken_at, mut fix) = (None, None, None);
        for (key, v) in object {
            let at = &at.key(key);
            match key.as_str() {
                "photo_id" => {
                    photo_id = self.random_id(v, at);
                    if photo_id.is_some_and(|id| !seen.insert(id)) {
                        self.report(at, Code::Duplicate);
                    }
                }
                "kind" => kind = self.word(v, at, PhotoKind::parse),
                "sha256" => sha256 = self.sha256(v, at),
                "bytes" => bytes = self.int(v, at, 1, limits::PHOTO_BYTES),
                "content_type" => content_type = self.word(v, at, ContentType::parse),
                "taken_at" => taken_at = self.instant(v, at),
                "fix" => fix = self.nullable(v, at, Self::fix),
                _ => self.report(at, Code::UnknownField),
            }
        }
        let read = || {
            Some(Photo {
                photo_id: photo_id?,
                kind: kind?,
                sha256: sha256?,
                bytes: bytes?,
                content_type: content_type?,
                taken_at: taken_at?,
                fix: fix?,
            })
        };
        self.whole(object, at, &["photo_id", "kind", "sha256", "bytes", "content_type", "taken_at", "fix"], read())
    }

    fn sha256(&mut self, value: &Value, at: &Path) -> Option<String> {
        let Some(text) = value.as_str() else { return self.refuse(at, Code::WrongType) };
        let good = text.len() == 64 && text.bytes().all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f'));
        if good { Some(text.to_owned()) } else { self.refuse(at, Code::BadHash) }
    }
}
