//! What an appeal does to orders (decision 27). Each function works inside the transaction of the appeal and touches the
//! orders that the appealed finding opened; one that it only joined stands on another finding and goes on.

use forecourt_core::order::{Act, Refusal};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, prelude::Uuid};

use super::{Changed, Deed, act};
use crate::{Result, StoreError, Tx, entity::order_finding};

/// An appeal on an item was filed: the clocks of its orders stand still; those of T0 and T1 run on. Answers which stopped.
pub async fn pause_orders(tx: &Tx, audit_id: Uuid, item: &str, at_ms: i64) -> Result<Vec<Uuid>> {
    each(tx, audit_id, item, Act::Pause, at_ms).await
}

/// The appeal was decided against the station, or not taken further: their clocks go on. Answers which.
pub async fn resume_orders(tx: &Tx, audit_id: Uuid, item: &str, at_ms: i64) -> Result<Vec<Uuid>> {
    each(tx, audit_id, item, Act::Resume, at_ms).await
}

async fn each(tx: &Tx, audit_id: Uuid, item: &str, what: Act, at_ms: i64) -> Result<Vec<Uuid>> {
    let link = order_finding::Entity::find_by_id((audit_id, item.to_owned()))
        .filter(order_finding::Column::Opened.eq(true))
        .one(&**tx)
        .await?;
    let Some(link) = link else { return Ok(Vec::new()) };
    let row = super::findings::hold(tx, link.order_id).await?;
    match act(tx, &row, Deed::of_system(what, at_ms)).await? {
        Changed::Done(row) => Ok(vec![row.id]),
        // Of a class that runs on, paused or going already, or ended: there is nothing to do.
        Changed::Refused(
            Refusal::NotOfClass { .. } | Refusal::State { .. } | Refusal::Paused { .. } | Refusal::NotPaused { .. },
        ) => Ok(Vec::new()),
        other => Err(StoreError::Corrupt(format!("order {}: {other:?}", row.id))),
    }
}
