//! What is erased when its time is over, and what stays (issue 4, "Retention").

use forecourt_api::times::parse_rfc3339;
use forecourt_core::audit_log::Checker;
use forecourt_store::{
    audits::read,
    fsck::{self, Options},
};
use forecourt_tests::{desk::Desk, network::Network, phone, visit::Visit};
use serde_json::{Value, json};
use uuid::Uuid;

const DAY_MS: i64 = 86_400_000;

/// The status of a photo in a size, behind its redirect.
async fn status(desk: &Desk, photo: Uuid, size: &str) -> u16 {
    let answer = desk.get(&format!("/v1/photos/{photo}?size={size}")).await;
    let Some(location) = answer.headers.get("location").and_then(|to| to.to_str().ok()) else {
        return answer.status.as_u16();
    };
    let address = if location.starts_with('/') { format!("{}{location}", desk.base) } else { location.to_owned() };
    desk.http.get(address).send().await.expect("an answer").status().as_u16()
}

async fn publish(net: &Network, visit: &Visit) -> String {
    net.phone(0).deliver(visit).await;
    net.server.work().await;
    let path = phone::path(visit);
    let scenes: Vec<Value> =
        visit.photos.iter().filter(|photo| photo.kind == "scene").map(|photo| json!({"photo_id": photo.id})).collect();
    for (reviewer, wish) in net.reviewers.iter().zip([json!({"released_photos": scenes}), json!({})]) {
        reviewer.verb(&path, "claim", json!({})).await.expect(200);
        if reviewer.verb(&path, "accept", wish).await.expect(200)["state"] == "approved" {
            break;
        }
    }
    net.hq.post("/v1/publications", json!({"reason": "a test", "scope": net.units[0]})).await.expect(201);
    net.server.work().await;
    path
}

async fn faults(net: &Network) -> (u64, u64) {
    let app = &net.server.app;
    let options = Options { quick: false, now_ms: app.clock.real_ms() + 2 * DAY_MS };
    let summary = fsck::run(&app.store, &app.objects, options, |_| {}).await.expect("fsck ends");
    (summary.faults, summary.orphans)
}

on_both! {
    async fn originals_are_erased_in_their_time_and_scores_stay(kind) {
        let net = Network::start(kind).await;
        let visit = net.visit(0, 0, 3);
        let path = publish(&net, &visit).await;
        net.server.time(parse_rfc3339("2026-06-05T02:00:00Z").expect("an instant"));
        net.server.work().await;
        assert_eq!(net.hq.get(&path).await.expect(200)["state"], "final");
        let (photo, ended) = (visit.photos[1].id, net.server.now());
        let score = net.manager.get(&format!("{path}/score")).await.expect(200);
        let copies = net.manager.get(&path).await.expect(200)["photos"].clone();
        let copy: Uuid = copies[0]["id"].as_str().and_then(|id| id.parse().ok()).expect("a released photo");
        net.server.time(ended + 180 * DAY_MS);
        net.server.work().await;
        assert_eq!(status(&net.hq, photo, "original").await, 200, "not before its time");
        assert_eq!(faults(&net).await, (0, 0));
        let other = net.server.sibling().await;
        for server in [&net.server, &other] {
            server.time(ended + 180 * DAY_MS + 1);
        }
        tokio::join!(net.server.work(), other.work());
        for one in &visit.photos {
            assert_eq!(status(&net.hq, one.id, "original").await, 404);
            assert_eq!(status(&net.hq, one.id, "view").await, 200, "without metadata it stays");
        }
        assert_eq!(status(&net.manager, copy, "view").await, 200);
        assert_eq!(net.manager.get(&format!("{path}/score")).await.expect(200), score);
        assert_eq!(faults(&net).await, (0, 0), "what is erased is not missing, and nothing is left over");
        let rows = read::photos(net.server.app.store.read(), visit.audit_id).await.expect("rows");
        assert!(rows.iter().all(|row| row.erased_at.is_some() && row.exif_lat_e7.is_none() && row.phash.is_some()));
        // A phone that repeats itself is asked for nothing.
        let receipt = net.phone(0).put(&visit).await.expect(200);
        assert!(receipt["photos"].as_array().expect("photos").iter().all(|line| line["state"] == "verified" && line["upload"].is_null()), "{receipt}");
        // It stands in the history and in the audit log, once.
        let history = net.hq.get(&path).await.expect(200)["history"].clone();
        let erased = history.as_array().expect("history").iter().filter(|event| event["verb"] == "originals-erased").count();
        let logged = net.hq.get(&format!("/v1/audit-log?subject={}", visit.audit_id)).await.expect(200);
        let logged: Vec<&Value> = logged["items"].as_array().expect("rows").iter().filter(|row| row["operation"] == "JOB originals-erased").collect();
        assert_eq!((erased, logged.len()), (1, 1));
        assert!(logged[0]["person_id"].is_null());
        let export = net.auditor.get("/v1/audit-log/export").await.text();
        let mut checker = Checker::new([]);
        export.lines().for_each(|line| checker.take(line.as_bytes()).expect("the chain is whole"));
    }
}
