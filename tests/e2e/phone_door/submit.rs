//! `PUT /v1/audits/{id}`: receipt, photos, repeats.

use forecourt_tests::{network::Network, phone::lasting, visit::Visit};
use serde_json::{Value, json};

use super::states;

/// SHA-256 of a submission in the form that is hashed.
fn hash(visit: &Visit) -> String {
    let text = serde_json::to_vec(&visit.submission()).expect("JSON");
    hex::encode(forecourt_core::canonical::read(&text).expect("a submission").sha256)
}

on_both! {
    async fn an_audit_with_photos_is_delivered(kind) {
        let network = Network::start(kind).await;
        let (phone, visit) = (network.phone(0), network.visit(0, 0, 3));
        let receipt = phone.put(&visit).await.expect(200);
        assert_eq!(receipt["audit_id"], json!(visit.audit_id));
        assert_eq!(receipt["revision"], 1);
        assert_eq!(receipt["content_sha256"], hash(&visit));
        assert_eq!(receipt["state"], "awaiting_photos");
        assert_eq!(states(&receipt), ["missing"; 3]);
        for (line, photo) in receipt["photos"].as_array().expect("photos").iter().zip(&visit.photos) {
            assert_eq!(line["photo_id"], json!(photo.id), "in the manifest's order");
            assert_eq!((&line["sha256"], &line["bytes"]), (&json!(photo.sha256()), &json!(photo.bytes.len())));
            assert_eq!(line["upload"]["method"], "PUT");
        }
        phone.upload(&visit, &receipt).await;
        let complete = phone.put(&visit).await.expect(200);
        assert_eq!(complete["state"], "submitted");
        assert_eq!(states(&complete), ["verified"; 3]);
        assert!(complete["photos"][0].get("upload").is_none());
        network.server.work().await;
        assert_eq!(phone.put(&visit).await.expect(200), complete);
    }

    async fn photos_may_arrive_one_by_one(kind) {
        let network = Network::start(kind).await;
        let (phone, visit) = (network.phone(0), network.visit(0, 0, 3));
        let receipt = phone.put(&visit).await.expect(200);
        for done in 1..=3 {
            let line = &receipt["photos"][done - 1];
            let answer = phone.upload_one(line, visit.bytes_of(line).to_vec()).await;
            assert_eq!(answer.status, 200);
            let now = phone.put(&visit).await.expect(200);
            assert_eq!(states(&now).iter().filter(|state| **state == "verified").count(), done);
            assert_eq!(now["state"], if done == 3 { "submitted" } else { "awaiting_photos" });
        }
    }

    async fn a_visit_without_photos_is_submitted_at_once(kind) {
        let network = Network::start(kind).await;
        let receipt = network.phone(0).put(&network.visit(0, 0, 0)).await.expect(200);
        assert_eq!(receipt["state"], "submitted");
    }

    async fn the_same_content_has_the_same_receipt_for_ever(kind) {
        let network = Network::start(kind).await;
        let (phone, visit) = (network.phone(0), network.visit(0, 0, 2));
        let first = phone.put(&visit).await.expect(200);
        network.server.time(network.server.now() + 40 * 86_400_000);
        let later = phone.put(&visit).await.expect(200);
        assert_eq!(lasting(&first), lasting(&later));
        // Another order of members and other blanks are the same content.
        let text = serde_json::to_string_pretty(&sorted(&visit.submission())).expect("JSON");
        let request = phone.desk.request(reqwest::Method::PUT, &forecourt_tests::phone::path(&visit));
        let spaced = phone.desk.send(request.header("content-type", "application/json").body(text)).await.expect(200);
        assert_eq!(lasting(&first), lasting(&spaced));
        let network = network.restart().await;
        assert_eq!(lasting(&first), lasting(&network.phone(0).put(&visit).await.expect(200)));
    }

    async fn other_content_under_the_same_revision_is_a_conflict(kind) {
        let network = Network::start(kind).await;
        let (phone, visit) = (network.phone(0), network.visit(0, 0, 1));
        let first = phone.put(&visit).await.expect(200);
        let other = visit.clone().with("fc.price_board", false);
        let changed = if other.submission() == visit.submission() { visit.clone() } else { other };
        let mut body = changed.submission();
        body["narrative"] = json!("Something else");
        let problem = phone.put_raw(&visit, &body).await.problem(409, "revision-conflict");
        assert_eq!((&problem["revision"], &problem["content_sha256"]), (&json!(1), &first["content_sha256"]));
        assert_eq!(lasting(&first), lasting(&phone.put(&visit).await.expect(200)));
    }

    async fn wrong_bytes_are_refused_and_the_right_ones_still_taken(kind) {
        let network = Network::start(kind).await;
        let (phone, visit) = (network.phone(0), network.visit(0, 0, 1));
        let receipt = phone.put(&visit).await.expect(200);
        let line = &receipt["photos"][0];
        let mut wrong = visit.photos[0].bytes.clone();
        let middle = wrong.len() / 2;
        wrong[middle] ^= 1;
        assert!(phone.upload_one(line, wrong.clone()).await.status.is_client_error());
        assert!(phone.upload_one(line, wrong[..100].to_vec()).await.status.is_client_error());
        assert_eq!(states(&phone.put(&visit).await.expect(200)), ["missing"]);
        assert_eq!(phone.deliver(&visit).await["state"], "submitted");
        // A bad retry never harms a good object.
        assert!(phone.upload_one(line, wrong).await.status.is_client_error());
        network.server.work().await;
        assert_eq!(states(&phone.put(&visit).await.expect(200)), ["verified"]);
    }

    async fn an_upload_address_is_good_for_nothing_else(kind) {
        let network = Network::start(kind).await;
        let (phone, visit) = (network.phone(0), network.visit(0, 0, 2));
        let receipt = phone.put(&visit).await.expect(200);
        let line = receipt["photos"][0].clone();
        let url = line["upload"]["url"].as_str().expect("an address").to_owned();
        let tampered = [
            url.replace("X-Amz-Expires=", "X-Amz-Expires=9"),
            url.replace("X-Amz-Signature=", "X-Amz-Signature=0"),
            url.replace(&visit.photos[0].sha256(), &visit.photos[1].sha256()),
            url.split('?').next().expect("a path").to_owned(),
        ];
        for address in tampered {
            assert_ne!(address, url);
            let mut line = line.clone();
            line["upload"]["url"] = json!(address);
            let answer = phone.upload_one(&line, visit.photos[0].bytes.clone()).await;
            assert!(matches!(answer.status.as_u16(), 400 | 403), "{} {address}", answer.status);
        }
        assert_eq!(states(&phone.put(&visit).await.expect(200)), ["missing"; 2]);
    }

    async fn a_lost_photo_is_no_dead_end(kind) {
        let network = Network::start(kind).await;
        let (phone, visit) = (network.phone(0), network.visit(0, 0, 2));
        let receipt = phone.put(&visit).await.expect(200);
        let line = &receipt["photos"][0];
        assert_eq!(phone.upload_one(line, visit.bytes_of(line).to_vec()).await.status, 200);
        let lost = format!("/v1/audits/{}/photos/{}/lost", visit.audit_id, visit.photos[1].id);
        for _ in 0..2 {
            phone.desk.post_free(&lost, json!({"reason": "deleted by hand"})).await.expect(204);
        }
        let receipt = phone.put(&visit).await.expect(200);
        assert_eq!(states(&receipt), ["verified", "lost"]);
        assert_eq!(receipt["state"], "submitted");
        // What the server already has is not lost.
        let kept = format!("/v1/audits/{}/photos/{}/lost", visit.audit_id, visit.photos[0].id);
        phone.desk.post_free(&kept, json!({"reason": "by mistake"})).await.expect(204);
        assert_eq!(states(&phone.put(&visit).await.expect(200)), ["verified", "lost"]);
        let stranger = network.phone(1);
        stranger.desk.post_free(&lost, json!({"reason": "not mine"})).await.problem(404, "not-found");
        let empty = phone.desk.post_free(&lost, json!({"reason": ""})).await;
        assert_eq!(empty.violations(), [("/reason".to_owned(), "missing".to_owned())]);
        let nul = phone.desk.post_free(&lost, json!({"reason": "a\u{0}b"})).await;
        assert_eq!(nul.violations(), [("/reason".to_owned(), "bad_value".to_owned())]);
        network.planner.get("/v1/people?q=a%00b").await.problem(400, "bad-request");
    }
}

/// The same JSON with members in order of their names.
fn sorted(value: &Value) -> Value {
    match value {
        Value::Object(map) => {
            let mut members: Vec<(&String, &Value)> = map.iter().collect();
            members.sort_by_key(|(name, _)| name.as_str());
            Value::Object(members.into_iter().map(|(name, value)| (name.clone(), sorted(value))).collect())
        }
        Value::Array(list) => list.iter().map(sorted).collect(),
        other => other.clone(),
    }
}
