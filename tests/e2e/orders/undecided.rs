//! Requests for more time that nobody decides: at the due time they are refused, by time alone (§5.4).

use forecourt_tests::network::Network;
use serde_json::{Value, json};
use uuid::Uuid;

use super::{DAY_MS, HOUR_MS, PRICES, SIGN, at, listed, path_of, publish, submission, told};

/// Class T1, graded.
const CLEAN: &str = "fueling.dispenser_clean_legible";

async fn ask(net: &Network, order: &str, to: &str) {
    let wish = json!({"to": to, "cause": "contractor", "reason": "he comes later"});
    net.manager.verb(order, "extensions", wish).await.expect(200);
}

fn decided(kinds: &[String]) -> usize {
    kinds.iter().filter(|kind| *kind == "extension.decided").count()
}

async fn waiting(net: &Network) -> usize {
    listed(&net.region, "?extension_waiting=true").await.len()
}

async fn story(net: &Network, order: &str) -> Value {
    net.manager.get(&format!("{order}/timeline")).await.expect(200)
}

fn lapsed(story: &Value) -> Vec<Value> {
    let entries = story["entries"].as_array().expect("entries").iter();
    entries.filter(|entry| entry["what"] == "extension-lapsed").map(|entry| entry["at"].clone()).collect()
}

on_both! {
    async fn an_undecided_request_is_closed_and_told_by_time_alone(kind) {
        let net = Network::start(kind).await;
        publish(&net, &net.visit(0, 0, 3).with(PRICES, false).with(CLEAN, 0)).await;
        let (prices, clean) = (path_of(&net.region, PRICES).await, path_of(&net.region, CLEAN).await);
        for order in [&prices, &clean] {
            net.region.verb(order, "issue", json!({})).await.expect(200);
            ask(&net, order, "2026-06-03T09:00:00Z").await;
        }
        // One is fixed meanwhile; its verifier is not asked for time any more.
        net.manager.verb(&clean, "submit", submission(&net, &net.manager).await).await.expect(200);
        assert_eq!(waiting(&net).await, 2);
        at(&net, 2, 9, 59).await;
        assert_eq!((waiting(&net).await, decided(&told(&net.manager).await)), (2, 0));
        // 24 hours after their issue.
        at(&net, 2, 10, 0).await;
        assert_eq!((waiting(&net).await, decided(&told(&net.manager).await)), (0, 2));
        assert!(listed(&net.region, "?extension_waiting=false").await.len() >= 2);
        for order in [&prices, &clean] {
            let story = story(&net, order).await;
            assert_eq!((&story["extension"]["granted"], lapsed(&story)), (&json!(false), vec![json!("2026-06-03T02:00:00Z")]), "{story}");
        }
        // Once, whatever comes afterwards.
        net.manager.verb(&prices, "submit", submission(&net, &net.manager).await).await.expect(200);
        at(&net, 2, 12, 0).await;
        assert_eq!((lapsed(&story(&net, &prices).await).len(), decided(&told(&net.manager).await)), (1, 2));
    }

    async fn a_deed_after_the_due_time_closes_the_request_as_well(kind) {
        let net = Network::start(kind).await;
        publish(&net, &net.visit(0, 0, 3).with(PRICES, false)).await;
        let prices = path_of(&net.region, PRICES).await;
        net.region.verb(&prices, "issue", json!({})).await.expect(200);
        ask(&net, &prices, "2026-06-03T09:00:00Z").await;
        // The scheduler has not looked yet.
        net.server.time(net.start_ms + 2 * DAY_MS + HOUR_MS);
        net.manager.verb(&prices, "submit", submission(&net, &net.manager).await).await.expect(200);
        assert_eq!(waiting(&net).await, 0);
        net.server.work().await;
        let story = story(&net, &prices).await;
        assert_eq!((&story["extension"]["granted"], lapsed(&story).len()), (&json!(false), 1), "{story}");
        assert_eq!(decided(&told(&net.manager).await) + usize::from(told(&net.manager).await.contains(&"digest.downtime".to_owned())), 1);
    }

    async fn a_request_waits_while_an_appeal_stops_the_clock(kind) {
        let net = Network::start(kind).await;
        let audit = publish(&net, &net.visit(0, 0, 3).with(SIGN, 0)).await;
        let sign = path_of(&net.region, SIGN).await;
        net.region.verb(&sign, "issue", json!({})).await.expect(200);
        // Due on Thursday the 11th.
        ask(&net, &sign, "2026-06-15T02:00:00Z").await;
        let body = json!({"audit_id": audit.rsplit('/').next(), "item": SIGN, "reason": "it was so"});
        net.manager.put(&format!("/v1/appeals/{}", Uuid::new_v4()), &body).await.expect(201);
        at(&net, 10, 18, 1).await;
        assert_eq!((waiting(&net).await, lapsed(&story(&net, &sign).await).len()), (1, 0));
    }
}
