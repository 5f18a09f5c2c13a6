//! Lists of 20,000 audits, their table as CSV, and what a server needs before anybody asks (bars.md, "server").

use std::{
    path::Path,
    time::{Duration, Instant},
};

use forecourt_tests::{binary::Start, network::id};
use serde_json::json;

use super::{answer, exports, memory, peak, seeded};

const STATIONS: u32 = 3_000;
const DAYS: u32 = 300;
/// A page as desks ask for it.
const ROWS: usize = 250;
/// Pages behind the first.
const DEEP: usize = 70;
const TIMES: usize = 30;

/// Measures lists of so many audits.
pub async fn run(binary: &Path, audits: u32) {
    let network = seeded(STATIONS, audits, DAYS).await;
    let hq = network.members.hq.clone();
    let place = network.server.stop().await;
    let start = Instant::now();
    let server = Start::new(binary, &place).serve().await;
    println!(
        "start to ready, looked at every 50 ms at the latest: {:?}; idle {}",
        start.elapsed(),
        memory(&server, "VmRSS:")
    );
    let desk = hq.at(&server.base);
    let first = format!("/v1/audits?limit={ROWS}");
    let mut deep = first.clone();
    for _ in 0..DEEP {
        let page = desk.get(&deep).await.expect(200);
        let Some(cursor) = page["next_cursor"].as_str() else { break };
        deep = format!("{first}&cursor={cursor}");
    }
    println!("| answer | p50 ms | worst of {TIMES} ms | bytes |\n|---|---|---|---|");
    for (name, path) in [("first page of 250", &first), ("a page behind 70 others", &deep)] {
        let mut times = Vec::new();
        let mut bytes = 0;
        for _ in 0..TIMES {
            let (took, length) = answer(&server, &desk.token, path).await;
            times.push(took);
            bytes = length;
        }
        times.sort_unstable();
        let ms = |took: Duration| took.as_micros() as f64 / 1000.0;
        println!("| {name} | {:.1} | {:.1} | {bytes} |", ms(times[TIMES / 2]), ms(times[TIMES - 1]));
    }
    let year = &forecourt_api::times::rfc3339(exports::desk_now())[..4];
    let wish = json!({"kind": "audits", "format": "csv", "filter": {"period": year}});
    let start = Instant::now();
    let export = id(&desk.post("/v1/exports", wish).await.expect(202));
    let line = exports::ready(&desk, &format!("/v1/exports/{export}")).await;
    println!("{} audits as CSV: {:?}, {} bytes, {}", line["rows"], start.elapsed(), line["bytes"], peak(&server));
    server.stop().await;
}
