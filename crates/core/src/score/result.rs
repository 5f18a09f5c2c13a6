//! What a score says.

use super::input::Answer;
use crate::checklist::{Checklist, Grade, words};

/// A score with its explanation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Score {
    pub summary: Summary,
    /// One line per item, in the order of the checklist.
    pub lines: Vec<Line>,
    /// Items that have an answer although they are N/A, by index.
    pub ignored: Vec<usize>,
}

/// The figures of a score (§3.3); rates in basis points.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Summary {
    /// `None` only when no weighted points were answered.
    pub base_bp: Option<u32>,
    /// Claimed and accepted bonus, capped, whether it counts or not.
    pub bonus_bp: u32,
    /// The bonus that counts.
    pub bonus_applied_bp: u32,
    /// Failed critical items.
    pub red_lines: u32,
    /// `None` when the audit is not valid, as are `grade` and `stars`.
    pub final_bp: Option<u32>,
    pub grade: Option<Grade>,
    pub stars: Option<u32>,
    /// `None` only when nothing applies.
    pub coverage_bp: Option<u32>,
    /// Points that are N/A only because of this visit (§3.6).
    pub visit_na_points: u32,
    /// Why the audit is not valid; empty when it is.
    pub reasons: Vec<Reason>,
    /// By touchpoint index.
    pub touchpoints: Vec<TouchpointScore>,
}

impl Summary {
    /// Whether the audit may be scored (§3.6).
    pub fn is_valid(&self) -> bool {
        self.reasons.is_empty()
    }
}

/// The figures of one touchpoint (§3.1, §3.2).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TouchpointScore {
    /// N_t.
    pub nominal: u32,
    /// w_t, in basis points.
    pub weight_bp: u32,
    /// AP_t: points that are not N/A.
    pub applicable: u32,
    /// A_t: points of answered items.
    pub answered: u32,
    /// E_t.
    pub earned: u32,
    /// Failed critical items.
    pub red_lines: u32,
    /// `None` when nothing was answered, as is `grade`.
    pub score_bp: Option<u32>,
    /// By `score_bp` alone; fail when a red line of the touchpoint failed.
    pub grade: Option<Grade>,
}

/// Why an audit is not valid (§3.6).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Reason {
    Coverage,
    /// By touchpoint index.
    TouchpointCoverage(usize),
    /// By item index.
    CriticalUnanswered(usize),
    VisitNaOverLimit,
    NoWeightedPoints,
}

impl Reason {
    /// The reason as it stands in answers, for example `touchpoint_coverage:restroom`.
    pub fn text(self, checklist: &Checklist) -> String {
        match self {
            Reason::Coverage => "coverage".to_owned(),
            Reason::TouchpointCoverage(index) => format!("touchpoint_coverage:{}", checklist.touchpoints[index].id),
            Reason::CriticalUnanswered(index) => format!("critical_unanswered:{}", checklist.items[index].id),
            Reason::VisitNaOverLimit => "visit_na_over_limit".to_owned(),
            Reason::NoWeightedPoints => "no_weighted_points".to_owned(),
        }
    }
}

/// Why an item earned what it earned.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Line {
    /// Index into the checklist's items.
    pub item: usize,
    pub state: State,
    /// The answer as given, also where it is not accepted; none for an N/A item.
    pub answer: Answer,
    pub nominal: u32,
    pub earned: u32,
    pub miss: Miss,
    pub rule: Rule,
    pub evidence: EvidenceState,
    /// N/A only because of visit flags or by a reviewer's grant (decisions 6 and 7).
    pub visit_caused: bool,
}

impl Line {
    /// Whether the item counts in item pass rates: answered base items without implied misses (§2.1, decision 8).
    pub fn counts_in_pass_rate(&self) -> bool {
        self.state == State::Answered && self.nominal > 0 && !matches!(self.rule, Rule::ImpliedBy(_))
    }

    /// The rule as it stands in answers, for example `band:10:80` or `na:!v.night`.
    pub fn rule_text(&self, checklist: &Checklist) -> String {
        let (word, detail, numbers) = self.rule_parts(checklist);
        match numbers {
            Some((first, separator, second)) => format!("{word}{first}{separator}{second}"),
            None => format!("{word}{detail}"),
        }
    }

    /// The rule as its word, what it refers to, and two numbers with the sign between them.
    pub(super) fn rule_parts<'a>(&self, checklist: &'a Checklist) -> (&'static str, &'a str, Option<(u32, char, u32)>) {
        match self.rule {
            Rule::Grade { grade, max } => ("grade:", "", Some((grade, '/', max))),
            Rule::Band { le, pct } => ("band:", "", Some((le, ':', pct))),
            Rule::NaByFlags => {
                ("na:", checklist.items[self.item].na_when.as_ref().map_or("", |condition| condition.text()), None)
            }
            Rule::ImpliedBy(gate) => ("implied_by:", &checklist.items[gate].id, None),
            Rule::Pass => ("pass", "", None),
            Rule::Fail => ("fail", "", None),
            Rule::OverBands => ("over_bands", "", None),
            Rule::NeverHappened => ("never_happened", "", None),
            Rule::NaGranted => ("na:requested", "", None),
            Rule::NotObserved => ("not_observed", "", None),
            Rule::RedLine => ("red_line", "", None),
            Rule::NotProven => ("not_proven", "", None),
            Rule::BonusClaimed => ("bonus_claimed", "", None),
            Rule::BonusNotClaimed => ("bonus_not_claimed", "", None),
            Rule::BonusNotAccepted => ("bonus_not_accepted", "", None),
        }
    }
}

words! {
    /// What became of an item (§3.1).
    State {
        Answered = "answered", "已作答", "answered";
        Na = "na", "不适用", "not applicable";
        NotObserved = "not_observed", "未观察到", "not observed";
    }
}
words! {
    /// How far an item was missed (§2.1).
    Miss {
        None = "none", "达标", "none";
        Partial = "partial", "部分未达标", "partial miss";
        Full = "full", "未达标", "full miss";
    }
}
words! {
    /// The evidence behind an answer (decision 10).
    EvidenceState {
        Assumed = "assumed", "视为已有证据", "taken to be there";
        Met = "met", "有照片或凭证", "photo or document";
        PhotoReason = "photo_reason", "说明了无法拍照的原因", "reason for no photo";
        Remark = "remark", "有文字说明", "remark";
        Missing = "missing", "缺少证据", "missing";
        NoneRequired = "none_required", "不需要证据", "none required";
    }
}

/// The rule that decided an item.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Rule {
    Pass,
    Fail,
    Grade {
        grade: u32,
        max: u32,
    },
    /// The value fell into the band up to `le`, worth `pct` per cent.
    Band {
        le: u32,
        pct: u32,
    },
    /// Above the last band.
    OverBands,
    NeverHappened,
    /// The item's N/A condition holds.
    NaByFlags,
    /// A reviewer granted the shopper's request.
    NaGranted,
    NotObserved,
    /// The gate that failed, by item index.
    ImpliedBy(usize),
    RedLine,
    NotProven,
    BonusClaimed,
    BonusNotClaimed,
    /// Claimed without the evidence it needs.
    BonusNotAccepted,
}
