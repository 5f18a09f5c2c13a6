//! One attempt at a secret, in its turn.

use std::net::IpAddr;

use crate::{
    problem::{Kind, Problem, Result},
    state::App,
};

/// Attempts that wait or are being made at once; below what an address may fail for nothing, so that an office that
/// signs in together is not slowed down.
pub const AT_ONCE: usize = 48;

/// Waits for the turn of this name and address and makes the attempt; `None` is a failure.
///
/// # Errors
/// 429 with `Retry-After` when the turn is too far away or too many wait; what the attempt itself answers.
pub async fn in_turn<T>(
    app: &App,
    name: &str,
    address: IpAddr,
    attempt: impl Future<Output = Result<Option<T>>>,
) -> Result<Option<T>> {
    let Ok(_place) = app.attempts.try_acquire() else { return Err(later(2)) };
    let turn = app.throttle.turn(name, address, app.clock.real_ms()).map_err(later)?;
    tokio::time::sleep(turn.wait()).await;
    match attempt.await {
        Ok(Some(found)) => {
            turn.succeeded(app.clock.real_ms());
            Ok(Some(found))
        }
        Ok(None) => Ok(None),
        Err(problem) => {
            turn.given_back();
            Err(problem)
        }
    }
}

fn later(seconds: u32) -> Problem {
    Problem::new(Kind::SlowDown).retry_after(seconds)
}
