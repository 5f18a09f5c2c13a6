//! Windows and deadlines of appeals that wait for the calendar of a year are told when it is imported (decision 28).

use forecourt_api::{commands::calendar, times::parse_rfc3339};
use forecourt_tests::{
    desk::Desk,
    network::{self, Network, id},
};
use serde_json::{Value, json};
use uuid::Uuid;

use crate::{
    orders::{PRICES, SIGN},
    published::{accept, change, deliver, next_day},
};

/// 2027 with New Year's Day off.
const YEAR: &str = "year = 2027\nworking_days = 260\n[source]\nzh = \"测试\"\nen = \"a test\"\nurl = \"https://example.cn\"\n\
    [[holiday]]\nzh = \"元旦\"\nen = \"New Year\"\nfrom = \"2027-01-01\"\nto = \"2027-01-01\"\nmake_up = []\n";

/// The lines of an inbox of this kind.
async fn lines(desk: &Desk, kind: &str) -> Vec<Value> {
    let inbox = desk.get("/v1/inbox").await.expect(200);
    inbox["items"].as_array().expect("items").iter().filter(|line| line["kind"] == kind).cloned().collect()
}

async fn import(net: &Network) {
    let file = net.server.data().join("cn-2027.toml");
    std::fs::write(&file, YEAR).expect("a file");
    calendar::import(net.server.place.settings(), &file, false).await.expect("the database");
}

/// Appeals an item; the id of the appeal.
async fn appeal(net: &Network, audit: &str, item: &str) -> Uuid {
    let filed = json!({"audit_id": audit.rsplit('/').next(), "item": item, "reason": "it was so"});
    id(&net.manager.put(&format!("/v1/appeals/{}", Uuid::new_v4()), &filed).await.expect(201))
}

on_both! {
    async fn windows_and_deadlines_of_appeals_are_announced_with_their_year(kind) {
        // A Monday; published on the Tuesday, whose third working day lies in 2027.
        let net = network::made(kind, parse_rfc3339("2026-12-28T02:00:00Z")).await;
        let panel = net.people("panel-1", json!({"role": "appeal_l1"})).await;
        let elsewhere = net.people("manager-2", json!({"role": "station", "station_id": net.stations[1].id})).await;
        let audit = deliver(&net, &net.visit(0, 0, 3).with(PRICES, false).with(SIGN, 0)).await;
        let other = deliver(&net, &net.visit(0, 1, 3).with(PRICES, false)).await;
        for audit in [&audit, &other] {
            accept([&net.reviewers[0], &net.reviewers[1]], audit, &json!({})).await;
        }
        next_day(&net, 1).await;
        let window = lines(&net.manager, "appeal.window_open").await;
        assert_eq!((window.len(), &window[0]["due_at"]), (1, &Value::Null));
        let waits = appeal(&net, &audit, PRICES).await;
        let decided = appeal(&net, &audit, SIGN).await;
        // On Wednesday: the second working day behind it lies in 2027.
        next_day(&net, 2).await;
        let rejected = json!({"outcome": "rejected", "reason": "the photo shows it"});
        panel.verb(&format!("/v1/appeals/{decided}"), "decide", rejected).await.expect(200);
        assert_eq!(lines(&panel, "appeal.filed").await[0]["due_at"], Value::Null);
        net.server.work().await;
        assert!(lines(&net.manager, "appeal.window_known").await.is_empty(), "nobody has imported it");
        // What is taken back meanwhile has no window any more.
        assert_eq!(change(&net, &other, "void", json!({"reason": "invented"})).await, "void");

        import(&net).await;
        let sibling = net.server.sibling().await;
        for server in [&net.server, &sibling, &net.server] {
            server.work().await;
        }
        sibling.stop().await;
        let known = lines(&net.manager, "appeal.window_known").await;
        assert_eq!((known.len(), &known[0]["due_at"]), (1, &json!("2027-01-04T10:00:00Z")), "once: {known:?}");
        assert_eq!(known[0]["audit_id"].as_str(), audit.rsplit('/').next());
        let told = lines(&panel, "appeal.due_known").await;
        assert_eq!((told.len(), &told[0]["due_at"]), (1, &json!("2027-01-04T10:00:00Z")), "who decides: {told:?}");
        assert_eq!((&told[0]["appeal_id"], &told[0]["item"]), (&json!(waits), &json!(PRICES)));
        // Until when the station may go on: two working days.
        let told = lines(&net.manager, "appeal.due_known").await;
        assert_eq!((told.len(), &told[0]["appeal_id"]), (1, &json!(decided)), "who may go on: {told:?}");
        assert_eq!(told[0]["due_at"], "2027-01-04T10:00:00Z");
        assert_eq!(lines(&elsewhere, "appeal.window_open").await.len(), 1);
        assert!(lines(&elsewhere, "appeal.window_known").await.is_empty(), "its audit is void");
    }
}
