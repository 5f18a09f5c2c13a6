//! Many visits planned at once; each row succeeds or fails by itself.

use axum::{
    Json,
    extract::State,
    response::{IntoResponse, Response},
};
use forecourt_core::violation::{Code, Violation};
use forecourt_store::{
    Tx,
    entity::{assignment, revisit},
    orders::revisits,
    plan::assignments as store,
};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;
use validator::Validate;

use super::{
    NewAssignment,
    desk::{Desk, Fault, Judged, Planner},
    reason,
    rules::Doubt,
    verbs::planner,
};
use crate::{
    auth::{Caller, caller::Key},
    body::Input,
    extract::Asked,
    lang,
    problem::{Kind, Problem, ProblemDocument, Result, ViolationDocument},
    repeat::{self, Reply},
    state::App,
};

/// Many visits at once.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Bulk {
    /// Up to 2000 visits.
    #[validate(nested, length(min = 1, max = 2000, code = "too_many"))]
    pub items: Vec<NewAssignment>,
    /// Why rules of visits are passed over, for every row without a reason of its own.
    #[validate(length(min = 1, max = 300))]
    pub override_reason: Option<String>,
}

/// Whether anything is written.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct BulkQuery {
    /// `true`: judges the rows and writes nothing; what the answer says of them is what would become of them.
    #[serde(default)]
    pub dry_run: bool,
}

/// What became of many visits.
#[derive(Debug, Serialize, ToSchema)]
pub struct BulkAnswer {
    /// New assignments.
    pub created: usize,
    /// Rows that were there already.
    pub unchanged: usize,
    /// Rows that were not written.
    pub refused: usize,
    /// One per item, in order.
    pub results: Vec<RowResult>,
}

/// What became of one visit.
#[derive(Debug, Serialize, ToSchema)]
pub struct RowResult {
    /// The assignment.
    pub id: Uuid,
    /// `created`, `unchanged` or `refused`.
    pub status: String,
    /// What makes it impossible; pointers are relative to the item.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub violations: Vec<ViolationDocument>,
    /// Rules of visits that it breaks; with an `override_reason` it is made all the same.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub warnings: Vec<Warning>,
}

/// A rule of visits (15 to 45 minutes in a slot; rotation; stations a day) that a plan breaks.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct Warning {
    /// `outside_slot`, `rotation_days`, `rotation_year`, `stations_per_day`, `outside_area`, `other_slot` or `outside_days`.
    pub code: String,
    /// What it means, in the language of the request.
    pub message: String,
}

impl Warning {
    /// In the language of the request.
    pub fn of(doubt: Doubt) -> Self {
        Self { code: doubt.as_str().into(), message: lang::tell(&doubt.text()).to_owned() }
    }
}

fn documents(faults: &[Fault]) -> Vec<ViolationDocument> {
    let lang = lang::current();
    faults.iter().map(|(pointer, code)| ViolationDocument::of(&Violation::new(*pointer, *code), lang)).collect()
}

/// Plan many visits
///
/// Each row succeeds or fails by itself. A row that breaks a rule of visits (window outside of its slot, the same
/// shopper at the same station within 90 days or more than twice in 365, more than 8 stations a day, a station outside
/// of the shopper's places) needs an `override_reason`. A row that is there already with the same content is
/// `unchanged`. `night` follows from the slot.
#[utoipa::path(post, path = "/v1/assignments/bulk", tag = "plan", request_body = Bulk,
    params(BulkQuery, ("Idempotency-Key" = Uuid, Header)),
    responses((status = 200, body = BulkAnswer), (status = 401, body = ProblemDocument), (status = 403, body = ProblemDocument),
        (status = 409, body = ProblemDocument), (status = 413, body = ProblemDocument), (status = 422, body = ProblemDocument)))]
pub async fn bulk(
    State(app): State<App>,
    caller: Caller,
    key: Key,
    Asked(query): Asked<BulkQuery>,
    input: Input<Bulk>,
) -> Result<Response> {
    let planner = planner(&caller)?;
    let Bulk { mut items, override_reason } = input.value;
    let common = reason(override_reason.as_ref());
    for item in &mut items {
        item.override_reason = reason(item.override_reason.as_ref()).or_else(|| common.clone());
    }
    if query.dry_run {
        let tx = app.store.look("bulk_assignments").await?;
        let plan = judge_all(&tx, &app, &planner, &items).await?;
        tx.rollback().await?;
        return Ok(Json(plan.answer).into_response());
    }
    let inner = app.clone();
    repeat::once(&app, &caller, key, input.sha256, "bulk_assignments", move |tx| {
        Box::pin(async move { Reply::ok(plan_all(tx, &inner, &planner, &items).await?) })
    })
    .await
}

async fn plan_all(tx: &Tx, app: &App, planner: &Planner, items: &[NewAssignment]) -> Result<BulkAnswer> {
    let Plan { answer, fresh, revisits } = judge_all(tx, app, planner, items).await?;
    let now = app.clock.now_ms();
    store::insert(tx, fresh, now).await?;
    for (revisit, assignment) in revisits {
        if !revisits::plan(tx, &revisit, assignment, now).await? {
            return Err(Problem::new(Kind::StaleVersion));
        }
    }
    Ok(answer)
}

/// What becomes of each row, and what there is to write.
struct Plan {
    answer: BulkAnswer,
    fresh: Vec<assignment::Model>,
    /// Re-visits that new assignments make, with their assignment.
    revisits: Vec<(revisit::Model, Uuid)>,
}

async fn judge_all(tx: &Tx, app: &App, planner: &Planner, items: &[NewAssignment]) -> Result<Plan> {
    let ids: Vec<Uuid> = items.iter().map(|item| item.id).collect();
    let mut known = store::by_ids(&**tx, &ids).await?;
    let mut desk = Desk::load(tx, app, planner, items, None).await?;
    let (mut fresh, mut revisits) = (Vec::new(), Vec::new());
    let mut answer = BulkAnswer { created: 0, unchanged: 0, refused: 0, results: Vec::with_capacity(items.len()) };
    for item in items {
        let (status, faults, doubts) = match known.get(&item.id) {
            Some(there) if is_same(there, item) => ("unchanged", Vec::new(), Vec::new()),
            Some(_) => ("refused", vec![("/id", Code::Duplicate)], Vec::new()),
            None => {
                let Judged { faults, doubts, row } = desk.judge(item, item.override_reason.is_some());
                match row {
                    Some(mut row) if doubts.is_empty() || item.override_reason.is_some() => {
                        row.override_reason = row.override_reason.filter(|_| !doubts.is_empty());
                        known.insert(row.id, row.clone());
                        revisits.extend(desk.takes(item).map(|revisit| (revisit, row.id)));
                        fresh.push(row);
                        ("created", faults, doubts)
                    }
                    _ => ("refused", faults, doubts),
                }
            }
        };
        match status {
            "created" => answer.created += 1,
            "unchanged" => answer.unchanged += 1,
            _ => answer.refused += 1,
        }
        answer.results.push(RowResult {
            id: item.id,
            status: status.into(),
            violations: documents(&faults),
            warnings: doubts.into_iter().map(Warning::of).collect(),
        });
    }
    Ok(Plan { answer, fresh, revisits })
}

/// Whether a stored assignment is what the item asks for.
fn is_same(there: &assignment::Model, item: &NewAssignment) -> bool {
    let window = |text: &str, at: i64| crate::times::parse_rfc3339(text) == Some(at);
    there.round_id == item.round_id
        && there.station_id == item.station_id
        && there.shopper_id == item.shopper_id
        && there.slot == item.slot
        && window(&item.window_start, there.window_start)
        && window(&item.window_end, there.window_end)
        && there.self_service == item.self_service
        && there.question_zh == item.question_zh
        && there.question_en == item.question_en
}
