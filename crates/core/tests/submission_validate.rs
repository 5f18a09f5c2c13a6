//! Validation beyond the vectors: order, limits, odd inputs, and what follows from a good submission.

mod support;

use forecourt_core::canonical;
use forecourt_core::checklist::Flags;
use forecourt_core::score::{Answer, ItemEvidence};
use forecourt_core::states::PhotoState;
use forecourt_core::submission::{ChecklistRef, Submission};
use forecourt_core::validate::{self, Header, MAX_VIOLATIONS};
use proptest::prelude::*;
use serde_json::{Value, json};
use std::sync::LazyLock;
use support::{checklist, vectors};

/// The vector that uses every field.
static FULL: LazyLock<Value> = LazyLock::new(|| {
    vectors("validate").into_iter().find(|case| case["name"] == "full").expect("there is one")["input"].clone()
});

fn full() -> Value {
    FULL.clone()
}

fn faults(value: &Value) -> Vec<(String, &'static str)> {
    match validate::submission(value, checklist()) {
        Ok(_) => Vec::new(),
        Err(violations) => violations.into_iter().map(|v| (v.pointer, v.code.as_str())).collect(),
    }
}

/// The faults after one place of the full submission has been given another value.
fn faults_with(pointer: &str, value: Value) -> Vec<(String, &'static str)> {
    let mut submission = full();
    *submission.pointer_mut(pointer).unwrap_or_else(|| panic!("{pointer} stands there")) = value;
    faults(&submission)
}

fn good(value: &Value) -> Submission {
    validate::submission(value, checklist()).expect("a good submission")
}

#[test]
fn violations_come_in_the_order_of_the_document() {
    let text = r#"{"zoo":1,"revision":0,"answers":{"b.unknown":{"value":1,"extra":2},"a.unknown":{}},"schema":9,
        "photos":[{"bytes":0,"kind":"?"}],"started":[],"flags":{"st.has_store":true}}"#;
    let document = canonical::read(text.as_bytes()).expect("good JSON");
    let expected = [
        ("/zoo", "unknown_field"),
        ("/revision", "out_of_range"),
        ("/answers/b.unknown", "unknown_item"),
        ("/answers/b.unknown/extra", "unknown_field"),
        ("/answers/a.unknown", "unknown_item"),
        ("/answers/a.unknown/value", "missing"),
        ("/schema", "out_of_range"),
        ("/photos/0/bytes", "out_of_range"),
        ("/photos/0/kind", "bad_value"),
        ("/photos/0/photo_id", "missing"),
        ("/photos/0/sha256", "missing"),
        ("/photos/0/content_type", "missing"),
        ("/photos/0/taken_at", "missing"),
        ("/photos/0/fix", "missing"),
        ("/started", "wrong_type"),
        ("/flags/st.has_store", "unknown_flag"),
        ("/assignment_id", "missing"),
        ("/checklist", "missing"),
        ("/station_profile_revision", "missing"),
        ("/finished", "missing"),
        ("/check_in", "missing"),
        ("/check_out", "missing"),
        ("/receipts", "missing"),
    ];
    assert_eq!(faults(&document.value), expected.map(|(pointer, code)| (pointer.to_owned(), code)));
}

/// Faults of the text and faults of the content stand in one list; the text's word on a number is the one that counts.
#[test]
fn strict_reading_and_validation_tell_their_faults_together() {
    let text = r#"{"revision":1.5,"unknown":{"deep":[1,2.5]},"check_in":{"lat_e7":0,"lat_e7":1,"accuracy_cm":-1,"mocked":0.5},
        "station_profile_revision":9007199254740992,"schema":0,"a/b":1e3,"schema":1}"#;
    let reading = canonical::parse(text.as_bytes()).expect("is JSON");
    let faults = validate::reading(&reading, checklist()).expect_err("has faults");
    let told: Vec<(&str, &str)> = faults.iter().map(|v| (v.pointer.as_str(), v.code.as_str())).collect();
    let expected = [
        ("/revision", "float_not_allowed"),
        ("/unknown", "unknown_field"),
        ("/unknown/deep/1", "float_not_allowed"),
        ("/check_in/lat_e7", "duplicate_key"),
        ("/check_in/accuracy_cm", "out_of_range"),
        ("/check_in/mocked", "float_not_allowed"),
        ("/check_in/lon_e7", "missing"),
        ("/check_in/at_ms", "missing"),
        ("/station_profile_revision", "out_of_range"),
        ("/schema", "duplicate_key"),
        ("/schema", "out_of_range"),
        ("/a~1b", "float_not_allowed"),
        ("/a~1b", "unknown_field"),
    ];
    assert_eq!(told[..expected.len()], expected);
    assert!(told[expected.len()..].iter().all(|(_, code)| *code == "missing"), "{told:?}");
    let good = canonical::parse(full().to_string().as_bytes()).expect("is JSON");
    assert_eq!(validate::reading(&good, checklist()), Ok(self::good(&full())));
    let many = canonical::parse(format!("{{\"x\":[{}1.5]}}", "1.5,".repeat(500)).as_bytes()).expect("is JSON");
    assert_eq!(validate::reading(&many, checklist()).map_err(|v| v.len()), Err(MAX_VIOLATIONS));
}

#[test]
fn violations_are_capped() {
    let mut submission = full();
    for n in 0..500 {
        submission[format!("x{n}")] = json!(n);
    }
    let faults = faults(&submission);
    assert_eq!(faults.len(), MAX_VIOLATIONS);
    assert_eq!(faults[199].0, "/x199", "the first ones are kept");
}

#[test]
fn nullable_is_not_optional_and_optional_is_not_nullable() {
    let mut submission = full();
    submission.as_object_mut().expect("an object").remove("check_in");
    assert_eq!(faults(&submission), [("/check_in".to_owned(), "missing")]);
    for optional in ["/device_id", "/narrative", "/profile_dispute", "/recognised"] {
        assert_eq!(faults_with(optional, Value::Null), [(optional.to_owned(), "wrong_type")]);
    }
    for nullable in ["/check_in", "/started/server_offset_ms", "/receipts/0/at_ms", "/photos/0/fix"] {
        assert_eq!(faults_with(nullable, Value::Null), []);
    }
}

#[test]
fn texts_and_ids_are_judged_by_their_characters() {
    let one = |pointer: &str, value: Value, code: &'static str| {
        assert_eq!(faults_with(pointer, value.clone()), [(pointer.to_owned(), code)], "{pointer} = {value}");
    };
    one("/narrative", json!("a\u{0}b"), "bad_value");
    one("/narrative", json!("站".repeat(4001)), "too_long");
    one("/answers/payment.receipt_complete/na_request/reason", json!(" \u{3000}\n"), "missing");
    one("/receipts/0/station_code", json!("x".repeat(101)), "too_long");
    one("/assignment_id", json!("9E107D9D-372B-4B68-9C5E-2F6B3A1C0D11"), "not_a_uuid");
    one("/assignment_id", json!("9e107d9d372b4b689c5e2f6b3a1c0d11"), "not_a_uuid");
    one("/assignment_id", json!("{9e107d9d-372b-4b68-9c5e-2f6b3a1c0d11}"), "not_a_uuid");
    one("/assignment_id", json!(7), "wrong_type");
    one("/started/wall_ms", json!(-1), "out_of_range");
    one("/started/wall_ms", json!(253_402_300_800_000_i64), "out_of_range");
    one("/started/wall_ms", json!(u64::MAX), "out_of_range");
    one("/started/wall_ms", json!(1.5), "wrong_type");
    one("/finished/server_offset_ms", json!(-253_402_300_800_000_i64), "out_of_range");
    assert_eq!(faults_with("/narrative", json!("😀".repeat(4000))), [], "code points count, not bytes or UTF-16 units");
    assert_eq!(faults_with("/started/wall_ms", json!(0)), [], "a phone may believe that it is 1970");
}

#[test]
fn lists_name_what_stands_there_twice() {
    let photos = full()["answers"]["payment.receipt_complete"]["photos"].clone();
    let twice = json!([photos[0], photos[1], photos[0]]);
    let pointer = "/answers/payment.receipt_complete/photos";
    assert_eq!(faults_with(pointer, twice), [(format!("{pointer}/2"), "duplicate")]);
    let disputes = json!(["st.has_store", "st.has_store", "v.night", 3]);
    assert_eq!(
        faults_with("/profile_dispute", disputes),
        [
            ("/profile_dispute/1".to_owned(), "duplicate"),
            ("/profile_dispute/2".to_owned(), "unknown_flag"),
            ("/profile_dispute/3".to_owned(), "wrong_type"),
        ]
    );
}

#[test]
fn of_a_list_that_is_too_long_only_the_allowed_part_is_looked_at() {
    let receipts: Vec<Value> = (0..1000).map(|_| json!({})).collect();
    let faults = faults_with("/receipts", json!(receipts));
    assert_eq!(faults[0], ("/receipts".to_owned(), "too_many"));
    assert_eq!(faults.len(), 1 + 20 * 6);
}

#[test]
fn another_version_is_an_unknown_checklist() {
    let other = json!({ "id": checklist().id, "version": checklist().version + 1 });
    assert_eq!(faults_with("/checklist", other), [("/checklist".to_owned(), "unknown_checklist")]);
    assert_eq!(faults_with("/checklist/version", json!(0)), [("/checklist/version".to_owned(), "out_of_range")]);
}

#[test]
fn the_header_is_read_from_anything() {
    assert_eq!(validate::header(&json!([])), Header::default());
    assert_eq!(
        validate::header(&json!({ "schema": "1", "assignment_id": "x", "checklist": { "id": 1 } })),
        Header::default()
    );
    let header = validate::header(&full());
    assert_eq!((header.schema, header.revision), (Some(1), Some(1)));
    assert_eq!(header.checklist, Some(ChecklistRef { id: "station-69".to_owned(), version: 1 }));
    assert_eq!(header.assignment_id.map(|id| id.to_string()).as_deref(), full()["assignment_id"].as_str());
    assert_eq!(validate::header(&json!({ "schema": 2 })).schema, Some(2), "a newer schema is told from a broken one");
}

#[test]
fn answers_stand_at_the_places_of_their_items() {
    let mut submission = full();
    submission["answers"] = json!({
        "greeting.badge_worn": { "value": false },
        "payment.receipt_complete": { "value": 2 },
        "store.entry_greeting": { "value": null, "note": "x" },
        "entry.guidance_within_10s": { "value": 9999 },
    });
    let answers = validate::answers(&good(&submission), checklist());
    assert_eq!(answers.len(), checklist().items.len());
    let at = |id: &str| answers[checklist().item_index(id).expect("an item")];
    assert_eq!(at("greeting.badge_worn"), Answer::Bool(false));
    assert_eq!(at("payment.receipt_complete"), Answer::Int(2));
    assert_eq!(at("store.entry_greeting"), Answer::None);
    assert_eq!(at("entry.guidance_within_10s"), Answer::Int(9999));
    assert_eq!(answers.iter().filter(|answer| **answer != Answer::None).count(), 3);
}

#[test]
fn visit_flags_overlay_those_of_the_station() {
    let mut submission = full();
    submission["flags"] = json!({ "v.night": true, "v.queue_len": 5 });
    let submission = good(&submission);
    let station = [("st.has_store", 0)];
    let flags =
        Flags::from_pairs(checklist(), station.into_iter().chain(submission.visit_flags())).expect("known flags");
    let value = |id| flags.get(checklist().flag_index(id).expect("a flag"));
    assert_eq!((value("st.has_store"), value("v.night"), value("v.queue_len"), value("v.cash_paid")), (0, 1, 5, 0));
}

/// One verified photo among the referred ones is evidence; every other state is none (decision 10).
#[test]
fn evidence_is_a_verified_photo_a_reason_or_a_remark() {
    let item = checklist().item_index("restroom.clean_surfaces").expect("an item");
    let photos = [full()["photos"][0]["photo_id"].clone(), full()["photos"][1]["photo_id"].clone()];
    let evidence = |answer: Value, state: PhotoState| {
        let mut submission = full();
        submission["answers"] = json!({ "restroom.clean_surfaces": answer });
        let all = validate::evidence(checklist(), &good(&submission), |id| {
            if photos[1] == json!(id) { state } else { PhotoState::Lost }
        });
        assert_eq!(
            all.iter().filter(|e| **e != ItemEvidence::default()).count(),
            usize::from(all[item] != ItemEvidence::default())
        );
        all[item]
    };
    let with_photos = json!({ "value": 0, "photos": photos });
    for state in PhotoState::ALL {
        assert_eq!(evidence(with_photos.clone(), *state).photo, *state == PhotoState::Verified, "{state}");
    }
    let only_lost = json!({ "value": 0, "photos": [photos[0]] });
    assert!(!evidence(only_lost, PhotoState::Verified).photo, "the photo of another item does not count");
    let reason = evidence(json!({ "value": 0, "photo_reason": "occupied" }), PhotoState::Lost);
    assert_eq!(reason, ItemEvidence { photo: false, photo_reason: true, remark_chars: 0 });
    let remark = evidence(json!({ "value": 0, "note": format!(" {}\n", "脏".repeat(20)) }), PhotoState::Lost);
    assert_eq!(remark.remark_chars, 20, "characters count, blanks around do not");
}

#[test]
fn what_validation_reads_serde_reads_and_writes_the_same() {
    let good: Vec<Value> = vectors("validate")
        .into_iter()
        .filter(|case| case["expected"] == json!([]))
        .filter_map(|case| case.get("input").cloned())
        .collect();
    assert!(good.len() > 10);
    for input in good {
        let submission = validate::submission(&input, checklist()).expect("good");
        assert_eq!(serde_json::from_value::<Submission>(input).ok().as_ref(), Some(&submission));
        let again = serde_json::to_value(&submission).expect("serialises");
        assert_eq!(validate::submission(&again, checklist()).as_ref(), Ok(&submission));
    }
}

/// Any JSON, with the words of a submission among its keys.
fn anything() -> impl Strategy<Value = Value> {
    let key = prop_oneof![
        any::<String>(),
        prop::sample::select(vec![
            "schema",
            "checklist",
            "id",
            "version",
            "started",
            "wall_ms",
            "run_id",
            "check_in",
            "flags",
            "v.night",
            "answers",
            "greeting.badge_worn",
            "value",
            "photos",
            "photo_id",
            "timer",
            "na_request",
            "receipts",
            "kind",
            "sha256",
        ])
        .prop_map(str::to_owned),
    ];
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        any::<String>().prop_map(Value::from),
        Just(json!("0b6a5e0c-7f1d-4c55-8d8e-000000000001")),
    ];
    leaf.prop_recursive(5, 80, 10, move |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..6).prop_map(Value::from),
            prop::collection::vec((key.clone(), inner), 0..10)
                .prop_map(|members| Value::Object(members.into_iter().collect())),
        ]
    })
}

/// Every pointer into a tree.
fn places(value: &Value, at: String, out: &mut Vec<String>) {
    match value {
        Value::Array(list) => list.iter().enumerate().for_each(|(i, v)| places(v, format!("{at}/{i}"), out)),
        Value::Object(object) => object.iter().for_each(|(k, v)| places(v, format!("{at}/{k}"), out)),
        _ => {}
    }
    out.push(at);
}

proptest! {
    #![proptest_config(support::properties())]

    #[test]
    fn arbitrary_json_never_panics(value in anything()) {
        let violations = validate::submission(&value, checklist()).expect_err("no such thing is a submission");
        prop_assert!(!violations.is_empty() && violations.len() <= MAX_VIOLATIONS);
        validate::header(&value);
    }

    /// Whatever is put in one place: either validation names something, or serde reads the very same submission.
    #[test]
    fn one_changed_place_is_found_or_harmless(pick in any::<prop::sample::Index>(), value in anything()) {
        let mut submission = full();
        let mut all = Vec::new();
        places(&submission, String::new(), &mut all);
        let place = pick.get(&all);
        *submission.pointer_mut(place).expect("stands there") = value;
        match validate::submission(&submission, checklist()) {
            Ok(read) => prop_assert_eq!(serde_json::from_value::<Submission>(submission).ok(), Some(read)),
            Err(violations) => {
                for violation in violations {
                    let parent = violation.pointer.rsplit_once('/').map_or("", |(parent, _)| parent);
                    prop_assert!(submission.pointer(parent).is_some(), "{} leads somewhere", violation.pointer);
                }
            }
        }
    }
}
