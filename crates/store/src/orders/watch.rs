//! The watch list (§5.5): what one station misses for the third time is a project of its own, as long as the orders that it
//! rests on stand.

use forecourt_core::{
    day::DAY_MS,
    order::{CancelReason, OrderState, ProjectState, Standing, second_repeats},
};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, Condition, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder,
    QuerySelect, prelude::Uuid, sea_query::Query,
};

use super::{pdca, policy, projects::new_row};
use crate::{
    Result, Tx,
    audits::counting::COUNTING,
    dialect::lock_rows,
    entity::{audit, rectification, regional_project, round, station},
};

/// Opens the project of a station whose item was missed for the third time (§5.5), unless one is open. `orders` counts the
/// orders of the item within the days of the rule, this one included.
pub(super) async fn watch(tx: &Tx, order: &rectification::Model, orders: i32, now_ms: i64) -> Result<()> {
    use regional_project::Column as P;
    let open = regional_project::Entity::find()
        .filter(P::StationId.eq(order.station_id))
        .filter(P::Item.eq(&*order.item))
        .filter(P::State.eq(ProjectState::Open.as_str()));
    if open.one(&**tx).await?.is_some() {
        return Ok(());
    }
    let place = station::Entity::find_by_id(order.station_id).one(&**tx).await?;
    let cause = audit::Entity::find_by_id(order.audit_id).one(&**tx).await?;
    let (Some(place), Some(cause)) = (place, cause) else { return Ok(()) };
    let Some(round) = round::Entity::find_by_id(cause.round_id).one(&**tx).await? else { return Ok(()) };
    let row = regional_project::Model {
        station_id: Some(order.station_id),
        order_id: Some(order.id),
        missed: orders,
        audited: audited(tx, order, orders, None).await?,
        ..new_row(&round, &(place.org_unit_id, order.item.clone()), (0, 0), now_ms)
    };
    pdca::open(tx, row).await
}

/// Audits of a station within the days of the rule before an order, its own included; at least as many as missed the item.
/// Without one that is void from now on, which its row does not say yet.
async fn audited(tx: &Tx, order: &rectification::Model, missed: i32, gone: Option<Uuid>) -> Result<i32> {
    let days = i64::from(policy(order.policy_version)?.repeat.second_within_days);
    let others = audit::Entity::find()
        .filter(audit::Column::StationId.eq(order.station_id))
        .filter(audit::Column::State.is_in(COUNTING))
        .filter(audit::Column::Id.is_not_in([order.audit_id].into_iter().chain(gone)))
        .filter(audit::Column::VisitStart.gte(order.missed_at - days * DAY_MS))
        .count(&**tx)
        .await?;
    Ok(Ord::max(i32::try_from(others).unwrap_or(i32::MAX).saturating_add(1), missed))
}

/// An order does not stand any more: what is on the watch list for its item is counted anew by the orders that do. The
/// project is withdrawn when none of them is a second repeat; else it rests on the newest that is.
pub(super) async fn recount(
    tx: &Tx,
    cancelled: &rectification::Model,
    reason: CancelReason,
    now_ms: i64,
) -> Result<()> {
    use regional_project::Column as P;
    let gone = (reason == CancelReason::AuditVoid).then_some(cancelled.audit_id);
    let Some(row) = hold_open(tx, cancelled).await? else { return Ok(()) };
    let orders = rectification::Entity::find()
        .filter(rectification::Column::StationId.eq(cancelled.station_id))
        .filter(rectification::Column::Item.eq(&*cancelled.item))
        .filter(rectification::Column::State.ne(OrderState::Cancelled.as_str()))
        .order_by_asc(rectification::Column::MissedAt)
        .order_by_asc(rectification::Column::Id)
        .all(&**tx)
        .await?;
    // What another project rests on, which is over, opens none again.
    let taken: Vec<Option<Uuid>> = regional_project::Entity::find()
        .select_only()
        .column(P::OrderId)
        .filter(P::StationId.eq(cancelled.station_id))
        .filter(P::Id.ne(row.id))
        .into_tuple()
        .all(&**tx)
        .await?;
    let rule = policy(cancelled.policy_version)?;
    let standing = |one: &rectification::Model| Standing { missed_ms: one.missed_at, closed_ms: one.closed_at };
    let second = second_repeats(rule, &orders.iter().map(standing).collect::<Vec<_>>());
    let newest = second.into_iter().rev().filter_map(|n| orders.get(n)).find(|one| !taken.contains(&Some(one.id)));
    let mut change =
        regional_project::ActiveModel { updated_at: Set(now_ms), version: Set(row.version + 1), ..Default::default() };
    if let Some(order) = newest {
        let since = order.missed_at - i64::from(rule.repeat.second_within_days) * DAY_MS;
        let times = orders.iter().filter(|one| (since..=order.missed_at).contains(&one.missed_at)).count();
        let times = i32::try_from(times).unwrap_or(i32::MAX);
        if (row.order_id, row.missed) == (Some(order.id), times) {
            return Ok(());
        }
        change.order_id = Set(Some(order.id));
        change.missed = Set(times);
        change.audited = Set(audited(tx, order, times, gone).await?);
    } else {
        change.state = Set(ProjectState::Withdrawn.as_str().into());
    }
    regional_project::Entity::update_many().set(change).filter(P::Id.eq(row.id)).exec(&**tx).await?;
    Ok(())
}

/// The open project of an order's station and item, held: of two cancellations the second counts what the first has left.
async fn hold_open(tx: &Tx, order: &rectification::Model) -> Result<Option<regional_project::Model>> {
    use regional_project::Column as P;
    let theirs = Condition::all()
        .add(P::StationId.eq(order.station_id))
        .add(P::Item.eq(&*order.item))
        .add(P::State.eq(ProjectState::Open.as_str()));
    let mut select = Query::select();
    select.column(P::Id).from(regional_project::Entity).cond_where(theirs.clone());
    lock_rows(&**tx, &mut select);
    tx.query_all(&select).await?;
    Ok(regional_project::Entity::find().filter(theirs).one(&**tx).await?)
}
