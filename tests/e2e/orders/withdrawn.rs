//! Orders of audits that change or fall (decision 19), and what an appeal does to them (decision 27).

use forecourt_core::order::CancelReason;
use forecourt_store::orders::appeals;
use forecourt_tests::network::Network;
use serde_json::{Value, json};
use uuid::Uuid;

use super::{ENGINE, PRICES, SIGN, at, listed, path_of, publish};
use crate::published::{accept, change, deliver, deliver_by, next_day};

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
        let audit = publish(&net, &net.visit(0, 0, 3).with(PRICES, false).with(SIGN, 0)).await;
        let audit: Uuid = audit.rsplit('/').next().and_then(|id| id.parse().ok()).expect("an id");
        let (prices, sign) = (path_of(&net.region, PRICES).await, path_of(&net.region, SIGN).await);
        for path in [&prices, &sign] {
            net.region.verb(path, "issue", json!({})).await.expect(200);
        }
        let due = net.manager.get(&sign).await.expect(200)["times"]["due_at"].clone();
        let store = &net.server.app.store;
        let tx = store.begin("a_test").await.expect("a transaction");
        let now = net.server.now();
        assert_eq!(appeals::pause_orders(&tx, audit, SIGN, now).await.expect("paused").len(), 1);
        assert_eq!(appeals::pause_orders(&tx, audit, SIGN, now).await.expect("paused").len(), 0, "once");
        assert_eq!(appeals::pause_orders(&tx, audit, PRICES, now).await.expect("runs on").len(), 0, "24 hours run on");
        tx.commit().await.expect("a commit");
        at(&net, 3, 11, 0).await;
        let paused = net.manager.get(&sign).await.expect(200);
        assert!(paused["times"]["paused_since"].is_string(), "{paused}");
        let tx = store.begin("a_test").await.expect("a transaction");
        let now = net.server.now();
        assert_eq!(appeals::resume_orders(&tx, audit, SIGN, now).await.expect("resumed").len(), 1);
        appeals::cancel_orders(&tx, audit, PRICES, now).await.expect("cancelled");
        appeals::cancel_orders(&tx, audit, PRICES, now).await.expect("nothing is left to cancel");
        tx.commit().await.expect("a commit");
        let moved = net.manager.get(&sign).await.expect(200)["times"]["due_at"].clone();
        // Published Tuesday 2 June: seven working days are Thursday the 11th; two of them passed in the appeal.
        assert_eq!((&due, &moved), (&json!("2026-06-11T10:00:00Z"), &json!("2026-06-15T10:00:00Z")));
        assert_eq!(state(&net, &prices).await, (json!("cancelled"), json!(CancelReason::Appeal)));
    }
}
