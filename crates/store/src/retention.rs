//! What is erased when its time is over. Scores, findings and copies without metadata stay.

use forecourt_core::states::AuditState;
use sea_orm::{
    ActiveValue::Set, ColumnTrait, Condition, EntityTrait, QueryFilter, QueryOrder, QuerySelect, prelude::Uuid,
};

use crate::{
    Result, Store, StoreError, Tx,
    entity::{audit, photo},
    jobs, meta,
};

/// What is erased of an audit in its time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Of {
    /// Originals of its photos.
    Originals,
    /// Positions in what was submitted.
    Positions,
}

impl Of {
    /// Up to which ended audit it was asked for: `<updated_at>:<id>`.
    const fn place(self) -> &'static str {
        match self {
            Self::Originals => "originals_erased_up_to",
            Self::Positions => "positions_erased_up_to",
        }
    }

    const fn job(self) -> &'static str {
        match self {
            Self::Originals => jobs::kind::ERASE_ORIGINALS,
            Self::Positions => jobs::kind::ERASE_POSITIONS,
        }
    }
}
/// Audits of one step.
const BATCH: u64 = 200;

/// Ends of an audit; one that is incomplete and reopened is looked at again in its time.
const ENDED: [AuditState; 3] = [AuditState::Final, AuditState::Void, AuditState::Incomplete];

/// Whether an audit has ended, so that its originals may be erased in time.
pub fn has_ended(audit: &audit::Model) -> bool {
    AuditState::parse(&audit.state).is_some_and(|state| ENDED.contains(&state))
}

impl Store {
    /// The next audits that ended, have not changed since `before_ms`, and were not asked for.
    pub async fn due_to_erase(&self, what: Of, before_ms: i64, limit: u64) -> Result<Vec<(Uuid, i64)>> {
        use audit::Column as A;
        let known = meta::get(self.read(), what.place()).await?;
        let (at, id) = place(known.as_deref())?;
        let same = Condition::all().add(A::UpdatedAt.eq(at)).add(A::Id.gt(id));
        Ok(audit::Entity::find()
            .select_only()
            .columns([A::Id, A::UpdatedAt])
            .filter(A::State.is_in(ENDED.map(AuditState::as_str)))
            .filter(A::UpdatedAt.lt(before_ms))
            .filter(Condition::any().add(A::UpdatedAt.gt(at)).add(same))
            .order_by_asc(A::UpdatedAt)
            .order_by_asc(A::Id)
            .limit(limit)
            .into_tuple()
            .all(self.read())
            .await?)
    }

    /// Asks for something of audits to be erased that ended and have not changed since `before_ms`; answers how many
    /// audits. Each is asked for once, whichever instance does it; one that changes again is asked for again in its time.
    pub async fn ask_to_erase(&self, what: Of, before_ms: i64, run_at: i64) -> Result<usize> {
        let mut asked = 0;
        loop {
            let known = meta::get(self.read(), what.place()).await?;
            let ended = self.due_to_erase(what, before_ms, BATCH).await?;
            let Some((id, at)) = ended.last() else { return Ok(asked) };
            let tx = self.begin("ask_to_erase").await?;
            // Another instance may be at it: asking twice is harmless, passing over is not.
            if meta::get(&*tx, what.place()).await? != known {
                return Ok(asked);
            }
            meta::set(&*tx, what.place(), &format!("{at}:{id}")).await?;
            let ids: Vec<Uuid> = ended.iter().map(|(id, _)| *id).collect();
            jobs::enqueue_many(&*tx, what.job(), &ids, None, run_at).await?;
            tx.commit().await?;
            asked += ids.len();
        }
    }
}

fn place(text: Option<&str>) -> Result<(i64, Uuid)> {
    let Some(text) = text else { return Ok((i64::MIN, Uuid::nil())) };
    let read = text.split_once(':').and_then(|(at, id)| Some((at.parse().ok()?, id.parse().ok()?)));
    read.ok_or_else(|| StoreError::Corrupt(format!("meta: up to where it was erased: {text}")))
}

/// Notes that the originals of an audit are erased, and forgets where and when they say they were taken; answers how many.
pub async fn originals_erased(tx: &Tx, ids: &[Uuid], now_ms: i64) -> Result<u64> {
    let done = photo::Entity::update_many()
        .set(photo::ActiveModel {
            erased_at: Set(Some(now_ms)),
            exif_at: Set(None),
            exif_lat_e7: Set(None),
            exif_lon_e7: Set(None),
            ..Default::default()
        })
        .filter(photo::Column::Id.is_in(ids.iter().copied()))
        .filter(photo::Column::ErasedAt.is_null())
        .exec(&**tx)
        .await?;
    Ok(done.rows_affected)
}
