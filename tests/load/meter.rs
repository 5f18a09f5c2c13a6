//! The server as a process of its own, and what it and its database have used so far.

use std::{
    path::Path,
    process::{Child, Command, Stdio},
    time::{Duration, Instant},
};

use forecourt_tests::{database::postgres, desk::Desk, server::Place};

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

/// The real binary, serving.
pub struct Binary {
    /// Its address.
    pub base: String,
    child: Child,
}

impl Binary {
    /// Starts it on a free port and waits until it is ready.
    pub async fn start(binary: &Path, place: &Place) -> Self {
        let free = std::net::TcpListener::bind("127.0.0.1:0").expect("a free port");
        let address = free.local_addr().expect("an address");
        drop(free);
        let mut command = Command::new(binary);
        command.arg("serve").env("FORECOURT_LISTEN", address.to_string()).env("FORECOURT_DATA_DIR", place.data.path());
        command.env("RUST_LOG", "error").stdin(Stdio::null());
        if let Some(url) = place.database.url() {
            command.env("FORECOURT_DATABASE_URL", url);
        }
        let child = command.spawn().unwrap_or_else(|error| panic!("{}: {error}: build it first", binary.display()));
        let server = Self { base: format!("http://{address}"), child };
        server.until("ready", |text| text.contains("database ok"), "/readyz").await;
        server
    }

    /// Waits until a page says so, two minutes at the most.
    async fn until(&self, what: &str, says: impl Fn(&str) -> bool, path: &str) {
        let deadline = Instant::now() + Duration::from_secs(120);
        let client = forecourt_tests::desk::client();
        while Instant::now() < deadline {
            if let Ok(answer) = client.get(format!("{}{path}", self.base)).send().await
                && let Ok(text) = answer.text().await
                && says(&text)
            {
                return;
            }
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        panic!("not {what} within two minutes");
    }

    /// Waits until every deferred piece of work is done.
    pub async fn drained(&self, photos: u64) {
        if photos > 0 {
            self.until("drained", |text| examined(text) >= photos, "/metrics").await;
        }
        let _ = Desk::nobody(&self.base);
    }

    /// What was used so far.
    pub fn read(&self, place: &Place) -> Reading {
        let server_us = cpu_us(self.child.id(), false).unwrap_or(0);
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

    /// Ends it and answers its peak memory, KiB.
    pub async fn stop(mut self, _place: &Place) -> u64 {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.child.id())).unwrap_or_default();
        let peak =
            status.lines().find_map(|line| line.strip_prefix("VmHWM:")?.trim().trim_end_matches(" kB").parse().ok());
        let _ = Command::new("kill").arg(self.child.id().to_string()).status();
        let _ = self.child.wait();
        peak.unwrap_or(0)
    }
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
