//! What happens to orders, as it is told outside of the app.

use std::collections::BTreeSet;

use forecourt_tests::network::Network;
use serde_json::{Value, json};

use super::{
    change as patch,
    http_server::{Answer, Receiver},
    set_up, start, told_of,
};
use crate::{
    orders::{ENGINE, MINUTE_MS, PRICES, SIGN, path_of, submission},
    published::{accept, change, deliver, next_day},
};

/// Types and data of what a receiver got.
fn told(receiver: &Receiver) -> Vec<(String, Value)> {
    let bodies = receiver.requests().into_iter().map(|request| request.json());
    bodies.map(|body| (body["type"].as_str().expect("a type").to_owned(), body["data"].clone())).collect()
}

/// The data of the one event of a type.
fn of_type(list: &[(String, Value)], wanted: &str) -> Value {
    let found: Vec<&Value> = list.iter().filter(|(kind, _)| kind == wanted).map(|(_, data)| data).collect();
    assert_eq!(found.len(), 1, "{wanted}: {list:?}");
    found[0].clone()
}

/// Asks for time for an order, gets it, submits twice and is verified.
async fn whole_life(net: &Network, path: &str) {
    let wish = json!({"to": "2026-06-15T02:00:00Z", "cause": "contractor", "reason": "he comes on Monday"});
    let asked = net.manager.verb(path, "extensions", wish).await.expect(200);
    let decide = format!("extensions/{}/decide", asked["extension_id"].as_str().expect("an id"));
    net.region.verb(path, &decide, json!({"grant": true, "reason": "yes"})).await.expect(200);
    net.manager.verb(path, "submit", submission(net, &net.manager).await).await.expect(200);
    net.region.verb(path, "reject", json!({"reason": "a letter is missing ".repeat(100)})).await.expect(200);
    net.manager.verb(path, "submit", submission(net, &net.manager).await).await.expect(200);
    let verified = net.region.verb(path, "verify", json!({})).await.expect(200);
    if verified["on_site_check"] == true {
        net.region.verb(path, "close", json!({})).await.expect(200);
    }
}

on_both! {
    async fn every_deed_of_an_order_is_told(kind) {
        let net = start(kind).await;
        let receiver = Receiver::start(Answer::of("200 OK", &[], ""));
        set_up(&net, &receiver, &json!({})).await;
        let audit = deliver(&net, &net.visit(0, 0, 3).with(PRICES, false).with(SIGN, 0)).await;
        accept([&net.reviewers[0], &net.reviewers[1]], &audit, &json!({})).await;
        next_day(&net, 1).await;
        let (sign, prices) = (path_of(&net.region, SIGN).await, path_of(&net.region, PRICES).await);
        for path in [&sign, &prices] {
            net.region.verb(path, "issue", json!({})).await.expect(200);
        }
        whole_life(&net, &sign).await;
        assert_eq!(change(&net, &audit, "void", json!({"reason": "another station"})).await, "void");
        net.server.work().await;
        let list = told(&receiver);
        let kinds: BTreeSet<&str> = list.iter().map(|(kind, _)| kind.as_str()).filter(|kind| *kind != "order.verified").collect();
        let expected = ["extension.asked", "extension.decided", "order.cancelled", "order.closed", "order.issued", "order.rejected", "order.submitted"];
        assert_eq!(kinds, BTreeSet::from(expected));
        assert_eq!(of_type(&list, "extension.asked")["until"], json!(1_781_488_800_000_i64));
        assert_eq!(of_type(&list, "extension.decided")["granted"], true);
        let rejected = of_type(&list, "order.rejected");
        assert_eq!((&rejected["round"], rejected["reason"].as_str().map(|text| text.chars().count())), (&json!(1), Some(500)));
        assert_eq!(of_type(&list, "order.closed")["on_time"], true);
        // A void audit takes both along, also the one that is closed.
        let cancelled = list.iter().filter(|(kind, data)| kind == "order.cancelled" && data["order"].as_str() == prices.rsplit('/').next());
        assert_eq!(cancelled.count(), 1);
        let story = net.manager.get(&format!("{prices}/timeline")).await.expect(200);
        let ended = story["entries"].as_array().expect("entries").iter().find(|entry| entry["what"] == "cancel").expect("its end");
        assert_eq!((&ended["data"]["cancelled"], &ended["role"]), (&json!("audit_void"), &Value::Null), "by the system, with its reason");
    }

    async fn a_red_line_that_nobody_reads_comes_with_whom_to_call(kind) {
        let net = start(kind).await;
        let receiver = Receiver::start(Answer::of("200 OK", &[], ""));
        set_up(&net, &receiver, &json!({"lang": "en"})).await;
        let office = json!({"role": "region", "org_unit_id": net.units[2]});
        let (head, duty) = (net.people("head", office.clone()).await, net.people("duty", office).await);
        for (desk, number) in [(&head, "13800001111"), (&duty, "13800002222"), (&net.manager, "13800003333")] {
            patch(&net.admin, &format!("/v1/people/{}", desk.person_id), &json!({"phone": number})).await.expect(200);
        }
        let contacts = json!({"head": [head.person_id], "duty": [duty.person_id], "safety": [head.person_id]});
        net.hq.put(&format!("/v1/org-units/{}/contacts", net.units[2]), &contacts).await.expect(200);
        let audit = deliver(&net, &net.visit(0, 0, 3).with(ENGINE, false)).await;
        net.reviewers[0].verb(&audit, &format!("red-lines/{ENGINE}/confirm"), json!({})).await.expect(200);
        net.server.work().await;
        assert_eq!(of_type(&told(&receiver), "order.issued")["class"], "T0");
        net.server.time(net.server.now() + 31 * MINUTE_MS);
        net.server.work().await;
        let unread = of_type(&told(&receiver), "t0.not_acknowledged");
        // The station first, then level by level, each once: as the office that has to call sees them.
        let calls = unread["calls"].as_array().expect("calls").iter();
        let called: Vec<[&str; 2]> = calls.map(|one| [&one["phone"], &one["role"]["en"]].map(|text| text.as_str().expect("a text"))).collect();
        assert_eq!(called, [["13800003333", "station"], ["13800001111", "city company head"], ["13800002222", "city company on duty"]]);
        assert!(unread["acknowledge_by"].is_i64());
        let order = path_of(&net.hq, ENGINE).await;
        let list = net.hq.get(&format!("{order}/calls")).await.expect(200);
        let phones = list["people"].as_array().expect("people").iter().filter_map(|one| one["phone"].as_str());
        assert_eq!(phones.collect::<Vec<_>>(), called.iter().map(|[phone, _]| *phone).collect::<Vec<_>>());
        for desk in [&head, &duty] {
            assert_eq!(told_of(desk, "t0.not_acknowledged").await["order_id"].as_str(), order.rsplit('/').next());
        }
    }
}
