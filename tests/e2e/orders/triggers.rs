//! Why a station is visited once more: each cause of §5.5 over the public API; a red line stands in `revisits`.

use forecourt_tests::{network::Network, visit::Visit};
use serde_json::{Value, json};

use super::{DAY_MS, ESTOP, LAYOUT, SIGN, at, listed, path_of, publish, revisits::revisits, submission};
use crate::{
    published::{accept, deliver_by},
    second_review::poor,
};

/// Fixes everything that is open at the first station, and lets the appeal windows end.
pub(super) async fn all_fixed(net: &Network, day: i64) {
    let open = listed(&net.hq, &format!("?open=true&limit=500&station={}", net.stations[0].id)).await;
    assert!(!open.is_empty());
    for order in open {
        fixed(net, &format!("/v1/rectifications/{}", order["id"].as_str().expect("an id"))).await;
    }
    at(net, day, 18, 1).await;
}

/// Brings an order to its end, however far it is.
pub(super) async fn fixed(net: &Network, path: &str) {
    let order = net.region.get(path).await.expect(200);
    if order["state"] == "draft" {
        net.region.verb(path, "issue", json!({})).await.expect(200);
    }
    if order["state"] != "submitted" {
        let mut done = submission(net, &net.manager).await;
        done["root_cause"] = json!("nobody looked");
        net.manager.verb(path, "submit", done).await.expect(200);
    }
    if net.region.verb(path, "verify", json!({})).await.expect(200)["state"] == "verified" {
        net.region.verb(path, "close", json!({})).await.expect(200);
    }
}

/// Publishes a visit of Monday, and one of Tuesday that is poor; the paths of their audits.
pub(super) async fn two_running(net: &Network, first: Visit) -> [String; 2] {
    let first = publish(net, &first).await;
    let mut later = poor(net.visit(1, 0, 3));
    later.start_ms += DAY_MS;
    let second = deliver_by(net, 1, &later).await;
    accept([&net.reviewers[0], &net.reviewers[1]], &second, &json!({})).await;
    at(net, 2, 10, 0).await;
    [first, second]
}

/// Triggers of the re-visits of an audit.
pub(super) async fn triggers(net: &Network, audit: &str) -> Value {
    let made = revisits(net).await;
    let of = |one: &&Value| one["audit_id"].as_str().is_some_and(|id| audit.ends_with(id));
    let one = made.iter().find(of).unwrap_or_else(|| panic!("none of {audit}: {made:?}"));
    one["triggers"].clone()
}

on_both! {
    async fn two_overdue_orders_of_a_quarter_bring_a_re_visit(kind) {
        let net = Network::start(kind).await;
        let audit = publish(&net, &net.visit(0, 0, 3).with(ESTOP, 0).with(SIGN, 0)).await;
        for item in [ESTOP, SIGN] {
            net.region.verb(&path_of(&net.region, item).await, "issue", json!({})).await.expect(200);
        }
        // Seven working days are over for both.
        at(&net, 14, 10, 0).await;
        assert_eq!(revisits(&net).await, Vec::<Value>::new());
        all_fixed(&net, 14).await;
        assert_eq!(triggers(&net, &audit).await, json!(["overdue_orders"]));
    }

    async fn one_overdue_order_brings_none(kind) {
        let net = Network::start(kind).await;
        publish(&net, &net.visit(0, 0, 3).with(SIGN, 0)).await;
        net.region.verb(&path_of(&net.region, SIGN).await, "issue", json!({})).await.expect(200);
        at(&net, 14, 10, 0).await;
        all_fixed(&net, 14).await;
        assert_eq!(revisits(&net).await, Vec::<Value>::new());
    }

    async fn false_evidence_brings_a_re_visit(kind) {
        let net = Network::start(kind).await;
        let audit = publish(&net, &net.visit(0, 0, 3).with(SIGN, 0)).await;
        let sign = path_of(&net.region, SIGN).await;
        net.region.verb(&sign, "issue", json!({})).await.expect(200);
        net.manager.verb(&sign, "submit", submission(&net, &net.manager).await).await.expect(200);
        let wish = json!({"reason": "the photo is of another station", "false_evidence": true});
        net.region.verb(&sign, "reject", wish).await.expect(200);
        all_fixed(&net, 7).await;
        assert_eq!(triggers(&net, &audit).await, json!(["false_evidence"]));
    }

    async fn two_low_scores_running_bring_a_re_visit(kind) {
        let net = Network::start(kind).await;
        let [first, second] = two_running(&net, poor(net.visit(0, 0, 3))).await;
        let low = net.hq.get(&format!("{first}/score")).await.expect(200)["score"]["final_bp"].as_i64();
        assert!(Some(6000) <= low && low < Some(7000), "{low:?}");
        all_fixed(&net, 8).await;
        assert_eq!(triggers(&net, &second).await, json!(["low_scores"]), "the second running");
        assert_eq!(revisits(&net).await.len(), 1, "none of {first} alone");
    }

    async fn what_takes_thirty_days_is_looked_at_on_site(kind) {
        let net = Network::start(kind).await;
        publish(&net, &net.visit(0, 0, 3).with(LAYOUT, 0)).await;
        let path = path_of(&net.region, LAYOUT).await;
        net.region.verb(&path, "issue", json!({})).await.expect(200);
        net.manager.verb(&path, "submit", submission(&net, &net.manager).await).await.expect(200);
        let verified = net.region.verb(&path, "verify", json!({})).await.expect(200);
        assert_eq!((&verified["state"], &verified["on_site_check"]), (&json!("verified"), &json!(true)));
        assert_eq!(net.region.verb(&path, "close", json!({})).await.expect(200)["state"], "closed");
    }
}
