//! The one door for JSON bodies of the desks: size limit, strict parse with the place of the fault, field rules.

mod faults;

use axum::{
    body::Bytes,
    extract::{FromRequest, Request},
    http::header,
};
use forecourt_core::{
    text::Lang,
    violation::{Code, Violation, pointer},
};
use futures::StreamExt;
use serde::de::DeserializeOwned;
use serde_json::Value;
use sha2::{Digest, Sha256};
use validator::{Validate, ValidationError, ValidationErrors, ValidationErrorsKind};

pub use self::faults::{Fault, code_of};
use crate::problem::{Kind, Problem};

/// A parsed and checked body, with the hash that an `Idempotency-Key` is bound to.
#[derive(Debug)]
pub struct Input<T> {
    /// The content.
    pub value: T,
    /// SHA-256 of the bytes as they came.
    pub sha256: [u8; 32],
}

impl<T, S> FromRequest<S> for Input<T>
where
    T: DeserializeOwned + Validate,
    S: Send + Sync,
{
    type Rejection = Problem;

    async fn from_request(request: Request, state: &S) -> Result<Self, Problem> {
        require_json(&request)?;
        let bytes = read(request, state).await?;
        let value = parse(&bytes)?;
        Ok(Self { value, sha256: Sha256::digest(&bytes).into() })
    }
}

/// Reads a whole body within the route's limit.
pub async fn read<S: Send + Sync>(request: Request, state: &S) -> Result<Bytes, Problem> {
    let bytes = Bytes::from_request(request, state).await.map_err(|rejection| {
        if rejection.status() == axum::http::StatusCode::PAYLOAD_TOO_LARGE {
            Problem::new(Kind::TooLarge).with("limit", "body_bytes")
        } else {
            Problem::new(Kind::BadRequest).detail("请求体未完整到达", "The body did not arrive whole")
        }
    })?;
    forecourt_store::audit_log::holds(&bytes);
    Ok(bytes)
}

/// Bytes beyond the limit that are still read, so that the refusal reaches the phone instead of a broken connection.
const DRAIN_BYTES: usize = 128 << 20;

/// Reads a whole body of at most `limit` bytes, named `name` in `/v1/limits`; a longer one is read on and forgotten.
pub async fn read_up_to(request: Request, limit: usize, name: &str) -> Result<Bytes, Problem> {
    let mut pieces = request.into_body().into_data_stream();
    let (mut kept, mut seen) = (Vec::new(), 0_usize);
    while let Some(piece) = pieces.next().await {
        let piece = piece
            .map_err(|_| Problem::new(Kind::BadRequest).detail("请求体未完整到达", "The body did not arrive whole"))?;
        seen = seen.saturating_add(piece.len());
        match seen {
            _ if seen <= limit => kept.extend_from_slice(&piece),
            _ if seen <= limit.saturating_add(DRAIN_BYTES) => kept.clear(),
            _ => break,
        }
    }
    if seen > limit { Err(Problem::new(Kind::TooLarge).with("limit", name)) } else { Ok(kept.into()) }
}

/// Reads a body that is refused and forgets it, so that the refusal reaches whoever still sends.
pub async fn drain(body: axum::body::Body) {
    let mut pieces = body.into_data_stream();
    let mut seen = 0_usize;
    while let Some(Ok(piece)) = pieces.next().await {
        seen = seen.saturating_add(piece.len());
        if seen > DRAIN_BYTES {
            return;
        }
    }
}

/// Refuses a content type that is not JSON; an absent one is taken as JSON.
pub fn require_json(request: &Request) -> Result<(), Problem> {
    let Some(kind) = request.headers().get(header::CONTENT_TYPE) else { return Ok(()) };
    let kind = kind.to_str().unwrap_or("");
    let base = kind.split(';').next().unwrap_or("").trim();
    if base.eq_ignore_ascii_case("application/json") { Ok(()) } else { Err(Problem::new(Kind::UnsupportedMedia)) }
}

/// Parses and checks; an empty body reads as `{}` so that verbs without content need none.
pub fn parse<T: DeserializeOwned + Validate>(bytes: &[u8]) -> Result<T, Problem> {
    let bytes = if bytes.is_empty() { b"{}" } else { bytes };
    refuse_nul(bytes)?;
    let mut reader = serde_json::Deserializer::from_slice(bytes);
    let value: T = serde_path_to_error::deserialize(&mut reader).map_err(|error| {
        let first = Fault::of(error);
        let told = told(first.code, &first.place);
        Problem::invalid(faults::all::<T>(bytes, &first)).detail(told, first.text)
    })?;
    reader.end().map_err(|_| Problem::invalid(vec![Violation::new("", Code::InvalidJson)]))?;
    let violations = broken_rules(&value);
    if violations.is_empty() { Ok(value) } else { Err(Problem::invalid(violations)) }
}

/// The field rules that a value breaks, in the order of their places.
fn broken_rules<T: Validate>(value: &T) -> Vec<Violation> {
    let mut violations = Vec::new();
    if let Err(errors) = value.validate() {
        collect(&errors, &mut Vec::new(), &mut violations);
        violations.sort();
    }
    violations
}

/// U+0000 is text for JSON and none for PostgreSQL: one that is stored today could not be moved there tomorrow.
fn refuse_nul(bytes: &[u8]) -> Result<(), Problem> {
    if !bytes.windows(6).any(|six| six == b"\\u0000") {
        return Ok(());
    }
    // What cannot be read is named by the parse that follows.
    let Ok(value) = serde_json::from_slice::<Value>(bytes) else { return Ok(()) };
    let mut found = Vec::new();
    find_nul(&value, &mut String::new(), &mut found);
    if found.is_empty() { Ok(()) } else { Err(Problem::invalid(found)) }
}

fn find_nul(value: &Value, place: &mut String, found: &mut Vec<Violation>) {
    let mut below = |token: &str, value: &Value, place: &mut String| {
        let length = place.len();
        forecourt_core::violation::push_token(place, token);
        find_nul(value, place, found);
        place.truncate(length);
    };
    match value {
        Value::String(text) if text.contains('\0') => found.push(Violation::new(place.clone(), Code::BadValue)),
        Value::Array(list) => {
            list.iter().enumerate().for_each(|(index, value)| below(&index.to_string(), value, place));
        }
        Value::Object(map) => map.iter().for_each(|(key, value)| below(key, value, place)),
        _ => {}
    }
}

/// The fault in Chinese.
fn told(code: Code, place: &str) -> String {
    let place = if place.is_empty() { "请求体" } else { place };
    format!("{place}:{}", code.message(Lang::Zh))
}

fn collect(errors: &ValidationErrors, path: &mut Vec<String>, out: &mut Vec<Violation>) {
    for (field, kind) in errors.errors() {
        path.push(field.to_string());
        match kind {
            ValidationErrorsKind::Field(list) => {
                for error in list {
                    let tokens: Vec<&str> = path.iter().map(String::as_str).collect();
                    out.push(Violation::new(pointer(&tokens), rule_code(error)));
                }
            }
            ValidationErrorsKind::Struct(inner) => collect(inner, path, out),
            ValidationErrorsKind::List(inner) => {
                for (index, errors) in inner {
                    path.push(index.to_string());
                    collect(errors, path, out);
                    path.pop();
                }
            }
        }
        path.pop();
    }
}

/// The validator's rule names in our closed list. A custom rule uses one of our words as its code.
fn rule_code(error: &ValidationError) -> Code {
    match &*error.code {
        "length" if is_short(error) => Code::Missing,
        "length" if error.params.get("value").is_some_and(Value::is_array) => Code::TooMany,
        "length" => Code::TooLong,
        "range" => Code::OutOfRange,
        "required" => Code::Missing,
        other => Code::ALL.iter().copied().find(|code| code.as_str() == other).unwrap_or(Code::BadValue),
    }
}

/// Whether a text or list is shorter than the rule asks: what is too short here is empty.
fn is_short(error: &ValidationError) -> bool {
    let length = match error.params.get("value") {
        Some(Value::String(text)) => text.chars().count(),
        Some(Value::Array(list)) => list.len(),
        _ => return false,
    };
    let least = error.params.get("min").and_then(Value::as_u64).and_then(|least| usize::try_from(least).ok());
    least.is_some_and(|least| length < least)
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
        #[validate(nested)]
        #[serde(default)]
        inner: Vec<Inner>,
        #[validate(length(max = 2))]
        #[serde(default)]
        few: Vec<u8>,
        #[serde(default)]
        #[expect(dead_code, reason = "only its type matters")]
        id: Option<uuid::Uuid>,
    }

    #[derive(Debug, serde::Deserialize, Validate)]
    struct Inner {
        #[validate(range(max = 1))]
        x: u32,
    }

    fn faults(text: &str) -> Vec<(String, &'static str)> {
        let problem = parse::<Sample>(text.as_bytes()).expect_err("must be refused");
        problem.violations().iter().map(|v| (v.pointer.clone(), v.code.as_str())).collect()
    }

    #[test]
    fn field_rules_come_all_at_once_with_their_place() {
        let found = faults(r#"{"name":"long","count":10,"inner":[{"x":1},{"x":2}]}"#);
        let expected = [("/count", "out_of_range"), ("/inner/1/x", "out_of_range"), ("/name", "too_long")];
        assert_eq!(found, expected.map(|(p, c)| (p.to_owned(), c)));
    }

    #[test]
    fn what_is_empty_is_missing_and_what_is_too_much_is_named_so() {
        assert_eq!(faults(r#"{"name":"","count":1}"#), [("/name".to_owned(), "missing")]);
        let many = r#"{"name":"a","count":1,"few":[1,2,3]}"#;
        assert_eq!(faults(many), [("/few".to_owned(), "too_many")]);
    }

    #[test]
    fn nul_is_refused_wherever_it_stands() {
        assert_eq!(faults(r#"{"name":"\u0000","count":1}"#), [("/name".to_owned(), "bad_value")]);
        assert_eq!(
            faults(r#"{"name":"a","count":1,"inner":[{"x":"\u0000"}]}"#),
            [("/inner/0/x".to_owned(), "bad_value")]
        );
        // A backslash and four noughts are no such thing.
        let text = r#"{"name":"\\u0","count":1}"#;
        assert_eq!(parse::<Sample>(text.as_bytes()).expect("good").name, "\\u0");
    }

    #[test]
    fn the_fault_is_told_in_chinese() {
        assert_eq!(told(Code::Missing, "/name"), format!("/name:{}", Code::Missing.message(Lang::Zh)));
        assert!(told(Code::InvalidJson, "").starts_with("请求体:"));
    }

    #[test]
    fn a_type_fault_names_its_place_and_code() {
        for (text, place, code) in [
            (r#"{"name":"a","count":"x"}"#, "/count", "wrong_type"),
            (r#"{"name":"a","count":1,"more":1}"#, "/more", "unknown_field"),
            (r#"{"name":"a"}"#, "/count", "missing"),
            (r#"{"name":"a","name":"b","count":1}"#, "", "duplicate_key"),
            (r#"{"name":"a","count":1,"id":"7"}"#, "/id", "not_a_uuid"),
            (r#"{"name":"#, "/name", "invalid_json"),
            (r#"{"name":"a","count":1} 2"#, "", "invalid_json"),
        ] {
            let found = faults(text);
            assert_eq!(found.len(), 1, "{text}");
            assert_eq!(found[0].1, code, "{text}");
            if code != "invalid_json" && code != "duplicate_key" {
                assert_eq!(found[0].0, place, "{text}");
            }
        }
    }
}
