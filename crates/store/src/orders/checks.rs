//! What checks the cycles of projects (§5.6): published audits of rounds that began after the plan was written. Phase,
//! permission and flag all come from [`of_cycle`].

use std::collections::HashSet;

use forecourt_core::{
    day::{DAY_MS, number_at},
    order::{CHECK_ROUNDS, FLAG_DAYS, ProjectState},
    states::RoundState,
};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, FromQueryResult, QueryFilter, QueryOrder, QuerySelect,
    QueryTrait, prelude::Uuid,
};

use super::{pdca::cycles, projects::in_scope};
use crate::{
    Result,
    access::Scope,
    audits::counting::COUNTING,
    entity::{audit, project_cycle, regional_project, round, station},
};

/// A published audit of a round that may check a cycle.
#[derive(Clone, Debug, FromQueryResult)]
pub struct Checked {
    /// Version of the project's checklist.
    pub checklist_version: i32,
    /// Packed outcome per item.
    pub outcomes: Option<Vec<u8>>,
    /// When it was published, epoch ms.
    pub published_at: Option<i64>,
}

/// A round that checks a cycle.
#[derive(Clone, Debug)]
pub struct CheckedRound {
    /// It is over: its figures are final.
    pub closed: bool,
    /// Its published audits there; at least one of them answered the item.
    pub audits: Vec<Checked>,
}

/// Whether an audit answered the item of a project.
pub type Answered<'a> = &'a (dyn Fn(&regional_project::Model, &Checked) -> Result<bool> + Send + Sync);

/// The rounds that check each of these cycles of a project, the first one first: at most two a cycle. A round belongs to the
/// cycle that was open, with a plan, when it began.
pub async fn of_cycles<C: ConnectionTrait>(
    db: &C,
    project: &regional_project::Model,
    cycles: &[project_cycle::Model],
    answered: Answered<'_>,
) -> Result<Vec<Vec<CheckedRound>>> {
    let mut found = Vec::with_capacity(cycles.len());
    for (n, cycle) in cycles.iter().enumerate() {
        let last = n + 1 == cycles.len();
        let until = cycle.ended_at.filter(|_| !last).map_or(i32::MAX, number_at);
        found.push(of_cycle(db, project, cycle, (until, CHECK_ROUNDS), answered).await?);
    }
    Ok(found)
}

/// The first rounds that check a cycle, as many as wanted, of those that begin on this day at the latest. Without a plan
/// there are none.
pub async fn of_cycle<C: ConnectionTrait>(
    db: &C,
    project: &regional_project::Model,
    cycle: &project_cycle::Model,
    (until, wanted): (i32, usize),
    answered: Answered<'_>,
) -> Result<Vec<CheckedRound>> {
    use audit::Column as A;
    let mut found = Vec::new();
    let Some(after) = cycle.after_day else { return Ok(found) };
    for (id, state) in rounds(db, project, (after, until)).await? {
        if found.len() == wanted {
            break;
        }
        let audits = audit::Entity::find()
            .select_only()
            .columns([A::ChecklistVersion, A::Outcomes, A::PublishedAt])
            .filter(there(project))
            .filter(A::RoundId.eq(id))
            .into_model::<Checked>()
            .all(db)
            .await?;
        let mut any = false;
        for audit in &audits {
            any = any || answered(project, audit)?;
        }
        if any {
            found.push(CheckedRound { closed: state == RoundState::Closed.as_str(), audits });
        }
    }
    Ok(found)
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
    Condition::all().add(place).add(A::State.is_in(COUNTING)).add(A::ChecklistId.eq(&*project.checklist_id))
}

/// Rounds that begin after a day and until another, and have published audits there, with their state, the earliest first.
async fn rounds<C: ConnectionTrait>(
    db: &C,
    project: &regional_project::Model,
    (after, until): (i32, i32),
) -> Result<Vec<(Uuid, String)>> {
    let theirs = audit::Entity::find().select_only().column(audit::Column::RoundId).filter(there(project)).into_query();
    Ok(round::Entity::find()
        .select_only()
        .columns([round::Column::Id, round::Column::State])
        .filter(round::Column::FirstDay.gt(after))
        .filter(round::Column::FirstDay.lte(until))
        .filter(round::Column::Id.in_subquery(theirs))
        .order_by_asc(round::Column::FirstDay)
        .order_by_asc(round::Column::Id)
        .into_tuple()
        .all(db)
        .await?)
}

/// Whether any round checks a cycle that is open.
pub async fn has_data<C: ConnectionTrait>(
    db: &C,
    project: &regional_project::Model,
    cycle: &project_cycle::Model,
    answered: Answered<'_>,
) -> Result<bool> {
    Ok(!of_cycle(db, project, cycle, (i32::MAX, 1), answered).await?.is_empty())
}

/// Whether a project is flagged: its cycle has been open for so many days, and no round checks it (§5.6).
pub fn is_flagged(project: &regional_project::Model, cycle: &project_cycle::Model, checked: bool, now_ms: i64) -> bool {
    let open = project.state == ProjectState::Open.as_str() && cycle.ended_at.is_none();
    open && !checked && cycle.opened_at <= now_ms - FLAG_DAYS * DAY_MS
}

/// The projects in scope that are flagged.
pub async fn flagged<C: ConnectionTrait>(
    db: &C,
    scope: &Scope,
    now_ms: i64,
    answered: Answered<'_>,
) -> Result<HashSet<Uuid>> {
    use project_cycle::Column as Y;
    let old = project_cycle::Entity::find()
        .select_only()
        .column(Y::ProjectId)
        .filter(Y::EndedAt.is_null())
        .filter(Y::OpenedAt.lte(now_ms - FLAG_DAYS * DAY_MS))
        .into_query();
    let rows = regional_project::Entity::find()
        .filter(regional_project::Column::State.eq(ProjectState::Open.as_str()))
        .filter(regional_project::Column::Id.in_subquery(old))
        .filter(in_scope(scope))
        .all(db)
        .await?;
    let mut found = HashSet::new();
    for some in rows.chunks(500) {
        let ids: Vec<Uuid> = some.iter().map(|row| row.id).collect();
        let cycles = cycles(db, &ids).await?;
        for row in some {
            let Some(cycle) = cycles.iter().rfind(|cycle| cycle.project_id == row.id) else { continue };
            if is_flagged(row, cycle, has_data(db, row, cycle, answered).await?, now_ms) {
                found.insert(row.id);
            }
        }
    }
    Ok(found)
}
