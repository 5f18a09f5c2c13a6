//! Strict reading of JSON, its canonical form (RFC 8785) and the hash over it (decision 2).
//!
//! Strict means: one value, no key twice in an object, no number with a fraction or an exponent, no whole number beyond
//! ±(2^53 − 1), which is where JSON of other languages begins to round, and no nesting deeper than [`MAX_DEPTH`]. Without
//! floating-point numbers the canonical form needs no number formatting, the only hard part of the RFC, so it is written
//! here in a few lines: keys in the order of their UTF-16 code units, no blanks, the shortest escapes.

use crate::validate::MAX_VIOLATIONS;
use crate::validate::path::Path;
use crate::violation::{Code, Violation};
use serde::de::{DeserializeSeed, MapAccess, SeqAccess, Visitor};
use serde_json::map::Entry;
use serde_json::{Map, Value};
use sha2::{Digest, Sha256};
use std::cmp::Ordering;
use std::fmt;
use std::io::Write as _;

/// Arrays and objects may be nested this deep; a submission needs six levels.
pub const MAX_DEPTH: usize = 32;
/// The largest whole number that every JSON implementation keeps exactly: 2^53 − 1.
pub const MAX_INTEGER: i64 = 9_007_199_254_740_991;

/// A JSON document that was read strictly.
#[derive(Debug, Clone, PartialEq)]
pub struct Document {
    /// The tree, with the keys of objects in the order of the text.
    pub value: Value,
    /// The RFC 8785 form.
    pub canonical: Vec<u8>,
    /// SHA-256 of [`Document::canonical`].
    pub sha256: [u8; 32],
}

impl Document {
    /// The hash as 64 lower-case hexadecimal digits: `content_sha256`.
    pub fn sha256_hex(&self) -> String {
        hex::encode(self.sha256)
    }
}

/// A JSON text that was read, with everything that strict reading finds wrong with it.
#[derive(Debug, Clone, PartialEq)]
pub struct Reading {
    /// The tree, with the keys of objects in the order of the text; of a key that stands twice the first value. Numbers
    /// with a fault are kept as they are, so that all else can still be judged.
    pub value: Value,
    /// Every `duplicate_key`, `float_not_allowed` and `out_of_range` (a whole number beyond ±(2^53 − 1)) in the order of
    /// the text, at most [`MAX_VIOLATIONS`].
    pub violations: Vec<Violation>,
}

impl Reading {
    /// The document, when nothing is wrong with it; else the violations of strict reading alone.
    pub fn document(self) -> Result<Document, Vec<Violation>> {
        if !self.violations.is_empty() {
            return Err(self.violations);
        }
        let canonical = to_canonical(&self.value).map_err(|_| vec![Violation::new("", Code::FloatNotAllowed)])?;
        let sha256 = Sha256::digest(&canonical).into();
        Ok(Document { value: self.value, canonical, sha256 })
    }
}

/// Reads one JSON text. What is wrong with a text that is JSON stands in the [`Reading`], so that it can be named together
/// with what is wrong with its content ([`crate::validate::reading`]).
///
/// Errors: `invalid_json` alone, when the text is not JSON (pointer empty) or too deep (pointer of what was too deep).
pub fn parse(bytes: &[u8]) -> Result<Reading, Violation> {
    let mut reader = Reader::default();
    let mut json = serde_json::Deserializer::from_slice(bytes);
    let root = Node { reader: &mut reader, at: Path::ROOT };
    let read = root.deserialize(&mut json).and_then(|value| json.end().map(|()| value));
    let value = read.map_err(|_| Violation::new(reader.too_deep.unwrap_or_default(), Code::InvalidJson))?;
    Ok(Reading { value, violations: reader.violations })
}

/// Reads one JSON document strictly: [`parse`] and [`Reading::document`] in one.
pub fn read(bytes: &[u8]) -> Result<Document, Vec<Violation>> {
    parse(bytes).map_err(|violation| vec![violation])?.document()
}

/// What cannot be written canonically here: a number that is not a whole one within ±(2^53 − 1).
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a number with a fraction or beyond 2^53 - 1")]
pub struct NotCanonical;

/// The RFC 8785 form of a tree.
pub fn to_canonical(value: &Value) -> Result<Vec<u8>, NotCanonical> {
    let mut out = Vec::with_capacity(4096);
    write(value, &mut out)?;
    Ok(out)
}

/// What one reading has found so far.
#[derive(Default)]
struct Reader {
    depth: usize,
    /// Where it was too deep.
    too_deep: Option<String>,
    violations: Vec<Violation>,
}

impl Reader {
    fn enter<E: serde::de::Error>(&mut self, at: &Path) -> Result<(), E> {
        if self.depth == MAX_DEPTH {
            self.too_deep = Some(at.pointer());
            return Err(E::custom("too deep"));
        }
        self.depth += 1;
        Ok(())
    }

    /// Notes a violation as the one with this number: a key is found to stand twice only after its value was read.
    fn report(&mut self, number: usize, at: &Path, code: Code) {
        if number < MAX_VIOLATIONS {
            self.violations.insert(number, Violation::new(at.pointer(), code));
            self.violations.truncate(MAX_VIOLATIONS);
        }
    }
}

/// Reads one value of the tree.
struct Node<'r, 'p> {
    reader: &'r mut Reader,
    at: Path<'p>,
}

impl Node<'_, '_> {
    fn report(self, code: Code) {
        self.reader.report(self.reader.violations.len(), &self.at, code);
    }
}

impl<'de> DeserializeSeed<'de> for Node<'_, '_> {
    type Value = Value;

    fn deserialize<D: serde::Deserializer<'de>>(self, deserializer: D) -> Result<Value, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Node<'_, '_> {
    type Value = Value;

    fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str("a JSON value")
    }

    fn visit_unit<E>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_bool<E>(self, value: bool) -> Result<Value, E> {
        Ok(Value::Bool(value))
    }

    fn visit_i64<E>(self, value: i64) -> Result<Value, E> {
        if !(-MAX_INTEGER..=MAX_INTEGER).contains(&value) {
            self.report(Code::OutOfRange);
        }
        Ok(Value::from(value))
    }

    fn visit_u64<E>(self, value: u64) -> Result<Value, E> {
        if value > MAX_INTEGER as u64 {
            self.report(Code::OutOfRange);
        }
        Ok(Value::from(value))
    }

    fn visit_f64<E>(self, value: f64) -> Result<Value, E> {
        // The parser hands over whole numbers beyond 64 bits as floating-point ones, too.
        self.report(if value.abs() > MAX_INTEGER as f64 { Code::OutOfRange } else { Code::FloatNotAllowed });
        Ok(Value::from(value))
    }

    fn visit_str<E>(self, value: &str) -> Result<Value, E> {
        Ok(Value::from(value))
    }

    fn visit_string<E>(self, value: String) -> Result<Value, E> {
        Ok(Value::String(value))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut entries: A) -> Result<Value, A::Error> {
        let Node { reader, at } = self;
        reader.enter(&at)?;
        let mut list = Vec::new();
        while let Some(entry) = entries.next_element_seed(Node { reader: &mut *reader, at: at.index(list.len()) })? {
            list.push(entry);
        }
        reader.depth -= 1;
        Ok(Value::Array(list))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<Value, A::Error> {
        let Node { reader, at } = self;
        reader.enter(&at)?;
        let mut object = Map::new();
        while let Some(key) = entries.next_key::<String>()? {
            let number = reader.violations.len();
            let value = entries.next_value_seed(Node { reader: &mut *reader, at: at.key(&key) })?;
            match object.entry(key) {
                Entry::Vacant(free) => {
                    free.insert(value);
                }
                Entry::Occupied(first) => reader.report(number, &at.key(first.key()), Code::DuplicateKey),
            }
        }
        reader.depth -= 1;
        Ok(Value::Object(object))
    }
}

fn write(value: &Value, out: &mut Vec<u8>) -> Result<(), NotCanonical> {
    match value {
        Value::Null => out.extend_from_slice(b"null"),
        Value::Bool(true) => out.extend_from_slice(b"true"),
        Value::Bool(false) => out.extend_from_slice(b"false"),
        Value::Number(number) => {
            let number = number.as_i64().filter(|n| (-MAX_INTEGER..=MAX_INTEGER).contains(n)).ok_or(NotCanonical)?;
            // Writing into memory does not fail.
            write!(out, "{number}").map_err(|_| NotCanonical)?;
        }
        Value::String(text) => write_text(text, out),
        Value::Array(list) => {
            out.push(b'[');
            for (i, entry) in list.iter().enumerate() {
                if i > 0 {
                    out.push(b',');
                }
                write(entry, out)?;
            }
            out.push(b']');
        }
        Value::Object(object) => {
            let mut members: Vec<(&String, &Value)> = object.iter().collect();
            members.sort_unstable_by(|a, b| utf16_order(a.0, b.0));
            out.push(b'{');
            for (i, (key, member)) in members.into_iter().enumerate() {
                if i > 0 {
                    out.push(b',');
                }
                write_text(key, out);
                out.push(b':');
                write(member, out)?;
            }
            out.push(b'}');
        }
    }
    Ok(())
}

/// RFC 8785 §3.2.3: keys are compared by UTF-16 code units, which differs from code points above U+FFFF.
fn utf16_order(a: &str, b: &str) -> Ordering {
    if a.is_ascii() && b.is_ascii() { a.cmp(b) } else { a.encode_utf16().cmp(b.encode_utf16()) }
}

/// RFC 8785 §3.2.2.2: only quote, backslash and control characters below U+0020 are escaped.
fn write_text(text: &str, out: &mut Vec<u8>) {
    const HEX: &[u8; 16] = b"0123456789abcdef";
    out.push(b'"');
    let bytes = text.as_bytes();
    let mut from = 0;
    for (i, &byte) in bytes.iter().enumerate() {
        let short = match byte {
            b'"' | b'\\' => byte,
            0x08 => b'b',
            b'\t' => b't',
            b'\n' => b'n',
            0x0C => b'f',
            b'\r' => b'r',
            0..0x20 => b'u',
            _ => continue,
        };
        out.extend_from_slice(&bytes[from..i]);
        out.extend_from_slice(&[b'\\', short]);
        if short == b'u' {
            out.extend_from_slice(&[b'0', b'0', HEX[usize::from(byte >> 4)], HEX[usize::from(byte & 15)]]);
        }
        from = i + 1;
    }
    out.extend_from_slice(&bytes[from..]);
    out.push(b'"');
}
