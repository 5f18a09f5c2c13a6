//! Deferred work when workers die or are slow: never lost, never done twice, never for ever.

use forecourt_api::jobs::{JobError, photos, publish, right_batch, right_time, tick};
use forecourt_store::{
    jobs::{self, LEASE_MS, MAX_ATTEMPTS, kind},
    meta,
};
use forecourt_tests::{database::Kind, network::Network, server::Server};
use serde_json::json;
use uuid::Uuid;

use crate::{
    phone_door::states,
    published::{accept, deliver},
};

on_both! {
    async fn a_job_that_kills_its_worker_dies_alone_and_is_seen(kind) {
        let network = Network::start(kind).await;
        let app = &network.server.app;
        let subjects: Vec<Uuid> = (0..4).map(|_| Uuid::new_v4()).collect();
        let deadly = subjects[2];
        let mut now = app.clock.work_ms();
        let tx = app.store.begin("test").await.expect("a transaction");
        jobs::enqueue_many(&*tx, kind::JUDGE_AUDIT, &subjects, None, now).await.expect("enqueued");
        tx.commit().await.expect("a commit");
        let all = app.store.lease_jobs(Uuid::new_v4(), now, 8).await.expect("jobs");
        assert_eq!(all.len(), 4, "and then the worker is gone");
        let mut seen = 0;
        for _ in 0..50 {
            now += LEASE_MS + 1;
            let leased = app.store.lease_jobs(Uuid::new_v4(), now, 8).await.expect("jobs");
            assert!(leased.len() <= 1, "what may kill is taken alone");
            let Some(job) = leased.first() else { break };
            seen += 1;
            if job.job.subject_id != Some(deadly) {
                let tx = app.store.begin("test").await.expect("a transaction");
                assert!(jobs::done(&*tx, job).await.expect("an answer"));
                tx.commit().await.expect("a commit");
            }
        }
        assert_eq!(seen, 3 + MAX_ATTEMPTS - 1);
        let dead = network.admin.get("/v1/jobs").await.expect(200);
        assert_eq!(dead["items"].as_array().map(Vec::len), Some(1), "{dead}");
        let job = &dead["items"][0];
        assert_eq!((&job["subject_id"], &job["attempts"]), (&json!(deadly), &json!(MAX_ATTEMPTS)));
        assert!(job["last_error"].as_str().expect("text").contains("ended"), "{job}");
    }

    async fn the_queue_is_counted_by_kind_with_its_oldest(kind) {
        let network = Network::start(kind).await;
        let app = &network.server.app;
        let now = app.clock.work_ms();
        let subjects: Vec<Uuid> = (0..3).map(|_| Uuid::new_v4()).collect();
        let tx = app.store.begin("test").await.expect("a transaction");
        jobs::enqueue_many(&*tx, kind::JUDGE_AUDIT, &subjects, None, now).await.expect("enqueued");
        jobs::enqueue(&*tx, kind::ERASE_ORIGINALS, Uuid::new_v4(), None, now + 3_600_000).await.expect("enqueued");
        tx.commit().await.expect("a commit");
        let held = app.store.lease_jobs(Uuid::new_v4(), now, 50).await.expect("jobs");
        let failed = held.iter().find(|one| one.job.subject_id == Some(subjects[0])).expect("the first");
        app.store.job_failed(failed, "a test", now).await.expect("it is tried again");
        network.server.time(now + 90_000);
        let summary = network.admin.get("/v1/jobs/summary").await.expect(200);
        let kinds = summary["kinds"].as_array().expect("kinds");
        let of = |name: &str| kinds.iter().find(|one| one["kind"] == name).unwrap_or_else(|| panic!("no {name}: {summary}"));
        let counts = |one: &serde_json::Value| ["queued", "due", "running", "failing", "dead"].map(|name| one[name].as_i64());
        let judge = of(kind::JUDGE_AUDIT);
        assert_eq!(counts(judge), [1, 1, 2, 1, 0].map(Some), "{summary}");
        assert!(judge["oldest_s"].as_i64().is_some_and(|age| age >= 90), "asked for a while ago: {judge}");
        // What waits for its hour is not late.
        let erase = of(kind::ERASE_ORIGINALS);
        assert_eq!((counts(erase), &erase["oldest_s"]), ([1, 0, 0, 0, 0].map(Some), &json!(null)), "{summary}");
        for desk in [&network.hq, &network.region, &network.auditor] {
            desk.get("/v1/jobs/summary").await.problem(403, "forbidden");
        }
    }

    async fn what_somebody_waits_for_never_stands_behind_a_publication(kind) {
        let network = Network::start(kind).await;
        let app = &network.server.app;
        let now = app.clock.work_ms();
        let some = |count| (0..count).map(|_| Uuid::new_v4()).collect::<Vec<Uuid>>();
        let tx = app.store.begin("test").await.expect("a transaction");
        jobs::enqueue_many(&*tx, kind::STATION_COPY, &some(200), None, now - 60_000).await.expect("enqueued");
        jobs::enqueue_many(&*tx, kind::EXAMINE_EVIDENCE, &some(9), None, now).await.expect("enqueued");
        tx.commit().await.expect("a commit");
        let kinds = async || {
            let leased = app.store.lease_jobs(Uuid::new_v4(), now, 8).await.expect("jobs");
            [kind::EXAMINE_EVIDENCE, kind::STATION_COPY].map(|kind| leased.iter().filter(|one| one.job.kind == kind).count())
        };
        assert_eq!(kinds().await, [7, 1], "what comes by the thousand keeps one place");
        assert_eq!(kinds().await, [2, 6]);
        assert_eq!(kinds().await, [0, 8]);
        let alone = app.store.lease_jobs(Uuid::new_v4(), now, 1).await.expect("jobs");
        assert_eq!(alone.len(), 1, "a worker of one place is not idle");
    }

    async fn a_lease_is_renewed_or_lost(kind) {
        let network = Network::start(kind).await;
        let app = &network.server.app;
        let start = app.clock.work_ms();
        let tx = app.store.begin("test").await.expect("a transaction");
        jobs::enqueue(&*tx, kind::JUDGE_AUDIT, Uuid::new_v4(), None, start).await.expect("enqueued");
        tx.commit().await.expect("a commit");
        let first = app.store.lease_jobs(Uuid::new_v4(), start, 8).await.expect("jobs").pop().expect("the job");
        assert!(app.store.renew_lease(&first, start + LEASE_MS - 1).await.expect("an answer"));
        let later = start + LEASE_MS + 1;
        assert!(app.store.lease_jobs(Uuid::new_v4(), later, 8).await.expect("jobs").is_empty(), "it is held");
        let after = start + 2 * LEASE_MS + 1;
        let second = app.store.lease_jobs(Uuid::new_v4(), after, 8).await.expect("jobs").pop().expect("the job");
        assert!(!app.store.renew_lease(&first, after).await.expect("an answer"));
        for (leased, holds) in [(&first, false), (&second, true)] {
            let tx = app.store.begin("test").await.expect("a transaction");
            assert_eq!(jobs::done(&*tx, leased).await.expect("an answer"), holds);
            tx.commit().await.expect("a commit");
        }
    }

    async fn a_slow_worker_writes_nothing_over_a_quicker_one(kind) {
        let network = Network::start(kind).await;
        let (phone, visit, app) = (network.phone(0), network.visit(0, 0, 1), &network.server.app);
        phone.deliver(&visit).await;
        let photo = visit.photos[0].id;
        let mine = app.store.lease_jobs(Uuid::new_v4(), app.clock.work_ms(), 50).await.expect("jobs");
        let mine = mine.into_iter().find(|one| one.job.subject_id == Some(photo)).expect("its examination");
        network.server.time(app.clock.work_ms() + LEASE_MS + 1);
        network.server.work().await;
        assert_eq!(states(&phone.put(&visit).await.expect(200)), ["verified"]);
        // To the slow one it looks as if the storage had lost it.
        app.objects.delete_prefix("photos/").await.expect("deleted");
        let outcome = photos::examine(app, photo, &mine).await;
        assert!(matches!(outcome, Err(JobError::LeaseLost)), "{outcome:?}");
        assert_eq!(states(&phone.put(&visit).await.expect(200)), ["verified"]);
    }

    async fn a_server_whose_clock_has_jumped_does_nothing_by_time(kind) {
        let network = Network::start(kind).await;
        let app = &network.server.app;
        let path = deliver(&network, &network.visit(0, 0, 2)).await;
        accept([&network.reviewers[0], &network.reviewers[1]], &path, &json!({})).await;
        let state = async || network.hq.get(&path).await.expect(200)["state"].clone();
        let by = |jump: i64| move || Some(app.clock.real_ms() + jump);
        let ready = async || network.admin.get("/readyz").await.text();
        // SQLite has no clock of its own: this one is held against what it said before.
        tick::run_by(app, by(0)).await;
        network.server.time(network.start_ms + 24 * 3_600_000);
        for jump in [-120_000, 120_000, 86_400_000] {
            assert!(!tick::run_by(app, by(jump)).await, "{jump}");
            assert_eq!(state().await, "approved", "nothing is done by time");
        }
        assert!(app.metrics.clock_ahead_s.get() > 86_000, "it can be watched");
        assert!(ready().await.contains("clock apart"));
        // Nor does it take from others what they work on.
        network.phone(0).deliver(&network.visit(0, 1, 2)).await;
        assert_eq!(right_batch(app, by(86_400_000)).await.expect("a look"), 0);
        assert!(!right_time::is_right_by(app, by(86_400_000)).await && right_time::is_right_by(app, by(0)).await);
        assert!(right_batch(app, by(0)).await.expect("a look") > 0, "there is something to do");
        // Clocks are never the same, and what is right again goes on.
        assert!(tick::run_by(app, by(30_000)).await, "it goes on");
        assert_eq!(state().await, "published");
        assert!(ready().await.contains("clock ok"));
    }

    async fn each_wish_to_look_at_ended_windows_again_differs_from_the_one_before(kind) {
        let network = Network::start(kind).await;
        let store = &network.server.app.store;
        let mut wishes = std::collections::BTreeSet::new();
        for _ in 0..2 {
            let tx = store.begin("test").await.expect("a transaction");
            publish::look_again(&tx).await.expect("a wish");
            tx.commit().await.expect("a commit");
            let wish = meta::get(store.read(), "finalised_day").await.expect("the database").expect("a wish");
            assert!(wish.parse::<i32>().is_err(), "it is no day that was looked at: {wish}");
            wishes.insert(wish);
        }
        assert_eq!(wishes.len(), 2, "who looks for the first one notices the second");
    }
}

/// Whether a tick by a clock that is so far ahead, ms, does anything.
async fn is_believed(network: &Network, jump: i64) -> bool {
    let app = &network.server.app;
    tick::run_by(app, || Some(app.clock.real_ms() + jump)).await;
    network.admin.get("/readyz").await.text().contains("clock ok")
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_restart_believes_a_clock_unless_it_lies_before_what_was_recorded() {
    const HOUR: i64 = 3_600_000;
    let network = Network::start(Kind::Sqlite).await;
    assert!(is_believed(&network, 0).await);
    assert!(!is_believed(&network, HOUR).await, "it jumped");
    let network = network.restart().await;
    assert!(is_believed(&network, HOUR).await, "somebody started it anew");
    let network = network.restart().await;
    assert!(!is_believed(&network, 0).await, "it said another time before");
    assert!(is_believed(&network, HOUR).await);
    let members = network.members.clone();
    let place = network.server.stop().await;
    let mut settings = place.settings();
    settings.trust_clock = true;
    let server = Server::on(place, settings, Some(network.members.start_ms)).await;
    let members = members.at(&server.base);
    assert!(is_believed(&Network { server, members }, 0).await, "an administrator has said that it is right");
}
