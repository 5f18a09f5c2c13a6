//! What becomes of photos: seen, lost, settled; and what that does to their audit (decision 3).

use forecourt_core::states::{AuditState, PhotoState};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, ExprTrait, PaginatorTrait, QueryFilter, QuerySelect,
    prelude::Uuid, sea_query::Expr,
};

use crate::{
    Result, Store, Tx,
    audits::{examined::wait_again, overdue},
    entity::{audit, photo},
    jobs,
    signals::{Reach, Signal},
};

/// What the storage said about a photo.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Arrival {
    /// The photo.
    pub photo_id: Uuid,
    /// What it is now: stored, verified or rejected.
    pub state: PhotoState,
}

const WAITING: [&str; 4] = ["missing", "stored", "rejected", "lost"];

impl Store {
    /// Notes what the storage said, and takes back what the office had given up (`given_up`). Photos that are there
    /// are examined by a job; an audit whose photos are all settled stops waiting.
    pub async fn photos_seen(
        &self,
        audit_id: Uuid,
        arrivals: &[Arrival],
        given_up: &[Uuid],
        now_ms: i64,
    ) -> Result<()> {
        let tx = self.begin("photos_seen").await?;
        lock_audit(&tx, audit_id).await?;
        let found = photo::Entity::update_many()
            .set(photo::ActiveModel {
                state: Set(PhotoState::Missing.as_str().into()),
                lost_by_office: Set(false),
                lost_reason: Set(None),
                updated_at: Set(now_ms),
                ..Default::default()
            })
            .filter(photo::Column::Id.is_in(given_up.iter().copied()))
            .filter(photo::Column::LostByOffice.eq(true))
            .exec(&*tx)
            .await?;
        if found.rows_affected > 0 {
            // Else the phone would take the receipt for complete and never send it.
            wait_again(&tx, audit_id, now_ms).await?;
        }
        let mut examine = Vec::new();
        for arrival in arrivals {
            let changed = set_state(&*tx, arrival.photo_id, &WAITING, arrival.state, now_ms).await?;
            if changed && matches!(arrival.state, PhotoState::Stored | PhotoState::Verified) {
                examine.push(arrival.photo_id);
            }
        }
        jobs::enqueue_many(&*tx, jobs::kind::EXAMINE_PHOTO, &examine, None, now_ms).await?;
        settle(&tx, audit_id, now_ms).await?;
        tx.commit().await
    }

    /// The phone was heard of and still has the photos that are missing.
    pub async fn photos_promised(&self, audit_id: Uuid, now_ms: i64) -> Result<()> {
        let tx = self.begin("photos_promised").await?;
        lock_audit(&tx, audit_id).await?;
        photo::Entity::update_many()
            .set(photo::ActiveModel { updated_at: Set(now_ms), ..Default::default() })
            .filter(photo::Column::AuditId.eq(audit_id))
            .filter(photo::Column::State.is_in(["missing", "rejected"]))
            .exec(&*tx)
            .await?;
        tx.commit().await
    }

    /// The phone no longer has a photo. Settled photos stay as they are; `false` when the audit has no such photo.
    pub async fn photo_lost(&self, audit_id: Uuid, photo_id: Uuid, reason: &str, now_ms: i64) -> Result<bool> {
        let tx = self.begin("photo_lost").await?;
        lock_audit(&tx, audit_id).await?;
        let known = photo::Entity::find_by_id(photo_id).filter(photo::Column::AuditId.eq(audit_id)).one(&*tx).await?;
        if known.is_none() {
            return Ok(false);
        }
        photo::Entity::update_many()
            .set(photo::ActiveModel {
                state: Set(PhotoState::Lost.as_str().into()),
                lost_reason: Set(Some(reason.to_owned())),
                lost_by_office: Set(false),
                updated_at: Set(now_ms),
                ..Default::default()
            })
            .filter(photo::Column::Id.eq(photo_id))
            .filter(photo::Column::State.is_in(["missing", "rejected", "lost"]))
            .exec(&*tx)
            .await?;
        settle(&tx, audit_id, now_ms).await?;
        tx.commit().await?;
        Ok(true)
    }
}

/// Whoever changes photos of an audit waits here for another one who does (PostgreSQL; SQLite has one writer).
pub(super) async fn lock_audit(tx: &Tx, audit_id: Uuid) -> Result<Option<audit::Model>> {
    Ok(audit::Entity::find_by_id(audit_id).lock_exclusive().one(&**tx).await?)
}

/// Moves a photo from one of these states to another; `false` when it was in none of them.
pub async fn set_state<C: ConnectionTrait>(
    db: &C,
    photo_id: Uuid,
    from: &[&str],
    to: PhotoState,
    now_ms: i64,
) -> Result<bool> {
    let done = photo::Entity::update_many()
        .set(photo::ActiveModel { state: Set(to.as_str().into()), updated_at: Set(now_ms), ..Default::default() })
        .filter(photo::Column::Id.eq(photo_id))
        .filter(photo::Column::State.is_in(from.iter().copied()))
        .exec(db)
        .await?;
    Ok(done.rows_affected == 1)
}

/// Lets an audit go on when none of its photos keeps it waiting; answers whether it did now.
pub async fn settle(tx: &Tx, audit_id: Uuid, now_ms: i64) -> Result<bool> {
    // Two photos that settle at once must not each count the other as open.
    let row = lock_audit(tx, audit_id).await?;
    let open = photo::Entity::find()
        .filter(photo::Column::AuditId.eq(audit_id))
        .filter(photo::Column::State.is_in(["missing", "stored", "rejected"]))
        .count(&**tx)
        .await?;
    if open > 0 {
        return Ok(false);
    }
    let done = audit::Entity::update_many()
        .set(audit::ActiveModel {
            state: Set(AuditState::Submitted.as_str().into()),
            review_by: Set(overdue::review_by(row.as_ref(), AuditState::Submitted.as_str(), now_ms)),
            updated_at: Set(now_ms),
            ..Default::default()
        })
        .col_expr(audit::Column::Version, Expr::col(audit::Column::Version).add(1))
        .filter(audit::Column::Id.eq(audit_id))
        .filter(audit::Column::State.eq(AuditState::AwaitingPhotos.as_str()))
        .exec(&**tx)
        .await?;
    if done.rows_affected == 0 {
        return Ok(false);
    }
    if let Some(row) = row {
        tx.signal(Signal::audit(row.id, row.station_id, Reach::Desk));
    }
    // Decision 10: the evidence is judged when the audit stops waiting.
    jobs::enqueue(&**tx, jobs::kind::JUDGE_AUDIT, audit_id, None, now_ms).await?;
    Ok(true)
}
