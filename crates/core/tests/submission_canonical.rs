//! Strict reading and the canonical form, against the RFC and against properties.

mod support;

use forecourt_core::canonical::{MAX_DEPTH, NotCanonical, read, to_canonical};
use forecourt_core::validate::Violation;
use proptest::prelude::*;
use serde_json::{Map, Value, json};

fn canonical(text: &str) -> String {
    String::from_utf8(read(text.as_bytes()).expect("good JSON").canonical).expect("UTF-8")
}

fn faults(text: &str) -> Vec<(String, &'static str)> {
    let violations = read(text.as_bytes()).expect_err("has faults");
    violations.into_iter().map(|Violation { pointer, code }| (pointer, code.as_str())).collect()
}

/// RFC 8785 §3.2.3, the example of the sorting of keys.
#[test]
fn keys_are_sorted_by_utf16_code_units() {
    let text = r#"{"\u20ac":"Euro Sign","\r":"Carriage Return","\ufb33":"Hebrew Letter Dalet With Dagesh","1":"One","\ud83d\ude00":"Emoji: Grinning Face","\u0080":"Control","\u00f6":"Latin Small Letter O With Diaeresis"}"#;
    let sorted = canonical(text);
    let values = [
        "Carriage Return",
        "One",
        "Control",
        "Latin Small Letter O With Diaeresis",
        "Euro Sign",
        "Emoji: Grinning Face",
        "Hebrew Letter Dalet With Dagesh",
    ];
    let places: Vec<usize> = values.iter().map(|value| sorted.find(value).expect("stands there")).collect();
    assert!(places.is_sorted(), "{sorted}");
    assert!(sorted.starts_with(r#"{"\r":"Carriage Return","1":"One","#), "{sorted}");
}

/// RFC 8785 §3.2.2, the parts of its example that hold no fractions.
#[test]
fn the_example_of_the_rfc() {
    let text = "{\n  \"numbers\": [333333333, 4, 0],\n  \"string\": \"\\u20ac$\\u000F\\u000aA'\\u0042\\u0022\\u005c\\\\\\\"\\/\",\n  \"literals\": [null, true, false]\n}";
    assert_eq!(
        canonical(text),
        "{\"literals\":[null,true,false],\"numbers\":[333333333,4,0],\"string\":\"\u{20ac}$\\u000f\\nA'B\\\"\\\\\\\\\\\"/\"}"
    );
}

#[test]
fn only_what_must_be_escaped_is_escaped() {
    let all: String = (0..0x30).chain([0x7F, 0x80, 0x2028, 0xFEFF, 0x1F600]).filter_map(char::from_u32).collect();
    let written = canonical(&serde_json::to_string(&all).expect("text"));
    let controls = r"\u0000\u0001\u0002\u0003\u0004\u0005\u0006\u0007\b\t\n\u000b\f\r\u000e\u000f\u0010\u0011\u0012\u0013\u0014\u0015\u0016\u0017\u0018\u0019\u001a\u001b\u001c\u001d\u001e\u001f";
    assert_eq!(written, format!("\"{controls} !\\\"#$%&'()*+,-./\u{7F}\u{80}\u{2028}\u{FEFF}\u{1F600}\""));
    assert_eq!(canonical(r#""\/""#), "\"/\"");
}

#[test]
fn whole_numbers_reach_to_2_to_the_53() {
    assert_eq!(canonical("[9007199254740991,-9007199254740991,0]"), "[9007199254740991,-9007199254740991,0]");
    for text in
        ["[9007199254740992]", "[-9007199254740992]", "[18446744073709551615]", "[123456789012345678901234567890]"]
    {
        assert_eq!(faults(text), [("/0".to_owned(), "out_of_range")], "{text}");
    }
    for text in ["[1.0]", "[1e2]", "[0.5]", "[-0]", "[-0.0]", "[1E-7]"] {
        assert_eq!(faults(text), [("/0".to_owned(), "float_not_allowed")], "{text}");
    }
    assert_eq!(to_canonical(&json!({"a": 1.5})), Err(NotCanonical));
    assert_eq!(to_canonical(&json!(u64::MAX)), Err(NotCanonical));
}

#[test]
fn every_fault_of_a_document_is_told_with_its_place() {
    let text = r#"{"a":1.5,"b":{"x~/y":[0,2.0,{"k":1,"k":2}]},"a":3,"n":9007199254740993}"#;
    let expected = [
        ("/a", "float_not_allowed"),
        ("/b/x~0~1y/1", "float_not_allowed"),
        ("/b/x~0~1y/2/k", "duplicate_key"),
        ("/a", "duplicate_key"),
        ("/n", "out_of_range"),
    ];
    assert_eq!(faults(text), expected.map(|(pointer, code)| (pointer.to_owned(), code)));
    let inside = [("/a".to_owned(), "duplicate_key"), ("/a/b".to_owned(), "float_not_allowed")];
    assert_eq!(faults(r#"{"a":1,"a":{"b":1.5}}"#), inside, "a key comes before what lies under it");
    assert_eq!(faults(r#"{"a":1,"\u0061":1}"#), [("/a".to_owned(), "duplicate_key")], "escapes do not hide a key");
}

#[test]
fn what_is_not_json_is_one_fault() {
    let invalid: [&[u8]; 14] = [
        b"",
        b" ",
        b"{",
        b"[1,]",
        b"{\"a\":1,}",
        b"{'a':1}",
        b"01",
        b"+1",
        b"NaN",
        b"1 2",
        b"\"\\ud800\"",
        b"\"\xFF\"",
        b"\xEF\xBB\xBF{}",
        b"[\"a\tb\"]",
    ];
    for text in invalid {
        let violations = read(text).expect_err("is not JSON");
        assert_eq!(violations.len(), 1);
        assert_eq!((violations[0].pointer.as_str(), violations[0].code.as_str()), ("", "invalid_json"), "{text:?}");
    }
    assert_eq!(
        faults(r#"{"a":1.5,"#),
        [(String::new(), "invalid_json")],
        "other faults say nothing about half a document"
    );
}

#[test]
fn nesting_has_a_limit() {
    let nested = |depth: usize| format!("{}{}", "[".repeat(depth), "]".repeat(depth));
    assert!(read(nested(MAX_DEPTH).as_bytes()).is_ok());
    assert_eq!(faults(&nested(MAX_DEPTH + 1)), [("/0".repeat(MAX_DEPTH), "invalid_json")]);
    assert!(read(nested(1_000_000).as_bytes()).is_err(), "and no stack overflows");
    assert!(read(format!("[{}]", vec!["[]"; 100].join(",")).as_bytes()).is_ok(), "depth is not length");
}

#[test]
fn faults_are_capped() {
    assert_eq!(faults(&format!("[{}1.5]", "1.5,".repeat(999))).len(), 200);
}

#[test]
fn the_hash_is_that_of_the_canonical_form() {
    let document = read(br#" { "b" : 2, "a" : [ ] } "#).expect("good");
    assert_eq!(document.canonical, br#"{"a":[],"b":2}"#);
    // printf '{"a":[],"b":2}' | sha256sum
    assert_eq!(document.sha256_hex(), "8f88dba73417e90e79ba729fcddbc4773fe433cbc4eeb6648a2a03dc4cdc7368");
    assert_eq!(
        document.value.as_object().map(|o| o.keys().cloned().collect::<Vec<_>>()),
        Some(vec!["b".into(), "a".into()])
    );
}

/// Any tree of whole numbers, texts and containers.
fn tree() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        (-9_007_199_254_740_991_i64..=9_007_199_254_740_991).prop_map(Value::from),
        any::<String>().prop_map(Value::from),
    ];
    leaf.prop_recursive(5, 60, 8, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..8).prop_map(Value::from),
            prop::collection::vec((any::<String>(), inner), 0..8)
                .prop_map(|members| Value::Object(members.into_iter().collect::<Map<_, _>>())),
        ]
    })
}

/// The same tree with the keys of every object in the opposite order.
fn reversed(value: &Value) -> Value {
    match value {
        Value::Array(list) => list.iter().map(reversed).collect(),
        Value::Object(object) => Value::Object(object.iter().rev().map(|(k, v)| (k.clone(), reversed(v))).collect()),
        other => other.clone(),
    }
}

/// A second, slow writer: keys sorted as lists of UTF-16 code units, texts by serde_json.
fn slow_canonical(value: &Value) -> String {
    match value {
        Value::Array(list) => format!("[{}]", list.iter().map(slow_canonical).collect::<Vec<_>>().join(",")),
        Value::Object(object) => {
            let mut members: Vec<(Vec<u16>, String)> = object
                .iter()
                .map(|(key, value)| {
                    (key.encode_utf16().collect(), format!("{}:{}", Value::from(key.as_str()), slow_canonical(value)))
                })
                .collect();
            members.sort();
            format!("{{{}}}", members.into_iter().map(|(_, text)| text).collect::<Vec<_>>().join(","))
        }
        other => other.to_string(),
    }
}

proptest! {
    #![proptest_config(support::properties())]

    #[test]
    fn key_order_and_blanks_do_not_matter(value in tree()) {
        let plain = read(value.to_string().as_bytes()).expect("good");
        let other = read(serde_json::to_string_pretty(&reversed(&value)).expect("text").as_bytes()).expect("good");
        prop_assert_eq!(&plain.canonical, &other.canonical);
        prop_assert_eq!(plain.sha256, other.sha256);
        prop_assert_eq!(&plain.value, &value);
    }

    #[test]
    fn the_canonical_form_is_its_own_canonical_form(value in tree()) {
        let once = to_canonical(&value).expect("whole numbers");
        let again = read(&once).expect("is JSON");
        prop_assert_eq!(&again.value, &value, "nothing is lost");
        prop_assert_eq!(again.canonical, once);
    }

    #[test]
    fn a_slow_writer_agrees(value in tree()) {
        prop_assert_eq!(String::from_utf8(to_canonical(&value).expect("whole numbers")).expect("UTF-8"), slow_canonical(&value));
    }

    #[test]
    fn any_bytes_are_read_without_panic(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        let _ = read(&bytes);
    }
}
