//! `/v1/reports/*`: rankings and everything else that is read out of published audits.

pub mod bulletin;
pub mod coverage;
pub mod items;
pub mod lenses;
pub mod periods;
pub mod ranking;
pub mod ranking_row;
pub mod rectification;
pub mod rounds;
pub mod scope;
pub mod touchpoints;
pub mod trend;

use axum::{
    http::{HeaderMap, header},
    response::{IntoResponse, Response},
};
use serde::Deserialize;
use utoipa::ToSchema;

use crate::problem::Problem;

/// How a report is written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Format {
    /// JSON.
    #[default]
    Json,
    /// CSV with a byte order mark, for spreadsheets.
    Csv,
}

/// The asked format: the query wins, else `Accept: text/csv`.
pub fn format(query: Option<Format>, headers: &HeaderMap) -> Format {
    let accepts_csv = || headers.get(header::ACCEPT).is_some_and(|value| value.as_bytes().starts_with(b"text/csv"));
    query.unwrap_or(if accepts_csv() { Format::Csv } else { Format::Json })
}

/// A CSV file as an answer.
pub fn csv(name: &str, write: impl FnOnce(&mut Vec<u8>) -> std::io::Result<u64>) -> Result<Response, Problem> {
    let mut out = Vec::new();
    let rows = write(&mut out).map_err(Problem::internal)?;
    let headers = [
        (header::CONTENT_TYPE, "text/csv; charset=utf-8".to_owned()),
        (header::CONTENT_DISPOSITION, format!("attachment; filename=\"{name}.csv\"")),
        (header::HeaderName::from_static("forecourt-rows"), rows.to_string()),
    ];
    Ok((headers, out).into_response())
}
