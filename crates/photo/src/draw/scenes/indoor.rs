//! Pictures from inside: restroom and store shelves.

use super::super::Defect;
use super::super::canvas::{Canvas, Rgb, mix, scale};
use super::Brush;

/// Tiled wall and floor, basin, mirror, cabins.
pub(crate) fn restroom(stage: &mut Canvas, brush: &mut Brush) {
    let (w, h) = (stage.w, stage.h);
    let tile = brush.style.tile;
    let wall = mix([232, 234, 232], brush.style.wall, 110);
    stage.gradient(0, 0, w, 500, scale(wall, 262), scale(wall, 240));
    for y in (0..500).step_by(tile as usize) {
        stage.rect(0, y, w, 2, scale(wall, 214));
    }
    for x in (0..w).step_by(tile as usize) {
        stage.rect(x, 0, 2, 500, scale(wall, 214));
    }
    let band = (150 + tile, tile);
    stage.rect(0, band.0, w, band.1, mix(brush.style.brand, wall, 120));
    let floor = mix([150, 146, 140], brush.style.floor, 160);
    stage.gradient(0, 500, w, h - 500, scale(floor, 220), floor);
    for i in -6..12 {
        stage.line((480 + (i * tile), 500), (480 + i * tile * 3, h), 2, scale(floor, 215));
    }
    if brush.has(Defect::Closed) {
        return closed_door(stage, brush);
    }
    basins(stage, brush);
    cabins(stage, brush);
    if brush.has(Defect::Dirty) {
        stage.stains([60, 300, 440, 160], 90, 14, [120, 100, 62], brush.rng);
        stage.stains([0, 510, w, h - 520], 110, 46, [104, 88, 60], brush.rng);
        for _ in 0..14 {
            let (x, y) = (brush.rng.range(20, w - 60), brush.rng.range(520, h - 30));
            stage.boxed(x, y, brush.rng.range(16, 50), brush.rng.range(8, 26), [236, 234, 226], 2);
        }
    }
}

fn basins(stage: &mut Canvas, brush: &mut Brush) {
    let x = brush.rng.range(50, 110);
    stage.boxed(x, 90, 400, 190, [176, 200, 210], 8);
    stage.poly(&[(x + 60, 98), (x + 120, 98), (x + 60, 270), (x + 10, 270)], [206, 222, 228]);
    if brush.has(Defect::Broken) {
        for i in 0..8 {
            stage.line((x + 230, 180), (x + 60 + i * 46, if i % 2 == 0 { 98 } else { 272 }), 2, [110, 128, 136]);
        }
    }
    stage.boxed(x - 10, 330, 430, 40, [196, 194, 188], 4);
    for i in 0..2 {
        let left = x + 40 + i * 200;
        stage.ellipse(left + 60, 366, 76, 30, [246, 246, 244]);
        stage.ellipse(left + 60, 362, 56, 18, [210, 216, 218]);
        stage.rect(left + 54, 310, 12, 44, [164, 170, 176]);
        stage.rect(left + 54, 310, 40, 10, [164, 170, 176]);
        stage.rect(left + 40, 390, 40, 110, [232, 232, 230]);
    }
    if !brush.has(Defect::Missing) {
        stage.boxed(x + 190, 290, 34, 56, [120, 190, 170], 3);
        stage.boxed(x + 410, 250, 70, 90, [236, 236, 232], 4);
        stage.rect(x + 422, 330, 46, 24, [250, 250, 248]);
    } else {
        stage.boxed(x + 410, 250, 70, 90, [150, 152, 150], 4);
    }
}

fn cabins(stage: &mut Canvas, brush: &mut Brush) {
    let door: Rgb = mix([176, 150, 118], [120, 140, 160], brush.style.rng.clone().range(0, 256));
    let open = brush.rng.range(0, 1);
    for i in 0..2 {
        let x = 560 + i * 190;
        stage.boxed(x, 110, 176, 440, scale(door, 190), 5);
        if i == open {
            stage.rect(x + 8, 118, 160, 424, [206, 208, 204]);
            stage.ellipse(x + 90, 470, 52, 24, [250, 250, 250]);
            stage.ellipse(x + 90, 466, 36, 14, [190, 200, 204]);
            stage.boxed(x + 56, 360, 70, 90, [246, 246, 246], 3);
            let roll = if brush.has(Defect::Missing) { [150, 140, 120] } else { [252, 252, 250] };
            stage.ellipse(x + 30, 400, 16, 16, roll);
            stage.poly(&[(x + 8, 118), (x + 40, 140), (x + 40, 560), (x + 8, 542)], scale(door, 226));
        } else {
            stage.boxed(x + 8, 118, 160, 424, door, 3);
            stage.ellipse(x + 148, 330, 9, 9, [200, 196, 180]);
        }
        stage.text(x + 70, 126, 2, [60, 60, 60], if i == 0 { "F" } else { "M" });
    }
    stage.text(570, 70, 2, [70, 80, 90], &brush.scene.station_code);
}

fn closed_door(stage: &mut Canvas, brush: &mut Brush) {
    let x = brush.rng.range(290, 390);
    stage.boxed(x, 60, 320, 520, [150, 128, 100], 10);
    stage.rect(x + 20, 80, 280, 480, [176, 150, 118]);
    stage.boxed(x + 262, 310, 30, 70, [160, 164, 170], 3);
    stage.line((x + 230, 340), (x + 300, 356), 8, [90, 92, 96]);
    stage.boxed(x + 50, 150, 190, 130, [248, 246, 238], 2);
    stage.text_centred(x + 50, 176, 190, 3, [170, 24, 24], "CLOSED");
    stage.text_centred(x + 50, 226, 190, 2, [70, 70, 70], &brush.scene.station_code);
    stage.boxed(x + 350, 120, 90, 90, [40, 90, 170], 3);
    stage.text_centred(x + 350, 148, 90, 4, [250, 250, 250], "WC");
}

/// Shelves with goods and price labels.
pub(crate) fn shelf(stage: &mut Canvas, brush: &mut Brush) {
    let (w, h) = (stage.w, stage.h);
    stage.gradient(0, 0, w, h, scale(brush.style.wall, 250), scale(brush.style.wall, 200));
    stage.rect(20, 30, w - 40, h - 60, [196, 196, 192]);
    stage.rect(20, 30, w - 40, 44, brush.style.brand);
    stage.text(50, 40, 3, brush.style.accent, "STORE");
    stage.text(w - 300, 42, 3, [250, 250, 250], &brush.scene.station_code);
    let mut order = brush.style.rng.clone();
    for row in 0..4 {
        let base = 220 + row * 146;
        stage.rect(20, base - 140, w - 40, 140, mix([90, 88, 84], [140, 138, 132], row * 50));
        let mut x = 40;
        while x < w - 80 {
            let (gw, gh) = (order.range(34, 78), order.range(70, 124));
            let c: Rgb = [order.range(40, 240) as u8, order.range(40, 230) as u8, order.range(40, 230) as u8];
            let round = order.chance(45);
            let facings = brush.rng.range(1, 3);
            let empty = brush.rng.chance(if brush.has(Defect::Missing) { 45 } else { 5 });
            for _ in 0..facings {
                if x < w - 80 && !empty {
                    goods(stage, x, base, gw, gh + brush.rng.range(-5, 5), c, round);
                }
                x += gw + 4;
            }
        }
        stage.rect(20, base, w - 40, 22, [230, 228, 220]);
        labels(stage, brush, base);
    }
    if brush.has(Defect::Dirty) {
        stage.stains([20, 80, w - 40, h - 120], 220, 20, [96, 86, 66], brush.rng);
    }
}

fn goods(stage: &mut Canvas, x: i32, base: i32, w: i32, h: i32, c: Rgb, round: bool) {
    if round {
        stage.rect(x + w / 3, base - h, w / 3, h / 3, scale(c, 190));
        stage.ellipse(x + w / 2, base - h * 2 / 3, w / 2, h / 8, c);
        stage.rect(x, base - h * 2 / 3, w, h * 2 / 3, c);
        stage.rect(x, base - h / 2, w, h / 4, mix(c, [250, 250, 250], 180));
    } else {
        stage.boxed(x, base - h, w, h, c, 2);
        stage.rect(x + w / 6, base - h * 3 / 4, w * 2 / 3, h / 3, mix(c, [250, 250, 250], 160));
        stage.rect(x + w / 6, base - h / 4, w / 2, 4, scale(c, 130));
    }
    stage.rect(x + 3, base - h * 2 / 3, 4, h / 2, mix(c, [255, 255, 255], 120));
}

fn labels(stage: &mut Canvas, brush: &mut Brush, base: i32) {
    for i in 0..7 {
        let x = 50 + i * 128 + brush.rng.range(-8, 8);
        let c = if brush.has(Defect::Wrong) && i % 3 == 1 { [250, 226, 60] } else { [252, 252, 250] };
        stage.rect(x, base + 2, 66, 18, c);
        let price = i64::from(brush.rng.range(200, 4900)) / 10 * 10;
        stage.text(x + 6, base + 7, 1, [30, 30, 30], &super::hundredths(price));
    }
}
