//! Receipts on whatever they were photographed on.

use super::super::Defect;
use super::super::canvas::{Canvas, mix, scale};
use super::{Brush, hundredths};
use crate::exif;

/// What lies under the receipt: wood, cloth, a car seat.
fn underlay(stage: &mut Canvas, brush: &mut Brush) {
    let (w, h) = (stage.w, stage.h);
    let base =
        brush.rng.pick(&[[122, 88, 58], [58, 60, 66], [160, 150, 136], [40, 62, 92], [96, 44, 40], [74, 92, 70]]);
    stage.gradient(0, 0, w, h, base, scale(base, brush.rng.range(170, 300)));
    match brush.rng.range(0, 2) {
        0 => {
            for i in 0..60 {
                let y = i * 20 + brush.rng.range(0, 14);
                stage.rect(0, y, w, brush.rng.range(1, 5), scale(base, brush.rng.range(205, 290)));
            }
        }
        1 => {
            for i in 0..w / 12 {
                stage.rect(i * 12, 0, 3, h, scale(base, 228));
            }
            for i in 0..h / 12 {
                stage.rect(0, i * 12, w, 3, scale(base, 236));
            }
        }
        _ => {
            stage.speckle([0, 0, w, h], 260, 26, scale(base, 300), brush.rng);
            let x = brush.rng.range(0, w);
            stage.line((x, 0), (x + brush.rng.range(-200, 200), h), 10, scale(base, 160));
        }
    }
    for _ in 0..brush.rng.range(0, 2) {
        let c = [brush.rng.range(30, 230) as u8, brush.rng.range(30, 230) as u8, brush.rng.range(30, 230) as u8];
        let (x, y) = (brush.rng.range(-60, w), brush.rng.range(-60, h));
        stage.boxed(x, y, brush.rng.range(60, 200), brush.rng.range(60, 160), c, 4);
    }
}

/// The paper itself with its lines; returns nothing, clips at the stage.
fn print(stage: &mut Canvas, brush: &mut Brush, title: &str, lines: &[String]) {
    underlay(stage, brush);
    let (paper, ink) = (mix([250, 249, 244], [240, 234, 220], brush.rng.range(0, 256)), brush.rng.range(30, 90) as u8);
    let height = 150 + lines.len() as i32 * 34;
    let x = brush.rng.range(70, 190);
    let y = brush.rng.range(50, (stage.h - height - 40).max(60));
    let torn = if brush.has(Defect::Missing) { height * 2 / 3 } else { height };
    stage.tint(x + 10, y + 12, 440, torn, [0, 0, 0], 90);
    stage.rect(x, y, 440, torn, paper);
    for i in 0..22 {
        let dent = brush.rng.range(2, 9);
        stage.poly(&[(x + i * 20, y + torn), (x + i * 20 + 10, y + torn + dent), (x + i * 20 + 20, y + torn)], paper);
    }
    let fold = y + brush.rng.range(height / 4, height * 3 / 4);
    stage.tint(x, fold, 440, 3, [0, 0, 0], 30);
    stage.tint(x, fold + 3, 440, torn.min(height) - (fold - y) - 3, [0, 0, 0], 12);
    let c = [ink, ink, ink.saturating_add(8)];
    stage.text_centred(x, y + 26, 440, 3, c, title);
    stage.text_centred(x, y + 60, 440, 2, c, brush.style.name);
    stage.rect(x + 24, y + 88, 392, 2, c);
    for (i, line) in lines.iter().enumerate() {
        let top = y + 106 + i as i32 * 34;
        if top + 16 < y + torn {
            stage.text(x + 28, top, 2, c, line);
        }
    }
    if brush.has(Defect::Dirty) {
        stage.stains([x, y, 440, torn], 50, 50, [190, 176, 150], brush.rng);
    }
}

/// Name left, value right, 24 letters wide.
fn line(name: &str, value: &str) -> String {
    let space = 24_usize.saturating_sub(name.len());
    format!("{name}{value:>space$}")
}

/// A fuel receipt: station, nozzle, grade, price, litres, amount, time.
pub(crate) fn fuel_receipt(stage: &mut Canvas, brush: &mut Brush) {
    let sale = brush.sale.clone();
    let amount = sale.amount_fen + if brush.has(Defect::Wrong) { 130 } else { 0 };
    let local = exif::local_text(brush.scene.at_ms);
    let lines = [
        line("STATION", &brush.scene.station_code),
        line("NO", &format!("{:08}", brush.rng.range(1, 99_999_999))),
        line("NOZZLE", &format!("{:02}", sale.nozzle)),
        line("GRADE", &sale.grade),
        line("PRICE/L", &hundredths(sale.unit_price_fen)),
        line("LITRES", &hundredths(sale.litres_ml / 10)),
        line("AMOUNT", &hundredths(amount)),
        line("PAID", brush.rng.pick(&["WECHAT", "ALIPAY", "CARD", "CASH"])),
        line("DATE", &local[..10].replace(':', "-")),
        line("TIME", &local[11..]),
        String::new(),
        "   THANK YOU".to_string(),
    ];
    print(stage, brush, "FUEL RECEIPT", &lines);
}

/// A receipt of the store: a few goods and the total.
pub(crate) fn store_receipt(stage: &mut Canvas, brush: &mut Brush) {
    const GOODS: [(&str, i64); 8] = [
        ("MINERAL WATER", 200),
        ("GREEN TEA", 400),
        ("BISCUITS", 850),
        ("CHEWING GUM", 600),
        ("TISSUES", 300),
        ("COFFEE", 990),
        ("INSTANT NOODLE", 550),
        ("WINDSCREEN FLUID", 1800),
    ];
    let local = exif::local_text(brush.scene.at_ms);
    let mut lines = vec![
        line("STATION", &brush.scene.station_code),
        line("NO", &format!("{:07}", brush.rng.range(1, 9_999_999))),
        line("DATE", &local[..10].replace(':', "-")),
        line("TIME", &local[11..]),
        String::new(),
    ];
    let mut total = 0;
    for _ in 0..brush.rng.range(1, 5) {
        let (name, price) = brush.rng.pick(&GOODS);
        total += price;
        lines.push(line(name, &hundredths(price)));
    }
    lines.push(line("TOTAL", &hundredths(total)));
    lines.push("   SEE YOU AGAIN".to_string());
    print(stage, brush, "STORE", &lines);
}
