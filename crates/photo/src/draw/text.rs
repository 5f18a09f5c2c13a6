//! Letters (ASCII, a public-domain 8 by 8 font) and the seven-segment digits of pumps and price boards.

use font8x8::UnicodeFonts;

use super::canvas::{Canvas, Rgb};

/// Width in pixels of a line of text.
pub(crate) fn width(text: &str, size: i32) -> i32 {
    text.chars().count() as i32 * size * 8
}

/// Doubles a glyph and rounds its corners (the EPX rule), so that big letters do not look like bricks.
fn doubled(glyph: [u8; 8]) -> [u16; 16] {
    let bit = |x: i32, y: i32| (0..8).contains(&x) && (0..8).contains(&y) && glyph[y as usize] >> x & 1 == 1;
    let mut out = [0_u16; 16];
    for y in 0..8 {
        for x in 0..8 {
            let p = bit(x, y);
            let (up, down, left, right) = (bit(x, y - 1), bit(x, y + 1), bit(x - 1, y), bit(x + 1, y));
            let corner = |a: bool, b: bool, c: bool, d: bool| if a == b && a != c && b != d { a } else { p };
            let quad = [
                corner(left, up, down, right),
                corner(up, right, left, down),
                corner(left, down, up, right),
                corner(down, right, left, up),
            ];
            for (i, on) in quad.into_iter().enumerate() {
                if on {
                    out[y as usize * 2 + i / 2] |= 1 << (x * 2 + i as i32 % 2);
                }
            }
        }
    }
    out
}

impl Canvas {
    /// Writes a line of ASCII; a letter is `8 * size` pixels high. Other characters become `?`.
    pub(crate) fn text(&mut self, x: i32, y: i32, size: i32, c: Rgb, text: &str) {
        for (i, ch) in text.chars().enumerate() {
            let known = font8x8::BASIC_FONTS.get(ch).or_else(|| font8x8::BASIC_FONTS.get('?'));
            let Some(glyph) = known else { continue };
            let left = x + i as i32 * 8 * size;
            if size % 2 == 0 {
                self.bits(left, y, size / 2, c, &doubled(glyph));
            } else {
                self.bits(left, y, size, c, &glyph.map(u16::from));
            }
        }
    }

    fn bits(&mut self, x: i32, y: i32, cell: i32, c: Rgb, rows: &[u16]) {
        for (r, row) in rows.iter().enumerate() {
            let mut bits = u32::from(*row);
            while bits != 0 {
                let from = bits.trailing_zeros();
                let run = (bits >> from).trailing_ones();
                self.rect(x + from as i32 * cell, y + r as i32 * cell, run as i32 * cell, cell, c);
                bits &= !(((1 << run) - 1) << from);
            }
        }
    }

    /// Writes a line centred in a box of width `w`.
    pub(crate) fn text_centred(&mut self, x: i32, y: i32, w: i32, size: i32, c: Rgb, text: &str) {
        self.text(x + (w - width(text, size)) / 2, y, size, c, text);
    }

    /// Seven-segment digits, `h` pixels high, dots between them; unlit segments stay faintly visible.
    pub(crate) fn segments(&mut self, x: i32, y: i32, h: i32, lit: Rgb, unlit: Rgb, digits: &str) {
        let (w, t) = (h / 2, (h / 9).max(1));
        let mut left = x;
        for ch in digits.chars() {
            if ch == '.' {
                self.rect(left - t, y + h - t, t, t, lit);
                left += t;
                continue;
            }
            let mask = ch.to_digit(10).map_or(0, |d| SEGMENTS[d as usize]);
            let half = h / 2;
            let bars = [
                (left + t, y, w - 2 * t, t),
                (left + w - t, y + t / 2, t, half - t / 2),
                (left + w - t, y + half, t, half - t / 2),
                (left + t, y + h - t, w - 2 * t, t),
                (left, y + half, t, half - t / 2),
                (left, y + t / 2, t, half - t / 2),
                (left + t, y + half - t / 2, w - 2 * t, t),
            ];
            for (i, (bx, by, bw, bh)) in bars.into_iter().enumerate() {
                self.rect(bx, by, bw, bh, if mask >> i & 1 == 1 { lit } else { unlit });
            }
            left += w + 2 * t;
        }
    }
}

/// Segments a (bit 0) to g (bit 6) of the digits 0 to 9.
const SEGMENTS: [u8; 10] = [0x3f, 0x06, 0x5b, 0x4f, 0x66, 0x6d, 0x7d, 0x07, 0x7f, 0x6f];
