//! What time does to orders: drafts are issued, reminders and escalations recorded, people told (decisions 25 and 30).
//! Any number of instances may run it at once; a pass wakes up for what is due and looks at nothing else.

use crate::{problem::Result, state::App};

/// What a pass did.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Pass {
    /// Orders whose time had come.
    pub orders: usize,
    /// Digests of what came late.
    pub digests: usize,
}

/// Runs until nothing is due that another instance does not have in its hands.
pub async fn run(app: &App, now_ms: i64) -> Result<Pass> {
    let mut pass = Pass::default();
    loop {
        match app.store.compute_pending(now_ms).await {
            Ok(0) => break,
            Ok(_) => {}
            // Deadlines that wait for a calendar hold up nothing that has one.
            Err(error) => {
                tracing::error!(%error, "deadlines of a new year");
                break;
            }
        }
    }
    loop {
        let taken = app.store.record_rungs(now_ms).await?;
        if taken == 0 {
            break;
        }
        pass.orders += taken;
    }
    pass.digests = app.store.make_digests(now_ms).await?;
    Ok(pass)
}
