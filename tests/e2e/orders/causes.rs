//! Re-visits rest on a cause that nobody can appeal (decision 27): while it is open again none is planned, and one that was
//! dropped comes back with it.

use forecourt_api::times::rfc3339;
use forecourt_tests::network::{Network, id};
use serde_json::{Value, json};
use uuid::Uuid;

use super::{
    DAY_MS, ENGINE, HOUR_MS, PRICES, at,
    revisits::{crossed, plan, remove, revisits},
};
use crate::published::change;

async fn only(net: &Network) -> Value {
    let mut all = revisits(net).await;
    assert_eq!(all.len(), 1, "{all:?}");
    all.remove(0)
}

async fn corrected(net: &Network, audit: &str, item: &str, value: Value) -> Value {
    change(net, audit, "correct", json!({"changes": [{"item": item, "value": value, "reason": "the photo"}]})).await
}

on_both! {
    async fn a_re_visit_is_planned_only_while_nobody_can_appeal_its_cause(kind) {
        let net = Network::start(kind).await;
        let audit = crossed(&net, 0, &net.visit(0, 0, 3), 0).await;
        at(&net, 4, 18, 1).await;
        remove(&net).await;
        assert_eq!((&only(&net).await["state"], &only(&net).await["cause_open"]), (&json!("waiting"), &json!(false)));
        // Another item is worse than it was judged: a new window.
        assert_eq!(corrected(&net, &audit, PRICES, json!(false)).await, "published");
        net.server.work().await;
        let one = only(&net).await;
        assert_eq!((&one["state"], &one["cause_open"]), (&json!("waiting"), &json!(true)));
        let refused = plan(&net, &one, 1, 11).await;
        assert_eq!((&refused["status"], &refused["violations"][0]["pointer"], &refused["violations"][0]["code"]),
            (&json!("refused"), &json!("/revisit_id"), &json!("cause_open")), "{refused}");
        // Corrected after six on Friday: until Thursday.
        at(&net, 10, 18, 1).await;
        let one = only(&net).await;
        assert_eq!(one["cause_open"], false, "nobody has appealed");
        assert_eq!(plan(&net, &one, 1, 11).await["status"], "created");
        // Its visit falls away while the cause is open once more.
        assert_eq!(corrected(&net, &audit, "approach.entrance_exit_markings", json!(0)).await, "published");
        let one = only(&net).await;
        let assignment = format!("/v1/assignments/{}", one["assignment"]["id"].as_str().expect("an id"));
        net.planner.verb(&assignment, "withdraw", json!({})).await.expect(200);
        let start = net.start_ms + 12 * DAY_MS;
        let again = || json!({"id": Uuid::new_v4(), "window_start": rfc3339(start), "window_end": rfc3339(start + 6 * HOUR_MS), "override_reason": "once more"});
        let refused = net.planner.verb(&assignment, "issue-again", again()).await;
        assert_eq!((refused.status.as_u16(), &refused.json()["code"]), (409, &json!("cause_open")), "{}", refused.text());
        at(&net, 16, 18, 1).await;
        let start = net.start_ms + 18 * DAY_MS;
        let again = json!({"id": Uuid::new_v4(), "window_start": rfc3339(start), "window_end": rfc3339(start + 6 * HOUR_MS), "override_reason": "once more"});
        net.planner.verb(&assignment, "issue-again", again).await.expect(201);
    }

    async fn what_was_dropped_comes_back_with_its_cause(kind) {
        let net = Network::start(kind).await;
        let audit = crossed(&net, 0, &net.visit(0, 0, 3), 0).await;
        at(&net, 4, 18, 1).await;
        remove(&net).await;
        let before = only(&net).await;
        assert_eq!(before["state"], "waiting");
        assert_eq!(corrected(&net, &audit, ENGINE, json!(true)).await, "final");
        net.server.work().await;
        assert_eq!(only(&net).await["state"], "dropped", "its cause is gone");
        assert_eq!(corrected(&net, &audit, ENGINE, json!(false)).await, "published");
        net.server.work().await;
        assert_eq!(only(&net).await["state"], "dropped", "it may be appealed");
        remove(&net).await;
        at(&net, 10, 18, 1).await;
        let after = only(&net).await;
        assert_eq!((&after["state"], &after["id"]), (&json!("waiting"), &json!(id(&before))), "an audit is the cause of one");
        assert!(after["triggers"].as_array().expect("words").contains(&json!("red_line")), "{after}");
    }
}
