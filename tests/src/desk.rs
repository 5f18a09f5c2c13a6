//! Somebody who is signed in and speaks to the API. Every answer is held against the OpenAPI document.

use std::{sync::OnceLock, time::Duration};

use reqwest::{Client, Method};
use serde_json::{Value, json};
use uuid::Uuid;

use crate::{answer::Answer, contract};

/// A new HTTP client; it belongs to the runtime of one test.
pub fn client() -> Client {
    provider();
    Client::builder().redirect(reqwest::redirect::Policy::none()).build().expect("an HTTP client")
}

/// A client that opens a connection for every request, so that a [line](crate::line::Line) can tell them apart. Answers
/// come uncompressed, with their length in the head.
pub fn single_client() -> Client {
    provider();
    let builder = Client::builder().redirect(reqwest::redirect::Policy::none()).pool_max_idle_per_host(0);
    builder.no_gzip().timeout(Duration::from_secs(60)).build().expect("an HTTP client")
}

/// Encryption for every client of this process.
pub fn provider() {
    static PROVIDER: OnceLock<()> = OnceLock::new();
    PROVIDER.get_or_init(|| {
        let _ = rustls::crypto::ring::default_provider().install_default();
    });
}

/// A signed-in person.
#[derive(Clone)]
pub struct Desk {
    /// Address of the server.
    pub base: String,
    /// Session token; empty when nobody is signed in.
    pub token: String,
    /// The person.
    pub person_id: Uuid,
    /// Language of the answers.
    pub lang: &'static str,
    /// The client that it uses.
    pub http: Client,
}

impl Desk {
    /// Nobody.
    pub fn nobody(base: &str) -> Self {
        Self { base: base.to_owned(), token: String::new(), person_id: Uuid::nil(), lang: "en", http: client() }
    }

    /// Signs in with a password.
    pub async fn sign_in(&self, username: &str, password: &str) -> Self {
        let body = self.post_free("/v1/sessions", json!({"username": username, "password": password})).await;
        self.with(&body.expect(201))
    }

    /// Signs in with a one-time code and sets a password.
    pub async fn sign_in_by_code(&self, username: &str, code: &str, password: &str) -> Self {
        let request = json!({"username": username, "code": code, "new_password": password});
        self.with(&self.post_free("/v1/sessions", request).await.expect(201))
    }

    /// The person of a sign-in's answer.
    pub fn with(&self, body: &Value) -> Self {
        Self {
            token: body["token"].as_str().expect("a token").to_owned(),
            person_id: body["person"]["id"].as_str().and_then(|id| id.parse().ok()).expect("a person"),
            ..self.clone()
        }
    }

    /// The same person against another instance.
    pub fn at(&self, base: &str) -> Self {
        Self { base: base.to_owned(), ..self.clone() }
    }

    /// The same person with another client.
    pub fn by(&self, http: &Client) -> Self {
        Self { http: http.clone(), ..self.clone() }
    }

    /// A request with everything that a client sends.
    pub fn request(&self, method: Method, path: &str) -> reqwest::RequestBuilder {
        let request = self.http.request(method, format!("{}{path}", self.base)).header("accept-language", self.lang);
        if self.token.is_empty() { request } else { request.bearer_auth(&self.token) }
    }

    /// Sends a request and reads the answer.
    pub async fn send(&self, request: reqwest::RequestBuilder) -> Answer {
        self.try_send(request).await.expect("a whole answer")
    }

    /// Sends a request over a line that may break.
    pub async fn try_send(&self, request: reqwest::RequestBuilder) -> Result<Answer, reqwest::Error> {
        let request = request.build()?;
        let (method, path) = (request.method().clone(), request.url().path().to_owned());
        let answer = Answer::read(self.http.execute(request).await?).await?;
        contract::check(&method, &path, &answer);
        Ok(answer)
    }

    /// `GET`.
    pub async fn get(&self, path: &str) -> Answer {
        self.send(self.request(Method::GET, path)).await
    }

    /// `PUT` with JSON.
    pub async fn put(&self, path: &str, body: &Value) -> Answer {
        self.send(self.request(Method::PUT, path).json(body)).await
    }

    /// `POST` with JSON and a fresh `Idempotency-Key`.
    pub async fn post(&self, path: &str, body: Value) -> Answer {
        self.post_with_key(path, body, Uuid::new_v4()).await
    }

    /// `POST` with JSON and this `Idempotency-Key`.
    pub async fn post_with_key(&self, path: &str, body: Value, key: Uuid) -> Answer {
        self.send(self.request(Method::POST, path).header("idempotency-key", key.to_string()).json(&body)).await
    }

    /// `POST` with JSON and no key, for what needs none.
    pub async fn post_free(&self, path: &str, body: Value) -> Answer {
        self.send(self.request(Method::POST, path).json(&body)).await
    }

    /// A verb on a resource with a version: reads its ETag first, as a desk does.
    pub async fn verb(&self, resource: &str, verb: &str, body: Value) -> Answer {
        let shown = self.get(resource).await;
        shown.expect(200);
        let etag = shown.headers.get("etag").and_then(|value| value.to_str().ok()).expect("an ETag").to_owned();
        let request = self.request(Method::POST, &format!("{resource}/{verb}"));
        let request = request.header("idempotency-key", Uuid::new_v4().to_string()).header("if-match", etag);
        self.send(request.json(&body)).await
    }

    /// A CSV import.
    pub async fn import(&self, path: &str, csv: &str) -> Answer {
        self.import_as(path, "text/csv", csv.as_bytes().to_vec()).await
    }

    /// An import of a file of this type.
    pub async fn import_as(&self, path: &str, content_type: &str, file: Vec<u8>) -> Answer {
        let request = self.request(Method::POST, path).header("content-type", content_type);
        self.send(request.header("idempotency-key", Uuid::new_v4().to_string()).body(file)).await
    }
}
