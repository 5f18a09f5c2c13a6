//! What follows when a station that was audited once more is still too low (§5.5).

use forecourt_tests::{
    answer::Answer,
    desk::Desk,
    network::{Network, assign},
    visit::Visit,
};
use reqwest::Method;
use serde_json::{Value, json};
use uuid::Uuid;

use super::{DAY_MS, ENGINE, at, planted, told};
use crate::{
    published::{accept, change, deliver_by},
    roles::person,
};

const KIND: &str = "station.follow_up";

/// Delivers a visit with a failed red line on this day after Monday, and lets it become final; its audit.
pub(super) async fn crossed(net: &Network, shopper: usize, visit: &Visit, day: i64) -> Uuid {
    at(net, day, 12, 0).await;
    let visit = visit.clone().with(ENGINE, false);
    let audit = deliver_by(net, shopper, &visit).await;
    for reviewer in &net.reviewers[..2] {
        reviewer.verb(&audit, &format!("red-lines/{ENGINE}/confirm"), json!({})).await.expect(200);
    }
    accept([&net.reviewers[0], &net.reviewers[1]], &audit, &json!({})).await;
    at(net, day + 1, 10, 0).await;
    visit.audit_id
}

async fn count(desk: &Desk) -> usize {
    told(desk).await.iter().filter(|kind| *kind == KIND).count()
}

async fn listed(desk: &Desk, query: &str) -> Vec<Value> {
    desk.get(&format!("/v1/follow-ups{query}")).await.expect(200)["items"].as_array().expect("items").clone()
}

/// Says what was done about the one of this id, as it was seen.
pub(crate) async fn done(desk: &Desk, id: &str, version: i64, day: &str, note: &str) -> Answer {
    let request = desk.request(Method::POST, &format!("/v1/follow-ups/{id}/done"));
    let request = request.header("if-match", format!("\"{version}\""));
    let request = request.header("idempotency-key", Uuid::new_v4().to_string());
    desk.send(request.json(&json!({"day": day, "note": note}))).await
}

/// The city's head and the province's.
async fn offices(net: &Network) -> [Desk; 2] {
    let city = person(net, "city", json!([{"role": "region", "org_unit_id": net.units[2]}])).await;
    let province = person(net, "province", json!([{"role": "region", "org_unit_id": net.units[1]}])).await;
    for (unit, desk) in [(2, &city), (1, &province)] {
        let contacts = format!("/v1/org-units/{}/contacts", net.units[unit]);
        net.hq.put(&contacts, &json!({"head": [desk.person_id]})).await.expect(200);
    }
    [city, province]
}

on_both! {
    async fn who_has_to_help_is_told_when_the_result_is_final(kind) {
        let net = Network::start(kind).await;
        let [city, province] = offices(&net).await;
        let cause = crossed(&net, 0, &net.visit(0, 0, 3), 0).await;
        let first = planted(&net, cause, "red_line", Some(net.assignments[1][0]), None).await;
        let mut visit = net.visit(1, 0, 3);
        visit.start_ms += DAY_MS;
        let low = crossed(&net, 1, &visit, 1).await;
        assert_eq!((count(&city).await, listed(&net.region, "").await), (0, Vec::new()), "it may be appealed still");
        // Published on Wednesday the third: final after Monday at six.
        at(&net, 7, 18, 1).await;
        net.server.work().await;
        assert_eq!((count(&city).await, count(&province).await, count(&net.manager).await), (1, 0, 0));
        let inbox = city.get("/v1/inbox").await.expect(200);
        let line = inbox["items"].as_array().expect("items").iter().find(|line| line["kind"] == KIND).expect("a line");
        assert_eq!(line["text"], "Audited once more and still too low: help on site; score 59.99");
        // Five working days from Monday evening, which counts from Tuesday.
        assert_eq!((&line["due_at"], &line["station"]["code"]), (&json!("2026-06-16T10:00:00Z"), &json!("HZ-0000")));
        let seen = listed(&net.region, "").await;
        assert_eq!((seen.len(), &seen[0]["what"], &seen[0]["by"]), (1, &json!("help"), &line["due_at"]));
        assert_eq!((&seen[0]["audit_id"], &seen[0]["final_bp"], &seen[0]["visit_day"]), (&json!(low), &json!(5999), &json!("2026-06-02")));
        let mut members: Vec<&String> = seen[0].as_object().expect("a view").keys().collect();
        members.sort();
        assert_eq!(members, ["audit_id", "by", "final_bp", "id", "station", "version", "visit_day", "what"], "nothing of the plan");
        for desk in [&net.hq, &net.auditor, &city] {
            assert_eq!(listed(desk, "?what=help").await.len(), 1);
        }
        assert!(listed(&net.region, "?what=meeting").await.is_empty());
        for desk in [&net.manager, &net.reviewers[0], &net.shoppers[0]] {
            desk.get("/v1/follow-ups").await.problem(403, "forbidden");
        }
        // A region sees what came of it, never that one is planned.
        net.region.get(&format!("/v1/revisits/{first}")).await.problem(403, "forbidden");

        // The city has helped: it says so, once, and the list is empty.
        let (one, version) = (seen[0]["id"].as_str().expect("an id").to_owned(), seen[0]["version"].as_i64().expect("a version"));
        let say = async |desk: &Desk, day: &str, note: &str| done(desk, &one, version, day, note).await;
        for (day, note, at) in [("2026-06-01", "ok", "/day"), ("2026-06-09", "ok", "/day"), ("soon", "ok", "/day"), ("2026-06-08", " ", "/note")] {
            let refused = say(&city, day, note).await.problem(422, "invalid");
            assert_eq!(refused["violations"][0]["pointer"], at, "{refused}");
        }
        let both = say(&city, "never", " ").await;
        assert_eq!(both.violations(), [("/day", "bad_value"), ("/note", "missing")].map(|(at, code)| (at.to_owned(), code.to_owned())));
        for desk in [&net.manager, &net.reviewers[0], &net.auditor] {
            say(desk, "2026-06-08", "ok").await.problem(403, "forbidden");
        }
        let told = say(&city, "2026-06-08", "taps mended together").await.expect(200);
        let wanted = json!({"day": "2026-06-08", "note": "taps mended together", "on_time": true});
        assert_eq!(told["done"], wanted);
say(&city, "2026-06-08", "again").await.problem(412, "stale-version");
        assert_eq!(done(&city, &one, version + 1, "2026-06-08", "again").await.problem(409, "wrong-state")["state"], "done");
        assert!(listed(&net.region, "").await.is_empty());
        assert_eq!((&listed(&net.region, "?state=done").await[0]["done"], listed(&net.hq, "?state=all").await.len()), (&wanted, 1));
        net.hq.get("/v1/follow-ups?state=late").await.problem(422, "invalid");

        // Once more too low: a joint meeting, of which both levels are told.
        let day = 8;
        at(&net, day, 10, 0).await;
        let later = net.start_ms + day * DAY_MS;
        let assignment = assign(&net.planner, net.round, net.shoppers[0].person_id, &net.stations[..1], later).await[0];
        planted(&net, low, "red_line", Some(assignment), Some(first)).await;
        let mut visit = net.visit(0, 0, 3);
        (visit.assignment_id, visit.start_ms) = (assignment, later);
        let again = crossed(&net, 0, &visit, day).await;
        at(&net, 14, 18, 1).await;
        net.server.work().await;
        assert_eq!((count(&city).await, count(&province).await), (2, 1));
        assert_eq!(listed(&net.region, "?what=meeting").await[0]["audit_id"], json!(again));
        // What is void needs no help.
        assert_eq!(change(&net, &format!("/v1/audits/{again}"), "void", json!({"reason": "invented"})).await, "void");
        assert!(listed(&net.region, "?what=meeting").await.is_empty());
    }

    async fn what_was_done_about_a_result_that_was_corrected_is_asked_for_anew(kind) {
        let net = Network::start(kind).await;
        let [city, _] = offices(&net).await;
        let cause = crossed(&net, 0, &net.visit(0, 0, 3), 0).await;
        planted(&net, cause, "red_line", Some(net.assignments[1][0]), None).await;
        let mut visit = net.visit(1, 0, 3);
        visit.start_ms += DAY_MS;
        let low = format!("/v1/audits/{}", crossed(&net, 1, &visit, 1).await);
        at(&net, 7, 18, 1).await;
        net.server.work().await;
        let seen = listed(&city, "").await[0].clone();
        let (one, version) = (seen["id"].as_str().expect("an id"), seen["version"].as_i64().expect("a version"));
        done(&city, one, version, "2026-06-08", "helped").await.expect(200);
        for (holds, day, state, waiting) in [(true, 7, "final", 0), (false, 16, "published", 1)] {
            let changes = json!({"changes": [{"item": ENGINE, "value": holds, "reason": "the clip"}]});
            assert_eq!(change(&net, &low, "correct", changes).await, state);
            at(&net, day, 18, 2).await;
            net.server.work().await;
            let open = listed(&city, "").await;
            assert_eq!((open.len(), listed(&city, "?state=done").await), (waiting, Vec::new()), "{open:?}");
            assert!(open.iter().all(|one| one.get("done").is_none() && one["by"] != seen["by"]), "{open:?}");
        }
        assert_eq!(count(&city).await, 2, "told anew");
    }
}
