//! Org units: the mean over their stations with a score, one station one vote (§3.5).

use super::order::{Place, Subject};
use super::{Ranking, RankingInput};
use crate::ReportError;
use crate::tally::{self, Tally};

/// What a unit's stations add up to beside their scores.
#[derive(Clone, Copy, Default)]
struct Counts {
    stations: u32,
    scored: u32,
    audits: u32,
    overdue: u32,
}

/// Ranks the units at a depth that have at least one station taking part; with it the tally of all stations together.
pub(super) fn rank(input: &RankingInput<'_>, stations: &[Tally], depth: u8) -> Result<(Ranking, Tally), ReportError> {
    let network = input.selection.network;
    let unit_of = network.units_at(depth);
    let mut tallies = vec![Tally::EMPTY; network.units().len()];
    let mut counts = vec![Counts::default(); tallies.len()];
    for station in input.selection.stations() {
        let Some(unit) = unit_of.get(station).copied().flatten() else { continue };
        let unit = unit as usize;
        tallies[unit].add_station(&stations[station])?;
        let count = &mut counts[unit];
        count.stations += 1;
        count.scored += u32::from(stations[station].n > 0);
        count.audits = count.audits.saturating_add(stations[station].n);
        count.overdue = count.overdue.saturating_add(input.overdue_of(station));
    }
    let place = Place {
        rules: &input.rules,
        previous: input.previous,
        tallies: &tallies,
        order: network.unit_order(),
        classes: 1,
        graded: false,
    };
    let ranking = place.all(|unit, _| {
        let count = counts.get(unit).filter(|count| count.stations > 0)?;
        Some(Subject {
            class: 0,
            audits: count.audits,
            stations: count.scored,
            not_covered: count.stations - count.scored,
            overdue: count.overdue,
            false_evidence: None,
        })
    });
    Ok((ranking, tally::together(stations)?))
}
