//! The record of a project (§5.6): its cycles, and what was done in them.

use crate::{
    Result, Tx,
    entity::{project_cycle, project_event, regional_project},
};
use forecourt_core::{
    day::number_at,
    order::{ActOutcome, ProjectState},
    states::Role,
};
use sea_orm::{
    ActiveValue::{NotSet, Set},
    ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect,
    prelude::{Json, Uuid},
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
    /// Satisfaction that is wanted beside it, bp.
    pub satisfaction_target_bp: Option<u16>,
    /// Until when, days since 1970-01-01.
    pub due_day: i32,
}

/// The satisfaction that the office found (§5.6): this system gathers none.
#[derive(Clone, Debug)]
pub struct Satisfaction {
    /// The figure, bp.
    pub figure_bp: u16,
    /// Where it comes from.
    pub source: String,
    /// Of which day, days since 1970-01-01.
    pub day: i32,
}

/// How a cycle ends.
#[derive(Clone, Debug)]
pub struct End {
    /// With what.
    pub outcome: ActOutcome,
    /// In words.
    pub note: String,
    /// The satisfaction that was found, if anybody looked.
    pub satisfaction: Option<Satisfaction>,
}

fn cycle(project_id: Uuid, number: i32, opened_at: i64) -> project_cycle::Model {
    project_cycle::Model {
        project_id,
        number,
        opened_at,
        after_day: None,
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
        satisfaction_target_bp: None,
        satisfaction_bp: None,
        satisfaction_source: None,
        satisfaction_day: None,
    }
}

async fn put_cycle(tx: &Tx, row: project_cycle::Model) -> Result<()> {
    project_cycle::Entity::insert(project_cycle::ActiveModel::from(row)).exec_without_returning(&**tx).await?;
    Ok(())
}

/// Opens a project with its first cycle.
pub async fn open(tx: &Tx, row: regional_project::Model) -> Result<()> {
    let first = cycle(row.id, 1, row.opened_at);
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

/// Writes the plan of a cycle; `false` when somebody was faster. Rounds that begin after the day of its first plan check
/// it: a correction does not move that day, nor do results that were known choose their own target.
pub async fn plan(
    tx: &Tx,
    seen: &regional_project::Model,
    open: &project_cycle::Model,
    plan: Plan,
    deed: Deed,
) -> Result<bool> {
    let (number, first) = (open.number, open.after_day.is_none());
    let change = project_cycle::ActiveModel {
        cause_kind: Set(Some(plan.cause_kind.into())),
        cause: Set(Some(plan.cause)),
        measure: Set(Some(plan.measure)),
        owner: Set(Some(plan.owner)),
        target_bp: Set(Some(i32::from(plan.target_bp))),
        satisfaction_target_bp: Set(plan.satisfaction_target_bp.map(i32::from)),
        due_day: Set(Some(plan.due_day)),
        planned_at: Set(Some(deed.at)),
        after_day: if first { Set(Some(number_at(deed.at))) } else { NotSet },
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

/// Ends a cycle. What is reopened goes on in the next one; else the project ends too.
/// `false` when somebody was faster.
pub async fn act(tx: &Tx, seen: &regional_project::Model, number: i32, end: End, deed: Deed) -> Result<bool> {
    let again = end.outcome == ActOutcome::Reopen;
    let (figure, source, day) = match end.satisfaction {
        Some(found) => (Some(i32::from(found.figure_bp)), Some(found.source), Some(found.day)),
        None => (None, None, None),
    };
    let at = deed.at;
    let change = project_cycle::ActiveModel {
        outcome: Set(Some(end.outcome.as_str().into())),
        note: Set(Some(end.note)),
        satisfaction_bp: Set(figure),
        satisfaction_source: Set(source),
        satisfaction_day: Set(day),
        ended_at: Set(Some(at)),
        ..Default::default()
    };
    if !turn(tx, seen, ProjectState::after(end.outcome), number, deed).await?
        || !write(tx, seen.id, number, change).await?
    {
        return Ok(false);
    }
    if again {
        put_cycle(tx, cycle(seen.id, number + 1, at)).await?;
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
