//! Robots of group chats.

use serde_json::{Value, json};

use super::{
    change, deliveries,
    http_server::{Answer, Receiver},
    issue, path, set_up, start, test,
};

fn said(code: i64) -> Answer {
    Answer::of("200 OK", &[], &json!({"errcode": code, "errmsg": "said"}).to_string())
}

on_both! {
    async fn a_group_is_told_in_its_language_and_its_key_is_shown_to_nobody(kind) {
        let net = start(kind).await;
        let receiver = Receiver::start(said(0));
        let address = format!("{}?key=SECRETKEY", receiver.url("/cgi-bin/webhook/send"));
        let group = set_up(&net, &receiver, &json!({"kind": "wecom", "address": address, "keyword": "整改"})).await;
        assert_eq!((&group["secret"], &group["address"]), (&Value::Null, &json!("127.0.0.1")));
        issue(&net).await;
        let request = receiver.requests().pop().expect("a message");
        assert_eq!(request.line, "POST /cgi-bin/webhook/send?key=SECRETKEY HTTP/1.1");
        let text = request.json()["text"]["content"].as_str().expect("text").to_owned();
        assert!(text.contains("第0加油站") && text.contains("整改"), "{text}");
        assert_eq!(deliveries(&net, &group).await[0]["state"], "delivered");
        for page in ["/v1/webhooks".to_owned(), path(&group), format!("{}/deliveries", path(&group))] {
            assert!(!net.hq.get(&page).await.text().contains("SECRETKEY"), "{page}");
        }
        // A robot has no secret of ours.
        net.hq.post(&format!("{}/secret", path(&group)), json!({})).await.problem(409, "wrong-state");
    }

    async fn a_robot_that_was_removed_stops_and_many_messages_become_one(kind) {
        let net = start(kind).await;
        // WeCom: the key is not valid.
        let receiver = Receiver::in_turn(vec![said(93000), said(0)]);
        let group = set_up(&net, &receiver, &json!({"kind": "wecom"})).await;
        test(&net, &group).await;
        net.server.work().await;
        assert_eq!(net.hq.get(&path(&group)).await.expect(200)["stopped"]["code"], "setup_refused");
        change(&net.hq, &path(&group), &json!({"name": "New"})).await.expect(200);
        for _ in 0..5 {
            test(&net, &group).await;
        }
        net.server.work().await;
        let log = deliveries(&net, &group).await;
        assert!(log.iter().all(|one| one["state"] == "delivered"), "{log:#?}");
        // What was tried before stays alone; the five go together.
        assert_eq!(receiver.requests().len(), 3);
        let together: Vec<&Value> = log.iter().filter(|one| one["digest"] == "digest.many").collect();
        assert_eq!(together.len(), 5);
        assert!(together.iter().all(|one| one["sent_as"] == together[0]["sent_as"]));
    }
}
