//! What a phone reports beside audits: holdings, declines, impossible visits, recognition.

use forecourt_tests::{desk::Desk, network::Network, visit::Photo};
use futures::future::join_all;
use serde_json::json;
use uuid::Uuid;

use super::states;

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

    async fn a_person_has_few_phones_and_their_holdings_add_up(kind) {
        let network = Network::start(kind).await;
        let (first, second) = (&network.shoppers[0], &network.shoppers[1]);
        let ids = |count: usize| (0..count).map(|_| Uuid::new_v4()).collect::<Vec<_>>();
        let said = |queued: usize, oldest: Option<i64>| {
            json!({"drafts": ids(1), "queued": ids(queued), "incomplete": ids(2), "oldest_at_ms": oldest})
        };
        let mut phones = Vec::new();
        // Each is silent for longer than the ones after it.
        for n in 0..25 {
            network.server.time(network.server.now() + 60_000);
            let device = Uuid::new_v4();
            phones.push(device);
            let body = said(n % 2, Some(1_000_000 + i64::try_from(n).expect("few")));
            first.post_free(&format!("/v1/devices/{device}/holdings"), body).await.expect(204);
        }
        let old = Uuid::new_v4();
        second.post_free(&format!("/v1/devices/{old}/holdings"), said(0, Some(1))).await.expect(204);
        let list = network.planner.get(&format!("/v1/devices?limit=500&person={}", first.person_id)).await.expect(200);
        let mut listed: Vec<&str> = list["items"].as_array().expect("phones").iter().filter_map(|one| one["id"].as_str()).collect();
        let mut kept: Vec<String> = phones[5..].iter().map(Uuid::to_string).collect();
        listed.sort_unstable();
        kept.sort_unstable();
        assert_eq!(listed, kept, "the one that was silent longest is forgotten first");
        let sums = network.planner.get("/v1/devices/summary").await.expect(200);
        let expected = json!({"phones": 21, "drafts": 21, "only_on_phones": 10, "incomplete": 42});
        for (name, value) in expected.as_object().expect("figures") {
            assert_eq!(&sums[name], value, "{name}: {sums}");
        }
        // Of a phone with something that is only there: the second shopper's has nothing of the kind.
        assert_eq!(sums["oldest_at"], forecourt_api::times::rfc3339(1_000_005));
        let shown = network.planner.get(&format!("/v1/devices?person={}", second.person_id)).await.expect(200);
        let held = &shown["items"][0]["holdings"];
        assert_eq!((&held["drafts"], &held["queued"], &held["incomplete"]), (&json!(1), &json!(0), &json!(2)));
    }

    async fn a_sync_is_a_contact(kind) {
        let network = Network::start(kind).await;
        let shopper = &network.shoppers[0];
        let device = Uuid::new_v4();
        let body = json!({"drafts": [], "queued": [], "incomplete": []});
        shopper.post_free(&format!("/v1/devices/{device}/holdings"), body).await.expect(204);
        network.server.time(network.server.now() + 9 * 86_400_000);
        shopper.get("/v1/sync").await.expect(200);
        let shown = network.planner.get(&format!("/v1/assignments/{}", network.assignments[0][0])).await.expect(200);
        assert_eq!(shown["holder"]["last_contact_at"], forecourt_api::times::rfc3339(network.server.now()));
    }

    async fn photos_of_what_came_in_the_way_reach_the_office(kind) {
        let network = Network::start(kind).await;
        let (phone, assignment) = (network.phone(0), network.assignments[0][0]);
        let mut photos = vec![Photo::draw(1, "scene"), Photo::draw(2, "scene")];
        photos[1].bytes = b"\xff\xd8\xff\xe0 no picture".to_vec();
        let fix = json!({"lat_e7": 302_741_500, "lon_e7": 1_201_551_500, "accuracy_cm": 500, "mocked": false, "at_ms": 1});
        let said = json!({"reason": "closed", "note": "A fence", "at_ms": 1, "fix": fix});
        let report = phone.report(assignment, "impossible", &said, &photos).await;
        let receipt = phone.report_receipt(assignment, report).await;
        assert_eq!((&receipt["kind"], states(&receipt)), (&json!("impossible"), vec!["missing"; 2]));
        phone.upload_report(&receipt, &photos).await;
        let receipt = phone.report_receipt(assignment, report).await;
        assert_eq!(states(&receipt), ["verified"; 2]);
        assert!(receipt["photos"][0].get("upload").is_none());
        network.server.work().await;
        assert_eq!(states(&phone.report_receipt(assignment, report).await), ["verified", "unusable"]);
        let shown = network.planner.get(&format!("/v1/assignments/{assignment}")).await.expect(200);
        let listed = &shown["reports"][0];
        assert_eq!((&listed["id"], &listed["fix"]), (&json!(report), &fix));
        assert_eq!(listed["photos"], json!([{"id": photos[0].id, "state": "verified"}, {"id": photos[1].id, "state": "unusable"}]));
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
        let listed = network.planner.get("/v1/assignments?report=decline,impossible").await.expect(200);
        let ids: Vec<&str> = listed["items"].as_array().expect("items").iter().filter_map(|one| one["id"].as_str()).collect();
        assert_eq!(ids, [assignment.to_string()]);
        assert_eq!(network.planner.get("/v1/assignments?report=recognised").await.expect(200)["items"], json!([]));
        network.planner.get("/v1/assignments?report=lost").await.problem(422, "invalid");
        phone.desk.get("/v1/assignments?report=decline").await.problem(400, "bad-request");
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

    async fn pictures_of_reports_are_for_the_desks(kind) {
        let network = Network::start(kind).await;
        let (phone, assignment) = (network.phone(0), network.assignments[0][0]);
        let photos = [Photo::draw(1, "scene")];
        let report = phone.report(assignment, "recognised", &json!({"at_ms": 1}), &photos).await;
        let path = format!("/v1/report-photos/{}", photos[0].id);
        network.planner.get(&path).await.problem(404, "not-found");
        phone.upload_report(&phone.report_receipt(assignment, report).await, &photos).await;
        phone.report_receipt(assignment, report).await;
        network.server.work().await;
        let fetch = async |desk: &Desk, size: &str| {
            let answer = desk.get(&format!("{path}?size={size}")).await;
            assert_eq!(answer.status, 307, "{size}: {}", answer.text());
            let address = answer.headers["location"].to_str().expect("text").to_owned();
            desk.http.get(address).send().await.expect("an answer").bytes().await.expect("a body").to_vec()
        };
        assert_eq!(fetch(&network.reviewers[0], "original").await, photos[0].bytes);
        for size in ["thumb", "view"] {
            let copy = fetch(&network.planner, size).await;
            assert!(copy.starts_with(b"\xff\xd8\xff") && copy != photos[0].bytes, "{size}");
        }
        network.planner.get(&format!("{path}?size=original")).await.problem(403, "forbidden");
        for desk in [&phone.desk, &network.manager, &network.region, &network.auditor] {
            desk.get(&path).await.problem(403, "forbidden");
        }
        network.planner.get(&format!("/v1/report-photos/{}", Uuid::new_v4())).await.problem(404, "not-found");
        // The receipt is for the one who made the report, the photo's id for this report.
        let receipt = format!("/v1/assignments/{assignment}/reports/{report}");
        network.phone(1).desk.get(&receipt).await.problem(404, "not-found");
        network.planner.get(&receipt).await.problem(403, "forbidden");
        let again = json!({"at_ms": 1, "photos": [{"photo_id": photos[0].id, "sha256": photos[0].sha256(), "bytes": 1}]});
        let answer = phone.desk.post(&format!("/v1/assignments/{assignment}/recognised"), again).await;
        assert_eq!(answer.violations(), [("/photos/0/photo_id".to_owned(), "photo_conflict".to_owned())]);
        let hash = json!({"at_ms": 1, "photos": [{"photo_id": Uuid::new_v4(), "sha256": "Z".repeat(64), "bytes": 1}]});
        let answer = phone.desk.post(&format!("/v1/assignments/{assignment}/recognised"), hash).await;
        assert_eq!(answer.violations(), [("/photos/0/sha256".to_owned(), "bad_hash".to_owned())]);
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
