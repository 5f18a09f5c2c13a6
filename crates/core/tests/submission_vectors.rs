//! `tests/vectors/validate.json` against strict reading and validation.

mod support;

use forecourt_core::validate::Violation;
use forecourt_core::{canonical, validate};
use serde_json::{Value, json};
use support::{checklist, vectors};

/// Violations as the vectors have them: sorted by pointer, then code.
fn told(violations: Vec<Violation>) -> Value {
    let mut told: Vec<(String, &str)> = violations.into_iter().map(|v| (v.pointer, v.code.as_str())).collect();
    told.sort();
    told.into_iter().map(|(pointer, code)| json!({ "pointer": pointer, "code": code })).collect()
}

fn violations(bytes: &[u8]) -> Vec<Violation> {
    canonical::read(bytes)
        .and_then(|document| validate::submission(&document.value, checklist()))
        .err()
        .unwrap_or_default()
}

#[test]
fn every_vector_holds() {
    let cases = vectors("validate");
    assert!(cases.len() > 100, "only {} cases", cases.len());
    for case in cases {
        let text = match case.get("raw") {
            Some(raw) => raw.as_str().expect("raw is text").to_owned(),
            None => case["input"].to_string(),
        };
        assert_eq!(told(violations(text.as_bytes())), case["expected"], "{}: {}", case["name"], case["why"]);
    }
}

#[test]
fn good_vectors_come_out_as_they_went_in() {
    let good: Vec<Value> = vectors("validate")
        .into_iter()
        .filter(|case| case["expected"] == json!([]) && case.get("input").is_some())
        .collect();
    assert!(good.len() > 5);
    for case in good {
        let submission = validate::submission(&case["input"], checklist()).expect("good");
        let by_serde = serde_json::from_value(case["input"].clone()).expect("serde reads what validation reads");
        assert_eq!(submission, by_serde, "{}", case["name"]);
        let again = serde_json::to_value(&submission).expect("serialises");
        assert_eq!(validate::submission(&again, checklist()).as_ref(), Ok(&submission), "{}", case["name"]);
    }
}
