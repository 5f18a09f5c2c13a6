//! Addresses that carry their own permission, for phones (upload) and browsers (download).

use super::object_store::Place;
use super::real_clock::now_ms;
use super::{Digest, ObjectError, ObjectStore};
use aws_sdk_s3::presigning::PresigningConfig;
use std::collections::BTreeMap;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

/// What a phone needs to send one photo. It is good for exactly one key, length and SHA-256.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Upload {
    pub method: &'static str,
    pub url: String,
    /// What the phone must send itself, exactly so; length and host are set by its HTTP client.
    pub headers: BTreeMap<String, String>,
    /// Epoch milliseconds UTC, real clock.
    pub expires_at_ms: i64,
}

/// How a browser is to treat a download.
#[derive(Clone, Copy, Debug)]
pub struct GetAs<'a> {
    /// From the closed list. The embedded store goes by the bytes whatever is asked here.
    pub content_type: &'a str,
    /// Offer it as a download of this name; else images are shown in place and everything else is a download.
    pub download_name: Option<&'a str>,
}

impl ObjectStore {
    /// An address for one upload, good for `ttl` (at most a week).
    ///
    /// Signed are `content-length;content-type;host;x-amz-checksum-sha256`. The content type is signed because a storage
    /// of others keeps what it is told, and nobody shall plant a page there; `headers` tells the phone the exact value.
    /// `public_base_url` is where the phone reaches this server; an external storage has its own public address.
    pub async fn presign_put(
        &self,
        key: &str,
        bytes: u64,
        sha256: Digest,
        content_type: &str,
        ttl: Duration,
        public_base_url: &str,
    ) -> Result<Upload, ObjectError> {
        self.presign_put_at(key, bytes, sha256, content_type, ttl, self.public_base(public_base_url)).await
    }

    /// The same for an address that the caller chose.
    pub(super) async fn presign_put_at(
        &self,
        key: &str,
        bytes: u64,
        sha256: Digest,
        content_type: &str,
        ttl: Duration,
        base: &str,
    ) -> Result<Upload, ObjectError> {
        let length = i64::try_from(bytes).map_err(refused)?;
        let (start, expires_at_ms) = window(ttl);
        let when = PresigningConfig::builder().start_time(start).expires_in(ttl).build().map_err(refused)?;
        let call = self.signer(base).put_object().bucket(&self.inner.bucket).key(key).content_length(length);
        let call = call.content_type(content_type).checksum_sha256(sha256.base64());
        let signed = call.presigned(when).await.map_err(refused)?;
        let own = |name: &str| !name.eq_ignore_ascii_case("content-length") && !name.eq_ignore_ascii_case("host");
        let headers = signed.headers().filter(|(name, _)| own(name));
        Ok(Upload {
            method: "PUT",
            url: signed.uri().to_owned(),
            headers: headers.map(|(name, value)| (name.to_ascii_lowercase(), value.to_owned())).collect(),
            expires_at_ms,
        })
    }

    /// An address to read one object, good for `ttl` (at most a week).
    pub async fn presign_get(
        &self,
        key: &str,
        ttl: Duration,
        public_base_url: &str,
        get_as: GetAs<'_>,
    ) -> Result<String, ObjectError> {
        let when = PresigningConfig::builder().start_time(window(ttl).0).expires_in(ttl).build().map_err(refused)?;
        let call = self.signer(self.public_base(public_base_url)).get_object().bucket(&self.inner.bucket).key(key);
        let call = call.response_content_type(get_as.content_type);
        let signed = call.response_content_disposition(disposition(get_as)).presigned(when).await.map_err(refused)?;
        Ok(signed.uri().to_owned())
    }

    fn public_base<'a>(&'a self, public_base_url: &'a str) -> &'a str {
        match &self.inner.place {
            Place::Embedded(_) => public_base_url.trim_end_matches('/'),
            Place::External { public_endpoint, .. } => public_endpoint,
        }
    }
}

/// Signatures count whole seconds of the real clock; returns the start and the end in epoch ms.
fn window(ttl: Duration) -> (SystemTime, i64) {
    let start = u64::try_from(now_ms()).unwrap_or(0) / 1000;
    let end = start.saturating_add(ttl.as_secs()).saturating_mul(1000);
    (UNIX_EPOCH + Duration::from_secs(start), i64::try_from(end).unwrap_or(i64::MAX))
}

fn disposition(get_as: GetAs<'_>) -> String {
    match get_as.download_name {
        Some(name) => format!("attachment; filename*=UTF-8''{}", escape_name(name)),
        None if get_as.content_type.starts_with("image/") => "inline".to_owned(),
        None => "attachment".to_owned(),
    }
}

/// RFC 5987 value characters; everything else is percent-encoded.
fn escape_name(name: &str) -> String {
    let mut out = String::with_capacity(name.len());
    for byte in name.bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'_' | b'.' | b'~' => out.push(char::from(byte)),
            _ => out.push_str(&format!("%{byte:02X}")),
        }
    }
    out
}

fn refused(error: impl std::fmt::Display) -> ObjectError {
    ObjectError::Other { status: 0, message: format!("cannot sign: {error}") }
}
