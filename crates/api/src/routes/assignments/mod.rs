//! Assignments: `/v1/assignments`. The plan's desks see those in scope, a shopper his own, station roles none.

pub mod bulk;
pub mod desk;
pub mod reissue;
pub mod rules;
pub mod verbs;
pub mod view;

use axum::{
    Json,
    extract::State,
    response::{IntoResponse, Response},
};
use forecourt_core::{
    states::{AssignmentState, Role},
    violation::{Code, Violation},
};
use forecourt_store::{
    plan::assignments::{self, AssignmentFilter, View},
    reports,
};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;
use validator::Validate;

use self::view::{AnyAssignment, Words, report_view};
use crate::{
    auth::{Caller, caller::etag},
    extract::{Asked, At, fault},
    fields,
    paging::{List, Page},
    problem::{Problem, ProblemDocument, Result},
    routes::{report_photos::look, rounds::PLAN},
    state::App,
    times::parse_rfc3339,
};

/// What to buy. What is absent is as the checklist asks.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Purchase {
    /// Fuel for at least this much, fen.
    #[validate(range(max = 10_000_000))]
    pub fuel_min_fen: Option<u32>,
    /// Fuel for at most this much, fen.
    #[validate(range(max = 10_000_000))]
    pub fuel_max_fen: Option<u32>,
    /// One item of the store for at most this much, fen; 0 for none.
    #[validate(range(max = 10_000_000))]
    pub store_max_fen: Option<u32>,
    /// Whether to ask for an invoice.
    pub invoice: Option<bool>,
}

/// A visit to plan.
#[derive(Debug, Clone, Serialize, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewAssignment {
    /// Random v4 UUID, made by the client: a repeat changes nothing.
    pub id: Uuid,
    /// Round: draft or open.
    pub round_id: Uuid,
    /// Station below the round's unit.
    pub station_id: Uuid,
    /// An active shopper whom you see.
    pub shopper_id: Uuid,
    /// A slot of the round's checklist, for example `night`.
    #[validate(length(max = 40))]
    pub slot: String,
    /// Beginning of the window, RFC 3339; within the round.
    #[validate(length(max = 40))]
    pub window_start: String,
    /// End of the window; the whole visit lies in window and slot.
    #[validate(length(max = 40))]
    pub window_end: String,
    /// Whether to use a self-service pump.
    #[serde(default)]
    pub self_service: bool,
    /// What to buy.
    #[validate(nested)]
    pub purchase: Option<Purchase>,
    /// Scripted question in Chinese.
    #[validate(length(max = 500))]
    pub question_zh: Option<String>,
    /// Scripted question in English.
    #[validate(length(max = 500))]
    pub question_en: Option<String>,
    /// Why a rule of visits is passed over.
    #[validate(length(min = 1, max = 300))]
    pub override_reason: Option<String>,
}

/// What the caller sees, and whether he looks from a desk.
fn view_of(caller: &Caller) -> Result<(View, bool)> {
    if caller.is_any(PLAN) {
        return Ok((View::Desk(caller.scope(PLAN)?), true));
    }
    caller.require(&[Role::Shopper])?;
    Ok((View::Holder(caller.person_id), false))
}

/// Which assignments to list.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct AssignmentQuery {
    /// Only this round.
    pub round: Option<Uuid>,
    /// Only this station.
    pub station: Option<Uuid>,
    /// Only those this shopper holds.
    pub shopper: Option<Uuid>,
    /// Only this state.
    pub state: Option<AssignmentState>,
    /// Only windows that end after this instant, RFC 3339.
    pub from: Option<String>,
    /// Only windows that begin before this instant, RFC 3339.
    pub to: Option<String>,
    /// `true`: only visits that were made in vain and wait for a planner: every audit is void or incomplete, and the
    /// assignment was not issued again. For desks.
    pub to_issue_again: Option<bool>,
    /// Only those of which the shopper said one of these, separated by commas: `decline`, `impossible`, `recognised`. For
    /// desks.
    pub report: Option<String>,
}

/// What a shopper can say about an assignment.
const REPORTS: [&str; 3] = ["decline", "impossible", "recognised"];

fn reports_of(query: &AssignmentQuery) -> Result<Vec<&'static str>> {
    let words = query.report.as_deref().unwrap_or("").split(',').map(str::trim).filter(|word| !word.is_empty());
    let known = words.map(|word| REPORTS.into_iter().find(|report| *report == word));
    known.collect::<Option<_>>().ok_or_else(|| fault("query:report", Code::BadValue))
}

/// List assignments
///
/// By the beginning of their windows. Planner, head office and administrator see those in their scope, a shopper those
/// that he holds.
#[utoipa::path(get, path = "/v1/assignments", tag = "plan", params(AssignmentQuery, Page),
    responses((status = 200, body = List<AnyAssignment>), (status = 400, body = ProblemDocument), (status = 401, body = ProblemDocument),
        (status = 403, body = ProblemDocument), (status = 422, body = ProblemDocument)))]
pub async fn list(
    State(app): State<App>,
    caller: Caller,
    Asked(query): Asked<AssignmentQuery>,
    Asked(page): Asked<Page>,
) -> Result<Json<List<AnyAssignment>>> {
    let (view, desk) = view_of(&caller)?;
    let limit = page.limit()?;
    let after = page.after(&app.sealer, "assignments")?;
    let instant = |text: Option<String>, place: &str| match text {
        Some(text) => parse_rfc3339(&text).map(Some).ok_or_else(|| fault(place, Code::BadValue)),
        None => Ok(None),
    };
    // What became of an audit is not for its shopper.
    if !desk && query.to_issue_again.is_some() {
        return Err(Problem::bad_request(vec![Violation::new("query:to_issue_again", Code::UnknownField)]));
    }
    if !desk && query.report.is_some() {
        return Err(Problem::bad_request(vec![Violation::new("query:report", Code::UnknownField)]));
    }
    let filter = AssignmentFilter {
        reported: reports_of(&query)?,
        round: query.round,
        station: query.station,
        shopper: query.shopper,
        state: query.state.map(|state| state.as_str().into()),
        from_ms: instant(query.from, "query:from")?,
        to_ms: instant(query.to, "query:to")?,
        to_issue_again: query.to_issue_again.unwrap_or(false),
    };
    let rows = assignments::list(app.store.read(), &view, &filter, after, limit + 1).await?;
    let words = Words::of(assignments::around(app.store.read(), &rows, &[]).await?);
    let show = |row| {
        if desk { AnyAssignment::Desk(Box::new(words.desk(row))) } else { AnyAssignment::Own(Box::new(words.own(row))) }
    };
    Ok(Json(List::of(rows, limit, &app.sealer, "assignments", |row| (row.window_start, row.id), show)?))
}

/// Show an assignment
///
/// With everyone who ever held it, when their phones were last heard of, and what they said about it.
#[utoipa::path(get, path = "/v1/assignments/{id}", tag = "plan", params(("id" = Uuid, Path)),
    responses((status = 200, body = AnyAssignment), (status = 401, body = ProblemDocument),
        (status = 403, body = ProblemDocument), (status = 404, body = ProblemDocument)))]
pub async fn show(State(app): State<App>, caller: Caller, At(id): At<Uuid>) -> Result<Response> {
    let (view, desk) = view_of(&caller)?;
    let db = app.store.read();
    let row = assignments::find(db, &view, id).await?.ok_or_else(Problem::not_found)?;
    let tag = etag(row.version);
    if !desk {
        let words = Words::of(assignments::around(db, std::slice::from_ref(&row), &[]).await?);
        return Ok((tag, Json(AnyAssignment::Own(Box::new(words.own(row))))).into_response());
    }
    let holders = assignments::holders(db, id).await?;
    let ids: Vec<Uuid> = holders.iter().map(|holder| holder.person_id).collect();
    let words = Words::of(assignments::around(db, std::slice::from_ref(&row), &ids).await?);
    let mut shown = words.desk(row);
    shown.holders = Some(holders.iter().map(|holder| words.once_holder(holder)).collect());
    let reports = assignments::reports(db, id).await?;
    let mut photos = Vec::new();
    for report in &reports {
        // The phone may have sent them and never been heard of again.
        let own = reports::photos(db, &[report.id]).await?;
        photos.extend(look(&app, report.id, own).await?);
    }
    shown.reports = Some(reports.into_iter().map(|report| report_view(report, &photos)).collect());
    Ok((tag, Json(AnyAssignment::Desk(Box::new(shown)))).into_response())
}

/// A reason of up to 300 characters, if one was given.
pub fn reason(text: Option<&String>) -> Option<String> {
    text.map(|text| text.trim().to_owned()).filter(|text| fields::is_line(text, fields::LINE_CHARS))
}
