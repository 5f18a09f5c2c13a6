//! Uploads through the server, for a storage that phones cannot reach: in constant memory, and told as full when the
//! storage is.

use std::{path::Path, time::Duration};

use forecourt_api::clock::Clock;
use forecourt_store::objects::EMBEDDED_BUCKET;
use forecourt_tests::{
    binary::{Binary, Start},
    database::Kind,
    network::{self, Members},
    phone::Phone,
    server::Place,
    storage::{Mood, Storage, keys},
    visit::{Photo, Visit},
};
use futures::future::join_all;
use reqwest::Body;
use serde_json::{Value, json};
use uuid::Uuid;

use crate::bench::{BINARY, Wait};

const DAY_MS: i64 = 86_400_000;
/// The largest photo that a phone may announce.
const BYTES: usize = 10 << 20;
/// So many at the same time.
const AT_ONCE: usize = 32;
/// The server may need so much more memory for all of them, KiB: 2 MiB each, of 10 MiB that go through.
const MORE_KIB: u64 = 64 << 10;

/// A server that hands uploads on to a storage elsewhere, and the people of its network.
struct Bed {
    storage: Storage,
    server: Binary,
    members: Members,
    _place: Place,
}

impl Bed {
    async fn start() -> Self {
        // Planned a day ago, so that the visits are over.
        let net = network::made(Kind::Sqlite, Some(Clock::default().real_ms() - DAY_MS)).await;
        let (place, members) = (net.server.stop().await, net.members);
        let storage = Storage::start().await;
        let start = Start::new(Path::new(BINARY), &place).with("FORECOURT_S3_ENDPOINT", storage.line.base());
        let start = start.with("FORECOURT_S3_UPLOADS", "proxied").with("FORECOURT_S3_REGION", "local");
        let start = start.with("FORECOURT_S3_BUCKET", EMBEDDED_BUCKET).with("RUST_LOG", WARNINGS);
        let start = start.with("FORECOURT_S3_ACCESS_KEY", keys().access_key);
        let server = start.with("FORECOURT_S3_SECRET_KEY", keys().secret_key).serve().await;
        let members = members.at(&server.base);
        Self { storage, server, members, _place: place }
    }

    fn phone(&self) -> Phone {
        self.members.phone(0)
    }

    /// The most memory that the server ever held, KiB.
    fn most_memory(&self) -> u64 {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.server.pid())).expect("/proc");
        let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).expect("VmHWM");
        line.trim().trim_end_matches(" kB").parse().expect("a number")
    }
}

/// What is refused for now is a warning.
const WARNINGS: &str = "warn,forecourt_api::commands::server=info";

/// The submission of a visit with so many photos of the same bytes.
fn announcing(visit: &Visit, photo: &Photo, count: usize) -> Value {
    let mut body = visit.submission();
    let line = json!({"kind": "scene", "sha256": photo.sha256(), "bytes": photo.bytes.len(), "content_type": "image/jpeg",
                      "taken_at": visit.start_ms + 300_000, "fix": null});
    let lines = (0..count).map(|_| {
        let mut line = line.clone();
        line["photo_id"] = json!(Uuid::new_v4());
        line
    });
    body["photos"] = lines.collect();
    body
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn uploads_go_through_the_server_in_constant_memory() {
    let bed = Bed::start().await;
    let (phone, visit) = (bed.phone(), bed.members.visit(0, 0, 0));
    let bytes = (0..BYTES).map(|at| (at % 251) as u8).collect();
    let photo = Photo { id: Uuid::new_v4(), kind: "scene", bytes };
    let receipt = phone.put_raw(&visit, &announcing(&visit, &photo, AT_ONCE + 1)).await.expect(200);
    let lines = receipt["photos"].as_array().expect("photos");
    let body = bytes::Bytes::from(photo.bytes);
    let send = |line: &Value| {
        let request = phone.upload_request(line, Vec::new()).expect("an address").body(Body::from(body.clone()));
        async {
            let answer = phone.desk.send(request).await;
            assert!(answer.status.is_success(), "{} {}", answer.text(), bed.server.log());
        }
    };
    // Nothing is kept there: this is about what goes through.
    bed.storage.mood(Mood::Losing);
    send(&lines[0]).await;
    let before = bed.most_memory();

    // A server that reads a photo to its end before it hands it on holds all of them now, before the first one leaves it.
    bed.storage.mood(Mood::Slow);
    let begun = async {
        let wait = Wait::up_to(Duration::from_secs(120));
        while bed.storage.uploads_of("/photos/") < AT_ONCE + 1 {
            wait.more(&bed.storage.uploads_of("/photos/")).await;
        }
        bed.storage.mood(Mood::Losing);
    };
    let (sent, ()) = tokio::join!(join_all(lines[1..].iter().map(send)), begun);
    assert_eq!(sent.len(), AT_ONCE);
    let more = bed.most_memory() - before;
    println!("{AT_ONCE} photos of {} MiB at once: {before} KiB before, {more} KiB more", BYTES >> 20);
    assert!(more < MORE_KIB, "{more} KiB more for {AT_ONCE} photos at once");
    bed.server.stop().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_full_storage_is_told_as_full_and_stands_in_the_log_under_its_trace_id() {
    let mut bed = Bed::start().await;
    let (phone, visit) = (bed.phone(), bed.members.visit(0, 0, 1));
    let receipt = phone.put(&visit).await.expect(200);
    let (line, bytes) = (&receipt["photos"][0], visit.photos[0].bytes.clone());
    bed.storage.mood(Mood::Full);
    let full = phone.upload_one(line, bytes.clone()).await;
    assert_eq!(full.headers["retry-after"], "5");
    let mut told = vec![(full.problem(507, "storage-full"), "the storage is full")];
    bed.storage.down().await;
    told.push((phone.upload_one(line, bytes.clone()).await.problem(503, "storage-unavailable"), "unavailable"));
    for (problem, reason) in told {
        // The number that a client quotes leads to the line with the reason, which the client is not told.
        let trace = problem["trace_id"].as_str().expect("a trace id");
        let logged: Value = serde_json::from_str(&bed.server.says(trace).await).expect("a line of JSON");
        assert_eq!((&logged["fields"]["trace_id"], &logged["level"]), (&json!(trace), &json!("WARN")));
        assert!(logged["fields"]["error"].as_str().is_some_and(|error| error.contains(reason)), "{logged}");
        assert_eq!(problem.get("detail"), None, "{problem}");
    }
    // With room again the same address is good.
    bed.storage.up().await;
    bed.storage.mood(Mood::Well);
    assert!(phone.upload_one(line, bytes).await.status.is_success());
    let receipt = phone.put(&visit).await.expect(200);
    assert_ne!(receipt["photos"][0]["state"], "missing", "{receipt}");
    bed.server.stop().await;
}
