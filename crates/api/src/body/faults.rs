//! All faults of form in a JSON body at once, though the reader stops at the first: what is wrong is replaced by something
//! that is right there, and the rest is read on.

use std::collections::VecDeque;

use forecourt_core::violation::{Code, Violation, push_token};
use serde::de::DeserializeOwned;
use serde_json::{Map, Value, json};
use serde_path_to_error::Segment;
use validator::Validate;

/// Faults that are named beside the first.
const FAULTS: usize = 20;
/// Larger bodies name their first fault alone, bytes: each further one costs several readings.
const BYTES: usize = 65_536;

/// What the reader said: place, code, its own words.
pub struct Fault {
    /// JSON Pointer of the member that is wrong or missing.
    pub place: String,
    /// What is wrong.
    pub code: Code,
    /// In English, by serde.
    pub text: String,
}

impl Fault {
    /// Out of what the reader said.
    pub fn of(error: serde_path_to_error::Error<serde_json::Error>) -> Self {
        let mut place = String::new();
        for segment in error.path().iter() {
            match segment {
                Segment::Seq { index } => push_token(&mut place, &index.to_string()),
                Segment::Map { key } => push_token(&mut place, key),
                Segment::Enum { .. } | Segment::Unknown => {}
            }
        }
        let inner = error.into_inner();
        let text = inner.to_string();
        let code = if inner.is_syntax() || inner.is_eof() { Code::InvalidJson } else { code_of(&text) };
        if let (Code::Missing, Some(name)) = (code, text.split('`').nth(1)) {
            push_token(&mut place, name);
        }
        Self { place, code, text }
    }

    fn violation(&self) -> Violation {
        Violation::new(self.place.clone(), self.code)
    }
}

/// serde tells these apart only by its words, which are stable and tested below.
pub fn code_of(text: &str) -> Code {
    match () {
        () if text.starts_with("unknown field") => Code::UnknownField,
        () if text.starts_with("missing field") => Code::Missing,
        () if text.starts_with("duplicate field") => Code::DuplicateKey,
        () if text.starts_with("unknown variant") => Code::BadValue,
        () if text.contains("UUID") => Code::NotAUuid,
        () => Code::WrongType,
    }
}

/// The first fault and every other one, field rules included, in the order of their places.
pub fn all<T: DeserializeOwned + Validate>(bytes: &[u8], first: &Fault) -> Vec<Violation> {
    let mut found = vec![first.violation()];
    if bytes.len() <= BYTES
        && first.code != Code::InvalidJson
        && let Ok(mut value) = serde_json::from_slice::<Value>(bytes)
    {
        go_on::<T>(&mut value, &mut found);
    }
    found.sort();
    found.dedup();
    found
}

fn go_on<T: DeserializeOwned + Validate>(value: &mut Value, found: &mut Vec<Violation>) {
    // Of twins the value holds the last one: nothing was mended there.
    let mut mended: Vec<String> = Vec::new();
    for _ in 0..FAULTS {
        match read::<T>(value) {
            Ok(read) => {
                let is_own = |rule: &Violation| !mended.iter().any(|place| rule.pointer.starts_with(place.as_str()));
                found.extend(super::broken_rules(&read).into_iter().filter(is_own));
                return;
            }
            Err(fault) => {
                found.push(fault.violation());
                if !mend::<T>(value, &fault) {
                    return;
                }
                mended.push(fault.place);
            }
        }
    }
}

fn read<T: DeserializeOwned>(value: &Value) -> Result<T, Fault> {
    serde_path_to_error::deserialize(value).map_err(Fault::of)
}

/// Puts something right in the place of what is wrong; `false` when nothing is known that would be.
fn mend<T: DeserializeOwned>(value: &mut Value, fault: &Fault) -> bool {
    let Some((parent, token)) = fault.place.rsplit_once('/') else { return false };
    let name = token.replace("~1", "/").replace("~0", "~");
    if fault.code == Code::UnknownField {
        return value.pointer_mut(parent).and_then(|place| place.as_object_mut()?.remove(&name)).is_some();
    }
    let mut stand_ins = VecDeque::from([
        Value::Null,
        json!(""),
        json!(0),
        json!(false),
        json!([]),
        Value::Object(Map::new()),
        json!("00000000-0000-4000-8000-000000000000"),
        json!("2026-01-01"),
        json!("2026-01-01T00:00:00Z"),
    ]);
    stand_ins.extend(expected_by(&fault.text));
    while let Some(stand_in) = stand_ins.pop_front() {
        let Some(place) = place_in(value, parent, &name) else { return false };
        *place = stand_in;
        match read::<T>(value) {
            Err(next) if next.place == fault.place => {
                if let Some(word) = expected_by(&next.text).filter(|_| stand_ins.len() > 5) {
                    stand_ins.push_front(word);
                }
            }
            _ => return true,
        }
    }
    false
}

/// "unknown variant `x`, expected one of `a`, `b`": the first that is expected.
fn expected_by(text: &str) -> Option<Value> {
    text.starts_with("unknown variant").then(|| text.split('`').nth(3).map(Value::from))?
}

/// The member of that name, made if it is missing.
fn place_in<'v>(value: &'v mut Value, parent: &str, name: &str) -> Option<&'v mut Value> {
    match value.pointer_mut(parent)? {
        Value::Object(map) => Some(map.entry(name).or_insert(Value::Null)),
        Value::Array(list) => list.get_mut(name.parse::<usize>().ok()?),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Debug, serde::Deserialize, Validate)]
    #[serde(deny_unknown_fields)]
    struct Sample {
        #[validate(length(min = 1, max = 3))]
        name: String,
        #[validate(range(max = 9))]
        count: u32,
        #[expect(dead_code, reason = "only its type matters")]
        id: uuid::Uuid,
        #[expect(dead_code, reason = "only its type matters")]
        kind: Kind,
        #[validate(nested)]
        inner: Vec<Inner>,
    }

    #[derive(Debug, serde::Deserialize)]
    #[serde(rename_all = "snake_case")]
    enum Kind {
        One,
        Other,
    }

    #[derive(Debug, serde::Deserialize, Validate)]
    struct Inner {
        #[validate(range(max = 1))]
        x: u32,
    }

    fn faults(text: &str) -> Vec<(String, &'static str)> {
        let first = serde_path_to_error::deserialize::<_, Sample>(&mut serde_json::Deserializer::from_str(text));
        let found = all::<Sample>(text.as_bytes(), &Fault::of(first.expect_err("bad")));
        found.into_iter().map(|fault| (fault.pointer, fault.code.as_str())).collect()
    }

    fn told<const N: usize>(expected: [(&str, &'static str); N]) -> Vec<(String, &'static str)> {
        expected.map(|(place, code)| (place.to_owned(), code)).to_vec()
    }

    #[test]
    fn every_fault_of_form_and_every_broken_rule_comes_at_once() {
        let text = r#"{"name":7,"count":10,"id":"x","kind":"third","inner":[{"x":2},{},{"x":"a"}],"more":1,"yet":2}"#;
        let expected = told([
            ("/count", "out_of_range"),
            ("/id", "not_a_uuid"),
            ("/inner/0/x", "out_of_range"),
            ("/inner/1/x", "missing"),
            ("/inner/2/x", "wrong_type"),
            ("/kind", "bad_value"),
            ("/more", "unknown_field"),
            ("/name", "wrong_type"),
            ("/yet", "unknown_field"),
        ]);
        assert_eq!(faults(text), expected);
    }

    #[test]
    fn an_empty_body_names_all_that_is_missing() {
        let expected = ["/count", "/id", "/inner", "/kind", "/name"].map(|place| (place, "missing"));
        assert_eq!(faults("{}"), told(expected));
    }

    #[test]
    fn a_twin_does_not_hide_the_rest() {
        let id = "00000000-0000-4000-8000-000000000000";
        let text = format!(r#"{{"name":"a","name":"long","count":"x","id":"{id}","kind":"other","inner":[]}}"#);
        assert_eq!(faults(&text), told([("", "duplicate_key"), ("/count", "wrong_type"), ("/name", "too_long")]));
    }

    #[test]
    fn what_nothing_could_mend_ends_the_search() {
        assert_eq!(faults("7"), told([("", "wrong_type")]));
        assert_eq!(faults(r#"{"name":"#), told([("/name", "invalid_json")]));
    }
}
