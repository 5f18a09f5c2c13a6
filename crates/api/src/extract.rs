//! Path and query of a request, refused in the words of the API.

use axum::{
    extract::{FromRequestParts, Path, Query},
    http::request::Parts,
};
use forecourt_core::violation::{Code, Violation};
use serde::de::DeserializeOwned;

use crate::problem::{Kind, Problem};

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
        let unreadable = || Problem::new(Kind::BadRequest).detail("查询参数不正确", "A query parameter cannot be read");
        if parts.uri.query().is_some_and(has_nul) {
            return Err(unreadable());
        }
        let Query(value) = Query::from_request_parts(parts, state).await.map_err(|rejection| {
            tracing::debug!(%rejection, "query refused");
            unreadable()
        })?;
        Ok(Self(value))
    }
}

/// U+0000 stands in no text that the databases can look for.
fn has_nul(text: &str) -> bool {
    text.contains("%00")
}

/// An input error at one place.
pub fn fault(pointer: impl Into<String>, code: Code) -> Problem {
    Problem::invalid(vec![Violation::new(pointer, code)])
}
