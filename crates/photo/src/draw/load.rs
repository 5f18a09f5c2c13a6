//! Big photos in quantity for load tests: real JPEGs of a given length, cheap to vary.

use super::canvas::Canvas;
use super::rng::Rng;
use crate::jpeg;

const W: u16 = 1600;
const H: u16 = 1200;
/// Macroblocks of 16 pixels from one restart marker to the next: a quarter of a row.
const RESTART: u16 = 25;

/// A stock of pieces from which any number of photos of one length is put together.
///
/// One noisy picture is encoded with restart markers. Between two markers a JPEG decodes independently, so a new photo
/// is the same pieces in another order: another picture, another hash, another perceptual hash, at the price of a copy.
#[derive(Debug, Clone)]
pub struct LoadPhotos {
    target: usize,
    head: Vec<u8>,
    pieces: Vec<Vec<u8>>,
}

impl LoadPhotos {
    /// Prepares photos of `target_bytes` (1600 by 1200 pixels; about 100 kB to 2 MB are reached exactly, what is
    /// smaller becomes as small as it can). Takes about a second.
    pub fn new(target_bytes: usize) -> Self {
        let picture = noisy(7);
        // a comment fills the rest, so stay a little below
        let wanted = target_bytes.saturating_sub(target_bytes / 50 + 16);
        let encode = |q: u8| jpeg::encode_with(&picture.px, W, H, q, |e| e.set_restart_interval(RESTART));
        let (mut low, mut high) = (1_u8, 100_u8);
        while low < high {
            let middle = low + (high - low).div_ceil(2);
            if encode(middle).len() <= wanted { low = middle } else { high = middle - 1 }
        }
        let (head, pieces) = split(&encode(low));
        LoadPhotos { target: target_bytes, head, pieces }
    }

    /// The photo of this seed: the same seed gives the same bytes, another seed another picture.
    pub fn photo(&self, seed: u64) -> Vec<u8> {
        let mut rng = Rng::new(seed);
        let mut order: Vec<usize> = (0..self.pieces.len()).collect();
        for i in (1..order.len()).rev() {
            order.swap(i, rng.range(0, i as i32) as usize);
        }
        let body: usize = self.pieces.iter().map(|p| p.len() + 2).sum();
        let mut out = Vec::with_capacity(self.target.max(self.head.len() + body));
        out.extend([0xff, 0xd8]);
        comments(&mut out, self.target.saturating_sub(self.head.len() + body + 2), seed);
        out.extend(&self.head);
        for (i, piece) in order.into_iter().enumerate() {
            if i > 0 {
                out.extend([0xff, 0xd0 + ((i - 1) % 8) as u8]);
            }
            out.extend(&self.pieces[piece]);
        }
        out.extend([0xff, 0xd9]);
        out
    }
}

/// Comment segments that fill `len` bytes, if at least one fits.
fn comments(out: &mut Vec<u8>, mut len: usize, seed: u64) {
    while len >= 12 {
        // never leave a rest too short for a segment of its own
        let take = if len > 65_000 { len.min(65_000) - 16 } else { len };
        out.extend([0xff, 0xfe]);
        out.extend(((take - 2) as u16).to_be_bytes());
        let end = out.len() + take - 4;
        out.extend(seed.to_be_bytes());
        out.resize(end, b'.');
        len -= take;
    }
}

/// Smooth noise of several sizes: compresses like a photo.
fn noisy(seed: u64) -> Canvas {
    let (w, h) = (i32::from(W), i32::from(H));
    let mut canvas = Canvas::new(w, h, [128; 3]);
    let mut rng = Rng::new(seed);
    for (cell, amplitude) in [(400, 90), (100, 60), (40, 36), (16, 26), (8, 18), (4, 12), (2, 9)] {
        let across = (w / cell + 2) as usize;
        let knots: Vec<[i32; 3]> = (0..across * (h / cell + 2) as usize)
            .map(|_| std::array::from_fn(|_| rng.range(-amplitude, amplitude)))
            .collect();
        for y in 0..h {
            let (row, fy) = ((y / cell) as usize * across, y % cell);
            for x in 0..w {
                let (at, fx) = (row + (x / cell) as usize, x % cell);
                let p = (y * w + x) as usize * 3;
                let corners = [knots[at], knots[at + 1], knots[at + across], knots[at + across + 1]];
                for (c, v) in canvas.px[p..p + 3].iter_mut().enumerate() {
                    let [a, b, d, e] = corners.map(|knot| knot[c]);
                    let (top, low) = (a * (cell - fx) + b * fx, d * (cell - fx) + e * fx);
                    let add = (top * (cell - fy) + low * fy) / (cell * cell);
                    *v = (i32::from(*v) + add).clamp(0, 255) as u8;
                }
            }
        }
    }
    canvas
}

/// Takes a JPEG apart: headers from after SOI to the end of the scan header, then the pieces between restart markers.
fn split(jpeg: &[u8]) -> (Vec<u8>, Vec<Vec<u8>>) {
    let mut at = 2;
    while at + 4 <= jpeg.len() {
        let marker = jpeg[at + 1];
        at += 2 + usize::from(u16::from_be_bytes([jpeg[at + 2], jpeg[at + 3]]));
        if marker == 0xda {
            break;
        }
    }
    let body = jpeg.get(at..jpeg.len().saturating_sub(2)).unwrap_or_default();
    let (mut pieces, mut from) = (Vec::new(), 0);
    for i in 0..body.len().saturating_sub(1) {
        if body[i] == 0xff && (0xd0..=0xd7).contains(&body[i + 1]) {
            pieces.push(body[from..i].to_vec());
            from = i + 2;
        }
    }
    pieces.push(body[from..].to_vec());
    (jpeg.get(2..at).unwrap_or_default().to_vec(), pieces)
}
