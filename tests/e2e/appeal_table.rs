//! Every verb of an appeal in every state by every role: what the table of `docs/TRANSITIONS.md` refuses is refused.

use forecourt_core::{
    appeal::{AppealState, AppealVerb, allowed, may_ever},
    states::Role,
};
use forecourt_tests::{desk::Desk, network::Network};
use reqwest::Method;
use serde_json::{Value, json};
use uuid::Uuid;

use crate::orders::{PRICES, SIGN, publish};

const MARKINGS: &str = "approach.entrance_exit_markings";
const FACADE: &str = "approach.canopy_facade_clean";

fn body(verb: AppealVerb) -> Value {
    match verb {
        AppealVerb::Decide => json!({"outcome": "rejected", "reason": "the photo shows it"}),
        AppealVerb::Footage => json!({"reason": "the yard", "evidence": [Uuid::new_v4()]}),
        _ => json!({"reason": "look again"}),
    }
}

async fn tried(net: &Network, desk: &Desk, path: &str, verb: AppealVerb) -> u16 {
    let version = net.hq.get(path).await.expect(200)["version"].clone();
    let request = desk.request(Method::POST, &format!("{path}/{verb}")).header("if-match", format!("\"{version}\""));
    let request = request.header("idempotency-key", Uuid::new_v4().to_string()).json(&body(verb));
    desk.send(request).await.status.as_u16()
}

/// An appeal in each state, of one audit; and what the panels are called.
async fn one_of_each(net: &Network) -> (Vec<(AppealState, String)>, Vec<(Role, Desk)>) {
    let audit =
        publish(net, &net.visit(0, 0, 3).with(PRICES, false).with(SIGN, 0).with(MARKINGS, 0).with(FACADE, 0)).await;
    let first = net.people("panel-1", json!([{"role": "appeal_l1"}])).await;
    let second = net.people("panel-2", json!([{"role": "appeal_l2"}])).await;
    let mut found = Vec::new();
    for (item, state) in [PRICES, SIGN, MARKINGS, FACADE].into_iter().zip(AppealState::ALL) {
        let path = format!("/v1/appeals/{}", Uuid::new_v4());
        let wish = json!({"audit_id": audit.rsplit('/').next(), "item": item, "reason": "it was so"});
        net.manager.put(&path, &wish).await.expect(201);
        let outcome = if *state == AppealState::Closed { "upheld" } else { "rejected" };
        if *state != AppealState::Level1 {
            first.verb(&path, "decide", json!({"outcome": outcome, "reason": "the photo"})).await.expect(200);
        }
        if *state == AppealState::Level2 {
            net.manager.verb(&path, "second-level", json!({"reason": "look again"})).await.expect(200);
        }
        assert_eq!(net.hq.get(&path).await.expect(200)["state"], json!(state), "{item}");
        found.push((*state, path));
    }
    let desks = vec![
        (Role::Station, net.manager.clone()),
        (Role::Region, net.region.clone()),
        (Role::AppealL1, first),
        (Role::AppealL2, second),
        (Role::Hq, net.hq.clone()),
        (Role::Admin, net.admin.clone()),
        (Role::Reviewer, net.reviewers[2].clone()),
        (Role::Planner, net.planner.clone()),
        (Role::Auditor, net.auditor.clone()),
        (Role::Shopper, net.shoppers[1].clone()),
    ];
    (found, desks)
}

on_both! {
    async fn what_the_table_of_appeals_refuses_is_refused(kind) {
        let net = Network::start(kind).await;
        let (appeals, desks) = one_of_each(&net).await;
        let paths = [AppealVerb::AskFootage, AppealVerb::Footage, AppealVerb::Decide, AppealVerb::GoOn];
        let mut refused = 0;
        for (state, path) in &appeals {
            for verb in paths {
                for (role, desk) in &desks {
                    let wanted = match allowed(verb, *state) {
                        _ if !may_ever(verb, Some(*role)) => 403,
                        None => 409,
                        Some(rule) if !rule.is_for(Some(*role)) => 403,
                        // What is allowed is done elsewhere: it would move the appeal on.
                        Some(_) => continue,
                    };
                    assert_eq!(tried(&net, desk, path, verb).await, wanted, "{verb} by {role} in {state}");
                    refused += 1;
                }
            }
        }
        assert!(refused > 140, "{refused}");
    }
}
