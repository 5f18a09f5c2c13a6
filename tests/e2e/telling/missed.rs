//! What was missed while nothing ran comes in one letter, however much it is and whoever records it (decision 30).

use std::collections::BTreeSet;

use forecourt_api::{
    config::Settings,
    telling::{queue, send},
};
use forecourt_core::order::{Contact, Level, Recipient};
use forecourt_store::{
    entity::delivery,
    orders::{
        contacts::Told,
        outbox::{self, Telling, kind},
    },
    telling::deliveries,
};
use forecourt_tests::{database::Kind, network::Network};
use serde_json::json;
use uuid::Uuid;

use super::smtp_server::{Behaviour, SmtpServer};

async fn start(kind: Kind, server: &SmtpServer) -> Network {
    let url = format!("smtp://127.0.0.1:{}?tls=none", server.port);
    let change = |settings: &mut Settings| {
        settings.telling.smtp_url = Some(url);
        settings.telling.mail_from = Some("Forecourt <forecourt@audit.example.cn>".into());
    };
    let net = Network::start_with(kind, change).await;
    net.manager.put("/v1/me/notifications", &json!({"email": "manager@example.cn"})).await.expect(200);
    net
}

/// So much that the manager should have been told before.
async fn miss(net: &Network, count: i64) {
    let told = Told {
        wanted: Recipient { level: Level::Station, contact: Contact::Head },
        level: Some(Level::Station),
        org_unit_id: None,
        people: vec![net.manager.person_id],
        passed: Vec::new(),
    };
    let telling = |number| Telling {
        kind: kind::CALENDAR_MISSING,
        at: net.start_ms - 86_400_000 + number,
        recorded_at: net.server.now(),
        late: true,
        station_id: None,
        subject_id: None,
        told: vec![told.clone()],
        payload: json!({"year": 2027}),
    };
    let tx = net.server.app.store.begin("test").await.expect("a transaction");
    outbox::put(&tx, (0..count).map(telling).collect()).await.expect("events");
    tx.commit().await.expect("a commit");
}

async fn record(net: &Network) -> usize {
    queue::run(&net.server.app, net.server.now()).await.expect("it is recorded")
}

async fn deliver(net: &Network) {
    send::run_due(&net.server.app).await.expect("it is sent");
}

on_both! {
    async fn a_thousand_missed_messages_are_one_letter(kind) {
        let server = SmtpServer::start(Behaviour::default());
        let net = start(kind, &server).await;
        miss(&net, 1_000).await;
        assert_eq!(record(&net).await, 1_000);
        deliver(&net).await;
        assert_eq!(server.letters().len(), 1, "not by the five hundred");
        let figures = net.server.app.store.delivery_figures().await.expect("the database");
        assert_eq!((figures.waiting, figures.dead), (0, 0));
    }

    async fn a_letter_of_a_thousand_that_was_refused_stays_one(kind) {
        let refusing = Behaviour { instead: Some(("end", "451 later")), ..Behaviour::default() };
        let server = SmtpServer::start(refusing);
        let net = start(kind, &server).await;
        miss(&net, 1_000).await;
        record(&net).await;
        for hours in [0, 2, 4] {
            net.server.time(net.start_ms + hours * 3_600_000);
            deliver(&net).await;
        }
        let db = net.server.app.store.read();
        let rows = deliveries::list(db, net.manager.person_id, None, None, 2_000).await.expect("the database");
        let tries: BTreeSet<(Option<Uuid>, bool)> = rows.iter().map(|row| (row.parcel_id, row.attempts > 1)).collect();
        assert_eq!((rows.len(), tries.len()), (1_000, 1), "{tries:?}");
        assert!(tries.iter().all(|(parcel, again)| parcel.is_some() && *again), "under one id, tried again: {tries:?}");
    }

    async fn what_is_urgent_or_told_by_itself_is_seen_behind_any_crowd(kind) {
        let net = Network::start(kind).await;
        let (lane, now) = (Uuid::new_v4(), net.server.now());
        let row = |number: i64| delivery::Model {
            id: Uuid::new_v4(),
            event_id: Uuid::new_v4(),
            lane_id: lane,
            kind: "order.issued".into(),
            at: now + number,
            payload: json!({}),
            late: false,
            // Before the last two there are those of one digest a day.
            daily: number < 599,
            test: false,
            urgent: number == 600,
            state: deliveries::state::WAITING.into(),
            parcel_id: None,
            digest: None,
            digest_at: None,
            attempts: 0,
            next_at: now + number,
            tried_at: None,
            error: None,
            detail: None,
            created_at: now,
            ended_at: None,
        };
        let tx = net.server.app.store.begin("test").await.expect("a transaction");
        deliveries::record(&tx, (0..=600).map(row).collect()).await.expect("they are recorded");
        tx.commit().await.expect("a commit");
        let rows = deliveries::waiting(net.server.app.store.read(), lane, 500).await.expect("the database");
        assert_eq!((rows.len(), rows[0].urgent, rows[0].at), (502, true, now + 600));
        assert_eq!((rows[1].daily, rows[1].at), (false, now + 599), "nor does the digest of the day hide it");
    }

    async fn a_letter_waits_until_the_last_of_it_is_recorded(kind) {
        let server = SmtpServer::start(Behaviour::default());
        let net = start(kind, &server).await;
        miss(&net, 3).await;
        record(&net).await;
        // More comes out of the pass of another instance, which has not recorded it yet.
        miss(&net, 120).await;
        deliver(&net).await;
        assert_eq!(server.letters(), [], "it would be split");
        record(&net).await;
        deliver(&net).await;
        assert_eq!(server.letters().len(), 1);
        let figures = net.server.app.store.delivery_figures().await.expect("the database");
        assert_eq!(figures.waiting, 0);
    }
}
