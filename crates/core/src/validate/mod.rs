//! From JSON to a [`Submission`], with every fault named at once.
//!
//! The tree is walked by hand, in the order of the document; what is missing in an object is named after what stands in
//! it. Nothing here looks outside of the document and its checklist version: whether the assignment, the station profile
//! or an earlier manifest agrees is the server's to check. An answer on an item that does not apply is no fault
//! (decision 6). Texts may hold any character except U+0000, which PostgreSQL cannot store.

mod answers;
mod evidence;
mod photos;
mod visit;
mod walk;

pub use crate::violation::{Code, Violation};
pub use evidence::{answers, evidence};

use crate::checklist::Checklist;
use crate::submission::{ChecklistRef, Submission};
use serde_json::Value;
use uuid::Uuid;
use walk::{Path, Walk};

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
