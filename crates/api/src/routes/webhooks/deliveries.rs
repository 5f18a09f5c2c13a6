//! The log of a destination: what was sent, what waits, what is dead; sending again, and trying it.

use axum::{Json, extract::State, response::Response};
use forecourt_core::violation::{Code, Violation};
use forecourt_notify::{
    Event, Kind as EventKind,
    plan::{Choice, Waiting},
};
use forecourt_store::{
    entity::delivery,
    telling::{
        deliveries::{self, state},
        destinations, lanes,
    },
};
use serde::Deserialize;
use serde_json::json;
use utoipa::IntoParams;
use uuid::Uuid;

use super::{DESK, view::DeliveryView};
use crate::{
    auth::{Caller, caller::Key},
    body::Input,
    extract::{Asked, At},
    paging::{List, Page},
    problem::{Problem, ProblemDocument, Result},
    repeat::{self, Reply},
    routes::Nothing,
    state::App,
    telling::queue::delivery_of,
};

/// What is listed.
#[derive(Debug, Clone, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct DeliveryQuery {
    /// Only these: `waiting`, `delivered` or `dead`.
    pub state: Option<String>,
    /// Rows of a page: 1 to 500, default 50.
    #[param(minimum = 1, maximum = 500)]
    pub limit: Option<u64>,
    /// The `next_cursor` of the page before.
    pub cursor: Option<String>,
}

/// Deliveries of a webhook or robot
///
/// Newest first. What ended more than 90 days ago, or has waited so long, is not kept.
#[utoipa::path(get, path = "/v1/webhooks/{id}/deliveries", tag = "telling", params(("id" = Uuid, Path), DeliveryQuery),
    responses((status = 200, body = List<DeliveryView>), (status = 400, body = ProblemDocument), (status = 401, body = ProblemDocument),
        (status = 403, body = ProblemDocument), (status = 404, body = ProblemDocument), (status = 422, body = ProblemDocument)))]
pub async fn list(
    State(app): State<App>,
    caller: Caller,
    At(id): At<Uuid>,
    Asked(query): Asked<DeliveryQuery>,
) -> Result<Json<List<DeliveryView>>> {
    let scope = caller.scope(DESK)?;
    destinations::find(app.store.read(), &scope, id).await?.ok_or_else(Problem::not_found)?;
    let wanted = query.state.as_deref();
    if wanted.is_some_and(|word| ![state::WAITING, state::DELIVERED, state::DEAD].contains(&word)) {
        return Err(Problem::invalid(vec![Violation::new("query:state", Code::BadValue)]));
    }
    let page = Page { limit: query.limit, cursor: query.cursor.clone() };
    let limit = page.limit()?;
    let purpose = format!("webhooks/{id}/{wanted:?}");
    let before = page.after(&app.sealer, &purpose)?;
    let rows = deliveries::list(app.store.read(), id, wanted, before, limit + 1).await?;
    let place = |row: &delivery::Model| (row.created_at, row.id);
    Ok(Json(List::of(rows, limit, &app.sealer, &purpose, place, DeliveryView::from)?))
}

/// Send a delivery again
///
/// One that was delivered or given up, under the same id; a digest goes out whole. The tries begin anew.
#[utoipa::path(post, path = "/v1/webhooks/{id}/deliveries/{delivery_id}/replay", tag = "telling", request_body = Nothing,
    params(("id" = Uuid, Path), ("delivery_id" = Uuid, Path), ("Idempotency-Key" = Uuid, Header)),
    responses((status = 200, body = DeliveryView), (status = 401, body = ProblemDocument), (status = 403, body = ProblemDocument),
        (status = 404, body = ProblemDocument), (status = 409, body = ProblemDocument), (status = 422, body = ProblemDocument)))]
pub async fn replay(
    State(app): State<App>,
    caller: Caller,
    At((id, delivery_id)): At<(Uuid, Uuid)>,
    key: Key,
    input: Input<Nothing>,
) -> Result<Response> {
    let scope = caller.scope(DESK)?;
    let now = app.clock.now_ms();
    destinations::find(app.store.read(), &scope, id).await?.ok_or_else(Problem::not_found)?;
    let response = repeat::once(&app, &caller, key, input.sha256, "replay_delivery", move |tx| {
        Box::pin(async move {
            let to = destinations::find(&**tx, &scope, id).await?.ok_or_else(Problem::not_found)?;
            let row = deliveries::find(&**tx, id, delivery_id).await?.ok_or_else(Problem::not_found)?;
            if !deliveries::replay(tx, &row, now).await? {
                return Err(Problem::wrong_state(row.state));
            }
            lanes::wake(tx, &[(id, to.kind.as_str())], now).await?;
            let row = deliveries::find(&**tx, id, delivery_id).await?.ok_or_else(Problem::not_found)?;
            Reply::ok(DeliveryView::from(row))
        })
    })
    .await?;
    app.lanes.notify_one();
    Ok(response)
}

/// Try a webhook or robot
///
/// Sends an `order.issued` that is no order, by the same way as every event; how it went stands in the deliveries. A
/// destination that was stopped for its answers is tried again.
#[utoipa::path(post, path = "/v1/webhooks/{id}/test", tag = "telling", request_body = Nothing,
    params(("id" = Uuid, Path), ("Idempotency-Key" = Uuid, Header)),
    responses((status = 201, body = DeliveryView), (status = 401, body = ProblemDocument), (status = 403, body = ProblemDocument),
        (status = 404, body = ProblemDocument), (status = 409, body = ProblemDocument), (status = 422, body = ProblemDocument)))]
pub async fn test(
    State(app): State<App>,
    caller: Caller,
    At(id): At<Uuid>,
    key: Key,
    input: Input<Nothing>,
) -> Result<Response> {
    let scope = caller.scope(DESK)?;
    let now = app.clock.now_ms();
    destinations::find(app.store.read(), &scope, id).await?.ok_or_else(Problem::not_found)?;
    let response = repeat::once(&app, &caller, key, input.sha256, "test_webhook", move |tx| {
        Box::pin(async move {
            let to = destinations::find(&**tx, &scope, id).await?.ok_or_else(Problem::not_found)?;
            if !to.active {
                return Err(Problem::wrong_state("inactive"));
            }
            let row = sample(id, now)?;
            deliveries::record(tx, vec![row.clone()]).await?;
            lanes::reopen(tx, id, &to.kind, now).await?;
            Reply::created(DeliveryView::from(row))
        })
    })
    .await?;
    app.lanes.notify_one();
    Ok(response)
}

/// A delivery of an event that never was.
fn sample(lane: Uuid, now_ms: i64) -> Result<delivery::Model> {
    let fields = json!({
        "order": Uuid::nil(), "station": "测试站 Test station", "item": {"zh": "测试，不是整改单", "en": "A test, no order"},
        "class": "T30",
    });
    let fields = fields.as_object().cloned().unwrap_or_default();
    let event = Event::new(Uuid::new_v4(), EventKind::OrderIssued, now_ms, fields)
        .map_err(|faults| Problem::internal(format!("{faults:?}")))?;
    let waits = Waiting::of(&event, Choice::On, false).ok_or_else(|| Problem::internal("nobody wants a test"))?;
    Ok(delivery::Model { test: true, urgent: true, ..delivery_of(&event, lane, &waits, now_ms) })
}
