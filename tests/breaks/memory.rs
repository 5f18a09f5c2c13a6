//! What a phone keeps on its disk, and what it does next: a function of what it keeps and of nothing else.

use std::collections::BTreeSet;

use forecourt_core::canonical;
use forecourt_tests::visit::Visit;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use uuid::Uuid;

use crate::draft::{Backup, Step};

/// Everything that outlives the end of the app.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Memory {
    /// Name to sign in with.
    pub username: String,
    /// The password; with a code, the one that is to be set.
    pub password: String,
    /// A one-time code that was typed in.
    pub code: Option<String>,
    /// A try with the code has begun: its answer may have been lost, and the code with it.
    pub code_tried: bool,
    /// The session.
    pub token: Option<String>,
    /// Made at the first start of the app.
    pub device_id: Uuid,
    /// The shopper signed out.
    pub leaving: bool,
    /// Where the last sync ended.
    pub cursor: Option<String>,
    /// Epoch of the server that was last seen.
    pub epoch: Option<String>,
    /// A sync is due.
    pub wants_sync: bool,
    /// The holdings have changed since they were last told.
    pub wants_holdings: bool,
    /// Assignments by sync.
    pub assignments: BTreeSet<Uuid>,
    /// Checklists whose content is still to be fetched: (id, version).
    pub checklists: Vec<(String, i64)>,
    /// Checklists whose content it has.
    pub fetched: Vec<(String, i64)>,
    /// Audits that came back, as they came.
    pub returned: Vec<Value>,
    /// Declines, impossible visits, recognitions.
    pub reports: Vec<Report>,
    /// A visit under way.
    pub draft: Option<Backup>,
    /// Finished visits.
    pub audits: Vec<Kept>,
}

/// A report; its key is made once, before the first try.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Report {
    /// The assignment.
    pub assignment_id: Uuid,
    /// `decline`, `impossible` or `recognised`.
    pub verb: String,
    /// The body as it is sent.
    pub body: String,
    /// The `Idempotency-Key`.
    pub key: Uuid,
    /// The server has answered.
    pub done: bool,
}

/// A photo of a finished visit; the file lies beside.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct File {
    /// Id.
    pub id: Uuid,
    /// SHA-256 of the file.
    pub sha256: String,
    /// Its length.
    pub bytes: usize,
}

/// A finished visit: frozen bytes and what the server said about them.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Kept {
    /// Id of the audit.
    pub audit_id: Uuid,
    /// Revision.
    pub revision: i64,
    /// The submission, frozen when the visit was finished.
    pub body: String,
    /// Its content hash.
    pub sha256: String,
    /// Every photo of the manifest.
    pub files: Vec<File>,
    /// What the first receipt said that must stay for ever.
    pub first: Option<Value>,
    /// The newest receipt.
    pub receipt: Option<Value>,
    /// Photos that were uploaded, or declared lost, since that receipt.
    pub sent: BTreeSet<Uuid>,
    /// Why the server refused it: (pointer, code).
    pub refused: Vec<(String, String)>,
    /// The server refused it; it waits until the server asks for it again.
    pub quarantined: bool,
    /// The receipt is complete.
    pub done: bool,
}

/// A submission that is repeated only to see whether the server has read the photos.
pub const LOOK: &str = "a look at the receipt";

/// One request to make.
#[derive(Clone, Debug)]
pub enum Task {
    /// Sign in.
    SignIn,
    /// Sign out.
    SignOut,
    /// Ask what is new.
    Sync,
    /// Fetch the content of a checklist.
    Checklist(String, i64),
    /// Send the report of this number.
    Report(usize),
    /// Submit the audit of this number.
    Put(usize),
    /// Upload a photo of an audit to the address in this line of its receipt.
    Upload(usize, Value),
    /// Declare a photo lost.
    Lost(usize, Uuid),
    /// Do what comes next with the visit under way.
    Draft(Step),
    /// Tell what is held.
    Holdings,
}

impl Task {
    /// The request as the OpenAPI document names it; `PUT storage` is a photo on its way to the storage itself.
    pub fn name(&self, memory: &Memory) -> String {
        match self {
            Self::SignIn => "POST /v1/sessions".into(),
            Self::SignOut => "DELETE /v1/sessions/current".into(),
            Self::Sync => "GET /v1/sync".into(),
            Self::Checklist(..) => "GET /v1/checklists/{id}/versions/{version}".into(),
            Self::Report(n) => format!("POST /v1/assignments/{{id}}/{}", memory.reports[*n].verb),
            // How often it looks depends on how quick the server is: no play can count on it.
            Self::Put(n) if memory.audits[*n].only_looks() => LOOK.into(),
            Self::Put(_) => "PUT /v1/audits/{audit_id}".into(),
            Self::Upload(_, line) if url(line).contains("/v1/uploads/") => "PUT /v1/uploads/{photo_id}".into(),
            Self::Upload(..) => "PUT storage".into(),
            Self::Lost(..) => "POST /v1/audits/{audit_id}/photos/{photo_id}/lost".into(),
            Self::Draft(step) => step.name().into(),
            Self::Holdings => "POST /v1/devices/{device_id}/holdings".into(),
        }
    }
}

/// The address of an upload in a line of a receipt.
pub fn url(line: &Value) -> &str {
    line["upload"]["url"].as_str().unwrap_or_default()
}

/// The photo of a line of a receipt.
pub fn photo_of(line: &Value) -> Uuid {
    line["photo_id"].as_str().and_then(|id| id.parse().ok()).expect("a photo id")
}

impl Kept {
    /// The visit as it is frozen.
    pub fn of(visit: &Visit) -> Self {
        let body = visit.submission().to_string();
        let sha256 = canonical::read(body.as_bytes()).expect("a submission").sha256_hex();
        let file = |photo: &forecourt_tests::visit::Photo| File {
            id: photo.id,
            sha256: photo.sha256(),
            bytes: photo.bytes.len(),
        };
        Self {
            audit_id: visit.audit_id,
            revision: visit.revision,
            body,
            sha256,
            files: visit.photos.iter().map(file).collect(),
            first: None,
            receipt: None,
            sent: BTreeSet::new(),
            refused: Vec::new(),
            quarantined: false,
            done: false,
        }
    }

    /// Takes a receipt and answers the photos that may be deleted now: those that it holds exactly.
    pub fn learn(&mut self, receipt: &Value) -> Vec<Uuid> {
        assert_eq!(receipt["audit_id"], json!(self.audit_id), "{receipt}");
        assert_eq!((&receipt["revision"], &receipt["content_sha256"]), (&json!(self.revision), &json!(self.sha256)));
        let lasting = json!([receipt["received_at"], receipt["server_epoch"]]);
        let first = self.first.get_or_insert_with(|| lasting.clone());
        assert_eq!(*first, lasting, "the receipt of the same content has changed");
        let lines = receipt["photos"].as_array().cloned().unwrap_or_default();
        assert_eq!(lines.len(), self.files.len(), "{receipt}");
        let is_safe = |line: &&Value| {
            let exact = |file: &File| {
                line["photo_id"] == json!(file.id) && line["sha256"] == file.sha256 && line["bytes"] == file.bytes
            };
            matches!(line["state"].as_str(), Some("verified" | "unusable")) && self.files.iter().any(exact)
        };
        let safe: Vec<Uuid> = lines.iter().filter(is_safe).map(photo_of).collect();
        let lost = lines.iter().filter(|line| line["state"] == "lost").count();
        self.done = safe.len() + lost == lines.len() && receipt["state"] != "awaiting_photos";
        self.receipt = Some(receipt.clone());
        self.sent.clear();
        safe
    }

    /// Whether nothing has happened here since the newest receipt.
    fn only_looks(&self) -> bool {
        self.receipt.is_some() && self.sent.is_empty()
    }

    /// What is to be done about it next; `is_there` tells whether the file of a photo still is.
    fn next(&self, n: usize, is_there: impl Fn(Uuid) -> bool) -> Option<Task> {
        if self.done || self.quarantined {
            return None;
        }
        let lines = self.receipt.as_ref().and_then(|receipt| receipt["photos"].as_array());
        let mut open = lines.into_iter().flatten().filter(|line| line["upload"].is_object());
        let Some(line) = open.find(|line| !self.sent.contains(&photo_of(line))) else { return Some(Task::Put(n)) };
        let photo = photo_of(line);
        Some(if is_there(photo) { Task::Upload(n, line.clone()) } else { Task::Lost(n, photo) })
    }
}

impl Memory {
    /// What to do next; nothing: everything is done.
    pub fn next(&self, is_there: impl Fn(Uuid) -> bool) -> Option<Task> {
        if self.token.is_none() {
            return (!self.leaving).then_some(Task::SignIn);
        }
        if self.leaving {
            return Some(Task::SignOut);
        }
        if self.wants_sync {
            return Some(Task::Sync);
        }
        if let Some((id, version)) = self.checklists.first() {
            return Some(Task::Checklist(id.clone(), *version));
        }
        if let Some(n) = self.reports.iter().position(|report| !report.done) {
            return Some(Task::Report(n));
        }
        if let Some(step) = self.draft.as_ref().and_then(|draft| draft.next) {
            return Some(Task::Draft(step));
        }
        // Revisions go in their order.
        let audit = self.audits.iter().enumerate().find_map(|(n, kept)| kept.next(n, &is_there));
        audit.or_else(|| self.wants_holdings.then_some(Task::Holdings))
    }

    /// What the office is told.
    pub fn holdings(&self) -> Value {
        let ids = |has: fn(&Kept) -> bool| -> Vec<Uuid> {
            self.audits.iter().filter(|kept| !kept.done && has(kept)).map(|kept| kept.audit_id).collect()
        };
        json!({"drafts": [], "queued": ids(|kept| kept.receipt.is_none()), "incomplete": ids(|kept| kept.receipt.is_some()),
               "persistent": true})
    }

    /// Takes what a sync brought.
    pub fn learn_sync(&mut self, answer: &Value) {
        let ids = |list: &str| -> Vec<Uuid> {
            let rows = answer[list].as_array().into_iter().flatten();
            rows.filter_map(|row| row["id"].as_str()?.parse().ok()).collect()
        };
        if answer["reset"] == json!(true) {
            self.assignments.clear();
            self.returned.clear();
        }
        self.assignments.extend(ids("assignments"));
        for gone in ids("tombstones") {
            self.assignments.remove(&gone);
            self.returned.retain(|one| one["audit_id"] != json!(gone));
        }
        for one in answer["returned"].as_array().into_iter().flatten() {
            self.returned.retain(|old| old["audit_id"] != one["audit_id"]);
            self.returned.push(one.clone());
        }
        for wanted in answer["resend"].as_array().into_iter().flatten() {
            let is_it = |kept: &&mut Kept| {
                wanted["audit_id"] == json!(kept.audit_id) && wanted["revision"] == json!(kept.revision)
            };
            self.audits.iter_mut().filter(is_it).for_each(|kept| kept.quarantined = false);
        }
        for list in answer["checklists"].as_array().into_iter().flatten() {
            let id = list["id"].as_str().unwrap_or_default().to_owned();
            let list = (id, list["version"].as_i64().unwrap_or_default());
            if !self.fetched.contains(&list) && !self.checklists.contains(&list) {
                self.checklists.push(list);
            }
        }
        self.cursor = answer["cursor"].as_str().map(str::to_owned);
        self.epoch = answer["server_epoch"].as_str().map(str::to_owned);
        self.wants_sync = false;
    }
}
