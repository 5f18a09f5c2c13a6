//! The HTTP client for what leaves the house: no redirects, no proxies, limits on time and on the answer.

use super::address::Reach;
use super::resolve::{Checked, Closed, Lookup, system};
use super::retry_after;
use crate::outcome::{Outcome, Reason, ReasonCode};
use reqwest::header::{CONTENT_TYPE, HeaderMap, HeaderName, HeaderValue, RETRY_AFTER};
use reqwest::redirect::Policy;
use reqwest::{Certificate, Client, Response, Url};
use std::error::Error;
use std::net::IpAddr;
use std::sync::Arc;
use std::time::Duration;

/// Bytes of an answer that are read; robots answer with less than a kilobyte.
const ANSWER_BYTES: usize = 16 * 1024;

/// Settings of the client.
#[derive(Clone)]
pub struct NetSettings {
    pub reach: Reach,
    /// From the first byte sent to the last byte read. Standard Webhooks advises 15 to 30 s.
    pub limit: Duration,
    /// Certificates of an authority of one's own, PEM, beside those of the system.
    pub authority_pem: Option<Vec<u8>>,
    /// How names are looked up; `None` = by the system.
    pub lookup: Option<Lookup>,
}

impl Default for NetSettings {
    fn default() -> Self {
        Self { reach: Reach::Public, limit: Duration::from_secs(20), authority_pem: None, lookup: None }
    }
}

/// The client cannot be made.
#[derive(Debug, thiserror::Error)]
pub enum HttpFault {
    /// The certificates are not PEM, or TLS cannot be set up.
    #[error("the HTTP client cannot be made: {0}")]
    Client(#[from] reqwest::Error),
}

/// A client; cheap to clone.
#[derive(Clone)]
pub struct Http {
    client: Client,
    reach: Reach,
    limit: Duration,
}

/// An answer, as far as it was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answer {
    pub status: u16,
    /// How long it asks to be left alone, ms.
    pub retry_after_ms: Option<i64>,
    /// At most 16 KiB of it.
    pub body: Vec<u8>,
    /// There was more, or the rest did not come in time.
    pub cut: bool,
}

/// No answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Failure {
    TimedOut,
    Unreachable,
    /// The name or number leads to an address that is closed.
    Closed,
    /// Not https (or http where private networks are open), or with a name and password in it.
    BadAddress,
}

impl From<Failure> for Reason {
    fn from(failure: Failure) -> Self {
        let code = match failure {
            Failure::TimedOut => ReasonCode::TimedOut,
            Failure::Unreachable => ReasonCode::Unreachable,
            Failure::Closed => ReasonCode::AddressRefused,
            Failure::BadAddress => ReasonCode::BadAddress,
        };
        Self::new(code, "")
    }
}

impl From<Failure> for Outcome {
    fn from(failure: Failure) -> Self {
        match failure {
            Failure::TimedOut | Failure::Unreachable => Self::TryAgain { reason: failure.into(), after_ms: None },
            Failure::Closed | Failure::BadAddress => Self::Never { reason: failure.into(), destination: true },
        }
    }
}

impl Http {
    /// A client by its settings. It takes ring as the process's TLS provider, as the server itself does.
    ///
    /// # Errors
    /// Certificates that are not PEM.
    pub fn new(settings: NetSettings) -> Result<Self, HttpFault> {
        // Somebody else was first: then it is ring already.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let NetSettings { reach, limit, authority_pem, lookup } = settings;
        let resolver = Checked { reach, lookup: lookup.unwrap_or_else(system) };
        let mut builder = Client::builder()
            .no_proxy()
            .redirect(Policy::none())
            .referer(false)
            .gzip(false)
            .pool_max_idle_per_host(0)
            .user_agent(concat!("Forecourt/", env!("CARGO_PKG_VERSION")))
            .dns_resolver(Arc::new(resolver));
        if let Some(pem) = authority_pem {
            builder = builder.tls_certs_merge(Certificate::from_pem_bundle(&pem)?);
        }
        Ok(Self { client: builder.build()?, reach, limit })
    }

    /// Whether an address is one that is sent to, as far as it can be told without looking its name up.
    ///
    /// # Errors
    /// [`Failure::BadAddress`] or [`Failure::Closed`].
    pub fn check(&self, url: &Url) -> Result<(), Failure> {
        let scheme = match self.reach {
            Reach::Public => url.scheme() == "https",
            Reach::Private => matches!(url.scheme(), "https" | "http"),
        };
        if !scheme || !url.username().is_empty() || url.password().is_some() {
            return Err(Failure::BadAddress);
        }
        let host = url.host_str().ok_or(Failure::BadAddress)?;
        // A number is not looked up, so it is checked here.
        let number = host.trim_start_matches('[').trim_end_matches(']').parse::<IpAddr>();
        if number.is_ok_and(|address| !self.reach.allows(address)) { Err(Failure::Closed) } else { Ok(()) }
    }

    /// Posts a JSON body. The time limit ends a try however slowly the other side answers.
    pub(crate) async fn post(
        &self,
        url: &Url,
        headers: &[(&'static str, String)],
        body: Vec<u8>,
        now_ms: i64,
    ) -> Result<Answer, Failure> {
        self.check(url)?;
        let mut map = HeaderMap::new();
        map.insert(CONTENT_TYPE, HeaderValue::from_static("application/json; charset=utf-8"));
        for (name, value) in headers {
            let value = HeaderValue::from_str(value).map_err(|_| Failure::BadAddress)?;
            map.insert(HeaderName::from_static(name), value);
        }
        let end = tokio::time::Instant::now() + self.limit;
        let sending = self.client.post(url.clone()).headers(map).body(body).send();
        let response = match tokio::time::timeout_at(end, sending).await {
            Err(_) => return Err(Failure::TimedOut),
            Ok(Err(error)) => return Err(why(&error)),
            Ok(Ok(response)) => response,
        };
        let (status, retry_after_ms) = (response.status().as_u16(), asked_to_wait(&response, now_ms));
        let (body, cut) = read(response, end).await;
        Ok(Answer { status, retry_after_ms, body, cut })
    }
}

fn asked_to_wait(response: &Response, now_ms: i64) -> Option<i64> {
    retry_after::parse(response.headers().get(RETRY_AFTER)?.to_str().ok()?, now_ms)
}

/// What there is of an answer within its limits; what the status says stands even when the rest does not come.
async fn read(mut response: Response, end: tokio::time::Instant) -> (Vec<u8>, bool) {
    let mut body = Vec::new();
    loop {
        match tokio::time::timeout_at(end, response.chunk()).await {
            Ok(Ok(None)) => return (body, false),
            Ok(Ok(Some(chunk))) => {
                let room = ANSWER_BYTES - body.len();
                body.extend_from_slice(&chunk[..chunk.len().min(room)]);
                if chunk.len() > room {
                    return (body, true);
                }
            }
            Ok(Err(_)) | Err(_) => return (body, true),
        }
    }
}

/// Why there is no answer. Messages are not told on: they hold the address, and that holds the key of a robot.
fn why(error: &reqwest::Error) -> Failure {
    let mut source: Option<&(dyn Error + 'static)> = error.source();
    while let Some(inner) = source {
        if inner.is::<Closed>() {
            return Failure::Closed;
        }
        source = inner.source();
    }
    if error.is_timeout() { Failure::TimedOut } else { Failure::Unreachable }
}
