//! What an order rests on: the finding that opened it and those that joined it. What is withdrawn takes its order along
//! (decision 19).

use forecourt_core::{
    checklist::DeadlineClass,
    day,
    finding::FindingKind,
    order::{Act, CancelReason, Contact, Level, OrderState, Recipient},
    states::AuditState,
};
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, ExprTrait, PaginatorTrait, QueryFilter, QueryOrder,
    prelude::Uuid,
    sea_query::{Expr, Query},
};
use serde_json::json;

use super::{
    Changed, Deed, act, appeals,
    contacts::Directory,
    outbox::{self, Telling},
    places, policy, row,
};
use crate::{
    Result, StoreError, Tx,
    audits::publish::StoredFinding,
    dialect,
    entity::{audit, order_event, order_finding, rectification},
    signals::{Reach, Signal},
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

/// A finding that joined an order, or left it.
pub(super) struct Joining<'a> {
    /// The order.
    pub order: Uuid,
    /// 1, or −1.
    pub step: i32,
    /// `attach` or `detach`.
    pub verb: &'a str,
    /// The audit of the finding.
    pub audit_id: Uuid,
    /// Whether its audit is or becomes published: what is not does not move the version, which a station sees (decision 23).
    pub published: bool,
}

/// Counts a finding that joined an order, or left it, with its line of history.
pub(super) async fn count(tx: &Tx, joining: Joining<'_>, now_ms: i64) -> Result<()> {
    use rectification::Column as O;
    let Joining { order, step, verb, audit_id, published } = joining;
    rectification::Entity::update_many()
        .col_expr(O::Repeats, Expr::col(O::Repeats).add(step))
        .col_expr(O::Version, Expr::col(O::Version).add(i32::from(published)))
        .col_expr(O::UpdatedAt, Expr::value(now_ms))
        .filter(O::Id.eq(order))
        .exec(&**tx)
        .await?;
    let row = rectification::Entity::find_by_id(order).one(&**tx).await?;
    let row = row.ok_or_else(|| StoreError::Corrupt(format!("order {order} is gone")))?;
    // The audit may be unpublished: nobody behind the wall hears of it.
    let signal = Signal::order(&row);
    tx.signal(if published { signal } else { Signal { reach: Reach::Desk, ..signal } });
    let event = order_event::Model {
        id: Uuid::new_v4(),
        order_id: order,
        seq: row::next_seq(tx, order).await?,
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

/// Whether a finding joined an order by a visit on the day of the submission that is to be verified, or later: it speaks
/// against what was handed in. A visit before it does not.
pub fn seen_after_submission(order: &rectification::Model, link: &order_finding::Model) -> bool {
    let judged = OrderState::parse(&order.state).is_some_and(OrderState::is_judged);
    let day = order.submitted_at.filter(|_| judged).map(day::number_at);
    !link.opened && day.is_some_and(|day| link.visit_day >= day)
}

/// Tells the office that what it is about to verify was found again by an audit that is published now (§5.1): of these orders,
/// each with the audit whose finding joined it, those that the visit speaks against.
pub(crate) async fn tell_seen_again(tx: &Tx, joined: &[(Uuid, Uuid)], now_ms: i64) -> Result<()> {
    use rectification::Column as O;
    let orders: Vec<Uuid> = joined.iter().map(|(order, _)| *order).collect();
    let links = of_orders(&**tx, &orders).await?;
    let mut rows = rectification::Entity::find().filter(O::Id.is_in(orders)).order_by_asc(O::Id).all(&**tx).await?;
    rows.retain(|row| {
        let of_these = |link: &&order_finding::Model| joined.contains(&(link.order_id, link.audit_id));
        let mut links = links.iter().filter(|link| link.order_id == row.id).filter(of_these);
        links.any(|link| seen_after_submission(row, link))
    });
    if rows.is_empty() {
        return Ok(());
    }
    let places: Vec<Uuid> = rows.iter().map(|row| row.station_id).collect();
    let directory = Directory::load(&**tx, &places).await?;
    let office = Recipient { level: Level::District, contact: Contact::Head };
    let tellings = rows.iter().map(|row| Telling {
        kind: outbox::kind::SEEN_AGAIN,
        // Of a publication the day alone is told (decision 22).
        at: day::start_of(day::date_of(now_ms)),
        recorded_at: now_ms,
        late: false,
        station_id: Some(row.station_id),
        subject_id: Some(row.id),
        told: vec![directory.find(row.station_id, office)],
        payload: outbox::payload(row),
    });
    outbox::put(tx, tellings.collect()).await
}

/// Whether a station may know of an audit in this state, or does so in this transaction.
pub(super) fn is_known_to_stations(state: AuditState) -> bool {
    use AuditState::{AwaitingPhotos, InReview, Returned, SecondReview, Submitted};
    !matches!(state, AwaitingPhotos | Submitted | InReview | SecondReview | Returned)
}

async fn state_of(tx: &Tx, audit_id: Uuid) -> Result<Option<AuditState>> {
    let row = audit::Entity::find_by_id(audit_id).one(&**tx).await?;
    Ok(row.and_then(|row| AuditState::parse(&row.state)))
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
        let gone = match still.iter().find(|one| one.item == link.item) {
            None => true,
            Some(one) => is_only_noted(tx, audit, &link, one).await?,
        };
        if gone {
            release(tx, &link, reason, now_ms).await?;
        }
    }
    Ok(())
}

/// Whether what opened an order and now is an observation would have opened none: it is the first one of its item, and
/// nothing else stands on the order (§5.1).
async fn is_only_noted(
    tx: &Tx,
    audit: &audit::Model,
    link: &order_finding::Model,
    found: &StoredFinding,
) -> Result<bool> {
    if !link.opened || found.kind != FindingKind::Observation.as_str() {
        return Ok(false);
    }
    let row = rectification::Entity::find_by_id(link.order_id).one(&**tx).await?;
    let Some(row) = row.filter(|row| row.repeat_of.is_none()) else { return Ok(false) };
    let alone = of_orders(&**tx, &[row.id]).await?.len() == 1;
    Ok(alone && !places::was_noted(tx, policy(row.policy_version)?, audit, &link.item).await?)
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

/// Reads an order and holds its row: what is decided about it in this transaction is decided about what it is.
pub(super) async fn hold(tx: &Tx, order: Uuid) -> Result<rectification::Model> {
    let mut select = Query::select();
    select
        .column(rectification::Column::Id)
        .from(rectification::Entity)
        .and_where(Expr::col(rectification::Column::Id).eq(order));
    dialect::lock_rows(&**tx, &mut select);
    tx.query_all(&select).await?;
    let row = rectification::Entity::find_by_id(order).one(&**tx).await?;
    row.ok_or_else(|| StoreError::Corrupt(format!("order {order} is gone")))
}

/// The finding that opened an order is gone: the oldest of the others takes its place, so that appeals on that one stop
/// its clock, one that is open already among them, and an appeal on the one that is gone stops it no longer.
async fn inherit(tx: &Tx, row: &rectification::Model, now_ms: i64) -> Result<()> {
    let heir = order_finding::Entity::find()
        .filter(order_finding::Column::OrderId.eq(row.id))
        .order_by_asc(order_finding::Column::VisitDay)
        .order_by_asc(order_finding::Column::At)
        .one(&**tx)
        .await?;
    let Some(heir) = heir else { return Ok(()) };
    order_finding::Entity::update_many()
        .col_expr(order_finding::Column::Opened, Expr::value(true))
        .filter(order_finding::Column::AuditId.eq(heir.audit_id))
        .filter(order_finding::Column::Item.eq(&*heir.item))
        .exec(&**tx)
        .await?;
    rectification::Entity::update_many()
        .col_expr(rectification::Column::AuditId, Expr::value(heir.audit_id))
        .filter(rectification::Column::Id.eq(row.id))
        .exec(&**tx)
        .await?;
    if row.was_overdue {
        // It left the count of those that were overdue while the finding that is gone was appealed.
        row::look_at_causes(tx, row, now_ms).await?;
    }
    appeals::follow(tx, &rectification::Model { audit_id: heir.audit_id, ..row.clone() }, &heir, now_ms).await
}

/// Lets an order go from a finding that does not stand.
pub(super) async fn release(tx: &Tx, link: &order_finding::Model, reason: CancelReason, now_ms: i64) -> Result<()> {
    let row = hold(tx, link.order_id).await?;
    if row.class == DeadlineClass::T0.as_str() && reason == CancelReason::AuditVoid {
        return Ok(());
    }
    order_finding::Entity::delete_by_id((link.audit_id, link.item.clone())).exec(&**tx).await?;
    let others = order_finding::Entity::find().filter(order_finding::Column::OrderId.eq(link.order_id));
    if others.count(&**tx).await? > 0 {
        if link.opened {
            inherit(tx, &row, now_ms).await?;
        }
        let state = state_of(tx, link.audit_id).await?;
        let published = state.is_some_and(is_known_to_stations);
        let (order, audit_id) = (row.id, link.audit_id);
        return count(tx, Joining { order, step: -1, verb: "detach", audit_id, published }, now_ms).await;
    }
    if row.state == OrderState::Cancelled.as_str() {
        return Ok(());
    }
    let data = Some(json!({"cancelled": reason}));
    match act(tx, &row, Deed { data, ..Deed::of_system(Act::Cancel { reason }, now_ms) }).await? {
        Changed::Done(_) => Ok(()),
        other => Err(StoreError::Corrupt(format!("order {} was not cancelled: {other:?}", row.id))),
    }
}
