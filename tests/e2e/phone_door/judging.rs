//! What the machine makes of a visit: when it was, and what it shares with others that come at the same time.

use forecourt_core::{checklist::Checklist, registry};
use forecourt_photo::{Limits, Want};
use forecourt_store::entity::checklist_version;
use forecourt_tests::{
    network::{Network, id},
    phone::path,
    visit::{LENGTH_MS, Photo, Visit},
};
use serde_json::{Value, json};

use super::flags;

const HOUR_MS: i64 = 3_600_000;
const DAY_MS: i64 = 24 * HOUR_MS;

/// The visit as a phone reports it whose clock is wrong by `wrong_ms`; it knows that at its start, at its end, or both.
fn by_a_wrong_clock(visit: &Visit, wrong_ms: i64, known: [bool; 2]) -> Value {
    let mut body = visit.submission();
    for (stamp, known) in ["started", "finished"].into_iter().zip(known) {
        let wall = body[stamp]["wall_ms"].as_i64().expect("a time");
        body[stamp]["wall_ms"] = json!(wall + wrong_ms);
        body[stamp]["server_offset_ms"] = if known { json!(-wrong_ms) } else { Value::Null };
    }
    body
}

/// The same picture in another file.
fn encoded_again(photo: &Photo) -> Photo {
    let intake = forecourt_photo::intake(&photo.bytes, &Limits::default(), Want::ThumbAndView).expect("a picture");
    let copies = intake.derived.expect("copies");
    Photo { bytes: copies.view.unwrap_or(copies.thumb), ..Photo::draw(0, photo.kind) }
}

on_both! {
    async fn a_wrong_clock_moves_no_visit_out_of_its_slot(kind) {
        let network = Network::start(kind).await;
        // Any morning of the week; he came on Tuesday at half past seven.
        let midnight = network.start_ms - 10 * HOUR_MS;
        let window = |ms: i64| forecourt_api::times::rfc3339(ms);
        let body = json!({"override_reason": "a test", "items": [{"id": uuid::Uuid::new_v4(), "round_id": network.round,
            "station_id": network.stations[0].id, "shopper_id": network.shoppers[0].person_id, "slot": "morning_peak",
            "window_start": window(midnight), "window_end": window(midnight + 5 * DAY_MS)}]});
        let assignment = id(&body["items"][0]);
        assert_eq!(network.planner.post("/v1/assignments/bulk", body).await.expect(200)["created"], 1);
        let mut visit = network.visit(0, 0, 0);
        visit.assignment_id = assignment;
        visit.start_ms = midnight + DAY_MS + 7 * HOUR_MS + HOUR_MS / 2;
        network.server.time(visit.start_ms + 2 * HOUR_MS);
        let phone = network.phone(0);
        phone.put_raw(&visit, &by_a_wrong_clock(&visit, DAY_MS, [true, true])).await.expect(200);
        let found = flags(&network.reviewers[0], &visit).await;
        assert!(!found.contains(&"slot".to_owned()), "{found:?}");
        // At noon it would have been.
        let mut late = visit.again();
        late.start_ms += 4 * HOUR_MS;
        network.server.time(late.start_ms + 2 * HOUR_MS);
        phone.put_raw(&late, &by_a_wrong_clock(&late, DAY_MS, [true, true])).await.expect(200);
        assert!(flags(&network.reviewers[0], &late).await.contains(&"slot".to_owned()));
    }

    async fn a_visit_is_dated_by_whichever_stamp_knew_the_time(kind) {
        let network = Network::start(kind).await;
        for (station, known) in [[true, false], [false, true], [true, true]].into_iter().enumerate() {
            let visit = network.visit(0, station, 0);
            network.phone(0).put_raw(&visit, &by_a_wrong_clock(&visit, 31 * DAY_MS, known)).await.expect(200);
            let case = network.reviewers[0].get(&path(&visit)).await.expect(200);
            assert_eq!(case["visit_day"], "2026-06-01", "{known:?}");
            let exact = [case["visit_start"].clone(), case["visit_end"].clone()];
            let expected = [visit.start_ms, visit.start_ms + LENGTH_MS].map(forecourt_api::times::rfc3339);
            assert_eq!(exact, expected.map(Value::from), "{known:?}");
        }
    }

    async fn a_checklist_that_a_newer_instance_published_is_known(kind) {
        let network = Network::start(kind).await;
        let source = registry::builtin_sources()[0].replacen("version = 1", "version = 2", 1);
        let second = Checklist::parse(&source).unwrap_or_else(|faults| panic!("{faults:?}"));
        assert_eq!((second.id.as_str(), second.version), ("station-69", 2));
        let row = checklist_version::Model {
            checklist_id: second.id,
            version: 2,
            content_sha256: hex::decode(&second.sha256).expect("hex"),
            source,
            published_at: network.server.now(),
            withdrawn_at: None,
        };
        // Two instances run that have read the versions before.
        let sibling = network.server.sibling().await;
        network.server.app.store.publish_checklist(row).await.expect("published");
        let visit = network.visit(0, 0, 0);
        let mut body = visit.submission();
        body["checklist"]["version"] = json!(2);
        assert_eq!(network.phone(0).put_raw(&visit, &body).await.expect(200)["state"], "submitted");
        let reviewer = network.reviewers[0].at(&sibling.base);
        assert_eq!(reviewer.get(&path(&visit)).await.expect(200)["checklist"]["version"], 2, "the other one reads it at once");
        network.server.work().await;
        assert!(flags(&network.reviewers[0], &visit).await.contains(&"checklist_changed".to_owned()));
        body["checklist"]["version"] = json!(3);
        let unknown = network.visit(0, 1, 0);
        let answer = network.phone(0).put_raw(&unknown, &body).await;
        assert!(answer.violations().contains(&("/checklist".to_owned(), "unknown_checklist".to_owned())));
    }

    async fn similar_pictures_that_come_together_are_found(kind) {
        let network = Network::start(kind).await;
        let phone = network.phone(0);
        let first = network.visit(0, 0, 3);
        let mut second = network.visit(0, 1, 0);
        second.photos = first.photos.iter().map(encoded_again).collect();
        // Both wait for the same batch of jobs.
        for visit in [&first, &second] {
            assert_eq!(phone.deliver(visit).await["state"], "submitted");
        }
        network.server.work().await;
        let mut found = flags(&network.reviewers[0], &first).await;
        found.extend(flags(&network.reviewers[0], &second).await);
        assert!(found.iter().filter(|code| *code == "photo_similar").count() >= 3, "each pair at least once: {found:?}");
    }

    async fn a_narrative_is_copied_by_the_one_who_comes_later(kind) {
        let network = Network::start(kind).await;
        let phone = network.phone(0);
        let visits: Vec<Visit> = (0..4).map(|station| network.visit(0, station, 0)).collect();
        let body = |visit: &Visit, text: &str| {
            let mut body = visit.submission();
            body["narrative"] = json!(text);
            body
        };
        let text = "The forecourt was swept, the staff friendly, the restroom clean.";
        phone.put_raw(&visits[0], &body(&visits[0], text)).await.expect(200);
        network.server.time(network.server.now() + 60_000);
        phone.put_raw(&visits[1], &body(&visits[1], text)).await.expect(200);
        network.server.work().await;
        let has = async |visit: &Visit| flags(&network.reviewers[0], visit).await.contains(&"narrative_copied".to_owned());
        assert_eq!((has(&visits[0]).await, has(&visits[1]).await), (false, true));
        // Two that come in the same moment see each other later.
        let text = "Another text of some length about another forecourt, twice.";
        let (one, two) = (body(&visits[2], text), body(&visits[3], text));
        let (one, two) = futures::join!(phone.put_raw(&visits[2], &one), phone.put_raw(&visits[3], &two));
        one.expect(200);
        two.expect(200);
        network.server.work().await;
        assert!(has(&visits[2]).await && has(&visits[3]).await, "the same instant: either may be the copy");
    }
}
