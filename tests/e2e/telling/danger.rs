//! A red line that has no order is passed on all the same: as a safety notice (§2.5 no. 3, §3.6, decision 10).

use forecourt_tests::{
    desk::Desk,
    network::{Network, id},
};
use serde_json::{Value, json};

use super::{
    http_server::{Answer, Receiver},
    set_up, start,
};
use crate::{
    again::thin,
    orders::{ENGINE, listed},
    published::{accept, deliver, next_day},
    roles::person,
};

const NOTICE: &str = "safety.notice";

/// The lines of an inbox that are safety notices.
async fn notices(desk: &Desk) -> Vec<Value> {
    let inbox = desk.get("/v1/inbox").await.expect(200);
    inbox["items"].as_array().expect("items").iter().filter(|line| line["kind"] == NOTICE).cloned().collect()
}

/// The head of the city, which stands for the district, and who answers for safety in the province.
async fn offices(net: &Network) -> [Desk; 2] {
    let head = person(net, "head", json!([{"role": "region", "org_unit_id": net.units[2]}])).await;
    let safety = person(net, "safety", json!([{"role": "region", "org_unit_id": net.units[1]}])).await;
    let contacts = |unit: usize| format!("/v1/org-units/{}/contacts", net.units[unit]);
    net.hq.put(&contacts(2), &json!({"head": [head.person_id]})).await.expect(200);
    net.hq.put(&contacts(1), &json!({"safety": [safety.person_id]})).await.expect(200);
    [head, safety]
}

/// What a reviewer says about the red line.
async fn vote(desk: &Desk, audit: &str, word: &str) {
    desk.verb(audit, &format!("red-lines/{ENGINE}/{word}"), json!({})).await.expect(200);
}

on_both! {
    async fn a_red_line_that_is_not_proven_goes_out_as_a_safety_notice_once(kind) {
        let net = start(kind).await;
        let receiver = Receiver::start(Answer::of("204 No Content", &[], ""));
        set_up(&net, &receiver, &json!({"lang": "en", "kinds": [NOTICE]})).await;
        let [head, safety] = offices(&net).await;
        let [first, second, third] = [&net.reviewers[0], &net.reviewers[1], &net.reviewers[2]];
        let visit = net.visit(0, 0, 3).with(ENGINE, false);
        let audit = deliver(&net, &visit).await;
        vote(first, &audit, "confirm").await;
        vote(second, &audit, "refute").await;
        assert_eq!(notices(&net.manager).await.len(), 0, "it is not decided yet");
        assert_eq!(accept([first, second], &audit, &json!({})).await["state"], "approved");
        for desk in [&net.manager, &head, &safety] {
            let told = notices(desk).await;
            assert_eq!(told.len(), 1, "{told:?}");
            assert_eq!((&told[0]["item"], &told[0]["class"], &told[0]["day"]), (&json!(ENGINE), &json!("T0"), &json!("2026-06-01")));
            assert_eq!(told[0]["station"]["code"], "HZ-0000");
            // Of a review its day alone, midnight in Shanghai; and no way to the audit, which is not published.
            assert_eq!((&told[0]["at"], &told[0]["told_at"]), (&json!("2026-05-31T16:00:00Z"), &json!("2026-05-31T16:00:00Z")));
            let inbox = desk.get("/v1/inbox").await;
            assert!(!inbox.text().contains(&visit.audit_id.to_string()), "{}", inbox.text());
        }
        net.manager.get(&audit).await.problem(404, "not-found");
        assert_eq!(notices(&net.region).await.len(), 0, "who is no contact is not told");
        // Judged once more, and published: it is not told again.
        third.verb(&audit, "reopen", json!({"reason": "looked again"})).await.expect(200);
        assert_eq!(accept([third, first], &audit, &json!({})).await["state"], "approved");
        next_day(&net, 1).await;
        assert_eq!(notices(&net.manager).await.len(), 1);
        assert_eq!(listed(&net.hq, "?open=true").await.len(), 0, "it counts as passed");
        net.server.work().await;
        let sent = receiver.requests();
        assert_eq!(sent.len(), 1);
        let data = json!({"station": "HZ-0000 Station 0", "item": sent[0].json()["data"]["item"], "class": "T0", "day": "2026-06-01"});
        assert_eq!(sent[0].json()["data"], data, "nothing of the shopper, the minute or the audit");
    }

    async fn a_void_audit_passes_on_its_red_line_unless_there_is_an_order(kind) {
        let net = start(kind).await;
        let [head, safety] = offices(&net).await;
        let unseen = deliver(&net, &net.visit(0, 0, 3).with(ENGINE, false)).await;
        net.reviewers[0].verb(&unseen, "claim", json!({})).await.expect(200);
        let gone = json!({"reason": "the photos are of another day"});
        net.reviewers[0].verb(&unseen, "void", gone.clone()).await.expect(200);
        for desk in [&net.manager, &head, &safety] {
            assert_eq!(notices(desk).await.len(), 1);
        }
        // One that somebody has confirmed has its order, which stays.
        let seen = deliver(&net, &net.visit(0, 1, 3).with(ENGINE, false)).await;
        vote(&net.reviewers[0], &seen, "confirm").await;
        net.reviewers[0].verb(&seen, "claim", json!({})).await.expect(200);
        net.reviewers[0].verb(&seen, "void", gone).await.expect(200);
        assert_eq!(listed(&net.hq, "?open=true").await.len(), 1);
        assert_eq!(notices(&head).await.len(), 1, "the order says it");
    }

    async fn an_incomplete_audit_passes_on_its_red_line(kind) {
        let net = start(kind).await;
        let [head, _] = offices(&net).await;
        let audit = deliver(&net, &thin(net.visit(0, 0, 2)).with(ENGINE, false)).await;
        vote(&net.reviewers[0], &audit, "refute").await;
        vote(&net.reviewers[1], &audit, "refute").await;
        assert_eq!(accept([&net.reviewers[0], &net.reviewers[1]], &audit, &json!({})).await["state"], "incomplete");
        assert_eq!((notices(&head).await.len(), notices(&net.manager).await.len()), (1, 1));
    }

    async fn a_message_leads_to_what_it_is_about_whoever_reads_it(kind) {
        let change = |settings: &mut forecourt_api::config::Settings| {
            settings.telling.webhooks_private = true;
            settings.public_url = Some("https://audit.example.cn/".into());
        };
        let net = Network::start_with(kind, change).await;
        let receiver = Receiver::start(Answer::of("204 No Content", &[], ""));
        set_up(&net, &receiver, &json!({})).await;
        // Without photos: they would go to that address.
        let visit = net.visit(0, 0, 3).with(ENGINE, false);
        net.phone(0).put(&visit).await.expect(200);
        let audit = forecourt_tests::phone::path(&visit);
        vote(&net.reviewers[0], &audit, "confirm").await;
        net.server.work().await;
        let order = id(&listed(&net.manager, "").await[0]);
        let sent = receiver.requests()[0].json();
        let link = format!("https://audit.example.cn/desk/to?order={order}");
        assert_eq!((&sent["type"], &sent["data"]["link"]), (&json!("order.issued"), &json!(link)));
    }
}
