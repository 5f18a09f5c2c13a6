//! Runs the shared test vectors (`tests/vectors/*.json`) against this crate.
//!
//! The expected values come from an independent oracle (`tests/oracle`, exact fractions, written from the documents), so
//! a difference means that one of the two misread them. Every field that a vector expects is compared; all failing
//! cases of a file are named at once.

use forecourt_core::calendar::{Calendar, CalendarYear, NoCalendar, daytime_start};
use forecourt_core::canonical;
use forecourt_core::checklist::{Checklist, Flags};
use forecourt_core::flags::{FlagInput, judge};
use forecourt_core::registry::builtin;
use forecourt_core::score::{Answer, Evidence, ItemEvidence, ItemSet, ScoreInput, Standing, State};
use forecourt_core::score::{profile_points, score, score_brief, write_json};
use forecourt_core::score_line::score_line;
use forecourt_core::text::Lang;
use forecourt_core::validate;
use forecourt_core::violation::Violation;
use serde_json::{Map, Value, json};
use std::path::Path;
use time::Date;
use time::format_description::well_known::Iso8601;

const HOUR_MS: i64 = 3_600_000;

/// Runs all cases of a file; `run` gives what the crate says about one case.
fn run(kind: &str, least: usize, run: impl Fn(&Checklist, &Value) -> Value) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/vectors").join(format!("{kind}.json"));
    let text = std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    let file: Value = serde_json::from_str(&text).expect("a vector file is JSON");
    assert_eq!(file["kind"], kind);
    let version = u32::try_from(file["version"].as_u64().expect("a version")).expect("a version");
    let checklist = builtin().get(file["checklist"].as_str().expect("an id"), version).expect("a built-in checklist");
    let cases = file["cases"].as_array().expect("cases");
    assert!(cases.len() >= least, "only {} {kind} vectors, expected at least {least}", cases.len());
    let mut failures = Vec::new();
    for case in cases {
        let mut differences = Vec::new();
        compare("", &case["expected"], &run(checklist, case), &mut differences);
        if !differences.is_empty() {
            let (name, why) = (&case["name"], &case["why"]);
            failures.push(format!("{name}: {why}\n    {}", differences.join("\n    ")));
        }
    }
    let count = failures.len();
    assert!(failures.is_empty(), "{count} of {} {kind} vectors fail:\n{}", cases.len(), failures.join("\n"));
}

/// Compares what is expected with what came; objects may hold more than expected, lists may not.
fn compare(at: &str, expected: &Value, actual: &Value, differences: &mut Vec<String>) {
    match (expected, actual) {
        (Value::Object(wanted), Value::Object(found)) => {
            for (key, value) in wanted {
                match found.get(key) {
                    Some(other) => compare(&format!("{at}/{key}"), value, other, differences),
                    None => differences.push(format!("{at}/{key}: is missing, expected {value}")),
                }
            }
        }
        (Value::Array(wanted), Value::Array(found)) if wanted.len() == found.len() => {
            for (index, (value, other)) in wanted.iter().zip(found).enumerate() {
                compare(&format!("{at}/{index}"), value, other, differences);
            }
        }
        // Distances are computed in integers here: exact to 5 cm at 500 m, 1 ‰ far away.
        (Value::Number(_), Value::Number(_)) if at.ends_with("/distance_cm") => {
            let (wanted, found) = (expected.as_i64().expect("whole"), actual.as_i64().expect("whole"));
            if (wanted - found).abs() > 5.max(wanted / 1000) {
                differences.push(format!("{at}: is {found}, expected about {wanted}"));
            }
        }
        _ if expected == actual => {}
        _ => differences.push(format!("{at}: is {actual}, expected {expected}")),
    }
}

/// Violations as the vectors write them, by pointer and code.
fn violations(found: &[Violation]) -> Value {
    let mut pairs: Vec<_> = found.iter().map(|v| (v.pointer.clone(), v.code.as_str())).collect();
    pairs.sort();
    pairs.into_iter().map(|(pointer, code)| json!({"pointer": pointer, "code": code})).collect()
}

fn flags_of(checklist: &Checklist, flags: &Value) -> Flags {
    let no_flags = Map::new();
    let pairs = flags.as_object().unwrap_or(&no_flags).iter().map(|(id, value)| {
        let number = value.as_bool().map_or_else(|| value.as_i64().expect("whole"), i64::from);
        (id.as_str(), i32::try_from(number).expect("a small number"))
    });
    Flags::from_pairs(checklist, pairs).expect("known flags")
}

fn answers_of(checklist: &Checklist, answers: &Value) -> Vec<Answer> {
    let answer = |value: &Value| match value {
        Value::Bool(value) => Answer::Bool(*value),
        Value::Number(value) => Answer::Int(u32::try_from(value.as_u64().expect("whole")).expect("small")),
        _ => Answer::None,
    };
    checklist.items.iter().map(|item| answers.get(&item.id).map_or(Answer::None, answer)).collect()
}

#[test]
fn na() {
    run("na", 60, |checklist, case| {
        let flags = flags_of(checklist, &case["input"]["flags"]);
        let result = score(checklist, &ScoreInput::new(&[], &flags));
        let na: Vec<_> = result.lines.iter().filter(|line| line.state == State::Na).collect();
        let ids = |caused: bool| -> Vec<&str> {
            let wanted = na.iter().filter(|line| !caused || line.visit_caused);
            wanted.map(|line| checklist.items[line.item].id.as_str()).collect()
        };
        json!({
            "na": ids(false),
            "na_points": na.iter().map(|line| line.nominal).sum::<u32>(),
            "visit_caused": ids(true),
            "visit_na_points": result.summary.visit_na_points,
            "profile_points": profile_points(checklist, &flags),
        })
    });
}

#[test]
fn validation() {
    run("validate", 100, |checklist, case| {
        let text = case["raw"].as_str().map_or_else(|| case["input"].to_string(), str::to_owned);
        let read = canonical::parse(text.as_bytes()).map_err(|violation| vec![violation]);
        match read.and_then(|reading| validate::reading(&reading, checklist)) {
            Ok(_) => json!([]),
            Err(found) => violations(&found),
        }
    });
}

#[test]
fn scores() {
    run("score", 200, |checklist, case| {
        if case["expected"].get("violations").is_some() {
            return faulty_line(&case["input"]);
        }
        let actual = scored(checklist, &case["input"], &case["review"]);
        let lines = actual["lines"].as_array().expect("lines");
        assert_eq!(lines.len(), checklist.items.len());
        let shown = case["expected"]["lines"].as_array().expect("lines").iter();
        let chosen: Value = shown.map(|line| lines[line["n"].as_u64().expect("n") as usize - 1].clone()).collect();
        let mut actual = actual;
        actual["lines"] = chosen;
        actual
    });
}

/// The output of the crate for one line; a line without a reviewer's word also goes the way of `forecourt score`.
fn scored(checklist: &Checklist, input: &Value, review: &Value) -> Value {
    let flags = flags_of(checklist, &input["flags"]);
    let answers = answers_of(checklist, &input["answers"]);
    let weights: Option<Vec<u32>> = input.get("weights").map(|weights| {
        let weight = |id: &str| u32::try_from(weights[id].as_u64().expect("whole")).expect("small");
        checklist.touchpoints.iter().map(|touchpoint| weight(&touchpoint.id)).collect()
    });
    let set = |name: &str| -> ItemSet {
        let ids = review[name].as_array().into_iter().flatten();
        ids.map(|id| checklist.item_index(id.as_str().expect("an id")).expect("an item")).collect()
    };
    let given: Option<Vec<ItemEvidence>> = review.get("evidence").map(|named| {
        let of = |id: &str| evidence(named.get(id).unwrap_or(&Value::Null));
        checklist.items.iter().map(|item| of(&item.id)).collect()
    });
    let overdue = &input["overdue_open"];
    let score_input = ScoreInput {
        weights: weights.as_deref(),
        evidence: given.as_deref().map_or(Evidence::Assumed, Evidence::Given),
        not_proven: set("not_proven"),
        kept: set("kept"),
        extra_na: set("extra_na"),
        visit_na_accepted: input["visit_na_accepted"].as_bool().unwrap_or(false),
        standing: Standing {
            overdue_open: overdue.as_bool().map_or_else(|| overdue.as_u64().unwrap_or(0), u64::from) as u32,
            no_stars: input["no_stars"].as_bool().unwrap_or(false),
        },
        ..ScoreInput::new(&answers, &flags)
    };
    let result = score(checklist, &score_input);
    assert_eq!(result.summary, score_brief(checklist, &score_input), "the brief form differs");
    let mut out = Vec::new();
    write_json(&mut out, checklist, &result);
    let value: Value = serde_json::from_slice(&out).expect("valid JSON");
    if review.is_null() {
        assert_eq!(value, command(input), "the command differs from the score");
    }
    value
}

/// Evidence of one item; what a vector does not name is there.
fn evidence(named: &Value) -> ItemEvidence {
    ItemEvidence {
        photo: named["photo"].as_bool().unwrap_or(true),
        photo_reason: named["photo_reason"].as_bool().unwrap_or(false),
        remark_chars: u32::try_from(named["remark_chars"].as_u64().unwrap_or(100)).expect("small"),
    }
}

/// What `forecourt score` prints for a line.
fn command(input: &Value) -> Value {
    let mut out = Vec::new();
    score_line(builtin(), 1, input.to_string().as_bytes(), Lang::En, &mut out);
    serde_json::from_slice(&out).expect("one line of JSON")
}

/// The violations that `forecourt score` prints for a faulty line.
fn faulty_line(input: &Value) -> Value {
    let printed = command(input);
    assert_eq!(printed["line"], 1, "{printed}");
    let pair = |v: &Value| (v["pointer"].to_string(), v["code"].to_string(), v.clone());
    let mut found: Vec<_> = printed["violations"].as_array().expect("violations").iter().map(pair).collect();
    found.sort_by(|a, b| (&a.0, &a.1).cmp(&(&b.0, &b.1)));
    json!({"violations": found.into_iter().map(|(_, _, value)| value).collect::<Vec<_>>()})
}

#[test]
fn automatic_flags() {
    run("flags", 120, |checklist, case| {
        let input: FlagInput = serde_json::from_value(case["input"].clone()).expect("a flag input");
        serde_json::to_value(judge(checklist, &input)).expect("flags are JSON")
    });
}

#[test]
fn calendar() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../checklists/calendars/cn-2026.toml");
    let source = std::fs::read_to_string(path).expect("the calendar of 2026");
    let calendar = Calendar::new([CalendarYear::parse(&source).expect("a good calendar")]);
    run("calendar", 80, |_, case| match asked(&calendar, &case["input"]) {
        Ok(mut answer) => {
            // The local form in a vector is for its reader.
            if let Some(local) = case["expected"].get("local") {
                answer["local"] = local.clone();
            }
            answer
        }
        Err(NoCalendar { year }) => json!({"missing_year": year}),
    });
}

/// The crate's answer to one question about the calendar.
fn asked(calendar: &Calendar, input: &Value) -> Result<Value, NoCalendar> {
    let day = || Date::parse(input["day"].as_str().expect("a day"), &Iso8601::DATE).expect("a day");
    let at = |name: &str| input[name].as_i64().expect("an instant");
    let number = |name: &str| u32::try_from(input[name].as_u64().expect("a number")).expect("small");
    Ok(match input["op"].as_str().expect("an operation") {
        "count" => {
            let year = i32::try_from(at("year")).expect("a year");
            let days = (1..=366).filter_map(|ordinal| Date::from_ordinal_date(year, ordinal).ok());
            let worked = days.map(|day| calendar.is_working_day(day)).collect::<Result<Vec<_>, _>>()?;
            json!({"working_days": worked.into_iter().filter(|worked| *worked).count()})
        }
        "is_working" => json!({"working": calendar.is_working_day(day())?}),
        "add_working" => json!({"day": calendar.add_working_days(day(), number("n"))?.to_string()}),
        "day_zero" => json!({"day": calendar.day_zero(at("issued_ms"))?.to_string()}),
        "due_working" => json!({"due_ms": calendar.due_after_working_days(at("issued_ms"), number("days"))?}),
        "due_calendar" => json!({"due_ms": calendar.due_after_calendar_days(at("issued_ms"), number("days"))?}),
        "due_t1" => json!({"due_ms": daytime_start(at("issued_ms")) + 24 * HOUR_MS}),
        // T0 runs by the wall clock and asks no calendar; the orders' own tests take these cases.
        "due_t0" => json!({"contain_ms": at("issued_ms") + 2 * HOUR_MS, "due_ms": at("issued_ms") + 24 * HOUR_MS}),
        "publication" => {
            let publication = calendar.publication_at(at("approved_ms"));
            json!({"at_ms": publication.at_ms, "stand_in": publication.stand_in})
        }
        other => panic!("unknown operation {other}"),
    })
}
