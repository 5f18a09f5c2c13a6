//! The tools of the walk: where it is, what it found, and the simple values.

use super::MAX_VIOLATIONS;
use super::path::Path;
use crate::checklist::Checklist;
use crate::submission::limits;
use crate::violation::{Code, Violation};
use serde_json::{Map, Value};
use std::collections::HashSet;
use uuid::Uuid;

/// One walk over one submission. Its readers return `None` exactly when they have reported something.
pub(super) struct Walk<'c> {
    pub checklist: &'c Checklist,
    /// Ids that stand in the manifest, wherever it stands in the document.
    pub manifest: HashSet<Uuid>,
    pub violations: Vec<Violation>,
}

impl<'c> Walk<'c> {
    pub fn new(checklist: &'c Checklist, manifest: HashSet<Uuid>) -> Self {
        Self { checklist, manifest, violations: Vec::new() }
    }

    pub fn report(&mut self, at: &Path, code: Code) {
        if self.violations.len() < MAX_VIOLATIONS {
            self.violations.push(Violation::new(at.pointer(), code));
        }
    }

    /// Reports and gives up the value at hand.
    pub fn refuse<T>(&mut self, at: &Path, code: Code) -> Option<T> {
        self.report(at, code);
        None
    }

    pub fn object<'v>(&mut self, value: &'v Value, at: &Path) -> Option<&'v Map<String, Value>> {
        value.as_object().or_else(|| self.refuse(at, Code::WrongType))
    }

    /// The entries of a list; of one that is too long only the allowed number is looked at.
    pub fn list<'v>(&mut self, value: &'v Value, at: &Path, max: usize) -> Option<&'v [Value]> {
        let Some(list) = value.as_array() else { return self.refuse(at, Code::WrongType) };
        if list.len() > max {
            self.report(at, Code::TooMany);
        }
        Some(&list[..list.len().min(max)])
    }

    /// Hands on what was made of an object; if nothing was, names each of these keys that it does not have.
    pub fn whole<T>(&mut self, object: &Map<String, Value>, at: &Path, keys: &[&str], read: Option<T>) -> Option<T> {
        if read.is_none() {
            for key in keys.iter().filter(|key| !object.contains_key(**key)) {
                self.report(&at.key(key), Code::Missing);
            }
        }
        read
    }

    pub fn int(&mut self, value: &Value, at: &Path, min: i64, max: i64) -> Option<i64> {
        match value.as_i64() {
            Some(number) if (min..=max).contains(&number) => Some(number),
            Some(_) => self.refuse(at, Code::OutOfRange),
            None if value.is_u64() => self.refuse(at, Code::OutOfRange),
            None => self.refuse(at, Code::WrongType),
        }
    }

    /// An instant or clock reading in ms.
    pub fn instant(&mut self, value: &Value, at: &Path) -> Option<i64> {
        self.int(value, at, 0, limits::INSTANT_MS)
    }

    pub fn boolean(&mut self, value: &Value, at: &Path) -> Option<bool> {
        value.as_bool().or_else(|| self.refuse(at, Code::WrongType))
    }

    pub fn text<'v>(&mut self, value: &'v Value, at: &Path, max_chars: usize) -> Option<&'v str> {
        let Some(text) = value.as_str() else { return self.refuse(at, Code::WrongType) };
        // Fewer bytes than allowed characters need no counting.
        if text.len() > max_chars && text.chars().count() > max_chars {
            return self.refuse(at, Code::TooLong);
        }
        if text.contains('\0') {
            return self.refuse(at, Code::BadValue);
        }
        Some(text)
    }

    pub fn uuid(&mut self, value: &Value, at: &Path) -> Option<Uuid> {
        let Some(text) = value.as_str() else { return self.refuse(at, Code::WrongType) };
        parse_uuid(text).or_else(|| self.refuse(at, Code::NotAUuid))
    }

    /// An id that the phone minted: a random UUID (version 4), which does not tell when it was made.
    pub fn random_id(&mut self, value: &Value, at: &Path) -> Option<Uuid> {
        let id = self.uuid(value, at)?;
        if id.get_version_num() == 4 { Some(id) } else { self.refuse(at, Code::NotAUuid) }
    }

    /// A word of a closed list.
    pub fn word<T>(&mut self, value: &Value, at: &Path, parse: fn(&str) -> Option<T>) -> Option<T> {
        let Some(word) = value.as_str() else { return self.refuse(at, Code::WrongType) };
        parse(word).or_else(|| self.refuse(at, Code::BadValue))
    }

    /// `null`, or what the reader makes of it.
    pub fn nullable<T>(
        &mut self,
        value: &Value,
        at: &Path,
        read: impl FnOnce(&mut Self, &Value, &Path) -> Option<T>,
    ) -> Option<Option<T>> {
        if value.is_null() { Some(None) } else { read(self, value, at).map(Some) }
    }
}

/// A UUID in its usual form: 36 characters, lower case (api.md).
pub(super) fn parse_uuid(text: &str) -> Option<Uuid> {
    let usual = text.len() == 36 && !text.bytes().any(|b| b.is_ascii_uppercase());
    if usual { Uuid::try_parse(text).ok() } else { None }
}
