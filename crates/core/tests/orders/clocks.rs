//! Deadlines at issue, over appeals, rejections and extensions (§5.2, §5.4, decisions 26 to 28).

use crate::world::{Story, local, manager, ms, office, policy, rules};
use forecourt_core::calendar::{Calendar, CalendarYear};
use forecourt_core::checklist::DeadlineClass::{T0, T1, T3, T7, T30};
use forecourt_core::day::HOUR_MS;
use forecourt_core::order::{Act, Actor, Decision, Order, Refusal, Rules, Span, extended, extension_to, issue_by};
use time::macros::datetime;

const SUBMIT: Act = Act::Submit { on_site: false };
const REJECT: Act = Act::Reject { false_evidence: false };

#[test]
fn worked_dates_of_the_domain_page_through_orders() {
    assert_eq!(Story::issued(T3, datetime!(2026-02-13 20:00 +8)).due(), "2026-02-26 18:00:00");
    assert_eq!(Story::issued(T7, datetime!(2026-09-30 10:00 +8)).due(), "2026-10-15 18:00:00");
    assert_eq!(Story::issued(T30, datetime!(2026-04-01 10:00 +8)).due(), "2026-05-06 18:00:00");
    let t1 = Story::issued(T1, datetime!(2026-03-10 23:30 +8));
    assert_eq!(t1.due(), "2026-03-12 07:00:00");
    assert_eq!(local(t1.order.clock.expect("issued").start_ms), "2026-03-11 07:00:00");
    let t0 = Story::issued(T0, datetime!(2026-03-08 02:10 +8));
    assert_eq!(t0.due(), "2026-03-09 02:10:00");
    let contain = t0.order.clock.expect("issued").contain_by.expect("T0 is contained");
    assert_eq!(contain.at_ms().map(local), Some("2026-03-08 04:10:00".to_owned()));
}

#[test]
fn acknowledgement_and_plan_have_their_own_time() {
    let by = |story: Story| story.order.clock.expect("issued").acknowledge_by.and_then(|by| by.at_ms()).map(local);
    let at = datetime!(2026-03-10 23:30 +8);
    assert_eq!(by(Story::issued(T0, at)).as_deref(), Some("2026-03-11 00:00:00"));
    assert_eq!(by(Story::issued(T1, at)).as_deref(), Some("2026-03-11 11:00:00"), "four hours of the day");
    assert_eq!(by(Story::issued(T3, at)).as_deref(), Some("2026-03-12 18:00:00"));
    assert_eq!(by(Story::issued(T30, at)), None);
    let plan = Story::issued(T30, at).order.clock.expect("issued").plan_by.expect("a plan");
    assert_eq!(plan.at_ms().map(local).as_deref(), Some("2026-03-18 18:00:00"));
}

/// A T30 that happens again is a T7 whose plan has a date as well (§5.5).
#[test]
fn a_plan_of_a_shortened_class_has_its_date() {
    let issued = |wanted| {
        let at = ms(datetime!(2026-03-10 10:00 +8));
        Order::draft(T7, wanted).apply(Act::Issue { due_ms: None }, office(), at, rules()).expect("issued")
    };
    let order = issued(true);
    let by = order.clock.and_then(|clock| clock.plan_by?.at_ms());
    assert_eq!(by.map(local).as_deref(), Some("2026-03-17 18:00:00"), "five working days");
    assert_eq!(issued(false).clock.and_then(|clock| clock.plan_by), None);
    let missing = |order: &Order, at| {
        ladder(order, ms(at), rules()).into_iter().filter(|(_, id)| id.starts_with("plan_missing")).count()
    };
    let (before, after) = (datetime!(2026-03-17 18:00 +8), datetime!(2026-03-17 18:00:00.001 +8));
    assert_eq!((missing(&order, before), missing(&order, after), missing(&issued(false), after)), (0, 1, 0));
    let planned = order.apply(Act::Plan, manager(), ms(datetime!(2026-03-12 10:00 +8)), rules()).expect("planned");
    assert_eq!(missing(&planned, after), 0);
    let refused = issued(false).apply(Act::Plan, manager(), ms(datetime!(2026-03-12 10:00 +8)), rules());
    assert!(matches!(refused, Err(Refusal::NotOfClass { .. })));
}

/// An appeal over Spring Festival: what was left in working days is left when it is decided.
#[test]
fn an_appeal_over_the_festival_leaves_what_was_left() {
    let paused = Story::issued(T3, datetime!(2026-02-11 10:00 +8)).then(Act::Pause, datetime!(2026-02-12 17:59:59 +8));
    assert_eq!(paused.due(), "2026-02-14 18:00:00");
    let resumed = paused.then(Act::Resume, datetime!(2026-02-20 12:00 +8));
    assert_eq!(resumed.due(), "2026-02-26 18:00:00", "two working days were left, day 0 is the 24th");
    assert_eq!(resumed.rate_due(), "2026-02-26 18:00:00");
}

#[test]
fn an_appeal_on_the_last_day_leaves_one_day() {
    let story = Story::issued(T3, datetime!(2026-03-09 10:00 +8)).then(Act::Pause, datetime!(2026-03-12 18:00:00 +8));
    assert!(!story.order.paused.expect("paused").overdue, "at the instant itself it is in time");
    let story = story.then(Act::Resume, datetime!(2026-03-16 18:00:01 +8));
    assert_eq!(story.due(), "2026-03-18 18:00:00", "day 0 is the 17th");
}

#[test]
fn what_was_overdue_before_an_appeal_stays_so() {
    let story = Story::issued(T3, datetime!(2026-03-09 10:00 +8)).then(Act::Pause, datetime!(2026-03-12 18:00:01 +8));
    let story = story.then(Act::Resume, datetime!(2026-03-20 10:00 +8));
    assert_eq!(story.due(), "2026-03-12 18:00:00");
    assert!(story.order.is_overdue(ms(datetime!(2026-03-20 10:00 +8))));
    let late = story.then(SUBMIT, datetime!(2026-03-20 11:00 +8));
    assert_eq!(late.order.on_time(), Some(false));
}

#[test]
fn during_an_appeal_the_station_may_submit_and_is_not_late() {
    let story = Story::issued(T7, datetime!(2026-03-09 10:00 +8)).then(Act::Pause, datetime!(2026-03-18 10:00 +8));
    assert!(!story.order.is_overdue(ms(datetime!(2026-04-30 10:00 +8))), "its clock stands still");
    let story = story.then(SUBMIT, datetime!(2026-03-23 10:00 +8));
    assert_eq!(story.order.on_time(), Some(true), "due was the 18th, the clock stood at 10:00 of it");
    let story = story.then(REJECT, datetime!(2026-03-24 10:00 +8));
    let story = story.then(Act::Resume, datetime!(2026-03-25 10:00 +8));
    assert_eq!(story.due(), "2026-03-31 18:00:00", "half of the class, from the end of the appeal on");
    assert_eq!(story.rate_due(), "2026-03-26 18:00:00", "one day, from the end of the appeal on");
}

#[test]
fn days_of_a_month_pause_as_days_of_a_month() {
    let story = Story::issued(T30, datetime!(2026-04-01 10:00 +8)).then(Act::Pause, datetime!(2026-04-10 10:00 +8));
    let story = story.then(Act::Resume, datetime!(2026-04-20 10:00 +8));
    assert_eq!(story.due(), "2026-05-18 18:00:00", "26 days were left to 6 May; 16 May is a Saturday");
}

#[test]
fn an_order_issued_during_an_appeal_waits_whole() {
    let draft = Story { order: Order::draft(T3, false), rules: rules() };
    let story = draft.then(Act::Pause, datetime!(2026-03-09 10:00 +8));
    let story = story.then(Act::Issue { due_ms: None }, datetime!(2026-03-10 10:00 +8));
    let story = story.then(Act::Resume, datetime!(2026-03-16 10:00 +8));
    assert_eq!(story.due(), "2026-03-19 18:00:00");
}

#[test]
fn a_rejection_leaves_what_was_left_and_at_least_half() {
    let issued = || Story::issued(T7, datetime!(2026-03-09 10:00 +8));
    let early = issued().then(SUBMIT, datetime!(2026-03-10 10:00 +8)).then(REJECT, datetime!(2026-03-12 10:00 +8));
    assert_eq!((early.due(), early.rate_due()), ("2026-03-20 18:00:00".into(), "2026-03-20 18:00:00".into()));
    let last = issued().then(SUBMIT, datetime!(2026-03-18 18:00:00 +8)).then(REJECT, datetime!(2026-03-20 10:00 +8));
    assert_eq!(last.due(), "2026-03-26 18:00:00", "half of the class: 4 working days");
    assert_eq!(last.rate_due(), "2026-03-23 18:00:00", "without that grace: 1 working day");
    let again = last.then(SUBMIT, datetime!(2026-03-24 10:00 +8));
    assert!(!again.order.is_overdue(ms(datetime!(2026-03-24 10:00 +8))), "the ladder looks at the grace");
    assert_eq!(again.order.on_time(), Some(false), "the rate does not");
}

#[test]
fn a_late_submission_stays_late_whatever_comes_after() {
    let story = Story::issued(T3, datetime!(2026-03-09 10:00 +8)).then(SUBMIT, datetime!(2026-03-12 18:00:01 +8));
    assert!(story.order.is_overdue(ms(datetime!(2026-03-12 18:00:01 +8))));
    let story = story.then(REJECT, datetime!(2026-03-13 10:00 +8));
    assert_eq!((story.due(), story.rate_due()), ("2026-03-17 18:00:00".into(), "2026-03-12 18:00:00".into()));
    let closed = story.then(SUBMIT, datetime!(2026-03-13 11:00 +8)).then(Act::Verify, datetime!(2026-03-13 12:00 +8));
    assert_eq!(closed.order.on_time(), Some(false));
    assert!(closed.order.ever_overdue(ms(datetime!(2026-03-13 12:00 +8))));
    assert!(!closed.order.is_overdue(ms(datetime!(2026-03-13 12:00 +8))), "it is closed");
}

#[test]
fn hours_are_left_as_hours() {
    let story = Story::issued(T1, datetime!(2026-03-10 10:00 +8)).then(SUBMIT, datetime!(2026-03-10 12:00 +8));
    let story = story.then(REJECT, datetime!(2026-03-10 14:00 +8));
    assert_eq!((story.due(), story.rate_due()), ("2026-03-11 12:00:00".into(), "2026-03-11 12:00:00".into()));
    let story = story.then(SUBMIT, datetime!(2026-03-11 11:00 +8)).then(REJECT, datetime!(2026-03-11 12:00 +8));
    assert_eq!((story.due(), story.rate_due()), ("2026-03-12 00:00:00".into(), "2026-03-11 13:00:00".into()));
}

#[test]
fn the_verifier_has_his_own_clock() {
    let by = |story: &Story| story.order.clock.and_then(|clock| clock.verify_by).and_then(|by| by.at_ms()).map(local);
    let t3 = Story::issued(T3, datetime!(2026-03-09 10:00 +8)).then(SUBMIT, datetime!(2026-03-12 18:00 +8));
    assert_eq!(by(&t3).as_deref(), Some("2026-03-16 18:00:00"));
    assert_eq!(t3.order.on_time(), Some(true));
    assert!(!t3.order.verifier_is_late(ms(datetime!(2026-03-16 18:00 +8))));
    assert!(t3.order.verifier_is_late(ms(datetime!(2026-03-16 18:00:01 +8))) && !t3.order.is_overdue(i64::MAX));
    let verified = t3.then(Act::Verify, datetime!(2026-03-30 10:00 +8));
    assert!(!verified.order.verifier_is_late(i64::MAX));
    assert_eq!(verified.order.on_time(), Some(true), "his delay does not make the station late");
    let t0 = Story::issued(T0, datetime!(2026-03-09 10:00 +8)).then(SUBMIT, datetime!(2026-03-09 11:00 +8));
    assert_eq!(by(&t0).as_deref(), Some("2026-03-10 11:00:00"));
}

#[test]
fn an_extension_is_asked_for_before_the_due_time() {
    let ask = |days| Act::AskExtension { by: Span::WorkingDays(days) };
    let story = || Story::issued(T7, datetime!(2026-03-09 10:00 +8));
    let asked = story().then(ask(3), datetime!(2026-03-18 17:59:59 +8));
    let granted = asked.then(Act::GrantExtension, datetime!(2026-03-18 17:59:59.999 +8));
    assert_eq!((granted.due(), granted.rate_due()), ("2026-03-23 18:00:00".into(), "2026-03-23 18:00:00".into()));
    let refused = story().attempt(ask(3), datetime!(2026-03-18 18:00:00 +8));
    assert!(matches!(refused, Err(Refusal::DueTimeCame { .. })), "{refused:?}");
    assert!(matches!(story().attempt(ask(4), datetime!(2026-03-10 10:00 +8)), Err(Refusal::ExtensionSpan { .. })));
    assert!(matches!(story().attempt(ask(0), datetime!(2026-03-10 10:00 +8)), Err(Refusal::ExtensionSpan { .. })));
    let again = granted.attempt(ask(1), datetime!(2026-03-19 10:00 +8));
    assert!(matches!(again, Err(Refusal::ExtensionUsed { .. })), "{again:?}");
    let t0 = Story::issued(T0, datetime!(2026-03-09 10:00 +8));
    let never = t0.attempt(Act::AskExtension { by: Span::Wall(HOUR_MS) }, datetime!(2026-03-09 11:00 +8));
    assert!(matches!(never, Err(Refusal::NoExtension { .. })), "{never:?}");
}

#[test]
fn an_undecided_extension_is_refused_by_the_due_time() {
    let ask = Act::AskExtension { by: Span::WorkingDays(1) };
    let story = Story::issued(T3, datetime!(2026-03-09 10:00 +8)).then(ask, datetime!(2026-03-11 10:00 +8));
    let late = story.attempt(Act::GrantExtension, datetime!(2026-03-12 18:00:00 +8));
    assert!(matches!(late, Err(Refusal::DueTimeCame { .. })), "{late:?}");
    let sent = story.then(SUBMIT, datetime!(2026-03-12 18:00:01 +8));
    let due_ms = ms(datetime!(2026-03-12 18:00 +8));
    assert_eq!(sent.order.extension.and_then(|asked| asked.decision), Some(Decision::Lapsed { at_ms: due_ms }));
    let back = sent.then(REJECT, datetime!(2026-03-13 10:00 +8));
    let again = back.attempt(Act::GrantExtension, datetime!(2026-03-13 11:00 +8));
    assert!(matches!(again, Err(Refusal::DueTimeCame { .. })), "a later due time wakes nothing: {again:?}");
}

#[test]
fn a_request_waits_during_an_appeal() {
    let ask = Act::AskExtension { by: Span::WorkingDays(1) };
    let story = Story::issued(T3, datetime!(2026-03-09 10:00 +8)).then(ask, datetime!(2026-03-11 10:00 +8));
    let story = story.then(Act::Pause, datetime!(2026-03-11 11:00 +8));
    let waits = story.attempt(Act::GrantExtension, datetime!(2026-03-12 10:00 +8));
    assert!(matches!(waits, Err(Refusal::Paused { .. })), "{waits:?}");
    let story = story.then(Act::Resume, datetime!(2026-03-20 10:00 +8));
    assert_eq!(story.due(), "2026-03-23 18:00:00");
    let story = story.then(Act::GrantExtension, datetime!(2026-03-23 10:00 +8));
    assert_eq!(story.due(), "2026-03-24 18:00:00");
}

#[test]
fn an_extension_of_thirty_days_makes_forty_five() {
    let ask = Act::AskExtension { by: Span::CalendarDays(15) };
    let story = Story::issued(T30, datetime!(2026-04-01 10:00 +8)).then(ask, datetime!(2026-04-20 10:00 +8));
    let story = story.then(Act::GrantExtension, datetime!(2026-04-21 10:00 +8));
    assert_eq!(story.due(), "2026-05-18 18:00:00", "45 days: Saturday 16 May, moved to Monday");
}

/// The date that is asked for becomes a number of days, and that number leads to the date.
#[test]
fn a_new_date_is_asked_for_in_days() {
    let asked = |class, issued, to| {
        let story = Story::issued(class, issued);
        let (due, clock) = (story.order.clock.expect("issued").due, policy().class(class).due);
        let by = extension_to(rules().calendar, due, ms(to), clock)?;
        Some((by, extended(rules().calendar, due, by).at_ms().map(local)?))
    };
    let t7 = |to| asked(T7, datetime!(2026-03-09 10:00 +8), to);
    assert_eq!(t7(datetime!(2026-03-23 09:00 +8)), Some((Span::WorkingDays(3), "2026-03-23 18:00:00".into())));
    assert_eq!(t7(datetime!(2026-03-22 09:00 +8)), Some((Span::WorkingDays(2), "2026-03-20 18:00:00".into())));
    assert_eq!((t7(datetime!(2026-03-18 18:00 +8)), t7(datetime!(2026-03-10 18:00 +8))), (None, None));
    let t30 = |to| asked(T30, datetime!(2026-04-01 10:00 +8), to);
    assert_eq!(t30(datetime!(2026-05-16 18:00 +8)), Some((Span::CalendarDays(15), "2026-05-18 18:00:00".into())));
    assert_eq!(t30(datetime!(2026-05-06 18:00 +8)), None, "the same day as it is due");
    let t1 = |to| asked(T1, datetime!(2026-03-10 10:00 +8), to);
    assert_eq!(t1(datetime!(2026-03-11 12:00 +8)), Some((Span::Wall(2 * HOUR_MS), "2026-03-11 12:00:00".into())));
    assert_eq!(t1(datetime!(2026-03-11 10:00 +8)), None);
    assert_eq!(asked(T3, datetime!(2026-12-28 10:00 +8), datetime!(2027-01-05 10:00 +8)), None, "no data");
}

#[test]
fn an_extension_that_saved_the_date_is_told() {
    let ask = Act::AskExtension { by: Span::WorkingDays(1) };
    let story = || {
        let story = Story::issued(T3, datetime!(2026-03-09 10:00 +8)).then(ask, datetime!(2026-03-11 10:00 +8));
        story.then(Act::GrantExtension, datetime!(2026-03-11 11:00 +8))
    };
    let needed = story().then(SUBMIT, datetime!(2026-03-13 10:00 +8)).then(Act::Verify, datetime!(2026-03-13 12:00 +8));
    assert_eq!((needed.order.on_time(), needed.order.thanks_to_extension(rules())), (Some(true), true));
    let unneeded = story().then(SUBMIT, datetime!(2026-03-12 10:00 +8));
    assert_eq!((unneeded.order.on_time(), unneeded.order.thanks_to_extension(rules())), (Some(true), false));
}

#[test]
fn an_office_sets_a_deadline_within_limits() {
    let draft = || Story { order: Order::draft(T3, false), rules: rules() };
    let issue = |due| draft().attempt(Act::Issue { due_ms: Some(ms(due)) }, datetime!(2026-03-09 10:00 +8));
    let own = issue(datetime!(2026-03-10 12:00 +8)).expect("earlier than the policy");
    assert_eq!(own.clock.and_then(|clock| clock.due.at_ms()).map(local).as_deref(), Some("2026-03-10 12:00:00"));
    assert!(issue(datetime!(2026-03-13 18:00 +8)).is_ok(), "as late as an extension would make it");
    for wrong in [datetime!(2026-03-13 18:00:01 +8), datetime!(2026-03-09 10:00 +8), datetime!(2026-03-01 10:00 +8)] {
        assert!(matches!(issue(wrong), Err(Refusal::DeadlineOutOfRange { .. })), "{wrong}");
    }
    let at_the_year_end = |due| draft().attempt(Act::Issue { due_ms: Some(due) }, datetime!(2026-12-30 10:00 +8));
    assert!(at_the_year_end(ms(datetime!(2027-01-05 18:00 +8))).is_ok(), "an office may name a day of an unknown year");
    assert!(at_the_year_end(ms(datetime!(2027-01-05 18:00:01 +8))).is_err() && at_the_year_end(i64::MAX).is_err());
}

/// The year of 2027 as if nothing but New Year were off.
fn with_2027() -> Calendar {
    let source = "year = 2027\nworking_days = 260\n[source]\nzh = \"假设\"\nen = \"made up\"\nurl = \"https://example.org\"\n\
                  [[holiday]]\nzh = \"元旦\"\nen = \"New Year\"\nfrom = \"2027-01-01\"\nto = \"2027-01-03\"\nmake_up = []\n";
    let year = CalendarYear::parse(source).expect("a good file");
    Calendar::new(forecourt_core::calendar::builtin().years().cloned().chain([year]))
}

#[test]
fn a_year_without_data_is_awaited_and_stops_nothing() {
    let story = Story::issued(T3, datetime!(2026-12-29 10:00 +8));
    let clock = story.order.clock.expect("issued");
    assert_eq!(clock.acknowledge_by.and_then(|by| by.at_ms()).map(local).as_deref(), Some("2026-12-30 18:00:00"));
    assert_eq!((clock.due.at_ms(), story.order.pending_calendar()), (None, Some(2027)));
    assert!(!story.order.is_overdue(ms(datetime!(2027-06-01 10:00 +8))));
    let known = with_2027();
    let rules_2027 = Rules { policy: policy(), calendar: &known };
    let due = |order: &Order| order.clock.and_then(|clock| clock.due.at_ms()).map(local);
    assert_eq!(due(&story.order.with_calendar(rules_2027)).as_deref(), Some("2027-01-04 18:00:00"));
    // Everything else goes on meanwhile, and the date of the submission decides once the year is known.
    let sent = story.then(SUBMIT, datetime!(2027-01-05 10:00 +8)).then(Act::Verify, datetime!(2027-01-05 11:00 +8));
    assert_eq!((sent.order.on_time(), sent.order.pending_calendar()), (None, Some(2027)));
    let by = sent.order.clock.and_then(|clock| clock.verify_by).and_then(|by| by.at_ms()).map(local);
    assert_eq!(by.as_deref(), Some("2027-01-07 18:00:00"), "Monday to Friday stands in for the verifier");
    let told = sent.order.with_calendar(rules_2027);
    assert_eq!((told.on_time(), told.pending_calendar()), (Some(false), None));
}

#[test]
fn what_is_known_stays_when_a_year_is_imported() {
    let story = Story::issued(T3, datetime!(2026-12-28 10:00 +8));
    assert_eq!((story.due().as_str(), story.order.pending_calendar()), ("2026-12-31 18:00:00", None));
    let paused =
        story.then(Act::Pause, datetime!(2026-12-30 10:00 +8)).then(Act::Resume, datetime!(2026-12-31 19:00 +8));
    assert_eq!(paused.order.pending_calendar(), Some(2027), "day 0 is in a year without data");
    let known = with_2027();
    let after = paused.order.with_calendar(Rules { policy: policy(), calendar: &known });
    let due = after.clock.and_then(|clock| clock.due.at_ms()).map(local);
    assert_eq!(due.as_deref(), Some("2027-01-05 18:00:00"));
}

/// A year that is corrected later moves nothing that a station was told.
#[test]
fn what_a_station_was_told_stays() {
    let story = Story::issued(T3, datetime!(2026-02-13 20:00 +8));
    let source = forecourt_core::calendar::builtin_sources()[0]
        .replace("\"2026-02-14\", ", "")
        .replace("working_days = 248", "working_days = 247");
    let corrected = Calendar::new([CalendarYear::parse(&source).expect("a good file")]);
    let rules = Rules { policy: policy(), calendar: &corrected };
    assert_eq!(story.order.with_calendar(rules), story.order);
    let anew = Order::replay(T3, false, &story.order.history, rules).clock.and_then(|clock| clock.due.at_ms());
    assert_eq!(anew.map(local).as_deref(), Some("2026-02-27 18:00:00"), "it would be another day by now");
    // With the instant of the correction the history is what was told: deadlines, rungs, and what was overdue when.
    let first = forecourt_core::calendar::builtin().year(2026).expect("built in").clone();
    let second = corrected.year(2026).expect("the correction").clone();
    let at = ms(datetime!(2026-02-13 21:00 +8));
    let both = Calendar::of_versions([(Some(at), second), (None, first)]);
    let known = Rules { policy: policy(), calendar: &both };
    assert_eq!(Order::replay(T3, false, &story.order.history, known), story.order);
    let later = ms(datetime!(2026-04-01 10:00 +8));
    assert_eq!(ladder(&story.order, later, known), ladder(&story.order, later, crate::world::rules()));
    assert_ne!(
        ladder(&story.order, later, rules),
        ladder(&story.order, later, known),
        "by the correction alone they move"
    );
    // What happens from then on is counted by what is known then.
    let due = |at| {
        let issued = Order::draft(T3, false).apply(Act::Issue { due_ms: None }, office(), at, known);
        issued.ok().and_then(|order| order.clock?.due.at_ms()).map(local)
    };
    let dues = (due(at - 1), due(at));
    assert_eq!(dues, (Some("2026-02-26 18:00:00".into()), Some("2026-02-27 18:00:00".into())));
}

/// Instants and names of all rungs that were due by then.
fn ladder(order: &Order, now_ms: i64, rules: Rules) -> Vec<(i64, String)> {
    forecourt_core::order::rungs(order, now_ms, rules).into_iter().map(|rung| (rung.at_ms, rung.id)).collect()
}

#[test]
fn drafts_are_issued_by_the_system_in_the_end() {
    let by = |at| {
        let (at_ms, stand_in) = issue_by(rules().calendar, ms(at));
        (local(at_ms), stand_in)
    };
    assert_eq!(by(datetime!(2026-02-14 09:00 +8)), ("2026-02-24 18:00:00".into(), false));
    assert_eq!(by(datetime!(2026-03-13 09:00 +8)), ("2026-03-16 18:00:00".into(), false));
    assert_eq!(by(datetime!(2026-12-31 09:00 +8)), ("2027-01-01 18:00:00".into(), true));
}

#[test]
fn a_clock_that_jumps_back_blocks_nothing() {
    let story = Story::issued(T3, datetime!(2026-03-09 10:00 +8));
    let order = story.order.apply(Act::Acknowledge, manager(), ms(datetime!(2026-03-09 09:00 +8)), rules());
    let order = order.expect("taken as the instant of the last event");
    assert_eq!(order.acknowledged_ms, Some(ms(datetime!(2026-03-09 10:00 +8))));
    for at_ms in [i64::MIN, i64::MAX] {
        for class in [T0, T1, T3, T7, T30] {
            let issued = Order::draft(class, false).apply(Act::Issue { due_ms: None }, Actor::System, at_ms, rules());
            let sent = issued.expect("issued").apply(SUBMIT, manager(), at_ms, rules()).expect("submitted");
            assert!(sent.apply(REJECT, office(), i64::MAX, rules()).is_ok());
        }
    }
}
