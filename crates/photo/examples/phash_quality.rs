//! How well the perceptual hash finds changed copies, and how often it takes an honest picture for one.
//!
//! `cargo run --release -p forecourt-photo --example phash_quality [copied pictures] [honest pictures] [salt] [folder]`
//!
//! The limits were chosen on salt 0; another salt draws other stations and visits that no choice has seen.
//!
//! Copies are made from drawn pictures, from "dead leaves" (random overlapping discs, a standard model of natural
//! pictures) and, if a folder is named, from the photos in it. Honest look-alikes are drawn: ten visits to each of
//! many stations, the same things photographed from another hand in another light. Numbers of this program stand in
//! docs/PERFORMANCE.md.

use std::collections::{BTreeMap, HashMap};

use forecourt_photo::draw::{Scene, SceneKind, draw};
use forecourt_photo::phash::{PHash, Query, SIMILAR_MAX, bands};
use image::imageops::{self, FilterType};
use image::{Rgb, RgbImage};

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
const VISITS: usize = 10;
const BUDGETS: [usize; 3] = [64, 192, usize::MAX];

fn main() {
    let args: Vec<String> = std::env::args().collect();
    let number = |i: usize, or: usize| args.get(i).and_then(|a| a.parse().ok()).unwrap_or(or);
    let (copies, salt) = (number(1, 300), number(3, 0));
    let mut sets = vec![
        ("drawn", (0..copies).map(|i| decode(&drawn(i * 7, salt))).collect::<Vec<_>>()),
        ("dead leaves", (0..copies / 2).map(|i| dead_leaves((i + salt * 1000) as u64)).collect()),
    ];
    if let Some(folder) = args.get(4) {
        sets.push(("folder", photos_in(folder)));
    }
    for (name, pictures) in &sets {
        recall(name, pictures);
    }
    honest(number(2, 10_000), salt);
    uniform();
}

/// A drawn picture: visit by visit, station by station.
fn drawn(i: usize, salt: usize) -> Vec<u8> {
    let (kind, visit, station) = (KINDS[i % 13], i / 13 % VISITS, i / 13 / VISITS + salt * 1000);
    draw(&Scene {
        kind,
        seed: ((i + salt * 1_000_000) as u64).wrapping_mul(0x9e37_79b9_7f4a_7c15),
        station_code: format!("S{station:04}"),
        labels: vec![format!("S{station:04}")],
        at_ms: 1_780_000_000_000 + visit as i64 * 1_300_977_000,
        lat_e7: 312_000_000,
        lon_e7: 1_214_000_000,
        night: visit % 5 == 0,
        defect: None,
        sale: None,
    })
}

fn decode(bytes: &[u8]) -> RgbImage {
    image::load_from_memory(bytes).map(|i| i.to_rgb8()).unwrap_or_default()
}

fn query(picture: &RgbImage) -> Option<Query> {
    Query::of(picture, picture.width(), picture.height(), 1)
}

fn photos_in(folder: &str) -> Vec<RgbImage> {
    let files = std::fs::read_dir(folder).into_iter().flatten().flatten();
    files
        .filter_map(|f| image::open(f.path()).ok())
        .map(|i| {
            if i.width().max(i.height()) > 1600 { i.resize(1600, 1600, FilterType::Triangle) } else { i }.to_rgb8()
        })
        .filter(|i| i.width().min(i.height()) >= 300)
        .collect()
}

/// Random overlapping discs with sizes by a power law.
fn dead_leaves(seed: u64) -> RgbImage {
    let mut state = seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1;
    let mut random = move |n: u64| {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        (state >> 16) % n
    };
    let (w, h) = (800_i64, 600_i64);
    let mut picture = RgbImage::from_pixel(w as u32, h as u32, Rgb([128; 3]));
    for _ in 0..900 {
        let radius = (80_000 / (100 + random(9_900)).isqrt().max(10)).clamp(8, 400) as i64 / 3;
        let (cx, cy) = (random(w as u64) as i64, random(h as u64) as i64);
        let c = Rgb([random(256) as u8, random(256) as u8, random(256) as u8]);
        for y in (cy - radius).max(0)..(cy + radius).min(h) {
            for x in (cx - radius).max(0)..(cx + radius).min(w) {
                if (x - cx).pow(2) + (y - cy).pow(2) < radius * radius {
                    picture.put_pixel(x as u32, y as u32, c);
                }
            }
        }
    }
    picture
}

type Change = Box<dyn Fn(&RgbImage) -> RgbImage>;

/// Everything a copy may have gone through.
fn changes() -> Vec<(&'static str, Change)> {
    let tone = |f: fn(i32) -> i32| -> Change { Box::new(move |p| jpeg(&toned(p, f), 80)) };
    let cut = |l, t, r, b| -> Change { Box::new(move |p| jpeg(&cropped(p, l, t, r, b), 80)) };
    vec![
        ("JPEG quality 90", Box::new(|p| jpeg(p, 90))),
        ("JPEG quality 70", Box::new(|p| jpeg(p, 70))),
        ("JPEG quality 50", Box::new(|p| jpeg(p, 50))),
        ("JPEG quality 30", Box::new(|p| jpeg(p, 30))),
        ("rescaled to 75 %", Box::new(|p| jpeg(&scaled(p, 75), 80))),
        ("rescaled to 50 %", Box::new(|p| jpeg(&scaled(p, 50), 80))),
        ("rescaled to 25 %", Box::new(|p| jpeg(&scaled(p, 25), 80))),
        ("brighter 10 %", tone(|v| v * 110 / 100)),
        ("brighter 20 %", tone(|v| v * 120 / 100)),
        ("darker 10 %", tone(|v| v * 90 / 100)),
        ("darker 20 %", tone(|v| v * 80 / 100)),
        ("contrast +20 %", tone(|v| (v - 128) * 120 / 100 + 128)),
        ("contrast -20 %", tone(|v| (v - 128) * 80 / 100 + 128)),
        ("cropped 2 %, centred", cut(10, 10, 10, 10)),
        ("cropped 5 %, centred", cut(25, 25, 25, 25)),
        ("cropped 10 %, centred", cut(50, 50, 50, 50)),
        ("cropped 15 %, centred", cut(75, 75, 75, 75)),
        ("cropped 2 %, one side", cut(0, 0, 0, 20)),
        ("cropped 5 %, one side", cut(0, 0, 50, 0)),
        ("cropped 10 %, one side", cut(0, 0, 0, 100)),
        ("cropped 5 %, corner", cut(50, 50, 0, 0)),
        ("cropped 10 %, corner", cut(0, 100, 100, 0)),
        ("cropped 5 %, unevenly", cut(40, 15, 10, 35)),
        ("cropped 10 %, unevenly", cut(80, 30, 20, 70)),
        ("cropped 20 %, centred", cut(100, 100, 100, 100)),
        (
            "by messenger (50 %, q60, +5 %, 2 %)",
            Box::new(|p| jpeg(&toned(&scaled(&cropped(p, 10, 10, 10, 10), 50), |v| v * 105 / 100), 60)),
        ),
        ("mirrored", Box::new(|p| jpeg(&imageops::flip_horizontal(p), 80))),
        ("a tenth covered by a sticker", Box::new(|p| jpeg(&covered(p), 80))),
        ("turned by 1 degree", Box::new(|p| jpeg(&turned(p, 17), 80))),
        ("turned by 2 degrees", Box::new(|p| jpeg(&turned(p, 35), 80))),
    ]
}

fn jpeg(p: &RgbImage, quality: u8) -> RgbImage {
    let mut out = Vec::new();
    let mut encoder = jpeg_encoder::Encoder::new(&mut out, quality);
    encoder.set_sampling_factor(jpeg_encoder::SamplingFactor::F_2_2);
    let done = encoder.encode(p, p.width() as u16, p.height() as u16, jpeg_encoder::ColorType::Rgb);
    if done.is_ok() { decode(&out) } else { RgbImage::default() }
}

fn toned(p: &RgbImage, f: fn(i32) -> i32) -> RgbImage {
    let mut out = p.clone();
    out.iter_mut().for_each(|v| *v = f(i32::from(*v)).clamp(0, 255) as u8);
    out
}

fn scaled(p: &RgbImage, percent: u32) -> RgbImage {
    imageops::resize(p, p.width() * percent / 100, p.height() * percent / 100, FilterType::Triangle)
}

/// Cuts thousandths of the size: left, top, right, bottom.
fn cropped(p: &RgbImage, l: u32, t: u32, r: u32, b: u32) -> RgbImage {
    let (w, h) = p.dimensions();
    imageops::crop_imm(p, w * l / 1000, h * t / 1000, w * (1000 - l - r) / 1000, h * (1000 - t - b) / 1000).to_image()
}

fn covered(p: &RgbImage) -> RgbImage {
    let mut out = p.clone();
    let (w, h) = p.dimensions();
    for (x, y) in (0..h / 3).flat_map(|y| (0..w * 3 / 10).map(move |x| (x, y))) {
        out.put_pixel(w * 6 / 10 + x, h * 6 / 10 + y, Rgb([240, 240, 240]));
    }
    out
}

/// Turns by thousandths of a radian.
fn turned(p: &RgbImage, angle: i64) -> RgbImage {
    let (w, h) = (i64::from(p.width()), i64::from(p.height()));
    RgbImage::from_fn(p.width(), p.height(), |x, y| {
        let (dx, dy) = (i64::from(x) - w / 2, i64::from(y) - h / 2);
        let (sx, sy) = (dx - dy * angle / 1000 + w / 2, dy + dx * angle / 1000 + h / 2);
        *p.get_pixel(sx.clamp(0, w - 1) as u32, sy.clamp(0, h - 1) as u32)
    })
}

fn recall(set: &str, pictures: &[RgbImage]) {
    let stored: Vec<(&RgbImage, PHash)> = pictures.iter().filter_map(|p| Some((p, *query(p)?.hash()))).collect();
    println!("\n{} of {} pictures ({set}) have a hash", stored.len(), pictures.len());
    println!("{:38} found among the first 64, 192, all keys | found and proven | distance median, 98 %", "copy");
    for (name, change) in changes() {
        let (mut by_key, mut proven, mut distances) = ([0; 3], 0, Vec::new());
        for (picture, hash) in &stored {
            let Some(asked) = query(&change(picture)) else { continue };
            let own = bands(hash);
            let found = BUDGETS.map(|n| asked.keys().iter().take(n).any(|k| own.contains(k)));
            (0..3).for_each(|i| by_key[i] += usize::from(found[i]));
            let at = asked.compare(hash).map_or(511, |m| m.distance);
            proven += usize::from(found[2] && at <= SIMILAR_MAX);
            distances.push(at);
        }
        distances.sort_unstable();
        let percent = |n: usize| n as f64 * 100.0 / stored.len().max(1) as f64;
        let [a, b, c] = by_key.map(percent);
        let place = |p: usize| distances.get(distances.len() * p / 100).copied().unwrap_or(511);
        println!("{name:38} {a:5.1} {b:5.1} {c:5.1} | {:5.1} % | {:3} {:3}", percent(proven), place(50), place(98));
    }
}

/// Every picture asks all that came before; any answer is a false alarm.
fn honest(count: usize, salt: usize) {
    let mut index: HashMap<i64, Vec<usize>> = HashMap::new();
    let mut hashes: Vec<PHash> = Vec::new();
    let (mut asked_keys, mut candidates, mut aligned) = (0, 0, 0);
    let (mut by_kind, mut near) = (BTreeMap::new(), Vec::new());
    for i in 0..count {
        let Some(asked) = query(&decode(&drawn(i, salt))) else { continue };
        let mut found: Vec<usize> = asked.keys().iter().filter_map(|k| index.get(k)).flatten().copied().collect();
        asked_keys += asked.keys().len();
        candidates += found.len();
        found.sort_unstable();
        found.dedup();
        let best = found.iter().filter_map(|j| asked.compare(&hashes[*j])).map(|m| (m.distance, m.mirrored)).min();
        aligned += usize::from(best.is_some());
        if let Some((distance, _)) = best {
            near.push((distance, KINDS[i % 13]));
            if distance <= SIMILAR_MAX {
                *by_kind.entry(format!("{:?}", KINDS[i % 13])).or_insert(0) += 1;
            }
        }
        bands(asked.hash()).into_iter().for_each(|k| index.entry(k).or_default().push(hashes.len()));
        hashes.push(*asked.hash());
    }
    let fullest = index.values().map(Vec::len).max().unwrap_or(0);
    let pairs: usize = index.values().map(|b| b.len() * (b.len() - 1)).sum();
    let n = hashes.len().max(1) as f64;
    println!("\n{} honest look-alikes; false alarms at the limit {SIMILAR_MAX}: {by_kind:?}", hashes.len());
    for limit in [20, 28, 32, SIMILAR_MAX, 44, 52, 60] {
        let within = || near.iter().filter(|(d, _)| *d <= limit);
        let scenes = within().filter(|(_, kind)| *kind != SceneKind::PaymentScreen).count();
        print!("  limit {limit}: {} ({scenes} without payment pages)", within().count());
    }
    println!(
        "\nkeys asked {:.0} a picture; candidates {:.2}; aligned {:.3}",
        asked_keys as f64 / n,
        candidates as f64 / n,
        aligned as f64 / n
    );
    println!(
        "fullest key {fullest}; others under one's own key {:.4}, at 10,000,000 such pictures {:.1}",
        pairs as f64 / n / 3.0,
        pairs as f64 / n / 3.0 * 1e7 / n
    );
}

/// Ten million unrelated pictures: keys are evenly spread, only chance makes candidates.
fn uniform() {
    let mut state = 88_172_645_463_325_252_u64;
    let mut keys: Vec<u32> = Vec::with_capacity(30_000_000);
    for i in 0..30_000_000_u32 {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        keys.push(((i % 3) << 28) | ((state >> 20) as u32 & 0x0fff_ffff));
    }
    keys.sort_unstable();
    let fullest = keys.chunk_by(|a, b| a == b).map(<[u32]>::len).max().unwrap_or(0);
    let asked = query(&decode(&drawn(3, 0))).map(|q| q.keys().to_vec()).unwrap_or_default();
    let began = std::time::Instant::now();
    let found: usize = asked
        .iter()
        .map(|k| {
            let from = keys.partition_point(|x| i64::from(*x) < *k);
            keys[from..].iter().take_while(|x| i64::from(**x) == *k).count()
        })
        .sum();
    println!(
        "10,000,000 unrelated pictures: fullest key {fullest}; {} keys give {found} candidates ({:.1} expected), {:?} in memory",
        asked.len(),
        asked.len() as f64 * 1e7 / (1 << 28) as f64,
        began.elapsed()
    );
}
