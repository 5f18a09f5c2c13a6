//! Somebody who is signed in and speaks to the API.

use std::sync::OnceLock;

use reqwest::{Client, Method};
use serde_json::{Value, json};
use uuid::Uuid;

use crate::answer::Answer;

/// The HTTP client of all tests.
pub fn client() -> Client {
    static PROVIDER: OnceLock<()> = OnceLock::new();
    PROVIDER.get_or_init(|| {
        let _ = rustls::crypto::ring::default_provider().install_default();
    });
    Client::builder().redirect(reqwest::redirect::Policy::none()).build().expect("an HTTP client")
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
    http: Client,
}

impl Desk {
    /// Nobody.
    pub fn nobody(base: &str) -> Self {
        Self { base: base.to_owned(), token: String::new(), person_id: Uuid::nil(), lang: "en", http: client() }
    }

    /// Signs in with a password.
    pub async fn sign_in(base: &str, username: &str, password: &str) -> Self {
        let nobody = Self::nobody(base);
        let body = nobody.post_free("/v1/sessions", json!({"username": username, "password": password})).await.expect(201);
        nobody.with(&body)
    }

    /// Signs in with a one-time code and sets a password.
    pub async fn sign_in_by_code(base: &str, username: &str, code: &str, password: &str) -> Self {
        let nobody = Self::nobody(base);
        let request = json!({"username": username, "code": code, "new_password": password});
        let body = nobody.post_free("/v1/sessions", request).await.expect(201);
        nobody.with(&body)
    }

    fn with(&self, body: &Value) -> Self {
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

    /// A request with everything that a client sends.
    pub fn request(&self, method: Method, path: &str) -> reqwest::RequestBuilder {
        let request = self.http.request(method, format!("{}{path}", self.base)).header("accept-language", self.lang);
        if self.token.is_empty() { request } else { request.bearer_auth(&self.token) }
    }

    /// Sends a request and reads the answer.
    pub async fn send(&self, request: reqwest::RequestBuilder) -> Answer {
        Answer::read(request.send().await.expect("an answer")).await.expect("a whole answer")
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
        let etag = shown.headers.get("etag").and_then(|value| value.to_str().ok()).unwrap_or("\"0\"").to_owned();
        let request = self.request(Method::POST, &format!("{resource}/{verb}"));
        let request = request.header("idempotency-key", Uuid::new_v4().to_string()).header("if-match", etag);
        self.send(request.json(&body)).await
    }

    /// A CSV import.
    pub async fn import(&self, path: &str, csv: &str) -> Answer {
        let request = self.request(Method::POST, path).header("content-type", "text/csv");
        self.send(request.header("idempotency-key", Uuid::new_v4().to_string()).body(csv.to_owned())).await
    }
}
