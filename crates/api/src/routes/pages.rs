//! Pages for people beside the web app: `/docs`, `/problems/{type}`; none of them loads anything from another host.

use axum::{
    extract::Path,
    http::{StatusCode, header},
    response::{Html, IntoResponse, Response},
};

use crate::problem::{Kind, Problem};

const STYLE: &str = "<style>:root{color-scheme:light dark}body{font:17px/1.5 system-ui,\"PingFang SC\",\"Noto Sans SC\",\
\"Microsoft YaHei\",sans-serif;max-width:44rem;margin:3rem auto;padding:0 1rem}a{color:#0B6E66}code{font-size:.9em}\
@media(prefers-color-scheme:dark){body{background:#101416;color:#E8EDEF}a{color:#46C2B5}}</style>";

fn page(title: &str, body: &str) -> Response {
    let text = format!(
        "<!doctype html><html lang=\"zh\"><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\">\
         <title>{title}</title>{STYLE}<main>{body}</main></html>"
    );
    let policy = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'; base-uri 'none'";
    ([(header::CONTENT_SECURITY_POLICY, policy)], Html(text)).into_response()
}

/// `/` of a binary without the web app: a plain page that says why.
pub async fn index() -> Response {
    let why = forecourt_web::why_empty().unwrap_or_default().replace('&', "&amp;").replace('<', "&lt;");
    page(
        "Forecourt",
        &format!(
            "<h1>Forecourt</h1><p>加油站神秘顾客检查系统正在运行，但此程序不含网页应用。接口文档：<a href=\"/docs\">/docs</a></p>\
             <p lang=\"en\">Forecourt is running; this binary was built without the web app. API documentation: \
             <a href=\"/docs\">/docs</a>, machine-readable: <a href=\"/openapi.json\">/openapi.json</a></p>\
             <p lang=\"en\"><code>{why}</code></p>"
        ),
    )
}

/// `/problems/{type}`: what a problem type means and what to do.
pub async fn problem(Path(slug): Path<String>) -> Response {
    let Some(kind) = Kind::ALL.iter().copied().find(|kind| kind.slug() == slug) else {
        return Problem::not_found().into_response();
    };
    let (title, more) = (kind.title(), kind.explanation());
    page(
        &format!("{} · Forecourt", kind.slug()),
        &format!(
            "<h1>{}</h1><p>{}</p><h2 lang=\"en\">{}</h2><p lang=\"en\">{}</p><p><code>{} · HTTP {}</code></p>",
            title.zh,
            more.zh,
            title.en,
            more.en,
            kind.slug(),
            kind.status().as_u16()
        ),
    )
}

/// Everything that no route knows.
pub async fn fallback() -> Response {
    Problem::not_found().into_response()
}

/// A known path with an unknown method.
pub async fn method_not_allowed() -> Response {
    (StatusCode::METHOD_NOT_ALLOWED, Problem::new(Kind::MethodNotAllowed)).into_response()
}
