//! For operators: `/healthz`, `/readyz`, `/metrics`.

use std::time::Duration;

use axum::{
    extract::State,
    http::{StatusCode, header},
    response::{IntoResponse, Response},
};

use crate::state::App;

/// Is the process alive
#[utoipa::path(get, path = "/healthz", tag = "operations", security(()), responses((status = 200, body = String)))]
pub async fn healthz() -> &'static str {
    "ok\n"
}

/// Can it serve: database and schema
///
/// The photo storage is reported but does not make it unready: audits are accepted without it.
#[utoipa::path(get, path = "/readyz", tag = "operations", security(()),
    responses((status = 200, body = String), (status = 503, body = String)))]
pub async fn readyz(State(app): State<App>) -> Response {
    let database = tokio::time::timeout(Duration::from_secs(2), app.store.ping()).await;
    let storage = tokio::time::timeout(Duration::from_secs(2), app.objects.head("ready")).await;
    let ready = matches!(database, Ok(Ok(())));
    let word = |good: bool| if good { "ok" } else { "unavailable" };
    let text = format!("database {}\nstorage {}\n", word(ready), word(matches!(storage, Ok(Ok(_)))));
    (if ready { StatusCode::OK } else { StatusCode::SERVICE_UNAVAILABLE }, text).into_response()
}

/// Metrics in the Prometheus text format
#[utoipa::path(get, path = "/metrics", tag = "operations", security(()), responses((status = 200, body = String)))]
pub async fn metrics(State(app): State<App>) -> impl IntoResponse {
    ([(header::CONTENT_TYPE, "application/openmetrics-text; version=1.0.0; charset=utf-8")], app.metrics.text())
}
