//! From findings to orders (§5.1, §5.5, decisions 20 and 25).

use forecourt_tests::network::{Network, id};
use serde_json::json;

use super::{DAY_MS, ENGINE, ESTOP, PRICES, SIGN, at, listed, missed_again, path_of, publish, submission, told};
use crate::published::{accept, deliver, deliver_by, next_day};

/// Minor, partly missed: only noted.
const MARKINGS: &str = "approach.entrance_exit_markings";

on_both! {
    async fn a_danger_that_is_seen_again_tells_its_station_nothing_before_publication(kind) {
        let net = Network::start(kind).await;
        let audit = deliver(&net, &net.visit(0, 0, 3).with(ENGINE, false)).await;
        for reviewer in &net.reviewers[..2] {
            reviewer.verb(&audit, &format!("red-lines/{ENGINE}/confirm"), json!({})).await.expect(200);
        }
        accept([&net.reviewers[0], &net.reviewers[1]], &audit, &json!({})).await;
        next_day(&net, 1).await;
        let order = path_of(&net.hq, ENGINE).await;
        let seen = async || {
            let (shown, timeline) = (net.manager.get(&order).await, net.manager.get(&format!("{order}/timeline")).await);
            (shown.expect(200).clone(), shown.headers["etag"].clone(), timeline.expect(200).clone())
        };
        let before = seen().await;
        let again = deliver_by(&net, 1, &net.visit(1, 0, 3).with(ENGINE, false)).await;
        net.reviewers[0].verb(&again, &format!("red-lines/{ENGINE}/confirm"), json!({})).await.expect(200);
        assert_eq!(net.hq.get(&order).await.expect(200)["repeats"], 1, "it joined");
        assert_eq!(seen().await, before);
        assert_eq!(listed(&net.hq, "?repeat=true").await.len(), 1);
        for behind in [&net.manager, &net.region] {
            assert!(listed(behind, "?repeat=true").await.is_empty(), "nor does a filter tell");
            assert_eq!(listed(behind, "?repeat=false").await.len(), 1);
        }
        net.region.verb(&order, "acknowledge", json!({"by_phone": true})).await.expect(200);
        let lines = net.hq.get(&format!("{order}/timeline")).await.expect(200).to_string();
        assert!(lines.contains("attach") && lines.contains("acknowledge"), "both have their place: {lines}");
    }

    async fn what_is_found_again_before_its_verification_is_told_to_the_office(kind) {
        let net = Network::start(kind).await;
        let contacts = format!("/v1/org-units/{}/contacts", net.units[2]);
        net.admin.put(&contacts, &json!({"head": [net.region.person_id]})).await.expect(200);
        let [first, second] = [&net.reviewers[0], &net.reviewers[1]];
        let confirm = format!("red-lines/{ENGINE}/confirm");
        let audit = deliver(&net, &net.visit(0, 0, 3).with(ENGINE, false)).await;
        for reviewer in [first, second] {
            reviewer.verb(&audit, &confirm, json!({})).await.expect(200);
        }
        accept([first, second], &audit, &json!({})).await;
        next_day(&net, 1).await;
        let order = path_of(&net.hq, ENGINE).await;
        net.region.verb(&order, "acknowledge", json!({"by_phone": true})).await.expect(200);
        net.region.verb(&order, "contain", json!({"note": "out of use"})).await.expect(200);
        net.manager.verb(&order, "submit", submission(&net, &net.manager).await).await.expect(200);
        let again = async || told(&net.region).await.iter().filter(|kind| *kind == "order.seen_again").count();
        let findings = async |path: &str| net.region.get(&format!("{path}/timeline")).await.expect(200)["findings"].clone();
        let mut visit = net.visit(1, 0, 3).with(ENGINE, false);
        visit.start_ms += DAY_MS;
        at(&net, 1, 16, 0).await;
        let later = deliver_by(&net, 1, &visit).await;
        for reviewer in [first, second] {
            reviewer.verb(&later, &confirm, json!({})).await.expect(200);
        }
        assert_eq!((again().await, findings(&order).await.as_array().map(Vec::len)), (0, Some(1)), "nothing before its publication");
        accept([first, second], &later, &json!({})).await;
        next_day(&net, 2).await;
        assert_eq!((again().await, told(&net.manager).await.contains(&"order.seen_again".to_owned())), (1, false));
        let seen = findings(&order).await;
        let marked: Vec<&serde_json::Value> = seen.as_array().expect("findings").iter().map(|one| &one["seen_after_submission"]).collect();
        assert_eq!(marked, [&json!(false), &json!(true)], "{seen}");
    }

    async fn an_earlier_visit_says_nothing_against_a_later_submission(kind) {
        let net = Network::start(kind).await;
        let contacts = format!("/v1/org-units/{}/contacts", net.units[2]);
        net.admin.put(&contacts, &json!({"head": [net.region.person_id]})).await.expect(200);
        let by = [&net.reviewers[0], &net.reviewers[1]];
        let audit = deliver(&net, &net.visit(0, 0, 3).with(PRICES, false)).await;
        // Of the same day, but reviewed and published after the submission.
        let slow = deliver_by(&net, 1, &net.visit(1, 0, 3).with(PRICES, false)).await;
        accept(by, &audit, &json!({})).await;
        next_day(&net, 1).await;
        let order = path_of(&net.hq, PRICES).await;
        net.region.verb(&order, "issue", json!({})).await.expect(200);
        net.manager.verb(&order, "submit", submission(&net, &net.manager).await).await.expect(200);
        accept(by, &slow, &json!({})).await;
        next_day(&net, 2).await;
        let timeline = net.region.get(&format!("{order}/timeline")).await.expect(200).clone();
        let marked: Vec<&serde_json::Value> =
            timeline["findings"].as_array().expect("findings").iter().map(|one| &one["seen_after_submission"]).collect();
        assert_eq!(marked, [&json!(false), &json!(false)], "it joined, from before: {timeline}");
        assert!(!told(&net.region).await.contains(&"order.seen_again".to_owned()), "nor is it told");
    }

    async fn misses_become_drafts_and_the_office_or_the_system_issues_them(kind) {
        let net = Network::start(kind).await;
        let visit = net.visit(0, 0, 3).with(PRICES, false).with(SIGN, 1).with(ESTOP, 1).with(MARKINGS, 1);
        publish(&net, &visit).await;
        let drafts = listed(&net.region, "?state=draft").await;
        let mut items: Vec<(&str, &str)> =
            drafts.iter().map(|one| (one["item"]["id"].as_str().unwrap_or(""), one["class"].as_str().unwrap_or(""))).collect();
        items.sort_unstable();
        assert_eq!(items, [(SIGN, "T7"), (PRICES, "T1"), (ESTOP, "T3")], "the minor one is only noted");
        assert_eq!(drafts[0]["issue_by"], "2026-06-03T10:00:00Z", "18:00 of the first working day after publication");
        let would = |item: &str| drafts.iter().find(|one| one["item"]["id"] == item).expect("the draft")["if_issued"].clone();
        assert_eq!(would(PRICES)["due_at"], "2026-06-03T02:00:00Z", "24 hours: {}", would(PRICES));
        assert_eq!((&would(SIGN)["due_at"], &would(SIGN)["pending_calendar"]), (&json!("2026-06-11T10:00:00Z"), &json!(null)));
        assert!(listed(&net.manager, "").await.is_empty(), "a draft is not told to the station");
        let (prices, sign, estop) =
            (path_of(&net.region, PRICES).await, path_of(&net.region, SIGN).await, path_of(&net.region, ESTOP).await);
        net.manager.get(&prices).await.problem(404, "not-found");
        let done = net.region.verb(&prices, "issue", json!({})).await.expect(200);
        assert_eq!((&done["state"], &done["due_at"]), (&json!("issued"), &json!("2026-06-03T02:00:00Z")), "24 hours");
        // Another deadline needs a reason, and lies within the class.
        let refused = net.region.verb(&sign, "issue", json!({"due_at": "2026-06-05T10:00:00Z"})).await;
        assert_eq!(refused.violations(), [("/reason".to_owned(), "missing".to_owned())]);
        let far = json!({"due_at": "2026-09-05T10:00:00Z", "reason": "no hurry"});
        let refused = net.region.verb(&sign, "issue", far).await;
        assert_eq!((refused.status.as_u16(), &refused.json()["code"]), (409, &json!("deadline_out_of_range")));
        let latest = would(SIGN)["latest_due_at"].as_str().expect("the latest").to_owned();
        assert!(latest.as_str() > "2026-06-11T10:00:00Z" && latest.as_str() < "2026-09-05", "{latest}");
        let near = json!({"due_at": "2026-06-05T10:00:00Z", "reason": "the client comes"});
        assert_eq!(net.region.verb(&sign, "issue", near).await.expect(200)["due_at"], "2026-06-05T10:00:00Z");
        at(&net, 2, 17, 59).await;
        assert_eq!(net.region.get(&estop).await.expect(200)["state"], "draft");
        at(&net, 2, 18, 0).await;
        let issued = net.manager.get(&estop).await.expect(200);
        assert_eq!((&issued["state"], &issued["times"]["due_at"]), (&json!("issued"), &json!("2026-06-08T10:00:00Z")));
        assert_eq!(issued["if_issued"], json!(null));
        assert_eq!(told(&net.manager).await.iter().filter(|kind| *kind == "order.issued").count(), 3);
        let story = net.region.get(&format!("{estop}/timeline")).await.expect(200);
        assert_eq!(story["entries"][0]["data"]["nobody_issued"], true, "{story}");
        assert_eq!(story["findings"][0]["audit_id"], json!(visit.audit_id), "{story}");
    }

    async fn what_is_open_is_joined(kind) {
        let net = Network::start(kind).await;
        publish(&net, &net.visit(0, 0, 3).with(PRICES, false)).await;
        let path = path_of(&net.region, PRICES).await;
        let due = net.region.verb(&path, "issue", json!({})).await.expect(200)["due_at"].clone();
        let again = deliver_by(&net, 1, &net.visit(1, 0, 3).with(PRICES, false).with(ESTOP, 1)).await;
        accept([&net.reviewers[0], &net.reviewers[1]], &again, &json!({})).await;
        at(&net, 2, 10, 0).await;
        let orders = listed(&net.hq, &format!("?station={}", net.stations[0].id)).await;
        assert_eq!(orders.len(), 2, "one for the prices, one for the signs");
        let joined = net.hq.get(&path).await.expect(200);
        assert_eq!((&joined["repeats"], &joined["times"]["due_at"]), (&json!(1), &due), "its due time stays");
        let of_audit = listed(&net.hq, &format!("?audit={}", again.rsplit('/').next().expect("an id"))).await;
        assert_eq!(of_audit.len(), 2, "found by either audit");
        let story = net.manager.get(&format!("{path}/timeline")).await.expect(200);
        assert_eq!(story["findings"].as_array().map(Vec::len), Some(2));
        let attach = story["entries"].as_array().expect("entries").iter().find(|entry| entry["what"] == "attach");
        assert_eq!(attach.map(|entry| (&entry["at"], &entry["day"])), Some((&json!(null), &json!("2026-06-03"))), "the day alone");
        net.manager.get("/v1/rectifications?audit=11111111-1111-4111-8111-111111111111").await.problem(400, "bad-request");
    }

    async fn what_does_not_last_comes_back_shorter(kind) {
        let net = Network::start(kind).await;
        let path = missed_again(&net, SIGN).await;
        let orders = listed(&net.hq, &format!("?item={SIGN}&open=true")).await;
        assert_eq!((orders.len(), &orders[0]["class"]), (1, &json!("T3")), "T7 came back");
        assert_eq!(orders[0]["repeat_of"], json!(path.rsplit('/').next()));
        let again = format!("/v1/rectifications/{}", id(&orders[0]));
        net.region.verb(&again, "issue", json!({})).await.expect(200);
        let refused = net.manager.verb(&again, "submit", submission(&net, &net.manager).await).await;
        assert_eq!(refused.violations(), [("/root_cause".to_owned(), "missing".to_owned())]);
        let mut with_cause = submission(&net, &net.manager).await;
        with_cause["root_cause"] = json!("nobody looks at it");
        assert_eq!(net.manager.verb(&again, "submit", with_cause).await.expect(200)["state"], "submitted");
    }

    async fn a_red_line_is_an_order_as_soon_as_one_confirms_it(kind) {
        let net = Network::start(kind).await;
        let [first, second] = [&net.reviewers[0], &net.reviewers[1]];
        let visit = net.visit(0, 0, 3).with(ENGINE, false);
        let audit = deliver(&net, &visit).await;
        assert!(listed(&net.region, "").await.is_empty());
        first.verb(&audit, &format!("red-lines/{ENGINE}/confirm"), json!({"reason": "clear"})).await.expect(200);
        let path = path_of(&net.manager, ENGINE).await;
        let seen = net.manager.get(&path).await.expect(200);
        assert_eq!((&seen["class"], &seen["state"], &seen["visit_day"]), (&json!("T0"), &json!("issued"), &json!("2026-06-01")));
        let story = net.manager.get(&format!("{path}/timeline")).await;
        assert!(!story.text().contains(&visit.audit_id.to_string()), "the audit is not published");
        assert_eq!(story.json()["findings"], json!([]));
        assert_eq!(told(&net.manager).await, ["order.issued"]);
        // Whoever changes his mind takes it back; once more confirmed it is a new one.
        first.verb(&audit, &format!("red-lines/{ENGINE}/refute"), json!({})).await.expect(200);
        let gone = net.manager.get(&path).await.expect(200);
        assert_eq!((&gone["state"], &gone["cancelled"]), (&json!("cancelled"), &json!("not_proven")));
        for reviewer in [first, second] {
            reviewer.verb(&audit, &format!("red-lines/{ENGINE}/confirm"), json!({})).await.expect(200);
        }
        let open = listed(&net.manager, "?open=true").await;
        assert_eq!(open.len(), 1, "one order, whoever confirms");
        accept([first, second], &audit, &json!({})).await;
        at(&net, 1, 11, 0).await;
        let after = listed(&net.manager, "?open=true").await;
        assert_eq!((after.len(), id(&after[0])), (1, id(&open[0])), "publication opens no second one");
        let story = net.manager.get(&format!("/v1/rectifications/{}/timeline", id(&open[0]))).await.expect(200);
        assert_eq!(story["findings"][0]["audit_id"], json!(visit.audit_id), "now it is");
    }

    async fn a_red_line_that_two_do_not_agree_on_has_no_order(kind) {
        let net = Network::start(kind).await;
        let audit = deliver(&net, &net.visit(0, 0, 3).with(ENGINE, false)).await;
        net.reviewers[0].verb(&audit, &format!("red-lines/{ENGINE}/confirm"), json!({})).await.expect(200);
        assert_eq!(listed(&net.manager, "?open=true").await.len(), 1);
        net.reviewers[1].verb(&audit, &format!("red-lines/{ENGINE}/refute"), json!({})).await.expect(200);
        assert_eq!(listed(&net.manager, "?open=true").await.len(), 0);
        accept([&net.reviewers[0], &net.reviewers[1]], &audit, &json!({})).await;
        at(&net, 1, 11, 0).await;
        assert_eq!(listed(&net.hq, "?open=true").await.len(), 0, "it counts as passed");
    }
}
