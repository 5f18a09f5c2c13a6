//! From the findings of an audit to drafts: what opens an order, what is attached to an open one, what is only noted
//! (§5.1, §5.5).

use super::policy::Policy;
use super::table::OrderState;
use crate::checklist::{Checklist, DeadlineClass};
use crate::day;
use crate::finding::{Finding, FindingKind};
use crate::score::Miss;
use uuid::Uuid;

/// An earlier order of the same station. Cancelled ones leave every count and are not given here.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EarlierOrder<'a> {
    pub id: Uuid,
    /// Id of its item, the same in every version of a checklist.
    pub item: &'a str,
    /// It comes from the audit whose findings are drafted: a red line that was confirmed before publication.
    pub of_this_audit: bool,
    pub state: OrderState,
    /// When it was closed, epoch ms.
    pub closed_ms: Option<i64>,
    /// The visit of the finding that opened it, epoch ms.
    pub missed_ms: i64,
    /// It was a repeat when it was opened.
    pub repeat: bool,
}

/// An earlier miss of the same station that was only noted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EarlierNote<'a> {
    pub item: &'a str,
    /// The visit, epoch ms.
    pub missed_ms: i64,
}

/// What is known of the station when an audit is published, or when a red line is confirmed.
#[derive(Debug, Clone, Default)]
pub struct Earlier<'a> {
    pub orders: &'a [EarlierOrder<'a>],
    pub notes: &'a [EarlierNote<'a>],
}

/// What becomes of a finding.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    /// A new order.
    Open(NewOrder),
    /// The item is open already: the finding joins it, its due time stays, its counter goes up by one.
    Attach { order: Uuid },
    /// This audit has its order for the item.
    Standing { order: Uuid },
    /// An observation.
    Note,
}

/// What a new order is like.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NewOrder {
    pub class: DeadlineClass,
    /// The order that did not last, if this is a repeat.
    pub repeat_of: Option<Uuid>,
    /// The cause has to be named with the submission.
    pub root_cause: bool,
    /// A plan has to be given although the class asks for none: the repeat of a class that asks for one.
    pub plan_wanted: bool,
    /// Second repeat: the item gets a PDCA project, the station goes on the watch list.
    pub project: bool,
}

/// What becomes of each finding of an audit, in their order.
///
/// `visited_ms` is the begin of the visit. Findings without a class in the checklist take that of their severity.
pub fn draft(
    policy: &Policy,
    checklist: &Checklist,
    findings: &[Finding],
    visited_ms: i64,
    earlier: &Earlier,
) -> Vec<Outcome> {
    findings.iter().map(|finding| outcome(policy, checklist, finding, visited_ms, earlier)).collect()
}

fn outcome(policy: &Policy, checklist: &Checklist, finding: &Finding, visited_ms: i64, earlier: &Earlier) -> Outcome {
    let item = checklist.items[finding.item].id.as_str();
    let orders: Vec<&EarlierOrder> = earlier.orders.iter().filter(|order| order.item == item).collect();
    let standing = |order: &&&EarlierOrder| order.state != OrderState::Cancelled;
    if let Some(order) = orders.iter().filter(standing).find(|order| order.of_this_audit) {
        return Outcome::Standing { order: order.id };
    }
    if let Some(order) = orders.iter().find(|order| order.state.is_open()) {
        return Outcome::Attach { order: order.id };
    }
    let Some(class) = policy.class_of(finding.severity, finding.class) else { return Outcome::Note };
    let within = |from: i64, days: u32| within(from, visited_ms, days);
    let closed = orders.iter().filter_map(|order| Some((order.closed_ms?, *order)));
    let last =
        closed.filter(|(at, order)| order.state == OrderState::Closed && *at < visited_ms).max_by_key(|(at, _)| *at);
    let repeated = last.filter(|(at, _)| within(*at, policy.repeat.within_days)).map(|(_, order)| order);
    let Some(before) = repeated else {
        let noted = is_noted(policy, earlier.notes, item, visited_ms);
        let first = finding.kind == FindingKind::Observation && finding.miss == Miss::Partial && !noted;
        return if first { Outcome::Note } else { Outcome::Open(plain(class)) };
    };
    let shorter = policy.shortened(class);
    let again = orders.iter().any(|order| {
        order.repeat && order.closed_ms.is_some() && within(order.missed_ms, policy.repeat.second_within_days)
    });
    Outcome::Open(NewOrder {
        class: shorter,
        repeat_of: Some(before.id),
        root_cause: true,
        plan_wanted: policy.class(class).plan.is_some() && policy.class(shorter).plan.is_none(),
        project: again,
    })
}

/// Whether an item was noted before, so recently that its partial miss in this visit is a repeat (§5.1).
pub fn is_noted(policy: &Policy, notes: &[EarlierNote], item: &str, visited_ms: i64) -> bool {
    let recently = |note: &EarlierNote| within(note.missed_ms, visited_ms, policy.repeat.within_days);
    notes.iter().any(|note| note.item == item && recently(note))
}

/// Whether an instant lies before a visit, on one of so many days.
fn within(from_ms: i64, visited_ms: i64, days: u32) -> bool {
    let passed = (day::date_of(visited_ms) - day::date_of(from_ms)).whole_days();
    from_ms < visited_ms && passed <= i64::from(days)
}

/// An order of one item of one station that stands: it is not cancelled.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Standing {
    /// Begin of the visit that missed the item.
    pub missed_ms: i64,
    /// When it was closed, if it is.
    pub closed_ms: Option<i64>,
}

/// Which orders of one item of one station are second repeats by those that stand, with their places in the list, which
/// begins with the oldest (§5.5). What an order was when it was drafted does not matter: others may have been cancelled since.
pub fn second_repeats(policy: &Policy, orders: &[Standing]) -> Vec<usize> {
    let rule = &policy.repeat;
    let mut repeats: Vec<Standing> = Vec::new();
    let mut second = Vec::new();
    for (n, order) in orders.iter().enumerate() {
        let visited = order.missed_ms;
        let last = orders[..n].iter().filter_map(|one| one.closed_ms).filter(|at| *at < visited).max();
        if !last.is_some_and(|at| within(at, visited, rule.within_days)) {
            continue;
        }
        let again = |one: &Standing| one.closed_ms.is_some() && within(one.missed_ms, visited, rule.second_within_days);
        if repeats.iter().any(again) {
            second.push(n);
        }
        repeats.push(*order);
    }
    second
}

fn plain(class: DeadlineClass) -> NewOrder {
    NewOrder { class, repeat_of: None, root_cause: false, plan_wanted: false, project: false }
}
