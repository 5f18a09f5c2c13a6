//! What a station sees of a published audit as it changes (decisions 19, 21 and 22), and how it ends.

use forecourt_tests::{desk::Desk, network::Network, phone, visit::Visit};
use serde_json::{Value, json};

use crate::again::thin;

const HOUR_MS: i64 = 3_600_000;
const DAY_MS: i64 = 24 * HOUR_MS;
const PRICES: &str = "approach.price_board_matches_pump";
const SIGN: &str = "approach.brand_sign_visible_intact";

pub(crate) async fn deliver(net: &Network, visit: &Visit) -> String {
    deliver_by(net, 0, visit).await
}

/// The same by this shopper.
pub(crate) async fn deliver_by(net: &Network, shopper: usize, visit: &Visit) -> String {
    net.phone(shopper).deliver(visit).await;
    net.server.work().await;
    phone::path(visit)
}

/// Accepts with this wish as often as it takes; the first of the two may hold the audit already.
pub(crate) async fn accept(desks: [&Desk; 2], path: &str, wish: &Value) -> Value {
    let mut done = Value::Null;
    for desk in desks {
        desk.verb(path, "claim", json!({})).await.expect(200);
        done = desk.verb(path, "accept", wish.clone()).await.expect(200);
        if done["state"] != "second_review" {
            break;
        }
    }
    done
}

/// Publishes everything on the next working day at ten.
pub(crate) async fn next_day(net: &Network, day: i64) {
    net.server.time(net.start_ms + day * DAY_MS);
    net.server.work().await;
}

/// Proposes and lets head office confirm; the state then.
pub(crate) async fn change(net: &Network, path: &str, verb: &str, body: Value) -> Value {
    let proposed = net.reviewers[2].verb(path, verb, body).await.expect(200);
    let confirm = format!("proposals/{}/confirm", proposed["proposal_id"].as_str().expect("a proposal"));
    net.hq.verb(path, &confirm, json!({"reason": "yes"})).await.expect(200)["state"].clone()
}

/// (number, day) of each result that a station sees.
async fn seen(desk: &Desk, path: &str) -> Vec<(i64, String)> {
    let shown = desk.get(&format!("{path}/revisions")).await.expect(200);
    let scores = shown["scores"].as_array().expect("scores");
    let of = |one: &Value| {
        (one["score_revision"].as_i64().expect("a number"), one["day"].as_str().expect("a day").to_owned())
    };
    scores.iter().map(of).collect()
}

fn seen_as(list: &[(i64, &str)]) -> Vec<(i64, String)> {
    list.iter().map(|(number, day)| (*number, (*day).to_owned())).collect()
}

on_both! {
    async fn a_station_counts_what_was_published_to_it(kind) {
        let net = Network::start(kind).await;
        let [first, second, third] = [&net.reviewers[0], &net.reviewers[1], &net.reviewers[2]];
        let path = deliver(&net, &net.visit(0, 0, 2)).await;
        assert_eq!(accept([first, second], &path, &json!({})).await["state"], "approved");
        third.verb(&path, "reopen", json!({"reason": "looked again"})).await.expect(200);
        assert_eq!(accept([third, first], &path, &json!({})).await["state"], "approved");
        next_day(&net, 1).await;
        let shown = net.manager.get(&path).await;
        assert_eq!((shown.expect(200)["version"].as_i64(), shown.headers["etag"].to_str().ok()), (Some(1), Some("\"1\"")), "not the second judgement");
        assert_eq!(seen(&net.manager, &path).await, seen_as(&[(1, "2026-06-02")]));
        assert_eq!(net.hq.get(&format!("{path}/score")).await.expect(200)["score_revision"], 2);
        net.manager.get(&format!("{path}/score?revision=2")).await.problem(404, "not-found");
        net.server.time(net.start_ms + DAY_MS + HOUR_MS);
        let wrong = json!({"changes": [{"item": PRICES, "value": false, "reason": "the clip"}]});
        assert_eq!(change(&net, &path, "correct", wrong).await, "published");
        assert_eq!(seen(&net.manager, &path).await, seen_as(&[(1, "2026-06-02"), (2, "2026-06-02")]));
        let score = net.manager.get(&format!("{path}/score?revision=2")).await.expect(200);
        assert!(score["score"]["final_bp"].as_i64() < Some(10_000) && score["reason"] == "correction", "{score}");
        // Taken out as incomplete, reviewed anew and published once more: what it was in between was never published.
        let lines = score["score"]["lines"].as_array().expect("lines").iter().filter(|line| line["nominal"] != json!(0));
        let plain = thin(net.visit(0, 0, 0));
        let changes: Vec<Value> = lines
            .filter_map(|line| plain.changes.iter().find(|(item, _)| line["item"] == *item))
            .map(|(item, _)| json!({"item": item, "value": null, "reason": "cannot be told"}))
            .collect();
        assert_eq!(change(&net, &path, "correct", json!({"changes": changes})).await, "incomplete");
        net.manager.get(&path).await.problem(404, "not-found");
        third.verb(&path, "reopen", json!({"reason": "the clip is back"})).await.expect(200);
        let back: Vec<Value> = changes
            .iter()
            .map(|change| {
                let best = net.visit(0, 0, 0).submission()["answers"][change["item"].as_str().expect("an item")]["value"].clone();
                json!({"item": change["item"], "value": best, "reason": "seen after all"})
            })
            .collect();
        third.verb(&path, "correct", json!({"changes": back})).await.expect(200);
        assert_eq!(accept([third, first], &path, &json!({})).await["state"], "approved");
        next_day(&net, 2).await;
        assert_eq!(seen(&net.manager, &path).await, seen_as(&[(1, "2026-06-02"), (2, "2026-06-02"), (3, "2026-06-03")]));
        assert_eq!(net.manager.get(&path).await.expect(200)["version"], 3);
    }

    async fn a_note_is_about_what_is_missed(kind) {
        let net = Network::start(kind).await;
        let [first, second] = [&net.reviewers[0], &net.reviewers[1]];
        let path = deliver(&net, &net.visit(0, 0, 2).with(PRICES, false)).await;
        first.verb(&path, "claim", json!({})).await.expect(200);
        let notes = json!({"station_notes": [{"item": PRICES, "note": "another price"}, {"item": SIGN, "note": "well done"}]});
        let refused = first.verb(&path, "accept", notes).await;
        assert_eq!(refused.violations(), [("/station_notes/1/item".to_owned(), "bad_value".to_owned())]);
        let notes = json!({"station_notes": [{"item": PRICES, "note": "another price"}]});
        assert_eq!(accept([first, second], &path, &notes).await["state"], "approved");
        next_day(&net, 1).await;
        let note = |shown: Value| shown["notes"].as_array().map(Vec::len);
        assert_eq!(note(net.manager.get(&path).await.expect(200)), Some(1));
        let right = json!({"changes": [{"item": PRICES, "value": true, "reason": "the photo shows both"}]});
        assert_eq!(change(&net, &path, "correct", right).await, "published");
        assert_eq!(note(net.manager.get(&path).await.expect(200)), Some(0), "no complaint about full points");
        assert_eq!(note(net.auditor.get(&path).await.expect(200)), Some(0));
    }

    async fn what_is_proposed_ends_with_the_audit(kind) {
        let net = Network::start(kind).await;
        let path = deliver(&net, &net.visit(0, 0, 2)).await;
        accept([&net.reviewers[0], &net.reviewers[1]], &path, &json!({})).await;
        next_day(&net, 1).await;
        let wrong = json!({"changes": [{"item": PRICES, "value": false, "reason": "the clip"}]});
        let other = net.reviewers[0].verb(&path, "correct", wrong).await.expect(200);
        let listed = net.reviewers[1].get("/v1/audits?open_proposal=true").await.expect(200);
        assert_eq!(listed["items"][0]["id"], other["id"], "it can be found");
        assert_eq!(change(&net, &path, "void", json!({"reason": "invented"})).await, "void");
        let case = net.hq.get(&path).await.expect(200);
        let of = |kind: &str| case["proposals"].as_array().expect("proposals").iter().find(|one| one["kind"] == kind).expect("it is there");
        assert_eq!((&of("void")["state"], &of("correct")["state"]), (&json!("confirmed"), &json!("dismissed")));
        assert!(of("correct")["decided_by"].is_null() && of("correct")["decided_at"].is_string(), "{}", case["proposals"]);
        assert_eq!(net.reviewers[1].get("/v1/audits?open_proposal=true").await.expect(200)["items"], json!([]));
    }

    async fn identical_appeals_at_once_are_one(kind) {
        let net = Network::start(kind).await;
        let path = deliver(&net, &net.visit(0, 0, 2).with(PRICES, false)).await;
        accept([&net.reviewers[0], &net.reviewers[1]], &path, &json!({})).await;
        next_day(&net, 1).await;
        let place = format!("/v1/appeals/{}", uuid::Uuid::new_v4());
        let body = json!({"audit_id": path.rsplit('/').next(), "item": PRICES, "reason": "it was so"});
        let answers = futures::future::join_all((0..6).map(|_| net.manager.put(&place, &body))).await;
        let mut statuses: Vec<u16> = answers.iter().map(|answer| answer.status.as_u16()).collect();
        statuses.sort_unstable();
        assert_eq!(statuses, [200, 200, 200, 200, 200, 201], "repeating it is no conflict");
    }

    async fn an_audit_becomes_final_once(kind) {
        let net = Network::start(kind).await;
        let path = deliver(&net, &net.visit(0, 0, 2)).await;
        accept([&net.reviewers[0], &net.reviewers[1]], &path, &json!({})).await;
        next_day(&net, 1).await;
        let other = net.server.sibling().await;
        // Friday, a minute past six in Shanghai.
        for server in [&net.server, &other] {
            server.time(net.start_ms + 4 * DAY_MS + 8 * HOUR_MS + 60_000);
        }
        tokio::join!(net.server.work(), other.work());
        let case = net.hq.get(&path).await.expect(200);
        let ends = case["history"].as_array().expect("history").iter().filter(|event| event["verb"] == "finalise").count();
        assert_eq!((&case["state"], ends), (&json!("final"), 1));
        // Whoever comes later finds nothing to end, and says nothing.
        let audit = path.rsplit('/').next().and_then(|id| id.parse().ok()).expect("an id");
        let (store, now) = (&net.server.app.store, net.server.now());
        assert_eq!(store.finalise(&[audit], now, now).await.expect("the database"), 0);
        assert_eq!(net.hq.get(&path).await.expect(200)["history"], case["history"]);
    }
}
