//! Reports over published audits, held against figures computed here (§3.5, decisions 18 and 32).

use std::collections::BTreeMap;

use forecourt_tests::{
    answer::Answer,
    desk::Desk,
    network::{Network, id},
    phone,
    visit::Visit,
};
use serde_json::{Value, json};
use uuid::Uuid;

const MINUTE_MS: i64 = 60_000;
const PRICES: &str = "approach.price_board_matches_pump";

/// Which items each station misses: the first one is visited twice, the third and fourth are equals.
const MISSES: [(usize, &[&str]); 6] = [
    (0, &[]),
    (0, &[PRICES]),
    (1, &[PRICES, "restroom.open_to_customers"]),
    (2, &["restroom.open_to_customers"]),
    (3, &["restroom.open_to_customers"]),
    (4, &["safety.engine_off_enforced"]),
];

/// Wednesday 2026-07-01 10:00 in Shanghai: June is over.
pub(crate) const JULY: i64 = forecourt_tests::server::MONDAY_10 + 30 * 24 * 60 * MINUTE_MS;

pub(crate) async fn patch_station(net: &Network, station: Uuid, change: Value) {
    let path = format!("/v1/stations/{station}");
    let etag = net.admin.get(&path).await.headers["etag"].clone();
    let request = net.admin.request(reqwest::Method::PATCH, &path).header("if-match", etag);
    net.admin.send(request.json(&change)).await.expect(200);
}

/// A station loses all that makes it a full one, at once or from an instant on.
pub(crate) async fn make_small(net: &Network, station: Uuid, from: Option<&str>) {
    let flags: Vec<&str> = vec![
        "st.has_store",
        "st.has_restroom",
        "st.has_car_wash",
        "st.has_air_water",
        "st.has_membership",
        "st.staffed",
        "st.kit_committed",
        "st.is_24h",
    ];
    let flags: serde_json::Map<String, Value> = flags.into_iter().map(|id| (id.to_owned(), json!(false))).collect();
    let path = format!("/v1/stations/{station}/profile");
    net.admin.put(&path, &json!({"flags": flags, "in_force_from": from})).await.expect(201);
}

/// One station is small from now on, another one gets a new name, and one is new.
async fn change_the_network(net: &Network) {
    make_small(net, net.stations[3].id, None).await;
    patch_station(net, net.stations[1].id, json!({"name_en": "Another"})).await;
    let body = json!({"code": "AA-0000", "org_unit_id": net.units[2], "name_zh": "站", "name_en": "Station",
        "city_zh": "杭州", "city_en": "Hangzhou", "address": "1 Road", "lat_e7": 302_741_500, "lon_e7": 1_201_551_500});
    net.admin.post("/v1/stations", body).await.expect(201);
}

/// The rows without one station, ranked among themselves.
fn in_class(rows: &[(String, i64, i64, i64)], without: &str) -> Vec<(String, i64, i64, i64)> {
    let rest: Vec<_> = rows.iter().filter(|row| row.0 != without).cloned().collect();
    let rank = |score: i64| 1 + i64::try_from(rest.iter().filter(|row| row.2 > score).count()).expect("few");
    rest.iter().map(|row| (row.0.clone(), rank(row.2), row.2, row.3)).collect()
}

/// Reads an answer without holding it against the document, which names tables by their media type only.
pub(crate) async fn raw(desk: &Desk, path: &str) -> Answer {
    let request = desk.request(reqwest::Method::GET, path).build().expect("a request");
    Answer::read(desk.http.execute(request).await.expect("an answer")).await.expect("a whole answer")
}

/// A visit as both shoppers make them: the second shopper visits what the first has visited already.
fn visit(net: &Network, n: usize) -> (usize, Visit) {
    let (station, misses) = MISSES[n];
    let shopper = usize::from(MISSES[..n].iter().any(|(before, _)| *before == station));
    let mut visit = net.visit(shopper, station, 2);
    for item in misses {
        visit = visit.with(item, false);
    }
    visit.start_ms += i64::try_from(n).expect("few") * 25 * MINUTE_MS;
    (shopper, visit)
}

/// Reviews and approves an audit, red lines confirmed by two.
async fn approve(net: &Network, path: &str) {
    let case = net.reviewers[0].get(path).await.expect(200);
    for line in case["red_lines"].as_array().into_iter().flatten() {
        let verb = format!("red-lines/{}/confirm", line["item"].as_str().expect("an item"));
        for desk in &net.reviewers[..2] {
            desk.verb(path, &verb, json!({"reason": "seen"})).await.expect(200);
        }
    }
    for desk in &net.reviewers[..2] {
        desk.verb(path, "claim", json!({})).await.expect(200);
        if desk.verb(path, "accept", json!({})).await.expect(200)["state"] == "approved" {
            return;
        }
    }
    panic!("{path} was not approved");
}

/// Publishes all of [`MISSES`]; answers (station, final score, address) of each.
pub(crate) async fn published(net: &Network) -> Vec<(usize, i64, String)> {
    let mut audits = Vec::new();
    net.server.time(net.start_ms + 4 * 60 * MINUTE_MS);
    for (n, (station, ..)) in MISSES.iter().enumerate() {
        let (shopper, visit) = visit(net, n);
        net.phone(shopper).deliver(&visit).await;
        net.server.work().await;
        let path = phone::path(&visit);
        approve(net, &path).await;
        let score = net.hq.get(&format!("{path}/score")).await.expect(200);
        audits.push((*station, score["score"]["final_bp"].as_i64().expect("a score"), path));
    }
    publish(net).await;
    audits
}

async fn publish(net: &Network) {
    let wish = json!({"reason": "a test", "scope": net.units[0]});
    net.hq.post("/v1/publications", wish).await.expect(201);
    net.server.work().await;
}

/// `half_up(sum / count)`.
fn mean(scores: &[i64]) -> i64 {
    let count = i64::try_from(scores.len()).expect("few");
    (2 * scores.iter().sum::<i64>() + count) / (2 * count)
}

/// (code, rank, score, audits) by rank and code, as computed here.
fn expected(net: &Network, audits: &[(usize, i64, String)]) -> Vec<(String, i64, i64, i64)> {
    let mut scores: BTreeMap<usize, Vec<i64>> = BTreeMap::new();
    for (station, score, _) in audits {
        scores.entry(*station).or_default().push(*score);
    }
    let rows = scores.iter().map(|(station, list)| (net.stations[*station].code.clone(), mean(list), list.len()));
    let rows: Vec<(String, i64, usize)> = rows.collect();
    let rank = |score: i64| 1 + i64::try_from(rows.iter().filter(|(_, other, _)| *other > score).count()).expect("few");
    let mut ranked: Vec<(String, i64, i64, i64)> = rows
        .iter()
        .map(|(code, score, count)| (code.clone(), rank(*score), *score, i64::try_from(*count).expect("few")))
        .collect();
    ranked.sort_by(|a, b| (a.1, &a.0).cmp(&(b.1, &b.0)));
    ranked
}

fn rows(ranking: &Value) -> Vec<(String, i64, i64, i64)> {
    let number = |value: &Value| value.as_i64().expect("a number");
    let row = |row: &Value| {
        (
            row["code"].as_str().expect("a code").to_owned(),
            number(&row["rank"]),
            number(&row["score_bp"]),
            number(&row["audits"]),
        )
    };
    ranking["items"].as_array().expect("rows").iter().map(row).collect()
}

/// The records of a table with a BOM, by the names of their columns.
fn records(answer: &Answer) -> Vec<BTreeMap<String, String>> {
    assert_eq!(answer.status, 200, "{}", answer.text());
    assert!(answer.headers["content-type"].to_str().expect("text").starts_with("text/csv"));
    let bytes = answer.bytes.strip_prefix(b"\xef\xbb\xbf").expect("a BOM");
    let mut reader = csv::Reader::from_reader(bytes);
    let header = reader.headers().expect("a header").clone();
    let record = |record: csv::StringRecord| {
        header.iter().map(str::to_owned).zip(record.iter().map(str::to_owned)).collect::<BTreeMap<_, _>>()
    };
    reader.records().map(|line| record(line.expect("a record"))).collect()
}

/// Basis points as a table writes them: 9488 is `94.88`.
fn points(bp: i64) -> String {
    format!("{}.{:02}", bp / 100, bp % 100)
}

/// Lenses gather the same points: the sums of all tags are the same under each, and a tag holds what its items earned.
async fn lenses(net: &Network, audits: &[(usize, i64, String)]) {
    let mut sums = Vec::new();
    for lens in ["servqual", "characteristic", "kano", "touchpoint"] {
        let seen = net.hq.get(&format!("/v1/reports/lenses?period=2026-06&lens={lens}")).await.expect(200);
        assert_eq!((&seen["exact"], &seen["items"][0]["audits"]), (&json!(true), &json!(audits.len())), "{seen}");
        let tags = seen["items"][0]["tags"].as_array().expect("tags").clone();
        assert_eq!(tags.len(), seen["tags"].as_array().expect("names").len());
        let sum = |name: &str| tags.iter().filter_map(|tag| tag[name].as_u64()).sum::<u64>();
        sums.push((sum("answers"), sum("answered_points"), sum("earned_points")));
    }
    assert!(sums.iter().all(|sum| *sum == sums[0]) && sums[0].2 < sums[0].1, "{sums:?}");
    let mut points = (0, 0);
    for (.., path) in audits {
        let explained = net.reviewers[0].get(path).await.expect(200)["explained"].clone();
        for line in explained["lines"].as_array().expect("lines").iter().filter(|line| line["state"] == "answered") {
            points.0 += line["nominal"].as_u64().expect("points");
            points.1 += line["earned"].as_u64().expect("points");
        }
    }
    assert_eq!((sums[0].1, sums[0].2), points, "what the explained scores say");
    let by_unit = net.hq.get("/v1/reports/lenses?period=2026-06&level=unit&depth=2&lens=kano").await.expect(200);
    let of_units: u64 =
        by_unit["items"].as_array().expect("units").iter().filter_map(|unit| unit["audits"].as_u64()).sum();
    assert_eq!(of_units, audits.len() as u64);
    let table =
        records(&raw(&net.hq, "/v1/reports/lenses?period=2026-06&level=unit&depth=2&lens=kano&format=csv").await);
    assert_eq!(table.len(), 3 * by_unit["items"].as_array().expect("units").len());
    let own = net.manager.get("/v1/reports/lenses?period=2026-06&level=station").await.expect(200);
    assert_eq!(own["items"].as_array().map(Vec::len), Some(1), "his station alone");
    net.hq.get("/v1/reports/lenses?lens=colour").await.problem(422, "invalid");
}

/// Station 3 alone stands in class 1, with one audit that misses the restroom.
async fn lenses_and_items_of_a_class(net: &Network) {
    let ask = async |desk: &Desk, path: &str| desk.get(&format!("/v1/reports/{path}")).await.expect(200);
    let points = |seen: &Value| {
        let tags = seen["items"][0]["tags"].as_array().into_iter().flatten();
        tags.filter_map(|tag| tag["answered_points"].as_u64()).sum::<u64>()
    };
    for level in ["network", "unit&depth=2"] {
        let path = format!("lenses?period=2026-06&level={level}");
        let all = ask(&net.hq, &path).await;
        let (full, small) =
            (ask(&net.hq, &format!("{path}&class=0")).await, ask(&net.hq, &format!("{path}&class=1")).await);
        assert_eq!((&full["items"][0]["audits"], &small["items"][0]["audits"]), (&json!(5), &json!(1)));
        assert_eq!((points(&full) + points(&small), points(&small) > 0), (points(&all), true));
    }
    let failed = |items: &Value| {
        let found = items["items"].as_array().expect("items").iter();
        let mut failed = found.filter(|item| item["full"].as_u64() > Some(0)).collect::<Vec<_>>();
        failed.sort_by_key(|item| item["n"].as_u64());
        failed
            .iter()
            .map(|item| (item["item"].clone(), item["full"].clone(), item["network_rate_bp"].clone()))
            .collect::<Vec<_>>()
    };
    let small = ask(&net.hq, "items?period=2026-06&minimum=1&class=1").await;
    assert_eq!(
        (failed(&small), &small["audits"]),
        (vec![("restroom.open_to_customers".into(), 1.into(), 0.into())], &json!(1))
    );
    assert_eq!(ask(&net.hq, "items?period=2026-06&class=0").await["audits"], 5);
    assert_eq!(ask(&net.manager, "items?period=2026-06&class=1").await["audits"], 0, "not his station");
    assert_eq!(ask(&net.manager, "lenses?period=2026-06&class=1&level=station").await["items"], json!([]));
}

on_both! {
    async fn a_ranking_is_what_is_computed_by_hand(kind) {
        let net = Network::start(kind).await;
        let audits = published(&net).await;
        assert_eq!(audits[0].1, 10_000, "a flawless visit");
        assert!(audits[5].1 < audits[3].1, "a red line");
        let expected = expected(&net, &audits);
        assert_eq!((expected[1].1, expected[2].1), (2, 2), "equals share a rank: {expected:?}");
        let ranking = net.hq.get("/v1/reports/ranking?period=2026-06").await.expect(200);
        assert_eq!(rows(&ranking), expected);
        assert_eq!((&ranking["live"], &ranking["not_covered"]), (&json!(true), &json!(7)));
        assert_eq!(ranking["items"][0]["class_size"], 5);
        assert_eq!(rows(&net.region.get("/v1/reports/ranking?period=2026-06").await.expect(200)), expected);
        for (lang, names) in [("zh", ["编码", "名次", "得分", "检查次数"]), ("en", ["code", "rank", "score", "audits"])] {
            let desk = Desk { lang, ..net.hq.clone() };
            let table = records(&raw(&desk, "/v1/reports/ranking?period=2026-06&format=csv").await);
            let told: Vec<[String; 4]> = table.iter().map(|row| names.map(|name| row[name].clone())).collect();
            let wanted = expected.iter().map(|(code, rank, score, count)| [code.clone(), rank.to_string(), points(*score), count.to_string()]);
            assert_eq!(told, wanted.collect::<Vec<_>>());
        }
        let pages = net.hq.get("/v1/reports/ranking?period=2026-06&limit=2").await.expect(200);
        let cursor = pages["next_cursor"].as_str().expect("a cursor").to_owned();
        let next = net.hq.get(&format!("/v1/reports/ranking?period=2026-06&limit=2&cursor={cursor}")).await.expect(200);
        assert_eq!([rows(&pages), rows(&next)].concat(), expected[..4]);
        let station = |n: usize, more: &str| format!("/v1/reports/ranking?period=2026-06&station={}{more}", net.stations[n].id);
        for n in 0..2 {
            let one = net.hq.get(&station(n, "")).await.expect(200);
            let own: Vec<_> = expected.iter().filter(|row| row.0 == net.stations[n].code).cloned().collect();
            assert_eq!((rows(&one), &one["items"][0]["class_size"]), (own, &json!(5)), "its rank among all");
        }
        net.hq.get(&station(0, "&level=unit")).await.problem(422, "invalid");
        net.manager.get(&station(1, "")).await.problem(404, "not-found");
        let unit = net.hq.get("/v1/reports/ranking?period=2026-06&level=unit&depth=1").await.expect(200);
        assert_eq!(unit["items"].as_array().map(Vec::len), Some(1), "one province");
        // Three audits are needed in a quarter: nobody has them, all are listed.
        let quarter = net.hq.get("/v1/reports/ranking?period=2026-Q2").await.expect(200);
        assert!(quarter["items"].as_array().expect("rows").iter().all(|row| row["rank"].is_null()));
        assert_eq!(quarter["items"].as_array().map(Vec::len), Some(5));
    }

    async fn a_station_sees_itself_and_the_names_above(kind) {
        let net = Network::start(kind).await;
        let audits = published(&net).await;
        let own = net.manager.get("/v1/reports/ranking?period=2026-06").await.expect(200);
        let all = expected(&net, &audits);
        assert_eq!(rows(&own), all.iter().filter(|row| row.0 == net.stations[0].code).cloned().collect::<Vec<_>>());
        assert_eq!(own["items"][0]["class_size"], 5);
        assert!(own.get("not_covered").is_none());
        let top = own["top"].as_array().expect("names");
        assert_eq!(top.len(), 5);
        for name in top {
            let mut members: Vec<&String> = name.as_object().expect("an object").keys().collect();
            members.sort();
            assert_eq!(members, ["class", "name", "rank"], "names and ranks only");
        }
        let table = records(&raw(&net.manager, "/v1/reports/ranking?period=2026-06&format=csv").await);
        assert_eq!(table.len(), 1);
        let trend = net.manager.get("/v1/reports/trend?until=2026-06&months=1").await.expect(200);
        assert_eq!((&trend["items"][0]["audits"], &trend["items"][0]["stations"]), (&json!(2), &json!(1)));
        net.manager.get(&format!("/v1/reports/trend?station={}", net.stations[1].id)).await.problem(404, "not-found");
        net.manager.get("/v1/reports/coverage?round=R1").await.problem(403, "forbidden");
        net.region.get("/v1/reports/coverage?round=R1").await.problem(404, "not-found");
        net.shoppers[0].get("/v1/reports/ranking").await.problem(403, "forbidden");
    }

    async fn items_touchpoints_trend_and_coverage_add_up(kind) {
        let net = Network::start(kind).await;
        let audits = published(&net).await;
        let items = net.hq.get("/v1/reports/items?period=2026-06&minimum=1").await.expect(200);
        assert_eq!(items["audits"], 6);
        let item = |id: &str| {
            let list = items["items"].as_array().expect("items");
            list.iter().find(|item| item["item"] == id).expect("the item").clone()
        };
        let badge = item(PRICES);
        assert_eq!((&badge["full"], &badge["answered"], &badge["pass_rate_bp"]), (&json!(2), &json!(6), &json!(6667)));
        let soap = item("restroom.open_to_customers");
        assert_eq!((&soap["full"], &soap["pass_rate_bp"], &soap["network_rate_bp"]), (&json!(3), &json!(5000), &json!(5000)));
        assert_eq!(items["items"][0]["item"], "restroom.open_to_customers", "the worst first");
        let table = records(&raw(&net.hq, "/v1/reports/items?period=2026-06&minimum=1&format=csv").await);
        assert_eq!(table.len(), items["items"].as_array().expect("items").len());
        assert_eq!((&badge["servqual"], &badge["points"], &badge["kano"]), (&json!("reliability"), &json!(16), &json!("must_be")));
        lenses(&net, &audits).await;
        let own = net.manager.get("/v1/reports/items?period=2026-06&minimum=1").await.expect(200);
        assert_eq!(own["audits"], 2);
        let trend = net.hq.get("/v1/reports/trend?until=2026-06&months=2").await.expect(200);
        let point = &trend["items"][1];
        assert_eq!((&point["period"], &point["audits"], &point["stations"]), (&json!("2026-06"), &json!(6), &json!(5)));
        assert_eq!(point["critical_misses"], 1);
        // One station, one vote: the first one's two audits count as their mean. Twofold, to stay whole.
        let twofold = audits[0].1 + audits[1].1 + 2 * audits[2..].iter().map(|audit| audit.1).sum::<i64>();
        assert_eq!(point["score_bp"], (twofold + 5) / 10, "half up of {twofold} / 10");
        assert_eq!(trend["items"][0]["audits"], 0, "May");
        let table = records(&raw(&net.hq, "/v1/reports/trend?until=2026-06&months=2&format=csv").await);
        assert_eq!((table.len(), table[1]["audits"].as_str()), (2, "6"));
        let touchpoints = net.hq.get("/v1/reports/touchpoints?period=2026-06").await.expect(200);
        let list = touchpoints["items"].as_array().expect("touchpoints");
        assert_eq!(list.len(), 10);
        assert!(list.iter().all(|row| row["observations"] == 5), "{touchpoints}");
        let restroom = list.iter().find(|row| row["touchpoint"] == "restroom").expect("restroom");
        assert_eq!(restroom["spread_bp"][4], 10_000);
        assert!(restroom["mean_bp"].as_i64().expect("a mean") < 10_000);
        let coverage = net.planner.get("/v1/reports/coverage?round=R1").await.expect(200);
        let row = &coverage["items"][0];
        assert_eq!((&row["stations"], &row["covered"], &row["not_covered"]), (&json!(12), &json!(5), &json!(7)));
        assert_eq!((&row["planned"], &row["submitted"], &row["published"]), (&json!(24), &json!(6), &json!(6)));
        let table = records(&raw(&net.planner, "/v1/reports/coverage?round=R1&format=csv").await);
        assert_eq!(table.len(), 1);
    }

    async fn a_station_that_moves_moves_in_reports(kind) {
        let net = Network::start(kind).await;
        published(&net).await;
        let codes = |answer: Value| -> Vec<String> {
            let rows = answer["items"].as_array().expect("items").iter();
            rows.filter_map(|row| row["code"].as_str().map(str::to_owned)).collect()
        };
        let path = "/v1/reports/ranking?period=2026-06";
        let moved = &net.stations[1];
        assert!(codes(net.region.get(path).await.expect(200)).contains(&moved.code));
        let unit = json!({"code": "FAR", "level": 1, "name_zh": "远方", "name_en": "Far", "parent_id": net.units[0]});
        let far = id(&net.admin.post("/v1/org-units", unit).await.expect(201));
        patch_station(&net, moved.id, json!({"org_unit_id": far})).await;
        assert!(!codes(net.region.get(path).await.expect(200)).contains(&moved.code), "another region's now");
        assert!(codes(net.hq.get(path).await.expect(200)).contains(&moved.code));
    }

    async fn a_closed_period_stays_as_it_was(kind) {
        let net = Network::start(kind).await;
        let audits = published(&net).await;
        let before = expected(&net, &audits);
        let open = net.visit(0, 6, 1);
        net.phone(0).deliver(&open).await;
        net.server.work().await;
        let close = "/v1/periods/2026-06/close";
        let early = net.hq.post(close, json!({"force": true, "reason": "early"})).await.problem(409, "wrong-state");
        assert_eq!(early["state"], "running");
        net.server.time(JULY);
        let live = net.hq.get("/v1/reports/ranking?period=2026-06").await.expect(200);
        let refused = net.hq.post(close, json!({})).await.problem(409, "wrong-state");
        assert_eq!((&refused["state"], &refused["open_audits"]), (&json!("open"), &json!(1)));
        net.hq.post(close, json!({"force": true})).await.problem(422, "invalid");
        net.planner.post(close, json!({})).await.problem(403, "forbidden");
        let key = Uuid::new_v4();
        let forced = json!({"force": true, "reason": "the bonus is due"});
        let first = net.hq.post_with_key(close, forced.clone(), key).await.expect(201);
        assert_eq!((&first["edition"], &first["forced"], &first["audits"]), (&json!(1), &json!(true), &json!(6)));
        assert_eq!(net.hq.post_with_key(close, forced, key).await.expect(201), first, "one edition");
        let closed = net.hq.get("/v1/reports/ranking?period=2026-06").await.expect(200);
        assert_eq!(closed["items"], live["items"], "closing changes nothing but the edition");
        change_the_network(&net).await;
        let later = net.hq.get("/v1/reports/ranking?period=2026-06").await.expect(200);
        assert_eq!(later, closed, "stations that change or come do not change what was closed");
        let now = net.hq.get("/v1/reports/ranking?period=2026-06&edition=live").await.expect(200);
        assert_ne!(now["items"], live["items"], "the small station stands in a class of its own now");
        // Units by their stations of one class: the small one alone, and all the others.
        let units = async |query: &str| {
            let path = format!("/v1/reports/ranking?period=2026-06&edition=live&level=unit&depth=2{query}");
            let items = net.hq.get(&path).await.expect(200)["items"].clone();
            items.as_array().expect("rows").iter().map(|row| row["score_bp"].as_u64()).collect::<Vec<_>>()
        };
        let (all, full, small) = (units("").await, units("&class=0").await, units("&class=1").await);
        let alone = now["items"].as_array().expect("rows").iter().find(|row| row["class"] == 1).expect("the small one");
        assert_eq!(small, [alone["score_bp"].as_u64()]);
        assert_eq!((all.len(), full.len()), (1, 1));
        assert!(full < all && all < small, "{full:?} {all:?} {small:?}");
        lenses_and_items_of_a_class(&net).await;
        // The first station's price board is found wrong after all.
        let change = json!({"changes": [{"item": PRICES, "value": false, "reason": "the clip"}]});
        let proposed = net.reviewers[0].verb(&audits[0].2, "correct", change).await.expect(200);
        let confirm = format!("proposals/{}/confirm", proposed["proposal_id"].as_str().expect("a proposal"));
        net.hq.verb(&audits[0].2, &confirm, json!({})).await.expect(200);
        let mut after = audits.clone();
        after[0].1 = audits[1].1;
        let after = expected(&net, &after);
        assert_ne!(before, after);
        let ranking = |query: &'static str| {
            let hq = net.hq.clone();
            async move { hq.get(&format!("/v1/reports/ranking?period=2026-06{query}")).await.expect(200) }
        };
        let closed = ranking("").await;
        assert_eq!((rows(&closed), &closed["live"], &closed["edition"]["edition"]), (before.clone(), &json!(false), &json!(1)));
        let mut live: Vec<_> = rows(&ranking("&edition=live").await);
        live.retain(|row| row.0 != net.stations[3].code);
        assert_eq!(live, in_class(&after, &net.stations[3].code));
        net.hq.post(close, json!({"force": true})).await.problem(422, "invalid");
        let again = json!({"force": true, "reason": "after the correction"});
        assert_eq!(net.hq.post(close, again).await.expect(201)["edition"], 2);
        let mut newest: Vec<_> = rows(&ranking("").await);
        newest.retain(|row| row.0 != net.stations[3].code);
        assert_eq!(newest, in_class(&after, &net.stations[3].code), "the newest");
        assert_eq!(rows(&ranking("&edition=1").await), before);
        net.hq.get("/v1/reports/ranking?period=2026-06&edition=3").await.problem(404, "not-found");
        let editions = net.hq.get("/v1/periods/2026-06/editions").await.expect(200);
        assert_eq!(editions[1]["reason"], "the bonus is due");
        // Behind the identity wall nobody learns that audits were open (decision 23).
        for desk in [&net.region, &net.manager] {
            let editions = desk.get("/v1/periods/2026-06/editions").await.expect(200);
            assert_eq!(editions[1], json!({"period": "2026-06", "edition": 1, "closed_on": "2026-07-01"}));
            let ranking = desk.get("/v1/reports/ranking?period=2026-06").await.expect(200);
            assert_eq!(ranking["edition"], json!({"period": "2026-06", "edition": 2, "closed_on": "2026-07-01"}));
        }
    }

    async fn only_head_office_of_everything_closes(kind) {
        let net = Network::start(kind).await;
        net.server.time(JULY);
        let province = net.people("hq-zj", json!({"role": "hq", "org_unit_id": net.units[1]})).await;
        province.post("/v1/periods/2026-06/close", json!({})).await.problem(403, "forbidden");
        net.hq.post("/v1/periods/2026-06/close", json!({})).await.expect(201);
    }

    async fn a_round_keeps_its_audits_when_another_is_made(kind) {
        let net = Network::start(kind).await;
        published(&net).await;
        let path = "/v1/reports/ranking?round=R1";
        let before = net.hq.get(path).await.expect(200);
        assert_eq!(rows(&before).len(), 5);
        // Its code stands before the other one's.
        let body = json!({"code": "R0", "name_zh": "轮", "name_en": "Round", "org_unit_id": net.units[0],
            "checklist": {"id": "station-69", "version": 1}, "first_day": "2026-06-01", "last_day": "2026-06-30"});
        net.planner.post("/v1/rounds", body).await.expect(201);
        assert_eq!(net.hq.get(path).await.expect(200), before);
        assert_eq!(rows(&net.hq.get("/v1/reports/ranking?round=R0").await.expect(200)), []);
    }

    async fn coverage_counts_the_stations_of_the_round(kind) {
        let net = Network::start(kind).await;
        let unit = json!({"code": "GD", "level": 1, "name_zh": "粤", "name_en": "Guangdong", "parent_id": net.units[0]});
        let unit = net.admin.post("/v1/org-units", unit).await.expect(201)["id"].clone();
        let body = json!({"code": "GD-1", "name_zh": "轮", "name_en": "Round", "org_unit_id": unit,
            "checklist": {"id": "station-69", "version": 1}, "first_day": "2026-06-01", "last_day": "2026-06-30"});
        net.planner.post("/v1/rounds", body).await.expect(201);
        let coverage = net.planner.get("/v1/reports/coverage?round=GD-1").await.expect(200);
        assert_eq!((&coverage["items"][0]["stations"], &coverage["items"][0]["not_covered"]), (&json!(0), &json!(0)));
        // A planner of the one place who answers for the other as its region sees there what a region sees.
        let both = net.people("both", json!([{"role": "planner", "org_unit_id": unit}, {"role": "region", "org_unit_id": net.units[1]}])).await;
        both.get("/v1/reports/coverage?round=GD-1").await.expect(200);
        both.get("/v1/reports/coverage?round=R1").await.problem(404, "not-found");
    }
}
