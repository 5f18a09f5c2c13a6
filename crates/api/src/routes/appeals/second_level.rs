//! `POST /v1/appeals/{appeal_id}/second-level`: the station does not agree with level 1 either (§3.7).

use axum::response::Response;
use forecourt_core::appeal::{AppealState, AppealStep, AppealVerb, allowed};
use forecourt_store::{
    appeal_telling::{self, AppealNews},
    appeals::{self, Step, state_of},
    audits::read,
    entity::appeal,
};
use serde::Deserialize;
use utoipa::ToSchema;
use uuid::Uuid;
use validator::Validate;

use super::{
    FILERS,
    file::{bind, refuse_without_region},
    shown,
    view::AnyAppeal,
    wrong_state,
};
use crate::{
    body::Input,
    extract::At,
    problem::{Kind, Problem, ProblemDocument, Result},
    repeat::{Reply, once},
    routes::audits::Door,
};

/// Why level 2 shall look at it.
#[derive(Debug, Clone, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct GoOn {
    /// Why the station does not agree with level 1.
    #[validate(length(min = 1, max = 4000), custom(function = crate::fields::said))]
    pub reason: String,
    /// Ids of further evidence.
    #[serde(default)]
    #[validate(length(max = 20))]
    pub evidence: Vec<Uuid>,
}

/// Go on to level 2
///
/// Within two working days of the decision of level 1. After four rejections in the quarter before, the region does it.
#[utoipa::path(post, path = "/v1/appeals/{appeal_id}/second-level", tag = "appeals", request_body = GoOn,
    params(("appeal_id" = Uuid, Path), ("Idempotency-Key" = Uuid, Header), ("If-Match" = String, Header)),
    responses((status = 200, body = AnyAppeal), (status = 401, body = ProblemDocument), (status = 403, body = ProblemDocument),
        (status = 404, body = ProblemDocument), (status = 409, body = ProblemDocument), (status = 412, body = ProblemDocument),
        (status = 422, body = ProblemDocument), (status = 428, body = ProblemDocument)))]
pub async fn go_on(door: Door, At(appeal_id): At<Uuid>, input: Input<GoOn>) -> Result<Response> {
    let Door { app, caller, key, seen } = door;
    let scope = caller.scope(FILERS)?;
    appeals::find(app.store.read(), &scope, appeal_id).await?.ok_or_else(Problem::not_found)?;
    let (now, who, wish) = (app.clock.now_ms(), caller.clone(), input.value);
    once(&app, &caller, key, input.sha256, "appeal_go_on", move |tx| {
        Box::pin(async move {
            let row = appeals::find(&**tx, &scope, appeal_id).await?.ok_or_else(Problem::not_found)?;
            seen.check(row.version)?;
            if allowed(AppealVerb::GoOn, state_of(&row)?).is_none() || row.due_at.is_some_and(|due| now > due) {
                return Err(wrong_state(&row));
            }
            let audit = read::find(&**tx, &scope, row.audit_id).await?.ok_or_else(Problem::not_found)?;
            refuse_without_region(tx, &who, &audit, now).await?;
            let person = who.person_id;
            let next = appeal::Model {
                state: AppealState::Level2.as_str().into(),
                since: now,
                due_at: AppealState::Level2.due(tx.calendar(), now),
                ..row.clone()
            };
            if !appeals::change(tx, &row, next.clone()).await? {
                return Err(Problem::new(Kind::StaleVersion));
            }
            bind(tx, person, &row, &wish.evidence, now).await?;
            let step = Step {
                kind: AppealStep::WentOn,
                level: 2,
                person_id: Some(person),
                at: now,
                reason: Some(wish.reason),
                evidence: wish.evidence,
                outcome: None,
                value: None,
            };
            appeals::add_step(tx, row.id, step).await?;
            let next = appeal::Model { version: row.version + 1, ..next };
            appeal_telling::tell(tx, &next, AppealNews::WentUp, now).await?;
            Reply::ok(shown(tx, &next, true).await?)
        })
    })
    .await
}
