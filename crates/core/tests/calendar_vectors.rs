//! `tests/vectors/calendar.json` against [`forecourt_core::calendar`].

mod support;

use forecourt_core::calendar::{Calendar, NoCalendar, builtin, daytime_start};
use forecourt_core::day;
use serde_json::{Value, json};
use support::vectors;
use time::Date;
use time::macros::format_description;

fn date(value: &Value) -> Date {
    Date::parse(value.as_str().expect("a day"), format_description!("[year]-[month]-[day]")).expect("a day")
}

fn ms(input: &Value, key: &str) -> i64 {
    input[key].as_i64().expect("an instant")
}

fn or_missing<T>(answer: Result<T, NoCalendar>, told: impl FnOnce(T) -> Value) -> Value {
    answer.map_or_else(|missing| json!({ "missing_year": missing.year }), told)
}

/// `YYYY-MM-DDThh:mm:ss` in Shanghai.
fn local(at_ms: i64) -> String {
    let seconds = day::time_of(at_ms) / 1000;
    format!("{}T{:02}:{:02}:{:02}", day::date_of(at_ms), seconds / 3600, seconds / 60 % 60, seconds % 60)
}

fn answer(calendar: &Calendar, input: &Value) -> Value {
    let count = |key| u32::try_from(input[key].as_i64().expect("a number")).expect("small");
    let due = |due_ms: i64| json!({ "due_ms": due_ms });
    match input["op"].as_str().expect("an operation") {
        "count" => {
            let year = calendar.year(count("year") as i32).expect("has data");
            json!({ "working_days": year.working_days })
        }
        "is_working" => {
            or_missing(calendar.is_working_day(date(&input["day"])), |working| json!({ "working": working }))
        }
        "add_working" => or_missing(
            calendar.add_working_days(date(&input["day"]), count("n")),
            |day| json!({ "day": day.to_string() }),
        ),
        "day_zero" => or_missing(calendar.day_zero(ms(input, "issued_ms")), |day| json!({ "day": day.to_string() })),
        "due_working" => or_missing(calendar.due_after_working_days(ms(input, "issued_ms"), count("days")), due),
        "due_calendar" => or_missing(calendar.due_after_calendar_days(ms(input, "issued_ms"), count("days")), due),
        "due_t1" => due(daytime_start(ms(input, "issued_ms")) + day::DAY_MS),
        "due_t0" => {
            let issued = ms(input, "issued_ms");
            json!({ "contain_ms": issued + 2 * day::HOUR_MS, "due_ms": issued + day::DAY_MS })
        }
        "publication" => {
            let publication = calendar.publication_at(ms(input, "approved_ms"));
            json!({ "at_ms": publication.at_ms, "local": local(publication.at_ms), "stand_in": publication.stand_in })
        }
        other => panic!("unknown operation {other}"),
    }
}

#[test]
fn every_vector_holds() {
    let cases = vectors("calendar");
    assert!(cases.len() > 60, "only {} cases", cases.len());
    for case in cases {
        assert_eq!(answer(builtin(), &case["input"]), case["expected"], "{}: {}", case["name"], case["why"]);
    }
}
