//! The phone's door: submitting, photos, sync, what a phone reports.

mod access;
mod bodies;
mod drafts;
mod epoch;
mod judging;
mod races;
mod refused;
mod reports;
mod revisions;
mod storage;
mod submit;
mod sync;

use std::time::{Duration, Instant};

use forecourt_tests::{desk::Desk, visit::Visit};
use serde_json::{Value, json};

/// States of the photos in a receipt.
pub fn states(receipt: &Value) -> Vec<&str> {
    receipt["photos"].as_array().into_iter().flatten().filter_map(|line| line["state"].as_str()).collect()
}

/// A reviewer claims a delivered audit and returns it with a question.
async fn send_back(reviewer: &Desk, visit: &Visit) {
    let audit = forecourt_tests::phone::path(visit);
    reviewer.verb(&audit, "claim", json!({})).await.expect(200);
    reviewer.verb(&audit, "return", json!({"remarks": [{"text": "Please look again"}]})).await.expect(200);
}

/// Codes of an audit's flags, as a reviewer sees them.
async fn flags(reviewer: &Desk, visit: &Visit) -> Vec<String> {
    let body = reviewer.get(&forecourt_tests::phone::path(visit)).await.expect(200);
    let list = body["flags"].as_array().unwrap_or_else(|| panic!("no flags: {body}"));
    list.iter().filter_map(|flag| flag["code"].as_str().map(str::to_owned)).collect()
}

/// Syncs, and says by the next sync that the answer has arrived.
pub async fn fetch_returns(desk: &Desk) {
    let sync = desk.get("/v1/sync").await.expect(200);
    desk.get(&format!("/v1/sync?cursor={}", sync["cursor"].as_str().expect("a cursor"))).await.expect(200);
}

/// Syncs from one cursor until the answer has what is waited for. On PostgreSQL a transaction of another test on the same
/// server may hold changes back for a moment (decision 14); they come, and the deadline holds that they do.
pub async fn sync_until(desk: &Desk, cursor: &str, has: impl Fn(&Value) -> bool) -> Value {
    let deadline = Instant::now() + Duration::from_secs(20);
    loop {
        let answer = desk.get(&format!("/v1/sync?cursor={cursor}")).await.expect(200);
        if has(&answer) {
            return answer;
        }
        assert!(Instant::now() < deadline, "{answer}");
    }
}
