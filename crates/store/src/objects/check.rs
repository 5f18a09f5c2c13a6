//! `forecourt storage check`: what a storage really does, found out by trying (decision 38).

use super::object_store::{Place, failure};
use super::{Digest, ObjectError, ObjectStore, Upload};
use aws_smithy_runtime_api::client::http::HttpConnector;
use aws_smithy_runtime_api::client::orchestrator::HttpRequest;
use aws_smithy_types::body::SdkBody;
use bytes::Bytes;
use http::{HeaderMap, Method, StatusCode};
use serde::Serialize;
use std::time::Duration;

/// One trial may take this long.
const PATIENCE: Duration = Duration::from_secs(10);
/// How long the trial addresses are good for.
const TTL: Duration = Duration::from_secs(300);

const GOOD: &[u8] = b"forecourt storage check: these are the announced bytes.";
const BAD: &[u8] = b"forecourt storage check: these are NOT the right bytes.";
const LONG: &[u8] = b"forecourt storage check: these are the announced bytes. And more.";

/// The code of a fact that is none: whether pages may upload could not be tried.
pub const CORS_UNKNOWN: &str = "cors_unknown";

/// How phones deliver photos to a storage that behaves as found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum UploadWay {
    /// Straight to the final key: the storage refuses wrong bytes.
    Direct,
    /// To an incoming key, promoted after the server has read it.
    Incoming,
    /// Through the API.
    Proxied,
}

/// Whether a page of ours may upload to the storage.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Cors {
    /// Same origin, or nothing goes there directly: no permission is needed.
    NotNeeded,
    Allowed,
    Refused,
    /// The public address gave no answer from here.
    Unknown,
}

/// One finding, in both languages; `code` is stable.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct CheckLine {
    pub code: &'static str,
    pub zh: String,
    pub en: String,
}

/// What the check found.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct StorageReport {
    pub endpoint: String,
    pub public_endpoint: Option<String>,
    pub bucket: String,
    pub embedded: bool,
    /// An object was stored, read back byte for byte, copied, listed and removed.
    pub round_trip: bool,
    /// Wrong bytes of the right length are refused, and harm no object that is there.
    pub enforces_checksum: bool,
    /// A body of another length than signed is refused.
    pub enforces_length: bool,
    /// HEAD tells the right SHA-256, so that a photo is proven without reading it.
    pub reports_checksum: bool,
    pub cors: Cors,
    pub upload_way: UploadWay,
    pub facts: Vec<CheckLine>,
    /// What must be put right before the storage can be used as set up; empty when all is well.
    pub problems: Vec<CheckLine>,
}

impl StorageReport {
    fn new(store: &ObjectStore) -> StorageReport {
        let (endpoint, embedded) = match &store.inner.place {
            Place::Embedded(_) => ("embedded".to_owned(), true),
            Place::External { endpoint, .. } => (endpoint.clone(), false),
        };
        StorageReport {
            endpoint,
            public_endpoint: store.public_endpoint().map(str::to_owned),
            bucket: store.inner.bucket.clone(),
            embedded,
            round_trip: false,
            enforces_checksum: false,
            enforces_length: false,
            reports_checksum: false,
            cors: Cors::NotNeeded,
            upload_way: UploadWay::Incoming,
            facts: Vec::new(),
            problems: Vec::new(),
        }
    }

    /// No problem was found.
    pub fn is_ok(&self) -> bool {
        self.problems.is_empty()
    }

    fn fact(&mut self, code: &'static str, zh: impl Into<String>, en: impl Into<String>) {
        self.facts.push(CheckLine { code, zh: zh.into(), en: en.into() });
    }

    fn problem(&mut self, code: &'static str, zh: impl Into<String>, en: impl Into<String>) {
        self.problems.push(CheckLine { code, zh: zh.into(), en: en.into() });
    }
}

/// Tries the storage out under `check/<random>/` and removes what it made. Never fails: failures are findings.
///
/// `page_origin` is the origin of our own pages (`FORECOURT_PUBLIC_URL`); without it CORS is not tried.
pub async fn check(store: &ObjectStore, page_origin: Option<&str>) -> StorageReport {
    let mut report = StorageReport::new(store);
    if let Err(error) = bucket_answers(store).await {
        explain_bucket(&mut report, &error);
        return report;
    }
    let folder = format!("check/{}/", uuid::Uuid::new_v4());
    if let Err(error) = tries(store, &mut report, &folder).await {
        report.problem("failed", format!("存储检查中断：{error}"), format!("The check broke off: {error}"));
    }
    if let Err(error) = store.delete_prefix(&folder).await {
        let text = error.to_string();
        report.problem("not_removed", format!("无法删除检查对象：{text}"), format!("Trial objects remain: {text}"));
    }
    conclude(store, &mut report);
    match page_origin {
        Some(origin) => cors(store, &mut report, origin).await,
        None if store.public_endpoint().is_some() => {
            report.cors = Cors::Unknown;
            report.fact(
                CORS_UNKNOWN,
                "CORS：未设置 FORECOURT_PUBLIC_URL，不知道网页的来源，未能检查",
                "CORS: FORECOURT_PUBLIC_URL is not set, so the origin of the pages is not known; not tried",
            );
        }
        None => {}
    }
    report
}

async fn bucket_answers(store: &ObjectStore) -> Result<(), ObjectError> {
    store.inner.work.head_bucket().bucket(&store.inner.bucket).send().await.map(drop).map_err(failure)
}

fn explain_bucket(report: &mut StorageReport, error: &ObjectError) {
    let bucket = report.bucket.clone();
    match error {
        ObjectError::NotFound => {
            report.problem("no_bucket", format!("存储桶 {bucket} 不存在"), format!("There is no bucket {bucket}"));
        }
        ObjectError::Other { status: 401 | 403, .. } => report.problem(
            "denied",
            "访问密钥无效、无权访问该存储桶，或服务器时钟不准",
            "The keys are wrong, may not use the bucket, or this machine's clock is off",
        ),
        other => {
            report.problem("unreachable", format!("无法访问存储：{other}"), format!("No use of the storage: {other}"))
        }
    }
}

async fn tries(store: &ObjectStore, report: &mut StorageReport, folder: &str) -> Result<(), ObjectError> {
    let key = format!("{folder}object");
    let digest = Digest::of(GOOD);

    // The same request a phone makes, with bytes of the right length that are not the announced ones.
    let upload = trial_upload(store, &key).await?;
    let refused_new = !send(store, &upload, BAD).await?.is_success() && store.head(&key).await?.is_none();
    store.delete(&key).await?;
    report.enforces_length = !send(store, &upload, LONG).await?.is_success();
    store.delete(&key).await?;

    let taken = send(store, &upload, GOOD).await?;
    if !taken.is_success() {
        let (zh, en) = ("存储拒绝了正确的上传", "The storage refuses a right upload");
        report.problem("upload_refused", format!("{zh}（{taken}）"), format!("{en} ({taken})"));
        return Ok(());
    }
    let refused_over = !send(store, &upload, BAD).await?.is_success();
    let kept = store.get(&key).await?.body.digest().await?.1 == digest;
    report.enforces_checksum = refused_new && refused_over && kept;
    report.reports_checksum = kept && store.head(&key).await?.and_then(|info| info.sha256) == Some(digest);

    let other = format!("{folder}copy");
    store.put(&key, Bytes::from_static(GOOD), "application/octet-stream").await?;
    store.copy(&key, &other, None).await?;
    let read = store.get(&other).await?.body.collect(GOOD.len()).await?;
    let listed = store.list_page(folder, None).await?.0;
    store.delete(&other).await?;
    report.round_trip = read == GOOD && listed.len() == 2 && store.head(&other).await?.is_none();
    if !report.round_trip {
        let en = "An object did not come back as it was stored, copied, listed and removed";
        report.problem("round_trip", "对象的写入、读取、复制、列出或删除结果不一致", en);
    }
    Ok(())
}

/// An address for [`GOOD`] at the place where the server itself reaches the storage.
async fn trial_upload(store: &ObjectStore, key: &str) -> Result<Upload, ObjectError> {
    let base = match &store.inner.place {
        Place::Embedded(_) => super::connector::IN_PROCESS_ENDPOINT,
        Place::External { endpoint, .. } => endpoint,
    };
    let (length, digest) = (GOOD.len() as u64, Digest::of(GOOD));
    store.presign_put_at(key, length, digest, "application/octet-stream", TTL, base).await
}

async fn send(store: &ObjectStore, upload: &Upload, body: &'static [u8]) -> Result<StatusCode, ObjectError> {
    let mut request = http::Request::builder().method(Method::PUT).uri(&upload.url);
    for (name, value) in &upload.headers {
        request = request.header(name, value);
    }
    let request = request.header(http::header::CONTENT_LENGTH, body.len()).body(SdkBody::from(body));
    let (status, _) = plain(store, request).await?;
    match status.as_u16() {
        507 => Err(ObjectError::Full),
        500..=599 => Err(ObjectError::from_status(status.as_u16(), "trial upload")),
        _ => Ok(status),
    }
}

/// Plain HTTP through the transport of the store.
async fn plain(
    store: &ObjectStore,
    request: http::Result<http::Request<SdkBody>>,
) -> Result<(StatusCode, HeaderMap), ObjectError> {
    let cannot = |error: &dyn std::fmt::Display| ObjectError::Other { status: 0, message: error.to_string() };
    let request = request.map_err(|error| cannot(&error))?;
    let request = HttpRequest::try_from(request).map_err(|error| cannot(&error))?;
    let late = |_| ObjectError::Unavailable { reason: "no answer in time".to_owned() };
    let answer = tokio::time::timeout(PATIENCE, store.inner.connector.call(request)).await.map_err(late)?;
    let answer = answer.map_err(|error| ObjectError::Unavailable { reason: error.to_string() })?;
    let answer = answer.try_into_http1x().map_err(|error| cannot(&error))?;
    Ok((answer.status(), answer.headers().clone()))
}

/// Facts in words, and the way uploads will go.
fn conclude(store: &ObjectStore, report: &mut StorageReport) {
    report.upload_way = match (store.is_proxied(), report.enforces_checksum) {
        (true, _) => UploadWay::Proxied,
        (false, true) => UploadWay::Direct,
        (false, false) => UploadWay::Incoming,
    };
    if report.enforces_checksum {
        report.fact(
            "checksum_enforced",
            "存储会拒绝校验和不符的上传",
            "The storage refuses bytes that are not the announced ones",
        );
    } else {
        report.fact(
            "checksum_not_enforced",
            "存储不检查校验和：上传先进入 incoming/，核验后再复制到正式位置",
            "The storage does not check checksums: uploads go to incoming/ and are copied after verification",
        );
    }
    if !report.enforces_length {
        report.fact("length_not_enforced", "存储不检查签名中的长度", "The storage does not check the signed length");
    }
    if report.reports_checksum {
        report.fact("checksum_reported", "HEAD 会返回 SHA-256", "HEAD tells the SHA-256");
    } else {
        let en = "HEAD does not tell the SHA-256: every photo is proven by reading it";
        report.fact("checksum_not_reported", "HEAD 不返回 SHA-256：每张照片都须读取后核验", en);
    }
    if report.upload_way == UploadWay::Proxied {
        report.fact("proxied", "照片经由本服务器上传", "Photos are uploaded through this server");
    }
}

/// Asks the storage, as a browser on one of our pages would, whether that page may upload.
async fn cors(store: &ObjectStore, report: &mut StorageReport, page_origin: &str) {
    let Some(public) = store.public_endpoint() else { return };
    if origin_of(public) == origin_of(page_origin) {
        return;
    }
    let wanted = ["content-type", "x-amz-checksum-sha256"];
    let request = http::Request::builder()
        .method(Method::OPTIONS)
        .uri(format!("{}/{}/check/preflight", public.trim_end_matches('/'), report.bucket))
        .header("origin", page_origin)
        .header("access-control-request-method", "PUT")
        .header("access-control-request-headers", wanted.join(","))
        .body(SdkBody::empty());
    match plain(store, request).await {
        Ok((status, headers)) if status.is_success() && allows(&headers, page_origin, &wanted) => {
            report.cors = Cors::Allowed;
            let en = format!("CORS: pages of {page_origin} may upload");
            report.fact("cors_allowed", format!("CORS：{page_origin} 的页面可以上传"), en);
        }
        Ok((status, _)) => {
            report.cors = Cors::Refused;
            let zh = format!(
                "CORS：{public} 不允许 {page_origin} 的页面上传（{status}）；须允许 PUT 和请求头 {}",
                wanted.join("、")
            );
            let en = format!(
                "CORS: {public} does not let pages of {page_origin} upload ({status}); allow PUT with the headers {}",
                wanted.join(", ")
            );
            report.problem("cors_refused", zh, en);
        }
        Err(error) => {
            report.cors = Cors::Unknown;
            let zh = format!("CORS：从本服务器无法访问 {public}，未能检查（{error}）");
            report.fact(CORS_UNKNOWN, zh, format!("CORS: {public} gives no answer from here ({error}), not tried"));
        }
    }
}

fn allows(headers: &HeaderMap, origin: &str, wanted: &[&str]) -> bool {
    let list = |name: &str| {
        let values = headers.get_all(name).iter().filter_map(|value| value.to_str().ok());
        values.flat_map(|value| value.split(',')).map(|item| item.trim().to_ascii_lowercase()).collect::<Vec<_>>()
    };
    let has = |name: &str, item: &str| list(name).iter().any(|have| have == "*" || have == &item.to_ascii_lowercase());
    has("access-control-allow-origin", origin)
        && has("access-control-allow-methods", "PUT")
        && wanted.iter().all(|header| has("access-control-allow-headers", header))
}

/// Scheme, host and port.
fn origin_of(url: &str) -> Option<(String, String, u16)> {
    let uri: http::Uri = url.parse().ok()?;
    let scheme = uri.scheme_str()?.to_ascii_lowercase();
    let port = uri.port_u16().unwrap_or(if scheme == "https" { 443 } else { 80 });
    Some((scheme, uri.host()?.to_ascii_lowercase(), port))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn origins_compare_as_browsers_do() {
        assert_eq!(origin_of("https://a.example/x"), origin_of("https://A.example:443"));
        assert_ne!(origin_of("https://a.example"), origin_of("http://a.example"));
        assert_ne!(origin_of("http://a.example:8080"), origin_of("http://a.example"));
    }

    #[test]
    fn a_preflight_is_read() {
        let mut headers = HeaderMap::new();
        let origin = "https://a.example";
        assert!(!allows(&headers, origin, &["content-type"]));
        headers.insert("access-control-allow-origin", "https://a.example".parse().unwrap());
        headers.insert("access-control-allow-methods", "GET, PUT".parse().unwrap());
        headers.insert("access-control-allow-headers", "Content-Type".parse().unwrap());
        assert!(allows(&headers, origin, &["content-type"]));
        assert!(!allows(&headers, origin, &["x-amz-checksum-sha256"]));
        assert!(!allows(&headers, "https://b.example", &["content-type"]));
    }
}
