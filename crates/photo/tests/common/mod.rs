//! Pictures for the tests.
#![allow(dead_code, clippy::unwrap_used)]

use forecourt_photo::draw::{Scene, SceneKind, draw};

pub const AT_MS: i64 = 1_780_000_123_000;
pub const LAT_E7: i64 = 312_345_678;
pub const LON_E7: i64 = 1_214_567_891;

pub fn scene(kind: SceneKind, seed: u64) -> Scene {
    Scene {
        kind,
        seed,
        station_code: "S0042".into(),
        labels: vec!["S0042".into()],
        at_ms: AT_MS,
        lat_e7: LAT_E7,
        lon_e7: LON_E7,
        night: false,
        defect: None,
        sale: None,
    }
}

pub fn forecourt(seed: u64) -> Vec<u8> {
    draw(&scene(SceneKind::Forecourt, seed))
}

pub fn pixels(bytes: &[u8]) -> image::RgbImage {
    image::load_from_memory(bytes).unwrap().to_rgb8()
}

pub fn encoded(picture: &image::RgbImage, format: image::ImageFormat) -> Vec<u8> {
    let mut out = std::io::Cursor::new(Vec::new());
    picture.write_to(&mut out, format).unwrap();
    out.into_inner()
}

/// Puts a segment behind the first two bytes of a JPEG.
pub fn with_segment(jpeg: &[u8], marker: u8, body: &[u8]) -> Vec<u8> {
    let mut out = jpeg[..2].to_vec();
    out.extend([0xff, marker]);
    out.extend(((body.len() + 2) as u16).to_be_bytes());
    out.extend(body);
    out.extend(&jpeg[2..]);
    out
}

/// A JPEG without any application segment.
pub fn bare(jpeg: &[u8]) -> Vec<u8> {
    let (mut out, mut at) = (jpeg[..2].to_vec(), 2);
    while jpeg[at + 1] != 0xda {
        let end = at + 2 + usize::from(u16::from_be_bytes([jpeg[at + 2], jpeg[at + 3]]));
        if !(0xe0..=0xef).contains(&jpeg[at + 1]) {
            out.extend(&jpeg[at..end]);
        }
        at = end;
    }
    out.extend(&jpeg[at..]);
    out
}

/// A JPEG with this EXIF block and no other.
pub fn with_exif(jpeg: &[u8], tiff: &[u8]) -> Vec<u8> {
    with_segment(&bare(jpeg), 0xe1, &[b"Exif\0\0".as_slice(), tiff].concat())
}

pub fn contains(hay: &[u8], needle: &[u8]) -> bool {
    hay.windows(needle.len()).any(|w| w == needle)
}
