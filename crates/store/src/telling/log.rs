//! The log of all channels: what went out to whom, what waits, what was given up.

use std::collections::HashMap;

use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect, QueryTrait,
    prelude::Uuid, sea_query::SelectStatement,
};

use super::{deliveries::state, lanes};
use crate::{
    Result,
    entity::{delivery, lane},
};

/// Which deliveries are listed.
#[derive(Clone, Debug, Default)]
pub struct LogFilter {
    /// These states; empty, and `stopped` off: all.
    pub states: Vec<String>,
    /// Those, too, that wait for a lane on which nothing is sent until somebody corrects it.
    pub stopped: bool,
    /// Only this channel.
    pub channel: Option<String>,
}

/// A delivery and its lane.
#[derive(Clone, Debug)]
pub struct Logged {
    /// The delivery.
    pub delivery: delivery::Model,
    /// The way to its destination or mailbox.
    pub lane: lane::Model,
}

fn lanes_where(which: Condition) -> SelectStatement {
    lane::Entity::find().select_only().column(lane::Column::Id).filter(which).into_query()
}

/// Deliveries of every lane, newest first, behind (created, id).
pub async fn list<C: ConnectionTrait>(
    db: &C,
    filter: &LogFilter,
    before: Option<(i64, Uuid)>,
    limit: u64,
) -> Result<Vec<Logged>> {
    use delivery::Column as D;
    let stopped = lanes_where(Condition::all().add(lane::Column::Stopped.is_not_null()));
    let mut which = Condition::any();
    if !filter.states.is_empty() {
        which = which.add(D::State.is_in(&filter.states));
    }
    if filter.stopped {
        which = which.add(Condition::all().add(D::State.eq(state::WAITING)).add(D::LaneId.in_subquery(stopped)));
    }
    let mut query = delivery::Entity::find();
    if !which.is_empty() {
        query = query.filter(which);
    }
    if let Some(channel) = &filter.channel {
        let of_it = lanes_where(Condition::all().add(lane::Column::Channel.eq(channel)));
        query = query.filter(D::LaneId.in_subquery(of_it));
    }
    if let Some((at, id)) = before {
        let same = Condition::all().add(D::CreatedAt.eq(at)).add(D::Id.lt(id));
        query = query.filter(Condition::any().add(D::CreatedAt.lt(at)).add(same));
    }
    with_lanes(db, query.order_by_desc(D::CreatedAt).order_by_desc(D::Id).limit(limit).all(db).await?).await
}

/// A delivery of any lane.
pub async fn find<C: ConnectionTrait>(db: &C, id: Uuid) -> Result<Option<Logged>> {
    let row = delivery::Entity::find_by_id(id).one(db).await?;
    Ok(with_lanes(db, row.into_iter().collect()).await?.pop())
}

async fn with_lanes<C: ConnectionTrait>(db: &C, rows: Vec<delivery::Model>) -> Result<Vec<Logged>> {
    let ids: Vec<Uuid> = rows.iter().map(|row| row.lane_id).collect();
    let lanes: HashMap<Uuid, lane::Model> =
        lanes::find_all(db, &ids).await?.into_iter().map(|lane| (lane.id, lane)).collect();
    let logged = |delivery: delivery::Model| Some(Logged { lane: lanes.get(&delivery.lane_id)?.clone(), delivery });
    Ok(rows.into_iter().filter_map(logged).collect())
}
