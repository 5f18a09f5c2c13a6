//! Doubts that the server itself raises, one submission each, as a reviewer reads them (§2.4, decisions 3, 6, 10 and 11).

use forecourt_tests::{
    network::{Network, STATIONS},
    phone::{self, Phone},
    visit::{Photo, Visit},
};
use serde_json::{Value, json};

use crate::orders::{self, ENGINE, PRICES};

const MINUTE_MS: i64 = 60_000;
const HOUR_MS: i64 = 60 * MINUTE_MS;
const SIGN: &str = "approach.brand_sign_visible_intact";
const ODOUR: &str = "restroom.no_odor";
const SVG: &[u8] = b"<?xml version=\"1.0\"?><svg xmlns=\"http://www.w3.org/2000/svg\"/>";

/// A doubt: its code, whether it is hard, where it points, what was seen, and the change of a flawless visit that raises it.
type Doubt = (&'static str, bool, Value, Value, fn(&mut Value));

fn doubts() -> Vec<Doubt> {
    let at = |pointer: &str| json!(pointer);
    vec![
        ("night_mismatch", false, at("/flags/v.night"), json!({"assigned": false}), |body| {
            body["flags"]["v.night"] = json!(true);
        }),
        ("self_service_mismatch", false, at("/flags/v.self_service"), json!({"assigned": false}), |body| {
            body["flags"]["v.self_service"] = json!(true);
        }),
        ("store_closed", false, at("/flags/v.store_closed"), Value::Null, |body| {
            body["flags"]["v.store_closed"] = json!(true);
        }),
        ("profile_dispute", false, at("/profile_dispute"), json!({"flag": "st.has_car_wash"}), |body| {
            body["profile_dispute"] = json!(["st.has_car_wash"]);
        }),
        (
            "photo_reason",
            false,
            at("/answers/approach.brand_sign_visible_intact"),
            json!({"reason": "unsafe"}),
            |body| {
                body["answers"][SIGN] = json!({"value": 2, "photo_reason": "unsafe"});
            },
        ),
        ("na_request", false, at("/answers/restroom.no_odor"), Value::Null, |body| {
            body["answers"][ODOUR] = json!({"value": null, "na_request": {"reason": "a cleaner was inside"}});
        }),
        // Beside what a visit by day leaves out anyway: cash, the payment at the pump, the invoice, the time that he lost.
        ("visit_na_over_limit", false, Value::Null, Value::Null, |body| {
            for flag in ["v.cash_paid", "v.self_pay", "v.invoice_self_service", "v.shopper_delay"] {
                body["flags"][flag] = json!(true);
            }
        }),
    ]
}

/// Delivers this content of a visit with the photos that it names.
async fn deliver(net: &Network, visit: &Visit, body: &Value) -> Value {
    let phone = net.phone(0);
    let receipt = phone.put_raw(visit, body).await.expect(200);
    phone.upload(visit, &receipt).await;
    phone.put_raw(visit, body).await.expect(200);
    net.server.work().await;
    case(net, visit).await
}

async fn case(net: &Network, visit: &Visit) -> Value {
    net.reviewers[2].get(&phone::path(visit)).await.expect(200)
}

/// (code, hard, pointer, data) of every flag; each is in force.
fn flags(case: &Value) -> Vec<(String, bool, Value, Value)> {
    let list = case["flags"].as_array().expect("flags").iter();
    let row = |flag: &Value| {
        assert_eq!(flag["in_force"], true, "{flag}");
        let code = flag["code"].as_str().expect("a code").to_owned();
        (code, flag["hard"] == true, flag["pointer"].clone(), flag["data"].clone())
    };
    list.map(row).collect()
}

fn codes(case: &Value) -> Vec<String> {
    flags(case).into_iter().map(|(code, ..)| code).collect()
}

/// The content of a visit with one more photo in its manifest, to which no answer refers.
fn with_another(visit: &mut Visit, photo: Photo) -> Value {
    let mut body = visit.submission();
    visit.photos.push(photo);
    let line = visit.submission()["photos"].as_array().and_then(|photos| photos.last()).cloned();
    body["photos"].as_array_mut().expect("photos").extend(line);
    body
}

/// Delivers it without its last photo, and lets a reviewer give that up after three days; the path of the audit.
async fn without_the_last(net: &Network, phone: &Phone, visit: &Visit, body: &Value) -> String {
    let path = phone::path(visit);
    let receipt = phone.put_raw(visit, body).await.expect(200);
    let lines = receipt["photos"].as_array().expect("photos").clone();
    for line in &lines[..lines.len() - 1] {
        assert_eq!(phone.upload_one(line, visit.bytes_of(line).to_vec()).await.status, 200);
    }
    phone.put_raw(visit, body).await.expect(200);
    net.server.work().await;
    net.server.time(net.server.now() + 73 * HOUR_MS);
    net.server.work().await;
    net.reviewers[0].verb(&path, "close-upload", json!({"reason": "no news"})).await.expect(200);
    net.server.work().await;
    path
}

on_both! {
    async fn each_doubt_is_raised_by_its_own_submission(kind) {
        let net = Network::start(kind).await;
        let clean = net.visit(0, 0, 3);
        assert_eq!(flags(&deliver(&net, &clean, &clean.submission()).await), [], "nothing is doubtful about a flawless visit");
        let all = doubts();
        assert!(all.len() < STATIONS);
        for (station, (code, hard, pointer, data, change)) in (1..).zip(all) {
            let visit = net.visit(0, station, 3);
            let mut body = visit.submission();
            change(&mut body);
            let case = deliver(&net, &visit, &body).await;
            assert_eq!(flags(&case), [(code.to_owned(), hard, pointer, data)], "{code}");
            let counted = if hard { json!([1, 0]) } else { json!([0, 1]) };
            assert_eq!(json!([case["hard_flags"], case["soft_flags"]]), counted, "{code}");
            assert_eq!(case["state"], "submitted", "{code}: a doubt decides nothing");
        }
    }

    async fn a_profile_that_was_not_in_force_is_noticed(kind) {
        let net = Network::start(kind).await;
        let visit = net.visit(0, 0, 3);
        // An hour after the visit the station gives up its car wash; the phone has heard of it before it sends.
        let path = format!("/v1/stations/{}/profile", net.stations[0].id);
        net.planner.put(&path, &json!({"flags": {"st.has_car_wash": false}})).await.expect(201);
        let mut body = visit.submission();
        body["station_profile_revision"] = json!(2);
        let case = deliver(&net, &visit, &body).await;
        assert_eq!(flags(&case), [("profile_changed".to_owned(), false, Value::Null, Value::Null)]);
        assert_eq!(case["flag_values"]["st.has_car_wash"], true, "judged by what was in force");
        // Replaced an hour ago is within its time.
        let other = net.visit(1, 0, 3);
        Phone::of(net.shoppers[1].clone()).deliver(&other).await;
        net.server.work().await;
        assert_eq!(codes(&self::case(&net, &other).await), [] as [&str; 0]);
    }

    async fn a_file_that_is_no_picture_is_unusable(kind) {
        let net = Network::start(kind).await;
        let mut visit = net.visit(0, 0, 3);
        let body = with_another(&mut visit, Photo { bytes: SVG.to_vec(), ..Photo::draw(1, "scene") });
        let case = deliver(&net, &visit, &body).await;
        assert_eq!(flags(&case), [("photo_unusable".to_owned(), true, Value::Null, Value::Null)]);
        assert_eq!(case["photos"].as_array().expect("photos").iter().filter(|photo| photo["state"] == "unusable").count(), 1);
        assert_eq!((&case["state"], &case["second_review"]), (&json!("submitted"), &json!(["high_score", "flag"])));
    }

    async fn a_photo_that_comes_after_approval_is_kept_and_changes_nothing(kind) {
        let net = Network::start(kind).await;
        let phone = net.phone(0);
        let mut visit = net.visit(0, 0, 3);
        let body = with_another(&mut visit, Photo::draw(7, "scene"));
        let path = without_the_last(&net, &phone, &visit, &body).await;
        assert_eq!(codes(&case(&net, &visit).await), ["photo_lost"]);
        let done = crate::published::accept([&net.reviewers[0], &net.reviewers[1]], &path, &json!({})).await;
        assert_eq!(done["state"], "approved", "{done}");
        let before = case(&net, &visit).await;
        net.server.time(net.server.now() + MINUTE_MS);
        let receipt = phone.put_raw(&visit, &body).await.expect(200);
        assert_eq!((&receipt["state"], &receipt["photos"][3]["state"]), (&json!("approved"), &json!("missing")), "it is still wanted");
        phone.upload(&visit, &receipt).await;
        phone.put_raw(&visit, &body).await.expect(200);
        net.server.work().await;
        let after = case(&net, &visit).await;
        assert_eq!(codes(&after), ["photo_lost", "photo_late"]);
        assert_eq!(after["photos"][3]["state"], "verified", "{}", after["photos"]);
        for what in ["state", "score", "score_revision", "publish_day", "explained"] {
            assert_eq!(after[what], before[what], "{what}");
        }
    }

    async fn a_photo_that_comes_after_approval_changes_nothing_when_another_item_is_appealed(kind) {
        let net = Network::start(kind).await;
        let phone = net.phone(0);
        // A red line whose only proof does not come, and an item that the station does not agree with.
        let mut visit = net.visit(0, 0, 3).with(ENGINE, false).with(PRICES, false);
        let mut body = with_another(&mut visit, Photo::draw(7, "scene"));
        body["answers"][ENGINE]["photos"] = json!([visit.photos[3].id]);
        let path = without_the_last(&net, &phone, &visit, &body).await;
        for reviewer in &net.reviewers[..2] {
            reviewer.verb(&path, &format!("red-lines/{ENGINE}/confirm"), json!({})).await.expect(200);
        }
        let done = crate::published::accept([&net.reviewers[0], &net.reviewers[1]], &path, &json!({})).await;
        assert_eq!(done["state"], "approved", "{done}");
        let before = case(&net, &visit).await;
        assert_eq!(before["red_lines"][0]["outcome"], "not_proven", "{}", before["red_lines"]);
        crate::published::next_day(&net, 5).await;
        let receipt = phone.put_raw(&visit, &body).await.expect(200);
        phone.upload(&visit, &receipt).await;
        phone.put_raw(&visit, &body).await.expect(200);
        net.server.work().await;
        let late = case(&net, &visit).await;
        assert_eq!((&late["photos"][3]["state"], &late["red_lines"]), (&json!("verified"), &before["red_lines"]));
        let appeal = orders::file(&net, &path, PRICES).await;
        let panel = net.people("panel", json!([{"role": "appeal_l1"}])).await;
        panel.verb(&appeal, "decide", json!({"outcome": "upheld", "reason": "the prices were right"})).await.expect(200);
        let after = case(&net, &visit).await;
        assert_eq!((&after["red_lines"], after["score"]["red_lines"].clone()), (&before["red_lines"], before["score"]["red_lines"].clone()));
        assert!(after["score"]["final_bp"].as_i64() > before["score"]["final_bp"].as_i64(), "{}", after["score"]);
        let open = orders::listed(&net.region, &format!("?item={ENGINE}&open=true")).await;
        assert_eq!(open.len(), 0, "nobody decided that there was a red line: {open:?}");
    }
}
