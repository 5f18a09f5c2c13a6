//! Rounds: `/v1/rounds`. Station roles never see one, except the coverage of closed ones (`region`).

use axum::{
    Json,
    extract::State,
    response::{IntoResponse, Response},
};
use forecourt_core::{
    states::{Role, RoundState},
    violation::{Code, Violation},
};
use forecourt_store::{
    Tx,
    access::Scope,
    entity::round,
    jobs, org,
    plan::rounds::{self, RoundFilter},
};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;
use validator::Validate;

use crate::{
    auth::{
        Caller,
        caller::{IfMatch, Key, etag},
    },
    body::Input,
    extract::{Asked, At, fault},
    fields,
    paging::{List, Page},
    problem::{Kind, Problem, ProblemDocument, Result},
    repeat::{self, Reply},
    routes::Nothing,
    state::App,
    times,
};

/// Who sees and makes the plan.
pub const PLAN: &[Role] = &[Role::Planner, Role::Hq, Role::Admin];
/// Longest round, days.
const MAX_DAYS: i32 = 366;

/// A checklist version by name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ChecklistName {
    /// For example `station-69`.
    #[validate(length(min = 1, max = 60))]
    pub id: String,
    /// 1, 2, …
    #[validate(range(min = 1))]
    pub version: i32,
}

/// A round.
#[derive(Debug, Serialize, ToSchema)]
pub struct RoundView {
    /// Id.
    pub id: Uuid,
    /// Unique code.
    pub code: String,
    /// Name in Chinese.
    pub name_zh: String,
    /// Name in English.
    pub name_en: String,
    /// The unit whose stations are visited.
    pub org_unit_id: Uuid,
    /// What is answered.
    pub checklist: ChecklistName,
    /// First day, `YYYY-MM-DD`.
    pub first_day: String,
    /// Last day.
    pub last_day: String,
    /// `draft`, `open` or `closed`.
    pub state: RoundState,
    /// For `If-Match`.
    pub version: i32,
}

impl RoundView {
    fn of(row: round::Model) -> Self {
        Self {
            id: row.id,
            code: row.code,
            name_zh: row.name_zh,
            name_en: row.name_en,
            org_unit_id: row.org_unit_id,
            checklist: ChecklistName { id: row.checklist_id, version: row.checklist_version },
            first_day: times::day(row.first_day),
            last_day: times::day(row.last_day),
            // The column is only ever written from this list.
            state: RoundState::parse(&row.state).unwrap_or(RoundState::Closed),
            version: row.version,
        }
    }
}

/// Which rounds to list.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct RoundQuery {
    /// Only rounds in this state.
    pub state: Option<RoundState>,
    /// Only the round of this code.
    pub code: Option<String>,
}

/// List rounds
///
/// Those of units in your scope, the newest first.
#[utoipa::path(get, path = "/v1/rounds", tag = "plan", params(RoundQuery, Page),
    responses((status = 200, body = List<RoundView>), (status = 400, body = ProblemDocument), (status = 401, body = ProblemDocument),
        (status = 403, body = ProblemDocument), (status = 422, body = ProblemDocument)))]
pub async fn list(
    State(app): State<App>,
    caller: Caller,
    Asked(query): Asked<RoundQuery>,
    Asked(page): Asked<Page>,
) -> Result<Json<List<RoundView>>> {
    let scope = caller.scope(PLAN)?;
    let limit = page.limit()?;
    let after = page.after(&app.sealer, "rounds")?;
    let filter = RoundFilter { state: query.state.map(|state| state.as_str().into()), code: query.code };
    let rows = rounds::list(app.store.read(), &scope, &filter, after, limit + 1).await?;
    Ok(Json(List::of(rows, limit, &app.sealer, "rounds", |row| (row.first_day, row.id), RoundView::of)?))
}

/// Show a round
#[utoipa::path(get, path = "/v1/rounds/{id}", tag = "plan", params(("id" = Uuid, Path)),
    responses((status = 200, body = RoundView), (status = 401, body = ProblemDocument),
        (status = 403, body = ProblemDocument), (status = 404, body = ProblemDocument)))]
pub async fn show(State(app): State<App>, caller: Caller, At(id): At<Uuid>) -> Result<Response> {
    let scope = caller.scope(PLAN)?;
    let row = rounds::find(app.store.read(), &scope, id).await?.ok_or_else(Problem::not_found)?;
    Ok((etag(row.version), Json(RoundView::of(row))).into_response())
}

/// A new round.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewRound {
    /// Unique code: letters, digits, `.`, `_`, `-`; up to 40.
    #[validate(custom(function = fields::code))]
    pub code: String,
    /// Name in Chinese.
    #[validate(custom(function = fields::name))]
    pub name_zh: String,
    /// Name in English.
    #[validate(custom(function = fields::name))]
    pub name_en: String,
    /// The unit whose stations are visited.
    pub org_unit_id: Uuid,
    /// A published version that is not withdrawn.
    #[validate(nested)]
    pub checklist: ChecklistName,
    /// First day, `YYYY-MM-DD`.
    pub first_day: String,
    /// Last day; at most 366 days in all.
    pub last_day: String,
}

/// Make a round
///
/// It begins as a draft: phones see its assignments when it is opened.
#[utoipa::path(post, path = "/v1/rounds", tag = "plan", request_body = NewRound, params(("Idempotency-Key" = Uuid, Header)),
    responses((status = 201, body = RoundView), (status = 401, body = ProblemDocument), (status = 403, body = ProblemDocument),
        (status = 409, body = ProblemDocument), (status = 422, body = ProblemDocument)))]
pub async fn create(State(app): State<App>, caller: Caller, key: Key, input: Input<NewRound>) -> Result<Response> {
    let scope = caller.scope(PLAN)?;
    let now = app.clock.now_ms();
    let person = caller.person_id;
    let new = input.value;
    repeat::once(&app, &caller, key, input.sha256, "create_round", move |tx| {
        Box::pin(async move {
            let row = round::Model {
                id: Uuid::new_v4(),
                code: new.code,
                name_zh: new.name_zh,
                name_en: new.name_en,
                org_unit_id: new.org_unit_id,
                checklist_id: new.checklist.id,
                checklist_version: new.checklist.version,
                first_day: read_day(&new.first_day, "/first_day")?,
                last_day: read_day(&new.last_day, "/last_day")?,
                state: RoundState::Draft.as_str().into(),
                created_by: Some(person),
                created_at: now,
                updated_at: now,
                version: 1,
            };
            check(tx, &scope, &row).await?;
            rounds::insert(&**tx, row.clone()).await?;
            Reply::created(RoundView::of(row))
        })
    })
    .await
}

fn read_day(text: &str, pointer: &str) -> Result<i32> {
    times::parse_day(text).ok_or_else(|| fault(pointer, Code::BadValue))
}

/// Unit in scope, checklist published and not withdrawn, days in order.
async fn check(tx: &Tx, scope: &Scope, row: &round::Model) -> Result<()> {
    let mut faults = Vec::new();
    if org::find(&**tx, scope, row.org_unit_id).await?.is_none() {
        faults.push(Violation::new("/org_unit_id", Code::BadValue));
    }
    let version = rounds::checklist_version(&**tx, &row.checklist_id, row.checklist_version).await?;
    if version.is_none_or(|version| version.withdrawn_at.is_some()) {
        faults.push(Violation::new("/checklist", Code::UnknownChecklist));
    }
    if row.last_day < row.first_day || row.last_day - row.first_day >= MAX_DAYS {
        faults.push(Violation::new("/last_day", Code::OutOfRange));
    }
    if faults.is_empty() { Ok(()) } else { Err(Problem::invalid(faults)) }
}

/// Changes of a round; what is absent stays. An open round keeps its unit and checklist; a closed one never changes.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct RoundChange {
    /// Name in Chinese.
    #[validate(custom(function = fields::name))]
    pub name_zh: Option<String>,
    /// Name in English.
    #[validate(custom(function = fields::name))]
    pub name_en: Option<String>,
    /// Another unit: only while it is a draft without assignments.
    pub org_unit_id: Option<Uuid>,
    /// Another checklist: only while it is a draft without assignments.
    #[validate(nested)]
    pub checklist: Option<ChecklistName>,
    /// First day.
    pub first_day: Option<String>,
    /// Last day.
    pub last_day: Option<String>,
}

/// Change a round
#[utoipa::path(patch, path = "/v1/rounds/{id}", tag = "plan", request_body = RoundChange,
    params(("id" = Uuid, Path), ("If-Match" = String, Header)),
    responses((status = 200, body = RoundView), (status = 401, body = ProblemDocument), (status = 403, body = ProblemDocument),
        (status = 404, body = ProblemDocument), (status = 409, body = ProblemDocument), (status = 412, body = ProblemDocument),
        (status = 422, body = ProblemDocument), (status = 428, body = ProblemDocument)))]
pub async fn patch(
    State(app): State<App>,
    caller: Caller,
    At(id): At<Uuid>,
    seen: IfMatch,
    input: Input<RoundChange>,
) -> Result<Response> {
    let scope = caller.scope(PLAN)?;
    let change = input.value;
    let now = app.clock.now_ms();
    let tx = app.store.begin("patch_round").await?;
    let old = rounds::find(&*tx, &scope, id).await?.ok_or_else(Problem::not_found)?;
    seen.check(old.version)?;
    if old.state == RoundState::Closed.as_str() {
        return Err(Problem::wrong_state(&old.state));
    }
    let mut row = old.clone();
    row.name_zh = change.name_zh.unwrap_or(row.name_zh);
    row.name_en = change.name_en.unwrap_or(row.name_en);
    row.org_unit_id = change.org_unit_id.unwrap_or(row.org_unit_id);
    if let Some(checklist) = change.checklist {
        (row.checklist_id, row.checklist_version) = (checklist.id, checklist.version);
    }
    if let Some(day) = &change.first_day {
        row.first_day = read_day(day, "/first_day")?;
    }
    if let Some(day) = &change.last_day {
        row.last_day = read_day(day, "/last_day")?;
    }
    let place = |row: &round::Model| (row.org_unit_id, row.checklist_id.clone(), row.checklist_version);
    if place(&row) != place(&old) {
        let settled = old.state != RoundState::Draft.as_str() || rounds::has_assignments(&*tx, id).await?;
        if settled {
            return Err(Problem::wrong_state(&old.state).detail(
                "已有任务的轮次不能更换机构或检查表。",
                "A round with assignments keeps its unit and its checklist.",
            ));
        }
        check(&tx, &scope, &row).await?;
    } else if row.last_day < row.first_day || row.last_day - row.first_day >= MAX_DAYS {
        return Err(fault("/last_day", Code::OutOfRange));
    }
    if !rounds::update(&*tx, &row, &old.state, now).await? {
        return Err(Problem::new(Kind::StaleVersion));
    }
    tx.commit().await?;
    row.version += 1;
    Ok((etag(row.version), Json(RoundView::of(row))).into_response())
}

/// Open a round
///
/// Phones see its assignments from now on. Not when its checklist was withdrawn meanwhile.
#[utoipa::path(post, path = "/v1/rounds/{id}/open", tag = "plan",
    params(("id" = Uuid, Path), ("Idempotency-Key" = Uuid, Header), ("If-Match" = String, Header)),
    responses((status = 200, body = RoundView), (status = 401, body = ProblemDocument), (status = 403, body = ProblemDocument),
        (status = 404, body = ProblemDocument), (status = 409, body = ProblemDocument), (status = 412, body = ProblemDocument),
        (status = 422, body = ProblemDocument), (status = 428, body = ProblemDocument)))]
pub async fn open(
    State(app): State<App>,
    caller: Caller,
    At(id): At<Uuid>,
    key: Key,
    seen: IfMatch,
    input: Input<Nothing>,
) -> Result<Response> {
    turn(app, caller, id, key, seen, input.sha256, (RoundState::Draft, RoundState::Open)).await
}

/// Close a round
///
/// No visit starts any more; what phones still hold is taken and flagged (decision 5).
#[utoipa::path(post, path = "/v1/rounds/{id}/close", tag = "plan",
    params(("id" = Uuid, Path), ("Idempotency-Key" = Uuid, Header), ("If-Match" = String, Header)),
    responses((status = 200, body = RoundView), (status = 401, body = ProblemDocument), (status = 403, body = ProblemDocument),
        (status = 404, body = ProblemDocument), (status = 409, body = ProblemDocument), (status = 412, body = ProblemDocument),
        (status = 422, body = ProblemDocument), (status = 428, body = ProblemDocument)))]
pub async fn close(
    State(app): State<App>,
    caller: Caller,
    At(id): At<Uuid>,
    key: Key,
    seen: IfMatch,
    input: Input<Nothing>,
) -> Result<Response> {
    turn(app, caller, id, key, seen, input.sha256, (RoundState::Open, RoundState::Closed)).await
}

async fn turn(
    app: App,
    caller: Caller,
    id: Uuid,
    key: Key,
    seen: IfMatch,
    sha256: [u8; 32],
    (from, to): (RoundState, RoundState),
) -> Result<Response> {
    let scope = caller.scope(PLAN)?;
    // Scope as of now comes before the key (decision 15).
    rounds::find(app.store.read(), &scope, id).await?.ok_or_else(Problem::not_found)?;
    let now = app.clock.now_ms();
    repeat::once(&app, &caller, key, sha256, "turn_round", move |tx| {
        Box::pin(async move {
            let mut row = rounds::find(&**tx, &scope, id).await?.ok_or_else(Problem::not_found)?;
            seen.check(row.version)?;
            if row.state != from.as_str() {
                return Err(Problem::wrong_state(row.state));
            }
            if to == RoundState::Open {
                check(tx, &scope, &row).await?;
            }
            row.state = to.as_str().into();
            if !rounds::update(&**tx, &row, from.as_str(), now).await? {
                return Err(Problem::new(Kind::StaleVersion));
            }
            rounds::tell_holders(&**tx, id, now).await?;
            if to == RoundState::Closed {
                jobs::enqueue(&**tx, jobs::kind::FIND_SYSTEMIC, id, None, now).await?;
            }
            row.version += 1;
            Reply::ok(RoundView::of(row))
        })
    })
    .await
}
