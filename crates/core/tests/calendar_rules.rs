//! The worked checks of §5.2, the loader's faults, and properties over whole years.

mod support;

use forecourt_core::calendar::{Calendar, CalendarYear, NoCalendar, builtin, daytime_start};
use forecourt_core::checklist::Fault;
use forecourt_core::day::{self, DAY_MS, HOUR_MS, PartOfDay};
use proptest::prelude::*;
use support::checklist;
use time::macros::{date, datetime};
use time::{Date, OffsetDateTime};

const CN_2026: &str = include_str!("../../../checklists/calendars/cn-2026.toml");

fn ms(at: OffsetDateTime) -> i64 {
    i64::try_from(at.unix_timestamp_nanos() / 1_000_000).expect("in range")
}

#[test]
fn worked_checks_of_the_domain_page() {
    let calendar = builtin();
    let t3 = ms(datetime!(2026-02-13 20:00 +8));
    assert_eq!(calendar.day_zero(t3), Ok(date!(2026 - 02 - 14)));
    assert_eq!(calendar.due_after_working_days(t3, 3), Ok(ms(datetime!(2026-02-26 18:00 +8))));
    let t7 = ms(datetime!(2026-09-30 10:00 +8));
    assert_eq!(calendar.due_after_working_days(t7, 7), Ok(ms(datetime!(2026-10-15 18:00 +8))));
    let t30 = ms(datetime!(2026-04-01 10:00 +8));
    assert_eq!(calendar.due_after_calendar_days(t30, 30), Ok(ms(datetime!(2026-05-06 18:00 +8))));
    let t1 = daytime_start(ms(datetime!(2026-03-10 23:30 +8)));
    assert_eq!(t1, ms(datetime!(2026-03-11 07:00 +8)));
    assert_eq!(t1 + DAY_MS, ms(datetime!(2026-03-12 07:00 +8)));
    let t0 = ms(datetime!(2026-03-08 02:10 +8));
    assert_eq!(t0 + 2 * HOUR_MS, ms(datetime!(2026-03-08 04:10 +8)));
    assert_eq!(t0 + DAY_MS, ms(datetime!(2026-03-09 02:10 +8)));
}

#[test]
fn the_minute_of_closing_decides_day_zero() {
    let zero = |at| builtin().day_zero(ms(at));
    assert_eq!(zero(datetime!(2026-03-10 18:00:00 +8)), Ok(date!(2026 - 03 - 10)));
    assert_eq!(zero(datetime!(2026-03-10 18:00:00.001 +8)), Ok(date!(2026 - 03 - 11)));
    assert_eq!(zero(datetime!(2026-03-10 18:00:01 +8)), Ok(date!(2026 - 03 - 11)));
    assert_eq!(zero(datetime!(2026-03-10 23:59:59.999 +8)), Ok(date!(2026 - 03 - 11)));
    assert_eq!(zero(datetime!(2026-03-11 00:00:00 +8)), Ok(date!(2026 - 03 - 11)));
    // A day off never counts, early or late.
    assert_eq!(zero(datetime!(2026-02-16 09:00:00 +8)), Ok(date!(2026 - 02 - 24)));
    assert_eq!(zero(datetime!(2026-02-23 20:00:00 +8)), Ok(date!(2026 - 02 - 24)));
    assert_eq!(
        zero(datetime!(2025-12-31 20:00:00 +8)),
        Err(NoCalendar { year: 2025 }),
        "that day may be a working day"
    );
    assert_eq!(zero(datetime!(2026-12-31 18:00:00 +8)), Ok(date!(2026 - 12 - 31)));
    assert_eq!(zero(datetime!(2026-12-31 18:00:01 +8)), Err(NoCalendar { year: 2027 }));
}

#[test]
fn publication_is_never_refused() {
    let published = |at| builtin().publication_at(ms(at));
    let saturday = published(datetime!(2026-02-13 17:00 +8));
    assert_eq!((saturday.at_ms, saturday.stand_in), (ms(datetime!(2026-02-14 09:00 +8)), false));
    let after_the_year = published(datetime!(2026-12-31 10:00 +8));
    assert_eq!((after_the_year.day, after_the_year.stand_in), (date!(2027 - 01 - 01), true));
    let weekend = published(datetime!(2027-03-05 10:00 +8));
    assert_eq!((weekend.day, weekend.stand_in), (date!(2027 - 03 - 08), true));
    let into_the_year = published(datetime!(2025-12-31 10:00 +8));
    assert!(!into_the_year.stand_in, "no day of 2025 had to be judged");
    assert_eq!(into_the_year.day, date!(2026 - 01 - 04));
    for at_ms in [i64::MIN, i64::MAX] {
        assert!(builtin().publication_at(at_ms).stand_in);
    }
}

#[test]
fn a_calendar_without_years_counts_nothing() {
    let empty = Calendar::default();
    assert_eq!(empty.is_working_day(date!(2026 - 03 - 10)), Err(NoCalendar { year: 2026 }));
    assert_eq!(empty.add_working_days(date!(2026 - 03 - 10), 0), Ok(date!(2026 - 03 - 10)), "nothing had to be known");
    assert!(empty.publication_at(ms(datetime!(2026-03-10 10:00 +8))).stand_in);
}

#[test]
fn a_year_without_data_is_warned_of_sixty_days_before() {
    let soon = |day| builtin().missing_soon(day);
    assert_eq!((soon(date!(2026 - 11 - 01)), soon(date!(2026 - 11 - 02))), (None, Some(2027)));
    assert_eq!((soon(date!(2027 - 05 - 01)), soon(date!(2026 - 01 - 01))), (Some(2027), None));
}

#[test]
fn working_days_are_found_backwards() {
    let before = |day| builtin().working_day_before(day);
    assert_eq!(
        (before(date!(2026 - 02 - 24)).day, before(date!(2026 - 02 - 24)).stand_in),
        (date!(2026 - 02 - 14), false)
    );
    assert_eq!(
        (before(date!(2027 - 01 - 04)).day, before(date!(2027 - 01 - 04)).stand_in),
        (date!(2027 - 01 - 01), true)
    );
    assert_eq!(before(Date::MIN).day, Date::MIN);
}

#[test]
fn the_file_names_its_source_and_its_days() {
    let year = CalendarYear::parse(CN_2026).expect("a good file");
    assert_eq!((year.year, year.working_days, year.holidays.len()), (2026, 248, 7));
    assert!(year.source.zh.contains("国办发明电〔2025〕7号"));
    assert!(year.url.starts_with("https://www.gov.cn/"));
    let made_up: Vec<Date> = year.holidays.iter().flat_map(|holiday| holiday.make_up.clone()).collect();
    assert_eq!(made_up.len(), 6);
    let calendar = Calendar::new([year]);
    for day in made_up {
        assert_eq!(calendar.is_working_day(day), Ok(true), "{day}");
    }
}

/// The codes and lines of the faults that appear when `old` is replaced in the file of 2026.
fn faults_after(old: &str, new: &str) -> Vec<(u32, &'static str)> {
    assert!(CN_2026.contains(old), "{old}");
    let faults = CalendarYear::parse(&CN_2026.replacen(old, new, 1)).expect_err("has a fault");
    faults.iter().map(|Fault { line, code, .. }| (*line, *code)).collect()
}

fn line_of(text: &str) -> u32 {
    CN_2026.lines().position(|line| line.contains(text)).expect("stands there") as u32 + 1
}

#[test]
fn faults_have_codes_and_lines() {
    let line = line_of;
    for (old, new, at, code) in [
        ("year = 2026\n", "", 1, "missing_key"),
        ("working_days = 248", "working_days = 249", line("working_days = 248"), "working_days_mismatch"),
        ("working_days = 248", "working_days = 247", line("working_days = 248"), "working_days_mismatch"),
        ("\"2026-01-03\"", "\"2026-02-30\"", line("2026-01-03"), "bad_date"),
        ("\"2026-01-03\"", "\"3 January\"", line("2026-01-03"), "bad_date"),
        ("\"2026-01-03\"", "20260103", line("2026-01-03"), "wrong_type"),
        ("\"2026-01-03\"", "\"2027-01-03\"", line("2026-01-03"), "wrong_year"),
        ("\"2026-01-03\"", "\"2025-12-31\"", line("2026-01-03"), "wrong_year"),
        ("to = \"2026-02-23\"", "to = \"2026-02-14\"", line("to = \"2026-02-23\""), "span_backwards"),
        ("to = \"2026-09-27\"", "to = \"2026-10-01\"", line("from = \"2026-10-01\""), "duplicate_day"),
        ("\"2026-02-14\", ", "\"2026-02-28\", ", line("2026-02-28"), "duplicate_day"),
        ("\"2026-05-09\"", "\"2026-05-02\"", line("2026-05-09"), "make_up_off"),
        ("\"2026-05-09\"", "\"2026-05-08\"", line("2026-05-09"), "make_up_weekday"),
        ("[\"2026-05-09\"]", "\"2026-05-09\"", line("2026-05-09"), "wrong_type"),
        ("[\"2026-05-09\"]", "[20260509]", line("2026-05-09"), "wrong_type"),
        ("zh = \"春节\"", "zh = \" \"", line("zh = \"春节\""), "missing_text"),
        ("url = ", "link = ", line("url = "), "unknown_key"),
        ("zh = \"元旦\"", "zh = \"元旦", line("zh = \"元旦\""), "syntax"),
    ] {
        let faults = faults_after(old, new);
        assert!(faults.contains(&(at, code)), "{old} → {new}: {faults:?}, expected {code} in line {at}");
    }
}

#[test]
fn all_faults_are_named_at_once() {
    let source = CN_2026
        .replace("\"2026-05-09\"", "\"2026-05-08\"")
        .replace("\"2026-06-21\"", "\"21\"")
        .replace("en = \"National Day\"\n", "");
    let codes: Vec<&str> = CalendarYear::parse(&source).expect_err("faults").iter().map(|fault| fault.code).collect();
    assert_eq!(codes, ["make_up_weekday", "bad_date", "missing_text"]);
}

#[test]
fn days_begin_at_midnight_in_shanghai() {
    assert_eq!(day::date_of(ms(datetime!(2026-03-09 16:00 UTC))), date!(2026 - 03 - 10));
    assert_eq!(day::date_of(ms(datetime!(2026-03-09 15:59:59.999 UTC))), date!(2026 - 03 - 09));
    assert_eq!(day::start_of(date!(2026 - 03 - 10)), ms(datetime!(2026-03-09 16:00 UTC)));
    assert_eq!(day::date_of(0), date!(1970 - 01 - 01));
    assert_eq!(day::date_of(-8 * HOUR_MS - 1), date!(1969 - 12 - 31));
    assert_eq!((day::date_of(i64::MIN), day::date_of(i64::MAX)), (Date::MIN, Date::MAX));
}

#[test]
fn slots_and_part_of_day() {
    let slots = &checklist().visit.slots;
    let at = |at| (day::slot_at(slots, ms(at)).map(|slot| slot.id.as_str()), day::part_of_day(slots, ms(at)));
    assert_eq!(slots.len(), 4);
    let morning = at(datetime!(2026-03-10 07:00:00 +8));
    assert_eq!(morning, (Some(slots[0].id.as_str()), PartOfDay::Day));
    assert_eq!(at(datetime!(2026-03-10 06:59:59.999 +8)), (None, PartOfDay::Night));
    assert_eq!(at(datetime!(2026-03-10 09:00:00 +8)).0, Some(slots[0].id.as_str()), "the end belongs to the slot");
    assert_eq!(at(datetime!(2026-03-10 09:00:00.001 +8)), (None, PartOfDay::Day));
    assert_eq!(at(datetime!(2026-03-10 20:29:59 +8)), (None, PartOfDay::Day));
    assert_eq!(at(datetime!(2026-03-10 20:30:00 +8)), (Some(slots[3].id.as_str()), PartOfDay::Night));
    assert_eq!(at(datetime!(2026-03-10 23:31:00 +8)), (None, PartOfDay::Night));
    assert_eq!(at(datetime!(2026-03-11 03:00:00 +8)), (None, PartOfDay::Night));
    assert_eq!(day::part_of_day(&[], 0), PartOfDay::Day);
    let span = day::slot_on(date!(2026 - 03 - 10), &slots[3]);
    assert_eq!((span.from_ms, span.to_ms), (ms(datetime!(2026-03-10 20:30 +8)), ms(datetime!(2026-03-10 23:30 +8))));
}

proptest! {
    #![proptest_config(support::properties())]

    /// Adding working days one at a time or at once is the same, lands on working days, and skips only days off.
    #[test]
    fn working_days_add_up(start in 0_u16..300, first in 0_u32..20, second in 1_u32..20) {
        let calendar = builtin();
        let day = date!(2026 - 01 - 01) + time::Duration::days(i64::from(start));
        let middle = calendar.add_working_days(day, first).expect("in 2026");
        let end = calendar.add_working_days(middle, second).expect("in 2026");
        prop_assert_eq!(calendar.add_working_days(day, first + second), Ok(end));
        prop_assert_eq!(calendar.is_working_day(end), Ok(true));
        let mut counted = 0;
        let mut on = middle;
        while on < end {
            on = on.next_day().expect("in 2026");
            counted += u32::from(calendar.is_working_day(on).expect("in 2026"));
        }
        prop_assert_eq!(counted, second);
    }

    /// Publication lies after approval, at 09:00 of a later day.
    #[test]
    fn publication_follows_approval(approved in -2_000_000_000_000_i64..4_000_000_000_000) {
        let publication = builtin().publication_at(approved);
        prop_assert!(publication.at_ms > approved);
        prop_assert_eq!(day::time_of(publication.at_ms), 9 * HOUR_MS);
        prop_assert!(publication.at_ms - approved < 12 * DAY_MS);
    }

    #[test]
    fn days_and_instants_agree(at_ms in -60_000_000_000_000_i64..250_000_000_000_000) {
        let day = day::date_of(at_ms);
        prop_assert_eq!(day::start_of(day) + day::time_of(at_ms), at_ms);
    }

    #[test]
    fn any_text_is_read_without_panic(text in "[a-z0-9=\\[\\]\"\n \\-]{0,200}") {
        prop_assert!(CalendarYear::parse(&text).is_err());
    }
}
