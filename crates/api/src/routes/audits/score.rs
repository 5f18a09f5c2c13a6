//! `GET /v1/audits/{id}/score`: why every point was lost, for any judged result.

use axum::{extract::State, http::StatusCode, response::Response};
use forecourt_core::{
    review::{Verb, View},
    states::AuditState,
};
use forecourt_store::{
    audits::{events, read},
    entity::{audit, audit_event, audit_score},
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
    /// A score revision; the newest when absent. Station roles count what was published.
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
    /// `approval`, `correction`, `appeal`, or `provisional`.
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
    /// The published result: 1 for the first.
    pub score_revision: i32,
    /// `approval`, `correction` or `appeal`.
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
    let shown = match view {
        View::Station => AuditScore::Station(Box::new(published(&app, &audit, query.revision).await?)),
        View::Desk | View::Auditor => {
            let stored = read::score(app.store.read(), audit.id, query.revision).await?;
            AuditScore::Desk(Box::new(desk(&app, audit, stored, query.revision, view).await?))
        }
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

/// A station sees results that were published to it, under numbers of their own.
async fn published(app: &App, audit: &audit::Model, number: Option<i32>) -> Result<PublishedScore> {
    let results = published_results(app, audit).await?;
    let result = match number {
        Some(number) => results.iter().find(|result| result.number == number),
        None => results.last(),
    };
    let result = result.ok_or_else(Problem::not_found)?;
    let row = read::score(app.store.read(), audit.id, Some(result.score_revision)).await?;
    let row = row.ok_or_else(|| Problem::internal(format!("audit {} has no such score", audit.id)))?;
    Ok(PublishedScore {
        audit_id: audit.id,
        score_revision: result.number,
        day: times::day(result.day),
        score: station::score(&row.score, &row.judged).map_err(Problem::internal)?,
        reason: row.reason,
    })
}

/// A judged result that was published.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PublishedResult {
    /// 1 for the first that was published; the number that a station sees.
    pub number: i32,
    /// The judged result.
    pub score_revision: i32,
    /// Day from which it held for the station.
    pub day: i32,
}

/// What was published of an audit, oldest first. What was judged without being published has no number behind the wall.
pub async fn published_results(app: &App, audit: &audit::Model) -> Result<Vec<PublishedResult>> {
    let mut results = results_of(&events::of(app.store.read(), audit.id).await?);
    // The history was read after the audit and may know more of it by now.
    let known = results.iter().rposition(|result| result.score_revision == audit.score_revision);
    let known = known.ok_or_else(|| Problem::internal(format!("audit {} is published without history", audit.id)))?;
    results.truncate(known + 1);
    Ok(results)
}

fn results_of(history: &[audit_event::Model]) -> Vec<PublishedResult> {
    // In the order of the versions that they made: the clocks of two instances may differ.
    let mut history: Vec<&audit_event::Model> = history.iter().collect();
    history.sort_by_key(|event| (event.data.as_ref().and_then(|data| data.get("version")?.as_i64()), event.at));
    let mut results: Vec<PublishedResult> = Vec::new();
    for event in history {
        let Some(data) = &event.data else { continue };
        let public =
            data.get("state").and_then(Value::as_str).and_then(AuditState::parse).is_some_and(AuditState::is_public);
        let changed = [Verb::ConfirmProposal, Verb::DecideAppeal].iter().any(|verb| event.verb == verb.as_str());
        let number = data.get("score_revision").and_then(Value::as_i64).and_then(|number| i32::try_from(number).ok());
        if let (Some(score_revision), true) = (number, (changed && public) || event.verb == Verb::Publish.as_str()) {
            let number = i32::try_from(results.len()).unwrap_or(i32::MAX).saturating_add(1);
            results.push(PublishedResult { number, score_revision, day: forecourt_reports::day_of_ms(event.at) });
        }
    }
    results
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn only_what_was_published_has_a_number_and_a_day() {
        const DAY_MS: i64 = 86_400_000;
        let event = |verb: &str, day: i64, data: Value| audit_event::Model {
            id: Uuid::nil(),
            audit_id: Uuid::nil(),
            verb: verb.to_owned(),
            person_id: None,
            reason: None,
            data: Some(data),
            at: day * DAY_MS,
        };
        let confirm = Verb::ConfirmProposal.as_str();
        let history = [
            event(confirm, 4, json!({"score_revision": 3, "state": "published", "version": 9})),
            event("publish", 4, json!({"score_revision": 2, "version": 8})),
            event("accept", 1, json!({"score_revision": 1, "state": "approved", "version": 4})),
            event("reopen", 1, json!({"state": "in_review", "version": 5})),
            event("accept", 2, json!({"score_revision": 2, "state": "approved", "version": 6})),
            event(confirm, 5, json!({"score_revision": 4, "state": "incomplete", "version": 10})),
            event(Verb::DecideAppeal.as_str(), 4, json!({"score_revision": 6, "state": "published", "version": 13})),
            event("accept", 6, json!({"score_revision": 5, "state": "approved", "version": 11})),
            event("publish", 3, json!({"score_revision": 5, "version": 12})),
        ];
        let seen: Vec<_> = results_of(&history).iter().map(|one| (one.number, one.score_revision, one.day)).collect();
        // Another instance, whose clock is late, published the last one.
        assert_eq!(seen, [(1, 2, 4), (2, 3, 4), (3, 5, 3), (4, 6, 4)]);
    }
}
