//! End-to-end tests over the public API. Each runs on SQLite and on PostgreSQL.

/// Declares tests that run on both kinds of database, as `name::sqlite` and `name::postgres`.
macro_rules! on_both {
    ($($(#[$note:meta])* async fn $name:ident($kind:ident) $body:block)*) => {$(
        $(#[$note])*
        mod $name {
            use super::*;

            async fn run($kind: forecourt_tests::database::Kind) {
                if $kind.runs() $body
            }

            #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn sqlite() {
                run(forecourt_tests::database::Kind::Sqlite).await;
            }

            #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn postgres() {
                run(forecourt_tests::database::Kind::Postgres).await;
            }
        }
    )*};
}

mod again;
mod appeal_table;
mod appeals;
mod audit_log;
mod cadence;
mod contract;
mod corrections;
mod dead_jobs;
mod desks;
mod editions;
mod events;
mod exports;
mod flags;
mod footage;
mod frame;
mod guessing;
mod hostile_photos;
mod imports;
mod jobs;
mod lapses;
mod movement;
mod network;
mod orders;
mod phone_door;
mod planned_profile;
mod published;
mod ranking;
mod repeats;
mod retention;
mod review;
mod review_time;
mod rivals;
mod roles;
mod rules;
mod scope;
mod second_review;
mod telling;
mod ties;
mod touchpoints;
mod wall;
mod web;
