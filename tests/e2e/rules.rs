//! What the desk is told of the rules in force and of the storage: `/v1/calendars`, `/v1/policies`, `/v1/storage/fsck`.

use std::process::ExitCode;

use forecourt_api::commands::{calendar, fsck};
use forecourt_store::photo_keys;
use forecourt_tests::{desk::Desk, network::Network};
use serde_json::json;
use time::{Date, Month, Weekday};

/// 2027 with New Year's Day off.
const YEAR: &str = "year = 2027\nworking_days = 260\n[source]\nzh = \"测试\"\nen = \"a test\"\nurl = \"https://example.cn\"\n\
    [[holiday]]\nzh = \"元旦\"\nen = \"New Year\"\nfrom = \"2027-01-01\"\nto = \"2027-01-01\"\nmake_up = []\n";

fn is(code: ExitCode, other: ExitCode) -> bool {
    format!("{code:?}") == format!("{other:?}")
}

on_both! {
    async fn whoever_is_signed_in_can_count_working_days(kind) {
        let net = Network::start(kind).await;
        Desk { token: String::new(), ..net.hq.clone() }.get("/v1/calendars").await.problem(401, "not-signed-in");
        let told = net.manager.get("/v1/calendars").await.expect(200);
        assert_eq!(net.phone(0).desk.get("/v1/calendars").await.expect(200), told);
        let year = &told["years"][0];
        assert_eq!((&year["year"], &told["close_hour"], &year["imported_at"]), (&json!(2026), &json!(18), &json!(null)));
        let has = |list: &str, day: &str| year[list].as_array().expect("days").contains(&json!(day));
        assert!(has("off_days", "2026-10-01") && !has("off_days", "2026-10-03"), "a Saturday is off anyway");
        assert!(has("working_weekends", "2026-02-14"));
        // Weekdays, without the days off, with the weekends that are worked: the number of the notice.
        let (mut day, mut count) = (Date::from_calendar_date(2026, Month::January, 1).expect("a day"), 0);
        while day.year() == 2026 {
            let weekend = matches!(day.weekday(), Weekday::Saturday | Weekday::Sunday);
            let text = day.to_string();
            count += u64::from(if weekend { has("working_weekends", &text) } else { !has("off_days", &text) });
            day = day.next_day().expect("a day");
        }
        assert_eq!(json!(count), year["working_days"]);

        let file = net.server.data().join("cn-2027.toml");
        std::fs::write(&file, YEAR).expect("a file");
        let done = calendar::import(net.server.place.settings(), &file, false).await.expect("the database");
        assert!(is(done, ExitCode::SUCCESS));
        let told = net.manager.get("/v1/calendars").await.expect(200);
        let next = &told["years"][1];
        assert_eq!((&next["year"], &next["off_days"]), (&json!(2027), &json!(["2027-01-01"])));
        assert!(next["imported_at"].is_string() && next["holidays"][0]["name"]["en"] == "New Year");
    }

    async fn offices_read_the_policy_in_force(kind) {
        let net = Network::start(kind).await;
        for desk in [&net.region, &net.hq, &net.admin, &net.auditor, &net.planner] {
            let told = desk.get("/v1/policies").await.expect(200);
            let first = &told["classes"][0];
            assert_eq!((&first["class"], &first["contain"]), (&json!("T0"), &json!({"unit": "minutes", "amount": 120})));
            assert_eq!(told["classes"].as_array().expect("classes").len(), 5);
            assert_eq!(told["classes"][3]["due"], json!({"unit": "working_days", "amount": 7}));
            assert_eq!(told["appeals"]["file_days"], 3);
            let ladder = told["ladder"].as_array().expect("rungs");
            assert!(ladder.iter().any(|rung| rung["moment"] == "share" && rung["percent"].is_u64()), "{ladder:?}");
            assert!(ladder.iter().all(|rung| !rung["tell"].as_array().expect("people").is_empty()));
        }
        for desk in [&net.manager, &net.phone(0).desk] {
            desk.get("/v1/policies").await.problem(403, "forbidden");
        }
    }

    async fn the_desk_shows_what_the_last_fsck_found(kind) {
        let net = Network::start(kind).await;
        let visit = net.visit(0, 0, 2);
        net.phone(0).deliver(&visit).await;
        net.server.work().await;
        assert_eq!(net.admin.get("/v1/storage/fsck").await.expect(200), json!({}));
        let settings = || net.server.place.settings();
        assert!(is(fsck::run(settings(), false, true).await.expect("it ends"), ExitCode::SUCCESS));
        let last = net.admin.get("/v1/storage/fsck").await.expect(200)["last"].clone();
        assert_eq!((&last["faults"], &last["photos"], &last["findings"]), (&json!(0), &json!(2), &json!([])));
        assert!(last["bytes_read"].as_u64().is_some_and(|bytes| bytes > 0) && last["quick"] == false, "{last}");

        let prefix = photo_keys::audit_prefix(visit.audit_id);
        net.server.app.objects.delete_prefix(&prefix).await.expect("deleted");
        assert!(is(fsck::run(settings(), true, true).await.expect("it ends"), ExitCode::from(1)));
        let last = net.admin.get("/v1/storage/fsck").await.expect(200)["last"].clone();
        assert_eq!((&last["faults"], &last["quick"]), (&json!(2), &json!(true)));
        for found in last["findings"].as_array().expect("findings") {
            assert_eq!((&found["finding"], &found["grave"]), (&json!("missing"), &json!(true)));
            assert!(found["key"].as_str().expect("a key").starts_with(&prefix) && found["audit_id"] == json!(visit.audit_id));
        }
        for desk in [&net.region, &net.hq, &net.manager] {
            desk.get("/v1/storage/fsck").await.problem(403, "forbidden");
        }
    }
}
