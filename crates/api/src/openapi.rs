//! What the OpenAPI document says beside the operations.

use axum::http::StatusCode;
use utoipa::{
    Modify, OpenApi, PartialSchema as _, ToSchema as _,
    openapi::{
        Content, Header, Ref, RefOr, Response, Schema,
        path::{Operation, PathItem},
        security::{ApiKey, ApiKeyValue, HttpAuthScheme, HttpBuilder, SecurityScheme},
    },
};

use crate::{auth::caller::COOKIE, problem::ProblemDocument};

/// Media type of every error.
const PROBLEM: &str = "application/problem+json";
/// Any operation may answer so: a path that cannot be read, overload, a failure of ours.
const ANYWHERE: &[u16] = &[400, 500, 503];
/// And so, when it takes a body.
const WITH_BODY: &[u16] = &[408, 413, 415];

/// The frame of the document; the operations come from the router.
#[derive(OpenApi)]
#[openapi(
    info(
        title = "Forecourt",
        version = "1",
        description = "Mystery-shopper audits of a fuel-station network. Times are RFC 3339 in UTC, scores in basis points (0 to 10000), sizes in bytes. Errors are application/problem+json. 加油站神秘顾客检查。",
        license(name = "Apache-2.0", identifier = "Apache-2.0")
    ),
    servers((url = "/")),
    tags(
        (name = "sign-in", description = "Sessions and one's own account · 登录"),
        (name = "phone", description = "What a shopper's phone needs: sync, submit, upload · 神秘顾客手机"),
        (name = "plan", description = "Rounds and assignments · 轮次与任务"),
        (name = "review", description = "Audits, their review and publication · 审核与发布"),
        (name = "appeals", description = "What stations dispute, and what panels decide · 申诉"),
        (name = "orders", description = "Rectification orders, their evidence, the inbox · 整改单"),
        (name = "telling", description = "Webhooks, robots of group chats, e-mail · 消息推送"),
        (name = "photos", description = "Pictures, as far as the caller may see them · 照片"),
        (name = "reports", description = "Ranking, weak items, trend, closed periods · 报表"),
        (name = "network", description = "Org units and stations · 机构与油站"),
        (name = "people", description = "People, their roles and phones · 人员"),
        (name = "checklists", description = "Published versions of the checklist · 检查表"),
        (name = "administration", description = "Refused submissions, jobs, storage, retention · 管理"),
        (name = "operations", description = "Health, metrics, limits · 运维"),
    ),
    modifiers(&Security),
    security(("bearer" = []), ("cookie" = [])),
)]
pub struct Frame;

struct Security;

impl Modify for Security {
    fn modify(&self, document: &mut utoipa::openapi::OpenApi) {
        let components = document.components.get_or_insert_with(Default::default);
        let bearer = HttpBuilder::new().scheme(HttpAuthScheme::Bearer).build();
        components.add_security_scheme("bearer", SecurityScheme::Http(bearer));
        let cookie = ApiKey::Cookie(ApiKeyValue::new(COOKIE));
        components.add_security_scheme("cookie", SecurityScheme::ApiKey(cookie));
    }
}

/// Adds what holds for every operation, so that no answer is missing in the document: the errors of the frame, the media
/// type of problems, headers that belong to a status, a description for each answer.
pub fn complete(document: &mut utoipa::openapi::OpenApi) {
    for (path, item) in &mut document.paths.paths {
        for (method, operation) in operations(item) {
            operation.operation_id = Some(operation_id(method, path));
            complete_one(operation);
        }
    }
    let components = document.components.get_or_insert_with(Default::default);
    let problem = ProblemDocument::name().into_owned();
    components.schemas.entry(problem).or_insert_with(ProblemDocument::schema);
}

/// The operations of a path, with their methods.
pub fn operations(item: &mut PathItem) -> impl Iterator<Item = (&'static str, &mut Operation)> {
    let PathItem { get, put, post, delete, patch, .. } = item;
    let named = [("get", get), ("put", put), ("post", post), ("delete", delete), ("patch", patch)];
    named.into_iter().filter_map(|(method, operation)| Some((method, operation.as_mut()?)))
}

/// Unique over the document: the names of handlers are not, since each resource has its own `list` and `show`.
fn operation_id(method: &str, path: &str) -> String {
    let words = path.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty() && *word != "v1");
    std::iter::once(method).chain(words).collect::<Vec<_>>().join("_")
}

fn complete_one(operation: &mut Operation) {
    let with_body: &[u16] = if operation.request_body.is_some() { WITH_BODY } else { &[] };
    let responses = &mut operation.responses.responses;
    for status in ANYWHERE.iter().chain(with_body) {
        responses.entry(status.to_string()).or_insert_with(|| RefOr::T(problem()));
    }
    for (status, response) in responses {
        let RefOr::T(response) = response else { continue };
        let status = status.parse().ok().and_then(|code| StatusCode::from_u16(code).ok());
        if response.description.is_empty() {
            response.description = status.and_then(|status| status.canonical_reason()).unwrap_or("Answer").to_owned();
        }
        if response.content.values().any(is_problem) {
            let content = std::mem::take(&mut response.content);
            response.content = content.into_values().map(|content| (PROBLEM.to_owned(), content)).collect();
        }
        let header = match status {
            Some(StatusCode::UNAUTHORIZED) => "WWW-Authenticate",
            Some(StatusCode::TOO_MANY_REQUESTS | StatusCode::SERVICE_UNAVAILABLE) => "Retry-After",
            _ => continue,
        };
        response.headers.insert(header.to_owned(), RefOr::T(Header::new(String::schema())));
    }
}

fn problem() -> Response {
    let mut response = Response::new("");
    let schema = RefOr::Ref(Ref::from_schema_name(ProblemDocument::name()));
    response.content.insert(PROBLEM.to_owned(), RefOr::T(Content::new(Some(schema))));
    response
}

fn is_problem(content: &RefOr<Content>) -> bool {
    let RefOr::T(content) = content else { return false };
    let name = ProblemDocument::name();
    let named =
        |schema: &RefOr<Schema>| matches!(schema, RefOr::Ref(one) if one.ref_location.ends_with(&format!("/{name}")));
    content.schema.as_ref().is_some_and(named)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_operation_tells_the_errors_of_the_frame() {
        let mut document = crate::router::document();
        let mut ids = std::collections::BTreeSet::new();
        for item in document.paths.paths.values_mut() {
            for (_, operation) in operations(item) {
                assert!(ids.insert(operation.operation_id.clone()), "{:?} stands twice", operation.operation_id);
                let with_body: &[u16] = if operation.request_body.is_some() { WITH_BODY } else { &[] };
                for status in ANYWHERE.iter().chain(with_body) {
                    assert!(
                        operation.responses.responses.contains_key(&status.to_string()),
                        "{:?}",
                        operation.operation_id
                    );
                }
            }
        }
    }

    #[test]
    fn every_tag_is_described_and_used() {
        let mut document = crate::router::document();
        let described: Vec<String> = document.tags.iter().flatten().map(|tag| tag.name.clone()).collect();
        let items = document.paths.paths.values_mut();
        let mut used: Vec<String> =
            items.flat_map(operations).flat_map(|(_, operation)| operation.tags.clone().unwrap_or_default()).collect();
        used.sort();
        used.dedup();
        let mut sorted = described.clone();
        sorted.sort();
        assert_eq!(sorted, used);
        assert!(document.tags.iter().flatten().all(|tag| tag.description.as_ref().is_some_and(|text| text.len() > 10)));
    }
}
