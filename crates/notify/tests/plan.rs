//! The queue of one destination, played through time.

use forecourt_core::day::{DAY_MS, HOUR_MS, MINUTE_MS, at_hour};
use forecourt_notify::DigestKind;
use forecourt_notify::plan::{Channel, Limit, Next, QuietHours, Waiting, next};
use proptest::prelude::*;
use time::macros::date;
use uuid::Uuid;

const TWENTY: &[Limit] = &[Limit { messages: 20, span_ms: MINUTE_MS }];

const ROBOT: Channel =
    Channel { limits: TWENTY, reserve: 4, coalesce_over: Some(3), quiet: QuietHours::NIGHT, daily_minute: 8 * 60 };

/// An hour of 26 November 2026 in Shanghai.
fn at(hour: i64) -> i64 {
    at_hour(date!(2026 - 11 - 26), hour)
}

fn item(number: u128, at_ms: i64) -> Waiting {
    let id = Uuid::from_u128(number);
    Waiting { id, at_ms, urgent: false, late: false, daily: false, tried: false, not_before_ms: 0 }
}

fn alone(number: u128) -> Next {
    Next::Send { ids: vec![Uuid::from_u128(number)], digest: None }
}

fn together(kind: DigestKind, numbers: &[u128]) -> Next {
    Next::Send { ids: numbers.iter().map(|number| Uuid::from_u128(*number)).collect(), digest: Some(kind) }
}

fn ask(queue: &[Waiting], now_ms: i64) -> Next {
    next(&ROBOT, queue, &[], 0, now_ms)
}

#[test]
fn nobody_is_woken_but_for_a_t0() {
    let quiet = item(1, at(23));
    let spill = Waiting { urgent: true, ..item(2, at(24)) };
    assert_eq!(ask(&[], at(23)), Next::Nothing);
    assert_eq!(ask(&[quiet], at(23)), Next::Wait { until_ms: at(31) });
    assert_eq!(ask(&[quiet], at(31) - 1), Next::Wait { until_ms: at(31) });
    assert_eq!(ask(&[quiet], at(31)), alone(1));
    assert_eq!(ask(&[quiet, spill], at(24)), alone(2));
    assert_eq!(ask(&[item(1, at(21))], at(23)), Next::Wait { until_ms: at(31) }, "it was ready before the night");
    assert_eq!(ask(&[quiet], at(12) + DAY_MS), alone(1));
}

#[test]
fn many_become_one_digest_in_order() {
    let queue: Vec<Waiting> = (1..=5).rev().map(|number| item(number, at(12) + number as i64)).collect();
    assert_eq!(ask(&queue[..3], at(13)), alone(3));
    assert_eq!(ask(&queue, at(13)), together(DigestKind::Many, &[1, 2, 3, 4, 5]));
    let webhook = Channel { coalesce_over: None, quiet: QuietHours::NEVER, ..ROBOT };
    assert_eq!(next(&webhook, &queue, &[], 0, at(13)), alone(1));
}

#[test]
fn after_downtime_there_is_one_digest() {
    let late = |number| Waiting { late: true, ..item(number, at(12) + number as i64) };
    let queue = [late(3), late(1), item(4, at(13)), late(2)];
    assert_eq!(ask(&queue, at(14)), together(DigestKind::Downtime, &[1, 2, 3]));
    let urgent = [Waiting { urgent: true, ..late(1) }, Waiting { urgent: true, ..late(2) }];
    assert_eq!(
        ask(&urgent, at(24)),
        together(DigestKind::Downtime, &[1, 2]),
        "a T0 of the downtime comes at night too"
    );
    assert_eq!(ask(&[late(1)], at(14)), alone(1), "one is no digest");
    let both = [urgent[0], late(2), late(3), item(4, at(13))];
    assert_eq!(
        ask(&both, at(14)),
        together(DigestKind::Downtime, &[1, 2, 3]),
        "what is urgent of it goes with the rest"
    );
    assert_eq!(ask(&both, at(24)), alone(1), "the rest wakes nobody");
}

#[test]
fn what_was_tried_stays_what_it_was() {
    let tried = |number| Waiting { tried: true, not_before_ms: at(13), ..item(number, at(12) + number as i64) };
    let queue: Vec<Waiting> = (1..=5).map(tried).collect();
    assert_eq!(ask(&queue, at(12)), Next::Wait { until_ms: at(13) });
    assert_eq!(ask(&queue, at(13)), alone(1));
    // Beside untried ones: those are put together, this one is not among them.
    let mixed: Vec<Waiting> = [tried(1)].into_iter().chain((2..=5).map(|number| item(number, at(12)))).collect();
    assert_eq!(ask(&mixed, at(13)), together(DigestKind::Many, &[2, 3, 4, 5]));
}

#[test]
fn the_daily_digest_comes_once_a_day() {
    let daily = |number, at_ms| Waiting { daily: true, ..item(number, at_ms) };
    let queue = [daily(1, at(9)), daily(2, at(20)), daily(3, at(32))];
    assert_eq!(ask(&queue, at(21)), Next::Wait { until_ms: at(32) });
    assert_eq!(ask(&queue, at(32)), together(DigestKind::Daily, &[1, 2, 3]));
    assert_eq!(ask(&queue[..1], at(32)), together(DigestKind::Daily, &[1]));
    let early = Channel { daily_minute: 6 * 60, ..ROBOT };
    assert_eq!(next(&early, &queue[..1], &[], 0, at(30)), Next::Wait { until_ms: at(31) }, "not within quiet hours");
}

#[test]
fn limits_leave_room_for_what_is_urgent() {
    let sent: Vec<i64> = (0..16).map(|number| at(12) + number).collect();
    let (plain, spill) = (item(1, at(12)), Waiting { urgent: true, ..item(2, at(12)) });
    let now = at(12) + 30_000;
    assert_eq!(next(&ROBOT, &[plain], &sent[..15], 0, now), alone(1));
    assert_eq!(next(&ROBOT, &[plain], &sent, 0, now), Next::Wait { until_ms: at(12) + MINUTE_MS });
    assert_eq!(next(&ROBOT, &[plain, spill], &sent, 0, now), alone(2));
    let full: Vec<i64> = (0..20).map(|number| at(12) + number).collect();
    assert_eq!(next(&ROBOT, &[spill], &full, 0, now), Next::Wait { until_ms: at(12) + MINUTE_MS });
}

#[test]
fn a_closed_destination_gets_nothing() {
    let spill = Waiting { urgent: true, ..item(1, at(12)) };
    assert_eq!(next(&ROBOT, &[spill], &[], at(13), at(12)), Next::Wait { until_ms: at(13) });
    // It opens at night: what is not urgent waits on until the morning.
    assert_eq!(next(&ROBOT, &[item(2, at(12))], &[], at(23), at(12)), Next::Wait { until_ms: at(31) });
}

/// Sends everything as [`next`] says, until nothing is left: (instant, ids, digest).
fn play(channel: &Channel, queue: &[Waiting], from_ms: i64) -> Vec<(i64, Vec<Uuid>)> {
    let (mut now, mut queue) = (from_ms, queue.to_vec());
    let (mut sent, mut out) = (Vec::new(), Vec::new());
    for _ in 0..10_000 {
        match next(channel, &queue, &sent, 0, now) {
            Next::Nothing => return out,
            Next::Wait { until_ms } => {
                assert!(until_ms > now, "it waits for what is over");
                now = until_ms;
            }
            Next::Send { ids, .. } => {
                queue.retain(|item| !ids.contains(&item.id));
                sent.push(now);
                out.push((now, ids));
            }
        }
    }
    panic!("it never ends");
}

fn items() -> impl Strategy<Value = Vec<Waiting>> {
    let one = (0..4 * 24 * 60_i64, any::<[bool; 4]>(), 0..3 * 24 * 60_i64);
    let one = one.prop_map(|(minute, [urgent, late, daily, tried], later)| Waiting {
        urgent: urgent && late,
        late,
        daily,
        tried,
        not_before_ms: if tried { at(0) + later * MINUTE_MS } else { 0 },
        ..item(0, at(0) + minute * MINUTE_MS)
    });
    prop::collection::vec(one, 0..60).prop_map(|items| {
        let numbered = items.into_iter().zip(1..);
        numbered.map(|(item, number)| Waiting { id: Uuid::from_u128(number), ..item }).collect()
    })
}

proptest! {
    #[test]
    fn everything_goes_out_once_within_limits_and_hours(
        queue in items(), messages in 1..4_u32, reserve in 0..3_u32, over in prop::option::of(0..5_usize), start in 0..48_i64,
    ) {
        let limits = [Limit { messages, span_ms: HOUR_MS }];
        let channel = Channel { limits: &limits, reserve, coalesce_over: over, ..ROBOT };
        let out = play(&channel, &queue, at(start));
        let mut told: Vec<Uuid> = out.iter().flat_map(|(_, ids)| ids.clone()).collect();
        told.sort();
        let mut all: Vec<Uuid> = queue.iter().map(|item| item.id).collect();
        all.sort();
        prop_assert_eq!(told, all, "lost or told twice");
        for (from, _) in &out {
            let within = out.iter().filter(|(at_ms, _)| (*from..from + HOUR_MS).contains(at_ms)).count();
            prop_assert!(within <= messages as usize);
        }
        for (now, ids) in &out {
            for item in queue.iter().filter(|item| ids.contains(&item.id)) {
                prop_assert!(*now >= item.at_ms && *now >= item.not_before_ms);
                prop_assert!(item.urgent || channel.quiet.quiet_until(*now).is_none(), "woken at {now}");
                prop_assert!(!item.tried || ids.len() == 1, "tried, and put together with others");
            }
        }
        if over.is_none() {
            prop_assert!(out.iter().all(|(_, ids)| ids.len() == 1));
        }
    }

    #[test]
    fn the_order_of_the_rows_does_not_matter(queue in items(), turn in 0..60_usize, hour in 0..96_i64) {
        let mut other = queue.clone();
        other.reverse();
        let len = other.len().max(1);
        other.rotate_left(turn % len);
        prop_assert_eq!(ask(&queue, at(hour)), ask(&other, at(hour)));
    }
}
