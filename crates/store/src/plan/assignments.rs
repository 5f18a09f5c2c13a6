//! Assignments: a visit that a shopper is to make, and everyone who ever held it (decision 5).

use std::collections::{HashMap, HashSet};

use forecourt_core::states::{AssignmentState, AuditState, Role};
use sea_orm::{
    ActiveValue::Set,
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect, QueryTrait,
    prelude::Uuid,
    sea_query::{Alias, Expr, ExprTrait, OnConflict, Query},
};

use crate::{
    Result, Tx,
    access::Scope,
    devices,
    entity::{assignment, assignment_holder, assignment_report, audit, person, person_role, station},
    org::CHUNK,
    people,
    signals::Signal,
    stations,
    sync::{self, Change, Subject},
};

/// Whose assignments a caller sees.
#[derive(Clone, Debug)]
pub enum View {
    /// Those at stations in scope: the plan's desks.
    Desk(Scope),
    /// Those that this shopper holds.
    Holder(Uuid),
}

impl View {
    fn condition(&self) -> Condition {
        match self {
            Self::Desk(scope) => scope.on_station(assignment::Column::StationId),
            Self::Holder(person) => Condition::all().add(assignment::Column::ShopperId.eq(*person)),
        }
    }
}

/// Which assignments a list shows.
#[derive(Clone, Debug, Default)]
pub struct AssignmentFilter {
    /// Only this round.
    pub round: Option<Uuid>,
    /// Only this station.
    pub station: Option<Uuid>,
    /// Only those this shopper holds.
    pub shopper: Option<Uuid>,
    /// Only this state.
    pub state: Option<String>,
    /// Only windows that end after this instant.
    pub from_ms: Option<i64>,
    /// Only windows that begin before this instant.
    pub to_ms: Option<i64>,
    /// Only visits that were made in vain and wait for a planner.
    pub to_issue_again: bool,
    /// Only those of which the shopper said one of these; empty is all.
    pub reported: Vec<&'static str>,
}

/// Assignments of which the shopper said one of these.
fn reported(kinds: &[&'static str]) -> Condition {
    let of_these = assignment_report::Entity::find()
        .select_only()
        .column(assignment_report::Column::AssignmentId)
        .filter(assignment_report::Column::Kind.is_in(kinds.iter().copied()))
        .into_query();
    Condition::all().add(assignment::Column::Id.in_subquery(of_these))
}

/// Holds for delivered assignments whose audits are all void or incomplete and that were not issued again.
pub(super) fn made_in_vain() -> Condition {
    use assignment::Column as A;
    // Asked for each assignment by an index: the whole network has millions of audits.
    let audits = |state: Condition| {
        let of_it = Expr::col((audit::Entity, audit::Column::AssignmentId)).equals((assignment::Entity, A::Id));
        audit::Entity::find().select_only().column(audit::Column::Id).filter(of_it).filter(state).into_query()
    };
    let gone = [AuditState::Void.as_str(), AuditState::Incomplete.as_str()];
    let next = Alias::new("next");
    let again = Query::select()
        .column((next.clone(), A::Id))
        .from_as(assignment::Entity, next.clone())
        .and_where(Expr::col((next, A::ReissueOf)).equals((assignment::Entity, A::Id)))
        .to_owned();
    Condition::all()
        .add(A::State.eq(AssignmentState::Delivered.as_str()))
        .add(Expr::exists(audits(Condition::all().add(audit::Column::State.is_in(gone)))))
        .add(Expr::exists(audits(Condition::all().add(audit::Column::State.is_not_in(gone)))).not())
        .add(Expr::exists(again).not())
}

/// Assignments in view by the beginning of their windows, behind `after` = (window start, id).
pub async fn list<C: ConnectionTrait>(
    db: &C,
    view: &View,
    filter: &AssignmentFilter,
    after: Option<(i64, Uuid)>,
    rows: u64,
) -> Result<Vec<assignment::Model>> {
    use assignment::Column as A;
    let mut query = assignment::Entity::find().filter(view.condition());
    if let Some(round) = filter.round {
        query = query.filter(A::RoundId.eq(round));
    }
    if let Some(station) = filter.station {
        query = query.filter(A::StationId.eq(station));
    }
    if let Some(shopper) = filter.shopper {
        query = query.filter(A::ShopperId.eq(shopper));
    }
    if let Some(state) = &filter.state {
        query = query.filter(A::State.eq(state));
    }
    if let Some(from) = filter.from_ms {
        query = query.filter(A::WindowEnd.gt(from));
    }
    if let Some(to) = filter.to_ms {
        query = query.filter(A::WindowStart.lt(to));
    }
    if filter.to_issue_again {
        query = query.filter(made_in_vain());
    }
    if !filter.reported.is_empty() {
        query = query.filter(reported(&filter.reported));
    }
    if let Some((start, id)) = after {
        let same = Condition::all().add(A::WindowStart.eq(start)).add(A::Id.gt(id));
        query = query.filter(Condition::any().add(A::WindowStart.gt(start)).add(same));
    }
    Ok(query.order_by_asc(A::WindowStart).order_by_asc(A::Id).limit(rows).all(db).await?)
}

/// An assignment in view.
pub async fn find<C: ConnectionTrait>(db: &C, view: &View, id: Uuid) -> Result<Option<assignment::Model>> {
    Ok(assignment::Entity::find_by_id(id).filter(view.condition()).one(db).await?)
}

/// Assignments by their ids, in view or not: an id is one for ever.
pub async fn by_ids<C: ConnectionTrait>(db: &C, ids: &[Uuid]) -> Result<HashMap<Uuid, assignment::Model>> {
    let mut found = HashMap::with_capacity(ids.len());
    for some in ids.chunks(CHUNK) {
        let rows =
            assignment::Entity::find().filter(assignment::Column::Id.is_in(some.iter().copied())).all(db).await?;
        found.extend(rows.into_iter().map(|row| (row.id, row)));
    }
    Ok(found)
}

/// A visit that was made or is to be made: (assignment, shopper, station, window start).
pub type Visit = (Uuid, Uuid, Uuid, i64);

/// The visits of these shoppers whose windows begin in the span; for the rules of rotation (§2.4).
pub async fn visits<C: ConnectionTrait>(
    db: &C,
    shoppers: &[Uuid],
    stations: Option<&[Uuid]>,
    from_ms: i64,
    to_ms: i64,
) -> Result<Vec<Visit>> {
    use assignment::Column as A;
    let mut found = Vec::new();
    for some in shoppers.chunks(CHUNK) {
        let mut query = assignment::Entity::find()
            .select_only()
            .columns([A::Id, A::ShopperId, A::StationId, A::WindowStart])
            .filter(A::ShopperId.is_in(some.iter().copied()))
            .filter(A::State.is_in(["issued", "delivered"]))
            .filter(A::WindowStart.gte(from_ms))
            .filter(A::WindowStart.lte(to_ms));
        if let Some(stations) = stations {
            query = query.filter(A::StationId.is_in(stations.iter().copied()));
        }
        found.extend(query.into_tuple::<Visit>().all(db).await?);
    }
    Ok(found)
}

/// Where a shopper was recognised: he never goes there again (§2.4). (shopper, station).
pub async fn barred<C: ConnectionTrait>(db: &C, shoppers: &[Uuid]) -> Result<HashSet<(Uuid, Uuid)>> {
    let mut found = HashSet::new();
    for some in shoppers.chunks(CHUNK) {
        let reports: Vec<(Uuid, Uuid)> = assignment_report::Entity::find()
            .select_only()
            .columns([assignment_report::Column::PersonId, assignment_report::Column::AssignmentId])
            .filter(assignment_report::Column::PersonId.is_in(some.iter().copied()))
            .filter(assignment_report::Column::Kind.eq("recognised"))
            .into_tuple()
            .all(db)
            .await?;
        let ids: Vec<Uuid> = reports.iter().map(|(_, id)| *id).collect();
        let places = by_ids(db, &ids).await?;
        found.extend(reports.into_iter().filter_map(|(person, id)| Some((person, places.get(&id)?.station_id))));
    }
    Ok(found)
}

/// Writes new assignments with their first holders, and tells the phones and planners.
pub async fn insert(tx: &Tx, rows: Vec<assignment::Model>, now_ms: i64) -> Result<()> {
    let mut changes = Vec::with_capacity(rows.len() * 2);
    for some in rows.chunks(CHUNK) {
        let new = some.iter().map(|row| assignment::ActiveModel::from(row.clone()));
        assignment::Entity::insert_many(new).exec_without_returning(&**tx).await?;
        let holders = some.iter().map(|row| assignment_holder::ActiveModel {
            assignment_id: Set(row.id),
            person_id: Set(row.shopper_id),
            since: Set(now_ms),
            until: Set(None),
        });
        assignment_holder::Entity::insert_many(holders).exec_without_returning(&**tx).await?;
        for row in some {
            tx.signal(Signal::plan(row.station_id));
            changes.push(Change::new(row.shopper_id, Subject::Assignment, row.id, now_ms));
            changes.push(Change::new(row.shopper_id, Subject::Station, row.station_id, now_ms));
        }
    }
    sync::record(&**tx, &changes).await
}

/// Moves an assignment to another state or holder. False when version or state were others.
///
/// The old holder keeps his row with an end: what he delivers is accepted (decision 5).
pub async fn transition(tx: &Tx, old: &assignment::Model, new: &assignment::Model, now_ms: i64) -> Result<bool> {
    use assignment::Column as A;
    let done = assignment::Entity::update_many()
        .set(assignment::ActiveModel {
            shopper_id: Set(new.shopper_id),
            state: Set(new.state.clone()),
            override_reason: Set(new.override_reason.clone()),
            updated_at: Set(now_ms),
            version: Set(old.version + 1),
            ..Default::default()
        })
        .filter(A::Id.eq(old.id))
        .filter(A::Version.eq(old.version))
        .filter(A::State.eq(&*old.state))
        .exec(&**tx)
        .await?;
    if done.rows_affected != 1 {
        return Ok(false);
    }
    let mut changes = vec![Change::new(old.shopper_id, Subject::Assignment, old.id, now_ms)];
    if new.shopper_id != old.shopper_id {
        change_holder(&**tx, old.id, old.shopper_id, new.shopper_id, now_ms).await?;
        changes.push(Change::new(new.shopper_id, Subject::Assignment, old.id, now_ms));
        changes.push(Change::new(new.shopper_id, Subject::Station, old.station_id, now_ms));
    }
    sync::record(&**tx, &changes).await?;
    tx.signal(Signal::plan(old.station_id));
    Ok(true)
}

async fn change_holder<C: ConnectionTrait>(db: &C, id: Uuid, old: Uuid, new: Uuid, now_ms: i64) -> Result<()> {
    assignment_holder::Entity::update_many()
        .set(assignment_holder::ActiveModel { until: Set(Some(now_ms)), ..Default::default() })
        .filter(assignment_holder::Column::AssignmentId.eq(id))
        .filter(assignment_holder::Column::PersonId.eq(old))
        .exec(db)
        .await?;
    let key = [assignment_holder::Column::AssignmentId, assignment_holder::Column::PersonId];
    let row = assignment_holder::ActiveModel {
        assignment_id: Set(id),
        person_id: Set(new),
        since: Set(now_ms),
        until: Set(None),
    };
    // Someone who held it before keeps the instant at which he first did.
    assignment_holder::Entity::insert(row)
        .on_conflict(OnConflict::columns(key).update_column(assignment_holder::Column::Until).to_owned())
        .exec_without_returning(db)
        .await?;
    Ok(())
}

/// Everyone who ever held an assignment, in the order of their beginnings.
pub async fn holders<C: ConnectionTrait>(db: &C, id: Uuid) -> Result<Vec<assignment_holder::Model>> {
    Ok(assignment_holder::Entity::find()
        .filter(assignment_holder::Column::AssignmentId.eq(id))
        .order_by_asc(assignment_holder::Column::Since)
        .order_by_asc(assignment_holder::Column::PersonId)
        .all(db)
        .await?)
}

/// What the shopper said about an assignment: declined, impossible, recognised.
pub async fn reports<C: ConnectionTrait>(db: &C, id: Uuid) -> Result<Vec<assignment_report::Model>> {
    Ok(assignment_report::Entity::find()
        .filter(assignment_report::Column::AssignmentId.eq(id))
        .order_by_asc(assignment_report::Column::ReceivedAt)
        .all(db)
        .await?)
}

/// The states of an assignment's audits, without this one.
pub async fn audit_states<C: ConnectionTrait>(db: &C, id: Uuid, but: Option<Uuid>) -> Result<Vec<String>> {
    let mut audits =
        audit::Entity::find().select_only().column(audit::Column::State).filter(audit::Column::AssignmentId.eq(id));
    if let Some(but) = but {
        audits = audits.filter(audit::Column::Id.ne(but));
    }
    Ok(audits.into_tuple().all(db).await?)
}

/// Shoppers of a round who may go to the stations of one of these units, those with the fewest visits still to be made
/// first; at most `limit`.
pub async fn holders_of_round<C: ConnectionTrait>(
    db: &C,
    round_id: Uuid,
    units: &[Uuid],
    limit: u64,
) -> Result<Vec<Uuid>> {
    use assignment::Column as A;
    use person_role::Column as R;
    let here = Condition::any().add(R::OrgUnitId.is_null()).add(R::OrgUnitId.is_in(units.iter().copied()));
    let shoppers = person_role::Entity::find()
        .select_only()
        .column(R::PersonId)
        .filter(R::Role.eq(Role::Shopper.as_str()))
        .filter(here)
        .into_query();
    let open = Expr::case(A::State.eq(AssignmentState::Issued.as_str()), 1).finally(0);
    Ok(assignment::Entity::find()
        .select_only()
        .column(A::ShopperId)
        .filter(A::RoundId.eq(round_id))
        .filter(A::ShopperId.in_subquery(shoppers))
        .group_by(A::ShopperId)
        .order_by_asc(Expr::expr(open).sum())
        .order_by_asc(A::ShopperId)
        .limit(limit)
        .into_tuple()
        .all(db)
        .await?)
}

/// The stations and people that assignments name, and when the people's phones were last heard of.
#[derive(Clone, Debug, Default)]
pub struct Around {
    /// Stations by id.
    pub stations: HashMap<Uuid, station::Model>,
    /// People by id.
    pub people: HashMap<Uuid, person::Model>,
    /// Last contact of any phone, epoch ms, by person.
    pub last_contacts: HashMap<Uuid, i64>,
}

/// What stands around these rows and people.
pub async fn around<C: ConnectionTrait>(db: &C, rows: &[assignment::Model], more_people: &[Uuid]) -> Result<Around> {
    let places: Vec<Uuid> = rows.iter().map(|row| row.station_id).collect();
    let found = stations::find_all(db, &Scope::everything(), &places).await?;
    let mut ids: Vec<Uuid> = rows.iter().map(|row| row.shopper_id).chain(more_people.iter().copied()).collect();
    ids.sort_unstable();
    ids.dedup();
    Ok(Around {
        stations: found.into_iter().map(|row| (row.id, row)).collect(),
        people: people::names(db, &ids).await?,
        last_contacts: devices::last_contacts(db, &ids).await?,
    })
}

/// The assignment that was issued again for this one.
pub async fn reissue_of<C: ConnectionTrait>(db: &C, id: Uuid) -> Result<Option<Uuid>> {
    Ok(assignment::Entity::find()
        .select_only()
        .column(assignment::Column::Id)
        .filter(assignment::Column::ReissueOf.eq(id))
        .into_tuple()
        .one(db)
        .await?)
}
