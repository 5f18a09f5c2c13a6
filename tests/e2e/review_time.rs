//! The time limits of the review (§2.5): a first review within a day, and head office hears of one that is late.

use forecourt_api::{jobs::tick, times::rfc3339};
use forecourt_tests::{desk::Desk, network::Network};
use serde_json::{Value, json};

use crate::{
    orders::told,
    published::{accept, deliver},
};

const HOUR_MS: i64 = 3_600_000;
const DAY_MS: i64 = 24 * HOUR_MS;

async fn queue(desk: &Desk, query: &str) -> Vec<Value> {
    let list = desk.get(&format!("/v1/audits?queue=true{query}")).await.expect(200);
    list["items"].as_array().expect("items").clone()
}

async fn limit(net: &Network, path: &str) -> Value {
    net.reviewers[0].get(path).await.expect(200)["review_by"].clone()
}

fn late(kinds: &[String]) -> usize {
    kinds.iter().filter(|kind| *kind == "review.overdue").count()
}

/// Sets the time and lets it do its work.
async fn at(net: &Network, now_ms: i64) {
    net.server.time(now_ms);
    net.server.work().await;
}

on_both! {
    async fn a_first_review_has_a_day_and_head_office_hears_of_a_late_one(kind) {
        let net = Network::start(kind).await;
        let path = deliver(&net, &net.visit(0, 0, 2)).await;
        let by = net.server.now() + DAY_MS;
        assert_eq!(queue(&net.reviewers[0], "").await[0]["review_by"], rfc3339(by));
        at(&net, by - HOUR_MS).await;
        net.reviewers[0].verb(&path, "claim", json!({})).await.expect(200);
        assert_eq!(limit(&net, &path).await, rfc3339(by), "a claim gives no new time");
        at(&net, by).await;
        assert!(queue(&net.hq, "&overdue_review=true").await.is_empty(), "the instant itself is in time");
        at(&net, by + 1).await;
        for desk in [&net.reviewers[1], &net.hq, &net.auditor] {
            let found = [queue(desk, "&overdue_review=true").await.len(), queue(desk, "&overdue_review=false").await.len()];
            assert_eq!(found, [1, 0]);
        }
        let refused = net.manager.get("/v1/audits?overdue_review=true").await;
        assert_eq!((refused.status.as_u16(), refused.violations()), (400, vec![("query:overdue_review".to_owned(), "unknown_field".to_owned())]));
        // Once, whatever the number of instances and passes.
        let other = net.server.sibling().await;
        tokio::join!(tick::run(&net.server.app), tick::run(&other.app));
        net.server.work().await;
        assert_eq!(late(&told(&net.hq).await), 1);
        for desk in [&net.manager, &net.region, &net.reviewers[0], &net.planner, &net.auditor] {
            assert_eq!(late(&told(desk).await), 0, "it is unpublished, and no news to who reviews");
        }
        let inbox = net.hq.get("/v1/inbox").await.expect(200);
        let line = inbox["items"].as_array().and_then(|all| all.iter().find(|line| line["kind"] == "review.overdue")).expect("its line");
        assert!(path.ends_with(line["audit_id"].as_str().expect("an id")), "{line}");
        assert_eq!((&line["due_at"], &line["station"]["code"]), (&json!(rfc3339(by)), &json!(net.stations[0].code)));
        accept([&net.reviewers[0], &net.reviewers[1]], &path, &json!({})).await;
        assert!(queue(&net.hq, "&overdue_review=true").await.is_empty());
    }

    async fn a_second_review_has_no_limit_and_what_comes_back_has_a_day_of_its_own(kind) {
        let net = Network::start(kind).await;
        let [first, second, third] = [&net.reviewers[0], &net.reviewers[1], &net.reviewers[2]];
        let path = deliver(&net, &net.visit(0, 0, 2)).await;
        first.verb(&path, "claim", json!({})).await.expect(200);
        // A flawless visit is reviewed twice.
        assert_eq!(first.verb(&path, "accept", json!({})).await.expect(200)["state"], "second_review");
        assert_eq!(limit(&net, &path).await, Value::Null, "the documents give none for a second one");
        accept([second, third], &path, &json!({})).await;
        assert_eq!(limit(&net, &path).await, Value::Null);
        at(&net, net.server.now() + HOUR_MS).await;
        third.verb(&path, "reopen", json!({"reason": "looked again"})).await.expect(200);
        assert_eq!(limit(&net, &path).await, rfc3339(net.server.now() + DAY_MS), "it is reviewed from the beginning");
        third.verb(&path, "return", json!({"remarks": [{"text": "why?"}], "answer_within_s": 3600})).await.expect(200);
        assert_eq!(limit(&net, &path).await, Value::Null, "nobody can review it");
        at(&net, net.server.now() + 8 * DAY_MS).await;
        assert_eq!(limit(&net, &path).await, rfc3339(net.server.now() + DAY_MS), "its return ended unanswered");
        assert_eq!(late(&told(&net.hq).await), 0, "no limit was over");
        at(&net, net.server.now() + DAY_MS + 1).await;
        assert_eq!(late(&told(&net.hq).await), 1);
    }

    async fn what_was_late_while_nothing_ran_comes_in_one_digest(kind) {
        let net = Network::start(kind).await;
        for station in 0..3 {
            deliver(&net, &net.visit(0, station, 1)).await;
        }
        at(&net, net.server.now() + 3 * DAY_MS).await;
        let inbox = net.hq.get("/v1/inbox").await.expect(200);
        let lines = inbox["items"].as_array().expect("items");
        assert_eq!((lines.len(), &lines[0]["kind"]), (1, &json!("digest.downtime")), "{inbox}");
        let gathered = lines[0]["lines"].as_array().expect("lines");
        assert!(gathered.len() == 3 && gathered.iter().all(|line| line["kind"] == "review.overdue"), "{inbox}");
    }

    async fn no_webhook_and_no_robot_hears_of_a_late_review(kind) {
        let net = Network::start(kind).await;
        let wish = |kinds: Value| json!({"kind": "webhook", "name": "Hook", "address": "https://hooks.example.cn/forecourt", "kinds": kinds});
        let refused = net.hq.post("/v1/webhooks", wish(json!(["order.issued", "review.overdue"]))).await;
        assert_eq!(refused.violations(), [("/kinds/1".to_owned(), "bad_value".to_owned())]);
        let everything = net.hq.post("/v1/webhooks", wish(json!([]))).await.expect(201);
        deliver(&net, &net.visit(0, 0, 1)).await;
        at(&net, net.server.now() + DAY_MS + 1).await;
        assert_eq!(late(&told(&net.hq).await), 1);
        let path = format!("/v1/webhooks/{}/deliveries", forecourt_tests::network::id(&everything));
        assert!(!net.hq.get(&path).await.expect(200).to_string().contains("review.overdue"));
        let kinds = net.hq.get("/v1/me/notifications").await.expect(200)["kinds"].clone();
        let inside: Vec<&Value> = kinds.as_array().expect("kinds").iter().filter(|one| one["receivers"] == false).collect();
        assert!(inside.iter().any(|one| one["kind"] == "review.overdue"), "{kinds}");
    }
}
