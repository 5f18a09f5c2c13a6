//! What the examination of a photo brought to light, written with the end of its job.

use forecourt_core::states::PhotoState;
use sea_orm::{
    ActiveValue::Set, ColumnTrait, EntityTrait, ExprTrait, QueryFilter, QuerySelect, prelude::Uuid, sea_query::Expr,
};

use super::{
    arrivals::{lock_audit, settle},
    flags,
};
use crate::{
    Result, Store, Tx, dialect,
    entity::{audit, photo, photo_band},
};

/// The findings about one photo.
#[derive(Clone, Debug)]
pub struct Examined {
    /// What it is now.
    pub state: PhotoState,
    /// Width and height after turning it upright, pixels.
    pub size: Option<(i32, i32)>,
    /// Time in its EXIF, epoch ms.
    pub exif_at: Option<i64>,
    /// Position in its EXIF, 1e-7 degrees.
    pub exif_fix: Option<(i64, i64)>,
    /// Perceptual hash; its index keys are written before (see [`Store::index_photo`]).
    pub phash: Option<Vec<u8>>,
    /// Another audit with a picture that looks the same.
    pub similar_in: Option<Uuid>,
    /// Whether thumb and view exist now.
    pub derived: bool,
}

impl Examined {
    /// Only the state is known.
    pub fn is(state: PhotoState) -> Self {
        Self { state, size: None, exif_at: None, exif_fix: None, phash: None, similar_in: None, derived: false }
    }
}

/// Writes the findings; `false` when the photo has changed since it was read, so that they may be out of date.
pub async fn write(tx: &Tx, before: &photo::Model, found: &Examined, now_ms: i64) -> Result<bool> {
    // In the order in which the door locks them.
    lock_audit(tx, before.audit_id).await?;
    let written = photo::Entity::update_many()
        .set(photo::ActiveModel {
            state: Set(found.state.as_str().into()),
            // Proven bytes lie under their own key.
            incoming: Set(before.incoming && !found.state.is_settled()),
            width: Set(found.size.map(|size| size.0)),
            height: Set(found.size.map(|size| size.1)),
            exif_at: Set(found.exif_at),
            exif_lat_e7: Set(found.exif_fix.map(|fix| fix.0)),
            exif_lon_e7: Set(found.exif_fix.map(|fix| fix.1)),
            phash: Set(found.phash.clone()),
            similar_in: Set(found.similar_in),
            derived: Set(found.derived),
            lost_reason: Set(None),
            lost_by_office: Set(false),
            updated_at: Set(now_ms),
            ..Default::default()
        })
        .filter(photo::Column::Id.eq(before.id))
        .filter(photo::Column::State.eq(&*before.state))
        .filter(photo::Column::UpdatedAt.eq(before.updated_at))
        .exec(&**tx)
        .await?;
    if written.rows_affected == 0 {
        return Ok(false);
    }
    if found.phash.is_none() {
        photo_band::Entity::delete_many().filter(photo_band::Column::PhotoId.eq(before.id)).exec(&**tx).await?;
    }
    if found.state.is_settled() {
        settle(tx, before.audit_id, now_ms).await?;
        late(tx, before, now_ms).await?;
    } else {
        wait_again(tx, before.audit_id, now_ms).await?;
    }
    Ok(true)
}

/// A photo that arrives after approval is kept and flagged; it changes no score by itself (decision 3).
async fn late(tx: &Tx, photo: &photo::Model, now_ms: i64) -> Result<()> {
    let Some(row) = audit::Entity::find_by_id(photo.audit_id).one(&**tx).await? else { return Ok(()) };
    // The photo's row was last written when it was seen in the storage.
    if row.approved_at.is_some_and(|at| at < photo.updated_at) {
        flags::raise(tx, photo.audit_id, row.revision, "photo_late", false, now_ms).await?;
    }
    Ok(())
}

/// A photo that was settled is missing (the storage lost it, or the phone has what the office gave up): as long as
/// nobody reviews it, the audit waits again.
pub(super) async fn wait_again(tx: &Tx, audit_id: Uuid, now_ms: i64) -> Result<()> {
    audit::Entity::update_many()
        .set(audit::ActiveModel {
            state: Set("awaiting_photos".into()),
            review_by: Set(None),
            updated_at: Set(now_ms),
            ..Default::default()
        })
        .col_expr(audit::Column::Version, Expr::col(audit::Column::Version).add(1))
        .filter(audit::Column::Id.eq(audit_id))
        .filter(audit::Column::State.eq("submitted"))
        .exec(&**tx)
        .await?;
    Ok(())
}

impl Store {
    /// Puts a picture into the index before similar ones are looked for: of two that are examined at the same time, at
    /// least the one whose entry comes second finds the other.
    pub async fn index_photo(&self, photo_id: Uuid, phash: &[u8], bands: &[i64]) -> Result<()> {
        let tx = self.begin("photo_indexed").await?;
        photo::Entity::update_many()
            .set(photo::ActiveModel { phash: Set(Some(phash.to_vec())), ..Default::default() })
            .filter(photo::Column::Id.eq(photo_id))
            .exec(&*tx)
            .await?;
        photo_band::Entity::delete_many().filter(photo_band::Column::PhotoId.eq(photo_id)).exec(&*tx).await?;
        let rows = bands.iter().map(|band| photo_band::ActiveModel { band: Set(*band), photo_id: Set(photo_id) });
        photo_band::Entity::insert_many(rows).exec_without_returning(&*tx).await?;
        tx.commit().await
    }

    /// Photos of other audits that share an index key: (audit, perceptual hash). At most `limit`.
    pub async fn similar_candidates(&self, audit_id: Uuid, bands: &[i64], limit: u64) -> Result<Vec<(Uuid, Vec<u8>)>> {
        if bands.is_empty() {
            return Ok(Vec::new());
        }
        let ids: Vec<Uuid> = photo_band::Entity::find()
            .select_only()
            .column(photo_band::Column::PhotoId)
            .distinct()
            .filter(dialect::any_of(self.read(), photo_band::Column::Band, bands.to_vec()))
            .limit(limit)
            .into_tuple()
            .all(self.read())
            .await?;
        let rows: Vec<(Uuid, Option<Vec<u8>>)> = photo::Entity::find()
            .select_only()
            .columns([photo::Column::AuditId, photo::Column::Phash])
            .filter(dialect::any_of(self.read(), photo::Column::Id, ids))
            .filter(photo::Column::AuditId.ne(audit_id))
            .into_tuple()
            .all(self.read())
            .await?;
        Ok(rows.into_iter().filter_map(|(audit, hash)| Some((audit, hash?))).collect())
    }
}
