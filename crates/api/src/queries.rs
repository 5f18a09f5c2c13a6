//! Query parameters that an operation does not know are refused, never dropped: a filter that does nothing would answer
//! far more than what was asked for. What each knows stands in its OpenAPI document.

use std::{
    collections::{BTreeSet, HashMap},
    sync::Arc,
};

use axum::{
    extract::{MatchedPath, Query, Request, State},
    http::Method,
    middleware::Next,
    response::{IntoResponse, Response},
};
use forecourt_core::violation::{Code, Violation};
use utoipa::openapi::{OpenApi, RefOr, path::ParameterIn};

use crate::{openapi::operations, problem::Problem};

/// The query parameters of each operation, by method and path.
#[derive(Clone, Debug, Default)]
pub struct Known(Arc<HashMap<(Method, String), BTreeSet<String>>>);

impl Known {
    /// What a document names.
    pub fn of(document: &mut OpenApi) -> Self {
        let mut known = HashMap::new();
        for (path, item) in &mut document.paths.paths {
            for (method, operation) in operations(item) {
                let Ok(method) = method.to_ascii_uppercase().parse::<Method>() else { continue };
                let named = operation.parameters.iter().flatten().filter_map(|one| match one {
                    RefOr::T(one) if one.parameter_in == ParameterIn::Query => Some(one.name.clone()),
                    _ => None,
                });
                known.insert((method, path.clone()), named.collect());
            }
        }
        Self(Arc::new(known))
    }

    /// The names in a query that the operation does not know, each once.
    fn strange(&self, method: &Method, path: &str, query: &[(String, String)]) -> BTreeSet<String> {
        let method = if method == Method::HEAD { Method::GET } else { method.clone() };
        let Some(known) = self.0.get(&(method, path.to_owned())) else { return BTreeSet::new() };
        query.iter().map(|(name, _)| name).filter(|name| !known.contains(*name)).cloned().collect()
    }
}

/// Middleware: refuses what is strange, all of it at once. Whoever watches the server may ask as he likes.
pub async fn check(State(known): State<Known>, matched: Option<MatchedPath>, request: Request, next: Next) -> Response {
    let path = matched.as_ref().map_or("", MatchedPath::as_str);
    if request.uri().query().is_some_and(|query| !query.is_empty()) && path.starts_with("/v1") {
        let pairs = Query::<Vec<(String, String)>>::try_from_uri(request.uri());
        let pairs = pairs.map(|Query(pairs)| pairs).unwrap_or_default();
        let strange = known.strange(request.method(), path, &pairs);
        if !strange.is_empty() {
            let faults = strange.iter().map(|name| Violation::new(format!("query:{name}"), Code::UnknownField));
            return Problem::bad_request(faults.collect()).into_response();
        }
    }
    next.run(request).await
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_operation_knows_its_own_parameters_only() {
        let known = Known::of(&mut crate::router::document());
        let pairs = |names: &[&str]| names.iter().map(|name| ((*name).to_owned(), String::new())).collect::<Vec<_>>();
        let strange = |path: &str, names: &[&str]| known.strange(&Method::GET, path, &pairs(names));
        assert_eq!(strange("/v1/audits", &["station", "limit", "cursor", "state"]), BTreeSet::new());
        assert_eq!(
            strange("/v1/audits", &["station_id", "Limit", "limit"]),
            ["Limit", "station_id"].map(str::to_owned).into()
        );
        assert_eq!(strange("/v1/rounds", &["limit", "code"]), BTreeSet::new(), "of both parts of its query");
        assert_eq!(strange("/v1/me", &["x"]), ["x".to_owned()].into());
        assert_eq!(known.strange(&Method::HEAD, "/v1/audits", &pairs(&["limit"])), BTreeSet::new());
    }
}
