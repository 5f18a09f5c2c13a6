//! The ladder of §5.3: what is due when, for whom, and that it does not matter how often it is asked.

use crate::world::{Story, local, ms, policy, rules};
use forecourt_core::checklist::DeadlineClass::{T0, T1, T3, T7, T30};
use forecourt_core::day::MINUTE_MS;
use forecourt_core::order::{Act, Mark, Order, RungKind, Span, next_rung_at, rungs};
use time::OffsetDateTime;
use time::macros::datetime;

const SUBMIT: Act = Act::Submit { on_site: false };
const REJECT: Act = Act::Reject { false_evidence: false };

/// Names and instants of everything that is due by then.
fn due(story: &Story, now: OffsetDateTime) -> Vec<String> {
    rungs(&story.order, ms(now), rules()).iter().map(|rung| format!("{} {}", local(rung.at_ms), rung.id)).collect()
}

const LATER: OffsetDateTime = datetime!(2026-08-31 12:00 +8);

#[test]
fn a_red_line_that_nobody_touches() {
    let story = Story::issued(T0, datetime!(2026-03-08 02:10 +8));
    let told = [
        "2026-03-08 02:40:00 not_acknowledged.0",
        "2026-03-08 04:10:00 not_contained.0",
        "2026-03-08 21:22:00 time_80.0",
        "2026-03-09 02:10:00 overdue.0",
    ];
    assert_eq!(due(&story, LATER), told);
    let marks: Vec<_> = rungs(&story.order, ms(LATER), rules()).iter().map(|rung| rung.rule.marks.clone()).collect();
    assert_eq!(marks, [vec![Mark::Phone], vec![Mark::OutOfUse], vec![], vec![Mark::RedList]]);
    let contained = story.then(Act::Contain, datetime!(2026-03-08 02:40:00 +8));
    assert_eq!(due(&contained, LATER), &told[2..], "contained at the instant itself, which is in time");
}

#[test]
fn a_day_that_nobody_uses() {
    let story = Story::issued(T1, datetime!(2026-03-10 23:30 +8));
    let told = [
        "2026-03-11 11:00:00 not_acknowledged.0",
        "2026-03-12 02:12:00 time_80.0",
        "2026-03-12 07:00:00 overdue.0",
        "2026-03-13 07:00:00 still_open_city.0",
        "2026-03-15 07:00:00 still_open_province.0",
    ];
    assert_eq!(due(&story, LATER), told);
    let acknowledged = story.then(Act::Acknowledge, datetime!(2026-03-11 10:00 +8));
    assert_eq!(due(&acknowledged, LATER), &told[1..]);
}

#[test]
fn working_days_are_counted_around_holidays() {
    let story = Story::issued(T7, datetime!(2026-09-30 10:00 +8));
    let told = [
        "2026-10-08 18:00:00 not_acknowledged.0",
        "2026-10-12 09:00:00 time_50.0",
        "2026-10-14 09:00:00 time_80.0",
        "2026-10-15 18:00:00 overdue.0",
        "2026-10-20 18:00:00 still_open_city.0",
        "2026-10-26 18:00:00 still_open_province.0",
    ];
    assert_eq!(due(&story, datetime!(2026-11-30 12:00 +8)), told);
    let three = Story::issued(T3, datetime!(2026-02-13 20:00 +8));
    assert_eq!(
        due(&three, LATER)[..4],
        [
            "2026-02-24 18:00:00 not_acknowledged.0",
            "2026-02-25 09:00:00 time_50.0",
            "2026-02-26 09:00:00 time_80.0",
            "2026-02-26 18:00:00 overdue.0",
        ]
    );
}

#[test]
fn thirty_days_have_a_plan_and_milestones() {
    let story = Story::issued(T30, datetime!(2026-04-01 10:00 +8));
    let told = [
        "2026-04-09 18:00:00 plan_missing.0",
        "2026-04-21 09:00:00 time_50.0",
        "2026-04-30 09:00:00 time_80.0",
        "2026-05-06 18:00:00 overdue.0",
        "2026-05-21 18:00:00 still_open_province.0",
    ];
    assert_eq!(due(&story, LATER), told);
    let planned = story.then(Act::Plan, datetime!(2026-04-09 18:00:00 +8));
    assert_eq!(due(&planned, LATER), &told[1..]);
}

#[test]
fn a_rung_is_due_just_after_its_instant() {
    let story =
        Story::issued(T3, datetime!(2026-03-09 10:00 +8)).then(Act::Acknowledge, datetime!(2026-03-09 11:00 +8));
    let count = |now| due(&story, now).len();
    assert_eq!(count(datetime!(2026-03-12 17:59:59 +8)), 2);
    assert_eq!(count(datetime!(2026-03-12 18:00:00 +8)), 2, "at 18:00:00 the station is in time");
    assert_eq!(count(datetime!(2026-03-12 18:00:00.001 +8)), 3);
    let sent = story.then(SUBMIT, datetime!(2026-03-12 18:00:00 +8));
    assert!(!due(&sent, LATER).iter().any(|line| line.ends_with("overdue.0")), "{:?}", due(&sent, LATER));
}

#[test]
fn after_a_week_of_downtime_everything_is_there_once_and_late() {
    let story = Story::issued(T3, datetime!(2026-03-09 10:00 +8));
    let now = ms(datetime!(2026-03-17 18:10 +8));
    let found = rungs(&story.order, now, rules());
    let late: Vec<_> = found.iter().map(|rung| (rung.id.as_str(), rung.late)).collect();
    assert_eq!(
        late,
        [
            ("not_acknowledged.0", true),
            ("time_50.0", true),
            ("time_80.0", true),
            ("overdue.0", true),
            ("still_open_city.0", false),
        ],
        "ten minutes are not late"
    );
    assert!(found.is_sorted_by_key(|rung| rung.at_ms));
    assert_eq!(policy().late_after_ms, 15 * MINUTE_MS);
}

#[test]
fn an_appeal_stops_the_ladder() {
    let story = Story::issued(T3, datetime!(2026-03-09 10:00 +8)).then(Act::Pause, datetime!(2026-03-10 17:59:59 +8));
    assert_eq!(due(&story, LATER), Vec::<String>::new(), "not even the missing acknowledgement");
    let story = story.then(Act::Resume, datetime!(2026-03-18 10:00 +8));
    assert_eq!(
        due(&story, datetime!(2026-03-31 18:00:01 +8)),
        [
            "2026-03-19 09:00:00 time_50.1",
            "2026-03-19 18:00:00 not_acknowledged.0",
            "2026-03-20 09:00:00 time_80.1",
            "2026-03-20 18:00:00 overdue.1",
            "2026-03-25 18:00:00 still_open_city.1",
            "2026-03-31 18:00:00 still_open_province.1",
        ]
    );
}

#[test]
fn an_appeal_of_an_overdue_order_moves_what_was_not_yet_told() {
    let story =
        Story::issued(T3, datetime!(2026-03-09 10:00 +8)).then(Act::Acknowledge, datetime!(2026-03-09 11:00 +8));
    let story = story.then(Act::Pause, datetime!(2026-03-16 10:00 +8));
    let before = due(&story, LATER);
    assert_eq!(before.last().map(String::as_str), Some("2026-03-12 18:00:00 overdue.0"));
    let story = story.then(Act::Resume, datetime!(2026-03-24 10:00 +8));
    assert_eq!(
        due(&story, LATER)[before.len()..],
        ["2026-03-25 18:00:00 still_open_city.0", "2026-03-31 18:00:00 still_open_province.0"],
        "1 and 5 working days were left to the 17th and the 23rd"
    );
}

#[test]
fn with_the_verifier_the_stations_ladder_stands_and_his_begins() {
    let story = Story::issued(T3, datetime!(2026-03-09 10:00 +8)).then(SUBMIT, datetime!(2026-03-10 10:00 +8));
    assert_eq!(due(&story, LATER), ["2026-03-12 18:00:00 verifier_late.0"]);
    let drawn = Story::issued(T3, datetime!(2026-03-09 10:00 +8))
        .then(Act::Submit { on_site: true }, datetime!(2026-03-10 10:00 +8))
        .then(Act::Verify, datetime!(2026-03-11 10:00 +8));
    assert_eq!(due(&drawn, LATER), ["2026-03-13 18:00:00 on_site_check_late.0"]);
    assert_eq!(due(&drawn.then(Act::Close, datetime!(2026-03-13 18:00 +8)), LATER), Vec::<String>::new());
}

#[test]
fn two_rejections_go_up_one_level() {
    let story = Story::issued(T3, datetime!(2026-03-09 10:00 +8)).then(SUBMIT, datetime!(2026-03-10 10:00 +8));
    let story = story.then(REJECT, datetime!(2026-03-10 11:00 +8));
    assert_eq!(due(&story, datetime!(2026-03-10 12:00 +8)), Vec::<String>::new());
    let story = story.then(SUBMIT, datetime!(2026-03-10 12:00 +8)).then(REJECT, datetime!(2026-03-10 13:00 +8));
    assert_eq!(due(&story, datetime!(2026-03-10 14:00 +8)), ["2026-03-10 13:00:00 rejected_again.2"]);
    let during = Story::issued(T3, datetime!(2026-03-09 10:00 +8)).then(Act::Pause, datetime!(2026-03-09 11:00 +8));
    let during = during.then(SUBMIT, datetime!(2026-03-10 10:00 +8)).then(REJECT, datetime!(2026-03-10 11:00 +8));
    let during = during.then(SUBMIT, datetime!(2026-03-10 12:00 +8)).then(REJECT, datetime!(2026-03-10 13:00 +8));
    assert_eq!(due(&during, datetime!(2026-03-11 10:00 +8)), Vec::<String>::new(), "an appeal is open");
    let during = during.then(Act::Resume, datetime!(2026-03-11 10:00 +8));
    assert_eq!(due(&during, datetime!(2026-03-11 11:00 +8)), ["2026-03-11 10:00:00 rejected_again.2"]);
}

#[test]
fn an_extension_is_reminded_of_anew() {
    let ask = Act::AskExtension { by: Span::WorkingDays(1) };
    let story = Story::issued(T3, datetime!(2026-03-09 10:00 +8)).then(ask, datetime!(2026-03-12 10:00 +8));
    let story = story.then(Act::GrantExtension, datetime!(2026-03-12 11:00 +8));
    assert_eq!(
        due(&story, datetime!(2026-03-14 12:00 +8)),
        [
            "2026-03-10 18:00:00 not_acknowledged.0",
            "2026-03-11 09:00:00 time_50.0",
            "2026-03-12 09:00:00 time_80.0",
            "2026-03-13 09:00:00 time_80.1",
            "2026-03-13 18:00:00 overdue.1",
        ],
        "asking for time is no acknowledgement"
    );
}

#[test]
fn drafts_and_ended_orders_tell_nobody() {
    let draft = Story { order: Order::draft(T3, false), rules: rules() };
    assert_eq!(due(&draft, LATER), Vec::<String>::new());
    assert_eq!(next_rung_at(&draft.order, 0, rules()), None);
    let cancel = Act::Cancel { reason: forecourt_core::order::CancelReason::IssuedInError };
    let story = Story::issued(T3, datetime!(2026-03-09 10:00 +8)).then(cancel, datetime!(2026-03-09 11:00 +8));
    assert_eq!(due(&story, LATER), Vec::<String>::new());
    assert_eq!(next_rung_at(&story.order, 0, rules()), None);
}

#[test]
fn a_missing_year_does_not_stop_the_ladder() {
    let story = Story::issued(T3, datetime!(2026-12-28 10:00 +8));
    let found = rungs(&story.order, ms(datetime!(2027-02-01 10:00 +8)), rules());
    let last: Vec<_> = found.iter().rev().take(2).map(|rung| (local(rung.at_ms), rung.stand_in)).collect();
    assert_eq!(last, [("2027-01-11 18:00:00".to_owned(), true), ("2027-01-05 18:00:00".to_owned(), true)]);
    let pending = Story::issued(T3, datetime!(2026-12-29 10:00 +8));
    assert_eq!(due(&pending, datetime!(2027-02-01 10:00 +8)), ["2026-12-30 18:00:00 not_acknowledged.0"]);
}

#[test]
fn a_scheduler_is_told_when_to_look_again() {
    let story = Story::issued(T3, datetime!(2026-03-09 10:00 +8));
    let mut now = ms(datetime!(2026-03-09 10:00 +8));
    let mut seen = Vec::new();
    while let Some(next) = next_rung_at(&story.order, now, rules()) {
        assert!(next > now);
        assert_eq!(rungs(&story.order, next - 1, rules()).len(), seen.len(), "nothing before it");
        let found = rungs(&story.order, next, rules());
        assert!(found.len() > seen.len(), "something at it");
        seen = found.into_iter().map(|rung| rung.id).collect();
        now = next;
    }
    assert_eq!(seen.len(), 6);
}

#[test]
fn every_rung_says_what_it_is_in_two_languages() {
    for rule in &policy().ladder {
        assert!(!rule.text.zh.is_ascii() && rule.text.en.is_ascii(), "{rule:?}");
        let station = rule.tell.iter().all(|to| to.level == forecourt_core::order::Level::Station);
        assert!(!station || rule.kind == RungKind::Reminder, "{rule:?}");
    }
}
