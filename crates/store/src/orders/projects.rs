//! What many stations of a region miss in one round is one problem of the region (§5.5): single orders stay, and are
//! grouped under it. A region is the unit to which its stations belong. What one station misses again and again is a
//! project of its own: those are the watch list.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use forecourt_core::{
    order::{ProjectKind, ProjectState},
    states::{AssignmentState, RoundState},
};
use sea_orm::{
    ActiveValue::Set,
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, ExprTrait, QueryFilter, QueryOrder, QuerySelect,
    prelude::Uuid,
    sea_query::{Expr, Query, SelectStatement, UnionType},
};

use super::{POLICY, pdca, policy};
use crate::{
    Result, StoreError, Tx,
    access::{Scope, units_below},
    audits::counting::COUNTING,
    dialect::any_of,
    entity::{assignment, audit, finding, order_finding, rectification, regional_project, round, station},
};

/// Stations of a round that are or will be audited, and those that are published, by region.
type Stations = HashMap<Uuid, (u32, u32)>;

/// Looks at a round: opens the projects that hold by what is published, and withdraws those that do not hold any more;
/// answers how many changed. While the round is open, stations that are still to be audited count as having missed nothing: what
/// is opened is not undone by the rest of the round.
pub async fn look(tx: &Tx, round_id: Uuid, now_ms: i64) -> Result<usize> {
    let Some(round) = round::Entity::find_by_id(round_id).one(&**tx).await? else { return Ok(0) };
    let rule = policy(i32::try_from(POLICY).unwrap_or(0))?.systemic;
    let stations = stations(tx, &round).await?;
    let missed = missed(tx, round_id).await?;
    let known =
        regional_project::Entity::find().filter(of_region()).filter(regional_project::Column::RoundId.eq(round_id));
    let known = known.all(&**tx).await?;
    let known: BTreeMap<(Uuid, String), regional_project::Model> =
        known.into_iter().map(|row| ((row.org_unit_id, row.item.clone()), row)).collect();
    let places: BTreeSet<&(Uuid, String)> = missed.keys().chain(known.keys()).collect();
    let (mut fresh, mut changed) = (Vec::new(), 0);
    for place in places {
        let count = missed.get(place).copied().unwrap_or(0);
        let (expected, audited) = stations.get(&place.0).copied().unwrap_or((0, 0));
        let holds = rule.holds(count, expected);
        match known.get(place) {
            None if holds => fresh.push(new_row(&round, place, (count, audited), now_ms)),
            None => {}
            Some(row) => changed += usize::from(refresh(tx, row, holds, (count, audited), now_ms).await?),
        }
    }
    changed += fresh.len();
    for row in fresh {
        pdca::open(tx, row).await?;
    }
    Ok(changed)
}

/// Projects of whole regions.
fn of_region() -> Condition {
    Condition::all().add(regional_project::Column::StationId.is_null())
}

fn whole(count: u32) -> i32 {
    i32::try_from(count).unwrap_or(i32::MAX)
}

pub(super) fn new_row(
    round: &round::Model,
    (org_unit_id, item): &(Uuid, String),
    (missed, audited): (u32, u32),
    now_ms: i64,
) -> regional_project::Model {
    regional_project::Model {
        id: Uuid::new_v4(),
        round_id: round.id,
        org_unit_id: *org_unit_id,
        checklist_id: round.checklist_id.clone(),
        checklist_version: round.checklist_version,
        item: item.clone(),
        state: ProjectState::Open.as_str().into(),
        missed: whole(missed),
        audited: whole(audited),
        opened_at: now_ms,
        updated_at: now_ms,
        version: 1,
        station_id: None,
        order_id: None,
    }
}

async fn refresh(
    tx: &Tx,
    row: &regional_project::Model,
    holds: bool,
    (missed, audited): (u32, u32),
    now_ms: i64,
) -> Result<bool> {
    use regional_project::Column as P;
    let known = ProjectState::parse(&row.state).ok_or_else(|| StoreError::unknown_word("project", &row.state))?;
    let state = known.counted(holds).as_str();
    if (row.state.as_str(), row.missed, row.audited) == (state, whole(missed), whole(audited)) {
        return Ok(false);
    }
    let done = regional_project::Entity::update_many()
        .set(regional_project::ActiveModel {
            state: Set(state.into()),
            missed: Set(whole(missed)),
            audited: Set(whole(audited)),
            updated_at: Set(now_ms),
            version: Set(row.version + 1),
            ..Default::default()
        })
        .filter(P::Id.eq(row.id))
        .filter(P::Version.eq(row.version))
        .exec(&**tx)
        .await?;
    Ok(done.rows_affected == 1)
}

async fn stations(tx: &Tx, round: &round::Model) -> Result<Stations> {
    let count = |table: &'static str, station: (&'static str, &'static str), condition: Condition| {
        Query::select()
            .expr_as(Expr::col((station::Entity, station::Column::OrgUnitId)), "unit")
            .expr_as(Expr::col(station).count_distinct(), "stations")
            .from(table)
            .inner_join(station::Entity, Expr::col((station::Entity, station::Column::Id)).equals(station))
            .cond_where(condition)
            .add_group_by([Expr::col((station::Entity, station::Column::OrgUnitId))])
            .to_owned()
    };
    let published = Condition::all().add(audit::Column::RoundId.eq(round.id)).add(audit::Column::State.is_in(COUNTING));
    let audited = counts(tx, &count("audit", ("audit", "station_id"), published)).await?;
    let mut found: Stations = audited.into_iter().map(|(unit, count)| (unit, (count, count))).collect();
    if round.state == RoundState::Closed.as_str() {
        return Ok(found);
    }
    let planned = Condition::all()
        .add(assignment::Column::RoundId.eq(round.id))
        .add(assignment::Column::State.ne(AssignmentState::Withdrawn.as_str()));
    for (unit, count) in counts(tx, &count("assignment", ("assignment", "station_id"), planned)).await? {
        let place = found.entry(unit).or_default();
        place.0 = Ord::max(place.0, count);
    }
    Ok(found)
}

async fn counts(tx: &Tx, select: &SelectStatement) -> Result<Vec<(Uuid, u32)>> {
    let mut found = Vec::new();
    for row in tx.query_all(select).await? {
        let count: i64 = row.try_get("", "stations")?;
        found.push((row.try_get("", "unit")?, u32::try_from(count).unwrap_or(u32::MAX)));
    }
    Ok(found)
}

/// Stations that missed an item in a published audit of the round, by region and item.
async fn missed(tx: &Tx, round_id: Uuid) -> Result<BTreeMap<(Uuid, String), u32>> {
    use finding::Column as F;
    let select = Query::select()
        .expr_as(Expr::col((station::Entity, station::Column::OrgUnitId)), "unit")
        .expr_as(Expr::col((finding::Entity, F::Item)), "item")
        .expr_as(Expr::col((finding::Entity, F::StationId)).count_distinct(), "stations")
        .from(finding::Entity)
        .inner_join(audit::Entity, Expr::col((audit::Entity, audit::Column::Id)).equals((finding::Entity, F::AuditId)))
        .inner_join(
            station::Entity,
            Expr::col((station::Entity, station::Column::Id)).equals((finding::Entity, F::StationId)),
        )
        .and_where(audit::Column::RoundId.eq(round_id))
        .and_where(audit::Column::State.is_in(COUNTING))
        .add_group_by([Expr::col((station::Entity, station::Column::OrgUnitId)), Expr::col((finding::Entity, F::Item))])
        .to_owned();
    let mut found = BTreeMap::new();
    for row in tx.query_all(&select).await? {
        let count: i64 = row.try_get("", "stations")?;
        let place = (row.try_get("", "unit")?, row.try_get("", "item")?);
        found.insert(place, u32::try_from(count).unwrap_or(u32::MAX));
    }
    Ok(found)
}

/// Which projects a list shows.
#[derive(Clone, Debug, Default)]
pub struct ProjectFilter {
    /// Only this state.
    pub state: Option<String>,
    /// Only regions of this unit and below.
    pub org_unit: Option<Uuid>,
    /// Only this item.
    pub item: Option<String>,
    /// Only those of regions, or only those of stations.
    pub kind: Option<ProjectKind>,
    /// Only these, which are flagged, or only the others.
    pub flagged: Option<(bool, Vec<Uuid>)>,
}

/// Projects of regions and stations in scope. A station that moves takes its projects along.
pub(super) fn in_scope(scope: &Scope) -> Condition {
    use regional_project::Column as P;
    if scope.is_everything() {
        return Condition::all();
    }
    let region = of_region().add(scope.on_unit(P::OrgUnitId));
    Condition::any().add(region).add(scope.on_station(P::StationId))
}

/// The ids of projects in scope, as a subquery.
pub(crate) fn ids(scope: &Scope) -> SelectStatement {
    let select = regional_project::Entity::find().select_only().column(regional_project::Column::Id);
    sea_orm::QueryTrait::into_query(select.filter(in_scope(scope)))
}

/// A project in scope.
pub async fn find<C: ConnectionTrait>(db: &C, scope: &Scope, id: Uuid) -> Result<Option<regional_project::Model>> {
    Ok(regional_project::Entity::find_by_id(id).filter(in_scope(scope)).one(db).await?)
}

/// Projects of regions in scope, newest first, behind (opened_at, id).
pub async fn list<C: ConnectionTrait>(
    db: &C,
    scope: &Scope,
    filter: &ProjectFilter,
    before: Option<(i64, Uuid)>,
    limit: u64,
) -> Result<Vec<regional_project::Model>> {
    use regional_project::Column as P;
    let filter = Condition::all()
        .add(in_scope(scope))
        .add_option(filter.kind.map(|kind| match kind {
            ProjectKind::Region => P::StationId.is_null(),
            ProjectKind::Station => P::StationId.is_not_null(),
        }))
        .add_option(filter.flagged.clone().map(|(flagged, ids)| {
            let these = any_of(db, P::Id, ids);
            if flagged { these } else { these.not() }
        }))
        .add_option(filter.state.as_deref().map(|state| P::State.eq(state)))
        .add_option(filter.org_unit.map(|unit| P::OrgUnitId.in_subquery(units_below(&[unit]))))
        .add_option(filter.item.as_deref().map(|item| P::Item.eq(item)));
    let mut query = regional_project::Entity::find().filter(filter);
    if let Some((at, id)) = before {
        let same = Condition::all().add(P::OpenedAt.eq(at)).add(P::Id.lt(id));
        query = query.filter(Condition::any().add(P::OpenedAt.lt(at)).add(same));
    }
    Ok(query.order_by_desc(P::OpenedAt).order_by_desc(P::Id).limit(limit).all(db).await?)
}

/// The orders that are grouped under a project, as a subquery. Of a region: those of its item that findings of its round
/// opened or joined at its stations. Of a station: those of its item. Of a project out of scope there are none.
pub fn orders_of(scope: &Scope, project: Uuid) -> SelectStatement {
    use regional_project::Column as P;
    let column = |column: P| {
        let select = regional_project::Entity::find()
            .select_only()
            .column(column)
            .filter(P::Id.eq(project))
            .filter(in_scope(scope));
        sea_orm::QueryTrait::into_query(select.filter(of_region()))
    };
    let at_place = audit::Entity::find()
        .select_only()
        .column(audit::Column::Id)
        .filter(audit::Column::RoundId.in_subquery(column(P::RoundId)))
        .filter(audit::Column::State.is_in(COUNTING))
        .filter(
            audit::Column::StationId.in_subquery(sea_orm::QueryTrait::into_query(
                station::Entity::find()
                    .select_only()
                    .column(station::Column::Id)
                    .filter(station::Column::OrgUnitId.in_subquery(column(P::OrgUnitId))),
            )),
        );
    let select = order_finding::Entity::find()
        .select_only()
        .column(order_finding::Column::OrderId)
        .filter(order_finding::Column::Item.in_subquery(column(P::Item)))
        .filter(order_finding::Column::AuditId.in_subquery(sea_orm::QueryTrait::into_query(at_place)));
    let mut select = sea_orm::QueryTrait::into_query(select);
    select.union(UnionType::Distinct, orders_of_station(scope, project));
    select
}

fn orders_of_station(scope: &Scope, project: Uuid) -> SelectStatement {
    use regional_project::Column as P;
    let column = |column: P| {
        let select = regional_project::Entity::find()
            .select_only()
            .column(column)
            .filter(P::Id.eq(project))
            .filter(P::StationId.is_not_null())
            .filter(in_scope(scope));
        sea_orm::QueryTrait::into_query(select)
    };
    let select = rectification::Entity::find()
        .select_only()
        .column(rectification::Column::Id)
        .filter(rectification::Column::StationId.in_subquery(column(P::StationId)))
        .filter(rectification::Column::Item.in_subquery(column(P::Item)));
    sea_orm::QueryTrait::into_query(select)
}
