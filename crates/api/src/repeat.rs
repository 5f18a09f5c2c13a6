//! The one way to a repeatable write: key, transition and first answer in one transaction (decision 15).

use axum::{
    Json,
    http::{StatusCode, header},
    response::{IntoResponse, Response},
};
use forecourt_store::{
    Tx,
    repeat::{Earlier, Intention, claim, remember},
};
use futures::future::BoxFuture;
use serde_json::Value;

use crate::{
    auth::{Caller, caller::Key},
    problem::{Kind, Problem, Result},
    state::App,
};

/// What a transition answers. A `version` member of the body becomes the ETag.
#[derive(Debug)]
pub struct Reply {
    status: StatusCode,
    body: Value,
    /// Shown to the first caller only and never stored: secrets (decision 15).
    secret: Option<(&'static str, Value)>,
}

impl Reply {
    /// 200 with a body.
    pub fn ok(body: impl serde::Serialize) -> Result<Self> {
        Self::with(StatusCode::OK, body)
    }

    /// 201 with a body.
    pub fn created(body: impl serde::Serialize) -> Result<Self> {
        Self::with(StatusCode::CREATED, body)
    }

    /// Any status with a body.
    pub fn with(status: StatusCode, body: impl serde::Serialize) -> Result<Self> {
        Ok(Self { status, body: serde_json::to_value(body).map_err(Problem::internal)?, secret: None })
    }

    /// Adds a member that a repeat will not see again; the repeat carries null there.
    pub fn secret(mut self, name: &'static str, value: impl Into<Value>) -> Self {
        self.secret = Some((name, value.into()));
        self
    }
}

/// Runs a transition once per key. The closure decides and writes inside the transaction; an error rolls all back.
///
/// # Errors
/// What the closure answers; 409 `key-reused` when the key was used for another body.
pub async fn once<F>(
    app: &App,
    caller: &Caller,
    key: Key,
    body_sha256: [u8; 32],
    name: &'static str,
    act: F,
) -> Result<Response>
where
    F: for<'t> FnOnce(&'t Tx) -> BoxFuture<'t, Result<Reply>> + Send,
{
    let intention =
        Intention { person_id: caller.person_id, method: key.method, path: key.path, key: key.key, body_sha256 };
    let tx = app.store.begin(name).await?;
    match claim(&tx, &intention, app.clock.real_ms()).await? {
        Earlier::Same { status, answer } => {
            let status = StatusCode::from_u16(status).unwrap_or(StatusCode::OK);
            let answer = answer.as_deref().map(serde_json::from_str).transpose().map_err(Problem::internal)?;
            return Ok(respond(status, answer.unwrap_or(Value::Null)));
        }
        Earlier::Other => return Err(Problem::new(Kind::KeyReused)),
        Earlier::New => {}
    }
    let reply = act(&tx).await?;
    let mut stored = reply.body.clone();
    if let (Some((secret, _)), Some(map)) = (&reply.secret, stored.as_object_mut()) {
        map.insert((*secret).to_owned(), Value::Null);
    }
    if let Some(id) = stored.get("id").and_then(Value::as_str) {
        forecourt_store::audit_log::made(id);
    }
    remember(&tx, &intention, reply.status.as_u16(), Some(stored.to_string())).await?;
    tx.commit().await?;
    let mut body = reply.body;
    if let (Some((name, value)), Some(map)) = (reply.secret, body.as_object_mut()) {
        map.insert(name.to_owned(), value);
    }
    Ok(respond(reply.status, body))
}

/// A JSON answer whose `version` member, if any, is also its ETag.
pub fn respond(status: StatusCode, body: Value) -> Response {
    let version = body.get("version").and_then(Value::as_i64);
    let mut response = (status, Json(body)).into_response();
    if let Some(version) = version
        && let Ok(value) = format!("\"{version}\"").parse()
    {
        response.headers_mut().insert(header::ETAG, value);
    }
    response
}
