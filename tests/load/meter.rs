//! What the server's process and its database have used so far.

use forecourt_tests::{binary::Binary, database::postgres, server::Place};

/// The kernel counts CPU in hundredths of a second.
const TICK_US: u64 = 10_000;

/// What was used so far.
#[derive(Clone, Copy, Debug, Default)]
pub struct Reading {
    /// CPU of the server.
    pub server_us: u64,
    /// CPU of PostgreSQL, all its processes; 0 with SQLite, which works inside the server.
    pub database_us: u64,
    /// Size of the database.
    pub database_bytes: u64,
    /// Write-ahead log written by PostgreSQL.
    pub wal_bytes: u64,
}

/// Waits until every deferred piece of work is done.
pub async fn drained(binary: &Binary, photos: u64) {
    if photos > 0 {
        binary.until("drained", "/metrics", |text| examined(text) >= photos).await;
    }
}

/// What was used so far.
pub fn read(binary: &Binary, place: &Place) -> Reading {
    let server_us = cpu_us(binary.pid(), false).unwrap_or(0);
    if place.database.url().is_none() {
        let size = |name: &str| std::fs::metadata(place.data.path().join(name)).map_or(0, |data| data.len());
        return Reading { server_us, database_bytes: size("forecourt.sqlite"), ..Reading::default() };
    }
    let server = postgres().expect("PostgreSQL");
    let number = |sql: &str| server.ask(place.database.name(), sql).trim().parse().unwrap_or(0);
    Reading {
        server_us,
        database_us: server.processes().into_iter().filter_map(|(pid, top)| cpu_us(pid, top)).sum(),
        database_bytes: number("SELECT pg_database_size(current_database())"),
        wal_bytes: number("SELECT pg_wal_lsn_diff(pg_current_wal_lsn(), '0/0')::bigint"),
    }
}

/// Its peak memory so far, KiB.
pub fn peak_kib(binary: &Binary) -> u64 {
    let status = std::fs::read_to_string(format!("/proc/{}/status", binary.pid())).unwrap_or_default();
    let peak = status.lines().find_map(|line| line.strip_prefix("VmHWM:")?.trim().trim_end_matches(" kB").parse().ok());
    peak.unwrap_or(0)
}

fn examined(metrics: &str) -> u64 {
    let line = metrics.lines().find(|line| line.starts_with("forecourt_jobs_done_total{kind=\"examine_photo\"}"));
    line.and_then(|line| line.rsplit(' ').next()?.parse().ok()).unwrap_or(0)
}

/// CPU of a process; with `children`, of those that it has waited for as well.
fn cpu_us(pid: u32, children: bool) -> Option<u64> {
    let stat = std::fs::read_to_string(format!("/proc/{pid}/stat")).ok()?;
    let fields: Vec<u64> = stat.rsplit(')').next()?.split_whitespace().map(|text| text.parse().unwrap_or(0)).collect();
    let ticks = fields.get(11)? + fields.get(12)?;
    let waited = if children { fields.get(13)? + fields.get(14)? } else { 0 };
    Some((ticks + waited) * TICK_US)
}
