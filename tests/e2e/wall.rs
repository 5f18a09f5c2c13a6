//! The identity wall (decisions 21 to 24) as a property of the whole API: whatever a station role receives tells nobody
//! who was there, and when.

mod reviewed;

use std::collections::{BTreeMap, BTreeSet};

use forecourt_api::times::rfc3339;
use forecourt_tests::{
    answer::Answer,
    calls::{self, Call, Ids},
    desk::Desk,
    network::{Network, PASSWORD, id},
    phone::Phone,
    visit::{LENGTH_MS, Photo, Visit},
    wall::{Secrets, with_exif},
};
use serde_json::{Value, json};
use uuid::Uuid;

use reviewed::NOT_FOR_STATIONS;

const MINUTE_MS: i64 = 60_000;
const HOUR_MS: i64 = 60 * MINUTE_MS;
const DAY_MS: i64 = 24 * HOUR_MS;
const NOTE: &str = "穿蓝色制服的女员工没有戴工牌,她和我说了两句话";
const NARRATIVE: &str = "I drove a red Passat and asked for the restroom key twice.";
const PHONE: &str = "13907310417";
const SHOPPER: &str = "林晓燕";
const STATION_NOTE: &str = "员工未佩戴工牌";
const MISSED: &str = "greeting.badge_worn";

/// A network with one published audit full of secrets and one planned visit.
struct Planted {
    net: Network,
    secrets: Secrets,
    ids: Ids,
    originals: Vec<Uuid>,
}

/// The shopper of the secrets, with a phone of his own.
async fn shopper(net: &Network, device: Uuid) -> Desk {
    let roles = json!([{"role": "shopper", "org_unit_id": net.units[1]}]);
    let body = json!({"username": "yinying-0417", "display_name": SHOPPER, "phone": PHONE, "roles": roles});
    let person = id(&net.admin.post("/v1/people", body).await.expect(201));
    let code = net.admin.post(&format!("/v1/people/{person}/sign-in-code"), json!({})).await.expect(201);
    let code = code["code"].as_str().expect("a code").to_owned();
    let nobody = Desk { token: String::new(), ..net.admin.clone() };
    nobody.sign_in_by_code("yinying-0417", &code, PASSWORD).await;
    let sign_in =
        json!({"username": "yinying-0417", "password": PASSWORD, "device_id": device, "device_name": "Secretphone 9"});
    nobody.with(&nobody.post_free("/v1/sessions", sign_in).await.expect(201))
}

/// A second round with the visit and, nine days later, another one that stays planned.
async fn plan(net: &Network, shopper: &Desk, secrets: &mut Secrets) -> (Uuid, Vec<Uuid>) {
    let body = json!({"code": "SEKRET-R77", "name_zh": "密查轮七七", "name_en": "Covert round", "org_unit_id": net.units[0],
        "checklist": {"id": "station-69", "version": 1}, "first_day": "2026-05-31", "last_day": "2026-06-29"});
    let round = id(&net.planner.post("/v1/rounds", body).await.expect(201));
    net.planner.verb(&format!("/v1/rounds/{round}"), "open", json!({})).await.expect(200);
    let station = json!(net.stations[0].id);
    let ids = [Uuid::new_v4(), Uuid::new_v4()];
    for (id, start) in ids.iter().zip([net.start_ms, net.start_ms + 9 * DAY_MS + 71 * MINUTE_MS]) {
        let item = json!({"id": id, "round_id": round, "station_id": station, "shopper_id": shopper.person_id,
            "slot": "day", "window_start": rfc3339(start), "window_end": rfc3339(start + 6 * HOUR_MS),
            "question_zh": "问:有没有九五号", "question_en": "Ask for the loyalty app"});
        let body = json!({"items": [item], "override_reason": "the wall"});
        let answer = net.planner.post("/v1/assignments/bulk", body).await.expect(200);
        assert_eq!(answer["created"], 1, "{answer}");
    }
    let planned = net.start_ms + 9 * DAY_MS + 71 * MINUTE_MS;
    secrets.minute("the planned visit's window", planned);
    secrets.span("the planned visit", planned, planned + 6 * HOUR_MS);
    secrets.text("the planned day", &rfc3339(planned)[..10]);
    secrets.text("code of a round", "SEKRET-R77");
    secrets.text("name of a round", "密查轮七七");
    secrets.text("name of a round in English", "Covert round");
    secrets.text("scripted question", "问:有没有九五号");
    secrets.text("scripted question in English", "Ask for the loyalty app");
    secrets.id("id of a round", round);
    secrets.id("id of the assignment", ids[0]);
    secrets.id("id of the planned assignment", ids[1]);
    (round, ids.to_vec())
}

/// The visit's content with everything that a shopper can say.
fn submission(visit: &Visit, device: Uuid) -> Value {
    let mut body = visit.submission();
    body["device_id"] = json!(device);
    body["narrative"] = json!(NARRATIVE);
    body["answers"][MISSED]["note"] = json!(NOTE);
    body["receipts"][0]["amount_fen"] = json!(23_717);
    body["receipts"][0]["litres_ml"] = json!(31_393);
    body
}

fn know(secrets: &mut Secrets, visit: &Visit, shopper: &Desk, device: Uuid) {
    secrets.text("the shopper's name", SHOPPER);
    secrets.text("the shopper's sign-in", "yinying-0417");
    secrets.text("the shopper's phone number", PHONE);
    secrets.id("the shopper's id", shopper.person_id);
    secrets.id("the phone", device);
    secrets.text("the phone's name", "Secretphone 9");
    secrets.text("note", &NOTE[..30]);
    secrets.text("narrative", "red Passat");
    secrets.amount("receipt amount", 23_717);
    secrets.amount("litres", 31_393);
    secrets.degrees("latitude", visit.position.0);
    secrets.degrees("longitude", visit.position.1);
    secrets.span("the visit", visit.start_ms, visit.start_ms + LENGTH_MS);
    secrets.minute("start", visit.start_ms);
    secrets.minute("end", visit.start_ms + LENGTH_MS);
    secrets.minute("receipt", visit.start_ms + 600_000);
    secrets.minute("photos", visit.start_ms + 300_000);
    for photo in &visit.photos {
        secrets.id("an original photo", photo.id);
        secrets.text("hash of an original", &photo.sha256());
    }
}

/// Moves to an instant that nobody behind the wall may learn.
fn secretly(net: &Network, secrets: &mut Secrets, name: &str, at_ms: i64) {
    net.server.time(at_ms);
    secrets.minute(name, at_ms);
}

impl Planted {
    async fn make(net: Network) -> Self {
        let mut secrets = Secrets::default();
        let device = Uuid::new_v4();
        let shopper = shopper(&net, device).await;
        let (round, assignments) = plan(&net, &shopper, &mut secrets).await;
        let mut visit = net.visit(0, 0, 5).with(MISSED, false);
        visit.assignment_id = assignments[0];
        visit.start_ms = net.start_ms + 37 * MINUTE_MS + 13_219;
        // Within sight of the station, but not where the map has it.
        visit.position = (visit.position.0 + 4137, visit.position.1 + 3719);
        for photo in &mut visit.photos {
            photo.bytes = with_exif(&photo.bytes, SHOPPER, visit.start_ms + 300_000, visit.position);
        }
        know(&mut secrets, &visit, &shopper, device);
        secretly(&net, &mut secrets, "intake", visit.start_ms + 63 * MINUTE_MS + 20_111);
        let phone = Phone::of(shopper.clone());
        let body = submission(&visit, device);
        let receipt = phone.put_raw(&visit, &body).await.expect(200);
        phone.upload(&visit, &receipt).await;
        assert_eq!(phone.put_raw(&visit, &body).await.expect(200)["state"], "submitted");
        net.server.work().await;
        let refused = refuse(&net, &visit, &body, &phone).await;
        let (report, report_photo) = recognised(&net, &mut secrets, &phone, assignments[1]).await;
        let (flag, proposal) = review(&net, &mut secrets, &visit).await;
        let originals = visit.photos.iter().map(|photo| photo.id).collect();
        let ids = Ids {
            audit: visit.audit_id,
            photo: visit.photos[1].id,
            flag,
            proposal,
            unit: net.units[2],
            station: net.stations[0].id,
            person: net.manager.person_id,
            shopper: shopper.person_id,
            device,
            round,
            round_code: "SEKRET-R77".into(),
            assignment: assignments[1],
            refused,
            job: Uuid::new_v4(),
            report,
            report_photo,
        };
        Self { net, secrets, ids, originals }
    }
}

/// Another submission of the shopper, which has a fault and is kept aside.
async fn refuse(net: &Network, visit: &Visit, body: &Value, phone: &Phone) -> Uuid {
    let again = visit.again();
    let mut body = body.clone();
    body["answers"]["no.such_item"] = json!({"value": true});
    phone.put_raw(&again, &body).await.problem(422, "invalid");
    let kept = net.admin.get("/v1/refused").await.expect(200);
    id(&kept["items"][0])
}

/// He is recognised before the planned visit, and says so with a photo.
async fn recognised(net: &Network, secrets: &mut Secrets, phone: &Phone, assignment: Uuid) -> (Uuid, Uuid) {
    let photos = [Photo::draw(3, "scene")];
    let body = json!({"at_ms": net.server.now(), "note": "the cashier winked at me"});
    let report = phone.report(assignment, "recognised", &body, &photos).await;
    phone.upload_report(&phone.report_receipt(assignment, report).await, &photos).await;
    phone.report_receipt(assignment, report).await;
    net.server.work().await;
    secrets.text("a report", "cashier winked");
    secrets.id("id of a report", report);
    secrets.id("photo of a report", photos[0].id);
    (report, photos[0].id)
}

/// Two reviews, publication on the next working day, a proposal that was dismissed.
async fn review(net: &Network, secrets: &mut Secrets, visit: &Visit) -> (Uuid, Uuid) {
    let path = format!("/v1/audits/{}", visit.audit_id);
    let [first, second, third] = [&net.reviewers[0], &net.reviewers[1], &net.reviewers[2]];
    for desk in [first, second, third] {
        secrets.id("a reviewer", desk.person_id);
    }
    for n in 1..=3 {
        secrets.text("a reviewer's name", &format!("Name of reviewer-{n}"));
        secrets.text("a reviewer's sign-in", &format!("reviewer-{n}"));
    }
    let scenes: Vec<Value> = visit
        .photos
        .iter()
        .filter(|photo| photo.kind == "scene")
        .map(|photo| json!({"photo_id": photo.id, "boxes": [{"x": 1000, "y": 1000, "w": 2000, "h": 2000}]}))
        .collect();
    let accept = json!({"released_photos": scenes, "station_notes": [{"item": MISSED, "note": STATION_NOTE}]});
    secretly(net, secrets, "first review", visit.start_ms + 164 * MINUTE_MS);
    first.verb(&path, "claim", json!({})).await.expect(200);
    let done = first.verb(&path, "accept", accept).await.expect(200);
    if done["state"] == "second_review" {
        secretly(net, secrets, "second review", visit.start_ms + 315 * MINUTE_MS);
        second.verb(&path, "claim", json!({})).await.expect(200);
        second.verb(&path, "accept", json!({})).await.expect(200);
    }
    // Tuesday, some minutes after 09:00 in Shanghai.
    secretly(net, secrets, "publication", net.start_ms + 23 * HOUR_MS + 18 * MINUTE_MS);
    net.server.work().await;
    let shown = third.get(&path).await.expect(200);
    assert_eq!(shown["state"], "published", "{shown}");
    secretly(net, secrets, "correction", net.start_ms + 25 * HOUR_MS + 41 * MINUTE_MS);
    let change = json!({"changes": [{"item": "greeting.uniform_compliant", "value": 1, "reason": "see the clip"}]});
    let change = match third.verb(&path, "correct", change).await {
        answer if answer.status == 200 => answer.expect(200),
        _ => third.verb(&path, "void", json!({"reason": "a doubt"})).await.expect(200),
    };
    let proposal = change["proposal_id"].as_str().expect("a proposal").to_owned();
    net.hq.verb(&path, &format!("proposals/{proposal}/confirm"), json!({"reason": "yes"})).await;
    net.server.work().await;
    let flag = shown["flags"].as_array().and_then(|flags| flags.first()).map(id);
    (flag.unwrap_or_else(Uuid::new_v4), proposal.parse().expect("an id"))
}

/// Everything that a station role received: who, which call, what.
type Received = Vec<(String, String, Answer)>;

/// Sends without looking at the document: here only what comes back counts.
async fn raw(desk: &Desk, request: reqwest::RequestBuilder) -> Answer {
    let request = request.build().expect("a request");
    Answer::read(desk.http.execute(request).await.expect("an answer")).await.expect("a whole answer")
}

/// The queries with which an operation is tried.
fn queries(call: &Call, ids: &Ids) -> Vec<String> {
    let mut queries = vec![String::new()];
    let mut add = |query: &str| queries.push(query.to_owned());
    if call.operation.starts_with("GET /v1/reports/") {
        for query in
            ["period=2026-06", "period=2026-Q2", "level=station", "level=unit&depth=2", "months=3", "station=x"]
        {
            add(&format!("?{query}"));
            add(&format!("?{query}&format=csv"));
        }
        add(&format!("?round={}", ids.round_code));
        add(&format!("?round={}&format=csv", ids.round_code));
        add(&format!("?org_unit={}", ids.unit));
        add(&format!("?station={}&format=csv", ids.station));
    }
    if call.operation == "GET /v1/audits" {
        for query in ["limit=1", "queue=true", "state=submitted,published", "has_flags=true", "mine=true", "cursor=x"] {
            add(&format!("?{query}"));
        }
        add(&format!("?station_id={}", ids.station));
        add(&format!("?round_id={}", ids.round));
    }
    if call.operation.starts_with("GET /v1/photos") || call.operation.starts_with("GET /v1/report-photos") {
        ["thumb", "view", "original", "huge"].iter().for_each(|size| add(&format!("?size={size}")));
    }
    if call.operation.ends_with("/score") {
        (0..4).for_each(|revision| add(&format!("?revision={revision}")));
    }
    if call.operation.starts_with("GET /v1/stations") || call.operation.starts_with("GET /v1/org-units") {
        add("?limit=1");
    }
    queries
}

/// Calls every operation as this person; in both languages.
async fn receive(planted: &Planted, name: &str, desk: &Desk) -> Received {
    let mut received = Received::new();
    let copies = copies(desk, planted.ids.audit).await;
    assert!(!copies.is_empty(), "{name} sees released photos");
    // Last: these end the session.
    let ends = ["DELETE /v1/sessions/current", "DELETE /v1/sessions", "PUT /v1/me/password"];
    for lang in ["zh", "en"] {
        let desk = Desk { lang, ..desk.clone() };
        let mut photos = copies.clone();
        photos.extend(&planted.originals);
        for photo in photos {
            let ids = Ids { photo, ..planted.ids.clone() };
            for call in calls::all(&ids) {
                let of_photo = call.path.contains(&photo.to_string());
                if ends.contains(&call.operation.as_str()) || (photo != copies[0] && !of_photo) {
                    continue;
                }
                for query in queries(&call, &ids) {
                    for version in if call.method == reqwest::Method::GET { &["1"][..] } else { &["\"1\"", "\"2\""] } {
                        let answer = raw(&desk, call.request(&desk, &query, version)).await;
                        if let Some(location) = answer.headers.get("location").and_then(|to| to.to_str().ok()) {
                            let to = if location.starts_with('/') {
                                format!("{}{location}", desk.base)
                            } else {
                                location.to_owned()
                            };
                            let next = raw(&desk, desk.http.get(to)).await;
                            received.push((format!("{name}: behind {}", call.path), call.operation.clone(), next));
                        }
                        received.push((
                            format!("{name}: {} {}{query}", call.method, call.path),
                            call.operation.clone(),
                            answer,
                        ));
                    }
                }
            }
        }
    }
    for ending in ["DELETE /v1/sessions/current", "PUT /v1/me/password", "DELETE /v1/sessions"] {
        let desk = Desk { token: String::new(), ..desk.clone() }.sign_in(name, PASSWORD).await;
        let mut call = calls::all(&planted.ids).into_iter().find(|call| call.operation == ending).expect("it is there");
        if ending.starts_with("PUT") {
            call.body = Some(json!({"old_password": PASSWORD, "new_password": PASSWORD}));
        }
        let answer = raw(&desk, call.request(&desk, "", "\"1\"")).await;
        received.push((format!("{name}: {ending}"), ending.to_owned(), answer));
    }
    received
}

/// Ids of the copies that a station sees.
async fn copies(desk: &Desk, audit: Uuid) -> Vec<Uuid> {
    let shown = desk.get(&format!("/v1/audits/{audit}")).await.expect(200);
    shown["photos"].as_array().into_iter().flatten().map(id).collect()
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
        let mut received = receive(&planted, "manager", &net.manager).await;
        received.extend(receive(&planted, "region", &net.region).await);
        let mut leaks = BTreeMap::new();
        let mut reached: BTreeSet<&str> = BTreeSet::new();
        let mut failed = BTreeSet::new();
        for (what, operation, answer) in &received {
            let asked = what.contains("round=");
            for leak in planted.secrets.find(answer) {
                // A refusal may not even repeat what was asked for.
                leaks.entry(leak).or_insert_with(|| format!("{what} {} {}", answer.status, if asked { "(asked for)" } else { "" }));
            }
            if answer.status.is_success() {
                reached.insert(operation);
            }
            if answer.status.is_server_error() {
                failed.insert(format!("{what}: {} {}", answer.status, answer.text()));
            }
        }
        assert!(leaks.is_empty(), "{} of {} answers: {leaks:#?}", leaks.len(), received.len());
        assert!(failed.is_empty(), "{failed:#?}");
        let operations: BTreeSet<String> = calls::all(&planted.ids).into_iter().map(|call| call.operation).collect();
        let without: BTreeSet<&str> =
            operations.iter().map(String::as_str).filter(|operation| !reached.contains(operation)).collect();
        let reviewed: BTreeSet<&str> = NOT_FOR_STATIONS.iter().map(|(operation, _)| *operation).collect();
        let unforeseen: Vec<_> = without.symmetric_difference(&reviewed).collect();
        assert!(unforeseen.is_empty(), "reached but listed, or not reached and not listed: {unforeseen:#?}");
        let pictures = received.iter().filter(|(.., answer)| answer.bytes.starts_with(b"\xff\xd8")).count();
        let tables = received.iter().filter(|(.., answer)| answer.bytes.starts_with(b"\xef\xbb\xbf")).count();
        assert!(pictures >= 4 && tables >= 8, "{pictures} pictures and {tables} tables were searched");
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
