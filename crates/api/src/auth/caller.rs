//! The caller of a request: an extractor, so that a handler without it is visibly public.

use axum::{
    extract::FromRequestParts,
    http::{HeaderMap, Method, header, request::Parts},
};
use axum_extra::extract::CookieJar;
use forecourt_core::{
    states::Role,
    violation::{Code, Violation},
};
use forecourt_store::access::{Grant, Scope};
use uuid::Uuid;

use super::token;
use crate::{
    problem::{Kind, Problem, Result},
    routes::sessions::DELIVERY_MS,
    state::App,
};

/// Cookie of a web sign-in.
pub const COOKIE: &str = "forecourt_session";
/// Header that a web client must send with writes.
pub const CSRF_HEADER: &str = "x-csrf-token";
const HOUR_MS: i64 = 3_600_000;

/// Who is asking, with roles and scopes as of now.
#[derive(Clone, Debug)]
pub struct Caller {
    /// The person.
    pub person_id: Uuid,
    /// Sign-in name.
    pub username: String,
    /// Name shown to colleagues.
    pub display_name: String,
    /// The session of this request.
    pub session_id: Uuid,
    /// The phone that the session was made on.
    pub device_id: Option<Uuid>,
    /// Since when the person is deactivated: he may only deliver (decision 5).
    pub deactivated_at: Option<i64>,
    grants: Vec<Grant>,
}

impl Caller {
    /// Somebody as he was when he asked for something that a job makes later: without a session.
    pub fn as_he_was(person_id: Uuid, grants: Vec<Grant>) -> Self {
        Self {
            person_id,
            username: String::new(),
            display_name: String::new(),
            session_id: Uuid::nil(),
            device_id: None,
            deactivated_at: None,
            grants,
        }
    }

    /// What the person may be, and where.
    pub fn grants(&self) -> &[Grant] {
        &self.grants
    }

    /// Whether he has the role anywhere.
    pub fn is(&self, role: Role) -> bool {
        self.grants.iter().any(|grant| grant.role == role)
    }

    /// Whether he has one of the roles anywhere.
    pub fn is_any(&self, roles: &[Role]) -> bool {
        roles.iter().any(|role| self.is(*role))
    }

    /// The places in which he acts in one of these roles.
    ///
    /// # Errors
    /// 403 when he has none of them.
    pub fn scope(&self, roles: &[Role]) -> Result<Scope> {
        Scope::of(&self.grants, roles).ok_or_else(|| Problem::new(Kind::Forbidden))
    }

    /// Refuses callers without one of these roles.
    pub fn require(&self, roles: &[Role]) -> Result<()> {
        if self.is_any(roles) { Ok(()) } else { Err(Problem::new(Kind::Forbidden)) }
    }

    /// Whether he stands behind the identity wall somewhere, whatever he is elsewhere.
    pub fn is_behind_somewhere(&self) -> bool {
        self.grants.iter().any(|grant| grant.role.is_station_side())
    }

    /// Whether everything he may see lies behind the identity wall: a station role and none that sees shoppers.
    pub fn is_station_side(&self) -> bool {
        self.grants.iter().any(|grant| grant.role.is_station_side())
            && !self.grants.iter().any(|grant| grant.role.sees_shoppers())
    }
}

impl FromRequestParts<App> for Caller {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self> {
        let (token, by_cookie) = presented(&parts.headers).ok_or_else(|| Problem::new(Kind::NotSignedIn))?;
        if by_cookie && !is_safe(&parts.method) {
            check_csrf(&parts.headers, &token)?;
        }
        let now = app.clock.real_ms();
        let found = app.store.session(&token::hash(&token), now).await?;
        let live = found.ok_or_else(|| Problem::new(Kind::NotSignedIn))?;
        forecourt_store::audit_log::done_by(live.person.id);
        if now - live.session.last_seen_at > HOUR_MS {
            let lasts = app.session_length_ms(&live.grants);
            app.store.extend_session(live.session.id, now, now + lasts).await?;
        }
        Ok(Self {
            person_id: live.person.id,
            username: live.person.username,
            display_name: live.person.display_name,
            session_id: live.session.id,
            device_id: live.session.device_id,
            deactivated_at: live.person.deactivated_at,
            grants: grants_of(live.grants, live.person.deactivated_at, app.clock.now_ms())?,
        })
    }
}

/// A deactivated person may only deliver what his phone holds, for 30 days (decision 5); after that nothing.
pub(crate) fn grants_of(mut grants: Vec<Grant>, deactivated_at: Option<i64>, now_ms: i64) -> Result<Vec<Grant>> {
    match deactivated_at {
        None => Ok(grants),
        Some(at) if now_ms - at <= DELIVERY_MS => {
            grants.retain(|grant| grant.role == Role::Shopper);
            Ok(grants)
        }
        Some(_) => Err(Problem::new(Kind::NotSignedIn)),
    }
}

/// The token of a request and whether it came as a cookie.
fn presented(headers: &HeaderMap) -> Option<(String, bool)> {
    if let Some(value) = headers.get(header::AUTHORIZATION) {
        let text = value.to_str().ok()?;
        let (scheme, token) = text.split_once(' ')?;
        return scheme.eq_ignore_ascii_case("bearer").then(|| (token.trim().to_owned(), false));
    }
    let jar = CookieJar::from_headers(headers);
    jar.get(COOKIE).map(|cookie| (cookie.value().to_owned(), true))
}

fn is_safe(method: &Method) -> bool {
    matches!(*method, Method::GET | Method::HEAD | Method::OPTIONS)
}

fn check_csrf(headers: &HeaderMap, token: &str) -> Result<()> {
    let sent = headers.get(CSRF_HEADER).and_then(|value| value.to_str().ok()).unwrap_or("");
    // Both sides are hashes of a secret: comparing them in variable time tells nothing usable.
    if token::hash(sent) == token::hash(&token::csrf_of(token)) { Ok(()) } else { Err(Problem::new(Kind::CsrfFailed)) }
}

/// The client's `Idempotency-Key`: needed on every `POST` that changes a resource (decision 15).
#[derive(Clone, Debug)]
pub struct Key {
    /// The key.
    pub key: Uuid,
    /// Method and path that it belongs to.
    pub method: String,
    /// Path without the query.
    pub path: String,
}

impl<S: Send + Sync> FromRequestParts<S> for Key {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _state: &S) -> Result<Self> {
        let place = "header:Idempotency-Key";
        let text = parts.headers.get("idempotency-key").and_then(|value| value.to_str().ok());
        let code = match text.map(Uuid::parse_str) {
            Some(Ok(key)) => {
                return Ok(Self { key, method: parts.method.to_string(), path: parts.uri.path().to_owned() });
            }
            Some(Err(_)) => Code::NotAUuid,
            None => Code::Missing,
        };
        Err(Problem::invalid(vec![Violation::new(place, code)]))
    }
}

/// The version that the client has seen: `If-Match: "7"`. It is looked at behind scope and key (decision 15): a repeat
/// gets its first answer without it, and what is out of scope does not exist whatever it says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum IfMatch {
    /// This version.
    Version(i32),
    /// Something that no version is.
    Unreadable,
    /// No such header.
    Absent,
}

impl IfMatch {
    /// Refuses when none was sent or the present version is another.
    pub fn check(self, version: i32) -> Result<()> {
        match self {
            Self::Version(seen) if seen == version => Ok(()),
            Self::Version(_) | Self::Unreadable => Err(Problem::new(Kind::StaleVersion).with("version", version)),
            Self::Absent => Err(Problem::new(Kind::VersionNeeded)),
        }
    }
}

impl<S: Send + Sync> FromRequestParts<S> for IfMatch {
    type Rejection = std::convert::Infallible;

    async fn from_request_parts(parts: &mut Parts, _state: &S) -> Result<Self, Self::Rejection> {
        let Some(header) = parts.headers.get(header::IF_MATCH) else { return Ok(Self::Absent) };
        let text = header.to_str().unwrap_or("").trim().trim_start_matches("W/").trim_matches('"');
        Ok(text.parse().map_or(Self::Unreadable, Self::Version))
    }
}

/// The ETag of a version.
pub fn etag(version: i32) -> [(header::HeaderName, String); 1] {
    [(header::ETAG, format!("\"{version}\""))]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_deactivated_person_only_delivers_and_only_for_30_days() {
        let of = |role| Grant { role, org_unit_id: None, station_id: None };
        let both = vec![of(Role::Planner), of(Role::Shopper)];
        assert_eq!(grants_of(both.clone(), None, 0).unwrap(), both);
        assert_eq!(grants_of(both.clone(), Some(0), DELIVERY_MS).unwrap(), [of(Role::Shopper)]);
        assert!(grants_of(both, Some(0), DELIVERY_MS + 1).is_err());
    }
}
