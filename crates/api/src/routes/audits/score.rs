//! `GET /v1/audits/{id}/score`: why every point was lost, for any judged result.

use axum::{extract::State, http::StatusCode, response::Response};
use forecourt_core::review::View;
use forecourt_store::{
    audits::{events, read},
    entity::{audit, audit_score},
};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use super::{
    show::visible,
    view::{
        ScoreView,
        station::{self, StationScore},
    },
};
use crate::{
    auth::Caller,
    case::{Case, record},
    extract::{Asked, At},
    problem::{Problem, ProblemDocument, Result},
    repeat::respond,
    state::App,
    times,
};

/// Which result.
#[derive(Debug, Clone, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct ScoreQuery {
    /// A score revision; the newest when absent.
    #[param(minimum = 1)]
    pub revision: Option<i32>,
}

/// An explained score; `view` says for whom.
#[derive(Debug, Serialize, ToSchema)]
#[serde(tag = "view", rename_all = "snake_case")]
pub enum AuditScore {
    /// With what reviewers changed and said.
    Desk(Box<DeskScore>),
    /// What is published.
    Station(Box<PublishedScore>),
}

/// An explained score for desks and auditors.
#[derive(Debug, Serialize, ToSchema)]
pub struct DeskScore {
    /// The audit.
    pub audit_id: Uuid,
    /// The judged result; 0 while it is provisional.
    pub score_revision: i32,
    /// The submission it was made from.
    pub revision: i32,
    /// The checklist.
    pub checklist_id: String,
    /// Its version.
    pub checklist_version: i32,
    /// Version of the scoring algorithm.
    pub rule_version: i32,
    /// `approval`, `correction`, or `provisional`.
    pub reason: String,
    /// The score and why.
    pub score: ScoreView,
    /// What reviewers changed and voted, as it went into the score.
    #[schema(value_type = Object)]
    pub judged: Value,
}

/// An explained score for stations.
#[derive(Debug, Serialize, ToSchema)]
pub struct PublishedScore {
    /// The audit.
    pub audit_id: Uuid,
    /// The judged result.
    pub score_revision: i32,
    /// `approval` or `correction`.
    pub reason: String,
    /// Day from which it held for the station.
    pub day: String,
    /// The score and why.
    pub score: StationScore,
}

/// The explained score
///
/// Earlier results stay readable: `revision` counts judged results, not submissions.
#[utoipa::path(get, path = "/v1/audits/{audit_id}/score", tag = "review", params(("audit_id" = Uuid, Path), ScoreQuery),
    responses((status = 200, body = AuditScore), (status = 401, body = ProblemDocument), (status = 403, body = ProblemDocument),
        (status = 404, body = ProblemDocument)))]
pub async fn score(
    State(app): State<App>,
    caller: Caller,
    At(audit_id): At<Uuid>,
    Asked(query): Asked<ScoreQuery>,
) -> Result<Response> {
    let (view, audit) = visible(&app, &caller, audit_id).await?;
    let stored = read::score(app.store.read(), audit.id, query.revision).await?;
    let shown = match view {
        View::Station => {
            let score = stored.ok_or_else(Problem::not_found)?;
            AuditScore::Station(Box::new(published(&app, &audit, score).await?))
        }
        _ => AuditScore::Desk(Box::new(desk(&app, audit, stored, query.revision, view).await?)),
    };
    Ok(respond(StatusCode::OK, serde_json::to_value(shown).map_err(Problem::internal)?))
}

async fn desk(
    app: &App,
    audit: audit::Model,
    stored: Option<audit_score::Model>,
    asked: Option<i32>,
    view: View,
) -> Result<DeskScore> {
    if let Some(row) = stored {
        let score = ScoreView::of(&row.score, &row.judged).map_err(Problem::internal)?;
        return Ok(DeskScore {
            audit_id: audit.id,
            score_revision: row.score_revision,
            revision: row.revision,
            checklist_id: row.checklist_id,
            checklist_version: row.checklist_version,
            rule_version: row.rule_version,
            reason: row.reason,
            score,
            judged: words_for(view, row.judged),
        });
    }
    if asked.is_some() {
        return Err(Problem::not_found());
    }
    let case = Case::read(app, audit).await?;
    let judged = case.judge();
    let checklist = &case.published.checklist;
    let changes = record::changes_json(checklist, &case.rows.judgements, &judged);
    let score = record::score_json(checklist, &judged.score)?;
    Ok(DeskScore {
        audit_id: case.audit().id,
        score_revision: 0,
        revision: case.rows.revision.revision,
        checklist_id: checklist.id.clone(),
        checklist_version: i32::try_from(checklist.version).unwrap_or(i32::MAX),
        rule_version: i32::try_from(forecourt_core::score::RULE_VERSION).unwrap_or(i32::MAX),
        reason: "provisional".to_owned(),
        score: ScoreView::of(&score, &changes).map_err(Problem::internal)?,
        judged: words_for(view, changes),
    })
}

/// A reviewer's reason may quote the shopper: an auditor does not read it.
fn words_for(view: View, mut judged: Value) -> Value {
    if view == View::Auditor
        && let Some(changes) = judged.get_mut("changes").and_then(Value::as_array_mut)
    {
        for change in changes.iter_mut().filter_map(Value::as_object_mut) {
            change.remove("reason");
        }
    }
    judged
}

/// A station sees results from the one that was published to it; what was judged before that never was.
async fn published(app: &App, audit: &audit::Model, row: audit_score::Model) -> Result<PublishedScore> {
    let first = first_published(app, audit).await?;
    if row.score_revision < first {
        return Err(Problem::not_found());
    }
    Ok(PublishedScore {
        audit_id: audit.id,
        score_revision: row.score_revision,
        day: published_day(audit, &row, first),
        score: station::score(&row.score, &row.judged).map_err(Problem::internal)?,
        reason: row.reason,
    })
}

/// The judged result with which an audit was published.
pub async fn first_published(app: &App, audit: &audit::Model) -> Result<i32> {
    let history = events::of(app.store.read(), audit.id).await?;
    let published = history.iter().filter(|event| event.verb == "publish");
    let number = published.filter_map(|event| event.data.as_ref()?.get("score_revision")?.as_i64()).min();
    Ok(number.and_then(|number| i32::try_from(number).ok()).unwrap_or(audit.score_revision))
}

/// From which day a result held for the station: never the day of a review.
pub fn published_day(audit: &audit::Model, row: &audit_score::Model, first: i32) -> String {
    if row.score_revision == first {
        return times::day(audit.publish_day.unwrap_or_default());
    }
    times::day(forecourt_reports::day_of_ms(row.judged_at))
}
