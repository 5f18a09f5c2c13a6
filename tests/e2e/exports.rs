//! Files that people ask for: whole, counted by readers of somebody else, each person's own, and behind the identity wall
//! what stations may see and no more.

use std::io::{Cursor, Read};

use calamine::{Data, Reader, Xlsx};
use forecourt_store::fsck::{self, Options};
use forecourt_tests::{
    answer::Answer,
    calls,
    desk::Desk,
    network::{Network, id},
    visit::Visit,
    wall::is_boxed,
};
use parquet::file::reader::{FileReader, SerializedFileReader};
use reqwest::Method;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use uuid::Uuid;

use crate::published::{accept, change, deliver, deliver_by, next_day};

const DAY_MS: i64 = 24 * 3_600_000;
const PRICES: &str = "approach.price_board_matches_pump";
const SIGN: &str = "approach.brand_sign_visible_intact";
const GREETING: &str = "greeting.verbal_greeting";
const BOX: [u32; 4] = [1000, 1000, 4000, 4000];
const UNIFORM: &str = "greeting.uniform_compliant";
const FORMATS: [&str; 3] = ["csv", "xlsx", "parquet"];
const TABLES: [&str; 8] = ["ranking", "audits", "items", "findings", "orders", "stations", "appeals", "coverage"];

/// A file that the manager asked for, ready.
pub(crate) async fn one_of_each(net: &Network) -> Uuid {
    let asked = ask(&net.manager, "audits", "csv", json!({"period": "2026-06"})).await;
    net.server.work().await;
    let export = id(&asked);
    assert_eq!(show(&net.manager, export).await["state"], "ready");
    export
}

/// Asks for a file and takes it back.
pub(crate) async fn write_each(net: &Network) {
    let export = id(&ask(&net.hq, "stations", "csv", json!({})).await);
    take_back(&net.hq, export).await;
}

async fn ask(desk: &Desk, kind: &str, format: &str, filter: Value) -> Value {
    desk.post("/v1/exports", json!({"kind": kind, "format": format, "filter": filter})).await.expect(202)
}

async fn take_back(desk: &Desk, export: Uuid) {
    desk.send(desk.request(Method::DELETE, &format!("/v1/exports/{export}"))).await.expect(204);
}

async fn show(desk: &Desk, export: Uuid) -> Value {
    desk.get(&format!("/v1/exports/{export}")).await.expect(200)
}

async fn fetch(desk: &Desk, export: Uuid) -> Answer {
    desk.get(&format!("/v1/exports/{export}/file")).await
}

/// Asks, waits and fetches; the file was held against its manifest.
pub(crate) async fn file(net: &Network, desk: &Desk, kind: &str, format: &str, filter: Value) -> (Value, Vec<u8>) {
    let asked = ask(desk, kind, format, filter).await;
    net.server.work().await;
    let shown = show(desk, id(&asked)).await;
    assert_eq!(shown["state"], "ready", "{shown}");
    let line = &shown["files"][0];
    let answer = fetch(desk, id(&asked)).await;
    assert_eq!(answer.status, 200, "{}", answer.text());
    assert_eq!(line["sha256"], hex::encode(Sha256::digest(&answer.bytes)), "{shown}");
    assert_eq!(answer.headers["etag"], format!("\"{}\"", line["sha256"].as_str().expect("text")));
    assert_eq!(line["bytes"], answer.bytes.len());
    assert_eq!((&shown["rows_done"], &shown["rows_total"]), (&line["rows"], &line["rows"]), "{shown}");
    (shown, answer.bytes)
}

/// The table as somebody else reads it: header and rows as texts.
fn read(format: &str, bytes: Vec<u8>) -> (Vec<String>, Vec<Vec<String>>) {
    match format {
        "csv" => {
            let text = bytes.strip_prefix(b"\xef\xbb\xbf").expect("a byte order mark");
            let mut reader = csv::Reader::from_reader(text);
            let header = reader.headers().expect("a header").iter().map(str::to_owned).collect();
            let rows = reader.records().map(|row| row.expect("a row").iter().map(str::to_owned).collect()).collect();
            (header, rows)
        }
        "xlsx" => {
            let mut book = Xlsx::new(Cursor::new(bytes)).expect("a workbook");
            let range = book.worksheet_range_at(0).expect("a sheet").expect("its cells");
            let text = |cell: &Data| if cell == &Data::Empty { String::new() } else { cell.to_string() };
            let mut rows = range.rows().map(|row| row.iter().map(text).collect::<Vec<String>>());
            (rows.next().expect("a header"), rows.collect())
        }
        _ => {
            let reader = SerializedFileReader::new(bytes::Bytes::from(bytes)).expect("Parquet");
            let header = reader.metadata().file_metadata().schema().get_fields().iter();
            let header = header.map(|field| field.name().to_owned()).collect();
            let rows = reader.get_row_iter(None).expect("rows");
            let texts =
                rows.map(|row| row.expect("a row").into_columns().iter().map(|(_, cell)| cell.to_string()).collect());
            (header, texts.collect())
        }
    }
}

/// Everything in a file, unpacked as far as it is packed.
fn everything(format: &str, bytes: &[u8]) -> String {
    if format != "xlsx" {
        let (header, rows) = read(format, bytes.to_vec());
        return format!("{header:?}{rows:?}{}", String::from_utf8_lossy(bytes));
    }
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).expect("an archive");
    let mut all = String::new();
    for place in 0..archive.len() {
        let mut part = archive.by_index(place).expect("a part");
        all.push_str(&part.name().expect("a name"));
        part.read_to_string(&mut all).expect("text");
    }
    all
}

/// Two published audits of two stations by two shoppers, with a miss each, and an appeal; the paths of the audits.
async fn published(net: &Network) -> [String; 2] {
    let first = deliver(net, &net.visit(0, 0, 3).with(PRICES, false).with(UNIFORM, 1)).await;
    let second = deliver_by(net, 1, &net.visit(1, 1, 2).with(PRICES, false)).await;
    for path in [&first, &second] {
        assert_eq!(accept([&net.reviewers[0], &net.reviewers[1]], path, &json!({})).await["state"], "approved");
    }
    next_day(net, 1).await;
    let audit: Uuid = first.rsplit('/').next().expect("an id").parse().expect("an id");
    net.manager.put(&format!("/v1/appeals/{}", Uuid::new_v4()), &calls::appeal(audit)).await.expect(201);
    [first, second]
}

/// How many rows a table has, as the API itself counts them.
async fn counted(net: &Network, audits: &[String; 2], kind: &str) -> usize {
    let listed = |answer: Answer| answer.expect(200)["items"].as_array().map_or(0, Vec::len);
    match kind {
        "ranking" => listed(net.hq.get("/v1/reports/ranking?period=2026-06&limit=500").await),
        "audits" => listed(net.hq.get("/v1/audits?state=published,final&limit=500").await),
        "orders" => listed(net.hq.get("/v1/rectifications?limit=500").await),
        "stations" => listed(net.hq.get("/v1/stations?limit=500").await),
        "appeals" => listed(net.hq.get("/v1/appeals?limit=500").await),
        "coverage" => listed(net.hq.get("/v1/reports/coverage?round=R1&depth=2").await),
        _ => {
            let mut count = 0;
            for path in audits {
                let score = net.hq.get(&format!("{path}/score")).await.expect(200);
                let lines = if kind == "items" { &score["score"]["lines"] } else { &score["score"]["findings"] };
                count += lines.as_array().map_or(0, Vec::len);
            }
            count
        }
    }
}

fn filter(kind: &str) -> Value {
    match kind {
        "coverage" => json!({"round": "R1", "depth": 2}),
        "orders" | "stations" | "appeals" => json!({}),
        _ => json!({"period": "2026-06"}),
    }
}

async fn store_faults(net: &Network) -> (u64, u64) {
    let app = &net.server.app;
    let options = Options { quick: false, now_ms: app.clock.real_ms() + 2 * DAY_MS };
    let summary = fsck::run(&app.store, &app.objects, options, |finding| eprintln!("{finding:?}")).await.expect("fsck");
    (summary.faults, summary.orphans)
}

/// Changes the roles of a person.
async fn set_roles(net: &Network, person: Uuid, roles: Value) {
    let path = format!("/v1/people/{person}");
    let shown = net.admin.get(&path).await;
    shown.expect(200);
    let request = net.admin.request(Method::PATCH, &path).header("if-match", shown.headers["etag"].clone());
    net.admin.send(request.json(&json!({"roles": roles}))).await.expect(200);
}

on_both! {
    async fn every_table_in_every_format_has_the_rows_that_the_api_counts(kind) {
        let net = Network::start(kind).await;
        let audits = published(&net).await;
        for table in TABLES {
            let rows = counted(&net, &audits, table).await;
            assert!(rows > 0, "{table}: nothing to count");
            let mut widths = Vec::new();
            for format in FORMATS {
                let (shown, bytes) = file(&net, &net.hq, table, format, filter(table)).await;
                let (header, read) = read(format, bytes);
                assert_eq!((read.len(), &shown["files"][0]["rows"]), (rows, &json!(rows)), "{table} as {format}");
                assert!(read.iter().all(|row| row.len() == header.len()), "{table} as {format}");
                widths.push(header.len());
            }
            assert!(widths.iter().all(|width| *width == widths[0]), "{table}: {widths:?}");
        }
        assert_eq!(store_faults(&net).await, (0, 0));
    }

    async fn a_workbook_of_missed_items_shows_the_released_photos(kind) {
        let net = Network::start(kind).await;
        // The sign's photo is released with a box on it, that of the greeting is kept back, that of the uniform is a receipt.
        let visit = net.visit(0, 0, 6).with(SIGN, 0).with(GREETING, false).with(UNIFORM, 0);
        let path = deliver(&net, &visit).await;
        let [x, y, w, h] = BOX;
        let released = json!([{"photo_id": visit.photos[1].id, "boxes": [{"x": x, "y": y, "w": w, "h": h}]}]);
        accept([&net.reviewers[0], &net.reviewers[1]], &path, &json!({"released_photos": released})).await;
        next_day(&net, 1).await;
        let wish = json!({"period": "2026-06", "thumbnails": true});
        for desk in [&net.hq, &net.auditor, &net.manager] {
            let (_, bytes) = file(&net, desk, "findings", "xlsx", wish.clone()).await;
            let mut archive = zip::ZipArchive::new(Cursor::new(bytes.as_slice())).expect("an archive");
            let mut pictures = Vec::new();
            for place in 0..archive.len() {
                let mut part = archive.by_index(place).expect("a part");
                if part.name().expect("a name").starts_with("xl/media/") {
                    let mut jpeg = Vec::new();
                    part.read_to_end(&mut jpeg).expect("its bytes");
                    pictures.push(jpeg);
                }
            }
            assert_eq!(pictures.len(), 1, "what is not released is not shown");
            assert!(is_boxed(&pictures[0], BOX), "what the reviewer hid can be seen");
            assert!(read("xlsx", bytes).1.len() > 1, "others have a row without a picture");
        }
        let csv = net.hq.post("/v1/exports", json!({"kind": "findings", "format": "csv", "filter": wish})).await;
        assert_eq!(csv.violations(), [("/filter/thumbnails".to_owned(), "bad_value".to_owned())]);
    }

    async fn reports_are_printed_in_both_languages(kind) {
        let net = Network::start(kind).await;
        published(&net).await;
        let station = json!({"station": net.stations[0].id, "period": "2026-06"});
        let region = json!({"org_unit": net.units[2], "period": "2026-06"});
        let month = json!({"period": "2026-06"});
        for (lang, words) in [("zh", ["加油站报告", "片区报告", "月度报告"]), ("en", ["Stationreport", "Regionreport", "Monthlyreport"])] {
            let kinds = [("station_report", &station), ("region_report", &region), ("month_report", &month)];
            for ((report, filter), word) in kinds.into_iter().zip(words) {
                let desk = Desk { lang, ..net.hq.clone() };
                let (shown, bytes) = file(&net, &desk, report, "pdf", filter.clone()).await;
                assert_eq!((&shown["lang"], &shown["files"][0]["rows"]), (&json!(lang), &json!(0)));
                let document = lopdf::Document::load_mem(&bytes).expect("a PDF");
                let pages: Vec<u32> = document.get_pages().keys().copied().collect();
                let text: String = document.extract_text(&pages).expect("text").split_whitespace().collect();
                assert!(text.contains(word) && text.contains("2026-06"), "{report}: {text}");
            }
        }
        // The manager has his own station's, with nothing of who was there.
        let (_, bytes) = file(&net, &net.manager, "station_report", "pdf", station).await;
        let document = lopdf::Document::load_mem(&bytes).expect("a PDF");
        let pages: Vec<u32> = document.get_pages().keys().copied().collect();
        let text = document.extract_text(&pages).expect("text");
        assert!(text.contains(&net.stations[0].code) && !text.contains("shopper"), "{text}");
        let others = json!({"station": net.stations[1].id});
        net.manager.post("/v1/exports", json!({"kind": "station_report", "format": "pdf", "filter": others})).await.problem(404, "not-found");
    }

    async fn a_station_has_its_own_and_nothing_of_who_was_there(kind) {
        let net = Network::start(kind).await;
        let audits = published(&net).await;
        let shopper = net.shoppers[0].get("/v1/me").await.expect(200)["display_name"].as_str().expect("a name").to_owned();
        for format in FORMATS {
            let (_, bytes) = file(&net, &net.hq, "audits", format, filter("audits")).await;
            assert!(everything(format, &bytes).contains(&shopper), "the desk sees who was there");
            for table in ["audits", "items", "findings", "orders", "stations", "appeals", "ranking"] {
                let (_, bytes) = file(&net, &net.manager, table, format, filter(table)).await;
                let all = everything(format, &bytes);
                for secret in [shopper.as_str(), net.stations[1].code.as_str()] {
                    assert!(!all.contains(secret), "{table} as {format} tells {secret}");
                }
                let other = audits[1].rsplit('/').next().expect("an id");
                assert!(!all.contains(other), "{table} as {format} tells of another station");
                let (header, rows) = read(format, bytes);
                let hidden = header.iter().find(|name| ["round", "shopper", "result"].contains(&name.as_str()));
                assert!(hidden.is_none(), "{table} as {format} has a column {hidden:?}");
                assert!(!rows.is_empty() || table == "orders", "{table} as {format}: nothing of its own");
            }
        }
        for (report, format) in [("coverage", "csv"), ("region_report", "pdf"), ("month_report", "pdf")] {
            let wish = json!({"kind": report, "format": format, "filter": {}});
            net.manager.post("/v1/exports", wish).await.problem(403, "forbidden");
        }
        // Nobody has what counts no longer.
        let (_, bytes) = file(&net, &net.hq, "audits", "csv", filter("audits")).await;
        assert_eq!(read("csv", bytes).1.len(), 2);
        assert_eq!(change(&net, &audits[0], "void", json!({"reason": "invented"})).await, "void");
        for table in ["audits", "items", "findings"] {
            let (_, bytes) = file(&net, &net.hq, table, "csv", filter(table)).await;
            let void = audits[0].rsplit('/').next().expect("an id");
            assert!(!everything("csv", &bytes).contains(void), "{table} tells of a void audit");
        }
    }

    async fn an_appeal_of_what_counts_no_longer_tells_no_score(kind) {
        let net = Network::start(kind).await;
        let audits = published(&net).await;
        let void = audits[0].rsplit('/').next().expect("an id");
        let listed = async |desk: &Desk| desk.get("/v1/appeals").await.expect(200)["items"].as_array().expect("items").clone();
        let path = format!("/v1/appeals/{}", id(&listed(&net.hq).await[0]));
        let panel = net.people("panel-1", json!([{"role": "appeal_l1"}])).await;
        panel.verb(&path, "decide", json!({"outcome": "upheld", "reason": "the clip shows it"})).await.expect(200);
        net.server.work().await;
        let desks = [&net.hq, &net.auditor, &net.region, &net.manager];
        // The scores and ranks, before and after, are the last columns.
        let effect = |row: &[String]| row[row.len() - 4..].to_vec();
        for desk in desks {
            let (_, bytes) = file(&net, desk, "appeals", "csv", json!({})).await;
            let row = &read("csv", bytes).1[0];
            assert!(row.iter().any(|cell| cell == void) && effect(row).iter().all(|cell| !cell.is_empty()), "{row:?}");
            let shown = &listed(desk).await[0];
            assert!(shown["score"].is_object() && shown["rank"].is_object(), "{shown}");
        }
        assert_eq!(change(&net, &audits[0], "void", json!({"reason": "invented"})).await, "void");
        for desk in desks {
            // What became of the appeal is a fact; what the audit was worth is none any more.
            let list = listed(desk).await;
            assert_eq!((list.len(), &list[0]["outcome"]), (1, &json!("upheld")), "{list:?}");
            assert!(list[0].get("score").is_none() && list[0].get("rank").is_none(), "{list:?}");
            for format in FORMATS {
                let (shown, bytes) = file(&net, desk, "appeals", format, json!({})).await;
                assert_eq!(shown["files"][0]["rows"], 1, "{format}");
                assert!(!everything(format, &bytes).contains(void), "{format} tells of a void audit");
                let row = &read(format, bytes).1[0];
                let is_empty = |cell: &String| cell.is_empty() || cell == "null";
                assert!(effect(row).iter().all(is_empty) && row.iter().any(|cell| cell.contains("upheld")), "{format}: {row:?}");
            }
        }
    }

    async fn files_of_station_roles_are_in_the_order_of_publication(kind) {
        let net = Network::start(kind).await;
        let first = deliver(&net, &net.visit(0, 0, 2).with(PRICES, false)).await;
        net.server.time(net.start_ms + DAY_MS + DAY_MS / 8);
        let place = &net.stations[1];
        let visit = Visit::new(net.assignments[1][1], &place.code, place.position, net.start_ms + DAY_MS, 2);
        let second = deliver_by(&net, 1, &visit.with(PRICES, false)).await;
        for (day, path) in [(2, &second), (3, &first)] {
            assert_eq!(accept([&net.reviewers[0], &net.reviewers[1]], path, &json!({})).await["state"], "approved");
            next_day(&net, day).await;
        }
        let days = async |path| net.hq.get(path).await.expect(200)["publish_day"].to_string();
        assert!(days(&second).await < days(&first).await, "visited later, published sooner");
        for (desk, order) in [(&net.hq, [&first, &second]), (&net.region, [&second, &first])] {
            for table in ["audits", "items", "findings"] {
                let (_, bytes) = file(&net, desk, table, "csv", filter(table)).await;
                let text = everything("csv", &bytes);
                let places = order.map(|path| text.find(path.rsplit('/').next().expect("an id")).expect("it is in it"));
                assert!(places[0] < places[1], "{table}: {places:?}");
            }
        }
    }

    async fn who_loses_a_role_or_a_place_finds_nothing(kind) {
        let net = Network::start(kind).await;
        published(&net).await;
        let of = |unit: Uuid| json!([{"role": "region", "org_unit_id": unit}]);
        let desk = net.people("office", of(net.units[1])).await;
        let export = id(&ask(&desk, "audits", "csv", filter("audits")).await);
        net.server.work().await;
        fetch(&desk, export).await.status.is_success().then_some(()).expect("it is his");
        for (other, path) in [(&net.hq, "/file"), (&net.admin, ""), (&net.manager, "/file")] {
            other.get(&format!("/v1/exports/{export}{path}")).await.problem(404, "not-found");
        }
        net.hq.send(net.hq.request(Method::DELETE, &format!("/v1/exports/{export}"))).await.problem(404, "not-found");
        set_roles(&net, desk.person_id, of(net.units[2])).await;
        fetch(&desk, export).await.problem(404, "not-found");
        set_roles(&net, desk.person_id, of(net.units[0])).await;
        assert_eq!(fetch(&desk, export).await.status, 200, "more than he had");
        set_roles(&net, desk.person_id, json!([{"role": "planner"}])).await;
        fetch(&desk, export).await.problem(404, "not-found");
    }

    async fn a_download_goes_on_where_it_broke_off(kind) {
        let net = Network::start(kind).await;
        published(&net).await;
        let (shown, whole) = file(&net, &net.hq, "items", "xlsx", filter("items")).await;
        let path = format!("/v1/exports/{}/file", shown["id"].as_str().expect("an id"));
        let etag = format!("\"{}\"", shown["files"][0]["sha256"].as_str().expect("text"));
        let hq = &net.hq;
        let part = |range: String, tag: String| {
            let request = hq.request(Method::GET, &path).header("range", range).header("if-range", tag);
            async move { hq.send(request).await }
        };
        let half = whole.len() / 2;
        let first = part(format!("bytes=0-{}", half - 1), etag.clone()).await;
        let rest = part(format!("bytes={half}-"), etag.clone()).await;
        assert_eq!((first.status.as_u16(), rest.status.as_u16()), (206, 206));
        assert_eq!(rest.headers["content-range"], format!("bytes {half}-{}/{}", whole.len() - 1, whole.len()));
        assert_eq!([first.bytes, rest.bytes].concat(), whole);
        // Of another file it begins anew.
        let anew = part(format!("bytes={half}-"), "\"another\"".to_owned()).await;
        assert_eq!((anew.status.as_u16(), anew.bytes == whole), (200, true));
        let beyond = part(format!("bytes={}-", whole.len()), etag).await;
        beyond.problem(416, "range-not-satisfiable");
        assert_eq!(beyond.headers["content-range"], format!("bytes */{}", whole.len()));
    }

    async fn what_is_taken_back_or_old_is_gone(kind) {
        let net = Network::start(kind).await;
        published(&net).await;
        let waiting = id(&ask(&net.hq, "audits", "csv", filter("audits")).await);
        fetch(&net.hq, waiting).await.problem(409, "wrong-state");
        take_back(&net.hq, waiting).await;
        net.server.work().await;
        let shown = show(&net.hq, waiting).await;
        assert_eq!((&shown["state"], &shown["files"]), (&json!("cancelled"), &json!([])), "{shown}");
        let (there, _) = file(&net, &net.hq, "audits", "csv", filter("audits")).await;
        take_back(&net.hq, id(&there)).await;
        fetch(&net.hq, id(&there)).await.problem(404, "not-found");
        let (kept, _) = file(&net, &net.hq, "stations", "csv", json!({})).await;
        net.server.time(net.server.now() + 7 * DAY_MS - 1000);
        net.server.work().await;
        assert_eq!(fetch(&net.hq, id(&kept)).await.status, 200);
        net.server.time(net.server.now() + 2000);
        net.server.work().await;
        net.server.work().await;
        fetch(&net.hq, id(&kept)).await.problem(404, "not-found");
        assert_eq!(show(&net.hq, id(&kept)).await["state"], "expired");
        assert_eq!(store_faults(&net).await, (0, 0), "no bytes are left behind");
        let listed = net.hq.get("/v1/exports").await.expect(200);
        let mut states: Vec<&str> = listed["items"].as_array().expect("items").iter().filter_map(|one| one["state"].as_str()).collect();
        states.sort_unstable();
        assert_eq!(states, ["cancelled", "cancelled", "expired"]);
    }

    async fn a_lost_file_is_found_by_fsck(kind) {
        let net = Network::start(kind).await;
        let (_, _) = file(&net, &net.hq, "stations", "csv", json!({})).await;
        assert_eq!(store_faults(&net).await, (0, 0));
        net.server.app.objects.delete_prefix("exports/").await.expect("deleted");
        assert_eq!(store_faults(&net).await, (1, 0));
    }

    async fn a_repeat_gets_the_first_answer_and_faults_come_at_once(kind) {
        let net = Network::start(kind).await;
        let key = Uuid::new_v4();
        let wish = json!({"kind": "stations", "format": "xlsx", "filter": {}});
        let first = net.hq.post_with_key("/v1/exports", wish.clone(), key).await.expect(202);
        assert_eq!(net.hq.post_with_key("/v1/exports", wish, key).await.expect(202), first);
        let other = json!({"kind": "stations", "format": "csv", "filter": {}});
        net.hq.post_with_key("/v1/exports", other, key).await.problem(409, "key-reused");
        let wrong = json!({"kind": "ranking", "format": "pdf", "lang": "fr", "filter": {"colour": "red", "state": "issued"}});
        let refused = net.hq.post("/v1/exports", wrong).await;
        refused.problem(422, "invalid");
        let places: Vec<String> = refused.violations().into_iter().map(|(place, _)| place).collect();
        assert_eq!(places, ["/filter/colour", "/filter/state", "/format", "/lang"]);
        for (kind, filter, place) in [
            ("ranking", json!({"period": "soon"}), "/filter/period"),
            ("orders", json!({"state": "lost"}), "/filter/state"),
            ("coverage", json!({}), "/filter/round"),
            ("audits", json!({"station": "here"}), "/filter/station"),
        ] {
            let refused = net.hq.post("/v1/exports", json!({"kind": kind, "format": "csv", "filter": filter})).await;
            refused.problem(422, "invalid");
            assert_eq!(refused.violations()[0].0, place, "{kind}");
        }
        let elsewhere = json!({"kind": "ranking", "format": "csv", "filter": {"org_unit": Uuid::new_v4()}});
        net.hq.post("/v1/exports", elsewhere).await.problem(404, "not-found");
        net.shoppers[0].post("/v1/exports", json!({"kind": "audits", "format": "csv"})).await.problem(403, "forbidden");
        // Nobody fills the queue alone.
        for _ in 0..4 {
            ask(&net.hq, "stations", "csv", json!({})).await;
        }
        let sixth = net.hq.post("/v1/exports", json!({"kind": "stations", "format": "csv"})).await;
        assert_eq!(sixth.problem(429, "slow-down")["status"], 429);
    }
}
