//! `GET /v1/appeals` and `GET /v1/appeals/{appeal_id}`.

use axum::{Json, extract::State, http::StatusCode, response::Response};
use forecourt_core::{
    appeal::AppealState,
    violation::{Code, Violation},
};
use forecourt_store::{
    appeals::{self, Filter},
    entity::appeal,
};
use serde::Deserialize;
use utoipa::IntoParams;
use uuid::Uuid;

use super::{
    DESKS, FILERS,
    view::{AnyAppeal, view},
};
use crate::{
    auth::Caller,
    extract::{Asked, At},
    paging::{List, Page, words},
    problem::{Problem, ProblemDocument, Result},
    repeat::respond,
    state::App,
};

/// Which appeals are listed.
#[derive(Debug, Clone, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct AppealQuery {
    /// Only these states, separated by commas: `level_1`, `level_1_decided`, `level_2`, `closed`.
    pub state: Option<String>,
    /// Only this station.
    pub station: Option<Uuid>,
    /// Only stations of this unit and below.
    pub org_unit: Option<Uuid>,
    /// Only this audit.
    pub audit: Option<Uuid>,
    /// Rows of a page: 1 to 500, default 50.
    #[param(minimum = 1, maximum = 500)]
    pub limit: Option<u64>,
    /// The `next_cursor` of the page before.
    pub cursor: Option<String>,
}

impl AppealQuery {
    pub fn filter(&self) -> Result<Filter> {
        let states: Option<Vec<AppealState>> = words(self.state.as_deref()).map(AppealState::parse).collect();
        let states = states.ok_or_else(|| Problem::invalid(vec![Violation::new("query:state", Code::BadValue)]))?;
        Ok(Filter { states, station: self.station, org_unit: self.org_unit, audit: self.audit })
    }

    /// A cursor opens only for the list it was made for.
    fn purpose(&self, for_station: bool) -> String {
        format!("appeals/{for_station}/{:?}", Self { limit: None, cursor: None, ..self.clone() })
    }
}

/// Appeals, the newest first
///
/// Those of the stations in your scope. Station roles see no names.
#[utoipa::path(get, path = "/v1/appeals", tag = "appeals", params(AppealQuery),
    responses((status = 200, body = List<AnyAppeal>), (status = 401, body = ProblemDocument), (status = 403, body = ProblemDocument),
        (status = 422, body = ProblemDocument)))]
pub async fn list(
    State(app): State<App>,
    caller: Caller,
    Asked(query): Asked<AppealQuery>,
) -> Result<Json<List<AnyAppeal>>> {
    let for_station = !caller.is_any(DESKS);
    let scope = caller.scope(if for_station { FILERS } else { DESKS })?;
    let page = Page { limit: query.limit, cursor: query.cursor.clone() };
    let (limit, purpose) = (page.limit()?, query.purpose(for_station));
    let before = page.after(&app.sealer, &purpose)?;
    let rows = appeals::list(app.store.read(), &scope, &query.filter()?, before, limit + 1).await?;
    let around = appeals::around(app.store.read(), &rows).await?;
    let place = |row: &appeal::Model| (row.filed_at, row.id);
    let list = List::of(rows, limit, &app.sealer, &purpose, place, |row| view(&row, &around, for_station))?;
    let items = list.items.into_iter().collect::<Result<_>>()?;
    Ok(Json(List { items, next_cursor: list.next_cursor }))
}

/// One appeal with its history
///
/// The ETag is its version: send it as `If-Match` with a verb.
#[utoipa::path(get, path = "/v1/appeals/{appeal_id}", tag = "appeals", params(("appeal_id" = Uuid, Path)),
    responses((status = 200, body = AnyAppeal), (status = 401, body = ProblemDocument), (status = 403, body = ProblemDocument),
        (status = 404, body = ProblemDocument)))]
pub async fn show(State(app): State<App>, caller: Caller, At(appeal_id): At<Uuid>) -> Result<Response> {
    let db = app.store.read();
    if !caller.is_any(DESKS) && !caller.is_any(FILERS) {
        caller.require(DESKS)?;
    }
    for (roles, for_station) in [(DESKS, false), (FILERS, true)] {
        let Ok(scope) = caller.scope(roles) else { continue };
        let Some(row) = appeals::find(db, &scope, appeal_id).await? else { continue };
        let around = appeals::around(db, std::slice::from_ref(&row)).await?;
        let shown = view(&row, &around, for_station)?;
        return Ok(respond(StatusCode::OK, serde_json::to_value(shown).map_err(Problem::internal)?));
    }
    Err(Problem::not_found())
}
