//! `POST /v1/appeals/{appeal_id}/decide`: the panel of the level says what holds (§3.7).

use axum::response::Response;
use forecourt_core::{
    appeal::{AppealOutcome, AppealStep, AppealVerb, allowed},
    violation::{Code, Violation},
};
use forecourt_store::{
    Tx,
    access::Scope,
    appeals::{self, state_of},
    audits::{read, review},
    entity::{appeal, appeal_step, audit},
};
use serde::Deserialize;
use serde_json::Value;
use utoipa::ToSchema;
use uuid::Uuid;
use validator::Validate;

use super::{
    FILERS, PANELS,
    settle::{Settling, Verdict, settle},
    shown,
    view::AnyAppeal,
    wrong_state,
};
use crate::{
    auth::Caller,
    body::Input,
    extract::At,
    jobs::appeals as ranks,
    problem::{Kind, Problem, ProblemDocument, Result},
    repeat::{Reply, once},
    routes::audits::{Door, same_person},
};

/// What the panel decides.
#[derive(Debug, Clone, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct DecideAppeal {
    /// `upheld`, `not_applicable`, `not_observed` (neither of a red line) or `rejected`.
    pub outcome: AppealOutcome,
    /// With `upheld`: the answer that holds, when it is not the best one: true, false or a whole number.
    #[serde(default)]
    #[schema(value_type = Option<Value>)]
    pub value: Option<Value>,
    /// The panel accepts that too little of the audit is left to count; asked for where that is so.
    #[serde(default)]
    pub accept_incomplete: bool,
    /// Why. The station reads it.
    #[validate(length(min = 1, max = 4000), custom(function = crate::fields::said))]
    pub reason: String,
}

/// Decide an appeal
///
/// By the panel of its level, never by who had a hand in the audit or decided the appeal before. What changes is a new score
/// revision; earlier ones stay. What is rejected at level 1, or upheld in part, the station may take to level 2.
#[utoipa::path(post, path = "/v1/appeals/{appeal_id}/decide", tag = "appeals", request_body = DecideAppeal,
    params(("appeal_id" = Uuid, Path), ("Idempotency-Key" = Uuid, Header), ("If-Match" = String, Header)),
    responses((status = 200, body = AnyAppeal), (status = 401, body = ProblemDocument), (status = 403, body = ProblemDocument),
        (status = 404, body = ProblemDocument), (status = 409, body = ProblemDocument), (status = 412, body = ProblemDocument),
        (status = 422, body = ProblemDocument), (status = 428, body = ProblemDocument)))]
pub async fn decide(door: Door, At(appeal_id): At<Uuid>, input: Input<DecideAppeal>) -> Result<Response> {
    let Door { app, caller, key, seen } = door;
    let scope = caller.scope(PANELS)?;
    let db = app.store.read();
    let row = appeals::find(db, &scope, appeal_id).await?.ok_or_else(Problem::not_found)?;
    let wish = input.value;
    refuse_faults(&wish)?;
    // Asked for before the transaction, which must not wait for a second connection.
    let rank = ranks::rank_of(&app, row.station_id, row.audit_id).await?;
    let (inner, person, now) = (app.clone(), caller.clone(), app.clock.now_ms());
    let response = once(&app, &caller, key, input.sha256, "appeal_decide", move |tx| {
        Box::pin(async move {
            let row = appeals::find(&**tx, &scope, appeal_id).await?.ok_or_else(Problem::not_found)?;
            seen.check(row.version)?;
            let audit = may_decide(tx, &person, &row, AppealVerb::Decide, now).await?;
            let verdict = Verdict {
                outcome: wish.outcome,
                value: wish.value,
                reason: Some(wish.reason),
                accept_incomplete: wish.accept_incomplete,
            };
            let by = (AppealStep::Decided, Some(person.person_id));
            let settling = Settling { app: inner, tx, row, audit, by, rank };
            let settled = settle(settling, verdict).await?;
            Reply::ok(shown(tx, &settled, false).await?)
        })
    })
    .await?;
    // A task of its own: the ranks of other appeals are no writes of this panel. The tick does it as well.
    let ranked = tokio::spawn(async move { ranks::rank_decided(&app).await }).await.map_err(Problem::internal)?;
    if let Err(error) = ranked {
        tracing::warn!(?error, "the rank after an appeal is not known yet");
    }
    Ok(response)
}

/// What is wrong by itself, all of it.
fn refuse_faults(wish: &DecideAppeal) -> Result<()> {
    let mut faults = Vec::new();
    if wish.outcome == AppealOutcome::Withdrawn {
        faults.push(Violation::new("/outcome", Code::BadValue));
    }
    if wish.value.is_some() && wish.outcome != AppealOutcome::Upheld {
        faults.push(Violation::new("/value", Code::BadValue));
    }
    if faults.is_empty() { Ok(()) } else { Err(Problem::invalid(faults)) }
}

/// The audit, when this caller may do what the panel does with the appeal as it stands.
pub async fn may_decide(
    tx: &Tx,
    caller: &Caller,
    row: &appeal::Model,
    verb: AppealVerb,
    now: i64,
) -> Result<audit::Model> {
    let rule = allowed(verb, state_of(row)?).ok_or_else(|| wrong_state(row))?;
    if row.due_at.is_some_and(|due| now > due) {
        return Err(wrong_state(row).detail("该级裁决期限已过", "The time of this level is over"));
    }
    let of_level = Scope::of(caller.grants(), rule.roles).ok_or_else(|| Problem::new(Kind::Forbidden))?;
    if appeals::find(&**tx, &of_level, row.id).await?.is_none() {
        return Err(Problem::new(Kind::Forbidden));
    }
    // Decisions about one audit are made one after the other.
    review::hold(tx, row.audit_id, None).await?;
    let audit = read::find(&**tx, &Scope::everything(), row.audit_id).await?;
    let audit = audit.ok_or_else(|| Problem::internal(format!("appeal {} has no audit", row.id)))?;
    let steps = appeals::steps_of_item(&**tx, row).await?;
    let person = caller.person_id;
    // Who asked for footage at this level goes on with what he asked for.
    let level = state_of(row)?.level();
    let asked = |step: &appeal_step::Model| {
        step.appeal_id == row.id && step.kind == AppealStep::FootageAsked.as_str() && Some(step.level) == level
    };
    // Whoever answers for the station has the same bonus in mind.
    if let Some(own) = Scope::of(caller.grants(), FILERS)
        && appeals::find(&**tx, &own, row.id).await?.is_some()
    {
        return Err(same_person());
    }
    let before = steps.iter().any(|step| step.person_id == Some(person) && !asked(step));
    if before || appeals::had_a_hand(&**tx, &audit).await?.contains(&person) {
        return Err(same_person());
    }
    Ok(audit)
}
