//! `GET /v1/audits/{id}/revisions`: what was submitted, and what was made of it.

use std::collections::HashMap;

use axum::{Json, extract::State};
use forecourt_core::{review::View, submission::Submission};
use forecourt_store::{
    audits::{read, refused},
    entity::{audit, audit_score},
};
use serde::Serialize;
use serde_json::Value;
use utoipa::ToSchema;
use uuid::Uuid;

use super::{
    score::published_results,
    show::visible,
    view::{desk::PersonRef, parts::SubmissionView},
};
use crate::{
    auth::Caller,
    extract::At,
    problem::{Kind, Problem, ProblemDocument, Result},
    routes::refused::{RefusedView, view as refused_view},
    state::App,
    times::{self, rfc3339},
};

/// The revisions of an audit; `view` says for whom.
#[derive(Debug, Serialize, ToSchema)]
#[serde(tag = "view", rename_all = "snake_case")]
pub enum AuditRevisions {
    /// Submissions and judged results.
    Desk(DeskRevisions),
    /// Judged results only.
    Auditor(AuditorRevisions),
    /// Published results only.
    Station(StationRevisions),
}

/// For desks.
#[derive(Debug, Serialize, ToSchema)]
pub struct DeskRevisions {
    /// What the phone submitted, oldest first.
    pub submissions: Vec<SubmittedRevision>,
    /// What was judged, oldest first.
    pub scores: Vec<JudgedRevision>,
}

/// What the phone submitted, with its content.
#[derive(Debug, Serialize, ToSchema)]
pub struct SubmittedRevision {
    /// Who, when, which.
    #[serde(flatten)]
    pub about: SubmissionView,
    /// The submission, as the phone froze it.
    #[schema(value_type = Submission)]
    pub submission: Value,
}

/// For auditors.
#[derive(Debug, Serialize, ToSchema)]
pub struct AuditorRevisions {
    /// What was judged, oldest first.
    pub scores: Vec<JudgedRevision>,
}

/// For stations.
#[derive(Debug, Serialize, ToSchema)]
pub struct StationRevisions {
    /// What was published, oldest first.
    pub scores: Vec<PublishedRevision>,
}

/// A judged result.
#[derive(Debug, Serialize, ToSchema)]
pub struct JudgedRevision {
    /// Its number.
    pub score_revision: i32,
    /// The submission it was made from.
    pub revision: i32,
    /// `approval`, `correction` or `appeal`.
    pub reason: String,
    /// Who judged.
    pub by: Option<PersonRef>,
    /// When.
    pub judged_at: String,
    /// Final score.
    pub final_bp: Option<i64>,
    /// Failed red lines.
    pub red_lines: Option<i64>,
}

/// A published result.
#[derive(Debug, Serialize, ToSchema)]
pub struct PublishedRevision {
    /// Its number: 1 for the first that was published.
    pub score_revision: i32,
    /// `approval`, `correction` or `appeal`.
    pub reason: String,
    /// Day from which it held for the station.
    pub day: String,
    /// Final score.
    pub final_bp: Option<i64>,
}

/// Revisions of an audit
#[utoipa::path(get, path = "/v1/audits/{audit_id}/revisions", tag = "review", params(("audit_id" = Uuid, Path)),
    responses((status = 200, body = AuditRevisions), (status = 401, body = ProblemDocument), (status = 403, body = ProblemDocument),
        (status = 404, body = ProblemDocument)))]
pub async fn revisions(State(app): State<App>, caller: Caller, At(audit_id): At<Uuid>) -> Result<Json<AuditRevisions>> {
    let (view, audit) = visible(&app, &caller, audit_id).await?;
    let scores = read::scores(app.store.read(), audit.id).await?;
    Ok(Json(match view {
        View::Station => AuditRevisions::Station(for_station(&app, &audit, &scores).await?),
        View::Auditor => AuditRevisions::Auditor(AuditorRevisions { scores: judged(&app, &scores).await? }),
        View::Desk => {
            let delivered = read::delivered(app.store.read(), audit.id).await?;
            let people: Vec<Uuid> = delivered.iter().map(|row| row.person_id).collect();
            let names = read::names(app.store.read(), &people).await?;
            let bodies = read::bodies(app.store.read(), audit.id).await?;
            let mut bodies: HashMap<i32, Vec<u8>> = bodies.into_iter().collect();
            let mut submissions = Vec::with_capacity(delivered.len());
            for row in &delivered {
                let body = bodies.remove(&row.revision);
                let body = body.ok_or_else(|| Problem::internal(format!("revision {} has no text", row.revision)))?;
                let submission = serde_json::from_slice(&body).map_err(Problem::internal)?;
                submissions.push(SubmittedRevision { about: SubmissionView::of(row, &names), submission });
            }
            AuditRevisions::Desk(DeskRevisions { submissions, scores: judged(&app, &scores).await? })
        }
    }))
}

/// Submissions for an audit that were refused.
#[derive(Debug, Serialize, ToSchema)]
pub struct AuditRefused {
    /// Newest first, with their content, at most 20.
    pub items: Vec<RefusedView>,
}

/// Refused submissions of an audit
///
/// What its sender sent and the server could not take: with faults, or under a revision that was taken or that nobody
/// asked for. For those who review.
#[utoipa::path(get, path = "/v1/audits/{audit_id}/refused", tag = "review", params(("audit_id" = Uuid, Path)),
    responses((status = 200, body = AuditRefused), (status = 401, body = ProblemDocument), (status = 403, body = ProblemDocument),
        (status = 404, body = ProblemDocument)))]
pub async fn refused(State(app): State<App>, caller: Caller, At(audit_id): At<Uuid>) -> Result<Json<AuditRefused>> {
    let (view, audit) = visible(&app, &caller, audit_id).await?;
    if view != View::Desk {
        return Err(Problem::new(Kind::Forbidden));
    }
    let rows = refused::beside(app.store.read(), &audit, read::REFUSED).await?;
    let show = |row| -> Result<RefusedView> {
        let text = refused::text(&row)?;
        Ok(refused_view(row, Some(serde_json::from_slice(&text).map_err(Problem::internal)?)))
    };
    Ok(Json(AuditRefused { items: rows.into_iter().map(show).collect::<Result<_>>()? }))
}

fn figure(row: &audit_score::Model, name: &str) -> Option<i64> {
    row.score.get(name).and_then(Value::as_i64)
}

async fn judged(app: &App, rows: &[audit_score::Model]) -> Result<Vec<JudgedRevision>> {
    let people: Vec<Uuid> = rows.iter().filter_map(|row| row.judged_by).collect();
    let names = read::names(app.store.read(), &people).await?;
    let show = |row: &audit_score::Model| JudgedRevision {
        score_revision: row.score_revision,
        revision: row.revision,
        reason: row.reason.clone(),
        by: row.judged_by.map(|id| PersonRef::of(&names, id)),
        judged_at: rfc3339(row.judged_at),
        final_bp: figure(row, "final_bp"),
        red_lines: figure(row, "red_lines"),
    };
    Ok(rows.iter().map(show).collect())
}

async fn for_station(app: &App, audit: &audit::Model, rows: &[audit_score::Model]) -> Result<StationRevisions> {
    let results = published_results(app, audit).await?;
    let shown = results.iter().filter_map(|result| {
        let row = rows.iter().find(|row| row.score_revision == result.score_revision)?;
        Some(PublishedRevision {
            score_revision: result.number,
            reason: row.reason.clone(),
            day: times::day(result.day),
            final_bp: figure(row, "final_bp"),
        })
    });
    Ok(StationRevisions { scores: shown.collect() })
}
