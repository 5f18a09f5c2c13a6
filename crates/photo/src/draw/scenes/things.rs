//! Things on the island: dispenser, extinguishers, air and water point.

use super::super::Defect;
use super::super::canvas::{Canvas, Rgb, mix, scale};
use super::Brush;

/// A wall and the floor in front of it.
fn corner(stage: &mut Canvas, brush: &mut Brush, floor_at: i32) {
    let night = brush.scene.night && super::is_outdoors(brush.scene.kind);
    let dim = if night { 120 } else { 256 };
    let wall = scale(brush.style.wall, dim);
    stage.gradient(0, 0, stage.w, floor_at, scale(wall, 270), scale(wall, 232));
    let (w, h) = (stage.w, stage.h);
    let mut brick = brush.style.rng.clone();
    let (bw, bh) = (brush.style.tile * 2, brush.style.tile * 3 / 4);
    for (row, y) in (0..floor_at).step_by(bh as usize).enumerate() {
        stage.rect(0, y, w, 2, scale(wall, 226));
        for x in (0..w + bw).step_by(bw as usize) {
            let x = x - if row % 2 == 0 { 0 } else { bw / 2 };
            stage.rect(x, y, 2, bh, scale(wall, 226));
            if brick.chance(14) {
                stage.rect(x + 2, y + 2, bw - 2, bh - 2, scale(wall, 244));
            }
        }
    }
    let floor = scale(brush.style.floor, dim);
    stage.gradient(0, floor_at, w, h - floor_at, scale(floor, 215), floor);
    stage.speckle([0, floor_at, w, h - floor_at], 60, 12, scale(floor, 210), brush.rng);
    let edge = [220, 186, 40];
    for i in 0..w / 60 {
        stage.rect(i * 60, floor_at + 6, 30, 14, if i % 2 == 0 { edge } else { [40, 40, 40] });
    }
}

/// One dispenser with its nozzles, close.
pub(crate) fn pumps(stage: &mut Canvas, brush: &mut Brush) {
    corner(stage, brush, 520);
    let x = brush.rng.range(190, 270);
    stage.boxed(x - 40, 560, 560, 70, [170, 168, 160], 5);
    stage.boxed(x, 70, 480, 500, [228, 230, 230], 6);
    stage.rect(x + 6, 76, 468, 84, brush.style.brand);
    stage.text(x + 24, 98, 4, [250, 250, 250], brush.style.name);
    stage.text(x + 380, 98, 5, brush.style.accent, &format!("{:02}", brush.sale.nozzle));
    stage.boxed(x + 40, 176, 250, 120, [36, 46, 42], 5);
    let lit = [150, 230, 160];
    stage.segments(x + 60, 190, 40, lit, [44, 58, 52], &super::hundredths(brush.sale.amount_fen));
    stage.segments(x + 60, 242, 40, lit, [44, 58, 52], &super::hundredths(brush.sale.litres_ml / 10));
    stage.text(x + 306, 200, 2, [60, 60, 60], "YUAN");
    stage.text(x + 306, 250, 2, [60, 60, 60], "LITRE");
    let grades: [(&str, Rgb); 4] =
        [("92#", [34, 138, 70]), ("95#", [206, 46, 40]), ("98#", [40, 76, 160]), ("0#", [214, 160, 30])];
    for (i, (grade, c)) in grades.into_iter().enumerate() {
        let left = x + 24 + i as i32 * 112;
        stage.boxed(left, 320, 96, 150, [196, 198, 200], 4);
        stage.rect(left + 6, 326, 84, 34, c);
        stage.text_centred(left, 334, 96, 2, [250, 250, 250], grade);
        if brush.has(Defect::Missing) && i == 2 {
            continue;
        }
        stage.poly(&[(left + 30, 372), (left + 70, 372), (left + 64, 412), (left + 52, 452), (left + 36, 452)], c);
        stage.line((left + 48, 452), (left + 20, 556), 8, [26, 26, 28]);
        if brush.has(Defect::Closed) && i % 2 == 1 {
            stage.boxed(left - 4, 340, 104, 110, [244, 232, 120], 3);
            stage.text_centred(left, 360, 96, 2, [170, 20, 20], "OUT");
            stage.text_centred(left, 384, 96, 2, [170, 20, 20], "OF USE");
        }
    }
    stage.text(x + 24, 486, 2, [70, 70, 70], &brush.scene.station_code);
    if brush.has(Defect::Dirty) {
        stage.stains([x, 160, 480, 400], 220, 24, [80, 70, 54], brush.rng);
    }
    if brush.has(Defect::Broken) {
        for _ in 0..7 {
            let end = (x + brush.rng.range(40, 290), brush.rng.range(176, 296));
            stage.line((x + 150, 230), end, 2, [210, 220, 216]);
        }
    }
}

fn bottle(stage: &mut Canvas, x: i32, y: i32, red: Rgb, gauge_ok: bool) {
    stage.rect(x + 30, y - 30, 40, 40, [50, 50, 52]);
    stage.line((x + 50, y - 34), (x + 110, y - 20), 9, [40, 40, 42]);
    stage.line((x + 66, y - 8), (x + 118, y + 90), 9, [30, 30, 32]);
    stage.ellipse(x + 50, y + 14, 50, 30, red);
    stage.rect(x, y + 14, 100, 250, red);
    stage.rect(x + 10, y + 20, 14, 236, scale(red, 340));
    stage.rect(x, y + 256, 100, 12, [44, 44, 46]);
    stage.boxed(x + 14, y + 90, 72, 96, [244, 240, 226], 2);
    stage.text(x + 22, y + 104, 2, [160, 20, 20], "FIRE");
    for i in 0..5 {
        stage.rect(x + 22, y + 130 + i * 9, 56 - i * 5, 3, [90, 90, 90]);
    }
    stage.ellipse(x + 50, y + 44, 24, 24, [238, 238, 234]);
    let (needle, zone) = if gauge_ok { ((x + 50, y + 26), [40, 160, 70]) } else { ((x + 34, y + 52), [210, 40, 36]) };
    stage.ellipse(x + 50, y + 34, 14, 9, zone);
    stage.line((x + 50, y + 48), needle, 3, [20, 20, 20]);
}

/// The place of the extinguishers (upright).
pub(crate) fn extinguisher(stage: &mut Canvas, brush: &mut Brush) {
    corner(stage, brush, 700);
    let x = brush.rng.range(90, 170);
    stage.boxed(x + 60, 90, 320, 120, [206, 26, 30], 5);
    stage.text_centred(x + 60, 112, 320, 3, [250, 250, 250], "FIRE POINT");
    stage.text_centred(x + 60, 156, 320, 3, [250, 240, 120], &brush.scene.station_code);
    stage.boxed(x - 10, 690, 470, 60, [180, 30, 32], 4);
    let red = mix([206, 28, 30], [176, 40, 36], brush.rng.range(0, 256));
    for i in 0..3 {
        let left = x + 16 + i * 148;
        if brush.has(Defect::Missing) && i == 1 {
            stage.ellipse(left + 50, 694, 54, 12, [96, 30, 30]);
            continue;
        }
        bottle(stage, left, 420 + brush.rng.range(-8, 8), red, !(brush.has(Defect::Broken) && i == 2));
    }
    if brush.has(Defect::Blocked) {
        for i in 0..3 {
            stage.boxed(x + i * 130, 560 - i % 2 * 40, 170, 190 + i % 2 * 40, [180, 140, 92], 5);
            stage.text(x + 20 + i * 130, 640, 2, [110, 80, 50], "GOODS");
        }
    }
    if brush.has(Defect::Dirty) {
        stage.stains([x, 420, 460, 270], 180, 22, [110, 96, 80], brush.rng);
    }
}

/// Air and water point with the first-aid box.
pub(crate) fn amenities(stage: &mut Canvas, brush: &mut Brush) {
    corner(stage, brush, 500);
    let x = brush.rng.range(110, 240);
    stage.boxed(x, 140, 170, 400, brush.style.brand, 6);
    stage.text_centred(x, 165, 170, 4, [250, 250, 250], "AIR");
    stage.ellipse(x + 85, 280, 54, 54, [240, 240, 236]);
    stage.line((x + 85, 280), (x + 85 + brush.rng.range(-34, 34), 246), 4, [180, 20, 20]);
    if !brush.has(Defect::Missing) {
        for turn in 0..3 {
            stage.ellipse(
                x + 85,
                440,
                60 - turn * 12,
                60 - turn * 12,
                if turn % 2 == 0 { [24, 24, 26] } else { brush.style.brand },
            );
        }
    }
    stage.boxed(x + 220, 190, 130, 350, [60, 130, 190], 5);
    stage.text_centred(x + 220, 215, 130, 3, [250, 250, 250], "WATER");
    stage.boxed(x + 262, 330, 46, 22, [170, 174, 178], 2);
    stage.boxed(x + 420, 160, 230, 180, [240, 240, 236], 5);
    stage.rect(x + 510, 190, 50, 120, [206, 30, 34]);
    stage.rect(x + 475, 225, 120, 50, [206, 30, 34]);
    stage.text(x + 430, 352, 2, [60, 60, 60], "FIRST AID KIT");
    stage.text(x + 430, 380, 2, [60, 60, 60], &brush.scene.station_code);
    if brush.has(Defect::Closed) || brush.has(Defect::Broken) {
        stage.boxed(x - 6, 330, 182, 90, [246, 236, 130], 3);
        stage.text_centred(x, 350, 170, 2, [160, 20, 20], "OUT OF");
        stage.text_centred(x, 376, 170, 2, [160, 20, 20], "ORDER");
    }
    if brush.has(Defect::Dirty) {
        stage.stains([x, 140, 620, 440], 240, 26, [92, 84, 66], brush.rng);
    }
}
