//! The stage a scene is painted on: flat colours, gradients, polygons. Everything clips, nothing panics.

use super::rng::Rng;

/// Red, green, blue.
pub(crate) type Rgb = [u8; 3];

/// Pixels in rows, three bytes each.
#[derive(Debug, Clone)]
pub(crate) struct Canvas {
    pub(crate) w: i32,
    pub(crate) h: i32,
    pub(crate) px: Vec<u8>,
}

/// Mixes two colours; `t` runs from 0 (all `a`) to 256 (all `b`).
pub(crate) fn mix(a: Rgb, b: Rgb, t: i32) -> Rgb {
    let t = t.clamp(0, 256);
    std::array::from_fn(|i| ((i32::from(a[i]) * (256 - t) + i32::from(b[i]) * t) >> 8) as u8)
}

/// Makes a colour lighter (above 256) or darker (below 256).
pub(crate) fn scale(c: Rgb, by: i32) -> Rgb {
    c.map(|v| ((i32::from(v) * by) >> 8).clamp(0, 255) as u8)
}

impl Canvas {
    pub(crate) fn new(w: i32, h: i32, c: Rgb) -> Self {
        let px = c.repeat((w * h) as usize);
        Canvas { w, h, px }
    }

    /// One row of pixels from `x0` up to but without `x1`, clipped.
    fn span(&mut self, y: i32, x0: i32, x1: i32) -> &mut [u8] {
        let (x0, x1) = (x0.clamp(0, self.w), x1.clamp(0, self.w));
        if y < 0 || y >= self.h || x1 <= x0 {
            return &mut [];
        }
        let row = (y * self.w) as usize * 3;
        &mut self.px[row + x0 as usize * 3..row + x1 as usize * 3]
    }

    fn fill_span(&mut self, y: i32, x0: i32, x1: i32, c: Rgb) {
        for p in self.span(y, x0, x1).chunks_exact_mut(3) {
            p.copy_from_slice(&c);
        }
    }

    pub(crate) fn rect(&mut self, x: i32, y: i32, w: i32, h: i32, c: Rgb) {
        for row in y.max(0)..(y + h).min(self.h) {
            self.fill_span(row, x, x + w, c);
        }
    }

    /// A rectangle with a darker rim, as most boxes in a photo have.
    pub(crate) fn boxed(&mut self, x: i32, y: i32, w: i32, h: i32, c: Rgb, rim: i32) {
        self.rect(x, y, w, h, scale(c, 150));
        self.rect(x + rim, y + rim, w - 2 * rim, h - 2 * rim, c);
    }

    pub(crate) fn gradient(&mut self, x: i32, y: i32, w: i32, h: i32, top: Rgb, bottom: Rgb) {
        for row in y.max(0)..(y + h).min(self.h) {
            self.fill_span(row, x, x + w, mix(top, bottom, (row - y) * 256 / h.max(1)));
        }
    }

    /// Lays a colour over what is there; `alpha` from 0 to 256.
    pub(crate) fn tint(&mut self, x: i32, y: i32, w: i32, h: i32, c: Rgb, alpha: i32) {
        for row in y.max(0)..(y + h).min(self.h) {
            for p in self.span(row, x, x + w).chunks_exact_mut(3) {
                let mixed = mix([p[0], p[1], p[2]], c, alpha);
                p.copy_from_slice(&mixed);
            }
        }
    }

    /// A filled polygon (even-odd rule).
    pub(crate) fn poly(&mut self, points: &[(i32, i32)], c: Rgb) {
        let top = points.iter().map(|p| p.1).min().unwrap_or(0).max(0);
        let bottom = points.iter().map(|p| p.1).max().unwrap_or(0).min(self.h - 1);
        let mut cuts: Vec<i32> = Vec::with_capacity(points.len());
        for y in top..=bottom {
            cuts.clear();
            for (i, a) in points.iter().enumerate() {
                let b = points[(i + 1) % points.len()];
                if (a.1 <= y) != (b.1 <= y) {
                    cuts.push(a.0 + (y - a.1) * (b.0 - a.0) / (b.1 - a.1));
                }
            }
            cuts.sort_unstable();
            for pair in cuts.chunks_exact(2) {
                self.fill_span(y, pair[0], pair[1] + 1, c);
            }
        }
    }

    pub(crate) fn line(&mut self, a: (i32, i32), b: (i32, i32), thick: i32, c: Rgb) {
        let (dx, dy) = ((b.0 - a.0).abs(), (b.1 - a.1).abs());
        let (ox, oy) = if dx > dy { (0, thick) } else { (thick, 0) };
        self.poly(&[a, b, (b.0 + ox, b.1 + oy), (a.0 + ox, a.1 + oy)], c);
    }

    pub(crate) fn ellipse(&mut self, cx: i32, cy: i32, rx: i32, ry: i32, c: Rgb) {
        for y in (cy - ry).max(0)..(cy + ry + 1).min(self.h) {
            let d = i64::from(y - cy);
            let inside = i64::from(ry) * i64::from(ry) - d * d;
            let half = (inside.max(0).isqrt() * i64::from(rx) / i64::from(ry.max(1))) as i32;
            self.fill_span(y, cx - half, cx + half + 1, c);
        }
    }

    /// A lamp's halo: adds light that falls off with the distance.
    pub(crate) fn glow(&mut self, cx: i32, cy: i32, r: i32, c: Rgb, strength: i32) {
        let rr = (r * r).max(1);
        for y in (cy - r).max(0)..(cy + r + 1).min(self.h) {
            let x0 = (cx - r).clamp(0, self.w);
            for (i, p) in self.span(y, cx - r, cx + r + 1).chunks_exact_mut(3).enumerate() {
                let x = x0 + i as i32;
                let d = (x - cx) * (x - cx) + (y - cy) * (y - cy);
                let light = ((rr - d).max(0) * 256 / rr).pow(2) / 256 * strength / 256;
                for (v, add) in p.iter_mut().zip(c) {
                    *v = (i32::from(*v) + i32::from(add) * light / 256).min(255) as u8;
                }
            }
        }
    }

    /// Spots of uneven colour: stains on a floor, leaves, gravel.
    pub(crate) fn speckle(&mut self, area: [i32; 4], count: i32, size: i32, c: Rgb, rng: &mut Rng) {
        let [x, y, w, h] = area;
        for _ in 0..count {
            let (px, py) = (x + rng.range(0, w.max(1)), y + rng.range(0, h.max(1)));
            let (rx, ry) = (rng.range(1, size), rng.range(1, (size / 2).max(1)));
            self.ellipse(px, py, rx, ry, mix(c, [90, 90, 90], rng.range(0, 120)));
        }
    }

    /// Stains that let through what is under them, thickest in the middle.
    pub(crate) fn stains(&mut self, area: [i32; 4], count: i32, size: i32, c: Rgb, rng: &mut Rng) {
        let [x, y, w, h] = area;
        for _ in 0..count {
            let (cx, cy) = (x + rng.range(0, w.max(1)), y + rng.range(0, h.max(1)));
            let (rx, ry) = (rng.range(3, size), rng.range(2, (size * 2 / 3).max(3)));
            let strength = rng.range(70, 210);
            for row in cy - ry..=cy + ry {
                let d = (row - cy) * (row - cy) * 256 / (ry * ry);
                let left = (cx - rx).clamp(0, self.w);
                for (i, p) in self.span(row, cx - rx, cx + rx + 1).chunks_exact_mut(3).enumerate() {
                    let dx = left + i as i32 - cx;
                    let inside = 256 - d - dx * dx * 256 / (rx * rx);
                    let mixed = mix([p[0], p[1], p[2]], c, inside.clamp(0, 128) * strength / 128);
                    p.copy_from_slice(&mixed);
                }
            }
        }
    }
}
