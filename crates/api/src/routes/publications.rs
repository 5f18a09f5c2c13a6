//! Publication at once by head office, and what was published (decision 20).

use axum::{Json, extract::State, http::StatusCode, response::Response};
use forecourt_core::{review::Verb, states::Role};
use forecourt_reports::day_of_ms;
use forecourt_store::{
    audits::publish::{self, Run},
    entity::publication,
};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;
use validator::Validate;

use crate::{
    auth::{Caller, caller::Key},
    body::Input,
    extract::Asked,
    jobs,
    paging::{List, Page},
    problem::{Problem, ProblemDocument, Result},
    repeat::{Reply, once},
    state::App,
    times::rfc3339,
};

const READERS: &[Role] = &[Role::Hq, Role::Admin, Role::Auditor];

/// What head office publishes at once: all that is approved in a unit. Single audits cannot be named.
#[derive(Debug, Clone, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PublishNow {
    /// Why it does not wait for its hour.
    #[validate(length(min = 1, max = 4000), custom(function = crate::fields::said))]
    pub reason: String,
    /// The org unit, with everything below it.
    pub scope: Uuid,
}

/// A publication.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct PublicationView {
    /// Its id.
    pub id: Uuid,
    /// `batch` at the hour of publication, `at_once` by head office.
    pub kind: String,
    /// The org unit of an `at_once` publication.
    pub scope: Option<Uuid>,
    /// Why at once.
    pub reason: Option<String>,
    /// Who published at once.
    pub person_id: Option<Uuid>,
    /// How many audits.
    pub audits: i32,
    /// When.
    pub at: String,
}

impl From<publication::Model> for PublicationView {
    fn from(row: publication::Model) -> Self {
        Self {
            id: row.id,
            kind: row.kind,
            scope: row.org_unit_id,
            reason: row.reason,
            person_id: row.person_id,
            audits: row.audits,
            at: rfc3339(row.at),
        }
    }
}

/// Publish at once
///
/// Everything approved in the unit, now. It is recorded with the reason.
#[utoipa::path(post, path = "/v1/publications", tag = "review", request_body = PublishNow,
    params(("Idempotency-Key" = Uuid, Header)),
    responses((status = 201, body = PublicationView), (status = 401, body = ProblemDocument), (status = 403, body = ProblemDocument),
        (status = 404, body = ProblemDocument), (status = 409, body = ProblemDocument), (status = 422, body = ProblemDocument)))]
pub async fn create(State(app): State<App>, caller: Caller, key: Key, input: Input<PublishNow>) -> Result<Response> {
    let scope = caller.scope(Verb::Publish.roles())?;
    let wish = input.value;
    if !publish::unit_in_scope(app.store.read(), &scope, wish.scope).await? {
        return Err(Problem::not_found());
    }
    let now = app.clock.now_ms();
    let id = Uuid::new_v4();
    let row = publication::Model {
        id,
        kind: "at_once".into(),
        org_unit_id: Some(wish.scope),
        reason: Some(wish.reason),
        person_id: Some(caller.person_id),
        audits: 0,
        at: now,
    };
    // They are made due in one small step; whoever publishes next, here or the job after a crash, takes them.
    let response = once(&app, &caller, key, input.sha256, "publish_at_once", move |tx| {
        Box::pin(async move {
            let mut row = row;
            let due_day = day_of_ms(now) - 1;
            let audits = publish::at_once(tx, row.clone(), &scope, due_day, now).await?;
            row.audits = i32::try_from(audits).unwrap_or(i32::MAX);
            Reply::with(StatusCode::CREATED, PublicationView::from(row))
        })
    })
    .await?;
    jobs::publish::publish_due(&app, now, Run { id, at_once: true }).await?;
    Ok(response)
}

/// Publications
///
/// Those of the units in your scope, newest first; the batches at the hour of publication are of the whole network.
#[utoipa::path(get, path = "/v1/publications", tag = "review", params(Page),
    responses((status = 200, body = List<PublicationView>), (status = 401, body = ProblemDocument),
        (status = 403, body = ProblemDocument), (status = 422, body = ProblemDocument)))]
pub async fn list(
    State(app): State<App>,
    caller: Caller,
    Asked(page): Asked<Page>,
) -> Result<Json<List<PublicationView>>> {
    let scope = caller.scope(READERS)?;
    let limit = page.limit()?;
    let before = page.after(&app.sealer, "publications")?;
    let rows = app.store.publications(&scope, before, limit + 1).await?;
    let place = |row: &publication::Model| (row.at, row.id);
    Ok(Json(List::of(rows, limit, &app.sealer, "publications", place, PublicationView::from)?))
}
