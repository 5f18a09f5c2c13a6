//! The policy's file: what it says, and every fault with its line.

use crate::world::policy;
use forecourt_core::checklist::DeadlineClass::{self, T0, T1, T3, T7, T30};
use forecourt_core::checklist::{Fault, Severity};
use forecourt_core::day::{HOUR_MS, MINUTE_MS};
use forecourt_core::order::{Contact, Level, Moment, Policy, Recipient, Span, builtin, builtin_sources};
use proptest::prelude::*;

const V1: &str = include_str!("../../../../checklists/rectification-policy/v1.toml");

#[test]
fn every_builtin_policy_loads() {
    for source in builtin_sources() {
        let faults = Policy::parse(source).err().unwrap_or_default();
        assert!(faults.is_empty(), "{faults:#?}");
    }
    assert!(builtin(1).is_some() && builtin(2).is_none());
}

/// The table of §5.1 with the limits of §5.4 and decision 26.
#[test]
fn the_classes_are_those_of_the_domain_page() {
    let hours = |n: i64| Span::Wall(n * HOUR_MS);
    let row = |class: DeadlineClass| {
        let rule = policy().class(class);
        (rule.acknowledge, rule.due, rule.extension, rule.at_least_after_rejection, rule.on_site_bp)
    };
    let working = Span::WorkingDays;
    assert_eq!(row(T0), (Some(Span::Wall(30 * MINUTE_MS)), hours(24), None, hours(12), 10_000));
    assert_eq!(row(T1), (Some(hours(4)), hours(24), Some(hours(24)), hours(12), 1000));
    assert_eq!(row(T3), (Some(working(1)), working(3), Some(working(1)), working(2), 2000));
    assert_eq!(row(T7), (Some(working(1)), working(7), Some(working(3)), working(4), 2000));
    let calendar = Span::CalendarDays;
    assert_eq!(row(T30), (None, calendar(30), Some(calendar(15)), calendar(15), 10_000));
    assert_eq!(policy().class(T0).contain, Some(hours(2)));
    assert_eq!(policy().class(T30).plan, Some(working(5)));
    for class in DeadlineClass::ALL {
        let rule = policy().class(*class);
        assert_eq!(rule.verify, if *class == T0 { hours(24) } else { working(2) });
        assert_eq!((rule.night_start, rule.by_phone), (*class == T1, *class == T0));
        assert_eq!(rule.pauses(), !matches!(class, T0 | T1));
    }
}

#[test]
fn repeats_shorten_the_class() {
    let shorter: Vec<_> = DeadlineClass::ALL.iter().map(|class| policy().shortened(*class)).collect();
    assert_eq!(shorter, [T0, T1, T1, T3, T7]);
    assert_eq!(policy().class_of(Severity::Critical, Some(T7)), Some(T0), "a red line is T0 whatever its item says");
    assert_eq!(policy().class_of(Severity::Minor, Some(T1)), Some(T1));
    assert_eq!(policy().class_of(Severity::Major, None), Some(T3));
    assert_eq!(policy().class_of(Severity::Bonus, None), None);
}

#[test]
fn lots_draw_their_share() {
    let drawn = |class| (0..10_000).filter(|lot| policy().class(class).draws_on_site(*lot)).count();
    assert_eq!([T0, T1, T3, T7, T30].map(drawn), [10_000, 1000, 2000, 2000, 10_000]);
}

/// Every cell of §5.3 is a rung.
#[test]
fn the_ladder_is_that_of_the_domain_page() {
    let rungs = |class: DeadlineClass| {
        let of_class = policy().ladder.iter().filter(move |rung| rung.classes.contains(&class));
        of_class.map(|rung| rung.id.as_str()).filter(|id| !id.starts_with("verif") && !id.contains("check_late"))
    };
    let has = |class, ids: &[&str]| {
        let found: Vec<_> = rungs(class).collect();
        assert_eq!(found.len(), ids.len() + 1, "{class:?}: {found:?}");
        for id in ids.iter().chain(&["rejected_again"]) {
            assert!(found.contains(id), "{class:?} has no {id}");
        }
    };
    has(T0, &["not_acknowledged", "time_80", "not_contained", "overdue"]);
    has(T1, &["not_acknowledged", "time_80", "overdue", "still_open_city", "still_open_province"]);
    let working = ["not_acknowledged", "time_50", "time_80", "overdue", "still_open_city", "still_open_province"];
    has(T3, &working);
    has(T7, &working);
    has(T30, &["plan_missing", "time_50", "time_80", "overdue", "still_open_province"]);
    let told = |class: DeadlineClass, id: &str| {
        let rung = policy().ladder.iter().find(|rung| rung.id == id && rung.classes.contains(&class)).expect("a rung");
        rung.tell.iter().map(|to| (to.level, to.contact)).collect::<Vec<_>>()
    };
    assert_eq!(told(T0, "not_contained"), [(Level::City, Contact::Duty)]);
    assert_eq!(told(T0, "overdue"), [(Level::Province, Contact::Safety)]);
    assert_eq!(told(T30, "overdue"), [(Level::City, Contact::Engineering)]);
    assert_eq!(told(T7, "time_80"), [(Level::Station, Contact::Head), (Level::District, Contact::Head)]);
    let plus = |class: DeadlineClass, id: &str| {
        policy().ladder.iter().find(|rung| rung.id == id && rung.classes.contains(&class)).map(|rung| rung.moment)
    };
    assert_eq!(plus(T3, "still_open_province"), Some(Moment::Due(Some(Span::WorkingDays(7)))));
    assert_eq!(plus(T1, "still_open_province"), Some(Moment::Due(Some(Span::Wall(72 * HOUR_MS)))));
    assert_eq!(plus(T30, "still_open_province"), Some(Moment::Due(Some(Span::CalendarDays(15)))));
}

#[test]
fn an_empty_level_passes_to_the_next_above() {
    let levels = |level| Recipient { level, contact: Contact::Duty }.levels().collect::<Vec<_>>();
    assert_eq!(levels(Level::City), [Level::City, Level::Province, Level::Headquarters]);
    assert_eq!(levels(Level::Station).len(), 5);
}

fn faults_after(old: &str, new: &str) -> Vec<(u32, &'static str)> {
    assert!(V1.contains(old), "{old}");
    let faults = Policy::parse(&V1.replacen(old, new, 1)).expect_err("has a fault");
    for fault in &faults {
        assert!(fault.message.en.is_ascii() && !fault.message.zh.is_ascii(), "{fault:?}");
    }
    faults.iter().map(|Fault { line, code, .. }| (*line, *code)).collect()
}

fn line_of(text: &str) -> u32 {
    V1.lines().position(|line| line.contains(text)).expect("stands there") as u32 + 1
}

#[test]
fn faults_of_a_policy_have_codes_and_lines() {
    for (old, new, at, code) in [
        ("version = 1\n", "", 1, "missing_key"),
        ("{ minutes = 30 }", "{ minutes = 0 }", line_of("minutes = 30"), "bad_span"),
        ("{ minutes = 30 }", "{ minutes = 30, hours = 1 }", line_of("minutes = 30"), "bad_span"),
        ("{ minutes = 30 }", "{ weeks = 1 }", line_of("minutes = 30"), "unknown_key"),
        ("{ minutes = 30 }", "30", line_of("minutes = 30"), "wrong_type"),
        (
            "due = { working_days = 3 }",
            "due = { hours = 3 }",
            line_of("extension = { working_days = 1 }"),
            "span_clock",
        ),
        ("id = \"T7\"", "id = \"T3\"", line_of("id = \"T7\"") - 1, "duplicate_class"),
        ("id = \"T7\"", "id = \"T3\"", 1, "missing_class"),
        ("id = \"T7\"", "id = \"T9\"", line_of("id = \"T7\""), "bad_value"),
        ("T30 = \"T7\"", "T30 = \"T30\"", line_of("T30 = \"T7\""), "not_shorter"),
        ("T30 = \"T7\"", "T31 = \"T7\"", line_of("T30 = \"T7\""), "unknown_key"),
        ("second_within_days = 180", "second_within_days = 89", line_of("second_within_days"), "limits_order"),
        ("to_hour = 7", "to_hour = 23", line_of("to_hour"), "limits_order"),
        ("to_day = 15", "to_day = 6", line_of("to_day"), "limits_order"),
        ("on_site_bp = 2000", "on_site_bp = 10001", line_of("on_site_bp = 2000"), "out_of_range"),
        ("[\"province.safety\"]", "[]", line_of("id = \"overdue\"") - 1, "nobody"),
        ("[\"province.safety\"]", "[\"province\"]", line_of("province.safety"), "bad_recipient"),
        ("[\"province.safety\"]", "[\"moon.safety\"]", line_of("province.safety"), "bad_recipient"),
        ("[\"red_list\"]", "[\"blue_list\"]", line_of("red_list\"]"), "bad_value"),
        ("moment = \"contain_by\"", "moment = \"soon\"", line_of("moment = \"contain_by\""), "bad_value"),
        ("share_pct = 80", "share_pct = 101", line_of("share_pct = 80"), "out_of_range"),
        ("id = \"time_50\"", "id = \"time_80\"", line_of("id = \"time_50\"") + 11, "duplicate_id"),
        ("zh = \"已逾期", "zh = \" \" #", line_of("zh = \"已逾期"), "missing_text"),
        ("plus = { hours = 72 }", "plus = { hours = -72 }", line_of("hours = 72"), "out_of_range"),
        ("zh = \"立即\"", "zh = \"立即", line_of("zh = \"立即\""), "syntax"),
    ] {
        let faults = faults_after(old, new);
        assert!(faults.contains(&(at, code)), "{old} → {new}: {faults:?}, expected {code} in line {at}");
    }
}

#[test]
fn all_faults_of_a_policy_are_named_at_once() {
    let source = V1
        .replace("rejections_up = 2", "rejections_up = \"two\"")
        .replace("critical = \"T0\"", "critical = \"T2\"")
        .replace("to_day = 15", "to_day = 1")
        .replace("[\"city.engineering\"]", "[\"city.plumbing\"]");
    let codes: Vec<&str> = Policy::parse(&source).expect_err("faults").iter().map(|fault| fault.code).collect();
    assert_eq!(codes, ["wrong_type", "bad_value", "limits_order", "bad_recipient"]);
}

proptest! {
    #![proptest_config(crate::support::properties())]

    #[test]
    fn any_text_is_refused_without_panic(text in "[a-z0-9=\\[\\]{}\"\n \\-]{0,200}") {
        prop_assert!(Policy::parse(&text).is_err());
    }

    /// A line that is missing is always noticed, except for what may be left out.
    #[test]
    fn a_policy_without_one_of_its_lines_is_still_read_or_refused(gone in 0_usize..330) {
        let kept: Vec<&str> = V1.lines().enumerate().filter(|(n, _)| *n != gone).map(|(_, line)| line).collect();
        if let Ok(policy) = Policy::parse(&kept.join("\n")) {
            prop_assert_eq!(policy.classes.len(), DeadlineClass::ALL.len());
        }
    }
}
