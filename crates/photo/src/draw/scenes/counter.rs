//! Close pictures of displays and boards: dispenser display, payment page, complaint board.

use super::super::Defect;
use super::super::canvas::{Canvas, Rgb, mix, scale};
use super::super::rng::Rng;
use super::{Brush, hundredths};

/// A square code; it looks like a QR code and means nothing.
fn code(stage: &mut Canvas, x: i32, y: i32, cell: i32, rng: &mut Rng) {
    let n = 25;
    stage.rect(x - 2 * cell, y - 2 * cell, (n + 4) * cell, (n + 4) * cell, [252, 252, 252]);
    for row in 0..n {
        let mut bits = rng.next();
        for col in 0..n {
            if bits & 1 == 1 {
                stage.rect(x + col * cell, y + row * cell, cell, cell, [20, 20, 22]);
            }
            bits >>= 1;
        }
    }
    for (fx, fy) in [(0, 0), (n - 7, 0), (0, n - 7)] {
        let (left, top) = (x + fx * cell, y + fy * cell);
        for (inset, c) in [(0, [20, 20, 22]), (1, [252, 252, 252]), (2, [20, 20, 22])] {
            let side = (7 - 2 * inset) * cell;
            stage.rect(left + inset * cell, top + inset * cell, side, side, c);
        }
    }
}

/// The dispenser's display: amount, litres, unit price.
pub(crate) fn pump_display(stage: &mut Canvas, brush: &mut Brush) {
    let (w, h) = (stage.w, stage.h);
    let face = mix([216, 218, 220], [188, 194, 200], brush.rng.range(0, 256));
    stage.gradient(0, 0, w, h, face, scale(face, 214));
    stage.rect(0, 0, w, brush.style.canopy / 2 + 20, brush.style.brand);
    stage.text(60, 24, 4, [250, 250, 250], brush.style.name);
    let (x, y) = (brush.rng.range(70, 130), brush.rng.range(130, 180));
    stage.boxed(x, y, 700, 400, [44, 48, 50], 10);
    let paper = mix([176, 196, 170], [150, 186, 196], brush.style.rng.clone().range(0, 256));
    let ink = [24, 34, 30];
    let amount = brush.sale.amount_fen + if brush.has(Defect::Wrong) { 130 } else { 0 };
    let rows = [
        ("AMOUNT YUAN", hundredths(amount)),
        ("VOLUME LITRE", hundredths(brush.sale.litres_ml / 10)),
        ("PRICE YUAN/L", hundredths(brush.sale.unit_price_fen)),
    ];
    for (i, (name, value)) in rows.iter().enumerate() {
        let top = y + 20 + i as i32 * 124;
        stage.boxed(x + 24, top, 440, 112, paper, 3);
        let (digits, faint) = (format!("{value:>7}"), mix(paper, ink, 16));
        stage.segments(x + 46, top + 14, 84, ink, faint, &digits);
        stage.text(x + 482, top + 44, 2, [226, 228, 226], name);
    }
    stage.boxed(x + 40, y + 430, 140, 80, scale(brush.style.accent, 240), 4);
    stage.text(x + 56, y + 452, 4, scale(brush.style.brand, 180), &brush.sale.grade);
    stage.text(x + 230, y + 440, 3, [60, 62, 66], &format!("NOZZLE {:02}", brush.sale.nozzle));
    stage.text(x + 230, y + 480, 3, [60, 62, 66], &brush.scene.station_code);
    let glare = brush.rng.range(0, 600);
    for i in 0..40 {
        stage.tint(x + glare + i * 2, y + i * 9, 60, 9, [250, 250, 250], 34);
    }
    if brush.has(Defect::Dirty) {
        stage.stains([x, y, 700, 400], 160, 22, [104, 96, 76], brush.rng);
    }
    if brush.has(Defect::Broken) {
        for i in 0..9 {
            stage.line(
                (x + 300, y + 190),
                (x + 30 + i * 80, y + if i % 2 == 0 { 10 } else { 390 }),
                2,
                [220, 226, 226],
            );
        }
    }
}

/// The payment page of a phone (upright).
pub(crate) fn payment_screen(stage: &mut Canvas, brush: &mut Brush) {
    let (w, h) = (stage.w, stage.h);
    let desk = mix([120, 92, 66], [70, 76, 86], brush.rng.range(0, 256));
    stage.gradient(0, 0, w, h, desk, scale(desk, 200));
    for i in 0..40 {
        stage.rect(0, i * 26 + brush.rng.range(0, 14), w, brush.rng.range(1, 4), scale(desk, 232));
    }
    let (x, y) = (brush.rng.range(110, 180), brush.rng.range(50, 100));
    stage.boxed(x, y, 430, 810, [22, 22, 24], 6);
    let theme: Rgb = brush.rng.pick(&[[26, 160, 82], [28, 118, 214]]);
    stage.rect(x + 16, y + 40, 398, 720, [246, 247, 248]);
    stage.rect(x + 16, y + 40, 398, 110, theme);
    stage.text_centred(x + 16, y + 80, 398, 3, [250, 250, 250], "PAYMENT DONE");
    stage.ellipse(x + 215, y + 230, 50, 50, theme);
    stage.line((x + 192, y + 228), (x + 210, y + 246), 9, [250, 250, 250]);
    stage.line((x + 210, y + 246), (x + 242, y + 210), 9, [250, 250, 250]);
    stage.text_centred(x + 16, y + 310, 398, 5, [30, 32, 36], &hundredths(brush.sale.amount_fen));
    stage.text_centred(x + 16, y + 360, 398, 2, [120, 124, 130], "CNY");
    let payee = if brush.has(Defect::Wrong) { "MR W*** (PERSON)" } else { brush.style.name };
    let rows = [
        ("PAYEE", payee.to_string()),
        ("STATION", brush.scene.station_code.clone()),
        ("GOODS", format!("FUEL {}", brush.sale.grade)),
        ("NOZZLE", format!("{:02}", brush.sale.nozzle)),
    ];
    for (i, (name, value)) in rows.iter().enumerate() {
        let top = y + 420 + i as i32 * 50;
        stage.rect(x + 36, top + 32, 358, 1, [220, 222, 226]);
        stage.text(x + 36, top, 2, [130, 134, 140], name);
        stage.text(x + 160, top, 2, [34, 36, 40], value);
    }
    let mut own = brush.rng.clone();
    code(stage, x + 170, y + 636, 4, &mut own);
}

/// The board with complaint number and rating code (upright).
pub(crate) fn complaint_board(stage: &mut Canvas, brush: &mut Brush) {
    let (w, h) = (stage.w, stage.h);
    let wall = brush.style.wall;
    stage.gradient(0, 0, w, h, scale(wall, 262), scale(wall, 224));
    for x in (0..w).step_by(brush.style.tile as usize * 3) {
        stage.rect(x, 0, 2, h, scale(wall, 232));
    }
    stage.rect(0, h - 120, w, 120, scale(brush.style.floor, 220));
    for _ in 0..brush.rng.range(1, 3) {
        let (x, y) = (brush.rng.range(0, w - 160), brush.rng.range(660, 780));
        let c = [brush.rng.range(60, 220) as u8, brush.rng.range(60, 220) as u8, brush.rng.range(60, 220) as u8];
        stage.boxed(x, y, brush.rng.range(90, 240), 300, c, 4);
    }
    let (x, y) = (brush.rng.range(90, 150), brush.rng.range(80, 140));
    if brush.has(Defect::Missing) {
        for (px, py) in [(x, y), (x + 470, y), (x, y + 560), (x + 470, y + 560)] {
            stage.ellipse(px, py, 7, 7, [90, 90, 92]);
        }
        stage.rect(x + 10, y + 10, 450, 540, scale(wall, 270));
        return;
    }
    stage.boxed(x, y, 480, 570, [244, 244, 240], 8);
    stage.rect(x + 8, y + 8, 464, 90, brush.style.brand);
    stage.text_centred(x, y + 34, 480, 4, [250, 250, 250], "YOUR OPINION");
    stage.text(x + 40, y + 120, 2, [60, 62, 66], "COMPLAINTS AND PRAISE");
    let mut own = brush.style.rng.clone();
    let number = format!("400-{:03}-{:04}", own.range(100, 999), own.range(0, 9999));
    stage.text(x + 40, y + 156, 4, scale(brush.style.brand, 210), &number);
    code(stage, x + 140, y + 230, 8, &mut own);
    stage.text_centred(x, y + 480, 480, 2, [60, 62, 66], "SCAN TO RATE THIS STATION");
    stage.text_centred(x, y + 516, 480, 3, [40, 42, 46], &brush.scene.station_code);
    if brush.has(Defect::Broken) {
        let rip = [(x + 480, y + 300), (x + 330, y + 360), (x + 350, y + 450), (x + 220, y + 570), (x + 480, y + 570)];
        stage.poly(&rip, scale(wall, 246));
    }
    if brush.has(Defect::Blocked) {
        stage.boxed(x + 60, y + 200, 360, 460, [120, 150, 90], 6);
        stage.speckle([x + 70, y + 210, 340, 300], 120, 40, [56, 110, 50], brush.rng);
    }
    if brush.has(Defect::Dirty) {
        stage.stains([x, y, 480, 570], 200, 26, [120, 106, 80], brush.rng);
    }
}
