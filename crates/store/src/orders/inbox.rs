//! What a person was told in the app: each event once, with what is unread counted.

use forecourt_core::{appeal::AppealState, order::OrderState};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, Condition, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder,
    QuerySelect, prelude::Uuid,
};
use std::collections::{HashMap, HashSet};

use crate::{
    Result, Tx,
    audits::counting::COUNTING,
    entity::{appeal, audit, event, notice, rectification},
    org::CHUNK,
    signals::Signal,
};

/// A line of an inbox.
#[derive(Clone, Debug)]
pub struct Line {
    /// The notice.
    pub notice: notice::Model,
    /// What it is about.
    pub event: event::Model,
}

fn shown(person_id: Uuid) -> Condition {
    Condition::all().add(notice::Column::PersonId.eq(person_id)).add(notice::Column::State.eq("shown"))
}

/// A person's notices, newest first, behind (at, event).
pub async fn list<C: ConnectionTrait>(
    db: &C,
    person_id: Uuid,
    unread: bool,
    before: Option<(i64, Uuid)>,
    limit: u64,
) -> Result<Vec<Line>> {
    use notice::Column as N;
    let mut query = notice::Entity::find().filter(shown(person_id));
    if unread {
        query = query.filter(N::ReadAt.is_null());
    }
    if let Some((at, id)) = before {
        let same = Condition::all().add(N::At.eq(at)).add(N::EventId.lt(id));
        query = query.filter(Condition::any().add(N::At.lt(at)).add(same));
    }
    let notices = query.order_by_desc(N::At).order_by_desc(N::EventId).limit(limit).all(db).await?;
    let ids = notices.iter().map(|notice| notice.event_id);
    let events = event::Entity::find().filter(event::Column::Id.is_in(ids)).all(db).await?;
    let mut events: HashMap<Uuid, event::Model> = events.into_iter().map(|event| (event.id, event)).collect();
    let line = |notice: notice::Model| Some(Line { event: events.remove(&notice.event_id)?, notice });
    Ok(notices.into_iter().filter_map(line).collect())
}

/// The stations that these events are about; events without one are left out.
pub async fn stations_of<C: ConnectionTrait>(db: &C, events: &[Uuid]) -> Result<HashMap<Uuid, Uuid>> {
    let mut stations = HashMap::new();
    for some in events.chunks(CHUNK) {
        let rows: Vec<(Uuid, Option<Uuid>)> = event::Entity::find()
            .select_only()
            .columns([event::Column::Id, event::Column::StationId])
            .filter(event::Column::Id.is_in(some.iter().copied()))
            .into_tuple()
            .all(db)
            .await?;
        stations.extend(rows.into_iter().filter_map(|(id, station)| Some((id, station?))));
    }
    Ok(stations)
}

/// Those of these audits that are published.
pub async fn public_audits<C: ConnectionTrait>(db: &C, ids: &[Uuid]) -> Result<Vec<Uuid>> {
    let mut found = Vec::new();
    for some in ids.chunks(CHUNK) {
        let rows: Vec<Uuid> = audit::Entity::find()
            .select_only()
            .column(audit::Column::Id)
            .filter(audit::Column::Id.is_in(some.iter().copied()))
            .filter(audit::Column::State.is_in(COUNTING))
            .into_tuple()
            .all(db)
            .await?;
        found.extend(rows);
    }
    Ok(found)
}

/// Those of these orders and appeals that have ended: closed, cancelled or decided for good.
pub async fn ended<C: ConnectionTrait>(db: &C, orders: &[Uuid], appeals: &[Uuid]) -> Result<HashSet<Uuid>> {
    let mut found = HashSet::new();
    for some in orders.chunks(CHUNK) {
        let rows: Vec<Uuid> = rectification::Entity::find()
            .select_only()
            .column(rectification::Column::Id)
            .filter(rectification::Column::Id.is_in(some.iter().copied()))
            .filter(rectification::Column::State.is_in([OrderState::Closed.as_str(), OrderState::Cancelled.as_str()]))
            .into_tuple()
            .all(db)
            .await?;
        found.extend(rows);
    }
    for some in appeals.chunks(CHUNK) {
        let rows: Vec<Uuid> = appeal::Entity::find()
            .select_only()
            .column(appeal::Column::Id)
            .filter(appeal::Column::Id.is_in(some.iter().copied()))
            .filter(appeal::Column::State.eq(AppealState::Closed.as_str()))
            .into_tuple()
            .all(db)
            .await?;
        found.extend(rows);
    }
    Ok(found)
}

/// How many notices of a person are unread.
pub async fn unread<C: ConnectionTrait>(db: &C, person_id: Uuid) -> Result<u64> {
    Ok(notice::Entity::find().filter(shown(person_id)).filter(notice::Column::ReadAt.is_null()).count(db).await?)
}

/// Marks notices of a person as read: these, or all up to an instant. Answers how many were unread.
pub async fn read(tx: &Tx, person_id: Uuid, ids: &[Uuid], up_to: Option<i64>, now_ms: i64) -> Result<u64> {
    let mut which = Condition::any().add(notice::Column::EventId.is_in(ids.iter().copied()));
    if let Some(at) = up_to {
        which = which.add(notice::Column::At.lte(at));
    }
    let done = notice::Entity::update_many()
        .set(notice::ActiveModel { read_at: Set(Some(now_ms)), ..Default::default() })
        .filter(shown(person_id))
        .filter(notice::Column::ReadAt.is_null())
        .filter(which)
        .exec(&**tx)
        .await?;
    if done.rows_affected > 0 {
        tx.signal(Signal::inbox(person_id));
    }
    Ok(done.rows_affected)
}
