//! `GET /v1/regional-projects/{id}`: the whole record of a project in one answer (§5.6).

use std::collections::HashMap;

use axum::{extract::State, http::StatusCode, response::Response};
use forecourt_core::{order::CyclePhase, states::Role};
use forecourt_reports::day_of_ms;
use forecourt_store::{
    Reads,
    access::Scope,
    audits::read::names,
    entity::{project_cycle, project_event, regional_project},
    evidence as files,
    orders::{
        checks, pdca, projects,
        read::{self, OrderFilter, Sight},
    },
};
use serde::Serialize;
use serde_json::Value;
use utoipa::ToSchema;
use uuid::Uuid;

use super::{
    READ,
    view::{Around, CheckView, ProjectView, answered, check, phase_of, view},
};
use crate::{
    auth::Caller,
    extract::At,
    problem::{Problem, ProblemDocument, Result},
    repeat::respond,
    routes::rectifications::timeline::{EvidenceRef, file},
    state::App,
    times::{day, rfc3339},
};

/// A project with its record.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct ProjectCase {
    /// The project.
    #[serde(flatten)]
    pub project: ProjectView,
    /// The orders that are grouped under it, as far as the caller sees them.
    pub orders: OrderCounts,
    /// Its cycles, the first one first.
    pub cycles: Vec<CycleView>,
    /// What was done, in order.
    pub history: Vec<ProjectEntry>,
}

/// How many orders a project has.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct OrderCounts {
    /// All of them.
    pub total: u64,
    /// Those that are open.
    pub open: u64,
    /// Of these, those that are overdue.
    pub overdue: u64,
}

/// One cycle: plan, do, check, act.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct CycleView {
    /// 1, 2, ….
    pub number: i32,
    /// The cycle that was reopened as this one.
    pub previous: Option<i32>,
    /// Where it stands: `plan`, `do`, `check`, `ended`.
    pub phase: CyclePhase,
    /// Day on which it was opened.
    pub opened_on: String,
    /// Plan.
    pub plan: Option<PlanView>,
    /// Do.
    pub actions: Vec<ActionView>,
    /// Check.
    pub check: CheckView,
    /// Act.
    pub act: Option<ActView>,
}

/// The plan of a cycle, as it was corrected last.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct PlanView {
    /// `five_why`, `fishbone` or `brainstorm`.
    pub cause_kind: String,
    /// The cause.
    pub cause: String,
    /// What will be done.
    pub measure: String,
    /// Who answers for it.
    pub owner: String,
    /// Pass rate of the item that is wanted, bp.
    pub target_bp: i32,
    /// Satisfaction that is wanted beside it, bp.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub satisfaction_target_bp: Option<i32>,
    /// Until when.
    pub due_on: String,
    /// When it was written last.
    pub planned_at: String,
}

/// Something that was done.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct ActionView {
    /// When it was recorded.
    pub at: String,
    /// What.
    pub text: String,
    /// Files: `GET /v1/evidence/{id}`.
    pub evidence: Vec<EvidenceRef>,
}

/// How a cycle ended.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct ActView {
    /// `standard`, `script`, `drill`, or `reopen`.
    pub outcome: String,
    /// In words.
    pub note: String,
    /// When.
    pub at: String,
}

/// A line of history.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct ProjectEntry {
    /// When.
    pub at: String,
    /// In which cycle.
    pub cycle: i32,
    /// `plan`, `action` or `act`.
    pub what: String,
    /// The role of who did it.
    pub role: String,
    /// His name, where the caller may know it.
    pub name: Option<String>,
    /// Its words as they were then.
    #[schema(value_type = Object)]
    pub data: Value,
}

/// Show a project
///
/// All its cycles, how many orders it has, and what was done by whom. What checks a cycle is computed from published audits
/// of the next two rounds there: the first and the second that began after the day of its first plan and answered the item.
#[utoipa::path(get, path = "/v1/regional-projects/{id}", tag = "orders", params(("id" = Uuid, Path)),
    responses((status = 200, body = ProjectCase), (status = 401, body = ProblemDocument), (status = 403, body = ProblemDocument),
        (status = 404, body = ProblemDocument)))]
pub async fn show(State(app): State<App>, caller: Caller, At(id): At<Uuid>) -> Result<Response> {
    let scope = caller.scope(READ)?;
    let db = app.store.read();
    let row = projects::find(db, &scope, id).await?.ok_or_else(Problem::not_found)?;
    let shown = case(&app, db, &row, &caller).await?;
    Ok(respond(StatusCode::OK, serde_json::to_value(shown).map_err(Problem::internal)?))
}

/// A project as this caller sees it.
pub async fn case<C: Reads>(app: &App, db: &C, row: &regional_project::Model, caller: &Caller) -> Result<ProjectCase> {
    let now = app.clock.now_ms();
    let around = Around::of(app, db, std::slice::from_ref(row), now).await?;
    let cycles = around.cycles(row.id);
    let events = pdca::events(db, row.id).await?;
    let evidence = files::of_subject(db, row.id).await?;
    let evidence: HashMap<Uuid, EvidenceRef> = evidence.iter().map(|row| (row.id, file(row))).collect();
    let rounds = checks::of_cycles(db, row, cycles, &|project, audit| answered(app, project, audit)).await?;
    let mut shown = Vec::new();
    for (cycle, rounds) in cycles.iter().zip(&rounds) {
        let check = check(app, row, cycle, rounds, now)?;
        let actions = events.iter().filter(|event| event.verb == "action" && event.cycle == cycle.number);
        shown.push(CycleView {
            actions: actions.map(|event| action(event, &evidence)).collect(),
            phase: phase_of(cycle, !check.rounds.is_empty()),
            check,
            ..plain(cycle)
        });
    }
    let people: Vec<Uuid> = events.iter().map(|event| event.person_id).collect();
    let names = names(db, &people).await?;
    // Behind the wall only stations and regions have names (decision 32).
    let desk = caller.is_any(&[Role::Hq, Role::Admin, Role::Auditor]);
    Ok(ProjectCase {
        project: view(app, row, &around)?,
        orders: orders(app, db, row, caller).await?,
        cycles: shown,
        history: events.iter().map(|event| entry(event, &names, desk)).collect(),
    })
}

fn plain(cycle: &project_cycle::Model) -> CycleView {
    let words = |text: &Option<String>| text.clone().unwrap_or_default();
    CycleView {
        number: cycle.number,
        previous: (cycle.number > 1).then_some(cycle.number - 1),
        phase: CyclePhase::Plan,
        opened_on: day(day_of_ms(cycle.opened_at)),
        plan: cycle.planned_at.map(|at| PlanView {
            cause_kind: words(&cycle.cause_kind),
            cause: words(&cycle.cause),
            measure: words(&cycle.measure),
            owner: words(&cycle.owner),
            target_bp: cycle.target_bp.unwrap_or_default(),
            satisfaction_target_bp: cycle.satisfaction_target_bp,
            due_on: cycle.due_day.map(day).unwrap_or_default(),
            planned_at: rfc3339(at),
        }),
        actions: Vec::new(),
        check: CheckView { rounds: Vec::new(), settled: false, success: None, satisfaction: None },
        act: cycle.ended_at.map(|at| ActView {
            outcome: words(&cycle.outcome),
            note: words(&cycle.note),
            at: rfc3339(at),
        }),
    }
}

fn action(event: &project_event::Model, evidence: &HashMap<Uuid, EvidenceRef>) -> ActionView {
    let ids = event.data["evidence"].as_array().into_iter().flatten();
    let ids = ids.filter_map(|id| id.as_str().and_then(|id| id.parse::<Uuid>().ok()));
    ActionView {
        at: rfc3339(event.at),
        text: event.data["text"].as_str().unwrap_or_default().to_owned(),
        evidence: ids.filter_map(|id| evidence.get(&id).cloned()).collect(),
    }
}

fn entry(event: &project_event::Model, names: &HashMap<Uuid, String>, desk: bool) -> ProjectEntry {
    let nameable = desk || Role::parse(&event.role).is_some_and(Role::is_station_side);
    ProjectEntry {
        at: rfc3339(event.at),
        cycle: event.cycle,
        what: event.verb.clone(),
        role: event.role.clone(),
        name: names.get(&event.person_id).filter(|_| nameable).cloned(),
        data: event.data.clone(),
    }
}

async fn orders<C: Reads>(app: &App, db: &C, row: &regional_project::Model, caller: &Caller) -> Result<OrderCounts> {
    let sight: Scope = caller.scope(READ)?;
    let sight = Sight { orders: sight.clone(), drafts: sight };
    let all = OrderFilter { project: Some((row.id, sight.orders.clone())), ..OrderFilter::default() };
    let open = OrderFilter { open: Some(true), ..all.clone() };
    let overdue = OrderFilter { overdue: Some((true, app.clock.now_ms())), ..open.clone() };
    Ok(OrderCounts {
        total: read::count(db, &sight, &all).await?,
        open: read::count(db, &sight, &open).await?,
        overdue: read::count(db, &sight, &overdue).await?,
    })
}
