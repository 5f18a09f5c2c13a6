//! The perceptual hash: stable, found again through its keys, silent on honest pictures. Rates: examples/phash_quality.rs.
#![allow(clippy::unwrap_used)]

mod common;

use common::{encoded, forecourt, pixels, scene};
use forecourt_photo::draw::{LoadPhotos, SceneKind, draw};
use forecourt_photo::phash::{BAND_BITS, PHash, Query, SIMILAR_MAX, bands, distance};
use forecourt_photo::{Limits, inspect, sha256_hex};
use image::RgbImage;

fn query(picture: &RgbImage) -> Query {
    Query::of(picture, picture.width(), picture.height(), 1).unwrap()
}

fn is_found(asked: &Query, stored: &PHash) -> bool {
    let own = bands(stored);
    asked.keys().iter().any(|k| own.contains(k))
}

#[test]
fn the_hash_of_given_pixels_never_changes() {
    // integer pattern, no decoder in between: a stored hash must mean the same for ever
    let picture = RgbImage::from_fn(640, 480, |x, y| {
        let v = (x * x / 97 + y * 3 + (x / 40 + y / 56) % 2 * 90) % 256;
        image::Rgb([v as u8, (v / 2 + x / 8) as u8, (255 - v) as u8])
    });
    let hash = *query(&picture).hash();
    assert_eq!(sha256_hex(&hash.to_bytes()), "26cb812a0a77328e61aff82a000ec9356a44bf3d0f6202cae6c63fd3eb917e1d");
    assert_eq!(PHash::from_bytes(&hash.to_bytes()), Some(hash));
    assert_eq!(PHash::from_bytes(&[0; 63]), None);
}

#[test]
fn keys_hold_the_band_and_fit_small_columns() {
    let asked = query(&pixels(&forecourt(1)));
    let own = bands(asked.hash());
    for (band, key) in own.into_iter().enumerate() {
        assert_eq!(key >> BAND_BITS, band as i64);
    }
    assert!(asked.keys().iter().all(|k| (0..3 << BAND_BITS).contains(k)));
    assert!(own.iter().all(|k| asked.keys()[..12].contains(k)), "its own keys come first");
    let mut unique = asked.keys().to_vec();
    unique.sort_unstable();
    unique.dedup();
    assert_eq!(unique.len(), asked.keys().len());
    assert!(unique.len() <= 900, "{}", unique.len());
}

#[test]
fn changed_copies_are_found_and_proven() {
    for (i, kind) in [SceneKind::Forecourt, SceneKind::Receipt, SceneKind::Restroom].into_iter().enumerate() {
        let original = pixels(&draw(&scene(kind, 40 + i as u64)));
        let stored = *query(&original).hash();
        let (w, h) = original.dimensions();
        let cut = |l: u32, t: u32, r: u32, b: u32| {
            image::imageops::crop_imm(
                &original,
                w * l / 100,
                h * t / 100,
                w * (100 - l - r) / 100,
                h * (100 - t - b) / 100,
            )
            .to_image()
        };
        for (name, copy) in [
            ("the same", original.clone()),
            ("re-encoded", pixels(&encoded(&original, image::ImageFormat::Jpeg))),
            ("half as large", image::imageops::thumbnail(&original, w / 2, h / 2)),
            ("darker", RgbImage::from_fn(w, h, |x, y| image::Rgb(original.get_pixel(x, y).0.map(|v| v - v / 5)))),
            ("cropped around", cut(3, 3, 3, 3)),
            ("cropped below", cut(0, 0, 0, 10)),
            ("mirrored", image::imageops::flip_horizontal(&original)),
        ] {
            let asked = query(&copy);
            assert!(is_found(&asked, &stored), "{kind:?} {name}: no key leads to it");
            let found = asked.compare(&stored).unwrap();
            assert!(found.distance <= SIMILAR_MAX, "{kind:?} {name}: {}", found.distance);
            assert_eq!(found.mirrored, name == "mirrored", "{kind:?}");
        }
        let found = query(&cut(0, 0, 0, 10)).compare(&stored).unwrap();
        assert!((80..=100).contains(&found.crop[3]), "{:?}", found.crop);
    }
}

#[test]
fn two_visits_to_one_place_are_two_pictures() {
    for kind in [SceneKind::Forecourt, SceneKind::PriceBoard, SceneKind::ComplaintBoard] {
        let one = *query(&pixels(&draw(&scene(kind, 1)))).hash();
        for seed in 2..6 {
            let other = query(&pixels(&draw(&scene(kind, seed))));
            assert!(other.compare(&one).is_none_or(|m| m.distance > SIMILAR_MAX), "{kind:?} {seed}");
            assert!(other.similar([((), one)]).is_empty());
        }
    }
}

#[test]
fn the_nearest_of_many_candidates_comes_first() {
    let original = pixels(&forecourt(9));
    let asked = query(&pixels(&encoded(&original, image::ImageFormat::Jpeg)));
    let mut candidates: Vec<(u32, PHash)> =
        (10..14).map(|seed| (seed as u32, *query(&pixels(&forecourt(seed))).hash())).collect();
    candidates.push((9, *query(&original).hash()));
    let found = asked.similar(candidates);
    assert_eq!(found.first().map(|(id, _)| *id), Some(9));
    assert_eq!(found.len(), 1);
}

#[test]
fn plain_and_tiny_pictures_have_no_hash() {
    for level in [0, 128, 255] {
        let plain = RgbImage::from_fn(400, 300, |x, y| image::Rgb([level ^ ((x * 7 + y * 13) % 3) as u8; 3]));
        let bytes = encoded(&plain, image::ImageFormat::Png);
        assert_eq!(inspect(&bytes, &Limits::default()).unwrap().phash, None, "{level}");
    }
    assert!(Query::of(&[0; 31 * 40 * 3], 31, 40, 1).is_none());
    assert!(Query::of(&[0; 10], 400, 300, 1).is_none());
}

#[test]
fn photos_for_load_tests_are_different_pictures_of_one_length() {
    let hashes: Vec<PHash> = {
        let stock = forecourt_photo::draw::LoadPhotos::new(300_000);
        (0..4)
            .map(|seed| {
                let photo = stock.photo(seed);
                assert_eq!(photo.len(), 300_000);
                assert_eq!(photo, stock.photo(seed));
                let seen = inspect(&photo, &Limits::default()).unwrap();
                assert_eq!((seen.width, seen.height), (Some(1600), Some(1200)));
                seen.phash.unwrap()
            })
            .collect()
    };
    for (i, a) in hashes.iter().enumerate() {
        assert!(hashes[..i].iter().all(|b| distance(a, b) > 100));
    }
    assert_eq!(LoadPhotos::new(120_000).photo(1).len(), 120_000);
}
