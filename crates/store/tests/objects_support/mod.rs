//! The embedded store behind a real TCP port, and an HTTP client small enough to misbehave on purpose.

#![allow(dead_code, reason = "each test file uses its part")]

use aws_sdk_s3::config::{BehaviorVersion, Credentials, Region, SharedHttpClient};
use aws_sdk_s3::presigning::PresigningConfig;
use axum::Router;
use axum::routing::any_service;
use bytes::Bytes;
use forecourt_store::objects::{Digest, EMBEDDED_BUCKET, Keys, ObjectStore, Upload};
use std::collections::BTreeMap;
use std::path::PathBuf;
use std::time::{Duration, Instant, SystemTime};
use tempfile::TempDir;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

pub const TTL: Duration = Duration::from_secs(600);
pub const JPEG: &str = "image/jpeg";

pub fn keys() -> Keys {
    Keys { access_key: "test-access".to_owned(), secret_key: "test-secret".to_owned() }
}

/// `length` bytes that begin like a JPEG; another `seed` gives other bytes of the same length.
pub fn jpeg(length: usize, seed: u8) -> Vec<u8> {
    let mut bytes: Vec<u8> = (0..length).map(|at| (at as u8).wrapping_mul(31).wrapping_add(seed)).collect();
    bytes[..4].copy_from_slice(&[0xff, 0xd8, 0xff, 0xe0]);
    bytes
}

/// A directory, the store in it, and its port.
pub struct Bed {
    pub dir: TempDir,
    pub store: ObjectStore,
    pub base: String,
}

impl Bed {
    pub async fn start() -> Bed {
        let dir = tempfile::tempdir().unwrap();
        let store = ObjectStore::embedded(dir.path(), keys()).unwrap();
        let base = serve(&store).await;
        Bed { dir, store, base }
    }

    /// Presigns an upload of exactly these bytes.
    pub async fn upload(&self, key: &str, announced: &[u8]) -> Upload {
        let digest = Digest::of(announced);
        self.store.presign_put(key, announced.len() as u64, digest, JPEG, TTL, &self.base).await.unwrap()
    }

    /// Presigns an upload of `announced` and sends `body` with it.
    pub async fn put(&self, key: &str, announced: &[u8], body: &[u8]) -> Answer {
        let upload = self.upload(key, announced).await;
        send("PUT", &upload.url, &upload.headers, body).await
    }

    /// All bytes of an object, `None` if there is none.
    pub async fn bytes(&self, key: &str) -> Option<Bytes> {
        self.store.head(key).await.unwrap()?;
        Some(self.store.get(key).await.unwrap().body.collect(64 << 20).await.unwrap())
    }

    pub fn tmp(&self) -> PathBuf {
        self.dir.path().join("tmp")
    }

    pub fn unfinished(&self) -> usize {
        std::fs::read_dir(self.tmp()).unwrap().count()
    }

    /// aws-sdk-s3 over TCP, without any of our code in between.
    pub fn sdk(&self) -> aws_sdk_s3::Client {
        sdk(&self.base)
    }
}

pub fn sdk(base: &str) -> aws_sdk_s3::Client {
    let config = aws_sdk_s3::Config::builder()
        .behavior_version(BehaviorVersion::latest())
        .endpoint_url(base)
        .region(Region::new("local"))
        .credentials_provider(Credentials::new(keys().access_key, keys().secret_key, None, None, "test"))
        .force_path_style(true)
        .http_client(SharedHttpClient::new(aws_smithy_http_client::Builder::new().build_http()));
    aws_sdk_s3::Client::from_conf(config.build())
}

/// Mounts the store as the API does and returns its base address.
pub async fn serve(store: &ObjectStore) -> String {
    let service = store.embedded_http_service().unwrap();
    let app = Router::new()
        .route(&format!("/{EMBEDDED_BUCKET}"), any_service(service.clone()))
        .route(&format!("/{EMBEDDED_BUCKET}/"), any_service(service.clone()))
        .route(&format!("/{EMBEDDED_BUCKET}/{{*key}}"), any_service(service));
    listen(app).await
}

pub async fn listen(app: Router) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let base = format!("http://{}", listener.local_addr().unwrap());
    tokio::spawn(async move { axum::serve(listener, app).await });
    base
}

/// A presigned address whose time began `ago`.
#[expect(clippy::disallowed_methods, reason = "signatures live by the real clock")]
pub fn signed_since(ago: Duration, ttl: Duration) -> PresigningConfig {
    PresigningConfig::builder().start_time(SystemTime::now() - ago).expires_in(ttl).build().unwrap()
}

#[derive(Debug)]
pub struct Answer {
    pub status: u16,
    pub headers: BTreeMap<String, String>,
    pub body: Vec<u8>,
}

impl Answer {
    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", String::as_str)
    }

    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }
}

/// Host and path-with-query of an address.
pub fn split(url: &str) -> (String, String) {
    let rest = url.strip_prefix("http://").unwrap();
    let (host, path) = rest.split_once('/').unwrap();
    (host.to_owned(), format!("/{path}"))
}

/// The head of a request; headers go out exactly as given.
pub fn head_lines(method: &str, url: &str, headers: &BTreeMap<String, String>, length: Option<usize>) -> String {
    let (host, path) = split(url);
    let mut head = format!("{method} {path} HTTP/1.1\r\nhost: {host}\r\nconnection: close\r\n");
    for (name, value) in headers {
        head.push_str(&format!("{name}: {value}\r\n"));
    }
    if let Some(length) = length {
        head.push_str(&format!("content-length: {length}\r\n"));
    }
    head + "\r\n"
}

pub async fn send(method: &str, url: &str, headers: &BTreeMap<String, String>, body: &[u8]) -> Answer {
    let length = (method == "PUT" || method == "POST").then_some(body.len());
    send_raw(url, head_lines(method, url, headers, length).as_bytes(), body).await
}

pub async fn get(url: &str) -> Answer {
    send("GET", url, &BTreeMap::new(), b"").await
}

pub async fn send_raw(url: &str, head: &[u8], body: &[u8]) -> Answer {
    let mut stream = TcpStream::connect(split(url).0).await.unwrap();
    stream.write_all(head).await.unwrap();
    stream.write_all(body).await.unwrap();
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).await.unwrap();
    parse(&answer)
}

pub fn parse(answer: &[u8]) -> Answer {
    let end = answer.windows(4).position(|w| w == b"\r\n\r\n").expect("a whole answer");
    let head = std::str::from_utf8(&answer[..end]).unwrap();
    let mut lines = head.split("\r\n");
    let status = lines.next().unwrap().split(' ').nth(1).unwrap().parse().unwrap();
    let headers = lines.filter_map(|line| line.split_once(": "));
    let headers = headers.map(|(name, value)| (name.to_ascii_lowercase(), value.to_owned())).collect();
    Answer { status, headers, body: answer[end + 4..].to_vec() }
}

/// Waits until it is so; a test that waits for nothing fails after ten seconds.
pub async fn until(mut so: impl FnMut() -> bool) {
    let end = Instant::now() + Duration::from_secs(10);
    while !so() {
        assert!(Instant::now() < end, "waited in vain");
        tokio::task::yield_now().await;
    }
}
