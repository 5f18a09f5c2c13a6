//! Storing submissions. A first revision goes through [`super::intake`], which writes many in one transaction; a later
//! one has its own. Both are decided by keys and conditions in the statements, never by what was read before.

use forecourt_core::states::{AuditState, PhotoState};
use sea_orm::{
    ActiveModelTrait,
    ActiveValue::Set,
    ColumnTrait, ConnectionTrait, EntityTrait, ExprTrait, QueryFilter, QuerySelect,
    prelude::Uuid,
    sea_query::{Expr, OnConflict, Query},
};

use super::read::LATE;
use crate::{
    Result, Store, Tx, dialect,
    entity::{assignment, audit, audit_flag, audit_narrative, audit_return, audit_revision, photo},
    jobs,
    signals::{Reach, Signal},
    sync,
};

/// A submission that has been validated and judged, as rows.
#[derive(Clone, Debug)]
pub struct Submission {
    /// The audit as it is to be after this submission.
    pub audit: audit::Model,
    /// The submission itself.
    pub revision: audit_revision::Model,
    /// Photos that are new with this revision.
    pub photos: Vec<photo::Model>,
    /// Flags of this revision.
    pub flags: Vec<audit_flag::Model>,
    /// Every photo that it refers to.
    pub manifest: Vec<Uuid>,
    /// Hash of the narrative, when it is long enough to be compared.
    pub narrative_hash: Option<Vec<u8>>,
}

/// What became of a submission.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// It is durable.
    Stored,
    /// Somebody stored something under its keys first: read again and decide again.
    Raced,
}

/// Writes first revisions, sorted and unique by audit id; answers the ids that were new. The rest lost a race.
pub(super) async fn insert_first(tx: &Tx, batch: &[&Submission]) -> Result<Vec<Uuid>> {
    let fresh = insert_audits(tx, batch).await?;
    let won: Vec<&Submission> = batch.iter().copied().filter(|one| fresh.contains(&one.audit.id)).collect();
    insert_parts(tx, &won).await?;
    for one in &won {
        tx.signal(Signal::audit(one.audit.id, one.audit.station_id, Reach::Desk));
        // Its assignment is delivered.
        tx.signal(Signal::plan(one.audit.station_id));
    }
    let now = won.iter().map(|one| one.audit.updated_at).max().unwrap_or_default();
    let assignments: Vec<Uuid> = won.iter().map(|one| one.audit.assignment_id).collect();
    deliver_assignments(tx, &assignments, now).await?;
    tell(tx, &won, &assignments, now).await?;
    compare_later(tx, &won, now).await?;
    Ok(fresh)
}

/// Narratives that came at the same time could not see each other: one job for all of this transaction compares them
/// when they are there. Audits with photos are judged again anyway.
async fn compare_later(tx: &Tx, won: &[&Submission], now_ms: i64) -> Result<()> {
    let told = won.iter().filter(|one| is_complete(one) && one.narrative_hash.is_some());
    let audits: Vec<Uuid> = told.map(|one| one.audit.id).collect();
    let Some(first) = audits.first() else { return Ok(()) };
    let payload = serde_json::json!({ "audits": audits });
    jobs::enqueue(&**tx, jobs::kind::COMPARE_NARRATIVES, *first, Some(payload), now_ms).await
}

/// Whether nothing is waited for: the evidence can be judged.
fn is_complete(one: &Submission) -> bool {
    one.audit.state == AuditState::Submitted.as_str()
}

/// Tells the senders' phones that their visits are delivered, and those of the present holders, whose visits are no
/// longer needed.
async fn tell(tx: &Tx, won: &[&Submission], assignments: &[Uuid], now_ms: i64) -> Result<()> {
    let mut whom: Vec<(Uuid, Uuid)> = assignment::Entity::find()
        .select_only()
        .columns([assignment::Column::ShopperId, assignment::Column::Id])
        .filter(dialect::any_of(&**tx, assignment::Column::Id, assignments.to_vec()))
        .into_tuple()
        .all(&**tx)
        .await?;
    whom.extend(won.iter().map(|one| (one.audit.shopper_id, one.audit.assignment_id)));
    whom.sort_unstable();
    whom.dedup();
    let change = |(person, id): (Uuid, Uuid)| sync::Change::new(person, sync::Subject::Assignment, id, now_ms);
    sync::record(&**tx, &whom.into_iter().map(change).collect::<Vec<_>>()).await
}

async fn insert_audits(tx: &Tx, batch: &[&Submission]) -> Result<Vec<Uuid>> {
    if batch.is_empty() {
        return Ok(Vec::new());
    }
    let rows = batch.iter().map(|one| audit::ActiveModel::from(one.audit.clone()));
    let mut insert = sea_orm::QueryTrait::into_query(audit::Entity::insert_many(rows));
    insert.on_conflict(OnConflict::column(audit::Column::Id).do_nothing().to_owned());
    insert.returning(Query::returning().column(audit::Column::Id));
    let rows = tx.query_all(&insert).await?;
    Ok(rows.into_iter().map(|row| row.try_get("", "id")).collect::<std::result::Result<_, _>>()?)
}

async fn insert_parts(tx: &Tx, batch: &[&Submission]) -> Result<()> {
    if batch.is_empty() {
        return Ok(());
    }
    let revisions = batch.iter().map(|one| audit_revision::ActiveModel::from(one.revision.clone()));
    audit_revision::Entity::insert_many(revisions).exec_without_returning(&**tx).await?;
    let photos: Vec<_> =
        batch.iter().flat_map(|one| &one.photos).map(|row| photo::ActiveModel::from(row.clone())).collect();
    for rows in photos.chunks(1000) {
        photo::Entity::insert_many(rows.to_vec()).exec_without_returning(&**tx).await?;
    }
    let flags: Vec<_> =
        batch.iter().flat_map(|one| &one.flags).map(|row| audit_flag::ActiveModel::from(row.clone())).collect();
    for rows in flags.chunks(2000) {
        audit_flag::Entity::insert_many(rows.to_vec()).exec_without_returning(&**tx).await?;
    }
    let narratives: Vec<_> = batch
        .iter()
        .filter_map(|one| {
            Some(audit_narrative::ActiveModel {
                audit_id: Set(one.audit.id),
                revision: Set(one.revision.revision),
                narrative_hash: Set(one.narrative_hash.clone()?),
            })
        })
        .collect();
    if !narratives.is_empty() {
        audit_narrative::Entity::insert_many(narratives).exec_without_returning(&**tx).await?;
    }
    Ok(())
}

async fn deliver_assignments(tx: &Tx, ids: &[Uuid], now_ms: i64) -> Result<()> {
    assignment::Entity::update_many()
        .set(assignment::ActiveModel { state: Set("delivered".into()), updated_at: Set(now_ms), ..Default::default() })
        .col_expr(assignment::Column::Version, Expr::col(assignment::Column::Version).add(1))
        .filter(dialect::any_of(&**tx, assignment::Column::Id, ids.to_vec()))
        .filter(assignment::Column::State.is_in(["issued", "declined", "impossible"]))
        .exec(&**tx)
        .await?;
    Ok(())
}

/// Why a photo that a revision left out is lost.
const LEFT_OUT: &str = "left out of revision ";

/// Whether a revision left it out before it came.
pub fn was_left_out(photo: &photo::Model) -> bool {
    photo.state == PhotoState::Lost.as_str()
        && photo.lost_reason.as_deref().is_some_and(|reason| reason.starts_with(LEFT_OUT))
}

/// Photos that an earlier revision left out and this one refers to again: they are waited for once more.
async fn take_up_left_out(tx: &Tx, next: &Submission) -> Result<()> {
    photo::Entity::update_many()
        .set(photo::ActiveModel {
            state: Set(PhotoState::Missing.as_str().into()),
            lost_reason: Set(None),
            updated_at: Set(next.audit.updated_at),
            ..Default::default()
        })
        .filter(photo::Column::AuditId.eq(next.audit.id))
        .filter(photo::Column::Id.is_in(next.manifest.iter().copied()))
        .filter(photo::Column::State.eq(PhotoState::Lost.as_str()))
        .filter(photo::Column::LostReason.starts_with(LEFT_OUT))
        .exec(&**tx)
        .await?;
    Ok(())
}

/// Photos of earlier revisions that this one no longer refers to and that never came: no receipt asks for them any more,
/// so nobody waits for them.
async fn drop_left_out(tx: &Tx, next: &Submission) -> Result<()> {
    photo::Entity::update_many()
        .set(photo::ActiveModel {
            state: Set(PhotoState::Lost.as_str().into()),
            lost_reason: Set(Some(format!("{LEFT_OUT}{}", next.revision.revision))),
            updated_at: Set(next.audit.updated_at),
            ..Default::default()
        })
        .filter(photo::Column::AuditId.eq(next.audit.id))
        .filter(photo::Column::Id.is_not_in(next.manifest.iter().copied()))
        .filter(photo::Column::State.is_in([PhotoState::Missing.as_str(), PhotoState::Rejected.as_str()]))
        .exec(&**tx)
        .await?;
    Ok(())
}

impl Store {
    /// Stores a later revision, provided that the audit has not changed since it was read (`seen_version`).
    ///
    /// `answers_return`: it answers the return of the revision before, which ends with it.
    pub async fn put_next(&self, next: &Submission, seen_version: i32, answers_return: bool) -> Result<Outcome> {
        let tx = self.begin("audit_next").await?;
        let audit = &next.audit;
        let mut row = audit::ActiveModel::from(audit.clone()).reset_all();
        row.id = sea_orm::ActiveValue::NotSet;
        row.review_told = sea_orm::ActiveValue::NotSet;
        let updated = audit::Entity::update_many()
            .set(row)
            .filter(audit::Column::Id.eq(audit.id))
            .filter(audit::Column::Version.eq(seen_version))
            .exec(&*tx)
            .await?;
        if updated.rows_affected == 0 {
            return Ok(Outcome::Raced);
        }
        match insert_parts(&tx, &[next]).await {
            Err(error) if error.is_conflict() => return Ok(Outcome::Raced),
            other => other?,
        }
        if next.revision.kind != LATE {
            take_up_left_out(&tx, next).await?;
            drop_left_out(&tx, next).await?;
        }
        if answers_return {
            audit_return::Entity::update_many()
                .set(audit_return::ActiveModel { answered_at: Set(Some(audit.updated_at)), ..Default::default() })
                .filter(audit_return::Column::AuditId.eq(audit.id))
                .filter(audit_return::Column::Revision.eq(next.revision.revision - 1))
                .exec(&*tx)
                .await?;
        }
        let change = sync::Change::new(audit.shopper_id, sync::Subject::Audit, audit.id, audit.updated_at);
        sync::record(&*tx, &[change]).await?;
        tx.signal(Signal::audit(audit.id, audit.station_id, Reach::Desk));
        if is_complete(next) {
            jobs::enqueue(&*tx, jobs::kind::JUDGE_AUDIT, audit.id, None, audit.updated_at).await?;
        }
        if !next.photos.is_empty() {
            jobs::enqueue(&*tx, jobs::kind::FIND_PHOTOS, audit.id, None, audit.updated_at).await?;
        }
        tx.commit().await?;
        Ok(Outcome::Stored)
    }
}
