//! What rectification orders hear of appeals.

use forecourt_store::{Tx, entity::appeal, orders::appeals};

use crate::problem::Result;

/// What happened to an appeal, as far as orders care (decision 27).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Told {
    /// It was filed: the orders of its item pause, except T0 and T1.
    Filed,
    /// It is over: what is still paused goes on. What the decision took back is cancelled already, with its finding
    /// (`routes/audits/rescore.rs`).
    Ended,
}

/// The one place where orders hear of appeals, inside the transaction that changes the appeal.
///
/// `at_ms` is when it happened, `now_ms` when it is told: a window that ended while nothing ran ended all the same.
pub async fn tell(tx: &Tx, appeal: &appeal::Model, told: Told, at_ms: i64, now_ms: i64) -> Result<()> {
    match told {
        Told::Filed => appeals::pause_orders(tx, appeal.audit_id, &appeal.item, now_ms).await?,
        Told::Ended => appeals::resume_orders(tx, appeal.audit_id, &appeal.item, at_ms, now_ms).await?,
    };
    Ok(())
}
