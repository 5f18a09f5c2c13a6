//! Path and query of a request, refused in the words of the API.

use axum::{
    extract::{FromRequestParts, Path, Query},
    http::request::Parts,
};
use forecourt_core::violation::{Code, Violation};
use serde::de::DeserializeOwned;

use crate::{
    body,
    problem::{Kind, Problem},
};

/// Path parameters; one that cannot be read names nothing that exists.
#[derive(Debug)]
pub struct At<T>(pub T);

impl<T: DeserializeOwned + Send, S: Send + Sync> FromRequestParts<S> for At<T> {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Problem> {
        if has_nul(parts.uri.path()) {
            return Err(Problem::not_found());
        }
        let Path(value) = Path::from_request_parts(parts, state).await.map_err(|_| Problem::not_found())?;
        Ok(Self(value))
    }
}

/// Query parameters.
#[derive(Debug)]
pub struct Asked<T>(pub T);

impl<T: DeserializeOwned + Send, S: Send + Sync> FromRequestParts<S> for Asked<T> {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Problem> {
        if parts.uri.query().is_some_and(has_nul) {
            return Err(Problem::new(Kind::BadRequest).detail("查询参数不正确", "A query parameter cannot be read"));
        }
        let Query(value) = Query::from_request_parts(parts, state).await.map_err(|fault| unreadable(&fault))?;
        Ok(Self(value))
    }
}

/// U+0000 stands in no text that the databases can look for.
fn has_nul(text: &str) -> bool {
    text.contains("%00")
}

/// What the query parser found, with the name of the parameter, in both languages.
fn unreadable(fault: &(dyn std::error::Error + 'static)) -> Problem {
    type Found = serde_path_to_error::Error<serde::de::value::Error>;
    let mut next = Some(fault);
    let found = std::iter::from_fn(|| {
        let here = next?;
        next = here.source();
        Some(here)
    });
    let Some(found) = found.filter_map(|error| error.downcast_ref::<Found>()).next() else {
        return Problem::new(Kind::BadRequest).detail("查询参数无法读取", "The query cannot be read");
    };
    let text = found.inner().to_string();
    let code = body::code_of(&text);
    let path = found.path().to_string();
    // Of a parameter that is not there only the parser's words have the name.
    let name = if path == "." { text.split('`').nth(1).unwrap_or_default() } else { path.as_str() };
    let told = code.message(forecourt_core::text::Lang::Zh);
    Problem::bad_request(vec![Violation::new(format!("query:{name}"), code)])
        .detail(format!("查询参数 {name}:{told}"), format!("Query parameter {name}: {text}"))
}

/// An input error at one place.
pub fn fault(pointer: impl Into<String>, code: Code) -> Problem {
    Problem::invalid(vec![Violation::new(pointer, code)])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Debug, serde::Deserialize)]
    struct Sample {
        #[expect(dead_code, reason = "only its type matters")]
        round: String,
        #[expect(dead_code, reason = "only its type matters")]
        limit: Option<u64>,
        #[expect(dead_code, reason = "only its type matters")]
        id: Option<uuid::Uuid>,
    }

    #[test]
    fn a_query_tells_which_parameter_is_wrong() {
        for (query, place, code) in [
            ("round=a&limit=x", "query:limit", "wrong_type"),
            ("limit=1", "query:round", "missing"),
            ("round=a&id=7", "query:id", "not_a_uuid"),
            ("round=a&round=b", "query:round", "duplicate_key"),
        ] {
            let uri = format!("/x?{query}").parse().unwrap();
            let fault = Query::<Sample>::try_from_uri(&uri).unwrap_err();
            let problem = unreadable(&fault);
            let found: Vec<_> =
                problem.violations().iter().map(|one| (one.pointer.as_str(), one.code.as_str())).collect();
            assert_eq!(found, [(place, code)], "{query}");
        }
    }
}
