//! A network full of secrets: one published audit with everything a shopper can say, and beside it what a station must
//! not know of at all: visits that are planned, delivered, approved, void, or taken out again.

use forecourt_api::times::rfc3339;
use forecourt_tests::{
    calls::{self, Ids},
    desk::Desk,
    network::{Network, PASSWORD, assign, id},
    phone::{self, Phone},
    visit::{LENGTH_MS, Photo, Visit},
    wall::{Secrets, with_exif},
};
use serde_json::{Value, json};
use uuid::Uuid;

use super::{DAY_MS, HOUR_MS, MINUTE_MS};
use crate::again::thin;

/// What the shopper wrote about an item.
pub const NOTE: &str = "穿蓝色制服的女员工没有戴工牌,她和我说了两句话";
const NARRATIVE: &str = "I drove a red Passat and asked for the restroom key twice.";
const PHONE: &str = "13907310417";
/// The shopper's name.
pub const SHOPPER: &str = "林晓燕";
const STATION_NOTE: &str = "员工未佩戴工牌";
const HIDDEN_NOTE: &str = "此条说明从未发布";
const MISSED: &str = "greeting.badge_worn";
const PRICES: &str = "approach.price_board_matches_pump";
/// Why head office closed a month before its audits were done.
const FORCED: &str = "HZ-0000 的夜访还在审核";
/// What was published and is no more: who listened that morning heard its id.
pub const TAKEN_BACK: &str = "an audit that was taken back";
/// What nobody behind the wall has ever heard of.
pub const UNPUBLISHED: &str = "an audit that is not published";
/// The round that is closed; a region may know it.
pub const CLOSED: &str = "PLAIN-R2";
/// The box that is burned into every released picture, in ten thousandths.
pub const BOX: [u32; 4] = [1000, 1000, 2000, 2000];

/// The network, and what of it is secret.
pub struct Planted {
    /// The network.
    pub net: Network,
    /// What may not be found.
    pub secrets: Secrets,
    /// Ids for calls: the published audit and its surroundings.
    pub ids: Ids,
    /// Photos of the published audit, by the ids that the phone gave them.
    pub originals: Vec<Uuid>,
    /// A released scene as the phone sent it.
    pub scene: Vec<u8>,
    /// A closed round with one published and one unpublished audit.
    pub closed: Uuid,
    /// Audits at the manager's station that are not published, with their photos.
    pub hidden: Vec<(Uuid, Vec<Uuid>)>,
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

async fn round(net: &Network, code: &str, names: [&str; 2], days: [&str; 2]) -> Uuid {
    let body = json!({"code": code, "name_zh": names[0], "name_en": names[1], "org_unit_id": net.units[0],
        "checklist": {"id": "station-69", "version": 1}, "first_day": days[0], "last_day": days[1]});
    let round = id(&net.planner.post("/v1/rounds", body).await.expect(201));
    net.planner.verb(&format!("/v1/rounds/{round}"), "open", json!({})).await.expect(200);
    round
}

/// A second round with the visit and, nine days later, another one that stays planned.
async fn plan(net: &Network, shopper: &Desk, secrets: &mut Secrets) -> (Uuid, Vec<Uuid>) {
    let round = round(net, "SEKRET-R77", ["密查轮七七", "Covert round"], ["2026-05-31", "2026-06-29"]).await;
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
    know_visit(secrets, visit);
}

/// When a visit was made, and its photos.
fn know_visit(secrets: &mut Secrets, visit: &Visit) {
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
    /// Plants everything in this network. Business time is then Tuesday, before noon.
    pub async fn make(net: Network) -> Self {
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
        let others = Others::deliver(&net, &mut secrets).await;
        let refused = refuse(&net, &visit, &body, &phone).await;
        let (report, report_photo) = recognised(&net, &mut secrets, &phone, assignments[1]).await;
        let flag = review(&net, &mut secrets, &visit, &others).await;
        let proposal = correct(&net, &mut secrets, &visit).await;
        let hidden = others.hide(&net, &mut secrets).await;
        let appeal = appeal(&net, &mut secrets, visit.audit_id).await;
        // What the office does with the order is later than anything that is secret.
        net.server.time(net.start_ms + 26 * HOUR_MS + 7 * MINUTE_MS);
        let (order, extension, evidence) = crate::orders::one_of_each(&net, MISSED).await;
        let (webhook, delivery) = crate::telling::one_of_each(&net).await;
        let export = crate::exports::one_of_each(&net).await;
        let originals = visit.photos.iter().map(|photo| photo.id).collect();
        let ids = Ids {
            audit: visit.audit_id,
            photo: visit.photos[1].id,
            appeal,
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
            order,
            extension,
            evidence,
            webhook,
            delivery,
            revisit: crate::orders::follow_up_of(&net, visit.audit_id).await,
            project: crate::orders::project_of(&net, round).await,
            export,
        };
        let scene = visit.photos.iter().find(|photo| photo.kind == "scene").expect("a scene").bytes.clone();
        Self { closed: others.round, net, secrets, ids, originals, scene, hidden }
    }
}

/// Visits of the network's own shoppers.
struct Others {
    /// The round that will be closed.
    round: Uuid,
    /// Of that round at another station, published.
    published: Visit,
    /// Of that round at the manager's station, never reviewed.
    waiting: Visit,
    /// At the manager's station: will be void, taken out and approved again, approved.
    void: Visit,
    again: Visit,
    approved: Visit,
}

impl Others {
    async fn deliver(net: &Network, secrets: &mut Secrets) -> Self {
        let round = round(net, CLOSED, ["普通轮", "Plain round"], ["2026-05-30", "2026-06-05"]).await;
        let sunday = net.start_ms - DAY_MS;
        let [one, two] = [net.shoppers[0].person_id, net.shoppers[1].person_id];
        let of = |assignment: Uuid, station: usize, start_ms: i64| {
            let mut visit = net.visit(0, station, 3).with(PRICES, false);
            (visit.assignment_id, visit.start_ms) = (assignment, start_ms);
            visit
        };
        let published = assign(&net.planner, round, one, &net.stations[1..2], sunday).await[0];
        let waiting = assign(&net.planner, round, two, &net.stations[..1], sunday).await[0];
        let again = assign(&net.planner, net.round, two, &net.stations[..1], net.start_ms).await[0];
        let others = Self {
            round,
            published: of(published, 1, sunday + 53 * MINUTE_MS + 29_000),
            waiting: of(waiting, 0, sunday + 97 * MINUTE_MS + 31_000),
            void: of(net.assignments[0][0], 0, net.start_ms + 3 * MINUTE_MS + 7_000),
            again: of(again, 0, net.start_ms + 8 * MINUTE_MS + 11_000),
            approved: of(net.assignments[1][0], 0, net.start_ms + 21 * MINUTE_MS + 17_000),
        };
        for (shopper, visit) in others.all() {
            know_visit(secrets, visit);
            secrets.id("id of another assignment", visit.assignment_id);
            net.phone(shopper).deliver(visit).await;
        }
        net.server.work().await;
        for (n, desk) in (1..).zip(&net.shoppers) {
            secrets.id("another shopper's id", desk.person_id);
            secrets.text("another shopper's name", &format!("Name of shopper-{n}"));
            secrets.text("another shopper's sign-in", &format!("shopper-{n}"));
        }
        others
    }

    fn all(&self) -> [(usize, &Visit); 5] {
        [(0, &self.published), (1, &self.waiting), (0, &self.void), (1, &self.again), (1, &self.approved)]
    }

    /// Takes back what was published, approves one more, closes the round and a month with an audit still open.
    async fn hide(&self, net: &Network, secrets: &mut Secrets) -> Vec<(Uuid, Vec<Uuid>)> {
        let [void, again, approved] = [&self.void, &self.again, &self.approved].map(phone::path);
        let mut hidden = Vec::new();
        for visit in [&self.void, &self.again] {
            // The copies that the station saw this morning are secret now.
            let seen = net.manager.get(&phone::path(visit)).await.expect(200);
            let copies: Vec<Uuid> = seen["photos"].as_array().into_iter().flatten().map(id).collect();
            assert!(!copies.is_empty(), "{seen}");
            hidden.push((visit.audit_id, copies));
        }
        confirmed(net, &void, "void", json!({"reason": "invented"})).await;
        let blank = thin(net.visit(0, 0, 0)).changes;
        let blank = blank.iter().map(|(item, _)| json!({"item": item, "value": null, "reason": "cannot be told"}));
        confirmed(net, &again, "correct", json!({"changes": blank.collect::<Vec<_>>()})).await;
        net.reviewers[2].verb(&again, "reopen", json!({"reason": "once more"})).await.expect(200);
        let whole = self.again.submission();
        let back = thin(net.visit(0, 0, 0)).changes;
        let back = back.iter().map(
            |(item, _)| json!({"item": item, "value": whole["answers"][item]["value"], "reason": "seen after all"}),
        );
        net.reviewers[2].verb(&again, "correct", json!({"changes": back.collect::<Vec<_>>()})).await.expect(200);
        approve(net, &again, [2, 1], &hidden_wish(&self.again)).await;
        approve(net, &approved, [0, 1], &hidden_wish(&self.approved)).await;
        hidden.push((self.approved.audit_id, self.approved.photos.iter().map(|photo| photo.id).collect()));
        hidden.push((self.waiting.audit_id, self.waiting.photos.iter().map(|photo| photo.id).collect()));
        for (n, (audit, photos)) in hidden.iter().enumerate() {
            // The first two were published for a morning.
            secrets.id(if n < 2 { TAKEN_BACK } else { UNPUBLISHED }, *audit);
            photos.iter().for_each(|photo| secrets.id("a picture that is not published", *photo));
        }
        secrets.text("a note that was never published", HIDDEN_NOTE);
        net.planner.verb(&format!("/v1/rounds/{}", self.round), "close", json!({})).await.expect(200);
        let forced =
            net.hq.post("/v1/periods/2026-05/close", json!({"force": true, "reason": FORCED})).await.expect(201);
        assert_eq!(forced["forced"], true, "{forced}");
        secrets.text("why a month was closed early", FORCED);
        hidden
    }
}

/// Photos with boxes, and a note on what was missed.
fn wish(visit: &Visit, item: &str, note: &str) -> Value {
    let [x, y, w, h] = BOX;
    let scenes: Vec<Value> = visit
        .photos
        .iter()
        .filter(|photo| photo.kind == "scene")
        .map(|photo| json!({"photo_id": photo.id, "boxes": [{"x": x, "y": y, "w": w, "h": h}]}))
        .collect();
    json!({"released_photos": scenes, "station_notes": [{"item": item, "note": note}]})
}

fn hidden_wish(visit: &Visit) -> Value {
    wish(visit, PRICES, HIDDEN_NOTE)
}

/// Accepts as often as it takes.
async fn approve(net: &Network, path: &str, reviewers: [usize; 2], wish: &Value) {
    for reviewer in reviewers.map(|n| &net.reviewers[n]) {
        reviewer.verb(path, "claim", json!({})).await.expect(200);
        if reviewer.verb(path, "accept", wish.clone()).await.expect(200)["state"] == "approved" {
            return;
        }
    }
    panic!("{path} was not approved");
}

/// Proposes a change of what is published and lets head office confirm it; the proposal.
async fn confirmed(net: &Network, path: &str, verb: &str, body: Value) -> Uuid {
    let proposed = net.reviewers[2].verb(path, verb, body).await.expect(200);
    let proposal = proposed["proposal_id"].as_str().expect("a proposal").to_owned();
    net.hq.verb(path, &format!("proposals/{proposal}/confirm"), json!({"reason": "yes"})).await.expect(200);
    proposal.parse().expect("an id")
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

/// Two reviews of the audit, those of the others, publication on the next working day; a flag of the audit.
async fn review(net: &Network, secrets: &mut Secrets, visit: &Visit, others: &Others) -> Uuid {
    let path = phone::path(visit);
    for (n, desk) in (1..).zip(&net.reviewers) {
        secrets.id("a reviewer", desk.person_id);
        secrets.text("a reviewer's name", &format!("Name of reviewer-{n}"));
        secrets.text("a reviewer's sign-in", &format!("reviewer-{n}"));
    }
    let [first, second] = [&net.reviewers[0], &net.reviewers[1]];
    secretly(net, secrets, "first review", visit.start_ms + 164 * MINUTE_MS);
    first.verb(&path, "claim", json!({})).await.expect(200);
    let done = first.verb(&path, "accept", wish(visit, MISSED, STATION_NOTE)).await.expect(200);
    secretly(net, secrets, "second review", visit.start_ms + 315 * MINUTE_MS);
    if done["state"] == "second_review" {
        second.verb(&path, "claim", json!({})).await.expect(200);
        second.verb(&path, "accept", json!({})).await.expect(200);
    }
    for visit in [&others.published, &others.void, &others.again] {
        approve(net, &phone::path(visit), [0, 1], &wish(visit, PRICES, STATION_NOTE)).await;
    }
    // Tuesday, some minutes after 09:00 in Shanghai.
    secretly(net, secrets, "publication", net.start_ms + 23 * HOUR_MS + 18 * MINUTE_MS);
    net.server.work().await;
    let shown = net.reviewers[2].get(&path).await.expect(200);
    assert_eq!(shown["state"], "published", "{shown}");
    let flag = shown["flags"].as_array().and_then(|flags| flags.first()).map(id);
    flag.unwrap_or_else(Uuid::new_v4)
}

/// The manager appeals what the correction made worse, and level 1 rejects it.
async fn appeal(net: &Network, secrets: &mut Secrets, audit: Uuid) -> Uuid {
    net.server.time(net.start_ms + 26 * HOUR_MS + 5 * MINUTE_MS);
    let panel = net.people("panel-71", json!({"role": "appeal_l1"})).await;
    secrets.id("a panel's person", panel.person_id);
    secrets.text("a panel's name", "Name of panel-71");
    let id = Uuid::new_v4();
    let path = format!("/v1/appeals/{id}");
    net.manager.put(&path, &calls::appeal(audit)).await.expect(201);
    let words = json!({"outcome": "rejected", "reason": "The uniform is not complete."});
    panel.verb(&path, "decide", words).await.expect(200);
    id
}

/// A correction of what is published; the proposal.
async fn correct(net: &Network, secrets: &mut Secrets, visit: &Visit) -> Uuid {
    secretly(net, secrets, "correction", net.start_ms + 25 * HOUR_MS + 41 * MINUTE_MS);
    let change = json!({"changes": [{"item": "greeting.uniform_compliant", "value": 1, "reason": "see the clip"}]});
    let proposal = confirmed(net, &phone::path(visit), "correct", change).await;
    net.server.work().await;
    let seen = net.manager.get(&format!("{}/revisions", phone::path(visit))).await.expect(200);
    assert_eq!(seen["scores"].as_array().map(Vec::len), Some(2), "the station sees both: {seen}");
    proposal
}
