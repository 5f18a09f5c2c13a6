//! Drawn photos: real JPEGs, small, different, repeatable.
#![allow(clippy::unwrap_used)]

mod common;

use std::collections::HashSet;

use common::{pixels, scene};
use forecourt_photo::draw::{Defect, MAX_DRAWN_BYTES, Sale, Scene, SceneKind, draw};
use forecourt_photo::{Limits, inspect, sha256_hex};

const KINDS: [SceneKind; 13] = [
    SceneKind::BrandSign,
    SceneKind::PriceBoard,
    SceneKind::Forecourt,
    SceneKind::Pumps,
    SceneKind::PumpDisplay,
    SceneKind::Extinguisher,
    SceneKind::PaymentScreen,
    SceneKind::Receipt,
    SceneKind::StoreReceipt,
    SceneKind::Shelf,
    SceneKind::Restroom,
    SceneKind::Amenities,
    SceneKind::ComplaintBoard,
];

const DEFECTS: [Option<Defect>; 7] = [
    None,
    Some(Defect::Dirty),
    Some(Defect::Missing),
    Some(Defect::Broken),
    Some(Defect::Blocked),
    Some(Defect::Wrong),
    Some(Defect::Closed),
];

#[test]
fn every_kind_with_every_defect_is_a_small_different_jpeg() {
    let mut seen = HashSet::new();
    for (i, kind) in KINDS.into_iter().enumerate() {
        for (j, defect) in DEFECTS.into_iter().enumerate() {
            let picture = Scene { defect, night: j % 3 == 1, ..scene(kind, (i * 10 + j) as u64) };
            let bytes = draw(&picture);
            assert!((10_000..=MAX_DRAWN_BYTES).contains(&bytes.len()), "{kind:?} {defect:?}: {}", bytes.len());
            let known = inspect(&bytes, &Limits::default()).unwrap();
            assert_eq!(known.exif_at_ms, Some(common::AT_MS));
            assert_eq!(known.width.unwrap() * known.height.unwrap(), 480_000);
            assert!(known.phash.is_some(), "{kind:?} {defect:?}");
            assert!(seen.insert(known.phash), "{kind:?} {defect:?}");
        }
    }
}

#[test]
fn the_same_scene_gives_the_same_bytes_and_another_seed_others() {
    let one = scene(SceneKind::Receipt, 7);
    assert_eq!(draw(&one), draw(&one));
    assert_ne!(sha256_hex(&draw(&one)), sha256_hex(&draw(&scene(SceneKind::Receipt, 8))));
}

#[test]
fn night_is_darker_and_a_defect_shows() {
    let mean = |bytes: &[u8]| pixels(bytes).iter().map(|v| u64::from(*v)).sum::<u64>() / 1_440_000;
    let day = scene(SceneKind::BrandSign, 3);
    assert!(mean(&draw(&Scene { night: true, ..day.clone() })) + 30 < mean(&draw(&day)));
    let changed = |kind, defect| {
        let sound = pixels(&draw(&scene(kind, 5)));
        let faulty = pixels(&draw(&Scene { defect: Some(defect), ..scene(kind, 5) }));
        sound.iter().zip(faulty.iter()).filter(|(a, b)| a.abs_diff(**b) > 40).count()
    };
    assert!(changed(SceneKind::Extinguisher, Defect::Missing) > 5_000);
    assert!(changed(SceneKind::Restroom, Defect::Closed) > 50_000);
}

#[test]
fn odd_values_are_drawn_as_well() {
    for at_ms in [i64::MIN, -1, 0, i64::MAX] {
        let odd = Scene {
            station_code: "加油站-Ω-with-a-very-long-code-that-does-not-fit".into(),
            labels: vec!["中文".into(), String::new(), "x".repeat(300)],
            at_ms,
            lat_e7: i64::MIN,
            lon_e7: i64::MAX,
            sale: Some(Sale {
                grade: "E92".repeat(20),
                nozzle: 255,
                unit_price_fen: i64::MAX,
                litres_ml: i64::MIN,
                amount_fen: i64::MAX - 1000,
            }),
            defect: Some(Defect::Wrong),
            ..scene(SceneKind::Receipt, 1)
        };
        for kind in [SceneKind::Receipt, SceneKind::StoreReceipt, SceneKind::PumpDisplay, SceneKind::PriceBoard] {
            assert!(!draw(&Scene { kind, ..odd.clone() }).is_empty());
        }
    }
}
