//! Visits under way are backed up: whose phone loses them goes on with another one.

use forecourt_tests::{desk::Desk, network::Network};
use serde_json::{Value, json};
use uuid::Uuid;

use super::send_back;

const DAY_MS: i64 = 86_400_000;

fn draft(assignment: Uuid, device: Uuid, saved_at: i64, answers: usize) -> Value {
    let answers: Vec<Value> = (0..answers).map(|n| json!({"item": n, "value": true, "note": "加油员"})).collect();
    json!({"assignment_id": assignment, "device_id": device, "saved_at": saved_at, "content": {"answers": answers}})
}

async fn listed(desk: &Desk) -> Vec<Value> {
    desk.get("/v1/me/drafts").await.expect(200)["drafts"].as_array().expect("drafts").clone()
}

fn path(audit: Uuid) -> String {
    format!("/v1/me/drafts/{audit}")
}

on_both! {
    async fn a_draft_goes_on_upon_another_phone(kind) {
        let network = Network::start(kind).await;
        let (owner, other) = (&network.shoppers[0], &network.shoppers[1]);
        let assignment = network.assignments[0][0];
        let (audit, first, second) = (Uuid::new_v4(), Uuid::new_v4(), Uuid::new_v4());
        assert!(listed(owner).await.is_empty());
        for answers in [1, 3] {
            owner.put(&path(audit), &draft(assignment, first, 1_000, answers)).await.expect(204);
        }
        let shown = owner.get(&path(audit)).await.expect(200);
        assert_eq!(shown, draft(assignment, first, 1_000, 3), "as it came");
        let list = listed(owner).await;
        assert_eq!(list.len(), 1);
        assert_eq!(list[0]["audit_id"], audit.to_string());
        // Another phone took it over; what the first one saved before is older now.
        owner.put(&path(audit), &draft(assignment, second, 2_000, 4)).await.expect(204);
        owner.put(&path(audit), &draft(assignment, first, 1_999, 3)).await.problem(409, "draft-newer");
        assert_eq!(owner.get(&path(audit)).await.expect(200)["device_id"], second.to_string());
        owner.put(&path(audit), &draft(assignment, first, 2_001, 5)).await.expect(204);
        // Nobody else reads or discards it.
        assert!(listed(other).await.is_empty());
        other.get(&path(audit)).await.problem(404, "not-found");
        let discard = other.request(reqwest::Method::DELETE, &path(audit));
        other.send(discard).await.expect(204);
        assert_eq!(listed(owner).await.len(), 1, "his own only");
        for desk in [&network.admin, &network.manager, &network.reviewers[0]] {
            desk.get(&path(audit)).await.problem(403, "forbidden");
        }
        for _ in 0..2 {
            owner.send(owner.request(reqwest::Method::DELETE, &path(audit))).await.expect(204);
        }
        assert!(listed(owner).await.is_empty());
    }

    async fn a_draft_ends_with_its_submission_or_after_thirty_days(kind) {
        let network = Network::start(kind).await;
        let (phone, device) = (network.phone(0), Uuid::new_v4());
        let visit = network.visit(0, 0, 0);
        let left = Uuid::new_v4();
        phone.desk.put(&path(left), &draft(network.assignments[0][1], device, 5, 1)).await.expect(204);
        phone.desk.put(&path(visit.audit_id), &draft(visit.assignment_id, device, 5, 1)).await.expect(204);
        phone.put(&visit).await.expect(200);
        assert_eq!(listed(&phone.desk).await.len(), 1, "it became an audit");
        phone.desk.get(&path(visit.audit_id)).await.problem(404, "not-found");
        network.server.work().await;
        assert_eq!(listed(&phone.desk).await[0]["audit_id"], left.to_string(), "the other one stays");
        // A returned audit is a draft again until its answer is there.
        send_back(&network.reviewers[0], &visit).await;
        network.server.time(network.server.now() + 60_000);
        phone.desk.put(&path(visit.audit_id), &draft(visit.assignment_id, device, 6, 2)).await.expect(204);
        network.server.work().await;
        assert_eq!(listed(&phone.desk).await.len(), 2);
        phone.put(&visit.answered()).await.expect(200);
        assert_eq!(listed(&phone.desk).await.len(), 1);
        network.server.time(network.server.now() + 30 * DAY_MS);
        network.server.work().await;
        assert!(listed(&phone.desk).await.is_empty(), "nobody touched it for thirty days");
    }

    async fn drafts_have_limits(kind) {
        let network = Network::start(kind).await;
        let (owner, device) = (&network.shoppers[0], Uuid::new_v4());
        let assignment = network.assignments[0][0];
        let old = Uuid::from_u128(0x0197_2b00_0000_7000_8000_0000_0000_0001);
        let wrong = draft(network.assignments[1][0], old, 1, 1);
        let problem = owner.put(&path(old), &wrong).await.problem(422, "invalid");
        let told: Vec<&str> = problem["violations"].as_array().expect("all").iter().filter_map(|one| one["pointer"].as_str()).collect();
        assert_eq!(told, ["/assignment_id", "/device_id", "path:audit_id"], "all at once: {problem}");
        let mut list = draft(assignment, device, 1, 1);
        list["content"] = json!(["no object"]);
        owner.put(&path(Uuid::new_v4()), &list).await.problem(422, "invalid");
        let mut large = draft(assignment, device, 1, 0);
        large["content"]["text"] = json!("检".repeat(90_000));
        owner.put(&path(Uuid::new_v4()), &large).await.problem(413, "too-large");
        large["content"]["text"] = json!("检".repeat(80_000));
        let mut first = None;
        for _ in 0..20 {
            let audit = Uuid::new_v4();
            first.get_or_insert(audit);
            owner.put(&path(audit), &large).await.expect(204);
        }
        owner.put(&path(Uuid::new_v4()), &draft(assignment, device, 1, 1)).await.problem(409, "drafts-full");
        let first = first.expect("twenty");
        owner.put(&path(first), &draft(assignment, device, 2, 1)).await.expect(204);
        owner.send(owner.request(reqwest::Method::DELETE, &path(first))).await.expect(204);
        owner.put(&path(Uuid::new_v4()), &draft(assignment, device, 1, 1)).await.expect(204);
    }
}
