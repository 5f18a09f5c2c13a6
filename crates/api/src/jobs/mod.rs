//! Deferred work: a runner that any number of instances may run, and a clock tick for what is due by time.

pub mod appeals;
pub mod bulletin;
pub mod erase;
pub mod evidence;
pub mod judge;
pub mod ledger;
pub mod narratives;
pub mod orders;
pub mod photos;
pub mod publish;
pub mod report_photo;
pub mod revisits;
pub mod right_time;
pub mod station_copy;
pub mod tick;
pub mod wall_clock;

use std::{panic::AssertUnwindSafe, time::Duration};

use forecourt_store::{
    Tx,
    jobs::{self, Leased, kind},
};
use futures::FutureExt;
use tokio::{sync::watch, task::JoinHandle};

use crate::{
    exports,
    metrics::KindLabel,
    problem::{Problem, Result},
    report_data,
    state::App,
    telling,
};

/// Jobs taken at once by one instance.
const LEASE: u64 = 8;
/// How often an idle runner looks for work of other instances.
const IDLE: Duration = Duration::from_secs(2);
/// How often the tick runs.
const TICK: Duration = Duration::from_secs(5);

/// How long jobs under way may still take after a signal to stop.
const GRACE: Duration = Duration::from_secs(20);

/// The runner, what sends, the tick and the chaining of a process.
#[derive(Debug)]
pub struct Running {
    stop: watch::Sender<bool>,
    tasks: [JoinHandle<()>; 5],
}

/// Runs jobs and the tick until the process ends or they are told to stop.
pub fn start(app: &App) -> Running {
    let (stop, stopped) = watch::channel(false);
    let tasks = [
        tokio::spawn(run(app.clone(), stopped.clone())),
        tokio::spawn(run_long(app.clone(), stopped.clone())),
        tokio::spawn(telling::send::run(app.clone(), stopped.clone())),
        tokio::spawn(tick_on(app.clone(), stopped.clone())),
        tokio::spawn(chain_on(app.clone(), stopped)),
    ];
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
pub(crate) async fn told(stopped: &mut watch::Receiver<bool>) {
    if stopped.changed().await.is_err() {
        std::future::pending().await
    }
}

async fn run(app: App, mut stopped: watch::Receiver<bool>) {
    while !*stopped.borrow() {
        let idle = match right_batch(&app, || right_time::own(&app)).await {
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

/// Runs what takes long, one at a time, beside everything else. A process that stops meanwhile lets go of it: the file is
/// begun anew when its lease ends.
async fn run_long(app: App, mut stopped: watch::Receiver<bool>) {
    while !*stopped.borrow() {
        let pause = async {
            match right_one_long(&app).await {
                Ok(true) => return,
                Ok(false) => {}
                Err(error) => tracing::warn!(error = ?error, "the runner of long jobs pauses"),
            }
            tokio::time::sleep(IDLE).await;
        };
        tokio::select! {
            () = pause => {}
            () = told(&mut stopped) => {}
        }
    }
}

/// One of those that take long, unless this clock is wrong.
async fn right_one_long(app: &App) -> Result<bool> {
    if right_time::is_right(app).await { run_one_long(app).await } else { Ok(false) }
}

/// Takes and runs one job of those that take long; answers whether there was one.
async fn run_one_long(app: &App) -> Result<bool> {
    let Some(job) = app.store.lease_long_job(app.worker, app.clock.work_ms()).await? else { return Ok(false) };
    let again = app.clone();
    let running = tokio::spawn(async move { run_one(&again, &job).await });
    running.await.map_err(Problem::internal)??;
    Ok(true)
}

async fn tick_on(app: App, mut stopped: watch::Receiver<bool>) {
    let mut is_cold = true;
    while !*stopped.borrow() {
        // The first look at the newest reports after a start or a publication shall not wait for the database.
        if tick::run(&app).await || is_cold {
            is_cold =
                report_data::warm(&app).await.inspect_err(|error| tracing::warn!(?error, "reports stay cold")).is_err();
        }
        tokio::select! {
            () = tokio::time::sleep(TICK) => {}
            () = told(&mut stopped) => {}
        }
    }
}

/// Chains the audit log at its own pace: no long step of the tick holds it up.
async fn chain_on(app: App, mut stopped: watch::Receiver<bool>) {
    while !*stopped.borrow() {
        ledger::run(&app).await;
        tokio::select! {
            () = tokio::time::sleep(ledger::PAUSE) => {}
            () = told(&mut stopped) => {}
        }
    }
}

/// Runs jobs until none is due, then the tick and what it made due. For tests and the demo.
pub async fn run_all_due(app: &App) -> Result<()> {
    while run_batch(app).await? > 0 {}
    while run_one_long(app).await? {}
    tick::run(app).await;
    while run_batch(app).await? > 0 {}
    ledger::run(app).await;
    telling::send::run_due(app).await
}

/// Leases some jobs and runs them, unless the clock is wrong: it would take them from whoever works on them. By a clock of
/// one's own, epoch ms, as [`tick::run_by`].
pub async fn right_batch(app: &App, own: impl Fn() -> Option<i64>) -> Result<usize> {
    if right_time::is_right_by(app, own).await { run_batch(app).await } else { Ok(0) }
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
    let outcome = tokio::select! {
        outcome = AssertUnwindSafe(work(app, leased)).catch_unwind() => outcome.unwrap_or_else(|panic| Err(panicked(&*panic))),
        () = keep(app, leased) => Err(JobError::LeaseLost),
    };
    let Err(error) = outcome else {
        app.metrics.jobs_done.get_or_create(&label).inc();
        return Ok(());
    };
    app.metrics.jobs_failed.get_or_create(&label).inc();
    let kind = &leased.job.kind;
    match error {
        JobError::LeaseLost => {
            tracing::warn!(kind, "another worker has this job now");
            Ok(())
        }
        JobError::Objects(error) if error.is_passing() => {
            tracing::warn!(kind, waits = leased.job.waits, %error, "the storage is down: the job waits");
            Ok(app.store.job_waits(leased, &error.to_string(), app.clock.work_ms()).await?)
        }
        error => {
            tracing::warn!(kind, attempt = leased.job.attempts, %error, "job failed");
            Ok(app.store.job_failed(leased, &error.to_string(), app.clock.work_ms()).await?)
        }
    }
}

/// Renews the lease for as long as the work takes; ends when another worker has it.
async fn keep(app: &App, leased: &Leased) {
    let pause = Duration::from_millis(u64::try_from(jobs::lease_ms() / 3).unwrap_or(0));
    loop {
        tokio::time::sleep(pause).await;
        match app.store.renew_lease(leased, app.clock.work_ms()).await {
            Ok(true) => {}
            Ok(false) => return,
            Err(error) => tracing::warn!(%error, "lease not renewed"),
        }
    }
}

fn panicked(panic: &(dyn std::any::Any + Send)) -> JobError {
    let text = panic.downcast_ref::<&str>().map(|text| (*text).to_owned());
    let text = text.or_else(|| panic.downcast_ref::<String>().cloned()).unwrap_or_default();
    JobError::Other(format!("panic: {text}"))
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
    /// Another worker has the job: nothing of this one may be written.
    #[error("the lease was lost")]
    LeaseLost,
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
        kind::FIND_PHOTOS => photos::find(app, subject, leased).await,
        kind::EXAMINE_PHOTO => photos::examine(app, subject, leased).await,
        kind::EXAMINE_REPORT_PHOTO => report_photo::run(app, subject, leased).await,
        kind::EXAMINE_EVIDENCE => evidence::run(app, subject, leased).await,
        kind::STATION_COPY => station_copy::run(app, subject, leased).await,
        kind::COMPARE_NARRATIVES => narratives::run(app, leased).await,
        kind::ERASE_POSITIONS => erase::positions(app, subject, leased).await,
        kind::ERASE_ORIGINALS => erase::run(app, subject, leased).await,
        kind::DECIDE_REVISIT => revisits::decide(app, subject, leased).await,
        kind::FIND_SYSTEMIC => revisits::find_systemic(app, subject, leased).await,
        kind::JUDGE_AUDIT => judge::run(app, subject, leased).await,
        kind::WRITE_EXPORT => exports::run(app, subject, leased).await,
        kind::REMOVE_EXPORT => exports::remove(app, subject, leased).await,
        other => Err(JobError::Other(format!("unknown kind of job: {other}"))),
    }
}

/// Ends a job that wrote nothing of its own.
async fn end(app: &App, leased: &Leased) -> Result<(), JobError> {
    finish(app.store.begin("job_done").await?, leased).await
}

/// Ends a job with the transaction that did its work, if this worker still holds it.
pub(crate) async fn finish(tx: Tx, leased: &Leased) -> Result<(), JobError> {
    if !jobs::done(&*tx, leased).await? {
        return Err(JobError::LeaseLost);
    }
    Ok(tx.commit().await?)
}
