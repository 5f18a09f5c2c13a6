//! Receivers of webhooks and robots of group chats.

use sea_orm::{
    ActiveModelTrait, ActiveValue::NotSet, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder,
    QuerySelect, prelude::Uuid,
};

use crate::{
    Result, Tx,
    access::Scope,
    entity::{delivery, destination, lane},
};

/// Destinations in scope in the order of their ids, behind `after`. One for the whole network belongs to whoever covers it.
pub async fn list<C: ConnectionTrait>(
    db: &C,
    scope: &Scope,
    after: Option<Uuid>,
    limit: u64,
) -> Result<Vec<destination::Model>> {
    let mut query = destination::Entity::find().filter(scope.on_unit(destination::Column::OrgUnitId));
    if let Some(after) = after {
        query = query.filter(destination::Column::Id.gt(after));
    }
    Ok(query.order_by_asc(destination::Column::Id).limit(limit).all(db).await?)
}

/// A destination in scope.
pub async fn find<C: ConnectionTrait>(db: &C, scope: &Scope, id: Uuid) -> Result<Option<destination::Model>> {
    let query = destination::Entity::find_by_id(id).filter(scope.on_unit(destination::Column::OrgUnitId));
    Ok(query.one(db).await?)
}

/// These destinations, whosever they are.
pub async fn find_all<C: ConnectionTrait>(db: &C, ids: &[Uuid]) -> Result<Vec<destination::Model>> {
    Ok(destination::Entity::find().filter(destination::Column::Id.is_in(ids.iter().copied())).all(db).await?)
}

/// Every destination that takes new events.
pub async fn active<C: ConnectionTrait>(db: &C) -> Result<Vec<destination::Model>> {
    Ok(destination::Entity::find().filter(destination::Column::Active.eq(true)).all(db).await?)
}

/// Writes a new destination.
pub async fn insert(tx: &Tx, row: destination::Model) -> Result<()> {
    destination::Entity::insert(destination::ActiveModel::from(row)).exec_without_returning(&**tx).await?;
    Ok(())
}

/// Writes a destination as it is to be, one version on; `false` when somebody else was faster.
pub async fn update(tx: &Tx, next: &destination::Model) -> Result<bool> {
    let mut row = destination::ActiveModel::from(next.clone()).reset_all();
    row.id = NotSet;
    let done = destination::Entity::update_many()
        .set(row)
        .filter(destination::Column::Id.eq(next.id))
        .filter(destination::Column::Version.eq(next.version.saturating_sub(1)))
        .exec(&**tx)
        .await?;
    Ok(done.rows_affected == 1)
}

/// Takes a destination away, with its deliveries.
pub async fn delete(tx: &Tx, id: Uuid) -> Result<()> {
    delivery::Entity::delete_many().filter(delivery::Column::LaneId.eq(id)).exec(&**tx).await?;
    lane::Entity::delete_by_id(id).exec(&**tx).await?;
    destination::Entity::delete_by_id(id).exec(&**tx).await?;
    Ok(())
}
