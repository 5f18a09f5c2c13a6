//! Webhooks as their desks and their receivers see them.

use forecourt_api::times::rfc3339;
use forecourt_notify::Secret;
use forecourt_tests::network::{Network, id};
use serde_json::{Value, json};
use uuid::Uuid;

use super::{
    change, deliveries,
    http_server::{Answer, Receiver, Request},
    issue, path, set_up, start, test, told_of,
};
use crate::roles::person;

/// Whether a request is signed with this secret, and with how many there are.
fn is_signed(request: &Request, secret: &Value) -> (bool, usize) {
    let secret = Secret::parse(secret.as_str().expect("a secret")).expect("a secret of a webhook");
    let at = request.header("webhook-timestamp").parse().expect("epoch seconds");
    let mine = secret.sign(request.header("webhook-id"), at, &request.body);
    let signatures: Vec<&str> = request.header("webhook-signature").split(' ').collect();
    (signatures.contains(&mine.as_str()), signatures.len())
}

/// Whether a receiver is set up as it should not be: faults as (pointer, code).
async fn faults(net: &Network, wish: Value) -> Vec<(String, String)> {
    let refused = net.hq.post("/v1/webhooks", wish).await;
    refused.problem(422, "invalid");
    refused.violations()
}

on_both! {
    async fn an_issued_order_goes_out_once_signed_to_whom_it_concerns(kind) {
        let net = start(kind).await;
        let [whole, city, other, kinds, off] = [(); 5].map(|()| Receiver::start(Answer::of("204 No Content", &[], "")));
        let hook = set_up(&net, &whole, &json!({"lang": "en"})).await;
        set_up(&net, &city, &json!({"org_unit_id": net.units[2], "kinds": ["order.issued"]})).await;
        let unit = json!({"code": "GX", "level": 1, "parent_id": net.units[0], "name_zh": "广西", "name_en": "Guangxi"});
        let unit = id(&net.admin.post("/v1/org-units", unit).await.expect(201));
        set_up(&net, &other, &json!({"org_unit_id": unit})).await;
        set_up(&net, &kinds, &json!({"kinds": ["order.closed"]})).await;
        let quiet = set_up(&net, &off, &json!({})).await;
        change(&net.hq, &path(&quiet), &json!({"active": false})).await.expect(200);
        let order = issue(&net).await;
        net.server.work().await;
        let requests = whole.requests();
        assert_eq!(requests.len(), 1);
        let (body, told) = (requests[0].json(), told_of(&net.manager, "order.issued").await);
        assert_eq!((&body["type"], body["data"]["order"].as_str()), (&json!("order.issued"), order.rsplit('/').next()));
        assert_eq!(body["data"]["station"], "HZ-0000 Station 0");
        assert_eq!(body["data"]["due"].as_i64().map(rfc3339).as_deref(), told["due_at"].as_str(), "as the inbox says");
        assert_eq!(body["data"]["item"]["en"].as_str().map(str::is_empty), Some(false));
        assert_eq!(requests[0].header("webhook-id"), told["id"].as_str().expect("an id"), "the id is that of the inbox");
        assert_eq!(is_signed(&requests[0], &hook["secret"]), (true, 1));
        assert!(!is_signed(&requests[0], &json!(Secret::of([7; 32]).1)).0);
        assert_eq!(city.requests().len(), 1);
        assert_eq!(city.requests()[0].json()["data"]["station"], "HZ-0000 第0加油站");
        assert_eq!((other.connections(), kinds.connections(), off.connections()), (0, 0, 0));
        let log = deliveries(&net, &hook).await;
        assert_eq!((log.len(), &log[0]["state"], &log[0]["attempts"], &log[0]["event_id"]), (1, &json!("delivered"), &json!(1), &told["id"]));
        assert_eq!((&log[0]["data"]["order"], &log[0]["sent_as"]), (&body["data"]["order"], &told["id"]));
        assert_eq!(deliveries(&net, &quiet).await, Vec::<Value>::new());
    }

    async fn a_secret_is_shown_once_and_the_old_one_signs_for_a_day(kind) {
        let net = start(kind).await;
        let receiver = Receiver::start(Answer::of("200 OK", &[], ""));
        let wish = json!({"kind": "webhook", "name": "Hook", "address": receiver.url("/hook").as_str()});
        let key = Uuid::new_v4();
        let made = net.hq.post_with_key("/v1/webhooks", wish.clone(), key).await.expect(201);
        let again = net.hq.post_with_key("/v1/webhooks", wish, key).await.expect(201);
        assert_eq!((&again["id"], &again["secret"]), (&made["id"], &Value::Null));
        assert!(again["again"].as_str().is_some_and(|text| text.contains("/secret")));
        let path = path(&made);
        let next = net.hq.post(&format!("{path}/secret"), json!({})).await.expect(201);
        assert!(next["secret"].is_string() && next["secret"] != made["secret"]);
        test(&net, &made).await;
        net.server.work().await;
        let request = receiver.requests().pop().expect("a request");
        assert_eq!(is_signed(&request, &made["secret"]), (true, 2));
        assert_eq!(is_signed(&request, &next["secret"]), (true, 2));
        for page in ["/v1/webhooks".to_owned(), path.clone(), format!("{path}/deliveries")] {
            let shown = net.hq.get(&page).await.text();
            assert!(!shown.contains("whsec_"), "{page}: {shown}");
        }
    }

    async fn whoever_sets_one_up_is_told_every_fault(kind) {
        let net = Network::start(kind).await;
        let wrong = json!({"kind": "fax", "name": "Hook", "address": "gopher", "kinds": ["order.issued", "order.lost"]});
        let pairs = |list: &[(&str, &str)]| list.iter().map(|(at, code)| ((*at).to_owned(), (*code).to_owned())).collect::<Vec<_>>();
        assert_eq!(faults(&net, wrong).await, pairs(&[("/kind", "bad_value"), ("/kinds/1", "bad_value"), ("/address", "bad_value")]));
        for address in ["http://hooks.example.cn/", "https://127.0.0.1/", "https://169.254.169.254/", "https://a:b@hooks.example.cn/"] {
            let wish = json!({"kind": "webhook", "name": "Hook", "address": address});
            assert_eq!(faults(&net, wish).await, pairs(&[("/address", "bad_value")]), "{address}");
        }
        let own = json!({"kind": "webhook", "name": "Hook", "address": "https://hooks.example.cn/", "secret": "mine", "keyword": "word"});
        assert_eq!(faults(&net, own).await, pairs(&[("/secret", "bad_value"), ("/keyword", "bad_value")]));
    }

    async fn each_office_has_its_own(kind) {
        let net = start(kind).await;
        let receiver = Receiver::start(Answer::of("200 OK", &[], ""));
        let of_all = set_up(&net, &receiver, &json!({})).await;
        let wish = |unit: Value| json!({"kind": "webhook", "name": "Hook", "address": receiver.url("/own").as_str(), "org_unit_id": unit});
        let own = net.region.post("/v1/webhooks", wish(json!(net.units[2]))).await.expect(201);
        for (unit, code) in [(Value::Null, "missing"), (json!(net.units[0]), "bad_value")] {
            let refused = net.region.post("/v1/webhooks", wish(unit)).await;
            assert_eq!(refused.violations(), [("/org_unit_id".to_owned(), code.to_owned())]);
        }
        let listed = net.region.get("/v1/webhooks").await.expect(200);
        assert_eq!(listed["items"].as_array().map(|list| list.iter().map(id).collect::<Vec<_>>()), Some(vec![id(&own)]));
        net.region.get(&path(&of_all)).await.problem(404, "not-found");
        let far = person(&net, "far", json!([{"role": "region", "org_unit_id": net.units[2]}])).await;
        far.get(&path(&own)).await.expect(200);
        net.manager.get("/v1/webhooks").await.problem(403, "forbidden");
        net.auditor.get("/v1/webhooks").await.problem(403, "forbidden");
        let gone = net.region.request(reqwest::Method::DELETE, &path(&of_all));
        net.region.send(gone).await.problem(404, "not-found");
        let gone = || net.region.request(reqwest::Method::DELETE, &path(&own));
        net.region.send(gone()).await.expect(204);
        net.region.send(gone()).await.problem(404, "not-found");
        net.hq.get(&path(&of_all)).await.expect(200);
    }
}
