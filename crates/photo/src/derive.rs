//! Copies that people see: re-encoded, upright, without any metadata.

use crate::inspect::{self, Decoded};
use crate::jpeg;
use crate::limits::{Limits, Unusable};
use crate::picture::Picture;

/// Longer side of a thumb in pixels.
pub const THUMB_SIDE: u32 = 320;
/// Longer side of a station copy, and of a view that has to be made small, in pixels.
pub const VIEW_SIDE: u32 = 1280;
/// A JPEG of at most so many pixels a side, as phones send it, is its own view: without metadata, its pixels untouched.
pub const KEPT_SIDE: u32 = 1600;
/// The same in bytes.
pub const KEPT_BYTES: usize = 400_000;

/// Which copies to make at intake.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Want {
    /// The thumb alone; [`view`] makes the other when somebody looks.
    Thumb,
    /// Both.
    ThumbAndView,
}

/// The copies made at intake, both JPEG.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Derived {
    /// At most [`THUMB_SIDE`] pixels a side.
    pub thumb: Vec<u8>,
    /// At most [`KEPT_SIDE`] pixels a side, if it was wanted.
    pub view: Option<Vec<u8>>,
}

/// A part of the upright picture to be covered, in 1/10000 of its width and height.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct MaskBox {
    /// Left edge.
    pub x: u16,
    /// Upper edge.
    pub y: u16,
    /// Width, at least 1.
    pub w: u16,
    /// Height, at least 1.
    pub h: u16,
}

impl MaskBox {
    /// Not empty, and inside the picture.
    pub fn is_valid(&self) -> bool {
        let inside = |from: u16, len: u16| len > 0 && u32::from(from) + u32::from(len) <= 10_000;
        inside(self.x, self.w) && inside(self.y, self.h)
    }
}

/// Why there is no station copy.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum CopyError {
    /// The original cannot be used.
    #[error(transparent)]
    Unusable(#[from] Unusable),
    /// The box with this number (from 0) is empty or reaches outside.
    #[error("box {0} is empty or reaches outside of the picture")]
    BadBox(usize),
}

/// The copies of a decoded picture.
pub(crate) fn copies(decoded: Decoded, want: Want) -> Result<Derived, Unusable> {
    let orientation = decoded.orientation;
    if want == Want::Thumb {
        return Ok(Derived { thumb: thumb_of(&decoded.picture, orientation)?, view: None });
    }
    if is_view(&decoded) {
        return Ok(Derived { thumb: thumb_of(&decoded.picture, orientation)?, view: Some(decoded.distilled.bytes) });
    }
    let view = decoded.picture.fitted(VIEW_SIDE)?;
    // from the view, which is quicker than from the original and looks the same
    let thumb = thumb_of(&view, orientation)?;
    let view = encoded(&view.into_owned().oriented(orientation), 80)?;
    Ok(Derived { thumb, view: Some(view) })
}

/// Whether the picture, without what stood around it, is small enough and stands upright. Making it anew would cost more
/// than everything else at intake, and some of its sharpness.
fn is_view(decoded: &Decoded) -> bool {
    let distilled = &decoded.distilled;
    distilled.tidy
        && !(2..=8).contains(&decoded.orientation)
        && distilled.width.max(distilled.height) <= KEPT_SIDE
        && distilled.bytes.len() <= KEPT_BYTES
}

fn thumb_of(picture: &Picture, orientation: u16) -> Result<Vec<u8>, Unusable> {
    encoded(&picture.fitted(THUMB_SIDE)?.into_owned().oriented(orientation), 72)
}

/// Derives a thumb alone, JPEG.
pub fn thumb(bytes: &[u8], limits: &Limits) -> Result<Vec<u8>, Unusable> {
    let decoded = inspect::picture(bytes, limits)?;
    thumb_of(&decoded.picture, decoded.orientation)
}

/// Derives a view alone, JPEG.
pub fn view(bytes: &[u8], limits: &Limits) -> Result<Vec<u8>, Unusable> {
    let decoded = inspect::picture(bytes, limits)?;
    if is_view(&decoded) {
        return Ok(decoded.distilled.bytes);
    }
    encoded(&decoded.picture.fitted(VIEW_SIDE)?.into_owned().oriented(decoded.orientation), 80)
}

/// The copy that a station may see (decision 21): upright, at most [`VIEW_SIDE`] a side, the boxes painted black in
/// the pixels themselves. The same bytes and boxes give the same copy.
pub fn station_copy(bytes: &[u8], boxes: &[MaskBox], limits: &Limits) -> Result<Vec<u8>, CopyError> {
    if let Some(bad) = boxes.iter().position(|b| !b.is_valid()) {
        return Err(CopyError::BadBox(bad));
    }
    let decoded = inspect::picture(bytes, limits)?;
    let mut copy = decoded.picture.fitted(VIEW_SIDE)?.into_owned().oriented(decoded.orientation);
    for b in boxes {
        paint(&mut copy, b);
    }
    Ok(encoded(&copy, 82)?)
}

/// Every pixel that the box touches becomes black.
fn paint(picture: &mut Picture, b: &MaskBox) {
    let span = |from: u16, len: u16, size: u32| {
        let low = u64::from(from) * u64::from(size) / 10_000;
        let high = ((u64::from(from) + u64::from(len)) * u64::from(size)).div_ceil(10_000);
        low as usize..(high as usize).min(size as usize)
    };
    let (across, down) = (span(b.x, b.w, picture.w), span(b.y, b.h, picture.h));
    for row in picture.rgb.chunks_exact_mut(picture.w as usize * 3).skip(down.start).take(down.len()) {
        row[across.start * 3..across.end * 3].fill(0);
    }
}

fn encoded(picture: &Picture, quality: u8) -> Result<Vec<u8>, Unusable> {
    let (Ok(w), Ok(h)) = (u16::try_from(picture.w), u16::try_from(picture.h)) else {
        return Err(Unusable::TooManyPixels);
    };
    let bytes = jpeg::encode(&picture.rgb, w, h, quality, None);
    if bytes.is_empty() { Err(Unusable::DecoderFailed) } else { Ok(bytes) }
}
