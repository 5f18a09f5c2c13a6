//! A re-visit that cannot be made: its station is closed, or nobody gets there.

use forecourt_core::{
    order::RevisitState,
    states::{AssignmentState, AuditState},
};
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter, QueryOrder, prelude::Uuid};

use super::{super::places, REISSUES, write};
use crate::{
    Result, Tx,
    entity::{assignment, revisit},
    plan::assignments,
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
        && visit(tx, assignment).await? != Visit::Gone
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
    if !write(tx, row, state, change(), now_ms).await? {
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
        if write(tx, &other, RevisitState::Covered, change(), now_ms).await? {
            ended.push(other.id);
        }
    }
    Ok(Ending::Done(ended))
}

/// How far the visit of a re-visit is, or the one that was issued in its place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Visit {
    /// It is still to be made, until this instant, epoch ms.
    Issued(i64),
    /// It was made, and may count.
    Made,
    /// Nobody makes it any more, or what was made counts for nothing.
    Gone,
}

pub(super) async fn visit(tx: &Tx, first: Uuid) -> Result<Visit> {
    let mut at = Some(first);
    for _ in 0..REISSUES {
        let Some(id) = at else { break };
        let Some(row) = assignment::Entity::find_by_id(id).one(&**tx).await? else { break };
        match AssignmentState::parse(&row.state) {
            Some(AssignmentState::Declined | AssignmentState::Impossible | AssignmentState::Withdrawn) => {}
            Some(AssignmentState::Delivered) => {
                let states = assignments::audit_states(&**tx, id, None).await?;
                let nothing = [AuditState::Void.as_str(), AuditState::Incomplete.as_str()];
                if states.iter().any(|state| !nothing.contains(&state.as_str())) {
                    return Ok(Visit::Made);
                }
            }
            _ => return Ok(Visit::Issued(row.window_end)),
        }
        let next = assignment::Entity::find().filter(assignment::Column::ReissueOf.eq(id)).one(&**tx).await?;
        at = next.map(|row| row.id);
    }
    Ok(Visit::Gone)
}
