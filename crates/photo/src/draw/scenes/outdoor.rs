//! Pictures from the road and the lanes: forecourt, brand sign, price board.

use super::super::Defect;
use super::super::canvas::{Canvas, Rgb, mix, scale};
use super::super::rng::Rng;
use super::{Brush, hundredths};

/// Sky, skyline, trees and ground down to the bottom of the stage.
fn backdrop(stage: &mut Canvas, brush: &mut Brush, horizon: i32) {
    let night = brush.scene.night;
    let weather = brush.rng.range(0, 256);
    let (top, low) = if night {
        ([10, 14, 30], [44, 42, 58])
    } else {
        (mix([70, 130, 210], [150, 158, 168], weather), mix([186, 212, 236], [206, 206, 204], weather))
    };
    stage.gradient(0, 0, stage.w, horizon, top, low);
    if !night {
        clouds(stage, brush.rng, horizon, mix(low, [250, 250, 250], 150));
    }
    skyline(stage, &mut brush.style.rng.clone(), horizon, night);
    let ground = if night { scale(brush.style.floor, 110) } else { brush.style.floor };
    stage.gradient(0, horizon, stage.w, stage.h - horizon, mix(ground, low, 70), scale(ground, 225));
    let (w, h) = (stage.w, stage.h);
    stage.speckle([0, horizon + 20, w, h - horizon], 90, 14, scale(ground, 205), brush.rng);
}

fn clouds(stage: &mut Canvas, rng: &mut Rng, horizon: i32, c: Rgb) {
    for _ in 0..rng.range(0, 5) {
        let (x, y) = (rng.range(0, stage.w), rng.range(20, horizon * 2 / 3));
        for _ in 0..6 {
            let (ox, oy) = (rng.range(-70, 70), rng.range(-12, 12));
            stage.ellipse(x + ox, y + oy, rng.range(25, 70), rng.range(8, 22), c);
        }
    }
}

fn skyline(stage: &mut Canvas, rng: &mut Rng, horizon: i32, night: bool) {
    let mut x = -20;
    while x < stage.w {
        let (w, h) = (rng.range(40, 120), rng.range(20, 130));
        let c = mix([150, 156, 164], [196, 186, 176], rng.range(0, 256));
        let c = if night { scale(c, 60) } else { c };
        stage.rect(x, horizon - h, w, h, c);
        for wy in (horizon - h + 10..horizon - 8).step_by(18) {
            for wx in (x + 8..x + w - 10).step_by(16) {
                let lit = if night && rng.chance(30) { [220, 190, 110] } else { scale(c, 190) };
                stage.rect(wx, wy, 8, 9, lit);
            }
        }
        x += w + rng.range(0, 60);
    }
    for _ in 0..rng.range(2, 7) {
        let (x, r) = (rng.range(0, stage.w), rng.range(20, 44));
        let green = if night { [18, 34, 22] } else { [62, 104, 58] };
        stage.rect(x - 4, horizon - r, 8, r, [70, 56, 44]);
        stage.ellipse(x, horizon - r - r / 2, r, r, green);
        stage.speckle([x - r + 6, horizon - 2 * r, 2 * r - 12, r], 14, 8, scale(green, 320), rng);
    }
}

/// A car from the side; plates are left out on purpose.
fn car(stage: &mut Canvas, x: i32, y: i32, size: i32, c: Rgb) {
    let u = size / 20;
    stage.ellipse(x + 10 * u, y + u / 2, 10 * u, u, [40, 40, 42]);
    stage.poly(
        &[
            (x, y),
            (x, y - 3 * u),
            (x + 3 * u, y - 4 * u),
            (x + 18 * u, y - 4 * u),
            (x + 20 * u, y - 2 * u),
            (x + 20 * u, y),
        ],
        c,
    );
    stage.poly(
        &[(x + 4 * u, y - 4 * u), (x + 7 * u, y - 7 * u), (x + 13 * u, y - 7 * u), (x + 17 * u, y - 4 * u)],
        scale(c, 225),
    );
    let glass = [70, 88, 102];
    stage.poly(
        &[(x + 5 * u, y - 4 * u), (x + 7 * u, y - 6 * u), (x + 10 * u, y - 6 * u), (x + 10 * u, y - 4 * u)],
        glass,
    );
    stage.poly(
        &[(x + 11 * u, y - 4 * u), (x + 11 * u, y - 6 * u), (x + 13 * u, y - 6 * u), (x + 16 * u, y - 4 * u)],
        glass,
    );
    for wheel in [x + 5 * u, x + 15 * u] {
        stage.ellipse(wheel, y, 2 * u, 2 * u, [28, 28, 30]);
        stage.ellipse(wheel, y, u, u, [150, 152, 156]);
    }
}

fn shop(stage: &mut Canvas, brush: &Brush, horizon: i32) {
    let night = brush.scene.night;
    let x = if brush.style.shop_left { 40 } else { stage.w - 420 };
    let wall = if night { scale(brush.style.wall, 120) } else { brush.style.wall };
    stage.boxed(x, horizon - 130, 380, 165, wall, 3);
    stage.rect(x, horizon - 130, 380, 26, brush.style.brand);
    stage.text(x + 20, horizon - 125, 2, brush.style.accent, "STORE");
    let glass = if night { [236, 222, 170] } else { [110, 136, 152] };
    for i in 0..5 {
        stage.boxed(x + 14 + i * 72, horizon - 88, 62, 100, glass, 3);
    }
    stage.rect(x + 160, horizon - 88, 60, 123, scale(glass, 200));
}

fn pump(stage: &mut Canvas, brush: &Brush, x: i32, y: i32, size: i32, number: i32) {
    let dim = if brush.scene.night { 205 } else { 256 };
    stage.boxed(x - size / 4, y, size + size / 2, size / 5, scale([176, 174, 166], dim), 2);
    stage.boxed(x, y - size * 9 / 5, size, size * 9 / 5, scale([226, 228, 228], dim), 2);
    stage.rect(x, y - size * 9 / 5, size, size / 3, scale(brush.style.brand, dim));
    stage.text_centred(x, y - size * 9 / 5 + 4, size, (size / 24).max(1), brush.style.accent, &format!("{number}"));
    stage.rect(x + size / 8, y - size * 4 / 3, size * 3 / 4, size / 3, [40, 52, 48]);
    for (i, c) in [[40, 140, 70], [220, 60, 40], [230, 180, 30]].into_iter().enumerate() {
        let left = x + size / 8 + i as i32 * size / 4;
        stage.rect(left, y - size * 4 / 5, size / 6, size / 4, c);
        stage.line((left + size / 12, y - size / 2), (x + size / 2, y - 6), (size / 24).max(1), [24, 24, 24]);
    }
}

/// The whole forecourt: canopy, columns, islands, cars, shop.
pub(crate) fn forecourt(stage: &mut Canvas, brush: &mut Brush) {
    let horizon = brush.style.horizon;
    backdrop(stage, brush, horizon);
    shop(stage, brush, horizon);
    lane_marks(stage, horizon);
    let colours: [Rgb; 6] =
        [[226, 226, 224], [34, 36, 42], [150, 24, 28], [46, 74, 128], [128, 130, 134], [196, 178, 140]];
    for _ in 0..brush.rng.range(0, 2) {
        let (x, c) = (brush.rng.range(-60, stage.w - 100), brush.rng.pick(&colours));
        car(stage, x, horizon + brush.rng.range(62, 92), brush.rng.range(170, 220), c);
    }
    let gap = stage.w / brush.style.columns;
    for i in 0..brush.style.columns {
        let x = gap / 2 + i * gap;
        stage.boxed(x - 13, brush.style.canopy, 26, horizon + 96 - brush.style.canopy, [214, 214, 210], 4);
        pump(stage, brush, x - 80, horizon + 110, 62, 2 * i + 1);
        pump(stage, brush, x + 22, horizon + 122, 68, 2 * i + 2);
    }
    canopy(stage, brush);
    for _ in 0..brush.rng.range(0, 2) {
        let (x, c) = (brush.rng.range(-100, stage.w - 200), brush.rng.pick(&colours));
        car(stage, x, horizon + brush.rng.range(180, 260), brush.rng.range(300, 400), c);
    }
    faults_on_the_ground(stage, brush, horizon);
}

fn lane_marks(stage: &mut Canvas, horizon: i32) {
    for i in -2..7_i32 {
        let x = i * 190;
        let foot = 480 + (x - 480) * 2;
        stage.poly(&[(x, horizon + 40), (x + 6, horizon + 40), (foot + 18, stage.h), (foot, stage.h)], [206, 196, 120]);
    }
}

fn canopy(stage: &mut Canvas, brush: &mut Brush) {
    let (y, night) = (brush.style.canopy, brush.scene.night);
    let (left, right) = (30, stage.w - 30);
    stage.poly(
        &[(left, y), (right, y), (right - 70, y + 34), (left + 70, y + 34)],
        if night { [210, 208, 190] } else { [182, 184, 186] },
    );
    for i in 0..8 {
        let x = left + 100 + i * 96;
        let dead = brush.has(Defect::Broken) && (i == 2 || i == 5 || i == 6);
        if night && !dead {
            stage.glow(x, y + 16, 190, [250, 236, 190], 100);
        }
        stage.rect(x - 18, y + 10, 36, 8, if dead { [70, 70, 70] } else { [252, 250, 232] });
    }
    let band = if brush.has(Defect::Dirty) { mix(brush.style.brand, [110, 100, 80], 110) } else { brush.style.brand };
    stage.rect(left, y - 62, right - left, 62, band);
    stage.rect(left, y - 10, right - left, 10, brush.style.accent);
    stage.text(left + 40, y - 50, 4, [250, 250, 250], brush.style.name);
    stage.text(right - 240, y - 42, 3, [250, 250, 250], &brush.scene.station_code);
    if brush.has(Defect::Dirty) {
        stage.stains([left, y - 60, right - left, 56], 70, 30, [92, 84, 66], brush.rng);
    }
}

fn faults_on_the_ground(stage: &mut Canvas, brush: &mut Brush, horizon: i32) {
    if brush.has(Defect::Dirty) {
        let (x, y) = (brush.rng.range(200, 700), horizon + 200);
        stage.ellipse(x, y, 120, 34, [46, 44, 44]);
        stage.ellipse(x + 40, y + 6, 60, 14, [70, 64, 82]);
    }
    if brush.has(Defect::Blocked) {
        for i in 0..5 {
            let x = 330 + i * 62;
            stage.boxed(x, horizon + 150 - i % 2 * 30, 70, 70, [176, 136, 88], 3);
            stage.line((x, horizon + 184), (x + 70, horizon + 184), 4, [150, 112, 70]);
        }
    }
    if brush.has(Defect::Closed) {
        for i in 0..4 {
            let x = 180 + i * 170;
            stage.poly(&[(x, horizon + 230), (x + 24, horizon + 150), (x + 48, horizon + 230)], [232, 92, 30]);
            stage.rect(x + 12, horizon + 186, 24, 12, [244, 244, 240]);
        }
        stage.rect(190, horizon + 160, 540, 8, [240, 200, 40]);
    }
}

/// The monolith at the road (upright).
pub(crate) fn brand_sign(stage: &mut Canvas, brush: &mut Brush) {
    let horizon = stage.h - 240;
    backdrop(stage, brush, horizon);
    let night = brush.scene.night;
    let x = brush.rng.range(170, 270);
    stage.boxed(x + 40, 620, 220, 200, [150, 150, 150], 6);
    stage.boxed(x, 110, 300, 540, brush.style.brand, 8);
    stage.rect(x + 8, 330, 284, 16, brush.style.accent);
    stage.ellipse(x + 150, 215, 84, 84, brush.style.accent);
    stage.ellipse(x + 150, 215, 56, 56, brush.style.brand);
    stage.ellipse(x + 150, 215, 24, 24, brush.style.accent);
    for (row, word) in brush.style.name.split(' ').enumerate() {
        let (count, size) = (word.len() as i32, if word.len() > 7 { 4 } else { 5 });
        for (i, letter) in word.chars().enumerate() {
            let gone = brush.has(Defect::Missing) && (i == 1 || i == 4);
            let dead = brush.has(Defect::Broken) && (i == 2 || i == 5);
            let c = match (gone, dead) {
                (true, _) => scale(brush.style.brand, 232),
                (_, true) => [120, 116, 110],
                _ => [250, 250, 246],
            };
            let left = x + 150 - count * size * 4 + i as i32 * size * 8;
            stage.text(left, 380 + row as i32 * 80, size, c, &letter.to_string());
        }
    }
    stage.text_centred(x, 600, 300, 4, brush.style.accent, &brush.scene.station_code);
    if night {
        stage.glow(x + 150, 300, 330, [200, 200, 180], 90);
    }
    if brush.has(Defect::Dirty) {
        stage.stains([x + 8, 118, 284, 520], 160, 34, [96, 88, 70], brush.rng);
    }
    if brush.has(Defect::Blocked) {
        for _ in 0..60 {
            let (tx, ty) = (brush.rng.range(x - 80, x + 220), brush.rng.range(240, 620));
            stage.ellipse(tx, ty, 46, 38, mix([40, 84, 42], [84, 128, 66], brush.rng.range(0, 256)));
        }
        stage.rect(x + 40, 600, 26, 230, [80, 60, 44]);
    }
}

/// The price board: four grades in seven-segment digits.
pub(crate) fn price_board(stage: &mut Canvas, brush: &mut Brush) {
    let horizon = brush.style.horizon + 120;
    backdrop(stage, brush, horizon);
    let night = brush.scene.night;
    let (x, y) = (brush.rng.range(190, 300), brush.rng.range(70, 110));
    stage.boxed(x + 60, y + 480, 40, 180, [140, 140, 142], 5);
    stage.boxed(x + 380, y + 480, 40, 180, [140, 140, 142], 5);
    stage.boxed(x, y, 480, 490, scale(brush.style.brand, 200), 10);
    stage.rect(x + 10, y + 10, 460, 84, brush.style.brand);
    stage.text_centred(x, y + 30, 480, 5, [250, 250, 246], brush.style.name);
    let lit = if night { [255, 96, 60] } else { [236, 56, 40] };
    let mut rows = vec![("92#", 738_i64), ("95#", 786), ("98#", 886), ("0#", 702)];
    for row in &mut rows {
        if row.0 == brush.sale.grade {
            row.1 = brush.sale.unit_price_fen + if brush.has(Defect::Wrong) { 20 } else { 0 };
        }
    }
    for (i, (grade, price)) in rows.iter().enumerate() {
        let top = y + 112 + i as i32 * 92;
        stage.boxed(x + 20, top, 440, 82, [24, 26, 28], 3);
        stage.text(x + 36, top + 26, 4, [244, 240, 220], grade);
        let dead = brush.has(Defect::Broken) && i == 1;
        let c = if dead { mix(lit, [30, 20, 20], 210) } else { lit };
        stage.segments(x + 240, top + 10, 62, c, [44, 34, 34], &hundredths(*price));
        if night && !dead {
            stage.glow(x + 320, top + 40, 130, [255, 70, 40], 70);
        }
    }
    stage.text(x + 20, y + 496, 2, [240, 240, 236], &brush.scene.station_code);
    if brush.has(Defect::Dirty) {
        stage.stains([x, y, 480, 490], 120, 30, [96, 88, 70], brush.rng);
    }
}
