//! Clips: announced with their parts, sent part by part, shown without the place where they were taken (decision 29).

use forecourt_store::fsck::{self, Options};
use forecourt_tests::{network::Network, phone::Phone};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use uuid::Uuid;

use super::{SIGN, path_of, picture, publish};

const PLACE: &[u8] = b"+30.2741+120.1551/";

fn boxed(kind: &[u8; 4], content: &[u8]) -> Vec<u8> {
    let size = u32::try_from(content.len() + 8).expect("a short box");
    [&size.to_be_bytes()[..], kind, content].concat()
}

/// A clip of three parts that says where it was taken.
fn clip() -> Vec<u8> {
    let place = boxed(b"udta", &boxed(b"\xa9xyz", PLACE));
    let picture: Vec<u8> = (0..200_000_u32).map(|n| u8::try_from(n * 7 % 251).unwrap_or(0)).collect();
    let index = boxed(b"moov", &[boxed(b"mvhd", &[2; 100]), place].concat());
    [boxed(b"ftyp", b"isom\0\0\0\0"), boxed(b"mdat", &picture), index].concat()
}

fn sha256(bytes: &[u8]) -> String {
    hex::encode(Sha256::digest(bytes))
}

/// The announcement of a file in parts of this length.
fn in_parts(bytes: &[u8], length: usize) -> Value {
    let part = |part: &[u8]| json!({"sha256": sha256(part), "bytes": part.len()});
    let parts: Vec<Value> = bytes.chunks(length).map(part).collect();
    json!({"sha256": sha256(bytes), "bytes": bytes.len(), "content_type": "video/mp4", "parts": parts})
}

fn states(receipt: &Value) -> Vec<&str> {
    receipt["parts"].as_array().expect("parts").iter().map(|part| part["state"].as_str().expect("a state")).collect()
}

async fn faults(net: &Network) -> (u64, u64) {
    let app = &net.server.app;
    let options = Options { quick: false, now_ms: app.clock.real_ms() + 2 * super::DAY_MS };
    let summary = fsck::run(&app.store, &app.objects, options, |_| {}).await.expect("fsck ends");
    (summary.faults, summary.orphans)
}

on_both! {
    async fn a_clip_comes_in_parts_and_is_shown_without_its_place(kind) {
        let net = Network::start(kind).await;
        publish(&net, &net.visit(0, 0, 3).with(SIGN, 0)).await;
        let order = path_of(&net.region, SIGN).await;
        net.region.verb(&order, "issue", json!({})).await.expect(200);
        let (bytes, id, length) = (clip(), Uuid::new_v4(), 70_000);
        let (path, wish) = (format!("/v1/evidence/{id}"), in_parts(&bytes, length));
        let phone = Phone::of(net.manager.clone());
        let parts: Vec<&[u8]> = bytes.chunks(length).collect();
        let receipt = net.manager.put(&path, &wish).await.expect(200);
        assert_eq!((states(&receipt), receipt.get("upload")), (vec!["missing"; 3], None));
        // The last part first; the connection is gone before the others.
        let send = async |line: &Value, bytes: &[u8]| phone.upload_one(line, bytes.to_vec()).await.status.is_success();
        assert!(send(&receipt["parts"][2], parts[2]).await);
        let receipt = net.manager.put(&path, &wish).await.expect(200);
        assert_eq!((states(&receipt), &receipt["state"]), (vec!["missing", "missing", "stored"], &json!("missing")));
        assert!(receipt["parts"][2].get("upload").is_none(), "it is not sent again");
        assert!(!send(&receipt["parts"][0], parts[1]).await, "other bytes than announced");
        assert!(send(&receipt["parts"][0], parts[0]).await);
        assert!(send(&receipt["parts"][1], parts[1]).await);
        net.manager.put(&path, &wish).await.expect(200);
        net.server.work().await;
        let receipt = net.manager.put(&path, &wish).await.expect(200);
        assert_eq!((&receipt["state"], states(&receipt)), (&json!("verified"), vec!["verified"; 3]));
        let other = in_parts(&bytes, length + 1);
        net.manager.put(&path, &other).await.problem(409, "already-exists");
        let picture = picture(&net, &net.manager).await;
        let done = json!({"note": "done", "evidence": [{"id": picture, "role": "after"}, {"id": id, "role": "document"}]});
        net.manager.verb(&order, "submit", done).await.expect(200);
        let whole = net.hq.get(&path).await;
        assert_eq!((whole.headers["content-type"].to_str().ok(), whole.bytes == bytes), (Some("video/mp4"), true));
        for desk in [&net.region, &net.manager, &net.auditor] {
            let shown = desk.get(&path).await;
            assert_eq!((shown.status.as_u16(), shown.bytes.len()), (200, bytes.len()));
            assert!(!shown.bytes.windows(PLACE.len()).any(|part| part == PLACE), "the place is hidden");
            assert_eq!(shown.bytes[..200_000], bytes[..200_000], "the pictures are not");
        }
        assert_eq!(faults(&net).await, (0, 0));
        let app = &net.server.app;
        let part = forecourt_store::evidence_parts::of(app.store.read(), id).await.expect("the database").pop().expect("a part");
        app.objects.delete(&forecourt_store::photo_keys::Expected::from(&part).original).await.expect("it is deleted");
        assert_eq!(faults(&net).await, (1, 0), "a part that is gone is missed");
    }

    async fn what_is_no_clip_is_refused(kind) {
        let net = Network::start(kind).await;
        let path = || format!("/v1/evidence/{}", Uuid::new_v4());
        let put = async |wish: &Value| net.manager.put(&path(), wish).await;
        let plain = json!({"sha256": "00".repeat(32), "bytes": 10, "content_type": "video/mp4"});
        assert_eq!(put(&plain).await.violations(), [("/parts".to_owned(), "missing".to_owned())]);
        let picture = json!({"sha256": "00".repeat(32), "bytes": 10, "content_type": "image/png",
            "parts": [{"sha256": "00".repeat(32), "bytes": 10}]});
        assert_eq!(put(&picture).await.violations(), [("/parts".to_owned(), "unknown_field".to_owned())]);
        let long = json!({"sha256": "00".repeat(32), "bytes": 209_715_201, "content_type": "video/mp4",
            "parts": [{"sha256": "x", "bytes": 8_388_609}]});
        let places: Vec<String> = put(&long).await.violations().into_iter().map(|(place, _)| place).collect();
        assert_eq!(places, ["/bytes", "/parts/0/sha256", "/parts/0/bytes", "/bytes"], "all at once");
        // Right parts, and together something else: a broken clip, and another whole than announced.
        let bytes = clip();
        let mut broken = in_parts(&bytes[..bytes.len() - 4], 100_000);
        let mut other = in_parts(&bytes, 100_000);
        other["sha256"] = json!("00".repeat(32));
        for wish in [&mut broken, &mut other] {
            let path = path();
            let receipt = net.manager.put(&path, wish).await.expect(200);
            let length = usize::try_from(wish["bytes"].as_i64().expect("a length")).expect("it fits");
            for (line, part) in receipt["parts"].as_array().expect("parts").iter().zip(bytes[..length].chunks(100_000)) {
                assert!(Phone::of(net.manager.clone()).upload_one(line, part.to_vec()).await.status.is_success());
            }
            net.manager.put(&path, wish).await.expect(200);
            net.server.work().await;
            assert_eq!(net.manager.put(&path, wish).await.expect(200)["state"], "rejected");
        }
        assert_eq!(faults(&net).await, (0, 0), "nothing is left of them");
    }
}
