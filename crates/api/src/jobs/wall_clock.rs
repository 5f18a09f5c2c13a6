//! Whether this machine's clock can be believed where the database has none of its own (SQLite): it is held against the time
//! that the machine has run, which nobody sets, and at a start against when it was believed last.

use std::{
    sync::{Mutex, OnceLock, PoisonError},
    time::Instant,
};

use forecourt_store::meta;

use super::right_time::APART_MS;
use crate::{problem::Result, state::App};

/// Where the instant lies at which the clock was believed last, epoch ms.
const CLOCK_SEEN: &str = "clock_seen";
/// How often it is written, ms.
const NOTE_EVERY_MS: i64 = 60_000;

/// What the clocks said when they agreed last; nothing after a start.
#[derive(Debug, Default)]
pub struct WallClock(Mutex<Option<Seen>>);

#[derive(Clone, Copy, Debug)]
struct Seen {
    wall_ms: i64,
    running_ms: i64,
    /// The instant that was written last.
    noted_ms: i64,
}

impl WallClock {
    fn last(&self) -> Option<Seen> {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn believe(&self, seen: Seen) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = Some(seen);
    }
}

/// How far this instant is ahead of what it should be, ms. One that is about right is what the next one is held against, so
/// that a clock may be slowly put right.
pub async fn ahead(app: &App, wall_ms: i64) -> Result<i64> {
    let running_ms = running_ms();
    let last = app.wall_clock.last();
    let ahead = match last {
        Some(seen) => wall_ms - seen.wall_ms - (running_ms - seen.running_ms),
        None if app.settings.trust_clock => 0,
        // A restart believes a clock that went on; one that lies before what it said once was put back, or lost its time.
        None => newest(app).await?.map_or(0, |newest| (wall_ms - newest).min(0)),
    };
    if ahead.abs() > APART_MS {
        return Ok(ahead);
    }
    let noted = last.map(|seen| seen.noted_ms).filter(|noted| (wall_ms - noted).abs() < NOTE_EVERY_MS);
    if noted.is_none() {
        let tx = app.store.begin("clock_seen").await?;
        meta::set(&*tx, CLOCK_SEEN, &wall_ms.to_string()).await?;
        tx.commit().await?;
    }
    app.wall_clock.believe(Seen { wall_ms, running_ms, noted_ms: noted.unwrap_or(wall_ms) });
    Ok(ahead)
}

async fn newest(app: &App) -> Result<Option<i64>> {
    Ok(meta::get(app.store.read(), CLOCK_SEEN).await?.and_then(|text| text.parse().ok()))
}

/// How long this machine has run, ms: on Linux the time in which it slept counts; elsewhere how long this process has.
fn running_ms() -> i64 {
    static BEGAN: OnceLock<Instant> = OnceLock::new();
    let uptime = std::fs::read_to_string("/proc/uptime").ok().and_then(|text| uptime_ms(&text));
    uptime.unwrap_or_else(|| i64::try_from(BEGAN.get_or_init(Instant::now).elapsed().as_millis()).unwrap_or(i64::MAX))
}

/// The first number of `/proc/uptime`: seconds with two decimals.
fn uptime_ms(text: &str) -> Option<i64> {
    let (seconds, hundredths) = text.split_whitespace().next()?.split_once('.')?;
    let (seconds, hundredths): (i64, i64) = (seconds.parse().ok()?, hundredths.parse().ok()?);
    Some(seconds * 1000 + hundredths * 10)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn uptime_is_read_as_linux_writes_it() {
        assert_eq!(uptime_ms("350735.47 234388.90\n"), Some(350_735_470));
        assert_eq!(uptime_ms(""), None);
        assert_eq!(uptime_ms("soon"), None);
    }

    #[test]
    fn the_time_that_the_machine_has_run_only_grows() {
        let first = running_ms();
        assert!(first >= 0 && running_ms() >= first);
    }
}
