//! CPU per photo: `cargo bench -p forecourt-photo`. The bar for verify, hash and thumb is 15 ms a photo of 300 kB.

use std::hint::black_box;

use criterion::{Criterion, criterion_group, criterion_main};
use forecourt_photo::draw::{LoadPhotos, Scene, SceneKind, draw};
use forecourt_photo::phash::Query;
use forecourt_photo::{Limits, MaskBox, Want, inspect, intake, sha256_hex, station_copy};

fn scene(kind: SceneKind, seed: u64) -> Scene {
    Scene {
        kind,
        seed,
        station_code: "S0001".into(),
        labels: vec!["S0001".into()],
        at_ms: 1_780_000_000_000,
        lat_e7: 312_000_000,
        lon_e7: 1_214_000_000,
        night: false,
        defect: None,
        sale: None,
    }
}

fn intake_of_300_kb(c: &mut Criterion) {
    let photo = LoadPhotos::new(300_000).photo(1);
    let limits = Limits::default();
    let mut group = c.benchmark_group("300 kB, 1600 x 1200");
    group.sample_size(40);
    group.bench_function("sha256", |b| b.iter(|| sha256_hex(black_box(&photo))));
    group.bench_function("decode, EXIF, hash (inspect)", |b| b.iter(|| inspect(black_box(&photo), &limits)));
    for (name, want) in [("verify, hash, thumb", Want::Thumb), ("verify, hash, thumb, view", Want::ThumbAndView)] {
        group.bench_function(name, |b| {
            b.iter(|| (sha256_hex(black_box(&photo)), intake(black_box(&photo), &limits, want)))
        });
    }
    let boxes = [MaskBox { x: 1000, y: 1000, w: 2000, h: 1500 }];
    group.bench_function("station copy with a box", |b| b.iter(|| station_copy(black_box(&photo), &boxes, &limits)));
    group.finish();
}

fn perceptual_hash(c: &mut Criterion) {
    let pixels = |seed| image::load_from_memory(&draw(&scene(SceneKind::Forecourt, seed))).map(|i| i.to_rgb8());
    let (Ok(one), Ok(other)) = (pixels(1), pixels(2)) else { return };
    let big = image::imageops::resize(&one, 1600, 1200, image::imageops::FilterType::Triangle);
    let Some(query) = Query::of(&one, 800, 600, 1) else { return };
    let Some(stranger) = Query::of(&other, 800, 600, 1) else { return };
    let mut group = c.benchmark_group("perceptual hash");
    group.bench_function("hash and keys of 1600 x 1200", |b| b.iter(|| Query::of(black_box(&big), 1600, 1200, 1)));
    group.bench_function("compare with an unrelated hash", |b| b.iter(|| query.compare(black_box(stranger.hash()))));
    group.bench_function("compare with the same picture", |b| b.iter(|| query.compare(black_box(query.hash()))));
    group.finish();
}

fn drawing(c: &mut Criterion) {
    let mut group = c.benchmark_group("draw");
    group.sample_size(30);
    for kind in [SceneKind::Forecourt, SceneKind::Receipt, SceneKind::Shelf] {
        let mut seed = 0;
        group.bench_function(format!("{kind:?}"), |b| {
            b.iter(|| {
                seed += 1;
                draw(&scene(kind, seed))
            })
        });
    }
    let stock = LoadPhotos::new(300_000);
    group.bench_function("one of LoadPhotos, 300 kB", |b| {
        let mut seed = 0;
        b.iter(|| {
            seed += 1;
            stock.photo(seed)
        })
    });
    group.finish();
}

criterion_group!(benches, intake_of_300_kb, perceptual_hash, drawing);
criterion_main!(benches);
