//! Signed webhooks in the manner of Standard Webhooks 1.0 (https://github.com/standard-webhooks/standard-webhooks,
//! spec/standard-webhooks.md): `webhook-id`, `webhook-timestamp`, `webhook-signature`, HMAC-SHA256.

use crate::event::Parcel;
use crate::net::{Answer, Http};
use crate::outcome::{Outcome, ReasonCode};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use hmac::{Hmac, Mac};
use reqwest::Url;
use serde_json::{Value, json};
use sha2::Sha256;
use time::OffsetDateTime;
use time::format_description::well_known::Rfc3339;
use uuid::Uuid;

/// Bytes of a secret: 192 to 512 bits, says the specification.
const SECRET_BYTES: std::ops::RangeInclusive<usize> = 24..=64;

/// A secret that signs. It shows itself to nobody.
#[derive(Clone, PartialEq, Eq)]
pub struct Secret(Vec<u8>);

/// Not a secret: `whsec_` and the base64 of 24 to 64 bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a webhook secret is whsec_ and the base64 of 24 to 64 bytes")]
pub struct BadSecret;

impl Secret {
    /// Reads a secret as the specification writes it.
    ///
    /// # Errors
    /// [`BadSecret`].
    pub fn parse(text: &str) -> Result<Self, BadSecret> {
        let bytes = text.strip_prefix("whsec_").and_then(|rest| STANDARD.decode(rest).ok()).ok_or(BadSecret)?;
        if SECRET_BYTES.contains(&bytes.len()) { Ok(Self(bytes)) } else { Err(BadSecret) }
    }

    /// The secret of random bytes that the caller drew, and how it is written.
    pub fn of(random: [u8; 32]) -> (Self, String) {
        (Self(random.to_vec()), format!("whsec_{}", STANDARD.encode(random)))
    }

    /// `v1,` and the base64 of the HMAC-SHA256 over `id.timestamp.body`; the timestamp in epoch seconds.
    pub fn sign(&self, id: &str, timestamp_s: i64, body: &[u8]) -> String {
        let mac = sha256(&self.0, &[id.as_bytes(), b".", timestamp_s.to_string().as_bytes(), b".", body]);
        format!("v1,{}", STANDARD.encode(mac))
    }
}

impl std::fmt::Debug for Secret {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Secret")
    }
}

/// HMAC-SHA256 over the parts one after the other.
pub(crate) fn sha256(key: &[u8], parts: &[&[u8]]) -> Vec<u8> {
    // A key of any length is taken (RFC 2104), so there is no error to hand on.
    let mut mac = Hmac::<Sha256>::new_from_slice(key).expect("HMAC takes any key");
    parts.iter().for_each(|part| mac.update(part));
    mac.finalize().into_bytes().to_vec()
}

/// A receiver.
#[derive(Clone)]
pub struct Webhook {
    pub url: Url,
    /// The newest first; while secrets change both sign, so that the receiver can change at any time.
    pub secrets: Vec<Secret>,
}

/// What is posted. Id and body are the same at every try, timestamp and signature are those of the try.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Signed {
    pub id: Uuid,
    /// Epoch seconds.
    pub timestamp_s: i64,
    /// A signature for each secret, with spaces between.
    pub signature: String,
    pub body: Vec<u8>,
}

impl Webhook {
    /// What is posted for a parcel at an instant, epoch ms.
    pub fn signed(&self, parcel: &Parcel, now_ms: i64) -> Signed {
        let (id, body, timestamp_s) = (parcel.id(), body(parcel), now_ms.div_euclid(1000));
        let sign = |secret: &Secret| secret.sign(&id.to_string(), timestamp_s, &body);
        let signature = self.secrets.iter().map(sign).collect::<Vec<_>>().join(" ");
        Signed { id, timestamp_s, signature, body }
    }

    /// Posts a parcel, once.
    pub async fn send(&self, http: &Http, parcel: &Parcel, now_ms: i64) -> Outcome {
        if self.secrets.is_empty() {
            return Outcome::never_there(ReasonCode::SetupRefused, "no secret");
        }
        let Signed { id, timestamp_s, signature, body } = self.signed(parcel, now_ms);
        let headers = [
            ("webhook-id", id.to_string()),
            ("webhook-timestamp", timestamp_s.to_string()),
            ("webhook-signature", signature),
        ];
        match http.post(&self.url, &headers, body, now_ms).await {
            Ok(answer) => verdict(&answer),
            Err(failure) => failure.into(),
        }
    }
}

/// `{type, timestamp, data}`; the data of a digest are its events.
fn body(parcel: &Parcel) -> Vec<u8> {
    let at = |at_ms: i64| {
        let at = OffsetDateTime::from_unix_timestamp_nanos(i128::from(at_ms) * 1_000_000).ok();
        at.and_then(|at| at.format(&Rfc3339).ok()).map_or(Value::Null, Value::String)
    };
    let body = match parcel {
        Parcel::One(event) => json!({
            "type": event.kind().as_str(),
            "timestamp": at(event.at_ms()),
            "data": event.payload(),
        }),
        Parcel::Several(digest) => {
            let event = |event: &crate::Event| {
                json!({
                    "id": event.id(),
                    "type": event.kind().as_str(),
                    "timestamp": at(event.at_ms()),
                    "data": event.payload(),
                })
            };
            let events: Vec<Value> = digest.events.iter().map(event).collect();
            json!({"type": digest.kind.as_str(), "timestamp": at(digest.at_ms), "data": {"events": events}})
        }
    };
    body.to_string().into_bytes()
}

/// What an answer means: 2xx is a success whatever it says, 410 the end, all others are tried again ("Delivery success and
/// failure" of the specification).
fn verdict(answer: &Answer) -> Outcome {
    let said = String::from_utf8_lossy(&answer.body);
    let detail = format!("{} {said}", answer.status);
    let again = |code| match answer.retry_after_ms {
        Some(after_ms) => Outcome::again_after(code, &detail, after_ms),
        None => Outcome::again(code, &detail),
    };
    match answer.status {
        200..=299 => Outcome::Delivered,
        300..=399 => again(ReasonCode::Redirect),
        410 => Outcome::never_there(ReasonCode::Gone, &detail),
        429 => again(ReasonCode::TooFast),
        _ => again(ReasonCode::Status),
    }
}
