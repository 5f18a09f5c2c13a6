//! The one client for every storage: aws-sdk-s3, whether the storage is in this process or across the world.

use super::body::{BodyError, Checked, ObjectBody};
use super::connector::{IN_PROCESS_ENDPOINT, InProcess};
use super::embedded::EmbeddedStore;
use super::http_service::EmbeddedHttp;
use super::{Digest, EMBEDDED_BUCKET, Keys, ObjectError, S3Settings, Timeouts};
use aws_sdk_s3::Client;
use aws_sdk_s3::config::retry::RetryConfig;
use aws_sdk_s3::config::timeout::TimeoutConfig;
use aws_sdk_s3::config::{
    BehaviorVersion, Config, Credentials, Region, RequestChecksumCalculation, ResponseChecksumValidation,
    SharedHttpClient, StalledStreamProtectionConfig,
};
use aws_sdk_s3::error::{DisplayErrorContext, SdkError};
use aws_sdk_s3::operation::get_object::builders::GetObjectFluentBuilder;
use aws_sdk_s3::primitives::{ByteStream, DateTime, SdkBody};
use aws_sdk_s3::types::ChecksumMode;
use aws_smithy_http_client::tls::{Provider, rustls_provider::CryptoMode};
use aws_smithy_runtime_api::client::http::{HttpConnectorSettings, SharedHttpConnector};
use aws_smithy_runtime_api::client::orchestrator::HttpResponse;
use bytes::Bytes;
use futures::{Stream, StreamExt, TryStreamExt, stream};
use http_body::Body;
use std::collections::HashMap;
use std::ops::RangeInclusive;
use std::path::Path;
use std::sync::{Arc, RwLock};
use std::time::Duration;

/// A connection on which nothing moves for so long is given up.
const STALL: Duration = Duration::from_secs(60);
/// The slowest stream that a proxied upload may be, in bytes a second.
const SLOWEST: u64 = 8 * 1024;
/// Deletes under way at once.
const DELETES: usize = 8;

/// Photos and other objects. Cheap to clone.
#[derive(Clone)]
pub struct ObjectStore {
    pub(super) inner: Arc<Inner>,
}

pub(super) struct Inner {
    /// Fails fast: it stands between a phone and its receipt.
    door: Client,
    pub(super) work: Client,
    pub(super) bucket: String,
    /// Plain HTTP through the same transport, as a phone would do it.
    pub(super) connector: SharedHttpConnector,
    pub(super) place: Place,
    timeouts: Timeouts,
    region: String,
    keys: Keys,
    /// Clients that sign for a public address, by that address.
    pub(super) signers: RwLock<HashMap<String, Client>>,
}

/// Where the storage is.
pub(super) enum Place {
    Embedded(EmbeddedStore),
    External { endpoint: String, public_endpoint: String, proxied: bool },
}

/// What a storage tells of an object.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ObjectInfo {
    pub bytes: u64,
    /// Only if the storage keeps checksums.
    pub sha256: Option<Digest>,
    pub content_type: Option<String>,
    pub etag: Option<String>,
    /// Epoch milliseconds UTC, by the storage's clock.
    pub modified_ms: Option<i64>,
}

/// An object with its bytes on the way.
pub struct Object {
    /// `bytes` counts what the body brings: with a range, its length.
    pub info: ObjectInfo,
    pub body: ObjectBody,
}

/// One line of a listing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ListedObject {
    pub key: String,
    pub bytes: u64,
    pub etag: Option<String>,
    /// Epoch milliseconds UTC, by the storage's clock.
    pub modified_ms: Option<i64>,
}

impl ObjectStore {
    /// The store in this directory (created if absent), used in process under [`EMBEDDED_BUCKET`].
    pub fn embedded(root: &Path, keys: Keys) -> std::io::Result<ObjectStore> {
        let store = EmbeddedStore::open(root, keys.clone(), EMBEDDED_BUCKET)?;
        let transport = InProcess::new(store.service());
        let timeouts = Timeouts { attempts: 1, ..Timeouts::default() };
        let http = SharedHttpClient::new(transport.clone());
        let base = config(IN_PROCESS_ENDPOINT, "local", &keys, http);
        let base = base.stalled_stream_protection(StalledStreamProtectionConfig::disabled());
        let inner = Inner {
            door: door(&base, timeouts),
            work: work(&base, timeouts),
            bucket: EMBEDDED_BUCKET.to_owned(),
            connector: SharedHttpConnector::new(transport),
            place: Place::Embedded(store),
            timeouts,
            region: "local".to_owned(),
            keys,
            signers: RwLock::default(),
        };
        Ok(ObjectStore { inner: Arc::new(inner) })
    }

    /// An S3-compatible storage elsewhere. Nothing is connected yet.
    pub fn external(settings: S3Settings) -> ObjectStore {
        let S3Settings { endpoint, public_endpoint, region, bucket, keys, proxied, timeouts } = settings;
        let tls = Provider::Rustls(CryptoMode::Ring);
        let http = aws_smithy_http_client::Builder::new().tls_provider(tls.clone()).build_https();
        let stall = StalledStreamProtectionConfig::enabled().grace_period(STALL).build();
        let base = config(&endpoint, &region, &keys, http).stalled_stream_protection(stall);
        let plain = HttpConnectorSettings::builder().connect_timeout(timeouts.connect).read_timeout(timeouts.attempt);
        let connector = aws_smithy_http_client::Connector::builder().connector_settings(plain.build());
        let public_endpoint = public_endpoint.unwrap_or_else(|| endpoint.clone());
        let inner = Inner {
            door: door(&base, timeouts),
            work: work(&base, timeouts),
            bucket,
            connector: SharedHttpConnector::new(connector.tls_provider(tls).build()),
            place: Place::External { endpoint, public_endpoint, proxied },
            timeouts,
            region,
            keys,
            signers: RwLock::default(),
        };
        ObjectStore { inner: Arc::new(inner) }
    }

    /// The HTTP service of the embedded store, to be mounted at its bucket; `None` for an external storage.
    pub fn embedded_http_service(&self) -> Option<EmbeddedHttp> {
        match &self.inner.place {
            Place::Embedded(store) => Some(store.http()),
            Place::External { .. } => None,
        }
    }

    /// Whether phones cannot reach the storage, so that every byte goes through the API.
    pub fn is_proxied(&self) -> bool {
        matches!(self.inner.place, Place::External { proxied: true, .. })
    }

    /// The address of an external storage that phones and browsers use directly: the one other origin of the CSP.
    pub fn public_endpoint(&self) -> Option<&str> {
        match &self.inner.place {
            Place::External { public_endpoint, proxied: false, .. } => Some(public_endpoint),
            _ => None,
        }
    }

    /// What is stored under this key, `None` if nothing. Fails within 2 seconds and is never retried, so that a storage
    /// that is down or slow does not hold up a receipt.
    pub async fn head(&self, key: &str) -> Result<Option<ObjectInfo>, ObjectError> {
        let call = self.inner.door.head_object().bucket(&self.inner.bucket).key(key);
        let head = match call.checksum_mode(ChecksumMode::Enabled).send().await.map_err(failure) {
            Ok(head) => head,
            Err(ObjectError::NotFound) => return Ok(None),
            Err(error) => return Err(error),
        };
        Ok(Some(ObjectInfo {
            bytes: size(head.content_length()),
            sha256: head.checksum_sha256().and_then(Digest::from_base64),
            content_type: head.content_type,
            etag: head.e_tag,
            modified_ms: head.last_modified.and_then(millis),
        }))
    }

    /// The whole object. Its bytes are not checked here: hash them, or use [`ObjectBody::digest`].
    pub async fn get(&self, key: &str) -> Result<Object, ObjectError> {
        self.fetch(self.inner.work.get_object().key(key)).await
    }

    /// Bytes `first ..= last` of an object, cut at its end.
    pub async fn get_range(&self, key: &str, range: RangeInclusive<u64>) -> Result<Object, ObjectError> {
        let range = format!("bytes={}-{}", range.start(), range.end());
        self.fetch(self.inner.work.get_object().key(key).range(range)).await
    }

    async fn fetch(&self, call: GetObjectFluentBuilder) -> Result<Object, ObjectError> {
        let got = call.bucket(&self.inner.bucket).send().await.map_err(failure)?;
        let info = ObjectInfo {
            bytes: size(got.content_length()),
            sha256: got.checksum_sha256().and_then(Digest::from_base64),
            content_type: got.content_type,
            etag: got.e_tag,
            modified_ms: got.last_modified.and_then(millis),
        };
        Ok(Object { info, body: ObjectBody::new(got.body) })
    }

    /// Stores bytes that are in memory and tells their digest; durable when it returns.
    pub async fn put(&self, key: &str, bytes: Bytes, content_type: &str) -> Result<Digest, ObjectError> {
        let digest = Digest::of(&bytes);
        let call = self.inner.work.put_object().bucket(&self.inner.bucket).key(key).content_type(content_type);
        let call = call.checksum_sha256(digest.base64()).body(ByteStream::from(bytes));
        call.customize().disable_payload_signing().send().await.map_err(put_failure)?;
        Ok(digest)
    }

    /// Stores a body of exactly `bytes` bytes and this digest in constant memory. A body that is anything else is never
    /// completed towards the storage ([`ObjectError::WrongChecksum`]), whether or not the storage checks itself.
    pub async fn put_stream<B>(
        &self,
        key: &str,
        body: B,
        bytes: u64,
        sha256: Digest,
        content_type: &str,
    ) -> Result<(), ObjectError>
    where
        B: Body<Data = Bytes> + Send + 'static,
        B::Error: Into<BodyError>,
    {
        let (body, verdict) = Checked::new(body, bytes, sha256);
        let length = i64::try_from(bytes).map_err(|_| ObjectError::WrongChecksum)?;
        let call = self.inner.work.put_object().bucket(&self.inner.bucket).key(key).content_type(content_type);
        let call = call.checksum_sha256(sha256.base64()).content_length(length);
        let call = call.body(ByteStream::new(SdkBody::from_body_1_x(body)));
        // The time depends on the sender's line; a stalled one is noticed by the stall protection.
        let limit = self.inner.timeouts.attempt + Duration::from_secs(bytes / SLOWEST);
        let patient = TimeoutConfig::builder()
            .connect_timeout(self.inner.timeouts.connect)
            .operation_attempt_timeout(limit)
            .build();
        let call = call.customize().config_override(Config::builder().timeout_config(patient));
        match call.disable_payload_signing().send().await {
            Ok(_) => Ok(()),
            Err(error) => Err(verdict.error().unwrap_or_else(|| put_failure(error))),
        }
    }

    /// Copies within the bucket. With `if_etag` only if the source still has that ETag (else status 412).
    pub async fn copy(&self, from: &str, to: &str, if_etag: Option<&str>) -> Result<(), ObjectError> {
        let source = format!("{}/{}", self.inner.bucket, escape(from));
        let call = self.inner.work.copy_object().bucket(&self.inner.bucket).key(to).copy_source(source);
        call.set_copy_source_if_match(if_etag.map(str::to_owned)).send().await.map_err(failure)?;
        Ok(())
    }

    /// Removes an object; no error if there is none.
    pub async fn delete(&self, key: &str) -> Result<(), ObjectError> {
        match self.inner.work.delete_object().bucket(&self.inner.bucket).key(key).send().await.map_err(failure) {
            Ok(_) | Err(ObjectError::NotFound) => Ok(()),
            Err(error) => Err(error),
        }
    }

    /// Removes every object whose key starts with this prefix, which must end with `/`, and tells how many there were.
    /// Stops at the first failure; calling it again goes on.
    pub async fn delete_prefix(&self, prefix: &str) -> Result<u64, ObjectError> {
        if !prefix.ends_with('/') {
            return Err(ObjectError::Other { status: 0, message: format!("not a whole folder: {prefix}") });
        }
        let deletes = self.list(prefix).map_ok(|object| async move { self.delete(&object.key).await });
        deletes.try_buffer_unordered(DELETES).try_fold(0, |count, ()| async move { Ok(count + 1) }).await
    }

    /// Every object whose key starts with this prefix, page by page as it is read. The order is the storage's own.
    pub fn list(&self, prefix: &str) -> impl Stream<Item = Result<ListedObject, ObjectError>> + use<> {
        let (store, prefix) = (self.clone(), prefix.to_owned());
        stream::try_unfold(Some(None), move |state: Option<Option<String>>| {
            let (store, prefix) = (store.clone(), prefix.clone());
            async move {
                let Some(token) = state else { return Ok(None) };
                let (objects, next) = store.list_page(&prefix, token).await?;
                Ok(Some((stream::iter(objects).map(Ok), next.map(Some))))
            }
        })
        .try_flatten()
    }

    /// One page (at most 1,000 objects) and the token of the next.
    pub async fn list_page(
        &self,
        prefix: &str,
        token: Option<String>,
    ) -> Result<(Vec<ListedObject>, Option<String>), ObjectError> {
        let call = self.inner.work.list_objects_v2().bucket(&self.inner.bucket).prefix(prefix);
        let page = call.set_continuation_token(token).send().await.map_err(failure)?;
        let next = page.next_continuation_token;
        let objects = page.contents.unwrap_or_default().into_iter().filter_map(|object| {
            Some(ListedObject {
                key: object.key?,
                bytes: size(object.size),
                etag: object.e_tag,
                modified_ms: object.last_modified.and_then(millis),
            })
        });
        Ok((objects.collect(), next))
    }

    /// A client that signs for this public address.
    pub(super) fn signer(&self, base: &str) -> Client {
        // Addresses come from a setting or a validated Host: a handful, but never let a mistake there fill the memory.
        const MOST: usize = 64;
        if let Some(client) = self.inner.signers.read().ok().and_then(|signers| signers.get(base).cloned()) {
            return client;
        }
        // Signing never sends anything, so the transport does not matter.
        let never = SharedHttpClient::new(aws_smithy_http_client::Builder::new().build_http());
        let client = Client::from_conf(config(base, &self.inner.region, &self.inner.keys, never).build());
        if let Ok(mut signers) = self.inner.signers.write() {
            if signers.len() >= MOST {
                signers.clear();
            }
            signers.insert(base.to_owned(), client.clone());
        }
        client
    }
}

/// What every client of one storage has in common.
fn config(endpoint: &str, region: &str, keys: &Keys, http: SharedHttpClient) -> aws_sdk_s3::config::Builder {
    let credentials = Credentials::new(&keys.access_key, &keys.secret_key, None, None, "forecourt");
    Config::builder()
        .behavior_version(BehaviorVersion::latest())
        .endpoint_url(endpoint)
        .region(Region::new(region.to_owned()))
        .credentials_provider(credentials)
        .force_path_style(true)
        .request_checksum_calculation(RequestChecksumCalculation::WhenRequired)
        .response_checksum_validation(ResponseChecksumValidation::WhenRequired)
        .http_client(http)
}

fn door(base: &aws_sdk_s3::config::Builder, timeouts: Timeouts) -> Client {
    let limits = TimeoutConfig::builder().connect_timeout(timeouts.connect).operation_timeout(timeouts.door).build();
    Client::from_conf(base.clone().timeout_config(limits).retry_config(RetryConfig::disabled()).build())
}

fn work(base: &aws_sdk_s3::config::Builder, timeouts: Timeouts) -> Client {
    let limits =
        TimeoutConfig::builder().connect_timeout(timeouts.connect).operation_attempt_timeout(timeouts.attempt).build();
    let retries = RetryConfig::standard().with_max_attempts(timeouts.attempts);
    Client::from_conf(base.clone().timeout_config(limits).retry_config(retries).build())
}

/// Tells a failure by its status; without an answer at all the storage is unavailable.
pub(super) fn failure<E>(error: SdkError<E, HttpResponse>) -> ObjectError
where
    E: std::error::Error + 'static,
{
    let message = DisplayErrorContext(&error).to_string();
    match error.raw_response().map(|response| response.status().as_u16()) {
        // The head said yes, the rest did not arrive or said no.
        Some(200..=299) => ObjectError::Unavailable { reason: message },
        Some(status) => ObjectError::from_status(status, &message),
        None if matches!(error, SdkError::ConstructionFailure(_)) => ObjectError::Other { status: 0, message },
        None => ObjectError::Unavailable { reason: message },
    }
}

/// The same for uploads, where 400 is the answer to bytes that are not the announced ones.
fn put_failure<E>(error: SdkError<E, HttpResponse>) -> ObjectError
where
    E: std::error::Error + 'static,
{
    match failure(error) {
        ObjectError::Other { status: 400, message } => {
            tracing::warn!(message, "the storage refused an upload");
            ObjectError::WrongChecksum
        }
        other => other,
    }
}

fn size(length: Option<i64>) -> u64 {
    length.and_then(|n| u64::try_from(n).ok()).unwrap_or(0)
}

fn millis(time: DateTime) -> Option<i64> {
    time.to_millis().ok()
}

/// Percent-encodes a key for the copy-source header.
fn escape(key: &str) -> String {
    let mut out = String::with_capacity(key.len());
    for byte in key.bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'_' | b'.' | b'~' | b'/' => out.push(char::from(byte)),
            _ => out.push_str(&format!("%{byte:02X}")),
        }
    }
    out
}
