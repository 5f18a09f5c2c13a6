//! Bombs, stumps, noise and polyglots: an error or a clean picture, never a panic and never much memory.
#![allow(clippy::unwrap_used)]

mod common;

use common::{bare, contains, encoded, forecourt, pixels, with_segment};
use forecourt_photo::{Kind, Limits, Unusable, Want, inspect, intake, station_copy, thumb, view};
use image::ImageFormat;
use proptest::prelude::*;

fn inspected(bytes: &[u8]) -> Result<Kind, Unusable> {
    inspect(bytes, &Limits::default()).map(|i| i.kind)
}

/// Writes a size into the first frame header of a JPEG.
fn claims(jpeg: &[u8], w: u16, h: u16) -> Vec<u8> {
    let mut out = jpeg.to_vec();
    let at = out.windows(2).position(|w| w == [0xff, 0xc0]).unwrap();
    out[at + 5..at + 7].copy_from_slice(&h.to_be_bytes());
    out[at + 7..at + 9].copy_from_slice(&w.to_be_bytes());
    out
}

fn png_chunk(name: &[u8; 4], data: &[u8]) -> Vec<u8> {
    let mut crc = 0xffff_ffff_u32;
    for byte in name.iter().chain(data) {
        crc ^= u32::from(*byte);
        for _ in 0..8 {
            crc = if crc & 1 == 1 { crc >> 1 ^ 0xedb8_8320 } else { crc >> 1 };
        }
    }
    [&(data.len() as u32).to_be_bytes(), name.as_slice(), data, &(!crc).to_be_bytes()].concat()
}

fn png_of(w: u32, h: u32, depth: u8, colour: u8, data: &[u8]) -> Vec<u8> {
    let header = [&w.to_be_bytes()[..], &h.to_be_bytes(), &[depth, colour, 0, 0, 0]].concat();
    let chunks = [png_chunk(b"IHDR", &header), png_chunk(b"IDAT", data), png_chunk(b"IEND", b"")].concat();
    [b"\x89PNG\r\n\x1a\n".as_slice(), &chunks].concat()
}

fn webp_of(name: &[u8; 4], data: &[u8]) -> Vec<u8> {
    let body = [name.as_slice(), &(data.len() as u32).to_le_bytes(), data].concat();
    [b"RIFF".as_slice(), &(body.len() as u32 + 4).to_le_bytes(), b"WEBP", &body].concat()
}

#[test]
fn small_files_that_claim_to_be_huge_are_refused_before_decoding() {
    let jpeg = forecourt(1);
    let vp8 =
        |w: u16, h: u16| [&[0x10, 0, 0, 0x9d, 0x01, 0x2a][..], &w.to_le_bytes(), &h.to_le_bytes(), &[0; 40]].concat();
    let vp8l = |w: u32, h: u32| [&[0x2f][..], &((w - 1) | ((h - 1) << 14)).to_le_bytes(), &[0; 40]].concat();
    for (name, bytes, expected) in [
        ("png 60000 x 60000", png_of(60_000, 60_000, 8, 2, &[0x78, 0x9c, 3, 0, 0, 0, 0, 1]), Unusable::TooManyPixels),
        ("png of 2^31", png_of(0x7fff_ffff, 0x7fff_ffff, 16, 6, &[]), Unusable::TooManyPixels),
        ("png 7000 x 7000, 16 bit", png_of(7_000, 7_000, 16, 6, &[]), Unusable::TooMuchMemory),
        ("png without size", png_of(0, 10, 8, 2, &[]), Unusable::Broken),
        ("jpeg 60000 x 60000", claims(&jpeg, 60_000, 60_000), Unusable::TooManyPixels),
        ("jpeg 65535 x 1", claims(&jpeg, 65_535, 1), Unusable::TooManyPixels),
        ("jpeg without height", claims(&jpeg, 800, 0), Unusable::Broken),
        ("webp lossy 16383 x 16383", webp_of(b"VP8 ", &vp8(16_383, 16_383)), Unusable::TooManyPixels),
        ("webp lossless 16384 x 16384", webp_of(b"VP8L", &vp8l(16_384, 16_384)), Unusable::TooManyPixels),
        ("webp lossless 7000 x 7000", webp_of(b"VP8L", &vp8l(7_000, 7_000)), Unusable::TooMuchMemory),
    ] {
        assert_eq!(inspected(&bytes), Err(expected), "{name}");
    }
}

#[test]
fn the_picture_inside_a_webp_must_not_be_larger_than_it_claims() {
    // an extended header of 16 x 16 around a frame of 16383 x 16383
    let frame = [&[0x10, 0, 0, 0x9d, 0x01, 0x2a][..], &[0xff, 0x3f, 0xff, 0x3f], &[0; 40]].concat();
    let mut body = [b"VP8X".as_slice(), &10_u32.to_le_bytes(), &[0, 0, 0, 0, 15, 0, 0, 15, 0, 0]].concat();
    body.extend([b"VP8 ".as_slice(), &(frame.len() as u32).to_le_bytes(), &frame].concat());
    let bytes = [b"RIFF".as_slice(), &(body.len() as u32 + 4).to_le_bytes(), b"WEBP", &body].concat();
    assert_eq!(inspected(&bytes), Err(Unusable::TooManyPixels));
}

#[test]
fn many_passes_in_few_bytes_are_refused() {
    let jpeg = forecourt(1);
    // progressive, twenty scans of nothing
    let bomb_of = |side: u16| {
        let mut bomb = claims(&bare(&jpeg), side, side);
        let frame = bomb.windows(2).position(|w| w == [0xff, 0xc0]).unwrap();
        bomb[frame + 1] = 0xc2;
        let scan = bomb.windows(2).position(|w| w == [0xff, 0xda]).unwrap();
        let header = bomb[scan..scan + 14].to_vec();
        bomb.truncate(scan);
        for _ in 0..20 {
            bomb.extend(&header);
            bomb.extend([0x12, 0x34]);
        }
        bomb.extend([0xff, 0xd9]);
        bomb
    };
    assert_eq!(inspected(&bomb_of(4_600)), Err(Unusable::TooMuchWork));
    assert_eq!(inspected(&bomb_of(5_000)), Err(Unusable::TooMuchMemory));
    assert!(inspected(&bomb_of(800)).is_ok(), "twenty scans of a small picture are allowed");
}

#[test]
fn a_bomb_in_a_compressed_profile_is_not_looked_at() {
    let png = encoded(&pixels(&forecourt(1)), ImageFormat::Png);
    // a deflate stream of the longest runs, whatever it unpacks to
    let profile = [b"x\0\0".as_slice(), &[0x78, 0x9c], &[0xed, 0xc1, 0x01].repeat(30_000)].concat();
    let bomb = [&png[..33], &png_chunk(b"iCCP", &profile), &png[33..]].concat();
    assert_eq!(inspected(&bomb), Ok(Kind::Png));
}

#[test]
fn files_that_end_too_early_are_told() {
    let jpeg = forecourt(1);
    let picture = pixels(&jpeg);
    for (bytes, kind) in [
        (jpeg.clone(), "jpeg"),
        (encoded(&picture, ImageFormat::Png), "png"),
        (encoded(&picture, ImageFormat::WebP), "webp"),
    ] {
        assert!(inspected(&bytes).is_ok(), "{kind}");
        for cut in [bytes.len() / 10, bytes.len() / 2, bytes.len() * 9 / 10, bytes.len() - 1] {
            assert_eq!(inspected(&bytes[..cut]), Err(Unusable::Truncated), "{kind} cut at {cut} of {}", bytes.len());
        }
    }
    assert_eq!(inspected(&[]), Err(Unusable::Empty));
    let short = Limits { max_bytes: 1000, ..Limits::default() };
    assert_eq!(inspect(&jpeg, &short).unwrap_err(), Unusable::TooManyBytes);
}

#[test]
fn only_the_closed_list_of_types_is_known() {
    for bytes in [
        b"<!doctype html><script>alert(1)</script>".as_slice(),
        b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>",
        b"GIF89a<script>",
        b"BM1234",
        b"\0\0\0\x18ftypheic",
        b"PK\x03\x04",
        b" %PDF-1.7",
        b"RIFF\0\0\0\0WAVE",
    ] {
        assert_eq!(inspected(bytes), Err(Unusable::UnknownType));
    }
    let document = inspect(b"%PDF-1.7\n...", &Limits::default()).unwrap();
    assert_eq!((document.content_type, document.width, document.phash), ("application/pdf", None, None));
    assert!(intake(b"%PDF-1.7\n...", &Limits::default(), Want::ThumbAndView).unwrap().derived.is_none());
    assert!(station_copy(b"%PDF-1.7\n...", &[], &Limits::default()).is_err());
}

#[test]
fn polyglots_are_refused_or_cleaned() {
    let script = b"<html><script>alert('planted-7f3a')</script></html>";
    let jpeg = forecourt(1);
    let header_only = [&[0xff, 0xd8, 0xff, 0xe0][..], script].concat();
    assert!(inspected(&header_only).is_err());
    assert!(inspected(&[b"\x89PNG\r\n\x1a\n".as_slice(), script].concat()).is_err());
    assert!(inspected(&[b"RIFF\x20\0\0\0WEBP".as_slice(), script].concat()).is_err());

    let trailing = [jpeg.clone(), script.to_vec()].concat();
    let comment = with_segment(&jpeg, 0xfe, script);
    let other_segment = with_segment(&jpeg, 0xec, script);
    let png = encoded(&pixels(&jpeg), ImageFormat::Png);
    let text = png_chunk(b"tEXt", &[b"Comment\0".as_slice(), script].concat());
    let in_png = [&png[..33], &text, &png[33..], script].concat();
    for bytes in [trailing, comment, other_segment, in_png] {
        assert!(contains(&bytes, b"planted-7f3a"));
        let limits = Limits::default();
        let derived = intake(&bytes, &limits, Want::ThumbAndView).unwrap().derived.unwrap();
        for copy in [derived.thumb, derived.view.unwrap(), station_copy(&bytes, &[], &limits).unwrap()] {
            assert!(!contains(&copy, b"planted") && !contains(&copy, b"<script"));
            assert_eq!(Kind::sniff(&copy), Some(Kind::Jpeg));
        }
    }
}

#[test]
fn rare_but_honest_kinds_are_read() {
    let picture = pixels(&forecourt(3));
    let small = image::imageops::thumbnail(&picture, 200, 150);
    let dynamic = image::DynamicImage::ImageRgb8(small);
    for (name, png) in [
        ("grey", dynamic.to_luma8().into()),
        ("grey with alpha", dynamic.to_luma_alpha8().into()),
        ("alpha", dynamic.to_rgba8().into()),
        ("16 bit", image::DynamicImage::ImageRgb16(dynamic.to_rgb16())),
    ] {
        let mut out = std::io::Cursor::new(Vec::new());
        png.write_to(&mut out, ImageFormat::Png).unwrap();
        let seen = inspect(out.get_ref(), &Limits::default()).unwrap();
        assert_eq!((seen.width, seen.height), (Some(200), Some(150)), "{name}");
    }
    let mut progressive = Vec::new();
    let mut encoder = jpeg_encoder::Encoder::new(&mut progressive, 80);
    encoder.set_progressive(true);
    encoder.encode(&picture, 800, 600, jpeg_encoder::ColorType::Rgb).unwrap();
    assert_eq!(inspected(&progressive), Ok(Kind::Jpeg));
    // padding between segments, a thumbnail and a second picture behind the end
    let padded = [&progressive[..2], &[0xff, 0xff], &progressive[2..], &progressive].concat();
    assert_eq!(inspected(&padded), Ok(Kind::Jpeg));
}

#[test]
fn what_is_transparent_stays_hidden() {
    let mut picture = image::RgbaImage::from_pixel(100, 100, image::Rgba([10, 200, 10, 255]));
    for (x, y) in (20..80).flat_map(|x| (20..80).map(move |y| (x, y))) {
        picture.put_pixel(x, y, image::Rgba([200, 0, 0, 0]));
    }
    let mut png = std::io::Cursor::new(Vec::new());
    picture.write_to(&mut png, ImageFormat::Png).unwrap();
    let seen = pixels(&view(png.get_ref(), &Limits::default()).unwrap());
    assert!(seen.get_pixel(50, 50).0.iter().all(|v| *v > 240));
    assert!(seen.get_pixel(5, 5).0[1] > 150);
}

#[test]
fn pictures_of_any_shape_are_taken() {
    for (w, h) in [(1, 1), (1, 4_000), (4_000, 1), (31, 33), (32, 32), (33, 129), (127, 128), (16_384, 40)] {
        let picture = image::RgbImage::from_fn(w, h, |x, y| image::Rgb([(x * 7) as u8, (y * 5) as u8, (x ^ y) as u8]));
        let seen = intake(&encoded(&picture, ImageFormat::Png), &Limits::default(), Want::ThumbAndView).unwrap();
        assert_eq!((seen.inspection.width, seen.inspection.height), (Some(w), Some(h)));
        let thumb = pixels(&seen.derived.unwrap().thumb);
        assert!(thumb.width().max(thumb.height()) == w.max(h).min(320), "{w} x {h}: {:?}", thumb.dimensions());
        assert_eq!(seen.query.is_some(), seen.inspection.phash.is_some());
    }
}

fn everything(bytes: &[u8]) {
    let limits = Limits { max_pixels: 4_000_000, max_memory: 32 << 20, ..Limits::default() };
    let _ = intake(bytes, &limits, Want::ThumbAndView);
    let _ = thumb(bytes, &limits);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn random_bytes_never_panic(bytes in proptest::collection::vec(any::<u8>(), 0..600), magic in 0_usize..5) {
        let head: &[u8] = [
            b"".as_slice(), b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"RIFF\x00\x00\x00\x00WEBPVP8 ", b"%PDF-",
        ][magic];
        everything(&[head, &bytes].concat());
    }

    #[test]
    fn damaged_pictures_never_panic(
        format in 0_usize..3,
        hits in proptest::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..12),
        cut in proptest::option::of(any::<prop::sample::Index>()),
    ) {
        let small = image::imageops::thumbnail(&pixels(SMALL.get_or_init(|| forecourt(5))), 96, 72);
        let format = [ImageFormat::Jpeg, ImageFormat::Png, ImageFormat::WebP][format];
        let mut bytes = encoded(&small, format);
        for (at, value) in hits {
            let at = at.index(bytes.len());
            bytes[at] = value;
        }
        if let Some(cut) = cut {
            bytes.truncate(cut.index(bytes.len()));
        }
        everything(&bytes);
    }

    #[test]
    fn damaged_exif_never_panics(hits in proptest::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..8)) {
        let facts = forecourt_photo::exif::Facts {
            make: "m".into(), model: "n".into(), orientation: 6, at_ms: Some(common::AT_MS),
            place: Some((common::LAT_E7, common::LON_E7)), gps_time: true,
        };
        let mut tiff = forecourt_photo::exif::write(&facts);
        for (at, value) in hits {
            let at = at.index(tiff.len());
            tiff[at] = value;
        }
        let seen = forecourt_photo::exif::read(tiff);
        prop_assert!((1..=8).contains(&seen.orientation));
        if let Some(fix) = seen.fix {
            prop_assert!(fix.lat_e7.abs() <= 900_000_000 && fix.lon_e7.abs() <= 1_800_000_000);
        }
    }
}

/// Fractions as large as 32 bits allow: their exact sum times ten million is beyond 128 bits.
#[test]
fn degrees_with_the_largest_denominators_are_no_place() {
    let entry = |tag: u16, kind: u16, count: u32, value: u32| {
        [&tag.to_le_bytes()[..], &kind.to_le_bytes(), &count.to_le_bytes(), &value.to_le_bytes()].concat()
    };
    // header, IFD0 with the pointer to the GPS directory at 26, four entries, the two triples behind it
    let directory_end = 26 + 2 + 4 * 12 + 4;
    let mut tiff = [b"II*\0".as_slice(), &8u32.to_le_bytes(), &1u16.to_le_bytes()].concat();
    tiff.extend(entry(0x8825, 4, 1, 26));
    tiff.extend(0u32.to_le_bytes());
    tiff.extend(4u16.to_le_bytes());
    tiff.extend(entry(1, 2, 2, u32::from(b'N')));
    tiff.extend(entry(2, 5, 3, directory_end));
    tiff.extend(entry(3, 2, 2, u32::from(b'E')));
    tiff.extend(entry(4, 5, 3, directory_end + 24));
    tiff.extend(0u32.to_le_bytes());
    for _ in 0..6 {
        tiff.extend(u32::MAX.to_le_bytes());
        tiff.extend(u32::MAX.to_le_bytes());
    }
    assert_eq!(forecourt_photo::exif::read(tiff).fix, None);
}

static SMALL: std::sync::OnceLock<Vec<u8>> = std::sync::OnceLock::new();
