//! Clips come in parts, each an object of its own that is sent, proven and sent again by itself (decision 29).

use forecourt_core::states::PhotoState;
use sea_orm::{
    ActiveValue::Set,
    ColumnTrait, ConnectionTrait, EntityTrait, ExprTrait, PaginatorTrait, QueryFilter, QueryOrder,
    prelude::{Json, Uuid},
    sea_query::{Expr, Query},
};

use crate::{
    Result, Store, Tx,
    audits::arrivals::Arrival,
    dialect,
    entity::{evidence, evidence_part},
    jobs,
};

/// What has not come yet.
const AWAITED: [&str; 2] = [PhotoState::Missing.as_str(), PhotoState::Rejected.as_str()];

/// The parts of a clip in their order; of what came whole there are none.
pub async fn of<C: ConnectionTrait>(db: &C, evidence_id: Uuid) -> Result<Vec<evidence_part::Model>> {
    Ok(evidence_part::Entity::find()
        .filter(evidence_part::Column::EvidenceId.eq(evidence_id))
        .order_by_asc(evidence_part::Column::N)
        .all(db)
        .await?)
}

/// One part, whoever asks.
pub async fn find<C: ConnectionTrait>(db: &C, id: Uuid) -> Result<Option<evidence_part::Model>> {
    Ok(evidence_part::Entity::find_by_id(id).one(db).await?)
}

/// Announces the parts of a clip.
pub async fn put(tx: &Tx, rows: Vec<evidence_part::Model>) -> Result<()> {
    let rows = rows.into_iter().map(evidence_part::ActiveModel::from);
    evidence_part::Entity::insert_many(rows).exec_without_returning(&**tx).await?;
    Ok(())
}

impl Store {
    /// Notes what the storage said about parts; once all are there, the clip is examined by a job.
    pub async fn evidence_parts_seen(&self, evidence_id: Uuid, arrivals: &[Arrival], now_ms: i64) -> Result<()> {
        use evidence_part::Column as P;
        let tx = self.begin("evidence_parts_seen").await?;
        // Two requests that see different parts at once: the later one sees all of them.
        let mut select = Query::select();
        select
            .column(evidence::Column::Id)
            .from(evidence::Entity)
            .and_where(Expr::col(evidence::Column::Id).eq(evidence_id));
        dialect::lock_rows(&*tx, &mut select);
        tx.query_all(&select).await?;
        for arrival in arrivals {
            let state = if arrival.state == PhotoState::Verified { PhotoState::Stored } else { arrival.state };
            evidence_part::Entity::update_many()
                .set(evidence_part::ActiveModel {
                    state: Set(state.as_str().into()),
                    updated_at: Set(now_ms),
                    ..Default::default()
                })
                .filter(P::Id.eq(arrival.photo_id))
                .filter(P::EvidenceId.eq(evidence_id))
                .filter(P::State.is_in(AWAITED))
                .exec(&*tx)
                .await?;
        }
        let open = evidence_part::Entity::find().filter(P::EvidenceId.eq(evidence_id)).filter(P::State.is_in(AWAITED));
        if open.count(&*tx).await? == 0 {
            let changed = evidence::Entity::update_many()
                .set(evidence::ActiveModel {
                    state: Set(PhotoState::Stored.as_str().into()),
                    updated_at: Set(now_ms),
                    ..Default::default()
                })
                .filter(evidence::Column::Id.eq(evidence_id))
                .filter(evidence::Column::State.is_in(AWAITED))
                .exec(&*tx)
                .await?;
            if changed.rows_affected == 1 {
                jobs::enqueue(&*tx, jobs::kind::EXAMINE_EVIDENCE, evidence_id, None, now_ms).await?;
            }
        }
        tx.commit().await
    }
}

/// What the examination of a clip brought to light.
#[derive(Clone, Debug)]
pub enum Found {
    /// It is what it was announced as; these boxes of it are hidden.
    Clip(Json),
    /// These parts are not there, or other bytes: they are sent again.
    Parts(Vec<(Uuid, PhotoState)>),
    /// Every part is right, and together they are something else.
    Other,
}

/// Writes what the examination brought to light.
pub async fn examined(tx: &Tx, evidence_id: Uuid, found: &Found, now_ms: i64) -> Result<()> {
    let state = match found {
        Found::Clip(_) => PhotoState::Verified,
        Found::Parts(_) => PhotoState::Missing,
        Found::Other => PhotoState::Rejected,
    };
    let hidden = match found {
        Found::Clip(hidden) => Some(hidden.clone()),
        _ => None,
    };
    evidence::Entity::update_many()
        .set(evidence::ActiveModel {
            state: Set(state.as_str().into()),
            hidden: Set(hidden),
            incoming: Set(false),
            updated_at: Set(now_ms),
            ..Default::default()
        })
        .filter(evidence::Column::Id.eq(evidence_id))
        .exec(&**tx)
        .await?;
    let of_clip = evidence_part::Column::EvidenceId.eq(evidence_id);
    let again: &[(Uuid, PhotoState)] = match found {
        Found::Clip(_) => &[],
        Found::Parts(again) => again,
        Found::Other => {
            let missing =
                evidence_part::ActiveModel { state: Set(PhotoState::Missing.as_str().into()), ..Default::default() };
            evidence_part::Entity::update_many().set(missing).filter(of_clip).exec(&**tx).await?;
            return Ok(());
        }
    };
    for (id, state) in again {
        evidence_part::Entity::update_many()
            .set(evidence_part::ActiveModel { state: Set(state.as_str().into()), ..Default::default() })
            .filter(evidence_part::Column::Id.eq(*id))
            .exec(&**tx)
            .await?;
    }
    // What was read lies under its own key.
    evidence_part::Entity::update_many()
        .set(evidence_part::ActiveModel {
            state: Set(PhotoState::Verified.as_str().into()),
            incoming: Set(false),
            updated_at: Set(now_ms),
            ..Default::default()
        })
        .filter(of_clip)
        .filter(evidence_part::Column::Id.is_not_in(again.iter().map(|(id, _)| *id)))
        .exec(&**tx)
        .await?;
    Ok(())
}
