//! What stations and offices do with an order, and what they may not (decision 15, "Orders").

use forecourt_tests::network::Network;
use reqwest::Method;
use serde_json::{Value, json};
use uuid::Uuid;

use super::{ESTOP, PRICES, SIGN, at, code, listed, path_of, picture, publish, submission, told};
use crate::roles::person;

/// A published audit with these misses and their orders, issued.
async fn issued(net: &Network, items: &[&'static str]) -> Vec<String> {
    let visit = items
        .iter()
        .fold(net.visit(0, 0, 3), |visit, item| visit.with(item, if *item == SIGN { json!(0) } else { json!(false) }));
    publish(net, &visit).await;
    let mut paths = Vec::new();
    for item in items {
        let path = path_of(&net.region, item).await;
        net.region.verb(&path, "issue", json!({})).await.expect(200);
        paths.push(path);
    }
    paths
}

on_both! {
    async fn an_order_goes_from_its_issue_to_a_verified_fix(kind) {
        let net = Network::start(kind).await;
        let path = issued(&net, &[SIGN]).await.remove(0);
        let wish = json!({"plan": "a new sign", "owner": "Li"});
        let refused = net.manager.verb(&path, "plan", wish).await;
        assert_eq!(code(&refused), (409, json!("not_of_class"), json!("issued")), "T7 asks for no plan");
        assert_eq!(net.manager.verb(&path, "acknowledge", json!({})).await.expect(200)["state"], "acknowledged");
        let again = net.manager.verb(&path, "acknowledge", json!({})).await;
        assert_eq!(code(&again), (409, json!("state"), json!("acknowledged")));
        net.manager.verb(&path, "verify", json!({})).await.problem(403, "forbidden");
        net.hq.verb(&path, "submit", submission(&net, &net.region).await).await.problem(403, "forbidden");
        let empty = net.manager.verb(&path, "submit", json!({"note": "", "evidence": []})).await;
        let faults = [("/evidence".to_owned(), "missing".to_owned()), ("/note".to_owned(), "missing".to_owned())];
        assert_eq!(empty.violations(), faults);
        let foreign = json!({"note": "done", "evidence": [{"id": picture(&net, &net.region).await, "role": "after"}]});
        let refused = net.manager.verb(&path, "submit", foreign).await;
        assert_eq!(refused.violations(), [("/evidence/0/id".to_owned(), "bad_value".to_owned())], "not his own");
        net.manager.verb(&path, "submit", submission(&net, &net.manager).await).await.expect(200);
        let rejected = net.region.verb(&path, "reject", json!({"reason": "a letter is missing"})).await.expect(200);
        assert_eq!(rejected["state"], "acknowledged");
        net.manager.verb(&path, "submit", submission(&net, &net.manager).await).await.expect(200);
        let verified = net.region.verb(&path, "verify", json!({"note": "good"})).await.expect(200);
        if verified["on_site_check"] == true {
            assert_eq!(verified["state"], "verified");
            net.region.verb(&path, "close", json!({})).await.expect(200);
        }
        let seen = net.manager.get(&path).await.expect(200);
        assert_eq!((&seen["state"], &seen["times"]["round"], &seen["times"]["on_time"]), (&json!("closed"), &json!(1), &json!(true)));
        let story = net.manager.get(&format!("{path}/timeline")).await.expect(200);
        let entries = story["entries"].as_array().expect("entries");
        let done: Vec<(&str, Option<&str>)> =
            entries.iter().map(|entry| (entry["what"].as_str().unwrap_or(""), entry["role"].as_str())).collect();
        let first = [("issue", Some("region")), ("acknowledge", Some("station")), ("submit", Some("station")), ("reject", Some("region"))];
        assert_eq!(done[..4], first);
        assert_eq!((&entries[3]["reason"], story["evidence"].as_array().map(Vec::len)), (&json!("a letter is missing"), Some(2)));
        let kinds = told(&net.manager).await;
        assert!(kinds.contains(&"order.rejected".to_owned()) && kinds.contains(&"order.closed".to_owned()), "{kinds:?}");
    }

    async fn nobody_verifies_what_he_or_who_stands_above_him_submitted(kind) {
        let net = Network::start(kind).await;
        let path = issued(&net, &[SIGN]).await.remove(0);
        let city = person(&net, "city", json!([{"role": "region", "org_unit_id": net.units[2]}])).await;
        // The province does it for its station.
        net.region.verb(&path, "submit", submission(&net, &net.region).await).await.expect(200);
        let own = net.region.verb(&path, "verify", json!({})).await;
        assert_eq!(code(&own), (403, json!("same_person"), json!(null)));
        let beneath = city.verb(&path, "verify", json!({})).await;
        assert_eq!(code(&beneath), (403, json!("beneath"), json!(null)));
        let bulk = json!({"verb": "verify", "items": [{"id": path.rsplit('/').next(), "version": 3}]});
        assert_eq!(city.post("/v1/rectifications/bulk", bulk).await.expect(200)["results"][0]["code"], "beneath");
        let done = net.hq.verb(&path, "verify", json!({})).await.expect(200);
        assert!(["verified", "closed"].contains(&done["state"].as_str().unwrap_or("")), "{done}");
    }

    async fn an_extension_is_asked_for_once_and_decided_by_the_office(kind) {
        let net = Network::start(kind).await;
        let [sign, prices] = <[String; 2]>::try_from(issued(&net, &[SIGN, PRICES]).await).expect("two");
        let ask = |to: &str| json!({"to": to, "cause": "contractor", "reason": "he comes on Monday"});
        // Due on Thursday the 11th.
        let early = net.manager.verb(&sign, "extensions", ask("2026-06-11T02:00:00Z")).await;
        assert_eq!(early.violations(), [("/to".to_owned(), "out_of_range".to_owned())]);
        let long = net.manager.verb(&sign, "extensions", ask("2026-06-30T02:00:00Z")).await;
        assert_eq!(code(&long), (409, json!("extension_span"), json!("issued")));
        let asked = net.manager.verb(&sign, "extensions", ask("2026-06-15T02:00:00Z")).await.expect(200);
        let decide = format!("extensions/{}/decide", asked["extension_id"].as_str().expect("an id"));
        let waiting = listed(&net.region, "?extension_waiting=true").await;
        assert_eq!(waiting.len(), 1);
        assert_eq!((&waiting[0]["extension"]["id"], &waiting[0]["extension"]["cause"]), (&asked["extension_id"], &json!("contractor")));
        assert_eq!(listed(&net.region, "?extension_waiting=false&repeat=false").await.len(), 1);
        let twice = net.manager.verb(&sign, "extensions", ask("2026-06-15T02:00:00Z")).await;
        assert_eq!(code(&twice), (409, json!("extension_used"), json!("issued")));
        net.manager.verb(&sign, &decide, json!({"grant": true})).await.problem(403, "forbidden");
        let none = format!("extensions/{}/decide", Uuid::new_v4());
        net.region.verb(&sign, &none, json!({"grant": true})).await.problem(404, "not-found");
        let refused = net.region.verb(&sign, &decide, json!({"grant": false, "reason": " "})).await;
        assert_eq!(refused.violations(), [("/reason".to_owned(), "missing".to_owned())]);
        let granted = net.region.verb(&sign, &decide, json!({"grant": true, "reason": "yes"})).await.expect(200);
        assert_eq!(granted["due_at"], "2026-06-15T10:00:00Z");
        assert!(listed(&net.region, "?extension_waiting=true").await.is_empty());
        let again = net.region.verb(&sign, &decide, json!({"grant": false, "reason": "no"})).await;
        assert_eq!(code(&again), (409, json!("nothing_asked"), json!("issued")));
        let story = net.manager.get(&format!("{sign}/timeline")).await.expect(200);
        assert_eq!((&story["extension"]["granted"], &story["extension"]["decision_reason"]), (&json!(true), &json!("yes")));
        // Undecided at its due time it is refused.
        let asked = net.region.verb(&prices, "extensions", ask("2026-06-03T09:00:00Z")).await.expect(200);
        let own = format!("extensions/{}/decide", asked["extension_id"].as_str().expect("an id"));
        assert_eq!(code(&net.region.verb(&prices, &own, json!({"grant": true})).await), (403, json!("same_person"), json!(null)));
        at(&net, 2, 11, 1).await;
        assert_eq!(code(&net.hq.verb(&prices, &own, json!({"grant": true})).await), (409, json!("due_time_came"), json!("issued")));
        let story = net.manager.get(&format!("{prices}/timeline")).await.expect(200);
        assert_eq!((&story["extension"]["granted"], &story["extension"]["decided_at"]), (&json!(false), &json!("2026-06-03T02:00:00Z")));
    }

    async fn verbs_of_orders_may_be_repeated_and_are_bound_to_what_was_seen(kind) {
        let net = Network::start(kind).await;
        let path = issued(&net, &[SIGN]).await.remove(0);
        let key = Uuid::new_v4();
        let send = |version: Option<&'static str>| {
            let request = net.manager.request(Method::POST, &format!("{path}/acknowledge"));
            let request = request.header("idempotency-key", key.to_string()).json(&json!({"note": "read"}));
            version.into_iter().fold(request, |request, version| request.header("if-match", version))
        };
        net.manager.send(send(None)).await.problem(428, "version-needed");
        net.manager.send(send(Some("\"1\""))).await.problem(412, "stale-version");
        let first = net.manager.send(send(Some("\"2\""))).await.expect(200);
        let second = net.manager.send(send(Some("\"2\""))).await.expect(200);
        assert_eq!(first, second, "the first answer again");
        let other = net.manager.request(Method::POST, &format!("{path}/acknowledge"));
        let other = other.header("idempotency-key", key.to_string()).header("if-match", "\"3\"").json(&json!({"note": "other"}));
        net.manager.send(other).await.problem(409, "key-reused");
        let story = net.manager.get(&format!("{path}/timeline")).await.expect(200);
        assert_eq!(story["entries"].as_array().map(Vec::len), Some(2));
    }

    async fn an_office_issues_several_with_deadlines_of_its_own(kind) {
        let net = Network::start(kind).await;
        publish(&net, &net.visit(0, 0, 3).with(PRICES, false).with(SIGN, 0).with(ESTOP, 1)).await;
        let drafts = listed(&net.region, "").await;
        let row = |order: &Value, due: Option<&Value>| match due {
            Some(due) => json!({"id": order["id"], "version": order["version"], "due_at": due}),
            None => json!({"id": order["id"], "version": order["version"]}),
        };
        let (latest, usual) = (&drafts[0]["if_issued"]["latest_due_at"], &drafts[1]["if_issued"]["due_at"]);
        let far = json!("2027-01-01T10:00:00Z");
        let items = json!([row(&drafts[0], Some(latest)), row(&drafts[1], None), row(&drafts[2], Some(&far))]);
        let bulk = "/v1/rectifications/bulk";
        let faults = net.region.post(bulk, json!({"verb": "issue", "items": [row(&drafts[0], Some(&json!("soon")))]})).await;
        let faults = faults.problem(422, "invalid");
        let pointers: Vec<&Value> = faults["violations"].as_array().expect("faults").iter().map(|one| &one["pointer"]).collect();
        assert_eq!(pointers, [&json!("/items/0/due_at"), &json!("/reason")], "all at once");
        net.region.post(bulk, json!({"verb": "verify", "reason": "so", "items": items})).await.problem(422, "invalid");
        let answer = net.region.post(bulk, json!({"verb": "issue", "reason": "parts come late", "items": items})).await.expect(200);
        let codes: Vec<&Value> = answer["results"].as_array().expect("rows").iter().map(|row| &row["status"]).collect();
        assert_eq!(codes, [&json!("done"), &json!("done"), &json!("refused")], "{answer}");
        let issued = |place: usize| format!("/v1/rectifications/{}", drafts[place]["id"].as_str().expect("an id"));
        for (place, due, reason) in [(0, latest, json!("parts come late")), (1, usual, json!(null))] {
            assert_eq!(&net.region.get(&issued(place)).await.expect(200)["times"]["due_at"], due);
            let story = net.manager.get(&format!("{}/timeline", issued(place))).await.expect(200);
            let entries = story["entries"].as_array().expect("entries");
            let entry = entries.iter().find(|entry| entry["what"] == "issue").expect("it was issued");
            assert_eq!(entry["reason"], reason, "{entry}");
        }
        assert_eq!(net.region.get(&issued(2)).await.expect(200)["state"], "draft", "too late for its class");
    }

    async fn an_office_issues_and_cancels_in_one_step(kind) {
        let net = Network::start(kind).await;
        publish(&net, &net.visit(0, 0, 3).with(PRICES, false).with(SIGN, 0).with(ESTOP, 1)).await;
        let drafts = listed(&net.region, "").await;
        let mut items: Vec<Value> =
            drafts.iter().map(|order| json!({"id": order["id"], "version": order["version"]})).collect();
        items[0]["version"] = json!(7);
        items.push(json!({"id": Uuid::new_v4(), "version": 1}));
        let answer = net.region.post("/v1/rectifications/bulk", json!({"verb": "issue", "items": items})).await.expect(200);
        assert_eq!((&answer["done"], &answer["refused"]), (&json!(2), &json!(2)));
        let codes: Vec<&Value> = answer["results"].as_array().expect("rows").iter().map(|row| &row["code"]).collect();
        assert_eq!(codes, [&json!("stale_version"), &json!(null), &json!(null), &json!("not_found")]);
        net.manager.post("/v1/rectifications/bulk", json!({"verb": "issue", "items": items})).await.problem(403, "forbidden");
        let path = format!("/v1/rectifications/{}", drafts[1]["id"].as_str().expect("an id"));
        let of_the_audit = net.hq.verb(&path, "cancel", json!({"reason": "appeal", "note": "as I like"})).await;
        assert_eq!(code(&of_the_audit), (409, json!("reason"), json!("issued")));
        let gone = net.hq.verb(&path, "cancel", json!({"reason": "issued_in_error", "note": "twice"})).await.expect(200);
        assert_eq!(gone["state"], "cancelled");
        assert_eq!(listed(&net.manager, "?open=true").await.len(), 1);
        assert_eq!(listed(&net.manager, "?open=false").await.len(), 1);
        // Found by the station's words; other people's signs mean themselves.
        let code = &net.stations[0].code;
        assert_eq!(listed(&net.region, &format!("?q={}", code.to_lowercase())).await.len(), 3);
        assert!(listed(&net.region, "?q=%25").await.is_empty());
        // By the item's number, its texts in both languages, and the order's own id.
        let [first, _, _] = drafts.as_slice() else { panic!("three orders") };
        let (zh, en) = (first["item"]["text"]["zh"].as_str().expect("a text"), first["item"]["text"]["en"].as_str().expect("a text"));
        let backwards = en.split(' ').rev().collect::<Vec<_>>().join("%20").to_uppercase();
        for words in [first["item"]["n"].to_string(), zh.to_owned(), backwards, first["id"].as_str().expect("an id").to_owned()] {
            let found = listed(&net.region, &format!("?q={words}")).await;
            assert!(found.len() == 1 && found[0]["id"] == first["id"], "{words}: {found:?}");
        }
        assert!(listed(&net.region, "?closed_from=2026-06-01T00:00:00Z").await.is_empty(), "cancelled is not closed");
        net.region.get("/v1/rectifications?closed_to=soon&due_by=late").await.problem(422, "invalid");
        // By how grave it is, and by several items at once.
        let all = listed(&net.region, "").await;
        for severity in ["critical", "major", "minor"] {
            let found = listed(&net.region, &format!("?severity={severity}")).await;
            let wanted = all.iter().filter(|order| order["item"]["severity"] == severity).cloned().collect::<Vec<_>>();
            assert_eq!(found, wanted, "{severity}");
        }
        assert!(listed(&net.region, "?severity=critical").await.len() < listed(&net.region, "?severity=critical,minor,major").await.len());
        let two = listed(&net.region, &format!("?item={PRICES},{SIGN}")).await;
        assert!(two.len() == 2 && two.iter().all(|order| order["item"]["id"] != ESTOP), "{two:?}");
        net.region.get("/v1/rectifications?severity=grave").await.problem(422, "invalid");
        // Pages are stable and sealed.
        let page = net.region.get("/v1/rectifications?limit=2").await.expect(200);
        let rest = net.region.get(&format!("/v1/rectifications?limit=2&cursor={}", page["next_cursor"].as_str().expect("more"))).await.expect(200);
        assert_eq!((page["items"].as_array().map(Vec::len), rest["items"].as_array().map(Vec::len)), (Some(2), Some(1)));
        net.region.get("/v1/rectifications?state=done&class=T9&due_by=noon").await.problem(422, "invalid");
    }

    async fn who_is_office_and_panel_finds_the_orders_of_both(kind) {
        let net = Network::start(kind).await;
        let unit = json!({"code": "GX", "level": 1, "parent_id": net.units[0], "name_zh": "广西", "name_en": "Guangxi"});
        let elsewhere = net.admin.post("/v1/org-units", unit).await.expect(201)["id"].clone();
        let roles = json!([{"role": "region", "org_unit_id": net.units[1]}, {"role": "appeal_l1", "org_unit_id": elsewhere}]);
        let both = person(&net, "both", roles).await;
        let path = issued(&net, &[SIGN]).await.remove(0);
        both.get(&path).await.expect(200);
        assert!(listed(&both, "").await.is_empty(), "as a panel he has none");
        assert_eq!(listed(&both, "?view=station").await.len(), 1);
        net.manager.get("/v1/rectifications?view=desk").await.problem(403, "forbidden");
    }

    async fn what_the_system_issues_is_told_when_it_is_written(kind) {
        let net = Network::start(kind).await;
        publish(&net, &net.visit(0, 0, 3).with(SIGN, 0)).await;
        at(&net, 2, 18, 2).await;
        let inbox = net.manager.get("/v1/inbox").await.expect(200);
        let line = inbox["items"].as_array().expect("items").iter().find(|line| line["kind"] == "order.issued").expect("it");
        // Who read up to a minute past six has not read it.
        assert_eq!((&line["at"], &line["told_at"]), (&json!("2026-06-03T10:00:00Z"), &json!("2026-06-03T10:02:00Z")));
    }
}
