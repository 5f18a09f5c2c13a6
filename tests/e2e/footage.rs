//! What a station answers when the panel asks for footage (decision 29).

use forecourt_tests::{desk::Desk, network::Network};
use serde_json::{Value, json};
use uuid::Uuid;

use crate::orders::{PRICES, at, picture, publish};

/// How often somebody was told of this kind.
async fn told(desk: &Desk, kind: &str) -> usize {
    crate::orders::told(desk).await.iter().filter(|one| *one == kind).count()
}

async fn state(desk: &Desk, path: &str, body: Value) -> Value {
    let refused = desk.verb(path, "footage", body).await;
    refused.problem(409, "wrong-state");
    refused.json()["state"].clone()
}

on_both! {
    async fn a_station_hands_in_what_it_was_asked_for(kind) {
        let net = Network::start(kind).await;
        let panel = net.people("panel-1", json!([{"role": "appeal_l1"}])).await;
        let other = net.people("panel-2", json!([{"role": "appeal_l2"}])).await;
        let audit = publish(&net, &net.visit(0, 0, 3).with(PRICES, false)).await;
        let path = format!("/v1/appeals/{}", Uuid::new_v4());
        let wish = json!({"audit_id": audit.rsplit('/').next(), "item": PRICES, "reason": "it matched"});
        net.manager.put(&path, &wish).await.expect(201);
        let clip = picture(&net, &net.manager).await;
        let given = json!({"reason": "camera 2", "evidence": [clip]});
        assert_eq!(state(&net.manager, &path, given.clone()).await, "level_1", "nobody asked");
        panel.verb(&path, "ask-footage", json!({"reason": "camera 2, please"})).await.expect(200);
        assert_eq!(told(&net.manager, "appeal.footage_asked").await, 1);
        for desk in [&panel, &net.hq, &net.reviewers[0]] {
            desk.verb(&path, "footage", given.clone()).await.problem(403, "forbidden");
        }
        let nothing = net.manager.verb(&path, "footage", json!({"reason": "none", "evidence": []})).await;
        assert_eq!(nothing.violations()[0].0, "/evidence");
        let theirs = picture(&net, &net.region).await;
        let foreign = net.manager.verb(&path, "footage", json!({"reason": "camera 2", "evidence": [theirs]})).await;
        assert_eq!(foreign.violations(), [("/evidence/0".to_owned(), "bad_value".to_owned())]);
        let done = net.manager.verb(&path, "footage", given).await.expect(200);
        let step = done["steps"].as_array().expect("steps").last().expect("a step").clone();
        assert_eq!((&step["kind"], &step["by"], &step["evidence"]), (&json!("footage_given"), &json!("station"), &json!([clip])));
        assert_eq!((told(&panel, "appeal.footage_given").await, told(&other, "appeal.footage_given").await), (1, 0));
        assert_eq!(panel.get(&format!("/v1/evidence/{clip}")).await.status, 200);
        // The same once more is nothing new, and there is an end to it: the panel has to come to its decision.
        let again = net.manager.verb(&path, "footage", json!({"reason": "camera 2", "evidence": [clip]})).await;
        assert_eq!(again.violations(), [("/evidence/0".to_owned(), "duplicate".to_owned())]);
        for _ in 0..3 {
            let more = json!({"reason": "camera 2", "evidence": [picture(&net, &net.manager).await]});
            net.manager.verb(&path, "footage", more).await.expect(200);
        }
        // The region goes on for it; at the other level too, whose panel hears of it.
        net.region.verb(&path, "footage", json!({"reason": "camera 3", "evidence": [theirs]})).await.expect(200);
        let sixth = json!({"reason": "camera 6", "evidence": [picture(&net, &net.manager).await]});
        assert_eq!(state(&net.manager, &path, sixth).await, "level_1", "five times are enough");
        panel.verb(&path, "decide", json!({"outcome": "rejected", "reason": "it shows the old price"})).await.expect(200);
        let more = json!({"reason": "camera 4", "evidence": [picture(&net, &net.manager).await]});
        assert_eq!(state(&net.manager, &path, more.clone()).await, "level_1_decided");
        net.manager.verb(&path, "second-level", json!({"reason": "look again"})).await.expect(200);
        net.manager.verb(&path, "footage", more).await.expect(200);
        assert_eq!(told(&other, "appeal.footage_given").await, 1);
        other.verb(&path, "decide", json!({"outcome": "upheld", "reason": "camera 4"})).await.expect(200);
        let late = json!({"reason": "camera 5", "evidence": [picture(&net, &net.manager).await]});
        assert_eq!(state(&net.manager, &path, late).await, "closed");
    }

    async fn footage_comes_within_the_time_of_the_level(kind) {
        let net = Network::start(kind).await;
        let panel = net.people("panel-1", json!([{"role": "appeal_l1"}])).await;
        let audit = publish(&net, &net.visit(0, 0, 3).with(PRICES, false)).await;
        let path = format!("/v1/appeals/{}", Uuid::new_v4());
        let wish = json!({"audit_id": audit.rsplit('/').next(), "item": PRICES, "reason": "it matched"});
        net.manager.put(&path, &wish).await.expect(201);
        panel.verb(&path, "ask-footage", json!({"reason": "camera 2, please"})).await.expect(200);
        let given = json!({"reason": "camera 2", "evidence": [picture(&net, &net.manager).await]});
        // Filed on Tuesday: until Friday at six. What ends the level has not run yet.
        net.server.time(net.start_ms + 4 * crate::orders::DAY_MS + 8 * crate::orders::HOUR_MS + 1);
        assert_eq!(state(&net.manager, &path, given.clone()).await, "level_1");
        at(&net, 4, 18, 1).await;
        assert_eq!(net.manager.get(&path).await.expect(200)["state"], "level_2", "by silence");
        net.manager.verb(&path, "footage", given).await.expect(200);
    }
}
