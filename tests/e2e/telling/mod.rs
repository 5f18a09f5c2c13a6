//! Telling people outside of the app over the public API: webhooks, robots, e-mail (issue 4, decision 30).

#[expect(dead_code, reason = "the tests of crates/notify use all of it")]
#[path = "../../../crates/notify/tests/sending/http_server.rs"]
mod http_server;
#[expect(dead_code, reason = "the tests of crates/notify use all of it")]
#[path = "../../../crates/notify/tests/sending/smtp_server.rs"]
mod smtp_server;

mod chain;
mod danger;
mod deeds;
mod forgotten;
mod lines;
mod mail;
mod missed;
mod publications;
mod receivers;
mod robots;
mod several;
mod shortened;
mod webhooks;
mod year;

use forecourt_tests::{
    answer::Answer,
    database::Kind,
    desk::Desk,
    network::{Network, id},
};
use reqwest::Method;
use serde_json::{Value, json};
use uuid::Uuid;

use self::http_server::Receiver;
use crate::orders::{PRICES, path_of, publish};

/// A webhook that no event of an order reaches, and a delivery of it that waits.
pub(crate) async fn one_of_each(net: &Network) -> (Uuid, Uuid) {
    let wish = json!({"kind": "webhook", "name": "Hook", "address": "https://hooks.example.cn/forecourt",
        "org_unit_id": net.units[2], "kinds": ["bulletin.published"]});
    let webhook = id(&net.hq.post("/v1/webhooks", wish).await.expect(201));
    let delivery = net.hq.post(&format!("/v1/webhooks/{webhook}/test"), json!({})).await.expect(201);
    (webhook, id(&delivery))
}

/// Writes with every verb of destinations but the replay, which needs a delivery that was given up after days.
pub(crate) async fn write_each(net: &Network) {
    let (webhook, _) = one_of_each(net).await;
    let path = format!("/v1/webhooks/{webhook}");
    change(&net.hq, &path, &json!({"name": "Another"})).await.expect(200);
    net.hq.verb(&path, "secret", json!({})).await.expect(201);
    net.hq.send(net.hq.request(Method::DELETE, &path)).await.expect(204);
}

/// Lets two deliveries be given up, and sends one again by its destination, one by the administrator.
pub(crate) async fn replay_each(net: &Network) {
    let receiver = Receiver::start(http_server::Answer::of("500 Oops", &[], ""));
    let (one, two) = (set_up(net, &receiver, &json!({})).await, set_up(net, &receiver, &json!({})).await);
    let [first, second] = [test(net, &one).await, test(net, &two).await].map(|delivery| id(&delivery));
    for _ in 0..12 {
        net.server.work().await;
        net.server.time(net.server.now() + 2 * crate::orders::DAY_MS);
    }
    net.hq.post(&format!("{}/deliveries/{first}/replay", path(&one)), json!({})).await.expect(200);
    net.admin.post(&format!("/v1/deliveries/{second}/replay"), json!({})).await.expect(200);
}

/// A network whose receivers may stand on this machine, and have a second to answer.
pub(crate) async fn start(kind: Kind) -> Network {
    let change = |settings: &mut forecourt_api::config::Settings| {
        settings.telling.webhooks_private = true;
        settings.telling.telling_timeout = 1;
    };
    Network::start_with(kind, change).await
}

/// What is told of orders.
const OF_ORDERS: [&str; 14] = [
    "order.issued",
    "order.not_acknowledged",
    "order.reminder",
    "order.overdue",
    "order.escalated",
    "order.rejected",
    "order.submitted",
    "order.verified",
    "order.closed",
    "order.paused",
    "order.cancelled",
    "extension.asked",
    "extension.decided",
    "t0.not_acknowledged",
];

/// Sets up a destination of orders for the whole network with some members changed; what was answered.
async fn set_up(net: &Network, receiver: &Receiver, changes: &Value) -> Value {
    let mut wish =
        json!({"kind": "webhook", "name": "Hook", "address": receiver.url("/hook").as_str(), "kinds": OF_ORDERS});
    for (name, value) in changes.as_object().expect("an object") {
        wish[name.as_str()] = value.clone();
    }
    net.hq.post("/v1/webhooks", wish).await.expect(201)
}

/// The newest line of an inbox of this kind.
async fn told_of(desk: &Desk, kind: &str) -> Value {
    let inbox = desk.get("/v1/inbox").await.expect(200);
    let lines = inbox["items"].as_array().expect("items");
    lines.iter().find(|line| line["kind"] == kind).unwrap_or_else(|| panic!("no {kind}: {inbox}")).clone()
}

/// The path of a destination.
fn path(destination: &Value) -> String {
    format!("/v1/webhooks/{}", id(destination))
}

/// Tries a destination; the delivery.
async fn test(net: &Network, destination: &Value) -> Value {
    net.hq.post(&format!("{}/test", path(destination)), json!({})).await.expect(201)
}

/// The deliveries of a destination, newest first.
async fn deliveries(net: &Network, destination: &Value) -> Vec<Value> {
    let list = net.hq.get(&format!("{}/deliveries", path(destination))).await.expect(200);
    list["items"].as_array().expect("items").clone()
}

/// Changes a destination that is as it was shown last.
async fn change(desk: &Desk, path: &str, body: &Value) -> Answer {
    let shown = desk.get(path).await;
    shown.expect(200);
    let request = desk.request(Method::PATCH, path).header("if-match", shown.headers["etag"].clone());
    desk.send(request.json(body)).await
}

/// Publishes a missed item and issues its order; the path of the order.
async fn issue(net: &Network) -> String {
    publish(net, &net.visit(0, 0, 3).with(PRICES, false)).await;
    let order = path_of(&net.region, PRICES).await;
    net.region.verb(&order, "issue", json!({})).await.expect(200);
    net.server.work().await;
    order
}
