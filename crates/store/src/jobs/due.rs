//! Which jobs a worker takes next.

use sea_orm::{
    ActiveValue::Set,
    ColumnTrait, ConnectionTrait, EntityTrait, ExprTrait, QueryFilter,
    prelude::Uuid,
    sea_query::{Expr, Order, Query},
};

use super::{MAX_ATTEMPTS, kind::Lane};
use crate::{Result, Tx, dialect, entity::job};

/// The job that was abandoned first, if any. One that was abandoned too often is dead.
pub(super) async fn orphans(tx: &Tx, now_ms: i64, lanes: &[Lane]) -> Result<Vec<Uuid>> {
    loop {
        let mut abandoned = Query::select();
        abandoned
            .columns([job::Column::Id, job::Column::Attempts])
            .from(job::Entity)
            .and_where(Expr::col(job::Column::LockedUntil).lt(now_ms))
            .and_where(Expr::col(job::Column::State).eq("running"))
            .and_where(Expr::col(job::Column::Lane).is_in(lanes.iter().map(|lane| *lane as i16)))
            .order_by(job::Column::LockedUntil, Order::Asc)
            .limit(1);
        dialect::skip_locked(&**tx, &mut abandoned);
        let Some(row) = tx.query_one(&abandoned).await? else { return Ok(Vec::new()) };
        let (id, attempts): (Uuid, i32) = (row.try_get("", "id")?, row.try_get("", "attempts")?);
        if attempts < MAX_ATTEMPTS {
            return Ok(vec![id]);
        }
        job::Entity::update_many()
            .set(job::ActiveModel {
                state: Set("dead".into()),
                locked_by: Set(None),
                locked_until: Set(None),
                last_error: Set(Some(format!("the process ended {attempts} times while it ran"))),
                ..Default::default()
            })
            .filter(job::Column::Id.eq(id))
            .exec(&**tx)
            .await?;
    }
}

/// Jobs that wait and are due, lane by lane, the oldest of each first. Every lane behind keeps a place: none waits for ever.
pub(super) async fn due(tx: &Tx, now_ms: i64, limit: u64, lanes: &[Lane]) -> Result<Vec<Uuid>> {
    let mut ids = Vec::new();
    let mut left = limit;
    for (lane, behind) in lanes.iter().zip((0..lanes.len() as u64).rev()) {
        let places = if left > behind { left - behind } else { Ord::min(left, 1) };
        let found = due_of(tx, now_ms, places, *lane).await?;
        left -= found.len() as u64;
        ids.extend(found);
    }
    Ok(ids)
}

async fn due_of(tx: &Tx, now_ms: i64, limit: u64, lane: Lane) -> Result<Vec<Uuid>> {
    if limit == 0 {
        return Ok(Vec::new());
    }
    let mut due = Query::select();
    due.column(job::Column::Id)
        .from(job::Entity)
        .and_where(Expr::col(job::Column::Lane).eq(lane as i16))
        .and_where(Expr::col(job::Column::State).eq("queued"))
        .and_where(Expr::col(job::Column::RunAt).lte(now_ms))
        .and_where(Expr::col(job::Column::LockedUntil).is_null().or(Expr::col(job::Column::LockedUntil).lt(now_ms)))
        .order_by(job::Column::RunAt, Order::Asc)
        .limit(limit);
    dialect::skip_locked(&**tx, &mut due);
    let rows = tx.query_all(&due).await?;
    Ok(rows.into_iter().map(|row| row.try_get("", "id")).collect::<std::result::Result<_, _>>()?)
}
