//! `GET /v1/follow-ups`: stations that were audited once more and are still too low (§5.5). For offices: of re-visits a region
//! sees what came of them, never that one is planned, by whom, or when (decision 23).

use std::collections::HashMap;

use axum::{Json, extract::State};
use forecourt_core::{
    order::FollowUp,
    states::Role,
    violation::{Code, Violation},
};
use forecourt_store::{
    audits::read::stations,
    entity::{audit, revisit, station},
    orders::follow_ups::{self, FollowUpFilter},
};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use super::audits::view::StationRef;
use crate::{
    auth::Caller,
    extract::Asked,
    paging::{List, Page},
    problem::{Problem, ProblemDocument, Result},
    state::App,
    times::{day, rfc3339},
};

/// Who sees what follows.
const OFFICES: &[Role] = &[Role::Region, Role::Hq, Role::Admin, Role::Auditor];

/// Which ones are listed.
#[derive(Debug, Clone, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct FollowUpQuery {
    /// `help` or `meeting`.
    pub what: Option<String>,
    /// Only stations of this unit and below.
    pub org_unit: Option<Uuid>,
    /// Rows of a page: 1 to 500, default 50.
    #[param(minimum = 1, maximum = 500)]
    pub limit: Option<u64>,
    /// The `next_cursor` of the page before.
    pub cursor: Option<String>,
}

/// A station that needs help, or a meeting about it.
#[derive(Debug, Serialize, ToSchema)]
pub struct FollowUpView {
    /// Id.
    pub id: Uuid,
    /// The station.
    pub station: StationRef,
    /// The audit whose result is too low.
    pub audit_id: Uuid,
    /// Day of its visit.
    pub visit_day: String,
    /// Its final score, bp.
    pub final_bp: Option<i16>,
    /// `help`: the city company comes; `meeting`: the management meets.
    pub what: FollowUp,
    /// Until when the help has to have come; a meeting has no date.
    pub by: Option<String>,
}

fn view(row: &revisit::Model, audit: &audit::Model, stations: &HashMap<Uuid, station::Model>) -> Result<FollowUpView> {
    let what = row.follow_up.as_deref().and_then(FollowUp::parse);
    Ok(FollowUpView {
        id: row.id,
        station: stations.get(&row.station_id).map(StationRef::from).ok_or_else(Problem::not_found)?,
        audit_id: audit.id,
        visit_day: day(audit.visit_day),
        final_bp: audit.final_bp,
        what: what.ok_or_else(|| Problem::internal(format!("re-visit {}: {:?}", row.id, row.follow_up)))?,
        by: row.follow_up_by.map(rfc3339),
    })
}

/// List what follows from low scores
///
/// A station that was audited once more and is below 70 again gets help on site from its city company within five working
/// days; the third time the management meets. Told and listed when nobody can appeal the result any more; newest first.
#[utoipa::path(get, path = "/v1/follow-ups", tag = "orders", params(FollowUpQuery),
    responses((status = 200, body = List<FollowUpView>), (status = 401, body = ProblemDocument), (status = 403, body = ProblemDocument),
        (status = 422, body = ProblemDocument)))]
pub async fn list(
    State(app): State<App>,
    caller: Caller,
    Asked(query): Asked<FollowUpQuery>,
) -> Result<Json<List<FollowUpView>>> {
    let scope = caller.scope(OFFICES)?;
    let what = query.what.as_deref().map(|word| FollowUp::parse(word).ok_or(word)).transpose();
    let what = what.map_err(|_| Problem::invalid(vec![Violation::new("query:what", Code::BadValue)]))?;
    let filter = FollowUpFilter { org_unit: query.org_unit, what };
    let page = Page { limit: query.limit, cursor: query.cursor };
    let (limit, purpose) = (page.limit()?, format!("follow-ups/{filter:?}"));
    let before = page.after(&app.sealer, &purpose)?;
    let rows = follow_ups::list(app.store.read(), &scope, &filter, before, limit + 1).await?;
    let places: Vec<Uuid> = rows.iter().map(|(row, _)| row.station_id).collect();
    let list = List::of(rows, limit, &app.sealer, &purpose, |(row, _)| (row.created_at, row.id), |row| row)?;
    let stations = stations(app.store.read(), &places).await?;
    let items = list.items.iter().map(|(row, audit)| view(row, audit, &stations)).collect::<Result<_>>()?;
    Ok(Json(List { items, next_cursor: list.next_cursor }))
}
