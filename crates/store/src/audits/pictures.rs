//! Who may see which photo (decisions 21, 22 and 32).

use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QuerySelect, prelude::Uuid};

use super::counting::COUNTING;
use crate::{
    Result,
    access::Scope,
    entity::{audit, photo},
};

/// A photo of an audit in scope, for roles that see originals.
pub async fn for_desk<C: ConnectionTrait>(db: &C, scope: &Scope, photo_id: Uuid) -> Result<Option<photo::Model>> {
    let Some(photo) = photo::Entity::find_by_id(photo_id).one(db).await? else { return Ok(None) };
    let audit = super::read::find(db, scope, photo.audit_id).await?;
    Ok(audit.map(|_| photo))
}

/// The photo behind a station's copy: released, its audit published and in scope. `None` for the photo's own id.
pub async fn for_station<C: ConnectionTrait>(db: &C, scope: &Scope, copy_id: Uuid) -> Result<Option<photo::Model>> {
    let released = photo::Entity::find()
        .filter(photo::Column::StationCopyId.eq(copy_id))
        .filter(photo::Column::ReleasedAt.is_not_null());
    let Some(photo) = released.one(db).await? else { return Ok(None) };
    let public: Option<Uuid> = audit::Entity::find_by_id(photo.audit_id)
        .select_only()
        .column(audit::Column::Id)
        .filter(scope.on_station(audit::Column::StationId))
        .filter(audit::Column::State.is_in(COUNTING))
        .into_tuple()
        .one(db)
        .await?;
    Ok(public.map(|_| photo))
}
