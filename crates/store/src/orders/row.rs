//! One order: its row, its document, and the one way in which it changes.

use std::collections::BTreeSet;

use forecourt_core::{
    calendar::Calendar,
    order::{Act, Actor, Decision, Extension, Order, OrderState, Policy, Refusal, Rules, builtin, next_rung_at},
    states::Role,
};
use sea_orm::{
    ActiveModelTrait,
    ActiveValue::{NotSet, Set},
    ColumnTrait, EntityTrait, QueryFilter, QuerySelect,
    prelude::{Json, Uuid},
};
use serde::Deserialize;

use super::{contacts::Directory, lapse, outbox, revisits, watch};
use crate::{
    Result, StoreError, Tx,
    entity::{order_event, order_extension, rectification},
    jobs,
    signals::Signal,
};

/// The policy version that an order was drafted by.
pub fn policy(version: i32) -> Result<&'static Policy> {
    let policy = u32::try_from(version).ok().and_then(builtin);
    policy.ok_or_else(|| StoreError::Corrupt(format!("policy of orders: version {version}")))
}

/// The rules of an order: the policy version it was drafted by, and the calendar.
pub fn rules(policy_version: i32, calendar: &Calendar) -> Result<Rules<'_>> {
    Ok(Rules { policy: policy(policy_version)?, calendar })
}

/// The order of a row.
pub fn order_of(row: &rectification::Model) -> Result<Order> {
    Order::deserialize(&row.document).map_err(|error| StoreError::Corrupt(format!("order {}: {error}", row.id)))
}

/// What is done to an order.
#[derive(Clone, Debug)]
pub struct Deed {
    /// What.
    pub act: Act,
    /// By whom.
    pub actor: Actor,
    /// When, epoch ms.
    pub at: i64,
    /// When it is written, and so told, epoch ms: later than `at` when the system is.
    pub told_at: i64,
    /// Why, in his words.
    pub reason: Option<String>,
    /// What belongs to it: words of a plan, evidence, dates.
    pub data: Option<Json>,
}

impl Deed {
    /// Something that the system does.
    pub fn of_system(act: Act, at: i64) -> Self {
        Self { act, actor: Actor::System, at, told_at: at, reason: None, data: None }
    }
}

/// How a deed ended.
#[derive(Clone, Debug)]
pub enum Changed {
    /// The order as it is now.
    Done(Box<rectification::Model>),
    /// It may not be done.
    Refused(Refusal),
    /// Somebody else was faster.
    Stale,
}

/// Does something to an order that was read in this transaction, with its history, and tells whom it concerns.
pub async fn act(tx: &Tx, row: &rectification::Model, deed: Deed) -> Result<Changed> {
    act_by(tx, row, deed, None).await
}

/// The same with the directory of its station, which whoever does many deeds reads once.
pub(super) async fn act_by(
    tx: &Tx,
    row: &rectification::Model,
    deed: Deed,
    directory: Option<&Directory>,
) -> Result<Changed> {
    let rules = rules(row.policy_version, tx.calendar())?;
    let seen = order_of(row)?;
    let order = match seen.apply(deed.act, deed.actor, deed.at, rules) {
        Ok(order) => order,
        Err(refusal) => return Ok(Changed::Refused(refusal)),
    };
    let mut next = row.clone();
    put(&mut next, &order, deed.at, rules)?;
    // What was due before and is not recorded yet still is.
    let missed = row.wake_at.filter(|wake| *wake <= deed.at);
    next.wake_at = missed.into_iter().chain(next.wake_at).min();
    next.version = row.version.saturating_add(1);
    if !write(tx, row, next.clone()).await? {
        return Ok(Changed::Stale);
    }
    // A clock that jumped back does not put history into another order.
    let at = order.history.last().map_or(deed.at, |event| event.at_ms);
    if let Some(at) = lapse::between(&seen, &order) {
        lapse::refuse(tx, &next, at, deed.told_at, directory).await?;
    }
    record(tx, &next, &deed, at).await?;
    if !order.state.is_open() {
        look_at_causes(tx, &next, deed.at).await?;
    }
    if let Act::Cancel { reason } = deed.act {
        watch::recount(tx, &next, reason, deed.at).await?;
    }
    if let Some(extension) = order.extension {
        close_request(tx, next.id, extension, &deed).await?;
    }
    outbox::tell_deed(tx, &next, &order, &deed, directory).await?;
    tx.signal(Signal::order(&next));
    Ok(Changed::Done(Box::new(next)))
}

/// Writes a row provided that it still is as it was read.
pub(super) async fn write(tx: &Tx, seen: &rectification::Model, next: rectification::Model) -> Result<bool> {
    let mut row = rectification::ActiveModel::from(next).reset_all();
    row.id = NotSet;
    let done = rectification::Entity::update_many()
        .set(row)
        .filter(rectification::Column::Id.eq(seen.id))
        .filter(rectification::Column::Version.eq(seen.version))
        .filter(rectification::Column::State.eq(&*seen.state))
        .exec(&**tx)
        .await?;
    Ok(done.rows_affected == 1)
}

/// Puts the order into its row, with what lists and the scheduler look for.
pub(super) fn put(row: &mut rectification::Model, order: &Order, now_ms: i64, rules: Rules) -> Result<()> {
    let closed = order.state == OrderState::Closed;
    row.state = order.state.as_str().into();
    row.class = order.class.as_str().into();
    row.issued_at = order.clock.map(|clock| clock.issued_ms);
    row.due_at = order.clock.and_then(|clock| clock.due.at_ms());
    row.submitted_at = order.submission.map(|sent| sent.at_ms);
    row.submitted_by = order.submission.and_then(|sent| sent.by);
    row.closed_at = order.closed_ms;
    row.overdue = order.is_overdue(now_ms);
    row.was_overdue = order.ever_overdue(now_ms);
    row.on_time = order.on_time().filter(|_| closed);
    row.paused = order.paused.is_some();
    // A closed one waits too: whether it was on time enters the rates.
    row.pending_year = order.pending_calendar().filter(|_| order.state != OrderState::Cancelled);
    row.false_evidence_at = order.false_evidence_ms().last();
    row.wake_at = wake_at(row, order, now_ms, rules);
    row.document = serde_json::to_value(order).map_err(|error| StoreError::Corrupt(error.to_string()))?;
    row.updated_at = now_ms;
    Ok(())
}

/// The next instant at which time alone does something: a rung, the due time, the issue of a draft, the end of a request.
fn wake_at(row: &rectification::Model, order: &Order, now_ms: i64, rules: Rules) -> Option<i64> {
    let issue = row.issue_by.filter(|_| order.state == OrderState::Draft);
    let lapse = order.lapses_at();
    let runs = order.state.is_stations() && order.paused.is_none() && !order.is_overdue(now_ms);
    let due = order.clock.filter(|_| runs).and_then(|clock| clock.due.at_ms());
    let due = due.map(|due| due.saturating_add(1));
    [issue, lapse, due, next_rung_at(order, now_ms, rules)].into_iter().flatten().min()
}

/// The last order of an audit may decide whether its station is visited once more; so may one that leaves every count for
/// those that were overdue beside it.
pub(super) async fn look_at_causes(tx: &Tx, row: &rectification::Model, at: i64) -> Result<()> {
    let mut orders = vec![row.id];
    if row.state == OrderState::Cancelled.as_str() {
        orders.extend(revisits::overdue_beside(tx, row).await?);
    }
    let links = super::findings::of_orders(&**tx, &orders).await?;
    let audits: BTreeSet<Uuid> = links.into_iter().map(|link| link.audit_id).collect();
    let audits: Vec<Uuid> = audits.into_iter().collect();
    jobs::enqueue_many(&**tx, jobs::kind::DECIDE_REVISIT, &audits, None, at).await
}

/// The place of the next line in the history of an order, which is held.
pub(super) async fn next_seq(tx: &Tx, order: Uuid) -> Result<i32> {
    let last: Option<Option<i32>> = order_event::Entity::find()
        .select_only()
        .column_as(order_event::Column::Seq.max(), "last")
        .filter(order_event::Column::OrderId.eq(order))
        .into_tuple()
        .one(&**tx)
        .await?;
    Ok(last.flatten().unwrap_or(0).saturating_add(1))
}

async fn record(tx: &Tx, row: &rectification::Model, deed: &Deed, at: i64) -> Result<()> {
    let verb = deed.act.verb().as_str();
    let event = order_event::Model {
        id: Uuid::new_v4(),
        order_id: row.id,
        seq: next_seq(tx, row.id).await?,
        // The extension's id stands in its own row.
        verb: verb.replace("extensions/{extension}/", "extension-").replace("extensions", "extension"),
        person_id: deed.actor.id(),
        role: deed.actor.role().map(|role| role.as_str().to_owned()),
        reason: deed.reason.clone(),
        data: deed.data.clone(),
        at,
    };
    order_event::Entity::insert(order_event::ActiveModel::from(event)).exec_without_returning(&**tx).await?;
    Ok(())
}

/// A telephone call about an order.
#[derive(Clone, Debug)]
pub struct Call {
    /// Who called.
    pub person_id: Uuid,
    /// In which role.
    pub role: Role,
    /// When, epoch ms.
    pub at: i64,
    /// What was said.
    pub note: Option<String>,
    /// Whom, and whether he was reached.
    pub data: Json,
}

/// Records a call in the history of an order; it changes nothing else. `None` when somebody else was faster.
pub async fn call(tx: &Tx, row: &rectification::Model, call: Call) -> Result<Option<rectification::Model>> {
    let next = rectification::Model { version: row.version.saturating_add(1), updated_at: call.at, ..row.clone() };
    if !write(tx, row, next.clone()).await? {
        return Ok(None);
    }
    let event = order_event::Model {
        id: Uuid::new_v4(),
        order_id: row.id,
        seq: next_seq(tx, row.id).await?,
        verb: "call".into(),
        person_id: Some(call.person_id),
        role: Some(call.role.as_str().to_owned()),
        reason: call.note,
        data: Some(call.data),
        at: call.at,
    };
    order_event::Entity::insert(order_event::ActiveModel::from(event)).exec_without_returning(&**tx).await?;
    tx.signal(Signal::order(&next));
    Ok(Some(next))
}

/// Keeps the row of the extension in step with what was decided; one that lapsed was closed before.
async fn close_request(tx: &Tx, order_id: Uuid, extension: Extension, deed: &Deed) -> Result<()> {
    use order_extension::Column as E;
    let (granted, at, by) = match extension.decision {
        None | Some(Decision::Lapsed { .. }) => return Ok(()),
        Some(Decision::Granted { at_ms }) => (true, at_ms, deed.actor.id()),
        Some(Decision::Refused { at_ms }) => (false, at_ms, deed.actor.id()),
    };
    let decided = order_extension::ActiveModel {
        granted: Set(Some(granted)),
        decided_by: Set(by),
        decided_at: Set(Some(at)),
        decision_reason: Set(deed.reason.clone().filter(|_| by.is_some())),
        ..Default::default()
    };
    order_extension::Entity::update_many()
        .set(decided)
        .filter(E::OrderId.eq(order_id))
        .filter(E::DecidedAt.is_null())
        .exec(&**tx)
        .await?;
    Ok(())
}
