//! Touchpoint scores of the network, of org units and of stations: mean and distribution.

use crate::tally;
use crate::{FiveNumbers, MAX_TOUCHPOINTS, ReportError, Selection, TouchScores, half_up};

/// What one line speaks of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Grouping {
    /// All stations that take part: the distribution of their means.
    Network,
    /// Each org unit at a depth: the distribution of its stations' means.
    Units {
        /// Depth in the tree, 0 = headquarters.
        depth: u8,
    },
    /// Each station: the distribution of its audits.
    Stations,
}

/// One touchpoint of one subject.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TouchpointRow {
    /// Place of the unit or station; `None` for the network.
    pub subject: Option<u32>,
    /// Number of the touchpoint.
    pub touchpoint: u8,
    /// How many stations (or audits of a station) have a score for it.
    pub observations: u32,
    /// Their mean, one station one vote, rounded half up.
    pub mean_bp: u16,
    /// Their distribution.
    pub spread: FiveNumbers,
    /// Mean of all stations that take part, for comparison.
    pub network_mean_bp: Option<u16>,
}

/// One line per subject and touchpoint that has a score, by subject code, then touchpoint.
///
/// # Errors
/// Rows that speak of unknown stations, scores above 10000, more than 65,535 observations of one subject.
pub fn touchpoints(selection: &Selection<'_>, grouping: Grouping) -> Result<Vec<TouchpointRow>, ReportError> {
    let stations = tally::by_station(selection, u16::MAX)?;
    let network_means = tally::together(&stations)?.touchpoints();
    let network = selection.network;
    let means = || selection.stations().map(|station| (station, stations[station].touchpoints()));
    // (order of the subject, subject, scores)
    let mut observed: Vec<(u32, Option<u32>, TouchScores)> = match grouping {
        Grouping::Network => means().map(|(_, scores)| (0, None, scores)).collect(),
        Grouping::Units { depth } => {
            let unit_of = network.units_at(depth);
            let order = &network.unit_order().order;
            let placed = means().filter_map(|(station, scores)| Some((unit_of.get(station).copied()??, scores)));
            placed.map(|(unit, scores)| (order[unit as usize], Some(unit), scores)).collect()
        }
        Grouping::Stations => {
            let order = &network.station_order().order;
            let taken = selection.inside().filter(|fact| selection.takes(fact.station as usize));
            taken.map(|fact| (order[fact.station as usize], Some(fact.station), fact.touchpoints)).collect()
        }
    };
    observed.sort_by_key(|(order, ..)| *order);
    let mut rows = Vec::new();
    let mut scores = Vec::new();
    for group in observed.chunk_by(|a, b| a.0 == b.0) {
        for number in 0..MAX_TOUCHPOINTS {
            scores.clear();
            scores.extend(group.iter().filter_map(|(_, _, all)| all.get(number)));
            scores.sort_unstable();
            let Some(spread) = FiveNumbers::of_sorted(&scores) else { continue };
            let sum: u64 = scores.iter().map(|bp| u64::from(*bp)).sum();
            rows.push(TouchpointRow {
                subject: group[0].1,
                touchpoint: number as u8,
                observations: scores.len() as u32,
                mean_bp: half_up(sum, scores.len() as u64) as u16,
                spread,
                network_mean_bp: network_means.get(number),
            });
        }
    }
    Ok(rows)
}
