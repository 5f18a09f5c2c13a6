//! From findings to drafts, repeats, and what orders set off (§5.1, §5.5).

use crate::support::checklist;
use crate::world::{ms, policy};
use forecourt_core::checklist::DeadlineClass::{self, T0, T1, T3, T7, T30};
use forecourt_core::checklist::Severity;
use forecourt_core::day::DAY_MS;
use forecourt_core::finding::{Finding, FindingKind};
use forecourt_core::order::{
    Earlier, EarlierNote, EarlierOrder, FollowUp, NewOrder, OrderState, Outcome, Record, Standing, Trigger, draft,
    follow_up, reinspection_days, second_repeats, triggers,
};
use forecourt_core::score::Miss;
use time::macros::{date, datetime};
use uuid::Uuid;

/// The first item of this severity and class.
fn item(severity: Severity, class: DeadlineClass) -> &'static str {
    let found = checklist().items.iter().find(|item| item.severity == severity && item.deadline == Some(class));
    found.expect("the checklist has one").id.as_str()
}

fn finding(id: &str, miss: Miss) -> Finding {
    let index = checklist().item_index(id).expect("an item");
    let item = &checklist().items[index];
    let kind = match (item.severity, miss) {
        (Severity::Minor, Miss::Partial) => FindingKind::Observation,
        _ => FindingKind::Ticket,
    };
    Finding { item: index, severity: item.severity, miss, kind, class: item.deadline, lost_points: 1 }
}

fn visit() -> i64 {
    ms(datetime!(2026-07-01 10:00 +8))
}

/// An order of the item that was closed so many days before the visit.
fn closed(id: u128, item: &str, days: i64) -> EarlierOrder<'_> {
    EarlierOrder {
        id: Uuid::from_u128(id),
        item,
        of_this_audit: false,
        state: OrderState::Closed,
        closed_ms: Some(visit() - days * DAY_MS),
        missed_ms: visit() - (days + 10) * DAY_MS,
        repeat: false,
    }
}

fn outcome(finding: Finding, orders: &[EarlierOrder], notes: &[EarlierNote]) -> Outcome {
    let mut found = draft(policy(), checklist(), &[finding], visit(), &Earlier { orders, notes });
    assert_eq!(found.len(), 1);
    found.remove(0)
}

fn opened(class: DeadlineClass) -> Outcome {
    Outcome::Open(NewOrder { class, repeat_of: None, root_cause: false, plan_wanted: false, project: false })
}

fn repeated(class: DeadlineClass, of: u128) -> NewOrder {
    NewOrder { class, repeat_of: Some(Uuid::from_u128(of)), root_cause: true, plan_wanted: false, project: false }
}

#[test]
fn misses_open_orders_in_their_class() {
    for (severity, class) in [(Severity::Critical, T0), (Severity::Major, T3), (Severity::Minor, T3)] {
        assert_eq!(outcome(finding(item(severity, class), Miss::Full), &[], &[]), opened(class), "{severity:?}");
    }
    let major = item(Severity::Major, T3);
    assert_eq!(outcome(finding(major, Miss::Partial), &[], &[]), opened(T3), "a partial miss of a major item too");
}

#[test]
fn a_partial_miss_of_a_minor_item_is_noted_until_it_repeats() {
    let minor = item(Severity::Minor, T3);
    let partial = finding(minor, Miss::Partial);
    assert_eq!(outcome(partial, &[], &[]), Outcome::Note);
    let noted = |days: i64| [EarlierNote { item: minor, missed_ms: visit() - days * DAY_MS }];
    assert_eq!(outcome(partial, &[], &noted(90)), opened(T3), "no order was there before: its own class");
    assert_eq!(outcome(partial, &[], &noted(91)), Outcome::Note);
    let other = [EarlierNote { item: item(Severity::Major, T3), missed_ms: visit() - DAY_MS }];
    assert_eq!(outcome(partial, &[], &other), Outcome::Note);
    assert_eq!(outcome(partial, &[], &noted(0)), Outcome::Note, "itself is not earlier");
    assert_eq!(outcome(partial, &[closed(1, minor, 30)], &[]), Outcome::Open(repeated(T1, 1)));
    assert_eq!(outcome(partial, &[closed(1, minor, 91)], &[]), Outcome::Note);
}

#[test]
fn what_is_open_is_joined() {
    let major = item(Severity::Major, T3);
    for state in OrderState::ALL.iter().filter(|state| state.is_open()) {
        let open = EarlierOrder { state: *state, closed_ms: None, ..closed(3, major, 0) };
        let both = [closed(1, major, 20), open];
        let found = outcome(finding(major, Miss::Full), &both, &[]);
        assert_eq!(found, Outcome::Attach { order: Uuid::from_u128(3) }, "{state}");
    }
    let minor = item(Severity::Minor, T3);
    let open = EarlierOrder { state: OrderState::Issued, closed_ms: None, ..closed(4, minor, 0) };
    let joined = outcome(finding(minor, Miss::Partial), &[open], &[]);
    assert_eq!(joined, Outcome::Attach { order: Uuid::from_u128(4) }, "an observation joins it too");
    let cancelled = EarlierOrder { state: OrderState::Cancelled, closed_ms: None, ..closed(5, major, 0) };
    assert_eq!(outcome(finding(major, Miss::Full), &[cancelled], &[]), opened(T3), "what is cancelled does not count");
}

#[test]
fn a_red_line_has_one_order_of_its_audit() {
    let red = item(Severity::Critical, T0);
    for (state, closed_ms) in [(OrderState::Issued, None), (OrderState::Closed, Some(visit() + DAY_MS))] {
        let own = EarlierOrder { of_this_audit: true, state, closed_ms, ..closed(9, red, 0) };
        let found = outcome(finding(red, Miss::Full), &[own], &[]);
        assert_eq!(found, Outcome::Standing { order: Uuid::from_u128(9) }, "issued before publication");
    }
}

#[test]
fn the_ninetieth_day_is_a_repeat_and_the_next_is_none() {
    let major = item(Severity::Major, T7);
    let at = |days| outcome(finding(major, Miss::Full), &[closed(1, major, days)], &[]);
    assert_eq!(at(1), Outcome::Open(repeated(T3, 1)));
    assert_eq!(at(90), Outcome::Open(repeated(T3, 1)));
    assert_eq!(at(91), opened(T7));
    assert_eq!(at(0), opened(T7), "closed at the visit: it was seen before the fix was verified");
    assert_eq!(at(-5), opened(T7), "closed after the visit");
    let two = [closed(1, major, 80), closed(2, major, 20)];
    assert_eq!(outcome(finding(major, Miss::Full), &two, &[]), Outcome::Open(repeated(T3, 2)), "the latest closure");
}

#[test]
fn each_class_gets_one_step_shorter() {
    let red = item(Severity::Critical, T0);
    assert_eq!(outcome(finding(red, Miss::Full), &[closed(1, red, 5)], &[]), Outcome::Open(repeated(T0, 1)));
    for (class, shorter) in [(T1, T1), (T3, T1), (T7, T3)] {
        let found = checklist().items.iter().find(|item| item.deadline == Some(class)).expect("one").id.as_str();
        let again = outcome(finding(found, Miss::Full), &[closed(1, found, 5)], &[]);
        assert_eq!(again, Outcome::Open(repeated(shorter, 1)), "{class:?}");
    }
    let building = Finding { class: Some(T30), ..finding(item(Severity::Major, T7), Miss::Full) };
    let again = outcome(building, &[closed(1, item(Severity::Major, T7), 5)], &[]);
    assert_eq!(again, Outcome::Open(NewOrder { plan_wanted: true, ..repeated(T7, 1) }), "T30 becomes T7 with a plan");
}

#[test]
fn the_second_repeat_within_half_a_year_makes_a_project() {
    let major = item(Severity::Major, T7);
    let project = |missed_days: i64| {
        let first = closed(1, major, 150);
        let second = EarlierOrder { repeat: true, missed_ms: visit() - missed_days * DAY_MS, ..closed(2, major, 60) };
        match outcome(finding(major, Miss::Full), &[first, second], &[]) {
            Outcome::Open(order) => (order.repeat_of, order.class, order.project),
            other => panic!("{other:?}"),
        }
    };
    let of = Some(Uuid::from_u128(2));
    assert_eq!(project(100), (of, T3, true));
    assert_eq!(project(180), (of, T3, true));
    assert_eq!(project(181), (of, T3, false));
}

#[test]
fn second_repeats_are_told_by_the_orders_that_stand() {
    let order = |day: i64| Standing { missed_ms: day * DAY_MS, closed_ms: Some((day + 2) * DAY_MS) };
    let of = |days: &[i64]| second_repeats(policy(), &days.iter().map(|day| order(*day)).collect::<Vec<_>>());
    assert_eq!(of(&[0, 10, 20, 30]), [2, 3]);
    assert_eq!(of(&[0, 20, 30]), [2], "one of three repeats is gone");
    assert!(of(&[0, 30]).is_empty(), "a first repeat");
    assert_eq!(of(&[0, 92, 184]), [2]);
    assert!(of(&[0, 92, 185]).is_empty(), "the last is no repeat");
    assert_eq!(of(&[0, 11, 104, 191]), [3], "the first repeat was 180 days before");
    assert!(of(&[0, 10, 103, 191]).is_empty(), "it was 181 days before");
    let open = Standing { missed_ms: 20 * DAY_MS, closed_ms: None };
    assert_eq!(second_repeats(policy(), &[order(0), order(10), open]), [2], "it may be open itself");
}

#[test]
fn every_finding_has_its_outcome_in_order() {
    let all: Vec<Finding> = checklist().items.iter().map(|item| finding(&item.id, Miss::Full)).collect();
    let found = draft(policy(), checklist(), &all, visit(), &Earlier::default());
    let expected = |finding: &Finding| {
        let item = &checklist().items[finding.item];
        item.deadline.map_or(Outcome::Note, opened)
    };
    assert_eq!(found, all.iter().map(expected).collect::<Vec<_>>(), "bonus items have no class and no order");
}

#[test]
fn what_brings_a_station_a_re_inspection() {
    let of = |record: Record| triggers(policy(), &record);
    let fine = Record { finals_bp: &[6999, 7000], ..Record::default() };
    assert_eq!(of(fine), []);
    assert_eq!(of(Record { red_lines: 1, ..fine }), [Trigger::RedLine]);
    assert_eq!(of(Record { overdue_orders: 1, ..fine }), []);
    assert_eq!(of(Record { overdue_orders: 2, ..fine }), [Trigger::OverdueOrders]);
    assert_eq!(of(Record { false_evidence: true, ..fine }), [Trigger::FalseEvidence]);
    assert_eq!(of(Record { finals_bp: &[9000, 6000], ..fine }), []);
    assert_eq!(of(Record { finals_bp: &[9000, 5999], ..fine }), [Trigger::LowScore]);
    assert_eq!(of(Record { finals_bp: &[6999], ..fine }), [], "one audit does not run");
    assert_eq!(of(Record { finals_bp: &[6999, 6999], ..fine }), [Trigger::LowScores]);
    assert_eq!(of(Record { finals_bp: &[6999, 7000, 6999], ..fine }), []);
    assert_eq!(of(Record { finals_bp: &[6999, 5999], ..fine }), [Trigger::LowScore, Trigger::LowScores]);
    assert_eq!(of(Record::default()), []);
}

#[test]
fn a_re_inspection_lies_seven_to_fifteen_days_after_the_last_closure() {
    let days = reinspection_days(policy(), ms(datetime!(2026-03-10 23:59:59 +8)));
    assert_eq!(days, (date!(2026 - 03 - 17), date!(2026 - 03 - 25)));
}

#[test]
fn re_inspections_that_stay_low_bring_help_then_a_meeting() {
    let of = |scores: &[u32]| follow_up(policy(), scores);
    assert_eq!((of(&[]), of(&[7000]), of(&[6999])), (None, None, Some(FollowUp::Help)));
    assert_eq!(of(&[6999, 6999]), Some(FollowUp::Meeting));
    assert_eq!((of(&[6999, 7000]), of(&[7000, 6999])), (None, Some(FollowUp::Help)));
}

#[test]
fn a_fifth_of_the_stations_and_at_least_five_are_one_problem() {
    let holds = |missed, audited| policy().systemic.holds(missed, audited);
    assert!(holds(5, 25) && holds(5, 5) && holds(200, 1000));
    assert!(!holds(5, 26) && !holds(4, 4) && !holds(199, 1000) && !holds(0, 0));
    assert!(holds(u32::MAX, u32::MAX));
}
