//! Says to the store which requests of desks may write, so that every transaction that commits inside of one leaves its
//! row in the audit log (decision 31). It stands around every route: a new one is logged without a word of its own.

use axum::{
    extract::{MatchedPath, Request, State},
    http::{HeaderValue, Method},
    middleware::Next,
    response::Response,
};
use forecourt_store::audit_log::{self, Act};
use uuid::Uuid;

use crate::state::App;

/// The phone's door: what comes here is kept whole as submissions, photos and reports, with its own history.
pub const PHONES_DOOR: &[&str] = &[
    "POST /v1/assignments/{id}/decline",
    "POST /v1/assignments/{id}/impossible",
    "POST /v1/assignments/{id}/recognised",
    "POST /v1/audits/{audit_id}/photos/{photo_id}/lost",
    "DELETE /v1/me/drafts/{audit_id}",
    "POST /v1/devices/{device_id}/holdings",
    "PUT /v1/me/drafts/{audit_id}",
    "PUT /v1/audits/{audit_id}",
    "PUT /v1/uploads/{photo_id}",
];
/// What somebody does with what he is told is no write of a desk.
const PERSONAL: &[&str] = &["POST /v1/inbox/read", "PUT /v1/me/notifications"];
/// Requests whose content is a secret: not even a digest of it is kept.
const SECRET: &[&str] = &[
    "PATCH /v1/webhooks/{id}",
    "POST /v1/sessions",
    "POST /v1/webhooks",
    "POST /v1/webhooks/{id}/secret",
    "PUT /v1/me/password",
];

/// Kinds of subjects whose rows tell what is planned, and which shopper is at work: not for who is an auditor only (decision
/// 32).
pub const PLANNED: &[&str] = &["assignments", "me", "revisits", "rounds", "sessions"];

/// Whether a write of this operation, `POST /v1/…`, stands in the audit log.
pub fn is_logged(operation: &str) -> bool {
    let reads = ["GET ", "HEAD ", "OPTIONS "].iter().any(|method| operation.starts_with(method));
    !reads && !PHONES_DOOR.contains(&operation) && !PERSONAL.contains(&operation)
}

/// Middleware: names the request, and opens the log for what it writes.
pub async fn layer(State(app): State<App>, matched: Option<MatchedPath>, request: Request, next: Next) -> Response {
    let template = matched.as_ref().map_or("", MatchedPath::as_str);
    let operation = format!("{} {template}", request.method());
    if !template.starts_with("/v1/") || *request.method() == Method::HEAD || !is_logged(&operation) {
        return next.run(request).await;
    }
    let request_id = Uuid::new_v4();
    let path = request.uri().path().to_owned();
    let subject = subject(template, &path);
    let is_secret = SECRET.contains(&operation.as_str());
    let act = Act::new(operation, path, subject, request_id, app.clock.now_ms());
    let act = if is_secret { act.without_values() } else { act };
    let mut response = audit_log::within(act, next.run(request)).await;
    if let Ok(value) = HeaderValue::from_str(&request_id.to_string()) {
        response.headers_mut().insert("x-request-id", value);
    }
    response
}

/// What a path is about: the collection before its first placeholder, and what stands in its place.
fn subject(template: &str, path: &str) -> (String, Option<String>) {
    let parts: Vec<(&str, &str)> = template.split('/').zip(path.split('/')).skip(2).collect();
    let place = parts.iter().position(|(named, _)| named.starts_with('{'));
    match place {
        Some(place) if place > 0 => (parts[place - 1].0.to_owned(), Some(parts[place].1.to_owned())),
        _ => (parts.first().map_or("", |(named, _)| named).to_owned(), None),
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::openapi::operations;

    #[test]
    fn whatever_writes_is_logged_unless_it_is_the_phones() {
        let mut document = crate::router::document();
        let mut writes = BTreeSet::new();
        for (path, item) in &mut document.paths.paths {
            for (method, _) in operations(item) {
                let operation = format!("{} {path}", method.to_ascii_uppercase());
                let is_other = PHONES_DOOR.iter().chain(PERSONAL).any(|one| *one == operation);
                assert_eq!(is_logged(&operation), method != "get" && !is_other);
                writes.insert(operation);
            }
        }
        let gone: Vec<_> =
            PHONES_DOOR.iter().chain(PERSONAL).chain(SECRET).filter(|one| !writes.contains(**one)).collect();
        assert!(gone.is_empty(), "no such operations: {gone:?}");
    }

    #[test]
    fn what_writes_the_plan_is_of_a_planned_kind() {
        let mut document = crate::router::document();
        let mut kinds = BTreeSet::new();
        for (path, item) in &mut document.paths.paths {
            for (method, operation) in operations(item) {
                let is_plan = operation.tags.iter().flatten().any(|tag| tag == "plan");
                if is_plan && is_logged(&format!("{} {path}", method.to_ascii_uppercase())) {
                    kinds.insert(subject(path, path).0);
                }
            }
        }
        assert!(kinds.len() >= 3, "{kinds:?}");
        let told: Vec<&String> = kinds.iter().filter(|kind| !PLANNED.contains(&kind.as_str())).collect();
        assert!(told.is_empty(), "auditors would read of {told:?}");
    }

    #[test]
    fn a_path_names_its_subject() {
        let of = |template, path| subject(template, path);
        assert_eq!(of("/v1/people", "/v1/people"), ("people".into(), None));
        assert_eq!(of("/v1/audits/{audit_id}/accept", "/v1/audits/7/accept"), ("audits".into(), Some("7".into())));
        assert_eq!(
            of("/v1/checklists/{id}/versions/{version}/withdraw", "/v1/checklists/s/versions/1/withdraw"),
            ("checklists".into(), Some("s".into()))
        );
        assert_eq!(of("/v1/me/password", "/v1/me/password"), ("me".into(), None));
    }
}
