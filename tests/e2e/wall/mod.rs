//! The identity wall (decisions 21 to 24) as a property of the whole API: whatever a station role receives tells nobody
//! who was there, and when.

mod files;
mod planted;
mod received;
mod relay;
mod reviewed;
mod streams;

use std::collections::BTreeSet;

use forecourt_api::times::rfc3339;
use forecourt_tests::{
    answer::Answer,
    calls,
    desk::Desk,
    network::{Network, id},
    wall::{is_boxed, with_exif},
};
use serde_json::{Value, json};
use uuid::Uuid;

use self::{
    planted::{BOX, CLOSED, NOTE, Planted, SHOPPER, TAKEN_BACK, UNPUBLISHED},
    received::{Received, beside, copies, receive},
    relay::{Leak, behind, header, leaking, member},
    reviewed::NOT_FOR_STATIONS,
};

const MINUTE_MS: i64 = 60_000;
const HOUR_MS: i64 = 60 * MINUTE_MS;
const DAY_MS: i64 = 24 * HOUR_MS;

/// What a station role sees of what is hidden from it, counted.
async fn check_counts(planted: &Planted, desk: &Desk, audits: &[Uuid], may: u64) {
    let list = desk.get("/v1/audits").await.expect(200);
    let listed: BTreeSet<Uuid> = list["items"].as_array().expect("items").iter().map(id).collect();
    assert_eq!(listed, audits.iter().copied().collect(), "published audits only");
    let trend = desk.get("/v1/reports/trend?until=2026-06&months=2").await.expect(200);
    assert_eq!((&trend["items"][0]["audits"], &trend["items"][1]["audits"]), (&json!(may), &json!(1)), "{trend}");
    let items = desk.get("/v1/reports/items?period=2026-06&minimum=1").await.expect(200);
    assert_eq!(items["audits"], 1, "{items}");
    for (audit, photos) in &planted.hidden {
        for path in [
            format!("/v1/audits/{audit}"),
            format!("/v1/audits/{audit}/score"),
            format!("/v1/audits/{audit}/revisions"),
        ] {
            desk.get(&path).await.problem(404, "not-found");
        }
        for photo in photos {
            desk.get(&format!("/v1/photos/{photo}")).await.problem(404, "not-found");
        }
    }
    let editions = desk.get("/v1/periods/2026-05/editions").await.expect(200);
    let mut members: Vec<&String> = editions[0].as_object().expect("an edition").keys().collect();
    members.sort();
    assert_eq!(members, ["closed_on", "edition", "period"], "nothing of how it was closed");
}

/// A region sees of a closed round what is published, not what is still on its way.
async fn check_closed_round(planted: &Planted, region: &Desk) {
    let seen = region.get(&format!("/v1/rounds/{}/coverage", planted.closed)).await.expect(200);
    assert_eq!(seen, json!({"round_id": planted.closed, "stations": 12, "published": 1}));
    let seen = region.get(&format!("/v1/reports/coverage?round={CLOSED}")).await.expect(200);
    assert_eq!(seen["items"], json!([{"stations": 12, "covered": 1, "not_covered": 11}]), "{seen}");
}

/// Whether it is what somebody was rightly told in the morning when it was published, and may read again among what he was
/// told.
fn was_told(leak: &str, operation: &str) -> bool {
    leak.starts_with(TAKEN_BACK) && operation.ends_with("/v1/inbox")
}

/// What the search finds in everything that was received, and where.
fn leaks(planted: &Planted, received: &Received) -> BTreeSet<(String, String)> {
    let mut leaks = BTreeSet::new();
    for (what, operation, answer) in received {
        let found = planted.secrets.find(answer).into_iter().filter(|leak| !was_told(leak, operation));
        // A refusal may not even repeat what was asked for.
        let asked = if what.contains("round=") { " (asked for)" } else { "" };
        leaks.extend(found.map(|leak| (leak, format!("{what} {}{asked}", answer.status))));
    }
    leaks
}

/// Where a seeded redirect leads to.
const BEHIND: &str = "/forecourt-objects/behind";

/// Secrets that get out at places which only one of many requests comes to.
fn seeded(planted: &Planted, copy: Uuid) -> Vec<Leak> {
    let (ids, hidden) = (&planted.ids, planted.hidden[2].0);
    let start = planted.net.start_ms + 37 * MINUTE_MS + 13_219;
    let event = format!("event: audit\ndata: {{\"id\":\"{hidden}\"}}\n\n");
    let picture = with_exif(&planted.scene, "x", start - 90 * DAY_MS, (1, 1));
    let table = "/v1/reports/touchpoints?period=2026-Q2&format=csv".to_owned();
    vec![
        // In JSON, a table, a header; in one language, under one query.
        Leak::at(
            "the shopper's phone number",
            ("GET", format!("/v1/stations/{}", ids.station), "en"),
            member("by", json!("13907310417")),
        ),
        Leak::at("narrative", ("GET", table, "zh"), behind(b"\r\nA RED PASSAT,1".to_vec())),
        Leak::at(
            "litres",
            ("GET", format!("/v1/audits/{}/score?revision=2", ids.audit), "en"),
            member("seen", json!(31_393)),
        ),
        Leak::at(
            "the planned day",
            ("GET", "/v1/reports/bulletin?level=unit&depth=2".into(), "en"),
            member("seen", json!("2026-06-10")),
        ),
        Leak::at(
            "code of a round",
            ("GET", format!("/v1/org-units/{}/contacts", ids.unit), "zh"),
            header("x-round", "sekret-r77".into()),
        ),
        // In a refusal, in what a write is answered, in the answer that ends a session, in a stream.
        Leak::at(
            "scripted question in English",
            ("GET", format!("/v1/audits/{hidden}/score"), "zh"),
            member("detail", json!("Ask for the loyalty app")),
        ),
        Leak::at("the phone's name", ("POST", "/v1/inbox/read".into(), "en"), member("seen", json!("Secretphone 9"))),
        Leak::at("start as instant", ("DELETE", "/v1/sessions".into(), "en"), header("x-seen", rfc3339(start))),
        Leak::at(UNPUBLISHED, ("GET", "/v1/events".into(), "zh"), behind(event.into_bytes())),
        // In a picture, and behind a redirect.
        Leak::at("metadata 0xe1", ("GET", format!("/v1/photos/{copy}?size=thumb"), "zh"), move |answer| {
            answer.bytes.clone_from(&picture)
        }),
        Leak::at("", ("GET", "/v1/calendars".into(), "zh"), header("location", BEHIND.into())),
        Leak::behind(
            "the shopper's sign-in",
            ("behind /v1/calendars".into(), BEHIND),
            header("x-by", "yinying-0417".into()),
        ),
    ]
}

on_both! {
    async fn nothing_tells_a_station_who_was_there_and_when(kind) {
        let planted = Planted::make(Network::start(kind).await).await;
        let net = &planted.net;
        net.server.time(net.start_ms + 27 * HOUR_MS);
        // The desks do find them: the secrets are there to be found.
        let open = net.reviewers[0].get(&format!("/v1/audits/{}", planted.ids.audit)).await;
        let seen = planted.secrets.find(&open).join("\n");
        for name in ["the shopper's name", "start as instant", "latitude", "note", "an original photo", "receipt amount"] {
            assert!(seen.contains(name), "{name} is not among what a reviewer sees:\n{seen}");
        }
        let elsewhere = net.region.get("/v1/audits").await.expect(200);
        let elsewhere = elsewhere["items"].as_array().expect("items").iter().map(id).find(|one| *one != planted.ids.audit);
        check_counts(&planted, &net.manager, &[planted.ids.audit], 0).await;
        check_counts(&planted, &net.region, &[planted.ids.audit, elsewhere.expect("the other station's")], 1).await;
        check_closed_round(&planted, &net.region).await;
        let mut received = receive(&planted, "manager", &net.manager).await;
        received.extend(receive(&planted, "region", &net.region).await);
        let leaks = leaks(&planted, &received);
        assert!(leaks.is_empty(), "{} of {} answers: {leaks:#?}", leaks.len(), received.len());
        let failed: BTreeSet<String> = received
            .iter()
            .filter(|(.., answer)| answer.status.is_server_error())
            .map(|(what, _, answer)| format!("{what}: {} {}", answer.status, answer.text()))
            .collect();
        assert!(failed.is_empty(), "{failed:#?}");
        let reached = received.iter().filter(|(.., answer)| answer.status.is_success());
        let reached: BTreeSet<&str> = reached.map(|(_, operation, _)| operation.as_str()).collect();
        let operations: BTreeSet<String> = calls::all(&planted.ids).into_iter().map(|call| call.operation).collect();
        let without: BTreeSet<&str> =
            operations.iter().map(String::as_str).filter(|operation| !reached.contains(operation)).collect();
        let reviewed: BTreeSet<&str> = NOT_FOR_STATIONS.iter().map(|(operation, _)| *operation).collect();
        let unforeseen: Vec<_> = without.symmetric_difference(&reviewed).collect();
        assert!(unforeseen.is_empty(), "reached but listed, or not reached and not listed: {unforeseen:#?}");
        // Evidence is the station's own.
        let of_visits = received.iter().filter(|(_, operation, _)| operation != "GET /v1/evidence/{id}");
        let pictures: Vec<_> = of_visits.filter(|(.., answer)| answer.bytes.starts_with(b"\xff\xd8")).collect();
        for (what, _, picture) in &pictures {
            assert!(is_boxed(&picture.bytes, BOX), "{what}: what the reviewer hid can be seen");
        }
        // What is asked of reports is asked right: an answer that refuses a name of a filter shows nothing.
        let vain = received.iter().filter(|(_, operation, answer)| {
            operation.starts_with("GET /v1/reports/") && answer.text().contains("unknown_field")
        });
        assert_eq!(vain.map(|(what, ..)| what).collect::<Vec<_>>(), Vec::<&String>::new());
        let tables = received.iter().filter(|(.., answer)| answer.bytes.starts_with(b"\xef\xbb\xbf")).count();
        assert!(pictures.len() >= 4 && tables >= 8, "{} pictures and {tables} tables were searched", pictures.len());
        // What is asked for beside the document's own paths was asked for.
        assert!(beside(&planted).len() > 30);
    }

    async fn the_collection_comes_to_leaks_that_are_seeded(kind) {
        let planted = Planted::make(Network::start(kind).await).await;
        let net = &planted.net;
        net.server.time(net.start_ms + 27 * HOUR_MS);
        let copy = copies(&net.manager, planted.ids.audit).await[0];
        let leaks_of = seeded(&planted, copy);
        let expected: Vec<(&str, String)> = leaks_of.iter().map(|leak| (leak.shows, leak.place.clone())).collect();
        let relay = leaking(net.server.address, leaks_of).await;
        let received = receive(&planted, "manager", &net.manager.at(&relay.base)).await;
        let found = leaks(&planted, &received);
        for (name, place) in &expected {
            assert!(found.iter().any(|(leak, what)| leak.contains(name) && what.contains(place)), "{name} at {place} was not found: {found:#?}");
        }
        let elsewhere: Vec<_> = found.iter().filter(|(_, what)| !expected.iter().any(|(_, place)| what.contains(place))).collect();
        assert!(elsewhere.is_empty(), "{elsewhere:#?}");
    }

    async fn the_search_finds_leaks_that_are_seeded(kind) {
        let planted = Planted::make(Network::start(kind).await).await;
        let (net, secrets, ids) = (&planted.net, &planted.secrets, &planted.ids);
        let path = format!("/v1/audits/{}", ids.audit);
        let clean = net.manager.get(&path).await;
        assert_eq!(secrets.find(&clean), Vec::<String>::new());
        let copy = copies(&net.manager, ids.audit).await[0];
        let picture = net.manager.get(&format!("/v1/photos/{copy}")).await;
        assert_eq!(secrets.find(&picture), Vec::<String>::new());
        assert!(is_boxed(&picture.bytes, BOX) && !is_boxed(&planted.scene, BOX), "a picture without its box is found");
        let start = net.start_ms + 37 * MINUTE_MS + 13_219;
        let body = |name: &str, value: Value| {
            let mut json = clean.json();
            json["score"][name] = value;
            Answer { bytes: json.to_string().into_bytes(), ..clean.clone() }
        };
        let header = |name: &'static str, value: &str| {
            let mut leaky = clean.clone();
            leaky.headers.insert(name, value.parse().expect("a header"));
            leaky
        };
        let text = |text: &str| Answer { bytes: format!("\u{feff}a,b\r\n{text},1\r\n").into_bytes(), ..clean.clone() };
        let escaped: String = SHOPPER.encode_utf16().map(|unit| format!("\\u{unit:04x}")).collect();
        let percent: String = SHOPPER.bytes().map(|byte| format!("%{byte:02X}")).collect();
        let base64 = base64::Engine::encode(&base64::engine::general_purpose::URL_SAFE_NO_PAD, format!("shopper={SHOPPER}"));
        let original = planted.originals[0];
        let seeded = [
            ("name in JSON", body("by", json!(SHOPPER)), "the shopper's name"),
            ("name escaped in JSON", text(&format!("\"{escaped}\"")).json_only(&escaped), "the shopper's name"),
            ("name in a header", header("content-disposition", &format!("attachment; filename*=UTF-8''{percent}")), "the shopper's name"),
            ("name in a cursor", body("next_cursor", json!(base64)), "the shopper's name"),
            ("device in a URL", header("location", &format!("/v1/devices/{}", ids.device)), "the phone"),
            ("minute as ISO text", body("seen", json!(rfc3339(start))), "start as instant"),
            ("minute as local ISO text", body("seen", json!("2026-06-01T10:37:13+08:00")), "start as instant"),
            ("local minute in a table", text("10:37"), "start as clock"),
            ("epoch s", body("seen", json!(start / 1000)), "the visit as number"),
            ("epoch ms in an ETag", header("etag", &format!("\"{start}\"")), "the visit as number"),
            ("Last-Modified of the intake", header("last-modified", &http_date(start + 63 * MINUTE_MS + 20_111)), "intake as instant"),
            ("microdegrees", body("lat_e6", json!((302_741_500 + 4137) / 10)), "latitude"),
            ("degrees", text("30.2745637"), "latitude"),
            ("EXIF in a picture", Answer { bytes: with_exif(&picture.bytes, "x", start, (1, 1)), ..picture.clone() }, "metadata"),
            ("original photo id in a redirect", header("location", &format!("/o/{}?X-Amz-Expires=3", original.simple())), "an original photo"),
            ("assignment id in capitals", text(&ids.assignment.to_string().to_uppercase()), "id of the planned assignment"),
            ("receipt amount in yuan", text("237.17"), "receipt amount"),
            ("note in an error", body("detail", json!(format!("bad: {NOTE}"))), "note"),
            ("reviewer's name", body("by", json!("Name of reviewer-1")), "a reviewer's name"),
            ("time-ordered id", body("id", json!("019e80f0-3c4d-7a2b-8f00-123456789abc")), "time-ordered id"),
        ];
        for (what, leaky, name) in seeded {
            let found = secrets.find(&leaky);
            assert!(found.iter().any(|leak| leak.contains(name)), "{what}: not found, but {found:?}");
        }
    }
}

/// `Mon, 01 Jun 2026 02:37:13 GMT`, good enough for the test.
fn http_date(at_ms: i64) -> String {
    let iso = rfc3339(at_ms);
    assert_eq!(&iso[..7], "2026-06");
    format!("Mon, {} Jun 2026 {} GMT", &iso[8..10], &iso[11..19])
}

trait JsonOnly {
    /// The same answer with a JSON object that holds this text as it is written, escapes included.
    fn json_only(self, written: &str) -> Self;
}

impl JsonOnly for Answer {
    fn json_only(self, written: &str) -> Self {
        Self { bytes: format!("{{\"by\":\"{written}\"}}").into_bytes(), ..self }
    }
}
