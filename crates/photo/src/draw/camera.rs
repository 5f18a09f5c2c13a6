//! Taking the picture: a hand-held frame over the painted stage, its light, and the sensor's noise.

use super::canvas::Canvas;
use super::rng::Rng;

/// How the phone was held and what the light was like; drawn from the visit's seed.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Shot {
    /// Part of the stage that the frame shows, in 1/1024 of its width.
    zoom: i32,
    /// Where the frame lies in what is left over, in 1/1024.
    shift: (i32, i32),
    /// Rotation of the frame in 1/1024 of a radian.
    tilt: i32,
    /// How much wider the bottom is than the top, in 1/1024.
    keystone: i32,
    /// Light from the left (positive) or right, from above or below, in 1/256 across the frame.
    light: (i32, i32),
    /// Overall brightness in 1/256.
    exposure: i32,
    /// Colour cast added to red and taken from blue.
    warm: i32,
    /// Amplitude of the noise.
    noise: i32,
}

impl Shot {
    /// A hand-held shot; `night` is darker and noisier, `near` keeps small print in the frame and legible.
    pub(crate) fn hand_held(rng: &mut Rng, night: bool, near: bool) -> Self {
        Shot {
            zoom: if near { rng.range(860, 985) } else { rng.range(720, 985) },
            shift: (rng.range(160, 864), rng.range(160, 864)),
            tilt: rng.range(-40, 40) + rng.range(-40, 40),
            keystone: rng.range(-110, 110),
            light: (rng.range(-60, 60), rng.range(-45, 45)),
            exposure: if night { rng.range(215, 262) } else { rng.range(226, 284) },
            warm: rng.range(-9, 12),
            noise: if night { rng.range(5, 8) } else { rng.range(2, 5) },
        }
    }

    /// Photographs the stage, as it is built at this station, into a frame of `w` by `h` pixels.
    pub(crate) fn take(&self, stage: &Canvas, built: &Proportions, w: i32, h: i32, rng: &mut Rng) -> Canvas {
        let mut frame = Canvas::new(w, h, [0, 0, 0]);
        let gain_x: Vec<i32> = (0..w).map(|x| self.gain(x, w, self.light.0)).collect();
        let mut noise = Noise(rng.next() | 1);
        let stride = w as usize * 3;
        for (y, row) in frame.px.chunks_exact_mut(stride).enumerate() {
            let y = y as i32;
            let gain_y = self.gain(y, h, self.light.1) + self.exposure;
            let (mut sx, mut sy, dx, dy) = self.ray(stage, w, h, y);
            for (p, gain) in row.chunks_exact_mut(3).zip(&gain_x) {
                let grain = noise.next(self.noise);
                let [r, g, b] = sample(stage, built.x(sx), built.y(sy));
                let gain = gain + gain_y;
                let tone = |v: i32, cast: i32| (((v * gain) >> 8) + cast + grain).clamp(0, 255) as u8;
                p.copy_from_slice(&[tone(r, self.warm), tone(g, 0), tone(b, -self.warm)]);
                sx += dx;
                sy += dy;
            }
        }
        frame
    }

    /// Change of brightness at position `i` of `n`: the light's direction and the lens' dark corners.
    fn gain(&self, i: i32, n: i32, light: i32) -> i32 {
        let t = (2 * i - n) * 256 / n.max(1);
        light * t / 512 - t * t / 2600
    }

    /// Start and step (16.16) on the stage of one row of the frame.
    fn ray(&self, stage: &Canvas, w: i32, h: i32, y: i32) -> (i32, i32, i32, i32) {
        let spare =
            |full: i32, shift: i32| i64::from(full) * i64::from(1024 - self.zoom) * i64::from(shift) / 1024 / 1024;
        let (left, top) = (spare(stage.w, self.shift.0), spare(stage.h, self.shift.1));
        let step = (i64::from(stage.w) << 16) * i64::from(self.zoom) / 1024 / i64::from(w);
        let rise = i64::from(2 * y - h);
        // a tilted phone sees the far rows narrower
        let step = step + step * i64::from(self.keystone) * rise / (i64::from(h) * 1024);
        let (turn, flat) = (i64::from(self.tilt), 1024 - i64::from(self.tilt).pow(2) / 2048);
        let (dx, dy) = (step * flat / 1024, step * turn / 1024);
        let cx = (left << 16) + ((i64::from(stage.w) * i64::from(self.zoom)) << 5) - step * rise / 2 * turn / 1024;
        let cy = (top << 16) + ((i64::from(stage.h) * i64::from(self.zoom)) << 5) + step * rise / 2 * flat / 1024;
        let half = i64::from(w / 2);
        ((cx - dx * half) as i32, (cy - dy * half) as i32, dx as i32, dy as i32)
    }
}

/// Where things stand at one station: the same scene with other widths, heights and distances.
#[derive(Debug, Clone)]
pub(crate) struct Proportions {
    across: Vec<i32>,
    down: Vec<i32>,
}

impl Proportions {
    /// Draws the proportions of a station; `rng` comes from its code. `spread` is the largest change in percent.
    pub(crate) fn of(stage: &Canvas, spread: i32, rng: &mut Rng) -> Self {
        Proportions { across: stretched(stage.w, spread, rng), down: stretched(stage.h, spread, rng) }
    }

    fn x(&self, at: i32) -> i32 {
        remap(&self.across, at)
    }

    fn y(&self, at: i32) -> i32 {
        remap(&self.down, at)
    }
}

/// A monotonic map of 0..n onto itself (16.16) whose slope changes from part to part.
fn stretched(n: i32, spread: i32, rng: &mut Rng) -> Vec<i32> {
    const PARTS: usize = 6;
    let weights: [i64; PARTS] = std::array::from_fn(|_| i64::from(100 + rng.range(-spread, spread)));
    let total: i64 = weights.iter().sum();
    let (len, mut start) = (i64::from(n), 0_i64);
    let mut map = Vec::with_capacity(n as usize + 1);
    for (part, weight) in weights.into_iter().enumerate() {
        let (from, to) = (part as i64 * len / PARTS as i64, (part as i64 + 1) * len / PARTS as i64);
        let width = (len << 16) * weight / total;
        map.extend((from..to).map(|i| (start + width * (i - from) / (to - from)) as i32));
        start += width;
    }
    map.push(n << 16);
    map
}

/// Reads the map between its whole positions.
#[inline]
fn remap(map: &[i32], at: i32) -> i32 {
    let i = (at >> 16).clamp(0, map.len() as i32 - 2) as usize;
    let (a, b) = (map[i], map[i + 1]);
    a + (((b - a) >> 8) * ((at >> 8) & 255))
}

/// Bilinear sample at a 16.16 position, held at the edges.
fn sample(stage: &Canvas, sx: i32, sy: i32) -> [i32; 3] {
    let (x, y) = ((sx >> 16).clamp(0, stage.w - 2), (sy >> 16).clamp(0, stage.h - 2));
    let (fx, fy) = ((sx >> 8) & 255, (sy >> 8) & 255);
    let at = (y * stage.w + x) as usize * 3;
    let below = at + stage.w as usize * 3;
    let (Some(a), Some(b)) = (stage.px.get(at..at + 6), stage.px.get(below..below + 6)) else { return [0; 3] };
    std::array::from_fn(|i| {
        let top = i32::from(a[i]) * (256 - fx) + i32::from(a[i + 3]) * fx;
        let bottom = i32::from(b[i]) * (256 - fx) + i32::from(b[i + 3]) * fx;
        (top * (256 - fy) + bottom * fy) >> 16
    })
}

/// Grain of the sensor: a fast generator, roughly triangular.
struct Noise(u64);

impl Noise {
    #[inline]
    fn next(&mut self, amplitude: i32) -> i32 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        let (a, b) = ((self.0 >> 20) as i32 & 255, (self.0 >> 40) as i32 & 255);
        ((a + b - 255) * amplitude) >> 8
    }
}
