//! `GET /v1/sync`: nothing is lost, nothing is told twice without need (decision 14).

use std::{
    collections::BTreeSet,
    time::{Duration, Instant},
};

use forecourt_store::sync::{self as changes, Change, Subject};
use forecourt_tests::{
    database::Kind,
    desk::Desk,
    network::{Network, STATIONS, assign},
};
use serde_json::{Value, json};
use uuid::Uuid;

const LISTS: [&str; 6] = ["assignments", "stations", "checklists", "returned", "resend", "tombstones"];

async fn sync(phone: &Desk, cursor: Option<&Value>) -> Value {
    let cursor = cursor.map(|cursor| format!("?cursor={}", cursor.as_str().expect("a cursor")));
    phone.get(&format!("/v1/sync{}", cursor.unwrap_or_default())).await.expect(200)
}

fn ids(list: &Value) -> BTreeSet<Uuid> {
    list.as_array().into_iter().flatten().map(forecourt_tests::network::id).collect()
}

/// Whether nothing is new in it.
fn is_empty(answer: &Value) -> bool {
    answer["reset"] == json!(false) && LISTS.iter().all(|list| answer[list] == json!([]))
}

on_both! {
    async fn the_first_sync_has_everything_and_the_next_nothing(kind) {
        let network = Network::start(kind).await;
        let phone = &network.shoppers[0];
        let first = sync(phone, None).await;
        assert_eq!(first["reset"], true);
        assert_eq!(ids(&first["assignments"]), network.assignments[0].iter().copied().collect());
        assert_eq!(first["stations"].as_array().map(Vec::len), Some(STATIONS));
        assert_eq!(first["checklists"][0]["id"], "station-69");
        let letter = first["authority_letter"]["text"]["en"].as_str().expect("a letter");
        assert!(letter.ends_with("personal data."), "no number is set, none is named: {letter}");
        assert!(first["limits"].is_object());
        let second = sync(phone, Some(&first["cursor"])).await;
        assert!(is_empty(&second), "{second}");
        assert!(is_empty(&sync(phone, Some(&second["cursor"])).await));
    }

    async fn changes_come_once_and_what_is_gone_is_named(kind) {
        let network = Network::start(kind).await;
        let phone = &network.shoppers[0];
        let first = sync(phone, None).await;
        let round = network.round;
        let new = assign(&network.planner, round, phone.person_id, &network.stations[..1], network.start_ms).await;
        let withdrawn = network.assignments[0][3];
        network.planner.verb(&format!("/v1/assignments/{withdrawn}"), "withdraw", json!({})).await.expect(200);
        // On PostgreSQL a change waits until no older transaction of the whole server can commit any more.
        let mut second = sync(phone, Some(&first["cursor"])).await;
        let deadline = Instant::now() + Duration::from_secs(20);
        while second["tombstones"] == json!([]) && Instant::now() < deadline {
            second = sync(phone, Some(&first["cursor"])).await;
        }
        assert_eq!(ids(&second["assignments"]), new.iter().copied().collect());
        assert_eq!(second["tombstones"], json!([{"kind": "assignment", "id": withdrawn}]));
        assert!(is_empty(&sync(phone, Some(&second["cursor"])).await));
        // An answer that got lost on the way: the old cursor tells the same again.
        let repeated = sync(phone, Some(&first["cursor"])).await;
        assert_eq!((&repeated["assignments"], &repeated["tombstones"]), (&second["assignments"], &second["tombstones"]));
    }

    async fn a_cursor_that_does_not_fit_starts_anew(kind) {
        let network = Network::start(kind).await;
        let (phone, other) = (&network.shoppers[0], &network.shoppers[1]);
        let mine = sync(phone, None).await["cursor"].clone();
        let theirs = sync(other, None).await["cursor"].clone();
        let mut bent = mine.as_str().expect("text").to_owned();
        bent.replace_range(5..6, if &bent[5..6] == "A" { "B" } else { "A" });
        for cursor in [theirs, json!(bent), json!("nonsense"), json!("")] {
            let answer = sync(phone, Some(&cursor)).await;
            assert_eq!((&answer["reset"], ids(&answer["assignments"]).len()), (&json!(true), STATIONS), "{cursor}");
        }
        assert_eq!(sync(phone, Some(&mine)).await["reset"], false);
        network.server.time(network.server.now() + 31 * 86_400_000);
        assert_eq!(sync(phone, Some(&mine)).await["reset"], true, "what it missed may be cleaned up");
    }

    async fn another_scope_starts_anew(kind) {
        let network = Network::start(kind).await;
        let phone = &network.shoppers[0];
        let cursor = sync(phone, None).await["cursor"].clone();
        let person = format!("/v1/people/{}", phone.person_id);
        let etag = network.admin.get(&person).await.headers["etag"].to_str().expect("text").to_owned();
        let request = network.admin.request(reqwest::Method::PATCH, &person).header("if-match", etag);
        let roles = json!({"roles": [{"role": "shopper", "org_unit_id": network.units[1]}]});
        network.admin.send(request.json(&roles)).await.expect(200);
        assert_eq!(sync(phone, Some(&cursor)).await["reset"], true);
    }

    async fn a_writer_that_commits_late_is_not_passed(kind) {
        // SQLite has one writer: there is no transaction that could commit late.
        if kind == Kind::Postgres {
            let network = Network::start(kind).await;
            let (phone, store) = (&network.shoppers[0], &network.server.app.store);
            let mut cursor = sync(phone, None).await["cursor"].clone();
            let late = network.assignments[0][5];
            let tx = store.begin("late").await.expect("a transaction");
            let change = Change::new(phone.person_id, Subject::Assignment, late, network.server.now());
            changes::record(&*tx, &[change]).await.expect("a change");
            // Another writer begins later and commits first.
            let round = network.round;
            let early = assign(&network.planner, round, phone.person_id, &network.stations[..1], network.start_ms).await;
            let mut seen = BTreeSet::new();
            for _ in 0..3 {
                let answer = sync(phone, Some(&cursor)).await;
                seen.extend(ids(&answer["assignments"]));
                cursor = answer["cursor"].clone();
            }
            assert!(!seen.contains(&late), "it has not happened yet");
            // A phone that starts anew meanwhile must not pass it either.
            let fresh = sync(phone, None).await;
            tx.commit().await.expect("a commit");
            // Transactions of other tests on the same PostgreSQL may hold the horizon back for a moment.
            let deadline = Instant::now() + Duration::from_secs(20);
            while !(seen.contains(&late) && seen.contains(&early[0])) {
                assert!(Instant::now() < deadline, "{seen:?}");
                let answer = sync(phone, Some(&cursor)).await;
                seen.extend(ids(&answer["assignments"]));
                cursor = answer["cursor"].clone();
            }
            let told = ids(&sync(phone, Some(&fresh["cursor"])).await["assignments"]);
            assert!(told.contains(&late), "{told:?}");
        }
    }

    async fn many_writers_and_a_reader_lose_nothing(kind) {
        let network = Network::start(kind).await;
        let phone = &network.shoppers[0];
        let mut cursor = sync(phone, None).await["cursor"].clone();
        let writers: Vec<_> = (0..6).map(|_| {
            let (planner, round, shopper) = (network.planner.clone(), network.round, phone.person_id);
            let (stations, start_ms) = (network.stations[..2].to_vec(), network.start_ms);
            tokio::spawn(async move {
                let mut made = Vec::new();
                for _ in 0..4 {
                    made.extend(assign(&planner, round, shopper, &stations, start_ms).await);
                }
                made
            })
        }).collect();
        let mut seen = BTreeSet::new();
        while !writers.iter().all(tokio::task::JoinHandle::is_finished) {
            let answer = sync(phone, Some(&cursor)).await;
            seen.extend(ids(&answer["assignments"]));
            cursor = answer["cursor"].clone();
        }
        let mut made = BTreeSet::new();
        for writer in writers {
            made.extend(writer.await.expect("a writer"));
        }
        let deadline = Instant::now() + Duration::from_secs(20);
        while seen != made && Instant::now() < deadline {
            let answer = sync(phone, Some(&cursor)).await;
            seen.extend(ids(&answer["assignments"]));
            cursor = answer["cursor"].clone();
        }
        assert_eq!(seen, made);
    }
}
