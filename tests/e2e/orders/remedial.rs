//! A remedial visit lifts what a red line holds down (§3.5): one that was made because of it, well and without another.

use forecourt_tests::network::Network;
use serde_json::{Value, json};

use super::{DAY_MS, at, follow_ups::crossed, planted};
use crate::published::{accept, deliver_by};

/// Whether the grade of the first station is held down in June.
async fn held_down(net: &Network) -> Value {
    let path = format!("/v1/reports/ranking?period=2026-06&station={}", net.stations[0].id);
    net.hq.get(&path).await.expect(200)["items"][0]["capped"].clone()
}

/// A red line, and a flawless visit a day later that makes a re-visit for this cause.
async fn visited_again(net: &Network, trigger: &str) {
    let cause = crossed(net, 0, &net.visit(0, 0, 3), 0).await;
    assert_eq!(held_down(net).await, json!(true), "a red line");
    planted(net, cause, trigger, Some(net.assignments[1][0]), None).await;
    let mut visit = net.visit(1, 0, 3);
    visit.start_ms += DAY_MS;
    at(net, 1, 16, 0).await;
    let path = deliver_by(net, 1, &visit).await;
    accept([&net.reviewers[0], &net.reviewers[1]], &path, &json!({})).await;
    at(net, 2, 10, 0).await;
}

on_both! {
    async fn a_remedial_visit_lifts_the_cap_of_a_red_line(kind) {
        let net = Network::start(kind).await;
        visited_again(&net, "red_line").await;
        assert_eq!(held_down(&net).await, json!(false));
    }

    async fn a_visit_for_another_reason_lifts_nothing(kind) {
        let net = Network::start(kind).await;
        visited_again(&net, "low_score").await;
        assert_eq!(held_down(&net).await, json!(true));
    }
}
