//! What time does to orders: reminders and escalations, each once, in order, with whom they told (§5.3, decision 30).

use forecourt_api::{jobs, times::rfc3339};
use forecourt_tests::{desk::Desk, network::Network};
use serde_json::{Value, json};

use super::{
    DAY_MS, ENGINE, ESTOP, HOUR_MS, MINUTE_MS, PRICES, SIGN, at, code, listed, path_of, publish, submission, told,
};
use crate::{
    published::{accept, deliver},
    roles::person,
};

/// Minor, T30 when it is missed altogether.
const CANOPY: &str = "approach.canopy_facade_clean";

/// Contacts of a city: a head and a safety officer; the province has a head.
async fn contacts(net: &Network) -> (Desk, Desk) {
    let city = person(net, "city-head", json!([{"role": "region", "org_unit_id": net.units[2]}])).await;
    let province = person(net, "province-head", json!([{"role": "region", "org_unit_id": net.units[1]}])).await;
    for (unit, desk) in [(net.units[2], &city), (net.units[1], &province)] {
        let put = net.hq.put(&format!("/v1/org-units/{unit}/contacts"), &json!({"head": [desk.person_id]})).await;
        assert_eq!(put.expect(200)["head"][0]["person_id"], json!(desk.person_id));
    }
    (city, province)
}

/// Rungs of an order as its timeline shows them: name, instant, late.
async fn rungs(desk: &Desk, path: &str) -> Vec<(String, String, bool)> {
    let story = desk.get(&format!("{path}/timeline")).await.expect(200);
    let entries = story["entries"].as_array().expect("entries").iter().filter(|entry| entry["kind"] == "rung");
    let text = |entry: &Value, name: &str| entry[name].as_str().unwrap_or_default().to_owned();
    entries.map(|entry| (text(entry, "what"), text(entry, "at"), entry["late"] == true)).collect()
}

fn named(list: &[(String, String, bool)]) -> Vec<&str> {
    list.iter().map(|(name, ..)| name.as_str()).collect()
}

on_both! {
    async fn contacts_are_offices_and_an_empty_level_passes_up(kind) {
        let net = Network::start(kind).await;
        let path = format!("/v1/org-units/{}/contacts", net.units[2]);
        let wrong = json!({"head": [net.shoppers[0].person_id, net.manager.person_id, net.manager.person_id], "duty": [net.reviewers[0].person_id]});
        let refused = net.hq.put(&path, &wrong).await;
        let faults = [("/head/0", "bad_value"), ("/head/2", "duplicate"), ("/duty/0", "bad_value")];
        assert_eq!(refused.violations(), faults.map(|(place, code)| (place.to_owned(), code.to_owned())));
        net.region.put(&path, &json!({})).await.problem(403, "forbidden");
        let (city, _) = contacts(&net).await;
        assert_eq!(net.region.get(&path).await.expect(200)["head"][0]["name"], "city-head");
        publish(&net, &net.visit(0, 0, 3).with(PRICES, false)).await;
        let order = path_of(&net.region, PRICES).await;
        net.region.verb(&order, "issue", json!({})).await.expect(200);
        // Four hours unread: the district has nobody, so that the city is told.
        at(&net, 1, 14, 1).await;
        let story = net.manager.get(&format!("{order}/timeline")).await.expect(200);
        let rung = story["entries"].as_array().and_then(|list| list.iter().find(|entry| entry["kind"] == "rung")).expect("a rung");
        assert_eq!((&rung["what"], &rung["at"]), (&json!("not_acknowledged"), &json!("2026-06-02T06:00:00Z")));
        assert_eq!(rung["told"][0], json!({"contact": "head", "wanted": "district", "level": "city", "passed": ["district"]}));
        assert_eq!(told(&city).await, ["order.not_acknowledged"]);
        let line = city.get("/v1/inbox").await.expect(200)["items"][0].clone();
        assert_eq!((&line["text"], &line["order_id"]), (&json!("Not acknowledged within 4 hours: the district manager is told"), &json!(order.rsplit('/').next())));
    }

    async fn what_an_office_hands_in_is_judged_above_it(kind) {
        let net = Network::start(kind).await;
        let (city, province) = contacts(&net).await;
        let colleague = person(&net, "colleague", json!([{"role": "region", "org_unit_id": net.units[2]}])).await;
        publish(&net, &net.visit(0, 0, 3).with(PRICES, false).with(SIGN, 0)).await;
        let (sign, prices) = (path_of(&net.region, SIGN).await, path_of(&net.region, PRICES).await);
        for path in [&sign, &prices] {
            city.verb(path, "issue", json!({})).await.expect(200);
        }
        let ask = json!({"to": "2026-06-15T02:00:00Z", "cause": "contractor", "reason": "he comes on Monday"});
        let asked = city.verb(&sign, "extensions", ask).await.expect(200);
        let decide = format!("extensions/{}/decide", asked["extension_id"].as_str().expect("an id"));
        let count = async |desk: &Desk, kind: &str| told(desk).await.iter().filter(|one| *one == kind).count();
        assert_eq!((count(&city, "extension.asked").await, count(&province, "extension.asked").await), (0, 1));
        assert_eq!(code(&colleague.verb(&sign, &decide, json!({"grant": true})).await), (403, json!("beneath"), json!(null)));
        province.verb(&sign, &decide, json!({"grant": true})).await.expect(200);
        // A colleague may verify it, he himself may not.
        let heads = json!({"head": [city.person_id, colleague.person_id]});
        net.hq.put(&format!("/v1/org-units/{}/contacts", net.units[2]), &heads).await.expect(200);
        city.verb(&sign, "submit", submission(&net, &city).await).await.expect(200);
        let submitted = async || {
            let mut counts = Vec::new();
            for desk in [&city, &colleague, &province] {
                counts.push(count(desk, "order.submitted").await);
            }
            counts
        };
        assert_eq!(submitted().await, [0, 1, 0]);
        // What the station hands in goes to the city, which has no district below; what the city leaves lying, above it.
        net.manager.verb(&prices, "submit", submission(&net, &net.manager).await).await.expect(200);
        assert_eq!(submitted().await, [1, 2, 0]);
        at(&net, 4, 10, 0).await;
        let story = city.get(&format!("{prices}/timeline")).await.expect(200);
        let late = story["entries"].as_array().expect("entries").iter().find(|entry| entry["what"] == "verifier_late");
        let above = json!([{"contact": "head", "wanted": "city", "level": "province", "passed": []}]);
        assert_eq!(late.map(|entry| &entry["told"]), Some(&above), "{story}");
    }

    async fn the_red_list_and_what_is_supervised_are_lists(kind) {
        let net = Network::start(kind).await;
        contacts(&net).await;
        let audit = deliver(&net, &net.visit(0, 0, 3).with(ENGINE, false).with(PRICES, false)).await;
        for reviewer in &net.reviewers[..2] {
            reviewer.verb(&audit, &format!("red-lines/{ENGINE}/confirm"), json!({})).await.expect(200);
        }
        accept([&net.reviewers[0], &net.reviewers[1]], &audit, &json!({})).await;
        at(&net, 1, 10, 0).await;
        let prices = path_of(&net.region, PRICES).await;
        net.region.verb(&prices, "issue", json!({})).await.expect(200);
        let items = async |desk: &Desk, query: &str| -> Vec<Value> {
            listed(desk, query).await.iter().map(|one| one["item"]["id"].clone()).collect()
        };
        assert_eq!(items(&net.hq, "?mark=red_list").await, Vec::<Value>::new());
        at(&net, 6, 10, 0).await;
        for desk in [&net.hq, &net.region, &net.manager] {
            assert_eq!(items(desk, "?mark=red_list&open=true").await, [json!(ENGINE)]);
            assert_eq!(items(desk, "?mark=supervision&open=true").await, [json!(PRICES)]);
        }
        let refused = net.hq.get("/v1/rectifications?mark=black_list").await;
        assert_eq!(refused.violations(), [("query:mark".to_owned(), "bad_value".to_owned())]);
    }

    async fn a_red_line_that_nobody_reads_is_called_about(kind) {
        let net = Network::start(kind).await;
        let (city, _) = contacts(&net).await;
        let audit = deliver(&net, &net.visit(0, 0, 3).with(ENGINE, false)).await;
        net.reviewers[0].verb(&audit, &format!("red-lines/{ENGINE}/confirm"), json!({})).await.expect(200);
        let order = path_of(&net.region, ENGINE).await;
        let calls = format!("{order}/calls");
        net.manager.get(&calls).await.problem(403, "forbidden");
        let list = city.get(&calls).await.expect(200);
        let people: Vec<(&Value, &Value)> =
            list["people"].as_array().expect("people").iter().map(|one| (&one["level"], &one["name"])).collect();
        let expected = [("station", "Name of manager"), ("city", "city-head"), ("province", "province-head")];
        assert_eq!(people, expected.map(|(level, name)| (json!(level), json!(name))).iter().map(|(a, b)| (a, b)).collect::<Vec<_>>());
        assert_eq!((&list["wanted"], &list["calls"]), (&json!(true), &json!([])));
        let stranger = json!({"callee": net.hq.person_id, "reached": true});
        assert_eq!(city.verb(&order, "calls", stranger).await.violations(), [("/callee".to_owned(), "bad_value".to_owned())]);
        let call = json!({"callee": net.manager.person_id, "reached": false, "note": "engaged"});
        city.verb(&order, "calls", call.clone()).await.expect(200);
        // Half an hour unread: the district has nobody.
        net.server.time(net.server.now() + 31 * MINUTE_MS);
        net.server.work().await;
        let story = net.manager.get(&format!("{order}/timeline")).await.expect(200);
        let whats: Vec<&Value> = story["entries"].as_array().expect("entries").iter().map(|entry| &entry["what"]).collect();
        assert_eq!(whats, [&json!("issue"), &json!("call"), &json!("not_acknowledged")]);
        city.verb(&order, "acknowledge", json!({"by_phone": true})).await.expect(200);
        let list = city.get(&calls).await.expect(200);
        assert_eq!(list["people"], json!([]), "nobody has to be called any more");
        assert_eq!((&list["wanted"], &list["calls"][0]["note"], &list["calls"][0]["reached"]), (&json!(false), &json!("engaged"), &json!(false)));
        let contained = net.manager.verb(&order, "contain", json!({"note": "the pump is out of use"})).await.expect(200);
        assert_eq!(contained["state"], "acknowledged");
    }

    async fn a_quarter_passes_and_everything_is_told_once(kind) {
        let net = Network::start(kind).await;
        let (city, province) = contacts(&net).await;
        publish(&net, &net.visit(0, 0, 3).with(PRICES, false).with(SIGN, 0).with(ESTOP, 0).with(CANOPY, 0)).await;
        let app = &net.server.app;
        // Hour by hour, with nobody at work: the system issues what nobody issues.
        for hour in 0..90 * 24 {
            net.server.time(net.start_ms + DAY_MS + hour * HOUR_MS + MINUTE_MS);
            jobs::orders::run(app, net.server.now()).await.expect("a pass");
        }
        let prices = rungs(&net.manager, &path_of(&net.region, PRICES).await).await;
        assert_eq!(named(&prices), ["not_acknowledged", "time_80", "overdue", "still_open_city", "still_open_province"]);
        let sign = rungs(&net.manager, &path_of(&net.region, SIGN).await).await;
        assert_eq!(named(&sign), ["not_acknowledged", "time_50", "time_80", "overdue", "still_open_city", "still_open_province"]);
        let canopy = rungs(&net.manager, &path_of(&net.region, CANOPY).await).await;
        assert_eq!(named(&canopy), ["plan_missing", "time_50", "time_80", "overdue", "still_open_province"]);
        for list in [&prices, &sign, &canopy] {
            assert!(list.is_sorted_by_key(|(_, at, _)| at.clone()), "{list:?}");
        }
        let hourly = prices.iter().chain(&sign).chain(&canopy).filter(|(_, at, late)| *late && at.ends_with(":00:00Z"));
        assert_eq!(hourly.count(), 0, "a pass a minute after the hour is in time for what is due at the hour");
        let overdue = listed(&net.region, "?overdue=true").await;
        assert_eq!(overdue.len(), 4);
        assert!(told(&city).await.len() >= 10 && told(&province).await.len() >= 4);
        let again = jobs::orders::run(app, net.server.now()).await.expect("a pass");
        assert_eq!(again, jobs::orders::Pass::default(), "nothing is left");
    }

    async fn after_a_week_of_downtime_there_is_one_digest_a_person(kind) {
        let net = Network::start(kind).await;
        let (city, province) = contacts(&net).await;
        publish(&net, &net.visit(0, 0, 3).with(PRICES, false).with(SIGN, 0)).await;
        let (prices, sign) = (path_of(&net.region, PRICES).await, path_of(&net.region, SIGN).await);
        for path in [&prices, &sign] {
            net.region.verb(path, "issue", json!({})).await.expect(200);
        }
        at(&net, 12, 15, 0).await;
        let missed = rungs(&net.manager, &prices).await;
        let expected = [
            ("not_acknowledged", "2026-06-02T06:00:00Z"),
            ("time_80", "2026-06-02T21:12:00Z"),
            ("overdue", "2026-06-03T02:00:00Z"),
            ("still_open_city", "2026-06-04T02:00:00Z"),
            ("still_open_province", "2026-06-06T02:00:00Z"),
        ];
        assert_eq!(missed, expected.map(|(name, at)| (name.to_owned(), at.to_owned(), true)));
        assert_eq!(rungs(&net.manager, &sign).await.len(), 4);
        for (desk, first) in [(&city, None), (&province, None), (&net.manager, Some("order.issued"))] {
            let mut kinds = told(desk).await;
            kinds.retain(|kind| !["bulletin.published", "appeal.window_open"].contains(&kind.as_str()));
            assert_eq!(kinds.iter().filter(|kind| *kind == "digest.downtime").count(), 1, "{kinds:?}");
            assert!(kinds.iter().all(|kind| kind == "digest.downtime" || Some(kind.as_str()) == first), "{kinds:?}");
        }
        let inbox = city.get("/v1/inbox?unread=true").await.expect(200);
        assert_eq!(inbox["unread"], 2, "the digest, and the bulletin of yesterday");
        let digest = inbox["items"].as_array().expect("items").iter().find(|line| line["kind"] == "digest.downtime").expect("it");
        let lines = digest["lines"].as_array().expect("lines");
        let instants: Vec<&str> = lines.iter().map(|line| line["at"].as_str().unwrap_or("")).collect();
        assert!(lines.len() >= 5 && instants.is_sorted(), "{lines:?}");
        let up_to = json!({"up_to": rfc3339(net.server.now())});
        assert_eq!(city.post("/v1/inbox/read", up_to).await.expect(200), json!({"marked": 2, "unread": 0}));
        assert_eq!(city.post("/v1/inbox/read", json!({"ids": [inbox["items"][0]["id"]]})).await.expect(200)["marked"], 0);
        // What others were told is not there.
        let other = province.get("/v1/inbox").await.expect(200)["items"][0]["id"].clone();
        assert_eq!(city.post("/v1/inbox/read", json!({"ids": [other]})).await.expect(200)["marked"], 0);
        assert_eq!(province.get("/v1/inbox").await.expect(200)["unread"], 2);
    }

    async fn a_list_does_not_believe_a_clock_that_was_ahead(kind) {
        let net = Network::start(kind).await;
        publish(&net, &net.visit(0, 0, 3).with(PRICES, false)).await;
        let path = path_of(&net.region, PRICES).await;
        net.region.verb(&path, "issue", json!({})).await.expect(200);
        // A pass by a clock that is ten days ahead.
        net.server.app.store.record_rungs(net.start_ms + 12 * DAY_MS).await.expect("a pass");
        assert!(listed(&net.hq, "?overdue=true").await.is_empty());
        assert_eq!(listed(&net.hq, "?overdue=false").await.len(), 1);
        at(&net, 2, 10, 0).await;
        assert!(listed(&net.hq, "?overdue=true").await.is_empty(), "the due time itself counts");
        at(&net, 2, 10, 1).await;
        assert_eq!(listed(&net.hq, "?overdue=true").await.len(), 1, "and then it is");
        assert!(listed(&net.hq, "?overdue=false").await.is_empty());
    }

    async fn a_submission_before_the_pass_hides_no_missed_rung(kind) {
        let net = Network::start(kind).await;
        publish(&net, &net.visit(0, 0, 3).with(PRICES, false)).await;
        let path = path_of(&net.region, PRICES).await;
        net.region.verb(&path, "issue", json!({})).await.expect(200);
        // The due time is over, no pass has run, and the station submits.
        let wish = submission(&net, &net.manager).await;
        net.server.time(net.start_ms + 2 * DAY_MS + HOUR_MS);
        net.manager.verb(&path, "submit", wish).await.expect(200);
        net.server.work().await;
        assert_eq!(named(&rungs(&net.manager, &path).await), ["not_acknowledged", "time_80", "overdue"]);
        let seen = net.manager.get(&path).await.expect(200);
        assert_eq!((&seen["times"]["overdue"], &seen["times"]["on_time"]), (&json!(true), &json!(false)));
    }
}
