//! Several instances, and one that dies in the middle: recorded once, delivered at least once, under one id.

use std::{collections::BTreeSet, time::Duration};

use forecourt_api::{
    jobs,
    telling::{queue, send},
};
use forecourt_store::telling::{
    deliveries::{End, Parcel},
    lanes::Standing,
};
use serde_json::json;

use super::{
    deliveries,
    http_server::{Answer, Receiver},
    path, set_up, start, test,
};
use crate::orders::{PRICES, SIGN, listed, publish};

on_both! {
    async fn three_instances_record_once_and_send_once(kind) {
        let net = start(kind).await;
        let receivers = [(); 3].map(|()| Receiver::start(Answer::of("200 OK", &[], "")));
        let mut hooks = Vec::new();
        for receiver in &receivers {
            hooks.push(set_up(&net, receiver, &json!({})).await);
        }
        publish(&net, &net.visit(0, 0, 3).with(PRICES, false).with(SIGN, 0)).await;
        for order in listed(&net.region, "").await {
            let path = format!("/v1/rectifications/{}", order["id"].as_str().expect("an id"));
            net.region.verb(&path, "issue", json!({})).await.expect(200);
        }
        let (second, third) = (net.server.sibling().await, net.server.sibling().await);
        let apps = [&net.server.app, &second.app, &third.app];
        let now = net.server.now();
        for outcome in futures::future::join_all(apps.map(|app| queue::run(app, now))).await {
            outcome.expect("it is queued");
        }
        for outcome in futures::future::join_all(apps.map(send::run_due)).await {
            outcome.expect("it is sent");
        }
        for (hook, receiver) in hooks.iter().zip(&receivers) {
            let log = deliveries(&net, hook).await;
            let recorded: BTreeSet<String> = log.iter().map(|one| one["event_id"].to_string()).collect();
            assert_eq!((log.len(), recorded.len()), (2, 2), "each event once");
            let sent: BTreeSet<String> =
                receiver.requests().iter().map(|one| json!(one.header("webhook-id")).to_string()).collect();
            assert_eq!((receiver.requests().len(), sent), (2, recorded));
        }
        second.stop().await;
        third.stop().await;
    }

    async fn a_running_server_sends_by_itself_and_stops_when_it_is_told(kind) {
        let net = start(kind).await;
        let (never, good) = (Receiver::start(Answer::Never), Receiver::start(Answer::of("200 OK", &[], "")));
        let (silent, hook) = (set_up(&net, &never, &json!({})).await, set_up(&net, &good, &json!({})).await);
        let running = jobs::start(&net.server.app);
        test(&net, &silent).await;
        test(&net, &hook).await;
        let end = tokio::time::Instant::now() + Duration::from_secs(30);
        while deliveries(&net, &hook).await[0]["state"] != "delivered" || never.connections() == 0 {
            assert!(tokio::time::Instant::now() < end, "nothing is sent");
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        // The try under way is brought to its end.
        running.stop().await;
        let log = deliveries(&net, &silent).await;
        assert_eq!((&log[0]["attempts"], &log[0]["reason"]["code"]), (&json!(1), &json!("timed_out")));
        assert_eq!((good.requests().len(), never.connections()), (1, 1));
    }

    async fn what_a_dead_instance_began_another_ends_under_the_same_id(kind) {
        let net = start(kind).await;
        let receiver = Receiver::start(Answer::of("200 OK", &[], ""));
        let hook = set_up(&net, &receiver, &json!({})).await;
        let delivery = test(&net, &hook).await;
        let (store, now) = (&net.server.app.store, net.server.now());
        // A worker that took the lane so long ago that its lease is over by now.
        let then = net.server.app.clock.real_ms() - 600_000;
        let taken = store.take_lanes(now, then, 10).await.expect("the database");
        assert_eq!(taken.len(), 1);
        let ids = [delivery["id"].as_str().and_then(|id| id.parse().ok()).expect("an id")];
        let event = delivery["event_id"].as_str().and_then(|id| id.parse().ok()).expect("an id");
        let parcel = Parcel { ids: &ids, id: event, digest: None };
        assert!(store.delivery_begins(&taken[0], &parcel, now, then).await.expect("the database"));
        send::run_due(&net.server.app).await.expect("it is sent");
        let log = deliveries(&net, &hook).await;
        assert_eq!((log.len(), &log[0]["state"], &log[0]["attempts"]), (1, &json!("delivered"), &json!(2)));
        assert_eq!(receiver.requests()[0].header("webhook-id"), delivery["event_id"].as_str().expect("an id"));
        // It was not dead, only slow: it has the lane no longer, and what has ended stays so.
        assert!(!store.delivery_begins(&taken[0], &parcel, now, then).await.expect("the database"));
        let stopped = Standing { stopped: Some("gone".into()), ..Standing::default() };
        store.delivery_ended(&taken[0], &ids, &End::Dead, None, stopped, now).await.expect("the database");
        assert_eq!(deliveries(&net, &hook).await, log);
        assert_eq!(net.hq.get(&path(&hook)).await.expect(200)["stopped"], json!(null));
    }
}
