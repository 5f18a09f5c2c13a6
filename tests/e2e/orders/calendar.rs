//! A year without a calendar (decision 28): what waits for it, who is warned, and what its import does.

use forecourt_api::commands::calendar;
use forecourt_tests::network;
use serde_json::json;
use std::process::ExitCode;

use super::{LAYOUT, SIGN, code, file, listed, path_of, publish, submission, told};
use forecourt_api::times::parse_rfc3339;

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
}
