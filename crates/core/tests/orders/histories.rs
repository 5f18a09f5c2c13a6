//! Random histories, legal and illegal, against a small model of its own; and what must hold in all of them.

use crate::model::Model;
use crate::world::rules;
use forecourt_core::checklist::DeadlineClass;
use forecourt_core::day::{self, DAY_MS, HOUR_MS};
use forecourt_core::order::{Act, Actor, CancelReason, Decision, Order, OrderState, Rung, Span, next_rung_at, rungs};
use forecourt_core::states::Role;
use proptest::prelude::*;
use proptest::sample::select;
use std::collections::BTreeMap;
use time::macros::date;
use uuid::Uuid;

/// How much later the next step is tried.
#[derive(Debug, Clone, Copy)]
pub enum Gap {
    Ms(i64),
    /// To just before, at or just after 18:00:00 of the same or the next day.
    Closing(i64),
}

#[derive(Debug, Clone, Copy)]
pub struct Try {
    gap: Gap,
    pub act: Act,
    pub actor: Actor,
}

fn gap() -> impl Strategy<Value = Gap> {
    prop_oneof![
        4 => (0..3 * HOUR_MS).prop_map(Gap::Ms),
        2 => (0..5 * DAY_MS).prop_map(Gap::Ms),
        1 => Just(Gap::Ms(0)),
        2 => select(vec![-1000, -1, 0, 1, 1000]).prop_map(Gap::Closing),
    ]
}

/// Mostly what the class may ask for.
fn span(class: DeadlineClass) -> impl Strategy<Value = Span> {
    let fitting = match class {
        DeadlineClass::T0 | DeadlineClass::T1 => (1..=24_i64).prop_map(|hours| Span::Wall(hours * HOUR_MS)).boxed(),
        DeadlineClass::T3 => Just(Span::WorkingDays(1)).boxed(),
        DeadlineClass::T7 => (1..=3_u32).prop_map(Span::WorkingDays).boxed(),
        DeadlineClass::T30 => (1..=15_u32).prop_map(Span::CalendarDays).boxed(),
    };
    prop_oneof![
        6 => fitting,
        1 => (0..5_u32).prop_map(Span::WorkingDays),
        1 => (0..18_u32).prop_map(Span::CalendarDays),
        1 => (0..26_i64).prop_map(|hours| Span::Wall(hours * HOUR_MS)),
    ]
}

fn act(class: DeadlineClass) -> impl Strategy<Value = Act> {
    prop_oneof![
        4 => Just(Act::Issue { due_ms: None }),
        4 => Just(Act::Acknowledge),
        2 => Just(Act::Contain),
        2 => Just(Act::Plan),
        10 => any::<bool>().prop_map(|on_site| Act::Submit { on_site }),
        3 => Just(Act::Verify),
        4 => Just(Act::Close),
        12 => any::<bool>().prop_map(|false_evidence| Act::Reject { false_evidence }),
        12 => span(class).prop_map(|by| Act::AskExtension { by }),
        12 => Just(Act::GrantExtension),
        2 => Just(Act::RefuseExtension),
        8 => Just(Act::Pause),
        8 => Just(Act::Resume),
        1 => select(CancelReason::ALL).prop_map(|reason| Act::Cancel { reason }),
    ]
}

/// Mostly who usually does it, now and then somebody else.
fn attempt(class: DeadlineClass) -> impl Strategy<Value = Try> {
    let stranger = (1..4_u128, select(Role::ALL), any::<bool>())
        .prop_map(|(id, role, beneath)| Some(Actor::Person { id: Uuid::from_u128(id), role, beneath }));
    let actor = prop_oneof![8 => Just(None), 1 => stranger, 1 => Just(Some(Actor::System))];
    (gap(), act(class), actor).prop_map(|(gap, act, actor)| Try {
        gap,
        act,
        actor: actor.unwrap_or_else(|| crate::world::usual(act)),
    })
}

#[derive(Debug, Clone)]
struct Case {
    class: DeadlineClass,
    plan_wanted: bool,
    start_ms: i64,
    tries: Vec<Try>,
}

fn case() -> impl Strategy<Value = Case> {
    select(DeadlineClass::ALL).prop_flat_map(|class| {
        // Most histories leave the draft at once.
        let issue = Try { gap: Gap::Ms(0), act: Act::Issue { due_ms: None }, actor: Actor::System };
        let first = prop_oneof![5 => Just(issue), 1 => attempt(class)];
        let rest = prop::collection::vec(attempt(class), 0..40);
        (any::<bool>(), 0..360_i64, 0..DAY_MS, first, rest).prop_map(move |(plan_wanted, day, time, first, rest)| {
            Case {
                class,
                plan_wanted,
                start_ms: day::start_of(date!(2026 - 01 - 01)) + day * DAY_MS + time,
                tries: [first].into_iter().chain(rest).collect(),
            }
        })
    })
}

impl Case {
    /// The order after each attempt, with the instant and whether it was accepted.
    fn play(&self, mut see: impl FnMut(&Try, i64, &Order, Option<&Order>)) -> Order {
        let mut order = Order::draft(self.class, self.plan_wanted);
        let mut now = self.start_ms;
        for one in &self.tries {
            now = match one.gap {
                Gap::Ms(ms) => now + ms,
                Gap::Closing(off) => {
                    let today = day::at_hour(day::date_of(now), 18) + off;
                    if today >= now { today } else { today + DAY_MS }
                }
            };
            let next = order.apply(one.act, one.actor, now, rules()).ok();
            see(one, now, &order, next.as_ref());
            order = next.unwrap_or(order);
        }
        order
    }
}

fn due_of(order: &Order) -> Option<i64> {
    order.clock.and_then(|clock| clock.due.at_ms())
}

fn rate_due_of(order: &Order) -> Option<i64> {
    order.clock.and_then(|clock| clock.rate_due.at_ms())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1000, ..crate::support::properties() })]

    /// The model and the order accept and refuse the same and stand at the same in the end.
    #[test]
    fn random_histories_are_what_a_small_model_says(case in case()) {
        let mut model = Model::new(case.class, case.plan_wanted);
        let mut difference = None;
        case.play(|one, now, before, after| {
            let accepted = model.step(one, now);
            let order = after.unwrap_or(before);
            let shown = order.shown(now);
            if difference.is_none() && (accepted != after.is_some() || shown != model.shown(now)) {
                difference = Some(format!("{one:?} at {now}: {:?} {shown:?}, the model {accepted} {:?}",
                    after.is_some(), model.shown(now)));
            }
        });
        prop_assert_eq!(difference, None);
    }

    /// Pauses and extensions never take time away; the grace of a rejection is never in the rate.
    #[test]
    fn due_times_never_move_back(case in case()) {
        let mut wrong = None;
        case.play(|one, now, before, after| {
            let Some(after) = after else { return };
            let gives = matches!(one.act, Act::Pause | Act::Resume | Act::GrantExtension);
            if let (true, Some(old), Some(new)) = (gives, due_of(before), due_of(after)) && new < old {
                wrong = Some((one.act, now, old, new));
            }
            if let (true, Some(old), Some(new)) = (gives, rate_due_of(before), rate_due_of(after)) && new < old {
                wrong = Some((one.act, now, old, new));
            }
            if let (Some(due), Some(rate)) = (due_of(after), rate_due_of(after)) && rate > due {
                wrong = Some((one.act, now, due, rate));
            }
        });
        prop_assert_eq!(wrong, None);
    }

    /// What stands beside the state agrees with it, and the history makes the order.
    #[test]
    fn facts_agree_with_the_state(case in case()) {
        let mut last = i64::MIN;
        let mut states = Vec::new();
        let order = case.play(|_, _, before, after| {
            if let Some(after) = after {
                states.push(after.clone());
                agree(after);
                assert!(after.was_overdue >= before.was_overdue && after.round >= before.round);
            }
        });
        for event in &order.history {
            prop_assert!(event.at_ms >= last);
            last = event.at_ms;
        }
        // Of several events in one instant the last one counts.
        for (index, state) in states.iter().enumerate() {
            let at_ms = order.history[index].at_ms;
            if order.history.get(index + 1).is_none_or(|next| next.at_ms > at_ms) {
                prop_assert_eq!(&order.as_of(at_ms, rules()), state);
            }
        }
        prop_assert_eq!(&Order::replay(case.class, case.plan_wanted, &order.history, rules()), &order);
    }
}

proptest! {
    // Each of these asks the ladder many times over.
    #![proptest_config(ProptestConfig { cases: 200, ..crate::support::properties() })]

    /// Asked every now and then or once in the end, the ladder says the same, and nothing between the looks it names.
    #[test]
    fn the_ladder_does_not_depend_on_how_often_it_is_asked(case in case(), looks in prop::collection::vec(0..60 * DAY_MS, 0..20)) {
        let order = case.play(|_, _, _, _| {});
        let end = order.history.last().map_or(case.start_ms, |event| event.at_ms) + 60 * DAY_MS;
        let mut times: Vec<i64> = looks.iter().map(|look| case.start_ms + look).filter(|at| *at < end).collect();
        times.extend(order.history.iter().flat_map(|event| [event.at_ms - 1, event.at_ms]));
        times.push(end);
        times.sort_unstable();
        let mut told: BTreeMap<String, i64> = BTreeMap::new();
        for now in times {
            let so_far = order.as_of(now, rules());
            for Rung { id, at_ms, .. } in rungs(&so_far, now, rules()) {
                prop_assert!(at_ms < now);
                let first = *told.entry(id).or_insert(at_ms);
                prop_assert_eq!(first, at_ms, "an instant that was told moved");
            }
            look_ahead(&so_far, now)?;
        }
        let once: BTreeMap<String, i64> =
            rungs(&order, end, rules()).into_iter().map(|rung| (rung.id, rung.at_ms)).collect();
        prop_assert_eq!(told, once);
    }

    /// Nobody is reminded during an appeal, nor while somebody else has to act.
    #[test]
    fn nobody_is_reminded_during_an_appeal(case in case()) {
        let mut spans = Vec::new();
        let mut since = None;
        let order = case.play(|_, _, _, after| {
            if let Some(after) = after {
                match (since, after.paused) {
                    (None, Some(pause)) => since = Some(pause.since_ms),
                    (Some(from), None) => {
                        spans.push((from, after.history.last().expect("an event").at_ms));
                        since = None;
                    }
                    _ => {}
                }
            }
        });
        spans.extend(since.map(|from| (from, i64::MAX)));
        for rung in rungs(&order, i64::MAX, rules()) {
            let within = spans.iter().any(|(from, to)| (*from..*to).contains(&rung.at_ms));
            prop_assert!(!within, "{} at {} in {spans:?}", rung.id, rung.at_ms);
        }
    }
}

/// The next look that the ladder names finds something, the one before it nothing.
fn look_ahead(order: &Order, now: i64) -> Result<(), TestCaseError> {
    let told = rungs(order, now, rules()).len();
    let Some(next) = next_rung_at(order, now, rules()) else {
        prop_assert_eq!(rungs(order, i64::MAX, rules()).len(), told);
        return Ok(());
    };
    prop_assert!(next > now);
    prop_assert_eq!(rungs(order, next - 1, rules()).len(), told);
    prop_assert!(rungs(order, next, rules()).len() > told);
    Ok(())
}

fn agree(order: &Order) {
    use OrderState::{Cancelled, Closed, Draft, Submitted, Verified};
    let state = order.state;
    assert!(order.clock.is_some() || matches!(state, Draft | Cancelled));
    assert!(order.clock.is_none() || state != Draft);
    assert_eq!(order.cancelled.is_some(), state == Cancelled);
    assert!(order.paused.is_none() || (state.is_open() && order.class >= DeadlineClass::T3));
    if matches!(state, Submitted | Verified | Closed) {
        let sent = order.submission.expect("handed in");
        assert!(order.acknowledged_ms.is_some_and(|at| at <= sent.at_ms));
        let judged = order.history.iter().rev().find(|event| matches!(event.act, Act::Verify | Act::Close));
        if let (Verified | Closed, Some(by)) = (state, judged) {
            assert_ne!(by.actor.id(), sent.by, "nobody verifies himself");
        }
    }
    assert_eq!(order.closed_ms.is_some(), state == Closed || closed_before(order));
    let asked = order.history.iter().filter(|event| matches!(event.act, Act::AskExtension { .. })).count();
    assert_eq!(asked, usize::from(order.extension.is_some()));
    if let Some(Decision::Lapsed { .. }) = order.extension.and_then(|extension| extension.decision) {
        assert!(order.history.iter().all(|event| event.act != Act::GrantExtension));
    }
    assert_eq!(order.round as usize, order.history.iter().filter(|event| is_rejection(event.act)).count());
    let beneath = |actor: Actor| matches!(actor, Actor::Person { beneath: true, .. });
    let judging = |act: Act| matches!(act, Act::Verify | Act::Close | Act::Reject { .. } | Act::GrantExtension);
    assert!(!order.history.iter().any(|event| judging(event.act) && beneath(event.actor)));
}

fn is_rejection(act: Act) -> bool {
    matches!(act, Act::Reject { .. })
}

fn closed_before(order: &Order) -> bool {
    order.state == OrderState::Cancelled && order.closed_ms.is_some()
}

/// What the order and the model both say of an instant: state, round, due, rate due, overdue, on time.
pub type Shown = (&'static str, u32, Option<i64>, Option<i64>, bool, Option<bool>);

trait Show {
    fn shown(&self, now: i64) -> Shown;
}

impl Show for Order {
    fn shown(&self, now: i64) -> Shown {
        let on_time = self.on_time().filter(|_| self.state != OrderState::Cancelled);
        (self.state.as_str(), self.round, due_of(self), rate_due_of(self), self.is_overdue(now), on_time)
    }
}
