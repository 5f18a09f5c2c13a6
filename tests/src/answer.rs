//! What the server answered, checked against its OpenAPI document as it arrives.

use reqwest::StatusCode;
use serde_json::Value;

/// A stream of events up to its first one: it has no end.
async fn first_event(response: &mut reqwest::Response) -> Result<Vec<u8>, reqwest::Error> {
    let mut bytes = Vec::new();
    while !(bytes.ends_with(b"\n\n") && bytes.windows(6).any(|some| some == b"event:")) {
        match response.chunk().await? {
            Some(more) => bytes.extend_from_slice(&more),
            None => break,
        }
    }
    Ok(bytes)
}

/// A whole answer.
#[derive(Clone, Debug)]
pub struct Answer {
    /// Status.
    pub status: StatusCode,
    /// Headers.
    pub headers: reqwest::header::HeaderMap,
    /// Body as it came.
    pub bytes: Vec<u8>,
}

impl Answer {
    /// Reads an answer to its end.
    pub async fn read(mut response: reqwest::Response) -> Result<Self, reqwest::Error> {
        let (status, headers) = (response.status(), response.headers().clone());
        if headers.get("content-type").is_some_and(|kind| kind.as_bytes().starts_with(b"text/event-stream")) {
            return Ok(Self { status, headers, bytes: first_event(&mut response).await? });
        }
        Ok(Self { status, headers, bytes: response.bytes().await?.to_vec() })
    }

    /// The body as JSON.
    pub fn json(&self) -> Value {
        serde_json::from_slice(&self.bytes).unwrap_or_else(|error| panic!("{error}: {}", self.text()))
    }

    /// The body as text.
    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.bytes).into_owned()
    }

    /// Asserts the status and answers the JSON body.
    #[track_caller]
    pub fn expect(&self, status: u16) -> Value {
        assert_eq!(self.status.as_u16(), status, "{}", self.text());
        if self.bytes.is_empty() { Value::Null } else { self.json() }
    }

    /// Asserts a problem of this type.
    #[track_caller]
    pub fn problem(&self, status: u16, slug: &str) -> Value {
        let body = self.expect(status);
        assert_eq!(body["type"], format!("/problems/{slug}"), "{body}");
        assert_eq!(self.headers["content-type"], "application/problem+json");
        body
    }

    /// The violations of a problem as (pointer, code).
    pub fn violations(&self) -> Vec<(String, String)> {
        let body = self.json();
        let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
        let list = body["violations"].as_array().cloned().unwrap_or_default();
        list.iter().map(|one| (text(&one["pointer"]), text(&one["code"]))).collect()
    }
}
