//! From JSON to a [`Submission`], with every fault named at once.
//!
//! The tree is walked by hand, in the order of the document; what is missing in an object is named after what stands in
//! it. Nothing here looks outside of the document and its checklist version: whether the assignment, the station profile
//! or an earlier manifest agrees is the server's to check. An answer on an item that does not apply is no fault
//! (decision 6). Texts may hold any character except U+0000, which PostgreSQL cannot store.

mod answers;
mod evidence;
pub(crate) mod path;
mod photos;
mod visit;
mod walk;

pub use crate::violation::{Code, Violation};
pub use evidence::{answers, evidence};

use crate::canonical::Reading;
use crate::checklist::Checklist;
use crate::submission::{ChecklistRef, Submission};
use path::Path;
use serde_json::Value;
use std::collections::HashSet;
use uuid::Uuid;
use walk::Walk;

/// An input names at most this many violations; the first ones in the order of the document.
pub const MAX_VIOLATIONS: usize = 200;

/// Reads a submission of schema 1 against the checklist version that it names.
///
/// Errors: all violations in the order of the document, at most [`MAX_VIOLATIONS`]. Codes: `missing`,
/// `unknown_field`, `wrong_type`, `out_of_range`, `too_long`, `too_many`, `duplicate`, `not_a_uuid`, `bad_hash`,
/// `bad_value`, `unknown_item`, `unknown_flag`, `unknown_photo`, and `unknown_checklist`
/// when the document names another version than the given one.
pub fn submission(value: &Value, checklist: &Checklist) -> Result<Submission, Vec<Violation>> {
    let mut walk = Walk::new(checklist, photos::manifest_ids(value));
    let read = walk.submission(value, &Path::ROOT);
    match read {
        Some(submission) if walk.violations.is_empty() => Ok(submission),
        _ => Err(walk.violations),
    }
}

/// Reads a submission from a text as it came: what strict reading and [`submission`] find, in one list.
///
/// Errors: all violations in the order of the document, at most [`MAX_VIOLATIONS`]; a number that strict reading refuses
/// is named once, with the code it gives.
pub fn reading(reading: &Reading, checklist: &Checklist) -> Result<Submission, Vec<Violation>> {
    let found = match submission(&reading.value, checklist) {
        Ok(submission) if reading.violations.is_empty() => return Ok(submission),
        Ok(_) => Vec::new(),
        Err(found) => found,
    };
    if reading.violations.is_empty() {
        return Err(found);
    }
    let numbers: HashSet<&str> = reading
        .violations
        .iter()
        .filter(|violation| violation.code != Code::DuplicateKey)
        .map(|violation| violation.pointer.as_str())
        .collect();
    let named_already = |violation: &Violation| {
        matches!(violation.code, Code::WrongType | Code::OutOfRange) && numbers.contains(violation.pointer.as_str())
    };
    let mut all = reading.violations.clone();
    all.extend(found.into_iter().filter(|violation| !named_already(violation)));
    all.sort_by_cached_key(|violation| document_place(&reading.value, &violation.pointer));
    all.truncate(MAX_VIOLATIONS);
    Err(all)
}

/// Where a place lies in the document, level by level: a place comes before what lies in it, what is missing after what
/// is there. Looked up once a place: a large object is walked through for it.
fn document_place(root: &Value, pointer: &str) -> Vec<usize> {
    let (mut at, mut rest, mut place) = (Some(root), pointer, Vec::new());
    while let Some((token, next)) = first_token(rest) {
        let (index, below) = match at {
            Some(Value::Object(object)) => {
                (object.keys().position(|key| *key == token).unwrap_or(usize::MAX), object.get(&token))
            }
            Some(Value::Array(list)) => {
                let index = token.parse().unwrap_or(usize::MAX);
                (index, list.get(index))
            }
            _ => (usize::MAX, None),
        };
        place.push(index);
        if index == usize::MAX {
            break;
        }
        (at, rest) = (below, next);
    }
    place
}

/// The first token of a pointer, unescaped, and what follows it.
fn first_token(pointer: &str) -> Option<(String, &str)> {
    let pointer = pointer.strip_prefix('/')?;
    let (token, rest) = pointer.split_at(pointer.find('/').unwrap_or(pointer.len()));
    Some((token.replace("~1", "/").replace("~0", "~"), rest))
}

/// What decides how a document is to be read, as far as it is there and well-formed.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Header {
    pub schema: Option<i64>,
    pub revision: Option<i64>,
    pub assignment_id: Option<Uuid>,
    pub checklist: Option<ChecklistRef>,
}

/// Looks at the few fields that choose the schema, the checklist version and the assignment; never fails, since
/// [`submission`] names what is wrong with them.
pub fn header(value: &Value) -> Header {
    let checklist = value.get("checklist").and_then(|checklist| {
        let id = checklist.get("id")?.as_str()?.to_owned();
        Some(ChecklistRef { id, version: checklist.get("version")?.as_i64()? })
    });
    Header {
        schema: value.get("schema").and_then(Value::as_i64),
        revision: value.get("revision").and_then(Value::as_i64),
        assignment_id: value.get("assignment_id").and_then(Value::as_str).and_then(walk::parse_uuid),
        checklist,
    }
}
