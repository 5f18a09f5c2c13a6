//! Orders whose first finding is gone: what the next one brings along (decision 27), and what is no order any more (§5.1).

use forecourt_core::order::CancelReason;
use forecourt_tests::{desk::Desk, network::Network};
use serde_json::{Value, json};

use super::{MINUTE_MS, PRICES, SIGN, at, file, listed, path_of, publish};
use crate::published::{accept, change, deliver_by};

/// Minor, graded, class T7.
const MARKINGS: &str = "approach.entrance_exit_markings";

async fn panel(net: &Network) -> Desk {
    net.people("panel-1", json!([{"role": "appeal_l1"}])).await
}

/// Two published visits that missed the sign: the order of the first, which is issued, and both audits.
async fn joined(net: &Network) -> (String, [String; 2]) {
    let first = publish(net, &net.visit(0, 0, 3).with(SIGN, 0).with(PRICES, false)).await;
    let sign = path_of(&net.region, SIGN).await;
    net.region.verb(&sign, "issue", json!({})).await.expect(200);
    let second = deliver_by(net, 1, &net.visit(1, 0, 3).with(SIGN, 0).with(PRICES, false)).await;
    accept([&net.reviewers[0], &net.reviewers[1]], &second, &json!({})).await;
    at(net, 2, 10, 0).await;
    (sign, [first, second])
}

async fn paused(net: &Network, order: &str) -> bool {
    net.manager.get(order).await.expect(200)["times"]["paused_since"].is_string()
}

async fn state(net: &Network, order: &str) -> (Value, Value) {
    let seen = net.hq.get(order).await.expect(200);
    (seen["state"].clone(), seen["cancelled"].clone())
}

on_both! {
    async fn a_clock_stands_still_while_the_finding_that_is_left_is_appealed(kind) {
        let net = Network::start(kind).await;
        let (sign, [first, second]) = joined(&net).await;
        let panel = panel(&net).await;
        let about_second = file(&net, &second, SIGN).await;
        assert!(!paused(&net, &sign).await, "the order stands on the first visit");
        let about_first = file(&net, &first, SIGN).await;
        let since = net.manager.get(&sign).await.expect(200)["times"]["paused_since"].clone();
        at(&net, 2, 11, 0).await;
        panel.verb(&about_first, "decide", json!({"outcome": "upheld", "reason": "the clip shows it"})).await.expect(200);
        let times = net.manager.get(&sign).await.expect(200)["times"].clone();
        assert_eq!((since.is_string(), &times["paused_since"]), (true, &since), "one pause");
        panel.verb(&about_second, "decide", json!({"outcome": "rejected", "reason": "the photo shows it"})).await.expect(200);
        assert!(paused(&net, &sign).await, "it may go on to level 2");
        at(&net, 7, 18, 1).await;
        assert!(!paused(&net, &sign).await);
        assert_eq!(state(&net, &sign).await.0, "issued");
    }

    async fn a_clock_that_ran_stops_when_the_finding_that_is_left_is_appealed(kind) {
        let net = Network::start(kind).await;
        let (sign, [first, second]) = joined(&net).await;
        file(&net, &second, SIGN).await;
        assert!(!paused(&net, &sign).await);
        let right = json!({"changes": [{"item": SIGN, "value": 2, "reason": "the photo shows it whole"}]});
        assert_eq!(change(&net, &first, "correct", right).await, "published");
        assert!(paused(&net, &sign).await, "it rests on the second visit now");
    }

    async fn what_is_an_observation_after_an_appeal_has_no_order(kind) {
        let net = Network::start(kind).await;
        let audit = publish(&net, &net.visit(0, 0, 3).with(MARKINGS, 0).with(PRICES, false)).await;
        let markings = path_of(&net.region, MARKINGS).await;
        net.region.verb(&markings, "issue", json!({})).await.expect(200);
        let about = file(&net, &audit, MARKINGS).await;
        let partly = json!({"outcome": "upheld", "value": 1, "reason": "only one arrow is faint"});
        panel(&net).await.verb(&about, "decide", partly).await.expect(200);
        assert_eq!(state(&net, &markings).await, (json!("cancelled"), json!(CancelReason::Appeal)));
        assert!(listed(&net.region, &format!("?item={MARKINGS}&open=true")).await.is_empty(), "it is only noted");
        assert_eq!(listed(&net.region, &format!("?item={PRICES}&open=true")).await.len(), 1);
    }

    async fn an_observation_that_repeats_one_keeps_its_order(kind) {
        let net = Network::start(kind).await;
        publish(&net, &net.visit(0, 0, 3).with(MARKINGS, 1)).await;
        assert!(listed(&net.region, &format!("?item={MARKINGS}")).await.is_empty(), "noted");
        let mut later = net.visit(1, 0, 3).with(MARKINGS, 0);
        later.start_ms += 30 * MINUTE_MS;
        let second = deliver_by(&net, 1, &later).await;
        accept([&net.reviewers[0], &net.reviewers[1]], &second, &json!({})).await;
        at(&net, 2, 10, 0).await;
        let markings = path_of(&net.region, MARKINGS).await;
        let partly = json!({"changes": [{"item": MARKINGS, "value": 1, "reason": "only one arrow is faint"}]});
        assert_eq!(change(&net, &second, "correct", partly).await, "published");
        assert_eq!(state(&net, &markings).await, (json!("draft"), Value::Null), "the policy would have opened it");
    }
}
