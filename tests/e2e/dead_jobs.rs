//! Deferred work that fails until it is given up, is seen, and is tried again by a person; and workers that share the rest.

use std::{collections::BTreeSet, time::Duration};

use forecourt_store::jobs::{self, MAX_ATTEMPTS, kind};
use forecourt_tests::{
    database::Kind,
    network::{Network, id},
    phone,
    storage::{Mood, Storage},
};
use serde_json::{Value, json};
use tokio::sync::Barrier;
use uuid::Uuid;

use crate::phone_door::states;

/// Longer than any pause between two attempts.
const PAUSE_MS: i64 = 600_000;
/// Who waits for a row that somebody holds waits for ever.
const PATIENCE: Duration = Duration::from_secs(30);
/// Jobs that are shared, and workers who share them.
const JOBS: usize = 200;
const WORKERS: usize = 4;

/// A network whose photos lie in a storage elsewhere.
async fn with_storage(kind: Kind) -> (Network, Storage) {
    let storage = Storage::start().await;
    let network = Network::start_with(kind, |settings| {
        storage.use_in(settings);
        "direct".clone_into(&mut settings.s3.uploads);
    });
    (network.await, storage)
}

async fn dead(network: &Network) -> Vec<Value> {
    let list = network.admin.get("/v1/jobs").await.expect(200);
    list["items"].as_array().expect("items").clone()
}

/// Lets the longest pause pass and the work be done.
async fn later(network: &Network) {
    network.server.time(network.server.app.clock.work_ms() + PAUSE_MS);
    network.server.work().await;
}

async fn photo(network: &Network, path: &str) -> Value {
    network.reviewers[0].get(path).await.expect(200)["photos"][0].clone()
}

on_both! {
    async fn what_fails_until_it_is_dead_is_seen_and_runs_again(kind) {
        let (network, storage) = with_storage(kind).await;
        let (phone, visit) = (network.phone(0), network.visit(0, 0, 1));
        let (subject, path) = (visit.photos[0].id, phone::path(&visit));
        phone.deliver(&visit).await;
        storage.mood(Mood::Refusing(subject));
        later(&network).await;
        for attempt in 1..MAX_ATTEMPTS {
            assert_eq!(dead(&network).await, [] as [Value; 0], "after attempt {attempt}");
            later(&network).await;
        }
        let list = dead(&network).await;
        assert_eq!(list.len(), 1, "{list:?}");
        let job = &list[0];
        assert_eq!((&job["kind"], &job["subject_id"], &job["state"]), (&json!("examine_photo"), &json!(subject), &json!("dead")));
        assert_eq!(job["attempts"], MAX_ATTEMPTS);
        assert!(job["last_error"].as_str().expect("text").contains("403"), "{job}");
        // It is given up: nothing moves it but a person.
        later(&network).await;
        assert_eq!(dead(&network).await, list);
        assert_eq!(photo(&network, &path).await["derived"], false);
        let retry = format!("/v1/jobs/{}/retry", id(job));
        network.hq.post(&retry, json!({})).await.problem(403, "forbidden");
        // Tried again too early it has all its attempts before it.
        let queued = network.admin.post(&retry, json!({})).await.expect(200);
        assert_eq!((&queued["state"], &queued["attempts"]), (&json!("queued"), &json!(0)));
        network.admin.post(&retry, json!({})).await.problem(409, "wrong-state");
        for _ in 0..MAX_ATTEMPTS {
            assert_eq!(dead(&network).await, [] as [Value; 0]);
            later(&network).await;
        }
        assert_eq!(dead(&network).await.len(), 1);
        // The storage gives it out again.
        storage.mood(Mood::Well);
        let key = Uuid::new_v4();
        let queued = network.admin.post_with_key(&retry, json!({}), key).await.expect(200);
        network.server.work().await;
        assert_eq!(dead(&network).await, [] as [Value; 0]);
        let seen = photo(&network, &path).await;
        assert_eq!((&seen["state"], &seen["derived"]), (&json!("verified"), &json!(true)), "{seen}");
        assert_eq!(states(&phone.put(&visit).await.expect(200)), ["verified"]);
        assert_eq!(network.admin.post_with_key(&retry, json!({}), key).await.expect(200), queued, "the first answer");
        network.admin.post(&retry, json!({})).await.problem(404, "not-found");
    }

    async fn workers_at_once_never_hold_the_same_job(kind) {
        let network = Network::start(kind).await;
        let sibling = network.server.sibling().await;
        let now = network.server.app.clock.work_ms();
        let subjects: Vec<Uuid> = (0..JOBS).map(|_| Uuid::new_v4()).collect();
        let tx = network.server.app.store.begin("test").await.expect("a transaction");
        jobs::enqueue_many(&*tx, kind::JUDGE_AUDIT, &subjects, None, now).await.expect("enqueued");
        tx.commit().await.expect("a commit");
        let start = std::sync::Arc::new(Barrier::new(WORKERS));
        let mut workers = tokio::task::JoinSet::new();
        for n in 0..WORKERS {
            let app = if n % 2 == 0 { &network.server.app } else { &sibling.app };
            let (store, start) = (app.store.clone(), start.clone());
            workers.spawn(async move {
                let (worker, mut held) = (Uuid::new_v4(), Vec::new());
                start.wait().await;
                loop {
                    let leased = store.lease_jobs(worker, now, 8).await.expect("jobs");
                    assert!(leased.len() <= 8);
                    if leased.is_empty() {
                        return held;
                    }
                    held.extend(leased.into_iter().filter_map(|one| one.job.subject_id));
                }
            });
        }
        let held: Vec<Uuid> = workers.join_all().await.concat();
        assert_eq!(held.len(), JOBS, "each is held once");
        assert_eq!(held.into_iter().collect::<BTreeSet<_>>(), subjects.into_iter().collect(), "and none was left");
        sibling.stop().await;
    }

    async fn a_worker_does_not_wait_for_what_another_is_about_to_take(kind) {
        // SQLite has one writer: there is nothing that another could be about to take.
        if kind == Kind::Postgres {
            let network = Network::start(kind).await;
            let store = &network.server.app.store;
            let now = network.server.app.clock.work_ms();
            let subjects = [Uuid::new_v4(), Uuid::new_v4()];
            let tx = store.begin("test").await.expect("a transaction");
            for (n, subject) in (0..).zip(&subjects) {
                jobs::enqueue(&*tx, kind::JUDGE_AUDIT, *subject, None, now - 10 + n).await.expect("enqueued");
            }
            tx.commit().await.expect("a commit");
            // Somebody holds the row of the first one for as long as his transaction lasts.
            let holding = store.begin("test").await.expect("a transaction");
            jobs::enqueue(&*holding, kind::JUDGE_AUDIT, subjects[0], None, now - 10).await.expect("enqueued again");
            let leasing = tokio::time::timeout(PATIENCE, store.lease_jobs(Uuid::new_v4(), now, 8));
            let leased = leasing.await.expect("an answer while the row is held").expect("jobs");
            assert_eq!(leased.iter().map(|one| one.job.subject_id).collect::<Vec<_>>(), [Some(subjects[1])]);
            holding.rollback().await.expect("a rollback");
            let leased = store.lease_jobs(Uuid::new_v4(), now, 8).await.expect("jobs");
            assert_eq!(leased.iter().map(|one| one.job.subject_id).collect::<Vec<_>>(), [Some(subjects[0])]);
        }
    }
}
