//! Sign-in and sign-out: `/v1/sessions`.

use axum::{
    Json,
    extract::State,
    http::{HeaderMap, HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use forecourt_core::violation::{Code, Violation};
use forecourt_store::{
    access::Grant,
    devices,
    entity::{person, session},
    people, sessions,
};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;
use validator::Validate;

use crate::{
    auth::{Caller, attempt, caller::COOKIE, password, token},
    body::Input,
    client_address::ClientAddress,
    problem::{Problem, ProblemDocument, Result},
    routes::me::PersonView,
    state::App,
    times::rfc3339,
};

/// How long a deactivated person can still sign in to deliver, ms (decision 5).
pub const DELIVERY_MS: i64 = 30 * 86_400_000;

/// What kind of client signs in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Client {
    /// Sends the token itself.
    #[default]
    App,
    /// A browser page: gets a cookie and a CSRF token, never the session token.
    Web,
}

/// Sign-in by password, or by a one-time code that sets a password.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SignIn {
    /// Name to sign in with.
    #[validate(length(min = 1, max = 100))]
    pub username: String,
    /// The password; leave it out when a code is given.
    #[validate(length(max = 1000))]
    pub password: Option<String>,
    /// One-time sign-in code, together with `new_password`.
    #[validate(length(max = 100))]
    pub code: Option<String>,
    /// Password to set when signing in by code: at least 8 characters.
    #[validate(length(max = 1000))]
    pub new_password: Option<String>,
    /// Name of the phone, for the owner's list.
    #[validate(length(max = 100))]
    pub device_name: Option<String>,
    /// `web` sets a cookie and returns no token.
    #[serde(default)]
    pub client: Client,
    /// Id of the phone: a v4 UUID minted at first start.
    pub device_id: Option<Uuid>,
}

/// The answer to a sign-in.
#[derive(Debug, Serialize, ToSchema)]
pub struct SignedIn {
    /// Opaque; send it as `Authorization: Bearer`. Absent for web clients.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub token: Option<String>,
    /// Web clients send it as `X-CSRF-Token` with writes.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub csrf_token: Option<String>,
    /// When the session ends unless it is used.
    pub expires_at: String,
    /// Who signed in.
    pub person: PersonView,
}

/// Sign in
///
/// Wrong names, passwords and codes are told in the same words and in the same time. Failures slow down: attempts of a
/// name, and of an address, are made one after the other, with growing pauses; one that would wait for too long is told
/// to come back. Nothing is ever locked.
#[utoipa::path(post, path = "/v1/sessions", tag = "sign-in", request_body = SignIn, security(()),
    responses((status = 201, body = SignedIn), (status = 401, body = ProblemDocument), (status = 422, body = ProblemDocument),
        (status = 429, body = ProblemDocument)))]
pub async fn create(
    State(app): State<App>,
    ClientAddress(address): ClientAddress,
    headers: HeaderMap,
    input: Input<SignIn>,
) -> Result<Response> {
    let request = input.value;
    let name = &request.username;
    let found = match (&request.password, &request.code, &request.new_password) {
        (Some(password), None, None) => attempt::in_turn(&app, name, address, by_password(&app, name, password)).await,
        (None, Some(code), Some(new_password)) => {
            password::check(new_password, "/new_password")?;
            attempt::in_turn(&app, name, address, by_code(&app, name, code, new_password)).await
        }
        _ => return Err(Problem::invalid(vec![Violation::new("/password", Code::Missing)])),
    };
    let (person, grants) = found?.ok_or_else(password::refused)?;
    let secure = crate::client_address::is_secure(&app, &headers);
    answer(&app, person, grants, &request, secure).await
}

type Found = Option<(person::Model, Vec<Grant>)>;

async fn by_password(app: &App, username: &str, password: &str) -> Result<Found> {
    let person = people::by_username(app.store.read(), username).await?;
    let stored = person.as_ref().and_then(|person| person.password_hash.clone());
    let right = app.passwords.verify(password.to_owned(), stored).await?;
    match person {
        Some(person) if right => admit(app, person).await,
        _ => Ok(None),
    }
}

async fn by_code(app: &App, username: &str, code: &str, new_password: &str) -> Result<Found> {
    let hash = app.passwords.hash(new_password.to_owned()).await?;
    let code_hash = token::hash(&token::normal_code(code));
    let now = app.clock.real_ms();
    match app.store.redeem_code(username, &code_hash, hash, now).await? {
        Some(person) => admit(app, person).await,
        None => Ok(None),
    }
}

/// A deactivated person is let in for 30 days, only to deliver what his phone holds.
async fn admit(app: &App, person: person::Model) -> Result<Found> {
    let grants = people::grants(app.store.read(), person.id).await?;
    let too_late = person.deactivated_at.is_some_and(|at| app.clock.now_ms() - at > DELIVERY_MS);
    Ok((!too_late).then_some((person, grants)))
}

async fn answer(
    app: &App,
    person: person::Model,
    grants: Vec<Grant>,
    request: &SignIn,
    secure: bool,
) -> Result<Response> {
    let token = token::fresh()?;
    let now = app.clock.real_ms();
    let lasts = app.session_length_ms(&grants);
    let web = request.client == Client::Web;
    let row = session::Model {
        id: Uuid::new_v4(),
        token_hash: token::hash(&token).to_vec(),
        person_id: person.id,
        client: if web { "web" } else { "app" }.into(),
        device_id: request.device_id,
        created_at: now,
        last_seen_at: now,
        expires_at: now + lasts,
    };
    forecourt_store::audit_log::done_by(person.id);
    let tx = app.store.begin("sign_in").await?;
    if let Some(device) = request.device_id {
        devices::touch(&*tx, device, person.id, request.device_name.as_deref(), app.clock.now_ms()).await?;
    }
    sessions::insert(&*tx, row).await?;
    tx.commit().await?;
    let body = SignedIn {
        token: (!web).then(|| token.clone()),
        csrf_token: web.then(|| token::csrf_of(&token)),
        expires_at: rfc3339(now + lasts),
        person: PersonView::of(&person, &grants),
    };
    let mut response = (StatusCode::CREATED, Json(body)).into_response();
    response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    if web {
        set_cookie(&mut response, &token, lasts / 1000, secure)?;
    }
    Ok(response)
}

fn set_cookie(response: &mut Response, token: &str, max_age_s: i64, secure: bool) -> Result<()> {
    let secure = if secure { "; Secure" } else { "" };
    let cookie = format!("{COOKIE}={token}; Path=/v1; Max-Age={max_age_s}; HttpOnly; SameSite=Strict{secure}");
    let value = HeaderValue::from_str(&cookie).map_err(Problem::internal)?;
    response.headers_mut().append(header::SET_COOKIE, value);
    Ok(())
}

/// Sign out here
#[utoipa::path(delete, path = "/v1/sessions/current", tag = "sign-in",
    responses((status = 204), (status = 401, body = ProblemDocument)))]
pub async fn delete_current(State(app): State<App>, caller: Caller) -> Result<Response> {
    app.store.end_session(caller.session_id).await?;
    signed_out()
}

/// Sign out everywhere
#[utoipa::path(delete, path = "/v1/sessions", tag = "sign-in",
    responses((status = 204), (status = 401, body = ProblemDocument)))]
pub async fn delete_all(State(app): State<App>, caller: Caller) -> Result<Response> {
    app.store.end_sessions_of(caller.person_id).await?;
    signed_out()
}

fn signed_out() -> Result<Response> {
    let mut response = StatusCode::NO_CONTENT.into_response();
    set_cookie(&mut response, "", 0, false)?;
    Ok(response)
}
