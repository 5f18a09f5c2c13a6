//! An order whose class a repeat has shortened wants the plan of the class that it came from (§5.5, "T30→T7 plan"): that none
//! came is told outside of the app, too.

use serde_json::json;

use super::{
    http_server::{Answer, Receiver},
    set_up, start,
};
use crate::orders::{LAYOUT, at, listed, missed_again};
use forecourt_tests::network::id;

on_both! {
    async fn a_plan_that_a_shortened_order_lacks_is_told_by_message(kind) {
        let net = start(kind).await;
        missed_again(&net, LAYOUT).await;
        let orders = listed(&net.region, &format!("?item={LAYOUT}&open=true")).await;
        assert_eq!((orders.len(), &orders[0]["class"]), (1, &json!("T7")), "T30 came back");
        let receiver = Receiver::start(Answer::of("204 No Content", &[], ""));
        set_up(&net, &receiver, &json!({"lang": "en", "kinds": ["order.escalated"]})).await;
        let order = format!("/v1/rectifications/{}", id(&orders[0]));
        net.region.verb(&order, "issue", json!({})).await.expect(200);
        at(&net, 28, 17, 0).await;
        assert_eq!(receiver.requests().len(), 0, "five working days are not over");
        at(&net, 29, 19, 0).await;
        let story = net.region.get(&format!("{order}/timeline")).await.expect(200);
        let rung = story["entries"].as_array().expect("entries").iter().find(|entry| entry["what"] == "plan_missing");
        let text = &rung.unwrap_or_else(|| panic!("it is not told in the app: {story}"))["text"];
        let messages: Vec<_> = receiver.requests().iter().map(|request| request.json()["data"].clone()).collect();
        assert_eq!(messages.len(), 1, "{messages:?}");
        assert_eq!((&messages[0]["order"], &messages[0]["rung"]), (&orders[0]["id"], text));
    }
}
