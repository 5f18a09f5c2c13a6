//! Orders of audits that change or fall (decision 19), and what an appeal does to them (decision 27).

use forecourt_core::order::CancelReason;
use forecourt_tests::network::Network;
use serde_json::{Value, json};

use super::{ENGINE, PRICES, SIGN, at, file, listed, path_of, publish};
use crate::published::{accept, change, deliver, deliver_by, next_day};

/// A second finding, so that the audit stays in force whatever is upheld.
const MARKINGS: &str = "approach.entrance_exit_markings";

async fn state(net: &Network, path: &str) -> (Value, Value) {
    let seen = net.hq.get(path).await.expect(200);
    (seen["state"].clone(), seen["cancelled"].clone())
}

on_both! {
    async fn a_void_audit_takes_its_orders_along_but_no_red_line(kind) {
        let net = Network::start(kind).await;
        let audit = deliver(&net, &net.visit(0, 0, 3).with(ENGINE, false).with(PRICES, false)).await;
        for reviewer in &net.reviewers[..2] {
            reviewer.verb(&audit, &format!("red-lines/{ENGINE}/confirm"), json!({})).await.expect(200);
        }
        accept([&net.reviewers[0], &net.reviewers[1]], &audit, &json!({})).await;
        next_day(&net, 1).await;
        let (engine, prices) = (path_of(&net.region, ENGINE).await, path_of(&net.region, PRICES).await);
        net.region.verb(&prices, "issue", json!({})).await.expect(200);
        assert_eq!(change(&net, &audit, "void", json!({"reason": "another station"})).await, "void");
        assert_eq!(state(&net, &prices).await, (json!("cancelled"), json!(CancelReason::AuditVoid)));
        assert_eq!(state(&net, &engine).await.0, "issued", "a danger that was seen has to be removed");
    }

    async fn a_correction_withdraws_what_is_gone_and_drafts_what_is_new(kind) {
        let net = Network::start(kind).await;
        let audit = publish(&net, &net.visit(0, 0, 3).with(PRICES, false)).await;
        let prices = path_of(&net.region, PRICES).await;
        let changes = json!({"changes": [
            {"item": PRICES, "value": true, "reason": "the photo shows both"},
            {"item": SIGN, "value": 0, "reason": "the photo shows it broken"},
        ]});
        assert_eq!(change(&net, &audit, "correct", changes).await, "published");
        assert_eq!(state(&net, &prices).await, (json!("cancelled"), json!(CancelReason::NotProven)));
        let open = listed(&net.region, "?open=true").await;
        assert_eq!((open.len(), &open[0]["item"]["id"], &open[0]["state"]), (1, &json!(SIGN), &json!("draft")));
    }

    async fn an_order_with_another_finding_outlives_the_first_one(kind) {
        let net = Network::start(kind).await;
        let audit = publish(&net, &net.visit(0, 0, 3).with(PRICES, false)).await;
        let again = deliver_by(&net, 1, &net.visit(1, 0, 3).with(PRICES, false)).await;
        accept([&net.reviewers[0], &net.reviewers[1]], &again, &json!({})).await;
        at(&net, 2, 10, 0).await;
        let path = path_of(&net.region, PRICES).await;
        assert_eq!(change(&net, &audit, "void", json!({"reason": "another station"})).await, "void");
        assert_eq!(state(&net, &path).await.0, "draft");
        assert_eq!(change(&net, &again, "void", json!({"reason": "another station too"})).await, "void");
        assert_eq!(state(&net, &path).await, (json!("cancelled"), json!(CancelReason::AuditVoid)));
    }

    async fn an_appeal_stops_clocks_of_days_and_takes_upheld_orders_out(kind) {
        let net = Network::start(kind).await;
        let audit = publish(&net, &net.visit(0, 0, 3).with(PRICES, false).with(SIGN, 0).with(MARKINGS, 0)).await;
        let (prices, sign) = (path_of(&net.region, PRICES).await, path_of(&net.region, SIGN).await);
        for path in [&prices, &sign] {
            net.region.verb(path, "issue", json!({})).await.expect(200);
        }
        let panel = net.people("panel-1", json!([{"role": "appeal_l1"}])).await;
        let due = net.manager.get(&sign).await.expect(200)["times"]["due_at"].clone();
        let (about_sign, about_prices) = (file(&net, &audit, SIGN).await, file(&net, &audit, PRICES).await);
        let shown = |path: String| { let net = &net; async move { net.manager.get(&path).await.expect(200)["times"]["paused_since"].clone() } };
        assert!(shown(sign.clone()).await.is_string(), "days stand still");
        assert!(shown(prices.clone()).await.is_null(), "24 hours run on");
        at(&net, 3, 11, 0).await;
        panel.verb(&about_sign, "decide", json!({"outcome": "rejected", "reason": "the photo shows it"})).await.expect(200);
        assert!(shown(sign.clone()).await.is_string(), "the station may still go on to level 2");
        panel.verb(&about_prices, "decide", json!({"outcome": "upheld", "reason": "the clip shows it"})).await.expect(200);
        assert_eq!(state(&net, &prices).await, (json!("cancelled"), json!(CancelReason::Appeal)));
        // Two working days for the second level: it does not go on, and the clock does.
        at(&net, 7, 18, 1).await;
        assert!(shown(sign.clone()).await.is_null());
        let log = net.hq.get("/v1/audit-log?subject_kind=appeals&limit=500").await.expect(200).to_string();
        assert_eq!(log.matches("JOB appeal-over").count(), 1, "what time decides stands in the log");
        let moved = net.manager.get(&sign).await.expect(200)["times"]["due_at"].clone();
        // Seven working days were left on the 2nd; the window ended on the 8th at six, which is day 0.
        assert_eq!((&due, &moved), (&json!("2026-06-11T10:00:00Z"), &json!("2026-06-17T10:00:00Z")));
    }

    async fn a_clock_stands_still_while_any_appeal_on_its_item_is_open(kind) {
        let net = Network::start(kind).await;
        let audit = publish(&net, &net.visit(0, 0, 3).with(MARKINGS, 1).with(SIGN, 0)).await;
        let of_markings = async || {
            let open = listed(&net.region, "?open=true").await;
            open.into_iter().find(|order| order["item"]["id"] == MARKINGS)
        };
        assert!(of_markings().await.is_none(), "a partial miss of a minor item is only noted");
        let panel = net.people("panel-1", json!([{"role": "appeal_l1"}])).await;
        let first = file(&net, &audit, MARKINGS).await;
        at(&net, 2, 12, 0).await;
        let worse = json!({"changes": [{"item": MARKINGS, "value": 0, "reason": "the photo shows none"}]});
        assert_eq!(change(&net, &audit, "correct", worse).await, "published");
        let drafted = of_markings().await.expect("a full miss has an order");
        assert!(drafted["times"]["paused_since"].is_string(), "its item is appealed already: {drafted}");
        let second = file(&net, &audit, MARKINGS).await;
        panel.verb(&first, "decide", json!({"outcome": "rejected", "reason": "the photo shows it"})).await.expect(200);
        // On Friday the first one ends; the second waits for the panel until Monday.
        at(&net, 4, 18, 1).await;
        assert_eq!(state(&net, &first).await.0, "closed");
        assert!(of_markings().await.expect("it stays")["times"]["paused_since"].is_string(), "the second is open");
        assert_eq!(state(&net, &second).await.0, "level_1");
    }

    async fn an_appeal_that_ends_while_nothing_runs_gives_nobody_a_day(kind) {
        let net = Network::start(kind).await;
        let audit = publish(&net, &net.visit(0, 0, 3).with(SIGN, 0)).await;
        let sign = path_of(&net.region, SIGN).await;
        assert_eq!(net.region.verb(&sign, "issue", json!({})).await.expect(200)["due_at"], "2026-06-11T10:00:00Z");
        let panel = net.people("panel-1", json!([{"role": "appeal_l1"}])).await;
        let about = file(&net, &audit, SIGN).await;
        at(&net, 2, 12, 0).await;
        panel.verb(&about, "decide", json!({"outcome": "rejected", "reason": "the photo shows it"})).await.expect(200);
        // The station could go on until Friday at six; the next tick is on Monday.
        at(&net, 7, 10, 0).await;
        let times = net.manager.get(&sign).await.expect(200)["times"].clone();
        assert_eq!((&times["paused_since"], &times["due_at"]), (&Value::Null, &json!("2026-06-16T10:00:00Z")), "seven days from Friday");
        let story = net.manager.get(&format!("{sign}/timeline")).await.expect(200);
        let resumed = story["entries"].as_array().expect("entries").iter().find(|entry| entry["what"] == "resume");
        assert_eq!(resumed.map(|entry| &entry["at"]), Some(&json!("2026-06-05T10:00:00Z")));
        let inbox = net.manager.get("/v1/inbox").await.expect(200);
        let line = inbox["items"].as_array().expect("items").iter().find(|line| line["kind"] == "order.resumed").expect("it");
        assert_eq!(line["told_at"], "2026-06-08T02:00:00Z");
    }

    async fn an_order_that_lost_its_first_finding_goes_on_with_the_next(kind) {
        let net = Network::start(kind).await;
        let audit = publish(&net, &net.visit(0, 0, 3).with(SIGN, 0)).await;
        let sign = path_of(&net.region, SIGN).await;
        net.region.verb(&sign, "issue", json!({})).await.expect(200);
        let again = deliver_by(&net, 1, &net.visit(1, 0, 3).with(SIGN, 0)).await;
        accept([&net.reviewers[0], &net.reviewers[1]], &again, &json!({})).await;
        at(&net, 2, 10, 0).await;
        let panel = net.people("panel-1", json!([{"role": "appeal_l1"}])).await;
        let about = file(&net, &audit, SIGN).await;
        let times = || async { net.manager.get(&sign).await.expect(200)["times"].clone() };
        assert!(times().await["paused_since"].is_string());
        panel.verb(&about, "decide", json!({"outcome": "upheld", "reason": "the clip shows it"})).await.expect(200);
        assert!(times().await["paused_since"].is_null(), "the other visit saw it, too");
        assert_eq!(state(&net, &sign).await.0, "issued");
        // It rests on the second visit now: an appeal about that one stops it, and takes it out.
        let about = file(&net, &again, SIGN).await;
        assert!(times().await["paused_since"].is_string());
        panel.verb(&about, "decide", json!({"outcome": "upheld", "reason": "the clip shows it"})).await.expect(200);
        assert_eq!(state(&net, &sign).await, (json!("cancelled"), json!(CancelReason::Appeal)));
    }
}
