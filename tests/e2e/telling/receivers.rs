//! Receivers that answer late, wrong, never, or lead elsewhere.

use forecourt_api::{jobs::right_time, telling::send};
use serde_json::{Value, json};
use tokio::task::JoinSet;
use uuid::Uuid;

use super::{
    change, deliveries,
    http_server::{Answer, Receiver},
    path, set_up, start, test,
};
use crate::orders::{DAY_MS, PRICES, SIGN, path_of, publish};

fn said(status: &str) -> Answer {
    Answer::of(status, &[], "")
}

on_both! {
    async fn a_bad_receiver_is_tried_again_under_the_same_id(kind) {
        let net = start(kind).await;
        let elsewhere = Receiver::start(said("200 OK"));
        let location = format!("location: {}", elsewhere.url("/"));
        let redirect = Answer::of("302 Found", &[&location], "");
        let slow = Answer::Slowly("HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n".to_owned());
        let answers = vec![Answer::Hangs, said("500 Oops"), redirect, Answer::Never, slow];
        let receiver = Receiver::in_turn(answers);
        let hook = set_up(&net, &receiver, &json!({})).await;
        let event = test(&net, &hook).await["event_id"].clone();
        for (tries, code) in (1..).zip(["unreachable", "status", "redirect", "timed_out"]) {
            net.server.work().await;
            let log = deliveries(&net, &hook).await;
            let seen = (&log[0]["state"], &log[0]["attempts"], &log[0]["reason"]["code"]);
            assert_eq!(seen, (&json!("waiting"), &json!(tries), &json!(code)));
            // Before its time nothing is tried.
            net.server.work().await;
            assert_eq!(receiver.connections(), tries);
            net.server.time(net.server.now() + DAY_MS);
        }
        net.server.work().await;
        let log = deliveries(&net, &hook).await;
        assert_eq!((&log[0]["state"], &log[0]["attempts"], &log[0]["reason"]), (&json!("delivered"), &json!(5), &Value::Null));
        let requests = receiver.requests();
        assert_eq!(requests.len(), 5);
        for request in &requests {
            assert_eq!((request.header("webhook-id"), &request.body), (event.as_str().expect("an id"), &requests[0].body));
        }
        assert_eq!(elsewhere.connections(), 0, "redirects are not followed");
    }

    async fn what_was_given_up_can_be_sent_again(kind) {
        let net = start(kind).await;
        let receiver = Receiver::in_turn([vec![said("500 Oops"); 10], vec![said("200 OK")]].concat());
        let hook = set_up(&net, &receiver, &json!({})).await;
        let delivery = test(&net, &hook).await;
        let replay = format!("{}/deliveries/{}/replay", path(&hook), delivery["id"].as_str().expect("an id"));
        net.hq.post(&replay, json!({})).await.problem(409, "wrong-state");
        for _ in 0..12 {
            net.server.work().await;
            net.server.time(net.server.now() + 2 * DAY_MS);
        }
        let log = deliveries(&net, &hook).await;
        assert_eq!((&log[0]["state"], &log[0]["attempts"], receiver.connections()), (&json!("dead"), &json!(10), 10));
        let shown = net.hq.get(&path(&hook)).await.expect(200);
        assert_eq!((&shown["dead"], &shown["waiting"]), (&json!(1), &json!(0)));
        let key = Uuid::new_v4();
        let again = net.hq.post_with_key(&replay, json!({}), key).await.expect(200);
        assert_eq!(again["state"], "waiting");
        net.server.work().await;
        assert_eq!(net.hq.post_with_key(&replay, json!({}), key).await.expect(200), again, "a repeat sends nothing");
        net.server.work().await;
        assert_eq!(deliveries(&net, &hook).await[0]["state"], "delivered");
        let ids: Vec<String> = receiver.requests().iter().map(|one| one.header("webhook-id").to_owned()).collect();
        assert_eq!(ids, vec![delivery["event_id"].as_str().expect("an id").to_owned(); 11]);
    }

    async fn one_that_is_gone_stops_until_somebody_corrects_it(kind) {
        let net = start(kind).await;
        let gone = Receiver::start(said("410 Gone"));
        let hook = set_up(&net, &gone, &json!({})).await;
        let first = test(&net, &hook).await;
        net.server.work().await;
        let shown = net.hq.get(&path(&hook)).await.expect(200);
        let stopped = json!({"code": "gone", "text": "It no longer takes messages"});
        assert_eq!((&shown["stopped"], &shown["waiting"]), (&stopped, &json!(1)));
        net.server.time(net.server.now() + 2 * DAY_MS);
        net.server.work().await;
        assert_eq!(gone.connections(), 1, "it is left alone");
        let missing = net.admin.get("/v1/deliveries?state=stopped&channel=webhook").await.expect(200);
        assert_eq!((missing["items"].as_array().map(Vec::len), &missing["items"][0]["to"]["name"]), (Some(1), &json!("Hook")));
        let replay = format!("/v1/deliveries/{}/replay", missing["items"][0]["id"].as_str().expect("an id"));
        net.admin.post(&replay, json!({})).await.expect(200);
        net.server.work().await;
        assert_eq!(gone.connections(), 2, "an administrator has it tried once more");
        let better = Receiver::start(said("200 OK"));
        let stale = net.hq.request(reqwest::Method::PATCH, &path(&hook)).header("if-match", "\"9\"");
        net.hq.send(stale.json(&json!({"name": "Late"}))).await.problem(412, "stale-version");
        change(&net.hq, &path(&hook), &json!({"address": better.url("/new").as_str()})).await.expect(200);
        net.server.work().await;
        assert_eq!(net.hq.get(&path(&hook)).await.expect(200)["stopped"], Value::Null);
        let requests = better.requests();
        assert_eq!((requests.len(), requests[0].header("webhook-id")), (1, first["event_id"].as_str().expect("an id")));
    }

    async fn a_server_whose_clock_has_jumped_sends_nothing(kind) {
        let net = start(kind).await;
        let (app, receiver) = (&net.server.app, Receiver::start(said("200 OK")));
        let hook = set_up(&net, &receiver, &json!({})).await;
        test(&net, &hook).await;
        let by = |jump: i64| move || Some(app.clock.real_ms() + jump);
        // SQLite has no clock of its own: this one is held against what it said before.
        assert!(right_time::compare(app, by(0)).await);
        let mut under_way = JoinSet::new();
        send::take(app, &mut under_way, by(DAY_MS)).await.expect("a look");
        assert!(under_way.is_empty(), "another server may be sending it");
        send::take(app, &mut under_way, by(0)).await.expect("a look");
        while let Some(ended) = under_way.join_next().await {
            ended.expect("it is sent");
        }
        assert_eq!(receiver.connections(), 1);
    }

    async fn one_that_asks_for_time_gets_it_and_holds_up_no_other(kind) {
        let net = start(kind).await;
        let busy = Receiver::in_turn(vec![
            Answer::of("503 Busy", &["retry-after: 3600"], ""),
            said("200 OK"),
        ]);
        let (never, good) = (Receiver::start(Answer::Never), Receiver::start(said("200 OK")));
        set_up(&net, &busy, &json!({})).await;
        publish(&net, &net.visit(0, 0, 3).with(PRICES, false).with(SIGN, 0)).await;
        for item in [PRICES, SIGN] {
            // What comes later waits as well: the receiver is left alone.
            net.region.verb(&path_of(&net.region, item).await, "issue", json!({})).await.expect(200);
            net.server.work().await;
        }
        assert_eq!(busy.connections(), 1);
        net.server.time(net.server.now() + 3_500_000);
        net.server.work().await;
        assert_eq!(busy.connections(), 1);
        let (dead, alive) = (set_up(&net, &never, &json!({})).await, set_up(&net, &good, &json!({})).await);
        test(&net, &dead).await;
        test(&net, &alive).await;
        net.server.time(net.server.now() + 600_000);
        net.server.work().await;
        assert_eq!((busy.connections(), good.requests().len(), never.connections()), (3, 1, 1));
    }
}
