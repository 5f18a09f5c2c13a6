//! What the intake job learns about a photo, from one decoding.

use std::panic::{AssertUnwindSafe, catch_unwind};

use crate::container::{self, Distilled};
use crate::derive::{self, Derived, Want};
use crate::exif;
use crate::kind::Kind;
use crate::limits::{Limits, Unusable};
use crate::phash::{PHash, Query};
use crate::picture::{self, Picture};

/// Where a picture says it was taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ExifFix {
    /// Latitude in 1e-7 degrees.
    pub lat_e7: i64,
    /// Longitude in 1e-7 degrees.
    pub lon_e7: i64,
}

/// What is known of a usable photo or document.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Inspection {
    /// Type by magic bytes.
    pub kind: Kind,
    /// Its content type, from the closed list.
    pub content_type: &'static str,
    /// Width in pixels as people see it (orientation applied); `None` for documents.
    pub width: Option<u32>,
    /// Height in pixels as people see it; `None` for documents.
    pub height: Option<u32>,
    /// Time of exposure by EXIF, epoch milliseconds UTC.
    pub exif_at_ms: Option<i64>,
    /// Place by EXIF.
    pub exif_fix: Option<ExifFix>,
    /// Perceptual hash; `None` for documents and for pictures that show one plain tone.
    pub phash: Option<PHash>,
}

/// Everything the intake job makes of one photo.
#[derive(Debug, Clone)]
pub struct Intake {
    /// What to store in the photo's row.
    pub inspection: Inspection,
    /// Copies without metadata; `None` for documents.
    pub derived: Option<Derived>,
    /// For looking up similar photos; keep it only as long as the job runs (about 80 kB).
    pub query: Option<Query>,
}

/// Inspects a file: type, size, EXIF, perceptual hash. Decodes it once, makes no copies.
pub fn inspect(bytes: &[u8], limits: &Limits) -> Result<Inspection, Unusable> {
    Ok(open(bytes, limits)?.inspection)
}

/// Inspects a file and derives the copies wanted, from one decoding.
pub fn intake(bytes: &[u8], limits: &Limits, want: Want) -> Result<Intake, Unusable> {
    let opened = open(bytes, limits)?;
    let derived = opened.decoded.map(|decoded| derive::copies(decoded, want)).transpose()?;
    Ok(Intake { inspection: opened.inspection, derived, query: opened.query })
}

struct Opened {
    inspection: Inspection,
    decoded: Option<Decoded>,
    query: Option<Query>,
}

/// A picture in both forms.
pub(crate) struct Decoded {
    pub(crate) picture: Picture,
    /// By EXIF.
    pub(crate) orientation: u16,
    pub(crate) distilled: Distilled,
}

fn open(bytes: &[u8], limits: &Limits) -> Result<Opened, Unusable> {
    let kind = admitted(bytes, limits)?;
    let mut inspection = Inspection {
        kind,
        content_type: kind.content_type(),
        width: None,
        height: None,
        exif_at_ms: None,
        exif_fix: None,
        phash: None,
    };
    if kind == Kind::Pdf {
        return Ok(Opened { inspection, decoded: None, query: None });
    }
    let (decoded, reading) = decoded(kind, bytes, limits)?;
    let picture = &decoded.picture;
    let query = Query::of(&picture.rgb, picture.w, picture.h, reading.orientation);
    let (w, h) = if reading.orientation >= 5 { (picture.h, picture.w) } else { (picture.w, picture.h) };
    inspection.width = Some(w);
    inspection.height = Some(h);
    inspection.exif_at_ms = reading.at_ms;
    inspection.exif_fix = reading.fix;
    inspection.phash = query.as_ref().map(|q| *q.hash());
    Ok(Opened { inspection, decoded: Some(decoded), query })
}

/// Length and type.
fn admitted(bytes: &[u8], limits: &Limits) -> Result<Kind, Unusable> {
    if bytes.is_empty() {
        return Err(Unusable::Empty);
    }
    if bytes.len() > limits.max_bytes {
        return Err(Unusable::TooManyBytes);
    }
    Kind::sniff(bytes).ok_or(Unusable::UnknownType)
}

fn decoded(kind: Kind, bytes: &[u8], limits: &Limits) -> Result<(Decoded, exif::Reading), Unusable> {
    let mut distilled: Distilled = container::distil(kind, bytes, limits)?;
    let tiff = distilled.tiff.take();
    // a foreign parser on foreign bytes: without EXIF the picture is still good
    let reading = tiff.and_then(|tiff| catch_unwind(AssertUnwindSafe(|| exif::read(tiff))).ok()).unwrap_or_default();
    let picture = picture::decode(kind, &distilled, limits)?;
    Ok((Decoded { picture, orientation: reading.orientation, distilled }, reading))
}

/// Decodes a picture for deriving; documents are unsupported.
pub(crate) fn picture(bytes: &[u8], limits: &Limits) -> Result<Decoded, Unusable> {
    let kind = admitted(bytes, limits)?;
    Ok(decoded(kind, bytes, limits)?.0)
}
