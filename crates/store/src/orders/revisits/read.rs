//! Re-visits as desks and reports read them.

use std::collections::{HashMap, HashSet};

use forecourt_core::{
    order::{RevisitState, Trigger},
    states::AuditState,
};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect, QueryTrait,
    prelude::Uuid,
};

use super::{super::places, REISSUES};
use crate::{
    Result, Store, Tx,
    access::{Scope, stations_below},
    audits::counting::COUNTING,
    entity::{assignment, audit, revisit},
    org::CHUNK,
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
    Ok(made_by_each(db, &[assignment]).await?.remove(&assignment))
}

/// The same of many, by the assignment.
async fn made_by_each<C: ConnectionTrait>(db: &C, assignments: &[Uuid]) -> Result<HashMap<Uuid, revisit::Model>> {
    use assignment::Column as A;
    let mut made = HashMap::new();
    for some in assignments.chunks(CHUNK) {
        // How far each has been followed back.
        let mut at: HashMap<Uuid, Uuid> = some.iter().map(|id| (*id, *id)).collect();
        for _ in 0..REISSUES {
            if at.is_empty() {
                break;
            }
            let bound = revisit::Column::AssignmentId.is_in(at.values().copied());
            let found = revisit::Entity::find().filter(bound).all(db).await?;
            let found: HashMap<Uuid, revisit::Model> =
                found.into_iter().filter_map(|row| Some((row.assignment_id?, row))).collect();
            made.extend(at.iter().filter_map(|(id, at)| Some((*id, found.get(at)?.clone()))));
            at.retain(|_, at| !found.contains_key(at));
            let earlier: Vec<(Uuid, Uuid)> = assignment::Entity::find()
                .select_only()
                .columns([A::Id, A::ReissueOf])
                .filter(A::Id.is_in(at.values().copied()))
                .filter(A::ReissueOf.is_not_null())
                .into_tuple()
                .all(db)
                .await?;
            let earlier: HashMap<Uuid, Uuid> = earlier.into_iter().collect();
            at = at.into_iter().filter_map(|(id, at)| Some((id, *earlier.get(&at)?))).collect();
        }
    }
    Ok(made)
}

impl Store {
    /// Assignments of remedial visits that were published of these days: they make a re-visit that a red line is a cause of,
    /// its own or that of one which it covers (§3.5, §5.5).
    pub async fn remedial_visits(&self, first_day: i32, last_day: i32) -> Result<HashSet<Uuid>> {
        use assignment::Column as A;
        use revisit::Column as R;
        let db = self.read();
        let visits = || {
            audit::Entity::find()
                .select_only()
                .column(audit::Column::AssignmentId)
                .filter(audit::Column::State.is_in(COUNTING))
                .filter(audit::Column::VisitDay.between(first_day, last_day))
                .into_query()
        };
        let bound = revisit::Entity::find().filter(R::AssignmentId.in_subquery(visits())).all(db).await?;
        // Of a month only those that were issued again are few enough to be followed back.
        let again: Vec<Uuid> = assignment::Entity::find()
            .select_only()
            .column(A::Id)
            .filter(A::Id.in_subquery(visits()))
            .filter(A::ReissueOf.is_not_null())
            .into_tuple()
            .all(db)
            .await?;
        let mut made = made_by_each(db, &again).await?;
        made.extend(bound.into_iter().filter_map(|row| Some((row.assignment_id?, row))));
        let crossed = |row: &revisit::Model| {
            let triggers = row.triggers.as_array().map_or(&[][..], Vec::as_slice);
            triggers.iter().any(|word| word == Trigger::RedLine.as_str())
        };
        let ids: Vec<Uuid> = made.values().map(|row| row.id).collect();
        let mut by_another = HashSet::new();
        for some in ids.chunks(CHUNK) {
            let covered = R::CoveredBy.is_in(some.iter().copied());
            let covered = revisit::Entity::find().filter(covered).all(db).await?;
            by_another.extend(covered.iter().filter(|row| crossed(row)).filter_map(|row| row.covered_by));
        }
        made.retain(|_, row| crossed(row) || by_another.contains(&row.id));
        Ok(made.into_keys().collect())
    }
}

/// Whom an assignment must not come to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Before {
    /// It makes no re-visit.
    Nobody,
    /// It makes a re-visit: not to the shopper of the failed visit.
    Shopper(Uuid),
    /// The cause of its re-visit may be appealed again: to nobody until that is final (decision 27).
    Open,
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
            Ok(match audit {
                Some(cause) if !is_final(&cause.state) => Before::Open,
                Some(cause) => Before::Shopper(cause.shopper_id),
                None => Before::Nobody,
            })
        }
        _ => Ok(Before::Nobody),
    }
}

/// Whether nobody can appeal an audit any more.
pub(super) fn is_final(state: &str) -> bool {
    state == AuditState::Final.as_str()
}

/// A re-visit that waits for a plan.
#[derive(Clone, Debug)]
pub struct Unplanned {
    /// The re-visit.
    pub row: revisit::Model,
    /// Who made the failed visit.
    pub shopper: Uuid,
    /// Whether its cause may be appealed: it is not made before that is final (decision 27).
    pub cause_open: bool,
}

/// Re-visits of stations in scope that wait for a plan, by their ids.
pub async fn waiting<C: ConnectionTrait>(db: &C, scope: &Scope, ids: &[Uuid]) -> Result<HashMap<Uuid, Unplanned>> {
    let rows = revisit::Entity::find()
        .filter(revisit::Column::Id.is_in(ids.iter().copied()))
        .filter(revisit::Column::State.eq(RevisitState::Waiting.as_str()))
        .filter(scope.on_station(revisit::Column::StationId))
        .all(db)
        .await?;
    let causes = causes(db, &rows).await?;
    let unplanned = |row: revisit::Model| {
        let (state, shopper) = causes.get(&row.audit_id)?;
        Some((row.id, Unplanned { shopper: *shopper, cause_open: !is_final(state), row }))
    };
    Ok(rows.into_iter().filter_map(unplanned).collect())
}

/// Of these re-visits those whose cause is not final.
pub async fn open_causes<C: ConnectionTrait>(db: &C, rows: &[revisit::Model]) -> Result<HashSet<Uuid>> {
    let causes = causes(db, rows).await?;
    let is_open = |row: &&revisit::Model| causes.get(&row.audit_id).is_some_and(|(state, _)| !is_final(state));
    Ok(rows.iter().filter(is_open).map(|row| row.id).collect())
}

/// State and shopper of the audits that are the causes of these re-visits.
async fn causes<C: ConnectionTrait>(db: &C, rows: &[revisit::Model]) -> Result<HashMap<Uuid, (String, Uuid)>> {
    let found: Vec<(Uuid, String, Uuid)> = audit::Entity::find()
        .select_only()
        .columns([audit::Column::Id, audit::Column::State, audit::Column::ShopperId])
        .filter(audit::Column::Id.is_in(rows.iter().map(|row| row.audit_id)))
        .into_tuple()
        .all(db)
        .await?;
    Ok(found.into_iter().map(|(id, state, shopper)| (id, (state, shopper))).collect())
}
