//! For operators: `/healthz`, `/readyz`, `/metrics`.

use std::time::Duration;

use axum::{
    extract::State,
    http::{HeaderMap, StatusCode, header},
    response::{IntoResponse, Response},
};

use crate::{
    auth::token,
    client_address::ClientAddress,
    jobs::right_time,
    problem::{Problem, ProblemDocument, Result},
    state::App,
};

/// Is the process alive
#[utoipa::path(get, path = "/healthz", tag = "operations", security(()), responses((status = 200, body = String)))]
pub async fn healthz() -> &'static str {
    "ok\n"
}

/// Rows of the audit log have their place within seconds; later than this something stops them.
const LATE_S: i64 = 60;

/// Can it serve: database and schema
///
/// The photo storage and the audit log's chain are reported but does not make it unready: audits are accepted without it.
#[utoipa::path(get, path = "/readyz", tag = "operations", security(()),
    responses((status = 200, body = String), (status = 503, body = String)))]
pub async fn readyz(State(app): State<App>) -> Response {
    let database = tokio::time::timeout(Duration::from_secs(2), app.store.ping()).await;
    let storage = tokio::time::timeout(Duration::from_secs(2), app.objects.head("ready")).await;
    let ready = matches!(database, Ok(Ok(())));
    let word = |good: bool| if good { "ok" } else { "unavailable" };
    let chained = if app.metrics.audit_log_waits_s.get() <= LATE_S { "ok" } else { "behind" };
    let stored = word(matches!(storage, Ok(Ok(_))));
    let clock = if app.metrics.clock_ahead_s.get().abs() * 1000 <= right_time::APART_MS { "ok" } else { "apart" };
    let text = format!("database {}\nstorage {stored}\naudit log {chained}\nclock {clock}\n", word(ready));
    (if ready { StatusCode::OK } else { StatusCode::SERVICE_UNAVAILABLE }, text).into_response()
}

/// Metrics in the Prometheus text format
///
/// Whoever polls them could tell when an audit comes in (decision 23): without `FORECOURT_METRICS_TOKEN` they are given
/// to this machine only, with it to whoever sends it as a bearer token.
#[utoipa::path(get, path = "/metrics", tag = "operations", security(()),
    responses((status = 200, body = String), (status = 404, body = ProblemDocument)))]
pub async fn metrics(
    State(app): State<App>,
    ClientAddress(address): ClientAddress,
    headers: HeaderMap,
) -> Result<impl IntoResponse> {
    let allowed = match &app.settings.metrics_token {
        Some(token) => headers.get(header::AUTHORIZATION).is_some_and(|sent| is_bearer(sent.as_bytes(), token)),
        // A proxy on this machine would make every stranger local.
        None => address.is_loopback() && !headers.contains_key("x-forwarded-for"),
    };
    if !allowed {
        return Err(Problem::not_found());
    }
    let kind = "application/openmetrics-text; version=1.0.0; charset=utf-8";
    Ok(([(header::CONTENT_TYPE, kind)], app.metrics.text()))
}

/// Compared by hash, so that the time taken tells nothing about the token.
fn is_bearer(sent: &[u8], token: &str) -> bool {
    token::hash(&String::from_utf8_lossy(sent)) == token::hash(&format!("Bearer {token}"))
}
