//! Appeals end to end (§3.7, decisions 18, 19, 27 and 32).

use forecourt_api::times::parse_rfc3339;
use forecourt_tests::{
    answer::Answer,
    desk::Desk,
    network::{self, Network},
    phone,
    visit::{LENGTH_MS, Visit},
};
use serde_json::{Value, json};
use uuid::Uuid;

const PRICES: &str = "approach.price_board_matches_pump";
const SIGN: &str = "approach.brand_sign_visible_intact";
const MARKINGS: &str = "approach.entrance_exit_markings";
const FACADE: &str = "approach.canopy_facade_clean";
const CRITICAL: &str = "safety.engine_off_enforced";
const WASH: &str = "amenities.car_wash_as_advertised";
const KIT: &str = "amenities.kit_complete";

/// Writes with every verb of appeals: level 1 rejects, the station goes on.
pub(crate) async fn write_each(net: &Network, appeal: Uuid) {
    let panel = panel(net, "panel-1", &["appeal_l1"]).await;
    let path = format!("/v1/appeals/{appeal}");
    panel.verb(&path, "ask-footage", json!({"reason": "the pumps"})).await.expect(200);
    let clip = crate::orders::picture(net, &net.manager).await;
    net.manager.verb(&path, "footage", json!({"reason": "the yard", "evidence": [clip]})).await.expect(200);
    panel.verb(&path, "decide", rejected()).await.expect(200);
    net.manager.verb(&path, "second-level", json!({"reason": "look again"})).await.expect(200);
}

async fn panel(net: &Network, name: &str, roles: &[&str]) -> Desk {
    net.people(name, roles.iter().map(|role| json!({"role": role})).collect()).await
}

fn rejected() -> Value {
    json!({"outcome": "rejected", "reason": "the photo shows it"})
}

fn upheld() -> Value {
    json!({"outcome": "upheld", "reason": "the clip shows it"})
}

/// The visit of the first shopper to a station: one after the other.
fn visit(net: &Network, station: usize) -> Visit {
    let mut visit = net.visit(0, station, 3);
    visit.start_ms += i64::try_from(station).expect("few") * 25 * 60_000;
    visit
}

/// Delivers, reviews and publishes a visit at once; the address of its audit.
async fn publish(net: &Network, visit: &Visit) -> String {
    net.phone(0).deliver(visit).await;
    net.server.work().await;
    let path = phone::path(visit);
    for reviewer in &net.reviewers {
        for item in visit.changes.iter().filter(|(item, _)| *item == CRITICAL).map(|(item, _)| item) {
            let vote = reviewer.verb(&path, &format!("red-lines/{item}/confirm"), json!({"reason": "seen"})).await;
            assert!([200, 409].contains(&vote.status.as_u16()), "{}", vote.text());
        }
    }
    for reviewer in &net.reviewers[..2] {
        reviewer.verb(&path, "claim", json!({})).await.expect(200);
        if reviewer.verb(&path, "accept", json!({})).await.expect(200)["state"] == "approved" {
            break;
        }
    }
    net.hq.post("/v1/publications", json!({"reason": "a test", "scope": net.units[0]})).await.expect(201);
    assert_eq!(net.hq.get(&path).await.expect(200)["state"], "published");
    path
}

fn audit_id(path: &str) -> &str {
    path.rsplit('/').next().expect("an id")
}

/// Files an appeal of an item; its address and the answer.
async fn file(desk: &Desk, audit: &str, item: &str) -> (String, Answer) {
    let path = format!("/v1/appeals/{}", Uuid::new_v4());
    let body = json!({"audit_id": audit_id(audit), "item": item, "reason": "it was so"});
    let answer = desk.put(&path, &body).await;
    (path, answer)
}

async fn filed(desk: &Desk, audit: &str, item: &str) -> String {
    let (path, answer) = file(desk, audit, item).await;
    answer.expect(201);
    path
}

async fn state(desk: &Desk, path: &str) -> Value {
    desk.get(path).await.expect(200)["state"].clone()
}

/// Something gets worse by a correction, and is appealed.
async fn filed_more(net: &Network, audit: &str) -> String {
    let change = json!({"changes": [{"item": SIGN, "value": 0, "reason": "the clip"}]});
    let proposed = net.reviewers[2].verb(audit, "correct", change).await.expect(200);
    let confirm = format!("proposals/{}/confirm", proposed["proposal_id"].as_str().expect("a proposal"));
    net.hq.verb(audit, &confirm, json!({"reason": "yes"})).await.expect(200);
    filed(&net.manager, audit, SIGN).await
}

fn at(text: &str) -> i64 {
    parse_rfc3339(text).expect("an instant")
}

fn line<'v>(score: &'v Value, item: &str) -> &'v Value {
    let lines = score["score"]["lines"].as_array().expect("lines");
    lines.iter().find(|line| line["item"] == item).expect("the item")
}

on_both! {
    async fn an_appeal_is_filed_once_and_tells_score_and_rank(kind) {
        let net = Network::start(kind).await;
        let mine = publish(&net, &visit(&net, 0).with(PRICES, false).with(MARKINGS, 0)).await;
        publish(&net, &visit(&net, 1).with(PRICES, false)).await;
        let shown = net.manager.get(&mine).await.expect(200);
        let until = json!("2026-06-04T10:00:00Z");
        let open: Vec<(&Value, &Value)> = shown["appealable"].as_array().expect("a list").iter().map(|one| (&one["item"], &one["until"])).collect();
        assert_eq!(open, [(&json!(PRICES), &until), (&json!(MARKINGS), &until)]);
        let path = format!("/v1/appeals/{}", Uuid::new_v4());
        let body = json!({"audit_id": audit_id(&mine), "item": PRICES, "reason": "the board was right"});
        let first = net.manager.put(&path, &body).await.expect(201);
        assert_eq!((&first["view"], &first["state"], &first["due_at"]), (&json!("station"), &json!("level_1"), &until));
        assert_eq!(net.manager.put(&path, &body).await.expect(200), first);
        let other = json!({"audit_id": audit_id(&mine), "item": PRICES, "reason": "something else"});
        net.manager.put(&path, &other).await.problem(409, "already-exists");
        let (_, twice) = file(&net.manager, &mine, PRICES).await;
        twice.problem(409, "already-exists");
        let faults = json!({"audit_id": audit_id(&mine), "item": SIGN, "reason": "?", "evidence": [Uuid::nil(), Uuid::nil()]});
        let faults = net.manager.put(&format!("/v1/appeals/{}", Uuid::new_v4()), &faults).await;
        assert_eq!(faults.violations(), [("/item".to_owned(), "bad_value".to_owned()), ("/evidence/1".to_owned(), "duplicate".to_owned())]);
        assert_eq!(file(&net.manager, &mine, "no.such").await.1.violations(), [("/item".to_owned(), "unknown_item".to_owned())]);
        let ranking = |live: &'static str| net.hq.get(live);
        let live = "/v1/reports/ranking?period=2026-06";
        assert_eq!(ranking(live).await.expect(200)["provisional"], true);
        assert_eq!(net.manager.get(live).await.expect(200)["provisional"], true);
        let before = net.manager.get(&format!("{mine}/score?revision=1")).await.expect(200);
        let panel = panel(&net, "panel-1", &["appeal_l1"]).await;
        let decided = panel.verb(&path, "decide", upheld()).await.expect(200);
        assert_eq!((&decided["view"], &decided["state"], &decided["outcome"]), (&json!("desk"), &json!("closed"), &json!("upheld")));
        let seen = net.manager.get(&path).await.expect(200);
        let (score, rank) = (&seen["score"], &seen["rank"]);
        assert_eq!(score["delta_bp"].as_i64(), Some(score["after_bp"].as_i64().expect("a score") - score["before_bp"].as_i64().expect("a score")));
        assert!(score["delta_bp"].as_i64() > Some(0), "{seen}");
        assert_eq!((&rank["before"], &rank["after"], &rank["delta"]), (&json!(2), &json!(1), &json!(1)), "{seen}");
        let by: Vec<&Value> = seen["steps"].as_array().expect("steps").iter().map(|step| &step["by"]).collect();
        assert_eq!(by, ["station", "panel"]);
        assert!(!seen.to_string().contains("panel-1") && !seen.to_string().contains("person"), "{seen}");
        assert!(net.hq.get(&path).await.expect(200)["steps"][1]["person"]["name"] == "Name of panel-1");
        // What was published before stays as it was, under its number.
        assert_eq!(net.manager.get(&format!("{mine}/score?revision=1")).await.expect(200), before);
        let now = net.manager.get(&format!("{mine}/score")).await.expect(200);
        assert_eq!((&now["score_revision"], &now["reason"], &line(&now, PRICES)["value"]), (&json!(2), &json!("appeal"), &json!(true)));
        assert_eq!(ranking(live).await.expect(200)["provisional"], false);
        let case = net.hq.get(&mine).await.expect(200);
        assert_eq!((&case["revision"], &case["score_revision"]), (&json!(1), &json!(2)));
    }

    async fn what_is_not_ones_own_cannot_be_appealed(kind) {
        let net = Network::start(kind).await;
        let (mine, other) = (visit(&net, 0).with(PRICES, false), visit(&net, 1).with(PRICES, false));
        let (mine, other) = (publish(&net, &mine).await, publish(&net, &other).await);
        file(&net.manager, &other, PRICES).await.1.problem(404, "not-found");
        for desk in [&net.hq, &net.reviewers[0], &net.admin, &net.planner, &net.shoppers[0], &net.auditor] {
            file(desk, &mine, PRICES).await.1.problem(403, "forbidden");
        }
        let appeal = filed(&net.region, &other, PRICES).await;
        for path in [&appeal, &format!("/v1/appeals/{}", Uuid::new_v4())] {
            net.manager.get(path).await.problem(404, "not-found");
        }
        // An id that somebody else has is no id of ours.
        let body = json!({"audit_id": audit_id(&mine), "item": PRICES, "reason": "x"});
        net.manager.put(&appeal, &body).await.problem(404, "not-found");
        assert_eq!(net.manager.get("/v1/appeals").await.expect(200)["items"], json!([]));
        for desk in [&net.region, &net.hq, &net.auditor, &net.reviewers[1]] {
            assert_eq!(desk.get("/v1/appeals?state=level_1").await.expect(200)["items"].as_array().map(Vec::len), Some(1));
        }
        net.planner.get("/v1/appeals").await.problem(403, "forbidden");
        let hidden = visit(&net, 2).with(PRICES, false);
        net.phone(0).deliver(&hidden).await;
        file(&net.region, &phone::path(&hidden), PRICES).await.1.problem(404, "not-found");
    }

    async fn the_window_ends_at_six_and_open_appeals_hold_up_the_end(kind) {
        let net = Network::start(kind).await;
        let mine = publish(&net, &visit(&net, 0).with(PRICES, false).with(MARKINGS, 0).with(FACADE, 0)).await;
        // Published on Monday before six: three working days later is Thursday.
        net.server.time(at("2026-06-04T09:59:59Z"));
        let first = filed(&net.manager, &mine, PRICES).await;
        net.server.time(at("2026-06-04T10:00:00Z"));
        let second = filed(&net.manager, &mine, MARKINGS).await;
        net.server.time(at("2026-06-04T10:00:00Z") + 1);
        let late = file(&net.manager, &mine, FACADE).await.1.problem(409, "wrong-state");
        assert_eq!(late["window_ended_at"], "2026-06-04T10:00:00Z", "{late}");
        assert_eq!(net.manager.get(&mine).await.expect(200)["appealable"], json!([]));
        net.server.work().await;
        assert_eq!(state(&net.hq, &mine).await, "published");
        let panel = panel(&net, "panel-1", &["appeal_l1"]).await;
        panel.verb(&first, "decide", upheld()).await.expect(200);
        panel.verb(&second, "decide", rejected()).await.expect(200);
        net.server.work().await;
        assert_eq!(state(&net.hq, &mine).await, "published", "the station may still go on to level 2");
        // Decided on Thursday after six: day 0 is Friday, two working days later is Tuesday.
        assert_eq!(net.manager.get(&second).await.expect(200)["due_at"], "2026-06-09T10:00:00Z");
        net.server.time(at("2026-06-09T10:00:00Z"));
        net.server.work().await;
        assert_eq!(state(&net.manager, &second).await, "level_1_decided");
        net.server.time(at("2026-06-09T10:00:00Z") + 1);
        net.server.work().await;
        let over = net.manager.get(&second).await.expect(200);
        assert_eq!((&over["state"], &over["outcome"]), (&json!("closed"), &json!("rejected")));
        assert_eq!(over["steps"].as_array().and_then(|steps| steps.last()).expect("a step")["kind"], "accepted");
        assert_eq!(state(&net.hq, &mine).await, "final");
        net.manager.verb(&second, "second-level", json!({"reason": "too late"})).await.problem(409, "wrong-state");
    }

    async fn windows_over_spring_festival_and_the_end_of_the_year(kind) {
        let net = network::made(kind, Some(at("2026-02-12T01:00:00Z"))).await;
        let mine = publish(&net, &visit(&net, 0).with(PRICES, false).with(MARKINGS, 0)).await;
        // Friday 13, Saturday 14 (worked), then off until the 23rd: the third day is Tuesday 24.
        let until = &net.manager.get(&mine).await.expect(200)["appealable"][0]["until"];
        assert_eq!(until, "2026-02-24T10:00:00Z");
        net.server.time(at("2026-02-24T10:00:00Z"));
        let appeal = filed(&net.manager, &mine, PRICES).await;
        net.server.time(at("2026-02-24T10:00:00Z") + 1);
        file(&net.manager, &mine, MARKINGS).await.1.problem(409, "wrong-state");
        // 18:00:00 still counts: day 0 is the 24th, and level 1 has until Friday.
        assert_eq!(net.manager.get(&appeal).await.expect(200)["due_at"], "2026-02-27T10:00:00Z");
        let net = network::made(kind, Some(at("2026-12-29T01:00:00Z"))).await;
        let mine = publish(&net, &visit(&net, 0).with(PRICES, false)).await;
        let open = net.manager.get(&mine).await.expect(200)["appealable"].clone();
        assert_eq!(open, json!([{"item": PRICES}]), "the days of 2027 are not known: nothing ends");
        net.server.time(at("2027-01-20T01:00:00Z"));
        net.server.work().await;
        let appeal = filed(&net.manager, &mine, PRICES).await;
        let shown = net.manager.get(&appeal).await.expect(200);
        assert_eq!((&shown["due_at"], &shown["pending_calendar"]), (&Value::Null, &json!(true)));
        let panel = panel(&net, "panel-1", &["appeal_l1"]).await;
        panel.verb(&appeal, "decide", upheld()).await.expect(200);
    }

    async fn silence_steps_up_and_then_decides_for_the_station(kind) {
        let net = Network::start(kind).await;
        let mine = publish(&net, &visit(&net, 0).with(PRICES, false)).await;
        let appeal = filed(&net.manager, &mine, PRICES).await;
        let [one, two] = [panel(&net, "panel-1", &["appeal_l1"]).await, panel(&net, "panel-2", &["appeal_l2"]).await];
        two.verb(&appeal, "decide", upheld()).await.problem(403, "forbidden");
        net.server.time(at("2026-06-04T10:00:00Z") + 1);
        one.verb(&appeal, "decide", upheld()).await.problem(409, "wrong-state");
        let other = net.server.sibling().await;
        tokio::join!(net.server.work(), other.work());
        let shown = net.manager.get(&appeal).await.expect(200);
        // Silent until Thursday at six, which is day 0: five working days later is the next Thursday.
        assert_eq!((&shown["state"], &shown["due_at"]), (&json!("level_2"), &json!("2026-06-11T10:00:00Z")));
        one.verb(&appeal, "decide", upheld()).await.problem(403, "forbidden");
        for server in [&net.server, &other] {
            server.time(at("2026-06-11T10:00:00Z") + 1);
        }
        tokio::join!(net.server.work(), other.work());
        let shown = net.manager.get(&appeal).await.expect(200);
        let steps: Vec<(&Value, &Value)> = shown["steps"].as_array().expect("steps").iter().map(|step| (&step["kind"], &step["by"])).collect();
        let step = |kind: &'static str, by: &'static str| (json!(kind), json!(by));
        let wanted = [step("filed", "station"), step("stepped_up", "system"), step("decided_by_silence", "system")];
        assert_eq!(steps, wanted.iter().map(|(kind, by)| (kind, by)).collect::<Vec<_>>(), "each once, on two instances");
        assert_eq!((&shown["state"], &shown["outcome"]), (&json!("closed"), &json!("upheld")));
        let score = net.manager.get(&format!("{mine}/score")).await.expect(200);
        assert_eq!((&line(&score, PRICES)["value"], &score["reason"]), (&json!(true), &json!("appeal")));
        let case = net.hq.get(&mine).await.expect(200);
        assert!(case["state"] == "final" && case["history"].as_array().expect("history").iter().any(|event| event["verb"] == "appeals/{appeal}/decide" && event["by"].is_null()), "{}", case["history"]);
    }

    async fn nobody_decides_what_he_had_a_hand_in(kind) {
        let net = Network::start(kind).await;
        let both = panel(&net, "both", &["appeal_l1", "appeal_l2"]).await;
        let reviewer = net.people("judge", json!([{"role": "reviewer"}, {"role": "appeal_l1"}])).await;
        let visited = visit(&net, 0).with(PRICES, false).with(MARKINGS, 0);
        net.phone(0).deliver(&visited).await;
        net.server.work().await;
        let path = phone::path(&visited);
        for desk in [&reviewer, &net.reviewers[0]] {
            desk.verb(&path, "claim", json!({})).await.expect(200);
            if desk.verb(&path, "accept", json!({})).await.expect(200)["state"] == "approved" {
                break;
            }
        }
        net.hq.post("/v1/publications", json!({"reason": "a test", "scope": net.units[0]})).await.expect(201);
        let appeal = filed(&net.manager, &path, PRICES).await;
        reviewer.verb(&appeal, "decide", upheld()).await.problem(403, "forbidden");
        net.manager.verb(&appeal, "decide", upheld()).await.problem(403, "forbidden");
        both.verb(&appeal, "decide", rejected()).await.expect(200);
        both.verb(&appeal, "decide", upheld()).await.problem(409, "wrong-state");
        net.manager.verb(&appeal, "second-level", json!({"reason": "look again"})).await.expect(200);
        both.verb(&appeal, "decide", upheld()).await.problem(403, "forbidden");
        let two = panel(&net, "panel-2", &["appeal_l2"]).await;
        let unit = json!({"code": "JS", "level": 1, "parent_id": net.units[0], "name_zh": "苏", "name_en": "JS"});
        let unit = network::id(&net.hq.post("/v1/org-units", unit).await.expect(201));
        let far = net.people("panel-far", json!([{"role": "appeal_l2", "org_unit_id": unit}])).await;
        let denied = far.post(&format!("{appeal}/decide"), upheld()).await;
        assert!(denied.status == 404, "{}", denied.text());
        let done = two.verb(&appeal, "decide", rejected()).await.expect(200);
        assert_eq!((&done["state"], &done["outcome"]), (&json!("closed"), &json!("rejected")));
        assert_eq!(net.hq.get(&path).await.expect(200)["score_revision"], 1, "nothing has changed");
        // Who decided one item of the audit may decide another one of it.
        let next = filed(&net.manager, &path, MARKINGS).await;
        both.verb(&next, "decide", upheld()).await.expect(200);
    }

    async fn every_outcome_does_what_it_says(kind) {
        let net = Network::start(kind).await;
        let visited = visit(&net, 0).with(PRICES, false).with(MARKINGS, 0).with(FACADE, 0).with(SIGN, 0).with(CRITICAL, false);
        let mine = publish(&net, &visited).await;
        let panel = panel(&net, "panel-1", &["appeal_l1"]).await;
        let decide = |appeal: &str, body: Value| { let (panel, appeal) = (panel.clone(), appeal.to_owned()); async move { panel.verb(&appeal, "decide", body).await } };
        let reason = "so it is";
        let red = filed(&net.manager, &mine, CRITICAL).await;
        for outcome in ["not_applicable", "not_observed"] {
            let faults = decide(&red, json!({"outcome": outcome, "reason": reason})).await;
            assert_eq!(faults.violations(), [("/outcome".to_owned(), "bad_value".to_owned())], "{outcome} of a red line");
        }
        let faults = decide(&red, json!({"outcome": "withdrawn", "value": true, "reason": reason})).await;
        assert_eq!(faults.violations().len(), 2, "{}", faults.text());
        assert_eq!(decide(&red, json!({"outcome": "upheld", "reason": reason})).await.expect(200)["state"], "closed");
        let sign = filed(&net.manager, &mine, SIGN).await;
        for value in [json!(0), json!(7), json!(true)] {
            let faults = decide(&sign, json!({"outcome": "upheld", "value": value, "reason": reason})).await;
            assert_eq!(faults.violations()[0].0, "/value", "{}", faults.text());
        }
        let part = decide(&sign, json!({"outcome": "upheld", "value": 1, "reason": reason})).await.expect(200);
        assert_eq!(part["state"], "level_1_decided", "points are still lost: level 2 may be asked");
        let [na, unseen] = [filed(&net.manager, &mine, MARKINGS).await, filed(&net.manager, &mine, FACADE).await];
        assert_eq!(decide(&na, json!({"outcome": "not_applicable", "reason": reason})).await.expect(200)["state"], "closed");
        assert_eq!(decide(&unseen, json!({"outcome": "not_observed", "reason": reason})).await.expect(200)["state"], "closed");
        let score = net.manager.get(&format!("{mine}/score")).await.expect(200);
        let states = [CRITICAL, SIGN, MARKINGS, FACADE, PRICES].map(|item| (line(&score, item)["state"].clone(), line(&score, item)["value"].clone()));
        let wanted = [("answered", json!(true)), ("answered", json!(1)), ("na", Value::Null), ("not_observed", Value::Null), ("answered", json!(false))];
        assert_eq!(states, wanted.map(|(state, value)| (json!(state), value)));
        assert_eq!((&score["score_revision"], &score["score"]["red_lines"]), (&json!(5), &json!(0)));
        for (number, reds) in [(1, 1), (2, 0), (3, 0)] {
            let earlier = net.manager.get(&format!("{mine}/score?revision={number}")).await.expect(200);
            assert_eq!(earlier["score"]["red_lines"], reds, "result {number} stays as it was");
        }
    }

    async fn an_audit_that_becomes_incomplete_ends_its_appeals(kind) {
        let net = Network::start(kind).await;
        let mine = publish(&net, &visit(&net, 0).with(WASH, false).with(KIT, 3).with(PRICES, false)).await;
        let mut appeals = Vec::new();
        for item in [WASH, KIT, PRICES] {
            appeals.push(filed(&net.manager, &mine, item).await);
        }
        let panel = panel(&net, "panel-1", &["appeal_l1"]).await;
        let unseen = json!({"outcome": "not_observed", "reason": "it cannot be told"});
        panel.verb(&appeals[0], "decide", unseen.clone()).await.expect(200);
        assert_eq!(state(&net.hq, &mine).await, "published");
        let asked = panel.verb(&appeals[1], "decide", unseen.clone()).await;
        assert_eq!(asked.violations(), [("/accept_incomplete".to_owned(), "missing".to_owned())], "not by the way");
        let mut sure = unseen;
        sure["accept_incomplete"] = json!(true);
        panel.verb(&appeals[1], "decide", sure).await.expect(200);
        assert_eq!(state(&net.hq, &mine).await, "incomplete", "too little of the touchpoint is left (§3.6)");
        net.manager.get(&mine).await.problem(404, "not-found");
        let last = net.manager.get(&appeals[2]).await.expect(200);
        assert_eq!((&last["state"], &last["outcome"]), (&json!("closed"), &json!("withdrawn")), "{last}");
        let first = net.hq.get(&appeals[0]).await.expect(200);
        assert!(first.get("score").is_none() && first.get("rank").is_none(), "its scores are of nothing: {first}");
        panel.verb(&appeals[2], "decide", upheld()).await.problem(409, "wrong-state");
        let waiting = net.planner.get("/v1/assignments?to_issue_again=true").await.expect(200);
        assert_eq!(waiting["items"][0]["id"], json!(net.assignments[0][0]), "the visit is made again");
        assert_eq!(net.hq.get("/v1/reports/ranking?period=2026-06").await.expect(200)["provisional"], false);
    }

    async fn a_correction_opens_a_window_for_what_got_worse_only(kind) {
        let net = Network::start(kind).await;
        let mine = publish(&net, &visit(&net, 0).with(PRICES, false)).await;
        net.server.time(at("2026-06-03T02:00:00Z"));
        let change = json!({"changes": [{"item": SIGN, "value": 0, "reason": "the clip"}]});
        let proposed = net.reviewers[2].verb(&mine, "correct", change).await.expect(200);
        let confirm = format!("proposals/{}/confirm", proposed["proposal_id"].as_str().expect("a proposal"));
        net.hq.verb(&mine, &confirm, json!({"reason": "yes"})).await.expect(200);
        net.server.time(at("2026-06-04T10:00:00Z") + 1);
        net.server.work().await;
        let open = net.manager.get(&mine).await.expect(200)["appealable"].clone();
        assert_eq!(open, json!([{"item": SIGN, "until": "2026-06-08T10:00:00Z"}]));
        file(&net.manager, &mine, PRICES).await.1.problem(409, "wrong-state");
        filed(&net.manager, &mine, SIGN).await;
    }

    async fn the_panel_asks_once_for_three_hours_of_footage(kind) {
        let net = Network::start(kind).await;
        let visited = visit(&net, 0).with(PRICES, false);
        let mine = publish(&net, &visited).await;
        let appeal = filed(&net.manager, &mine, PRICES).await;
        let panel = panel(&net, "panel-1", &["appeal_l1"]).await;
        let ask = json!({"reason": "camera 2, please"});
        for desk in [&net.manager, &net.region, &net.hq, &net.reviewers[0]] {
            desk.verb(&appeal, "ask-footage", ask.clone()).await.problem(403, "forbidden");
        }
        panel.verb(&appeal, "ask-footage", ask.clone()).await.expect(200);
        let seen = net.manager.get(&appeal).await.expect(200);
        let step = &seen["steps"][1];
        assert_eq!((&step["kind"], &step["by"], &step["value"]), (&json!("footage_asked"), &json!("panel"), &Value::Null));
        let windows: Vec<i64> = step["windows"].as_array().expect("windows").iter().map(|from| at(from.as_str().expect("an instant"))).collect();
        let holds = |from: &&i64| **from <= visited.start_ms && visited.start_ms + LENGTH_MS <= **from + 3_600_000;
        assert_eq!((windows.len(), windows.iter().filter(holds).count()), (3, 1), "{step}");
        // Asked twice, the hours that both have in common would tell.
        panel.verb(&appeal, "ask-footage", ask).await.problem(409, "wrong-state");
        panel.verb(&appeal, "decide", upheld()).await.expect(200);
    }

    async fn decisions_at_once_are_one_after_the_other(kind) {
        let net = Network::start(kind).await;
        let mine = publish(&net, &visit(&net, 0).with(PRICES, false).with(MARKINGS, 0)).await;
        let other = net.server.sibling().await;
        let one = panel(&net, "panel-1", &["appeal_l1"]).await;
        let two = panel(&net, "panel-2", &["appeal_l1"]).await.at(&other.base);
        let [first, second] = [filed(&net.manager, &mine, PRICES).await, filed(&net.manager, &mine, MARKINGS).await];
        // Two that decide the same appeal: one of them does.
        let both = tokio::join!(one.verb(&first, "decide", upheld()), two.verb(&first, "decide", rejected()));
        let mut told = [both.0.status.as_u16(), both.1.status.as_u16()];
        told.sort_unstable();
        assert!(told[0] == 200 && [409, 412].contains(&told[1]), "{told:?}");
        if state(&net.hq, &first).await == "level_1_decided" {
            net.manager.verb(&first, "second-level", json!({"reason": "look again"})).await.expect(200);
            panel(&net, "panel-3", &["appeal_l2"]).await.verb(&first, "decide", upheld()).await.expect(200);
        }
        // Two that decide two items of one audit: who was slower decides again.
        let third = filed_more(&net, &mine).await;
        let both = tokio::join!(one.verb(&second, "decide", upheld()), two.verb(&third, "decide", upheld()));
        for (desk, path, answer) in [(&one, &second, both.0), (&two, &third, both.1)] {
            if answer.status != 200 {
                answer.problem(412, "stale-version");
                desk.verb(path, "decide", upheld()).await.expect(200);
            }
        }
        let case = net.hq.get(&mine).await.expect(200);
        assert_eq!((&case["score_revision"], &case["score"]["final_bp"]), (&json!(5), &json!(10_000)), "no decision is lost");
        assert_eq!(net.hq.get("/v1/reports/ranking?period=2026-06").await.expect(200)["provisional"], false);
    }

    /// Of filing and the end of the window only one happens, however close they are.
    async fn an_appeal_at_the_last_instant_is_open_or_too_late(kind) {
        let net = Network::start(kind).await;
        let mut audits = Vec::new();
        for station in 0..6 {
            audits.push(publish(&net, &visit(&net, station).with(PRICES, false)).await);
        }
        let other = net.server.sibling().await;
        net.server.time(at("2026-06-04T10:00:00Z"));
        other.time(at("2026-06-04T10:00:00Z") + 1);
        let filing = futures::future::join_all(audits.iter().map(|audit| file(&net.region, audit, PRICES)));
        let (filed, ()) = tokio::join!(filing, other.work());
        for (audit, (path, answer)) in audits.iter().zip(filed) {
            let is_filed = answer.status == 201;
            if !is_filed {
                answer.problem(409, "wrong-state");
                net.region.get(&path).await.problem(404, "not-found");
            }
            assert_eq!(state(&net.hq, audit).await, if is_filed { "published" } else { "final" });
        }
    }

    async fn after_four_rejected_appeals_the_region_files(kind) {
        let net = Network::start(kind).await;
        let items = [PRICES, MARKINGS, FACADE, SIGN];
        let visited = items[1..].iter().fold(visit(&net, 0).with(PRICES, false), |visit, item| visit.with(item, 0));
        let mine = publish(&net, &visited).await;
        let panel = panel(&net, "panel-1", &["appeal_l1"]).await;
        for item in items {
            let appeal = filed(&net.manager, &mine, item).await;
            panel.verb(&appeal, "decide", rejected()).await.expect(200);
        }
        net.server.time(at("2026-06-10T02:00:00Z"));
        net.server.work().await;
        assert_eq!(state(&net.hq, &mine).await, "final");
        let assignment = network::assign(&net.planner, net.round, net.shoppers[1].person_id, &net.stations[..1], at("2026-06-29T02:00:00Z")).await[0];
        let mut next = net.visit(1, 0, 3).with(PRICES, false);
        (next.assignment_id, next.start_ms) = (assignment, at("2026-06-29T02:00:00Z"));
        net.server.time(at("2026-06-30T22:00:00Z"));
        net.phone(1).deliver(&next).await;
        net.server.work().await;
        let path = phone::path(&next);
        for reviewer in &net.reviewers[..2] {
            reviewer.verb(&path, "claim", json!({})).await.expect(200);
            if reviewer.verb(&path, "accept", json!({})).await.expect(200)["state"] == "approved" {
                break;
            }
        }
        net.hq.post("/v1/publications", json!({"reason": "a test", "scope": net.units[0]})).await.expect(201);
        // Wednesday 1 July: the quarter before had four.
        file(&net.manager, &path, PRICES).await.1.problem(403, "forbidden");
        filed(&net.region, &path, PRICES).await;
    }
}
