//! What is erased when its time is over, and what stays (issue 4, "Retention").

use crate::again::thin;
use forecourt_api::times::parse_rfc3339;
use forecourt_core::audit_log::Checker;
use forecourt_store::{
    audits::{codec, read},
    erasing,
    fsck::{self, Options},
};
use forecourt_tests::{
    desk::Desk,
    network::Network,
    phone,
    visit::{Photo, Visit},
};
use serde_json::{Value, json};
use uuid::Uuid;

const DAY_MS: i64 = 86_400_000;

/// The status of a photo in a size, behind its redirect.
async fn status(desk: &Desk, photo: Uuid, size: &str) -> u16 {
    status_of(desk, &format!("/v1/photos/{photo}?size={size}")).await
}

async fn status_of(desk: &Desk, path: &str) -> u16 {
    let answer = desk.get(path).await;
    let Some(location) = answer.headers.get("location").and_then(|to| to.to_str().ok()) else {
        return answer.status.as_u16();
    };
    let address = if location.starts_with('/') { format!("{}{location}", desk.base) } else { location.to_owned() };
    desk.http.get(address).send().await.expect("an answer").status().as_u16()
}

async fn publish(net: &Network, visit: &Visit) -> String {
    net.phone(0).deliver(visit).await;
    net.server.work().await;
    let path = phone::path(visit);
    let scenes: Vec<Value> =
        visit.photos.iter().filter(|photo| photo.kind == "scene").map(|photo| json!({"photo_id": photo.id})).collect();
    for (reviewer, wish) in net.reviewers.iter().zip([json!({"released_photos": scenes}), json!({})]) {
        reviewer.verb(&path, "claim", json!({})).await.expect(200);
        if reviewer.verb(&path, "accept", wish).await.expect(200)["state"] == "approved" {
            break;
        }
    }
    net.hq.post("/v1/publications", json!({"reason": "a test", "scope": net.units[0]})).await.expect(201);
    net.server.work().await;
    path
}

async fn faults(net: &Network) -> (u64, u64) {
    let app = &net.server.app;
    let options = Options { quick: false, now_ms: app.clock.real_ms() + 2 * DAY_MS };
    let summary = fsck::run(&app.store, &app.objects, options, |_| {}).await.expect("fsck ends");
    (summary.faults, summary.orphans)
}

/// What is kept of a kind.
async fn kept(net: &Network, kind: &str) -> Value {
    let shown = net.hq.get("/v1/retention").await.expect(200);
    let kinds = shown["kinds"].as_array().expect("kinds");
    kinds.iter().find(|one| one["kind"] == kind).expect("it is there").clone()
}

/// Rows of the audit log that a job of this name has left.
async fn logged(net: &Network, job: &str) -> Vec<Value> {
    let rows = net.hq.get("/v1/audit-log?limit=500").await.expect(200);
    let name = format!("JOB {job}");
    rows["items"].as_array().expect("rows").iter().filter(|row| row["operation"] == name).cloned().collect()
}

on_both! {
    async fn positions_are_erased_in_their_time_and_receipts_stand(kind) {
        let net = Network::start(kind).await;
        let visit = net.visit(0, 0, 1);
        let path = publish(&net, &visit).await;
        net.server.time(parse_rfc3339("2026-06-05T02:00:00Z").expect("an instant"));
        net.server.work().await;
        let (ended, score) = (net.server.now(), net.manager.get(&format!("{path}/score")).await.expect(200));
        let receipt = net.phone(0).put(&visit).await.expect(200)["content_sha256"].clone();
        let submitted = async || {
            let rows = erasing::submitted(net.server.app.store.read(), visit.audit_id).await.expect("rows");
            let body = codec::unpack(rows[0].codec, &rows[0].body).expect("a text");
            (serde_json::from_slice::<Value>(&body).expect("JSON"), rows[0].positions_erased_at)
        };
        net.server.time(ended + 365 * DAY_MS);
        net.server.work().await;
        let (before, erased) = submitted().await;
        assert!(before["check_in"]["lat_e7"].is_i64() && erased.is_none(), "not before its time");
        net.server.time(ended + 365 * DAY_MS + 1);
        net.server.work().await;
        let (after, erased) = submitted().await;
        assert!(after["check_in"].is_null() && after["check_out"].is_null() && erased.is_some());
        assert!(!after.to_string().contains("lat_e7"), "{after}");
        assert_eq!(after["answers"], before["answers"]);
        assert_eq!(net.phone(0).put(&visit).await.expect(200)["content_sha256"], receipt, "the same submission as ever");
        assert_eq!(net.manager.get(&format!("{path}/score")).await.expect(200), score);
        assert_eq!(logged(&net, "positions-erased").await.len(), 1);
        assert_eq!((&kept(&net, "positions").await["erased"], &kept(&net, "positions").await["due"]), (&json!(1), &json!(0)));
    }

    async fn what_never_became_a_result_is_erased_too(kind) {
        let net = Network::start(kind).await;
        let visit = thin(net.visit(0, 0, 2));
        net.phone(0).deliver(&visit).await;
        net.server.work().await;
        let path = phone::path(&visit);
        for reviewer in &net.reviewers[..2] {
            reviewer.verb(&path, "claim", json!({})).await.expect(200);
            if reviewer.verb(&path, "accept", json!({})).await.expect(200)["state"] == "incomplete" {
                break;
            }
        }
        assert_eq!(net.hq.get(&path).await.expect(200)["state"], "incomplete");
        let assignment = net.assignments[0][1];
        let fix = json!({"lat_e7": 302_741_500, "lon_e7": 1_201_551_500, "accuracy_cm": 500, "mocked": false, "at_ms": 1});
        let said = json!({"reason": "closed", "note": "A fence", "at_ms": 1, "fix": fix});
        let fence = Photo::draw(3, "scene");
        let phone = net.phone(0);
        let report = phone.report(assignment, "impossible", &said, std::slice::from_ref(&fence)).await;
        phone.upload_report(&phone.report_receipt(assignment, report).await, std::slice::from_ref(&fence)).await;
        phone.report_receipt(assignment, report).await;
        net.server.work().await;
        let of_report = async |size| status_of(&net.hq, &format!("/v1/report-photos/{}?size={size}", fence.id)).await;
        let reported = async || {
            let shown = net.planner.get(&format!("/v1/assignments/{assignment}")).await.expect(200);
            shown["reports"][0]["fix"].clone()
        };
        assert!(reported().await.is_object());
        net.server.time(net.server.now() + 180 * DAY_MS - 1);
        net.server.work().await;
        assert_eq!((of_report("original").await, of_report("view").await), (200, 200));
        net.server.time(net.server.now() + 2);
        net.server.work().await;
        assert_eq!(status(&net.hq, visit.photos[0].id, "original").await, 404, "its photos");
        assert!(reported().await.is_object(), "not before its time");
        assert_eq!((of_report("original").await, of_report("view").await), (404, 200), "of a report too; without metadata it stays");
        assert_eq!(kept(&net, "originals").await["due"], json!(0));
        assert_eq!(faults(&net).await, (0, 0), "nothing is missing, and nothing is left over");
        assert_eq!(logged(&net, "originals-erased").await.len(), 2, "of the audit and of the report");
        let receipt = phone.report_receipt(assignment, report).await;
        assert!(receipt["photos"][0]["state"] == "verified" && receipt["photos"][0]["upload"].is_null(), "{receipt}");
        net.server.time(net.server.now() + 185 * DAY_MS);
        net.server.work().await;
        assert!(reported().await.is_null(), "where somebody stood before a fence");
        assert!(!logged(&net, "positions-erased").await.is_empty());
    }

    async fn people_are_erased_in_their_time_and_what_they_did_stays(kind) {
        let net = Network::start(kind).await;
        let role = json!([{"role": "region", "org_unit_id": net.units[2]}]);
        let gone = crate::roles::person(&net, "gone", role.clone()).await;
        let stays = crate::roles::person(&net, "stays", role).await;
        let path = format!("/v1/people/{}", gone.person_id);
        let change = async |body: Value| {
            let etag = net.admin.get(&path).await.headers["etag"].to_str().expect("text").to_owned();
            net.admin.send(net.admin.request(reqwest::Method::PATCH, &path).header("if-match", etag).json(&body)).await.expect(200)
        };
        change(json!({"display_name": "Zhang San", "phone": "13900000001"})).await;
        change(json!({"deactivated": true})).await;
        let left = net.server.now();
        net.server.time(left + 730 * DAY_MS);
        net.server.work().await;
        assert_eq!(net.admin.get(&path).await.expect(200)["display_name"], "Zhang San", "not before its time");
        assert_eq!(kept(&net, "people").await["due"], json!(0));
        net.server.time(left + 730 * DAY_MS + 3_600_000);
        assert_eq!(kept(&net, "people").await["due"], json!(1));
        net.server.work().await;
        let shown = net.admin.get(&path).await.expect(200);
        assert_eq!((&shown["display_name"], &shown["phone"], &shown["username"]), (&json!("—"), &Value::Null, &json!(format!("erased-{}", gone.person_id))));
        let other = net.admin.get(&format!("/v1/people/{}", stays.person_id)).await.expect(200);
        assert_eq!(other["username"], "stays");
        let rows = logged(&net, "people-erased").await;
        assert_eq!((rows.len(), &rows[0]["subject_id"]), (1, &json!(gone.person_id)));
        let said = net.hq.get(&format!("/v1/audit-log?values=true&subject={}", gone.person_id)).await;
        assert!(said.expect(200)["items"].as_array().expect("rows").len() > 2 && !said.text().contains("Zhang San"));
        assert_eq!(kept(&net, "people").await["erased"], json!(1));
        // Nobody writes of him again what would then stay for ever.
        let etag = net.admin.get(&path).await.headers["etag"].to_str().expect("text").to_owned();
        let again = net.admin.request(reqwest::Method::PATCH, &path).header("if-match", etag).json(&json!({"deactivated": false}));
        let refused = net.admin.send(again).await;
        assert_eq!(refused.problem(409, "wrong-state")["state"], "erased");
    }

    async fn evidence_is_erased_when_nothing_needs_it(kind) {
        let net = Network::start(kind).await;
        publish(&net, &net.visit(0, 0, 1).with(crate::orders::SIGN, 0)).await;
        let (unused, used) = (crate::orders::picture(&net, &net.manager).await, crate::orders::picture(&net, &net.manager).await);
        let came = net.server.now();
        let order = crate::orders::path_of(&net.region, crate::orders::SIGN).await;
        net.region.verb(&order, "issue", json!({})).await.expect(200);
        let done = json!({"note": "done", "evidence": [{"id": used, "role": "after"}]});
        net.manager.verb(&order, "submit", done).await.expect(200);
        if net.region.verb(&order, "verify", json!({})).await.expect(200)["state"] == "verified" {
            net.region.verb(&order, "close", json!({})).await.expect(200);
        }
        let (unused, used) = (format!("/v1/evidence/{unused}"), format!("/v1/evidence/{used}"));
        net.server.time(came + 7 * DAY_MS);
        net.server.work().await;
        assert_eq!(net.manager.get(&unused).await.status, 200, "not before its time");
        net.server.time(came + 7 * DAY_MS + 3_600_000);
        net.server.work().await;
        net.manager.get(&unused).await.problem(404, "not-found");
        assert_eq!(net.manager.get(&used).await.status, 200, "the order holds it");
        assert_eq!(faults(&net).await, (0, 0), "its object is gone, too");
        assert_eq!(logged(&net, "unused_evidence-erased").await.len(), 1);
        net.server.time(came + 731 * DAY_MS);
        net.server.work().await;
        net.manager.get(&used).await.problem(404, "not-found");
        let timeline = net.region.get(&format!("{order}/timeline")).await.expect(200).to_string();
        assert!(timeline.contains(used.rsplit('/').next().expect("an id")), "that there was some stays");
        assert_eq!(faults(&net).await, (0, 0));
        assert_eq!((logged(&net, "evidence-erased").await.len(), &kept(&net, "evidence").await["erased"]), (1, &json!(1)));
    }

    async fn an_installation_sets_its_times_within_limits(kind) {
        let net = Network::start(kind).await;
        let put = async |desk: &Desk, days: Value| desk.put("/v1/retention", &json!({"days": days, "reason": "a law"})).await;
        let refused = put(&net.admin, json!({"people": 59, "nobody": 1, "evidence": 3651})).await;
        let places: Vec<(String, String)> = refused.violations();
        assert_eq!(places, [("/days/evidence", "out_of_range"), ("/days/nobody", "unknown_field"), ("/days/people", "out_of_range")].map(|(a, b)| (a.to_owned(), b.to_owned())));
        assert_eq!(put(&net.admin, json!({"people": 60})).await.expect(200)["policy_version"], 2);
        let people = kept(&net, "people").await;
        assert_eq!((&people["days"], &people["policy_days"], &people["least"]), (&json!(60), &json!(730), &json!(60)));
        put(&net.admin, json!({})).await.expect(200);
        assert_eq!(kept(&net, "people").await["days"], 730, "what is absent is as the policy says");
        for desk in [&net.hq, &net.planner, &net.manager] {
            put(desk, json!({})).await.problem(403, "forbidden");
        }
        net.region.get("/v1/retention").await.problem(403, "forbidden");
    }

    async fn originals_are_erased_in_their_time_and_scores_stay(kind) {
        let net = Network::start(kind).await;
        let visit = net.visit(0, 0, 3);
        let path = publish(&net, &visit).await;
        net.server.time(parse_rfc3339("2026-06-05T02:00:00Z").expect("an instant"));
        net.server.work().await;
        assert_eq!(net.hq.get(&path).await.expect(200)["state"], "final");
        let (photo, ended) = (visit.photos[1].id, net.server.now());
        let score = net.manager.get(&format!("{path}/score")).await.expect(200);
        let copies = net.manager.get(&path).await.expect(200)["photos"].clone();
        let copy: Uuid = copies[0]["id"].as_str().and_then(|id| id.parse().ok()).expect("a released photo");
        net.server.time(ended + 180 * DAY_MS);
        net.server.work().await;
        assert_eq!(status(&net.hq, photo, "original").await, 200, "not before its time");
        assert_eq!(faults(&net).await, (0, 0));
        let other = net.server.sibling().await;
        for server in [&net.server, &other] {
            server.time(ended + 180 * DAY_MS + 1);
        }
        tokio::join!(net.server.work(), other.work());
        for one in &visit.photos {
            assert_eq!(status(&net.hq, one.id, "original").await, 404);
            assert_eq!(status(&net.hq, one.id, "view").await, 200, "without metadata it stays");
        }
        assert_eq!(status(&net.manager, copy, "view").await, 200);
        assert_eq!(net.manager.get(&format!("{path}/score")).await.expect(200), score);
        assert_eq!(faults(&net).await, (0, 0), "what is erased is not missing, and nothing is left over");
        let rows = read::photos(net.server.app.store.read(), visit.audit_id).await.expect("rows");
        assert!(rows.iter().all(|row| row.erased_at.is_some() && row.exif_lat_e7.is_none() && row.phash.is_some()));
        // A phone that repeats itself is asked for nothing.
        let receipt = net.phone(0).put(&visit).await.expect(200);
        assert!(receipt["photos"].as_array().expect("photos").iter().all(|line| line["state"] == "verified" && line["upload"].is_null()), "{receipt}");
        // It stands in the history and in the audit log, once.
        let history = net.hq.get(&path).await.expect(200)["history"].clone();
        let erased = history.as_array().expect("history").iter().filter(|event| event["verb"] == "originals-erased").count();
        let logged = net.hq.get(&format!("/v1/audit-log?subject={}", visit.audit_id)).await.expect(200);
        let logged: Vec<&Value> = logged["items"].as_array().expect("rows").iter().filter(|row| row["operation"] == "JOB originals-erased").collect();
        assert_eq!((erased, logged.len()), (1, 1));
        assert!(logged[0]["person_id"].is_null());
        let export = net.auditor.get("/v1/audit-log/export").await.text();
        let mut checker = Checker::new([]);
        export.lines().for_each(|line| checker.take(line.as_bytes()).expect("the chain is whole"));
    }
}
