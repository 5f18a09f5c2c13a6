//! Deferred work: enqueued inside the business transaction, run by any instance, never by two at once.
//!
//! A job is found by (kind, subject): enqueueing it again while it waits only moves it forward. A worker leases a job
//! for a while and renews the lease as long as it works; when the worker dies, the lease ends and another takes it.
//! Failures back off; after the last attempt the job stays, dead, in a list that people see. A worker that died counts
//! as a failure; a storage that is down does not, however long it lasts.

mod due;
pub mod kind;
pub mod standing;

use due::{due, orphans};
use kind::Lane;

use sea_orm::{
    ActiveValue::Set,
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, ExprTrait, PaginatorTrait, QueryFilter, QueryOrder,
    QuerySelect, QueryTrait,
    prelude::{Json, Uuid},
    sea_query::{Expr, OnConflict},
};

use crate::{
    Result, Store, dialect,
    entity::{job, photo},
};

/// How long a worker may hold a job before another may take it, ms.
pub const LEASE_MS: i64 = 120_000;
/// Attempts before a job is dead.
pub const MAX_ATTEMPTS: i32 = 8;
/// The longest pause while something else is down, ms.
const MAX_WAIT_MS: i64 = 300_000;

/// Asks for work on a subject, inside the transaction that makes it necessary.
pub async fn enqueue<C: ConnectionTrait>(
    db: &C,
    kind: &str,
    subject_id: Uuid,
    payload: Option<Json>,
    run_at: i64,
) -> Result<()> {
    enqueue_many(db, kind, &[subject_id], payload, run_at).await
}

/// Asks for the same kind of work on several subjects.
pub async fn enqueue_many<C: ConnectionTrait>(
    db: &C,
    kind: &str,
    subjects: &[Uuid],
    payload: Option<Json>,
    run_at: i64,
) -> Result<()> {
    if subjects.is_empty() {
        return Ok(());
    }
    let rows = subjects.iter().map(|subject| job::ActiveModel {
        id: Set(Uuid::new_v4()),
        kind: Set(kind.into()),
        subject_id: Set(Some(*subject)),
        payload: Set(payload.clone()),
        state: Set("queued".into()),
        run_at: Set(run_at),
        attempts: Set(0),
        locked_by: Set(None),
        locked_until: Set(None),
        last_error: Set(None),
        created_at: Set(run_at),
        waits: Set(0),
        lane: Set(Lane::of(kind) as i16),
    });
    // Asked for again: it runs (again) from now, with a fresh number of attempts, even when it was dead or is running.
    let again = OnConflict::columns([job::Column::Kind, job::Column::SubjectId])
        .update_columns([
            job::Column::Payload,
            job::Column::State,
            job::Column::RunAt,
            job::Column::Attempts,
            job::Column::Waits,
            job::Column::Lane,
        ])
        .to_owned();
    job::Entity::insert_many(rows).on_conflict(again).exec_without_returning(db).await?;
    Ok(())
}

/// A job that this worker holds.
#[derive(Clone, Debug)]
pub struct Leased {
    /// The row as it was taken.
    pub job: job::Model,
    worker: Uuid,
}

/// How the queue stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Figures {
    /// Jobs that wait for a person.
    pub dead: i64,
    /// Jobs that are due or run.
    pub due: i64,
    /// Age of the oldest due job, s.
    pub oldest_s: i64,
}

impl Store {
    /// How the queue stands.
    pub async fn job_figures(&self, now_ms: i64) -> Result<Figures> {
        let dead = job::Entity::find().filter(job::Column::State.eq("dead")).count(self.read()).await?;
        let is_due = Condition::all().add(job::Column::State.eq("queued")).add(job::Column::RunAt.lte(now_ms));
        let due = job::Entity::find()
            .filter(Condition::any().add(is_due).add(job::Column::State.eq("running")))
            .count(self.read())
            .await?;
        let next = self.next_job_at().await?;
        let oldest_s = next.map_or(0, |at| Ord::max(now_ms - at, 0) / 1000);
        let whole = |count: u64| i64::try_from(count).unwrap_or(i64::MAX);
        Ok(Figures { dead: whole(dead), due: whole(due), oldest_s })
    }

    /// Dead jobs, oldest first, behind the place of the page before.
    pub async fn dead_jobs(&self, after: Option<Uuid>, limit: u64) -> Result<Vec<job::Model>> {
        let mut query = job::Entity::find().filter(job::Column::State.eq("dead"));
        if let Some(after) = after {
            query = query.filter(job::Column::Id.gt(after));
        }
        Ok(query.order_by_asc(job::Column::Id).limit(limit).all(self.read()).await?)
    }

    /// Takes up to `limit` due jobs for this worker. Two workers never hold the same one.
    ///
    /// A job whose worker died is taken alone: it may be what killed him, and no other job shall die with it.
    pub async fn lease_jobs(&self, worker: Uuid, now_ms: i64, limit: u64) -> Result<Vec<Leased>> {
        self.lease(worker, now_ms, limit, &[Lane::Prompt, Lane::Later]).await
    }

    /// Takes a due job of those that take long, so that they hold up no other.
    pub async fn lease_long_job(&self, worker: Uuid, now_ms: i64) -> Result<Option<Leased>> {
        Ok(self.lease(worker, now_ms, 1, &[Lane::Long]).await?.pop())
    }

    async fn lease(&self, worker: Uuid, now_ms: i64, limit: u64, lanes: &[Lane]) -> Result<Vec<Leased>> {
        let tx = self.begin("lease_jobs").await?;
        let mut ids = orphans(&tx, now_ms, lanes).await?;
        if ids.is_empty() {
            ids = due(&tx, now_ms, limit, lanes).await?;
        }
        if ids.is_empty() {
            tx.commit().await?;
            return Ok(Vec::new());
        }
        job::Entity::update_many()
            .set(job::ActiveModel {
                state: Set("running".into()),
                locked_by: Set(Some(worker)),
                locked_until: Set(Some(now_ms + lease_ms())),
                ..Default::default()
            })
            .col_expr(job::Column::Attempts, Expr::col(job::Column::Attempts).add(1))
            .filter(dialect::any_of(&*tx, job::Column::Id, ids.clone()))
            .exec(&*tx)
            .await?;
        let jobs = job::Entity::find()
            .filter(dialect::any_of(&*tx, job::Column::Id, ids))
            .order_by_asc(job::Column::RunAt)
            .all(&*tx)
            .await?;
        tx.commit().await?;
        Ok(jobs.into_iter().map(|job| Leased { job, worker }).collect())
    }

    /// Holds a job for another while; `false` when another worker has it or it is gone.
    pub async fn renew_lease(&self, leased: &Leased, now_ms: i64) -> Result<bool> {
        let tx = self.begin("renew_lease").await?;
        let renewed = job::Entity::update_many()
            .set(job::ActiveModel { locked_until: Set(Some(now_ms + lease_ms())), ..Default::default() })
            .filter(held(leased))
            .exec(&*tx)
            .await?;
        tx.commit().await?;
        Ok(renewed.rows_affected == 1)
    }

    /// Ends every lease. Only for who knows that nobody else works on this database.
    pub async fn end_leases(&self) -> Result<()> {
        let tx = self.begin("end_leases").await?;
        job::Entity::update_many()
            .set(job::ActiveModel { locked_until: Set(Some(0)), ..Default::default() })
            .filter(job::Column::LockedBy.is_not_null())
            .exec(&*tx)
            .await?;
        tx.commit().await
    }

    /// When the next job is due; `None` when nothing waits.
    pub async fn next_job_at(&self) -> Result<Option<i64>> {
        let next: Option<Option<i64>> = job::Entity::find()
            .select_only()
            .column_as(job::Column::RunAt.min(), "next")
            .filter(job::Column::State.eq("queued"))
            .into_tuple()
            .one(self.read())
            .await?;
        Ok(next.flatten())
    }

    /// Puts a failed job back with its error, later each time, or among the dead after the last attempt.
    pub async fn job_failed(&self, leased: &Leased, error: &str, now_ms: i64) -> Result<()> {
        let dead = leased.job.attempts >= MAX_ATTEMPTS;
        let delay = 1_000_i64 << leased.job.attempts.clamp(0, 12);
        let tx = self.begin("job_failed").await?;
        job::Entity::update_many()
            .set(job::ActiveModel {
                state: Set(if dead { "dead" } else { "queued" }.into()),
                run_at: Set(now_ms + delay),
                last_error: Set(Some(error.chars().take(2000).collect())),
                ..Default::default()
            })
            .filter(held(leased))
            .filter(job::Column::State.eq("running"))
            .exec(&*tx)
            .await?;
        let_go(&*tx, leased).await?;
        tx.commit().await
    }

    /// Puts a job back that could do nothing because something else is down. That is no attempt: it tries for ever,
    /// later each time, in the end every five minutes.
    pub async fn job_waits(&self, leased: &Leased, error: &str, now_ms: i64) -> Result<()> {
        let delay = Ord::min(MAX_WAIT_MS, 2_000_i64 << leased.job.waits.clamp(0, 12));
        let tx = self.begin("job_waits").await?;
        job::Entity::update_many()
            .set(job::ActiveModel {
                state: Set("queued".into()),
                run_at: Set(now_ms + delay),
                attempts: Set(leased.job.attempts.saturating_sub(1)),
                waits: Set(leased.job.waits.saturating_add(1)),
                last_error: Set(Some(error.chars().take(2000).collect())),
                ..Default::default()
            })
            .filter(held(leased))
            .filter(job::Column::State.eq("running"))
            .exec(&*tx)
            .await?;
        let_go(&*tx, leased).await?;
        tx.commit().await
    }
}

/// [`LEASE_MS`]. Builds with `debug_assertions` take another one from `FORECOURT_TEST_LEASE_MS`, so that a test that
/// kills the server need not wait two minutes for what it held.
pub fn lease_ms() -> i64 {
    #[cfg(debug_assertions)]
    if let Some(shorter) = std::env::var("FORECOURT_TEST_LEASE_MS").ok().and_then(|text| text.parse().ok()) {
        return shorter;
    }
    LEASE_MS
}

/// Whether the machine still works on an audit: a photo is to be examined, or its flags are to be judged. Dead jobs wait
/// for a person, others for a storage that is down: neither counts, since no review waits for them.
pub async fn is_under_way<C: ConnectionTrait>(db: &C, audit_id: Uuid) -> Result<bool> {
    let photos = photo::Entity::find()
        .select_only()
        .column(photo::Column::Id)
        .filter(photo::Column::AuditId.eq(audit_id))
        .into_query();
    let examined =
        Condition::all().add(job::Column::Kind.eq(kind::EXAMINE_PHOTO)).add(job::Column::SubjectId.in_subquery(photos));
    let judged = Condition::all().add(job::Column::Kind.eq(kind::JUDGE_AUDIT)).add(job::Column::SubjectId.eq(audit_id));
    let found = job::Entity::find()
        .filter(Condition::any().add(examined).add(judged))
        .filter(job::Column::State.ne("dead"))
        .filter(job::Column::Waits.eq(0))
        .limit(1)
        .one(db)
        .await?;
    Ok(found.is_some())
}

/// Whether the work of a kind on a subject was given up.
pub async fn is_dead<C: ConnectionTrait>(db: &C, kind: &str, subject_id: Uuid) -> Result<bool> {
    let dead = job::Entity::find()
        .filter(job::Column::Kind.eq(kind))
        .filter(job::Column::SubjectId.eq(subject_id))
        .filter(job::Column::State.eq("dead"));
    Ok(dead.one(db).await?.is_some())
}

/// A job, dead or alive; one that is done is gone.
pub async fn find<C: ConnectionTrait>(db: &C, id: Uuid) -> Result<Option<job::Model>> {
    Ok(job::Entity::find_by_id(id).one(db).await?)
}

/// Gives a dead job another life; `false` when there is no such dead job.
pub async fn revive<C: ConnectionTrait>(db: &C, id: Uuid, now_ms: i64) -> Result<bool> {
    let done = job::Entity::update_many()
        .set(job::ActiveModel {
            state: Set("queued".into()),
            run_at: Set(now_ms),
            attempts: Set(0),
            ..Default::default()
        })
        .filter(job::Column::Id.eq(id))
        .filter(job::Column::State.eq("dead"))
        .exec(db)
        .await?;
    Ok(done.rows_affected == 1)
}

/// Ends a job inside the transaction that did its work. A job asked for again meanwhile stays queued.
///
/// `false` when this worker holds it no longer: another one does the same work, so this transaction must not commit.
#[must_use = "without the lease nothing may be committed"]
pub async fn done<C: ConnectionTrait>(db: &C, leased: &Leased) -> Result<bool> {
    let ended =
        job::Entity::delete_many().filter(held(leased)).filter(job::Column::State.eq("running")).exec(db).await?;
    // Asked for again while it ran: give up only the lease.
    Ok(ended.rows_affected == 1 || let_go(db, leased).await?)
}

/// Ends a job for now: it runs again at `run_at`, unless it was asked for earlier meanwhile. Answers as [`done`] does.
#[must_use = "without the lease nothing may be committed"]
pub async fn again<C: ConnectionTrait>(db: &C, leased: &Leased, run_at: i64) -> Result<bool> {
    job::Entity::update_many()
        .set(job::ActiveModel {
            state: Set("queued".into()),
            run_at: Set(run_at),
            attempts: Set(0),
            waits: Set(leased.job.waits.saturating_add(1)),
            ..Default::default()
        })
        .filter(held(leased))
        .filter(job::Column::State.eq("running"))
        .exec(db)
        .await?;
    let_go(db, leased).await
}

/// Gives up the lease. A job that was asked for again while it ran is queued already, and stays so.
async fn let_go<C: ConnectionTrait>(db: &C, leased: &Leased) -> Result<bool> {
    let freed = job::Entity::update_many()
        .set(job::ActiveModel { locked_by: Set(None), locked_until: Set(None), ..Default::default() })
        .filter(held(leased))
        .exec(db)
        .await?;
    Ok(freed.rows_affected == 1)
}

fn held(leased: &Leased) -> Condition {
    Condition::all().add(job::Column::Id.eq(leased.job.id)).add(job::Column::LockedBy.eq(leased.worker))
}
