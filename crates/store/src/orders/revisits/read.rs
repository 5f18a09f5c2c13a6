//! Re-visits as desks read them.

use std::collections::HashMap;

use forecourt_core::order::RevisitState;
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect, prelude::Uuid,
};

use super::{super::places, REISSUES};
use crate::{
    Result, Tx,
    access::{Scope, stations_below},
    entity::{assignment, audit, revisit},
};

/// Which re-visits a list shows.
#[derive(Clone, Debug, Default)]
pub struct RevisitFilter {
    /// Only these states; empty is all.
    pub states: Vec<RevisitState>,
    /// Only this station.
    pub station: Option<Uuid>,
    /// Only stations of this unit and below.
    pub org_unit: Option<Uuid>,
    /// Only those with something that has to follow, or only those without.
    pub follow_up: Option<bool>,
}

/// Re-visits of stations in scope, newest first, behind (created_at, id).
pub async fn list<C: ConnectionTrait>(
    db: &C,
    scope: &Scope,
    filter: &RevisitFilter,
    before: Option<(i64, Uuid)>,
    limit: u64,
) -> Result<Vec<revisit::Model>> {
    use revisit::Column as R;
    let states = filter.states.iter().map(|state| state.as_str());
    let follows = |wanted: bool| if wanted { R::FollowUp.is_not_null() } else { R::FollowUp.is_null() };
    let filter = Condition::all()
        .add(scope.on_station(R::StationId))
        .add_option((!filter.states.is_empty()).then(|| R::State.is_in(states)))
        .add_option(filter.station.map(|station| R::StationId.eq(station)))
        .add_option(filter.org_unit.map(|unit| R::StationId.in_subquery(stations_below(&[unit]))))
        .add_option(filter.follow_up.map(follows));
    let mut query = revisit::Entity::find().filter(filter);
    if let Some((at, id)) = before {
        let same = Condition::all().add(R::CreatedAt.eq(at)).add(R::Id.lt(id));
        query = query.filter(Condition::any().add(R::CreatedAt.lt(at)).add(same));
    }
    Ok(query.order_by_desc(R::CreatedAt).order_by_desc(R::Id).limit(limit).all(db).await?)
}

/// A re-visit of a station in scope.
pub async fn find<C: ConnectionTrait>(db: &C, scope: &Scope, id: Uuid) -> Result<Option<revisit::Model>> {
    Ok(revisit::Entity::find_by_id(id).filter(scope.on_station(revisit::Column::StationId)).one(db).await?)
}

/// The re-visit that an assignment makes, itself or as what was issued again in the place of another one.
pub(super) async fn made_by<C: ConnectionTrait>(db: &C, assignment: Uuid) -> Result<Option<revisit::Model>> {
    let mut at = Some(assignment);
    for _ in 0..REISSUES {
        let Some(id) = at else { break };
        let found = revisit::Entity::find().filter(revisit::Column::AssignmentId.eq(id)).one(db).await?;
        if found.is_some() {
            return Ok(found);
        }
        at = assignment::Entity::find_by_id(id).one(db).await?.and_then(|row| row.reissue_of);
    }
    Ok(None)
}

/// Whom an assignment must not come to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Before {
    /// It makes no re-visit.
    Nobody,
    /// It makes a re-visit: not to the shopper of the failed visit.
    Shopper(Uuid),
    /// Its re-visit was ended by a planner: it comes to nobody.
    Ended,
}

/// Whom the assignment in the place of this one must not come to. The station is held meanwhile, so that nobody ends the
/// re-visit at the same time.
pub async fn before(tx: &Tx, assignment: Uuid) -> Result<Before> {
    let Some(found) = made_by(&**tx, assignment).await? else { return Ok(Before::Nobody) };
    places::lock(tx, &[found.station_id]).await?;
    let Some(made) = revisit::Entity::find_by_id(found.id).one(&**tx).await? else { return Ok(Before::Nobody) };
    match RevisitState::parse(&made.state) {
        Some(RevisitState::Ended) => Ok(Before::Ended),
        Some(RevisitState::Planned) => {
            let audit = audit::Entity::find_by_id(made.audit_id).one(&**tx).await?;
            Ok(audit.map_or(Before::Nobody, |audit| Before::Shopper(audit.shopper_id)))
        }
        _ => Ok(Before::Nobody),
    }
}

/// Re-visits of stations in scope that wait for a plan, each with the shopper of the failed visit.
pub async fn waiting<C: ConnectionTrait>(
    db: &C,
    scope: &Scope,
    ids: &[Uuid],
) -> Result<HashMap<Uuid, (revisit::Model, Uuid)>> {
    let rows = revisit::Entity::find()
        .filter(revisit::Column::Id.is_in(ids.iter().copied()))
        .filter(revisit::Column::State.eq(RevisitState::Waiting.as_str()))
        .filter(scope.on_station(revisit::Column::StationId))
        .all(db)
        .await?;
    let causes: Vec<(Uuid, Uuid)> = audit::Entity::find()
        .select_only()
        .columns([audit::Column::Id, audit::Column::ShopperId])
        .filter(audit::Column::Id.is_in(rows.iter().map(|row| row.audit_id)))
        .into_tuple()
        .all(db)
        .await?;
    let shoppers: HashMap<Uuid, Uuid> = causes.into_iter().collect();
    Ok(rows.into_iter().filter_map(|row| Some((row.id, (row.clone(), *shoppers.get(&row.audit_id)?)))).collect())
}
