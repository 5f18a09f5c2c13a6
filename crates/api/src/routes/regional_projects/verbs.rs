//! The verbs of a project: plan, actions, act (§5.6). Its check is computed.

use axum::response::Response;
use forecourt_core::{
    order::{ActOutcome, CHECK_ROUNDS, CauseKind, ProjectState, ProjectVerb},
    states::Role,
    violation::Code,
};
use forecourt_reports::day_of_ms;
use forecourt_store::{
    Tx,
    access::Scope,
    entity::{project_cycle, regional_project},
    evidence::Subject,
    orders::{
        checks,
        pdca::{self, Deed},
        projects,
    },
};
use futures::future::BoxFuture;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use utoipa::ToSchema;
use uuid::Uuid;
use validator::Validate;

use super::{
    ACTING,
    show::{ProjectCase, case},
    view::{answered, is_settled, phase_of},
};
use crate::{
    auth::Caller,
    body::Input,
    extract::{At, fault},
    problem::{Kind, Problem, ProblemDocument, Result},
    repeat::{Reply, once},
    routes::{audits::Door, evidence},
    times::parse_day,
};

/// Why it is so, and what will be done.
#[derive(Debug, Clone, Deserialize, Serialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ProjectPlan {
    /// How the cause was found: `five_why`, `fishbone` or `brainstorm`.
    pub cause_kind: CauseKind,
    /// The cause, with the notes of how it was found.
    #[validate(length(min = 1, max = 4000), custom(function = crate::fields::said))]
    pub cause: String,
    /// What will be done.
    #[validate(length(min = 1, max = 4000), custom(function = crate::fields::said))]
    pub measure: String,
    /// Who answers for it.
    #[validate(length(min = 1, max = 100))]
    pub owner: String,
    /// Pass rate of the item that is wanted in each of the next two rounds, bp.
    #[validate(range(min = 1, max = 10_000))]
    pub target_bp: u16,
    /// Satisfaction of customers that is wanted beside it, bp; absent: none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[validate(range(min = 1, max = 10_000))]
    pub satisfaction_target_bp: Option<u16>,
    /// Until when: `YYYY-MM-DD`.
    pub due_on: String,
}

/// Something that was done.
#[derive(Debug, Clone, Deserialize, Serialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ProjectAction {
    /// What.
    #[validate(length(min = 1, max = 4000), custom(function = crate::fields::said))]
    pub text: String,
    /// Ids of evidence: `PUT /v1/evidence/{id}`.
    #[serde(default)]
    #[validate(length(max = 20))]
    pub evidence: Vec<Uuid>,
}

/// How a cycle ends.
#[derive(Debug, Clone, Deserialize, Serialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ProjectAct {
    /// What was changed for good: `standard`, `script` or `drill`; or `reopen`: a new cycle.
    pub outcome: ActOutcome,
    /// In words.
    #[validate(length(min = 1, max = 4000), custom(function = crate::fields::said))]
    pub note: String,
    /// The satisfaction that was found; needed with `standard`, `script` and `drill` where the plan aims at one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[validate(nested)]
    pub satisfaction: Option<SatisfactionFigure>,
}

/// A satisfaction figure, as the office found it elsewhere: no audit tells it.
#[derive(Debug, Clone, Deserialize, Serialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SatisfactionFigure {
    /// The figure, bp.
    #[validate(range(max = 10_000))]
    pub figure_bp: u16,
    /// Where it comes from, such as a survey.
    #[validate(length(min = 1, max = 200))]
    pub source: String,
    /// Its day, `YYYY-MM-DD`: from that of the plan to today.
    pub on: String,
}

/// A verb under way: the project and its open cycle as they stand inside the transaction.
struct Bench<'t> {
    tx: &'t Tx,
    row: regional_project::Model,
    cycle: project_cycle::Model,
    person: Uuid,
    role: Role,
    now: i64,
}

impl Bench<'_> {
    fn deed(&self, verb: ProjectVerb, data: Value) -> Deed {
        Deed { verb: verb.as_str(), person_id: self.person, role: self.role, data, at: self.now }
    }
}

/// Plan a cycle
///
/// Rounds that begin after the day of the first plan check it. It may be corrected until one of them has answered the item
/// there; every version stays in the history.
#[utoipa::path(post, path = "/v1/regional-projects/{id}/plan", tag = "orders", request_body = ProjectPlan,
    params(("id" = Uuid, Path), ("Idempotency-Key" = Uuid, Header), ("If-Match" = String, Header)),
    responses((status = 200, body = ProjectCase), (status = 401, body = ProblemDocument), (status = 403, body = ProblemDocument),
        (status = 404, body = ProblemDocument), (status = 409, body = ProblemDocument), (status = 412, body = ProblemDocument),
        (status = 422, body = ProblemDocument), (status = 428, body = ProblemDocument)))]
pub async fn plan(door: Door, At(id): At<Uuid>, input: Input<ProjectPlan>) -> Result<Response> {
    let wish = input.value;
    let due_day = parse_day(&wish.due_on).ok_or_else(|| fault("/due_on", Code::BadValue))?;
    act_on(door, (ProjectVerb::Plan, None), id, input.sha256, "project_plan", move |bench| {
        Box::pin(async move {
            let deed = bench.deed(ProjectVerb::Plan, json!(wish));
            let plan = pdca::Plan {
                cause_kind: wish.cause_kind.as_str(),
                cause: wish.cause,
                measure: wish.measure,
                owner: wish.owner,
                target_bp: wish.target_bp,
                satisfaction_target_bp: wish.satisfaction_target_bp,
                due_day,
            };
            Ok(pdca::plan(bench.tx, &bench.row, &bench.cycle, plan, deed).await?)
        })
    })
    .await
}

/// Record an action
///
/// What was done of the plan. It stays as it is.
#[utoipa::path(post, path = "/v1/regional-projects/{id}/actions", tag = "orders", request_body = ProjectAction,
    params(("id" = Uuid, Path), ("Idempotency-Key" = Uuid, Header), ("If-Match" = String, Header)),
    responses((status = 200, body = ProjectCase), (status = 401, body = ProblemDocument), (status = 403, body = ProblemDocument),
        (status = 404, body = ProblemDocument), (status = 409, body = ProblemDocument), (status = 412, body = ProblemDocument),
        (status = 422, body = ProblemDocument), (status = 428, body = ProblemDocument)))]
pub async fn action(door: Door, At(id): At<Uuid>, input: Input<ProjectAction>) -> Result<Response> {
    let wish = input.value;
    act_on(door, (ProjectVerb::Action, None), id, input.sha256, "project_action", move |bench| {
        Box::pin(async move {
            let deed = bench.deed(ProjectVerb::Action, json!(wish));
            if !pdca::action(bench.tx, &bench.row, bench.cycle.number, deed).await? {
                return Ok(false);
            }
            let subject = Subject { kind: "project", id: bench.row.id, station_id: None };
            let files: Vec<(Uuid, String)> = wish.evidence.iter().map(|id| (*id, "action".to_owned())).collect();
            let place = |index: usize| format!("/evidence/{index}");
            evidence::bind(bench.tx, bench.person, &subject, &files, place, bench.now).await?;
            Ok(true)
        })
    })
    .await
}

/// End a cycle
///
/// With what was changed for good, once both rounds of its check are closed, or one of them when the cycle has been open for
/// 60 days (`settled`); or with a new cycle, at any time after its plan. Where the plan aims at a satisfaction, the figure that
/// the office found belongs to it.
#[utoipa::path(post, path = "/v1/regional-projects/{id}/act", tag = "orders", request_body = ProjectAct,
    params(("id" = Uuid, Path), ("Idempotency-Key" = Uuid, Header), ("If-Match" = String, Header)),
    responses((status = 200, body = ProjectCase), (status = 401, body = ProblemDocument), (status = 403, body = ProblemDocument),
        (status = 404, body = ProblemDocument), (status = 409, body = ProblemDocument), (status = 412, body = ProblemDocument),
        (status = 422, body = ProblemDocument), (status = 428, body = ProblemDocument)))]
pub async fn act(door: Door, At(id): At<Uuid>, input: Input<ProjectAct>) -> Result<Response> {
    let wish = input.value;
    act_on(door, (ProjectVerb::Act, Some(wish.outcome)), id, input.sha256, "project_act", move |bench| {
        Box::pin(async move {
            let deed = bench.deed(ProjectVerb::Act, json!(wish));
            let satisfaction = found(&bench, &wish)?;
            let end = pdca::End { outcome: wish.outcome, note: wish.note, satisfaction };
            Ok(pdca::act(bench.tx, &bench.row, bench.cycle.number, end, deed).await?)
        })
    })
    .await
}

/// The satisfaction that ends a cycle. A figure from before the plan proves nothing of it, and one is needed where the plan
/// aims at one and something is changed for good.
fn found(bench: &Bench<'_>, wish: &ProjectAct) -> Result<Option<pdca::Satisfaction>> {
    let Some(found) = &wish.satisfaction else {
        let wanted = bench.cycle.satisfaction_target_bp.is_some() && wish.outcome != ActOutcome::Reopen;
        return if wanted { Err(fault("/satisfaction", Code::Missing)) } else { Ok(None) };
    };
    let (planned, today) = (bench.cycle.after_day.unwrap_or(i32::MIN), day_of_ms(bench.now));
    let day = parse_day(&found.on).filter(|day| (planned..=today).contains(day));
    let day = day.ok_or_else(|| fault("/satisfaction/on", Code::BadValue))?;
    Ok(Some(pdca::Satisfaction { figure_bp: found.figure_bp, source: found.source.clone(), day }))
}

/// Runs a verb: role and scope, key, version, state; then `decide` (decision 15), which answers whether nobody was faster.
async fn act_on<F>(
    door: Door,
    (verb, outcome): (ProjectVerb, Option<ActOutcome>),
    id: Uuid,
    body_sha256: [u8; 32],
    name: &'static str,
    decide: F,
) -> Result<Response>
where
    F: for<'t> FnOnce(Bench<'t>) -> BoxFuture<'t, Result<bool>> + Send + 'static,
{
    let Door { app, caller, key, seen } = door;
    let scope = caller.scope(ACTING)?;
    projects::find(app.store.read(), &scope, id).await?.ok_or_else(Problem::not_found)?;
    let (inner, who) = (app.clone(), caller.clone());
    once(&app, &caller, key, body_sha256, name, move |tx| {
        Box::pin(async move {
            let row = projects::find(&**tx, &scope, id).await?.ok_or_else(Problem::not_found)?;
            seen.check(row.version)?;
            if row.state != ProjectState::Open.as_str() {
                return Err(Problem::wrong_state(&row.state));
            }
            let cycle = pdca::cycles(&**tx, &[id]).await?.pop();
            let cycle = cycle.ok_or_else(|| Problem::internal(format!("project {id} has no cycle")))?;
            let now = inner.clock.now_ms();
            let answered =
                |project: &regional_project::Model, audit: &checks::Checked| answered(&inner, project, audit);
            let rounds = checks::of_cycle(&**tx, &row, &cycle, (i32::MAX, CHECK_ROUNDS), &answered).await?;
            let phase = phase_of(&cycle, !rounds.is_empty());
            if !phase.allows(verb, outcome, is_settled(&cycle, &rounds, now)) {
                return Err(Problem::wrong_state(phase));
            }
            let role = role_at(tx, &who, id).await?;
            let bench = Bench { tx, row, cycle, person: who.person_id, role, now };
            if !decide(bench).await? {
                return Err(Problem::new(Kind::StaleVersion));
            }
            let row = projects::find(&**tx, &scope, id).await?.ok_or_else(Problem::not_found)?;
            Reply::ok(case(&inner, &**tx, &row, &who).await?)
        })
    })
    .await
}

/// The first of the acting roles in which the caller reaches the project.
async fn role_at(tx: &Tx, caller: &Caller, id: Uuid) -> Result<Role> {
    for role in ACTING {
        if let Some(scope) = Scope::of(caller.grants(), &[*role])
            && projects::find(&**tx, &scope, id).await?.is_some()
        {
            return Ok(*role);
        }
    }
    Err(Problem::not_found())
}
