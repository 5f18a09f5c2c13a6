//! What planners do with an assignment: to another holder, withdrawn, issued again.

use axum::{extract::State, response::Response};
use forecourt_core::{
    states::AssignmentState,
    violation::{Code, Violation},
};
use forecourt_store::{
    Tx,
    entity::assignment,
    plan::assignments::{self as store, View},
};
use serde::Deserialize;
use utoipa::ToSchema;
use uuid::Uuid;
use validator::Validate;

use super::{
    NewAssignment,
    bulk::Warning,
    desk::{Desk, Judged, Planner},
    reason,
    reissue::{Standing, standing},
    view::{AssignmentView, Words, state_of},
};
use crate::{
    auth::{
        Caller,
        caller::{IfMatch, Key},
    },
    body::Input,
    extract::At,
    problem::{Kind, Problem, ProblemDocument, Result},
    repeat::{self, Reply},
    routes::{Nothing, people::sight, rounds::PLAN},
    state::App,
    times::rfc3339,
};

/// Where the caller plans and whom he sees.
pub fn planner(caller: &Caller) -> Result<Planner> {
    Ok(Planner { scope: caller.scope(PLAN)?, sight: sight(caller)? })
}

/// The same where he sees this assignment: scope as of now comes before the key (decision 15).
async fn planner_of(app: &App, caller: &Caller, id: Uuid) -> Result<Planner> {
    let planner = planner(caller)?;
    let view = View::Desk(planner.scope.clone());
    store::find(app.store.read(), &view, id).await?.ok_or_else(Problem::not_found)?;
    Ok(planner)
}

/// Refuses a row with faults, or with doubts and no reason.
fn accept(judged: Judged, has_reason: bool) -> Result<assignment::Model> {
    if !judged.faults.is_empty() {
        let faults = judged.faults.into_iter().map(|(pointer, code)| Violation::new(pointer, code));
        return Err(Problem::invalid(faults.collect()));
    }
    match judged.row {
        Some(row) if judged.doubts.is_empty() || has_reason => Ok(row),
        _ => {
            let warnings: Vec<Warning> = judged.doubts.into_iter().map(Warning::of).collect();
            Err(Problem::invalid(vec![Violation::new("/override_reason", Code::Missing)])
                .detail("此安排违反访问规则，须填写理由。", "This breaks rules of visits: give a reason.")
                .with("warnings", serde_json::to_value(warnings).unwrap_or_default()))
        }
    }
}

/// A stored assignment as a plan, for another shopper or another window.
pub fn as_plan(row: &assignment::Model) -> NewAssignment {
    NewAssignment {
        id: row.id,
        round_id: row.round_id,
        station_id: row.station_id,
        shopper_id: row.shopper_id,
        slot: row.slot.clone(),
        window_start: rfc3339(row.window_start),
        window_end: rfc3339(row.window_end),
        self_service: row.self_service,
        purchase: serde_json::from_value(row.purchase.clone()).ok(),
        question_zh: row.question_zh.clone(),
        question_en: row.question_en.clone(),
        revisit_id: None,
        override_reason: None,
    }
}

/// The new holder.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Reassign {
    /// An active shopper whom you see.
    pub shopper_id: Uuid,
    /// Why a rule of visits is passed over.
    #[validate(length(min = 1, max = 300))]
    pub override_reason: Option<String>,
}

/// Give an assignment to another shopper
///
/// Look at `holder.last_contact_at` first: the visit may be made and still be on the phone. What the old holder
/// delivers is accepted and flagged (decision 5). From `issued` or `declined`.
#[utoipa::path(post, path = "/v1/assignments/{id}/reassign", tag = "plan", request_body = Reassign,
    params(("id" = Uuid, Path), ("Idempotency-Key" = Uuid, Header), ("If-Match" = String, Header)),
    responses((status = 200, body = AssignmentView), (status = 401, body = ProblemDocument), (status = 403, body = ProblemDocument),
        (status = 404, body = ProblemDocument), (status = 409, body = ProblemDocument), (status = 412, body = ProblemDocument),
        (status = 422, body = ProblemDocument), (status = 428, body = ProblemDocument)))]
pub async fn reassign(
    State(app): State<App>,
    caller: Caller,
    At(id): At<Uuid>,
    key: Key,
    seen: IfMatch,
    input: Input<Reassign>,
) -> Result<Response> {
    let planner = planner_of(&app, &caller, id).await?;
    let change = input.value;
    let inner = app.clone();
    repeat::once(&app, &caller, key, input.sha256, "reassign", move |tx| {
        Box::pin(async move {
            let old = in_state(tx, &planner, id, seen, &[AssignmentState::Issued, AssignmentState::Declined]).await?;
            let why = reason(change.override_reason.as_ref());
            let plan = NewAssignment { shopper_id: change.shopper_id, override_reason: why.clone(), ..as_plan(&old) };
            let desk = Desk::load(tx, &inner, &planner, std::slice::from_ref(&plan), Some(id)).await?;
            let mut desk = desk.in_place_of(tx, &old).await?;
            let judged = desk.judge(&plan, why.is_some());
            let passed_over = !judged.doubts.is_empty();
            accept(judged, why.is_some())?;
            let mut new = old.clone();
            new.shopper_id = change.shopper_id;
            new.state = AssignmentState::Issued.as_str().into();
            new.override_reason = why.filter(|_| passed_over);
            write(tx, &inner, &old, new).await
        })
    })
    .await
}

/// Withdraw an assignment
///
/// What its holder delivers all the same is accepted and flagged (decision 5). From `issued`, `declined` or
/// `impossible`.
#[utoipa::path(post, path = "/v1/assignments/{id}/withdraw", tag = "plan",
    params(("id" = Uuid, Path), ("Idempotency-Key" = Uuid, Header), ("If-Match" = String, Header)),
    responses((status = 200, body = AssignmentView), (status = 401, body = ProblemDocument), (status = 403, body = ProblemDocument),
        (status = 404, body = ProblemDocument), (status = 409, body = ProblemDocument), (status = 412, body = ProblemDocument),
        (status = 422, body = ProblemDocument), (status = 428, body = ProblemDocument)))]
pub async fn withdraw(
    State(app): State<App>,
    caller: Caller,
    At(id): At<Uuid>,
    key: Key,
    seen: IfMatch,
    input: Input<Nothing>,
) -> Result<Response> {
    let planner = planner_of(&app, &caller, id).await?;
    let inner = app.clone();
    repeat::once(&app, &caller, key, input.sha256, "withdraw_assignment", move |tx| {
        Box::pin(async move {
            let from = [AssignmentState::Issued, AssignmentState::Declined, AssignmentState::Impossible];
            let old = in_state(tx, &planner, id, seen, &from).await?;
            let mut new = old.clone();
            new.state = AssignmentState::Withdrawn.as_str().into();
            write(tx, &inner, &old, new).await
        })
    })
    .await
}

/// The visit that replaces another one; what is absent is as before.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct IssueAgain {
    /// Id of the new assignment: a random v4 UUID made by the client.
    pub id: Uuid,
    /// Another round; the old one may be closed by now.
    pub round_id: Option<Uuid>,
    /// Another shopper.
    pub shopper_id: Option<Uuid>,
    /// Another slot.
    #[validate(length(max = 40))]
    pub slot: Option<String>,
    /// Beginning of the window, RFC 3339.
    #[validate(length(max = 40))]
    pub window_start: String,
    /// End of the window.
    #[validate(length(max = 40))]
    pub window_end: String,
    /// Why a rule of visits is passed over.
    #[validate(length(min = 1, max = 300))]
    pub override_reason: Option<String>,
}

/// Issue an assignment again
///
/// Makes a new one for a visit that was declined, impossible or withdrawn, or whose audits are all void or incomplete;
/// once. A visit that was made counts for the rotation.
#[utoipa::path(post, path = "/v1/assignments/{id}/issue-again", tag = "plan", request_body = IssueAgain,
    params(("id" = Uuid, Path), ("Idempotency-Key" = Uuid, Header), ("If-Match" = String, Header)),
    responses((status = 201, body = AssignmentView), (status = 401, body = ProblemDocument), (status = 403, body = ProblemDocument),
        (status = 404, body = ProblemDocument), (status = 409, body = ProblemDocument), (status = 412, body = ProblemDocument),
        (status = 422, body = ProblemDocument), (status = 428, body = ProblemDocument)))]
pub async fn issue_again(
    State(app): State<App>,
    caller: Caller,
    At(id): At<Uuid>,
    key: Key,
    seen: IfMatch,
    input: Input<IssueAgain>,
) -> Result<Response> {
    let planner = planner_of(&app, &caller, id).await?;
    let again = input.value;
    let inner = app.clone();
    repeat::once(&app, &caller, key, input.sha256, "issue_again", move |tx| {
        Box::pin(async move {
            let ended = [
                AssignmentState::Declined,
                AssignmentState::Impossible,
                AssignmentState::Withdrawn,
                AssignmentState::Delivered,
            ];
            let old = in_state(tx, &planner, id, seen, &ended).await?;
            may_issue_again(tx, &old).await?;
            let why = reason(again.override_reason.as_ref());
            let plan = NewAssignment {
                id: again.id,
                round_id: again.round_id.unwrap_or(old.round_id),
                shopper_id: again.shopper_id.unwrap_or(old.shopper_id),
                slot: again.slot.unwrap_or_else(|| old.slot.clone()),
                window_start: again.window_start,
                window_end: again.window_end,
                override_reason: why.clone(),
                ..as_plan(&old)
            };
            // A visit that was made counts for the rotation, whatever became of its audit.
            let desk = Desk::load(tx, &inner, &planner, std::slice::from_ref(&plan), None).await?;
            let mut desk = desk.in_place_of(tx, &old).await?;
            let judged = desk.judge(&plan, why.is_some());
            let passed_over = !judged.doubts.is_empty();
            let mut row = accept(judged, why.is_some())?;
            row.override_reason = why.filter(|_| passed_over);
            row.reissue_of = Some(id);
            let now = inner.clock.now_ms();
            // Its version grows, so that two planners cannot issue it again at the same time.
            if !store::transition(tx, &old, &old, now).await? {
                return Err(Problem::new(Kind::StaleVersion));
            }
            store::insert(tx, vec![row.clone()], now).await?;
            let words = Words::of(store::around(&**tx, std::slice::from_ref(&row), &[]).await?);
            Reply::created(words.desk(row))
        })
    })
    .await
}

async fn may_issue_again(tx: &Tx, old: &assignment::Model) -> Result<()> {
    match standing(tx, old, None).await? {
        Standing::Free => Ok(()),
        Standing::IssuedAs(next) => Err(Problem::wrong_state(&old.state).with("issued_again_as", next.to_string())),
        Standing::Stands => Err(Problem::wrong_state(&old.state)),
    }
}

/// The assignment, seen in this version and standing in one of these states.
async fn in_state(
    tx: &Tx,
    planner: &Planner,
    id: Uuid,
    seen: IfMatch,
    from: &[AssignmentState],
) -> Result<assignment::Model> {
    let view = View::Desk(planner.scope.clone());
    let row = store::find(&**tx, &view, id).await?.ok_or_else(Problem::not_found)?;
    seen.check(row.version)?;
    if from.contains(&state_of(&row.state)) { Ok(row) } else { Err(Problem::wrong_state(row.state)) }
}

async fn write(tx: &Tx, app: &App, old: &assignment::Model, mut new: assignment::Model) -> Result<Reply> {
    if !store::transition(tx, old, &new, app.clock.now_ms()).await? {
        return Err(Problem::new(Kind::StaleVersion));
    }
    new.version = old.version + 1;
    let words = Words::of(store::around(&**tx, std::slice::from_ref(&new), &[]).await?);
    Reply::ok(words.desk(new))
}
