//! Receivers of webhooks that answer late, wrong, never, too much, or from somewhere else.

use crate::http_server::{Answer, Receiver};
use crate::{NOW_MS, client, issued, parcel};
use forecourt_notify::{
    Digest, DigestKind, Http, Lookup, NetSettings, Outcome, Parcel, Reach, ReasonCode, Secret, Webhook,
};
use serde_json::json;
use std::io;
use std::net::IpAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};
use uuid::Uuid;

const SECOND: Duration = Duration::from_secs(1);
/// Long enough for whatever answers at all.
const PATIENT: Duration = Duration::from_secs(20);

fn secret(byte: u8) -> Secret {
    Secret::of([byte; 32]).0
}

fn webhook(url: reqwest::Url) -> Webhook {
    Webhook { url, secrets: vec![secret(1)] }
}

async fn sent(receiver: &Receiver, limit: Duration) -> Outcome {
    webhook(receiver.url("/hook")).send(&client(limit), &parcel(), NOW_MS).await
}

fn code(outcome: &Outcome) -> ReasonCode {
    outcome.reason().unwrap_or_else(|| panic!("{outcome:?}")).code
}

#[tokio::test]
async fn a_webhook_is_signed_and_the_same_at_every_try() {
    let receiver = Receiver::in_turn(vec![Answer::of("503 No", &[], ""), Answer::of("204 No Content", &[], "")]);
    let hook = Webhook { secrets: vec![secret(2), secret(1)], ..webhook(receiver.url("/hook?tenant=7")) };
    let http = client(PATIENT);
    assert_eq!(code(&hook.send(&http, &parcel(), NOW_MS).await), ReasonCode::Status);
    assert_eq!(hook.send(&http, &parcel(), NOW_MS + 5000).await, Outcome::Delivered);
    let requests = receiver.requests();
    let (first, second) = (&requests[0], &requests[1]);
    assert_eq!(first.line, "POST /hook?tenant=7 HTTP/1.1");
    assert_eq!(first.header("content-type"), "application/json; charset=utf-8");
    assert_eq!(first.header("webhook-id"), Uuid::from_u128(7).to_string());
    assert_eq!((second.header("webhook-id"), &second.body), (first.header("webhook-id"), &first.body));
    assert_eq!(first.header("webhook-timestamp"), (NOW_MS / 1000).to_string());
    assert_eq!(second.header("webhook-timestamp"), (NOW_MS / 1000 + 5).to_string());
    // Both secrets sign while they change, the new one first.
    let by = |byte: u8| secret(byte).sign(&Uuid::from_u128(7).to_string(), NOW_MS / 1000, &first.body);
    assert_eq!(first.header("webhook-signature"), format!("{} {}", by(2), by(1)));
    let event = issued(7);
    assert_eq!(
        first.json(),
        json!({"type": "order.issued", "timestamp": "2026-11-26T04:00:00Z", "data": event.payload()})
    );
}

#[tokio::test]
async fn the_example_of_the_document_verifies_it() {
    let document = concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/MESSAGES.md");
    let document = std::fs::read_to_string(document).expect("the document");
    let example = document.split("```python\n").nth(1).and_then(|rest| rest.split("```").next()).expect("its example");
    let receiver = Receiver::start(Answer::of("200 OK", &[], ""));
    let (new, written) = Secret::of([4; 32]);
    let hook = Webhook { secrets: vec![new, secret(1)], ..webhook(receiver.url("/")) };
    assert_eq!(hook.send(&client(PATIENT), &parcel(), NOW_MS).await, Outcome::Delivered);
    let request = &receiver.requests()[0];
    let names = ["webhook-id", "webhook-timestamp", "webhook-signature"];
    let headers: serde_json::Map<_, _> =
        names.map(|name| (name.to_owned(), request.header(name).into())).into_iter().collect();
    let input = json!({"secret": written, "headers": headers, "body": String::from_utf8_lossy(&request.body), "now": NOW_MS / 1000});
    let program = format!(
        "{example}\nimport json, sys\ngiven = json.loads(sys.argv[1])\n\
         body, now, headers = given['body'].encode(), given['now'], given['headers']\n\
         other = 'whsec_' + base64.b64encode(bytes(32)).decode()\n\
         print(is_ours(given['secret'], headers, body, now), is_ours(given['secret'], headers, body + b' ', now),\n\
               is_ours(other, headers, body, now), is_ours(given['secret'], headers, body, now + 301))\n"
    );
    let output =
        std::process::Command::new("python3").args(["-c", &program, &input.to_string()]).output().expect("python3");
    assert_eq!(String::from_utf8_lossy(&output.stdout).trim(), "True False False False", "{output:?}");
}

#[tokio::test]
async fn a_digest_carries_its_events() {
    let receiver = Receiver::start(Answer::of("200 OK", &[], "thanks"));
    let digest = Digest::new(DigestKind::Downtime, Uuid::from_u128(1), NOW_MS, vec![issued(9), issued(8)]);
    let outcome = webhook(receiver.url("/")).send(&client(PATIENT), &Parcel::Several(digest.clone()), NOW_MS).await;
    assert_eq!(outcome, Outcome::Delivered);
    let request = &receiver.requests()[0];
    assert_eq!(request.header("webhook-id"), digest.id.to_string());
    let body = request.json();
    let ids: Vec<&str> =
        body["data"]["events"].as_array().unwrap().iter().map(|one| one["id"].as_str().unwrap()).collect();
    assert_eq!(ids, [Uuid::from_u128(8).to_string(), Uuid::from_u128(9).to_string()]);
}

#[tokio::test]
async fn statuses_are_told_apart() {
    for (status, headers, wanted, after_ms) in [
        ("400 Bad Request", vec![], ReasonCode::Status, None),
        ("404 Not Found", vec![], ReasonCode::Status, None),
        ("429 Too Many Requests", vec!["retry-after: 120"], ReasonCode::TooFast, Some(120_000)),
        (
            "503 Service Unavailable",
            vec!["retry-after: Thu, 26 Nov 2026 04:01:00 GMT"],
            ReasonCode::Status,
            Some(60_000),
        ),
        ("503 Service Unavailable", vec!["retry-after: soon"], ReasonCode::Status, None),
    ] {
        let outcome = sent(&Receiver::start(Answer::of(status, &headers, "no")), PATIENT).await;
        let Outcome::TryAgain { reason, after_ms: asked } = outcome else { panic!("{status}: {outcome:?}") };
        assert_eq!((reason.code, asked), (wanted, after_ms), "{status}");
    }
    let gone = sent(&Receiver::start(Answer::of("410 Gone", &[], "bye")), PATIENT).await;
    let Outcome::Never { reason, destination: true } = gone else { panic!("{gone:?}") };
    assert_eq!((reason.code, reason.detail.as_str()), (ReasonCode::Gone, "410 bye"));
}

#[tokio::test]
async fn redirects_are_not_followed() {
    let other = Receiver::start(Answer::of("200 OK", &[], ""));
    for status in ["301 Moved", "302 Found", "307 Temporary Redirect", "308 Permanent Redirect"] {
        let location = format!("location: {}", other.url("/inside"));
        let outcome = sent(&Receiver::start(Answer::of(status, &[&location], "")), PATIENT).await;
        assert_eq!(code(&outcome), ReasonCode::Redirect, "{status}");
    }
    assert_eq!(other.connections(), 0);
}

#[tokio::test]
async fn a_receiver_that_never_answers_costs_no_more_than_the_limit() {
    for answer in [
        Answer::Never,
        Answer::Half("HTTP/1.1 200 OK\r\n".to_owned()),
        Answer::Slowly("HTTP/1.1 200 OK\r\nx: ".to_owned() + &"x".repeat(4000)),
    ] {
        let receiver = Receiver::start(answer);
        let begun = Instant::now();
        assert_eq!(code(&sent(&receiver, SECOND / 4).await), ReasonCode::TimedOut);
        assert!(begun.elapsed() < PATIENT / 2, "{:?}", begun.elapsed());
        assert!(receiver.connections() <= 1, "one try is one request");
    }
}

#[tokio::test]
async fn a_late_answer_within_the_limit_counts() {
    let slowly = Answer::Slowly("HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n".to_owned());
    assert_eq!(sent(&Receiver::start(slowly), PATIENT).await, Outcome::Delivered);
}

#[tokio::test]
async fn the_status_counts_whatever_becomes_of_the_rest() {
    let begun = Instant::now();
    assert_eq!(sent(&Receiver::start(Answer::Endless), PATIENT).await, Outcome::Delivered);
    assert!(begun.elapsed() < PATIENT / 2, "it read on and on");
    let half = Answer::Half("HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\nhalf".to_owned());
    assert_eq!(sent(&Receiver::start(half), SECOND * 2).await, Outcome::Delivered);
    let refused = sent(&Receiver::start(Answer::of("400 No", &[], &"n".repeat(1_000_000))), PATIENT).await;
    assert!(refused.reason().unwrap().detail.len() <= 300);
}

#[tokio::test]
async fn what_is_no_answer_is_tried_again() {
    for answer in [Answer::Hangs, Answer::Bytes("SSH-2.0-OpenSSH_9.6\r\n".to_owned())] {
        assert_eq!(code(&sent(&Receiver::start(answer), PATIENT).await), ReasonCode::Unreachable);
    }
    // Nobody listens on port 1.
    let hook = webhook("http://127.0.0.1:1/".parse().unwrap());
    assert_eq!(code(&hook.send(&client(PATIENT), &parcel(), NOW_MS).await), ReasonCode::Unreachable);
}

/// A client that reaches public addresses only, unless told otherwise, with a lookup of its own.
fn looking(reach: Reach, lookup: Option<Lookup>) -> Http {
    Http::new(NetSettings { reach, lookup, limit: PATIENT, ..NetSettings::default() }).expect("a client")
}

/// A lookup that gives the first answer once and the second ever after, and counts.
fn two_faced(first: &'static [&'static str], then: &'static [&'static str]) -> (Lookup, Arc<AtomicUsize>) {
    let count = Arc::new(AtomicUsize::new(0));
    let counted = Arc::clone(&count);
    let lookup: Lookup = Arc::new(move |_| {
        let list = if counted.fetch_add(1, Ordering::SeqCst) == 0 { first } else { then };
        let found: io::Result<Vec<IpAddr>> = Ok(list.iter().map(|text| text.parse().expect("an address")).collect());
        Box::pin(async move { found })
    });
    (lookup, count)
}

#[tokio::test]
async fn closed_addresses_are_never_connected_to() {
    let receiver = Receiver::start(Answer::of("200 OK", &[], ""));
    let (port, http) = (receiver.port, looking(Reach::Public, None));
    for (url, wanted) in [
        (format!("https://127.0.0.1:{port}/"), ReasonCode::AddressRefused),
        (format!("https://localhost:{port}/"), ReasonCode::AddressRefused),
        (format!("https://[::ffff:127.0.0.1]:{port}/"), ReasonCode::AddressRefused),
        (format!("https://0x7f.1:{port}/"), ReasonCode::AddressRefused),
        (format!("https://2130706433:{port}/"), ReasonCode::AddressRefused),
        ("https://169.254.169.254/latest/meta-data".to_owned(), ReasonCode::AddressRefused),
        (format!("http://8.8.8.8:{port}/"), ReasonCode::BadAddress),
        (format!("https://name:word@8.8.8.8:{port}/"), ReasonCode::BadAddress),
        ("ftp://8.8.8.8/".to_owned(), ReasonCode::BadAddress),
    ] {
        let outcome = webhook(url.parse().unwrap()).send(&http, &parcel(), NOW_MS).await;
        let Outcome::Never { reason, destination: true } = outcome else { panic!("{url}: {outcome:?}") };
        assert_eq!(reason.code, wanted, "{url}");
    }
    assert_eq!(receiver.connections(), 0);
}

#[tokio::test]
async fn a_name_is_looked_up_once_and_only_checked_addresses_are_used() {
    let receiver = Receiver::start(Answer::of("200 OK", &[], ""));
    let url = |name: &str| format!("http://{name}:{}/", receiver.port).parse().unwrap();
    // Allowed when it is checked, and something else a moment later: the checked one is used.
    let (lookup, count) = two_faced(&["127.0.0.1"], &["169.254.169.254"]);
    let http = looking(Reach::Private, Some(lookup));
    assert_eq!(webhook(url("rebind.example")).send(&http, &parcel(), NOW_MS).await, Outcome::Delivered);
    assert_eq!((count.load(Ordering::SeqCst), receiver.connections()), (1, 1));
    // The next try looks it up anew, and is refused.
    let outcome = webhook(url("rebind.example")).send(&http, &parcel(), NOW_MS).await;
    assert_eq!((code(&outcome), receiver.connections()), (ReasonCode::AddressRefused, 1));
    // Of several addresses the closed ones are left out.
    let (lookup, _) = two_faced(&["169.254.169.254", "127.0.0.1"], &[]);
    let http = looking(Reach::Private, Some(lookup));
    assert_eq!(webhook(url("mixed.example")).send(&http, &parcel(), NOW_MS).await, Outcome::Delivered);
    // A private one behind a public name.
    let (lookup, count) = two_faced(&["10.0.0.1", "fd00::1"], &[]);
    let outcome = webhook("https://inside.example/".parse().unwrap())
        .send(&looking(Reach::Public, Some(lookup)), &parcel(), NOW_MS)
        .await;
    assert_eq!((code(&outcome), count.load(Ordering::SeqCst)), (ReasonCode::AddressRefused, 1));
}

#[tokio::test]
async fn a_name_that_is_not_there_is_tried_again() {
    let nobody: Lookup = Arc::new(|_| Box::pin(async { Err(io::Error::other("no such name")) }));
    let http = looking(Reach::Public, Some(nobody));
    let outcome = webhook("https://nobody.example/".parse().unwrap()).send(&http, &parcel(), NOW_MS).await;
    assert_eq!(code(&outcome), ReasonCode::Unreachable);
}

#[test]
fn proxies_of_the_environment_are_not_asked() {
    // A proxy would look names up itself, behind every check. The environment belongs to a process, so one of its own.
    let proxy = Receiver::start(Answer::of("200 OK", &[], ""));
    let mut child = std::process::Command::new(std::env::current_exe().expect("this program"));
    child.args(["--exact", "webhooks::a_name_is_looked_up_once_and_only_checked_addresses_are_used"]);
    for name in ["http_proxy", "HTTP_PROXY", "https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY"] {
        child.env(name, proxy.url("/").as_str());
    }
    let output = child.env_remove("no_proxy").env_remove("NO_PROXY").output().expect("it runs");
    let said = String::from_utf8_lossy(&output.stdout);
    assert!(output.status.success() && said.contains("1 passed"), "{said}");
    assert_eq!(proxy.connections(), 0);
}

#[test]
fn secrets_are_read_as_the_specification_writes_them() {
    let (secret, written) = Secret::of([9; 32]);
    assert_eq!(Secret::parse(&written), Ok(secret.clone()));
    assert_eq!(format!("{secret:?}"), "Secret");
    for bad in
        ["", "whsec_", "MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", "whsec_MfKQ9r8G", "whsec_not base64 at all, is it not"]
    {
        assert!(Secret::parse(bad).is_err(), "{bad}");
    }
}

#[tokio::test]
async fn nothing_goes_out_unsigned() {
    let receiver = Receiver::start(Answer::of("200 OK", &[], ""));
    let hook = Webhook { secrets: Vec::new(), ..webhook(receiver.url("/")) };
    assert_eq!(code(&hook.send(&client(PATIENT), &parcel(), NOW_MS).await), ReasonCode::SetupRefused);
    assert_eq!(receiver.connections(), 0);
}
