//! `forecourt audit-log`: proves a chain offline, and erases what was said of a person.

use std::{
    fs::File,
    io::{self, BufRead, BufReader},
    path::Path,
    process::ExitCode,
};

use forecourt_core::audit_log::{Break, Checker, Head, Whole};
use forecourt_store::{Pool, Store};
use uuid::Uuid;

use crate::{
    config::Settings,
    jobs::ledger::{Key, key},
    state::StartError,
};

/// Why a chain is not proven.
#[derive(Debug, thiserror::Error)]
pub enum NotProven {
    /// It is broken.
    #[error("line {}: {}", .0.line, .0.fault)]
    Broken(Break),
    /// A kept head was not sealed by this key.
    #[error("the kept head of {0} does not fit its seal")]
    Seal(String),
    /// Something could not be read.
    #[error("{0}: {1}")]
    Io(String, io::Error),
    /// The file of kept heads holds something else.
    #[error("{0}: line {1} is no sealed head")]
    NoHead(String, usize),
    /// The key cannot be used.
    #[error(transparent)]
    Key(#[from] StartError),
}

/// Proves an exported chain; exit code 1 when it is broken, 2 when something could not be read.
pub fn verify(export: Option<&Path>, head: Option<&Path>, key_file: Option<&Path>) -> ExitCode {
    match prove(export, head, key_file) {
        Ok(Whole { rows, hash, heads }) => {
            println!("审计链完整 / the chain is whole: {rows} rows, {heads} kept heads, last hash {hash}");
            ExitCode::SUCCESS
        }
        Err(fault @ (NotProven::Broken(_) | NotProven::Seal(_))) => {
            println!("审计链已被改动 / the chain is broken: {fault}");
            ExitCode::FAILURE
        }
        Err(fault) => {
            eprintln!("forecourt: {fault}");
            ExitCode::from(2)
        }
    }
}

fn prove(export: Option<&Path>, head: Option<&Path>, key_file: Option<&Path>) -> Result<Whole, NotProven> {
    let heads = head.map(read_heads).transpose()?.unwrap_or_default();
    let key = key_file.map(key).transpose()?;
    match export {
        Some(path) if path != Path::new("-") => check(BufReader::new(open(path)?), heads, key.as_ref()),
        _ => check(io::stdin().lock(), heads, key.as_ref()),
    }
}

/// Proves a chain line by line against kept heads, and the heads against the key that sealed them.
///
/// # Errors
/// The first break.
pub fn check(export: impl BufRead, heads: Vec<Head>, key: Option<&Key>) -> Result<Whole, NotProven> {
    if let Some(forged) = key.and_then(|key| heads.iter().find(|head| !key.fits(head))) {
        return Err(NotProven::Seal(forged.day.clone()));
    }
    let mut checker = Checker::new(heads);
    for line in export.split(b'\n') {
        let line = line.map_err(|error| NotProven::Io("export".into(), error))?;
        checker.take(&line).map_err(NotProven::Broken)?;
    }
    checker.end().map_err(NotProven::Broken)
}

fn open(path: &Path) -> Result<File, NotProven> {
    File::open(path).map_err(|error| NotProven::Io(path.display().to_string(), error))
}

/// Heads, one JSON object a line, or the answer of `/v1/audit-log/heads`.
fn read_heads(path: &Path) -> Result<Vec<Head>, NotProven> {
    let name = path.display().to_string();
    let text = io::read_to_string(open(path)?).map_err(|error| NotProven::Io(name.clone(), error))?;
    if let Ok(heads) = serde_json::from_str::<Vec<Head>>(&text) {
        return Ok(heads);
    }
    let lines = text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty());
    lines.map(|(n, line)| serde_json::from_str(line).map_err(|_| NotProven::NoHead(name.clone(), n + 1))).collect()
}

/// Erases what a person said in his writes and what was said of him; the chain stays whole.
pub async fn erase(settings: Settings, person: Uuid) -> Result<(), StartError> {
    let store = Store::connect(&settings.database(), Pool::default()).await?;
    if store.pending_migrations().await? > 0 {
        return Err(StartError::Settings("the database is older than this program: run `forecourt migrate`".into()));
    }
    let erased = store.erase_logged_values(person).await?;
    println!("已清除 / erased: {erased}");
    Ok(())
}
