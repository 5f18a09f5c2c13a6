//! The review of an audit from its submission to its publication and beyond (decisions 1, 10 and 19 to 21).

use forecourt_tests::{
    answer::Answer,
    desk::Desk,
    network::{Network, PASSWORD, assign, id},
    phone::{self, Phone},
    visit::Visit,
};
use reqwest::Method;
use serde_json::{Value, json};
use uuid::Uuid;

const MINUTE_MS: i64 = 60_000;
const HOUR_MS: i64 = 60 * MINUTE_MS;
const DAY_MS: i64 = 24 * HOUR_MS;
const CRITICAL: &str = "safety.engine_off_enforced";
const PRICES: &str = "approach.price_board_matches_pump";

/// A visit delivered whole by the first shopper; the address of its audit.
async fn deliver(net: &Network, visit: &Visit) -> String {
    net.phone(0).deliver(visit).await;
    net.server.work().await;
    phone::path(visit)
}

async fn shown(net: &Network, path: &str) -> Value {
    net.reviewers[2].get(path).await.expect(200)
}

async fn claim(desk: &Desk, path: &str) {
    desk.verb(path, "claim", json!({})).await.expect(200);
}

/// Claims and accepts as often as it takes; answers the last state.
async fn accept(net: &Network, path: &str) -> Value {
    accept_by([&net.reviewers[0], &net.reviewers[1]], path).await
}

async fn accept_by([first, second]: [&Desk; 2], path: &str) -> Value {
    claim(first, path).await;
    let done = first.verb(path, "accept", json!({})).await.expect(200);
    if done["state"] != "second_review" {
        return done;
    }
    claim(second, path).await;
    second.verb(path, "accept", json!({})).await.expect(200)
}

/// Publishes at once.
async fn publish(net: &Network) {
    let body = json!({"reason": "a test", "scope": net.units[1]});
    net.hq.post("/v1/publications", body).await.expect(201);
}

/// Codes of the flags of a case.
fn flags(case: &Value) -> Vec<&str> {
    case["flags"].as_array().into_iter().flatten().filter_map(|flag| flag["code"].as_str()).collect()
}

fn line<'v>(score: &'v Value, item: &str) -> &'v Value {
    let lines = score["lines"].as_array().expect("lines");
    lines.iter().find(|line| line["item"] == item).expect("the item")
}

/// A verb with these headers.
async fn bare(desk: &Desk, path: &str, key: Option<Uuid>, version: Option<&str>, body: Value) -> Answer {
    let mut request = desk.request(Method::POST, path).json(&body);
    if let Some(key) = key {
        request = request.header("idempotency-key", key.to_string());
    }
    if let Some(version) = version {
        request = request.header("if-match", version);
    }
    desk.send(request).await
}

on_both! {
    async fn two_persons_review_and_nine_o_clock_publishes(kind) {
        let net = Network::start(kind).await;
        let path = deliver(&net, &net.visit(0, 0, 3)).await;
        let [first, second] = [&net.reviewers[0], &net.reviewers[1]];
        let queue = first.get("/v1/audits?queue=true").await.expect(200);
        assert_eq!(queue["items"].as_array().map(Vec::len), Some(1));
        first.verb(&path, "accept", json!({})).await.problem(409, "wrong-state");
        claim(first, &path).await;
        second.verb(&path, "claim", json!({})).await.problem(409, "wrong-state");
        // Given back, another may take it at once; nobody gives back what he does not hold.
        second.verb(&path, "release", json!({})).await.problem(409, "wrong-state");
        first.verb(&path, "release", json!({})).await.expect(200);
        claim(second, &path).await;
        second.verb(&path, "release", json!({})).await.expect(200);
        claim(first, &path).await;
        // The claim of one who went away ends.
        net.server.time(net.server.now() + 31 * MINUTE_MS);
        claim(second, &path).await;
        net.server.time(net.server.now() + 31 * MINUTE_MS);
        claim(first, &path).await;
        let done = first.verb(&path, "accept", json!({})).await.expect(200);
        assert_eq!(done["state"], "second_review", "a flawless visit is looked at twice");
        first.verb(&path, "claim", json!({})).await.problem(403, "forbidden");
        claim(second, &path).await;
        let done = second.verb(&path, "accept", json!({})).await.expect(200);
        assert_eq!((&done["state"], &done["publish_day"]), (&json!("approved"), &json!("2026-06-02")));
        net.manager.get(&path).await.problem(404, "not-found");
        net.server.time(net.start_ms + 23 * HOUR_MS - MINUTE_MS);
        net.server.work().await;
        assert_eq!(shown(&net, &path).await["state"], "approved");
        net.server.time(net.start_ms + 23 * HOUR_MS);
        net.server.work().await;
        assert_eq!(shown(&net, &path).await["state"], "published");
        let seen = net.manager.get(&path).await.expect(200);
        assert_eq!((&seen["publish_day"], &seen["score"]["final_bp"]), (&json!("2026-06-02"), &json!(10_000)));
        let list = net.manager.get("/v1/audits").await.expect(200);
        assert_eq!(list["items"][0]["visit_day"], "2026-06-01");
        // A stranger's station: nothing.
        let publications = net.hq.get("/v1/publications").await.expect(200);
        assert_eq!(publications["items"][0]["audits"], 1, "{publications}");
    }

    async fn a_return_is_delivered_whole_and_answered_with_the_next_revision(kind) {
        let net = Network::start(kind).await;
        let phone = net.phone(0);
        let visit = net.visit(0, 0, 2);
        let path = deliver(&net, &visit).await;
        claim(&net.reviewers[0], &path).await;
        let remarks = json!({"remarks": [{"item": PRICES, "text": "这张照片里看不清价格"}, {"text": "overall"}]});
        let unknown = json!({"remarks": [{"item": "no.such", "text": "?"}]});
        let refused = net.reviewers[0].verb(&path, "return", unknown).await;
        assert_eq!(refused.violations(), [("/remarks/0/item".to_owned(), "unknown_item".to_owned())]);
        assert_eq!(net.reviewers[0].verb(&path, "return", remarks).await.expect(200)["state"], "returned");
        let sync = phone.desk.get("/v1/sync").await.expect(200);
        let returned = &sync["returned"][0];
        assert_eq!(returned["audit_id"], json!(visit.audit_id));
        assert_eq!((&returned["revision"], &returned["next_revision"]), (&json!(1), &json!(2)));
        assert_eq!(returned["submission"], visit.submission(), "the phone has deleted its copy");
        assert_eq!(returned["remarks"][0]["item"], PRICES);
        assert_eq!(returned["photos"].as_array().map(Vec::len), Some(2));
        assert!(returned["photos"].as_array().expect("photos").iter().all(|photo| photo["state"] == "verified"));
        // An answer with the same content is a revision of its own; the photos are there already.
        let answer = visit.answered();
        let receipt = phone.put(&answer).await.expect(200);
        assert_eq!((&receipt["revision"], &receipt["state"]), (&json!(2), &json!("submitted")));
        assert_eq!(phone.put(&visit).await.expect(200)["revision"], 1, "the first receipt is for ever");
        let cursor = sync["cursor"].as_str().expect("a cursor");
        let next = crate::phone_door::sync_until(&phone.desk, cursor, |answer| answer["tombstones"] != json!([])).await;
        assert_eq!(next["returned"], json!([]));
        let third = visit.answered().answered();
        phone.put(&third).await.problem(409, "not-returned");
        net.server.work().await;
        assert_eq!(accept(&net, &path).await["state"], "approved");
        let case = shown(&net, &path).await;
        assert_eq!((&case["revision"], &case["score_revision"]), (&json!(2), &json!(1)));
        assert!(!flags(&case).contains(&"answered_late"), "{case}");
    }

    async fn a_late_answer_is_kept_and_never_scored_by_itself(kind) {
        let net = Network::start(kind).await;
        let phone = net.phone(0);
        let visit = net.visit(0, 0, 2);
        let path = deliver(&net, &visit).await;
        claim(&net.reviewers[0], &path).await;
        let ask = json!({"remarks": [{"text": "?"}], "answer_within_s": 3600});
        net.reviewers[0].verb(&path, "return", ask.clone()).await.expect(200);
        crate::phone_door::fetch_returns(&phone.desk).await;
        net.server.time(net.server.now() + 2 * HOUR_MS);
        net.server.work().await;
        assert_eq!(shown(&net, &path).await["state"], "submitted", "back to review");
        assert_eq!(phone.put(&visit.answered()).await.expect(200)["revision"], 2);
        net.server.work().await;
        assert!(flags(&shown(&net, &path).await).contains(&"answered_late"));
        claim(&net.reviewers[0], &path).await;
        net.reviewers[0].verb(&path, "return", ask).await.expect(200);
        // Nobody fetched it: the clock starts seven days after.
        net.server.time(net.server.now() + 6 * DAY_MS);
        net.server.work().await;
        assert_eq!(shown(&net, &path).await["state"], "returned");
        net.server.time(net.server.now() + DAY_MS + 2 * HOUR_MS);
        net.server.work().await;
        assert_eq!(shown(&net, &path).await["state"], "submitted");
        assert_eq!(accept(&net, &path).await["state"], "approved");
        let mut late = visit.answered().answered().with(PRICES, false);
        late.start_ms += DAY_MS;
        assert_eq!(phone.put(&late).await.expect(200)["revision"], 3);
        net.server.work().await;
        let case = shown(&net, &path).await;
        assert!(flags(&case).contains(&"late_answer"), "{:?}", flags(&case));
        assert_eq!(case["state"], "approved");
        assert_eq!(line(&case["explained"], PRICES)["value"], true, "unscored");
        let sent = net.reviewers[0].get(&format!("{path}/revisions")).await.expect(200)["submissions"].clone();
        let answers: Vec<&Value> = (0..3).map(|sent_as| &sent[sent_as]["submission"]["answers"][PRICES]["value"]).collect();
        assert_eq!(answers, [&json!(true), &json!(true), &json!(false)], "what each revision said: {}", sent[2]);
        assert_eq!(sent[2]["kind"], "late_answer");
        let done = net.reviewers[2].verb(&path, "reopen", json!({"reason": "he answered"})).await.expect(200);
        assert_eq!(done["state"], "in_review");
        let reopened = shown(&net, &path).await;
        assert_eq!((&case["visit_day"], &reopened["visit_day"]), (&json!("2026-06-01"), &json!("2026-06-02")), "as he now says");
        assert_eq!(line(&reopened["explained"], PRICES)["value"], false);
    }

    async fn a_correction_keeps_both_values(kind) {
        let net = Network::start(kind).await;
        let path = deliver(&net, &net.visit(0, 0, 2).with(PRICES, false)).await;
        let first = &net.reviewers[0];
        let change = json!({"changes": [{"item": PRICES, "value": true, "reason": "the photo shows it"}]});
        first.verb(&path, "correct", change.clone()).await.problem(409, "wrong-state");
        claim(first, &path).await;
        first.verb(&path, "correct", change).await.expect(200);
        let case = shown(&net, &path).await;
        let judged = &case["judgements"][0];
        assert_eq!((&judged["old"], &judged["new"]), (&json!(false), &json!(true)), "{judged}");
        assert_eq!((&judged["reason"], &judged["by"]["id"]), (&json!("the photo shows it"), &json!(first.person_id)));
        let shown_line = line(&case["explained"], PRICES);
        assert_eq!((&shown_line["value"], &shown_line["changed_from"]), (&json!(true), &json!(false)));
        assert_eq!(case["submission"]["answers"][PRICES]["value"], false, "what he said stays");
        let faults = first.verb(&path, "correct", json!({"changes": [{"item": "no.such", "value": 1, "reason": "x"},
            {"item": PRICES, "value": 7, "reason": "x"}, {"value": 1, "reason": "x"}]})).await;
        faults.problem(422, "invalid");
        assert_eq!(faults.violations().len(), 3, "all at once: {}", faults.text());
    }

    async fn a_red_line_needs_two_who_agree(kind) {
        let net = Network::start(kind).await;
        let [first, second, third] = [&net.reviewers[0], &net.reviewers[1], &net.reviewers[2]];
        for (station, confirm, outcome) in [(0, true, "proven"), (1, false, "not_proven")] {
            let mut visit = net.visit(0, station, 2).with(CRITICAL, false);
            visit.start_ms += i64::try_from(station).expect("few") * 30 * MINUTE_MS;
            let path = deliver(&net, &visit).await;
            let case = shown(&net, &path).await;
            assert_eq!(case["score"]["red_lines"], 1, "until both have spoken it counts as failed");
            let vote = |kind: &str| format!("red-lines/{CRITICAL}/{kind}");
            second.verb(&path, &vote("confirm"), json!({"reason": "seen on the photo"})).await.expect(200);
            claim(first, &path).await;
            let refused = first.verb(&path, "accept", json!({})).await;
            assert_eq!(refused.violations(), [(format!("/red_lines/{CRITICAL}"), "missing".to_owned())]);
            let kind = if confirm { "confirm" } else { "refute" };
            first.verb(&path, &vote(kind), json!({"reason": "looked twice"})).await.expect(200);
            // Nobody who passes by undoes what two have found.
            let late = third.verb(&path, &vote("refute"), json!({})).await.problem(409, "wrong-state");
            assert_eq!(late["outcome"], outcome);
            let case = shown(&net, &path).await;
            assert_eq!(case["red_lines"][0]["outcome"], outcome, "{}", case["red_lines"]);
            let done = first.verb(&path, "accept", json!({})).await.expect(200);
            assert_eq!(done["state"], "second_review");
            assert!(done["second_review"].as_array().expect("causes").contains(&json!("red_line")));
            third.verb(&path, &vote(kind), json!({})).await.problem(409, "wrong-state");
            claim(third, &path).await;
            // Whoever holds the second review has a say.
            third.verb(&path, &vote(kind), json!({})).await.expect(200);
            let done = third.verb(&path, "accept", json!({})).await.expect(200);
            assert_eq!((&done["state"], &done["score"]["red_lines"]), (&json!("approved"), &json!(i32::from(confirm))));
            let score = third.get(&format!("{path}/score")).await.expect(200);
            let rule = if confirm { "red_line" } else { "not_proven" };
            assert_eq!(line(&score["score"], CRITICAL)["rule"], rule);
        }
    }

    async fn nobody_reviews_his_own_visit(kind) {
        let net = Network::start(kind).await;
        let roles = json!([{"role": "shopper"}, {"role": "reviewer"}]);
        let person = json!({"username": "both", "display_name": "Both", "roles": roles});
        let person = id(&net.admin.post("/v1/people", person).await.expect(201));
        let code = net.admin.post(&format!("/v1/people/{person}/sign-in-code"), json!({})).await.expect(201);
        let nobody = Desk { token: String::new(), ..net.admin.clone() };
        let both = nobody.sign_in_by_code("both", code["code"].as_str().expect("a code"), PASSWORD).await;
        let assignment = assign(&net.planner, net.round, person, &net.stations[..1], net.start_ms).await[0];
        let mut visit = net.visit(0, 0, 2);
        visit.assignment_id = assignment;
        Phone::of(both.clone()).deliver(&visit).await;
        net.server.work().await;
        let path = phone::path(&visit);
        both.verb(&path, "claim", json!({})).await.problem(403, "forbidden");
        both.verb(&path, "void", json!({"reason": "mine"})).await.problem(403, "forbidden");
        claim(&net.reviewers[0], &path).await;
    }

    async fn a_void_audit_is_out_of_everything(kind) {
        let net = Network::start(kind).await;
        let path = deliver(&net, &net.visit(0, 0, 2)).await;
        let done = net.reviewers[0].verb(&path, "void", json!({"reason": "another station"})).await.expect(200);
        assert_eq!(done["state"], "void");
        let refused = net.reviewers[0].verb(&path, "claim", json!({})).await.problem(409, "wrong-state");
        assert_eq!(refused["state"], "void");
        publish(&net).await;
        net.manager.get(&path).await.problem(404, "not-found");
        let ranking = net.hq.get("/v1/reports/ranking?period=2026-06").await.expect(200);
        assert_eq!(ranking["items"], json!([]));
    }

    async fn an_upload_without_news_is_closed_and_opens_again(kind) {
        let net = Network::start(kind).await;
        let visit = net.visit(0, 0, 2);
        net.phone(0).put(&visit).await.expect(200);
        let path = phone::path(&visit);
        let first = &net.reviewers[0];
        let not_before = |answer: Answer| answer.problem(409, "wrong-state")["not_before"].clone();
        let early = not_before(first.verb(&path, "close-upload", json!({"reason": "quiet"})).await);
        // The server looks for the photos all the while: that is no news.
        for hours in [1, 24, 71] {
            net.server.time(net.start_ms + hours * HOUR_MS);
            net.server.work().await;
        }
        assert_eq!(not_before(first.verb(&path, "close-upload", json!({"reason": "quiet"})).await), early);
        // A phone that repeats itself is.
        net.phone(0).put(&visit).await.expect(200);
        assert_ne!(not_before(first.verb(&path, "close-upload", json!({"reason": "quiet"})).await), early);
        net.server.time(net.server.now() + 73 * HOUR_MS);
        net.server.work().await;
        let done = first.verb(&path, "close-upload", json!({"reason": "quiet"})).await.expect(200);
        assert_eq!(done["state"], "submitted");
        let case = shown(&net, &path).await;
        assert!(case["photos"].as_array().expect("photos").iter().all(|photo| photo["state"] == "lost"), "{}", case["photos"]);
        assert!(flags(&case).contains(&"photo_lost"), "{:?}", flags(&case));
        // The phone had them all the time.
        let receipt = net.phone(0).put(&visit).await.expect(200);
        assert_eq!((&receipt["state"], &receipt["photos"][0]["state"]), (&json!("awaiting_photos"), &json!("missing")));
        assert_eq!(net.phone(0).deliver(&visit).await["state"], "submitted");
    }

    async fn nothing_is_accepted_before_the_machine_has_looked(kind) {
        let net = Network::start(kind).await;
        let visit = net.visit(0, 0, 2);
        assert_eq!(net.phone(0).deliver(&visit).await["state"], "submitted");
        let path = phone::path(&visit);
        claim(&net.reviewers[0], &path).await;
        let early = net.reviewers[0].verb(&path, "accept", json!({})).await;
        assert_eq!(early.problem(409, "wrong-state")["code"], "examining");
        assert!(early.headers.contains_key("retry-after"));
        net.server.work().await;
        net.reviewers[0].verb(&path, "accept", json!({})).await.expect(200);
        // Nobody waits for a machine that itself waits for a storage.
        let next = net.visit(1, 1, 2);
        assert_eq!(net.phone(1).deliver(&next).await["state"], "submitted");
        let path = phone::path(&next);
        claim(&net.reviewers[0], &path).await;
        net.reviewers[0].verb(&path, "accept", json!({})).await.problem(409, "wrong-state");
        let store = &net.server.app.store;
        let now = net.server.app.clock.work_ms();
        for job in store.lease_jobs(Uuid::new_v4(), now, 99).await.expect("jobs") {
            store.job_waits(&job, "the storage is down", now).await.expect("it waits");
        }
        net.reviewers[0].verb(&path, "accept", json!({})).await.expect(200);
    }

    async fn flags_and_evidence_are_there_when_the_last_photo_is_settled(kind) {
        let net = Network::start(kind).await;
        let (phone, visit) = (net.phone(0), net.visit(0, 0, 2));
        let receipt = phone.put(&visit).await.expect(200);
        let photo = &receipt["photos"][0];
        phone.upload_one(photo, visit.bytes_of(photo).to_vec()).await;
        let path = phone::path(&visit);
        phone.put(&visit).await.expect(200);
        net.server.work().await;
        let lost = format!("{path}/photos/{}/lost", visit.photos[1].id);
        phone.desk.post_free(&lost, json!({"reason": "deleted by hand"})).await.expect(204);
        // No photo at all: complete as it comes.
        let bare = net.visit(0, 1, 0);
        phone.put(&bare).await.expect(200);
        net.server.work().await;
        for (path, code) in [(&path, "photo_lost"), (&phone::path(&bare), "critical_without_photo")] {
            let case = shown(&net, path).await;
            assert_eq!(case["state"], "submitted");
            assert!(flags(&case).contains(&code), "{:?}", flags(&case));
        }
        let queue = net.reviewers[0].get("/v1/audits?queue=true&has_flags=true").await.expect(200);
        assert_eq!(queue["items"].as_array().map(Vec::len), Some(2), "{queue}");
    }

    async fn what_is_published_changes_by_proposal_only(kind) {
        let net = Network::start(kind).await;
        let path = deliver(&net, &net.visit(0, 0, 2)).await;
        accept(&net, &path).await;
        publish(&net).await;
        let [first, second] = [&net.reviewers[0], &net.reviewers[1]];
        let change = json!({"changes": [{"item": PRICES, "value": false, "reason": "the clip shows another price"}]});
        let proposed = first.verb(&path, "correct", change).await.expect(200);
        assert_eq!((&proposed["state"], &proposed["score"]["final_bp"]), (&json!("published"), &json!(10_000)));
        let confirm = |body: &Value| format!("proposals/{}/confirm", body["proposal_id"].as_str().expect("a proposal"));
        let dismiss = |body: &Value| format!("proposals/{}/dismiss", body["proposal_id"].as_str().expect("a proposal"));
        first.verb(&path, &confirm(&proposed), json!({})).await.problem(403, "forbidden");
        net.manager.verb(&path, &confirm(&proposed), json!({})).await.problem(403, "forbidden");
        let done = net.hq.verb(&path, &confirm(&proposed), json!({"reason": "yes"})).await.expect(200);
        assert_eq!(done["state"], "published");
        second.verb(&path, &confirm(&proposed), json!({})).await.problem(409, "wrong-state");
        let score = |revision: i32| {
            let address = format!("{path}/score?revision={revision}");
            let manager = net.manager.clone();
            async move { manager.get(&address).await.expect(200)["score"]["final_bp"].as_i64().expect("a score") }
        };
        assert_eq!(score(1).await, 10_000);
        assert!(score(2).await < 10_000);
        let revisions = net.manager.get(&format!("{path}/revisions")).await.expect(200);
        assert_eq!(revisions["scores"].as_array().map(Vec::len), Some(2));
        let proposed = first.verb(&path, "void", json!({"reason": "invented"})).await.expect(200);
        for said in [json!({}), json!({"reason": " "})] {
            let refused = second.verb(&path, &dismiss(&proposed), said).await;
            assert_eq!(refused.violations(), [("/reason".to_owned(), "missing".to_owned())]);
        }
        second.verb(&path, &dismiss(&proposed), json!({"reason": "no"})).await.expect(200);
        assert_eq!(shown(&net, &path).await["state"], "published");
        let proposed = first.verb(&path, "void", json!({"reason": "really invented"})).await.expect(200);
        assert_eq!(second.verb(&path, &confirm(&proposed), json!({})).await.expect(200)["state"], "void");
        net.manager.get(&path).await.problem(404, "not-found");
        let ranking = net.hq.get("/v1/reports/ranking?period=2026-06&edition=live").await.expect(200);
        assert_eq!(ranking["items"], json!([]), "out of every report");
    }

    async fn verbs_may_be_repeated_and_never_act_on_what_was_not_seen(kind) {
        let net = Network::start(kind).await;
        let path = deliver(&net, &net.visit(0, 0, 2)).await;
        let first = &net.reviewers[0];
        let etag = first.get(&path).await.headers["etag"].to_str().expect("text").to_owned();
        let verb = format!("{path}/claim");
        bare(first, &verb, Some(Uuid::new_v4()), None, json!({})).await.problem(428, "version-needed");
        bare(first, &verb, Some(Uuid::new_v4()), Some("\"77\""), json!({})).await.problem(412, "stale-version");
        bare(first, &verb, None, Some(&etag), json!({})).await.problem(422, "invalid");
        let key = Uuid::new_v4();
        let claimed = bare(first, &verb, Some(key), Some(&etag), json!({})).await;
        claimed.expect(200);
        let again = bare(first, &verb, Some(key), Some(&etag), json!({})).await;
        assert_eq!((again.status, again.json()), (claimed.status, claimed.json()), "the first answer, whatever the version is now");
        let etag = first.get(&path).await.headers["etag"].to_str().expect("text").to_owned();
        let void = format!("{path}/void");
        let key = Uuid::new_v4();
        let done = bare(first, &void, Some(key), Some(&etag), json!({"reason": "one"})).await;
        assert_eq!(done.expect(200)["state"], "void");
        bare(first, &void, Some(key), Some(&etag), json!({"reason": "two"})).await.problem(409, "key-reused");
        assert_eq!(bare(first, &void, Some(key), Some(&etag), json!({"reason": "one"})).await.json(), done.json());
        // The first answer needs no version, and what is out of scope does not exist whatever the version is.
        assert_eq!(bare(first, &void, Some(key), None, json!({"reason": "one"})).await.json(), done.json());
        assert_eq!(bare(first, &void, Some(key), Some("nonsense"), json!({"reason": "one"})).await.json(), done.json());
        bare(first, &void, Some(Uuid::new_v4()), Some("nonsense"), json!({"reason": "one"})).await.problem(412, "stale-version");
        let far = json!([{"role": "reviewer", "org_unit_id": net.units[2]}]);
        let far = crate::roles::person(&net, "elsewhere", far).await;
        let nowhere = format!("/v1/audits/{}/void", Uuid::new_v4());
        for version in [None, Some("nonsense")] {
            bare(&far, &nowhere, Some(key), version, json!({"reason": "one"})).await.problem(404, "not-found");
        }
        // Another person's key of the same number is another key.
        bare(&net.reviewers[1], &void, Some(key), Some(&etag), json!({"reason": "one"})).await.problem(412, "stale-version");
        let refused = first.verb(&path, "void", json!({"reason": "again"})).await.problem(409, "wrong-state");
        assert_eq!(refused["state"], "void");
        // Role and scope as of now come before the key.
        bare(&net.manager, &void, Some(key), Some(&etag), json!({"reason": "one"})).await.problem(403, "forbidden");
    }

    async fn head_office_publishes_a_unit_at_once(kind) {
        let net = Network::start(kind).await;
        let path = deliver(&net, &net.visit(0, 0, 2)).await;
        accept(&net, &path).await;
        let body = json!({"reason": "the minister comes", "scope": net.units[2]});
        net.reviewers[0].post("/v1/publications", body.clone()).await.problem(403, "forbidden");
        let named = json!({"reason": "x", "scope": net.units[2], "audits": []});
        assert!(net.hq.post("/v1/publications", named).await.status.is_client_error(), "single audits cannot be named");
        let key = Uuid::new_v4();
        let done = net.hq.post_with_key("/v1/publications", body.clone(), key).await;
        assert_eq!(done.expect(201)["audits"], 1);
        assert_eq!(net.hq.post_with_key("/v1/publications", body.clone(), key).await.json(), done.json());
        assert_eq!(shown(&net, &path).await["state"], "published");
        let list = net.hq.get("/v1/publications").await.expect(200);
        assert_eq!((&list["items"][0]["kind"], &list["items"][0]["reason"]), (&json!("at_once"), &body["reason"]));
    }
}
