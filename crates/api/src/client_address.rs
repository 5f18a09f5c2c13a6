//! Where a request comes from, through trusted proxies only.

use std::net::{IpAddr, SocketAddr};

use axum::{
    extract::{ConnectInfo, FromRequestParts, Request},
    http::{HeaderMap, HeaderValue, header::HOST, request::Parts},
};

use crate::{problem::Problem, state::App};

/// The client's address: the peer, or what a trusted proxy says.
#[derive(Clone, Copy, Debug)]
pub struct ClientAddress(pub IpAddr);

impl FromRequestParts<App> for ClientAddress {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Problem> {
        let peer = peer(parts);
        if !app.settings.trusted_proxies.contains(&peer) {
            return Ok(Self(peer));
        }
        let forwarded = parts.headers.get("x-forwarded-for").and_then(|value| value.to_str().ok()).unwrap_or("");
        // The last hop that is not one of our proxies is the client; everything before it can be invented.
        let client = forwarded
            .split(',')
            .rev()
            .filter_map(|text| text.trim().parse::<IpAddr>().ok())
            .find(|address| !app.settings.trusted_proxies.contains(address));
        Ok(Self(client.unwrap_or(peer)))
    }
}

fn peer(parts: &Parts) -> IpAddr {
    parts
        .extensions
        .get::<ConnectInfo<SocketAddr>>()
        .map_or(IpAddr::V4(std::net::Ipv4Addr::LOCALHOST), |ConnectInfo(address)| address.ip())
}

/// Whether the client's side of the connection is encrypted: our own TLS, or a trusted proxy that says so.
pub fn is_secure(app: &App, headers: &HeaderMap) -> bool {
    let proxied = !app.settings.trusted_proxies.is_empty()
        && headers.get("x-forwarded-proto").is_some_and(|value| value == "https");
    app.settings.tls_cert.is_some()
        || proxied
        || app.settings.public_url.as_deref().is_some_and(|url| url.starts_with("https://"))
}

/// HTTP/2, which browsers speak over TLS, names the host in the request line alone: everybody behind reads `Host`.
pub async fn with_host(mut request: Request) -> Request {
    let authority = request.uri().authority().and_then(|authority| HeaderValue::from_str(authority.as_str()).ok());
    if let Some(authority) = authority {
        request.headers_mut().entry(HOST).or_insert(authority);
    }
    request
}

/// The address under which this client reaches the server: the setting, or the `Host` of the request.
///
/// Upload addresses are signed for a host, so it has to be the one that the phone uses.
pub fn public_base(app: &App, headers: &HeaderMap) -> Option<String> {
    if let Some(url) = &app.settings.public_url {
        return Some(url.trim_end_matches('/').to_owned());
    }
    let host = headers.get("host")?.to_str().ok()?;
    let plain = host.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | ':' | '[' | ']'));
    let scheme = if is_secure(app, headers) { "https" } else { "http" };
    (plain && !host.is_empty()).then(|| format!("{scheme}://{host}"))
}

#[cfg(test)]
mod tests {
    use axum::body::Body;

    use super::*;

    async fn host_of(request: axum::http::request::Builder) -> Option<String> {
        let request = with_host(request.body(Body::empty()).expect("a request")).await;
        request.headers().get(HOST).map(|host| host.to_str().expect("text").to_owned())
    }

    #[tokio::test]
    async fn a_request_of_http_2_has_a_host() {
        let of = Request::builder;
        assert_eq!(
            host_of(of().uri("https://forecourt.test:8443/v1/me")).await.as_deref(),
            Some("forecourt.test:8443")
        );
        assert_eq!(host_of(of().uri("/v1/me").header(HOST, "a.test")).await.as_deref(), Some("a.test"));
        assert_eq!(host_of(of().uri("/v1/me")).await, None);
    }
}
