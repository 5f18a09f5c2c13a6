//! Places won and lost from one month to the next (decision 18): against what was closed, within one class.

use std::collections::BTreeMap;

use forecourt_reports::{CLASS_SMALL, CLASS_STANDARD};
use forecourt_tests::{
    answer::Answer,
    network::{Network, assign},
    phone,
    visit::Visit,
};
use reqwest::Method;
use serde_json::{Value, json};

use crate::published::{accept, change};

const MINUTE_MS: i64 = 60_000;
const HOUR_MS: i64 = 60 * MINUTE_MS;
const DAY_MS: i64 = 24 * HOUR_MS;
/// From few points to many; graded ones are missed by 0.
const MISSES: [(&str, bool); 4] = [
    ("approach.price_board_matches_pump", true),
    ("safety.estop_and_warning_signs", false),
    ("entry.nozzle_layout_clear", false),
    ("restroom.open_to_customers", true),
];
const SMALL: usize = 3;

/// Rank, rank before, places won: of one station.
type Moved = (i64, Option<i64>, Option<i64>);

/// Delivers and reviews a visit that misses the first so many; the path of its audit.
async fn audited(net: &Network, mut visit: Visit, misses: usize, profile: i64) -> String {
    for (item, pass_fail) in &MISSES[..misses] {
        visit = visit.with(item, if *pass_fail { json!(false) } else { json!(0) });
    }
    let mut body = visit.submission();
    body["station_profile_revision"] = json!(profile);
    let phone = net.phone(0);
    let receipt = phone.put_raw(&visit, &body).await.expect(200);
    phone.upload(&visit, &receipt).await;
    phone.put_raw(&visit, &body).await.expect(200);
    net.server.work().await;
    let path = phone::path(&visit);
    assert_eq!(accept([&net.reviewers[0], &net.reviewers[1]], &path, &json!({})).await["state"], "approved");
    path
}

async fn publish(net: &Network) {
    net.hq.post("/v1/publications", json!({"reason": "a test", "scope": net.units[0]})).await.expect(201);
    net.server.work().await;
}

/// Audits of Sunday, the last day of May: each station misses one more than the one before.
async fn may(net: &Network) -> Vec<String> {
    let sunday = net.start_ms - DAY_MS;
    let assignments = assign(&net.planner, net.round, net.shoppers[0].person_id, &net.stations[..4], sunday).await;
    let mut paths = Vec::new();
    for (station, assignment) in assignments.into_iter().enumerate() {
        let mut visit = net.visit(0, station, 3);
        visit.assignment_id = assignment;
        visit.start_ms = sunday + i64::try_from(station).expect("few") * 40 * MINUTE_MS;
        paths.push(audited(net, visit, station, 1).await);
    }
    publish(net).await;
    paths
}

/// Audits of Monday, the first day of June: so many misses of each station.
async fn june(net: &Network, misses: [usize; 5]) {
    net.server.time(net.start_ms + 5 * HOUR_MS);
    for (station, misses) in misses.into_iter().enumerate() {
        let mut visit = net.visit(0, station, 3);
        visit.start_ms = net.start_ms + 2 * HOUR_MS + i64::try_from(station).expect("few") * 30 * MINUTE_MS;
        audited(net, visit, misses, if station == SMALL { 2 } else { 1 }).await;
    }
    publish(net).await;
}

/// A station loses all that makes it a full one.
async fn make_small(net: &Network) {
    let flags = [
        "has_store",
        "has_restroom",
        "has_car_wash",
        "has_air_water",
        "has_membership",
        "staffed",
        "kit_committed",
        "is_24h",
    ];
    let flags: BTreeMap<String, bool> = flags.map(|flag| (format!("st.{flag}"), false)).into();
    let path = format!("/v1/stations/{}/profile", net.stations[SMALL].id);
    net.admin.put(&path, &json!({"flags": flags})).await.expect(201);
}

/// Who moved how, by class and by the number of the station.
async fn moved(net: &Network, query: &str) -> BTreeMap<(u64, usize), Moved> {
    let ranking = net.hq.get(&format!("/v1/reports/ranking?period=2026-06{query}")).await.expect(200);
    let row = |row: &Value| {
        let code = row["code"].as_str().expect("a code");
        let station = net.stations.iter().position(|one| one.code == code).expect("a station");
        let rank = row["rank"].as_i64().expect("a rank");
        (
            (row["class"].as_u64().expect("a class"), station),
            (rank, row["previous_rank"].as_i64(), row["movement"].as_i64()),
        )
    };
    ranking["items"].as_array().expect("rows").iter().map(row).collect()
}

fn rows(full: &[(usize, Moved)], small: Moved) -> BTreeMap<(u64, usize), Moved> {
    let full = full.iter().map(|(station, moved)| ((CLASS_STANDARD.into(), *station), *moved));
    full.chain([((CLASS_SMALL.into(), SMALL), small)]).collect()
}

on_both! {
    async fn places_are_won_and_lost_against_the_edition_before_within_a_class(kind) {
        let net = Network::start(kind).await;
        let may = may(&net).await;
        let close = |period: &str, body: Value| {
            let (hq, path) = (net.hq.clone(), format!("/v1/periods/{period}/close"));
            async move { hq.post(&path, body).await.expect(201) }
        };
        assert_eq!(close("2026-05", json!({})).await["edition"], 1);
        let first = net.hq.get("/v1/reports/ranking?period=2026-05").await.expect(200);
        let told = first["items"].as_array().expect("rows").iter();
        let told: Vec<Value> = told.map(|row| json!([row["rank"], row["previous_rank"], row["movement"]])).collect();
        assert_eq!(told, [1, 2, 3, 4].map(|rank| json!([rank, null, null])), "nothing was before: {first}");
        make_small(&net).await;
        june(&net, [3, 0, 1, 0, 2]).await;
        // The first falls, two rise, one was ranked in another class, one was not ranked.
        let expected = rows(
            &[(0, (4, Some(1), Some(-3))), (1, (1, Some(2), Some(1))), (2, (2, Some(3), Some(1))), (4, (3, None, None))],
            (1, None, None),
        );
        assert_eq!(moved(&net, "").await, expected);
        // May is corrected: the second was as good as the first. What was closed stays what June is held against.
        let right = json!({"changes": [{"item": MISSES[0].0, "value": true, "reason": "the clip"}]});
        assert_eq!(change(&net, &may[1], "correct", right).await, "published");
        let live = net.hq.get("/v1/reports/ranking?period=2026-05&edition=live").await.expect(200);
        assert_eq!(live["items"][1]["rank"], 1, "{live}");
        assert_eq!(moved(&net, "").await, expected);
        assert_eq!(close("2026-05", json!({"reason": "the clip"})).await["edition"], 2);
        // A new edition is made of the network as it is now: in this one the small station was small already.
        let after = rows(
            &[(0, (4, Some(1), Some(-3))), (1, (1, Some(1), Some(0))), (2, (2, Some(3), Some(1))), (4, (3, None, None))],
            (1, Some(1), Some(0)),
        );
        assert_eq!(moved(&net, "").await, after, "the newest edition of May");
        net.server.time(net.start_ms + 30 * DAY_MS);
        assert_eq!(close("2026-06", json!({})).await["edition"], 1);
        assert_eq!(moved(&net, "&edition=1").await, after);
        // The same as a table, and for a unit as a whole.
        let request = net.hq.request(Method::GET, "/v1/reports/ranking?period=2026-06&format=csv").build().expect("a request");
        let table = Answer::read(net.hq.http.execute(request).await.expect("an answer")).await.expect("a whole answer");
        let mut table = csv::Reader::from_reader(table.bytes.strip_prefix(b"\xef\xbb\xbf").expect("a mark"));
        let place = |name: &str, header: &csv::StringRecord| header.iter().position(|column| column == name).expect("a column");
        let header = table.headers().expect("a header").clone();
        let [code, before, movement] = ["code", "previous rank", "movement"].map(|name| place(name, &header));
        let row = table.records().map(|row| row.expect("a row")).find(|row| row[code] == net.stations[0].code).expect("the first");
        assert_eq!([&row[before], &row[movement]], ["1", "-3"]);
        let unit = net.hq.get("/v1/reports/ranking?period=2026-06&level=unit&depth=1").await.expect(200);
        assert_eq!((&unit["items"][0]["previous_rank"], &unit["items"][0]["movement"]), (&json!(1), &json!(0)));
    }
}
