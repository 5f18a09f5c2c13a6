//! What a line of the inbox says beside its words: of which station and item it is, and what it leads to.

use std::collections::BTreeSet;

use forecourt_tests::{
    desk::Desk,
    network::{Network, id},
};
use serde_json::{Value, json};
use uuid::Uuid;

use crate::orders::{PRICES, SIGN, at, path_of, publish};

/// The lines of an inbox of this kind, newest first.
async fn lines(desk: &Desk, kind: &str) -> Vec<Value> {
    let inbox = desk.get("/v1/inbox").await.expect(200);
    inbox["items"].as_array().expect("items").iter().filter(|line| line["kind"] == kind).cloned().collect()
}

/// The words of an item, as the checklist has them.
async fn item_text(net: &Network, item: &str, lang: &str) -> Value {
    let list = net.hq.get("/v1/checklists/station-69/versions/1").await.expect(200);
    let found = list["items"].as_array().expect("items").iter().find(|one| one["id"] == item).expect("the item");
    found["text"][lang].clone()
}

on_both! {
    async fn a_line_of_the_inbox_says_of_which_station_and_item_it_is(kind) {
        let net = Network::start(kind).await;
        let audit = publish(&net, &net.visit(0, 0, 3).with(PRICES, false).with(SIGN, 0)).await;
        let mut orders = BTreeSet::new();
        for item in [PRICES, SIGN] {
            let path = path_of(&net.region, item).await;
            let order = net.region.verb(&path, "issue", json!({})).await.expect(200);
            orders.insert((id(&order).to_string(), item.to_owned(), item_text(&net, item, "en").await.to_string()));
        }
        let station = &net.stations[0];
        let brief = json!({"id": station.id, "code": station.code, "name_zh": "第0加油站", "name_en": "Station 0"});
        let issued = lines(&net.manager, "order.issued").await;
        let word = |line: &Value, name: &str| line[name].as_str().expect("a word").to_owned();
        let told = issued.iter().map(|line| (word(line, "order_id"), word(line, "item"), line["item_text"].to_string()));
        assert_eq!(told.collect::<BTreeSet<_>>(), orders, "two orders of one station can be told apart");
        assert!(issued.iter().all(|line| line["station"] == brief), "{issued:?}");
        // In the language of whoever reads.
        let chinese = lines(&Desk { lang: "zh", ..net.manager.clone() }, "order.issued").await;
        let one = chinese.iter().find(|line| line["item"] == PRICES).expect("it");
        assert_eq!(one["item_text"], item_text(&net, PRICES, "zh").await);
        // What was published leads to the audit, which the station reads.
        let window = lines(&net.manager, "appeal.window_open").await;
        let audit = audit.rsplit('/').next().expect("an id");
        assert_eq!((window[0]["audit_id"].as_str(), &window[0]["station"]["code"]), (Some(audit), &json!(station.code)));
        // What has ended since has no time to keep any more.
        let cancelled = path_of(&net.region, SIGN).await;
        net.hq.verb(&cancelled, "cancel", json!({"reason": "issued_in_error", "note": "twice"})).await.expect(200);
        let over = lines(&net.manager, "order.issued").await;
        let over = over.iter().map(|line| (word(line, "item"), line["over"] == true, line["due_at"].is_string()));
        assert_eq!(over.collect::<BTreeSet<_>>(), BTreeSet::from([(PRICES.to_owned(), false, true), (SIGN.to_owned(), true, true)]));
        let appeal = Uuid::new_v4();
        let body = json!({"audit_id": audit, "item": PRICES, "reason": "it matched"});
        let panel = net.people("panel", json!([{"role": "appeal_l1"}])).await;
        net.manager.put(&format!("/v1/appeals/{appeal}"), &body).await.expect(201);
        let filed = lines(&panel, "appeal.filed").await;
        assert_eq!((&filed[0]["appeal_id"], &filed[0]["station"]), (&json!(appeal), &brief));
        assert_eq!(filed[0]["item_text"], item_text(&net, PRICES, "en").await);
    }

    async fn a_digest_says_of_each_of_its_lines_what_it_is_about(kind) {
        let net = Network::start(kind).await;
        let head = json!({"head": [net.region.person_id]});
        net.hq.put(&format!("/v1/org-units/{}/contacts", net.units[2]), &head).await.expect(200);
        publish(&net, &net.visit(0, 0, 3).with(PRICES, false).with(SIGN, 0)).await;
        let mut orders = BTreeSet::new();
        for item in [PRICES, SIGN] {
            let path = path_of(&net.region, item).await;
            orders.insert(json!(id(&net.region.verb(&path, "issue", json!({})).await.expect(200))).to_string());
        }
        at(&net, 12, 15, 0).await;
        let digest = lines(&net.manager, "digest.downtime").await.remove(0);
        let gathered = digest["lines"].as_array().expect("lines");
        assert_eq!(gathered.iter().map(|line| line["order_id"].to_string()).collect::<BTreeSet<_>>(), orders);
        for line in gathered {
            assert_eq!(line["station"]["code"], net.stations[0].code, "{line}");
            let item = line["item"].as_str().expect("an item");
            assert_eq!(line["item_text"], item_text(&net, item, "en").await);
        }
        let bulletin = lines(&net.region, "bulletin.published").await.remove(0);
        assert_eq!((&bulletin["org_unit_name"], &bulletin["station"]), (&json!("HZ"), &Value::Null));
    }
}
