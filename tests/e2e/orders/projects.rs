//! The record of a project (§5.6), and the watch list of stations (§5.5).

use forecourt_migrations::{SchemaManager, fill_projects};
use forecourt_store::Reads;
use forecourt_tests::{
    desk::Desk,
    network::{Network, assign, id},
};
use reqwest::Method;
use serde_json::{Value, json};
use uuid::Uuid;

use super::{DAY_MS, MINUTE_MS, PRICES, SIGN, at, listed, picture, submission};
use crate::published::{accept, change, deliver_by};

/// What of a region was missed at five stations, with a plan: writes with each verb.
pub(crate) async fn write_each(net: &Network, project: Uuid) {
    let path = format!("/v1/regional-projects/{project}");
    net.region.verb(&path, "act", json!({"outcome": "reopen", "note": "once more"})).await.expect(200);
    net.region.verb(&path, "plan", plan(9000)).await.expect(200);
    net.hq.verb(&path, "actions", json!({"text": "told all shifts"})).await.expect(200);
}

pub(super) fn plan(target_bp: u32) -> Value {
    json!({"cause_kind": "five_why", "cause": "nobody compares", "measure": "compare at each change of prices", "owner": "Li",
        "target_bp": target_bp, "due_on": "2026-07-31"})
}

pub(super) async fn projects(desk: &Desk, query: &str) -> Vec<Value> {
    desk.get(&format!("/v1/regional-projects{query}")).await.expect(200)["items"].as_array().expect("items").clone()
}

/// A round from this day after Monday on; its id.
pub(crate) async fn round(net: &Network, code: &str, first: i64, last: i64) -> Uuid {
    let day = |n: i64| forecourt_api::times::rfc3339(net.start_ms + n * DAY_MS)[..10].to_owned();
    let body = json!({"code": code, "name_zh": "轮次", "name_en": "A later round", "org_unit_id": net.units[0],
        "checklist": {"id": "station-69", "version": 1}, "first_day": day(first), "last_day": day(last)});
    let round = id(&net.planner.post("/v1/rounds", body).await.expect(201));
    net.planner.verb(&format!("/v1/rounds/{round}"), "open", json!({})).await.expect(200);
    round
}

/// Visits made on a day of a round, one at each of these stations, that miss an item or not, published on the next day at ten;
/// the paths of the audits.
pub(super) async fn visited(
    net: &Network,
    round: Uuid,
    day: i64,
    (item, missed): (&'static str, &Value),
    misses: &[bool],
) -> Vec<String> {
    let start = net.start_ms + day * DAY_MS;
    let stations = &net.stations[..misses.len()];
    let assignments = assign(&net.planner, round, net.shoppers[1].person_id, stations, start).await;
    at(net, day, 15, 0).await;
    let mut audits = Vec::new();
    for (n, misses) in misses.iter().enumerate() {
        let mut visit = net.visit(1, n, 1);
        (visit.assignment_id, visit.start_ms) =
            (assignments[n], start + i64::try_from(n).expect("few") * 25 * MINUTE_MS);
        let visit = if *misses { visit.with(item, missed.clone()) } else { visit };
        let audit = deliver_by(net, 1, &visit).await;
        accept([&net.reviewers[0], &net.reviewers[1]], &audit, &json!({})).await;
        audits.push(audit);
    }
    at(net, day + 1, 10, 0).await;
    audits
}

pub(super) async fn close(net: &Network, round: Uuid) {
    net.planner.verb(&format!("/v1/rounds/{round}"), "close", json!({})).await.expect(200);
}

/// Issues, submits, verifies and closes the open order of the sign; its id.
async fn mended(net: &Network) -> Uuid {
    let open = listed(&net.hq, &format!("?item={SIGN}&open=true")).await;
    let path = format!("/v1/rectifications/{}", id(&open[0]));
    net.region.verb(&path, "issue", json!({})).await.expect(200);
    let mut done = submission(net, &net.manager).await;
    done["root_cause"] = json!("nobody looks at it");
    net.manager.verb(&path, "submit", done).await.expect(200);
    if net.hq.verb(&path, "verify", json!({})).await.expect(200)["state"] == "verified" {
        net.hq.verb(&path, "close", json!({})).await.expect(200);
    }
    id(&open[0])
}

on_both! {
    async fn a_problem_goes_through_its_cycles_and_its_check_is_computed(kind) {
        let net = Network::start(kind).await;
        visited(&net, net.round, 0, (PRICES, &json!(false)), &[true; 5]).await;
        let row = projects(&net.region, "").await.pop().expect("a project");
        assert_eq!((&row["kind"], &row["phase"], &row["cycle"], &row["station"]), (&json!("region"), &json!("plan"), &json!(1), &json!(null)));
        let path = format!("/v1/regional-projects/{}", id(&row));
        // Nothing is done before there is a plan.
        net.region.verb(&path, "actions", json!({"text": "too early"})).await.problem(409, "wrong-state");
        let mut wrong = plan(9000);
        wrong["due_on"] = json!("tomorrow");
        assert_eq!(net.region.verb(&path, "plan", wrong).await.violations(), [("/due_on".to_owned(), "bad_value".to_owned())]);
        for desk in [&net.manager, &net.auditor, &net.planner] {
            let request = desk.request(Method::POST, &format!("{path}/plan")).header("if-match", "\"1\"");
            let request = request.header("idempotency-key", Uuid::new_v4().to_string()).json(&plan(9000));
            desk.send(request).await.problem(403, "forbidden");
        }
        net.region.verb(&path, "plan", plan(5000)).await.expect(200);
        let planned = net.region.verb(&path, "plan", plan(9000)).await.expect(200);
        assert_eq!((&planned["cycles"][0]["plan"]["target_bp"], &planned["phase"]), (&json!(9000), &json!("do")), "corrected");
        let file = picture(&net, &net.region).await;
        let done = net.region.verb(&path, "actions", json!({"text": "told all shifts", "evidence": [file]})).await.expect(200);
        assert_eq!(done["cycles"][0]["actions"][0]["evidence"][0]["id"], json!(file));
        let shown = format!("/v1/evidence/{file}");
        assert_eq!(net.hq.get(&shown).await.status, 200);
        net.manager.get(&shown).await.problem(404, "not-found");
        let early = net.region.verb(&path, "act", json!({"outcome": "drill", "note": "trained"})).await;
        assert_eq!((early.status.as_u16(), &early.json()["state"]), (409, &json!("do")), "nothing proves it yet");
        // The next round: one of two stations still misses it.
        let second = round(&net, "R2", 7, 30).await;
        visited(&net, second, 7, (PRICES, &json!(false)), &[true, false]).await;
        let checked = net.region.get(&path).await.expect(200);
        let check = &checked["cycles"][0]["check"];
        let next = json!({"which": "next", "published_month": "2026-06", "audits": 2, "answered": 2, "met": 1, "provisional": true,
            "rate_bp": 5000, "target_met": null});
        assert_eq!(check, &json!({"rounds": [next], "settled": false, "success": null}), "{checked}");
        assert!(!checked.to_string().contains(&second.to_string()) && !checked.to_string().contains("R2"), "no round is named");
        assert_eq!((&checked["orders"]["total"], &checked["orders"]["open"]), (&json!(5), &json!(5)));
        assert_eq!(net.region.verb(&path, "plan", plan(1)).await.json()["state"], "check", "the target stands");
        close(&net, second).await;
        let check = net.region.get(&path).await.expect(200)["cycles"][0]["check"].clone();
        assert_eq!((&check["rounds"][0]["target_met"], &check["settled"], &check["success"]), (&json!(false), &json!(false), &json!(false)));
        let drill = async || net.region.verb(&path, "act", json!({"outcome": "drill", "note": "trained"})).await;
        assert_eq!((drill().await.status.as_u16(), &drill().await.json()["state"]), (409, &json!("check")), "one round of two");
        let again = net.region.verb(&path, "act", json!({"outcome": "reopen", "note": "new signs"})).await.expect(200);
        assert_eq!((&again["cycle"], &again["phase"], &again["cycles"][1]["previous"]), (&json!(2), &json!("plan"), &json!(1)));
        assert_eq!(again["cycles"][0]["check"]["rounds"][0]["rate_bp"], 5000, "what checked the first cycle does not check the next");
        assert_eq!(again["cycles"][1]["check"]["rounds"], json!([]));
        net.region.verb(&path, "plan", plan(9000)).await.expect(200);
        // Two months without a round.
        at(&net, 67, 10, 0).await;
        assert!(projects(&net.hq, "?flagged=true").await.is_empty());
        at(&net, 68, 10, 0).await;
        let flagged = projects(&net.hq, "?flagged=true").await;
        assert_eq!((flagged.len(), &flagged[0]["id"], &flagged[0]["flagged"]), (1, &row["id"], &json!(true)));
        let third = round(&net, "R3", 69, 90).await;
        visited(&net, third, 70, (PRICES, &json!(false)), &[false]).await;
        assert!(projects(&net.hq, "?flagged=true").await.is_empty());
        assert_eq!(drill().await.json()["state"], "check", "its round still runs");
        close(&net, third).await;
        let seen = drill().await.expect(200).clone();
        let check = &seen["cycles"][1]["check"];
        assert_eq!((&seen["state"], &seen["phase"], &check["rounds"][0]["rate_bp"]), (&json!("ended"), &json!("ended"), &json!(10_000)));
        assert_eq!((&check["settled"], &check["success"]), (&json!(true), &json!(null)), "one round after 60 days proves no success");
        let what: Vec<&str> = seen["history"].as_array().expect("lines").iter().map(|line| line["what"].as_str().expect("a word")).collect();
        assert_eq!(what, ["plan", "plan", "action", "act", "plan", "act"]);
        assert_eq!((&seen["history"][0]["role"], &seen["history"][0]["data"]["target_bp"]), (&json!("region"), &json!(5000)));
        let over = net.region.verb(&path, "actions", json!({"text": "late"})).await;
        assert_eq!((over.status.as_u16(), &over.json()["state"]), (409, &json!("ended")));
        let faults = net.hq.get("/v1/regional-projects?state=gone&kind=planet").await;
        assert_eq!(faults.violations().len(), 2, "{}", faults.text());
    }

    async fn what_was_published_before_the_plan_or_not_answered_checks_nothing(kind) {
        let net = Network::start(kind).await;
        visited(&net, net.round, 0, (PRICES, &json!(false)), &[true; 5]).await;
        let path = format!("/v1/regional-projects/{}", id(&projects(&net.region, "").await[0]));
        let early = round(&net, "R2", 7, 30).await;
        visited(&net, early, 7, (PRICES, &json!(false)), &[false]).await;
        at(&net, 61, 10, 0).await;
        assert_eq!(projects(&net.hq, "?flagged=true").await.len(), 1, "nobody planned anything in 60 days");
        let planned = net.region.verb(&path, "plan", plan(9000)).await.expect(200);
        let nothing = json!({"rounds": [], "settled": false, "success": null});
        assert_eq!((&planned["phase"], &planned["flagged"], &planned["cycles"][0]["check"]), (&json!("do"), &json!(true), &nothing));
        let same_day = round(&net, "R3", 61, 90).await;
        visited(&net, same_day, 62, (PRICES, &json!(false)), &[false]).await;
        let blind = round(&net, "R4", 62, 90).await;
        visited(&net, blind, 63, (PRICES, &Value::Null), &[true]).await;
        let seen = net.region.get(&path).await.expect(200).clone();
        assert_eq!((&seen["phase"], &seen["flagged"], &seen["cycles"][0]["check"]), (&json!("do"), &json!(true), &nothing), "{seen}");
        assert_eq!(net.region.verb(&path, "act", json!({"outcome": "drill", "note": "x"})).await.json()["state"], "do");
        net.region.verb(&path, "plan", plan(9500)).await.expect(200);
        let real = round(&net, "R5", 63, 90).await;
        visited(&net, real, 70, (PRICES, &json!(false)), &[false]).await;
        let seen = net.region.get(&path).await.expect(200).clone();
        let rounds = seen["cycles"][0]["check"]["rounds"].as_array().expect("rounds").len();
        assert_eq!((&seen["phase"], &seen["flagged"], rounds), (&json!("check"), &json!(false), 1), "a correction moves nothing: {seen}");
        assert_eq!(projects(&net.hq, "?flagged=false").await.len(), 1);
        assert_eq!(net.region.verb(&path, "plan", plan(1)).await.json()["state"], "check");
    }

    async fn the_watch_list_rests_on_orders_that_stand(kind) {
        let net = Network::start(kind).await;
        let mut audits = Vec::new();
        for day in [0, 7, 14] {
            audits.extend(visited(&net, net.round, day, (SIGN, &json!(0)), &[true]).await);
            mended(&net).await;
        }
        let later = round(&net, "R2", 20, 40).await;
        audits.extend(visited(&net, later, 21, (SIGN, &json!(0)), &[true]).await);
        let row = async || projects(&net.hq, "?kind=station").await.pop().expect("a project");
        let first = row().await;
        assert_eq!((&first["missed"], &first["state"]), (&json!(3), &json!("open")), "{first}");
        // The third is gone: the fourth is a second repeat as well.
        let void = json!({"reason": "another station"});
        assert_eq!(change(&net, &audits[2], "void", void.clone()).await, "void");
        let second = row().await;
        assert_eq!((&second["id"], &second["missed"], &second["state"]), (&first["id"], &json!(3), &json!("open")), "{second}");
        // What an older database had is what the migration makes of its orders.
        let tx = net.server.app.store.begin("test").await.expect("a transaction");
        for table in ["project_cycle", "regional_project"] {
            tx.execute_unprepared(&format!("DELETE FROM {table}")).await.expect("deleted");
        }
        fill_projects(&SchemaManager::new(&*tx)).await.expect("filled");
        tx.commit().await.expect("a commit");
        let (filled, open) = (row().await, listed(&net.hq, &format!("?item={SIGN}&open=true")).await);
        assert_eq!((&second["audited"], &filled["audited"]), (&json!(3), &json!(3)), "a void audit is none");
        assert_eq!((&filled["id"], &filled["missed"]), (&open[0]["id"], &second["missed"]));
        assert_eq!((&filled["phase"], &filled["cycle"], &filled["station"]), (&json!("plan"), &json!(1), &second["station"]));
        // Without the first the second is no repeat, so the fourth is the first one.
        assert_eq!(change(&net, &audits[0], "void", void).await, "void");
        assert_eq!(row().await["state"], "withdrawn", "its own order stands, but it is no second repeat");
    }

    async fn a_second_repeat_puts_a_station_on_the_watch_list(kind) {
        let net = Network::start(kind).await;
        for (n, day) in [0, 7, 14].into_iter().enumerate() {
            visited(&net, net.round, day, (SIGN, &json!(0)), &[true]).await;
            assert_eq!(projects(&net.region, "?kind=station").await.len(), usize::from(n == 2));
            if n < 2 {
                mended(&net).await;
            }
        }
        let row = projects(&net.hq, "?kind=station").await.pop().expect("a project");
        assert_eq!((&row["station"]["id"], &row["missed"], &row["audited"], &row["state"]),
            (&json!(net.stations[0].id), &json!(3), &json!(3), &json!("open")), "{row}");
        assert!(projects(&net.hq, "?kind=region").await.is_empty());
        let path = format!("/v1/regional-projects/{}", id(&row));
        net.manager.get(&path).await.problem(403, "forbidden");
        let unit = json!({"code": "SC", "level": 1, "parent_id": net.units[0], "name_zh": "四川", "name_en": "Sichuan"});
        let unit = id(&net.admin.post("/v1/org-units", unit).await.expect(201));
        let elsewhere = net.people("region-2", json!({"role": "region", "org_unit_id": unit})).await;
        elsewhere.get(&path).await.problem(404, "not-found");
        assert!(projects(&elsewhere, "").await.is_empty());
        let planned = net.region.verb(&path, "plan", plan(10_000)).await.expect(200);
        assert_eq!((&planned["orders"]["total"], &planned["orders"]["open"], &planned["kind"]), (&json!(3), &json!(1), &json!("station")));
        assert_eq!(listed(&net.region, &format!("?project={}", id(&row))).await.len(), 3);
        assert!(listed(&elsewhere, &format!("?project={}", id(&row))).await.is_empty());
        // Its order was a mistake: so is the project.
        let open = listed(&net.hq, &format!("?item={SIGN}&open=true")).await;
        let wish = json!({"reason": "issued_in_error", "note": "another station"});
        net.hq.verb(&format!("/v1/rectifications/{}", id(&open[0])), "cancel", wish).await.expect(200);
        let late = net.region.verb(&path, "actions", json!({"text": "told all shifts"})).await;
        assert_eq!((late.status.as_u16(), &late.json()["state"]), (409, &json!("withdrawn")));
    }
}
