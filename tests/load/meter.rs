//! What the server's process and its database have used so far.

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use forecourt_store::{Pool, Store, sqlite_url};
use forecourt_tests::{binary::Binary, database::postgres, server::Place};

/// From one look at the queue to the next.
const LOOK: Duration = Duration::from_millis(100);
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
pub async fn drained(place: &Place) {
    let file = sqlite_url(&place.data.path().join("forecourt.sqlite"));
    let url = place.database.url().unwrap_or(file);
    let store = Store::connect(&url, Pool::default()).await.expect("a second reader");
    loop {
        #[expect(clippy::disallowed_methods, reason = "the server that is loaded lives in real time")]
        let now = SystemTime::now().duration_since(UNIX_EPOCH).expect("after 1970").as_millis();
        let figures = store.job_figures(i64::try_from(now).expect("ms")).await.expect("the queue");
        assert_eq!(figures.dead, 0, "work failed for good");
        if figures.due == 0 {
            break;
        }
        tokio::time::sleep(LOOK).await;
    }
    store.close().await.expect("closed");
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

/// CPU of a process; with `children`, of those that it has waited for as well.
fn cpu_us(pid: u32, children: bool) -> Option<u64> {
    let stat = std::fs::read_to_string(format!("/proc/{pid}/stat")).ok()?;
    let fields: Vec<u64> = stat.rsplit(')').next()?.split_whitespace().map(|text| text.parse().unwrap_or(0)).collect();
    let ticks = fields.get(11)? + fields.get(12)?;
    let waited = if children { fields.get(13)? + fields.get(14)? } else { 0 };
    Some((ticks + waited) * TICK_US)
}
