//! A re-visit that cannot be made: its station is closed, or nobody gets there.

use forecourt_core::{order::RevisitState, states::AssignmentState};
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter, QueryOrder, prelude::Uuid};

use super::{super::places, REISSUES, write};
use crate::{
    Result, Tx,
    entity::{assignment, revisit},
};

/// How it went.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Ending {
    /// It is ended, and so are these, which it covered.
    Done(Vec<Uuid>),
    /// Its visit is issued or made.
    UnderWay,
    /// There is nothing left to end.
    WrongState,
    /// Somebody else was faster.
    Stale,
}

/// Ends a re-visit and what it covered: a station that cannot be visited for one cause cannot be for another.
pub async fn end(tx: &Tx, row: &revisit::Model, reason: &str, person: Uuid, now_ms: i64) -> Result<Ending> {
    places::lock(tx, &[row.station_id]).await?;
    let state = match RevisitState::parse(&row.state) {
        Some(state @ (RevisitState::Waiting | RevisitState::Planned)) => state,
        _ => return Ok(Ending::WrongState),
    };
    if let Some(assignment) = row.assignment_id
        && is_under_way(tx, assignment).await?
    {
        return Ok(Ending::UnderWay);
    }
    let change = || revisit::ActiveModel {
        state: Set(RevisitState::Ended.as_str().into()),
        ended_reason: Set(Some(reason.to_owned())),
        ended_by: Set(Some(person)),
        ended_at: Set(Some(now_ms)),
        ..Default::default()
    };
    if !write(tx, row.id, row.version, state, change(), now_ms).await? {
        return Ok(Ending::Stale);
    }
    let covered = revisit::Entity::find()
        .filter(revisit::Column::CoveredBy.eq(row.id))
        .filter(revisit::Column::State.eq(RevisitState::Covered.as_str()))
        .order_by_asc(revisit::Column::Id)
        .all(&**tx)
        .await?;
    let mut ended = Vec::new();
    for other in covered {
        if write(tx, other.id, other.version, RevisitState::Covered, change(), now_ms).await? {
            ended.push(other.id);
        }
    }
    Ok(Ending::Done(ended))
}

/// Whether the visit, or the one that was issued in its place, is to be made or was made.
async fn is_under_way(tx: &Tx, first: Uuid) -> Result<bool> {
    let mut at = Some(first);
    for _ in 0..REISSUES {
        let Some(id) = at else { break };
        let Some(row) = assignment::Entity::find_by_id(id).one(&**tx).await? else { break };
        let gone = [AssignmentState::Declined, AssignmentState::Impossible, AssignmentState::Withdrawn];
        if gone.iter().all(|state| state.as_str() != row.state) {
            return Ok(true);
        }
        let next = assignment::Entity::find().filter(assignment::Column::ReissueOf.eq(id)).one(&**tx).await?;
        at = next.map(|row| row.id);
    }
    Ok(false)
}
