//! Drawn photos for the demo and the tests: real JPEGs with EXIF, labelled, no two alike.
//!
//! A picture has two sources of chance: the station code fixes what belongs to the station (colours, walls, number of
//! columns), the seed what belongs to the visit (light, cars, how the phone was held). Two visits to one station
//! therefore give honest look-alikes, as in the field.

mod camera;
mod canvas;
mod load;
mod rng;
mod scenes;
mod style;
mod text;

use crate::exif::{self, Facts};
pub use load::LoadPhotos;

use camera::{Proportions, Shot};
use canvas::Canvas;
use rng::Rng;

/// Largest drawn photo in bytes.
pub const MAX_DRAWN_BYTES: usize = 60_000;

/// What the picture shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum SceneKind {
    /// The brand sign at the road.
    BrandSign,
    /// The price board.
    PriceBoard,
    /// The forecourt with canopy and lanes.
    Forecourt,
    /// A dispenser with its nozzles.
    Pumps,
    /// The dispenser's display after fuelling.
    PumpDisplay,
    /// The place of the fire extinguishers.
    Extinguisher,
    /// The payment page with the payee's name.
    PaymentScreen,
    /// The fuel receipt.
    Receipt,
    /// The receipt of the store.
    StoreReceipt,
    /// Shelves of the store.
    Shelf,
    /// The restroom.
    Restroom,
    /// Air, water and first-aid point.
    Amenities,
    /// The board with the complaint number.
    ComplaintBoard,
}

impl SceneKind {
    /// The picture that fits an item of `station-69`; items without a scene of their own get that of their touchpoint.
    pub fn of_item(item: &str) -> SceneKind {
        let (touchpoint, rest) = item.split_once('.').unwrap_or((item, ""));
        match (touchpoint, rest) {
            (_, "brand_sign_visible_intact" | "night_sign_lit") => SceneKind::BrandSign,
            (_, "price_board_matches_pump") => SceneKind::PriceBoard,
            (_, "pumps_in_service" | "nozzle_layout_clear" | "dispenser_clean_legible") => SceneKind::Pumps,
            (_, "extinguisher_ready") => SceneKind::Extinguisher,
            (_, "receipt_complete" | "invoice_not_refused") => SceneKind::Receipt,
            ("fueling", _) => SceneKind::PumpDisplay,
            ("payment", _) => SceneKind::PaymentScreen,
            ("store", _) => SceneKind::Shelf,
            ("restroom", _) => SceneKind::Restroom,
            ("amenities", _) => SceneKind::Amenities,
            ("farewell", _) => SceneKind::ComplaintBoard,
            _ => SceneKind::Forecourt,
        }
    }
}

/// What is wrong in the picture; each scene shows it in its own way, a scene that has none looks sound.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Defect {
    /// Stains, litter, rust.
    Dirty,
    /// A part is not there: letters, an extinguisher, goods, paper.
    Missing,
    /// Lamps or segments are dead, glass is cracked, a notice is torn.
    Broken,
    /// Something stands in front or in the way.
    Blocked,
    /// A value differs from what it should be: price, payee, expiry date.
    Wrong,
    /// Closed or out of use, with or without a notice.
    Closed,
}

/// One fuel sale, as display and receipt show it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sale {
    /// Grade in ASCII, such as `92#`.
    pub grade: String,
    /// Number of the nozzle.
    pub nozzle: u8,
    /// Price of a litre in fen.
    pub unit_price_fen: i64,
    /// Volume in millilitres.
    pub litres_ml: i64,
    /// Amount in fen.
    pub amount_fen: i64,
}

/// A picture to draw.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Scene {
    /// What it shows.
    pub kind: SceneKind,
    /// The visit's chance: another seed gives another picture of the same place.
    pub seed: u64,
    /// Code of the station; fixes the looks of the place and is written on signs and receipts.
    pub station_code: String,
    /// Lines (ASCII) written over the lower left corner, as watermark cameras do. No times here: stations see it.
    pub labels: Vec<String>,
    /// Time of the picture, epoch milliseconds UTC; goes into EXIF, and onto receipts as Shanghai time.
    pub at_ms: i64,
    /// Latitude in 1e-7 degrees, for EXIF.
    pub lat_e7: i64,
    /// Longitude in 1e-7 degrees, for EXIF.
    pub lon_e7: i64,
    /// Night or day.
    pub night: bool,
    /// What is wrong, if anything.
    pub defect: Option<Defect>,
    /// The sale that display, receipt, payment page and price board show; without one the seed makes one up.
    pub sale: Option<Sale>,
}

/// Draws a scene as a JPEG with EXIF, at most [`MAX_DRAWN_BYTES`] long, 800 by 600 pixels or upright.
///
/// The same scene gives the same bytes.
pub fn draw(scene: &Scene) -> Vec<u8> {
    let mut rng = Rng::new(scene.seed ^ 0x0F0E_C0D7);
    let upright = scenes::is_upright(scene.kind);
    let (w, h) = if upright { (600, 800) } else { (800, 600) };
    let mut stage = Canvas::new(w * 6 / 5, h * 6 / 5, [128, 128, 128]);
    scenes::paint(&mut stage, scene, &mut rng);
    scenes::clutter(&mut stage, scene.kind, &mut rng);
    let near = scenes::is_near(scene.kind);
    let mut place = Rng::from_text(&format!("{}/{:?}", scene.station_code, scene.kind));
    let built = Proportions::of(&stage, if near { 4 } else { 30 }, &mut place);
    let dark = scene.night && scenes::is_outdoors(scene.kind);
    let mut frame = Shot::hand_held(&mut rng, dark, near).take(&stage, &built, w, h, &mut rng);
    watermark(&mut frame, &scene.labels);
    encode(&frame, &facts(scene))
}

/// A stand-in for [`draw`]: coloured blocks with the same EXIF at a fiftieth of the work, 160 by 120 pixels. For tests
/// that need thousands of pictures.
pub fn sketch(scene: &Scene) -> Vec<u8> {
    const BLOCK: i32 = 20;
    let mut rng = Rng::new(scene.seed ^ 0x5CE7_C400);
    let mut frame = Canvas::new(160, 120, [128, 128, 128]);
    for y in (0..frame.h).step_by(BLOCK as usize) {
        for x in (0..frame.w).step_by(BLOCK as usize) {
            let colour = std::array::from_fn(|_| rng.range(0, 255) as u8);
            frame.rect(x, y, BLOCK, BLOCK, colour);
        }
    }
    encode(&frame, &facts(scene))
}

/// The caller's lines in the lower left corner, on a faint band.
fn watermark(frame: &mut Canvas, labels: &[String]) {
    let rows = labels.len() as i32;
    let top = frame.h - 12 - rows * 20;
    let widest = labels.iter().map(|l| text::width(l, 2)).max().unwrap_or(0);
    frame.tint(8, top - 4, widest + 16, rows * 20 + 6, [0, 0, 0], 120);
    for (i, line) in labels.iter().enumerate() {
        frame.text(16, top + i as i32 * 20, 2, [250, 250, 250], line);
    }
}

fn facts(scene: &Scene) -> Facts {
    Facts {
        make: "Forecourt demo".into(),
        model: "Drawn picture".into(),
        orientation: 1,
        at_ms: Some(scene.at_ms),
        place: Some((scene.lat_e7, scene.lon_e7)),
        gps_time: false,
    }
}

/// Encodes at the best of a few qualities that keeps the size.
fn encode(frame: &Canvas, facts: &Facts) -> Vec<u8> {
    let tiff = exif::write(facts);
    let mut bytes = Vec::new();
    for quality in [46, 36, 26, 12] {
        bytes = crate::jpeg::encode(&frame.px, frame.w as u16, frame.h as u16, quality, Some(&tiff));
        if bytes.len() <= MAX_DRAWN_BYTES {
            break;
        }
    }
    bytes
}
