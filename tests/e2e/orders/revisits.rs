//! Stations that are visited once more, and problems of regions (§5.5).

use forecourt_api::times::rfc3339;
use forecourt_store::jobs;
use forecourt_tests::{
    network::{Network, assign, id},
    visit::Visit,
};
use serde_json::{Value, json};
use uuid::Uuid;

use super::{DAY_MS, ENGINE, HOUR_MS, PRICES, at, listed, path_of, planned_for, submission};
use crate::published::{accept, change, deliver_by};

/// Delivers a visit with a failed red line, which two confirm, and publishes it on the day after.
pub(super) async fn crossed(net: &Network, shopper: usize, visit: &Visit, day: i64) -> String {
    let audit = deliver_by(net, shopper, &visit.clone().with(ENGINE, false)).await;
    for reviewer in &net.reviewers[..2] {
        reviewer.verb(&audit, &format!("red-lines/{ENGINE}/confirm"), json!({})).await.expect(200);
    }
    accept([&net.reviewers[0], &net.reviewers[1]], &audit, &json!({})).await;
    at(net, day + 1, 10, 0).await;
    audit
}

/// The office removes the danger, and head office looks at the place.
pub(super) async fn remove(net: &Network) {
    let path = path_of(&net.hq, ENGINE).await;
    net.region.verb(&path, "acknowledge", json!({"by_phone": true})).await.expect(200);
    net.region.verb(&path, "contain", json!({"note": "out of use"})).await.expect(200);
    let mut done = submission(net, &net.region).await;
    done["root_cause"] = json!("nobody watched the pump");
    net.region.verb(&path, "submit", done).await.expect(200);
    net.hq.verb(&path, "verify", json!({})).await.expect(200);
    net.hq.verb(&path, "close", json!({})).await.expect(200);
    net.server.work().await;
}

pub(super) async fn revisits(net: &Network) -> Vec<Value> {
    net.planner.get("/v1/revisits").await.expect(200)["items"].as_array().expect("items").clone()
}

/// The visit of a re-visit, planned by a planner for this day after Monday at ten; its assignment.
pub(super) async fn plan(net: &Network, revisit: &Value, shopper: usize, day: i64) -> Value {
    let start = net.start_ms + day * DAY_MS;
    let item = json!({"id": Uuid::new_v4(), "round_id": net.round, "station_id": net.stations[0].id,
        "shopper_id": net.shoppers[shopper].person_id, "slot": "day", "revisit_id": revisit["id"],
        "window_start": rfc3339(start), "window_end": rfc3339(start + 6 * HOUR_MS), "override_reason": "nobody else"});
    net.planner.post("/v1/assignments/bulk", json!({"items": [item]})).await.expect(200)["results"][0].clone()
}

/// Two audits of one station with the same failed red line, their order closed and their windows over: the path of the first
/// audit, the re-visit that waits, and the one that it covers.
async fn covered(net: &Network) -> (String, Value, Value) {
    let first = crossed(net, 0, &net.visit(0, 0, 3), 0).await;
    let mut later = net.visit(1, 0, 3);
    later.start_ms += DAY_MS;
    crossed(net, 1, &later, 1).await;
    remove(net).await;
    at(net, 9, 18, 1).await;
    let made = revisits(net).await;
    assert_eq!(made.len(), 2, "{made:?}");
    let of = |state: &str| made.iter().find(|one| one["state"] == state).expect("one of them").clone();
    (first, of("waiting"), of("covered"))
}

on_both! {
    async fn a_red_line_brings_a_re_visit_whose_result_closes_the_loop(kind) {
        let net = Network::start(kind).await;
        let audit = crossed(&net, 0, &net.visit(0, 0, 3), 0).await;
        at(&net, 4, 18, 1).await;
        assert_eq!(revisits(&net).await, Vec::<Value>::new(), "its order is open");
        remove(&net).await;
        let made = revisits(&net).await;
        assert_eq!(made.len(), 1, "{made:?}");
        let one = &made[0];
        assert_eq!((&one["state"], audit.ends_with(one["audit_id"].as_str().expect("an id"))), (&json!("waiting"), true));
        assert!(one["triggers"].as_array().expect("words").contains(&json!("red_line")), "{one}");
        // Closed on Friday the fifth: seven to fifteen days later.
        assert_eq!((&one["first_day"], &one["last_day"], &one["slot"]), (&json!("2026-06-12"), &json!("2026-06-20"), &json!("day")));
        // Not by the same shopper, and not on another day without a reason.
        let refused = plan(&net, one, 0, 11).await;
        assert_eq!(refused["violations"][0]["pointer"], "/shopper_id", "{refused}");
        let doubted = plan(&net, one, 1, 9).await;
        assert!(doubted["warnings"].to_string().contains("outside_days"), "{doubted}");
        let path = format!("/v1/revisits/{}", id(one));
        let shown = net.planner.get(&path).await.expect(200);
        assert_eq!((&shown["state"], &shown["assignment"]["state"]), (&json!("planned"), &json!("issued")), "there was a reason");
        let assignment = shown["assignment"]["id"].as_str().expect("an id").to_owned();
        // Nor does it come back to him by another way.
        let back = json!({"shopper_id": net.shoppers[0].person_id, "override_reason": "nobody else"});
        let refused = net.planner.verb(&format!("/v1/assignments/{assignment}"), "reassign", back).await;
        assert_eq!(refused.violations(), [("/shopper_id".to_owned(), "bad_value".to_owned())]);
        // Its station hears nothing of it.
        for desk in [&net.manager, &net.region, &net.auditor] {
            desk.get("/v1/revisits").await.problem(403, "forbidden");
            desk.get(&path).await.problem(403, "forbidden");
        }
        let timeline = net.manager.get(&format!("{}/timeline", path_of(&net.manager, ENGINE).await)).await;
        assert!(!timeline.text().contains(&assignment), "{}", timeline.text());
        let other = net.people("planner-2", json!({"role": "planner", "org_unit_id": elsewhere(&net).await})).await;
        other.get(&path).await.problem(404, "not-found");
        // Once more too low: help comes, and once its danger is gone there is another visit.
        at(&net, 9, 11, 0).await;
        let mut again = net.visit(1, 0, 3);
        (again.assignment_id, again.start_ms) = (assignment.parse().expect("an id"), net.start_ms + 9 * DAY_MS);
        let second = crossed(&net, 1, &again, 9).await;
        remove(&net).await;
        at(&net, 15, 18, 1).await;
        let done = net.planner.get(&path).await.expect(200);
        let result = &done["result"];
        assert_eq!((&done["state"], &result["follow_up"]), (&json!("done"), &json!("help")), "{done}");
        assert!(second.ends_with(result["audit_id"].as_str().expect("an id")) && result["follow_up_by"].is_string());
        let next = revisits(&net).await;
        assert_eq!((next.len(), &next[0]["previous"]), (2, &one["id"]), "{next:?}");
        let to_follow = net.planner.get("/v1/revisits?follow_up=true").await.expect(200);
        assert_eq!(to_follow["items"].as_array().expect("items").len(), 1);
    }

    async fn what_covered_another_cause_hands_it_on_when_it_falls_away(kind) {
        let net = Network::start(kind).await;
        let (_, waiting, other) = covered(&net).await;
        let states = async || {
            let mut seen: Vec<(String, String)> = Vec::new();
            for one in revisits(&net).await {
                seen.push((one["state"].as_str().expect("a word").into(), one["audit_id"].as_str().expect("an id").into()));
            }
            seen.sort();
            seen
        };
        let audit = |one: &Value| one["audit_id"].as_str().expect("an id").to_owned();
        let gone = json!({"reason": "the visit was invented"});
        assert_eq!(change(&net, &format!("/v1/audits/{}", audit(&waiting)), "void", gone).await, "void");
        net.server.work().await;
        assert_eq!(states().await, [("dropped".to_owned(), audit(&waiting)), ("waiting".to_owned(), audit(&other))]);
    }

    async fn what_was_served_is_not_made_once_more(kind) {
        let net = Network::start(kind).await;
        let (first, waiting, covered) = covered(&net).await;
        let (waiting, covered) = (&waiting, &covered);
        let shopper = usize::from(first.ends_with(waiting["audit_id"].as_str().expect("an id")));
        plan(&net, waiting, shopper, 11).await;
        let planned = net.planner.get(&format!("/v1/revisits/{}", id(waiting))).await.expect(200);
        let mut visit = net.visit(1, 0, 3);
        visit.assignment_id = id(&planned["assignment"]);
        visit.start_ms = net.start_ms + 11 * DAY_MS;
        at(&net, 11, 11, 0).await;
        let audit = deliver_by(&net, shopper, &visit).await;
        accept([&net.reviewers[0], &net.reviewers[1]], &audit, &json!({})).await;
        at(&net, 14, 10, 0).await;
        at(&net, 21, 18, 1).await;
        let state = async |one: &Value| net.planner.get(&format!("/v1/revisits/{}", id(one))).await.expect(200)["state"].clone();
        assert_eq!((state(waiting).await, state(covered).await), (json!("done"), json!("covered")));
        // A correction of the other cause has it decided once more.
        let tx = net.server.app.store.begin("test").await.expect("a transaction");
        let cause = covered["audit_id"].as_str().and_then(|id| id.parse().ok()).expect("an id");
        jobs::enqueue_many(&*tx, jobs::kind::DECIDE_REVISIT, &[cause], None, 0).await.expect("a job");
        tx.commit().await.expect("a commit");
        net.server.work().await;
        assert_eq!((state(waiting).await, state(covered).await), (json!("done"), json!("covered")));
    }

    async fn a_visit_that_was_made_covers_nothing_new(kind) {
        let net = Network::start(kind).await;
        let audit_of = |path: &str| -> Uuid { path.rsplit('/').next().expect("an id").parse().expect("an id") };
        let other = deliver_by(&net, 0, &net.visit(0, 1, 1)).await;
        let visit = net.visit(0, 0, 3);
        let first = crossed(&net, 0, &visit, 0).await;
        planned_for(&net, audit_of(&other), Some(visit.assignment_id)).await;
        remove(&net).await;
        at(&net, 4, 18, 1).await;
        let cause = audit_of(&first);
        let found = revisits(&net).await.into_iter().find(|one| one["audit_id"] == json!(cause)).expect("its own");
        assert_eq!(found["state"], "waiting", "the one that was made says nothing of it");
        // What was made cannot be ended while its audit may count; when that counts for nothing, it can.
        let third = deliver_by(&net, 1, &net.visit(1, 2, 1)).await;
        let lost = net.visit(0, 3, 1);
        let nothing = deliver_by(&net, 0, &lost).await;
        let made = planned_for(&net, audit_of(&third), Some(lost.assignment_id)).await;
        let (path, why) = (format!("/v1/revisits/{made}"), json!({"reason": "closed for good"}));
        net.planner.verb(&path, "end", why.clone()).await.problem(409, "wrong-state");
        net.reviewers[0].verb(&nothing, "void", json!({"reason": "the visit was invented"})).await.expect(200);
        assert_eq!(net.planner.verb(&path, "end", why).await.expect(200)["state"], "ended");
    }

    async fn a_planner_ends_a_re_visit_that_cannot_be_made(kind) {
        let net = Network::start(kind).await;
        let (first, waiting, covered) = covered(&net).await;
        let (waiting, covered) = (&waiting, &covered);
        let path = format!("/v1/revisits/{}", id(waiting));
        let why = json!({"reason": "closed for good"});
        let unseen = async |desk: &forecourt_tests::desk::Desk| {
            let request = desk.request(reqwest::Method::POST, &format!("{path}/end")).header("if-match", "\"1\"");
            desk.send(request.header("idempotency-key", Uuid::new_v4().to_string()).json(&why)).await
        };
        unseen(&net.manager).await.problem(403, "forbidden");
        let other = net.people("planner-2", json!({"role": "planner", "org_unit_id": elsewhere(&net).await})).await;
        unseen(&other).await.problem(404, "not-found");
        net.planner.verb(&format!("/v1/revisits/{}", id(covered)), "end", why.clone()).await.problem(409, "wrong-state");
        // While its visit is issued it is under way.
        let of_first = first.ends_with(waiting["audit_id"].as_str().expect("an id"));
        plan(&net, waiting, usize::from(of_first), 11).await;
        let busy = net.planner.verb(&path, "end", why.clone()).await;
        assert_eq!((busy.status.as_u16(), &busy.json()["state"]), (409, &json!("planned")));
        let shown = net.planner.get(&path).await.expect(200);
        let assignment = format!("/v1/assignments/{}", shown["assignment"]["id"].as_str().expect("an id"));
        net.planner.verb(&assignment, "withdraw", json!({})).await.expect(200);
        let (key, version) = (Uuid::new_v4().to_string(), shown["version"].clone());
        let end = || net.planner.request(reqwest::Method::POST, &format!("{path}/end"))
            .header("if-match", format!("\"{version}\"")).header("idempotency-key", &key).json(&why);
        let done = net.planner.send(end()).await.expect(200);
        assert_eq!((&done["state"], &done["covered"]), (&json!("ended"), &json!([covered["id"]])), "{done}");
        assert_eq!((&done["ended"]["reason"], &done["ended"]["person_id"]), (&json!("closed for good"), &json!(net.planner.person_id)));
        assert_eq!(net.planner.send(end()).await.expect(200), done, "a repeat is the same");
        let over = net.planner.verb(&path, "end", why).await;
        assert_eq!((over.status.as_u16(), &over.json()["state"]), (409, &json!("ended")));
        let start = net.start_ms + 12 * DAY_MS;
        let again = json!({"id": Uuid::new_v4(), "window_start": rfc3339(start), "window_end": rfc3339(start + 6 * HOUR_MS), "override_reason": "once more"});
        let again = net.planner.verb(&assignment, "issue-again", again).await;
        assert_eq!((again.status.as_u16(), &again.json()["state"]), (409, &json!("ended")), "{}", again.text());
        net.server.work().await;
        let left = revisits(&net).await;
        assert!(left.iter().all(|one| one["state"] == "ended" && one["ended"]["reason"] == "closed for good"), "{left:?}");
    }

    async fn a_re_visit_is_planned_by_itself_where_the_rules_allow_it(kind) {
        let net = Network::start(kind).await;
        let third = net.people("shopper-3", json!([{"role": "shopper"}])).await;
        assign(&net.planner, net.round, third.person_id, &net.stations[9..], net.start_ms).await;
        crossed(&net, 0, &net.visit(0, 0, 3), 0).await;
        remove(&net).await;
        assert_eq!(revisits(&net).await, Vec::<Value>::new(), "the station may still appeal");
        at(&net, 4, 18, 1).await;
        let made = revisits(&net).await;
        assert_eq!((made.len(), &made[0]["state"]), (1, &json!("planned")));
        let planned = net.planner.get(&format!("/v1/assignments/{}", made[0]["assignment"]["id"].as_str().expect("an id"))).await.expect(200);
        assert_eq!(planned["holder"]["person_id"], json!(third.person_id), "somebody else");
        assert_eq!((&planned["slot"], planned["window_start"].as_str().map(|at| &at[..10])), (&json!("day"), Some("2026-06-09")));
    }

    async fn a_fault_of_many_stations_is_one_problem_of_the_region(kind) {
        let net = Network::start(kind).await;
        let mut audits = Vec::new();
        for station in 0..4 {
            audits.push(deliver_by(&net, 0, &net.visit(0, station, 1).with(PRICES, false)).await);
        }
        for audit in &audits {
            accept([&net.reviewers[0], &net.reviewers[1]], audit, &json!({})).await;
        }
        at(&net, 1, 10, 0).await;
        let projects = async |desk: &forecourt_tests::desk::Desk| {
            desk.get("/v1/regional-projects").await.expect(200)["items"].as_array().expect("items").clone()
        };
        assert_eq!(projects(&net.hq).await, Vec::<Value>::new(), "four are not enough");
        // The next day's visit is published on the day after.
        let mut fifth = net.visit(0, 4, 1).with(PRICES, false);
        fifth.start_ms = net.start_ms;
        audits.push(deliver_by(&net, 0, &fifth).await);
        accept([&net.reviewers[0], &net.reviewers[1]], &audits[4], &json!({})).await;
        at(&net, 2, 10, 0).await;
        let seen = projects(&net.region).await;
        assert_eq!(seen.len(), 1, "{seen:?}");
        assert_eq!((&seen[0]["item"]["id"], &seen[0]["missed"], &seen[0]["audited"], &seen[0]["state"]),
            (&json!(PRICES), &json!(5), &json!(5), &json!("open")));
        assert_eq!(seen[0]["org_unit"]["id"], json!(net.units[2]));
        assert!(!seen[0].to_string().contains(&net.round.to_string()), "no round is named");
        net.manager.get("/v1/regional-projects").await.problem(403, "forbidden");
        let grouped = format!("?project={}", id(&seen[0]));
        assert_eq!(listed(&net.region, &grouped).await.len(), 5);
        assert_eq!(listed(&net.region, &format!("?project={}", Uuid::new_v4())).await.len(), 0);
        let elsewhere = net.people("region-2", json!({"role": "region", "org_unit_id": elsewhere(&net).await})).await;
        assert_eq!(projects(&elsewhere).await, Vec::<Value>::new());
        assert_eq!(listed(&elsewhere, &grouped).await, Vec::<Value>::new());
        // One was wrong: four are not enough.
        let right = json!({"changes": [{"item": PRICES, "value": true, "reason": "the photo shows both"}]});
        assert_eq!(change(&net, &audits[0], "correct", right).await, "published");
        net.server.work().await;
        let left = projects(&net.hq).await;
        assert_eq!((&left[0]["state"], &left[0]["missed"]), (&json!("withdrawn"), &json!(4)));
    }
}

/// Another province.
async fn elsewhere(net: &Network) -> Uuid {
    let body = json!({"code": "SC", "level": 1, "parent_id": net.units[0], "name_zh": "四川", "name_en": "Sichuan"});
    id(&net.admin.post("/v1/org-units", body).await.expect(201))
}
