//! Submissions for tests: a good visit, and small changes of it.

use std::sync::LazyLock;

use forecourt_core::{checklist::AnswerKind, registry};
use forecourt_photo::draw::LoadPhotos;
use serde_json::{Map, Value, json};
use sha2::{Digest, Sha256};
use uuid::Uuid;

/// A photo with its bytes.
#[derive(Clone, Debug)]
pub struct Photo {
    /// Made by the phone.
    pub id: Uuid,
    /// `scene`, `receipt`, `screen` or `document`.
    pub kind: &'static str,
    /// The file.
    pub bytes: Vec<u8>,
}

impl Photo {
    /// A real JPEG of its own: no two seeds look alike.
    pub fn draw(seed: u64, kind: &'static str) -> Self {
        static PHOTOS: LazyLock<LoadPhotos> = LazyLock::new(|| LoadPhotos::new(30_000));
        Self { id: Uuid::new_v4(), kind, bytes: PHOTOS.photo(seed) }
    }

    /// What a phone says it is: a picture, or a document.
    fn content_type(&self) -> &'static str {
        match self.bytes.get(..4) {
            Some(b"\x89PNG") => "image/png",
            Some(b"%PDF") => "application/pdf",
            _ => "image/jpeg",
        }
    }

    /// SHA-256 in hex.
    pub fn sha256(&self) -> String {
        hex::encode(Sha256::digest(&self.bytes))
    }
}

/// What a visit is made of.
#[derive(Clone, Debug)]
pub struct Visit {
    /// Id of the audit.
    pub audit_id: Uuid,
    /// The assignment.
    pub assignment_id: Uuid,
    /// Code of the station, as printed on receipts.
    pub station_code: String,
    /// Position of the station, 1e-7 degrees.
    pub position: (i64, i64),
    /// When it began, epoch ms.
    pub start_ms: i64,
    /// Revision.
    pub revision: i64,
    /// Photos.
    pub photos: Vec<Photo>,
    /// Answers that differ from the best one.
    pub changes: Vec<(&'static str, Value)>,
    /// What the shopper tells.
    pub narrative: Option<String>,
    run_id: Uuid,
}

/// How long a test visit takes, ms.
pub const LENGTH_MS: i64 = 20 * 60_000;

impl Visit {
    /// A flawless visit with this many photos.
    pub fn new(assignment_id: Uuid, station_code: &str, position: (i64, i64), start_ms: i64, photos: u64) -> Self {
        let kinds = ["receipt", "scene", "screen"];
        let drawn = (0..photos).map(|n| Photo::draw(rand_seed(n), kinds[usize::try_from(n).unwrap_or(0) % 3]));
        Self {
            audit_id: Uuid::new_v4(),
            assignment_id,
            station_code: station_code.to_owned(),
            position,
            start_ms,
            revision: 1,
            photos: drawn.collect(),
            changes: Vec::new(),
            narrative: None,
            run_id: Uuid::new_v4(),
        }
    }

    /// The bytes of the photo that a line of a receipt names.
    pub fn bytes_of(&self, line: &Value) -> &[u8] {
        let photo = self.photos.iter().find(|photo| line["photo_id"] == photo.id.to_string());
        &photo.expect("a photo of this visit").bytes
    }

    /// The same visit as the answer to a return: the next revision.
    pub fn answered(&self) -> Self {
        Self { revision: self.revision + 1, ..self.clone() }
    }

    /// The same visit under another id.
    pub fn again(&self) -> Self {
        Self { audit_id: Uuid::new_v4(), ..self.clone() }
    }

    /// Adds photos out of this stock.
    pub fn add_photos(&mut self, count: u64, stock: &LoadPhotos) {
        let file = |n| stock.photo(rand_seed(n));
        self.photos.extend((0..count).map(|n| Photo { id: Uuid::new_v4(), kind: "scene", bytes: file(n) }));
    }

    /// Answers one item otherwise.
    pub fn with(mut self, item: &'static str, value: impl Into<Value>) -> Self {
        self.changes.push((item, value.into()));
        self
    }

    /// The submission as the phone freezes it.
    pub fn submission(&self) -> Value {
        let end_ms = self.start_ms + LENGTH_MS;
        let stamp = |at: i64| json!({"wall_ms": at, "mono_ms": at - self.start_ms + 1_000_000, "run_id": self.run_id, "server_offset_ms": 0});
        let fix = |at: i64| json!({"lat_e7": self.position.0, "lon_e7": self.position.1, "accuracy_cm": 800, "mocked": false, "at_ms": at});
        let photos: Vec<Value> = self
            .photos
            .iter()
            .map(|photo| {
                json!({"photo_id": photo.id, "kind": photo.kind, "sha256": photo.sha256(), "bytes": photo.bytes.len(),
                       "content_type": photo.content_type(), "taken_at": self.start_ms + 300_000, "fix": fix(self.start_ms + 300_000)})
            })
            .collect();
        let mut body = json!({
            "schema": 1, "revision": self.revision, "assignment_id": self.assignment_id,
            "checklist": {"id": "station-69", "version": 1}, "station_profile_revision": 1,
            "started": stamp(self.start_ms), "finished": stamp(end_ms),
            "check_in": fix(self.start_ms), "check_out": fix(end_ms),
            "flags": {"v.night": false, "v.queue_len": 0},
            "answers": self.answers(),
            "receipts": [{"kind": "fuel", "at_ms": self.start_ms + 600_000, "station_code": self.station_code,
                          "amount_fen": 15_000, "litres_ml": 19_000, "photo_id": self.photos.first().map(|photo| photo.id)}],
            "photos": photos,
        });
        if let Some(narrative) = &self.narrative {
            body["narrative"] = json!(narrative);
        }
        body
    }

    fn answers(&self) -> Value {
        let checklist = registry::builtin().get("station-69", 1).expect("station-69 v1").clone();
        let ids: Vec<Uuid> = self.photos.iter().map(|photo| photo.id).collect();
        let mut answers = Map::new();
        for item in &checklist.items {
            let best = match &item.answer {
                _ if item.is_bonus() => Value::from(false),
                AnswerKind::PassFail => Value::from(true),
                AnswerKind::Graded(_) => Value::from(2),
                AnswerKind::Measured(_) => Value::from(5),
                AnswerKind::Count(_) => Value::from(0),
            };
            let value = self.changes.iter().find(|(id, _)| *id == item.id).map_or(best, |(_, value)| value.clone());
            let mut answer = json!({ "value": value });
            if let Some(id) = ids.get(usize::try_from(item.n).unwrap_or(0) % ids.len().max(1)) {
                answer["photos"] = json!([id]);
            }
            answers.insert(item.id.clone(), answer);
        }
        Value::Object(answers)
    }
}

/// Seeds that differ between tests, so that no photo is reused by accident.
fn rand_seed(n: u64) -> u64 {
    let (high, low) = Uuid::new_v4().as_u64_pair();
    high ^ low.rotate_left(17) ^ n
}
