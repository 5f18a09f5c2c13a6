//! One re-visit for several causes: the one that is still to be made covers every later one of its station.

use forecourt_core::order::RevisitState;
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect, prelude::Uuid};

use super::{
    day_begins,
    end::{Visit, visit},
    not_before_tomorrow, write,
};
use crate::{Result, Tx, entity::revisit, jobs};

/// What this one covered is decided anew: it is not made.
pub(super) async fn decide_again(tx: &Tx, id: Uuid, now_ms: i64) -> Result<()> {
    let audits: Vec<Uuid> = revisit::Entity::find()
        .select_only()
        .column(revisit::Column::AuditId)
        .filter(revisit::Column::CoveredBy.eq(id))
        .filter(revisit::Column::State.eq(RevisitState::Covered.as_str()))
        .into_tuple()
        .all(&**tx)
        .await?;
    jobs::enqueue_many(&**tx, jobs::kind::DECIDE_REVISIT, &audits, None, now_ms).await
}

/// A covered re-visit is to be made itself, or covered by the next one, when the one that covered it fell away. One that was
/// made has served it.
pub(super) async fn uncover(tx: &Tx, row: revisit::Model, now_ms: i64) -> Result<Option<revisit::Model>> {
    let Some(by) = row.covered_by else { return Ok(None) };
    let fell_away = revisit::Entity::find_by_id(by).one(&**tx).await?;
    if fell_away.is_none_or(|by| by.state != RevisitState::Dropped.as_str()) {
        return Ok(None);
    }
    if let Some(next) = covering(tx, row.station_id, row.first_day).await? {
        let change = revisit::ActiveModel { covered_by: Set(Some(next.id)), ..Default::default() };
        write(tx, &row, RevisitState::Covered, change, now_ms).await?;
        return Ok(None);
    }
    let (first_day, last_day) = not_before_tomorrow(row.first_day, row.last_day, now_ms);
    let change = revisit::ActiveModel {
        state: Set(RevisitState::Waiting.as_str().into()),
        covered_by: Set(None),
        first_day: Set(first_day),
        last_day: Set(last_day),
        ..Default::default()
    };
    let done = write(tx, &row, RevisitState::Covered, change, now_ms).await?;
    let state = RevisitState::Waiting.as_str().into();
    Ok(done.then(|| revisit::Model { state, covered_by: None, first_day, last_day, version: row.version + 1, ..row }))
}

/// The re-visit of a station that is still to be made, not before this day: one that was made, or will have been by then,
/// says nothing of what was fixed since.
pub(super) async fn covering(tx: &Tx, station_id: Uuid, first_day: i32) -> Result<Option<revisit::Model>> {
    let open = revisit::Entity::find()
        .filter(revisit::Column::StationId.eq(station_id))
        .filter(revisit::Column::State.is_in([RevisitState::Waiting.as_str(), RevisitState::Planned.as_str()]))
        .order_by_asc(revisit::Column::CreatedAt)
        .order_by_asc(revisit::Column::Id)
        .all(&**tx)
        .await?;
    for row in open {
        let Some(assignment) = row.assignment_id else { return Ok(Some(row)) };
        let serves = match visit(tx, assignment).await? {
            Visit::Issued(until_ms) => until_ms >= day_begins(first_day),
            Visit::Made => false,
            // It waits for a planner, who issues it again or ends it.
            Visit::Gone => true,
        };
        if serves {
            return Ok(Some(row));
        }
    }
    Ok(None)
}
