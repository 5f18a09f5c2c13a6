//! `GET /v1/regional-projects`: problems of regions and the watch list of stations, newest first.

use axum::{Json, extract::State};
use forecourt_core::{
    order::{ProjectKind, ProjectState},
    violation::{Code, Violation},
};
use forecourt_store::{
    entity::regional_project,
    orders::{
        pdca,
        projects::{self, ProjectFilter},
    },
};
use serde::Deserialize;
use utoipa::IntoParams;
use uuid::Uuid;

use super::{
    READ,
    view::{Around, ProjectView, phase_of, view},
};
use crate::{
    auth::Caller,
    extract::Asked,
    paging::{List, Page},
    problem::{Problem, ProblemDocument, Result},
    state::App,
};

/// Which projects are listed.
#[derive(Debug, Clone, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct ProjectQuery {
    /// Only `open`, `withdrawn` or `ended`.
    pub state: Option<String>,
    /// Only regions of this unit and below.
    pub org_unit: Option<Uuid>,
    /// Only this item.
    pub item: Option<String>,
    /// Only those of a `region`, or only those of a `station`: the watch list.
    pub kind: Option<String>,
    /// Only those whose cycle has been open for 60 days without check data, or only the others.
    pub flagged: Option<bool>,
    /// Rows of a page: 1 to 500, default 50.
    #[param(minimum = 1, maximum = 500)]
    pub limit: Option<u64>,
    /// The `next_cursor` of the page before.
    pub cursor: Option<String>,
}

/// List problems of regions and stations
///
/// An item that at least a fifth of the stations of a region, and at least five, missed in one round is one problem of the
/// region. Single orders stay and are grouped under it. An item that a station misses for the third time within 180 days is
/// one of the station: `kind=station` is the watch list. Newest first.
#[utoipa::path(get, path = "/v1/regional-projects", tag = "orders", params(ProjectQuery),
    responses((status = 200, body = List<ProjectView>), (status = 401, body = ProblemDocument), (status = 403, body = ProblemDocument),
        (status = 422, body = ProblemDocument)))]
pub async fn list(
    State(app): State<App>,
    caller: Caller,
    Asked(query): Asked<ProjectQuery>,
) -> Result<Json<List<ProjectView>>> {
    let scope = caller.scope(READ)?;
    let now = app.clock.now_ms();
    let filter = query.filter()?;
    // A cursor opens for the list it was made for; the instant is none of it.
    let purpose = format!("regional-projects/{filter:?}/{:?}", query.flagged);
    let filter = ProjectFilter { flagged: query.flagged.map(|flagged| (flagged, now)), ..filter };
    let page = Page { limit: query.limit, cursor: query.cursor };
    let limit = page.limit()?;
    let before = page.after(&app.sealer, &purpose)?;
    let db = app.store.read();
    let rows = projects::list(db, &scope, &filter, before, limit + 1).await?;
    let list = List::of(rows, limit, &app.sealer, &purpose, |row| (row.opened_at, row.id), |row| row)?;
    let around = Around::of(db, &list.items, now).await?;
    let mut items = Vec::with_capacity(list.items.len());
    for row in &list.items {
        items.push(line(&app, row, &around).await?);
    }
    Ok(Json(List { items, next_cursor: list.next_cursor }))
}

/// A row; only an open cycle with a plan asks for its check.
async fn line(app: &App, row: &regional_project::Model, around: &Around) -> Result<ProjectView> {
    let cycle = around.cycles(row.id).last();
    let cycle = cycle.ok_or_else(|| Problem::internal(format!("project {} has no cycle", row.id)))?;
    let asks = cycle.planned_at.is_some() && cycle.ended_at.is_none();
    let checked = asks && pdca::is_checked(app.store.read(), row, cycle).await?;
    view(app, row, around, phase_of(cycle, checked))
}

impl ProjectQuery {
    fn filter(&self) -> Result<ProjectFilter> {
        let mut faults = Vec::new();
        if self.state.as_deref().is_some_and(|word| ProjectState::parse(word).is_none()) {
            faults.push(Violation::new("query:state", Code::BadValue));
        }
        let kind = self.kind.as_deref().map(ProjectKind::parse);
        if kind == Some(None) {
            faults.push(Violation::new("query:kind", Code::BadValue));
        }
        if !faults.is_empty() {
            return Err(Problem::invalid(faults));
        }
        let (state, item) = (self.state.clone(), self.item.clone());
        Ok(ProjectFilter { state, org_unit: self.org_unit, item, kind: kind.flatten(), flagged: None })
    }
}
