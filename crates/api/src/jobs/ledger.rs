//! Chains the audit log, and seals its end once a day with a key that lies outside of the database (decision 31).

use std::{
    io::{self, Write},
    path::Path,
    time::Duration,
};

use forecourt_core::audit_log::Head;

use crate::state::{App, StartError};

pub use forecourt_store::audit_log::seal::{KEY_BYTES, Key};

/// How often rows without a place are looked for: each has one within five seconds.
pub const PAUSE: Duration = Duration::from_secs(2);
/// The file in the data folder to which sealed heads are added, one JSON object a line.
pub const HEADS_FILE: &str = "audit-log-heads.jsonl";

/// Reads the key that seals heads.
///
/// # Errors
/// A file that cannot be read or is too short.
pub fn key(file: &Path) -> Result<Key, StartError> {
    let bytes = std::fs::read(file).map_err(|error| StartError::Io(file.display().to_string(), error))?;
    Key::of(&bytes)
        .ok_or_else(|| StartError::Settings(format!("{}: a key has at least {KEY_BYTES} bytes", file.display())))
}

/// Chains what has no place yet, and seals the day that is over.
pub async fn run(app: &App) {
    if let Err(error) = app.store.chain_audit_log().await {
        tracing::warn!(%error, "the audit log is not chained; it will be tried again");
    }
    match app.store.audit_log_waits_since().await {
        Ok(since) => {
            let waits = since.map_or(0, |at| app.clock.now_ms().saturating_sub(at).max(0) / 1000);
            app.metrics.audit_log_waits_s.set(waits);
        }
        Err(error) => tracing::warn!(%error, "the age of the audit log"),
    }
    let Some(key) = &app.audit_key else { return };
    match app.store.seal_audit_log(key, app.clock.now_ms()).await {
        Ok(false) => {}
        Ok(true) => tell(app).await,
        Err(error) => tracing::warn!(%error, "the audit log is not sealed; it will be tried again"),
    }
}

/// Brings the heads out of the database: into the log of the server and a file of its data folder.
async fn tell(app: &App) {
    let heads = match app.store.audit_log_heads().await {
        Ok(heads) => heads,
        Err(error) => return tracing::warn!(%error, "sealed heads are not exported"),
    };
    if let Some(head) = heads.last() {
        tracing::info!(day = head.day, seq = head.seq, hash = head.hash, seal = head.seal, "audit log sealed");
    }
    let file = app.settings.data_dir.join(HEADS_FILE);
    if let Err(error) = add(&file, &heads) {
        tracing::warn!(%error, file = %file.display(), "sealed heads are not exported; the next seal tries again");
    }
}

/// Adds the heads that the file does not have yet; what stands in it stays, whatever the database says now.
fn add(file: &Path, heads: &[Head]) -> io::Result<()> {
    let written = match std::fs::read_to_string(file) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => String::new(),
        read => read?,
    };
    let known: Vec<Head> = written.lines().filter_map(|line| serde_json::from_str(line).ok()).collect();
    let fresh = heads.iter().filter(|head| known.iter().all(|old| old.day != head.day));
    let mut out = std::fs::OpenOptions::new().create(true).append(true).open(file)?;
    // A line that was cut off by a crash stays alone.
    let mut text = if written.is_empty() || written.ends_with('\n') { String::new() } else { "\n".to_owned() };
    for head in fresh {
        text.push_str(&serde_json::to_string(head)?);
        text.push('\n');
    }
    out.write_all(text.as_bytes())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn heads_are_added_once_and_never_rewritten() {
        let dir = tempfile::tempdir().unwrap();
        let file = dir.path().join(HEADS_FILE);
        let head = |day: &str, seq| Head {
            day: day.into(),
            seq,
            hash: "0".repeat(64),
            sealed_at_ms: 0,
            key_id: String::new(),
            seal: String::new(),
        };
        add(&file, &[head("2026-06-01", 1)]).unwrap();
        std::fs::OpenOptions::new().append(true).open(&file).unwrap().write_all(b"{\"day\":").unwrap();
        // The database says something else of the first day now: what was exported stays.
        add(&file, &[head("2026-06-01", 9), head("2026-06-02", 2)]).unwrap();
        let text = std::fs::read_to_string(&file).unwrap();
        let read: Vec<Head> = text.lines().filter_map(|line| serde_json::from_str(line).ok()).collect();
        assert_eq!(read, [head("2026-06-01", 1), head("2026-06-02", 2)]);
    }
}
