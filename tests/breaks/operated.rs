//! What an operator relies on: how the server starts and ends, that it takes a new certificate, what it tells of itself
//! and to whom. The real binary.

use std::{
    net::{Ipv4Addr, SocketAddr},
    path::Path,
    time::Duration,
};

use axum::{
    body::Body,
    extract::ConnectInfo,
    http::{HeaderMap, HeaderName, Request, StatusCode},
};
use forecourt_api::router;
use forecourt_tests::{
    answer::Answer,
    binary::Start,
    database::{Kind, postgres},
    desk::{Desk, client, provider},
    folder,
    server::{Place, Server},
};
use reqwest::{Certificate, Client, Method};
use serde_json::{Value, json};
use tokio::{
    io::{AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufReader},
    net::TcpStream,
};
use uuid::Uuid;

use crate::bench::{BINARY, Wait};

/// What takes longer has failed.
const PATIENCE: Duration = Duration::from_secs(120);
const PASSWORD: &str = "correct horse battery";

fn start(place: &Place) -> Start {
    Start::new(Path::new(BINARY), place)
}

/// What a command wrote to standard output, standard error, and its exit code.
pub async fn said(start: &Start, words: &[&str]) -> (String, String, Option<i32>) {
    let output = tokio::time::timeout(PATIENCE, start.run(words)).await.expect("it ends by itself");
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    (text(&output.stdout), text(&output.stderr), output.status.code())
}

/// The administrator's one-time code, as docs/OPERATIONS.md has him made.
async fn administrator(start: &Start) -> String {
    let (out, err, code) = said(start, &["admin", "create", "root", "--name", "Root"]).await;
    assert_eq!(code, Some(0), "{err}");
    out.lines().find_map(|line| line.strip_prefix("one-time code: ")).expect("a code").to_owned()
}

/// A connection whose bytes the test sees.
struct Raw(BufReader<TcpStream>);

impl Raw {
    async fn to(address: SocketAddr) -> Self {
        Self(BufReader::new(TcpStream::connect(address).await.expect("it listens")))
    }

    async fn say(&mut self, text: &str) {
        self.0.write_all(text.as_bytes()).await.expect("it is there");
    }

    /// The next head, up to the empty line.
    async fn head(&mut self) -> String {
        let mut head = String::new();
        while !head.ends_with("\r\n\r\n") {
            let read = self.0.read_line(&mut head).await.expect("a line");
            assert!(read > 0, "the connection ended after {head:?}");
        }
        head.to_ascii_lowercase()
    }

    /// The next answer: head and body.
    async fn answer(&mut self) -> (String, String) {
        let head = self.head().await;
        let length = head.lines().find_map(|line| line.strip_prefix("content-length: ")).expect("a length");
        let mut body = vec![0; length.parse().expect("a number")];
        self.0.read_exact(&mut body).await.expect("the body");
        (head, String::from_utf8(body).expect("text"))
    }

    /// Waits until the server closes it; nothing more is sent.
    async fn ends(&mut self) {
        let mut rest = Vec::new();
        self.0.read_to_end(&mut rest).await.expect("an orderly end");
        assert!(rest.is_empty(), "{}", String::from_utf8_lossy(&rest));
    }
}

/// A signal comes while a request is under way, a connection lies idle and a desk listens to a stream.
async fn ends_well(signal: &str) {
    let place = Place::fresh(Kind::Sqlite).await;
    let start = start(&place);
    let code = administrator(&start).await;
    let mut server = start.serve().await;
    let root = Desk::nobody(&server.base).sign_in_by_code("root", &code, PASSWORD).await;
    let mut stream = root.request(Method::GET, "/v1/events").send().await.expect("an answer");
    assert_eq!(stream.status(), StatusCode::OK);
    let mut idle = Raw::to(server.address).await;
    idle.say("GET /healthz HTTP/1.1\r\nhost: localhost\r\n\r\n").await;
    assert_eq!(idle.answer().await.1, "ok\n");
    let body = json!({"username": "root", "password": PASSWORD}).to_string();
    let mut busy = Raw::to(server.address).await;
    let head =
        "POST /v1/sessions HTTP/1.1\r\nhost: localhost\r\ncontent-type: application/json\r\nexpect: 100-continue";
    busy.say(&format!("{head}\r\ncontent-length: {}\r\n\r\n", body.len())).await;
    assert!(busy.head().await.starts_with("http/1.1 100"), "the handler waits for the body");

    server.signal(signal).await;
    // From here on it is stopping, and the one request is still under way.
    idle.ends().await;
    while stream.chunk().await.expect("the stream ends as streams do").is_some() {}
    assert!(server.ended().is_none(), "it waits for what is under way");
    busy.say(&body).await;
    let (head, answer) = busy.answer().await;
    assert!(head.starts_with("http/1.1 201"), "{head}{answer}");
    busy.ends().await;
    let status = server.end_within(PATIENCE).await.expect("it ends");
    assert_eq!(status.code(), Some(0), "{}", server.log());

    // What was answered while it stopped is kept.
    let server = start.serve().await;
    let answer: Value = serde_json::from_str(&answer).expect("JSON");
    let again = Desk::nobody(&server.base).with(&answer);
    assert_eq!(again.get("/v1/me").await.expect(200)["id"], json!(root.person_id));
    assert_eq!(server.stop().await.code(), Some(0));
}

mod a_server_that_is_told_to_end_finishes_what_is_under_way {
    use super::*;

    #[tokio::test(flavor = "multi_thread", worker_threads = 4)]
    async fn by_term() {
        tokio::time::timeout(PATIENCE, ends_well("TERM")).await.expect("it ends");
    }

    #[tokio::test(flavor = "multi_thread", worker_threads = 4)]
    async fn by_int() {
        tokio::time::timeout(PATIENCE, ends_well("INT")).await.expect("it ends");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_server_that_cannot_listen_says_where_and_fails() {
    let taken = std::net::TcpListener::bind("127.0.0.1:0").expect("a port");
    let address = taken.local_addr().expect("an address");
    let place = Place::fresh(Kind::Sqlite).await;
    let (_, err, code) = said(&start(&place).with("FORECOURT_LISTEN", address), &["serve"]).await;
    assert_eq!(code, Some(1), "{err}");
    assert!(err.lines().any(|line| line.starts_with(&format!("forecourt: {address}: "))), "{err}");
}

/// A server that may not migrate refuses an older database, until somebody does.
async fn migrated_by_hand(place: &Place) {
    let start = start(place).with("FORECOURT_MIGRATE", "false");
    for command in ["serve", "fsck"] {
        let (_, err, code) = said(&start, &[command]).await;
        assert_eq!(code, Some(if command == "fsck" { 2 } else { 1 }), "{err}");
        assert!(err.contains("run `forecourt migrate`"), "{err}");
    }
    for _ in 0..2 {
        let (out, err, code) = said(&start, &["migrate"]).await;
        assert_eq!((out.as_str(), code), ("the schema is up to date\n", Some(0)), "{err}");
    }
    assert_eq!(start.serve().await.stop().await.code(), Some(0));
}

mod a_server_that_may_not_migrate_waits_for_the_command {
    use super::*;

    #[tokio::test(flavor = "multi_thread", worker_threads = 4)]
    async fn sqlite() {
        migrated_by_hand(&Place::fresh(Kind::Sqlite).await).await;
    }

    #[tokio::test(flavor = "multi_thread", worker_threads = 4)]
    async fn postgres() {
        let Some(server) = super::postgres() else { return };
        let place = Place::fresh(Kind::Postgres).await;
        server.ask(place.database.name(), "DROP SCHEMA public CASCADE; CREATE SCHEMA public");
        migrated_by_hand(&place).await;
    }
}

/// A certificate for this machine that nobody signed, and its key.
fn certificate() -> (String, String) {
    let made = rcgen::generate_simple_self_signed(vec![Ipv4Addr::LOCALHOST.to_string()]).expect("a certificate");
    (made.cert.pem(), made.signing_key.serialize_pem())
}

/// A client that trusts this certificate and no other.
fn trusting(certificate: &str) -> Client {
    provider();
    let only = Certificate::from_pem(certificate.as_bytes()).expect("PEM");
    Client::builder().no_proxy().tls_certs_only([only]).build().expect("a client")
}

async fn lives(client: &Client, base: &str) -> bool {
    match client.get(format!("{base}/healthz")).send().await {
        Ok(answer) => answer.text().await.is_ok_and(|text| text == "ok\n"),
        Err(_) => false,
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_new_certificate_is_taken_without_a_restart() {
    let (place, folder) = (Place::fresh(Kind::Sqlite).await, folder::temporary());
    let (chain, key) = (folder.path().join("chain.pem"), folder.path().join("key.pem"));
    let write = |path: &Path, text: &str| std::fs::write(path, text).expect("a file");
    let (old, new) = (certificate(), certificate());
    write(&chain, &old.0);
    write(&key, &old.1);
    // Builds without `debug_assertions` look every 30 s, for which there is patience.
    let start = start(&place).with_tls(&chain, &key).with("FORECOURT_TEST_CERTIFICATE_CHECK_MS", 20);
    let server = start.serve().await;
    let connected = trusting(&old.0);
    assert!(lives(&connected, &server.base).await);
    assert!(!lives(&trusting(&new.0), &server.base).await);

    // The files are not written in one step: what does not fit together changes nothing.
    write(&chain, &new.0[..new.0.len() / 2]);
    server.says("certificate could not be reloaded").await;
    assert!(lives(&trusting(&old.0), &server.base).await, "the old one stays in force");
    write(&chain, &new.0);
    write(&key, &new.1);
    let wait = Wait::up_to(PATIENCE);
    while !lives(&trusting(&new.0), &server.base).await {
        wait.more(&server.log()).await;
    }
    assert!(!lives(&trusting(&old.0), &server.base).await, "whoever comes now gets the new one");
    assert!(lives(&connected, &server.base).await, "whoever was connected stays so");
    assert_eq!(server.stop().await.code(), Some(0));
}

async fn metrics(base: &str, headers: &[(&'static str, &str)]) -> Answer {
    let mut sent = HeaderMap::new();
    for (name, value) in headers {
        sent.insert(HeaderName::from_static(name), value.parse().expect("a value"));
    }
    let answer = client().get(format!("{base}/metrics")).headers(sent).send().await.expect("an answer");
    Answer::read(answer).await.expect("a whole answer")
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn metrics_are_for_this_machine_and_hold_no_ids() {
    let place = Place::fresh(Kind::Sqlite).await;
    let server = start(&place).serve().await;
    let audit = Uuid::new_v4();
    Desk::nobody(&server.base).get(&format!("/v1/audits/{audit}")).await.problem(401, "not-signed-in");
    let shown = metrics(&server.base, &[]).await;
    let text = shown.text();
    assert_eq!(shown.status, StatusCode::OK, "{text}");
    assert!(shown.headers["content-type"].to_str().is_ok_and(|kind| kind.starts_with("application/openmetrics-text")));
    let counted = r#"forecourt_requests_total{method="GET",route="/v1/audits/{audit_id}",status="4xx"} 1"#;
    assert!(text.contains(counted) && text.ends_with("# EOF\n"), "{text}");
    assert!(!text.contains(&audit.to_string()), "labels hold no ids");
    // What operators are told to watch is there.
    let told =
        include_str!("../../docs/OPERATIONS.md").split(|letter: char| !letter.is_ascii_lowercase() && letter != '_');
    let told: Vec<&str> = told.filter(|word| word.starts_with("forecourt_")).collect();
    assert!(told.len() >= 6, "{told:?}");
    for name in told {
        assert!(text.lines().any(|line| line.starts_with(name)), "no {name} in {text}");
    }
    // A proxy on this machine would make every stranger local.
    metrics(&server.base, &[("x-forwarded-for", "192.0.2.7")]).await.problem(404, "not-found");
    assert_eq!(server.stop().await.code(), Some(0));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn metrics_with_a_token_are_for_whoever_has_it() {
    let place = Place::fresh(Kind::Sqlite).await;
    let server = start(&place).with("FORECOURT_METRICS_TOKEN", "a-long-token").serve().await;
    for sent in [vec![], vec![("authorization", "Bearer another")], vec![("authorization", "a-long-token")]] {
        metrics(&server.base, &sent).await.problem(404, "not-found");
    }
    let bearer = ("authorization", "Bearer a-long-token");
    for sent in [vec![bearer], vec![bearer, ("x-forwarded-for", "192.0.2.7")]] {
        assert_eq!(metrics(&server.base, &sent).await.status, StatusCode::OK);
    }
    assert_eq!(server.stop().await.code(), Some(0));
}

/// The same application, asked from an address that no test can send from.
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn metrics_are_not_for_other_machines() {
    let server = Server::start(Kind::Sqlite).await;
    for (from, status) in [("127.0.0.1:9", 200), ("[::1]:9", 200), ("192.0.2.7:9", 404), ("10.0.0.1:9", 404)] {
        let peer: SocketAddr = from.parse().expect("an address");
        let request = Request::get("/metrics").extension(ConnectInfo(peer)).body(Body::empty()).expect("a request");
        let answer = tower::ServiceExt::oneshot(router::router(server.app.clone()), request).await.expect("an answer");
        assert_eq!(answer.status().as_u16(), status, "{from}");
    }
    server.stop().await;
}
