//! Phones: when they were last heard of and what they hold.

use std::collections::HashMap;

use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect, prelude::Uuid};

use crate::{
    Result,
    entity::{device, person},
    org::CHUNK,
    people::Sight,
};

/// A phone with its owner.
pub type Owned = (device::Model, Option<person::Model>);

/// Phones of people in sight in the order of their ids, behind `after`.
pub async fn list<C: ConnectionTrait>(
    db: &C,
    sight: &Sight,
    owner: Option<Uuid>,
    after: Option<Uuid>,
    rows: u64,
) -> Result<Vec<Owned>> {
    let mut query =
        device::Entity::find().find_also_related(person::Entity).filter(sight.on_person(device::Column::PersonId));
    if let Some(owner) = owner {
        query = query.filter(device::Column::PersonId.eq(owner));
    }
    if let Some(after) = after {
        query = query.filter(device::Column::Id.gt(after));
    }
    Ok(query.order_by_asc(device::Column::Id).limit(rows).all(db).await?)
}

/// What the phones in sight said last: (holdings, when they said it).
pub async fn holdings<C: ConnectionTrait>(db: &C, sight: &Sight) -> Result<Vec<(sea_orm::prelude::Json, Option<i64>)>> {
    Ok(device::Entity::find()
        .select_only()
        .columns([device::Column::Holdings, device::Column::HoldingsAt])
        .filter(sight.on_person(device::Column::PersonId))
        .filter(device::Column::Holdings.is_not_null())
        .into_tuple()
        .all(db)
        .await?)
}

/// For each of these people the last contact of any of his phones.
pub async fn last_contacts<C: ConnectionTrait>(db: &C, people: &[Uuid]) -> Result<HashMap<Uuid, i64>> {
    let mut last = HashMap::new();
    for some in people.chunks(CHUNK) {
        let rows: Vec<(Uuid, Option<i64>)> = device::Entity::find()
            .select_only()
            .column(device::Column::PersonId)
            .column_as(device::Column::LastContactAt.max(), "last_contact_at")
            .filter(device::Column::PersonId.is_in(some.iter().copied()))
            .group_by(device::Column::PersonId)
            .into_tuple()
            .all(db)
            .await?;
        last.extend(rows.into_iter().filter_map(|(person, at)| Some((person, at?))));
    }
    Ok(last)
}
