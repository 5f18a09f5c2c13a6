//! From a score to findings: what was missed, and what has to be fixed (§2.1, §5.1).

use crate::checklist::{Checklist, DeadlineClass, Severity, words};
use crate::score::{Miss, Rule, Score};

/// A missed base item.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Finding {
    /// Index into the checklist's items.
    pub item: usize,
    pub severity: Severity,
    /// `Full` or `Partial`.
    pub miss: Miss,
    pub kind: FindingKind,
    /// Deadline class of the item; of an observation, the class it would have as an order.
    pub class: Option<DeadlineClass>,
    pub lost_points: u32,
}

words! {
    /// What becomes of a finding (§5.1).
    FindingKind {
        Ticket = "ticket", "开整改单", "rectification order";
        Observation = "observation", "观察项", "observation";
    }
}

/// The findings of an audit in the order of the checklist.
///
/// Critical and full misses and partial misses of major items ask for an order, partial misses of minor items are
/// observations. Implied misses are no findings of their own (decision 8), nor are items that were not proven.
pub fn findings(checklist: &Checklist, score: &Score) -> Vec<Finding> {
    let missed = score.lines.iter().filter(|l| l.miss != Miss::None && !matches!(l.rule, Rule::ImpliedBy(_)));
    let finding = |line: &crate::score::Line| {
        let item = &checklist.items[line.item];
        let kind = match (item.severity, line.miss) {
            (Severity::Minor, Miss::Partial) => FindingKind::Observation,
            _ => FindingKind::Ticket,
        };
        Finding {
            item: line.item,
            severity: item.severity,
            miss: line.miss,
            kind,
            class: item.deadline,
            lost_points: line.nominal - line.earned,
        }
    };
    missed.map(finding).collect()
}
