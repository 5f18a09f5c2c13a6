//! Publications as programs follow them and stations hear of them.

use forecourt_tests::desk::Desk;
use serde_json::{Value, json};

use super::{
    http_server::{Answer, Receiver},
    set_up, start,
};
use crate::{
    orders::{HOUR_MS, PRICES},
    published::{accept, deliver, deliver_by, next_day},
};

/// The lines of an inbox that tell of a publication.
async fn told(desk: &Desk) -> Vec<Value> {
    let inbox = desk.get("/v1/inbox").await.expect(200);
    let kinds = ["audit.published", "appeal.window_open"];
    let lines = inbox["items"].as_array().expect("items").iter();
    lines.filter(|line| kinds.iter().any(|kind| line["kind"] == *kind)).cloned().collect()
}

on_both! {
    async fn every_publication_is_told_to_programs_and_once_to_the_station(kind) {
        let net = start(kind).await;
        let receiver = Receiver::start(Answer::of("204 No Content", &[], ""));
        set_up(&net, &receiver, &json!({"lang": "en", "kinds": ["audit.published"]})).await;
        let flawless = deliver(&net, &net.visit(0, 0, 3)).await;
        let mut visit = net.visit(1, 0, 3).with(PRICES, false);
        visit.start_ms -= HOUR_MS / 2;
        let missed = deliver_by(&net, 1, &visit).await;
        for audit in [&flawless, &missed] {
            accept([&net.reviewers[0], &net.reviewers[1]], audit, &json!({})).await;
        }
        next_day(&net, 1).await;
        let lines = told(&net.manager).await;
        assert_eq!(lines.len(), 2, "one line each: {lines:?}");
        let of = |kind: &str| lines.iter().find(|line| line["kind"] == kind).expect("a line");
        let (good, bad) = (of("audit.published"), of("appeal.window_open"));
        assert_eq!((&good["text"], good["audit_id"].as_str()), (&json!("An audit was published; score 100.00"), flawless.rsplit('/').next()));
        // The day of the publication alone: midnight in Shanghai.
        assert_eq!((&good["at"], &good["told_at"]), (&json!("2026-06-01T16:00:00Z"), &json!("2026-06-01T16:00:00Z")));
        assert!(bad["text"].as_str().is_some_and(|text| text.contains("; score 9")), "{bad}");
        net.server.work().await;
        let mut sent: Vec<Value> = receiver.requests().iter().map(|request| request.json()["data"].clone()).collect();
        sent.sort_by_key(|data| data["score"].as_i64());
        assert_eq!(sent.len(), 2, "{sent:?}");
        assert_eq!(sent[0]["audit"].as_str(), missed.rsplit('/').next());
        let data = json!({"audit": flawless.rsplit('/').next(), "station": "HZ-0000 Station 0", "score": 10_000});
        assert_eq!(sent[1], data);
    }
}
