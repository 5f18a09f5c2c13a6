//! What reviewers decide beside answers: visit flags, N/A that was asked for, evidence (decisions 6, 7, 10 and 19).

use forecourt_tests::{
    desk::Desk,
    network::Network,
    phone,
    visit::{Photo, Visit},
};
use serde_json::{Value, json};

const PRICES: &str = "approach.price_board_matches_pump";
const SIGN: &str = "approach.brand_sign_visible_intact";
const BADGE: &str = "greeting.badge_worn";
const ODOUR: &str = "restroom.no_odor";
const SOAP: &str = "restroom.supplies_stocked";
/// N/A when the shopper himself lost the time.
const CYCLE: &str = "fueling.service_cycle_time";
/// A red line that needs no photo when it is passed.
const ENGINE: &str = "safety.engine_off_enforced";
/// A red line that needs one always.
const GRADE: &str = "fueling.correct_grade_dispensed";

/// Delivers this content of a visit and claims it; the path of the audit.
async fn claimed(net: &Network, visit: &Visit, body: &Value) -> String {
    let phone = net.phone(0);
    let receipt = phone.put_raw(visit, body).await.expect(200);
    phone.upload(visit, &receipt).await;
    phone.put_raw(visit, body).await.expect(200);
    net.server.work().await;
    let path = phone::path(visit);
    net.reviewers[0].verb(&path, "claim", json!({})).await.expect(200);
    path
}

async fn case(desk: &Desk, path: &str) -> Value {
    desk.get(path).await.expect(200)
}

/// Accepts with this wish, by a second person too where one is needed.
async fn accepted(net: &Network, path: &str, wish: Value) {
    for (reviewer, wish) in [(&net.reviewers[2], wish), (&net.reviewers[1], json!({}))] {
        // The first may hold it already.
        reviewer.verb(path, "claim", json!({})).await;
        if reviewer.verb(path, "accept", wish).await.expect(200)["state"] == "approved" {
            return;
        }
    }
    panic!("not approved");
}

/// Photos that the station may see with their boxes, by id.
async fn released(net: &Network, path: &str) -> Vec<(String, Value)> {
    let photos = case(&net.hq, path).await["photos"].clone();
    let shown = photos.as_array().expect("photos").iter().filter(|photo| photo["released"] == true);
    let mut found: Vec<_> =
        shown.map(|photo| (photo["photo_id"].as_str().expect("an id").to_owned(), photo["boxes"].clone())).collect();
    found.sort_by(|a, b| a.0.cmp(&b.0));
    found
}

/// (state, rule, earned, evidence) of an item as the score explains it.
fn line(explained: &Value, item: &str) -> (String, String, i64, String) {
    let lines = explained["lines"].as_array().expect("lines");
    let line = lines.iter().find(|line| line["item"] == item).expect("the item");
    let text = |name: &str| line[name].as_str().expect("text").to_owned();
    (text("state"), text("rule"), line["earned"].as_i64().expect("points"), text("evidence"))
}

fn is(state: &str, rule: &str, earned: i64, evidence: &str) -> (String, String, i64, String) {
    (state.to_owned(), rule.to_owned(), earned, evidence.to_owned())
}

fn change(what: &str, target: &str, value: Value) -> Value {
    json!({"changes": [{what: target, "value": value, "reason": "seen on the clip"}]})
}

on_both! {
    async fn a_visit_flag_is_corrected_and_both_values_stay(kind) {
        let net = Network::start(kind).await;
        let first = &net.reviewers[0];
        let visit = net.visit(0, 0, 3);
        let path = claimed(&net, &visit, &visit.submission()).await;
        let before = case(first, &path).await;
        assert_eq!((&before["flag_values"]["v.shopper_delay"], line(&before["explained"], CYCLE).0.as_str()), (&json!(false), "answered"));
        first.verb(&path, "correct", change("flag", "v.shopper_delay", json!(true))).await.expect(200);
        let after = case(first, &path).await;
        assert_eq!(after["flag_values"]["v.shopper_delay"], true);
        assert_eq!(line(&after["explained"], CYCLE), is("na", "na:v.bulk_or_truck || v.shopper_delay", 0, "none_required"));
        assert_eq!(after["explained"]["visit_na_points"], json!(before["explained"]["visit_na_points"].as_i64().expect("points") + 20));
        let judged = &after["judgements"][0];
        assert_eq!((&judged["kind"], &judged["target"]), (&json!("visit_flag"), &json!("v.shopper_delay")));
        assert_eq!((&judged["old"], &judged["new"], &judged["by"]["id"]), (&json!(false), &json!(true), &json!(first.person_id)));
        assert_eq!(after["submission"], before["submission"], "what he said stays");
        // A number as well, and back.
        first.verb(&path, "correct", change("flag", "v.queue_len", json!(5))).await.expect(200);
        assert_eq!(line(&case(first, &path).await["explained"], "entry.peak_lane_management").0, "answered");
        first.verb(&path, "correct", change("flag", "v.shopper_delay", json!(false))).await.expect(200);
        assert_eq!(line(&case(first, &path).await["explained"], CYCLE).0, "answered");
    }

    async fn what_is_no_correction_of_a_flag_is_refused_with_its_place(kind) {
        let net = Network::start(kind).await;
        let visit = net.visit(0, 0, 3);
        let path = claimed(&net, &visit, &visit.submission()).await;
        let wrong = [
            ("st.has_store", json!(false), "/flag", "bad_value"),
            ("v.no_such", json!(true), "/flag", "unknown_flag"),
            ("v.store_closed", json!(1), "/value", "wrong_type"),
            ("v.queue_len", json!(true), "/value", "wrong_type"),
            ("v.queue_len", json!(1000), "/value", "out_of_range"),
        ];
        let changes: Vec<Value> =
            wrong.iter().map(|(flag, value, ..)| json!({"flag": flag, "value": value, "reason": "x"})).collect();
        let refused = net.reviewers[0].verb(&path, "correct", json!({"changes": changes})).await;
        refused.problem(422, "invalid");
        let expected: Vec<(String, String)> =
            wrong.iter().enumerate().map(|(n, (.., place, code))| (format!("/changes/{n}{place}"), (*code).to_owned())).collect();
        assert_eq!(refused.violations(), expected, "all at once");
        // Flags that would take a red line out of the audit: that of the payee, that of what is sold in the store.
        for flag in ["v.cash_paid", "v.store_closed"] {
            let refused = net.reviewers[0].verb(&path, "correct", change("flag", flag, json!(true))).await;
            assert_eq!(refused.violations(), [("/changes/0/value".to_owned(), "bad_value".to_owned())], "{flag}");
        }
        let two = json!({"changes": [{"flag": "v.store_closed", "item": PRICES, "value": true, "reason": "x"}]});
        assert_eq!(net.reviewers[0].verb(&path, "correct", two).await.violations(), [("/changes/0".to_owned(), "duplicate".to_owned())]);
        assert_eq!(case(&net.reviewers[0], &path).await["judgements"], json!([]), "nothing was written");
    }

    async fn an_na_is_granted_where_it_was_asked_for_and_never_for_a_red_line(kind) {
        let net = Network::start(kind).await;
        let first = &net.reviewers[0];
        let visit = net.visit(0, 0, 3);
        let mut body = visit.submission();
        body["answers"][ODOUR] = json!({"value": null, "na_request": {"reason": "a cleaner was inside"}});
        body["answers"][ENGINE]["na_request"] = json!({"reason": "nobody else was there"});
        let path = claimed(&net, &visit, &body).await;
        let points = |case: &Value| case["explained"]["visit_na_points"].as_i64().expect("points");
        let before = case(first, &path).await;
        assert_eq!(line(&before["explained"], ODOUR), is("not_observed", "not_observed", 0, "none_required"));
        let refused = json!({"changes": [
            {"na_request": ENGINE, "value": true, "reason": "x"},
            {"na_request": SOAP, "value": true, "reason": "x"},
            {"na_request": "no.such", "value": true, "reason": "x"},
            {"na_request": ODOUR, "value": "yes", "reason": "x"},
        ]});
        let refused = first.verb(&path, "correct", refused).await;
        refused.problem(422, "invalid");
        let expected = [("0/na_request", "bad_value"), ("1/na_request", "bad_value"), ("2/na_request", "unknown_item"), ("3/value", "wrong_type")];
        assert_eq!(refused.violations(), expected.map(|(place, code)| (format!("/changes/{place}"), code.to_owned())));
        first.verb(&path, "correct", change("na_request", ODOUR, json!(true))).await.expect(200);
        let granted = case(first, &path).await;
        assert_eq!(line(&granted["explained"], ODOUR), is("na", "na:requested", 0, "none_required"));
        assert_eq!(points(&granted), points(&before) + 16, "it counts as caused by the visit");
        assert_eq!(granted["judgements"][0]["kind"], "na_request");
        assert_eq!(line(&granted["explained"], ENGINE).0, "answered");
        first.verb(&path, "correct", change("na_request", ODOUR, json!(false))).await.expect(200);
        assert_eq!(line(&case(first, &path).await["explained"], ODOUR).0, "not_observed", "taken back");
    }

    async fn a_miss_without_evidence_is_not_observed_unless_a_reviewer_keeps_it(kind) {
        let net = Network::start(kind).await;
        let [first, second] = [&net.reviewers[0], &net.reviewers[1]];
        let visit = net.visit(0, 0, 3).with(PRICES, false).with(BADGE, false);
        let mut body = visit.submission();
        // One photo is missing, one miss has no remark; a third shows what a reason is worth.
        body["answers"][PRICES] = json!({"value": false});
        body["answers"][SIGN] = json!({"value": 0, "photo_reason": "occupied"});
        body["answers"][BADGE] = json!({"value": false, "note": "no badge"});
        let path = claimed(&net, &visit, &body).await;
        let seen = case(first, &path).await["explained"].clone();
        assert_eq!(line(&seen, PRICES), is("not_observed", "not_observed", 0, "missing"));
        assert_eq!(line(&seen, BADGE), is("not_observed", "not_observed", 0, "missing"));
        assert_eq!(line(&seen, SIGN), is("answered", "grade:0/2", 0, "photo_reason"));
        let wish = |item: &str| json!({"keep": [{"item": item, "reason": "the till saw it too"}]});
        for (item, code) in [(GRADE, "bad_value"), ("no.such", "unknown_item")] {
            let refused = first.verb(&path, "accept", wish(item)).await;
            assert_eq!(refused.violations(), [("/keep/0/item".to_owned(), code.to_owned())], "{item}");
        }
        let bare = json!({"keep": [{"item": PRICES, "reason": ""}]});
        assert_eq!(first.verb(&path, "accept", bare).await.violations()[0].0, "/keep/0/reason");
        first.verb(&path, "accept", wish(PRICES)).await.expect(200);
        second.verb(&path, "claim", json!({})).await.expect(200);
        let done = second.verb(&path, "accept", json!({})).await.expect(200);
        assert_eq!(done["state"], "approved");
        let score = second.get(&format!("{path}/score")).await.expect(200)["score"].clone();
        assert_eq!(line(&score, PRICES), is("answered", "fail", 0, "missing"), "on his word");
        assert_eq!(line(&score, BADGE), is("not_observed", "not_observed", 0, "missing"));
        let judged = case(second, &path).await["judgements"].clone();
        assert_eq!((&judged[0]["kind"], &judged[0]["target"], &judged[0]["by"]["id"]), (&json!("keep_evidence"), &json!(PRICES), &json!(first.person_id)));
    }

    async fn a_remark_of_some_length_stands_in_for_a_photo_that_nobody_may_take(kind) {
        let net = Network::start(kind).await;
        let visit = net.visit(0, 0, 3).with(BADGE, false);
        let mut body = visit.submission();
        body["answers"][BADGE] = json!({"value": false, "note": "Neither of the two men wore a badge."});
        let path = claimed(&net, &visit, &body).await;
        let seen = case(&net.reviewers[0], &path).await["explained"].clone();
        assert_eq!(line(&seen, BADGE), is("answered", "fail", 0, "remark"));
    }

    async fn more_na_than_allowed_is_accepted_by_the_second_reviewer_only(kind) {
        let net = Network::start(kind).await;
        let [first, second] = [&net.reviewers[0], &net.reviewers[1]];
        let accepted = json!({"visit_na_accepted": true});
        for (station, wish, state) in [(0, &accepted, "approved"), (1, &json!({}), "incomplete")] {
            let visit = net.visit(0, station, 3);
            let mut body = visit.submission();
            for flag in ["v.cash_paid", "v.self_pay", "v.invoice_self_service", "v.shopper_delay"] {
                body["flags"][flag] = json!(true);
            }
            let path = claimed(&net, &visit, &body).await;
            let seen = case(first, &path).await;
            assert_eq!((&seen["explained"]["visit_na_points"], &seen["explained"]["valid"]), (&json!(161), &json!(false)));
            assert!(seen["second_review"].as_array().expect("causes").contains(&json!("visit_na")), "{}", seen["second_review"]);
            let early = first.verb(&path, "accept", accepted.clone()).await;
            assert_eq!(early.violations(), [("/visit_na_accepted".to_owned(), "bad_value".to_owned())]);
            assert_eq!(first.verb(&path, "accept", json!({})).await.expect(200)["state"], "second_review");
            second.verb(&path, "claim", json!({})).await.expect(200);
            let done = second.verb(&path, "accept", wish.clone()).await.expect(200);
            assert_eq!(done["state"], state, "{done}");
            let judged = case(second, &path).await["judgements"].clone();
            if state == "approved" {
                assert_eq!(done["score"]["final_bp"], 10_000, "{done}");
                assert_eq!((&judged[0]["kind"], &judged[0]["stage"]), (&json!("visit_na"), &json!("second")));
            } else {
                assert_eq!((&done["score"]["final_bp"], &judged), (&Value::Null, &json!([])));
            }
        }
    }

    async fn what_was_boxed_or_kept_back_stays_so_when_a_verdict_is_taken_back(kind) {
        let net = Network::start(kind).await;
        let visit = net.visit(0, 0, 4);
        let path = claimed(&net, &visit, &visit.submission()).await;
        net.reviewers[0].verb(&path, "release", json!({})).await.expect(200);
        let area = json!([{"x": 1000, "y": 1000, "w": 4000, "h": 4000}]);
        accepted(&net, &path, json!({"released_photos": [{"photo_id": visit.photos[1].id, "boxes": area}]})).await;
        let boxed = (visit.photos[1].id.to_string(), area);
        assert_eq!(released(&net, &path).await, std::slice::from_ref(&boxed));
        let reopen = async || net.reviewers[2].verb(&path, "reopen", json!({"reason": "a slip"})).await.expect(200);
        reopen().await;
        accepted(&net, &path, json!({})).await;
        assert_eq!(released(&net, &path).await, std::slice::from_ref(&boxed), "given once more");
        // What the shopper sends when he is asked is looked at for the first time.
        net.server.time(net.server.now() + 60_000);
        reopen().await;
        net.reviewers[2].verb(&path, "return", json!({"remarks": [{"text": "one more picture"}]})).await.expect(200);
        let phone = net.phone(0);
        phone.desk.get("/v1/sync").await.expect(200);
        let mut answer = visit.answered();
        answer.photos.push(Photo::draw(77, "scene"));
        phone.deliver(&answer).await;
        net.server.work().await;
        // Asked twice before the next verdict: nobody has judged the first answer either.
        net.reviewers[2].verb(&path, "claim", json!({})).await;
        net.reviewers[2].verb(&path, "return", json!({"remarks": [{"text": "is that all?"}]})).await.expect(200);
        phone.desk.get("/v1/sync").await.expect(200);
        phone.deliver(&answer.answered()).await;
        net.server.work().await;
        accepted(&net, &path, json!({})).await;
        let mut both = vec![boxed, (answer.photos[4].id.to_string(), Value::Null)];
        both.sort_by(|a, b| a.0.cmp(&b.0));
        assert_eq!(released(&net, &path).await, both);
        // Nothing at all is a wish, too.
        reopen().await;
        accepted(&net, &path, json!({"released_photos": []})).await;
        reopen().await;
        accepted(&net, &path, json!({})).await;
        assert!(released(&net, &path).await.is_empty());
    }
}
