//! Decoded pixels: RGB in rows.

use std::borrow::Cow;
use std::io::Cursor;
use std::panic::{AssertUnwindSafe, catch_unwind};

use fast_image_resize::images::{TypedImage, TypedImageRef};
use fast_image_resize::pixels::U8x3;
use fast_image_resize::{FilterType, ResizeAlg, ResizeOptions, Resizer};
use image::codecs::{jpeg::JpegDecoder, png::PngDecoder, webp::WebPDecoder};
use image::{DynamicImage, ImageError};

use crate::container::Distilled;
use crate::kind::Kind;
use crate::limits::{Limits, Unusable};

/// A decoded picture.
#[derive(Debug, Clone)]
pub(crate) struct Picture {
    pub(crate) w: u32,
    pub(crate) h: u32,
    pub(crate) rgb: Vec<u8>,
}

/// Decodes what [`crate::container::distil`] let through. A panic inside a decoder becomes an error.
pub(crate) fn decode(kind: Kind, picture: &Distilled, limits: &Limits) -> Result<Picture, Unusable> {
    catch_unwind(AssertUnwindSafe(|| decode_unguarded(kind, picture, limits))).unwrap_or(Err(Unusable::DecoderFailed))
}

fn decode_unguarded(kind: Kind, picture: &Distilled, limits: &Limits) -> Result<Picture, Unusable> {
    let source = Cursor::new(picture.bytes.as_slice());
    let mut bounds = image::Limits::no_limits();
    bounds.max_image_width = Some(limits.max_side);
    bounds.max_image_height = Some(limits.max_side);
    bounds.max_alloc = Some(limits.max_memory);
    let decoded = match kind {
        Kind::Jpeg => JpegDecoder::new(source).and_then(DynamicImage::from_decoder),
        Kind::Png => PngDecoder::with_limits(source, bounds).and_then(DynamicImage::from_decoder),
        Kind::Webp => WebPDecoder::new(source).and_then(DynamicImage::from_decoder),
        Kind::Pdf => return Err(Unusable::Unsupported),
    };
    let decoded = decoded.map_err(|e| match e {
        ImageError::Limits(_) => Unusable::TooMuchMemory,
        ImageError::Unsupported(_) => Unusable::Unsupported,
        ImageError::IoError(e) if e.kind() == std::io::ErrorKind::UnexpectedEof => Unusable::Truncated,
        _ => Unusable::Broken,
    })?;
    let (w, h) = (decoded.width(), decoded.height());
    if (w, h) != (picture.width, picture.height) {
        return Err(Unusable::Broken);
    }
    let rgb =
        if decoded.color().has_alpha() { on_white(&decoded.into_rgba8()) } else { decoded.into_rgb8().into_raw() };
    Ok(Picture { w, h, rgb })
}

/// Lays a picture with transparency on white, as everybody sees it: what is transparent must not come to light.
fn on_white(rgba: &[u8]) -> Vec<u8> {
    let mut rgb = Vec::with_capacity(rgba.len() / 4 * 3);
    for p in rgba.chunks_exact(4) {
        let alpha = u32::from(p[3]);
        rgb.extend(p[..3].iter().map(|v| ((u32::from(*v) * alpha + 255 * (255 - alpha) + 127) / 255) as u8));
    }
    rgb
}

impl Picture {
    /// The picture with its longer side at most `side`, the aspect kept; never larger than it was.
    pub(crate) fn fitted(&self, side: u32) -> Result<Cow<'_, Picture>, Unusable> {
        let longer = self.w.max(self.h);
        if longer <= side {
            return Ok(Cow::Borrowed(self));
        }
        let scaled =
            |n: u32| ((u64::from(n) * u64::from(side) * 2 + u64::from(longer)) / (2 * u64::from(longer))).max(1);
        let (w, h) = (scaled(self.w) as u32, scaled(self.h) as u32);
        let mut rgb = vec![0; w as usize * h as usize * 3];
        // By the type of the pixels: the call that takes any type compiles for two minutes.
        let source = TypedImageRef::<U8x3>::from_buffer(self.w, self.h, &self.rgb).map_err(|_| Unusable::Broken)?;
        let mut small = TypedImage::<U8x3>::from_buffer(w, h, &mut rgb).map_err(|_| Unusable::Broken)?;
        let options = ResizeOptions::new().resize_alg(ResizeAlg::Convolution(FilterType::Hamming)).use_alpha(false);
        Resizer::new().resize_typed(&source, &mut small, &options).map_err(|_| Unusable::Broken)?;
        Ok(Cow::Owned(Picture { w, h, rgb }))
    }

    /// Turns and mirrors by EXIF orientation 1 to 8; other values leave the picture as it is.
    pub(crate) fn oriented(self, orientation: u16) -> Picture {
        if !(2..=8).contains(&orientation) {
            return self;
        }
        let (w, h) = if orientation >= 5 { (self.h, self.w) } else { (self.w, self.h) };
        let mut rgb = Vec::with_capacity(self.rgb.len());
        for y in 0..h {
            for x in 0..w {
                let (sx, sy) = source(orientation, (x, y), (self.w, self.h));
                let at = (sy * self.w + sx) as usize * 3;
                rgb.extend(&self.rgb[at..at + 3]);
            }
        }
        Picture { w, h, rgb }
    }
}

/// Where the pixel (or cell) seen at a place lies in the stored picture of size `w` by `h`.
pub(crate) fn source(orientation: u16, (x, y): (u32, u32), (w, h): (u32, u32)) -> (u32, u32) {
    match orientation {
        2 => (w - 1 - x, y),
        3 => (w - 1 - x, h - 1 - y),
        4 => (x, h - 1 - y),
        5 => (y, x),
        6 => (y, h - 1 - x),
        7 => (w - 1 - y, h - 1 - x),
        8 => (w - 1 - y, x),
        _ => (x, y),
    }
}
