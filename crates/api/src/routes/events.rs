//! `GET /v1/events`: what changed, as it happens (server-sent events).

use std::{convert::Infallible, time::Duration};

use axum::{
    extract::State,
    http::{HeaderMap, HeaderName, header},
    response::{
        IntoResponse, Response,
        sse::{Event, KeepAlive, Sse},
    },
};
use futures::{StreamExt, stream};
use serde_json::json;
use uuid::Uuid;

use crate::{
    auth::Caller,
    live::Told,
    problem::{ProblemDocument, Result},
    state::App,
};

/// How often a stream in which nothing happens says that it lives.
const HEARTBEAT: Duration = Duration::from_secs(20);
const LAST_ID: HeaderName = HeaderName::from_static("last-event-id");

/// Live events
///
/// Server-sent events for desks: something changed, read it again. They hold ids and no data, and tell only what the
/// caller may read: station roles hear of what is published or issued.
///
/// `ready`: it listens; what you read from now on is kept up to date. `reset`: something may have been missed, read
/// everything again; it comes first when the request has `Last-Event-ID`, and in the place of very many events.
/// `inbox` `{"unread": 3}` · `order` `{"id", "version"}` · `audit` `{"id"}` · `appeal` `{"id", "version"}` · `report` `{}`:
/// published results changed · `plan` `{}`: assignments, reports of shoppers, re-visits or what phones hold, for planners,
/// head office and administrators.
///
/// A comment comes every 20 s. The stream ends with the session and when its reader is too slow: connect again. At most
/// 8 streams a person.
#[utoipa::path(get, path = "/v1/events", tag = "orders",
    params(("Last-Event-ID" = Option<String>, Header, description = "Sent by browsers that connect again")),
    responses((status = 200, description = "The stream", body = String, content_type = "text/event-stream"),
        (status = 401, body = ProblemDocument), (status = 403, body = ProblemDocument), (status = 429, body = ProblemDocument)))]
pub async fn stream(State(app): State<App>, caller: Caller, headers: HeaderMap) -> Result<Response> {
    let told = app.live.listen(&app, &caller, headers.contains_key(LAST_ID)).await?;
    // An id makes the browser say when it comes again. It counts nothing that a station could read.
    let id = Uuid::new_v4();
    // 2 to 6 s: a server that starts again is not asked by everybody at once.
    let pause = Duration::from_millis(2_000 + u64::from(id.as_bytes()[0]) * 16);
    let first = Event::default().id(id.to_string()).retry(pause).comment("forecourt");
    let told = told.map(|event| of(&event));
    let events = stream::iter([Ok(first)]).chain(told);
    let head = [(header::CACHE_CONTROL, "no-store"), (HeaderName::from_static("x-accel-buffering"), "no")];
    Ok((head, Sse::new(events).keep_alive(KeepAlive::new().interval(HEARTBEAT))).into_response())
}

fn of(told: &Told) -> Result<Event, Infallible> {
    let (name, data) = match told {
        Told::Ready => ("ready", json!({})),
        Told::Reset => ("reset", json!({})),
        Told::Inbox(unread) => ("inbox", json!({"unread": unread})),
        Told::Changed(subject, id, version) => {
            let mut data = json!({});
            if let Some(id) = id {
                data["id"] = json!(id);
            }
            if let Some(version) = version {
                data["version"] = json!(version);
            }
            (subject.as_str(), data)
        }
    };
    Ok(Event::default().event(name).data(data.to_string()))
}
