//! What people are told, written in the transaction that makes it true (decision 30). Channels take it from here: a row of
//! `event` has a stable id, whom it is for, and everything a message needs; one that is `held` comes in a digest.

pub mod kind;

use std::collections::{BTreeSet, HashMap};

use forecourt_core::{
    order::{Act, Actor, Contact, LadderRule, Level, Mark, Moment, Order, OrderVerb, Recipient, RungKind},
    states::Role,
};
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect,
    prelude::{Json, Uuid},
    sea_query::{self, Expr, ExprTrait, Query},
};
use serde_json::json;

use super::{
    Deed,
    contacts::{self, Directory, Told},
};
use crate::{
    Result, Store, Tx, dialect,
    entity::{event, notice, order_extension, rectification},
    org,
    signals::Signal,
};

/// Something to tell.
#[derive(Clone, Debug)]
pub struct Telling {
    /// A word of [`kind`].
    pub kind: &'static str,
    /// When it was due, epoch ms.
    pub at: i64,
    /// When it is written.
    pub recorded_at: i64,
    /// It comes late, in a digest.
    pub late: bool,
    /// The station that it is about.
    pub station_id: Option<Uuid>,
    /// The order, or what else it is about.
    pub subject_id: Option<Uuid>,
    /// Whom it is for.
    pub told: Vec<Told>,
    /// What a message needs.
    pub payload: Json,
}

/// Writes events and puts them into the inboxes.
pub async fn put(tx: &Tx, list: Vec<Telling>) -> Result<()> {
    let (mut events, mut notices) = (Vec::new(), Vec::new());
    for one in list {
        let id = Uuid::new_v4();
        let people: BTreeSet<Uuid> = one.told.iter().flat_map(|told| told.people.iter().copied()).collect();
        let state = if one.late { "held" } else { "shown" };
        if !one.late {
            people.iter().for_each(|person| tx.signal(Signal::inbox(*person)));
        }
        notices.extend(people.into_iter().map(|person_id| {
            let row =
                notice::Model { event_id: id, person_id, state: state.to_owned(), at: one.recorded_at, read_at: None };
            notice::ActiveModel::from(row)
        }));
        events.push(event::ActiveModel::from(event::Model {
            id,
            kind: one.kind.to_owned(),
            at: one.at,
            recorded_at: one.recorded_at,
            late: one.late,
            held: one.late,
            station_id: one.station_id,
            subject_id: one.subject_id,
            recipients: one.told.iter().map(Told::to_json).collect(),
            payload: one.payload,
            taken_at: None,
        }));
    }
    for some in events.chunks(500) {
        event::Entity::insert_many(some.to_vec()).exec_without_returning(&**tx).await?;
    }
    for some in notices.chunks(500) {
        notice::Entity::insert_many(some.to_vec()).exec_without_returning(&**tx).await?;
    }
    Ok(())
}

/// What a rung of the ladder is told as (§5.3).
pub fn kind_of(rung: &LadderRule) -> &'static str {
    match (&rung.moment, rung.kind) {
        (Moment::AcknowledgeBy, _) if rung.marks.contains(&Mark::Phone) => kind::CALL,
        (Moment::AcknowledgeBy, _) => kind::NOT_ACKNOWLEDGED,
        (Moment::Due(None), _) => kind::OVERDUE,
        (_, RungKind::Reminder) => kind::REMINDER,
        (_, RungKind::Escalation) => kind::ESCALATED,
    }
}

/// What every event of an order carries; instants are epoch ms. Names of station and item are found by their ids.
pub fn payload(row: &rectification::Model) -> Json {
    json!({
        "order": row.id, "item_id": row.item, "checklist_id": row.checklist_id, "checklist_version": row.checklist_version,
        "class": row.class, "state": row.state, "due": row.due_at,
    })
}

/// Whom a deed concerns; nobody for what only notes something.
fn concerns(act: Act, was_issued: bool) -> Option<(&'static str, Recipient)> {
    let station = Recipient { level: Level::Station, contact: Contact::Head };
    let office = Recipient { level: Level::District, contact: Contact::Head };
    Some(match act {
        Act::Issue { .. } => (kind::ISSUED, station),
        Act::Submit { .. } => (kind::SUBMITTED, office),
        Act::Verify => (kind::VERIFIED, station),
        Act::Close => (kind::CLOSED, station),
        Act::Reject { .. } => (kind::REJECTED, station),
        Act::AskExtension { .. } => (kind::EXTENSION_ASKED, office),
        Act::GrantExtension | Act::RefuseExtension => (kind::EXTENSION_DECIDED, station),
        Act::Pause if was_issued => (kind::PAUSED, station),
        Act::Resume if was_issued => (kind::RESUMED, station),
        Act::Cancel { .. } if was_issued => (kind::CANCELLED, station),
        Act::Pause | Act::Resume | Act::Cancel { .. } | Act::Acknowledge | Act::Contain | Act::Plan => return None,
    })
}

/// From which level on somebody judges what an office did for a station, and who that was: neither he nor who stands under
/// him does (decisions.md, "Orders"; §5.4).
async fn judges_of(tx: &Tx, row: &rectification::Model, deed: &Deed) -> Result<Option<(Level, Uuid)>> {
    let (Act::Submit { .. } | Act::AskExtension { .. }, Actor::Person { id, role: Role::Region | Role::Hq, .. }) =
        (deed.act, deed.actor)
    else {
        return Ok(None);
    };
    let own = contacts::standing(&**tx, row.station_id, id).await?.map_or(Level::Station, |(_, level)| level);
    // A colleague may verify; more time is given from above.
    let first = if deed.act.verb() == OrderVerb::Submit { own } else { own.above().unwrap_or(own) };
    Ok(Some((first, id)))
}

/// Tells whom a deed concerns.
pub(super) async fn tell_deed(
    tx: &Tx,
    row: &rectification::Model,
    order: &Order,
    deed: &Deed,
    directory: Option<&Directory>,
) -> Result<()> {
    let Some((mut kind, wanted)) = concerns(deed.act, row.issued_at.is_some()) else { return Ok(()) };
    if kind == self::kind::VERIFIED && row.closed_at.is_some() {
        kind = self::kind::CLOSED;
    }
    let loaded;
    let directory = match directory {
        Some(known) => known,
        None => {
            loaded = Directory::load(&**tx, &[row.station_id]).await?;
            &loaded
        }
    };
    let told = match judges_of(tx, row, deed).await? {
        Some((first, by)) => directory.find_from(row.station_id, wanted, first.max(wanted.level), Some(by)),
        None => directory.find(row.station_id, wanted),
    };
    let mut payload = payload(row);
    payload["reason"] = json!(deed.reason);
    payload["by_system"] = json!(deed.actor.id().is_none());
    match deed.act {
        Act::Reject { .. } => payload["round"] = json!(order.round),
        Act::Verify | Act::Close => {
            payload["closed"] = json!(row.closed_at);
            payload["on_time"] = json!(row.on_time);
        }
        Act::AskExtension { .. } => {
            payload["until"] = deed.data.as_ref().map_or(Json::Null, |data| data["until"].clone())
        }
        Act::GrantExtension | Act::RefuseExtension => payload["granted"] = json!(deed.act == Act::GrantExtension),
        _ => {}
    }
    let one = Telling {
        kind,
        at: deed.at,
        // What comes later is not passed over by who has read up to an instant in between.
        recorded_at: deed.told_at,
        late: false,
        station_id: Some(row.station_id),
        subject_id: Some(row.id),
        told: vec![told],
        payload,
    };
    put(tx, vec![one]).await
}

/// Events that no channel has taken over, oldest first. Rows that another instance is taking are passed over; [`taken`]
/// marks them in the same transaction. What came late waits for `with_held`: until the scheduler has caught up, so that
/// it is told together.
pub async fn untaken(tx: &Tx, limit: u64, with_held: bool) -> Result<Vec<event::Model>> {
    use event::Column as E;
    let mut select = Query::select();
    select
        .column(E::Id)
        .from(event::Entity)
        .and_where(Expr::col(E::TakenAt).is_null())
        .order_by(E::RecordedAt, sea_query::Order::Asc)
        .limit(limit);
    if !with_held {
        select.and_where(Expr::col(E::Held).eq(false));
    }
    dialect::skip_locked(&**tx, &mut select);
    let rows = tx.query_all(&select).await?;
    let ids: Vec<Uuid> = rows.into_iter().map(|row| row.try_get("", "id")).collect::<std::result::Result<_, _>>()?;
    let query = event::Entity::find().filter(E::Id.is_in(ids)).order_by_asc(E::RecordedAt).order_by_asc(E::At);
    Ok(query.all(&**tx).await?)
}

/// Marks events as taken over by the channels.
pub async fn taken(tx: &Tx, ids: &[Uuid], now_ms: i64) -> Result<()> {
    event::Entity::update_many()
        .col_expr(event::Column::TakenAt, Expr::value(now_ms))
        .filter(event::Column::Id.is_in(ids.iter().copied()))
        .exec(&**tx)
        .await?;
    Ok(())
}

/// Lines of a digest; of more the newest stand in it, and all are counted.
const DIGEST_LINES: usize = 500;

/// The newest of these events, oldest first.
async fn newest(tx: &Tx, ids: Vec<Uuid>) -> Result<Vec<event::Model>> {
    use event::Column as E;
    let mut instants: Vec<(i64, Uuid)> = Vec::with_capacity(ids.len());
    for some in ids.chunks(org::CHUNK) {
        let rows: Vec<(i64, Uuid)> = event::Entity::find()
            .select_only()
            .columns([E::At, E::Id])
            .filter(E::Id.is_in(some.iter().copied()))
            .into_tuple()
            .all(&**tx)
            .await?;
        instants.extend(rows);
    }
    instants.sort_unstable();
    let kept = instants.split_off(instants.len().saturating_sub(DIGEST_LINES));
    let query = event::Entity::find().filter(E::Id.is_in(kept.into_iter().map(|(_, id)| id)));
    Ok(query.order_by_asc(E::At).order_by_asc(E::Id).all(&**tx).await?)
}

/// Orders of these events, by their ids.
pub async fn orders_of<C: ConnectionTrait>(
    db: &C,
    events: &[event::Model],
) -> Result<HashMap<Uuid, rectification::Model>> {
    let ids: BTreeSet<Uuid> = events.iter().filter_map(|event| event.subject_id).collect();
    let rows = rectification::Entity::find().filter(rectification::Column::Id.is_in(ids)).all(db).await?;
    Ok(rows.into_iter().map(|row| (row.id, row)).collect())
}

/// Until when the extensions of these orders ask, epoch ms.
pub async fn extensions_of<C: ConnectionTrait>(db: &C, orders: &[Uuid]) -> Result<HashMap<Uuid, i64>> {
    Ok(order_extension::Entity::find()
        .select_only()
        .columns([order_extension::Column::OrderId, order_extension::Column::ToAt])
        .filter(order_extension::Column::OrderId.is_in(orders.iter().copied()))
        .into_tuple::<(Uuid, i64)>()
        .all(db)
        .await?
        .into_iter()
        .collect())
}

impl Store {
    /// Whether an event waits for the channels.
    pub async fn has_untaken(&self, with_held: bool) -> Result<bool> {
        let mut query = event::Entity::find().filter(event::Column::TakenAt.is_null());
        if !with_held {
            query = query.filter(event::Column::Held.eq(false));
        }
        Ok(query.limit(1).one(self.read()).await?.is_some())
    }

    /// Whether something that was missed has not come out of the outbox: a digest of it would not be whole.
    pub async fn is_catching_up(&self) -> Result<bool> {
        let waits = event::Column::TakenAt.is_null().and(event::Column::Held.eq(true));
        Ok(event::Entity::find().filter(waits).limit(1).one(self.read()).await?.is_some())
    }

    /// Makes one digest a person of what was recorded late, once nothing is due any more: answers how many.
    pub async fn make_digests(&self, now_ms: i64) -> Result<usize> {
        let people: Vec<Uuid> = notice::Entity::find()
            .select_only()
            .column(notice::Column::PersonId)
            .distinct()
            .filter(notice::Column::State.eq("held"))
            .into_tuple()
            .all(self.read())
            .await?;
        // An instance that is still at it makes them when it has done.
        if people.is_empty() || super::rungs::is_due(self.read(), now_ms).await? {
            return Ok(0);
        }
        let mut made = 0;
        for person in people {
            match self.make_digest(person, now_ms).await {
                Ok(one) => made += usize::from(one),
                Err(error) => tracing::error!(%person, %error, "a digest was not made; it is tried again"),
            }
        }
        Ok(made)
    }

    async fn make_digest(&self, person_id: Uuid, now_ms: i64) -> Result<bool> {
        let tx = self.begin("make_digest").await?;
        let mut change = Query::update();
        change
            .table(notice::Entity)
            .value(notice::Column::State, "told")
            .and_where(Expr::col(notice::Column::PersonId).eq(person_id))
            .and_where(Expr::col(notice::Column::State).eq("held"))
            .returning(Query::returning().column(notice::Column::EventId));
        let rows = tx.query_all(&change).await?;
        let ids: Vec<Uuid> =
            rows.into_iter().map(|row| row.try_get("", "event_id")).collect::<std::result::Result<_, _>>()?;
        if ids.is_empty() {
            return Ok(false);
        }
        let count = ids.len();
        let events = newest(&tx, ids).await?;
        let lines: Vec<Json> = events
            .iter()
            .map(|event| json!({"id": event.id, "kind": event.kind, "at_ms": event.at, "payload": event.payload}))
            .collect();
        let told = Told {
            wanted: Recipient { level: Level::Station, contact: Contact::Head },
            level: None,
            org_unit_id: None,
            people: vec![person_id],
            passed: Vec::new(),
        };
        let one = Telling {
            kind: kind::DIGEST,
            at: now_ms,
            recorded_at: now_ms,
            late: false,
            station_id: None,
            subject_id: None,
            told: vec![told],
            payload: json!({"count": count, "events": lines}),
        };
        put(&tx, vec![one]).await?;
        tx.commit().await?;
        Ok(true)
    }
}
