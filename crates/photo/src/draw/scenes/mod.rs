//! The scenes, one painter each.

mod counter;
mod indoor;
mod outdoor;
mod paper;
mod things;

use super::canvas::{Canvas, Rgb};
use super::rng::Rng;
use super::style::Style;
use super::{Defect, Sale, Scene, SceneKind};

/// What every painter gets.
pub(crate) struct Brush<'a> {
    pub(crate) scene: &'a Scene,
    pub(crate) style: Style,
    pub(crate) sale: Sale,
    pub(crate) rng: &'a mut Rng,
}

impl Brush<'_> {
    pub(crate) fn has(&self, defect: Defect) -> bool {
        self.scene.defect == Some(defect)
    }
}

/// Upright pictures are 600 by 800 pixels.
pub(crate) fn is_upright(kind: SceneKind) -> bool {
    use SceneKind::{BrandSign, ComplaintBoard, Extinguisher, PaymentScreen, Receipt, StoreReceipt};
    matches!(kind, BrandSign | ComplaintBoard | Extinguisher | PaymentScreen | Receipt | StoreReceipt)
}

/// Pictures on which night is seen.
pub(crate) fn is_outdoors(kind: SceneKind) -> bool {
    use SceneKind::{Amenities, BrandSign, Forecourt, PriceBoard, Pumps};
    matches!(kind, Amenities | BrandSign | Forecourt | PriceBoard | Pumps)
}

/// Pictures of small print, taken from near.
pub(crate) fn is_near(kind: SceneKind) -> bool {
    matches!(kind, SceneKind::PaymentScreen | SceneKind::Receipt | SceneKind::StoreReceipt | SceneKind::PumpDisplay)
}

/// Paints the whole stage.
pub(crate) fn paint(stage: &mut Canvas, scene: &Scene, rng: &mut Rng) {
    let sale = scene.sale.clone().unwrap_or_else(|| made_up(rng));
    let mut brush = Brush { scene, style: Style::of(&scene.station_code), sale, rng };
    let painter = match scene.kind {
        SceneKind::BrandSign => outdoor::brand_sign,
        SceneKind::PriceBoard => outdoor::price_board,
        SceneKind::Forecourt => outdoor::forecourt,
        SceneKind::Pumps => things::pumps,
        SceneKind::PumpDisplay => counter::pump_display,
        SceneKind::Extinguisher => things::extinguisher,
        SceneKind::PaymentScreen => counter::payment_screen,
        SceneKind::Receipt => paper::fuel_receipt,
        SceneKind::StoreReceipt => paper::store_receipt,
        SceneKind::Shelf => indoor::shelf,
        SceneKind::Restroom => indoor::restroom,
        SceneKind::Amenities => things::amenities,
        SceneKind::ComplaintBoard => counter::complaint_board,
    };
    painter(stage, &mut brush);
}

/// What stands around on the day of the visit, and the shadows that fall: no two visits look the same.
pub(crate) fn clutter(stage: &mut Canvas, kind: SceneKind, rng: &mut Rng) {
    for _ in 0..rng.range(0, 3) {
        // shadows of roofs, poles and people
        let (x, lean, wide) = (rng.range(-200, stage.w), rng.range(-400, 400), rng.range(40, 320));
        let dark = rng.range(20, 70);
        for y in 0..stage.h {
            stage.tint(x + lean * y / stage.h, y, wide, 1, [12, 14, 24], dark);
        }
    }
    for _ in 0..if is_near(kind) { 0 } else { rng.range(0, 4) } {
        // at the sides, so that what the picture is for stays in sight
        let side = if rng.chance(50) { rng.range(-60, stage.w / 5) } else { rng.range(stage.w * 3 / 4, stage.w) };
        let (foot, size) = (rng.range(stage.h * 3 / 4, stage.h), rng.range(60, 170));
        let c = rng.pick(&[
            [58, 66, 88],
            [120, 44, 40],
            [70, 96, 70],
            [176, 160, 130],
            [90, 92, 96],
            [190, 150, 60],
            [44, 44, 48],
        ]);
        thing(stage, rng.range(0, 3), (side, foot, size), c);
    }
}

fn thing(stage: &mut Canvas, what: i32, (x, foot, size): (i32, i32, i32), c: Rgb) {
    match what {
        0 => stage.boxed(x, foot - size, size * 3 / 4, size, c, 4),
        1 => {
            stage.poly(&[(x, foot), (x + size / 3, foot - size), (x + size * 2 / 3, foot)], [228, 92, 34]);
            stage.rect(x + size / 6, foot - size / 2, size / 3, size / 8, [240, 240, 236]);
        }
        2 => {
            stage.ellipse(x, foot - size / 2, size / 3, size / 2, c);
            stage.ellipse(x, foot - size, size / 4, size / 10, [40, 40, 42]);
        }
        _ => {
            // somebody from behind, without a face
            stage.rect(x, foot - size * 3, size * 2 / 3, size * 3 / 2, c);
            stage.rect(x + 4, foot - size * 3 / 2, size / 2, size * 3 / 2, [44, 48, 62]);
            stage.ellipse(x + size / 3, foot - size * 7 / 2, size / 4, size / 3, [34, 28, 26]);
        }
    }
}

fn made_up(rng: &mut Rng) -> Sale {
    let (grade, price) = rng.pick(&[("92#", 738), ("95#", 786), ("98#", 886), ("0#", 702)]);
    let litres_ml = i64::from(rng.range(8_000, 45_000)) / 10 * 10;
    Sale {
        grade: grade.into(),
        nozzle: rng.range(1, 16) as u8,
        unit_price_fen: price,
        litres_ml,
        amount_fen: (litres_ml * price + 500) / 1000,
    }
}

/// Hundredths as text: `12.34`.
pub(crate) fn hundredths(value: i64) -> String {
    format!("{}.{:02}", value / 100, value.rem_euclid(100))
}
