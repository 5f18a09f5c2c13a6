//! Lenses: the same points gathered by another tag than the touchpoint (§4.2: `half_up(10000 * ΣE, ΣA)` over the answered
//! base items of a tag).
//!
//! What an item earned is told from its packed outcome: an outcome stands for one number of points as long as no two values
//! of the item's answer share it, see [`Worth`]. Implied misses count as in the score: answered, nothing earned.

use forecourt_core::checklist::{AnswerKind, Checklist, Item};

use crate::outcome::is_low;
use crate::touchpoints::Grouping;
use crate::{Network, Outcome, ReportError, share_bp};

/// By which tag of an item points are gathered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Lens {
    /// The five SERVQUAL dimensions.
    Servqual,
    /// The six characteristics of service quality.
    Characteristic,
    /// The three Kano classes.
    Kano,
    /// The touchpoints.
    Touchpoint,
}

impl Lens {
    /// The lens of a word: `servqual`, `characteristic`, `kano` or `touchpoint`.
    pub fn parse(word: &str) -> Option<Self> {
        Some(match word {
            "servqual" => Self::Servqual,
            "characteristic" => Self::Characteristic,
            "kano" => Self::Kano,
            "touchpoint" => Self::Touchpoint,
            _ => return None,
        })
    }

    /// The tag of an item under this lens; `None` when it has none.
    pub fn tag<'c>(self, checklist: &'c Checklist, item: &Item) -> Option<&'c str> {
        match self {
            Self::Servqual => item.servqual.map(|tag| tag.as_str()),
            Self::Characteristic => item.characteristic.map(|tag| tag.as_str()),
            Self::Kano => item.kano.map(|tag| tag.as_str()),
            Self::Touchpoint => checklist.touchpoints.get(item.touchpoint).map(|one| one.id.as_str()),
        }
    }
}

/// Codes that half a byte can hold.
const CODES: usize = 16;

/// What each outcome of an item is worth in points.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Worth {
    answered: [u32; CODES],
    earned: [u32; CODES],
    /// Whether every outcome of the item stands for one number of points. Where it does not, the least is taken.
    pub exact: bool,
}

impl Worth {
    /// The worth of an item's outcomes; nothing at all for a bonus.
    pub fn of(checklist: &Checklist, item: &Item) -> Self {
        let mut worth = Self { answered: [0; CODES], earned: [0; CODES], exact: true };
        if item.is_bonus() {
            return worth;
        }
        let sure = [Outcome::Full, Outcome::NotProven, Outcome::Missed, Outcome::Implied];
        for outcome in sure.into_iter().chain([Outcome::Met, Outcome::Partial, Outcome::PartialLow]) {
            worth.answered[outcome as usize] = item.points;
        }
        worth.earned[Outcome::Full as usize] = item.points;
        worth.earned[Outcome::NotProven as usize] = item.points;
        let mut values = earnable(item);
        values.sort_unstable();
        values.dedup();
        for earned in values.into_iter().rev().filter(|earned| *earned > 0 && *earned < item.points) {
            let met = u64::from(earned) * 100 >= u64::from(item.points) * u64::from(checklist.scoring.miss_below_pct);
            let outcome = match () {
                () if met => Outcome::Met,
                () if is_low(item.points, earned) => Outcome::PartialLow,
                () => Outcome::Partial,
            };
            let place = &mut worth.earned[outcome as usize];
            worth.exact &= *place == 0;
            *place = earned;
        }
        worth
    }

    /// (answered, earned) points of an outcome.
    pub fn points(&self, outcome: Outcome) -> (u32, u32) {
        (self.answered[outcome as usize], self.earned[outcome as usize])
    }
}

/// Every number of points that an answer to the item can earn.
fn earnable(item: &Item) -> Vec<u32> {
    match &item.answer {
        AnswerKind::PassFail => vec![0, item.points],
        AnswerKind::Graded(grades) => grades.points.clone(),
        AnswerKind::Measured(scale) | AnswerKind::Count(scale) => {
            let shares = scale.bands.iter().map(|band| band.pct).chain([scale.else_pct, 0]);
            shares.map(|pct| (u64::from(item.points) * u64::from(pct) / 100) as u32).collect()
        }
    }
}

/// The points of one tag of one subject.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct TagPoints {
    /// Answers that count.
    pub answers: u64,
    /// ΣA: points of answered items.
    pub answered: u64,
    /// ΣE: points earned.
    pub earned: u64,
}

impl TagPoints {
    /// ΣE of ΣA in bp; `None` when nothing was answered.
    pub fn score_bp(&self) -> Option<u16> {
        share_bp(self.earned, self.answered)
    }
}

/// How the items of one checklist version go into the tags of a report.
#[derive(Debug, Clone)]
pub struct Gathering {
    /// For each item its tag by number, and its worth.
    items: Vec<(Option<usize>, Worth)>,
    /// Whether the points are exact, see [`Worth::exact`].
    pub exact: bool,
}

impl Gathering {
    /// Prepares a checklist version; tags that are not in the list yet are added to it.
    pub fn of(lens: Lens, checklist: &Checklist, tags: &mut Vec<String>) -> Self {
        let mut exact = true;
        let mut place = |item: &Item| {
            let tag = lens.tag(checklist, item).filter(|_| !item.is_bonus())?;
            Some(tags.iter().position(|known| known == tag).unwrap_or_else(|| {
                tags.push(tag.to_owned());
                tags.len() - 1
            }))
        };
        let items = checklist.items.iter().map(|item| {
            let (tag, worth) = (place(item), Worth::of(checklist, item));
            exact &= worth.exact || tag.is_none();
            (tag, worth)
        });
        let items = items.collect();
        Self { items, exact }
    }
}

/// Points by subject and tag over any number of audits.
#[derive(Debug, Clone, Default)]
pub struct LensTally {
    /// By number of the subject.
    subjects: Vec<Option<(u64, Vec<TagPoints>)>>,
}

/// One subject of a lens report.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LensRow {
    /// Place of the unit or station; `None`: everything together.
    pub subject: Option<u32>,
    /// Audits that count.
    pub audits: u64,
    /// By number of the tag; tags beyond its end have nothing.
    pub tags: Vec<TagPoints>,
}

impl LensTally {
    /// Counts one audit of a subject by its packed outcomes.
    ///
    /// # Errors
    /// A wrong length or an unknown code.
    pub fn add(&mut self, subject: usize, gathering: &Gathering, packed: &[u8]) -> Result<(), ReportError> {
        crate::outcome::check_len(packed, gathering.items.len())?;
        if self.subjects.len() <= subject {
            self.subjects.resize_with(subject + 1, || None);
        }
        let (audits, tags) = self.subjects[subject].get_or_insert_default();
        *audits += 1;
        let codes = packed.iter().flat_map(|byte| [byte & 15, byte >> 4]);
        for ((tag, worth), code) in gathering.items.iter().zip(codes) {
            let (answered, earned) = worth.points(Outcome::from_code(code)?);
            let Some(tag) = tag.filter(|_| answered > 0) else { continue };
            if tags.len() <= tag {
                tags.resize(tag + 1, TagPoints::default());
            }
            let points = &mut tags[tag];
            points.answers += 1;
            points.answered += u64::from(answered);
            points.earned += u64::from(earned);
        }
        Ok(())
    }

    /// A row per subject that has audits, by code; the only row of [`Grouping::Network`] has no subject.
    pub fn rows(self, grouping: Grouping, network: &Network) -> Vec<LensRow> {
        let mut rows: Vec<LensRow> = Vec::new();
        for (place, found) in self.subjects.into_iter().enumerate() {
            let Some((audits, tags)) = found else { continue };
            let subject = (grouping != Grouping::Network).then_some(place as u32);
            rows.push(LensRow { subject, audits, tags });
        }
        let order = |row: &LensRow| match (grouping, row.subject) {
            (Grouping::Stations, Some(place)) => network.station_order().order.get(place as usize).copied(),
            (_, Some(place)) => network.unit_order().order.get(place as usize).copied(),
            _ => None,
        };
        rows.sort_by_key(order);
        rows
    }
}

/// The number of the subject that a station's audits go to; `None` when it is in none.
pub fn subjects(grouping: Grouping, network: &Network) -> Vec<Option<u32>> {
    match grouping {
        Grouping::Network => vec![Some(0); network.stations().len()],
        Grouping::Units { depth } => network.units_at(depth),
        Grouping::Stations => (0..network.stations().len() as u32).map(Some).collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use forecourt_core::checklist::Flags;
    use forecourt_core::registry::builtin;
    use forecourt_core::score::{Answer, ScoreInput, score};
    use proptest::prelude::*;

    fn station_69() -> &'static Checklist {
        builtin().get("station-69", 1).unwrap()
    }

    #[test]
    fn points_of_station_69_are_told_exactly_by_outcomes() {
        for item in &station_69().items {
            assert!(Worth::of(station_69(), item).exact, "{}", item.id);
        }
    }

    #[test]
    fn two_values_of_one_outcome_are_not_exact() {
        let mut item = station_69().items[station_69().item_index("entry.queue_wait_to_pump").unwrap()].clone();
        let AnswerKind::Measured(scale) = &mut item.answer else { panic!("measured") };
        scale.bands[2].pct = 60;
        scale.bands[1].pct = 70;
        let worth = Worth::of(station_69(), &item);
        assert!(!worth.exact);
        assert_eq!(worth.points(Outcome::Partial), (item.points, item.points * 60 / 100));
    }

    proptest! {
        /// The lens by touchpoint is the sum of the scores' own touchpoints.
        #[test]
        fn a_lens_gathers_what_the_score_earned(
            audits in prop::collection::vec(prop::collection::vec((0..9_u32, 0..4_u32), 69), 1..6),
        ) {
            let checklist = station_69();
            let flags = Flags::defaults(checklist);
            let mut tags = Vec::new();
            let gathering = Gathering::of(Lens::Touchpoint, checklist, &mut tags);
            let mut tally = LensTally::default();
            let mut expected = vec![(0_u64, 0_u64); checklist.touchpoints.len()];
            for audit in &audits {
                let answers: Vec<Answer> = checklist.items.iter().zip(audit).map(|(item, (value, skip))| match &item.answer {
                    _ if *skip == 0 => Answer::None,
                    AnswerKind::PassFail => Answer::Bool(value % 2 == 0),
                    AnswerKind::Graded(grades) => Answer::Int(value % (grades.max() + 1)),
                    AnswerKind::Measured(scale) | AnswerKind::Count(scale) => {
                        let bands: Vec<u32> = scale.bands.iter().map(|band| band.le).chain([scale.max]).collect();
                        Answer::Int(bands[*value as usize % bands.len()])
                    }
                }).collect();
                let score = score(checklist, &ScoreInput::new(&answers, &flags));
                let outcomes: Vec<Outcome> = score.lines.iter().map(Outcome::from).collect();
                tally.add(0, &gathering, &crate::pack(&outcomes)).unwrap();
                for (sum, touchpoint) in expected.iter_mut().zip(&score.summary.touchpoints) {
                    sum.0 += u64::from(touchpoint.answered);
                    sum.1 += u64::from(touchpoint.earned);
                }
            }
            let (count, found) = tally.subjects[0].clone().unwrap();
            prop_assert_eq!(count, audits.len() as u64);
            for (touchpoint, expected) in checklist.touchpoints.iter().zip(expected) {
                let tag = tags.iter().position(|tag| *tag == touchpoint.id);
                let points = tag.and_then(|tag| found.get(tag)).copied().unwrap_or_default();
                prop_assert_eq!((points.answered, points.earned), expected, "{}", touchpoint.id);
            }
        }
    }
}
