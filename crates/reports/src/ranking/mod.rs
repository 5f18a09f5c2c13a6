//! The ranking of stations and org units (§3.5, decision 18).
//!
//! Within a comparison class: by score, then fewer critical misses, then fewer open overdue orders, then the higher
//! restroom touchpoint (a subject without one stands below any that has one), then code. Equal on the first four is an
//! equal rank and the next rank is skipped (1, 1, 3); code only orders rows of equal rank. Below the minimum number
//! of audits a subject is listed after the ranked ones, by code, without a rank. Subjects without any audit are "not
//! covered": counted and named apart, never scored 0.
//!
//! False evidence is a critical miss of its month, and takes all stars of its station for some days (§5.4).
//!
//! Rows come in one stable total order: class, ranked before unranked, rank, code.

mod order;
mod units;

use crate::tally::{self, Tally};
use crate::{FULL_BP, FalseEvidence, ReportError, Selection, TouchScores};
use forecourt_core::checklist::{Checklist, Grade, GradeRow};
use order::{Place, Subject};

/// What of a ranking is policy or checklist data (decisions 16 and 18).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RankingRules<'a> {
    /// Grades with their bounds and conditions, best first.
    pub grades: &'a [GradeRow],
    /// The best grade of a period with a red line (§3.5).
    pub red_line_best_grade: Grade,
    /// A remedial visit without a red line lifts that cap from this score on (8000 in §3.5).
    pub remedial_min_bp: u16,
    /// Audits a station needs to be ranked, or scored stations a unit needs; 0 counts as 1.
    pub minimum: u32,
    /// The touchpoint that breaks ties; `None` for a checklist without one.
    pub restroom: Option<u8>,
}

impl<'a> RankingRules<'a> {
    /// The rules of a checklist version; the tie-breaking touchpoint is the one with the id `restroom`.
    ///
    /// `minimum` is [`Period::minimum`](crate::Period::minimum) for stations and 1 for units, unless a policy asks for
    /// more.
    pub fn of(checklist: &'a Checklist, minimum: u32) -> Self {
        Self {
            grades: &checklist.scoring.grades,
            red_line_best_grade: checklist.period.red_line_best_grade,
            remedial_min_bp: u16::try_from(checklist.period.remedial_min_bp).unwrap_or(FULL_BP),
            minimum,
            restroom: checklist.touchpoint_index("restroom").and_then(|place| u8::try_from(place).ok()),
        }
    }
}

/// What is ranked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Level {
    /// Stations, each within its comparison class.
    Station,
    /// The org units at a depth below the top (0 = headquarters): the mean over their stations with a score, one
    /// station one vote. They form one class.
    Unit {
        /// Depth in the tree.
        depth: u8,
    },
}

/// Where a subject stood in the edition that is compared with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PreviousRank {
    /// Its class then: movement is only shown within one class.
    pub class: u8,
    /// Its rank then.
    pub rank: u32,
}

/// Everything a ranking is made of; an edition stores exactly this (decision 18).
#[derive(Debug, Clone, Copy)]
pub struct RankingInput<'a> {
    /// Audits, stations, window.
    pub selection: Selection<'a>,
    /// The rules.
    pub rules: RankingRules<'a>,
    /// Open overdue orders by place of the station; a missing entry is 0.
    pub overdue: &'a [u32],
    /// What false evidence costs, by station, ascending.
    pub false_evidence: &'a [FalseEvidence],
    /// Former ranks by place of the subject (station or unit); a missing entry is none.
    pub previous: &'a [Option<PreviousRank>],
}

/// How sure a rank is; see the module `certainty` for the definition.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Certainty {
    /// The score is good to plus or minus this at 90 % or more, bp; `None` when nothing is known about the spread.
    pub margin_bp: Option<u16>,
    /// Best and worst rank that the data allow at 90 % or more; `None` for an unranked subject.
    pub ranks: Option<(u32, u32)>,
    /// Whether the score differs significantly (90 %) from that of the next row; `None` for the last ranked row, for an
    /// unranked one, and when nothing is known about the spread.
    pub differs_from_next: Option<bool>,
}

/// One line of a ranking.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RankRow {
    /// Place of the station or unit in the network.
    pub subject: u32,
    /// Comparison class; 0 for units.
    pub class: u8,
    /// Competition rank within the class; `None` below the minimum.
    pub rank: Option<u32>,
    /// How many subjects of the class are ranked: a rank is never shown without it.
    pub class_size: u32,
    /// Quarter of the class by rank, 1 = best.
    pub quartile: Option<u8>,
    /// Mean score, rounded half up.
    pub score_bp: u16,
    /// Audits that count.
    pub audits: u32,
    /// Stations with a score: 1 for a station.
    pub stations: u32,
    /// Stations of a unit without a score; 0 for a station.
    pub not_covered: u32,
    /// Failed critical items, all audits together, and false evidence of the period.
    pub critical_misses: u32,
    /// Of them: submissions that were rejected for false evidence; 0 for a unit.
    pub false_evidence: u32,
    /// False evidence leaves the station without stars until this day, included; `None` for a unit.
    pub no_stars_until: Option<i32>,
    /// Open overdue orders.
    pub open_overdue: u32,
    /// Mean of the restroom touchpoint.
    pub restroom_bp: Option<u16>,
    /// Mean share of points that were N/A.
    pub na_bp: u16,
    /// Means of all touchpoints.
    pub touchpoints: TouchScores,
    /// Grade of the period; `None` for a unit, which has none (§3.5).
    pub grade: Option<Grade>,
    /// Stars of the period, 0 to 5; `None` for a unit.
    pub stars: Option<u8>,
    /// Whether a red line holds the grade down, not lifted by a remedial visit.
    pub capped: bool,
    /// Rank in the compared edition, when it was in the same class.
    pub previous_rank: Option<u32>,
    /// Places won (positive) or lost against it.
    pub movement: Option<i32>,
    /// How sure the rank is.
    pub certainty: Certainty,
}

/// A class at a glance. Station roles must not see `not_covered` (decision 23).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ClassSummary {
    /// The class.
    pub class: u8,
    /// Subjects that take part.
    pub subjects: u32,
    /// Of them ranked: the class size.
    pub ranked: u32,
    /// With a score but below the minimum.
    pub unranked: u32,
    /// Without any audit.
    pub not_covered: u32,
    /// Mean over the subjects with a score.
    pub mean_bp: Option<u16>,
    /// Quartiles of the ranked scores.
    pub quartiles: Option<crate::FiveNumbers>,
}

/// All stations together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Overall {
    /// Mean over stations with a score, one station one vote.
    pub score_bp: Option<u16>,
    /// Stations that take part.
    pub stations: u32,
    /// Of them with a score.
    pub covered: u32,
    /// Audits that count.
    pub audits: u64,
    /// Touchpoint means, one station one vote.
    pub touchpoints: TouchScores,
}

impl Overall {
    const NONE: Self = Self { score_bp: None, stations: 0, covered: 0, audits: 0, touchpoints: TouchScores::EMPTY };
}

/// A whole ranking.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ranking {
    /// Ranked and unranked subjects in total order.
    pub rows: Vec<RankRow>,
    /// A summary of every class of the network, in order.
    pub classes: Vec<ClassSummary>,
    /// Places of the subjects without any audit, by code.
    pub not_covered: Vec<u32>,
    /// All stations together.
    pub overall: Overall,
}

impl Ranking {
    /// The row of a subject.
    pub fn row(&self, subject: u32) -> Option<&RankRow> {
        self.rows.iter().find(|row| row.subject == subject)
    }

    /// The rows of a class, in order: the first ten are what a station sees beside its own (decision 32).
    pub fn of_class(&self, class: u8) -> &[RankRow] {
        let from = self.rows.partition_point(|row| row.class < class);
        let until = self.rows.partition_point(|row| row.class <= class);
        self.rows.get(from..until).unwrap_or_default()
    }

    /// The ranks by place of the subject, to compare a later ranking with; `subjects` is how many places there are.
    pub fn as_previous(&self, subjects: usize) -> Vec<Option<PreviousRank>> {
        let mut previous = vec![None; subjects];
        for row in &self.rows {
            if let Some(place) = previous.get_mut(row.subject as usize) {
                *place = row.rank.map(|rank| PreviousRank { class: row.class, rank });
            }
        }
        previous
    }
}

impl RankingInput<'_> {
    /// Ranks stations or units.
    ///
    /// # Errors
    /// Rows that speak of unknown stations, scores above 10000, more than 65,535 observations of one subject.
    pub fn rank(&self, level: Level) -> Result<Ranking, ReportError> {
        let mut tallies = tally::by_station(&self.selection, self.rules.remedial_min_bp)?;
        for one in self.false_evidence {
            if let Some(tally) = tallies.get_mut(one.station as usize) {
                tally.accuse(one.findings);
            }
        }
        let (mut ranking, all) = match level {
            Level::Station => self.rank_stations(&tallies)?,
            Level::Unit { depth } => units::rank(self, &tallies, depth)?,
        };
        ranking.overall = Overall {
            score_bp: all.score_bp(),
            stations: self.selection.stations().count() as u32,
            covered: all.n,
            audits: tallies.iter().map(|tally| u64::from(tally.n)).sum(),
            touchpoints: all.touchpoints(),
        };
        Ok(ranking)
    }

    /// The ranking, and the tally of all stations together.
    fn rank_stations(&self, tallies: &[Tally]) -> Result<(Ranking, Tally), ReportError> {
        let network = self.selection.network;
        let place = Place {
            rules: &self.rules,
            previous: self.previous,
            tallies,
            order: network.station_order(),
            classes: network.classes(),
            graded: true,
        };
        let ranking = place.all(|station, tally| {
            self.selection.takes(station).then_some(Subject {
                class: network.class_of(station)?,
                audits: tally.n,
                stations: 1,
                not_covered: 0,
                overdue: self.overdue_of(station),
                false_evidence: self.false_evidence_of(station),
            })
        });
        let mut all = Tally::EMPTY;
        for row in &ranking.rows {
            all.observe(row.score_bp, row.na_bp, &row.touchpoints)?;
        }
        Ok((ranking, all))
    }

    fn overdue_of(&self, station: usize) -> u32 {
        self.overdue.get(station).copied().unwrap_or(0)
    }

    fn false_evidence_of(&self, station: usize) -> Option<FalseEvidence> {
        let found = self.false_evidence.binary_search_by_key(&station, |one| one.station as usize);
        self.false_evidence.get(found.ok()?).copied()
    }
}
