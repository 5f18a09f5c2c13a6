//! One visit as a phone records it: the frozen submission and its pictures.

use std::collections::BTreeMap;

use forecourt_core::{
    checklist::{Checklist, Flags},
    day::MINUTE_MS,
};
use forecourt_photo::draw::{Defect, Sale, Scene, SceneKind};
use serde_json::{Map, Value, json};
use sha2::{Digest, Sha256};
use uuid::Uuid;

use super::{
    answers::{self, Seen},
    network::{Station, shopper},
    plan::Visit,
    rng::{Rng, id},
};

/// A visit with fewer photos than this gets one of the forecourt as well.
const FEW_PHOTOS: usize = 8;

/// Makes the JPEG of a scene.
pub type Pen = fn(&Scene) -> Vec<u8>;

/// A visit on the phone.
#[derive(Clone, Debug)]
pub struct Draft {
    /// Body of the `PUT`, the same bytes at every try.
    pub submission: Value,
    /// Pictures by id.
    pub photos: Vec<(Uuid, Vec<u8>)>,
}

struct Album<'a> {
    seed: u64,
    visit: &'a Visit,
    station: &'a Station,
    sale: Sale,
    wanted: BTreeMap<&'static str, (SceneKind, Option<Defect>)>,
}

/// Fills in the form and draws the pictures: the work of half an hour on the forecourt.
pub fn draft(seed: u64, checklist: &Checklist, visit: &Visit, station: &Station, pen: Pen) -> Draft {
    let mut rng = Rng::of(seed, &format!("draft/{}", visit.audit));
    let visit_flags = answers::visit_flags(visit, station, &mut rng);
    let station_flags = station.flags.iter().map(|(name, value)| (*name, i32::from(*value)));
    // The names are the checklist's own: an unknown one would only mean the defaults.
    let flags = Flags::from_pairs(checklist, station_flags.chain(visit_flags.iter().copied()))
        .unwrap_or_else(|_| Flags::defaults(checklist));
    let mut places = Rng::of(seed, &format!("places/{}", station.code));
    let seen = answers::answers(checklist, &flags, visit, station, &mut places, &mut rng);
    let mut album = Album { seed, visit, station, sale: sale(&mut rng), wanted: BTreeMap::new() };
    let mut answers = Map::new();
    for one in &seen {
        let item = &checklist.items[one.item];
        let mut answer = Map::from_iter([("value".to_owned(), one.value.clone())]);
        if answers::wants_photo(item, one) {
            let (name, kind) = scene_of(&item.id);
            album.want(name, kind, one.miss.then(|| defect_of(&item.id)));
            answer.insert("photos".into(), json!([album.id(name)]));
        }
        if one.miss {
            answer.insert("note".into(), json!(remark(&item.text.zh, one, visit)));
        }
        answers.insert(item.id.clone(), Value::Object(answer));
    }
    album.want("receipt", SceneKind::Receipt, None);
    if album.wanted.len() < FEW_PHOTOS {
        album.want("forecourt", SceneKind::Forecourt, None);
    }
    let (photos, manifest) = album.draw(pen, &mut rng);
    let missed = seen.iter().filter(|one| one.miss).count();
    let flags: Map<String, Value> = visit_flags.iter().map(|(name, value)| flag(name, *value)).collect();
    let submission = json!({
        "schema": 1,
        "revision": 1,
        "assignment_id": visit.assignment,
        "device_id": device(seed, visit.shopper),
        "checklist": {"id": checklist.id, "version": checklist.version},
        "station_profile_revision": 1,
        "started": stamp(seed, visit, visit.visit.0),
        "finished": stamp(seed, visit, visit.visit.1),
        "check_in": fix(station, visit.visit.0 + 20_000, &mut rng),
        "check_out": fix(station, visit.visit.1 - 20_000, &mut rng),
        "flags": flags,
        "answers": answers,
        "narrative": narrative(station, visit, missed),
        "receipts": receipts(&album, station, &mut rng),
        "photos": manifest,
    });
    Draft { submission, photos }
}

/// The phone of a shopper.
pub fn device(seed: u64, index: usize) -> Uuid {
    id(seed, &format!("device/{}", shopper(index)))
}

fn flag(name: &str, value: i32) -> (String, Value) {
    let value = if name == "v.queue_len" { json!(value) } else { json!(value != 0) };
    (name.to_owned(), value)
}

fn stamp(seed: u64, visit: &Visit, at: i64) -> Value {
    // The phone's own clock has run since some hour of the morning.
    let mono = at - visit.window.0 + 7_200_000;
    let run = id(seed, &format!("run/{}/{}", visit.shopper, visit.day));
    json!({"wall_ms": at, "mono_ms": mono, "run_id": run, "server_offset_ms": 0})
}

fn fix(station: &Station, at: i64, rng: &mut Rng) -> Value {
    json!({
        "lat_e7": station.lat_e7 + rng.range(-2500, 2500),
        "lon_e7": station.lon_e7 + rng.range(-2500, 2500),
        "accuracy_cm": rng.range(400, 2200),
        "mocked": false,
        "at_ms": at,
    })
}

fn sale(rng: &mut Rng) -> Sale {
    let (grade, price) = rng.pick(&[("92#", 738), ("95#", 786), ("98#", 886)]);
    let amount = rng.range(100, 200) * 100;
    Sale {
        grade: grade.into(),
        nozzle: u8::try_from(rng.range(1, 12)).unwrap_or(1),
        unit_price_fen: price,
        litres_ml: amount * 1000 / price,
        amount_fen: amount,
    }
}

fn receipts(album: &Album<'_>, station: &Station, rng: &mut Rng) -> Value {
    let at = album.paid_at();
    let mut all = vec![json!({
        "kind": "fuel", "at_ms": at, "station_code": station.code, "amount_fen": album.sale.amount_fen,
        "litres_ml": album.sale.litres_ml, "photo_id": album.id("receipt"),
    })];
    if station.has("st.has_store") {
        all.push(json!({
            "kind": "store", "at_ms": at + 4 * MINUTE_MS, "station_code": station.code,
            "amount_fen": rng.range(3, 20) * 100, "litres_ml": null, "photo_id": null,
        }));
    }
    Value::Array(all)
}

/// The picture that shows an item: its name within the visit, and the scene.
fn scene_of(item: &str) -> (&'static str, SceneKind) {
    match item {
        "approach.brand_sign_visible_intact" | "approach.night_sign_lit" => ("sign", SceneKind::BrandSign),
        "approach.price_board_matches_pump" => ("prices", SceneKind::PriceBoard),
        "fueling.correct_grade_dispensed" | "fueling.volume_amount_match" => ("display", SceneKind::PumpDisplay),
        "fueling.dispenser_clean_legible" | "entry.nozzle_layout_clear" => ("pumps", SceneKind::Pumps),
        "safety.extinguisher_ready" => ("extinguisher", SceneKind::Extinguisher),
        "payment.official_payee_only" | "payment.methods_available" => ("payee", SceneKind::PaymentScreen),
        "payment.receipt_complete" | "payment.invoice_not_refused" => ("receipt", SceneKind::Receipt),
        "farewell.complaint_channel_posted" => ("complaints", SceneKind::ComplaintBoard),
        _ if item.starts_with("store.") => ("shelf", SceneKind::Shelf),
        _ if item.starts_with("restroom.") => ("restroom", SceneKind::Restroom),
        _ if item.starts_with("amenities.") => ("amenities", SceneKind::Amenities),
        _ => ("forecourt", SceneKind::Forecourt),
    }
}

fn defect_of(item: &str) -> Defect {
    match item {
        "approach.price_board_matches_pump" | "payment.official_payee_only" | "store.no_expired_goods" => Defect::Wrong,
        "safety.extinguisher_ready" | "payment.receipt_complete" | "restroom.supplies_stocked" => Defect::Missing,
        "approach.night_sign_lit" | "approach.night_canopy_lit" | "restroom.fixtures_working" => Defect::Broken,
        "entry.lane_unobstructed" => Defect::Blocked,
        "restroom.open_to_customers" | "amenities.car_wash_as_advertised" => Defect::Closed,
        _ => Defect::Dirty,
    }
}

impl Album<'_> {
    fn want(&mut self, name: &'static str, kind: SceneKind, defect: Option<Defect>) {
        let entry = self.wanted.entry(name).or_insert((kind, None));
        entry.1 = entry.1.or(defect);
    }

    fn id(&self, name: &str) -> Uuid {
        id(self.seed, &format!("photo/{}/{name}", self.visit.audit))
    }

    fn paid_at(&self) -> i64 {
        let (from, to) = self.visit.visit;
        from + (to - from) / 2
    }

    fn draw(&self, pen: Pen, rng: &mut Rng) -> (Vec<(Uuid, Vec<u8>)>, Vec<Value>) {
        let mut photos = Vec::with_capacity(self.wanted.len());
        let mut manifest = Vec::with_capacity(self.wanted.len());
        let (from, to) = self.visit.visit;
        let step = (to - from) / (i64::try_from(self.wanted.len()).unwrap_or(1) + 2);
        for ((name, (kind, defect)), nth) in self.wanted.iter().zip(1..) {
            let receipt = *kind == SceneKind::Receipt;
            let at = if receipt { self.paid_at() } else { from + step * nth + rng.range(0, step / 2) };
            let scene = Scene {
                kind: *kind,
                seed: rng.next(),
                station_code: self.station.code.clone(),
                labels: vec![format!("{} {name}", self.station.code), "FORECOURT DEMO".into()],
                at_ms: at,
                lat_e7: self.station.lat_e7,
                lon_e7: self.station.lon_e7,
                night: self.visit.night,
                defect: *defect,
                sale: Some(self.sale.clone()),
            };
            let bytes = pen(&scene);
            manifest.push(json!({
                "photo_id": self.id(name), "kind": sort_of(*kind), "sha256": hex::encode(Sha256::digest(&bytes)),
                "bytes": bytes.len(), "content_type": "image/jpeg", "taken_at": at, "fix": fix(self.station, at, rng),
            }));
            photos.push((self.id(name), bytes));
        }
        (photos, manifest)
    }
}

/// Amounts and payment pages are never scenes: no station sees them (decision 21).
fn sort_of(kind: SceneKind) -> &'static str {
    match kind {
        SceneKind::Receipt | SceneKind::StoreReceipt => "receipt",
        SceneKind::PaymentScreen | SceneKind::PumpDisplay => "screen",
        _ => "scene",
    }
}

fn remark(item: &str, seen: &Seen, visit: &Visit) -> String {
    let when = if visit.night { "夜间" } else { "白天" };
    match &seen.value {
        Value::Bool(_) => format!("{when}现场未做到：{item}。离站后立即补记。"),
        value => format!("{when}现场记录为 {value}:{item}。离站后立即补记。"),
    }
}

fn narrative(station: &Station, visit: &Visit, missed: usize) -> String {
    let minutes = (visit.visit.1 - visit.visit.0) / MINUTE_MS;
    let mood = match missed {
        0..=3 => "总体印象良好，员工主动，环境整洁。",
        4..=9 => "总体正常，个别环节需要改进。",
        _ => "问题较多，现场管理松散。",
    };
    let (name, round) = (&station.name_zh, visit.round + 1);
    format!(
        "第{round}轮到访{name}，停留约{minutes}分钟，共发现{missed}处不足。{mood}地址核对无误：{}。",
        station.address
    )
}

impl Draft {
    /// What is left when drawing failed: the server will refuse it and say so.
    pub fn empty() -> Self {
        Self { submission: Value::Null, photos: Vec::new() }
    }
}
