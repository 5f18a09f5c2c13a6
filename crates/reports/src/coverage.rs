//! Coverage: how far the planned visits of a round have come, per org unit.
//!
//! Never shown to station roles (decision 23), except the coverage of closed rounds to `region` (decision 32).

use crate::{Network, ReportError, share_bp};

/// How far an assignment has come; each stage includes those before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Stage {
    /// Declined, impossible or withdrawn: counts nowhere but as dropped.
    Dropped,
    /// Stands in the plan.
    Planned,
    /// A shopper holds it.
    Assigned,
    /// Its audit was submitted.
    Submitted,
    /// Its audit was approved.
    Approved,
    /// Its audit is published or final.
    Published,
}

/// One assignment, narrow.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct AssignmentFact {
    /// Place of the station in the network.
    pub station: u32,
    /// Number of the round in the caller's list.
    pub round: u16,
    /// How far it has come.
    pub stage: Stage,
    /// A night visit.
    pub night: bool,
}

/// Assignments by the stage they have reached at least.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct StageCounts {
    pub planned: u32,
    pub assigned: u32,
    pub submitted: u32,
    pub approved: u32,
    pub published: u32,
}

impl StageCounts {
    fn add(&mut self, stage: Stage) {
        self.planned += u32::from(stage >= Stage::Planned);
        self.assigned += u32::from(stage >= Stage::Assigned);
        self.submitted += u32::from(stage >= Stage::Submitted);
        self.approved += u32::from(stage >= Stage::Approved);
        self.published += u32::from(stage >= Stage::Published);
    }
}

/// One round of one org unit, or of the whole network.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CoverageRow {
    /// The round.
    pub round: u16,
    /// Place of the unit; `None` for all stations together.
    pub unit: Option<u32>,
    /// Stations that take part.
    pub stations: u32,
    /// Stations by the furthest of their assignments; `published` is what §3.5 calls covered.
    pub reached: StageCounts,
    /// Assignments.
    pub visits: StageCounts,
    /// Of them night visits.
    pub nights: StageCounts,
    /// Assignments that were declined, impossible or withdrawn.
    pub dropped: u32,
}

impl CoverageRow {
    /// "7 of 30 stations not yet covered": the 7.
    pub fn not_covered(&self) -> u32 {
        self.stations - self.reached.published
    }

    /// Covered stations ÷ stations; never shown without the count of those that are not (interface.md, principle 4).
    pub fn coverage_bp(&self) -> Option<u16> {
        share_bp(u64::from(self.reached.published), u64::from(self.stations))
    }

    fn empty(round: u16, unit: Option<u32>) -> Self {
        let none = StageCounts::default();
        Self { round, unit, stations: 0, reached: none, visits: none, nights: none, dropped: 0 }
    }
}

/// Rows for each asked round, in the order asked: first all stations together, then, with a depth, the org units at
/// that depth that have a station taking part, by code. `among` is a mask of stations, `None` = all.
///
/// # Errors
/// An assignment of an unknown station.
pub fn coverage(
    network: &Network,
    assignments: &[AssignmentFact],
    rounds: &[u16],
    depth: Option<u8>,
    among: Option<&[bool]>,
) -> Result<Vec<CoverageRow>, ReportError> {
    let unit_of = depth.map(|depth| network.units_at(depth));
    let mut rows = Vec::new();
    for round in rounds {
        let furthest = furthest(network, assignments, *round)?;
        let mut total = CoverageRow::empty(*round, None);
        let mut units: Vec<CoverageRow> =
            (0..network.units().len() as u32).map(|unit| CoverageRow::empty(*round, Some(unit))).collect();
        let unit_at = |station: usize| unit_of.as_ref().and_then(|all| all.get(station).copied().flatten());
        for (station, stage) in furthest.iter().enumerate().filter(|(station, _)| takes(among, *station)) {
            let unit = unit_at(station).and_then(|unit| units.get_mut(unit as usize));
            for row in unit.into_iter().chain([&mut total]) {
                row.stations += 1;
                row.reached.add(*stage);
            }
        }
        for fact in assignments.iter().filter(|fact| fact.round == *round) {
            let station = fact.station as usize;
            if !takes(among, station) {
                continue;
            }
            let unit = unit_at(station).and_then(|unit| units.get_mut(unit as usize));
            for row in unit.into_iter().chain([&mut total]) {
                row.visits.add(fact.stage);
                row.dropped += u32::from(fact.stage == Stage::Dropped);
                if fact.night {
                    row.nights.add(fact.stage);
                }
            }
        }
        rows.push(total);
        let by_code = network.unit_order().by_code.iter();
        rows.extend(by_code.filter_map(|unit| units.get(*unit as usize).filter(|row| row.stations > 0)));
    }
    Ok(rows)
}

/// The stations without an assignment of the round that has reached a stage, by code: with [`Stage::Published`] those
/// not yet covered.
///
/// # Errors
/// An assignment of an unknown station.
pub fn not_reached(
    network: &Network,
    assignments: &[AssignmentFact],
    round: u16,
    stage: Stage,
    among: Option<&[bool]>,
) -> Result<Vec<u32>, ReportError> {
    let furthest = furthest(network, assignments, round)?;
    let short = |place: &&u32| takes(among, **place as usize) && furthest[**place as usize] < stage;
    Ok(network.stations_by_code().iter().filter(short).copied().collect())
}

/// The furthest stage of each station in a round.
fn furthest(network: &Network, assignments: &[AssignmentFact], round: u16) -> Result<Vec<Stage>, ReportError> {
    let mut furthest = vec![Stage::Dropped; network.stations().len()];
    for fact in assignments.iter().filter(|fact| fact.round == round) {
        let stage = furthest.get_mut(fact.station as usize).ok_or(ReportError::UnknownStation(fact.station))?;
        *stage = fact.stage.max(*stage);
    }
    Ok(furthest)
}

fn takes(among: Option<&[bool]>, station: usize) -> bool {
    among.is_none_or(|among| among.get(station).copied().unwrap_or(false))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Station, Unit};
    use uuid::Uuid;

    fn network() -> Network {
        let unit = |code: &str, parent| Unit { id: Uuid::nil(), code: code.into(), parent };
        let station = |code: &str, unit| Station { id: Uuid::nil(), code: code.into(), class: 0, unit };
        let units = vec![unit("hq", None), unit("west", Some(0)), unit("east", Some(0))];
        Network::new(vec![station("s2", 1), station("s1", 1), station("s3", 2)], units, 1).unwrap()
    }

    fn fact(station: u32, round: u16, stage: Stage, night: bool) -> AssignmentFact {
        AssignmentFact { station, round, stage, night }
    }

    #[test]
    fn stages_include_those_before() {
        let facts = [
            fact(0, 1, Stage::Published, true),
            fact(0, 1, Stage::Dropped, false),
            fact(1, 1, Stage::Submitted, false),
            fact(1, 2, Stage::Published, false),
        ];
        let rows = coverage(&network(), &facts, &[1], Some(1), None).unwrap();
        assert_eq!(rows.iter().map(|row| row.unit).collect::<Vec<_>>(), [None, Some(2), Some(1)]);
        let (all, east) = (&rows[0], &rows[1]);
        assert_eq!((all.stations, all.reached.published, all.not_covered()), (3, 1, 2));
        assert_eq!(all.coverage_bp(), Some(3333));
        assert_eq!((all.visits.planned, all.visits.submitted, all.visits.published, all.dropped), (2, 2, 1, 1));
        assert_eq!((all.nights.planned, all.nights.published), (1, 1));
        assert_eq!((east.stations, east.not_covered(), east.visits), (1, 1, StageCounts::default()));
        assert_eq!(not_reached(&network(), &facts, 1, Stage::Published, None), Ok(vec![1, 2]));
        assert_eq!(not_reached(&network(), &facts, 1, Stage::Submitted, None), Ok(vec![2]));
    }

    #[test]
    fn a_mask_leaves_stations_out_and_an_empty_round_is_shown() {
        let facts = [fact(2, 1, Stage::Published, false)];
        let rows = coverage(&network(), &facts, &[1, 7], None, Some(&[true, true])).unwrap();
        assert_eq!(rows.len(), 2);
        assert_eq!((rows[0].stations, rows[0].visits.planned, rows[0].not_covered()), (2, 0, 2));
        assert_eq!((rows[1].round, rows[1].not_covered()), (7, 2));
        assert_eq!(
            coverage(&network(), &[fact(3, 1, Stage::Planned, false)], &[1], None, None),
            Err(ReportError::UnknownStation(3))
        );
    }
}
