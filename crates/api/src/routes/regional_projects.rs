//! `GET /v1/regional-projects`: what many stations of a region miss in one round (§5.5).

use axum::{Json, extract::State};
use forecourt_core::{
    states::Role,
    violation::{Code, Violation},
};
use forecourt_reports::day_of_ms;
use forecourt_store::{
    access::Scope,
    entity::{org_unit, regional_project},
    orders::projects::{self, ProjectFilter, state},
    org,
};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use crate::{
    auth::Caller,
    extract::Asked,
    paging::{List, Page},
    problem::{Problem, ProblemDocument, Result},
    state::App,
    times::day,
};

/// Whoever reads the problems of regions. None of them is told of which round they are: a round may still run.
const READ: &[Role] = &[Role::Hq, Role::Admin, Role::Auditor, Role::Region];

/// Which projects are listed.
#[derive(Debug, Clone, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct ProjectQuery {
    /// Only `open`, or only `withdrawn`.
    pub state: Option<String>,
    /// Only regions of this unit and below.
    pub org_unit: Option<Uuid>,
    /// Only this item.
    pub item: Option<String>,
    /// Rows of a page: 1 to 500, default 50.
    #[param(minimum = 1, maximum = 500)]
    pub limit: Option<u64>,
    /// The `next_cursor` of the page before.
    pub cursor: Option<String>,
}

/// The region of a project.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct RegionBrief {
    /// Id.
    pub id: Uuid,
    /// Code.
    pub code: String,
    /// Name in Chinese.
    pub name_zh: String,
    /// Name in English.
    pub name_en: String,
}

/// The item of a project.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct ProjectItem {
    /// Id, the same in every version of a checklist.
    pub id: String,
    /// Text in Chinese.
    pub zh: String,
    /// Text in English.
    pub en: String,
}

/// One problem of a region.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct ProjectView {
    /// Id; its orders are listed by `/v1/rectifications?project=`.
    pub id: Uuid,
    /// The region.
    pub org_unit: RegionBrief,
    /// What was missed.
    pub item: ProjectItem,
    /// `open`, or `withdrawn` after corrections and appeals.
    pub state: String,
    /// Stations that missed it.
    pub missed: i32,
    /// Stations of the region whose audits are published.
    pub audited: i32,
    /// `missed` of `audited`, bp.
    pub share_bp: i64,
    /// Day on which it was opened; the instant would be that of a publication or review (decision 22).
    pub opened_on: String,
    /// Day on which its numbers changed last.
    pub updated_on: String,
}

/// List problems of regions
///
/// An item that at least a fifth of the stations of a region, and at least five, missed in one round is one problem of the
/// region. Single orders stay and are grouped under it. Newest first.
#[utoipa::path(get, path = "/v1/regional-projects", tag = "orders", params(ProjectQuery),
    responses((status = 200, body = List<ProjectView>), (status = 401, body = ProblemDocument), (status = 403, body = ProblemDocument),
        (status = 422, body = ProblemDocument)))]
pub async fn list(
    State(app): State<App>,
    caller: Caller,
    Asked(query): Asked<ProjectQuery>,
) -> Result<Json<List<ProjectView>>> {
    let scope = caller.scope(READ)?;
    if query.state.as_deref().is_some_and(|word| word != state::OPEN && word != state::WITHDRAWN) {
        return Err(Problem::invalid(vec![Violation::new("query:state", Code::BadValue)]));
    }
    let filter = ProjectFilter { state: query.state, org_unit: query.org_unit, item: query.item };
    let page = Page { limit: query.limit, cursor: query.cursor };
    let (limit, purpose) = (page.limit()?, format!("regional-projects/{filter:?}"));
    let before = page.after(&app.sealer, &purpose)?;
    let rows = projects::list(app.store.read(), &scope, &filter, before, limit + 1).await?;
    let list = List::of(rows, limit, &app.sealer, &purpose, |row| (row.opened_at, row.id), |row| row)?;
    let mut items = Vec::with_capacity(list.items.len());
    for row in list.items {
        let unit = org::find(app.store.read(), &Scope::everything(), row.org_unit_id).await?;
        items.push(view(&app, row, unit.ok_or_else(Problem::not_found)?));
    }
    Ok(Json(List { items, next_cursor: list.next_cursor }))
}

fn view(app: &App, row: regional_project::Model, unit: org_unit::Model) -> ProjectView {
    let form = app.checklists.form(&row.checklist_id, row.checklist_version);
    let text = form.as_ref().and_then(|form| {
        let list = (**form).as_ref();
        list.item_index(&row.item).map(|index| list.items[index].text.clone())
    });
    ProjectView {
        id: row.id,
        org_unit: RegionBrief { id: unit.id, code: unit.code, name_zh: unit.name_zh, name_en: unit.name_en },
        item: ProjectItem {
            zh: text.as_ref().map_or_else(|| row.item.clone(), |text| text.zh.clone()),
            en: text.as_ref().map_or_else(|| row.item.clone(), |text| text.en.clone()),
            id: row.item,
        },
        state: row.state,
        missed: row.missed,
        audited: row.audited,
        share_bp: if row.audited > 0 { i64::from(row.missed) * 10_000 / i64::from(row.audited) } else { 0 },
        opened_on: day(day_of_ms(row.opened_at)),
        updated_on: day(day_of_ms(row.updated_at)),
    }
}
