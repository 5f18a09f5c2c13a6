//! What is due by time: photos that may have arrived without a word.

use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect, prelude::Uuid};

use crate::{Result, Store, entity::photo, jobs};

/// Photos are looked for again after this long without news, ms.
const LOOK_AGAIN_MS: i64 = 60_000;
/// Steps are taken in portions.
const PORTION: u64 = 200;

impl Store {
    /// Asks for a look at the storage for audits that wait for photos; the server finds arrived objects by itself.
    pub async fn look_for_photos(&self, now_ms: i64) -> Result<usize> {
        let ids: Vec<Uuid> = photo::Entity::find()
            .select_only()
            .column(photo::Column::AuditId)
            .distinct()
            .filter(photo::Column::State.is_in(["missing", "stored", "rejected"]))
            .filter(photo::Column::UpdatedAt.lt(now_ms - LOOK_AGAIN_MS))
            .order_by_asc(photo::Column::AuditId)
            .limit(PORTION)
            .into_tuple()
            .all(self.read())
            .await?;
        if ids.is_empty() {
            return Ok(0);
        }
        let tx = self.begin("look_for_photos").await?;
        photo::Entity::update_many()
            .set(photo::ActiveModel { updated_at: Set(now_ms), ..Default::default() })
            .filter(photo::Column::AuditId.is_in(ids.iter().copied()))
            .filter(photo::Column::State.is_in(["missing", "stored", "rejected"]))
            .exec(&*tx)
            .await?;
        jobs::enqueue_many(&*tx, jobs::kind::FIND_PHOTOS, &ids, None, now_ms).await?;
        tx.commit().await?;
        Ok(ids.len())
    }
}
