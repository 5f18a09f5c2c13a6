//! What is due by time: photos that may have arrived without a word.

use sea_orm::{
    ColumnTrait, EntityTrait, ExprTrait, QueryFilter, QuerySelect,
    prelude::Uuid,
    sea_query::{Expr, Query},
};

use crate::{
    Result, Store,
    entity::{job, photo},
    jobs,
};

/// Photos are looked for after this long without news, ms.
const LOOK_AFTER_MS: i64 = 60_000;
/// After this long without news nobody looks any more, ms: no upload address is good for longer than a day. A phone that
/// repeats its PUT is news.
pub const LOOK_FOR_MS: i64 = 30 * 86_400_000;
/// Steps are taken in portions.
const PORTION: u64 = 200;

impl Store {
    /// Asks for a look at the storage for audits that wait for photos; the server finds arrived objects by itself. An
    /// audit that is being looked after already is left alone: its job asks for the next look.
    pub async fn look_for_photos(&self, now_ms: i64) -> Result<usize> {
        let looked_after = Query::select()
            .expr(Expr::value(1))
            .from(job::Entity)
            .and_where(Expr::col((job::Entity, job::Column::Kind)).eq(jobs::kind::FIND_PHOTOS))
            .and_where(Expr::col((job::Entity, job::Column::SubjectId)).equals((photo::Entity, photo::Column::AuditId)))
            .take();
        let ids: Vec<Uuid> = photo::Entity::find()
            .select_only()
            .column(photo::Column::AuditId)
            .distinct()
            .filter(photo::Column::State.is_in(["missing", "rejected"]))
            .filter(photo::Column::UpdatedAt.lt(now_ms - LOOK_AFTER_MS))
            .filter(photo::Column::UpdatedAt.gte(now_ms - LOOK_FOR_MS))
            .filter(Expr::not_exists(looked_after))
            .limit(PORTION)
            .into_tuple()
            .all(self.read())
            .await?;
        if ids.is_empty() {
            return Ok(0);
        }
        let tx = self.begin("look_for_photos").await?;
        jobs::enqueue_many(&*tx, jobs::kind::FIND_PHOTOS, &ids, None, now_ms).await?;
        tx.commit().await?;
        Ok(ids.len())
    }
}
