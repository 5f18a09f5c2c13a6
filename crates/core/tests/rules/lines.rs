//! The line protocol of `forecourt score` (decision 17).

use forecourt_core::registry::builtin;
use forecourt_core::score_line::{MAX_LINE_BYTES, Options, Outcome, run, score_line};
use forecourt_core::text::Lang;
use serde_json::{Value, json};
use std::io::{self, Read, Write};

fn answer(line: &str) -> Value {
    let mut out = Vec::new();
    score_line(builtin(), 7, line.as_bytes(), Lang::En, &mut out);
    assert_eq!(out.pop(), Some(b'\n'));
    serde_json::from_slice(&out).expect("an output line is JSON")
}

fn line(extra: Value) -> String {
    let mut line = json!({"checklist": "station-69", "version": 1, "answers": {}});
    for (key, value) in extra.as_object().expect("an object") {
        line[key] = value.clone();
    }
    line.to_string()
}

/// The violations as `pointer code`.
fn violations(line: &str) -> Vec<String> {
    let answer = answer(line);
    assert_eq!(answer["line"], 7, "{answer}");
    let all = answer["violations"].as_array().expect("violations");
    assert!(all.iter().all(|v| v["message"].as_str().is_some_and(|m| !m.is_empty())));
    all.iter()
        .map(|v| format!("{} {}", v["pointer"].as_str().unwrap_or("?"), v["code"].as_str().unwrap_or("?")))
        .collect()
}

#[test]
fn a_score_has_its_documented_form() {
    let answer = answer(&line(json!({
        "flags": {"v.night": true},
        "answers": {"approach.price_board_matches_pump": true, "safety.phone_use_controlled": false,
            "entry.guidance_within_10s": 9999, "fueling.windscreen_offer": true},
        "overdue_open": 2,
        "visit_na_accepted": true
    })));
    let keys: Vec<_> = answer.as_object().expect("an object").keys().map(String::as_str).collect();
    let expected = [
        "base_bp",
        "bonus_bp",
        "bonus_applied_bp",
        "red_lines",
        "final_bp",
        "grade",
        "stars",
        "coverage_bp",
        "valid",
        "reasons",
        "visit_na_points",
        "touchpoints",
        "lines",
        "ignored",
    ];
    assert_eq!(keys, expected);
    assert_eq!(answer["ignored"], json!(["safety.phone_use_controlled"]));
    assert_eq!(answer["valid"], false);
    assert_eq!(answer["reasons"][0], "coverage");
    assert_eq!(answer["reasons"][1], "touchpoint_coverage:approach");
    assert_eq!(answer["final_bp"], Value::Null);
    assert_eq!(
        answer["touchpoints"][0],
        json!({"id": "approach", "nominal": 80, "weight_bp": 800, "applicable": 74, "answered": 16, "earned": 16,
            "score_bp": 10000, "grade": "exemplary"})
    );
    assert_eq!(
        answer["lines"][7],
        json!({"n": 8, "item": "entry.guidance_within_10s", "state": "answered", "value": 9999, "nominal": 20,
            "earned": 0, "miss": "full", "rule": "never_happened", "evidence": "assumed"})
    );
    assert_eq!(
        answer["lines"][33],
        json!({"n": 34, "item": "safety.phone_use_controlled", "state": "na", "value": null, "nominal": 16,
            "earned": 0, "miss": "none", "rule": "na:!v.phone_use_seen", "evidence": "none_required"})
    );
    assert_eq!(answer["lines"].as_array().map(Vec::len), Some(69));
}

#[test]
fn what_is_not_a_request() {
    assert_eq!(violations("{"), [" invalid_json"]);
    assert_eq!(violations("{} {}"), [" invalid_json"]);
    assert_eq!(violations("nothing"), [" invalid_json"]);
    assert_eq!(violations("[1]"), [" wrong_type"]);
    assert_eq!(violations("{}"), ["/answers missing", "/checklist missing", "/version missing"]);
    assert_eq!(violations(&"[".repeat(100_000)), [" invalid_json"]);
    assert_eq!(violations(&" ".repeat(MAX_LINE_BYTES + 1)), [" too_long"]);
    let not_utf8 = b"{\"checklist\":\"\xff\"}";
    let mut out = Vec::new();
    assert!(!score_line(builtin(), 1, not_utf8, Lang::En, &mut out));
    assert!(String::from_utf8_lossy(&out).contains("invalid_json"));
}

#[test]
fn the_checklist() {
    assert_eq!(violations(&line(json!({"checklist": "station-70"}))), ["/checklist unknown_checklist"]);
    assert_eq!(violations(&line(json!({"version": 2}))), ["/version unknown_checklist"]);
    assert_eq!(violations(&line(json!({"version": "1"}))), ["/version wrong_type"]);
    assert_eq!(violations(&line(json!({"version": -1}))), ["/version out_of_range"]);
    assert_eq!(violations(&line(json!({"checklist": 69}))), ["/checklist wrong_type"]);
}

#[test]
fn keys_that_stand_twice() {
    let twice = r#"{"checklist":"station-69","version":1,"version":1,"flags":{"v.night":true,"v.night":false},
        "answers":{"store.entry_greeting":true,"store.entry_greeting":true,"x":1,"x":2}}"#;
    let expected = [
        "/answers/store.entry_greeting duplicate_key",
        "/answers/x duplicate_key",
        "/answers/x unknown_item",
        "/flags/v.night duplicate_key",
        "/version duplicate_key",
    ];
    assert_eq!(violations(&twice.replace('\n', "")), expected);
    // An escaped key is the same key.
    let escaped = r#"{"checklist":"station-69","version":1,"answers":{"store.entry_greeting":true,"store.entry\u005fgreeting":true}}"#;
    assert_eq!(violations(escaped), ["/answers/store.entry_greeting duplicate_key"]);
}

#[test]
fn values() {
    let answers = json!({
        "approach.price_board_matches_pump": 1,
        "approach.brand_sign_visible_intact": true,
        "approach.entrance_exit_markings": 3,
        "approach.canopy_facade_clean": -1,
        "entry.guidance_within_10s": 10000,
        "entry.queue_wait_to_pump": 12.5,
        "entry.guidance_gesture": "2",
        "entry.pumps_in_service": [1],
        "store.price_labels_match": 4,
        "restroom.no_odor": 18446744073709551615u64,
        "a/b~c": true
    });
    let expected = [
        "/answers/approach.brand_sign_visible_intact wrong_type",
        "/answers/approach.canopy_facade_clean out_of_range",
        "/answers/approach.entrance_exit_markings out_of_range",
        "/answers/approach.price_board_matches_pump wrong_type",
        "/answers/a~1b~0c unknown_item",
        "/answers/entry.guidance_gesture wrong_type",
        "/answers/entry.guidance_within_10s out_of_range",
        "/answers/entry.pumps_in_service wrong_type",
        "/answers/entry.queue_wait_to_pump wrong_type",
        "/answers/restroom.no_odor out_of_range",
        "/answers/store.price_labels_match out_of_range",
        "/colour unknown_field",
        "/flags/st.has_store wrong_type",
        "/flags/v.queue_len out_of_range",
        "/flags/v.raining unknown_flag",
        "/overdue_open out_of_range",
        "/visit_na_accepted wrong_type",
        "/weights wrong_type",
    ];
    let line = line(json!({
        "answers": answers,
        "colour": "red",
        "flags": {"st.has_store": 1, "v.queue_len": -1, "v.raining": true},
        "overdue_open": -1,
        "visit_na_accepted": 1,
        "weights": [10000]
    }));
    assert_eq!(violations(&line), expected);
}

#[test]
fn weights() {
    let all =
        ["approach", "entry", "greeting", "fueling", "safety", "payment", "store", "restroom", "amenities", "farewell"];
    let mut weights: Value =
        all.iter().map(|id| (id.to_string(), json!(1000))).collect::<serde_json::Map<_, _>>().into();
    assert_eq!(answer(&line(json!({"weights": weights})))["touchpoints"][0]["weight_bp"], 1000);
    weights["approach"] = json!(1001);
    assert_eq!(violations(&line(json!({"weights": weights}))), ["/weights weights_sum"]);
    weights["approach"] = json!(1000.5);
    assert_eq!(violations(&line(json!({"weights": weights}))), ["/weights/approach wrong_type"]);
    weights["approach"] = json!(10001);
    weights["shop"] = json!(0);
    let expected = ["/weights/approach out_of_range", "/weights/shop unknown_field"];
    assert_eq!(violations(&line(json!({"weights": weights}))), expected);
    assert_eq!(violations(&line(json!({"weights": {}}))), ["/weights weights_incomplete"]);
}

/// Gives its bytes in portions of the asked size.
struct Portions<'a>(&'a [u8], usize);

impl Read for Portions<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let length = self.0.len().min(self.1).min(buffer.len());
        buffer[..length].copy_from_slice(&self.0[..length]);
        self.0 = &self.0[length..];
        Ok(length)
    }
}

fn run_all(input: &[u8], portion: usize, threads: usize) -> (String, Outcome) {
    let mut out = Vec::new();
    let options = Options { threads, lang: Lang::Zh };
    let outcome = run(builtin(), Portions(input, portion), &mut out, options).expect("no I/O error");
    (String::from_utf8(out).expect("UTF-8"), outcome)
}

#[test]
fn order_is_kept_whatever_the_portions_and_threads() {
    let mut input = String::new();
    for i in 0..500 {
        match i % 7 {
            3 => input.push_str("oops\n"),
            5 => input.push_str("  \r\n"),
            _ => input.push_str(&(line(json!({"answers": {"entry.guidance_within_10s": i}})) + "\n")),
        }
    }
    let (one, outcome) = run_all(input.as_bytes(), usize::MAX, 1);
    assert_eq!(outcome, Outcome { scored: 358, refused: 71 });
    let mut expected = (0..500).filter(|i| i % 7 != 5);
    for answer in one.lines() {
        let i = expected.next().expect("not more answers than lines");
        let answer: Value = serde_json::from_str(answer).expect("JSON");
        match i % 7 {
            3 => assert_eq!(answer["line"], i + 1),
            _ => assert_eq!(answer["lines"][7]["value"], i),
        }
    }
    assert_eq!(expected.next(), None);
    for (portion, threads) in [(usize::MAX, 3), (1000, 2), (70_000, 8), (37, 1)] {
        assert_eq!(run_all(input.as_bytes(), portion, threads).0, one, "portions of {portion}, {threads} threads");
    }
}

#[test]
fn the_last_line_needs_no_line_break_and_a_huge_one_is_skipped() {
    let good = line(json!({}));
    let (out, outcome) = run_all(good.as_bytes(), 100, 2);
    assert_eq!((out.lines().count(), outcome.scored), (1, 1));
    let huge = "x".repeat(3 * MAX_LINE_BYTES);
    for tail in [format!("\n{good}\n"), String::new()] {
        let (out, outcome) = run_all(format!("{good}\n{huge}{tail}").as_bytes(), 100_000, 2);
        assert_eq!(outcome.refused, 1);
        let second: Value = serde_json::from_str(out.lines().nth(1).expect("a second line")).expect("JSON");
        assert_eq!((&second["line"], &second["violations"][0]["code"]), (&json!(2), &json!("too_long")));
        assert_eq!(outcome.scored, if tail.is_empty() { 1 } else { 2 });
    }
    assert_eq!(run_all(b"", 10, 2), (String::new(), Outcome::default()));
}

#[test]
fn errors_of_the_pipes_end_the_run() {
    struct Broken;
    impl Read for Broken {
        fn read(&mut self, _: &mut [u8]) -> io::Result<usize> {
            Err(io::Error::other("broken"))
        }
    }
    impl Write for Broken {
        fn write(&mut self, _: &[u8]) -> io::Result<usize> {
            Err(io::Error::other("broken"))
        }
        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }
    let options = Options { threads: 2, lang: Lang::En };
    assert!(run(builtin(), Broken, &mut Vec::new(), options).is_err());
    let many = "oops\n".repeat(1_000_000);
    assert!(run(builtin(), many.as_bytes(), &mut Broken, options).is_err());
}
