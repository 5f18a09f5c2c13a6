//! `/v1/jobs`: deferred work that failed too often and waits for a person.

use axum::{Json, extract::State, response::Response};
use forecourt_core::states::Role;
use forecourt_store::{entity::job, jobs};
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use crate::{
    auth::{Caller, caller::Key},
    body::Input,
    extract::{Asked, At},
    paging::{List, Page},
    problem::{Kind, Problem, ProblemDocument, Result},
    repeat::{Reply, once},
    routes::Nothing,
    state::App,
    times::rfc3339,
};

const PURPOSE: &str = "jobs";

/// A job.
#[derive(Debug, Serialize, ToSchema)]
pub struct JobView {
    /// Its id.
    pub id: Uuid,
    /// What it does, for example `examine_photo`.
    pub kind: String,
    /// The photo or audit it is about.
    pub subject_id: Option<Uuid>,
    /// `dead`, or `queued` once it was revived.
    pub state: String,
    /// How often it was tried.
    pub attempts: i32,
    /// Why the last attempt failed.
    pub last_error: Option<String>,
    /// When it was asked for.
    pub created_at: String,
}

fn view(row: job::Model) -> JobView {
    JobView {
        id: row.id,
        kind: row.kind,
        subject_id: row.subject_id,
        state: row.state,
        attempts: row.attempts,
        last_error: row.last_error,
        created_at: rfc3339(row.created_at),
    }
}

/// What belongs to the whole network: a role for a part of it does not reach.
pub fn administrator(caller: &Caller) -> Result<()> {
    if caller.scope(&[Role::Admin])?.is_everything() { Ok(()) } else { Err(Problem::new(Kind::Forbidden)) }
}

/// Jobs that failed for good
///
/// In the order of their random ids. A job gets here after eight attempts, the last after some four minutes.
#[utoipa::path(get, path = "/v1/jobs", tag = "administration", params(Page),
    responses((status = 200, body = List<JobView>), (status = 400, body = ProblemDocument), (status = 401, body = ProblemDocument),
        (status = 403, body = ProblemDocument), (status = 422, body = ProblemDocument)))]
pub async fn list(State(app): State<App>, caller: Caller, Asked(page): Asked<Page>) -> Result<Json<List<JobView>>> {
    administrator(&caller)?;
    let limit = page.limit()?;
    let rows = app.store.dead_jobs(page.after(&app.sealer, PURPOSE)?, limit + 1).await?;
    Ok(Json(List::of(rows, limit, &app.sealer, PURPOSE, |row| row.id, view)?))
}

/// How the jobs of a kind stand.
#[derive(Debug, Serialize, ToSchema)]
pub struct JobKind {
    /// What they do.
    pub kind: String,
    /// Those that wait, for their time or for a worker.
    pub queued: i64,
    /// Those of them whose time has come.
    pub due: i64,
    /// Those that are being done.
    pub running: i64,
    /// Those that wait or run after an attempt that failed.
    pub failing: i64,
    /// Those that failed for good.
    pub dead: i64,
    /// Since when the oldest one that is due, runs or fails has been asked for.
    pub oldest_at: Option<String>,
    /// How long ago that is, s.
    pub oldest_s: Option<i64>,
}

/// How the queue stands.
#[derive(Debug, Serialize, ToSchema)]
pub struct JobSummary {
    /// By kind; a kind of which nothing is there is absent.
    pub kinds: Vec<JobKind>,
}

/// How the queue stands
///
/// What waits, runs and fails, by kind, and how old the oldest of it is.
#[utoipa::path(get, path = "/v1/jobs/summary", tag = "administration",
    responses((status = 200, body = JobSummary), (status = 401, body = ProblemDocument), (status = 403, body = ProblemDocument)))]
pub async fn summary(State(app): State<App>, caller: Caller) -> Result<Json<JobSummary>> {
    administrator(&caller)?;
    let now = app.clock.work_ms();
    let kinds = app.store.jobs_by_kind(now).await?.into_iter().map(|(kind, standing)| JobKind {
        kind,
        queued: standing.queued,
        due: standing.due,
        running: standing.running,
        failing: standing.failing,
        dead: standing.dead,
        oldest_at: standing.oldest_at.map(rfc3339),
        oldest_s: standing.oldest_at.map(|at| now.saturating_sub(at).max(0) / 1000),
    });
    Ok(Json(JobSummary { kinds: kinds.collect() }))
}

/// Try a dead job again
///
/// It runs at once, with a fresh number of attempts.
#[utoipa::path(post, path = "/v1/jobs/{id}/retry", tag = "administration", request_body = Nothing,
    params(("id" = Uuid, Path), ("Idempotency-Key" = Uuid, Header)),
    responses((status = 200, body = JobView), (status = 401, body = ProblemDocument), (status = 403, body = ProblemDocument),
        (status = 404, body = ProblemDocument), (status = 409, body = ProblemDocument), (status = 422, body = ProblemDocument)))]
pub async fn retry(
    State(app): State<App>,
    caller: Caller,
    At(id): At<Uuid>,
    key: Key,
    input: Input<Nothing>,
) -> Result<Response> {
    administrator(&caller)?;
    let now = app.clock.work_ms();
    let response = once(&app, &caller, key, input.sha256, "retry_job", move |tx| {
        Box::pin(async move {
            let revived = jobs::revive(&**tx, id, now).await?;
            let job = jobs::find(&**tx, id).await?.ok_or_else(Problem::not_found)?;
            if revived { Reply::ok(view(job)) } else { Err(Problem::wrong_state(job.state)) }
        })
    })
    .await?;
    app.work.notify_one();
    Ok(response)
}
