//! The satisfaction beside the check of a project (§5.6): the plan aims at it, the office types what it found.

use forecourt_tests::network::{Network, id};
use serde_json::{Value, json};

use super::{
    PRICES,
    projects::{close, plan, projects, round, visited},
};

fn aiming(satisfaction_target_bp: u32) -> Value {
    let mut plan = plan(9000);
    plan["satisfaction_target_bp"] = json!(satisfaction_target_bp);
    plan
}

fn ending(figure_bp: u32, on: &str) -> Value {
    json!({"outcome": "drill", "note": "trained",
        "satisfaction": {"figure_bp": figure_bp, "source": "call-backs of June", "on": on}})
}

/// A problem of the region with this plan, made on 2 June, whose two rounds are over and met the pass rate; its path.
async fn checked(net: &Network, plan: Value) -> String {
    visited(net, net.round, 0, (PRICES, &json!(false)), &[true; 5]).await;
    let path = format!("/v1/regional-projects/{}", id(&projects(&net.region, "").await[0]));
    net.region.verb(&path, "plan", plan).await.expect(200);
    for (code, day) in [("R2", 7), ("R3", 14)] {
        let round = round(net, code, day, day + 6).await;
        visited(net, round, day, (PRICES, &json!(false)), &[false]).await;
        close(net, round).await;
    }
    path
}

on_both! {
    async fn a_plan_may_aim_at_satisfaction_and_success_is_both(kind) {
        let net = Network::start(kind).await;
        let path = checked(&net, aiming(8500)).await;
        let shown = net.region.get(&path).await.expect(200);
        let cycle = &shown["cycles"][0];
        assert_eq!(cycle["plan"]["satisfaction_target_bp"], 8500);
        let wanted = json!({"target_bp": 8500, "figure_bp": null, "source": null, "on": null, "target_met": null});
        assert_eq!((&cycle["check"]["satisfaction"], &cycle["check"]["success"]), (&wanted, &json!(null)), "nobody has looked");
        // The figure belongs to the end, from after the plan and not from tomorrow.
        let act = async |body: Value| net.region.verb(&path, "act", body).await;
        let faults = [
            (json!({"outcome": "drill", "note": "trained"}), "/satisfaction", "missing"),
            (ending(8500, "2026-06-01"), "/satisfaction/on", "bad_value"),
            (ending(8500, "2026-06-17"), "/satisfaction/on", "bad_value"),
            (ending(10_001, "2026-06-16"), "/satisfaction/figure_bp", "out_of_range"),
        ];
        for (body, at, code) in faults {
            assert_eq!(act(body).await.violations(), [(at.to_owned(), code.to_owned())]);
        }
        let done = act(ending(8499, "2026-06-16")).await.expect(200);
        let check = &done["cycles"][0]["check"];
        let found = json!({"target_bp": 8500, "figure_bp": 8499, "source": "call-backs of June", "on": "2026-06-16", "target_met": false});
        assert_eq!((&check["satisfaction"], &check["success"]), (&found, &json!(false)), "met in both rounds, and not satisfied");
        let last = done["history"].as_array().and_then(|lines| lines.last()).expect("a line");
        assert_eq!((&last["what"], &last["data"]["satisfaction"]["figure_bp"]), (&json!("act"), &json!(8499)));
        assert_eq!(done["history"][0]["data"]["satisfaction_target_bp"], 8500);
    }

    async fn without_a_target_the_pass_rate_alone_decides(kind) {
        let net = Network::start(kind).await;
        let path = checked(&net, plan(9000)).await;
        let check = net.region.get(&path).await.expect(200)["cycles"][0]["check"].clone();
        assert_eq!((check.get("satisfaction"), &check["success"]), (None, &json!(true)));
        let done = net.region.verb(&path, "act", ending(100, "2026-06-02")).await.expect(200).clone();
        let check = &done["cycles"][0]["check"];
        assert_eq!((&check["satisfaction"]["figure_bp"], &check["satisfaction"]["target_met"], &check["success"]), (&json!(100), &json!(null), &json!(true)));
    }

    async fn a_new_cycle_needs_no_figure_and_takes_none_along(kind) {
        let net = Network::start(kind).await;
        let path = checked(&net, aiming(8500)).await;
        let again = net.region.verb(&path, "act", json!({"outcome": "reopen", "note": "new signs"})).await.expect(200);
        assert_eq!(again["cycles"][0]["check"]["satisfaction"]["figure_bp"], json!(null));
        assert_eq!(again["cycles"][1]["check"].get("satisfaction"), None);
        let planned = net.region.verb(&path, "plan", aiming(9000)).await.expect(200);
        assert_eq!(planned["cycles"][1]["check"]["satisfaction"]["target_bp"], 9000);
        let without = net.region.verb(&path, "plan", plan(9000)).await.expect(200);
        assert_eq!(without["cycles"][1]["check"].get("satisfaction"), None, "corrected");
    }
}
