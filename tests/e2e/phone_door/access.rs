//! Who may deliver what (decision 5).

use forecourt_tests::{
    desk::Desk,
    network::Network,
    phone::{Phone, path},
};
use serde_json::json;
use uuid::Uuid;

use super::{flags, send_back, sync_until};

on_both! {
    async fn only_shoppers_who_are_signed_in_deliver(kind) {
        let network = Network::start(kind).await;
        let visit = network.visit(0, 0, 0);
        let nobody = Phone::of(Desk { token: String::new(), ..network.shoppers[0].clone() });
        nobody.put(&visit).await.problem(401, "not-signed-in");
        nobody.desk.get("/v1/sync").await.problem(401, "not-signed-in");
        let forged = Phone::of(Desk { token: "A".repeat(43), ..network.shoppers[0].clone() });
        forged.put(&visit).await.problem(401, "not-signed-in");
        for desk in [&network.planner, &network.reviewers[0], &network.hq, &network.admin, &network.manager, &network.auditor] {
            Phone::of(desk.clone()).put(&visit).await.problem(403, "forbidden");
            desk.get("/v1/sync").await.problem(403, "forbidden");
        }
    }

    async fn an_audit_of_somebody_else_does_not_exist(kind) {
        let network = Network::start(kind).await;
        let (phone, visit) = (network.phone(0), network.visit(0, 0, 1));
        phone.put(&visit).await.expect(200);
        let stranger = network.phone(1);
        stranger.put(&visit).await.problem(404, "not-found");
        let mut own = network.visit(1, 0, 0);
        own.audit_id = visit.audit_id;
        stranger.put(&own).await.problem(404, "not-found");
        assert_eq!(phone.deliver(&visit).await["state"], "submitted");
    }

    async fn an_audit_id_is_a_random_uuid(kind) {
        let network = Network::start(kind).await;
        let (phone, mut visit) = (network.phone(0), network.visit(0, 0, 0));
        // A version 7 id would tell when it was made.
        visit.audit_id = Uuid::from_u128(0x0197_2b00_0000_7000_8000_0000_0000_0001);
        phone.put(&visit).await.problem(422, "invalid");
        let answer = phone.desk.put("/v1/audits/not-a-uuid", &visit.submission()).await;
        assert!(answer.status.is_client_error(), "{}", answer.status);
    }

    async fn a_delivery_by_an_earlier_holder_is_told_to_the_present_one(kind) {
        let network = Network::start(kind).await;
        let (phone, visit) = (network.phone(0), network.visit(0, 0, 0));
        let assignment = format!("/v1/assignments/{}", visit.assignment_id);
        let to = json!({"shopper_id": network.shoppers[1].person_id, "override_reason": "he is ill"});
        network.planner.verb(&assignment, "reassign", to).await.expect(200);
        let holder = &network.shoppers[1];
        let holds = |sync: &serde_json::Value| {
            sync["assignments"].as_array().expect("a list").iter().any(|one| one["id"] == json!(visit.assignment_id))
        };
        let sync = sync_until(holder, "", holds).await;
        phone.put(&visit).await.expect(200);
        let gone = json!({"kind": "assignment", "id": visit.assignment_id});
        let cursor = sync["cursor"].as_str().expect("a cursor");
        let told = |sync: &serde_json::Value| sync["tombstones"].as_array().expect("a list").contains(&gone);
        sync_until(holder, cursor, told).await;
    }

    async fn whoever_ever_held_an_assignment_delivers_it(kind) {
        let network = Network::start(kind).await;
        let (phone, visit) = (network.phone(0), network.visit(0, 0, 0));
        let assignment = format!("/v1/assignments/{}", visit.assignment_id);
        let to = json!({"shopper_id": network.shoppers[1].person_id, "override_reason": "he is ill"});
        network.planner.verb(&assignment, "reassign", to).await.expect(200);
        assert_eq!(phone.put(&visit).await.expect(200)["state"], "submitted");
        assert!(flags(&network.reviewers[0], &visit).await.contains(&"assignment_changed".to_owned()));
        // The present holder answers a return of it, with a photo that he then loses.
        let reviewer = &network.reviewers[0];
        send_back(reviewer, &visit).await;
        let mut answer = visit.answered();
        answer.photos.push(forecourt_tests::visit::Photo::draw(3, "scene"));
        let holder = network.phone(1);
        assert_eq!(holder.put(&answer).await.expect(200)["state"], "awaiting_photos");
        let lost = format!("{}/photos/{}/lost", path(&visit), answer.photos[0].id);
        holder.desk.post_free(&lost, json!({"reason": "the phone is broken"})).await.expect(204);
        assert_eq!(holder.put(&answer).await.expect(200)["state"], "submitted");
        // So does the one who holds it now: the reviewer sees both.
        let mut second = network.visit(1, 0, 0);
        second.assignment_id = visit.assignment_id;
        assert_eq!(network.phone(1).put(&second).await.expect(200)["state"], "submitted");
        assert!(!flags(&network.reviewers[0], &second).await.contains(&"assignment_changed".to_owned()));
    }

    async fn a_withdrawn_assignment_and_a_closed_round_are_delivered_with_a_flag(kind) {
        let network = Network::start(kind).await;
        let (phone, visit) = (network.phone(0), network.visit(0, 0, 0));
        let assignment = format!("/v1/assignments/{}", visit.assignment_id);
        network.planner.verb(&assignment, "withdraw", json!({})).await.expect(200);
        assert_eq!(phone.put(&visit).await.expect(200)["state"], "submitted");
        assert!(flags(&network.reviewers[0], &visit).await.contains(&"assignment_changed".to_owned()));
        let late = network.visit(0, 1, 0);
        network.planner.verb(&format!("/v1/rounds/{}", network.round), "close", json!({})).await.expect(200);
        assert_eq!(phone.put(&late).await.expect(200)["state"], "submitted");
        assert!(flags(&network.reviewers[0], &late).await.contains(&"assignment_changed".to_owned()));
    }

    async fn a_deactivated_shopper_still_delivers_for_thirty_days(kind) {
        let network = Network::start(kind).await;
        let (phone, visit) = (network.phone(0), network.visit(0, 0, 0));
        let person = format!("/v1/people/{}", phone.desk.person_id);
        let shown = network.admin.get(&person).await;
        let etag = shown.headers["etag"].to_str().expect("text").to_owned();
        let request = network.admin.request(reqwest::Method::PATCH, &person).header("if-match", etag);
        network.admin.send(request.json(&json!({"deactivated": true}))).await.expect(200);
        assert_eq!(phone.put(&visit).await.expect(200)["state"], "submitted");
        network.server.time(network.server.now() + 29 * 86_400_000);
        let again = phone.desk.sign_in("shopper-1", forecourt_tests::network::PASSWORD).await;
        again.put(&path(&visit), &visit.submission()).await.expect(200);
        network.server.time(network.server.now() + 2 * 86_400_000);
        phone.put(&visit).await.problem(401, "not-signed-in");
    }
}
