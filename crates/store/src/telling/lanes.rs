//! Lanes: one worker at a time sends to a destination, on any number of instances.

use sea_orm::{
    ActiveValue::Set,
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, ExprTrait, QueryFilter, QuerySelect,
    prelude::Uuid,
    sea_query::{Expr, OnConflict, Order, Query},
};

use crate::{Result, Store, Tx, dialect, entity::lane, jobs::lease_ms};

/// A lane that one worker holds.
#[derive(Clone, Debug)]
pub struct Held {
    /// The destination or person.
    pub id: Uuid,
    lease: Uuid,
}

/// How a lane stands after a try.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Standing {
    /// Tries in a row that failed.
    pub failures: i32,
    /// Nothing is sent before, epoch ms.
    pub closed_until: i64,
    /// Why nothing is sent until somebody corrects it.
    pub stopped: Option<String>,
}

fn is_due(now_ms: i64, real_ms: i64) -> Condition {
    let wakes = Condition::all().add(lane::Column::LockedBy.is_null()).add(lane::Column::WakeAt.lte(now_ms));
    // Its worker has died, in the middle of something.
    Condition::any().add(wakes).add(lane::Column::LockedUntil.lt(real_ms))
}

fn held(held: &Held) -> Condition {
    Condition::all().add(lane::Column::Id.eq(held.id)).add(lane::Column::LockedBy.eq(held.lease))
}

/// A lane; `None` before anything was queued for it.
pub async fn find<C: ConnectionTrait>(db: &C, id: Uuid) -> Result<Option<lane::Model>> {
    Ok(lane::Entity::find_by_id(id).one(db).await?)
}

/// The lanes of several destinations.
pub async fn find_all<C: ConnectionTrait>(db: &C, ids: &[Uuid]) -> Result<Vec<lane::Model>> {
    Ok(lane::Entity::find().filter(lane::Column::Id.is_in(ids.iter().copied())).all(db).await?)
}

/// Has somebody look at these lanes at an instant or earlier, inside the transaction that makes it necessary.
pub async fn wake(tx: &Tx, lanes: &[(Uuid, &str)], at_ms: i64) -> Result<()> {
    for some in lanes.chunks(crate::org::CHUNK) {
        let rows = some.iter().map(|(id, channel)| {
            lane::ActiveModel::from(lane::Model {
                id: *id,
                channel: (*channel).to_owned(),
                wake_at: Some(at_ms),
                closed_until: 0,
                failures: 0,
                stopped: None,
                locked_by: None,
                locked_until: None,
            })
        });
        let known = OnConflict::column(lane::Column::Id).do_nothing().to_owned();
        lane::Entity::insert_many(rows).on_conflict(known).try_insert().exec_without_returning(&**tx).await?;
        let ids: Vec<Uuid> = some.iter().map(|(id, _)| *id).collect();
        // In one order, so that two who wake the same lanes do not wait for each other.
        let mut select = Query::select();
        select
            .column(lane::Column::Id)
            .from(lane::Entity)
            .and_where(Expr::col(lane::Column::Id).is_in(ids.iter().copied()))
            .order_by(lane::Column::Id, Order::Asc);
        dialect::lock_rows(&**tx, &mut select);
        tx.query_all(&select).await?;
        look_at(tx, Condition::all().add(lane::Column::Id.is_in(ids)), at_ms).await?;
    }
    Ok(())
}

async fn look_at(tx: &Tx, which: Condition, at_ms: i64) -> Result<()> {
    lane::Entity::update_many()
        .col_expr(lane::Column::WakeAt, Expr::value(at_ms))
        .filter(which)
        .filter(Condition::any().add(lane::Column::WakeAt.is_null()).add(lane::Column::WakeAt.gt(at_ms)))
        .exec(&**tx)
        .await?;
    Ok(())
}

/// Opens a lane again after somebody corrected its destination, and has it looked at.
pub async fn reopen(tx: &Tx, id: Uuid, channel: &str, now_ms: i64) -> Result<()> {
    wake(tx, &[(id, channel)], now_ms).await?;
    lane::Entity::update_many()
        .set(lane::ActiveModel {
            closed_until: Set(0),
            failures: Set(0),
            stopped: Set(None),
            channel: Set(channel.to_owned()),
            ..Default::default()
        })
        .filter(lane::Column::Id.eq(id))
        .exec(&**tx)
        .await?;
    Ok(())
}

/// Writes how a lane stands after a try, unless another worker has it now.
pub(super) async fn settle(tx: &Tx, lane: &Held, standing: Standing) -> Result<()> {
    lane::Entity::update_many()
        .set(lane::ActiveModel {
            closed_until: Set(standing.closed_until),
            failures: Set(standing.failures),
            stopped: Set(standing.stopped),
            ..Default::default()
        })
        .filter(held(lane))
        .exec(&**tx)
        .await?;
    Ok(())
}

/// Holds a lane for another while; `false` when another worker has it or it is gone.
pub(super) async fn renew(tx: &Tx, lane: &Held, real_ms: i64) -> Result<bool> {
    let renewed = lane::Entity::update_many()
        .set(lane::ActiveModel { locked_until: Set(Some(real_ms + lease_ms())), ..Default::default() })
        .filter(held(lane))
        .exec(&**tx)
        .await?;
    Ok(renewed.rows_affected == 1)
}

impl Store {
    /// Takes up to `limit` lanes on which something is due; two workers never hold the same one.
    pub async fn take_lanes(&self, now_ms: i64, real_ms: i64, limit: u64) -> Result<Vec<Held>> {
        // Most of the time nothing is due: the one who writes need not be asked.
        let due = lane::Entity::find().filter(is_due(now_ms, real_ms)).limit(1).one(self.read()).await?;
        if due.is_none() {
            return Ok(Vec::new());
        }
        let tx = self.begin("take_lanes").await?;
        let mut select = Query::select();
        select
            .column(lane::Column::Id)
            .from(lane::Entity)
            .cond_where(is_due(now_ms, real_ms))
            .order_by(lane::Column::WakeAt, Order::Asc)
            .limit(limit);
        dialect::skip_locked(&*tx, &mut select);
        let rows = tx.query_all(&select).await?;
        let ids: Vec<Uuid> =
            rows.into_iter().map(|row| row.try_get("", "id")).collect::<std::result::Result<_, _>>()?;
        let lease = Uuid::new_v4();
        lane::Entity::update_many()
            .set(lane::ActiveModel {
                wake_at: Set(None),
                locked_by: Set(Some(lease)),
                locked_until: Set(Some(real_ms + lease_ms())),
                ..Default::default()
            })
            .filter(lane::Column::Id.is_in(ids.iter().copied()))
            .exec(&*tx)
            .await?;
        tx.commit().await?;
        Ok(ids.into_iter().map(|id| Held { id, lease }).collect())
    }

    /// Gives a lane up. It is looked at again at `wake_at`, or earlier if something came meanwhile.
    pub async fn leave_lane(&self, lane: &Held, wake_at: Option<i64>) -> Result<()> {
        let tx = self.begin("leave_lane").await?;
        if let Some(at_ms) = wake_at {
            look_at(&tx, held(lane), at_ms).await?;
        }
        lane::Entity::update_many()
            .set(lane::ActiveModel { locked_by: Set(None), locked_until: Set(None), ..Default::default() })
            .filter(held(lane))
            .exec(&*tx)
            .await?;
        tx.commit().await
    }
}
