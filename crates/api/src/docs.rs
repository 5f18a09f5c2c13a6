//! `/docs` and `/openapi.json`: Swagger UI from the binary itself, no outside host.

use std::sync::Arc;

use axum::{
    Json, Router,
    extract::Path,
    http::header,
    response::{IntoResponse, Redirect, Response},
    routing::get,
};
use utoipa_swagger_ui::{Config, SwaggerFile};

use crate::{problem::Problem, state::App};

/// The documentation's routes.
pub fn router(document: &utoipa::openapi::OpenApi) -> Router<App> {
    let document = Arc::new(serde_json::to_value(document).unwrap_or_default());
    let config = Arc::new(Config::from("/openapi.json").try_it_out_enabled(false).doc_expansion("none"));
    let served = config.clone();
    Router::new()
        .route("/openapi.json", get(move || std::future::ready(Json(document.as_ref().clone()))))
        .route("/docs", get(|| std::future::ready(Redirect::permanent("/docs/"))))
        .route("/docs/", get(move || std::future::ready(file("index.html", config.clone()))))
        .route("/docs/{*file}", get(move |Path(name): Path<String>| std::future::ready(file(&name, served.clone()))))
}

fn file(name: &str, config: Arc<Config<'static>>) -> Response {
    match utoipa_swagger_ui::serve(name, config) {
        Ok(Some(SwaggerFile { bytes, content_type, .. })) => {
            // Swagger UI styles its own elements and draws small pictures from data addresses.
            let policy = "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; \
                          frame-ancestors 'none'; base-uri 'none'; form-action 'none'";
            let headers = [(header::CONTENT_TYPE, content_type), (header::CONTENT_SECURITY_POLICY, policy.to_owned())];
            (headers, bytes.into_owned()).into_response()
        }
        Ok(None) => Problem::not_found().into_response(),
        Err(error) => Problem::internal(error).into_response(),
    }
}
