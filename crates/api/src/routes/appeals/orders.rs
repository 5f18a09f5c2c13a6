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
    Ended {
        /// When, epoch ms: a window that ended while nothing ran ended all the same.
        at_ms: i64,
    },
}

/// The one place where orders hear of appeals, inside the transaction that changes the appeal.
pub async fn tell(tx: &Tx, appeal: &appeal::Model, told: Told, now_ms: i64) -> Result<()> {
    match told {
        Told::Filed => appeals::pause_orders(tx, appeal.audit_id, &appeal.item, now_ms).await?,
        Told::Ended { at_ms } => appeals::resume_orders(tx, appeal.audit_id, &appeal.item, at_ms, now_ms).await?,
    };
    Ok(())
}
