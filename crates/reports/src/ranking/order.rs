//! Places subjects: the sort, competition ranks, movement, grades, certainty.

use super::{Certainty, ClassSummary, Overall, PreviousRank, RankRow, Ranking, RankingRules};
use crate::certainty::{Pool, Prior, RankIntervals, Spread};
use crate::network::CodeOrder;
use crate::tally::Tally;
use crate::{FULL_BP, FalseEvidence, FiveNumbers, half_up};
use forecourt_core::score::{Conditions, grade};

/// What is known of a subject beside its tally.
pub(super) struct Subject {
    pub class: u8,
    pub audits: u32,
    pub stations: u32,
    pub not_covered: u32,
    pub overdue: u32,
    pub false_evidence: Option<FalseEvidence>,
}

/// A field of subjects to be placed.
pub(super) struct Place<'a> {
    pub rules: &'a RankingRules<'a>,
    pub previous: &'a [Option<PreviousRank>],
    pub tallies: &'a [Tally],
    pub order: &'a CodeOrder,
    pub classes: u8,
    /// Whether subjects have grades: stations do, units do not.
    pub graded: bool,
}

/// The subjects of one class before they are placed.
#[derive(Default)]
struct Class {
    /// Sort keys of the ranked: score, critical misses, overdue, restroom, and in the low 32 bits the code order.
    keys: Vec<u128>,
    /// Code order of those below the minimum.
    unranked: Vec<u32>,
    not_covered: Vec<u32>,
    pool: Pool,
    sum: u64,
}

/// Bits of the key below what decides about equal ranks.
const CODE_BITS: u32 = 32;
/// Where the score begins in the key.
const SCORE_SHIFT: u32 = 112;
/// Tallies that are brought near at once.
const NEAR: usize = 256;

impl Place<'_> {
    /// Places all subjects for which `subject` gives something; its arguments are the place and its tally.
    pub fn all(&self, subject: impl Fn(usize, &Tally) -> Option<Subject>) -> Ranking {
        let mut classes: Vec<Class> = (0..self.classes).map(|_| Class::default()).collect();
        for (place, tally) in self.tallies.iter().enumerate() {
            if let Some(known) = subject(place, tally)
                && let Some(class) = classes.get_mut(usize::from(known.class))
            {
                self.enlist(class, place, tally, &known);
            }
        }
        let mut ranking = Ranking {
            rows: Vec::with_capacity(classes.iter().map(|class| class.keys.len() + class.unranked.len()).sum()),
            classes: Vec::with_capacity(classes.len()),
            not_covered: Vec::new(),
            overall: Overall::NONE,
        };
        let mut not_covered = Vec::new();
        for (number, mut class) in classes.into_iter().enumerate() {
            class.keys = sorted(class.keys);
            class.unranked.sort_unstable();
            ranking.classes.push(self.write_class(number as u8, &class, &mut ranking.rows, &subject));
            not_covered.append(&mut class.not_covered);
        }
        not_covered.sort_unstable();
        ranking.not_covered = not_covered.into_iter().map(|order| self.place_of(order) as u32).collect();
        ranking
    }

    fn enlist(&self, class: &mut Class, place: usize, tally: &Tally, known: &Subject) {
        let order = self.order.order.get(place).copied().unwrap_or(u32::MAX);
        let Some(score) = tally.score_bp() else {
            class.not_covered.push(order);
            return;
        };
        class.pool.add(tally);
        class.sum += u64::from(score);
        if tally.n < self.rules.minimum {
            class.unranked.push(order);
            return;
        }
        // No restroom is 0, a restroom at 0 is 1: having none stands below any score.
        let restroom = self.restroom(tally).map_or(0, |bp| bp + 1);
        let key = u128::from(!score) << SCORE_SHIFT
            | u128::from(tally.critical) << 80
            | u128::from(known.overdue) << 48
            | u128::from(!restroom) << CODE_BITS
            | u128::from(order);
        class.keys.push(key);
    }

    fn write_class(
        &self,
        number: u8,
        class: &Class,
        rows: &mut Vec<RankRow>,
        subject: &impl Fn(usize, &Tally) -> Option<Subject>,
    ) -> ClassSummary {
        let prior = class.pool.prior();
        let size = class.keys.len() as u32;
        let start = rows.len();
        let mut spreads: Vec<Spread> = Vec::with_capacity(if prior.is_some() { class.keys.len() } else { 0 });
        let (mut rank, mut before) = (0, None);
        let mut near = Vec::with_capacity(NEAR);
        for (chunk, keys) in class.keys.chunks(NEAR).enumerate() {
            // The tallies lie in random order and far apart: copied first, they are waited for all at once.
            near.clear();
            near.extend(keys.iter().map(|key| self.place_of(*key as u32)).map(|place| (place, self.tallies[place])));
            for (number, (key, (place, tally))) in keys.iter().zip(&near).enumerate() {
                if before.replace(key >> CODE_BITS) != Some(key >> CODE_BITS) {
                    rank = (chunk * NEAR + number) as u32 + 1;
                }
                if let Some(known) = subject(*place, tally) {
                    rows.push(self.row(*place, tally, &known, Some(rank), size));
                    spreads.extend(prior.map(|prior| prior.spread(tally)));
                }
            }
        }
        let ranked = rows.get_mut(start..).unwrap_or_default();
        judge(ranked, &spreads);
        let mut scores: Vec<u16> = ranked.iter().map(|row| row.score_bp).collect();
        scores.reverse();
        self.write_unranked(class, prior, size, rows, subject);
        let scored = size + class.unranked.len() as u32;
        ClassSummary {
            class: number,
            subjects: scored + class.not_covered.len() as u32,
            ranked: size,
            unranked: class.unranked.len() as u32,
            not_covered: class.not_covered.len() as u32,
            mean_bp: (scored > 0).then(|| half_up(class.sum, u64::from(scored)) as u16),
            quartiles: FiveNumbers::of_sorted(&scores),
        }
    }

    fn write_unranked(
        &self,
        class: &Class,
        prior: Option<Prior>,
        size: u32,
        rows: &mut Vec<RankRow>,
        subject: &impl Fn(usize, &Tally) -> Option<Subject>,
    ) {
        for order in &class.unranked {
            let place = self.place_of(*order);
            let tally = &self.tallies[place];
            if let Some(known) = subject(place, tally) {
                let mut row = self.row(place, tally, &known, None, size);
                row.certainty.margin_bp = prior.map(|prior| prior.spread(tally).margin_bp());
                rows.push(row);
            }
        }
    }

    // Always: a row that is returned by reference is copied once more, which is felt at 27,000 of them.
    #[inline(always)]
    fn row(&self, place: usize, tally: &Tally, known: &Subject, rank: Option<u32>, size: u32) -> RankRow {
        let score = tally.score_bp().unwrap_or(0);
        let capped = tally.red_line && !tally.lifted;
        let no_stars_until = known.false_evidence.and_then(|one| one.no_stars_until);
        let conditions = Conditions {
            best: capped.then_some(self.rules.red_line_best_grade),
            major_zero: tally.major_zero,
            overdue: known.overdue > 0,
            no_stars: no_stars_until.is_some(),
        };
        let grade = if self.graded { grade(self.rules.grades, u32::from(score), conditions) } else { None };
        let previous = self.previous.get(place).copied().flatten().filter(|previous| previous.class == known.class);
        let movement = rank.zip(previous).map(|(now, then)| {
            (i64::from(then.rank) - i64::from(now)).clamp(i64::from(i32::MIN), i64::from(i32::MAX)) as i32
        });
        RankRow {
            subject: place as u32,
            class: known.class,
            rank,
            class_size: size,
            quartile: rank.map(|rank| (u64::from(rank - 1) * 4 / u64::from(size) + 1) as u8),
            score_bp: score,
            audits: known.audits,
            stations: known.stations,
            not_covered: known.not_covered,
            critical_misses: tally.critical,
            false_evidence: known.false_evidence.map_or(0, |one| one.findings),
            no_stars_until,
            open_overdue: known.overdue,
            restroom_bp: self.restroom(tally),
            na_bp: tally.na_bp(),
            touchpoints: tally.touchpoints(),
            grade: grade.map(|(grade, _)| grade),
            stars: grade.map(|(_, stars)| u8::try_from(stars).unwrap_or(u8::MAX)),
            capped: self.graded && capped,
            previous_rank: previous.map(|previous| previous.rank),
            movement,
            certainty: Certainty::default(),
        }
    }

    #[inline]
    fn restroom(&self, tally: &Tally) -> Option<u16> {
        tally.touchpoint(usize::from(self.rules.restroom?))
    }

    #[inline]
    fn place_of(&self, order: u32) -> usize {
        self.order.by_code.get(order as usize).map_or(usize::MAX, |place| *place as usize)
    }
}

/// Sorts keys: first dealt out by score, which leaves a handful for each, then each handful: a twentieth of a month's
/// whole ranking faster than a plain sort.
fn sorted(keys: Vec<u128>) -> Vec<u128> {
    let score = |key: u128| usize::from(!((key >> SCORE_SHIFT) as u16)).min(usize::from(FULL_BP));
    let mut next = vec![0_u32; usize::from(FULL_BP) + 2];
    // Keys are ascending with falling scores: a score begins where all higher ones end.
    keys.iter().for_each(|key| next[usize::from(FULL_BP) - score(*key) + 1] += 1);
    let mut begin = 0;
    for place in &mut next {
        begin += *place;
        *place = begin;
    }
    let mut dealt = vec![0; keys.len()];
    for key in keys {
        let place = &mut next[usize::from(FULL_BP) - score(key)];
        dealt[*place as usize] = key;
        *place += 1;
    }
    dealt.chunk_by_mut(|a, b| a >> SCORE_SHIFT == b >> SCORE_SHIFT).for_each(<[u128]>::sort_unstable);
    dealt
}

/// Fills in how sure the ranks of one class are; without spreads every rank is possible.
fn judge(ranked: &mut [RankRow], spreads: &[Spread]) {
    let size = ranked.len() as u32;
    if spreads.len() != ranked.len() {
        for row in ranked {
            row.certainty.ranks = Some((1, size));
        }
        return;
    }
    let intervals: Vec<(u16, u16)> =
        ranked.iter().zip(spreads).map(|(row, spread)| spread.interval(row.score_bp)).collect();
    let ranks = RankIntervals::new(&intervals);
    for number in 0..ranked.len() {
        let score = ranked[number].score_bp;
        let next = ranked.get(number + 1).zip(spreads.get(number + 1));
        ranked[number].certainty = Certainty {
            margin_bp: Some(spreads[number].margin_bp()),
            ranks: Some(ranks.ranks(intervals[number])),
            differs_from_next: next.map(|(row, spread)| spreads[number].differs(score, spread, row.score_bp)),
        };
    }
}
