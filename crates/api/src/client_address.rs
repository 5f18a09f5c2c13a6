//! Where a request comes from, through trusted proxies only.

use std::net::{IpAddr, SocketAddr};

use axum::{
    extract::{ConnectInfo, FromRequestParts},
    http::{HeaderMap, request::Parts},
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
