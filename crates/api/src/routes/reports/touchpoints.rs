//! `GET /v1/reports/touchpoints`: means and spread of the touchpoints.

use axum::{
    Json,
    extract::State,
    http::HeaderMap,
    response::{IntoResponse, Response},
};
use forecourt_core::text::Text;
use forecourt_reports::{
    Selection,
    touchpoints::{Grouping, touchpoints},
};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use super::{
    Format, csv, format,
    scope::{Seen, Which, csv_names, grouping, seen},
};
use crate::{
    auth::Caller,
    extract::Asked,
    lang,
    problem::{Problem, ProblemDocument, Result},
    report_data,
    state::App,
};

/// Grouping and form.
#[derive(Clone, Debug, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct TouchpointsQuery {
    /// `network` (default: everything in scope together), `unit` or `station`.
    pub level: Option<String>,
    /// Depth of the units: 1 province, 2 city, 3 district; default 1.
    pub depth: Option<u8>,
    /// `json` or `csv`.
    #[param(value_type = Option<String>)]
    pub format: Option<Format>,
}

/// Touchpoints.
#[derive(Debug, Serialize, ToSchema)]
pub struct TouchpointSpreadsView {
    /// The period or the round's code.
    pub window: String,
    /// A row per subject and touchpoint.
    pub items: Vec<TouchpointSpreadView>,
}

/// One touchpoint of one subject.
#[derive(Debug, Serialize, ToSchema)]
pub struct TouchpointSpreadView {
    /// Station or unit; absent: everything in scope.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub subject_id: Option<Uuid>,
    /// Its code.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub subject_code: Option<String>,
    /// The touchpoint.
    pub touchpoint: String,
    /// Its name.
    pub name: Text,
    /// Stations (or audits of a station) with a score for it.
    pub observations: u32,
    /// Their mean.
    pub mean_bp: u16,
    /// Least, lower quartile, median, upper quartile, greatest.
    pub spread_bp: [u16; 5],
}

/// Means and spread of the touchpoints
#[utoipa::path(get, path = "/v1/reports/touchpoints", tag = "reports", params(Which, TouchpointsQuery),
    responses((status = 200, body = TouchpointSpreadsView), (status = 401, body = ProblemDocument), (status = 403, body = ProblemDocument),
        (status = 404, body = ProblemDocument), (status = 422, body = ProblemDocument)))]
pub async fn show(
    State(app): State<App>,
    caller: Caller,
    headers: HeaderMap,
    Asked(which): Asked<Which>,
    Asked(query): Asked<TouchpointsQuery>,
) -> Result<Response> {
    let grouping = grouping(query.level.as_deref(), query.depth)?;
    let Seen { sight, asked, .. } = seen(&app, &caller, &which).await?;
    let basis = report_data::live(&app, asked.first, asked.last).await?;
    let names = &basis.names;
    let facts = basis.facts();
    let selection =
        Selection { facts: &facts, network: &names.network, window: asked.window, among: Some(&sight.stations) };
    let rows = touchpoints(&selection, grouping).map_err(Problem::internal)?;
    let published = &basis.rules;
    let labels: Vec<Text> = published.checklist.touchpoints.iter().map(|one| one.text.clone()).collect();
    let units = matches!(grouping, Grouping::Units { .. });
    if format(query.format, &headers) == Format::Csv {
        let name = format!("touchpoints-{}", asked.label);
        return csv(&name, |out| {
            forecourt_render::csv::touchpoints(out, lang::current(), &labels, &rows, csv_names(names, units))
        });
    }
    let items = rows.iter().filter_map(|row| {
        let touchpoint = published.checklist.touchpoints.get(usize::from(row.touchpoint))?;
        let subject = names.subject(units, row.subject);
        let five = row.spread;
        Some(TouchpointSpreadView {
            subject_id: subject.as_ref().map(|(id, _, _)| *id),
            subject_code: subject.map(|(_, code, _)| code),
            touchpoint: touchpoint.id.clone(),
            name: touchpoint.text.clone(),
            observations: row.observations,
            mean_bp: row.mean_bp,
            spread_bp: [five.least, five.lower, five.median, five.upper, five.greatest],
        })
    });
    Ok(Json(TouchpointSpreadsView { window: asked.label, items: items.collect() }).into_response())
}
