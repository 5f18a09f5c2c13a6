//! A year without a calendar (decision 28): what waits for it, who is warned, and what its import does.

use forecourt_api::commands::calendar;
use forecourt_core::calendar::builtin_sources;
use forecourt_store::{calendars, entity::calendar_year};
use forecourt_tests::network::{self, Network};
use serde_json::json;
use std::process::ExitCode;

use super::{LAYOUT, SIGN, code, file, listed, path_of, publish, submission, told};
use forecourt_api::times::parse_rfc3339;
use sha2::{Digest, Sha256};

/// 2027 with New Year's Day off.
const YEAR: &str = "year = 2027\nworking_days = 260\n[source]\nzh = \"测试\"\nen = \"a test\"\nurl = \"https://example.cn\"\n\
    [[holiday]]\nzh = \"元旦\"\nen = \"New Year\"\nfrom = \"2027-01-01\"\nto = \"2027-01-01\"\nmake_up = []\n";

fn at(text: &str) -> i64 {
    parse_rfc3339(text).expect("an instant")
}

/// `ExitCode` knows no comparison.
fn is(code: ExitCode, other: ExitCode) -> bool {
    format!("{code:?}") == format!("{other:?}")
}

/// Imports a year at this instant, whatever the clock of the machine says.
async fn imported(net: &Network, year: i32, source: String, at_ms: i64) {
    let content_sha256 = Sha256::digest(source.as_bytes()).to_vec();
    let tx = net.server.app.store.begin("test").await.expect("a transaction");
    let row = calendar_year::Model { year, source, content_sha256, imported_at: at_ms };
    calendars::import(&tx, row, true).await.expect("imported");
    tx.commit().await.expect("a commit");
    net.server.work().await;
}

on_both! {
    async fn deadlines_wait_for_their_year_and_are_announced_when_it_is_imported(kind) {
        // A Monday.
        let net = network::made(kind, Some(at("2026-12-21T02:00:00Z"))).await;
        publish(&net, &net.visit(0, 0, 3).with(SIGN, 0).with(LAYOUT, 0)).await;
        let warned = |kinds: Vec<String>| kinds.iter().filter(|kind| *kind == "calendar.missing").count();
        assert_eq!((warned(told(&net.hq).await), warned(told(&net.admin).await)), (1, 1), "however often time passes");
        assert_eq!(warned(told(&net.region).await), 0);
        net.server.time(at("2026-12-23T03:00:00Z"));
        let (layout, sign) = (path_of(&net.region, LAYOUT).await, path_of(&net.region, SIGN).await);
        for path in [&layout, &sign] {
            let issued = net.region.verb(path, "issue", json!({})).await.expect(200);
            assert_eq!(issued["due_at"], json!(null), "{issued}");
            assert_eq!(net.manager.get(path).await.expect(200)["times"]["pending_calendar"], 2027);
        }
        // Closed while it waits: whether it was on time is not known.
        net.manager.verb(&sign, "submit", submission(&net, &net.manager).await).await.expect(200);
        if net.region.verb(&sign, "verify", json!({})).await.expect(200)["on_site_check"] == true {
            net.region.verb(&sign, "close", json!({})).await.expect(200);
        }
        assert_eq!(net.manager.get(&sign).await.expect(200)["times"]["on_time"], json!(null));
        let before = net.manager.get(&layout).await.expect(200);
        let ask = json!({"to": "2027-02-01T10:00:00Z", "cause": "contractor", "reason": "he comes in January"});
        assert_eq!(code(&net.manager.verb(&layout, "extensions", ask).await), (409, json!("pending_calendar"), json!("issued")));

        let sibling = net.server.sibling().await;
        let file = net.server.data().join("cn-2027.toml");
        let settings = net.server.place.settings();
        let import = async |text: &str, replace: bool| {
            std::fs::write(&file, text).expect("a file");
            calendar::import(settings.clone(), &file, replace).await.expect("the database")
        };
        let wrong = YEAR.replace("260", "261");
        assert!(is(import(&wrong, false).await, ExitCode::FAILURE), "what has a fault is not stored");
        net.server.work().await;
        assert_eq!(net.manager.get(&layout).await.expect(200)["version"], before["version"]);
        assert!(is(import(YEAR, false).await, ExitCode::SUCCESS));
        assert!(is(import(YEAR, false).await, ExitCode::SUCCESS), "the same once more");
        let other = format!("# corrected\n{YEAR}");
        assert!(is(import(&other, false).await, ExitCode::FAILURE), "nothing is replaced by accident");
        assert!(is(import(&other, true).await, ExitCode::SUCCESS));

        net.server.work().await;
        let after = net.manager.get(&layout).await.expect(200);
        assert_eq!((&after["times"]["due_at"], &after["times"]["pending_calendar"]), (&json!("2027-01-22T10:00:00Z"), &json!(null)));
        assert_eq!(after["version"].as_i64(), before["version"].as_i64().map(|version| version + 1));
        assert_eq!(net.manager.get(&sign).await.expect(200)["times"]["on_time"], json!(true));
        let kinds = told(&net.manager).await;
        assert_eq!(kinds.iter().filter(|kind| *kind == "order.due_known").count(), 1, "the closed one is told to nobody: {kinds:?}");
        let story = net.manager.get(&format!("{layout}/timeline")).await.expect(200);
        let known = story["entries"].as_array().expect("entries").iter().find(|entry| entry["what"] == "due_known");
        assert_eq!(known.map(|entry| entry["data"]["due"].clone()), Some(json!(at("2027-01-22T10:00:00Z"))));
        // The other instance was not started again.
        assert!(sibling.app.store.calendar().year(2027).is_none());
        sibling.work().await;
        assert!(sibling.app.store.calendar().year(2027).is_some());
        assert_eq!(told(&net.manager).await.len(), kinds.len(), "announced once");
        assert_eq!(listed(&net.hq, "?open=true").await.len(), 1);
        sibling.stop().await;
    }

    async fn what_would_have_been_over_before_it_was_known_has_its_whole_time(kind) {
        let net = network::made(kind, Some(at("2026-12-28T02:00:00Z"))).await;
        let audit = publish(&net, &net.visit(0, 0, 3).with(SIGN, 0)).await;
        net.server.time(at("2026-12-30T02:00:00Z"));
        let appeal = file(&net, &audit, SIGN).await;
        let shown = async || net.manager.get(&appeal).await.expect(200);
        assert_eq!(shown().await["pending_calendar"], true);
        net.server.time(at("2027-01-20T02:00:00Z"));
        let path = net.server.data().join("cn-2027.toml");
        std::fs::write(&path, YEAR).expect("a file");
        let done = calendar::import(net.server.place.settings(), &path, false).await.expect("the database");
        assert!(is(done, ExitCode::SUCCESS));
        net.server.work().await;
        let known = shown().await;
        assert_eq!((&known["state"], &known["due_at"]), (&json!("level_1"), &json!("2027-01-25T10:00:00Z")), "the panel has three days");
    }

    async fn a_year_without_data_stops_nobody_from_asking_for_time(kind) {
        let net = network::made(kind, Some(at("2026-12-21T02:00:00Z"))).await;
        publish(&net, &net.visit(0, 0, 3).with(SIGN, 0)).await;
        let sign = path_of(&net.region, SIGN).await;
        let issued = net.region.verb(&sign, "issue", json!({})).await.expect(200);
        assert_eq!(issued["due_at"], "2026-12-31T10:00:00Z");
        let ask = json!({"to": "2027-01-05T10:00:00Z", "cause": "contractor", "reason": "he comes in January"});
        let asked = net.manager.verb(&sign, "extensions", ask).await;
        asked.expect(200);
    }

    async fn a_calendar_that_is_replaced_moves_nothing_that_was_told(kind) {
        let net = network::made(kind, Some(at("2026-02-09T02:00:00Z"))).await;
        publish(&net, &net.visit(0, 0, 3).with(SIGN, 0)).await;
        let sign = path_of(&net.region, SIGN).await;
        let issued = net.region.verb(&sign, "issue", json!({})).await.expect(200);
        let due = at(issued["due_at"].as_str().expect("an instant"));
        assert_eq!(issued["due_at"], "2026-02-26T10:00:00Z");
        // Saturday the 14th is no working day any more, once that is known on the 20th.
        let other = builtin_sources()[0].replace("\"2026-02-14\", ", "").replace("working_days = 248", "working_days = 247");
        imported(&net, 2026, other, at("2026-02-20T02:00:00Z")).await;
        net.server.time(due);
        net.server.work().await;
        let still = net.manager.get(&sign).await.expect(200);
        assert_eq!((&still["times"]["due_at"], &still["times"]["overdue"]), (&json!("2026-02-26T10:00:00Z"), &json!(false)));
        net.server.time(due + 1);
        net.server.work().await;
        assert_eq!(net.manager.get(&sign).await.expect(200)["times"]["overdue"], true);
        let told_overdue = async || {
            let story = net.manager.get(&format!("{sign}/timeline")).await.expect(200);
            let entries = story["entries"].as_array().expect("entries").clone();
            entries.iter().filter(|entry| entry["what"].as_str().is_some_and(|what| what.contains("overdue"))).count()
        };
        assert_eq!(told_overdue().await, 1, "at its instant, not a day later");
        // At the end of February it was overdue, and stays so in what is told of February.
        net.server.time(at("2026-03-20T02:00:00Z"));
        net.server.work().await;
        let ranking = net.hq.get("/v1/reports/ranking?period=2026-02").await.expect(200);
        assert_eq!(ranking["items"][0]["open_overdue"], 1, "{ranking}");
    }

    async fn a_filing_window_that_is_known_late_is_whole(kind) {
        let net = network::made(kind, Some(at("2026-12-28T02:00:00Z"))).await;
        let audit = publish(&net, &net.visit(0, 0, 3).with(SIGN, 0)).await;
        net.server.time(at("2027-01-20T02:00:00Z"));
        imported(&net, 2027, YEAR.into(), at("2027-01-20T02:00:00Z")).await;
        let window = async || net.manager.get(&audit).await.expect(200)["appealable"][0]["until"].clone();
        assert_eq!(window().await, "2027-01-25T10:00:00Z", "three days from the day on which it was known");
        net.server.time(at("2027-01-25T10:00:00Z"));
        net.server.work().await;
        assert_eq!(net.hq.get(&audit).await.expect(200)["state"], "published");
        file(&net, &audit, SIGN).await;
    }
}
