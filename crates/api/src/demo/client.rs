//! The demo's HTTP client: the same requests that phones and desks send.

use std::time::Duration;

use reqwest::{Method, RequestBuilder, StatusCode};
use serde_json::Value;
use uuid::Uuid;

use super::rng;

/// How often a request that was told to come back, or got no answer, is sent again.
const TRIES: u32 = 8;
/// How often something that has changed meanwhile is looked at anew.
const LOOKS: usize = 100;

/// Why the demo could not go on.
#[derive(Debug, thiserror::Error)]
pub enum DemoError {
    /// No answer.
    #[error("{0}")]
    Http(#[from] reqwest::Error),
    /// An answer that the demo did not expect.
    #[error("{method} {path}: {status}: {body}")]
    Answer {
        /// Method.
        method: Method,
        /// Path.
        path: String,
        /// Status.
        status: StatusCode,
        /// The problem.
        body: String,
    },
    /// Something of our own.
    #[error("{0}")]
    Other(String),
}

impl DemoError {
    /// Whether the server refused with this status.
    pub fn is(&self, wanted: StatusCode) -> bool {
        matches!(self, Self::Answer { status, .. } if *status == wanted)
    }

    /// Whether a desk that waits may have success: the machine is still at the photos.
    pub fn is_examining(&self) -> bool {
        let Self::Answer { body, .. } = self else { return false };
        let examining = || serde_json::from_str::<Value>(body).is_ok_and(|body| body["code"] == "examining");
        self.is(StatusCode::CONFLICT) && examining()
    }
}

/// Result of a step of the demo.
pub type Result<T, E = DemoError> = std::result::Result<T, E>;

/// A client of one server.
#[derive(Clone, Debug)]
pub struct Client {
    http: reqwest::Client,
    base: String,
    seed: u64,
}

/// A request under way.
pub struct Call<'a> {
    client: &'a Client,
    method: Method,
    path: String,
    request: RequestBuilder,
}

impl Client {
    /// A client of the server at `base`; `authority` is the certificate to trust, PEM.
    pub fn new(base: &str, authority: Option<&str>, seed: u64) -> Result<Self> {
        // Only fails when a provider is installed already, which is what we want.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let mut builder = reqwest::Client::builder().no_proxy().timeout(Duration::from_secs(120));
        builder = match authority {
            Some(pem) => builder.tls_certs_only([reqwest::Certificate::from_pem(pem.as_bytes())?]),
            None => builder.tls_certs_only([]),
        };
        Ok(Self { http: builder.build()?, base: base.to_owned(), seed })
    }

    /// A request to the API, on behalf of the holder of a token.
    pub fn call(&self, method: Method, path: &str, token: &str) -> Call<'_> {
        let mut request = self.http.request(method.clone(), format!("{}{path}", self.base));
        if !token.is_empty() {
            request = request.bearer_auth(token);
        }
        Call { client: self, method, path: path.to_owned(), request }
    }

    /// Reads.
    pub async fn get(&self, path: &str, token: &str) -> Result<Value> {
        self.call(Method::GET, path, token).send().await
    }

    /// A verb on what was seen in this version. Where the server's own work has touched it meanwhile it is looked at anew: what
    /// people do must not depend on who was faster.
    pub async fn act(&self, path: &str, verb: &str, token: &str, seen: i64, body: &Value) -> Result<Value> {
        let mut version = seen;
        for _ in 0..LOOKS {
            let call = self.call(Method::POST, &format!("{path}/{verb}"), token).fresh_key().if_match(version);
            match call.json(body).send().await {
                Err(error) if error.is(StatusCode::PRECONDITION_FAILED) => {
                    let shown = self.get(path, token).await?;
                    version = shown["version"].as_i64().unwrap_or(version);
                }
                other => return other,
            }
        }
        Err(DemoError::Other(format!("{path}/{verb}: others change it without end")))
    }

    /// All rows of a list.
    pub async fn list(&self, path: &str, token: &str) -> Result<Vec<Value>> {
        let mut rows = Vec::new();
        let mut cursor: Option<String> = None;
        loop {
            let sign = if path.contains('?') { '&' } else { '?' };
            let next = cursor.map(|cursor| format!("&cursor={cursor}")).unwrap_or_default();
            let page = self.get(&format!("{path}{sign}limit=500{next}"), token).await?;
            rows.extend(page["items"].as_array().cloned().unwrap_or_default());
            cursor = page["next_cursor"].as_str().map(str::to_owned);
            if cursor.is_none() {
                return Ok(rows);
            }
        }
    }

    /// Sends bytes to an address that a receipt named.
    pub async fn upload(&self, target: &Value, bytes: &[u8]) -> Result<()> {
        let url = target["url"].as_str().unwrap_or_default();
        let mut request = self.http.put(url);
        for (name, value) in target["headers"].as_object().into_iter().flatten() {
            request = request.header(name, value.as_str().unwrap_or_default());
        }
        let request = request.body(bytes.to_vec());
        Call { client: self, method: Method::PUT, path: "upload".into(), request }.send().await.map(|_| ())
    }
}

impl Call<'_> {
    /// A JSON body.
    pub fn json(mut self, body: &Value) -> Self {
        self.request = self.request.json(body);
        self
    }

    /// A CSV body.
    pub fn csv(mut self, body: String) -> Self {
        self.request = self.request.header("content-type", "text/csv").body(body);
        self
    }

    /// The key of an intention: the same intention has the same key whenever it is repeated.
    pub fn key(mut self, intention: &str) -> Self {
        let key = rng::id(self.client.seed, &format!("key/{}/{intention}", self.path));
        self.request = self.request.header("idempotency-key", key.to_string());
        self
    }

    /// A key that is used once.
    pub fn fresh_key(mut self) -> Self {
        self.request = self.request.header("idempotency-key", Uuid::new_v4().to_string());
        self
    }

    /// The version that was seen.
    pub fn if_match(mut self, version: i64) -> Self {
        self.request = self.request.header("if-match", format!("\"{version}\""));
        self
    }

    /// Sends it, again and again while there is no answer or the server asks for patience.
    pub async fn send(self) -> Result<Value> {
        let mut pause = Duration::from_millis(50);
        for attempt in 1..=TRIES {
            let Some(request) = self.request.try_clone() else { break };
            match request.send().await {
                Ok(response) => {
                    let status = response.status();
                    let body = response.text().await?;
                    if status.is_success() {
                        return Ok(serde_json::from_str(&body).unwrap_or(Value::Null));
                    }
                    let patience = matches!(status.as_u16(), 408 | 425 | 429 | 500..=599);
                    if !patience || attempt == TRIES {
                        return Err(DemoError::Answer { method: self.method, path: self.path, status, body });
                    }
                }
                Err(error) if attempt == TRIES => return Err(error.into()),
                Err(_) => {}
            }
            tokio::time::sleep(pause).await;
            pause *= 2;
        }
        Err(DemoError::Other("a request that cannot be repeated".into()))
    }
}
