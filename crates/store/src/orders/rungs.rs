//! The scheduler's pass over orders whose time has come: the issue of drafts, reminders and escalations, each recorded
//! exactly once however many instances are at it (decision 30).

use std::collections::{BTreeSet, HashMap};

use forecourt_core::{
    day::HOUR_MS,
    order::{self, Act, Contact, LadderRule, Level, Mark, Moment, OrderState, Recipient, Rung},
};
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, ExprTrait, QueryFilter, QueryOrder, QuerySelect,
    prelude::Uuid,
    sea_query::{Expr, Query, SelectStatement},
};
use serde_json::json;

use super::{
    Changed, Deed,
    contacts::{Directory, Told},
    lapse, order_of,
    outbox::{self, Telling},
    policy,
    row::{self, act_by},
    rules,
};
use crate::{
    Result, Store, StoreError, Tx, dialect,
    entity::{order_event, order_rung, rectification},
    signals::Signal,
};

/// Orders of one transaction.
pub const BATCH: u64 = 200;

/// Whether the time of an order has come.
pub async fn is_due<C: ConnectionTrait>(db: &C, now_ms: i64) -> Result<bool> {
    let due = rectification::Entity::find().filter(rectification::Column::WakeAt.lte(now_ms)).limit(1);
    Ok(due.one(db).await?.is_some())
}

/// The rungs of orders, in the order of their instants.
pub async fn of_orders<C: ConnectionTrait>(db: &C, orders: &[Uuid]) -> Result<Vec<order_rung::Model>> {
    Ok(order_rung::Entity::find()
        .filter(order_rung::Column::OrderId.is_in(orders.iter().copied()))
        .order_by_asc(order_rung::Column::At)
        .order_by_asc(order_rung::Column::Rung)
        .all(db)
        .await?)
}

/// A rung with the order that it belongs to, while a batch is collected.
struct Due {
    row: rectification::Model,
    record: order_rung::Model,
    telling: Telling,
}

impl Store {
    /// Takes up to [`BATCH`] orders whose time has come, those that waited longest first; answers how many. Orders that
    /// another instance is taking are passed over. A row changes only together with its rungs.
    pub async fn record_rungs(&self, now_ms: i64) -> Result<usize> {
        // Most of the time nothing is due: the one who writes need not be asked.
        if !is_due(self.read(), now_ms).await? {
            return Ok(0);
        }
        let tx = self.begin("record_rungs").await?;
        let ids = take(&tx, now_ms).await?;
        if ids.is_empty() {
            tx.rollback().await?;
            return Ok(0);
        }
        let rows = rectification::Entity::find()
            .filter(rectification::Column::Id.is_in(ids.iter().copied()))
            .order_by_asc(rectification::Column::WakeAt)
            .order_by_asc(rectification::Column::Id)
            .all(&*tx)
            .await?;
        let known = recorded(&tx, &ids).await?;
        let directory = directory_of(&tx, &rows).await?;
        let mut due = Vec::new();
        for row in rows {
            // One that cannot be read is told in the log and tried again later; it holds up no other.
            if !is_readable(&row) {
                put_off(&tx, row.id, now_ms).await?;
                continue;
            }
            let row = issue_if_due(&tx, row, &directory, now_ms).await?;
            let rungs = due_of(&tx, &row, &known, &directory, now_ms)?;
            if !rungs.is_empty() {
                tx.signal(Signal::order(&row));
            }
            due.extend(rungs);
            settle(&tx, row, &directory, now_ms).await?;
        }
        due.sort_by(|a, b| (a.record.at, a.row.id, &a.record.rung).cmp(&(b.record.at, b.row.id, &b.record.rung)));
        let (mut records, mut tellings) = (Vec::new(), Vec::new());
        for one in due {
            records.push(order_rung::ActiveModel::from(one.record));
            tellings.push(one.telling);
        }
        for some in records.chunks(500) {
            order_rung::Entity::insert_many(some.to_vec()).exec_without_returning(&*tx).await?;
        }
        outbox::put(&tx, tellings).await?;
        tx.commit().await?;
        Ok(ids.len())
    }

    /// Computes deadlines that waited for the calendar of a year, once it is known; answers how many (decision 28).
    pub async fn compute_pending(&self, now_ms: i64) -> Result<usize> {
        let years: Vec<Option<i32>> = rectification::Entity::find()
            .select_only()
            .column(rectification::Column::PendingYear)
            .distinct()
            .filter(rectification::Column::PendingYear.is_not_null())
            .into_tuple()
            .all(self.read())
            .await?;
        let calendar = self.calendar();
        let is_known = |year: &i32| {
            let first = time::Date::from_calendar_date(*year, time::Month::January, 1);
            first.is_ok_and(|day| calendar.is_working_day(day).is_ok())
        };
        let known: Vec<i32> = years.into_iter().flatten().filter(is_known).collect();
        if known.is_empty() {
            return Ok(0);
        }
        let tx = self.begin("compute_pending").await?;
        let mut select = Query::select();
        select
            .column(rectification::Column::Id)
            .from(rectification::Entity)
            .and_where(Expr::col(rectification::Column::PendingYear).is_in(known))
            .order_by(rectification::Column::Id, sea_orm::sea_query::Order::Asc)
            .limit(BATCH);
        dialect::skip_locked(&*tx, &mut select);
        let rows = held(&tx, &select).await?;
        let directory = directory_of(&tx, &rows).await?;
        let mut count = 0;
        for row in rows.into_iter().filter(is_readable) {
            settle(&tx, row, &directory, now_ms).await?;
            count += 1;
        }
        tx.commit().await?;
        Ok(count)
    }
}

/// The orders of the next batch, held where the database can.
async fn take(tx: &Tx, now_ms: i64) -> Result<Vec<Uuid>> {
    use rectification::Column as O;
    let mut select = Query::select();
    select
        .column(O::Id)
        .from(rectification::Entity)
        .and_where(Expr::col(O::WakeAt).lte(now_ms))
        .order_by(O::WakeAt, sea_orm::sea_query::Order::Asc)
        .limit(BATCH);
    dialect::skip_locked(&**tx, &mut select);
    let rows = tx.query_all(&select).await?;
    Ok(rows.into_iter().map(|row| row.try_get("", "id")).collect::<std::result::Result<_, _>>()?)
}

/// The rows of orders that a selection of ids has locked.
async fn held(tx: &Tx, select: &SelectStatement) -> Result<Vec<rectification::Model>> {
    let rows = tx.query_all(select).await?;
    let ids: Vec<Uuid> = rows.into_iter().map(|row| row.try_get("", "id")).collect::<std::result::Result<_, _>>()?;
    Ok(rectification::Entity::find().filter(rectification::Column::Id.is_in(ids)).all(&**tx).await?)
}

async fn recorded(tx: &Tx, orders: &[Uuid]) -> Result<HashMap<Uuid, BTreeSet<String>>> {
    let rows: Vec<(Uuid, String)> = order_rung::Entity::find()
        .select_only()
        .columns([order_rung::Column::OrderId, order_rung::Column::Rung])
        .filter(order_rung::Column::OrderId.is_in(orders.iter().copied()))
        .into_tuple()
        .all(&**tx)
        .await?;
    let mut known: HashMap<Uuid, BTreeSet<String>> = HashMap::new();
    for (order, rung) in rows {
        known.entry(order).or_default().insert(rung);
    }
    Ok(known)
}

/// Issues a draft that nobody issued by its hour (decision 25). Within the tolerance of the ladder it counts as issued at
/// that hour, so that a tick that comes a moment later moves no deadline by a day; after downtime as issued now.
async fn issue_if_due(
    tx: &Tx,
    row: rectification::Model,
    directory: &Directory,
    now_ms: i64,
) -> Result<rectification::Model> {
    let Some(by) = row.issue_by.filter(|by| *by <= now_ms && row.state == OrderState::Draft.as_str()) else {
        return Ok(row);
    };
    let late = now_ms.saturating_sub(by) > policy(row.policy_version)?.late_after_ms;
    let deed = Deed {
        data: Some(json!({"nobody_issued": true})),
        told_at: now_ms,
        ..Deed::of_system(Act::Issue { due_ms: None }, if late { now_ms } else { by })
    };
    match act_by(tx, &row, deed, Some(directory)).await? {
        Changed::Done(row) => Ok(*row),
        other => Err(StoreError::Corrupt(format!("order {} was not issued: {other:?}", row.id))),
    }
}

/// The rungs of an order that are due and not recorded.
fn due_of(
    tx: &Tx,
    row: &rectification::Model,
    known: &HashMap<Uuid, BTreeSet<String>>,
    directory: &Directory,
    now_ms: i64,
) -> Result<Vec<Due>> {
    let order = order_of(row)?;
    let rungs = order::rungs(&order, now_ms, rules(row.policy_version, tx.calendar())?);
    let is_new = |rung: &Rung| !known.get(&row.id).is_some_and(|ids| ids.contains(&rung.id));
    Ok(rungs.into_iter().filter(is_new).map(|rung| due(row, &rung, directory, now_ms)).collect())
}

/// Whom a rung tells: those of the policy. One that asks for the telephone tells the duty officer too, who has to call
/// (decision 30).
fn tells(rule: &LadderRule) -> impl Iterator<Item = Recipient> + '_ {
    let duty = Recipient { level: Level::District, contact: Contact::Duty };
    let calls = rule.marks.contains(&Mark::Phone) && !rule.tell.contains(&duty);
    rule.tell.iter().copied().chain(calls.then_some(duty))
}

/// What goes up one level because of its verifier goes to a level above the one that was told to verify (§5.4).
fn above_the_verifier(row: &rectification::Model, rule: &LadderRule, directory: &Directory) -> Level {
    if !matches!(rule.moment, Moment::VerifyBy | Moment::CheckBy | Moment::Rejection) {
        return Level::Station;
    }
    let office = directory.find(row.station_id, Recipient { level: Level::District, contact: Contact::Head });
    office.level.and_then(Level::above).unwrap_or(Level::Station)
}

fn due(row: &rectification::Model, rung: &Rung, directory: &Directory, now_ms: i64) -> Due {
    let first = above_the_verifier(row, rung.rule, directory);
    let told = |wanted: Recipient| directory.find_from(row.station_id, wanted, first.max(wanted.level), None);
    let told: Vec<Told> = tells(rung.rule).map(told).collect();
    let marks: Vec<&str> = rung.rule.marks.iter().map(|mark| mark.as_str()).collect();
    let record = order_rung::Model {
        order_id: row.id,
        rung: rung.id.clone(),
        rule: rung.rule.id.clone(),
        kind: rung.rule.kind.as_str().into(),
        at: rung.at_ms,
        recorded_at: now_ms,
        late: rung.late,
        stand_in: rung.stand_in,
        told: told.iter().map(Told::to_json).collect(),
        marks: json!(marks),
    };
    let mut payload = outbox::payload(row);
    payload["rung_id"] = json!(rung.id);
    payload["rule"] = json!(rung.rule.id);
    payload["marks"] = json!(marks);
    payload["rung"] = json!(rung.rule.text);
    let deadline = order_of(row).ok().and_then(|order| order.clock?.acknowledge_by?.at_ms());
    payload["acknowledge_by"] = json!(deadline);
    let telling = Telling {
        kind: outbox::kind_of(rung.rule),
        at: rung.at_ms,
        recorded_at: now_ms,
        late: rung.late,
        station_id: Some(row.station_id),
        subject_id: Some(row.id),
        told,
        payload,
    };
    Due { row: row.clone(), record, telling }
}

/// Whether this instance understands an order and its rules; a newer one may have written them.
fn is_readable(row: &rectification::Model) -> bool {
    match order_of(row).and_then(|_| policy(row.policy_version)) {
        Ok(_) => true,
        Err(error) => {
            tracing::error!(order = %row.id, %error, "an order cannot be read");
            false
        }
    }
}

/// Looks at an order again in an hour.
async fn put_off(tx: &Tx, order: Uuid, now_ms: i64) -> Result<()> {
    rectification::Entity::update_many()
        .col_expr(rectification::Column::WakeAt, Expr::value(now_ms.saturating_add(HOUR_MS)))
        .filter(rectification::Column::Id.eq(order))
        .exec(&**tx)
        .await?;
    Ok(())
}

/// Whom the stations of these orders are told by.
async fn directory_of(tx: &Tx, rows: &[rectification::Model]) -> Result<Directory> {
    let stations: BTreeSet<Uuid> = rows.iter().map(|row| row.station_id).collect();
    Directory::load(&**tx, &stations.into_iter().collect::<Vec<_>>()).await
}

/// Brings the row of an order up to date with the time, and says when it is looked at again. Its version stays, since
/// nobody has changed it, unless a deadline became known or an extension lapsed: that is announced.
async fn settle(tx: &Tx, row: rectification::Model, directory: &Directory, now_ms: i64) -> Result<()> {
    let rules = rules(row.policy_version, tx.calendar())?;
    let seen = order_of(&row)?;
    let order = seen.with_calendar(rules).lapsed(now_ms);
    let lapsed = lapse::between(&seen, &order);
    let mut next = row.clone();
    row::put(&mut next, &order, now_ms, rules)?;
    let became_known = row.pending_year.is_some() && next.pending_year.is_none();
    next.version += i32::from(became_known || lapsed.is_some());
    if next.version != row.version || (next.overdue, next.due_at) != (row.overdue, row.due_at) {
        tx.signal(Signal::order(&next));
    }
    if !row::write(tx, &row, next.clone()).await? {
        return Err(StoreError::Corrupt(format!("order {} changed under its lock", row.id)));
    }
    if let Some(at) = lapsed {
        lapse::refuse(tx, &next, at, now_ms, Some(directory)).await?;
    }
    if became_known { announce(tx, &next, directory, now_ms).await } else { Ok(()) }
}

/// A deadline that waited for its year is known: it stands in the history, and who still has to keep it is told.
async fn announce(tx: &Tx, row: &rectification::Model, directory: &Directory, now_ms: i64) -> Result<()> {
    let event = order_event::Model {
        id: Uuid::new_v4(),
        order_id: row.id,
        seq: row::next_seq(tx, row.id).await?,
        verb: "due_known".into(),
        person_id: None,
        role: None,
        reason: None,
        data: Some(json!({"due": row.due_at})),
        at: now_ms,
    };
    order_event::Entity::insert(order_event::ActiveModel::from(event)).exec_without_returning(&**tx).await?;
    if row.state == OrderState::Closed.as_str() {
        return Ok(());
    }
    let station = Recipient { level: Level::Station, contact: Contact::Head };
    let one = Telling {
        kind: outbox::kind::DUE_KNOWN,
        at: now_ms,
        recorded_at: now_ms,
        late: false,
        station_id: Some(row.station_id),
        subject_id: Some(row.id),
        told: vec![directory.find(row.station_id, station)],
        payload: outbox::payload(row),
    };
    outbox::put(tx, vec![one]).await
}
