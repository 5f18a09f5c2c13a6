//! Everything breaks: the connection at every point of every request, the server at every commit, fsync and rename. In the
//! end every audit is there exactly once and every photo byte for byte.
//!
//! `FORECOURT_TEST_S3_ENDPOINT`, `_REGION`, `_BUCKET`, `_ACCESS_KEY` and `_SECRET_KEY` make these tests use a storage
//! elsewhere; docs/OPERATIONS.md shows how.

mod bench;
mod chapters;
mod commands;
mod cuts;
mod draft;
mod ending;
mod kills;
mod listed;
mod memory;
mod operated;
mod phone;
mod proxied;
mod races;
mod scheduler;

use std::collections::BTreeSet;

use bench::Way;
use chapters::Chapter;
use forecourt_tests::{
    contract,
    database::{Kind, runs_durably},
};

/// Whether this machine has the database; durable, and saying so (decision 39).
fn is_ready(kind: Kind) -> bool {
    match kind {
        Kind::Sqlite => println!("SQLite: journal_mode WAL, synchronous FULL"),
        Kind::Postgres => return runs_durably(),
    }
    true
}

fn kill_points_exist() -> bool {
    if !cfg!(debug_assertions) {
        println!("SKIPPED: kill points exist only in builds with debug_assertions");
    }
    cfg!(debug_assertions)
}

/// Operations of the phone's door, as the OpenAPI document tags them, and those that every client begins and ends with.
fn door() -> BTreeSet<String> {
    let mut door = BTreeSet::from(["POST /v1/sessions".to_owned(), "DELETE /v1/sessions/current".to_owned()]);
    for (path, operations) in contract::DOCUMENT["paths"].as_object().expect("paths") {
        for (method, operation) in operations.as_object().expect("operations") {
            if operation["tags"][0] == "phone" {
                door.insert(format!("{} {path}", method.to_uppercase()));
            }
        }
    }
    door
}

async fn cut_everywhere(kind: Kind) {
    let usual = cuts::play_all(kind, Way::usual(), &Chapter::OF_PHONES);
    let proxied = cuts::play_all(kind, Way::Proxied, &[Chapter::Audit]);
    let (usual, proxied) = futures::join!(usual, proxied);
    let names: BTreeSet<String> = usual.into_iter().chain(proxied).collect();
    assert!(names.contains("PUT storage"));
    let uncut: Vec<String> = door().difference(&names).cloned().collect();
    assert!(uncut.is_empty(), "requests that no play has cut: {uncut:?}");
}

mod a_connection_that_breaks_at_any_point_loses_nothing {
    use super::*;

    #[tokio::test(flavor = "multi_thread", worker_threads = 4)]
    async fn sqlite() {
        if is_ready(Kind::Sqlite) {
            cut_everywhere(Kind::Sqlite).await;
        }
    }

    #[tokio::test(flavor = "multi_thread", worker_threads = 4)]
    async fn postgres() {
        if is_ready(Kind::Postgres) {
            cut_everywhere(Kind::Postgres).await;
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_scheduler_of_three_processes_that_are_killed_tells_everything() {
    if kill_points_exist() && is_ready(Kind::Postgres) {
        scheduler::kill_at_every_step().await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn crowds_that_race_through_two_processes_are_one_audit_each() {
    if is_ready(Kind::Postgres) {
        races::run().await;
    }
}

mod a_server_killed_at_any_point_loses_nothing {
    use super::*;

    #[tokio::test(flavor = "multi_thread", worker_threads = 4)]
    async fn sqlite() {
        if kill_points_exist() && is_ready(Kind::Sqlite) {
            kills::kill_everywhere(Kind::Sqlite).await;
        }
    }

    #[tokio::test(flavor = "multi_thread", worker_threads = 4)]
    async fn postgres() {
        if kill_points_exist() && is_ready(Kind::Postgres) {
            kills::kill_everywhere(Kind::Postgres).await;
        }
    }
}
