//! Revisions and returns (decisions 1 and 19).

use forecourt_tests::{network::Network, phone::lasting, visit::Photo};
use serde_json::{Value, json};

use super::{fetch_returns, flags, send_back, states, sync_until};

on_both! {
    async fn an_answer_needs_a_return(kind) {
        let network = Network::start(kind).await;
        let (phone, visit) = (network.phone(0), network.visit(0, 0, 0));
        phone.put(&visit.answered()).await.problem(422, "invalid");
        phone.put(&visit).await.expect(200);
        let problem = phone.put(&visit.answered()).await.problem(409, "not-returned");
        assert_eq!(problem["state"], "submitted");
        let gap = phone.put(&visit.answered().answered()).await;
        assert_eq!(gap.violations(), [("/revision".to_owned(), "revision_gap".to_owned())]);
    }

    async fn a_returned_audit_comes_back_whole_and_is_answered(kind) {
        let network = Network::start(kind).await;
        let (phone, visit) = (network.phone(0), network.visit(0, 0, 2));
        phone.deliver(&visit).await;
        network.server.work().await;
        send_back(&network.reviewers[0], &visit).await;
        let sync = phone.desk.get("/v1/sync").await.expect(200);
        let returned = &sync["returned"][0];
        assert_eq!(returned["audit_id"], json!(visit.audit_id));
        // A phone that is new knows neither assignment nor station.
        assert_eq!(returned["assignment_id"], json!(visit.assignment_id));
        let told = sync["stations"].as_array().expect("stations").iter().any(|one| one["id"] == returned["station_id"]);
        assert!(told, "its station with its profile, too: {}", sync["stations"]);
        assert_eq!((&returned["station_code"], returned["station_name"].is_object()), (&json!(visit.station_code), true));
        assert_eq!((&returned["revision"], &returned["next_revision"]), (&json!(1), &json!(2)));
        assert_eq!(returned["remarks"][0]["text"], "Please look again");
        assert_eq!(returned["submission"], visit.submission());
        assert_eq!(states(returned), ["verified"; 2], "they are not sent again");
        // The answer refers to the old photos and brings a new one.
        let mut answered = visit.answered();
        answered.photos.push(Photo::draw(7, "scene"));
        let receipt = phone.put(&answered).await.expect(200);
        assert_eq!(receipt["revision"], 2);
        assert_eq!(states(&receipt), ["verified", "verified", "missing"]);
        phone.upload(&answered, &receipt).await;
        assert_eq!(phone.put(&answered).await.expect(200)["state"], "submitted");
        // Both revisions keep their receipts; the first one's manifest has two photos.
        let first = phone.put(&visit).await.expect(200);
        assert_eq!((&first["revision"], states(&first).len()), (&json!(1), 2));
        phone.put(&answered.answered()).await.problem(409, "not-returned");
        let cursor = sync["cursor"].as_str().expect("a cursor");
        // On a shared PostgreSQL the assignment's own end may come as late as this one.
        let gone = json!({"kind": "returned_audit", "id": visit.audit_id});
        let told = |answer: &Value| answer["tombstones"].as_array().is_some_and(|list| list.contains(&gone));
        let later = sync_until(&phone.desk, cursor, told).await;
        assert_eq!(later["returned"], json!([]));
    }

    async fn a_photo_that_an_answer_leaves_out_is_not_waited_for(kind) {
        let network = Network::start(kind).await;
        let (phone, visit) = (network.phone(0), network.visit(0, 0, 2));
        let receipt = phone.put(&visit).await.expect(200);
        let line = &receipt["photos"][0];
        phone.upload_one(line, visit.bytes_of(line).to_vec()).await;
        phone.put(&visit).await.expect(200);
        network.server.work().await;
        let reviewer = &network.reviewers[0];
        network.server.time(network.server.now() + 73 * 3_600_000);
        network.server.work().await;
        reviewer.verb(&forecourt_tests::phone::path(&visit), "close-upload", json!({"reason": "quiet"})).await.expect(200);
        network.server.work().await;
        send_back(reviewer, &visit).await;
        // The phone comes back and promises the second photo again, then answers without it, with another one.
        assert_eq!(states(&phone.put(&visit).await.expect(200)), ["verified", "missing"]);
        let mut answered = visit.answered();
        answered.photos[1] = Photo::draw(9, "scene");
        let receipt = phone.put(&answered).await.expect(200);
        assert_eq!((states(&receipt), &receipt["state"]), (vec!["verified", "missing"], &json!("awaiting_photos")));
        phone.upload(&answered, &receipt).await;
        let receipt = phone.put(&answered).await.expect(200);
        assert_eq!((states(&receipt), &receipt["state"]), (vec!["verified"; 2], &json!("submitted")));
        network.server.work().await;
        // A later answer refers to it again: then it is waited for.
        send_back(reviewer, &visit).await;
        let mut again = answered.answered();
        again.photos.push(visit.photos[1].clone());
        let receipt = phone.put(&again).await.expect(200);
        assert_eq!((states(&receipt), &receipt["state"]), (vec!["verified", "verified", "missing"], &json!("awaiting_photos")));
        phone.upload(&again, &receipt).await;
        assert_eq!(phone.put(&again).await.expect(200)["state"], "submitted");
    }

    async fn an_unchanged_answer_is_a_new_revision(kind) {
        let network = Network::start(kind).await;
        let (phone, visit) = (network.phone(0), network.visit(0, 0, 0));
        let first = phone.put(&visit).await.expect(200);
        send_back(&network.reviewers[0], &visit).await;
        let second = phone.put(&visit.answered()).await.expect(200);
        assert_ne!(first["content_sha256"], second["content_sha256"]);
        assert_eq!(lasting(&second), lasting(&phone.put(&visit.answered()).await.expect(200)));
    }

    async fn an_answer_after_the_deadline_is_taken_and_flagged(kind) {
        let network = Network::start(kind).await;
        let (phone, visit) = (network.phone(0), network.visit(0, 0, 0));
        phone.put(&visit).await.expect(200);
        send_back(&network.reviewers[0], &visit).await;
        fetch_returns(&phone.desk).await;
        network.server.time(network.server.now() + 3 * 86_400_000);
        network.server.work().await;
        assert_eq!(phone.put(&visit.answered()).await.expect(200)["revision"], 2);
        assert!(flags(&network.reviewers[0], &visit).await.contains(&"answered_late".to_owned()));
    }
}
