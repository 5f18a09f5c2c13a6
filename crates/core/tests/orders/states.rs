//! Every state × verb × role, and what a refusal says (decisions.md, "Orders").

use crate::world::{Story, office, policy, rules};
use forecourt_core::calendar;
use forecourt_core::checklist::DeadlineClass::{self, T0, T3, T30};
use forecourt_core::order::{
    Act, Actor, CancelReason, Order, OrderState, OrderVerb, Refusal, Rules, Span, allowed, may, may_ever,
};
use forecourt_core::states::Role;
use time::OffsetDateTime;
use time::macros::datetime;
use uuid::Uuid;

const START: OffsetDateTime = datetime!(2026-03-09 10:00 +8);
const NOW: OffsetDateTime = datetime!(2026-03-10 10:00 +8);

/// An act of this verb, and an order in this state in which only the table can forbid it.
fn scene(verb: OrderVerb, state: OrderState) -> (Act, Order) {
    let (act, class) = match verb {
        OrderVerb::Issue => (Act::Issue { due_ms: None }, T3),
        OrderVerb::Acknowledge => (Act::Acknowledge, T3),
        OrderVerb::Contain => (Act::Contain, T0),
        OrderVerb::Plan => (Act::Plan, T30),
        OrderVerb::Submit => (Act::Submit { on_site: false }, T3),
        OrderVerb::Verify => (Act::Verify, T3),
        OrderVerb::Close => (Act::Close, T3),
        OrderVerb::Reject => (Act::Reject { false_evidence: false }, T3),
        OrderVerb::AskExtension => (Act::AskExtension { by: Span::WorkingDays(1) }, T3),
        OrderVerb::GrantExtension => (Act::GrantExtension, T3),
        OrderVerb::RefuseExtension => (Act::RefuseExtension, T3),
        OrderVerb::Pause => (Act::Pause, T3),
        OrderVerb::Resume => (Act::Resume, T3),
        OrderVerb::Cancel => (Act::Cancel { reason: CancelReason::Appeal }, T3),
    };
    (act, in_state(class, state, verb).order)
}

fn in_state(class: DeadlineClass, state: OrderState, verb: OrderVerb) -> Story {
    let mut story = Story { order: Order::draft(class, false), rules: rules() };
    let ask = Act::AskExtension { by: Span::WorkingDays(1) };
    let asked = matches!(verb, OrderVerb::GrantExtension | OrderVerb::RefuseExtension);
    let way: &[Act] = match state {
        OrderState::Draft => &[],
        OrderState::Issued => &[Act::Issue { due_ms: None }],
        OrderState::Acknowledged => &[Act::Issue { due_ms: None }, Act::Acknowledge],
        OrderState::Submitted => &[Act::Issue { due_ms: None }, Act::Submit { on_site: true }],
        OrderState::Verified => &[Act::Issue { due_ms: None }, Act::Submit { on_site: true }, Act::Verify],
        OrderState::Closed => &[Act::Issue { due_ms: None }, Act::Submit { on_site: false }, Act::Verify],
        OrderState::Cancelled => &[Act::Cancel { reason: CancelReason::IssuedInError }],
    };
    for (index, act) in way.iter().enumerate() {
        story = story.then(*act, START);
        if index == 0 && asked && *act == (Act::Issue { due_ms: None }) {
            story = story.then(ask, START);
        }
    }
    if verb == OrderVerb::Resume && state.is_open() {
        story = story.then(Act::Pause, START);
    }
    assert_eq!(story.order.state, state);
    story
}

/// A stranger to everything that was handed in.
fn somebody(role: Role) -> Actor {
    Actor::person(Uuid::from_u128(99), role)
}

#[test]
fn every_state_verb_and_role_is_as_the_table_says() {
    let actors = Role::ALL.iter().map(|role| somebody(*role)).chain([Actor::System]);
    let (mut accepted, mut tried) = (0, 0);
    for actor in actors {
        for verb in OrderVerb::ALL {
            for state in OrderState::ALL {
                let (mut act, order) = scene(*verb, *state);
                if *verb == OrderVerb::Cancel && actor != Actor::System {
                    act = Act::Cancel { reason: CancelReason::IssuedInError };
                }
                tried += 1;
                let found = order.apply(act, actor, crate::world::ms(NOW), rules());
                match found {
                    Ok(next) => {
                        accepted += 1;
                        assert!(may(*verb, *state, actor.role()), "{verb} in {state} by {actor:?}");
                        let row = allowed(*verb, *state).expect("a row");
                        assert!(row.to.contains(&next.state), "{verb} in {state} leads to {}", next.state);
                        assert_eq!(next.history.len(), order.history.len() + 1);
                    }
                    Err(Refusal::Role { .. }) => assert!(!may_ever(*verb, actor.role()), "{verb} by {actor:?}"),
                    Err(refusal) => {
                        assert_eq!(refusal, Refusal::State { verb: *verb, state: *state }, "by {actor:?}");
                        assert!(!may(*verb, *state, actor.role()), "{verb} in {state} by {actor:?}");
                        for text in [refusal.text().zh, refusal.text().en] {
                            assert!(text.contains(state.as_str()), "{text} does not name {state}");
                        }
                    }
                }
            }
        }
    }
    // 9 rows of the station for two roles, 10 of the office for two, 6 for two and the system, 11 of the system.
    assert_eq!((tried, accepted), (11 * 14 * 7, 9 * 2 + 10 * 2 + 6 * 3 + 11));
}

fn sent(on_site: bool) -> Story {
    Story::issued(T3, START).then(Act::Submit { on_site }, START)
}

#[test]
fn nobody_verifies_what_he_or_his_superior_submitted() {
    let by = |role: Role, person: u128| Actor::person(Uuid::from_u128(person), role);
    let now = crate::world::ms(NOW);
    for act in [Act::Verify, Act::Reject { false_evidence: false }] {
        let order = Story::issued(T3, START).order;
        let order = order.apply(Act::Submit { on_site: false }, by(Role::Region, 7), now, rules()).expect("on behalf");
        let verb = act.verb();
        assert_eq!(order.apply(act, by(Role::Region, 7), now, rules()), Err(Refusal::SamePerson { verb }));
        assert_eq!(order.apply(act, by(Role::Hq, 7), now, rules()), Err(Refusal::SamePerson { verb }));
        let beneath = Actor::Person { id: Uuid::from_u128(8), role: Role::Region, beneath: true };
        assert_eq!(order.apply(act, beneath, now, rules()), Err(Refusal::Beneath { verb }));
        assert!(order.apply(act, by(Role::Region, 8), now, rules()).is_ok());
    }
    let verified = sent(true).then(Act::Verify, NOW);
    assert_eq!(
        verified.order.apply(Act::Close, by(Role::Hq, 1), now, rules()),
        Err(Refusal::SamePerson { verb: OrderVerb::Close })
    );
}

#[test]
fn nobody_grants_himself_time() {
    let asker = Actor::person(Uuid::from_u128(2), Role::Region);
    let now = crate::world::ms(NOW);
    let ask = Act::AskExtension { by: Span::WorkingDays(1) };
    let order = Story::issued(T3, START).order.apply(ask, asker, now, rules()).expect("asked by the office");
    for act in [Act::GrantExtension, Act::RefuseExtension] {
        assert_eq!(order.apply(act, office(), now, rules()), Err(Refusal::SamePerson { verb: act.verb() }));
        assert!(order.apply(act, somebody(Role::Region), now, rules()).is_ok());
    }
    let refused = order.apply(Act::RefuseExtension, somebody(Role::Hq), now, rules()).expect("refused");
    let granted = refused.apply(Act::GrantExtension, somebody(Role::Hq), now, rules());
    assert_eq!(granted, Err(Refusal::NothingAsked { state: OrderState::Issued }));
}

#[test]
fn a_check_on_site_closes_what_was_drawn_for_it() {
    assert_eq!(sent(false).then(Act::Verify, NOW).order.state, OrderState::Closed);
    let verified = sent(true).then(Act::Verify, NOW);
    assert_eq!((verified.order.state, verified.order.closed_ms), (OrderState::Verified, None));
    assert_eq!(verified.then(Act::Close, NOW).order.state, OrderState::Closed);
    let back = sent(true).then(Act::Verify, NOW).then(Act::Reject { false_evidence: true }, NOW);
    assert_eq!((back.order.state, back.order.round, back.order.verified_ms), (OrderState::Acknowledged, 1, None));
    assert!(back.order.false_evidence && back.order.submission.is_none());
}

#[test]
fn reasons_of_the_audit_are_given_by_the_system() {
    let now = crate::world::ms(NOW);
    for state in OrderState::ALL.iter().filter(|state| **state != OrderState::Cancelled) {
        for reason in CancelReason::ALL {
            for actor in [Actor::System, office()] {
                let order = in_state(T3, *state, OrderVerb::Cancel).order;
                let found = order.apply(Act::Cancel { reason: *reason }, actor, now, rules());
                let right = reason.of_the_audit() == (actor == Actor::System);
                if *state == OrderState::Closed && actor != Actor::System {
                    assert_eq!(found, Err(Refusal::State { verb: OrderVerb::Cancel, state: *state }));
                } else if right {
                    assert_eq!(found.map(|order| order.cancelled), Ok(Some(*reason)));
                } else {
                    assert_eq!(found, Err(Refusal::Reason { state: *state, reason: *reason }));
                }
            }
        }
    }
}

/// A danger that was seen is removed even if the audit is void; only an appeal or a missing proof ends it.
#[test]
fn a_red_line_outlives_a_void_audit() {
    let order = Story::issued(T0, START).order;
    let now = crate::world::ms(NOW);
    let cancel = |reason| order.apply(Act::Cancel { reason }, Actor::System, now, rules());
    let refusal = Refusal::Reason { state: OrderState::Issued, reason: CancelReason::AuditVoid };
    assert_eq!(cancel(CancelReason::AuditVoid), Err(refusal));
    assert!(cancel(CancelReason::Appeal).is_ok() && cancel(CancelReason::NotProven).is_ok());
}

#[test]
fn only_classes_that_ask_for_it_are_contained_planned_or_paused() {
    let at = NOW;
    let refused = |class, act: Act| {
        let found = Story::issued(class, START).attempt(act, at);
        matches!(found, Err(Refusal::NotOfClass { .. }))
    };
    for class in DeadlineClass::ALL {
        assert_eq!(refused(*class, Act::Contain), *class != T0);
        assert_eq!(refused(*class, Act::Plan), *class != T30);
        assert_eq!(refused(*class, Act::Pause), matches!(class, T0 | DeadlineClass::T1));
    }
    let wanted = Story { order: Order::draft(DeadlineClass::T7, true), rules: rules() };
    let wanted = wanted.then(Act::Issue { due_ms: None }, START).then(Act::Plan, at);
    assert_eq!((wanted.order.state, wanted.order.planned_ms.is_some()), (OrderState::Acknowledged, true));
    let contained = Story::issued(T0, START).then(Act::Contain, at);
    assert!(matches!(contained.attempt(Act::Contain, at), Err(Refusal::Done { .. })));
}

#[test]
fn a_clock_is_paused_once_and_resumed_once() {
    let paused = Story::issued(T3, START).then(Act::Pause, NOW);
    assert_eq!(paused.attempt(Act::Pause, NOW), Err(Refusal::Paused { state: OrderState::Issued }));
    let resumed = paused.then(Act::Resume, NOW);
    assert_eq!(resumed.attempt(Act::Resume, NOW), Err(Refusal::NotPaused { state: OrderState::Issued }));
    assert!(resumed.attempt(Act::Pause, NOW).is_ok(), "a correction opens a new window");
    let closed = sent(false).then(Act::Pause, NOW).then(Act::Verify, NOW);
    assert_eq!(closed.order.paused, None, "what is closed does not wait");
}

#[test]
fn refusals_have_codes_and_two_languages() {
    let state = OrderState::Issued;
    let verb = OrderVerb::Plan;
    let all = [
        Refusal::Role { verb },
        Refusal::State { verb, state },
        Refusal::SamePerson { verb },
        Refusal::Beneath { verb },
        Refusal::NotOfClass { verb, state },
        Refusal::Done { verb, state },
        Refusal::Paused { state },
        Refusal::NotPaused { state },
        Refusal::NoExtension { state },
        Refusal::ExtensionUsed { state },
        Refusal::ExtensionSpan { state, max: Span::WorkingDays(3) },
        Refusal::DueTimeCame { state, due_ms: 0 },
        Refusal::NothingAsked { state },
        Refusal::DeadlineOutOfRange { state, latest_ms: None },
        Refusal::Reason { state, reason: CancelReason::Appeal },
    ];
    let mut codes: Vec<_> = all.iter().map(|refusal| refusal.code()).collect();
    codes.sort_unstable();
    codes.dedup();
    assert_eq!(codes.len(), all.len());
    for refusal in all {
        let text = refusal.text();
        assert!(text.en.is_ascii() && !text.zh.is_ascii(), "{text:?}");
        assert_eq!(refusal.state().is_some(), text.en.contains("state issued"), "{text:?}");
    }
}

#[test]
fn the_same_history_makes_the_same_order() {
    let story = sent(true).then(Act::Verify, NOW).then(Act::Reject { false_evidence: false }, NOW);
    let rules = Rules { policy: policy(), calendar: calendar::builtin() };
    assert_eq!(Order::replay(T3, false, &story.order.history, rules), story.order);
}

/// The store keeps an order whole.
#[test]
fn an_order_is_stored_and_read_back() {
    for state in OrderState::ALL {
        for verb in [OrderVerb::GrantExtension, OrderVerb::Resume] {
            let order = in_state(T3, *state, verb).order;
            let text = serde_json::to_string(&order).expect("JSON");
            assert_eq!(serde_json::from_str::<Order>(&text).expect("an order"), order, "{text}");
        }
    }
}
