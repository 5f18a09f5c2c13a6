//! `POST /v1/appeals/{appeal_id}/ask-footage`: three hours, of which one contains the visit; and the station's answer
//! (decision 29).

use std::collections::HashSet;

use axum::response::Response;
use forecourt_core::{
    appeal::{AppealStep, AppealVerb, allowed, footage_windows},
    day,
    violation::{Code, Violation},
};
use forecourt_store::{
    Tx,
    appeal_telling::{self, AppealNews},
    appeals::{self, Step, state_of},
    entity::{appeal, appeal_step},
};
use rand::{TryRngCore, rngs::OsRng};
use serde::Deserialize;
use serde_json::json;
use utoipa::ToSchema;
use uuid::Uuid;
use validator::Validate;

use super::{FILERS, PANELS, decide::may_decide, file::bind, shown, view::AnyAppeal, wrong_state};
use crate::{
    body::Input,
    case::Case,
    extract::At,
    problem::{Kind, Problem, ProblemDocument, Result},
    repeat::{Reply, once},
    routes::audits::Door,
};

/// Answers with footage at one level.
const ANSWERS: usize = 5;

/// What the panel wants to see.
#[derive(Debug, Clone, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct AskFootage {
    /// Which cameras, and what for. The station reads it.
    #[validate(length(min = 1, max = 4000), custom(function = crate::fields::said))]
    pub reason: String,
}

/// Ask the station for footage
///
/// Once per appeal: the server draws three hours of the day of the visit, of which one contains it; they are the same for every
/// appeal of the audit.
#[utoipa::path(post, path = "/v1/appeals/{appeal_id}/ask-footage", tag = "appeals", request_body = AskFootage,
    params(("appeal_id" = Uuid, Path), ("Idempotency-Key" = Uuid, Header), ("If-Match" = String, Header)),
    responses((status = 200, body = AnyAppeal), (status = 401, body = ProblemDocument), (status = 403, body = ProblemDocument),
        (status = 404, body = ProblemDocument), (status = 409, body = ProblemDocument), (status = 412, body = ProblemDocument),
        (status = 422, body = ProblemDocument), (status = 428, body = ProblemDocument)))]
pub async fn ask(door: Door, At(appeal_id): At<Uuid>, input: Input<AskFootage>) -> Result<Response> {
    let Door { app, caller, key, seen } = door;
    let scope = caller.scope(PANELS)?;
    appeals::find(app.store.read(), &scope, appeal_id).await?.ok_or_else(Problem::not_found)?;
    let (inner, person, now, wish) = (app.clone(), caller.clone(), app.clock.now_ms(), input.value);
    once(&app, &caller, key, input.sha256, "appeal_footage", move |tx| {
        Box::pin(async move {
            let row = appeals::find(&**tx, &scope, appeal_id).await?.ok_or_else(Problem::not_found)?;
            seen.check(row.version)?;
            let audit = may_decide(tx, &person, &row, AppealVerb::AskFootage, now).await?;
            let around = appeals::around(&**tx, std::slice::from_ref(&row)).await?;
            if around.steps.iter().any(|step| step.kind == AppealStep::FootageAsked.as_str()) {
                return Err(wrong_state(&row).detail("录像只能索取一次", "Footage was asked for before"));
            }
            let (visit, level) = ((audit.visit_start, audit.visit_end), state_of(&row)?.level().unwrap_or(1));
            let case = Case::load(&inner, tx, audit).await?;
            let windows = match appeals::footage_of(&**tx, row.audit_id).await? {
                Some(known) => known,
                None => json!(windows(&case, visit)?),
            };
            if !appeals::change(tx, &row, row.clone()).await? {
                return Err(Problem::new(Kind::StaleVersion));
            }
            let step = Step {
                kind: AppealStep::FootageAsked,
                level,
                person_id: Some(person.person_id),
                at: now,
                reason: Some(wish.reason),
                evidence: Vec::new(),
                outcome: None,
                value: Some(windows),
            };
            appeals::add_step(tx, row.id, step).await?;
            let next = appeal::Model { version: row.version + 1, ..row };
            appeal_telling::tell(tx, &next, AppealNews::FootageAsked, now).await?;
            Reply::ok(shown(tx, &next, false).await?)
        })
    })
    .await
}

/// What the station has.
#[derive(Debug, Clone, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct GiveFootage {
    /// What it shows, or why there is none of an hour.
    #[validate(length(min = 1, max = 4000), custom(function = crate::fields::said))]
    pub reason: String,
    /// Ids of evidence (decision 29).
    #[validate(length(min = 1, max = 20))]
    pub evidence: Vec<Uuid>,
}

/// Hand in footage that was asked for
///
/// By the station, or the region for it, while the appeal is at a level whose time runs; five times a level, each time with
/// files that it has not handed in yet. The panel is told.
#[utoipa::path(post, path = "/v1/appeals/{appeal_id}/footage", tag = "appeals", request_body = GiveFootage,
    params(("appeal_id" = Uuid, Path), ("Idempotency-Key" = Uuid, Header), ("If-Match" = String, Header)),
    responses((status = 200, body = AnyAppeal), (status = 401, body = ProblemDocument), (status = 403, body = ProblemDocument),
        (status = 404, body = ProblemDocument), (status = 409, body = ProblemDocument), (status = 412, body = ProblemDocument),
        (status = 422, body = ProblemDocument), (status = 428, body = ProblemDocument)))]
pub async fn give(door: Door, At(appeal_id): At<Uuid>, input: Input<GiveFootage>) -> Result<Response> {
    let Door { app, caller, key, seen } = door;
    let scope = caller.scope(FILERS)?;
    appeals::find(app.store.read(), &scope, appeal_id).await?.ok_or_else(Problem::not_found)?;
    let (now, person, wish) = (app.clock.now_ms(), caller.person_id, input.value);
    once(&app, &caller, key, input.sha256, "appeal_footage_given", move |tx| {
        Box::pin(async move {
            let row = appeals::find(&**tx, &scope, appeal_id).await?.ok_or_else(Problem::not_found)?;
            seen.check(row.version)?;
            let level = may_give(tx, &row, &wish.evidence, now).await?;
            if !appeals::change(tx, &row, row.clone()).await? {
                return Err(Problem::new(Kind::StaleVersion));
            }
            bind(tx, person, &row, &wish.evidence, now).await?;
            let step = Step {
                kind: AppealStep::FootageGiven,
                level,
                person_id: Some(person),
                at: now,
                reason: Some(wish.reason),
                evidence: wish.evidence,
                outcome: None,
                value: None,
            };
            appeals::add_step(tx, row.id, step).await?;
            let next = appeal::Model { version: row.version + 1, ..row };
            appeal_telling::tell(tx, &next, AppealNews::FootageGiven, now).await?;
            Reply::ok(shown(tx, &next, true).await?)
        })
    })
    .await
}

/// The level that waits for footage, within its time.
async fn may_give(tx: &Tx, row: &appeal::Model, files: &[Uuid], now: i64) -> Result<i16> {
    let state = state_of(row)?;
    let level = state.level().filter(|_| allowed(AppealVerb::Footage, state).is_some());
    let level = level.ok_or_else(|| wrong_state(row))?;
    if row.due_at.is_some_and(|due| now > due) {
        return Err(wrong_state(row).detail("该级裁决期限已过", "The time of this level is over"));
    }
    let around = appeals::around(&**tx, std::slice::from_ref(row)).await?;
    if around.steps.iter().all(|step| step.kind != AppealStep::FootageAsked.as_str()) {
        return Err(wrong_state(row).detail("未索取录像", "No footage was asked for"));
    }
    // Each answer is another version: without an end to them the panel could never decide.
    let given = |step: &&appeal_step::Model| step.kind == AppealStep::FootageGiven.as_str() && step.level == level;
    if around.steps.iter().filter(given).count() >= ANSWERS {
        return Err(wrong_state(row).detail("该级已多次提交录像", "Footage was handed in often enough at this level"));
    }
    let before: HashSet<String> = around
        .steps
        .iter()
        .filter_map(|step| step.evidence.as_ref()?.as_array())
        .flatten()
        .filter_map(|id| id.as_str().map(str::to_owned))
        .collect();
    let mut seen = HashSet::new();
    let again = files.iter().enumerate().filter(|(_, id)| before.contains(&id.to_string()) || !seen.insert(**id));
    let faults: Vec<Violation> =
        again.map(|(n, _)| Violation::new(format!("/evidence/{n}"), Code::Duplicate)).collect();
    if faults.is_empty() { Ok(level) } else { Err(Problem::invalid(faults)) }
}

/// The hours to ask for. The station knows the day of the visit and whether it was day or night: so are the other two.
fn windows(case: &Case, visit: (i64, i64)) -> Result<[i64; 3]> {
    let slots = &case.published.checklist.visit.slots;
    let part = day::part_of_day(slots, visit.0);
    let mut failed = None;
    let mut draw = |among: usize| match OsRng.try_next_u64() {
        // Among so few the bias of the remainder tells nothing.
        Ok(number) => usize::try_from(number % u64::try_from(among.max(1)).unwrap_or(1)).unwrap_or(0),
        Err(error) => {
            failed = Some(error);
            0
        }
    };
    // Visits are made within slots: an hour outside of them would be no likely one.
    let alike = |instant: i64| day::slot_at(slots, instant).is_some() && day::part_of_day(slots, instant) == part;
    let by_part = |instant: i64| day::part_of_day(slots, instant) == part;
    // A night slot of three hours has room for one choice only, and not every visit lies in it.
    let found = footage_windows(visit, alike, &mut draw).or_else(|| footage_windows(visit, by_part, &mut draw));
    match failed {
        Some(error) => Err(Problem::internal(error)),
        None => found.ok_or_else(|| Problem::internal("a day without room for three hours")),
    }
}
