//! What an order rests on: the finding that opened it and those that joined it. What is withdrawn takes its order along
//! (decision 19).

use forecourt_core::{
    checklist::DeadlineClass,
    order::{Act, CancelReason, OrderState},
};
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, ExprTrait, PaginatorTrait, QueryFilter, QueryOrder, prelude::Uuid,
    sea_query::Expr,
};
use serde_json::json;

use super::{Changed, Deed, act};
use crate::{
    Result, StoreError, Tx,
    audits::publish::StoredFinding,
    entity::{audit, order_event, order_finding, rectification},
};

/// The findings of an audit that have an order.
pub async fn of_audit<C: ConnectionTrait>(db: &C, audit_id: Uuid) -> Result<Vec<order_finding::Model>> {
    Ok(order_finding::Entity::find().filter(order_finding::Column::AuditId.eq(audit_id)).all(db).await?)
}

/// The findings of several audits that have an order.
pub async fn of_audits<C: ConnectionTrait>(
    db: &C,
    audits: impl Iterator<Item = Uuid>,
) -> Result<Vec<order_finding::Model>> {
    Ok(order_finding::Entity::find().filter(order_finding::Column::AuditId.is_in(audits)).all(db).await?)
}

/// The findings that orders rest on, oldest visit first.
pub async fn of_orders<C: ConnectionTrait>(db: &C, orders: &[Uuid]) -> Result<Vec<order_finding::Model>> {
    Ok(order_finding::Entity::find()
        .filter(order_finding::Column::OrderId.is_in(orders.iter().copied()))
        .order_by_asc(order_finding::Column::VisitDay)
        .order_by_asc(order_finding::Column::At)
        .all(db)
        .await?)
}

/// Counts a finding that joined an order, or left it, with its line of history.
pub(super) async fn count(tx: &Tx, order: Uuid, step: i32, verb: &str, audit_id: Uuid, now_ms: i64) -> Result<()> {
    use rectification::Column as O;
    rectification::Entity::update_many()
        .col_expr(O::Repeats, Expr::col(O::Repeats).add(step))
        .col_expr(O::Version, Expr::col(O::Version).add(1))
        .col_expr(O::UpdatedAt, Expr::value(now_ms))
        .filter(O::Id.eq(order))
        .exec(&**tx)
        .await?;
    let row = rectification::Entity::find_by_id(order).one(&**tx).await?;
    let row = row.ok_or_else(|| StoreError::Corrupt(format!("order {order} is gone")))?;
    let event = order_event::Model {
        id: Uuid::new_v4(),
        order_id: order,
        seq: row.version,
        verb: verb.to_owned(),
        person_id: None,
        role: None,
        reason: None,
        data: Some(json!({"audit_id": audit_id})),
        at: now_ms,
    };
    order_event::Entity::insert(order_event::ActiveModel::from(event)).exec_without_returning(&**tx).await?;
    Ok(())
}

/// Takes back what an audit no longer finds. An order that it opened is cancelled, unless another finding has joined it;
/// a danger that was seen stays when its audit is void.
pub async fn withdraw(
    tx: &Tx,
    audit: &audit::Model,
    still: &[StoredFinding],
    reason: CancelReason,
    now_ms: i64,
) -> Result<()> {
    for link in of_audit(&**tx, audit.id).await? {
        if still.iter().all(|one| one.item != link.item) {
            release(tx, &link, reason, now_ms).await?;
        }
    }
    Ok(())
}

/// Cancels orders for red lines of an audit that are not failed, or not proven, any more.
pub async fn withdraw_red_lines(tx: &Tx, audit_id: Uuid, proven: &[&str], now_ms: i64) -> Result<()> {
    for link in of_audit(&**tx, audit_id).await? {
        let row = rectification::Entity::find_by_id(link.order_id).one(&**tx).await?;
        let red_line = row.is_some_and(|row| row.class == DeadlineClass::T0.as_str());
        if red_line && !proven.contains(&link.item.as_str()) {
            release(tx, &link, CancelReason::NotProven, now_ms).await?;
        }
    }
    Ok(())
}

/// Lets an order go from a finding that does not stand.
pub(super) async fn release(tx: &Tx, link: &order_finding::Model, reason: CancelReason, now_ms: i64) -> Result<()> {
    let row = rectification::Entity::find_by_id(link.order_id).one(&**tx).await?;
    let row = row.ok_or_else(|| StoreError::Corrupt(format!("order {} is gone", link.order_id)))?;
    if row.class == DeadlineClass::T0.as_str() && reason == CancelReason::AuditVoid {
        return Ok(());
    }
    order_finding::Entity::delete_by_id((link.audit_id, link.item.clone())).exec(&**tx).await?;
    let others = order_finding::Entity::find().filter(order_finding::Column::OrderId.eq(link.order_id));
    if others.count(&**tx).await? > 0 {
        return count(tx, row.id, -1, "detach", link.audit_id, now_ms).await;
    }
    if row.state == OrderState::Cancelled.as_str() {
        return Ok(());
    }
    match act(tx, &row, Deed::of_system(Act::Cancel { reason }, now_ms)).await? {
        Changed::Done(_) => Ok(()),
        other => Err(StoreError::Corrupt(format!("order {} was not cancelled: {other:?}", row.id))),
    }
}
