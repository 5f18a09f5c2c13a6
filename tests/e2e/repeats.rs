//! Every write of a desk, sent twice: who repeats it gets the first answer, and nothing happens twice (decision 15). The
//! repeats are made by a relay between the desks and the server, so that whatever a desk does here is repeated.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    sync::Arc,
};

use forecourt_tests::{
    answer::Answer,
    contract,
    database::postgres,
    desks::OF_DESKS,
    network::{Network, id},
    relay::{Carrier, Passing, Relay},
    server::Place,
};
use reqwest::Method;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use tokio::sync::Mutex;

/// What is read of PostgreSQL: for each table how many rows it has, and a digest of all that they hold.
const TABLES: &str = "SELECT table_name || ' ' || (xpath('/row/n/text()', c))[1]::text || ' ' || (xpath('/row/h/text()', c))[1]::text \
    FROM (SELECT table_name, query_to_xml(format('SELECT count(*) AS n, coalesce(md5(string_agg(t::text, '','' ORDER BY t::text)), ''-'') AS h FROM %I t', table_name), false, true, '') AS c \
    FROM information_schema.tables WHERE table_schema = 'public' AND table_type = 'BASE TABLE') AS counted";
/// Notes of who is here, and what is written of a write that says what is to be, as often as it is said.
const OF_EVERY_WRITE: [&str; 3] = ["audit_log", "audit_log_value", "signal"];

/// Everything that is stored: of PostgreSQL (rows, digest) by table, of SQLite its file.
type Stored = BTreeMap<String, (u64, String)>;

fn stored(place: &Place) -> Stored {
    let Some(server) = postgres().filter(|_| place.database.url().is_some()) else {
        let file = |name: &str| fs::read(place.data.path().join(name)).unwrap_or_default();
        let content = [file("forecourt.sqlite"), file("forecourt.sqlite-wal")].concat();
        assert!(!content.is_empty(), "the database lies elsewhere");
        return BTreeMap::from([("file".to_owned(), (content.len() as u64, hex::encode(Sha256::digest(&content))))]);
    };
    let text = server.ask(place.database.name(), TABLES);
    let row = |line: &str| {
        let mut words = line.split(' ').map(str::to_owned);
        let mut word = || words.next().unwrap_or_else(|| panic!("{line}"));
        (word(), (word().parse().expect("a count"), word()))
    };
    let all: Stored = text.lines().map(row).filter(|(name, _)| name != "session").collect();
    assert!(all.len() > 30, "{text}");
    all
}

/// Tables that differ: in what they hold, or only in how many rows they have.
fn differing(before: &Stored, after: &Stored, content: bool) -> Vec<String> {
    let same =
        |a: &(u64, String), b: Option<&(u64, String)>| b.is_some_and(|b| if content { a == b } else { a.0 == b.0 });
    before.iter().filter(|(name, held)| !same(held, after.get(*name))).map(|(name, _)| name.clone()).collect()
}

/// Sends every write twice and keeps what was wrong.
#[derive(Default)]
struct Repeats {
    /// Operations that were repeated after they had succeeded.
    made: BTreeSet<String>,
    faults: Vec<String>,
}

/// The operation of a request, if it is one of a desk's.
fn operation(passing: &Passing) -> Option<String> {
    let path = passing.path.split('?').next().unwrap_or_default();
    let (template, _) = contract::operation(&passing.method, path)?;
    let name = format!("{} {template}", passing.method);
    OF_DESKS.iter().any(|(_, operations)| operations.contains(&name.as_str())).then_some(name)
}

/// Secrets are shown to the first caller only: what is null in the second answer stands for whatever it was in the first.
fn is_same(first: &Value, second: &Value) -> bool {
    match (first, second) {
        (Value::Object(one), Value::Object(two)) => {
            one.len() == two.len()
                && one.iter().all(|(name, value)| {
                    let other = two.get(name);
                    let is_secret = ["secret", "code", "codes"].contains(&name.as_str());
                    other.is_some_and(|other| is_same(value, other) || (is_secret && *other == Value::Null))
                })
        }
        (Value::Array(one), Value::Array(two)) => {
            one.len() == two.len() && one.iter().zip(two).all(|(a, b)| is_same(a, b))
        }
        _ => first == second,
    }
}

/// What is wrong with the second answer to a write that had succeeded.
fn wrong_answer(passing: &Passing, first: &Answer, second: &Answer) -> Option<String> {
    let fine = match passing.method {
        Method::POST => {
            passing.header("idempotency-key").is_some()
                && (first.status, first.headers.get("etag")) == (second.status, second.headers.get("etag"))
                && is_same(&first.json(), &second.json())
        }
        // The version that was seen is an old one by now.
        Method::PATCH => second.status == 412,
        Method::PUT => second.status.is_success(),
        // It is gone already; or the session that could say so.
        _ => [204, 401, 404].contains(&second.status.as_u16()),
    };
    (!fine).then(|| format!("{} {}, then {} {}", first.status, first.text(), second.status, second.text()))
}

async fn pass(place: &Place, repeats: &Mutex<Repeats>, carrier: &Carrier, passing: &Passing) -> Answer {
    // One at a time: between the two looks at the database nobody else writes.
    let mut repeats = repeats.lock().await;
    let Some(operation) = operation(passing) else { return carrier.send(passing).await };
    let untouched = stored(place);
    let first = carrier.send(passing).await;
    if !first.status.is_success() {
        return first;
    }
    let before = stored(place);
    let second = carrier.send(passing).await;
    let after = stored(place);
    let mut faults: Vec<String> = wrong_answer(passing, &first, &second).into_iter().collect();
    // A key or a version that was used lets nothing through; what only says how it is to be may say so again.
    let strict = [Method::POST, Method::PATCH].contains(&passing.method);
    // A look that does not see the write itself would not see it twice.
    faults.extend((strict && untouched == before).then(|| "it was not seen".to_owned()));
    if strict || place.database.url().is_some() {
        let mut differing = differing(&before, &after, strict);
        differing.retain(|table| strict || !OF_EVERY_WRITE.contains(&table.as_str()));
        faults.extend((!differing.is_empty()).then(|| format!("it happened twice: {differing:?}")));
    }
    repeats.faults.extend(faults.into_iter().map(|fault| format!("{operation} ({}): {fault}", passing.path)));
    repeats.made.insert(operation);
    first
}

/// What a network is made of, and what people do with what they are told.
async fn make(net: &Network) {
    let unit = json!({"code": "RP", "level": 3, "parent_id": net.units[2], "name_zh": "区", "name_en": "District"});
    net.hq.post("/v1/org-units", unit).await.expect(201);
    let station = json!({"code": "RP-1", "org_unit_id": net.units[2], "name_zh": "站", "name_en": "Station"});
    net.admin.post("/v1/stations", station).await.expect(201);
    net.people("repeated", json!({"role": "shopper"})).await;
    let round = json!({"code": "RP-1", "name_zh": "轮", "name_en": "Round", "org_unit_id": net.units[0],
        "checklist": {"id": "station-69", "version": 1}, "first_day": "2026-06-01", "last_day": "2026-06-30"});
    let round = id(&net.planner.post("/v1/rounds", round).await.expect(201));
    net.planner.verb(&format!("/v1/rounds/{round}"), "open", json!({})).await.expect(200);
    let shopper = net.shoppers[0].person_id;
    forecourt_tests::network::assign(&net.planner, round, shopper, &net.stations[..1], net.start_ms).await;
    net.manager.put("/v1/me/notifications", &json!({"choices": {"order.closed": "digest"}})).await.expect(200);
}

/// Reads a line of the inbox.
async fn read(net: &Network) {
    let listed = net.manager.get("/v1/inbox").await.expect(200);
    net.manager.post("/v1/inbox/read", json!({"ids": [listed["items"][0]["id"]]})).await.expect(200);
}

on_both! {
    async fn every_write_of_a_desk_can_be_repeated(kind) {
        let Network { server, members } = crate::telling::start(kind).await;
        let repeats = Arc::new(Mutex::new(Repeats::default()));
        let (place, noted) = (server.place.clone(), repeats.clone());
        let relay = Relay::start(server.address, move |carrier, passing| {
            let (place, noted) = (place.clone(), noted.clone());
            async move { pass(&place, &noted, &carrier, &passing).await }
        })
        .await;
        let net = Network { members: members.at(&relay.base), server };
        make(&net).await;
        crate::audit_log::write_everything(&net).await;
        read(&net).await;
        crate::telling::replay_each(&net).await;
        let repeats = repeats.lock().await;
        assert!(repeats.faults.is_empty(), "{:#?}", repeats.faults);
        let all: BTreeSet<&str> = OF_DESKS.iter().flat_map(|(_, operations)| *operations).copied().collect();
        let left_out: Vec<&&str> = all.iter().filter(|one| !repeats.made.contains(**one)).collect();
        assert!(left_out.is_empty(), "never made here: {left_out:?}");
    }
}
