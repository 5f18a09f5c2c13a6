//! What an appeal does to orders (decision 27). Each function works inside the transaction of the appeal and touches the
//! orders that the appealed finding opened; one that it only joined stands on another finding and goes on.

use std::collections::BTreeSet;

use forecourt_core::{
    appeal::AppealState,
    order::{Act, Refusal},
};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QuerySelect, prelude::Uuid};

use super::{Changed, Deed, act};
use crate::{
    Result, StoreError, Tx,
    entity::{appeal, order_finding, rectification},
};

/// An appeal on an item was filed: the clocks of its orders stand still; those of T0 and T1 run on. Answers which stopped.
pub async fn pause_orders(tx: &Tx, audit_id: Uuid, item: &str, at_ms: i64) -> Result<Vec<Uuid>> {
    each(tx, audit_id, item, Act::Pause, (at_ms, at_ms)).await
}

/// The appeal was decided against the station, or not taken further: their clocks go on, unless another appeal on the item
/// is open. Answers which.
pub async fn resume_orders(tx: &Tx, audit_id: Uuid, item: &str, at_ms: i64, now_ms: i64) -> Result<Vec<Uuid>> {
    if is_appealed(tx, audit_id, item).await? {
        return Ok(Vec::new());
    }
    each(tx, audit_id, item, Act::Resume, (at_ms, now_ms)).await
}

async fn each(tx: &Tx, audit_id: Uuid, item: &str, what: Act, when: (i64, i64)) -> Result<Vec<Uuid>> {
    let link = order_finding::Entity::find_by_id((audit_id, item.to_owned()))
        .filter(order_finding::Column::Opened.eq(true))
        .one(&**tx)
        .await?;
    let Some(link) = link else { return Ok(Vec::new()) };
    let row = super::findings::hold(tx, link.order_id).await?;
    Ok(turn(tx, &row, what, when).await?.into_iter().collect())
}

/// `when`: the instant that counts, and that at which it is written and told.
async fn turn(tx: &Tx, row: &rectification::Model, what: Act, when: (i64, i64)) -> Result<Option<Uuid>> {
    let (at_ms, told_at) = when;
    match act(tx, row, Deed { told_at, ..Deed::of_system(what, at_ms) }).await? {
        Changed::Done(row) => Ok(Some(row.id)),
        // Of a class that runs on, paused or going already, or ended: there is nothing to do.
        Changed::Refused(
            Refusal::NotOfClass { .. } | Refusal::State { .. } | Refusal::Paused { .. } | Refusal::NotPaused { .. },
        ) => Ok(None),
        other => Err(StoreError::Corrupt(format!("order {}: {other:?}", row.id))),
    }
}

/// An order, which is held, rests on another finding from now on: its clock stands still while an appeal on that one is
/// open, and goes on if it stood still for another.
pub(super) async fn follow(tx: &Tx, row: &rectification::Model, heir: &order_finding::Model, at_ms: i64) -> Result<()> {
    let stands = is_appealed(tx, heir.audit_id, &heir.item).await?;
    if stands != row.paused {
        turn(tx, row, if stands { Act::Pause } else { Act::Resume }, (at_ms, at_ms)).await?;
    }
    Ok(())
}

/// Whether an appeal on an item is open.
async fn is_appealed(tx: &Tx, audit_id: Uuid, item: &str) -> Result<bool> {
    use appeal::Column as A;
    let open = appeal::Entity::find()
        .filter(A::AuditId.eq(audit_id))
        .filter(A::Item.eq(item))
        .filter(A::State.ne(AppealState::Closed.as_str()));
    Ok(open.one(&**tx).await?.is_some())
}

/// Orders of a station whose opening finding is being appealed.
pub(super) async fn appealed_orders(tx: &Tx, station_id: Uuid) -> Result<BTreeSet<Uuid>> {
    use appeal::Column as A;
    let open: Vec<(Uuid, String)> = appeal::Entity::find()
        .select_only()
        .columns([A::AuditId, A::Item])
        .filter(A::StationId.eq(station_id))
        .filter(A::State.ne(AppealState::Closed.as_str()))
        .into_tuple()
        .all(&**tx)
        .await?;
    let links = super::findings::of_audits(&**tx, open.iter().map(|(audit, _)| *audit)).await?;
    let is_appealed = |link: &&order_finding::Model| {
        link.opened && open.iter().any(|(audit, item)| *audit == link.audit_id && *item == link.item)
    };
    Ok(links.iter().filter(is_appealed).map(|link| link.order_id).collect())
}
