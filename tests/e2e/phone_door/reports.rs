//! What a phone reports beside audits: holdings, declines, impossible visits, recognition.

use forecourt_tests::network::Network;
use futures::future::join_all;
use serde_json::json;
use uuid::Uuid;

on_both! {
    async fn the_office_sees_what_a_phone_holds(kind) {
        let network = Network::start(kind).await;
        let phone = network.phone(0);
        let (device, draft) = (Uuid::new_v4(), Uuid::new_v4());
        let path = format!("/v1/devices/{device}/holdings");
        let body = json!({"drafts": [draft], "queued": [], "incomplete": [], "oldest_at_ms": 1, "persistent": true});
        for _ in 0..2 {
            phone.desk.post_free(&path, body.clone()).await.expect(204);
        }
        let list = network.planner.get("/v1/devices").await.expect(200);
        let text = list.to_string();
        assert!(text.contains(&device.to_string()), "{text}");
        phone.desk.post_free(&path, json!({"drafts": []})).await.problem(422, "invalid");
        let old = Uuid::from_u128(0x0197_2b00_0000_7000_8000_0000_0000_0001);
        phone.desk.post_free(&format!("/v1/devices/{old}/holdings"), body.clone()).await.problem(422, "invalid");
        network.planner.post_free(&path, body).await.problem(403, "forbidden");
    }

    async fn a_decline_is_made_once_however_often_it_is_sent(kind) {
        let network = Network::start(kind).await;
        let (phone, assignment) = (network.phone(0), network.assignments[0][0]);
        let (path, key) = (format!("/v1/assignments/{assignment}/decline"), Uuid::new_v4());
        let body = json!({"reason": "I am ill"});
        let answers = join_all((0..8).map(|_| phone.desk.post_with_key(&path, body.clone(), key))).await;
        let first = answers[0].expect(200);
        assert_eq!(first["state"], "declined");
        for answer in &answers {
            assert_eq!(answer.expect(200), first);
        }
        let other = phone.desk.post_with_key(&path, json!({"reason": "another"}), key).await;
        other.problem(409, "key-reused");
        let unkeyed = phone.desk.post_free(&path, body.clone()).await;
        assert_eq!(unkeyed.violations(), [("header:Idempotency-Key".to_owned(), "missing".to_owned())]);
        let sync = phone.desk.get("/v1/sync").await.expect(200);
        assert!(!sync["assignments"].to_string().contains(&assignment.to_string()), "it is no longer to be done");
        network.phone(1).desk.post(&path, body.clone()).await.problem(404, "not-found");
        network.planner.post(&path, body).await.problem(403, "forbidden");
    }

    async fn an_impossible_visit_ends_its_assignment(kind) {
        let network = Network::start(kind).await;
        let (phone, assignment) = (network.phone(0), network.assignments[0][0]);
        let path = format!("/v1/assignments/{assignment}/impossible");
        let fix = json!({"lat_e7": 1, "lon_e7": 1, "accuracy_cm": 500, "mocked": false, "at_ms": 1});
        let photo = json!({"photo_id": Uuid::new_v4(), "sha256": "0".repeat(64), "bytes": 10});
        let body = json!({"reason": "closed", "note": "A fence", "at_ms": 1, "fix": fix, "photos": [photo]});
        assert_eq!(phone.desk.post(&path, body).await.expect(200)["state"], "impossible");
        phone.desk.post(&path, json!({"reason": "no mood", "at_ms": 1})).await.problem(422, "invalid");
        // The visit was made all the same: it counts.
        let visit = network.visit(0, 0, 0);
        assert_eq!(phone.put(&visit).await.expect(200)["state"], "submitted");
    }

    async fn a_recognised_shopper_may_still_submit(kind) {
        let network = Network::start(kind).await;
        let (phone, visit) = (network.phone(0), network.visit(0, 0, 0));
        let path = format!("/v1/assignments/{}/recognised", visit.assignment_id);
        let (body, key) = (json!({"at_ms": visit.start_ms, "note": "The manager greeted me"}), Uuid::new_v4());
        let first = phone.desk.post_with_key(&path, body.clone(), key).await.expect(200);
        assert_eq!(first["state"], "issued");
        assert_eq!(phone.desk.post_with_key(&path, body, key).await.expect(200), first);
        let mut submission = visit.submission();
        submission["recognised"] = json!({"at_ms": visit.start_ms + 60_000});
        assert_eq!(phone.put_raw(&visit, &submission).await.expect(200)["state"], "submitted");
    }
}
