//! What deliveries say of people goes in its time, also what nobody takes, and with those who are erased (issue 4, "Retention").

use forecourt_api::config::Settings;
use forecourt_store::{
    entity::delivery,
    telling::{deliveries as store, lanes},
};
use forecourt_tests::{database::Kind, network::Network};
use serde_json::{Value, json};
use uuid::Uuid;

use super::{
    change, deliveries,
    http_server::{Answer, Receiver},
    path, set_up,
    smtp_server::{Behaviour, SmtpServer},
    start,
};
use crate::{
    orders::{DAY_MS, ENGINE, HOUR_MS, MINUTE_MS},
    published::deliver,
};

const PHONE: &str = "13800003333";
const ADDRESS: &str = "old@example.cn";

/// A network with this mail server, whose receivers may stand on this machine.
async fn with_mail(kind: Kind, server: &SmtpServer) -> Network {
    let url = format!("smtp://127.0.0.1:{}?tls=none", server.port);
    let change = |settings: &mut Settings| {
        settings.telling.webhooks_private = true;
        settings.telling.telling_timeout = 1;
        settings.telling.smtp_url = Some(url);
        settings.telling.mail_from = Some("Forecourt <forecourt@audit.example.cn>".into());
    };
    Network::start_with(kind, change).await
}

/// A red line that nobody reads: whom to call is told to a webhook, the manager among them. The webhook.
async fn called_about(net: &Network, receiver: &Receiver) -> Value {
    let person = format!("/v1/people/{}", net.manager.person_id);
    change(&net.admin, &person, &json!({"phone": PHONE})).await.expect(200);
    let hook = set_up(net, receiver, &json!({"kinds": ["t0.not_acknowledged"]})).await;
    let audit = deliver(net, &net.visit(0, 0, 3).with(ENGINE, false)).await;
    net.reviewers[0].verb(&audit, &format!("red-lines/{ENGINE}/confirm"), json!({})).await.expect(200);
    net.server.work().await;
    net.server.time(net.server.now() + 31 * MINUTE_MS);
    net.server.work().await;
    hook
}

/// The states of a webhook's deliveries; all of them name the manager's telephone.
async fn naming(net: &Network, hook: &Value) -> Vec<String> {
    let log = deliveries(net, hook).await;
    assert!(log.iter().all(|one| one["data"].to_string().contains(PHONE)), "{log:?}");
    log.iter().map(|one| one["state"].as_str().expect("a state").to_owned()).collect()
}

on_both! {
    async fn what_nobody_takes_is_forgotten_after_ninety_days(kind) {
        let net = start(kind).await;
        let receiver = Receiver::start(Answer::of("500 Oops", &[], ""));
        let hook = called_about(&net, &receiver).await;
        let recorded = net.server.now();
        change(&net.hq, &path(&hook), &json!({"active": false})).await.expect(200);
        assert_eq!(naming(&net, &hook).await, ["waiting"]);
        net.server.time(recorded + 90 * DAY_MS);
        net.server.work().await;
        assert_eq!(naming(&net, &hook).await, ["waiting"], "not before its time");
        net.server.time(recorded + 91 * DAY_MS);
        net.server.work().await;
        assert_eq!(deliveries(&net, &hook).await, Vec::<Value>::new());
    }

    async fn what_is_sent_again_waits_from_then_on(kind) {
        let net = Network::start(kind).await;
        let (lane, now, db) = (Uuid::new_v4(), net.server.now(), &net.server.app.store);
        let row = delivery::Model {
            id: Uuid::new_v4(),
            event_id: Uuid::new_v4(),
            lane_id: lane,
            kind: "order.issued".into(),
            at: now - 100 * DAY_MS,
            payload: json!({}),
            late: false,
            daily: false,
            test: false,
            urgent: false,
            state: store::state::DEAD.into(),
            parcel_id: None,
            digest: None,
            digest_at: None,
            attempts: 9,
            next_at: now - 99 * DAY_MS,
            tried_at: Some(now - 90 * DAY_MS),
            error: None,
            detail: None,
            created_at: now - 100 * DAY_MS,
            ended_at: Some(now - 90 * DAY_MS),
        };
        let tx = db.begin("test").await.expect("a transaction");
        store::record(&tx, vec![row.clone()]).await.expect("it is recorded");
        assert!(store::replay(&tx, &row, now).await.expect("the database"), "the last day on which it is there");
        tx.commit().await.expect("a commit");
        for (days, gone) in [(0, 0), (90, 0), (91, 1)] {
            let forgotten = db.forget_deliveries(now + (days - 90) * DAY_MS).await.expect("the database");
            assert_eq!(forgotten, gone, "after {days} days");
        }
    }

    async fn no_delivery_says_how_to_reach_somebody_who_was_erased(kind) {
        let refused = Some(("RCPT", "550 5.1.1 <old@example.cn>: no such user"));
        let server = SmtpServer::start(Behaviour { instead: refused, ..Behaviour::default() });
        let net = with_mail(kind, &server).await;
        let receiver = Receiver::start(Answer::of("204 No Content", &[], ""));
        let manager = net.manager.person_id;
        net.manager.put("/v1/me/notifications", &json!({"email": ADDRESS})).await.expect(200);
        let hook = called_about(&net, &receiver).await;
        let db = net.server.app.store.read();
        let letters = async || store::list(db, manager, None, None, 500).await.expect("the database");
        let refused = letters().await;
        let says = |row: &delivery::Model| row.detail.as_deref().is_some_and(|detail| detail.contains(ADDRESS));
        assert!(refused.iter().any(says), "{refused:?}");
        assert_eq!(naming(&net, &hook).await, ["delivered"]);
        net.admin.put("/v1/retention", &json!({"days": {"people": 60}, "reason": "a law"})).await.expect(200);
        change(&net.admin, &format!("/v1/people/{manager}"), &json!({"deactivated": true})).await.expect(200);
        let left = net.server.now();
        net.server.time(left + 60 * DAY_MS);
        net.server.work().await;
        assert!(!letters().await.is_empty() && naming(&net, &hook).await == ["delivered"], "not before his time");
        net.server.time(left + 60 * DAY_MS + HOUR_MS);
        net.server.work().await;
        let shown = net.admin.get(&format!("/v1/people/{manager}")).await.expect(200);
        assert_eq!(shown["username"], json!(format!("erased-{manager}")));
        assert_eq!(letters().await, Vec::<delivery::Model>::new());
        assert!(lanes::find(db, manager).await.expect("the database").is_none());
        let log = net.hq.get(&format!("{}/deliveries", path(&hook))).await;
        assert!(log.status == 200 && !log.text().contains(PHONE), "{}", log.text());
    }
}
