//! Re-visits that rest on other audits and orders of their station (§5.5): none is made while an appeal on these is open, and
//! each is decided anew when they change (decision 27).

use forecourt_tests::{network::Network, visit::Visit};
use serde_json::{Value, json};

use super::{
    DAY_MS, ESTOP, PRICES, at, file, path_of, publish,
    revisits::revisits,
    triggers::{all_fixed, fixed, triggers, two_running},
};
use crate::{
    published::{accept, change, deliver_by},
    second_review::poor,
};

/// What a visit does right that is poor but for these: its prices decide whether it comes to 7000.
const RIGHT: [&str; 3] = ["restroom.clean_surfaces", "safety.extinguisher_ready", "approach.entrance_exit_markings"];

fn nearly(visit: Visit) -> Visit {
    let mut visit = poor(visit);
    visit.changes.retain(|(item, _)| !RIGHT.contains(item));
    visit
}

async fn score(net: &Network, audit: &str) -> i64 {
    let score = net.hq.get(&format!("{audit}/score")).await.expect(200);
    score["score"]["final_bp"].as_i64().expect("a score")
}

/// The state of an audit, and of its re-visit if there is one.
async fn states(net: &Network, audit: &str) -> (Value, Value) {
    let made = revisits(net).await;
    let of = made.iter().find(|one| one["audit_id"].as_str().is_some_and(|id| audit.ends_with(id)));
    (net.hq.get(audit).await.expect(200)["state"].clone(), of.map_or(Value::Null, |one| one["state"].clone()))
}

/// Two audits of Monday and Tuesday with an order each, of a day and of three, on Thursday at eleven: the first is overdue.
/// The audits and the orders.
async fn late(net: &Network) -> ([String; 2], [String; 2]) {
    let first = publish(net, &net.visit(0, 0, 3).with(PRICES, false)).await;
    let prices = path_of(&net.region, PRICES).await;
    net.region.verb(&prices, "issue", json!({})).await.expect(200);
    let mut later = net.visit(1, 0, 3).with(ESTOP, 0);
    later.start_ms += DAY_MS;
    let second = deliver_by(net, 1, &later).await;
    accept([&net.reviewers[0], &net.reviewers[1]], &second, &json!({})).await;
    at(net, 2, 10, 0).await;
    let estop = path_of(&net.region, ESTOP).await;
    net.region.verb(&estop, "issue", json!({})).await.expect(200);
    at(net, 3, 11, 0).await;
    ([first, second], [prices, estop])
}

on_both! {
    async fn low_scores_bring_a_re_visit_when_none_of_them_may_be_appealed(kind) {
        let net = Network::start(kind).await;
        let panel = net.people("panel-2", json!([{"role": "appeal_l2"}])).await;
        let [first, second] = two_running(&net, nearly(net.visit(0, 0, 3))).await;
        let about = file(&net, &first, PRICES).await;
        // Level 1 is silent until then.
        all_fixed(&net, 7).await;
        assert_eq!(states(&net, &first).await, (json!("published"), Value::Null));
        assert_eq!(states(&net, &second).await, (json!("final"), Value::Null), "the first may come to 7000");
        panel.verb(&about, "decide", json!({"outcome": "rejected", "reason": "the photo shows it"})).await.expect(200);
        net.server.work().await;
        assert_eq!(triggers(&net, &second).await, json!(["low_scores"]), "it is final after the second");
        assert_eq!(states(&net, &first).await, (json!("final"), Value::Null));
    }

    async fn what_rests_on_an_earlier_score_is_decided_anew_with_it(kind) {
        let net = Network::start(kind).await;
        let [first, second] = two_running(&net, nearly(net.visit(0, 0, 3))).await;
        all_fixed(&net, 8).await;
        assert_eq!(states(&net, &second).await, (json!("final"), json!("waiting")));
        let prices = async |value: bool| {
            let wish = json!({"changes": [{"item": PRICES, "value": value, "reason": "the photo"}]});
            let state = change(&net, &first, "correct", wish).await;
            net.server.work().await;
            (state, score(&net, &first).await >= 7000, states(&net, &second).await.1)
        };
        assert_eq!(prices(true).await, (json!("final"), true, json!("dropped")));
        assert_eq!(prices(false).await, (json!("published"), false, json!("dropped")), "it may be appealed");
        // Corrected after six on Tuesday: until Monday.
        at(&net, 14, 18, 1).await;
        assert_eq!(states(&net, &second).await.1, "waiting");
        assert_eq!(change(&net, &first, "void", json!({"reason": "the visit was invented"})).await, "void");
        net.server.work().await;
        assert_eq!(states(&net, &second).await.1, "dropped", "one alone");
    }

    async fn what_is_overdue_counts_only_when_it_is_not_appealed(kind) {
        let net = Network::start(kind).await;
        let panel = net.people("panel-1", json!([{"role": "appeal_l1"}])).await;
        let ([first, second], [prices, estop]) = late(&net).await;
        assert_eq!(net.hq.get(&prices).await.expect(200)["times"]["overdue"], true, "24 hours run on");
        let about = file(&net, &first, PRICES).await;
        at(&net, 8, 10, 0).await;
        assert_eq!(net.hq.get(&estop).await.expect(200)["times"]["overdue"], true);
        fixed(&net, &estop).await;
        net.server.work().await;
        assert_eq!(states(&net, &second).await, (json!("final"), Value::Null), "one alone, as long as it is not decided");
        panel.verb(&about, "decide", json!({"outcome": "upheld", "reason": "the clip shows it"})).await.expect(200);
        net.server.work().await;
        assert_eq!(net.hq.get(&prices).await.expect(200)["cancelled"], "appeal");
        assert_eq!(revisits(&net).await, Vec::<Value>::new());
    }

    async fn what_rests_on_an_overdue_order_is_decided_anew_when_it_is_cancelled(kind) {
        let net = Network::start(kind).await;
        let ([_, second], [prices, estop]) = late(&net).await;
        at(&net, 8, 10, 0).await;
        fixed(&net, &estop).await;
        net.server.work().await;
        assert_eq!(triggers(&net, &second).await, json!(["overdue_orders"]));
        assert_eq!(states(&net, &second).await.1, "waiting");
        net.hq.verb(&prices, "cancel", json!({"reason": "issued_in_error", "note": "twice"})).await.expect(200);
        net.server.work().await;
        assert_eq!(states(&net, &second).await.1, "dropped", "one alone");
    }
}
