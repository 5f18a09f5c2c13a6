//! `/v1/webhooks`: receivers of webhooks and robots of group chats (issue 4, "Telling people").

pub mod deliveries;
pub mod view;
pub mod wish;

use axum::{
    Json,
    extract::State,
    http::StatusCode,
    response::{IntoResponse, Response},
};
use forecourt_core::{states::Role, violation::Code};
use forecourt_notify::Secret;
use forecourt_store::{
    Tx,
    access::Scope,
    entity::destination,
    org,
    telling::{deliveries as sent, destinations, lanes},
};
use rand::{TryRngCore, rngs::OsRng};
use uuid::Uuid;

use self::{
    view::{MadeWebhook, WebhookView},
    wish::{NewWebhook, WebhookChange},
};
use crate::{
    auth::{
        Caller,
        caller::{IfMatch, Key, etag},
    },
    body::Input,
    extract::{Asked, At, fault},
    paging::{List, Page},
    problem::{Kind, Problem, ProblemDocument, Result},
    repeat::{self, Reply},
    routes::Nothing,
    state::App,
    telling::{OLD_SECRET_MS, WEBHOOK},
};

/// Who sets them up: each within his scope, a region for its own unit.
pub const DESK: &[Role] = &[Role::Region, Role::Hq, Role::Admin];
const PURPOSE: &str = "webhooks";

/// A fresh secret of a webhook, as it is written.
fn fresh_secret() -> Result<String> {
    let mut bytes = [0_u8; 32];
    OsRng.try_fill_bytes(&mut bytes).map_err(Problem::internal)?;
    Ok(Secret::of(bytes).1)
}

/// How destinations look now.
async fn views(app: &App, rows: Vec<destination::Model>) -> Result<Vec<WebhookView>> {
    let ids: Vec<Uuid> = rows.iter().map(|row| row.id).collect();
    let figures = sent::figures(app.store.read(), &ids).await?;
    let lanes = lanes::find_all(app.store.read(), &ids).await?;
    let now = app.clock.real_ms();
    let view = |row: destination::Model| {
        let figures = figures.get(&row.id).copied().unwrap_or_default();
        let lane = lanes.iter().find(|lane| lane.id == row.id);
        WebhookView::of(row, lane, figures, now)
    };
    Ok(rows.into_iter().map(view).collect())
}

/// List webhooks and robots
///
/// Those of the org units in your scope, in the order of their random ids; those for the whole network belong to whoever
/// covers it.
#[utoipa::path(get, path = "/v1/webhooks", tag = "telling", params(Page),
    responses((status = 200, body = List<WebhookView>), (status = 400, body = ProblemDocument), (status = 401, body = ProblemDocument),
        (status = 403, body = ProblemDocument), (status = 422, body = ProblemDocument)))]
pub async fn list(State(app): State<App>, caller: Caller, Asked(page): Asked<Page>) -> Result<Json<List<WebhookView>>> {
    let scope = caller.scope(DESK)?;
    let limit = page.limit()?;
    let after = page.after(&app.sealer, PURPOSE)?;
    let rows = destinations::list(app.store.read(), &scope, after, limit + 1).await?;
    let rows = views(&app, rows).await?;
    Ok(Json(List::of(rows, limit, &app.sealer, PURPOSE, |row| row.id, |row| row)?))
}

/// Show a webhook or robot
#[utoipa::path(get, path = "/v1/webhooks/{id}", tag = "telling", params(("id" = Uuid, Path)),
    responses((status = 200, body = WebhookView), (status = 401, body = ProblemDocument), (status = 403, body = ProblemDocument),
        (status = 404, body = ProblemDocument)))]
pub async fn show(State(app): State<App>, caller: Caller, At(id): At<Uuid>) -> Result<Response> {
    let scope = caller.scope(DESK)?;
    let row = destinations::find(app.store.read(), &scope, id).await?.ok_or_else(Problem::not_found)?;
    shown(&app, row).await
}

async fn shown(app: &App, row: destination::Model) -> Result<Response> {
    let version = row.version;
    let view = views(app, vec![row]).await?.pop().ok_or_else(Problem::not_found)?;
    Ok((etag(version), Json(view)).into_response())
}

/// The unit that a destination is for has to lie in scope; the whole network is for whoever covers it.
async fn check_unit(tx: &Tx, scope: &Scope, unit: Option<Uuid>) -> Result<()> {
    match unit {
        None if scope.is_everything() => Ok(()),
        None => Err(fault("/org_unit_id", Code::Missing)),
        Some(unit) => {
            let found = org::find(&**tx, scope, unit).await?;
            found.map(drop).ok_or_else(|| fault("/org_unit_id", Code::BadValue))
        }
    }
}

/// Set up a webhook or robot
///
/// The secret that signs webhooks is in this answer only; a repeat answers without it. The address is never shown again
/// whole for a robot, since it holds the robot's key. Names are looked up at each try, not now.
#[utoipa::path(post, path = "/v1/webhooks", tag = "telling", request_body = NewWebhook, params(("Idempotency-Key" = Uuid, Header)),
    responses((status = 201, body = MadeWebhook), (status = 401, body = ProblemDocument), (status = 403, body = ProblemDocument),
        (status = 409, body = ProblemDocument), (status = 422, body = ProblemDocument)))]
pub async fn create(State(app): State<App>, caller: Caller, key: Key, input: Input<NewWebhook>) -> Result<Response> {
    let scope = caller.scope(DESK)?;
    let (now, real, person) = (app.clock.now_ms(), app.clock.real_ms(), caller.person_id);
    let wish = input.value;
    let sender = app.sender.clone();
    repeat::once(&app, &caller, key, input.sha256, "create_webhook", move |tx| {
        Box::pin(async move {
            let drawn = if wish.kind == WEBHOOK { Some(fresh_secret()?) } else { None };
            let row = wish.row(&sender, drawn.clone(), person, now)?;
            check_unit(tx, &scope, row.org_unit_id).await?;
            destinations::insert(tx, row.clone()).await?;
            let made = MadeWebhook::of(WebhookView::of(row, None, sent::Figures::default(), real));
            let reply = Reply::created(made)?;
            Ok(match drawn {
                Some(secret) => reply.secret("secret", secret),
                None => reply,
            })
        })
    })
    .await
}

/// Change a webhook or robot
///
/// What is absent stays. A destination that was stopped for its answers is tried again; what waited goes out. `active:
/// false` takes no new events, and what waits waits.
#[utoipa::path(patch, path = "/v1/webhooks/{id}", tag = "telling", request_body = WebhookChange,
    params(("id" = Uuid, Path), ("If-Match" = String, Header)),
    responses((status = 200, body = WebhookView), (status = 401, body = ProblemDocument), (status = 403, body = ProblemDocument),
        (status = 404, body = ProblemDocument), (status = 412, body = ProblemDocument), (status = 422, body = ProblemDocument),
        (status = 428, body = ProblemDocument)))]
pub async fn patch(
    State(app): State<App>,
    caller: Caller,
    At(id): At<Uuid>,
    seen: IfMatch,
    input: Input<WebhookChange>,
) -> Result<Response> {
    let scope = caller.scope(DESK)?;
    let now = app.clock.now_ms();
    let tx = app.store.begin("patch_webhook").await?;
    let row = destinations::find(&*tx, &scope, id).await?.ok_or_else(Problem::not_found)?;
    seen.check(row.version)?;
    let next = input.value.applied(&app.sender, row, now)?;
    if !destinations::update(&tx, &next).await? {
        return Err(Problem::new(Kind::StaleVersion));
    }
    lanes::reopen(&tx, id, &next.kind, now).await?;
    tx.commit().await?;
    app.lanes.notify_one();
    shown(&app, next).await
}

/// Take a webhook or robot away
///
/// With what waited for it and the log of its deliveries.
#[utoipa::path(delete, path = "/v1/webhooks/{id}", tag = "telling", params(("id" = Uuid, Path)),
    responses((status = 204), (status = 401, body = ProblemDocument), (status = 403, body = ProblemDocument),
        (status = 404, body = ProblemDocument)))]
pub async fn remove(State(app): State<App>, caller: Caller, At(id): At<Uuid>) -> Result<StatusCode> {
    let scope = caller.scope(DESK)?;
    let tx = app.store.begin("delete_webhook").await?;
    destinations::find(&*tx, &scope, id).await?.ok_or_else(Problem::not_found)?;
    destinations::delete(&tx, id).await?;
    tx.commit().await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Make a new secret
///
/// Of a webhook. The old one signs beside it for 24 hours. The secret is in this answer only.
#[utoipa::path(post, path = "/v1/webhooks/{id}/secret", tag = "telling", request_body = Nothing,
    params(("id" = Uuid, Path), ("Idempotency-Key" = Uuid, Header)),
    responses((status = 201, body = MadeWebhook), (status = 401, body = ProblemDocument), (status = 403, body = ProblemDocument),
        (status = 404, body = ProblemDocument), (status = 409, body = ProblemDocument), (status = 422, body = ProblemDocument)))]
pub async fn secret(
    State(app): State<App>,
    caller: Caller,
    At(id): At<Uuid>,
    key: Key,
    input: Input<Nothing>,
) -> Result<Response> {
    let scope = caller.scope(DESK)?;
    let (now, real) = (app.clock.now_ms(), app.clock.real_ms());
    destinations::find(app.store.read(), &scope, id).await?.ok_or_else(Problem::not_found)?;
    repeat::once(&app, &caller, key, input.sha256, "webhook_secret", move |tx| {
        Box::pin(async move {
            let mut row = destinations::find(&**tx, &scope, id).await?.ok_or_else(Problem::not_found)?;
            if row.kind != WEBHOOK {
                return Err(Problem::wrong_state(row.kind));
            }
            let drawn = fresh_secret()?;
            row.old_secret = row.secret.replace(drawn.clone());
            row.old_until = Some(real + OLD_SECRET_MS);
            row.version = row.version.saturating_add(1);
            row.updated_at = now;
            if !destinations::update(tx, &row).await? {
                return Err(Problem::new(Kind::StaleVersion));
            }
            lanes::reopen(tx, id, WEBHOOK, now).await?;
            let made = MadeWebhook::of(WebhookView::of(row, None, sent::Figures::default(), real));
            Ok(Reply::created(made)?.secret("secret", drawn))
        })
    })
    .await
}
