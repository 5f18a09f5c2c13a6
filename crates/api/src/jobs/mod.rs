//! Deferred work: a runner that any number of instances may run, and a clock tick for what is due by time.

pub mod judge;
pub mod photos;
pub mod publish;
pub mod station_copy;
pub mod tick;

use std::time::Duration;

use forecourt_store::jobs::{self, Leased, kind};
use tokio::{sync::watch, task::JoinHandle};

use crate::{
    metrics::KindLabel,
    problem::{Problem, Result},
    state::App,
};

/// Jobs taken at once by one instance.
const LEASE: u64 = 8;
/// How often an idle runner looks for work of other instances.
const IDLE: Duration = Duration::from_secs(2);
/// How often the tick runs.
const TICK: Duration = Duration::from_secs(5);

/// How long jobs under way may still take after a signal to stop.
const GRACE: Duration = Duration::from_secs(20);

/// The runner and the tick of a process.
#[derive(Debug)]
pub struct Running {
    stop: watch::Sender<bool>,
    tasks: [JoinHandle<()>; 2],
}

/// Runs jobs and the tick until the process ends or they are told to stop.
pub fn start(app: &App) -> Running {
    let (stop, stopped) = watch::channel(false);
    let tasks = [tokio::spawn(run(app.clone(), stopped.clone())), tokio::spawn(tick_on(app.clone(), stopped))];
    Running { stop, tasks }
}

impl Running {
    /// Takes no new job and waits for those under way: one that is cut off would wait for the end of its lease.
    pub async fn stop(self) {
        self.stop.send_replace(true);
        if tokio::time::timeout(GRACE, futures::future::join_all(self.tasks)).await.is_err() {
            tracing::warn!("jobs under way are cut off; they run again when their leases end");
        }
    }
}

/// Waits for the word to stop; for ever, when nobody is left who could say it.
async fn told(stopped: &mut watch::Receiver<bool>) {
    if stopped.changed().await.is_err() {
        std::future::pending().await
    }
}

async fn run(app: App, mut stopped: watch::Receiver<bool>) {
    while !*stopped.borrow() {
        let idle = match run_batch(&app).await {
            Ok(0) => true,
            Ok(_) => false,
            Err(error) => {
                tracing::warn!(error = ?error, "the job runner pauses");
                tokio::time::sleep(IDLE).await;
                false
            }
        };
        if idle {
            tokio::select! {
                () = app.work.notified() => {}
                () = tokio::time::sleep(IDLE) => {}
                () = told(&mut stopped) => {}
            }
        }
    }
}

async fn tick_on(app: App, mut stopped: watch::Receiver<bool>) {
    while !*stopped.borrow() {
        tick::run(&app).await;
        tokio::select! {
            () = tokio::time::sleep(TICK) => {}
            () = told(&mut stopped) => {}
        }
    }
}

/// Runs jobs until none is due, then the tick and what it made due. For tests and the demo.
pub async fn run_all_due(app: &App) -> Result<()> {
    while run_batch(app).await? > 0 {}
    tick::run(app).await;
    while run_batch(app).await? > 0 {}
    Ok(())
}

/// Leases some jobs and runs them; answers how many there were.
async fn run_batch(app: &App) -> Result<usize> {
    let leased = app.store.lease_jobs(app.worker, app.clock.work_ms(), LEASE).await?;
    let count = leased.len();
    let running = leased.into_iter().map(|job| {
        let app = app.clone();
        tokio::spawn(async move { run_one(&app, &job).await })
    });
    for task in futures::future::join_all(running).await {
        task.map_err(Problem::internal)??;
    }
    Ok(count)
}

async fn run_one(app: &App, leased: &Leased) -> Result<()> {
    let label = KindLabel { kind: leased.job.kind.clone() };
    match work(app, leased).await {
        Ok(()) => {
            app.metrics.jobs_done.get_or_create(&label).inc();
            Ok(())
        }
        Err(error) => {
            app.metrics.jobs_failed.get_or_create(&label).inc();
            tracing::warn!(kind = leased.job.kind, attempt = leased.job.attempts, %error, "job failed");
            Ok(app.store.job_failed(leased, &error.to_string(), app.clock.work_ms()).await?)
        }
    }
}

/// Why a job has to be tried again.
#[derive(Debug, thiserror::Error)]
pub enum JobError {
    /// The database failed.
    #[error(transparent)]
    Store(#[from] forecourt_store::StoreError),
    /// The storage failed.
    #[error(transparent)]
    Objects(#[from] forecourt_store::objects::ObjectError),
    /// Something of ours.
    #[error("{0}")]
    Other(String),
}

impl From<Problem> for JobError {
    fn from(problem: Problem) -> Self {
        Self::Other(format!("{:?}", problem.kind()))
    }
}

async fn work(app: &App, leased: &Leased) -> Result<(), JobError> {
    let Some(subject) = leased.job.subject_id else { return end(app, leased).await };
    match leased.job.kind.as_str() {
        kind::FIND_PHOTOS => {
            photos::find(app, subject).await?;
            end(app, leased).await
        }
        kind::EXAMINE_PHOTO => photos::examine(app, subject, leased).await,
        kind::STATION_COPY => station_copy::run(app, subject, leased).await,
        kind::JUDGE_AUDIT => judge::run(app, subject, leased).await,
        other => Err(JobError::Other(format!("unknown kind of job: {other}"))),
    }
}

/// Ends a job that wrote nothing of its own.
async fn end(app: &App, leased: &Leased) -> Result<(), JobError> {
    let tx = app.store.begin("job_done").await?;
    jobs::done(&*tx, leased).await?;
    tx.commit().await?;
    Ok(())
}
