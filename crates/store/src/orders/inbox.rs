//! What a person was told in the app: each event once, with what is unread counted.

use sea_orm::{
    ActiveValue::Set, ColumnTrait, Condition, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder,
    QuerySelect, prelude::Uuid,
};
use std::collections::HashMap;

use crate::{
    Result, Tx,
    entity::{event, notice},
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
