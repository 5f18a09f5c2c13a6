//! What rectification orders hear of appeals.

use forecourt_store::{Tx, entity::appeal};

use crate::problem::Result;

/// What happened to an appeal, as far as orders care (decision 27).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Told {
    /// It was filed: the orders of its item pause, except T0 and T1.
    Filed,
    /// It is over: they go on; upheld, they are cancelled.
    Ended {
        /// The station was right.
        upheld: bool,
    },
}

/// The one place where orders hear of appeals, inside the transaction that changes the appeal.
///
/// There are no orders in the store yet, and so nobody is told; their pause and their cancelling begin here.
pub async fn tell(_tx: &Tx, _appeal: &appeal::Model, _told: Told) -> Result<()> {
    Ok(())
}
