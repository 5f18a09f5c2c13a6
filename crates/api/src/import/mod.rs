//! Imports: a whole file is checked, every fault is told at once, and then all of it is written or nothing.

pub mod cells;
pub mod file;
pub mod people;
pub mod stations;
pub mod table;
pub mod units;

use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use forecourt_core::{
    text::Text,
    violation::{Code, Violation, pointer},
};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use self::table::Table;
use crate::{
    lang,
    problem::{Kind, Problem, Result},
};

/// Faults that an answer lists; the rest are only counted.
pub const MAX_ERRORS: usize = 1000;

/// Query of every import.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct ImportQuery {
    /// `true`: check and count, write nothing. Needs no `Idempotency-Key`.
    #[serde(default)]
    pub dry_run: bool,
}

/// One fault of the file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct RowError {
    /// Line of the file, the header being line 1.
    pub line: u64,
    /// Name of the column; empty for the whole line.
    pub column: String,
    /// Word of the closed list of violations.
    pub code: String,
    /// What is wrong, in the language of the request.
    pub message: String,
    /// What stands in the cell; `null` for a whole line, and where no such cell was read.
    pub value: Option<String>,
}

/// What an import did, or with `dry_run` would do.
#[derive(Debug, Default, Serialize, ToSchema)]
pub struct ImportReport {
    /// Whether nothing was written because only a check was asked for.
    pub dry_run: bool,
    /// How the file was read: `UTF-8`, `GB18030` or `XLSX`.
    pub encoding: String,
    /// Lines with content, without the header.
    pub rows: u64,
    /// New records.
    pub created: u64,
    /// Changed records.
    pub updated: u64,
    /// Records that were the same.
    pub unchanged: u64,
    /// Every fault, up to 1000.
    pub errors: Vec<RowError>,
    /// Faults beyond those listed.
    pub more_errors: u64,
}

/// The faults found so far.
#[derive(Debug, Default)]
pub struct Faults {
    listed: Vec<RowError>,
    more: u64,
}

impl Faults {
    /// Notes a fault in the words of its code.
    pub fn push(&mut self, line: u64, column: &str, code: Code) {
        self.add(line, column, code, code.message(lang::current()).to_owned());
    }

    /// Notes a fault in words of its own.
    pub fn tell(&mut self, line: u64, column: &str, code: Code, zh: &str, en: &str) {
        self.add(line, column, code, lang::tell(&Text::new(zh, en)).to_owned());
    }

    fn add(&mut self, line: u64, column: &str, code: Code, message: String) {
        if self.listed.len() < MAX_ERRORS {
            let code = code.as_str().to_owned();
            self.listed.push(RowError { line, column: column.to_owned(), code, message, value: None });
        } else {
            self.more += 1;
        }
    }

    /// Whether the file has no fault.
    pub fn is_empty(&self) -> bool {
        self.listed.is_empty()
    }

    /// The faults in the order of the file, and how many more there are.
    pub fn into_list(mut self, table: &Table) -> (Vec<RowError>, u64) {
        self.listed.sort_by_key(|fault| fault.line);
        table.quote(&mut self.listed);
        (self.listed, self.more)
    }

    /// The refusal of a real run: nothing was written.
    pub fn into_problem(self, table: &Table) -> Problem {
        let (errors, more) = self.into_list(table);
        let violations = errors.iter().map(|error| {
            let code = Code::ALL.iter().copied().find(|code| code.as_str() == error.code).unwrap_or(Code::BadValue);
            Violation::new(pointer(&[&error.line.to_string(), &error.column]), code)
        });
        Problem::invalid(violations.collect())
            .detail("文件有误，没有写入任何内容。", "The file has faults; nothing was written.")
            .with("rows", table.len())
            .with("errors", serde_json::to_value(&errors).unwrap_or_default())
            .with("more_errors", more)
    }
}

/// The answer of a dry run.
pub fn checked(report: ImportReport) -> Result<Response> {
    Ok((StatusCode::OK, axum::Json(report)).into_response())
}

/// The refusal of a file that cannot be read at all.
pub fn unreadable(zh: &str, en: &str) -> Problem {
    Problem::new(Kind::BadRequest).detail(zh, en)
}
