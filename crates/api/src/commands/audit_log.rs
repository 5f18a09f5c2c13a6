//! `forecourt audit-log`: proves a chain offline, and erases what was said of a person.

use std::{
    fs::File,
    io::{self, BufRead, BufReader},
    path::Path,
    process::ExitCode,
};

use forecourt_core::audit_log::{Break, Checker, Head, Whole};
use forecourt_store::audit_log::{self, Act};
use uuid::Uuid;

use crate::{
    clock::Clock,
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
    if let Ok(heads) = serde_json::from_str::<Vec<Head>>(&text)
        && !heads.is_empty()
    {
        return Ok(heads);
    }
    let lines: Vec<&str> = text.lines().collect();
    let mut heads = Vec::new();
    for (n, line) in lines.iter().enumerate().filter(|(_, line)| !line.trim().is_empty()) {
        match serde_json::from_str(line) {
            Ok(head) => heads.push(head),
            // The beginning of a head that a crash cut off stays in the file; the whole one follows.
            Err(error) if error.is_eof() && line.starts_with('{') => {
                eprintln!("forecourt: {name}: line {} was cut off and is passed over", n + 1);
            }
            Err(_) => return Err(NotProven::NoHead(name, n + 1)),
        }
    }
    // Heads that were asked for and are not there prove nothing.
    if heads.is_empty() { Err(NotProven::NoHead(name, 1)) } else { Ok(heads) }
}

/// How the command stands in the log.
const ERASE: &str = "forecourt audit-log erase";

/// Erases what a person said in his writes and what was said of him; the chain stays whole.
pub async fn erase(settings: Settings, person: Uuid) -> Result<(), StartError> {
    let store = super::store(&settings).await?;
    let subject = ("people".to_owned(), Some(person.to_string()));
    let act = Act::new(ERASE.into(), ERASE.into(), subject, Uuid::new_v4(), Clock::default().real_ms());
    let erased = audit_log::within(act, store.erase_logged_values(person)).await?;
    println!("已清除 / erased: {erased}");
    Ok(())
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use forecourt_core::audit_log::{Entry, Fault, GENESIS};

    use super::*;

    fn file(dir: &tempfile::TempDir, name: &str, text: &str) -> std::path::PathBuf {
        let path = dir.path().join(name);
        File::create(&path).unwrap().write_all(text.as_bytes()).unwrap();
        path
    }

    fn chain() -> Vec<Entry> {
        let entry = |id: u128| Entry {
            seq: 0,
            prev_hash: String::new(),
            id: Uuid::from_u128(id),
            at_ms: 0,
            person_id: None,
            operation: "POST /v1/rounds".into(),
            path: "/v1/rounds".into(),
            subject_kind: "rounds".into(),
            subject_id: None,
            request_id: Uuid::from_u128(id),
            transaction: "create_round".into(),
            values_sha256: None,
            hash: String::new(),
        };
        let first = entry(1).linked(1, GENESIS).expect("a hash");
        let second = entry(2).linked(2, &first.hash).expect("a hash");
        vec![first, second]
    }

    fn lines<T: serde::Serialize>(rows: &[T]) -> String {
        rows.iter().map(|row| serde_json::to_string(row).unwrap() + "\n").collect()
    }

    #[test]
    fn files_are_proven_as_the_command_reads_them() {
        let dir = tempfile::tempdir().unwrap();
        let chain = chain();
        let key_file = file(&dir, "key", "0123456789abcdef0123456789abcdef");
        let unsealed = Head {
            day: "2026-06-01".into(),
            seq: 2,
            hash: chain[1].hash.clone(),
            sealed_at_ms: 0,
            key_id: String::new(),
            seal: String::new(),
        };
        let head = key(&key_file).unwrap().seal(unsealed.clone());
        let export = file(&dir, "export", &lines(&chain));
        // Heads as they are exported by the server, and as the API answers them.
        let kept = file(&dir, "heads", &lines(std::slice::from_ref(&head)));
        let answered = file(&dir, "answer", &serde_json::to_string(&[&head]).unwrap());
        for heads in [&kept, &answered] {
            let whole = prove(Some(&export), Some(heads), Some(&key_file)).unwrap();
            assert_eq!((whole.rows, whole.heads), (2, 1));
        }
        // A crash cut a line off; the whole one follows, as `add` writes it.
        let crashed = file(&dir, "crashed", &format!("{{\"day\":\"20\n{}", lines(std::slice::from_ref(&head))));
        assert_eq!(prove(Some(&export), Some(&crashed), Some(&key_file)).unwrap().heads, 1);
        for nothing in ["", "[]", "\n"] {
            let none = file(&dir, "none", nothing);
            assert!(matches!(prove(Some(&export), Some(&none), None), Err(NotProven::NoHead(..))), "{nothing:?}");
        }
        let short = file(&dir, "short", &lines(&chain[..1]));
        assert!(prove(Some(&short), None, None).is_ok());
        let cut = prove(Some(&short), Some(&kept), None);
        assert!(matches!(&cut, Err(NotProven::Broken(Break { fault: Fault::Truncated { .. }, .. }))), "{cut:?}");
        let forged = file(&dir, "forged", &lines(&[unsealed]));
        assert!(matches!(prove(Some(&export), Some(&forged), Some(&key_file)), Err(NotProven::Seal(_))));
        let other = file(&dir, "other", "no head\n");
        assert!(matches!(prove(Some(&export), Some(&other), None), Err(NotProven::NoHead(_, 1))));
        assert!(matches!(prove(Some(&dir.path().join("gone")), None, None), Err(NotProven::Io(..))));
        let weak = file(&dir, "weak", "short");
        assert!(matches!(prove(Some(&export), Some(&kept), Some(&weak)), Err(NotProven::Key(_))));
    }
}
