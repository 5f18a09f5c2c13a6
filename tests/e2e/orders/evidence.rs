//! Evidence: announced, sent, looked at, shown to those in scope (decisions 29 and 37).

use forecourt_tests::{
    desk::Desk,
    network::{Network, id},
    visit::Photo,
};
use serde_json::{Value, json};
use uuid::Uuid;

use super::{DAY_MS, PRICES, SIGN, announced, at, listed, path_of, picture, publish, send, submission};
use crate::{
    published::{accept, deliver},
    roles::person,
};

const UNIFORM: &str = "greeting.uniform_compliant";
const PDF: &[u8] = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\n%%EOF\n";

/// A visit to another station a day later, published on the day after.
async fn publish_at(net: &Network, station: usize) {
    let mut visit = net.visit(0, station, 3).with(SIGN, 0);
    visit.start_ms = net.start_ms + DAY_MS;
    at(net, 1, 16, 0).await;
    let path = deliver(net, &visit).await;
    accept([&net.reviewers[0], &net.reviewers[1]], &path, &json!({})).await;
    at(net, 2, 10, 0).await;
}

on_both! {
    async fn evidence_is_what_it_is_said_to_be(kind) {
        let net = Network::start(kind).await;
        let photo = Photo::draw(5, "scene").bytes;
        let file = Uuid::new_v4();
        let receipt = send(&net, &net.manager, file, &photo, "image/jpeg").await;
        assert_eq!((&receipt["state"], receipt.get("upload")), (&json!("verified"), None));
        let page = b"<html><script>alert(1)</script></html>";
        let wrong = send(&net, &net.manager, Uuid::new_v4(), page, "image/png").await;
        assert_eq!(wrong["state"], "rejected", "its bytes are no picture");
        assert!(wrong["upload"]["url"].is_string(), "it may be sent again");
        assert_eq!(send(&net, &net.manager, Uuid::new_v4(), PDF, "application/pdf").await["state"], "verified");
        let put = |body: Value| {
            let net = &net;
            async move { net.manager.put(&format!("/v1/evidence/{}", Uuid::new_v4()), &body).await }
        };
        let all = put(json!({"sha256": "x", "bytes": 30_000_000, "content_type": "text/html"})).await;
        let places: Vec<String> = all.violations().into_iter().map(|(place, _)| place).collect();
        assert_eq!(places, ["/sha256", "/content_type", "/bytes"], "all at once");
        let long = json!({"sha256": "00".repeat(32), "bytes": 10_485_761, "content_type": "image/webp"});
        assert_eq!(put(long).await.violations(), [("/bytes".to_owned(), "out_of_range".to_owned())]);
        let document = json!({"sha256": "00".repeat(32), "bytes": 20_971_520, "content_type": "application/pdf"});
        assert_eq!(put(document).await.expect(200)["state"], "missing");
        let other = net.manager.put(&format!("/v1/evidence/{file}"), &announced(PDF, "application/pdf")).await;
        other.problem(409, "already-exists");
        net.region.put(&format!("/v1/evidence/{file}"), &announced(&photo, "image/jpeg")).await.problem(404, "not-found");
        net.shoppers[0].put(&format!("/v1/evidence/{}", Uuid::new_v4()), &announced(&photo, "image/jpeg")).await.problem(403, "forbidden");
    }

    async fn the_same_bytes_for_another_order_are_told_to_who_verifies(kind) {
        let net = Network::start(kind).await;
        publish(&net, &net.visit(0, 0, 3).with(SIGN, 0).with(PRICES, false)).await;
        let (sign, prices) = (path_of(&net.region, SIGN).await, path_of(&net.region, PRICES).await);
        for path in [&sign, &prices] {
            net.region.verb(path, "issue", json!({})).await.expect(200);
            net.manager.verb(path, "submit", submission(&net, &net.manager).await).await.expect(200);
        }
        let same = async |desk: &Desk, path: &str| {
            desk.get(&format!("{path}/timeline")).await.expect(200)["evidence"][0].get("same_as").cloned()
        };
        for (path, other) in [(&sign, &prices), (&prices, &sign)] {
            let told = json!({"count": 1, "orders": [other.rsplit('/').next()], "own_rounds": 0});
            for desk in [&net.region, &net.hq, &net.auditor] {
                assert_eq!(same(desk, path).await, Some(told.clone()));
            }
            assert_eq!(same(&net.manager, path).await, None, "who handed it in is not told");
        }
        publish_at(&net, 1).await;
        let theirs = listed(&net.region, &format!("?station={}", net.stations[1].id)).await;
        let theirs = format!("/v1/rectifications/{}", id(&theirs[0]));
        net.region.verb(&theirs, "issue", json!({})).await.expect(200);
        net.region.verb(&theirs, "submit", submission(&net, &net.region).await).await.expect(200);
        assert_eq!(same(&net.region, &theirs).await.expect("two others")["count"], 2);
    }

    async fn evidence_is_shown_in_its_scope_only(kind) {
        let net = Network::start(kind).await;
        publish(&net, &net.visit(0, 0, 3).with(SIGN, 0)).await;
        let path = path_of(&net.region, SIGN).await;
        net.region.verb(&path, "issue", json!({})).await.expect(200);
        let photo = Photo::draw(6, "scene").bytes;
        let (picture, paper) = (Uuid::new_v4(), Uuid::new_v4());
        send(&net, &net.manager, picture, &photo, "image/jpeg").await;
        send(&net, &net.manager, paper, PDF, "application/pdf").await;
        let shown = |id: Uuid| format!("/v1/evidence/{id}");
        net.region.get(&shown(picture)).await.problem(404, "not-found");
        let wish = json!({"note": "done", "evidence": [{"id": picture, "role": "after"}, {"id": paper, "role": "document"}]});
        net.manager.verb(&path, "submit", wish).await.expect(200);
        for desk in [&net.manager, &net.region, &net.hq, &net.auditor] {
            let answer = desk.get(&shown(picture)).await;
            assert_eq!((answer.status.as_u16(), &answer.bytes), (200, &photo));
            let names = ["etag", "last-modified", "content-disposition"];
            assert!(names.iter().all(|name| !answer.headers.contains_key(*name)), "{:?}", answer.headers);
        }
        let answer = net.region.get(&shown(paper)).await;
        assert_eq!(answer.headers["content-type"], "application/pdf");
        assert_eq!(answer.headers["content-disposition"], "attachment");
        assert_eq!(answer.headers["content-security-policy"], "sandbox; default-src 'none'");
        let other = person(&net, "neighbour", json!([{"role": "station", "station_id": net.stations[1].id}])).await;
        other.get(&shown(picture)).await.problem(404, "not-found");
        net.planner.get(&shown(picture)).await.problem(403, "forbidden");
    }

    async fn each_round_shows_how_it_is_with_evidence_of_its_own(kind) {
        let net = Network::start(kind).await;
        publish(&net, &net.visit(0, 0, 3).with(SIGN, 0)).await;
        let path = path_of(&net.region, SIGN).await;
        net.region.verb(&path, "issue", json!({})).await.expect(200);
        let (first, second) = (picture(&net, &net.manager).await, picture(&net, &net.manager).await);
        let submit = async |pieces: Value| net.manager.verb(&path, "submit", json!({"note": "done", "evidence": pieces})).await;
        let before = submit(json!([{"id": first, "role": "before"}])).await;
        assert_eq!(before.violations(), [("/evidence".to_owned(), "missing".to_owned())], "how it was proves nothing");
        let paper = Uuid::new_v4();
        send(&net, &net.manager, paper, PDF, "application/pdf").await;
        let alone = submit(json!([{"id": first, "role": "before"}, {"id": paper, "role": "document"}])).await;
        assert_eq!(alone.violations(), [("/evidence".to_owned(), "missing".to_owned())], "a sign is mended where one can see it");
        let named = submit(json!([{"id": first, "role": "before"}, {"id": paper, "role": "after"}])).await;
        assert_eq!(named.violations(), [("/evidence".to_owned(), "missing".to_owned())], "a paper is no picture, whatever it is called");
        submit(json!([{"id": first, "role": "after"}])).await.expect(200);
        net.region.verb(&path, "reject", json!({"reason": "a letter is missing"})).await.expect(200);
        let again = submit(json!([{"id": second, "role": "after"}, {"id": first, "role": "before"}])).await;
        assert_eq!(again.violations(), [("/evidence/1/id".to_owned(), "bad_value".to_owned())], "it was shown before");
        submit(json!([{"id": second, "role": "after"}])).await.expect(200);
        // Under another id it is the same picture: who verifies is told.
        for (desk, told) in [(&net.region, Some(1)), (&net.hq, Some(1)), (&net.manager, None)] {
            let timeline = desk.get(&format!("{path}/timeline")).await;
            let files = timeline.expect(200)["evidence"].as_array().expect("files").clone();
            let told = told.map(|times| json!({"count": 0, "orders": [], "own_rounds": times}));
            assert!(files.len() == 2 && files.iter().all(|file| file.get("same_as") == told.as_ref()), "{files:?}");
        }
    }

    async fn what_people_do_may_be_shown_by_a_record(kind) {
        let net = Network::start(kind).await;
        publish(&net, &net.visit(0, 0, 3).with(UNIFORM, 0)).await;
        let path = path_of(&net.region, UNIFORM).await;
        net.region.verb(&path, "issue", json!({})).await.expect(200);
        let order = net.manager.get(&path).await.expect(200);
        assert_eq!(order["item"]["fix"], "behaviour");
        let rules = json!({"longest_extension": {"unit": "working_days", "amount": 1}, "in_working_days": ["acknowledge", "fix", "wait"]});
        assert_eq!((&order["class"], &order["rules"]), (&json!("T3"), &rules));
        let paper = Uuid::new_v4();
        send(&net, &net.manager, paper, PDF, "application/pdf").await;
        let wish = json!({"note": "trained", "evidence": [{"id": paper, "role": "document"}]});
        net.manager.verb(&path, "submit", wish).await.expect(200);
    }

    async fn evidence_of_an_appeal_is_the_stations_own_and_proven(kind) {
        let net = Network::start(kind).await;
        let audit = publish(&net, &net.visit(0, 0, 3).with(PRICES, false)).await;
        let (own, foreign) = (picture(&net, &net.manager).await, picture(&net, &net.region).await);
        let path = format!("/v1/appeals/{}", Uuid::new_v4());
        let body = |evidence: &[Uuid]| {
            json!({"audit_id": audit.rsplit('/').next(), "item": PRICES, "reason": "it was so", "evidence": evidence})
        };
        let refused = net.manager.put(&path, &body(&[own, foreign, Uuid::new_v4()])).await;
        let bad = |n: u8| (format!("/evidence/{n}"), "bad_value".to_owned());
        assert_eq!(refused.violations(), [bad(1), bad(2)], "not his own, and not there");
        let filed = net.manager.put(&path, &body(&[own])).await.expect(201);
        assert_eq!(net.manager.put(&path, &body(&[own])).await.expect(200), filed);
        assert_eq!(filed["steps"][0]["evidence"], json!([own]));
        let panel = net.people("panel-1", json!([{"role": "appeal_l1"}])).await;
        assert_eq!(panel.get(&format!("/v1/evidence/{own}")).await.status, 200, "the panel looks at it");
    }
}
