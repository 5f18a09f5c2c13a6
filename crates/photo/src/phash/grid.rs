//! From pixels to signs: brightness sums over a grid, and the low frequencies of any part of the frame.
//!
//! Everything is integer arithmetic in a fixed order, so that the same pixels give the same bits on every machine.

use super::{BITS, PHash};
use crate::picture::source;

/// The frame is summed up in so many cells a side.
const CELLS: usize = 128;
/// Samples a side of the part that is transformed.
const SAMPLES: usize = 64;
const HALF: usize = SAMPLES / 2;
/// Frequencies kept a side; of these only the triangle u + v < `ORDERS` is used.
const ORDERS: usize = 32;
/// Fixed point of positions: the frame is 1 << 16 wide and high.
pub(super) const ONE: i32 = 1 << 16;
const CELL_SHIFT: u32 = 9;

/// cos(pi k / 128) in 1/4096, a quarter wave.
const QUARTER: [i16; 65] = [
    4096, 4095, 4091, 4085, 4076, 4065, 4052, 4036, 4017, 3996, 3973, 3948, 3920, 3889, 3857, 3822, 3784, 3745, 3703,
    3659, 3612, 3564, 3513, 3461, 3406, 3349, 3290, 3229, 3166, 3102, 3035, 2967, 2896, 2824, 2751, 2675, 2598, 2520,
    2440, 2359, 2276, 2191, 2106, 2019, 1931, 1842, 1751, 1660, 1567, 1474, 1380, 1285, 1189, 1092, 995, 897, 799, 700,
    601, 501, 401, 301, 201, 101, 0,
];

/// Rows of the discrete cosine transform: frequency, then the first half of the samples (the other half mirrors it).
const COSINES: [[i16; HALF]; ORDERS] = {
    let mut table = [[0; HALF]; ORDERS];
    let mut k = 0;
    while k < ORDERS {
        let mut n = 0;
        while n < HALF {
            let angle = (2 * n + 1) * k % 256;
            table[k][n] = match angle {
                0..=64 => QUARTER[angle],
                65..=128 => -QUARTER[128 - angle],
                129..=192 => -QUARTER[angle - 128],
                _ => QUARTER[256 - angle],
            };
            n += 1;
        }
        k += 1;
    }
    table
};

/// (u, v) of each bit, slow frequencies first: what survives most stands in front.
pub(super) const ORDER: [(u8, u8); BITS] = {
    let mut order = [(0, 0); BITS];
    let (mut i, mut sum) = (0, 1);
    while i < BITS {
        let mut v = 0;
        while v <= sum && i < BITS {
            order[i] = ((sum - v) as u8, v as u8);
            i += 1;
            v += 1;
        }
        sum += 1;
    }
    order
};

/// A part of the frame in 1/65536 of its width and height.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Region {
    pub(super) x0: i32,
    pub(super) y0: i32,
    pub(super) x1: i32,
    pub(super) y1: i32,
}

/// Sums of brightness (red + green + blue) over the frame, from the upper left corner to each corner of a cell.
#[derive(Debug, Clone)]
pub(super) struct Grid {
    sums: Vec<u32>,
}

/// The slow waves of a region, in the order of the bits.
pub(super) type Waves = [i32; BITS];

impl Grid {
    /// Sums up RGB rows, seen by EXIF orientation. `None` if the picture is smaller than 32 pixels a side or the rows
    /// do not match.
    pub(super) fn of(rgb: &[u8], w: usize, h: usize, orientation: u16) -> Option<Grid> {
        if w.min(h) < 32 || w.checked_mul(h)?.checked_mul(3)? != rgb.len() {
            return None;
        }
        let cells = cells(rgb, w, h);
        let mut sums = vec![0_u32; (CELLS + 1) * (CELLS + 1)];
        for j in 0..CELLS {
            let mut run = 0;
            for i in 0..CELLS {
                let (x, y) = source(orientation, (i as u32, j as u32), (CELLS as u32, CELLS as u32));
                run += cells[y as usize * CELLS + x as usize];
                sums[(j + 1) * (CELLS + 1) + i + 1] = sums[j * (CELLS + 1) + i + 1] + run;
            }
        }
        Some(Grid { sums })
    }

    /// Sum from the upper left corner to a position between the cells' corners, in 1/2^18.
    fn sum_to(&self, (cx, fx): (usize, i64), (cy, fy): (usize, i64)) -> i64 {
        let at = cy * (CELLS + 1) + cx;
        let s = |i: usize| i64::from(self.sums[at + i]);
        let one = 1_i64 << CELL_SHIFT;
        let upper = s(0) * (one - fx) + s(1) * fx;
        let lower = s(CELLS + 1) * (one - fx) + s(CELLS + 2) * fx;
        upper * (one - fy) + lower * fy
    }

    /// Brightness of the region in 64 by 64 samples, without its mean, in quarters of a step of red + green + blue.
    fn samples(&self, r: Region) -> [[i16; SAMPLES]; SAMPLES] {
        let split = |at: i32| {
            let cell = (at >> CELL_SHIFT).clamp(0, CELLS as i32 - 1);
            (cell as usize, i64::from(at - (cell << CELL_SHIFT)))
        };
        let corner = |a: i32, b: i32, i: usize| split(a + (i64::from(b - a) * i as i64 / SAMPLES as i64) as i32);
        let across: [(usize, i64); SAMPLES + 1] = std::array::from_fn(|i| corner(r.x0, r.x1, i));
        let area = (i64::from(r.x1 - r.x0) * i64::from(r.y1 - r.y0)).max(1);
        let per_area = (1_i64 << 52) / area;
        let mut above = across.map(|x| self.sum_to(x, corner(r.y0, r.y1, 0)));
        let mean = {
            let below = [across[0], across[SAMPLES]].map(|x| self.sum_to(x, corner(r.y0, r.y1, SAMPLES)));
            let whole = below[1] - below[0] - above[SAMPLES] + above[0];
            (whole / (SAMPLES * SAMPLES) as i64 * per_area) >> 42
        };
        let mut out = [[0_i16; SAMPLES]; SAMPLES];
        for (j, line) in out.iter_mut().enumerate() {
            let y = corner(r.y0, r.y1, j + 1);
            let below = across.map(|x| self.sum_to(x, y));
            for (i, sample) in line.iter_mut().enumerate() {
                let sum = below[i + 1] - below[i] - above[i + 1] + above[i];
                *sample = (((sum * per_area) >> 42) - mean).clamp(-4000, 4000) as i16;
            }
            above = below;
        }
        out
    }

    /// The region's slow waves; only the first `bits` of them are computed, the rest is 0.
    pub(super) fn waves(&self, region: Region, bits: usize) -> Waves {
        let orders = ORDER[..bits].last().map_or(0, |&(u, v)| usize::from(u) + usize::from(v)) + 1;
        let mut rows = [[0_i32; ORDERS]; SAMPLES];
        for (line, row) in self.samples(region).iter().zip(&mut rows) {
            let mut folded = [[0_i16; HALF]; 2];
            for n in 0..HALF {
                let (a, b) = (line[n], line[SAMPLES - 1 - n]);
                (folded[0][n], folded[1][n]) = (a + b, a - b);
            }
            for (k, out) in row.iter_mut().enumerate().take(orders) {
                let products = folded[k % 2].iter().zip(&COSINES[k]).map(|(s, c)| i32::from(*s) * i32::from(*c));
                *out = products.sum::<i32>() >> 8;
            }
        }
        let mut waves = [0; BITS];
        for (wave, &(u, v)) in waves.iter_mut().zip(&ORDER[..bits]) {
            let (u, v) = (usize::from(u), usize::from(v));
            let mut total = 0_i64;
            for n in 0..HALF {
                let (a, b) = (i64::from(rows[n][u]), i64::from(rows[SAMPLES - 1 - n][u]));
                total += (if v % 2 == 0 { a + b } else { a - b }) * i64::from(COSINES[v][n]);
            }
            *wave = (total >> 14) as i32;
        }
        waves
    }
}

/// Mean brightness of each cell, in 1/16 of a step of red + green + blue.
///
/// Cells end between pixels; a pixel on the border counts for both by its parts, which are whole 128ths. So a rescaled,
/// turned or mirrored picture gives the same cells.
fn cells(rgb: &[u8], w: usize, h: usize) -> Vec<u32> {
    let edges: Vec<(usize, u32)> = (0..=CELLS).map(|i| (i * w / CELLS, (i * w % CELLS) as u32)).collect();
    let mut totals = vec![0_u64; CELLS * CELLS];
    let mut across = [0_u32; CELLS];
    for (y, row) in rgb.chunks_exact(w * 3).enumerate() {
        let mut start = 0;
        for (cell, edge) in across.iter_mut().zip(edges.windows(2)) {
            let ((from, _), (to, part)) = (edge[0], edge[1]);
            let whole: u32 = row[from * 3..to * 3].iter().map(|&v| u32::from(v)).sum();
            let end = row.get(to * 3..to * 3 + 3).map_or(0, |p| p.iter().map(|&v| u32::from(v)).sum::<u32>() * part);
            // `start` is what the cell before took of the first pixel
            *cell = whole * CELLS as u32 + end - start;
            start = end;
        }
        // the row reaches from y to y + 1; cells are h / 128 high
        let (top, bottom) = (y * CELLS, (y + 1) * CELLS);
        for j in top / h..=((bottom - 1) / h) {
            let part = bottom.min((j + 1) * h) - top.max(j * h);
            for (total, cell) in totals[j * CELLS..(j + 1) * CELLS].iter_mut().zip(&across) {
                *total += u64::from(*cell) * part as u64;
            }
        }
    }
    let area = (w * h) as u64;
    totals.into_iter().map(|t| (t * 16 / area) as u32).collect()
}

/// The signs of the waves.
pub(super) fn signs(waves: &Waves) -> PHash {
    let mut words = [0_u64; 8];
    for (i, wave) in waves.iter().enumerate() {
        words[i / 64] |= u64::from(*wave > 0) << (i % 64);
    }
    PHash(words)
}
