//! Assignments: `/v1/assignments`. The plan's desks see those in scope, a shopper his own, station roles none.

pub mod desk;
pub mod rules;
pub mod verbs;

use std::collections::HashMap;

use axum::{
    Json,
    extract::State,
    response::{IntoResponse, Response},
};
use forecourt_core::{
    states::{AssignmentState, Role},
    violation::Code,
};
use forecourt_store::{
    access::Scope,
    devices,
    entity::{assignment, assignment_holder, assignment_report, person, station},
    people,
    plan::assignments::{self, AssignmentFilter, View},
    stations,
};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;
use validator::Validate;

use crate::{
    auth::{Caller, caller::etag},
    extract::{Asked, At, fault},
    fields,
    paging::{List, Page},
    problem::{Problem, ProblemDocument, Result},
    routes::rounds::PLAN,
    state::App,
    times::{parse_rfc3339, rfc3339},
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

/// A station in brief.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct StationBrief {
    /// Id.
    pub id: Uuid,
    /// Code.
    pub code: String,
    /// Name in Chinese.
    pub name_zh: String,
    /// Name in English.
    pub name_en: String,
}

/// Who holds an assignment, or once held it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct Holder {
    /// The shopper.
    pub person_id: Uuid,
    /// His name.
    pub display_name: String,
    /// When any of his phones was last heard of: look at it before you reassign, he may have the visit on his phone.
    pub last_contact_at: Option<String>,
    /// Since when he may only deliver.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub deactivated_at: Option<String>,
    /// Since when he held it; in the list of holders only.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub since: Option<String>,
    /// Until when; absent for the present holder.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub until: Option<String>,
}

/// What a shopper said about an assignment.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct ReportView {
    /// `decline`, `impossible` or `recognised`.
    pub kind: String,
    /// Who said it.
    pub person_id: Uuid,
    /// Why.
    pub reason: String,
    /// When it happened, by the phone.
    pub at: Option<String>,
    /// Remark.
    pub note: Option<String>,
    /// When the server heard of it.
    pub received_at: String,
}

/// An assignment as the plan's desks see it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct AssignmentView {
    /// Id.
    pub id: Uuid,
    /// Round.
    pub round_id: Uuid,
    /// Station.
    pub station: StationBrief,
    /// Who holds it now.
    pub holder: Holder,
    /// Slot of the checklist.
    pub slot: String,
    /// Beginning of the window.
    pub window_start: String,
    /// End of the window.
    pub window_end: String,
    /// Whether the slot is a night slot.
    pub night: bool,
    /// Whether to use a self-service pump.
    pub self_service: bool,
    /// What to buy.
    #[schema(value_type = Purchase)]
    pub purchase: Value,
    /// Scripted question in Chinese.
    pub question_zh: Option<String>,
    /// Scripted question in English.
    pub question_en: Option<String>,
    /// `issued`, `declined`, `impossible`, `delivered` or `withdrawn`.
    pub state: AssignmentState,
    /// The assignment that this one replaces.
    pub reissue_of: Option<Uuid>,
    /// Why a rule of visits was passed over.
    pub override_reason: Option<String>,
    /// Everyone who ever held it; only when a single one is read.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub holders: Option<Vec<Holder>>,
    /// What shoppers said about it; only when a single one is read.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reports: Option<Vec<ReportView>>,
    /// For `If-Match`.
    pub version: i32,
}

/// An assignment as its shopper sees it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct OwnAssignment {
    /// Id.
    pub id: Uuid,
    /// Round.
    pub round_id: Uuid,
    /// Station.
    pub station: StationBrief,
    /// Slot of the checklist.
    pub slot: String,
    /// Beginning of the window.
    pub window_start: String,
    /// End of the window.
    pub window_end: String,
    /// Whether the slot is a night slot.
    pub night: bool,
    /// Whether to use a self-service pump.
    pub self_service: bool,
    /// What to buy.
    #[schema(value_type = Purchase)]
    pub purchase: Value,
    /// Scripted question in Chinese.
    pub question_zh: Option<String>,
    /// Scripted question in English.
    pub question_en: Option<String>,
    /// `issued`, `declined`, `impossible`, `delivered` or `withdrawn`.
    pub state: AssignmentState,
    /// Version.
    pub version: i32,
}

/// An assignment in the view of the caller's role.
#[derive(Debug, Serialize, ToSchema)]
#[serde(untagged)]
pub enum AnyAssignment {
    /// For the plan's desks.
    Desk(Box<AssignmentView>),
    /// For the shopper who holds it.
    Own(Box<OwnAssignment>),
}

/// The words beside the rows of a page, read at once.
#[derive(Debug, Default)]
pub struct Words {
    stations: HashMap<Uuid, station::Model>,
    people: HashMap<Uuid, person::Model>,
    last: HashMap<Uuid, i64>,
}

impl Words {
    /// Reads the stations and people of these rows.
    pub async fn load(app: &App, rows: &[assignment::Model], more_people: &[Uuid]) -> Result<Self> {
        let db = app.store.read();
        let places: Vec<Uuid> = rows.iter().map(|row| row.station_id).collect();
        let found = stations::find_all(db, &Scope::everything(), &places).await?;
        let mut people_ids: Vec<Uuid> = rows.iter().map(|row| row.shopper_id).chain(more_people.iter().copied()).collect();
        people_ids.sort_unstable();
        people_ids.dedup();
        Ok(Self {
            stations: found.into_iter().map(|row| (row.id, row)).collect(),
            people: people::names(db, &people_ids).await?,
            last: devices::last_contacts(db, &people_ids).await?,
        })
    }

    fn station(&self, id: Uuid) -> StationBrief {
        let row = self.stations.get(&id);
        let text = |of: fn(&station::Model) -> &String| row.map(of).cloned().unwrap_or_default();
        StationBrief {
            id,
            code: text(|row| &row.code),
            name_zh: text(|row| &row.name_zh),
            name_en: text(|row| &row.name_en),
        }
    }

    fn holder(&self, id: Uuid) -> Holder {
        let person = self.people.get(&id);
        Holder {
            person_id: id,
            display_name: person.map(|person| person.display_name.clone()).unwrap_or_default(),
            last_contact_at: self.last.get(&id).copied().map(rfc3339),
            deactivated_at: person.and_then(|person| person.deactivated_at).map(rfc3339),
            since: None,
            until: None,
        }
    }

    /// The row as the desks see it.
    pub fn desk(&self, row: assignment::Model) -> AssignmentView {
        AssignmentView {
            id: row.id,
            round_id: row.round_id,
            station: self.station(row.station_id),
            holder: self.holder(row.shopper_id),
            slot: row.slot,
            window_start: rfc3339(row.window_start),
            window_end: rfc3339(row.window_end),
            night: row.night,
            self_service: row.self_service,
            purchase: row.purchase,
            question_zh: row.question_zh,
            question_en: row.question_en,
            state: state_of(&row.state),
            reissue_of: row.reissue_of,
            override_reason: row.override_reason,
            holders: None,
            reports: None,
            version: row.version,
        }
    }

    fn own(&self, row: assignment::Model) -> OwnAssignment {
        OwnAssignment {
            id: row.id,
            round_id: row.round_id,
            station: self.station(row.station_id),
            slot: row.slot,
            window_start: rfc3339(row.window_start),
            window_end: rfc3339(row.window_end),
            night: row.night,
            self_service: row.self_service,
            purchase: row.purchase,
            question_zh: row.question_zh,
            question_en: row.question_en,
            state: state_of(&row.state),
            version: row.version,
        }
    }

    fn once_holder(&self, row: &assignment_holder::Model) -> Holder {
        Holder { since: Some(rfc3339(row.since)), until: row.until.map(rfc3339), ..self.holder(row.person_id) }
    }
}

/// The column is only ever written from this list.
pub fn state_of(word: &str) -> AssignmentState {
    AssignmentState::parse(word).unwrap_or(AssignmentState::Withdrawn)
}

fn report_view(row: assignment_report::Model) -> ReportView {
    ReportView {
        kind: row.kind,
        person_id: row.person_id,
        reason: row.reason,
        at: row.at_ms.map(rfc3339),
        note: row.note,
        received_at: rfc3339(row.received_at),
    }
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
    let filter = AssignmentFilter {
        round: query.round,
        station: query.station,
        shopper: query.shopper,
        state: query.state.map(|state| state.as_str().into()),
        from_ms: instant(query.from, "query:from")?,
        to_ms: instant(query.to, "query:to")?,
    };
    let rows = assignments::list(app.store.read(), &view, &filter, after, limit + 1).await?;
    let words = Words::load(&app, &rows, &[]).await?;
    let show = |row| {
        if desk {
            AnyAssignment::Desk(Box::new(words.desk(row)))
        } else {
            AnyAssignment::Own(Box::new(words.own(row)))
        }
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
        let words = Words::load(&app, std::slice::from_ref(&row), &[]).await?;
        return Ok((tag, Json(AnyAssignment::Own(Box::new(words.own(row))))).into_response());
    }
    let holders = assignments::holders(db, id).await?;
    let ids: Vec<Uuid> = holders.iter().map(|holder| holder.person_id).collect();
    let words = Words::load(&app, std::slice::from_ref(&row), &ids).await?;
    let mut shown = words.desk(row);
    shown.holders = Some(holders.iter().map(|holder| words.once_holder(holder)).collect());
    shown.reports = Some(assignments::reports(db, id).await?.into_iter().map(report_view).collect());
    Ok((tag, Json(AnyAssignment::Desk(Box::new(shown)))).into_response())
}

/// A reason of up to 300 characters, if one was given.
pub fn reason(text: Option<&String>) -> Option<String> {
    text.map(|text| text.trim().to_owned()).filter(|text| fields::is_line(text, fields::LINE_CHARS))
}
