//! Rectification orders over the public API (decisions.md, "Orders"; §5).

mod calendar;
mod causes;
mod clips;
mod drafting;
mod evidence;
mod false_evidence;
pub mod follow_ups;
mod heirs;
pub mod judged;
pub mod projects;
mod remedial;
mod reports;
mod resting;
mod revisits;
mod rungs;
mod satisfaction;
mod several;
mod standing;
mod taken;
mod triggers;
mod undecided;
mod verbs;
mod withdrawn;

use forecourt_api::times::{parse_rfc3339, rfc3339};
use forecourt_core::states::Role;
use forecourt_store::{
    entity::{regional_project, revisit},
    orders::{pdca, revisits as again},
};
use forecourt_tests::{
    answer::Answer,
    desk::Desk,
    network::{Network, assign, id},
    phone::Phone,
    visit::{Photo, Visit},
};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use uuid::Uuid;

use crate::published::{accept, deliver, deliver_by, next_day};

pub const MINUTE_MS: i64 = 60_000;
pub const HOUR_MS: i64 = 60 * MINUTE_MS;
pub const DAY_MS: i64 = 24 * HOUR_MS;
/// Class T1.
pub const PRICES: &str = "approach.price_board_matches_pump";
/// Class T7.
pub const SIGN: &str = "approach.brand_sign_visible_intact";
/// Class T3; graded.
pub const ESTOP: &str = "safety.estop_and_warning_signs";
/// Class T30; graded.
pub const LAYOUT: &str = "entry.nozzle_layout_clear";
/// A red line.
pub const ENGINE: &str = "safety.engine_off_enforced";

/// Delivers, reviews and publishes a visit on the next day at ten; the path of the audit.
pub async fn publish(net: &Network, visit: &Visit) -> String {
    let path = deliver(net, visit).await;
    accept([&net.reviewers[0], &net.reviewers[1]], &path, &json!({})).await;
    next_day(net, 1).await;
    path
}

/// Sets the time of day in Shanghai, `day` days after Monday, and lets time do its work.
pub async fn at(net: &Network, day: i64, hour: i64, minute: i64) {
    // It begins on Monday at ten.
    net.server.time(net.start_ms + day * DAY_MS + (hour - 10) * HOUR_MS + minute * MINUTE_MS);
    net.server.work().await;
}

/// Misses an item, has its order fixed and closed, and misses it again three weeks later; the path of the first order.
pub async fn missed_again(net: &Network, item: &'static str) -> String {
    publish(net, &net.visit(0, 0, 3).with(item, 0)).await;
    let path = path_of(&net.region, item).await;
    net.region.verb(&path, "issue", json!({})).await.expect(200);
    net.manager.verb(&path, "submit", submission(net, &net.manager).await).await.expect(200);
    let done = net.region.verb(&path, "verify", json!({})).await.expect(200);
    if done["state"] == "verified" {
        net.region.verb(&path, "close", json!({})).await.expect(200);
    }
    let later = net.start_ms + 20 * DAY_MS;
    at(net, 20, 10, 50).await;
    let assignment = assign(&net.planner, net.round, net.shoppers[1].person_id, &net.stations[..1], later).await[0];
    let mut visit = net.visit(1, 0, 3).with(item, 0);
    (visit.start_ms, visit.assignment_id) = (later, assignment);
    at(net, 20, 12, 0).await;
    let audit = deliver_by(net, 1, &visit).await;
    accept([&net.reviewers[0], &net.reviewers[1]], &audit, &json!({})).await;
    at(net, 22, 10, 0).await;
    path
}

/// The orders that somebody sees.
pub async fn listed(desk: &Desk, query: &str) -> Vec<Value> {
    let list = desk.get(&format!("/v1/rectifications{query}")).await.expect(200);
    list["items"].as_array().expect("items").clone()
}

/// The station appeals an item; the path of the appeal.
pub async fn file(net: &Network, audit: &str, item: &str) -> String {
    let path = format!("/v1/appeals/{}", Uuid::new_v4());
    let body = json!({"audit_id": audit.rsplit('/').next(), "item": item, "reason": "it was so"});
    net.manager.put(&path, &body).await.expect(201);
    path
}

pub fn code(answer: &Answer) -> (u16, Value, Value) {
    let json = answer.json();
    (answer.status.as_u16(), json["code"].clone(), json["state"].clone())
}

/// The path of the order for an item.
pub async fn path_of(desk: &Desk, item: &str) -> String {
    let found = listed(desk, &format!("?item={item}")).await;
    format!("/v1/rectifications/{}", id(found.first().unwrap_or_else(|| panic!("no order for {item}"))))
}

/// What was told to somebody in the app, newest first.
pub async fn told(desk: &Desk) -> Vec<String> {
    let inbox = desk.get("/v1/inbox").await.expect(200);
    let kinds = inbox["items"].as_array().expect("items").iter();
    kinds.map(|line| line["kind"].as_str().expect("a kind").to_owned()).collect()
}

/// The announcement of a file.
pub fn announced(bytes: &[u8], content_type: &str) -> Value {
    json!({"sha256": hex::encode(Sha256::digest(bytes)), "bytes": bytes.len(), "content_type": content_type})
}

/// Announces a file, sends it, and lets it be looked at; the receipt.
pub async fn send(net: &Network, desk: &Desk, file: Uuid, bytes: &[u8], content_type: &str) -> Value {
    let (path, body) = (format!("/v1/evidence/{file}"), announced(bytes, content_type));
    let receipt = desk.put(&path, &body).await.expect(200);
    let answer = Phone::of(desk.clone()).upload_one(&receipt, bytes.to_vec()).await;
    assert!(answer.status.is_success(), "{} {}", answer.status, answer.text());
    desk.put(&path, &body).await.expect(200);
    net.server.work().await;
    desk.put(&path, &body).await.expect(200)
}

/// Hands in a picture; its id.
pub async fn picture(net: &Network, desk: &Desk) -> Uuid {
    let file = Uuid::new_v4();
    let receipt = send(net, desk, file, &Photo::draw(9, "scene").bytes, "image/jpeg").await;
    assert_eq!(receipt["state"], "verified", "{receipt}");
    file
}

/// A submission with one picture.
pub async fn submission(net: &Network, desk: &Desk) -> Value {
    json!({"note": "cleaned", "evidence": [{"id": picture(net, desk).await, "role": "after"}]})
}

/// Issues the order of a published audit, and lets the station ask for time and hand in a picture: order, extension,
/// evidence.
pub(crate) async fn one_of_each(net: &Network, item: &str) -> (Uuid, Uuid, Uuid) {
    let drafts = listed(&net.region, &format!("?item={item}&station={}", net.stations[0].id)).await;
    let order = id(&drafts[0]);
    let path = format!("/v1/rectifications/{order}");
    let issued = net.region.verb(&path, "issue", json!({})).await.expect(200);
    assert!(issued["due_at"].is_string(), "{issued}");
    // The next working day but one at the latest, whatever the day is.
    let due = issued["due_at"].as_str().and_then(parse_rfc3339).expect("an instant");
    let wish = json!({"to": rfc3339(due + DAY_MS), "cause": "parts", "reason": "parts have to come"});
    let asked = net.manager.verb(&path, "extensions", wish).await;
    let extension = asked.expect(200)["extension_id"].as_str().and_then(|id| id.parse().ok()).expect("an id");
    (order, extension, picture(net, &net.manager).await)
}

/// Plants a re-visit that waits.
pub(crate) async fn revisit_of(net: &Network, audit: Uuid) -> Uuid {
    planned_for(net, audit, None).await
}

/// Plants a re-visit that waits and whose result, for the sake of tests, is the audit that caused it: help follows.
pub(crate) async fn follow_up_of(net: &Network, audit: Uuid) -> Uuid {
    let row = revisit::Model {
        result_audit_id: Some(audit),
        follow_up: Some("help".into()),
        follow_up_by: Some(net.server.now() + 5 * DAY_MS),
        ..row(net, audit, "low_score")
    };
    put(net, row).await
}

/// Plants a re-visit of the first station that this assignment makes; without one it waits.
pub(crate) async fn planned_for(net: &Network, audit: Uuid, assignment_id: Option<Uuid>) -> Uuid {
    planted(net, audit, "low_score", assignment_id, None).await
}

/// The same for this cause, and after another one.
pub(crate) async fn planted(
    net: &Network,
    audit: Uuid,
    trigger: &str,
    assignment_id: Option<Uuid>,
    previous: Option<Uuid>,
) -> Uuid {
    let state = if assignment_id.is_some() { "planned" } else { "waiting" };
    put(net, revisit::Model { state: state.into(), previous, assignment_id, ..row(net, audit, trigger) }).await
}

/// One that waits.
fn row(net: &Network, audit: Uuid, trigger: &str) -> revisit::Model {
    revisit::Model {
        id: Uuid::new_v4(),
        station_id: net.stations[0].id,
        audit_id: audit,
        triggers: json!([trigger]),
        state: "waiting".into(),
        previous: None,
        first_day: 20_610,
        last_day: 20_618,
        slot: "day".into(),
        covered_by: None,
        assignment_id: None,
        result_audit_id: None,
        result_bp: None,
        follow_up: None,
        follow_up_by: None,
        created_at: net.server.now(),
        updated_at: net.server.now(),
        version: 1,
        ended_reason: None,
        ended_by: None,
        ended_at: None,
        followed_day: None,
        followed_note: None,
        followed_by: None,
        followed_at: None,
    }
}

async fn put(net: &Network, row: revisit::Model) -> Uuid {
    let id = row.id;
    let tx = net.server.app.store.begin("test").await.expect("a transaction");
    again::put(&tx, row).await.expect("a row");
    tx.commit().await.expect("a commit");
    id
}

/// Plants a project of the first station for a round, with a plan.
pub(crate) async fn project_of(net: &Network, round: Uuid) -> Uuid {
    let row = regional_project::Model {
        id: Uuid::new_v4(),
        round_id: round,
        org_unit_id: net.units[2],
        checklist_id: "station-69".into(),
        checklist_version: 1,
        item: PRICES.into(),
        state: "open".into(),
        missed: 3,
        audited: 3,
        opened_at: net.start_ms,
        updated_at: net.start_ms,
        version: 1,
        station_id: Some(net.stations[0].id),
        order_id: Some(Uuid::new_v4()),
    };
    let id = row.id;
    let tx = net.server.app.store.begin("test").await.expect("a transaction");
    let plan = pdca::Plan {
        cause_kind: "five_why",
        cause: "nobody compares".into(),
        measure: "compare".into(),
        owner: "Li".into(),
        target_bp: 9000,
        satisfaction_target_bp: None,
        due_day: 20_700,
    };
    let (person_id, role) = (net.region.person_id, Role::Region);
    let deed = pdca::Deed { verb: "plan", person_id, role, data: json!({}), at: net.start_ms };
    pdca::open(&tx, row.clone()).await.expect("a row");
    let cycle = pdca::cycles(&*tx, &[id]).await.expect("cycles").pop().expect("the first");
    assert!(pdca::plan(&tx, &row, &cycle, plan, deed).await.expect("a plan"));
    tx.commit().await.expect("a commit");
    id
}

/// Writes with every verb of orders, at a station of their own.
pub(crate) async fn write_each(net: &Network) {
    let (office, hq) = (&net.region, &net.hq);
    let contacts = format!("/v1/org-units/{}/contacts", net.units[2]);
    net.admin.put(&contacts, &json!({"head": [office.person_id]})).await.expect(200);
    let visit = net.visit(0, 7, 3).with(ENGINE, false).with(LAYOUT, 0).with(SIGN, 0).with(PRICES, false);
    let audit = deliver(net, &visit).await;
    for reviewer in &net.reviewers[..2] {
        reviewer.verb(&audit, &format!("red-lines/{ENGINE}/confirm"), json!({})).await.expect(200);
    }
    accept([&net.reviewers[0], &net.reviewers[1]], &audit, &json!({})).await;
    hq.post("/v1/publications", json!({"reason": "a test", "scope": net.units[0]})).await.expect(201);
    let station = net.stations[7].id;
    let of = async |item: &str| {
        let found = listed(hq, &format!("?item={item}&station={station}")).await;
        (id(&found[0]), format!("/v1/rectifications/{}", id(&found[0])))
    };
    let (_, engine) = of(ENGINE).await;
    office.verb(&engine, "calls", json!({"callee": office.person_id, "reached": true})).await.expect(200);
    office.verb(&engine, "acknowledge", json!({"by_phone": true})).await.expect(200);
    office.verb(&engine, "contain", json!({"note": "out of use"})).await.expect(200);
    office.verb(&engine, "submit", submission(net, office).await).await.expect(200);
    assert_eq!(
        hq.verb(&engine, "verify", json!({})).await.expect(200)["state"],
        "verified",
        "a danger is checked on site"
    );
    hq.verb(&engine, "close", json!({})).await.expect(200);
    let (_, layout) = of(LAYOUT).await;
    office.verb(&layout, "issue", json!({})).await.expect(200);
    office.verb(&layout, "plan", json!({"plan": "a new line", "owner": "Li"})).await.expect(200);
    let (sign, path) = of(SIGN).await;
    let bulk = json!({"verb": "issue", "items": [{"id": sign, "version": 1}]});
    assert_eq!(office.post("/v1/rectifications/bulk", bulk).await.expect(200)["done"], 1);
    let due = hq.get(&path).await.expect(200)["times"]["due_at"].as_str().and_then(parse_rfc3339).expect("an instant");
    let wish = json!({"to": rfc3339(due + DAY_MS), "cause": "parts", "reason": "parts have to come"});
    let asked = office.verb(&path, "extensions", wish).await.expect(200);
    let decide = format!("extensions/{}/decide", asked["extension_id"].as_str().expect("an id"));
    hq.verb(&path, &decide, json!({"grant": true, "reason": "yes"})).await.expect(200);
    office.verb(&path, "submit", submission(net, office).await).await.expect(200);
    hq.verb(&path, "reject", json!({"reason": "a letter is missing"})).await.expect(200);
    let (_, prices) = of(PRICES).await;
    hq.verb(&prices, "cancel", json!({"reason": "issued_in_error", "note": "twice"})).await.expect(200);
}
