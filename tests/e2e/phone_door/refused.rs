//! What is refused: all faults at once, kept for the office, judged again (decision 12).

use forecourt_tests::{network::Network, phone::path, visit::Photo};
use serde_json::{Value, json};
use uuid::Uuid;

use super::{send_back, sync_until};

fn listed(pairs: &[(&str, &str)]) -> Vec<(String, String)> {
    pairs.iter().map(|(pointer, code)| ((*pointer).to_owned(), (*code).to_owned())).collect()
}

on_both! {
    async fn every_fault_is_named_at_once(kind) {
        let network = Network::start(kind).await;
        let (phone, visit) = (network.phone(0), network.visit(0, 0, 1));
        let mut body = visit.submission();
        body["answers"]["no.such_item"] = json!({"value": true});
        body["flags"]["v.no_such_flag"] = json!(true);
        body["more"] = json!(1);
        body["receipts"][0]["photo_id"] = json!(Uuid::new_v4());
        body["station_profile_revision"] = json!(9);
        body["assignment_id"] = json!(Uuid::new_v4());
        body["photos"][0]["sha256"] = json!("00");
        body["started"]["wall_ms"] = json!("noon");
        let answer = phone.put_raw(&visit, &body).await;
        answer.problem(422, "invalid");
        let mut found = answer.violations();
        found.sort();
        let mut expected = listed(&[
            ("/answers/no.such_item", "unknown_item"),
            ("/flags/v.no_such_flag", "unknown_flag"),
            ("/more", "unknown_field"),
            ("/receipts/0/photo_id", "unknown_photo"),
            ("/assignment_id", "unknown_assignment"),
            ("/photos/0/sha256", "bad_hash"),
            ("/started/wall_ms", "wrong_type"),
        ]);
        expected.sort();
        assert_eq!(found, expected);
        assert_eq!(answer.json()["kept"], true);
    }

    async fn what_does_not_exist_is_named(kind) {
        let network = Network::start(kind).await;
        let (phone, visit) = (network.phone(0), network.visit(0, 0, 1));
        let faults: [(&str, Value, &str, &str); 5] = [
            ("/checklist/id", json!("no-such-list"), "/checklist", "unknown_checklist"),
            ("/checklist/version", json!(99), "/checklist", "unknown_checklist"),
            ("/station_profile_revision", json!(9), "/station_profile_revision", "unknown_profile"),
            ("/assignment_id", json!(Uuid::new_v4()), "/assignment_id", "unknown_assignment"),
            ("/assignment_id", json!(network.assignments[1][0]), "/assignment_id", "unknown_assignment"),
        ];
        for (place, value, pointer, code) in faults {
            let mut body = visit.submission();
            *body.pointer_mut(place).expect("a member") = value;
            let answer = phone.put_raw(&visit, &body).await;
            answer.problem(422, "invalid");
            assert_eq!(answer.violations(), listed(&[(pointer, code)]), "{place}");
        }
        // No revision was occupied.
        assert_eq!(phone.put(&visit).await.expect(200)["revision"], 1);
    }

    async fn a_photo_id_belongs_to_one_audit_and_one_content(kind) {
        let network = Network::start(kind).await;
        let (phone, first) = (network.phone(0), network.visit(0, 0, 1));
        phone.put(&first).await.expect(200);
        let mut second = network.visit(0, 1, 1);
        second.photos[0] = first.photos[0].clone();
        let answer = phone.put(&second).await;
        assert_eq!(answer.violations(), listed(&[("/photos/0/photo_id", "photo_conflict")]));
        second.photos[0] = Photo { id: first.photos[0].id, ..Photo::draw(5, "scene") };
        assert_eq!(phone.put(&second).await.violations(), listed(&[("/photos/0/photo_id", "photo_conflict")]));
    }

    async fn what_is_refused_is_kept_judged_again_and_sent_again(kind) {
        let network = Network::start(kind).await;
        let (phone, visit) = (network.phone(0), network.visit(0, 0, 0));
        // The office has not yet entered the profile that the phone has.
        let mut body = visit.submission();
        body["station_profile_revision"] = json!(2);
        phone.put_raw(&visit, &body).await.problem(422, "invalid");
        let list = network.admin.get("/v1/refused").await.expect(200);
        let row = &list["items"][0];
        let text = &row["violations"][0]["text"];
        assert!(["zh", "en"].iter().all(|lang| text[*lang].as_str().is_some_and(|text| text.len() > 5)), "{text}");
        assert_eq!((&row["audit_id"], &row["person_id"]), (&json!(visit.audit_id), &json!(phone.desk.person_id)));
        assert_eq!(row["violations"], json!([{"pointer": "/station_profile_revision", "code": "unknown_profile", "text": text}]));
        let refused = format!("/v1/refused/{}", row["id"].as_str().expect("an id"));
        assert_eq!(network.admin.get(&refused).await.expect(200)["submission"], body);
        for desk in [&network.planner, &network.reviewers[0], &phone.desk, &network.manager] {
            desk.get(&refused).await.problem(403, "forbidden");
        }
        let cursor = phone.desk.get("/v1/sync").await.expect(200)["cursor"].as_str().expect("a cursor").to_owned();
        let judge = format!("{refused}/judge");
        let answer = network.admin.post(&judge, json!({})).await;
        assert_eq!(answer.violations(), listed(&[("/station_profile_revision", "unknown_profile")]));
        let profile = json!({"flags": {"st.has_store": false}});
        let station = network.stations[0].id;
        network.admin.put(&format!("/v1/stations/{station}/profile"), &profile).await.expect(201);
        assert_eq!(network.admin.post(&judge, json!({})).await.expect(200)["state"], "accepted");
        network.admin.post(&judge, json!({})).await.problem(409, "wrong-state");
        let sync = sync_until(&phone.desk, &cursor, |answer| answer["resend"] != json!([])).await;
        assert_eq!(sync["resend"], json!([{"audit_id": visit.audit_id, "revision": 1}]));
        assert_eq!(phone.put_raw(&visit, &body).await.expect(200)["state"], "submitted");
        network.server.time(network.server.now() + 1000);
        let after = phone.desk.get("/v1/sync").await.expect(200);
        assert_eq!(after["resend"], json!([]), "it was sent");
    }

    async fn what_collides_is_kept_beside_the_audit(kind) {
        let network = Network::start(kind).await;
        let (phone, visit) = (network.phone(0), network.visit(0, 0, 0));
        phone.put(&visit).await.expect(200);
        let mut other = visit.submission();
        other["narrative"] = json!("What he typed on his second phone");
        assert_eq!(phone.put_raw(&visit, &other).await.problem(409, "revision-conflict")["kept"], true);
        let next = visit.answered();
        assert_eq!(phone.put(&next).await.problem(409, "not-returned")["kept"], true);
        let audit = path(&visit);
        let reviewer = &network.reviewers[0];
        let beside = reviewer.get(&format!("{audit}/refused")).await.expect(200);
        let rows = beside["items"].as_array().expect("a list");
        let contents: Vec<&Value> = rows.iter().map(|row| &row["submission"]).collect();
        assert!(contents.contains(&&other) && contents.contains(&&next.submission()), "{beside}");
        assert_eq!(reviewer.get(&audit).await.expect(200)["refused"].as_array().map(Vec::len), Some(2));
        for desk in [&phone.desk, &network.manager, &network.planner, &network.auditor] {
            assert!([403, 404].contains(&desk.get(&format!("{audit}/refused")).await.status.as_u16()));
        }
        // Judged again: what could only collide once more stays beside, what is wanted by now is asked for.
        let judge = async |code: &str| {
            let list = network.admin.get("/v1/refused").await.expect(200);
            let row = list["items"].as_array().expect("a list").iter().find(|row| row["violations"][0]["code"] == code).expect("a row").clone();
            network.admin.post(&format!("/v1/refused/{}/judge", row["id"].as_str().expect("an id")), json!({})).await.expect(200)
        };
        assert_eq!(judge("revision-conflict").await["state"], "beside");
        send_back(reviewer, &visit).await;
        assert_eq!(judge("not-returned").await["state"], "accepted");
        let sync = phone.desk.get("/v1/sync").await.expect(200);
        assert_eq!(sync["resend"], json!([{"audit_id": visit.audit_id, "revision": 2}]));
        assert_eq!(phone.put(&next).await.expect(200)["revision"], 2);
        // A repeat opens nothing again.
        phone.put_raw(&visit, &other).await.problem(409, "revision-conflict");
        let list = network.admin.get("/v1/refused").await.expect(200);
        let states: Vec<&str> = list["items"].as_array().expect("a list").iter().filter_map(|row| row["state"].as_str()).collect();
        assert!(!states.contains(&"open"), "{states:?}");
    }

    async fn what_is_refused_again_can_be_judged_again(kind) {
        let network = Network::start(kind).await;
        let (phone, visit) = (network.phone(0), network.visit(0, 0, 1));
        let mut body = visit.submission();
        body["station_profile_revision"] = json!(2);
        phone.put_raw(&visit, &body).await.problem(422, "invalid");
        let row = network.admin.get("/v1/refused").await.expect(200)["items"][0].clone();
        let refused = format!("/v1/refused/{}", row["id"].as_str().expect("an id"));
        let judge = format!("{refused}/judge");
        let profile = format!("/v1/stations/{}/profile", network.stations[0].id);
        network.admin.put(&profile, &json!({"flags": {"st.has_store": false}})).await.expect(201);
        let key = Uuid::new_v4();
        let first = network.admin.post_with_key(&judge, json!({}), key).await.expect(200);
        assert_eq!(first["state"], "accepted");
        // Before the phone comes again, its photo's id turns up in another audit.
        let mut other = network.visit(0, 1, 1);
        other.photos[0].id = visit.photos[0].id;
        phone.put(&other).await.expect(200);
        phone.put_raw(&visit, &body).await.problem(422, "invalid");
        let open = network.admin.get(&refused).await.expect(200);
        assert_eq!((&open["state"], &open["violations"][0]["code"]), (&json!("open"), &json!("photo_conflict")));
        assert_eq!(network.admin.post_with_key(&judge, json!({}), key).await.expect(200), first, "the first answer");
        let again = network.admin.post(&judge, json!({})).await;
        assert_eq!(again.violations(), listed(&[("/photos/0/photo_id", "photo_conflict")]));
        // Each sender's refusal is his own, the same bytes or not.
        let mut stranger = network.visit(1, 0, 0);
        stranger.audit_id = visit.audit_id;
        network.phone(1).put_raw(&stranger, &body).await.problem(422, "invalid");
        let list = network.admin.get("/v1/refused").await.expect(200);
        assert_eq!(list["items"].as_array().map(Vec::len), Some(2), "{list}");
        assert_eq!(network.admin.get(&refused).await.expect(200)["violations"], open["violations"]);
    }

    async fn what_cannot_be_read_is_not_kept(kind) {
        let network = Network::start(kind).await;
        let (phone, visit) = (network.phone(0), network.visit(0, 0, 0));
        let good = visit.submission().to_string();
        let half = &good[..good.len() / 2];
        let broken = [
            ("", "invalid_json"),
            ("{", "invalid_json"),
            (half, "invalid_json"),
        ];
        for (text, code) in broken {
            let request = phone.desk.request(reqwest::Method::PUT, &path(&visit)).header("content-type", "application/json");
            let answer = phone.desk.send(request.body(text.to_owned())).await;
            answer.problem(422, "invalid");
            assert_eq!(answer.violations()[0].1, code);
        }
        assert_eq!(network.admin.get("/v1/refused").await.expect(200)["items"], json!([]));
    }

    async fn numbers_are_whole_and_members_stand_once(kind) {
        let network = Network::start(kind).await;
        let (phone, visit) = (network.phone(0), network.visit(0, 0, 0));
        let good = visit.submission().to_string();
        let broken = [
            (&good.replacen("\"revision\":1", "\"revision\":1,\"revision\":1", 1), "duplicate_key"),
            (&good.replacen("\"revision\":1", "\"revision\":1.0", 1), "float_not_allowed"),
        ];
        for (text, code) in broken {
            let request = phone.desk.request(reqwest::Method::PUT, &path(&visit)).header("content-type", "application/json");
            let answer = phone.desk.send(request.body(text.to_owned())).await;
            answer.problem(422, "invalid");
            assert_eq!(answer.violations(), listed(&[("/revision", code)]));
        }
    }
}
