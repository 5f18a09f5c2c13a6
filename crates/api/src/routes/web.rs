//! The web app: files of the binary, served under every path that nothing else answers.

use axum::{
    extract::State,
    http::{HeaderMap, HeaderValue, Method, StatusCode, Uri, header},
    response::{IntoResponse, Response},
};
use forecourt_web::File;
use sha2::{Digest, Sha256};

use super::pages;
use crate::{problem::Problem, state::App};

/// The first part of paths that belong to the API: what is unknown below them is a problem, never a page.
const API: [&str; 6] = ["v1", "problems", "docs", "openapi.json", "assets", "icons"];

/// A file of the app, or its first page for every address that it routes itself.
pub async fn serve(State(app): State<App>, method: Method, uri: Uri, headers: HeaderMap) -> Response {
    if !matches!(method, Method::GET | Method::HEAD) {
        return pages::fallback().await;
    }
    if let Some(file) = forecourt_web::file(uri.path()) {
        return answer(&app, file, &headers);
    }
    if !is_page(uri.path(), &headers) {
        return pages::fallback().await;
    }
    match forecourt_web::file("/index.html") {
        Some(index) => answer(&app, index, &headers),
        None if uri.path() == "/" => pages::index().await,
        None => Problem::not_found().into_response(),
    }
}

/// Whether a browser asks for an address to look at, such as `/outbox`.
fn is_page(path: &str, headers: &HeaderMap) -> bool {
    let mut parts = path.trim_start_matches('/').split('/');
    let first = parts.next().unwrap_or_default();
    let last = path.rsplit('/').next().unwrap_or_default();
    let wants = headers.get(header::ACCEPT).and_then(|value| value.to_str().ok());
    path == "/"
        || (!API.contains(&first) && !last.contains('.') && wants.is_some_and(|text| text.contains("text/html")))
}

fn answer(app: &App, file: &'static File, headers: &HeaderMap) -> Response {
    let policy = policy(app);
    // Phones keep the policy with the page that brought it: another policy is another page.
    let mark = if file.immutable { String::new() } else { format!("-{}", mark_of(&policy)) };
    let etag = format!("W/\"{}{mark}\"", file.hash);
    let cache = if file.immutable { "public, max-age=31536000, immutable" } else { "no-cache" };
    let known = headers.get(header::IF_NONE_MATCH).and_then(|value| value.to_str().ok());
    if known.is_some_and(|text| text.split(',').any(|one| one.trim() == etag || one.trim() == "*")) {
        let headers = [(header::ETAG, etag), (header::CACHE_CONTROL, cache.to_owned())];
        return (StatusCode::NOT_MODIFIED, headers).into_response();
    }
    let (encoding, mut response) = match worker(app, file, &mark) {
        Some(text) => (None, text.into_response()),
        None => {
            let (encoding, body) = encoded(file, headers);
            (encoding, body.into_response())
        }
    };
    let out = response.headers_mut();
    let fixed = [
        (header::CONTENT_TYPE, file.content_type),
        (header::CACHE_CONTROL, cache),
        (header::VARY, "accept-encoding"),
        (header::HeaderName::from_static("permissions-policy"), "camera=(self), geolocation=(self), microphone=()"),
    ];
    for (name, value) in fixed {
        out.insert(name, HeaderValue::from_static(value));
    }
    if let Some(encoding) = encoding {
        out.insert(header::CONTENT_ENCODING, HeaderValue::from_static(encoding));
    }
    // Hashes and origins are plain ASCII; a setting that is not leaves the header out and the test below finds it.
    for (name, value) in [(header::ETAG, etag), (header::CONTENT_SECURITY_POLICY, policy)] {
        if let Ok(value) = HeaderValue::try_from(value) {
            out.insert(name, value);
        }
    }
    response
}

/// The service worker with a mark of the policy in it, where that is not the usual one: a browser fetches what it keeps
/// anew when the worker's bytes differ, and only then.
fn worker(app: &App, file: &File, mark: &str) -> Option<Vec<u8>> {
    let usual = file.path != "/sw.js" || storage_origin(app).is_empty();
    (!usual).then(|| [file.raw, format!("\n// {mark}\n").as_bytes()].concat())
}

fn mark_of(policy: &str) -> String {
    hex::encode(&Sha256::digest(policy.as_bytes())[..4])
}

/// The form of a file that the client takes: Brotli before gzip before plain.
fn encoded(file: &'static File, headers: &HeaderMap) -> (Option<&'static str>, &'static [u8]) {
    let accepted = headers.get(header::ACCEPT_ENCODING).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let takes = |wanted: &str| {
        accepted.split(',').any(|one| {
            let (name, weight) = one.split_once(';').unwrap_or((one, ""));
            name.trim() == wanted && !matches!(weight.trim(), "q=0" | "q=0.0")
        })
    };
    match (file.br, file.gzip) {
        (Some(bytes), _) if takes("br") => (Some("br"), bytes),
        (_, Some(bytes)) if takes("gzip") => (Some("gzip"), bytes),
        _ => (None, file.raw),
    }
}

/// Nothing but our own files, and the one storage that phones upload to and photos come from (decision 38).
fn policy(app: &App) -> String {
    let storage = storage_origin(app);
    format!(
        "default-src 'none'; script-src 'self'; style-src 'self'; worker-src 'self'; manifest-src 'self'; \
         font-src 'self'; img-src 'self' blob: data:{storage}; connect-src 'self'{storage}; base-uri 'none'; \
         form-action 'self'; frame-ancestors 'none'"
    )
}

/// The origin of a storage that phones reach directly, with a space before it; empty for the embedded one.
fn storage_origin(app: &App) -> String {
    let s3 = &app.settings.s3;
    if app.objects.is_proxied() {
        return String::new();
    }
    let address = s3.public_endpoint.as_ref().or(s3.endpoint.as_ref());
    let origin = address.and_then(|address| {
        let uri: Uri = address.parse().ok()?;
        Some(format!("{}://{}", uri.scheme_str()?, uri.authority()?.as_str().rsplit('@').next()?))
    });
    origin.map(|origin| format!(" {origin}")).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn html() -> HeaderMap {
        HeaderMap::from_iter([(header::ACCEPT, HeaderValue::from_static("text/html,*/*"))])
    }

    #[test]
    fn pages_are_told_from_what_the_api_does_not_know() {
        assert!(is_page("/", &HeaderMap::new()));
        assert!(is_page("/outbox", &html()) && is_page("/visit/abc", &html()));
        assert!(!is_page("/outbox", &HeaderMap::new()), "a program asks for JSON");
        for path in ["/v1/nothing", "/assets/old-12345678.js", "/problems/x", "/docs", "/robots.txt"] {
            assert!(!is_page(path, &html()), "{path}");
        }
    }

    #[test]
    fn the_best_form_that_is_accepted() {
        static FILE: File = File {
            path: "/x",
            content_type: "text/plain",
            hash: "0",
            immutable: false,
            raw: b"raw",
            br: Some(b"br"),
            gzip: Some(b"gz"),
        };
        let of = |accepted: &'static str| {
            let headers = HeaderMap::from_iter([(header::ACCEPT_ENCODING, HeaderValue::from_static(accepted))]);
            encoded(&FILE, &headers).0
        };
        assert_eq!(of("gzip, deflate, br"), Some("br"));
        assert_eq!(of("gzip;q=0.8, br;q=0"), Some("gzip"));
        assert_eq!(of("identity"), None);
    }
}
