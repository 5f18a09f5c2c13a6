//! `GET /v1/revisits`: stations that are visited once more, unannounced (§5.5). For the plan's desks only: station roles see
//! nothing that is planned (decision 23).

use std::collections::{HashMap, HashSet};

use axum::{
    Json,
    extract::State,
    response::{IntoResponse, Response},
};
use forecourt_core::{
    order::{FollowUp, RevisitState, Trigger},
    states::AssignmentState,
    violation::{Code, Violation},
};
use forecourt_store::{
    Reads,
    audits::read::stations,
    entity::{assignment, revisit, station},
    orders::revisits::{self, Ending, RevisitFilter},
    plan::assignments,
};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;
use validator::Validate;

use super::assignments::view::{StationBrief, state_of};
use crate::{
    auth::{Caller, caller::etag},
    body::Input,
    extract::{Asked, At},
    paging::{List, Page, words},
    problem::{Kind, Problem, ProblemDocument, Result},
    repeat::{Reply, once},
    routes::{audits::Door, rounds::PLAN},
    state::App,
    times::{day, rfc3339},
};

/// Which re-visits are listed.
#[derive(Debug, Clone, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct RevisitQuery {
    /// Only these states, separated by commas: `waiting`, `planned`, `done`, `covered`, `dropped`, `ended`.
    pub state: Option<String>,
    /// Only this station.
    pub station: Option<Uuid>,
    /// Only stations of this unit and below.
    pub org_unit: Option<Uuid>,
    /// Only those whose result is too low, so that something has to follow, or only the others.
    pub follow_up: Option<bool>,
    /// Rows of a page: 1 to 500, default 50.
    #[param(minimum = 1, maximum = 500)]
    pub limit: Option<u64>,
    /// The `next_cursor` of the page before.
    pub cursor: Option<String>,
}

/// The assignment that makes a re-visit.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct RevisitAssignment {
    /// Id.
    pub id: Uuid,
    /// Its state: what was declined, impossible or withdrawn is issued again.
    pub state: AssignmentState,
}

/// What a re-visit brought.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct RevisitResult {
    /// The audit.
    pub audit_id: Uuid,
    /// Its final score, bp.
    pub final_bp: Option<i16>,
    /// What follows from a score that is still too low: `help` on site, or a `meeting` of the management.
    pub follow_up: Option<FollowUp>,
    /// Until when the help has to have come.
    pub follow_up_by: Option<String>,
}

/// Why a re-visit is not made.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct RevisitEnd {
    /// In the planner's words.
    pub reason: String,
    /// Who ended it.
    pub person_id: Option<Uuid>,
    /// When.
    pub at: String,
}

/// A station that is visited once more.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct RevisitView {
    /// Id; name it as `revisit_id` when you plan its visit.
    pub id: Uuid,
    /// The station.
    pub station: StationBrief,
    /// The audit that is the cause.
    pub audit_id: Uuid,
    /// Why: `red_line`, `low_score`, `low_scores`, `overdue_orders`, `false_evidence`.
    pub triggers: Vec<Trigger>,
    /// Where it stands.
    pub state: RevisitState,
    /// The re-visit whose result is the cause.
    pub previous: Option<Uuid>,
    /// First day of the visit.
    pub first_day: String,
    /// Last day of the visit.
    pub last_day: String,
    /// Slot of the failed visit.
    pub slot: String,
    /// Whether its cause may be appealed (again): it cannot be planned before that is final.
    pub cause_open: bool,
    /// The assignment, once there is one.
    pub assignment: Option<RevisitAssignment>,
    /// The result, once its audit is final.
    pub result: Option<RevisitResult>,
    /// Why it is not made; only of one that a planner ended.
    pub ended: Option<RevisitEnd>,
    /// When it was decided.
    pub decided_at: String,
    /// Version.
    pub version: i32,
}

fn view(
    row: &revisit::Model,
    stations: &HashMap<Uuid, station::Model>,
    plans: &HashMap<Uuid, assignment::Model>,
    open: &HashSet<Uuid>,
) -> Result<RevisitView> {
    let place = stations.get(&row.station_id).ok_or_else(Problem::not_found)?;
    let state = RevisitState::parse(&row.state);
    let plan = row.assignment_id.and_then(|id| plans.get(&id));
    Ok(RevisitView {
        id: row.id,
        station: StationBrief::from(place),
        audit_id: row.audit_id,
        triggers: serde_json::from_value(row.triggers.clone()).map_err(Problem::internal)?,
        state: state.ok_or_else(|| Problem::internal(format!("re-visit {}: {}", row.id, row.state)))?,
        previous: row.previous,
        first_day: day(row.first_day),
        last_day: day(row.last_day),
        slot: row.slot.clone(),
        cause_open: open.contains(&row.id),
        assignment: plan.map(|plan| RevisitAssignment { id: plan.id, state: state_of(&plan.state) }),
        result: row.result_audit_id.map(|audit_id| RevisitResult {
            audit_id,
            final_bp: row.result_bp,
            follow_up: row.follow_up.as_deref().and_then(FollowUp::parse),
            follow_up_by: row.follow_up_by.map(rfc3339),
        }),
        ended: row.ended_at.map(|at| RevisitEnd {
            reason: row.ended_reason.clone().unwrap_or_default(),
            person_id: row.ended_by,
            at: rfc3339(at),
        }),
        decided_at: rfc3339(row.created_at),
        version: row.version,
    })
}

async fn views<C: Reads>(db: &C, rows: &[revisit::Model]) -> Result<Vec<RevisitView>> {
    let places: Vec<Uuid> = rows.iter().map(|row| row.station_id).collect();
    let stations = stations(db, &places).await?;
    let ids: Vec<Uuid> = rows.iter().filter_map(|row| row.assignment_id).collect();
    let plans = assignments::by_ids(db, &ids).await?;
    let open = revisits::open_causes(db, rows).await?;
    rows.iter().map(|row| view(row, &stations, &plans, &open)).collect()
}

/// List re-visits
///
/// A station is visited once more, by another shopper in the same slot 7 to 15 days after the last order of an audit was
/// closed: after a red line, a low score, two low scores in a row, two overdue orders in a quarter, or false evidence. It is
/// decided when nobody can appeal the audit any more, and planned by itself where the rules of visits allow it. What is
/// `waiting` is planned like any other visit, with its `revisit_id`. Newest first.
#[utoipa::path(get, path = "/v1/revisits", tag = "plan", params(RevisitQuery),
    responses((status = 200, body = List<RevisitView>), (status = 401, body = ProblemDocument), (status = 403, body = ProblemDocument),
        (status = 422, body = ProblemDocument)))]
pub async fn list(
    State(app): State<App>,
    caller: Caller,
    Asked(query): Asked<RevisitQuery>,
) -> Result<Json<List<RevisitView>>> {
    let scope = caller.scope(PLAN)?;
    let states: Option<Vec<RevisitState>> = words(query.state.as_deref()).map(RevisitState::parse).collect();
    let states = states.ok_or_else(|| Problem::invalid(vec![Violation::new("query:state", Code::BadValue)]))?;
    let filter = RevisitFilter { states, station: query.station, org_unit: query.org_unit, follow_up: query.follow_up };
    let page = Page { limit: query.limit, cursor: query.cursor };
    let (limit, purpose) = (page.limit()?, format!("revisits/{filter:?}"));
    let before = page.after(&app.sealer, &purpose)?;
    let rows = revisits::list(app.store.read(), &scope, &filter, before, limit + 1).await?;
    let list = List::of(rows, limit, &app.sealer, &purpose, |row| (row.created_at, row.id), |row| row)?;
    Ok(Json(List { items: views(app.store.read(), &list.items).await?, next_cursor: list.next_cursor }))
}

/// Show a re-visit
#[utoipa::path(get, path = "/v1/revisits/{id}", tag = "plan", params(("id" = Uuid, Path)),
    responses((status = 200, body = RevisitView), (status = 401, body = ProblemDocument), (status = 403, body = ProblemDocument),
        (status = 404, body = ProblemDocument)))]
pub async fn show(State(app): State<App>, caller: Caller, At(id): At<Uuid>) -> Result<Response> {
    let scope = caller.scope(PLAN)?;
    let row = revisits::find(app.store.read(), &scope, id).await?.ok_or_else(Problem::not_found)?;
    let shown = views(app.store.read(), std::slice::from_ref(&row)).await?.pop().ok_or_else(Problem::not_found)?;
    Ok((etag(row.version), Json(shown)).into_response())
}

/// Why a re-visit cannot be made.
#[derive(Debug, Clone, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct EndRevisit {
    /// In your words: the station is closed, there is no road.
    #[validate(length(min = 1, max = 4000), custom(function = crate::fields::said))]
    pub reason: String,
}

/// A re-visit that was ended.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct RevisitEnded {
    /// The re-visit.
    #[serde(flatten)]
    pub revisit: RevisitView,
    /// Other re-visits of the station that it covered, which are ended with it.
    pub covered: Vec<Uuid>,
}

/// End a re-visit that cannot be made
///
/// From `waiting`, or from `planned` once its visit is withdrawn, declined or impossible. What it covered ends with it.
#[utoipa::path(post, path = "/v1/revisits/{id}/end", tag = "plan", request_body = EndRevisit,
    params(("id" = Uuid, Path), ("Idempotency-Key" = Uuid, Header), ("If-Match" = String, Header)),
    responses((status = 200, body = RevisitEnded), (status = 401, body = ProblemDocument), (status = 403, body = ProblemDocument),
        (status = 404, body = ProblemDocument), (status = 409, body = ProblemDocument), (status = 412, body = ProblemDocument),
        (status = 422, body = ProblemDocument), (status = 428, body = ProblemDocument)))]
pub async fn end(door: Door, At(id): At<Uuid>, input: Input<EndRevisit>) -> Result<Response> {
    let Door { app, caller, key, seen } = door;
    let scope = caller.scope(PLAN)?;
    revisits::find(app.store.read(), &scope, id).await?.ok_or_else(Problem::not_found)?;
    let (now, person, reason) = (app.clock.now_ms(), caller.person_id, input.value.reason);
    once(&app, &caller, key, input.sha256, "end_revisit", move |tx| {
        Box::pin(async move {
            let row = revisits::find(&**tx, &scope, id).await?.ok_or_else(Problem::not_found)?;
            seen.check(row.version)?;
            let covered = match revisits::end(tx, &row, &reason, person, now).await? {
                Ending::Done(covered) => covered,
                Ending::Stale => return Err(Problem::new(Kind::StaleVersion)),
                Ending::WrongState => return Err(Problem::wrong_state(&row.state)),
                Ending::UnderWay => {
                    return Err(
                        Problem::wrong_state(&row.state).detail("须先撤回其暗访任务。", "Withdraw its visit first.")
                    );
                }
            };
            let row = revisits::find(&**tx, &scope, id).await?.ok_or_else(Problem::not_found)?;
            let shown = views(&**tx, std::slice::from_ref(&row)).await?.pop().ok_or_else(Problem::not_found)?;
            Reply::ok(RevisitEnded { revisit: shown, covered })
        })
    })
    .await
}
