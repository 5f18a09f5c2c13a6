//! The row of an order, from orders that went through core's own acts.

use forecourt_core::calendar;
use forecourt_core::checklist::DeadlineClass;
use forecourt_core::day::{HOUR_MS, at_hour};
use forecourt_core::order::{Act, Actor, CancelReason, Order, Rules, Span, builtin};
use forecourt_core::states::Role;
use forecourt_reports::OrderFact;
use time::macros::date;
use uuid::Uuid;

fn rules() -> Rules<'static> {
    Rules { policy: builtin(1).expect("the policy is built in"), calendar: calendar::builtin() }
}

/// Monday 9 March 2026, an hour in Shanghai; a T3 issued at 10:00 is due on Thursday at 18:00.
fn at(hour: i64) -> i64 {
    at_hour(date!(2026 - 03 - 09), hour)
}

const DUE_HOUR: i64 = 3 * 24 + 18;

fn station() -> Actor {
    Actor::person(Uuid::from_u128(1), Role::Station)
}

fn office() -> Actor {
    Actor::person(Uuid::from_u128(2), Role::Region)
}

fn chief() -> Actor {
    Actor::person(Uuid::from_u128(3), Role::Hq)
}

fn played(class: DeadlineClass, acts: &[(i64, Actor, Act)]) -> Order {
    acts.iter().fold(Order::draft(class, false), |order, (hour, actor, act)| {
        order.apply(*act, *actor, at(*hour), rules()).unwrap_or_else(|refusal| panic!("{act:?}: {refusal:?}"))
    })
}

fn t3(acts: &[(i64, Actor, Act)]) -> Order {
    let issue = (10, office(), Act::Issue { due_ms: None });
    let all: Vec<_> = [issue].into_iter().chain(acts.iter().copied()).collect();
    played(DeadlineClass::T3, &all)
}

fn fact(order: &Order, hour: i64) -> OrderFact {
    OrderFact::of(5, order, at(hour), rules()).expect("a row")
}

const SUBMIT: Act = Act::Submit { on_site: false };

#[test]
fn an_open_order_is_late_after_its_due_time() {
    let order = t3(&[]);
    let in_time = fact(&order, DUE_HOUR);
    assert_eq!((in_time.station, in_time.class, in_time.issued_ms), (5, DeadlineClass::T3, at(10)));
    assert_eq!((in_time.due_ms, in_time.late, in_time.overdue_since_ms), (Some(at(DUE_HOUR)), false, None));
    let late = OrderFact::of(5, &order, at(DUE_HOUR) + 1, rules()).expect("a row");
    assert_eq!((late.late, late.overdue_since_ms, late.closed_ms), (true, Some(at(DUE_HOUR)), None));
}

#[test]
fn drafts_and_cancelled_orders_have_no_row() {
    assert_eq!(OrderFact::of(0, &Order::draft(DeadlineClass::T3, false), at(10), rules()), None);
    let cancelled = t3(&[(11, office(), Act::Cancel { reason: CancelReason::IssuedInError })]);
    assert_eq!(OrderFact::of(0, &cancelled, at(12), rules()), None);
}

#[test]
fn the_verifiers_time_makes_nobody_late() {
    let sent = t3(&[(20, station(), SUBMIT)]);
    let waits = fact(&sent, 24 * 30);
    assert_eq!(
        (waits.late, waits.overdue_since_ms, waits.with_verifier, waits.verifier_late),
        (false, None, true, true)
    );
    let closed = fact(&t3(&[(20, station(), SUBMIT), (24 * 30, office(), Act::Verify)]), 24 * 31);
    assert_eq!((closed.late, closed.closed_ms, closed.with_verifier), (false, Some(at(24 * 30)), false));
    let too_late = fact(&t3(&[(DUE_HOUR + 1, station(), SUBMIT)]), DUE_HOUR + 2);
    assert_eq!((too_late.late, too_late.overdue_since_ms), (true, Some(at(DUE_HOUR))));
}

#[test]
fn an_appeal_stops_the_clock() {
    let paused = t3(&[(20, Actor::System, Act::Pause)]);
    let row = fact(&paused, 24 * 30);
    assert_eq!((row.paused, row.late, row.overdue_since_ms), (true, false, None));
    let late_before = fact(&t3(&[(DUE_HOUR + 1, Actor::System, Act::Pause)]), 24 * 30);
    assert_eq!((late_before.paused, late_before.late), (true, true));
    assert_eq!(late_before.overdue_since_ms, Some(at(DUE_HOUR)));
}

#[test]
fn the_grace_of_a_rejection_does_not_count_for_the_rate() {
    // Submitted in the last hour and rejected at once: one working day is left for the rate, two for the ladder.
    let reject = Act::Reject { false_evidence: false };
    let order = t3(&[(DUE_HOUR - 1, station(), SUBMIT), (DUE_HOUR - 1, office(), reject)]);
    let row = fact(&order, DUE_HOUR + 24 + 1);
    assert_eq!((row.due_ms, row.late, row.overdue_since_ms), (Some(at(DUE_HOUR + 24)), true, None));
    assert!(!fact(&order, DUE_HOUR + 24).late);
}

#[test]
fn what_an_extension_saved_is_told_apart() {
    let extended = |hour: i64| {
        t3(&[
            (20, station(), Act::AskExtension { by: Span::WorkingDays(1) }),
            (21, chief(), Act::GrantExtension),
            (hour, station(), SUBMIT),
            (hour + 1, office(), Act::Verify),
        ])
    };
    let saved = fact(&extended(DUE_HOUR + 2), 24 * 10);
    assert_eq!((saved.late, saved.thanks_to_extension, saved.due_ms), (false, true, Some(at(DUE_HOUR + 24))));
    let needless = fact(&extended(DUE_HOUR - 2), 24 * 10);
    assert_eq!((needless.late, needless.thanks_to_extension), (false, false));
}

#[test]
fn what_the_system_issued_is_told_apart() {
    let by_system = |class| {
        let order = played(class, &[(18, Actor::System, Act::Issue { due_ms: None })]);
        fact(&order, 19).by_system
    };
    assert!(by_system(DeadlineClass::T3) && !by_system(DeadlineClass::T0));
    assert!(!fact(&t3(&[]), 11).by_system);
}

#[test]
fn a_past_instant_is_seen_through_the_order_of_then() {
    let order = t3(&[(20, station(), SUBMIT), (21, office(), Act::Verify)]);
    let then = order.as_of(at(20), rules());
    let row = OrderFact::of(0, &then, at(20) + HOUR_MS / 2, rules()).expect("a row");
    assert_eq!((row.closed_ms, row.with_verifier), (None, true));
}
