//! The schema comes whole or not at all.

#![allow(clippy::unwrap_used, reason = "a failed helper is a failed test")]

use std::{future::poll_fn, pin::pin, task::Poll};

use forecourt_store::{Pool, Store, sqlite_url};

/// Lets a migration go on for this many steps and drops it there; whether it came to its end.
async fn migrate_for(store: &Store, steps: usize) -> bool {
    let (mut work, mut taken) = (pin!(store.migrate()), 0);
    poll_fn(|context| {
        if taken == steps {
            return Poll::Ready(false);
        }
        taken += 1;
        work.as_mut().poll(context).map(|done| done.is_ok())
    })
    .await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_migration_that_is_cut_off_is_made_by_the_next_start() {
    let mut cut_off = 0;
    for steps in (1..).step_by(9) {
        let dir = tempfile::tempdir().unwrap();
        let url = sqlite_url(&dir.path().join("forecourt.sqlite"));
        let store = Store::connect(&url, Pool::default()).await.unwrap();
        let done = migrate_for(&store, steps).await;
        store.close().await.unwrap();
        let store = Store::connect(&url, Pool::default()).await.unwrap();
        store.migrate().await.unwrap_or_else(|error| panic!("cut off after {steps} steps: {error}"));
        assert_eq!(store.pending_migrations().await.unwrap(), 0);
        store.close().await.unwrap();
        if done {
            break;
        }
        cut_off += 1;
    }
    assert!(cut_off > 5, "the migration has more steps than {cut_off}");
}
