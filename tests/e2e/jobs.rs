//! Deferred work when workers die or are slow: never lost, never done twice, never for ever.

use forecourt_api::jobs::{JobError, photos, tick};
use forecourt_store::jobs::{self, LEASE_MS, MAX_ATTEMPTS, kind};
use forecourt_tests::{database::Kind, network::Network};
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
        network.server.time(network.start_ms + 24 * 3_600_000);
        let state = async || network.hq.get(&path).await.expect(200)["state"].clone();
        let by = |jump: i64| move || Some(app.clock.real_ms() + jump);
        let ready = async || network.admin.get("/readyz").await.text();
        if kind == Kind::Postgres {
            for jump in [-120_000, 120_000, 86_400_000] {
                assert!(!tick::run_by(app, by(jump)).await, "{jump}");
                assert_eq!(state().await, "approved", "nothing is done by time");
            }
            assert!(app.metrics.clock_ahead_s.get() > 86_000, "it can be watched");
            assert!(ready().await.contains("clock apart"));
        }
        // Clocks are never the same; SQLite has that of its machine.
        let jump = if kind == Kind::Postgres { 30_000 } else { 86_400_000 };
        assert!(tick::run_by(app, by(jump)).await, "it goes on");
        assert_eq!(state().await, "published");
        assert!(ready().await.contains("clock ok"));
    }
}
