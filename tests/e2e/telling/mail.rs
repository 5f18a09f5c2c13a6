//! E-mail to people, over a real SMTP server on loopback.

use forecourt_api::config::Settings;
use forecourt_store::telling::deliveries;
use forecourt_tests::{database::Kind, network::Network};
use serde_json::{Value, json};
use uuid::Uuid;

use super::{
    issue,
    smtp_server::{Behaviour, SmtpServer},
    told_of,
};
use crate::{
    orders::{ENGINE, PRICES, at, path_of, publish},
    published::deliver_by,
};

async fn start(kind: Kind, server: &SmtpServer) -> Network {
    let url = format!("smtp://127.0.0.1:{}?tls=none", server.port);
    let change = |settings: &mut Settings| {
        settings.telling.smtp_url = Some(url);
        settings.telling.mail_from = Some("Forecourt <forecourt@audit.example.cn>".into());
        settings.telling.telling_timeout = 2;
    };
    Network::start_with(kind, change).await
}

on_both! {
    async fn a_station_gets_a_letter_with_the_id_of_the_event(kind) {
        let server = SmtpServer::start(Behaviour::default());
        let net = start(kind, &server).await;
        let before = net.manager.get("/v1/me/notifications").await.expect(200);
        assert_eq!((&before["mail"], &before["email"]), (&json!("no_address"), &Value::Null));
        assert!(before["kinds"].as_array().is_some_and(|kinds| kinds.len() >= 12 && kinds.iter().all(|one| one["choice"] == "on")));
        let reaching = |seen: &Value| {
            let kinds = seen["kinds"].as_array().expect("kinds").iter();
            kinds.filter(|one| one["reaches"] == true).map(|one| one["kind"].as_str().expect("a kind").to_owned()).collect::<Vec<_>>()
        };
        let (own, inside) = (reaching(&before), ["order.submitted", "bulletin.published", "appeal.filed", "review.overdue", "calendar.missing"]);
        assert!(own.contains(&"order.issued".to_owned()) && inside.iter().all(|kind| !own.iter().any(|one| one == kind)), "{own:?}");
        let offices = reaching(&net.region.get("/v1/me/notifications").await.expect(200));
        assert!(["order.issued", "order.submitted", "bulletin.published"].iter().all(|kind| offices.iter().any(|one| one == kind)), "{offices:?}");
        assert!(!offices.contains(&"review.overdue".to_owned()));
        for desk in [&net.planner, &net.reviewers[0], &net.auditor] {
            assert_eq!(reaching(&desk.get("/v1/me/notifications").await.expect(200)), [""; 0]);
        }
        let wrong = json!({"email": "nobody", "choices": {"order.issued": "loud", "order.lost": "on"}});
        let faults = net.manager.put("/v1/me/notifications", &wrong).await;
        let told = [("/email", "bad_value"), ("/choices/order.issued", "bad_value"), ("/choices/order.lost", "unknown_field")];
        assert_eq!(faults.violations(), told.map(|(at, code)| (at.to_owned(), code.to_owned())));
        let wish = json!({"email": "manager@example.cn", "choices": {"order.closed": "off", "appeal.window_open": "off"}});
        let chosen = net.manager.put("/v1/me/notifications", &wish).await.expect(200);
        assert_eq!((&chosen["mail"], &chosen["email"]), (&json!("ready"), &json!("manager@example.cn")));
        issue(&net).await;
        let letters = server.letters();
        assert_eq!(letters.len(), 1, "{:?}", server.commands());
        assert_eq!(letters[0].to, ["manager@example.cn"]);
        let told = told_of(&net.manager, "order.issued").await;
        let id = format!("Message-ID: <{}@audit.example.cn>", told["id"].as_str().expect("an id"));
        assert!(letters[0].data.contains(&id), "{}", letters[0].data);
    }

    async fn who_does_not_want_it_gets_none(kind) {
        let server = SmtpServer::start(Behaviour::default());
        let net = start(kind, &server).await;
        let wish = json!({"email": "manager@example.cn", "choices": {"order.issued": "off", "appeal.window_open": "off"}});
        net.manager.put("/v1/me/notifications", &wish).await.expect(200);
        issue(&net).await;
        assert_eq!(server.letters(), []);
        assert_eq!(net.manager.get("/v1/inbox").await.expect(200)["unread"], 2, "the inbox has both");
    }

    async fn nobody_is_woken_at_night_but_for_a_red_line(kind) {
        let server = SmtpServer::start(Behaviour::default());
        let net = start(kind, &server).await;
        publish(&net, &net.visit(0, 0, 3).with(PRICES, false)).await;
        let wish = json!({"email": "manager@example.cn"});
        net.manager.put("/v1/me/notifications", &wish).await.expect(200);
        at(&net, 1, 23, 0).await;
        let before = server.letters().len();
        net.region.verb(&path_of(&net.region, PRICES).await, "issue", json!({})).await.expect(200);
        net.server.work().await;
        assert_eq!(server.letters().len(), before, "an order of the day waits for the morning");
        let red = deliver_by(&net, 1, &net.visit(1, 0, 3).with(ENGINE, false)).await;
        net.reviewers[0].verb(&red, &format!("red-lines/{ENGINE}/confirm"), json!({})).await.expect(200);
        net.server.work().await;
        assert_eq!(server.letters().len(), before + 1, "a red line does not");
        at(&net, 2, 6, 59).await;
        let night = server.letters().len();
        at(&net, 2, 7, 0).await;
        assert!(server.letters().len() > night, "{:?}", server.letters().len());
        let told = told_of(&net.manager, "order.issued").await;
        let id = format!("<{}@audit.example.cn>", told["id"].as_str().expect("an id"));
        assert!(server.letters().iter().any(|letter| letter.data.contains(&id)), "it came with the morning");
    }

    async fn what_is_wanted_once_a_day_comes_in_the_morning(kind) {
        let server = SmtpServer::start(Behaviour::default());
        let net = start(kind, &server).await;
        let shown = net.manager.get("/v1/me/notifications").await.expect(200);
        let kinds = shown["kinds"].as_array().expect("kinds").iter();
        let mut choices: Value = kinds.map(|one| (one["kind"].as_str().expect("a word").to_owned(), json!("off"))).collect();
        choices["order.issued"] = json!("digest");
        let wish = json!({"email": "manager@example.cn", "choices": choices});
        net.manager.put("/v1/me/notifications", &wish).await.expect(200);
        issue(&net).await;
        at(&net, 2, 7, 59).await;
        assert_eq!(server.letters(), []);
        at(&net, 2, 8, 0).await;
        let letters = server.letters();
        assert_eq!(letters.len(), 1);
        let told = net.manager.get("/v1/inbox").await.expect(200);
        let event = told["items"].as_array().expect("items").iter().find(|one| one["kind"] == "order.issued").expect("it");
        assert!(!letters[0].data.contains(event["id"].as_str().expect("an id")), "a digest has an id of its own");
        net.server.work().await;
        assert_eq!(server.letters().len(), 1);
    }

    async fn what_was_missed_for_a_week_comes_in_one_letter(kind) {
        let server = SmtpServer::start(Behaviour::default());
        let net = start(kind, &server).await;
        let wish = json!({"email": "manager@example.cn", "choices": {"appeal.window_open": "off"}});
        net.manager.put("/v1/me/notifications", &wish).await.expect(200);
        issue(&net).await;
        assert_eq!(server.letters().len(), 1);
        at(&net, 12, 15, 0).await;
        assert_eq!(server.letters().len(), 2, "the reminder and the overdue notice together");
        net.server.work().await;
        assert_eq!(server.letters().len(), 2);
    }

    async fn a_mailbox_that_does_not_exist_stops_until_it_is_corrected(kind) {
        let server = SmtpServer::start(Behaviour { instead: Some(("RCPT", "550 5.1.1 no such user")), ..Behaviour::default() });
        let net = start(kind, &server).await;
        net.manager.put("/v1/me/notifications", &json!({"email": "old@example.cn"})).await.expect(200);
        issue(&net).await;
        let shown = net.manager.get("/v1/me/notifications").await.expect(200);
        assert_eq!((&shown["mail"], &shown["stopped"]["code"]), (&json!("stopped"), &json!("bad_recipient")));
        let again = net.manager.put("/v1/me/notifications", &json!({"email": "new@example.cn"})).await.expect(200);
        assert_eq!(again["mail"], "ready");
    }

    async fn a_letter_that_reached_nobody_is_seen_by_the_administrator_and_sent_again(kind) {
        let refused = Some(("RCPT", "550 5.1.1 <old@example.cn>: no such user"));
        let server = SmtpServer::start(Behaviour { instead: refused, ..Behaviour::default() });
        let net = start(kind, &server).await;
        net.manager.put("/v1/me/notifications", &json!({"email": "old@example.cn"})).await.expect(200);
        issue(&net).await;
        let missing = net.admin.get("/v1/deliveries?state=dead,stopped").await;
        assert!(!missing.text().contains("example.cn"), "an address is its reader's own: {}", missing.text());
        let missing = missing.expect(200)["items"].as_array().expect("items").clone();
        let stopped = missing.iter().filter(|one| one["state"] == "waiting").collect::<Vec<_>>();
        let dead = missing.iter().find(|one| one["state"] == "dead").expect("the first letter was given up");
        assert_eq!((missing.len(), stopped.len()), (2, 1), "{missing:?}");
        assert_eq!((&stopped[0]["stopped"]["code"], &stopped[0]["next_at"]), (&json!("bad_recipient"), &Value::Null));
        let name = json!({"id": net.manager.person_id, "name": "Name of manager"});
        assert_eq!((&dead["channel"], &dead["to"], &dead["reason"]["code"]), (&json!("mail"), &name, &json!("bad_recipient")));
        assert!(dead["reason"]["detail"].as_str().is_some_and(|said| said.contains("no such user")), "{dead}");
        assert_eq!(net.admin.get("/v1/deliveries?state=stopped").await.expect(200)["items"], json!([stopped[0]]));
        assert_eq!(net.admin.get("/v1/deliveries?channel=webhook").await.expect(200)["items"], json!([]));
        let wrong = net.admin.get("/v1/deliveries?state=lost&channel=fax").await;
        assert_eq!(wrong.violations(), ["query:state", "query:channel"].map(|at| (at.to_owned(), "bad_value".to_owned())));
        for desk in [&net.hq, &net.region, &net.manager, &net.auditor] {
            desk.get("/v1/deliveries").await.problem(403, "forbidden");
        }
        let here = net.people("admin-hz", json!([{"role": "admin", "org_unit_id": net.units[2]}])).await;
        here.get("/v1/deliveries").await.problem(403, "forbidden");
        // Sent again, it is tried once more, with what waited behind it.
        let tried = || server.commands().iter().filter(|one| one.starts_with("RCPT")).count();
        let (before, replay) = (tried(), format!("/v1/deliveries/{}/replay", dead["id"].as_str().expect("an id")));
        let again = net.admin.post(&replay, json!({})).await.expect(200);
        assert_eq!((&again["state"], &again["attempts"], &again["stopped"]), (&json!("waiting"), &json!(0), &Value::Null));
        net.admin.post(&replay, json!({})).await.problem(409, "wrong-state");
        net.admin.post(&format!("/v1/deliveries/{}/replay", Uuid::new_v4()), json!({})).await.problem(404, "not-found");
        net.server.work().await;
        assert!(tried() > before);
        assert_eq!(net.admin.get("/v1/deliveries?state=dead,stopped").await.expect(200)["items"].as_array().map(Vec::len), Some(2));
    }

    async fn without_a_mail_server_nothing_is_queued_and_it_says_so(kind) {
        let net = Network::start(kind).await;
        let wish = json!({"email": "manager@example.cn"});
        let chosen = net.manager.put("/v1/me/notifications", &wish).await.expect(200);
        assert_eq!((&chosen["mail"], &chosen["email"]), (&json!("no_mail_server"), &json!("manager@example.cn")));
        issue(&net).await;
        let waiting = net.server.app.store.delivery_figures().await.expect("the database");
        assert_eq!(waiting, deliveries::Figures::default());
    }
}
