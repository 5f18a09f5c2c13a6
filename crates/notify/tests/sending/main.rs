//! Sending against real servers on loopback: webhook receivers, robots, and a mail server that speak their protocols, well
//! and badly.

mod door;
mod http_server;
mod letters;
mod mail;
mod robots;
mod smtp_server;
mod webhooks;

use forecourt_notify::{Event, Http, Kind, NetSettings, Parcel, Reach};
use serde_json::{Value, json};
use std::time::Duration;
use uuid::Uuid;

/// Noon in Shanghai on 26 November 2026.
pub const NOW_MS: i64 = 1_795_665_600_000;

/// The payload of an issued order, with some fields changed; `null` takes one out.
pub fn order(changes: Value) -> serde_json::Map<String, Value> {
    let mut payload = json!({
        "order": "0b8f2d2e-4a6d-4c62-9c39-6a2c5b3f7a10",
        "station": "江北红旗河沟站",
        "item": {"zh": "3号加油机漏油", "en": "Spill at pump 3"},
        "class": "T3",
        "due": NOW_MS + 6 * 3_600_000,
    });
    for (name, value) in changes.as_object().expect("an object") {
        payload[name.as_str()] = value.clone();
    }
    payload.as_object().expect("an object").iter().filter(|(_, value)| !value.is_null()).map(copy).collect()
}

fn copy((name, value): (&String, &Value)) -> (String, Value) {
    (name.clone(), value.clone())
}

/// An issued order under a number.
pub fn issued(number: u128) -> Event {
    Event::new(Uuid::from_u128(number), Kind::OrderIssued, NOW_MS, order(json!({}))).expect("a payload without faults")
}

pub fn parcel() -> Parcel {
    Parcel::One(issued(7))
}

/// A client for servers on loopback that waits so long.
pub fn client(limit: Duration) -> Http {
    Http::new(NetSettings { reach: Reach::Private, limit, ..NetSettings::default() }).expect("a client")
}
