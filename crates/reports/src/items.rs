//! Weak items: which items stations miss most, against the network (§2.1 "miss", decision 8).
//!
//! Pass rate = answered and not missed ÷ answered. Implied misses are left out of both; a bonus item is never weak and
//! is not listed. Audits are counted one by one, so any number of them takes the same few kilobytes.

use forecourt_core::checklist::{Item, Kano};

use crate::outcome::check_len;
use crate::{Outcome, ReportError, share_bp};

/// What of an item decides about its place in the list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ItemMeta {
    /// Whether customers take it for granted (Kano must-be): listed first among equals.
    pub must_be: bool,
    /// A bonus item: not listed.
    pub bonus: bool,
}

impl From<&Item> for ItemMeta {
    fn from(item: &Item) -> Self {
        Self { must_be: item.kano == Some(Kano::MustBe), bonus: item.is_bonus() }
    }
}

/// Counts of outcomes per item over any number of audits of one checklist version.
#[derive(Clone)]
pub struct ItemTally {
    items: usize,
    audits: u64,
    /// For each packed byte how often each of its values occurred: one addition counts two items.
    pairs: Vec<[u32; 256]>,
}

impl ItemTally {
    /// An empty tally for a checklist version with so many items.
    pub fn new(items: usize) -> Self {
        Self { items, audits: 0, pairs: vec![[0; 256]; crate::packed_len(items)] }
    }

    /// Counts one audit by its packed outcomes.
    ///
    /// # Errors
    /// A wrong length; unknown codes are found by [`ItemTally::counts`].
    pub fn add(&mut self, packed: &[u8]) -> Result<(), ReportError> {
        check_len(packed, self.items)?;
        self.audits += 1;
        for (values, byte) in self.pairs.iter_mut().zip(packed) {
            let count = &mut values[usize::from(*byte)];
            *count = count.saturating_add(1);
        }
        Ok(())
    }

    /// How many audits were counted.
    pub fn audits(&self) -> u64 {
        self.audits
    }

    /// The counts per item, in checklist order.
    ///
    /// # Errors
    /// A code outside the list was counted.
    pub fn counts(&self) -> Result<Vec<ItemCounts>, ReportError> {
        let mut counts = vec![ItemCounts::default(); self.items];
        for (pair, values) in self.pairs.iter().enumerate() {
            for (value, times) in values.iter().enumerate().filter(|(_, times)| **times > 0) {
                for (half, code) in [value as u8 & 15, value as u8 >> 4].into_iter().enumerate() {
                    let outcome = Outcome::from_code(code)?;
                    if let Some(item) = counts.get_mut(2 * pair + half) {
                        item.add(outcome, u64::from(*times));
                    }
                }
            }
        }
        Ok(counts)
    }
}

/// How often each kind of outcome occurred for one item.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct ItemCounts {
    /// Answered and met, a red line that was not proven included.
    pub met: u64,
    /// Partial misses.
    pub partial: u64,
    /// Full misses.
    pub full: u64,
    /// Misses implied by a gate; not among the answered.
    pub implied: u64,
    /// Without an answer that counts.
    pub not_observed: u64,
    /// Not applicable, by predicate or by a reviewer.
    pub na: u64,
    /// Of the met: failed red lines that were not proven.
    pub not_proven: u64,
}

impl ItemCounts {
    fn add(&mut self, outcome: Outcome, times: u64) {
        match outcome {
            Outcome::Full | Outcome::Met => self.met += times,
            Outcome::NotProven => {
                self.met += times;
                self.not_proven += times;
            }
            Outcome::Partial | Outcome::PartialLow => self.partial += times,
            Outcome::Missed => self.full += times,
            Outcome::Implied => self.implied += times,
            Outcome::NotObserved => self.not_observed += times,
            Outcome::NotApplicable | Outcome::NotApplicableGranted => self.na += times,
            Outcome::BonusClaimed | Outcome::BonusNotClaimed | Outcome::BonusNotAccepted | Outcome::Absent => {}
        }
    }

    /// Adds the counts of the same item from another tally, such as an earlier checklist version.
    pub fn merge(&mut self, other: &Self) {
        self.met += other.met;
        self.partial += other.partial;
        self.full += other.full;
        self.implied += other.implied;
        self.not_observed += other.not_observed;
        self.na += other.na;
        self.not_proven += other.not_proven;
    }

    /// Answers that count for the pass rate.
    pub fn answered(&self) -> u64 {
        self.met + self.missed()
    }

    /// Partial and full misses.
    pub fn missed(&self) -> u64 {
        self.partial + self.full
    }

    /// Answered and not missed ÷ answered; `None` without an answer.
    pub fn pass_rate_bp(&self) -> Option<u16> {
        share_bp(self.met, self.answered())
    }

    /// Not applicable ÷ all audits that had the item.
    pub fn na_share_bp(&self) -> Option<u16> {
        share_bp(self.na, self.na + self.answered() + self.implied + self.not_observed)
    }
}

/// One line of the list of weak items.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ItemRow {
    /// Number of the item in the checklist, from 0.
    pub item: u32,
    /// The counts behind the rates.
    pub counts: ItemCounts,
    /// Pass rate; `None` without an answer.
    pub pass_rate_bp: Option<u16>,
    /// Share of N/A.
    pub na_share_bp: Option<u16>,
    /// Pass rate of the network.
    pub network_rate_bp: Option<u16>,
    /// Own less network's pass rate: negative = weaker than the network.
    pub gap_bp: Option<i32>,
    /// Whether there are at least as many answers as asked for.
    pub enough: bool,
}

/// The base items, worst first.
///
/// Order: items with at least `minimum` answers before the others and those without any answer last; then lower pass
/// rate, must-be items, more misses, checklist order. `own` and `network` are counts by item in the order of `items`; a
/// missing entry counts nothing.
pub fn weak_items(items: &[ItemMeta], own: &[ItemCounts], network: &[ItemCounts], minimum: u64) -> Vec<ItemRow> {
    let mut rows: Vec<(&ItemMeta, ItemRow)> = Vec::with_capacity(items.len());
    for (number, meta) in items.iter().enumerate().filter(|(_, meta)| !meta.bonus) {
        let counts = own.get(number).copied().unwrap_or_default();
        let pass_rate_bp = counts.pass_rate_bp();
        let network_rate_bp = network.get(number).and_then(ItemCounts::pass_rate_bp);
        let row = ItemRow {
            item: number as u32,
            counts,
            pass_rate_bp,
            na_share_bp: counts.na_share_bp(),
            network_rate_bp,
            gap_bp: pass_rate_bp.zip(network_rate_bp).map(|(own, all)| i32::from(own) - i32::from(all)),
            enough: counts.answered() >= minimum.max(1),
        };
        rows.push((meta, row));
    }
    rows.sort_by_key(|(meta, row)| {
        let rate = row.pass_rate_bp.unwrap_or(u16::MAX);
        (!row.enough, rate, !meta.must_be, std::cmp::Reverse(row.counts.missed()), row.item)
    });
    rows.into_iter().map(|(_, row)| row).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{pack, unpack};
    use proptest::prelude::*;

    fn meta(must_be: bool) -> ItemMeta {
        ItemMeta { must_be, bonus: false }
    }

    fn tally(audits: &[&[Outcome]]) -> ItemTally {
        let mut tally = ItemTally::new(audits[0].len());
        audits.iter().for_each(|audit| tally.add(&pack(audit)).unwrap());
        tally
    }

    #[test]
    fn pass_rate_leaves_implied_misses_out() {
        use Outcome::*;
        let counts = tally(&[&[Missed, Implied], &[Full, Met], &[Partial, NotObserved], &[NotProven, NotApplicable]]);
        let counts = counts.counts().unwrap();
        assert_eq!((counts[0].answered(), counts[0].missed(), counts[0].not_proven), (4, 2, 1));
        assert_eq!(counts[0].pass_rate_bp(), Some(5000));
        assert_eq!((counts[1].answered(), counts[1].implied), (1, 1));
        assert_eq!(counts[1].pass_rate_bp(), Some(10_000));
        assert_eq!(counts[1].na_share_bp(), Some(2500));
    }

    #[test]
    fn worst_first_must_be_first_among_equals() {
        use Outcome::*;
        let items = [meta(false), meta(true), meta(true), ItemMeta { bonus: true, ..meta(false) }, meta(true)];
        let own = tally(&[
            &[Missed, Partial, Full, BonusNotClaimed, NotApplicable],
            &[Full, Full, Full, BonusClaimed, NotApplicable],
        ]);
        let all = tally(&[&[Full, Full, Full, BonusClaimed, Full]]);
        let rows = weak_items(&items, &own.counts().unwrap(), &all.counts().unwrap(), 1);
        assert_eq!(rows.iter().map(|row| row.item).collect::<Vec<_>>(), [1, 0, 2, 4]);
        assert_eq!(rows[0].gap_bp, Some(-5000));
        assert_eq!((rows[3].pass_rate_bp, rows[3].gap_bp, rows[3].enough), (None, None, false));
    }

    #[test]
    fn few_answers_stand_behind_enough_answers() {
        use Outcome::*;
        let items = [meta(true), meta(true)];
        let own = tally(&[&[Missed, Full], &[NotApplicable, Missed]]).counts().unwrap();
        assert_eq!(weak_items(&items, &own, &own, 2)[0].item, 1);
        assert_eq!(weak_items(&items, &own, &own, 1)[0].item, 0);
    }

    #[test]
    fn nothing_counted_is_no_rate() {
        let rows = weak_items(&[meta(true)], &[], &[], 0);
        assert_eq!((rows.len(), rows[0].pass_rate_bp, rows[0].na_share_bp), (1, None, None));
        assert_eq!(ItemTally::new(3).counts().unwrap(), [ItemCounts::default(); 3]);
    }

    #[test]
    fn foreign_codes_are_found() {
        let mut tally = ItemTally::new(2);
        assert!(tally.add(&[0, 0]).is_err());
        tally.add(&[0x0d]).unwrap();
        assert_eq!(tally.counts(), Err(ReportError::UnknownOutcome(13)));
    }

    proptest! {
        #[test]
        fn counting_pairs_is_counting_items(audits in prop::collection::vec(prop::collection::vec(0..14_usize, 7), 0..40)) {
            let mut tally = ItemTally::new(7);
            let mut plain = vec![ItemCounts::default(); 7];
            for audit in &audits {
                let outcomes: Vec<Outcome> = audit.iter().map(|number| Outcome::ALL[*number]).collect();
                prop_assert_eq!(unpack(&pack(&outcomes), 7).unwrap(), outcomes.clone());
                tally.add(&pack(&outcomes)).unwrap();
                plain.iter_mut().zip(outcomes).for_each(|(item, outcome)| item.add(outcome, 1));
            }
            prop_assert_eq!(tally.counts().unwrap(), plain);
            prop_assert_eq!(tally.audits(), audits.len() as u64);
        }
    }
}
