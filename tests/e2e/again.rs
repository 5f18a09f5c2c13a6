//! The visit of an incomplete audit once more (decision 19, §2.4).

use forecourt_core::registry;
use forecourt_tests::{
    desk::Desk,
    network::{Network, Station, assign, id},
    phone,
    visit::Visit,
};
use serde_json::{Value, json};
use uuid::Uuid;

use crate::roles::person;

const DAY_MS: i64 = 86_400_000;

/// A visit that answers too little to be scored.
pub fn thin(visit: Visit) -> Visit {
    let checklist = registry::builtin().get("station-69", 1).expect("station-69 v1").clone();
    let plain = checklist.items.iter().filter(|item| !item.is_critical() && !item.is_bonus());
    plain.take(25).fold(visit, |visit, item| visit.with(Box::leak(item.id.clone().into_boxed_str()), Value::Null))
}

/// Delivers a thin visit of the first shopper to the first station and reviews it; the address and what accepting said.
async fn incomplete(net: &Network) -> (String, Value) {
    let visit = thin(net.visit(0, 0, 2));
    net.phone(0).deliver(&visit).await;
    net.server.work().await;
    let path = phone::path(&visit);
    for reviewer in &net.reviewers[..2] {
        reviewer.verb(&path, "claim", json!({})).await.expect(200);
        let done = reviewer.verb(&path, "accept", json!({})).await.expect(200);
        if done["state"] == "incomplete" {
            return (path, done);
        }
    }
    panic!("{path} is not incomplete");
}

/// Another shopper with a visit to another station of the round.
async fn third(net: &Network, stations: &[Station]) -> Desk {
    let desk = person(net, "shopper-3", json!([{"role": "shopper"}])).await;
    assign(&net.planner, net.round, desk.person_id, stations, net.start_ms).await;
    desk
}

async fn waiting(net: &Network) -> Vec<Uuid> {
    let list = net.planner.get("/v1/assignments?to_issue_again=true").await.expect(200);
    list["items"].as_array().expect("items").iter().map(id).collect()
}

async fn holds(desk: &Desk, assignment: &str) -> bool {
    let sync = desk.get("/v1/sync").await.expect(200);
    sync["assignments"].as_array().expect("assignments").iter().any(|one| one["id"] == assignment)
}

on_both! {
    async fn an_incomplete_audit_is_visited_again_once(kind) {
        let net = Network::start(kind).await;
        let third = third(&net, &net.stations[3..5]).await;
        let (path, done) = incomplete(&net).await;
        assert_eq!(done["visit_again"], "issued", "{done}");
        let again = done["reissued_assignment_id"].as_str().expect("another assignment").to_owned();
        // Neither of those who were or will be at this station these days.
        assert!(holds(&third, &again).await, "the phone gets it");
        for shopper in &net.shoppers {
            assert!(!holds(shopper, &again).await);
        }
        let planned = net.planner.get(&format!("/v1/assignments/{again}")).await.expect(200);
        assert_eq!((&planned["reissue_of"], &planned["slot"]), (&json!(net.assignments[0][0]), &json!("day")));
        assert_eq!(planned["window_start"], "2026-06-08T02:00:00Z", "the same weekday and hour");
        assert_eq!(waiting(&net).await, Vec::<Uuid>::new());
        net.reviewers[2].verb(&path, "reopen", json!({"reason": "once more"})).await.expect(200);
        // Who reopens it holds it.
        let mut done = net.reviewers[2].verb(&path, "accept", json!({})).await.expect(200);
        if done["state"] == "second_review" {
            net.reviewers[0].verb(&path, "claim", json!({})).await.expect(200);
            done = net.reviewers[0].verb(&path, "accept", json!({})).await.expect(200);
        }
        assert_eq!((&done["state"], &done["visit_again"]), (&json!("incomplete"), &json!("before")), "once only: {done}");
        assert!(done["reissued_assignment_id"].is_null());
    }

    async fn what_the_rules_do_not_allow_is_left_to_a_planner(kind) {
        let net = Network::start(kind).await;
        let (_, done) = incomplete(&net).await;
        assert_eq!((&done["visit_again"], &done["reissued_assignment_id"]), (&json!("left_to_planner"), &Value::Null), "{done}");
        let old = net.assignments[0][0];
        assert_eq!(waiting(&net).await, [old]);
        // What became of the audit is not for its shopper: no filter of his, and none that is dropped in silence.
        let asked = net.shoppers[0].get("/v1/assignments?to_issue_again=true").await;
        assert_eq!(asked.violations(), [("query:to_issue_again".to_owned(), "unknown_field".to_owned())]);
        let path = format!("/v1/assignments/{old}");
        let window = json!({"id": Uuid::new_v4(), "window_start": "2026-06-09T02:00:00Z", "window_end": "2026-06-09T06:00:00Z"});
        let refused = net.planner.verb(&path, "issue-again", window.clone()).await.problem(422, "invalid");
        assert_eq!(refused["warnings"][0]["code"], "rotation_days", "he was there: {refused}");
        let third = person(&net, "shopper-3", json!([{"role": "shopper"}])).await;
        let mut wish = window;
        wish["shopper_id"] = json!(third.person_id);
        let again = net.planner.verb(&path, "issue-again", wish).await.expect(201);
        assert!(holds(&third, again["id"].as_str().expect("an id")).await);
        assert_eq!(waiting(&net).await, Vec::<Uuid>::new());
    }

    async fn what_a_planner_has_ended_is_not_issued_again(kind) {
        let net = Network::start(kind).await;
        third(&net, &net.stations[3..5]).await;
        let old = net.assignments[0][0];
        net.planner.verb(&format!("/v1/assignments/{old}"), "withdraw", json!({})).await.expect(200);
        let (_, done) = incomplete(&net).await;
        assert_eq!((&done["visit_again"], &done["reissued_assignment_id"]), (&json!("not_needed"), &Value::Null), "{done}");
        assert_eq!(waiting(&net).await, Vec::<Uuid>::new());
    }

    async fn a_closed_round_gets_no_visits_any_more(kind) {
        let net = Network::start(kind).await;
        let third = third(&net, &net.stations[3..5]).await;
        net.planner.verb(&format!("/v1/rounds/{}", net.round), "close", json!({})).await.expect(200);
        let (_, done) = incomplete(&net).await;
        assert_eq!(done["visit_again"], "left_to_planner", "{done}");
        assert_eq!(waiting(&net).await, [net.assignments[0][0]]);
        let body = json!({"code": "R2", "name_zh": "第二轮", "name_en": "Round 2", "org_unit_id": net.units[0],
            "checklist": {"id": "station-69", "version": 1}, "first_day": "2026-06-01", "last_day": "2026-06-30"});
        let next = id(&net.planner.post("/v1/rounds", body).await.expect(201));
        net.planner.verb(&format!("/v1/rounds/{next}"), "open", json!({})).await.expect(200);
        let mut wish = json!({"id": Uuid::new_v4(), "shopper_id": third.person_id,
            "window_start": "2026-06-09T02:00:00Z", "window_end": "2026-06-09T06:00:00Z"});
        let path = format!("/v1/assignments/{}", net.assignments[0][0]);
        net.planner.verb(&path, "issue-again", wish.clone()).await.problem(422, "invalid");
        wish["round_id"] = json!(next);
        let again = net.planner.verb(&path, "issue-again", wish).await.expect(201);
        assert_eq!(again["round_id"], json!(next));
        assert!(holds(&third, again["id"].as_str().expect("an id")).await);
        assert_eq!(waiting(&net).await, Vec::<Uuid>::new());
    }

    async fn a_window_behind_the_round_is_left_to_a_planner(kind) {
        let net = Network::start(kind).await;
        third(&net, &net.stations[3..5]).await;
        net.server.time(net.start_ms + 29 * DAY_MS);
        let (_, done) = incomplete(&net).await;
        assert_eq!(done["visit_again"], "left_to_planner", "the round ends first: {done}");
    }

    /// Planners write with the connection that they hold: many at once never wait for each other.
    async fn one_connection_is_enough_for_a_plan(kind) {
        let net = Network::start_with(kind, |settings| settings.database_connections = 1).await;
        let third = person(&net, "shopper-3", json!([{"role": "shopper"}])).await;
        let path = format!("/v1/assignments/{}", net.assignments[0][0]);
        let to = json!({"shopper_id": third.person_id});
        net.planner.verb(&path, "reassign", to).await.expect(200);
        net.planner.verb(&path, "withdraw", json!({})).await.expect(200);
        let wish = json!({"id": Uuid::new_v4(), "shopper_id": third.person_id,
            "window_start": "2026-06-09T02:00:00Z", "window_end": "2026-06-09T06:00:00Z"});
        net.planner.verb(&path, "issue-again", wish).await.expect(201);
        let fourth = person(&net, "shopper-4", json!([{"role": "shopper"}])).await;
        assert_eq!(assign(&net.planner, net.round, fourth.person_id, &net.stations[..2], net.start_ms).await.len(), 2);
    }
}
