//! `storage check`, promotion and failure handling, also against a storage that takes whatever it is sent.

#![allow(clippy::unwrap_used, reason = "a failed helper is a failed test")]

mod objects_support;

use axum::Router;
use axum::body::Body;
use axum::extract::{Path, Query, State};
use axum::http::{HeaderMap, HeaderName, StatusCode};
use axum::response::{IntoResponse, Response};
use axum::routing::{any, get};
use bytes::Bytes;
use forecourt_store::objects::{Cors, Digest, GetAs, ObjectError, ObjectStore, S3Settings, Timeouts, UploadWay, check};
use http_body_util::Full;
use objects_support::{Bed, JPEG, jpeg, keys, listen};
use std::collections::{BTreeMap, HashMap};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

fn settings(endpoint: &str) -> S3Settings {
    S3Settings {
        endpoint: endpoint.to_owned(),
        public_endpoint: None,
        region: "local".to_owned(),
        bucket: forecourt_store::objects::EMBEDDED_BUCKET.to_owned(),
        keys: keys(),
        proxied: false,
        timeouts: Timeouts { attempts: 1, ..Timeouts::default() },
    }
}

/// A storage that looks at neither signature nor checksum nor length.
#[derive(Clone, Default)]
struct Lax(Arc<Mutex<BTreeMap<String, Bytes>>>);

impl Lax {
    async fn start(&self, allow_cors: bool) -> String {
        let app = Router::new()
            .route("/{bucket}", any(lax_bucket))
            .route("/{bucket}/", any(lax_bucket))
            .route("/{bucket}/{*key}", get(lax_get).put(lax_put).delete(lax_delete).options(lax_options))
            .with_state((self.clone(), allow_cors));
        listen(app).await
    }

    fn keys(&self) -> Vec<String> {
        self.0.lock().unwrap().keys().cloned().collect()
    }
}

type LaxState = State<(Lax, bool)>;

async fn lax_bucket(State((lax, _)): LaxState, Query(query): Query<HashMap<String, String>>) -> Response {
    let prefix = query.get("prefix").cloned().unwrap_or_default();
    let objects = lax.0.lock().unwrap();
    let listed = objects.iter().filter(|(key, _)| key.starts_with(&prefix));
    let listed: String = listed
        .map(|(key, bytes)| format!("<Contents><Key>{key}</Key><Size>{}</Size></Contents>", bytes.len()))
        .collect();
    format!("<ListBucketResult><IsTruncated>false</IsTruncated>{listed}</ListBucketResult>").into_response()
}

async fn lax_get(State((lax, _)): LaxState, Path((_, key)): Path<(String, String)>) -> Response {
    match lax.0.lock().unwrap().get(&key) {
        Some(bytes) => ([("etag", format!("\"{}\"", Digest::of(bytes)))], bytes.clone()).into_response(),
        None => StatusCode::NOT_FOUND.into_response(),
    }
}

async fn lax_put(
    State((lax, _)): LaxState,
    Path((_, key)): Path<(String, String)>,
    headers: HeaderMap,
    body: Body,
) -> Response {
    if let Some(source) = headers.get("x-amz-copy-source") {
        let source = source.to_str().unwrap().split_once('/').unwrap().1;
        let mut objects = lax.0.lock().unwrap();
        let Some(bytes) = objects.get(source).cloned() else { return StatusCode::NOT_FOUND.into_response() };
        objects.insert(key, bytes);
        return "<CopyObjectResult><ETag>x</ETag></CopyObjectResult>".into_response();
    }
    match axum::body::to_bytes(body, 1 << 24).await {
        Ok(bytes) => {
            lax.0.lock().unwrap().insert(key, bytes);
            StatusCode::OK.into_response()
        }
        Err(_) => StatusCode::BAD_REQUEST.into_response(),
    }
}

async fn lax_delete(State((lax, _)): LaxState, Path((_, key)): Path<(String, String)>) -> StatusCode {
    lax.0.lock().unwrap().remove(&key);
    StatusCode::NO_CONTENT
}

async fn lax_options(State((_, allow)): LaxState, headers: HeaderMap) -> Response {
    if !allow {
        return StatusCode::FORBIDDEN.into_response();
    }
    let echo = |asked: &'static str, answer: &'static str| {
        (HeaderName::from_static(answer), headers.get(asked).cloned().unwrap())
    };
    let allowed = [
        echo("origin", "access-control-allow-origin"),
        echo("access-control-request-method", "access-control-allow-methods"),
        echo("access-control-request-headers", "access-control-allow-headers"),
    ];
    (StatusCode::NO_CONTENT, allowed).into_response()
}

#[tokio::test(flavor = "multi_thread")]
async fn the_embedded_store_passes_in_process_and_over_tcp() {
    let bed = Bed::start().await;
    let inside = check(&bed.store, Some("https://forecourt.example")).await;
    let outside = check(&ObjectStore::external(settings(&bed.base)), Some(&bed.base)).await;
    assert_eq!((inside.embedded, outside.embedded), (true, false));
    for report in [inside, outside] {
        assert_eq!(report.problems, vec![], "{report:?}");
        assert!(report.is_ok() && report.round_trip && report.enforces_checksum);
        assert!(report.enforces_length && report.reports_checksum);
        assert_eq!((report.cors, report.upload_way), (Cors::NotNeeded, UploadWay::Direct));
        let lines = report.facts.iter();
        assert!(lines.clone().count() >= 2 && lines.clone().all(|line| !line.zh.is_empty() && !line.en.is_empty()));
    }
    assert_eq!(bed.store.list_page("", None).await.unwrap().0, vec![], "the check cleans up");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_storage_that_takes_anything_is_found_out() {
    let lax = Lax::default();
    let store = ObjectStore::external(settings(&lax.start(true).await));
    let report = check(&store, Some("https://forecourt.example")).await;
    assert!(!report.enforces_checksum && !report.enforces_length && !report.reports_checksum);
    assert!(report.round_trip, "{report:?}");
    assert_eq!((report.cors, report.upload_way), (Cors::Allowed, UploadWay::Incoming));
    assert_eq!(report.problems, vec![]);
    assert_eq!(lax.keys(), Vec::<String>::new(), "the check cleans up");

    let proxied = S3Settings { proxied: true, ..settings(&lax.start(false).await) };
    let report = check(&ObjectStore::external(proxied), Some("https://forecourt.example")).await;
    assert_eq!((report.cors, report.upload_way), (Cors::NotNeeded, UploadWay::Proxied));
}

#[tokio::test(flavor = "multi_thread")]
async fn problems_are_named() {
    let codes = async |settings: S3Settings| {
        let report = check(&ObjectStore::external(settings), Some("https://forecourt.example")).await;
        assert!(!report.is_ok());
        report.problems.iter().map(|line| line.code).collect::<Vec<_>>()
    };
    let bed = Bed::start().await;
    let wrong_keys = forecourt_store::objects::Keys { secret_key: "other".to_owned(), ..keys() };
    assert_eq!(codes(S3Settings { keys: wrong_keys, ..settings(&bed.base) }).await, ["denied"]);
    assert_eq!(codes(S3Settings { bucket: "other-bucket".to_owned(), ..settings(&bed.base) }).await, ["no_bucket"]);
    assert_eq!(codes(settings("http://127.0.0.1:1")).await, ["unreachable"]);
    let closed = Lax::default().start(false).await;
    assert_eq!(codes(settings(&closed)).await, ["cors_refused"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn only_proven_bytes_get_their_key() {
    let lax = Lax::default();
    let store = ObjectStore::external(settings(&lax.start(true).await));
    let photo = jpeg(300_000, 1);
    let (size, digest) = (300_000, Digest::of(&photo));
    let promote = || store.promote("incoming/x", "photos/x", size, digest);
    assert_eq!(promote().await, Err(ObjectError::NotFound));
    store.put("incoming/x", jpeg(300_000, 2).into(), JPEG).await.unwrap();
    assert_eq!(promote().await, Err(ObjectError::WrongChecksum));
    assert_eq!(lax.keys(), Vec::<String>::new());
    store.put("incoming/x", photo.clone().into(), JPEG).await.unwrap();
    assert_eq!(promote().await, Ok(()));
    assert_eq!(lax.keys(), ["photos/x"]);
    assert_eq!(promote().await, Ok(()), "again, as after a crash");
    // Wrong bytes under the final key are replaced.
    store.put("photos/x", jpeg(300_000, 3).into(), JPEG).await.unwrap();
    store.put("incoming/x", photo.into(), JPEG).await.unwrap();
    assert_eq!(promote().await, Ok(()));
    assert_eq!(store.get("photos/x").await.unwrap().body.digest().await.unwrap(), (size, digest));
}

#[tokio::test(flavor = "multi_thread")]
async fn even_a_lax_storage_gets_no_wrong_stream_through_us() {
    let lax = Lax::default();
    let store = ObjectStore::external(settings(&lax.start(true).await));
    let body = Full::new(Bytes::from(jpeg(300_000, 1)));
    let wrong = store.put_stream("photos/x", body, 300_000, Digest::of(b"other"), JPEG).await;
    assert_eq!(wrong, Err(ObjectError::WrongChecksum));
    assert_eq!(lax.keys(), Vec::<String>::new());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_silent_storage_holds_the_door_for_less_than_two_seconds() {
    let silent = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let endpoint = format!("http://{}", silent.local_addr().unwrap());
    let store = ObjectStore::external(settings(&endpoint));
    let start = Instant::now();
    let answer = store.head("photos/x").await;
    assert!(matches!(answer, Err(ObjectError::Unavailable { .. })), "{answer:?}");
    assert!(start.elapsed() < Duration::from_millis(2_000), "{:?}", start.elapsed());
    assert!(answer.is_err_and(|error| error.is_passing()));
}

#[tokio::test(flavor = "multi_thread")]
async fn addresses_name_the_public_endpoint() {
    let public_endpoint = Some("https://photos.example".to_owned());
    let inside = S3Settings { public_endpoint, ..settings("http://garage.internal:3900") };
    let store = ObjectStore::external(inside.clone());
    let ttl = objects_support::TTL;
    let put = store.presign_put("photos/x", 3, Digest::of(b"abc"), JPEG, ttl, "https://api.example").await.unwrap();
    let get_as = GetAs { content_type: JPEG, download_name: None };
    let got = store.presign_get("photos/x", ttl, "https://api.example", get_as).await.unwrap();
    for url in [&put.url, &got] {
        assert!(url.starts_with("https://photos.example/forecourt-objects/photos/x?"), "{url}");
    }
    assert!(got.contains("response-content-type=image%2Fjpeg"), "{got}");
    assert_eq!((store.public_endpoint(), store.is_proxied()), (Some("https://photos.example"), false));
    let store = ObjectStore::external(S3Settings { proxied: true, ..inside });
    assert_eq!((store.public_endpoint(), store.is_proxied()), (None, true));
}

#[tokio::test(flavor = "multi_thread")]
async fn failures_are_told_by_status() {
    let status = async |code: u16| {
        let app = Router::new().fallback(move || async move { StatusCode::from_u16(code).unwrap() });
        let store = ObjectStore::external(settings(&listen(app).await));
        (store.head("x").await, store.put("x", Bytes::from_static(b"abc"), JPEG).await.err())
    };
    assert_eq!(status(404).await, (Ok(None), Some(ObjectError::NotFound)));
    assert_eq!(status(507).await, (Err(ObjectError::Full), Some(ObjectError::Full)));
    assert_eq!(status(400).await.1, Some(ObjectError::WrongChecksum));
    for code in [500, 503, 429] {
        let (head, put) = status(code).await;
        assert!(matches!(head, Err(ObjectError::Unavailable { .. })), "{code}: {head:?}");
        assert!(matches!(put, Some(ObjectError::Unavailable { .. })), "{code}: {put:?}");
    }
    assert!(matches!(status(403).await.0, Err(ObjectError::Other { status: 403, .. })));
}
