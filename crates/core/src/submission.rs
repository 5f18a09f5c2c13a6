//! What a phone submits for one visit: the body of `PUT /v1/audits/{id}`, schema 1 (api.md "The phone's door").
//!
//! There are no floating-point numbers: positions are 1e-7 degrees, accuracies centimetres, instants milliseconds of
//! the Unix epoch in UTC, money fen, volumes millilitres. A key shown as optional may be left out, but is never `null`;
//! a key whose type says `null` must be there. [`crate::validate::submission`] is the way from JSON to this type: it
//! reports every fault with its place, while serde alone would stop at the first.

use crate::states::words;
use serde::de::{MapAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::collections::BTreeMap;
use std::fmt;
use uuid::Uuid;

/// The newest schema of a submission that this version reads.
pub const SCHEMA: i64 = 1;

/// Bounds of a submission; those of the body itself (1 MiB inflated) belong to the server. Lengths count code points.
pub mod limits {
    /// Photos in one manifest, and photos of one answer.
    pub const PHOTOS: usize = 80;
    /// Bytes of one photo.
    pub const PHOTO_BYTES: i64 = 10_485_760;
    /// Characters of the narrative, a note, the reason of a request.
    pub const TEXT_CHARS: usize = 4_000;
    /// Characters of a station code or of the name of a timer event.
    pub const NAME_CHARS: usize = 100;
    /// Timer events of one answer.
    pub const TIMER_EVENTS: usize = 100;
    /// Receipts of one visit.
    pub const RECEIPTS: usize = 20;
    /// Latest instant and largest clock reading: the end of the year 9999, in ms.
    pub const INSTANT_MS: i64 = 253_402_300_799_999;
    /// Revisions count from 1 to here.
    pub const REVISION: i64 = 2_147_483_647;
    /// Largest amount of a receipt in fen, and largest volume in ml.
    pub const RECEIPT_AMOUNT: i64 = 100_000_000;
    /// Worst accuracy of a fix: half the earth's circumference, in cm.
    pub const ACCURACY_CM: i64 = 2_004_000_000;
    /// Latitudes reach from minus to plus 90 degrees, in 1e-7 degrees.
    pub const LAT_E7: i64 = 900_000_000;
    /// Longitudes reach from minus to plus 180 degrees, in 1e-7 degrees.
    pub const LON_E7: i64 = 1_800_000_000;
}

/// One visit as the phone froze it when it was finished.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Submission {
    /// Always [`SCHEMA`].
    pub schema: i64,
    /// 1 for the first submission, one more for each answer to a return (decision 1).
    pub revision: i64,
    pub assignment_id: Uuid,
    /// The phone, when it has introduced itself.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub device_id: Option<Uuid>,
    pub checklist: ChecklistRef,
    /// The revision of the station profile the phone computed N/A with (decision 6).
    pub station_profile_revision: i64,
    /// When the visit began.
    pub started: Stamp,
    /// When the shopper left the station.
    pub finished: Stamp,
    pub check_in: Option<Fix>,
    pub check_out: Option<Fix>,
    /// Visit flags by name, `v.*` only; absent = false, `v.queue_len` absent = 0.
    pub flags: BTreeMap<String, FlagValue>,
    /// Station flags that the shopper found to be wrong, `st.*`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub profile_dispute: Vec<String>,
    /// Answers by item id; an item without one was not observed.
    #[cfg_attr(feature = "openapi", schema(value_type = BTreeMap<String, Answer>))]
    pub answers: Answers,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub narrative: Option<String>,
    /// Set when staff recognised the shopper (§2.4).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub recognised: Option<Recognised>,
    pub receipts: Vec<Receipt>,
    /// Every photo the submission refers to, those of earlier revisions included (decision 3).
    pub photos: Vec<Photo>,
}

/// The checklist version a visit was answered with.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct ChecklistRef {
    pub id: String,
    pub version: i64,
}

/// A moment in the phone's own record.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(as = SubmittedStamp))]
#[serde(deny_unknown_fields)]
pub struct Stamp {
    /// The phone's wall clock, epoch ms; anybody may set it.
    pub wall_ms: i64,
    /// The phone's monotonic clock, ms since something within the same `run_id`; nobody can set it.
    pub mono_ms: i64,
    /// One run of the monotonic clock; another id after a restart.
    pub run_id: Uuid,
    /// Server time minus wall clock at the last contact before this moment, ms; `null` when there was none.
    pub server_offset_ms: Option<i64>,
}

/// One position as the phone's location service gave it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Fix {
    /// Latitude, WGS 84, 1e-7 degrees.
    pub lat_e7: i64,
    /// Longitude, WGS 84, 1e-7 degrees.
    pub lon_e7: i64,
    /// Radius in which the service believes itself, cm.
    pub accuracy_cm: i64,
    /// The phone says that the position came from a mock provider.
    pub mocked: bool,
    /// Wall clock of the phone, epoch ms.
    pub at_ms: i64,
}

/// The value of a flag: yes or no, or a whole number (queue length).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(untagged)]
pub enum FlagValue {
    Bool(bool),
    Number(i64),
}

/// Answers by item id, in the order of the document.
///
/// In JSON an object. A list in memory: it is read and written in one sweep for every submission, and looked up rarely;
/// a tree would take a third of the time of validation. Validation lets no item stand there twice.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Answers(Vec<(String, Answer)>);

impl Answers {
    /// The answer to one item.
    pub fn get(&self, item: &str) -> Option<&Answer> {
        self.0.iter().find(|(id, _)| id == item).map(|(_, answer)| answer)
    }

    /// Item ids with their answers.
    pub fn iter(&self) -> AnswerIter<'_> {
        self.0.iter().map(|(id, answer)| (id, answer))
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

/// Goes through [`Answers`].
pub type AnswerIter<'a> =
    std::iter::Map<std::slice::Iter<'a, (String, Answer)>, fn(&'a (String, Answer)) -> (&'a String, &'a Answer)>;

impl<'a> IntoIterator for &'a Answers {
    type Item = (&'a String, &'a Answer);
    type IntoIter = AnswerIter<'a>;

    fn into_iter(self) -> AnswerIter<'a> {
        self.iter()
    }
}

impl FromIterator<(String, Answer)> for Answers {
    fn from_iter<I: IntoIterator<Item = (String, Answer)>>(answers: I) -> Self {
        Self(answers.into_iter().collect())
    }
}

impl Serialize for Answers {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.iter())
    }
}

impl<'de> Deserialize<'de> for Answers {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(AnswersVisitor)
    }
}

struct AnswersVisitor;

impl<'de> Visitor<'de> for AnswersVisitor {
    type Value = Answers;

    fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str("answers by item id")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<Answers, A::Error> {
        let mut answers = Vec::with_capacity(entries.size_hint().unwrap_or_default().min(512));
        while let Some(entry) = entries.next_entry()? {
            answers.push(entry);
        }
        Ok(Answers(answers))
    }
}

/// What was recorded for one item.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(as = SubmittedAnswer))]
#[serde(deny_unknown_fields)]
pub struct Answer {
    /// `null` = not observed.
    pub value: Option<AnswerValue>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
    /// Photos of the manifest that show it; one photo may serve several items (decision 4).
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub photos: Vec<Uuid>,
    /// Why there is no photo (decision 10).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub photo_reason: Option<PhotoReason>,
    /// Asks the reviewer for an N/A that the flags do not give (§2.1).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub na_request: Option<NaRequest>,
    /// Taps of the stop-watch in the order they were made.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub timer: Vec<TimerEvent>,
}

/// The value of an answer: pass or fail (and bonus claimed or not), or a grade, whole seconds or a count.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(untagged)]
pub enum AnswerValue {
    Bool(bool),
    Number(i64),
}

/// Asks for an N/A with the shopper's reason.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct NaRequest {
    /// Never empty.
    pub reason: String,
}

/// One tap of a stop-watch.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct TimerEvent {
    /// What was tapped, for example `start`.
    pub event: String,
    /// Wall clock, epoch ms.
    pub wall_ms: i64,
    /// Monotonic clock of the run, ms.
    pub mono_ms: i64,
    pub run_id: Uuid,
}

/// When staff recognised the shopper.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Recognised {
    /// Wall clock of the phone, epoch ms.
    pub at_ms: i64,
}

/// A proof of purchase as the shopper read it off the paper.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(as = PurchaseReceipt))]
#[serde(deny_unknown_fields)]
pub struct Receipt {
    pub kind: ReceiptKind,
    /// Time printed on it, epoch ms.
    pub at_ms: Option<i64>,
    /// Station code printed on it.
    pub station_code: Option<String>,
    pub amount_fen: Option<i64>,
    pub litres_ml: Option<i64>,
    pub photo_id: Option<Uuid>,
}

/// One line of the photo manifest.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(as = ManifestPhoto))]
#[serde(deny_unknown_fields)]
pub struct Photo {
    /// Random v4, made by the phone; belongs to one audit, one SHA-256 and one length for ever (decision 3).
    pub photo_id: Uuid,
    pub kind: PhotoKind,
    /// SHA-256 of the bytes, 64 lower-case hexadecimal digits.
    pub sha256: String,
    /// Length, 1 to [`limits::PHOTO_BYTES`].
    pub bytes: i64,
    pub content_type: ContentType,
    /// Wall clock of the phone when the picture was taken, epoch ms.
    pub taken_at: i64,
    pub fix: Option<Fix>,
}

words! {
    /// What a photo shows (decision 4); only scenes may ever reach a station (decision 21).
    PhotoKind {
        Scene = "scene",
        Receipt = "receipt",
        Screen = "screen",
        Document = "document",
    }
}

words! {
    /// What a photo's bytes claim to be; the magic bytes decide (decision 37).
    ContentType {
        Jpeg = "image/jpeg",
        Png = "image/png",
        Webp = "image/webp",
        Pdf = "application/pdf",
    }
}

words! {
    /// Why a photo that the rules ask for could not be taken (decision 10).
    PhotoReason {
        Occupied = "occupied",
        Forbidden = "forbidden",
        Unsafe = "unsafe",
        Challenged = "challenged",
    }
}

words! {
    /// What was bought or asked for.
    ReceiptKind {
        Fuel = "fuel",
        Store = "store",
        Invoice = "invoice",
    }
}
