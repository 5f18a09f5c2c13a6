//! Reads the containers JPEG, PNG and WebP down to what makes pixels.
//!
//! The decoders get a distilled copy: no metadata, no second picture, nothing behind the end. So what was measured
//! here is what they see, and whatever hides in other segments (bombs in compressed profiles, scripts, lengths that
//! lie) is never looked at by them.

use crate::kind::Kind;
use crate::limits::{Limits, Unusable};

/// A picture without anything around it.
#[derive(Debug)]
pub(crate) struct Distilled {
    pub(crate) bytes: Vec<u8>,
    /// The EXIF block, if there is one: raw TIFF.
    pub(crate) tiff: Option<Vec<u8>>,
    pub(crate) width: u32,
    pub(crate) height: u32,
    /// A JPEG that every browser shows and whose segments hold nothing but what makes the picture: fit to be a copy itself.
    pub(crate) tidy: bool,
}

/// Takes a file apart, checks its size and completeness against the limits.
pub(crate) fn distil(kind: Kind, bytes: &[u8], limits: &Limits) -> Result<Distilled, Unusable> {
    match kind {
        Kind::Jpeg => jpeg(bytes, limits),
        Kind::Png => png(bytes, limits),
        Kind::Webp => webp(bytes, limits),
        Kind::Pdf => Err(Unusable::Unsupported),
    }
}

fn be16(bytes: &[u8], at: usize) -> Option<u16> {
    Some(u16::from_be_bytes(bytes.get(at..at + 2)?.try_into().ok()?))
}

fn be32(bytes: &[u8], at: usize) -> Option<u32> {
    Some(u32::from_be_bytes(bytes.get(at..at + 4)?.try_into().ok()?))
}

fn le32(bytes: &[u8], at: usize) -> Option<u32> {
    Some(u32::from_le_bytes(bytes.get(at..at + 4)?.try_into().ok()?))
}

/// What a JPEG's frame header says.
struct Frame {
    width: u32,
    height: u32,
    components: u64,
    progressive: bool,
}

fn frame_header(marker: u8, body: &[u8]) -> Result<Frame, Unusable> {
    let [precision, h1, h0, w1, w0, components, ..] = *body else { return Err(Unusable::Broken) };
    if precision != 8 || !matches!(components, 1 | 3 | 4) {
        return Err(Unusable::Unsupported);
    }
    Ok(Frame {
        width: u32::from(u16::from_be_bytes([w1, w0])),
        height: u32::from(u16::from_be_bytes([h1, h0])),
        components: u64::from(components),
        progressive: marker == 0xc2,
    })
}

fn jpeg(bytes: &[u8], limits: &Limits) -> Result<Distilled, Unusable> {
    let mut out = Vec::with_capacity(bytes.len());
    out.extend([0xff, 0xd8]);
    let (mut at, mut frame, mut tiff, mut passes, mut split) = (2, None::<Frame>, None, 0_u64, false);
    let mut tidy = true;
    loop {
        // some cameras pad between segments
        at += bytes.get(at..).and_then(|rest| rest.iter().position(|b| *b == 0xff)).ok_or(Unusable::Truncated)?;
        let marker = *bytes.get(at + 1).ok_or(Unusable::Truncated)?;
        match marker {
            0xff => at += 1,
            0x00 | 0x01 | 0xd0..=0xd8 => at += 2,
            0xd9 => break,
            _ => {
                let length = usize::from(be16(bytes, at + 2).ok_or(Unusable::Truncated)?);
                let end = at + 2 + length;
                let segment = bytes.get(at..end).ok_or(Unusable::Truncated)?;
                let body = segment.get(4..).ok_or(Unusable::Broken)?;
                tidy &= is_full(marker, body);
                match marker {
                    0xc0..=0xc2 if frame.is_none() => {
                        let header = frame_header(marker, body)?;
                        limits.admit(header.width, header.height, 0, 0)?;
                        frame = Some(header);
                        out.extend(segment);
                    }
                    0xc0..=0xc2 => return Err(Unusable::Broken),
                    0xc3 | 0xc5..=0xcb | 0xcd..=0xcf => return Err(Unusable::Unsupported),
                    0xc4 | 0xdb | 0xdd => out.extend(segment),
                    // Adobe's segment tells how colours are coded
                    0xee if body.starts_with(b"Adobe") => out.extend(segment),
                    0xe1 if tiff.is_none() && body.starts_with(b"Exif\0\0") => tiff = Some(body[6..].to_vec()),
                    0xda => {
                        let header = frame.as_ref().ok_or(Unusable::Broken)?;
                        passes += 1;
                        split |= body.first().is_none_or(|n| u64::from(*n) != header.components);
                        let scan_end = end + entropy_coded(&bytes[end..]);
                        out.extend(bytes.get(at..scan_end).ok_or(Unusable::Truncated)?);
                        at = scan_end;
                        continue;
                    }
                    _ => {}
                }
                at = end;
            }
        }
    }
    let frame = frame.filter(|_| passes > 0).ok_or(Unusable::Broken)?;
    let pixels = u64::from(frame.width) * u64::from(frame.height);
    // progressive or split over scans: all coefficients are kept, two bytes each
    let coefficients = if frame.progressive || split { pixels * 2 * frame.components } else { 0 };
    limits.admit(frame.width, frame.height, pixels * 3 + coefficients, pixels * passes)?;
    out.extend([0xff, 0xd9]);
    // four components are inks, which not every browser mixes alike
    let tidy = tidy && frame.components != 4;
    Ok(Distilled { bytes: out, tiff, width: frame.width, height: frame.height, tidy })
}

/// Whether a segment that stays holds its tables and not a byte more; true for those that are left out.
fn is_full(marker: u8, body: &[u8]) -> bool {
    let after = |mut rest: &[u8], table: fn(&[u8]) -> usize| {
        while !rest.is_empty() {
            match rest.get(table(rest)..) {
                Some(behind) => rest = behind,
                None => return false,
            }
        }
        true
    };
    match marker {
        0xdb => after(body, |t| if t[0] >> 4 == 0 { 65 } else { 129 }),
        0xc4 => after(body, |t| 17 + t.iter().skip(1).take(16).map(|n| usize::from(*n)).sum::<usize>()),
        0xdd => body.len() == 2,
        0xee => !body.starts_with(b"Adobe") || body.len() == 12,
        0xc0..=0xc2 => body.get(5).is_some_and(|n| body.len() == 6 + 3 * usize::from(*n)),
        0xda => body.first().is_some_and(|n| body.len() == 4 + 2 * usize::from(*n)),
        _ => true,
    }
}

/// Length of a scan's data: up to the next marker that is neither a stuffed byte nor a restart.
fn entropy_coded(data: &[u8]) -> usize {
    let mut at = 0;
    while let Some(next) = data[at..].iter().position(|b| *b == 0xff) {
        match data.get(at + next + 1) {
            Some(0x00 | 0xd0..=0xd7) => at += next + 2,
            Some(_) => return at + next,
            None => break,
        }
    }
    data.len()
}

fn png(bytes: &[u8], limits: &Limits) -> Result<Distilled, Unusable> {
    let mut out = Vec::with_capacity(bytes.len());
    out.extend(&bytes[..8]);
    let (mut at, mut size, mut tiff) = (8, None, None);
    loop {
        let length = be32(bytes, at).ok_or(Unusable::Truncated)? as usize;
        // length, name, data, checksum
        let end = at.checked_add(length).and_then(|e| e.checked_add(12)).ok_or(Unusable::Broken)?;
        let chunk = bytes.get(at..end).ok_or(Unusable::Truncated)?;
        let data = &chunk[8..chunk.len() - 4];
        match &chunk[4..8] {
            b"IHDR" if size.is_none() && length == 13 => {
                size = Some(png_header(data, limits)?);
                out.extend(chunk);
            }
            b"IHDR" => return Err(Unusable::Broken),
            _ if size.is_none() => return Err(Unusable::Broken),
            b"PLTE" | b"tRNS" | b"IDAT" => out.extend(chunk),
            b"eXIf" if tiff.is_none() => tiff = Some(data.to_vec()),
            b"IEND" => {
                out.extend(chunk);
                break;
            }
            _ => {}
        }
        at = end;
    }
    let (width, height) = size.ok_or(Unusable::Broken)?;
    Ok(Distilled { bytes: out, tiff, width, height, tidy: false })
}

fn png_header(data: &[u8], limits: &Limits) -> Result<(u32, u32), Unusable> {
    let (Some(width), Some(height)) = (be32(data, 0), be32(data, 4)) else { return Err(Unusable::Broken) };
    let channels: u64 = match data[9] {
        0 => 1,
        4 => 2,
        6 => 4,
        // true colour, and palettes, which may grow an alpha channel
        _ => 4,
    };
    let deep = if data[8] == 16 { 2 } else { 1 };
    let pixels = u64::from(width) * u64::from(height);
    // decoded form and the RGB made of it
    limits.admit(width, height, pixels.saturating_mul(channels * deep + 3), pixels)?;
    Ok((width, height))
}

fn webp(bytes: &[u8], limits: &Limits) -> Result<Distilled, Unusable> {
    let (mut at, mut picture, mut tiff) = (12, None, None);
    while at < bytes.len() {
        let Some(length) = le32(bytes, at + 4) else { break };
        let (start, length) = (at + 8, length as usize);
        let data = start.checked_add(length).and_then(|end| bytes.get(start..end)).ok_or(Unusable::Truncated)?;
        match &bytes[at..at + 4] {
            name @ (b"VP8 " | b"VP8L") if picture.is_none() => picture = Some((name, data)),
            b"ANIM" | b"ANMF" => return Err(Unusable::Unsupported),
            b"EXIF" if tiff.is_none() => tiff = Some(data.strip_prefix(b"Exif\0\0").unwrap_or(data).to_vec()),
            _ => {}
        }
        at = start + length + length % 2;
    }
    let (name, data) = picture.ok_or(Unusable::Truncated)?;
    let (width, height) = webp_size(name, data).ok_or(Unusable::Broken)?;
    let pixels = u64::from(width) * u64::from(height);
    limits.admit(width, height, pixels * if name == b"VP8L" { 11 } else { 5 }, pixels)?;
    // the plain form: one chunk, so that no second header can disagree with the first
    let padded = data.len() + data.len() % 2;
    let mut out = Vec::with_capacity(padded + 20);
    out.extend(b"RIFF");
    out.extend((padded as u32 + 12).to_le_bytes());
    out.extend(b"WEBP");
    out.extend(name);
    out.extend((data.len() as u32).to_le_bytes());
    out.extend(data);
    out.resize(padded + 20, 0);
    Ok(Distilled { bytes: out, tiff, width, height, tidy: false })
}

fn webp_size(name: &[u8], data: &[u8]) -> Option<(u32, u32)> {
    if name == b"VP8L" {
        let bits = le32(data.strip_prefix(&[0x2f])?, 0)?;
        return Some(((bits & 0x3fff) + 1, (bits >> 14 & 0x3fff) + 1));
    }
    let key_frame = data.first()? & 1 == 0 && data.get(3..6)? == [0x9d, 0x01, 0x2a];
    let bits = key_frame.then(|| le32(data, 6)).flatten()?;
    Some((bits & 0x3fff, bits >> 16 & 0x3fff))
}
