//! `GET /v1/regional-projects`: problems of regions and the watch list of stations, newest first.

use axum::{Json, extract::State};
use forecourt_core::{
    order::{ProjectKind, ProjectState},
    violation::{Code, Violation},
};
use forecourt_store::orders::{
    checks,
    projects::{self, ProjectFilter},
};
use serde::Deserialize;
use utoipa::IntoParams;
use uuid::Uuid;

use super::{
    READ,
    view::{Around, ProjectView, answered, view},
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
    let mut filter = query.filter()?;
    // A cursor opens for the list it was made for; the instant is none of it.
    let purpose = format!("regional-projects/{filter:?}/{:?}", query.flagged);
    let page = Page { limit: query.limit, cursor: query.cursor };
    let limit = page.limit()?;
    let before = page.after(&app.sealer, &purpose)?;
    let db = app.store.read();
    if let Some(wanted) = query.flagged {
        let flagged = checks::flagged(db, &scope, now, &|project, audit| answered(&app, project, audit)).await?;
        filter.flagged = Some((wanted, flagged.into_iter().collect()));
    }
    let rows = projects::list(db, &scope, &filter, before, limit + 1).await?;
    let list = List::of(rows, limit, &app.sealer, &purpose, |row| (row.opened_at, row.id), |row| row)?;
    let around = Around::of(&app, db, &list.items, now).await?;
    let items = list.items.iter().map(|row| view(&app, row, &around)).collect::<Result<Vec<_>>>()?;
    Ok(Json(List { items, next_cursor: list.next_cursor }))
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
