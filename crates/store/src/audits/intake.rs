//! Group commit of first revisions: what arrives while a transaction is being written goes into the next one together.
//!
//! One audit costs a share of one commit instead of a commit of its own. The queue is bounded: when it is full the
//! phone is told to come back, and nothing piles up in memory.

use std::sync::Arc;

use tokio::sync::{mpsc, oneshot};

use super::put::{Outcome, Submission, insert_first};
use crate::{Result, Store, StoreError};

/// Submissions that may wait.
const QUEUE: usize = 512;
/// Submissions of one transaction.
const BATCH: usize = 64;

/// Why a submission was not taken in.
#[derive(Debug, thiserror::Error)]
pub enum IntakeError {
    /// The queue is full: come back.
    #[error("too many submissions wait")]
    Full,
    /// The database refused or failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

struct Waiting {
    submission: Submission,
    answer: oneshot::Sender<Result<Outcome, Arc<StoreError>>>,
}

/// The way in for first revisions.
#[derive(Clone)]
pub struct Intake {
    queue: mpsc::Sender<Waiting>,
    store: Store,
}

impl Intake {
    /// Starts `writers` writers. SQLite has one writing connection, so one is enough there.
    pub fn start(store: Store, writers: usize) -> Self {
        let (queue, receiver) = mpsc::channel(QUEUE);
        let receiver = Arc::new(tokio::sync::Mutex::new(receiver));
        for _ in 0..writers.max(1) {
            tokio::spawn(write_batches(store.clone(), receiver.clone()));
        }
        Self { queue, store }
    }

    /// Stores a first revision durably, or says that it lost a race.
    pub async fn put(&self, submission: Submission) -> Result<Outcome, IntakeError> {
        let (answer, answered) = oneshot::channel();
        let alone = submission.clone();
        self.queue.try_send(Waiting { submission, answer }).map_err(|_| IntakeError::Full)?;
        match answered.await {
            Ok(Ok(outcome)) => Ok(outcome),
            // One bad row fails the whole batch: each then goes alone, and only the bad one fails.
            Ok(Err(_)) | Err(_) => Ok(write_alone(&self.store, &alone).await?),
        }
    }
}

async fn write_batches(store: Store, queue: Arc<tokio::sync::Mutex<mpsc::Receiver<Waiting>>>) {
    let mut batch = Vec::with_capacity(BATCH);
    loop {
        let taken = queue.lock().await.recv_many(&mut batch, BATCH).await;
        if taken == 0 {
            return;
        }
        let outcomes = write(&store, &batch).await;
        match outcomes {
            Ok(outcomes) => {
                for (waiting, outcome) in batch.drain(..).zip(outcomes) {
                    // A phone that hung up will repeat its PUT and find the audit stored.
                    let _ = waiting.answer.send(Ok(outcome));
                }
            }
            Err(error) => {
                tracing::debug!(%error, size = batch.len(), "batch failed, each goes alone");
                let error = Arc::new(error);
                for waiting in batch.drain(..) {
                    let _ = waiting.answer.send(Err(error.clone()));
                }
            }
        }
    }
}

/// The outcome of each, in order. Of equal audit ids the first is written, the others have raced.
async fn write(store: &Store, batch: &[Waiting]) -> Result<Vec<Outcome>> {
    let mut unique: Vec<&Submission> = Vec::with_capacity(batch.len());
    let mut is_first = Vec::with_capacity(batch.len());
    for waiting in batch {
        let fresh = unique.iter().all(|one| one.audit.id != waiting.submission.audit.id);
        is_first.push(fresh);
        if fresh {
            unique.push(&waiting.submission);
        }
    }
    // Sorted, so that two writers never wait for each other in a circle.
    unique.sort_by_key(|one| one.audit.id);
    let tx = store.begin("audit_put").await?;
    let stored = insert_first(&tx, &unique).await?;
    tx.commit().await?;
    Ok(batch
        .iter()
        .zip(is_first)
        .map(
            |(waiting, first)| {
                if first && stored.contains(&waiting.submission.audit.id) { Outcome::Stored } else { Outcome::Raced }
            },
        )
        .collect())
}

async fn write_alone(store: &Store, submission: &Submission) -> Result<Outcome> {
    let tx = store.begin("audit_put").await?;
    match insert_first(&tx, &[submission]).await {
        Ok(stored) if stored.is_empty() => Ok(Outcome::Raced),
        Ok(_) => {
            tx.commit().await?;
            Ok(Outcome::Stored)
        }
        Err(error) if error.is_conflict() => Ok(Outcome::Raced),
        Err(error) => Err(error),
    }
}
