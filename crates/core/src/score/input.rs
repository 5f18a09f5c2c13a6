//! What a score is made from.

use crate::checklist::{AnswerKind, Flags, MAX_ITEMS};
use crate::violation::Code;

/// The answer to one item.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Answer {
    /// Not answered: not observed.
    #[default]
    None,
    /// Of a pass_fail item; of a bonus item, whether it is claimed.
    Bool(bool),
    /// The grade of a graded item, the number of a measured or count item.
    Int(u32),
}

impl Answer {
    /// Whether the answer suits the item: `wrong_type` or `out_of_range` if it does not.
    pub fn check(self, kind: &AnswerKind) -> Result<(), Code> {
        match (self, kind.max_value()) {
            (Answer::None, _) | (Answer::Bool(_), None) => Ok(()),
            (Answer::Int(value), Some(max)) if value <= max => Ok(()),
            (Answer::Int(_), Some(_)) => Err(Code::OutOfRange),
            _ => Err(Code::WrongType),
        }
    }
}

/// Everything a score depends on beside the checklist.
#[derive(Debug, Clone, Copy)]
pub struct ScoreInput<'a> {
    /// By item index; what is missing at the end, or does not suit its item, counts as not answered.
    pub answers: &'a [Answer],
    pub flags: &'a Flags,
    /// Basis points by touchpoint index, instead of the checklist's own weights.
    pub weights: Option<&'a [u32]>,
    pub evidence: Evidence<'a>,
    /// Critical items whose miss was judged not proven: they count as passed (decision 10).
    pub not_proven: ItemSet,
    /// Items that the reviewer keeps although their evidence is missing (decision 10).
    pub kept: ItemSet,
    /// Items that the reviewer set N/A on request; ignored for critical items (decision 6).
    pub extra_na: ItemSet,
    /// A second reviewer accepted more visit-caused N/A than allowed (§3.6).
    pub visit_na_accepted: bool,
    /// What was known of the station at publication.
    pub standing: Standing,
}

impl<'a> ScoreInput<'a> {
    /// Answers and flags, default weights, evidence assumed, nothing decided by reviewers.
    pub fn new(answers: &'a [Answer], flags: &'a Flags) -> Self {
        Self {
            answers,
            flags,
            weights: None,
            evidence: Evidence::Assumed,
            not_proven: ItemSet::EMPTY,
            kept: ItemSet::EMPTY,
            extra_na: ItemSet::EMPTY,
            visit_na_accepted: false,
            standing: Standing::default(),
        }
    }

    /// The answer to the item at an index.
    pub fn answer(&self, index: usize) -> Answer {
        self.answers.get(index).copied().unwrap_or_default()
    }
}

/// What decides about the stars of an audit beside its answers: how its station stands when it is published.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Standing {
    /// Open overdue orders (§3.3).
    pub overdue_open: u32,
    /// False evidence takes all stars for some days (§5.4).
    pub no_stars: bool,
}

/// What is known about the evidence of the answers.
#[derive(Debug, Clone, Copy)]
pub enum Evidence<'a> {
    /// Photos are still on their way, or there are none to look at: evidence is taken to be there.
    Assumed,
    /// By item index; what is missing at the end is no evidence.
    Given(&'a [ItemEvidence]),
}

/// What stands behind one answer (decision 10).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct ItemEvidence {
    /// At least one referred photo or document is verified.
    pub photo: bool,
    /// The answer names a reason why no photo could be taken.
    pub photo_reason: bool,
    /// Length of the answer's remark in characters.
    pub remark_chars: u32,
}

/// A set of item indexes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct ItemSet([u64; MAX_ITEMS / 64]);

impl ItemSet {
    /// No item.
    pub const EMPTY: Self = Self([0; MAX_ITEMS / 64]);

    /// Adds an item; indexes beyond [`MAX_ITEMS`] are ignored.
    pub fn insert(&mut self, index: usize) {
        if let Some(word) = self.0.get_mut(index / 64) {
            *word |= 1 << (index % 64);
        }
    }

    /// Whether the item is in the set.
    pub fn contains(&self, index: usize) -> bool {
        self.0.get(index / 64).is_some_and(|word| word & (1 << (index % 64)) != 0)
    }

    /// The indexes in ascending order.
    pub fn iter(&self) -> impl Iterator<Item = usize> + '_ {
        (0..MAX_ITEMS).filter(|index| self.contains(*index))
    }
}

impl FromIterator<usize> for ItemSet {
    fn from_iter<T: IntoIterator<Item = usize>>(indexes: T) -> Self {
        let mut set = Self::EMPTY;
        for index in indexes {
            set.insert(index);
        }
        set
    }
}
