//! Copies that people see: re-encoded, upright, without any metadata.

use crate::inspect;
use crate::jpeg;
use crate::limits::{Limits, Unusable};
use crate::picture::Picture;

/// Longer side of a thumb in pixels.
pub const THUMB_SIDE: u32 = 320;
/// Longer side of a view and of a station copy in pixels.
pub const VIEW_SIDE: u32 = 1280;

/// Which copies to make at intake; the view takes as much time as everything else together.
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
    /// At most [`VIEW_SIDE`] pixels a side, if it was wanted.
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
pub(crate) fn copies(picture: &Picture, orientation: u16, want: Want) -> Result<Derived, Unusable> {
    if want == Want::Thumb {
        return Ok(Derived { thumb: thumb_of(picture, orientation)?, view: None });
    }
    let view = picture.fitted(VIEW_SIDE)?;
    // from the view, which is quicker than from the original and looks the same
    let thumb = thumb_of(&view, orientation)?;
    let view = encoded(&view.into_owned().oriented(orientation), 80)?;
    Ok(Derived { thumb, view: Some(view) })
}

fn thumb_of(picture: &Picture, orientation: u16) -> Result<Vec<u8>, Unusable> {
    encoded(&picture.fitted(THUMB_SIDE)?.into_owned().oriented(orientation), 72)
}

/// Derives a thumb alone, JPEG.
pub fn thumb(bytes: &[u8], limits: &Limits) -> Result<Vec<u8>, Unusable> {
    let (picture, orientation) = inspect::picture(bytes, limits)?;
    thumb_of(&picture, orientation)
}

/// Derives a view alone, JPEG.
pub fn view(bytes: &[u8], limits: &Limits) -> Result<Vec<u8>, Unusable> {
    let (picture, orientation) = inspect::picture(bytes, limits)?;
    encoded(&picture.fitted(VIEW_SIDE)?.into_owned().oriented(orientation), 80)
}

/// The copy that a station may see (decision 21): upright, at most [`VIEW_SIDE`] a side, the boxes painted black in
/// the pixels themselves. The same bytes and boxes give the same copy.
pub fn station_copy(bytes: &[u8], boxes: &[MaskBox], limits: &Limits) -> Result<Vec<u8>, CopyError> {
    if let Some(bad) = boxes.iter().position(|b| !b.is_valid()) {
        return Err(CopyError::BadBox(bad));
    }
    let (picture, orientation) = inspect::picture(bytes, limits)?;
    let mut copy = picture.fitted(VIEW_SIDE)?.into_owned().oriented(orientation);
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
