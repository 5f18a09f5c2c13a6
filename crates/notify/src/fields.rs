//! The fields of events: what each may hold, and every fault of a payload at once.

use forecourt_core::violation::{Code, Violation, pointer};
use serde_json::{Map, Value};

/// Letters of a text in an event at most.
const TEXT_LETTERS: usize = 500;
/// People on a call list at most.
const PEOPLE: usize = 20;
/// Instants that a message can show: from 1970 to the end of 9999, epoch ms.
const LAST_MS: i64 = 253_402_271_999_999;

/// What a field holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shape {
    /// A text, at most 500 letters.
    Text,
    /// `{zh, en}`.
    Both,
    /// Epoch ms.
    Instant,
    /// A civil day, `2026-11-26`.
    Day,
    /// A whole number from 0.
    Count,
    /// Basis points, 10000 = 100 %.
    Rate,
    /// A score, basis points.
    Score,
    /// A difference of two scores, basis points.
    Change,
    /// Yes or no.
    Flag,
    /// A word of a closed list.
    Word(&'static [&'static str]),
    /// `[{name, role: {zh, en}, phone}]`, whom to call, in this order.
    People,
}

/// A field of a kind of event.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FieldRule {
    pub name: &'static str,
    pub shape: Shape,
    /// Whether it has to be there; otherwise it may be left out or null.
    pub needed: bool,
}

/// A field that has to be there.
pub(crate) const fn need(name: &'static str, shape: Shape) -> FieldRule {
    FieldRule { name, shape, needed: true }
}

/// A field that may be left out or null.
pub(crate) const fn may(name: &'static str, shape: Shape) -> FieldRule {
    FieldRule { name, shape, needed: false }
}

/// Every fault of a payload against its fields.
pub(crate) fn check(rules: &[FieldRule], payload: &Map<String, Value>) -> Vec<Violation> {
    let mut faults = Vec::new();
    for name in payload.keys().filter(|name| !rules.iter().any(|rule| rule.name == name.as_str())) {
        faults.push(Violation::new(pointer(&[name]), Code::UnknownField));
    }
    for rule in rules {
        match payload.get(rule.name) {
            None | Some(Value::Null) if rule.needed => {
                faults.push(Violation::new(pointer(&[rule.name]), Code::Missing));
            }
            None | Some(Value::Null) => {}
            Some(value) => check_shape(rule.shape, value, &[rule.name], &mut faults),
        }
    }
    faults
}

fn check_shape(shape: Shape, value: &Value, at: &[&str], faults: &mut Vec<Violation>) {
    let mut fault = |code| faults.push(Violation::new(pointer(at), code));
    match shape {
        Shape::Text => check_text(value, at, faults),
        Shape::Both => check_object(value, at, faults, &["zh", "en"], |_| Shape::Text),
        Shape::Instant => check_number(value, 0, LAST_MS).into_iter().for_each(fault),
        Shape::Count => check_number(value, 0, i64::from(u32::MAX)).into_iter().for_each(fault),
        Shape::Rate | Shape::Score => check_number(value, 0, 10_000).into_iter().for_each(fault),
        Shape::Change => check_number(value, -10_000, 10_000).into_iter().for_each(fault),
        Shape::Flag if !value.is_boolean() => fault(Code::WrongType),
        Shape::Flag => {}
        Shape::Day | Shape::Word(_) => match value.as_str() {
            None => fault(Code::WrongType),
            Some(word) if !is_among(shape, word) => fault(Code::BadValue),
            Some(_) => {}
        },
        Shape::People => match value.as_array() {
            None => fault(Code::WrongType),
            Some(people) if people.is_empty() => fault(Code::Missing),
            Some(people) if people.len() > PEOPLE => fault(Code::TooMany),
            Some(people) => {
                for (index, person) in people.iter().enumerate() {
                    let index = index.to_string();
                    let at: Vec<&str> = at.iter().copied().chain([index.as_str()]).collect();
                    let shape = |name: &str| if name == "role" { Shape::Both } else { Shape::Text };
                    check_object(person, &at, faults, &["name", "role", "phone"], shape);
                }
            }
        },
    }
}

fn is_among(shape: Shape, word: &str) -> bool {
    match shape {
        Shape::Word(words) => words.contains(&word),
        _ => time::Date::parse(word, &time::macros::format_description!("[year]-[month]-[day]")).is_ok(),
    }
}

fn check_number(value: &Value, least: i64, most: i64) -> Option<Code> {
    match value.as_i64() {
        None if value.is_u64() => Some(Code::OutOfRange),
        None => Some(Code::WrongType),
        Some(number) if !(least..=most).contains(&number) => Some(Code::OutOfRange),
        Some(_) => None,
    }
}

fn check_text(value: &Value, at: &[&str], faults: &mut Vec<Violation>) {
    let code = match value.as_str() {
        None => Code::WrongType,
        Some(text) if text.trim().is_empty() => Code::Missing,
        Some(text) if text.chars().count() > TEXT_LETTERS => Code::TooLong,
        Some(_) => return,
    };
    faults.push(Violation::new(pointer(at), code));
}

/// An object with exactly these members.
fn check_object(
    value: &Value,
    at: &[&str],
    faults: &mut Vec<Violation>,
    names: &[&str],
    shape: impl Fn(&str) -> Shape,
) {
    let Some(object) = value.as_object() else {
        return faults.push(Violation::new(pointer(at), Code::WrongType));
    };
    let inner = |name| -> Vec<&str> { at.iter().copied().chain([name]).collect() };
    for name in object.keys().filter(|name| !names.contains(&name.as_str())) {
        faults.push(Violation::new(pointer(&inner(name)), Code::UnknownField));
    }
    for name in names {
        match object.get(*name) {
            None => faults.push(Violation::new(pointer(&inner(name)), Code::Missing)),
            Some(value) => check_shape(shape(name), value, &inner(name), faults),
        }
    }
}
