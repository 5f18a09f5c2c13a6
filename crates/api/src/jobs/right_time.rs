//! Whether this server's clock is right. What is done by time cannot be taken back, and what was leased by a wrong clock is
//! taken from who works on it: a server whose clock has jumped publishes, escalates, erases and sends nothing, and takes no
//! job, until it is right again.

use std::{
    sync::{Mutex, PoisonError},
    time::{Duration, Instant},
};

use super::wall_clock;
use crate::{problem::Result, state::App};

/// Furthest that this server's clock may be from the database's, or from what it should say by itself, ms.
pub const APART_MS: i64 = 60_000;
/// How long an answer holds, as long as the clock goes on as it should.
const HOLDS: Duration = Duration::from_secs(5);
/// How far the clock may move from the time that passed before it is compared anew, ms.
const STEP_MS: i64 = 1_000;

/// The last answer, and what the clocks said then; nothing after a start.
#[derive(Debug, Default)]
pub struct RightTime(Mutex<Option<Answer>>);

#[derive(Clone, Copy, Debug)]
struct Answer {
    agrees: bool,
    at: Instant,
    wall_ms: i64,
}

impl Answer {
    /// Whether it still is one for a clock that says this now, epoch ms.
    fn holds(&self, wall_ms: i64) -> bool {
        let passed = self.at.elapsed();
        let passed_ms = i64::try_from(passed.as_millis()).unwrap_or(i64::MAX);
        passed < HOLDS && (wall_ms - self.wall_ms - passed_ms).abs() <= STEP_MS
    }
}

/// Whether what is done by time may be done now: the clock was compared a moment ago and has not jumped since, or is now.
pub async fn is_right(app: &App) -> bool {
    is_right_by(app, || own(app)).await
}

/// The same by a clock of one's own, epoch ms; `None` is right whatever the database says.
pub async fn is_right_by(app: &App, own: impl Fn() -> Option<i64>) -> bool {
    let Some(wall_ms) = own() else { return true };
    let last = *app.right_time.0.lock().unwrap_or_else(PoisonError::into_inner);
    match last {
        Some(answer) if answer.holds(wall_ms) => answer.agrees,
        _ => compare(app, own).await,
    }
}

/// This machine's clock, epoch ms. A simulated time is nobody's clock.
pub fn own(app: &App) -> Option<i64> {
    if app.clock.is_simulated() { None } else { Some(app.clock.real_ms()) }
}

/// Whether this instant is about that of the database, which all instances share; SQLite has none, there the clock of this
/// machine is held against itself.
pub async fn compare(app: &App, own: impl Fn() -> Option<i64>) -> bool {
    let Some(before) = own() else { return true };
    let agrees = match clock_ahead(app, before, &own).await {
        Ok(ahead) => {
            app.metrics.clock_ahead_s.set(ahead / 1000);
            if ahead.abs() > APART_MS {
                tracing::error!(ahead_s = ahead / 1000, "this clock is not right: nothing is done by time");
            }
            ahead.abs() <= APART_MS
        }
        Err(error) => {
            tracing::warn!(?error, "the clock cannot be compared");
            false
        }
    };
    let answer = Answer { agrees, at: Instant::now(), wall_ms: own().unwrap_or(before) };
    *app.right_time.0.lock().unwrap_or_else(PoisonError::into_inner) = Some(answer);
    agrees
}

/// How far this machine's clock is ahead, ms.
async fn clock_ahead(app: &App, before: i64, own: impl Fn() -> Option<i64>) -> Result<i64> {
    let Some(theirs) = app.store.clock_ms().await? else { return wall_clock::ahead(app, before).await };
    // The database was asked somewhere between these two.
    let after = own().unwrap_or(before);
    Ok(if theirs < before { before - theirs } else { (after - theirs).min(0) })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_answer_ends_with_its_time_and_with_a_jump() {
        let now = Instant::now();
        let answer = |at| Answer { agrees: true, at, wall_ms: 1_000_000 };
        assert!(answer(now).holds(1_000_000) && answer(now).holds(1_000_500));
        assert!(!answer(now).holds(1_000_000 + 2 * STEP_MS) && !answer(now).holds(1_000_000 - 2 * STEP_MS));
        if let Some(before) = now.checked_sub(HOLDS) {
            assert!(!answer(before).holds(1_000_000 + i64::try_from(HOLDS.as_millis()).unwrap()), "it is too old");
        }
    }
}
