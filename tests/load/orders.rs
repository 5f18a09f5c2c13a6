//! The scheduler and the lists of orders over as many orders as the nation has.

use std::time::{Duration, Instant};

use forecourt_api::jobs;
use forecourt_tests::{
    database::Kind,
    desk::Desk,
    network::{Network, id, made},
    phone::path,
    server::MONDAY_10,
};
use serde_json::json;
use uuid::Uuid;

use super::{copies, sql};

const DAY_MS: i64 = 86_400_000;
/// Class T7.
const SIGN: &str = "approach.brand_sign_visible_intact";
/// Districts among which the stations are shared out.
const DISTRICTS: usize = 30;
/// How often each is asked.
const TIMES: usize = 20;

/// Measures passes and lists; `due` rungs come at once.
pub async fn run(stations: u32, open: u32, ended: u32, due: u32) {
    let net = network().await;
    let now = net.start_ms + 40 * DAY_MS;
    let region = populate(&net, stations, open, ended, now).await;
    net.server.time(now);
    let app = &net.server.app;
    let mut idle = Vec::new();
    for _ in 0..TIMES {
        let begin = Instant::now();
        let pass = jobs::orders::run(app, now).await.expect("a pass");
        idle.push(begin.elapsed());
        assert_eq!(pass.orders, 0, "nothing is due");
    }
    println!("an idle pass: {}", middle(&mut idle));
    // One order of its age has so many rungs that are not recorded.
    let rungs = one_order(&net, now).await;
    let taken = due.div_ceil(rungs);
    let before: u32 = sql(&net, "SELECT count(*) FROM order_rung").parse().expect("a number");
    sql(
        &net,
        &format!(
            "UPDATE rectification SET wake_at = {} WHERE id IN (SELECT id FROM rectification WHERE wake_at > {now} LIMIT {taken})",
            now - 1
        ),
    );
    let begin = Instant::now();
    let pass = jobs::orders::run(app, now).await.expect("a pass");
    let took = begin.elapsed();
    assert_eq!(pass.orders, taken as usize);
    let after: u32 = sql(&net, "SELECT count(*) FROM order_rung").parse().expect("a number");
    println!("a pass with {} rungs of {} orders: {took:?}", after - before, pass.orders);
    sql(&net, "ANALYZE");
    for (name, desk) in [("a district", &region), ("the network", &net.hq)] {
        for query in ["", "?overdue=true", "?state=submitted", "?class=T7&open=true", "?open=true", &due_by(now)] {
            let (mut times, mut lines) = (Vec::new(), 0);
            for _ in 0..TIMES {
                let begin = Instant::now();
                let list = desk.get(&format!("/v1/rectifications{query}")).await.expect(200);
                times.push(begin.elapsed());
                lines = list["items"].as_array().map_or(0, Vec::len);
            }
            println!("orders of {name} {query}: {} for {lines} lines", middle(&mut times));
        }
    }
}

fn due_by(now: i64) -> String {
    format!("?open=true&due_by={}", forecourt_api::times::rfc3339(now))
}

fn middle(times: &mut [Duration]) -> String {
    times.sort_unstable();
    format!("p50 {:?}, worst {:?}", times[times.len() / 2], times[times.len() - 1])
}

/// A network with one order of class T7 that was issued on its second day.
async fn network() -> Network {
    let net = made(Kind::Postgres, Some(MONDAY_10)).await;
    let visit = net.visit(0, 0, 1).with(SIGN, 0);
    net.phone(0).deliver(&visit).await;
    net.server.work().await;
    for reviewer in &net.reviewers[..2] {
        reviewer.verb(&path(&visit), "claim", json!({})).await.expect(200);
        if reviewer.verb(&path(&visit), "accept", json!({})).await.expect(200)["state"] == "approved" {
            break;
        }
    }
    net.server.time(net.start_ms + DAY_MS);
    net.server.work().await;
    let list = net.region.get("/v1/rectifications").await.expect(200);
    let order = id(&list["items"][0]);
    assert_eq!(list["items"].as_array().map(Vec::len), Some(1), "the others are made of it");
    net.region.verb(&format!("/v1/rectifications/{order}"), "issue", json!({})).await.expect(200);
    net
}

/// Stations in districts, orders of them; the region of the first district.
async fn populate(net: &Network, stations: u32, open: u32, ended: u32, now: i64) -> Desk {
    let mut districts: Vec<Uuid> = Vec::new();
    for n in 0..DISTRICTS {
        let body = json!({"code": format!("D{n}"), "level": 3, "parent_id": net.units[2], "name_zh": "区", "name_en": "District"});
        districts.push(id(&net.admin.post("/v1/org-units", body).await.expect(201)));
    }
    let region = net.people("district", json!([{"role": "region", "org_unit_id": districts[0]}])).await;
    let contacts = format!("/v1/org-units/{}/contacts", net.units[2]);
    net.admin.put(&contacts, &json!({"head": [net.region.person_id]})).await.expect(200);
    let units = districts.iter().map(|unit| format!("'{unit}'::uuid")).collect::<Vec<_>>().join(",");
    let unit = format!("(ARRAY[{units}])[1 + g % {DISTRICTS}]");
    let columns = [
        ("id", "gen_random_uuid()"),
        ("code", "'N' || lpad(g::text, 6, '0')"),
        ("name_zh", "'站' || g"),
        ("org_unit_id", unit.as_str()),
    ];
    copies(net, "station", &columns, &format!("generate_series(1, {stations}) g"));
    sql(
        net,
        "CREATE TABLE numbered AS SELECT id, row_number() OVER () - 1 AS number FROM station WHERE code LIKE 'N%'",
    );
    let at_station = format!("JOIN numbered s ON s.number = (g * 7919::bigint) % {stations}");
    let (opened, wake) = (format!("{now} - (g % 2592000) * 1000::bigint"), format!("{} + g", now + DAY_MS));
    // A station has one open order an item.
    let item = format!("(ARRAY[{}])[1 + g / {stations}]", items(open / stations + 1));
    let mut columns = vec![
        ("id", "gen_random_uuid()"),
        ("station_id", "s.id"),
        ("item", item.as_str()),
        ("opened_at", opened.as_str()),
        ("due_at", opened.as_str()),
        ("overdue", "g % 10 = 0"),
        ("wake_at", wake.as_str()),
    ];
    copies(net, "rectification", &columns, &format!("generate_series(1, {open}) g {at_station}"));
    let old = format!("{now} - 2592000000 - (g % 31536000) * 1000::bigint");
    columns[3] = ("opened_at", old.as_str());
    columns[4] = ("due_at", old.as_str());
    columns[5] = ("overdue", "false");
    columns[6] = ("wake_at", "NULL::bigint");
    columns[2] = ("item", "t.item");
    columns.extend([("state", "'closed'"), ("closed_at", old.as_str())]);
    copies(net, "rectification", &columns, &format!("generate_series(1, {ended}) g {at_station}"));
    // The one that they are made of has its rungs to itself.
    sql(net, &format!("UPDATE rectification SET wake_at = {} WHERE wake_at <= {now}", now + DAY_MS));
    sql(net, "ANALYZE");
    region
}

/// The ids of so many items that are no red lines, in SQL.
fn items(count: u32) -> String {
    let list = forecourt_core::registry::builtin().get("station-69", 1).expect("station-69 v1").clone();
    let plain = list.items.iter().filter(|item| !item.is_critical() && item.id != SIGN);
    let ids: Vec<String> = plain.take(count as usize).map(|item| format!("'{}'", item.id)).collect();
    assert_eq!(ids.len(), count as usize, "as many orders as that have no items");
    ids.join(",")
}

/// How many rungs one of these orders has.
async fn one_order(net: &Network, now: i64) -> u32 {
    sql(
        net,
        &format!(
            "UPDATE rectification SET wake_at = {} WHERE id = (SELECT id FROM rectification WHERE wake_at > {now} LIMIT 1)",
            now - 1
        ),
    );
    jobs::orders::run(&net.server.app, now).await.expect("a pass");
    let count: u32 = sql(net, "SELECT count(*) FROM order_rung").parse().expect("a number");
    assert!(count > 0, "its rungs are due");
    count
}
