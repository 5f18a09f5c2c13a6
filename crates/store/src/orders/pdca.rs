//! The record of a project (§5.6): its cycles, what was done in them, and the audits of later rounds that check them.

use std::collections::HashSet;

use forecourt_core::{
    day::{DAY_MS, date_of},
    order::{ActOutcome, CHECK_ROUNDS, FLAG_DAYS, ProjectState},
    states::Role,
};
use sea_orm::{
    ActiveValue::Set,
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, ExprTrait, FromQueryResult, QueryFilter, QueryOrder,
    QuerySelect, QueryTrait,
    prelude::{Json, Uuid},
    sea_query::{Expr, Query, SelectStatement},
};
use time::OffsetDateTime;

use super::projects::PUBLISHED;
use crate::{
    Result, Tx,
    entity::{audit, project_cycle, project_event, regional_project, round, station},
};

/// What is done to a project, for its history.
#[derive(Clone, Debug)]
pub struct Deed {
    /// `plan`, `action` or `act`.
    pub verb: &'static str,
    /// Who.
    pub person_id: Uuid,
    /// In which role.
    pub role: Role,
    /// What belongs to it: its words, evidence.
    pub data: Json,
    /// When, epoch ms.
    pub at: i64,
}

/// A plan.
#[derive(Clone, Debug)]
pub struct Plan {
    /// How the cause was found.
    pub cause_kind: &'static str,
    /// The cause.
    pub cause: String,
    /// What will be done.
    pub measure: String,
    /// Who answers for it.
    pub owner: String,
    /// Pass rate of the item that is wanted, bp.
    pub target_bp: u16,
    /// Until when, days since 1970-01-01.
    pub due_day: i32,
}

fn cycle(project_id: Uuid, number: i32, opened_at: i64, after_day: i32) -> project_cycle::Model {
    project_cycle::Model {
        project_id,
        number,
        opened_at,
        after_day,
        cause_kind: None,
        cause: None,
        measure: None,
        owner: None,
        target_bp: None,
        due_day: None,
        planned_at: None,
        outcome: None,
        note: None,
        ended_at: None,
    }
}

async fn put_cycle(tx: &Tx, row: project_cycle::Model) -> Result<()> {
    project_cycle::Entity::insert(project_cycle::ActiveModel::from(row)).exec_without_returning(&**tx).await?;
    Ok(())
}

/// Opens a project with its first cycle; rounds that begin after `after_day` check it.
pub async fn open(tx: &Tx, row: regional_project::Model, after_day: i32) -> Result<()> {
    let first = cycle(row.id, 1, row.opened_at, after_day);
    regional_project::Entity::insert(regional_project::ActiveModel::from(row)).exec_without_returning(&**tx).await?;
    put_cycle(tx, first).await
}

/// The cycles of projects, the first one first.
pub async fn cycles<C: ConnectionTrait>(db: &C, projects: &[Uuid]) -> Result<Vec<project_cycle::Model>> {
    Ok(project_cycle::Entity::find()
        .filter(project_cycle::Column::ProjectId.is_in(projects.iter().copied()))
        .order_by_asc(project_cycle::Column::ProjectId)
        .order_by_asc(project_cycle::Column::Number)
        .all(db)
        .await?)
}

/// What was done to a project, in order.
pub async fn events<C: ConnectionTrait>(db: &C, project: Uuid) -> Result<Vec<project_event::Model>> {
    Ok(project_event::Entity::find()
        .filter(project_event::Column::ProjectId.eq(project))
        .order_by_asc(project_event::Column::Seq)
        .all(db)
        .await?)
}

/// Writes the plan of a cycle, which may have had another one; `false` when somebody was faster.
pub async fn plan(tx: &Tx, seen: &regional_project::Model, number: i32, plan: Plan, deed: Deed) -> Result<bool> {
    let change = project_cycle::ActiveModel {
        cause_kind: Set(Some(plan.cause_kind.into())),
        cause: Set(Some(plan.cause)),
        measure: Set(Some(plan.measure)),
        owner: Set(Some(plan.owner)),
        target_bp: Set(Some(i32::from(plan.target_bp))),
        due_day: Set(Some(plan.due_day)),
        planned_at: Set(Some(deed.at)),
        ..Default::default()
    };
    if !turn(tx, seen, ProjectState::Open, number, deed).await? {
        return Ok(false);
    }
    write(tx, seen.id, number, change).await
}

/// Adds an action to a cycle; `false` when somebody was faster.
pub async fn action(tx: &Tx, seen: &regional_project::Model, number: i32, deed: Deed) -> Result<bool> {
    turn(tx, seen, ProjectState::Open, number, deed).await
}

/// Ends a cycle. What is reopened goes on in the next one, which rounds of later days check; else the project ends too.
/// `false` when somebody was faster.
pub async fn act(
    tx: &Tx,
    seen: &regional_project::Model,
    number: i32,
    (outcome, note): (ActOutcome, String),
    deed: Deed,
) -> Result<bool> {
    let again = outcome == ActOutcome::Reopen;
    let at = deed.at;
    let change = project_cycle::ActiveModel {
        outcome: Set(Some(outcome.as_str().into())),
        note: Set(Some(note)),
        ended_at: Set(Some(at)),
        ..Default::default()
    };
    let state = if again { ProjectState::Open } else { ProjectState::Ended };
    if !turn(tx, seen, state, number, deed).await? || !write(tx, seen.id, number, change).await? {
        return Ok(false);
    }
    if again {
        let today = date_of(at).to_julian_day() - OffsetDateTime::UNIX_EPOCH.to_julian_day();
        put_cycle(tx, cycle(seen.id, number + 1, at, today)).await?;
    }
    Ok(true)
}

async fn write(tx: &Tx, project: Uuid, number: i32, change: project_cycle::ActiveModel) -> Result<bool> {
    let done = project_cycle::Entity::update_many()
        .set(change)
        .filter(project_cycle::Column::ProjectId.eq(project))
        .filter(project_cycle::Column::Number.eq(number))
        .filter(project_cycle::Column::EndedAt.is_null())
        .exec(&**tx)
        .await?;
    Ok(done.rows_affected == 1)
}

/// Moves the version of an open project on, which holds its row, and adds the line of history.
async fn turn(tx: &Tx, seen: &regional_project::Model, state: ProjectState, number: i32, deed: Deed) -> Result<bool> {
    use regional_project::Column as P;
    let done = regional_project::Entity::update_many()
        .set(regional_project::ActiveModel {
            state: Set(state.as_str().into()),
            updated_at: Set(deed.at),
            version: Set(seen.version + 1),
            ..Default::default()
        })
        .filter(P::Id.eq(seen.id))
        .filter(P::Version.eq(seen.version))
        .filter(P::State.eq(ProjectState::Open.as_str()))
        .exec(&**tx)
        .await?;
    if done.rows_affected == 0 {
        return Ok(false);
    }
    let last: Option<Option<i32>> = project_event::Entity::find()
        .select_only()
        .column_as(project_event::Column::Seq.max(), "last")
        .filter(project_event::Column::ProjectId.eq(seen.id))
        .into_tuple()
        .one(&**tx)
        .await?;
    let event = project_event::Model {
        id: Uuid::new_v4(),
        project_id: seen.id,
        seq: last.flatten().unwrap_or(0) + 1,
        cycle: number,
        verb: deed.verb.into(),
        person_id: deed.person_id,
        role: deed.role.as_str().into(),
        data: deed.data,
        at: deed.at,
    };
    project_event::Entity::insert(project_event::ActiveModel::from(event)).exec_without_returning(&**tx).await?;
    Ok(true)
}

/// A published audit of a round that checks a cycle.
#[derive(Clone, Debug, FromQueryResult)]
pub struct Checked {
    /// Its round.
    pub round_id: Uuid,
    /// Version of the project's checklist.
    pub checklist_version: i32,
    /// Packed outcome per item.
    pub outcomes: Option<Vec<u8>>,
    /// When it was published, epoch ms.
    pub published_at: Option<i64>,
}

/// The audits that check each of these cycles of a project, by round, the earliest first: at most two rounds a cycle. A round
/// belongs to the cycle that was open when it began.
pub async fn checks<C: ConnectionTrait>(
    db: &C,
    project: &regional_project::Model,
    cycles: &[project_cycle::Model],
) -> Result<Vec<Vec<Vec<Checked>>>> {
    let Some(first) = cycles.iter().map(|cycle| cycle.after_day).min() else { return Ok(Vec::new()) };
    let rounds = rounds(db, project, first).await?;
    let mut of_cycles: Vec<Vec<Uuid>> = Vec::new();
    for (n, cycle) in cycles.iter().enumerate() {
        let until = cycles.get(n + 1).map_or(i32::MAX, |next| next.after_day);
        let inside = rounds.iter().filter(|(_, day)| *day > cycle.after_day && *day <= until);
        of_cycles.push(inside.take(CHECK_ROUNDS).map(|(id, _)| *id).collect());
    }
    let wanted: Vec<Uuid> = of_cycles.iter().flatten().copied().collect();
    use audit::Column as A;
    let rows = audit::Entity::find()
        .select_only()
        .columns([A::RoundId, A::ChecklistVersion, A::Outcomes, A::PublishedAt])
        .filter(there(project))
        .filter(A::RoundId.is_in(wanted))
        .into_model::<Checked>()
        .all(db)
        .await?;
    let of_round = |id: &Uuid| rows.iter().filter(|row| row.round_id == *id).cloned().collect();
    Ok(of_cycles.iter().map(|rounds| rounds.iter().map(of_round).collect()).collect())
}

/// Whether any round checks the open cycle of a project.
pub async fn is_checked<C: ConnectionTrait>(
    db: &C,
    project: &regional_project::Model,
    cycle: &project_cycle::Model,
) -> Result<bool> {
    Ok(!rounds(db, project, cycle.after_day).await?.is_empty())
}

/// Published audits of a project's checklist at its stations.
fn there(project: &regional_project::Model) -> Condition {
    use audit::Column as A;
    let stations = station::Entity::find()
        .select_only()
        .column(station::Column::Id)
        .filter(station::Column::OrgUnitId.eq(project.org_unit_id))
        .into_query();
    let place = match project.station_id {
        Some(station) => A::StationId.eq(station),
        None => A::StationId.in_subquery(stations),
    };
    Condition::all().add(place).add(A::State.is_in(PUBLISHED)).add(A::ChecklistId.eq(&*project.checklist_id))
}

/// Rounds that begin after a day and have published audits there, with their first day, the earliest first.
async fn rounds<C: ConnectionTrait>(
    db: &C,
    project: &regional_project::Model,
    after_day: i32,
) -> Result<Vec<(Uuid, i32)>> {
    let theirs = audit::Entity::find().select_only().column(audit::Column::RoundId).filter(there(project)).into_query();
    Ok(round::Entity::find()
        .select_only()
        .columns([round::Column::Id, round::Column::FirstDay])
        .filter(round::Column::FirstDay.gt(after_day))
        .filter(round::Column::Id.in_subquery(theirs))
        .order_by_asc(round::Column::FirstDay)
        .order_by_asc(round::Column::Id)
        .into_tuple()
        .all(db)
        .await?)
}

/// Projects whose open cycle has had no check data for so many days (§5.6), as a subquery of their ids.
pub(super) fn late(now_ms: i64) -> SelectStatement {
    use regional_project::Column as P;
    let (project, cycle) = (
        |column: P| Expr::col((regional_project::Entity, column)),
        |column: project_cycle::Column| Expr::col((project_cycle::Entity, column)),
    );
    let audits = |column: audit::Column| Expr::col((audit::Entity, column));
    let at_region = Condition::all()
        .add(project(P::StationId).is_null())
        .add(Expr::col((station::Entity, station::Column::OrgUnitId)).equals((regional_project::Entity, P::OrgUnitId)));
    let at_station = audits(audit::Column::StationId).equals((regional_project::Entity, P::StationId));
    let data = Query::select()
        .expr(Expr::val(1))
        .from(audit::Entity)
        .inner_join(
            round::Entity,
            Expr::col((round::Entity, round::Column::Id)).equals((audit::Entity, audit::Column::RoundId)),
        )
        .inner_join(
            station::Entity,
            Expr::col((station::Entity, station::Column::Id)).equals((audit::Entity, audit::Column::StationId)),
        )
        .and_where(audits(audit::Column::State).is_in(PUBLISHED))
        .and_where(audits(audit::Column::ChecklistId).equals((regional_project::Entity, P::ChecklistId)))
        .and_where(Expr::col((round::Entity, round::Column::FirstDay)).gt(cycle(project_cycle::Column::AfterDay)))
        .cond_where(Condition::any().add(at_region).add(at_station))
        .to_owned();
    Query::select()
        .expr(project(P::Id))
        .from(project_cycle::Entity)
        .inner_join(
            regional_project::Entity,
            project(P::Id).equals((project_cycle::Entity, project_cycle::Column::ProjectId)),
        )
        .and_where(cycle(project_cycle::Column::EndedAt).is_null())
        .and_where(cycle(project_cycle::Column::OpenedAt).lte(now_ms - FLAG_DAYS * DAY_MS))
        .and_where(project(P::State).eq(ProjectState::Open.as_str()))
        .and_where(Expr::exists(data).not())
        .to_owned()
}

/// Which of these projects are flagged.
pub async fn flagged<C: ConnectionTrait>(db: &C, projects: &[Uuid], now_ms: i64) -> Result<HashSet<Uuid>> {
    let found: Vec<Uuid> = regional_project::Entity::find()
        .select_only()
        .column(regional_project::Column::Id)
        .filter(regional_project::Column::Id.is_in(projects.iter().copied()))
        .filter(regional_project::Column::Id.in_subquery(late(now_ms)))
        .into_tuple()
        .all(db)
        .await?;
    Ok(found.into_iter().collect())
}
