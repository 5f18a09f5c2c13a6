//! What belongs to one station and looks the same at every visit.

use super::canvas::{Rgb, mix};
use super::rng::Rng;

/// Looks of a station, drawn from its code.
#[derive(Debug, Clone)]
pub(crate) struct Style {
    pub(crate) brand: Rgb,
    pub(crate) accent: Rgb,
    pub(crate) name: &'static str,
    pub(crate) wall: Rgb,
    pub(crate) floor: Rgb,
    pub(crate) tile: i32,
    pub(crate) columns: i32,
    pub(crate) horizon: i32,
    pub(crate) canopy: i32,
    pub(crate) shop_left: bool,
    /// For details that only this station has; clone it so that each scene starts alike.
    pub(crate) rng: Rng,
}

const BRANDS: [(Rgb, Rgb, &str); 6] = [
    ([196, 32, 38], [244, 244, 240], "HENGTAI OIL"),
    ([22, 92, 168], [248, 196, 40], "LANQIAO"),
    ([20, 122, 74], [236, 238, 232], "QINGHE OIL"),
    ([226, 116, 22], [40, 52, 92], "DONGSHENG"),
    ([58, 62, 132], [224, 70, 60], "XINGYUE"),
    ([14, 128, 136], [250, 222, 90], "HAIFENG OIL"),
];

impl Style {
    pub(crate) fn of(station_code: &str) -> Self {
        let mut rng = Rng::from_text(station_code);
        let (brand, accent, name) = rng.pick(&BRANDS);
        let wall = mix([206, 200, 188], [168, 182, 192], rng.range(0, 256));
        let floor = mix([112, 112, 110], [150, 142, 130], rng.range(0, 256));
        Style {
            brand,
            accent,
            name,
            wall,
            floor,
            tile: rng.range(34, 74),
            columns: rng.range(2, 4),
            horizon: rng.range(330, 410),
            canopy: rng.range(90, 190),
            shop_left: rng.chance(50),
            rng,
        }
    }
}
