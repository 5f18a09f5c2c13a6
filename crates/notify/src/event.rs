//! Events and digests: what a message is made from.

use crate::fields::check;
use crate::kind::{DigestKind, Kind};
use forecourt_core::violation::Violation;
use serde::Serialize;
use serde_json::{Map, Value};
use sha2::{Digest as _, Sha256};
use uuid::Uuid;

/// Something that happened, checked against the fields of its kind.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Event {
    id: Uuid,
    kind: Kind,
    at_ms: i64,
    payload: Map<String, Value>,
}

impl Event {
    /// An event under its stable id; `at_ms` is when it happened, epoch ms.
    ///
    /// # Errors
    /// Every fault of the payload at once, with pointers into it.
    pub fn new(id: Uuid, kind: Kind, at_ms: i64, payload: Map<String, Value>) -> Result<Self, Vec<Violation>> {
        let faults = check(kind.fields(), &payload);
        if faults.is_empty() { Ok(Self { id, kind, at_ms, payload }) } else { Err(faults) }
    }

    /// The id that every delivery of it carries.
    pub fn id(&self) -> Uuid {
        self.id
    }

    pub fn kind(&self) -> Kind {
        self.kind
    }

    /// When it happened, epoch ms.
    pub fn at_ms(&self) -> i64 {
        self.at_ms
    }

    pub fn payload(&self) -> &Map<String, Value> {
        &self.payload
    }

    /// Whether it wakes people: a T0 that asks them to act. Quiet hours, *off* and *digest* do not hold it back (decision
    /// 30).
    pub fn is_urgent(&self) -> bool {
        let t0 = self.kind == Kind::T0NotAcknowledged || self.payload.get("class").is_some_and(|class| class == "T0");
        t0 && self.kind.asks_to_act()
    }
}

/// Several events told at once, in their order.
#[derive(Debug, Clone, PartialEq)]
pub struct Digest {
    pub id: Uuid,
    pub kind: DigestKind,
    /// When it was put together, epoch ms.
    pub at_ms: i64,
    pub events: Vec<Event>,
}

impl Digest {
    /// A digest of events for a destination; the same events for it have the same id.
    pub fn new(kind: DigestKind, destination: Uuid, at_ms: i64, mut events: Vec<Event>) -> Self {
        events.sort_by_key(|event| (event.at_ms, event.id));
        let ids: Vec<Uuid> = events.iter().map(Event::id).collect();
        Self { id: digest_id(kind, destination, &ids), kind, at_ms, events }
    }
}

/// The id of a digest: a UUID of version 8 from the SHA-256 of its kind, its destination and its events in any order.
pub fn digest_id(kind: DigestKind, destination: Uuid, events: &[Uuid]) -> Uuid {
    let mut events = events.to_vec();
    events.sort_unstable();
    let mut hash = Sha256::new();
    hash.update(kind.as_str());
    hash.update(destination.as_bytes());
    events.iter().for_each(|id| hash.update(id.as_bytes()));
    let mut bytes = [0; 16];
    bytes.copy_from_slice(&hash.finalize()[..16]);
    uuid::Builder::from_custom_bytes(bytes).into_uuid()
}

/// What goes out at once.
#[derive(Debug, Clone, PartialEq)]
pub enum Parcel {
    One(Event),
    Several(Digest),
}

impl Parcel {
    /// The id that every try carries.
    pub fn id(&self) -> Uuid {
        match self {
            Self::One(event) => event.id,
            Self::Several(digest) => digest.id,
        }
    }
}
