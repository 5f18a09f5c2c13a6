//! EXIF in, no EXIF out; upright copies; boxes that cannot be looked behind.
#![allow(clippy::unwrap_used)]

mod common;

use common::{AT_MS, LAT_E7, LON_E7, bare, contains, encoded, forecourt, pixels, with_exif, with_segment};
use forecourt_photo::exif::{Facts, read, write};
use forecourt_photo::phash::distance;
use forecourt_photo::{
    CopyError, ExifFix, KEPT_BYTES, KEPT_SIDE, Limits, MaskBox, THUMB_SIDE, VIEW_SIDE, Want, inspect, intake,
    station_copy, view,
};

fn facts(orientation: u16) -> Facts {
    Facts {
        make: "Planted-Maker-51c7".into(),
        model: "Planted-Model-51c7".into(),
        orientation,
        at_ms: Some(AT_MS),
        place: Some((LAT_E7, LON_E7)),
        gps_time: false,
    }
}

#[test]
fn what_is_written_into_exif_is_read_again() {
    for (lat, lon) in [(LAT_E7, LON_E7), (-338_688_197, -1_512_092_955), (900_000_000, 1_800_000_000), (1, -1)] {
        for gps_time in [false, true] {
            let seen = read(write(&Facts { place: Some((lat, lon)), gps_time, ..facts(3) }));
            assert_eq!(seen.fix, Some(ExifFix { lat_e7: lat, lon_e7: lon }));
            assert_eq!((seen.at_ms, seen.orientation), (Some(AT_MS), 3));
        }
    }
    // what phones write without a fix
    assert_eq!(read(write(&Facts { place: Some((0, 0)), ..facts(1) })).fix, None);
    assert_eq!(read(write(&Facts { place: None, at_ms: None, ..facts(1) })).at_ms, None);
    for at_ms in [631_123_200_000, 951_782_399_000, 951_782_400_000, 4_102_444_799_000] {
        assert_eq!(read(write(&Facts { at_ms: Some(at_ms), ..facts(1) })).at_ms, Some(at_ms));
    }
}

#[test]
fn local_time_counts_as_shanghai_unless_an_offset_stands_beside_it() {
    let tiff = write(&Facts { place: None, ..facts(1) });
    let at = tiff.windows(6).position(|w| w == b"+08:00").unwrap();
    let with_offset = |text: &[u8; 6]| {
        let mut other = tiff.clone();
        other[at..at + 6].copy_from_slice(text);
        read(other).at_ms
    };
    assert_eq!(with_offset(b"+09:00"), Some(AT_MS - 3_600_000));
    assert_eq!(with_offset(b"-03:30"), Some(AT_MS + (8 * 60 + 210) * 60_000));
    assert_eq!(with_offset(b"      "), Some(AT_MS));
    assert_eq!(with_offset(b"+99:00"), None);
}

#[test]
fn a_drawn_photo_tells_time_and_place() {
    let seen = inspect(&forecourt(1), &Limits::default()).unwrap();
    assert_eq!(seen.exif_at_ms, Some(AT_MS));
    assert_eq!(seen.exif_fix, Some(ExifFix { lat_e7: LAT_E7, lon_e7: LON_E7 }));
    assert_eq!((seen.width, seen.height, seen.content_type), (Some(800), Some(600), "image/jpeg"));
}

#[test]
fn png_and_webp_carry_exif_too() {
    let png = encoded(&pixels(&forecourt(1)), image::ImageFormat::Png);
    let tiff = write(&facts(6));
    let mut chunk = [(tiff.len() as u32).to_be_bytes().as_slice(), b"eXIf", &tiff].concat();
    chunk.extend([0; 4]); // the checksum is not looked at: the chunk never reaches the decoder
    let seen = inspect(&[&png[..33], &chunk, &png[33..]].concat(), &Limits::default()).unwrap();
    assert_eq!((seen.exif_at_ms, seen.width), (Some(AT_MS), Some(600)));

    let mut webp = encoded(&pixels(&forecourt(1)), image::ImageFormat::WebP);
    webp.extend([b"EXIF".as_slice(), &(tiff.len() as u32).to_le_bytes(), &tiff].concat());
    let seen = inspect(&webp, &Limits::default()).unwrap();
    assert_eq!((seen.exif_at_ms, seen.width), (Some(AT_MS), Some(600)));
}

#[test]
fn copies_carry_nothing_of_the_original_but_pixels() {
    let mut bytes = with_exif(&forecourt(1), &write(&facts(1)));
    bytes = with_segment(&bytes, 0xe2, b"ICC_PROFILE\0planted-51c7");
    bytes = with_segment(&bytes, 0xe1, b"http://ns.adobe.com/xap/1.0/\0planted-51c7");
    bytes = with_segment(&bytes, 0xfe, b"planted-51c7");
    bytes.extend(b"planted-51c7");
    let limits = Limits::default();
    let derived = intake(&bytes, &limits, Want::ThumbAndView).unwrap().derived.unwrap();
    let view_alone = view(&bytes, &limits).unwrap();
    assert_eq!(derived.view.as_ref(), Some(&view_alone));
    let copies = [derived.thumb, view_alone, station_copy(&bytes, &[], &limits).unwrap()];
    for (copy, side) in copies.iter().zip([THUMB_SIDE, VIEW_SIDE, VIEW_SIDE]) {
        for secret in [b"51c7".as_slice(), b"lanted", b"Exif", b"GPS", b"ICC", b"adobe", b"2026:", b"Forecourt demo"] {
            assert!(!contains(copy, secret), "{}", String::from_utf8_lossy(secret));
        }
        assert_bare(copy);
        let seen = inspect(copy, &limits).unwrap();
        assert_eq!((seen.exif_at_ms, seen.exif_fix), (None, None));
        assert!(seen.width.unwrap().max(seen.height.unwrap()) <= side);
    }
}

/// Nothing but the picture: JFIF, tables, frame, scan.
fn assert_bare(copy: &[u8]) {
    let mut at = 2;
    while copy[at + 1] != 0xda {
        assert!(matches!(copy[at + 1], 0xe0 | 0xdb | 0xc0 | 0xc4), "segment {:x}", copy[at + 1]);
        at += 2 + usize::from(u16::from_be_bytes([copy[at + 2], copy[at + 3]]));
    }
    assert!(copy.ends_with(&[0xff, 0xd9]));
}

#[test]
fn a_photo_of_a_phone_is_its_own_view_and_others_are_made_anew() {
    let limits = Limits::default();
    let plain = forecourt(1);
    let kept = view(&plain, &limits).unwrap();
    assert_bare(&kept);
    assert_eq!(pixels(&kept), pixels(&plain), "not a pixel is touched");

    // a table with more in its segment than the table: the picture is good, and its view is another
    let at = plain.windows(2).position(|w| w == [0xff, 0xdb]).unwrap();
    let length = usize::from(u16::from_be_bytes([plain[at + 2], plain[at + 3]]));
    let mut hiding = plain.clone();
    hiding[at + 2..at + 4].copy_from_slice(&(length as u16 + 65).to_be_bytes());
    hiding.splice(at + 2 + length..at + 2 + length, [[0x03_u8].as_slice(), &[b'h'; 64]].concat());
    assert_bare(&view(&hiding, &limits).unwrap());
    hiding[at + 2..at + 4].copy_from_slice(&(length as u16 + 12).to_be_bytes());
    hiding.drain(at + 2 + length + 12..at + 2 + length + 65);
    if let Ok(copy) = view(&hiding, &limits) {
        assert!(!contains(&copy, b"hhhhhhhh"));
        assert_ne!(copy.len(), kept.len());
    }

    // turned, too large, too heavy: made anew
    let turned = view(&with_exif(&bare(&plain), &write(&facts(6))), &limits).unwrap();
    assert_eq!(pixels(&turned).dimensions(), (600, 800));
    let large = image::RgbImage::from_pixel(KEPT_SIDE + 1, 800, image::Rgb([90, 90, 90]));
    let made = view(&encoded(&large, image::ImageFormat::Jpeg), &limits).unwrap();
    assert_eq!(pixels(&made).width(), VIEW_SIDE);
    let mut seed = 1_u32;
    let noise = image::RgbImage::from_fn(KEPT_SIDE, 1200, |_, _| {
        seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        image::Rgb([(seed >> 24) as u8, (seed >> 16) as u8, (seed >> 8) as u8])
    });
    let heavy = encoded(&noise, image::ImageFormat::Jpeg);
    assert!(heavy.len() > KEPT_BYTES);
    assert_eq!(pixels(&view(&heavy, &limits).unwrap()).width(), VIEW_SIDE);
}

#[test]
fn all_eight_orientations_give_the_same_upright_copy() {
    let upright = image::imageops::thumbnail(&pixels(&forecourt(2)), 400, 300);
    let limits = Limits::default();
    let reference = pixels(&view(&encoded(&upright, image::ImageFormat::Png), &limits).unwrap());
    let reference_hash = inspect(&encoded(&upright, image::ImageFormat::Png), &limits).unwrap().phash.unwrap();
    for orientation in 1..=8_u16 {
        use image::imageops::{flip_horizontal as mirror, rotate90, rotate180, rotate270};
        // the sensor's picture which, turned as EXIF says, stands upright
        let stored = match orientation {
            1 => upright.clone(),
            2 => mirror(&upright),
            3 => rotate180(&upright),
            4 => image::imageops::flip_vertical(&upright),
            5 => mirror(&rotate90(&upright)),
            6 => rotate270(&upright),
            7 => mirror(&rotate270(&upright)),
            _ => rotate90(&upright),
        };
        let mut png = encoded(&stored, image::ImageFormat::Png);
        let tiff = write(&facts(orientation));
        let chunk = [(tiff.len() as u32).to_be_bytes().as_slice(), b"eXIf", &tiff, &[0; 4]].concat();
        png.splice(33..33, chunk);
        let seen = intake(&png, &limits, Want::ThumbAndView).unwrap();
        assert_eq!((seen.inspection.width, seen.inspection.height), (Some(400), Some(300)), "{orientation}");
        let copy = pixels(seen.derived.unwrap().view.as_ref().unwrap());
        assert_eq!(copy, reference, "{orientation}");
        assert!(distance(&seen.inspection.phash.unwrap(), &reference_hash) <= 20, "{orientation}");
    }
}

#[test]
fn boxes_are_burned_in() {
    let white = image::RgbImage::from_pixel(2000, 1000, image::Rgb([250, 250, 250]));
    let bytes = encoded(&white, image::ImageFormat::Jpeg);
    let limits = Limits::default();
    let boxes = [MaskBox { x: 1000, y: 2000, w: 3000, h: 4000 }, MaskBox { x: 9000, y: 9000, w: 1000, h: 1000 }];
    let copy = station_copy(&bytes, &boxes, &limits).unwrap();
    assert_eq!(copy, station_copy(&bytes, &boxes, &limits).unwrap(), "deterministic");
    let seen = pixels(&copy);
    assert_eq!(seen.dimensions(), (1280, 640));
    for (x, y) in [(130, 130), (300, 250), (510, 382), (1279, 639), (1160, 600)] {
        assert!(seen.get_pixel(x, y).0.iter().all(|v| *v < 16), "{x} {y}: {:?}", seen.get_pixel(x, y));
    }
    for (x, y) in [(100, 100), (540, 250), (300, 410), (1100, 600)] {
        assert!(seen.get_pixel(x, y).0.iter().all(|v| *v > 230), "{x} {y}");
    }
    for bad in [
        MaskBox { x: 0, y: 0, w: 0, h: 10 },
        MaskBox { x: 9_999, y: 0, w: 2, h: 10 },
        MaskBox { x: 0, y: u16::MAX, w: 1, h: u16::MAX },
    ] {
        assert_eq!(station_copy(&bytes, &[boxes[0], bad], &limits), Err(CopyError::BadBox(1)));
    }
}

#[test]
fn boxes_follow_the_upright_picture() {
    // the left half is red as people see it; the box covers it
    let upright =
        image::RgbImage::from_fn(400, 200, |x, _| image::Rgb(if x < 200 { [220, 20, 20] } else { [20, 20, 220] }));
    let mut png = encoded(&image::imageops::rotate270(&upright), image::ImageFormat::Png);
    let tiff = write(&facts(6));
    png.splice(33..33, [(tiff.len() as u32).to_be_bytes().as_slice(), b"eXIf", &tiff, &[0; 4]].concat());
    let copy = station_copy(&png, &[MaskBox { x: 0, y: 0, w: 5000, h: 10_000 }], &Limits::default()).unwrap();
    let seen = pixels(&copy);
    assert_eq!(seen.dimensions(), (400, 200));
    assert!(seen.get_pixel(100, 100).0.iter().all(|v| *v < 16));
    assert!(seen.get_pixel(300, 100).0[2] > 180);
}
