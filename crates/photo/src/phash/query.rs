//! The question a new photo asks the index, and the proof of an answer.

use std::collections::HashSet;

use super::grid::{Grid, ONE, Region, Waves, signs};
use super::{BAND_BITS, BANDS, BITS, PHash, distance, key, member};

/// Stored is the hash of the frame without a tenth at each side.
const MARGIN: i32 = 100;
/// Signs looked at before a candidate is worth aligning, and how many of them may differ then.
const COARSE: usize = 256;
const COARSE_MAX: u32 = 72;
const ALIGNED_MAX: u32 = 52;
/// Candidates aligned in one comparison of many; alignment takes some milliseconds each.
const ALIGN_AT_MOST: usize = 16;
/// Least mean strength of the slow waves. Photos have 60,000 to 600,000; a wall or a black frame with nothing but noise
/// has below 1,000, and its signs would be chance.
const PLAIN: i64 = 3_000;

/// What was cut off, in 1/1000 of the uncut width and height: left, top, right, bottom. Negative: the stored
/// picture is the cut one.
type Crop = [i32; 4];

/// How a new photo was found to match a stored one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Match {
    /// Signs that differ after alignment, of 511.
    pub distance: u32,
    /// Cut off left, top, right and bottom against the stored picture, in 1/1000 of its size; negative: the new one
    /// shows more.
    pub crop: [i32; 4],
    /// The one is the mirror image of the other.
    pub mirrored: bool,
}

/// A new photo's hash together with what it takes to find a changed copy of it.
#[derive(Debug, Clone)]
pub struct Query {
    grid: Grid,
    views: Vec<(Crop, PHash)>,
    hash: PHash,
    keys: Vec<i64>,
}

/// The part of a picture, cut by `crop`, that was the middle of the uncut one.
fn middle(crop: Crop) -> Region {
    let part = |low: i32, high: i32, at: i32| {
        let kept = i64::from(1000 - low - high).max(1);
        (i64::from(at - low) * i64::from(ONE) / kept) as i32
    };
    let [left, top, right, bottom] = crop;
    Region {
        x0: part(left, right, MARGIN),
        x1: part(left, right, 1000 - MARGIN),
        y0: part(top, bottom, MARGIN),
        y1: part(top, bottom, 1000 - MARGIN),
    }
}

/// The crops that are tried, the more usual first: none, around, one side, two sides that meet, two opposite sides,
/// and windows of 95 % and 90 % anywhere in the frame. Each view also covers about 2 % around itself.
/// Second value: keys asked a band.
fn crops() -> Vec<(Crop, usize)> {
    let mut all = vec![[0; 4]];
    all.extend([20, 40, 60, 80, -20, -40].map(|c| [c; 4]));
    for c in [30, 65, 98] {
        all.extend([[c, 0, 0, 0], [0, c, 0, 0], [0, 0, c, 0], [0, 0, 0, c]]);
    }
    for c in [25, 50, 75, 98] {
        all.extend([[c, c, 0, 0], [0, c, c, 0], [0, 0, c, c], [c, 0, 0, c]]);
    }
    for c in [40, 80] {
        all.extend([[c, 0, c, 0], [0, c, 0, c]]);
    }
    let mut all: Vec<_> = all.into_iter().map(|crop| (crop, 6)).collect();
    for (cut, places) in [(50, [0, 25, 50].as_slice()), (98, &[0, 33, 65, 98])] {
        let windows = places.iter().flat_map(|x| places.iter().map(move |y| [*x, *y, cut - x, cut - y]));
        // windows in the corners and in the middle are there already
        let new = windows.filter(|[l, t, r, b]| (l * r != 0 || t * b != 0) && (l != r || t != b));
        all.extend(new.map(|crop| (crop, 4)));
    }
    all
}

impl Query {
    /// Computes the hash of RGB rows. `None` if the picture is smaller than 32 pixels a side or shows nothing but one
    /// tone: such pictures resemble each other and would only raise false alarms.
    ///
    /// `width` and `height` are those of the rows; `orientation` (EXIF, 1 to 8) says how people see them.
    pub fn of(rgb: &[u8], width: u32, height: u32, orientation: u16) -> Option<Query> {
        let grid = Grid::of(rgb, width as usize, height as usize, orientation)?;
        let whole = grid.waves(middle([0; 4]), BITS);
        let slow = BANDS * BAND_BITS;
        if whole[..slow].iter().map(|w| i64::from(w.abs())).sum::<i64>() < PLAIN * slow as i64 {
            return None;
        }
        let mut views = vec![([0; 4], signs(&whole))];
        let mut guesses = Vec::new();
        guess(&whole, 16, true, &mut guesses);
        guess(&mirrored(&whole), 8, false, &mut guesses);
        for (crop, probes) in crops().into_iter().skip(1) {
            let waves = grid.waves(middle(crop), COARSE);
            views.push((crop, signs(&waves)));
            guess(&waves, probes, false, &mut guesses);
        }
        // stable: within a turn the more usual crops stay in front
        guesses.sort_by_key(|(turn, _)| *turn);
        let mut seen = HashSet::with_capacity(guesses.len());
        let keys = guesses.into_iter().map(|(_, key)| key).filter(|key| seen.insert(*key)).collect();
        Some(Query { grid, hash: views[0].1, views, keys })
    }

    /// The hash to store.
    pub fn hash(&self) -> &PHash {
        &self.hash
    }

    /// Keys to look up, each once, the most promising first; about 800. Whoever is short of time asks a prefix.
    pub fn keys(&self) -> &[i64] {
        &self.keys
    }

    /// Least number of the 256 slowest signs that differ over all crops tried: cheap, for sorting candidates.
    pub fn coarse(&self, stored: &PHash) -> u32 {
        let mirror = stored.mirrored();
        let plain = self.views.iter().map(|(_, view)| coarse(view, stored)).min();
        plain.unwrap_or(u32::MAX).min(coarse(&self.hash, &mirror))
    }

    /// Aligns this photo with a stored one. `None` if they are too far apart to be worth aligning.
    pub fn compare(&self, stored: &PHash) -> Option<Match> {
        let mirror = stored.mirrored();
        let plain = self.views.iter().map(|(crop, view)| (coarse(view, stored), *crop, false));
        let turned = std::iter::once((coarse(&self.hash, &mirror), [0; 4], true));
        let (start, crop, mirrored) = plain.chain(turned).min_by_key(|best| best.0)?;
        if start > COARSE_MAX {
            return None;
        }
        let stored = if mirrored { &mirror } else { stored };
        let (rough, crop) = self.align(stored, crop, start, COARSE, &[20, 10, 5]);
        if rough > ALIGNED_MAX {
            return None;
        }
        let start = distance(&signs(&self.grid.waves(middle(crop), BITS)), stored);
        let (distance, crop) = self.align(stored, crop, start, BITS, &[5, 3, 1]);
        Some(Match { distance, crop, mirrored })
    }

    /// Compares with many candidates; returns those that count as the same picture, the nearest first.
    ///
    /// Only the most alike are aligned, so that a flood of look-alikes costs at most some tens of milliseconds.
    pub fn similar<T>(&self, candidates: impl IntoIterator<Item = (T, PHash)>) -> Vec<(T, Match)> {
        let mut near: Vec<_> = candidates.into_iter().map(|(id, hash)| (self.coarse(&hash), id, hash)).collect();
        near.retain(|(coarse, _, _)| *coarse <= COARSE_MAX);
        near.sort_by_key(|(coarse, _, _)| *coarse);
        near.truncate(ALIGN_AT_MOST);
        let mut found: Vec<_> = near
            .into_iter()
            .filter_map(|(_, id, hash)| Some((id, self.compare(&hash)?)))
            .filter(|(_, found)| found.distance <= super::SIMILAR_MAX)
            .collect();
        found.sort_by_key(|(_, found)| found.distance);
        found
    }

    /// Walks downhill over the crop until no small change makes the hashes more alike.
    fn align(&self, stored: &PHash, from: Crop, start: u32, bits: usize, steps: &[i32]) -> (u32, Crop) {
        const WAYS: [Crop; 9] = [
            [1, 1, 1, 1],
            [1, 0, -1, 0],
            [0, 1, 0, -1],
            [1, 0, 1, 0],
            [0, 1, 0, 1],
            [1, 0, 0, 0],
            [0, 1, 0, 0],
            [0, 0, 1, 0],
            [0, 0, 0, 1],
        ];
        let (mut best, mut crop) = (start, from);
        for step in steps {
            for _ in 0..3 {
                let before = best;
                for way in WAYS.iter().flat_map(|way| [way.map(|w| w * step), way.map(|w| -w * step)]) {
                    let next: Crop = std::array::from_fn(|i| (crop[i] + way[i]).clamp(-MARGIN, MARGIN));
                    let view = signs(&self.grid.waves(middle(next), bits));
                    let now = if bits == COARSE { coarse(&view, stored) } else { distance(&view, stored) };
                    if now < best {
                        (best, crop) = (now, next);
                    }
                }
                if best == before {
                    break;
                }
            }
        }
        (best, crop)
    }
}

fn coarse(a: &PHash, b: &PHash) -> u32 {
    (0..COARSE / 64).map(|i| (a.0[i] ^ b.0[i]).count_ones()).sum()
}

fn mirrored(waves: &Waves) -> Waves {
    std::array::from_fn(|i| if super::grid::ORDER[i].0 % 2 == 1 { -waves[i] } else { waves[i] })
}

/// Adds the keys of one view: its own, then those with its weakest signs turned, the likeliest first.
///
/// The first number of a guess is its turn: the photo as it is, then every view once, then the less and less likely.
fn guess(waves: &Waves, probes: usize, uncut: bool, out: &mut Vec<(usize, i64)>) {
    const WEAK: usize = 6;
    for band in 0..BANDS {
        let wave = |j: usize| waves[member(band, j)];
        let own = (0..BAND_BITS).fold(0, |k, j| k | i64::from(wave(j) > 0) << j);
        let mut weak: [(i32, usize); BAND_BITS] = std::array::from_fn(|j| (wave(j).abs(), j));
        weak.sort_unstable();
        let mut turned: Vec<(i64, i64)> = (0..1_i64 << WEAK)
            .map(|set| {
                let chosen = weak[..WEAK].iter().enumerate().filter(|(i, _)| set >> i & 1 == 1);
                chosen.fold((0, own), |(cost, k), (_, (w, j))| (cost + i64::from(*w), k ^ 1 << j))
            })
            .collect();
        turned.sort_unstable();
        out.extend(turned.iter().take(probes).enumerate().map(|(i, (_, signs))| {
            let turn = if uncut { i / 4 } else { i + 1 };
            (turn, key(band, *signs))
        }));
    }
}
