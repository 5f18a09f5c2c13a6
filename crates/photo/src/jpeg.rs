//! The one way a JPEG leaves this crate.

use jpeg_encoder::{ColorType, Encoder, SamplingFactor};

/// Encodes RGB rows as a baseline JPEG with halved chroma; the only metadata is the TIFF block given.
///
/// Returns nothing but the standard JFIF segments around the picture, so no derivative can carry the original's
/// metadata. Empty pictures and pixels that do not match the size give an empty answer.
pub(crate) fn encode(rgb: &[u8], w: u16, h: u16, quality: u8, tiff: Option<&[u8]>) -> Vec<u8> {
    encode_with(rgb, w, h, quality, |encoder| {
        if let Some(tiff) = tiff {
            // refuses only blocks above 64 kB, and ours are small; without EXIF the picture is still good
            let _ = encoder.add_exif_metadata(tiff);
        }
    })
}

/// The same with further settings of the encoder.
pub(crate) fn encode_with(
    rgb: &[u8],
    w: u16,
    h: u16,
    quality: u8,
    set: impl FnOnce(&mut Encoder<&mut Vec<u8>>),
) -> Vec<u8> {
    let mut out = Vec::with_capacity(rgb.len() / 12);
    let mut encoder = Encoder::new(&mut out, quality);
    encoder.set_sampling_factor(SamplingFactor::F_2_2);
    set(&mut encoder);
    match encoder.encode(rgb, w, h, ColorType::Rgb) {
        Ok(()) => out,
        Err(_) => Vec::new(),
    }
}
