//! The organisation tree and its closure: every pair of a unit and a unit at or below it.

use std::collections::HashMap;

use sea_orm::{
    ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect, prelude::Uuid,
};

use crate::{
    Result,
    access::Scope,
    entity::{org_closure, org_unit, station},
    meta,
};

/// Rows of one insert: below the number of bound values that SQLite takes.
pub(crate) const CHUNK: usize = 500;

/// Which units a list shows.
#[derive(Clone, Debug, Default)]
pub struct UnitFilter {
    /// Only direct children of this unit.
    pub parent: Option<Uuid>,
    /// Only this level: 0 headquarters to 3 district.
    pub level: Option<i16>,
    /// Only the unit of this code.
    pub code: Option<String>,
}

/// Units in scope in the order of their codes, behind `after`.
pub async fn list<C: ConnectionTrait>(
    db: &C,
    scope: &Scope,
    filter: &UnitFilter,
    after: Option<String>,
    rows: u64,
) -> Result<Vec<org_unit::Model>> {
    let mut query = org_unit::Entity::find().filter(scope.on_unit(org_unit::Column::Id));
    if let Some(parent) = filter.parent {
        query = query.filter(org_unit::Column::ParentId.eq(parent));
    }
    if let Some(level) = filter.level {
        query = query.filter(org_unit::Column::Level.eq(level));
    }
    if let Some(code) = &filter.code {
        query = query.filter(org_unit::Column::Code.eq(code));
    }
    if let Some(after) = after {
        query = query.filter(org_unit::Column::Code.gt(after));
    }
    Ok(query.order_by_asc(org_unit::Column::Code).limit(rows).all(db).await?)
}

/// A unit in scope.
pub async fn find<C: ConnectionTrait>(db: &C, scope: &Scope, id: Uuid) -> Result<Option<org_unit::Model>> {
    let query = org_unit::Entity::find_by_id(id).filter(scope.on_unit(org_unit::Column::Id));
    Ok(query.one(db).await?)
}

/// Units by id.
pub async fn by_ids<C: ConnectionTrait>(db: &C, ids: &[Uuid]) -> Result<HashMap<Uuid, org_unit::Model>> {
    let rows = org_unit::Entity::find().filter(org_unit::Column::Id.is_in(ids.iter().copied())).all(db).await?;
    Ok(rows.into_iter().map(|row| (row.id, row)).collect())
}

/// The whole tree; a network has some thousand units at most.
pub async fn all<C: ConnectionTrait>(db: &C) -> Result<Vec<org_unit::Model>> {
    Ok(org_unit::Entity::find().order_by_asc(org_unit::Column::Code).all(db).await?)
}

/// For each of these units its ancestors, itself included; a unit that does not exist is absent.
pub async fn chains<C: ConnectionTrait>(db: &C, units: &[Uuid]) -> Result<HashMap<Uuid, Vec<Uuid>>> {
    let mut chains: HashMap<Uuid, Vec<Uuid>> = HashMap::new();
    for some in units.chunks(CHUNK) {
        let rows: Vec<(Uuid, Uuid)> = org_closure::Entity::find()
            .select_only()
            .columns([org_closure::Column::DescendantId, org_closure::Column::AncestorId])
            .filter(org_closure::Column::DescendantId.is_in(some.iter().copied()))
            .into_tuple()
            .all(db)
            .await?;
        for (unit, ancestor) in rows {
            chains.entry(unit).or_default().push(ancestor);
        }
    }
    Ok(chains)
}

/// The unit of each of these stations; a station that does not exist is absent.
pub async fn units_of_stations<C: ConnectionTrait>(db: &C, stations: &[Uuid]) -> Result<HashMap<Uuid, Uuid>> {
    let mut units = HashMap::new();
    for some in stations.chunks(CHUNK) {
        let rows: Vec<(Uuid, Uuid)> = station::Entity::find()
            .select_only()
            .columns([station::Column::Id, station::Column::OrgUnitId])
            .filter(station::Column::Id.is_in(some.iter().copied()))
            .into_tuple()
            .all(db)
            .await?;
        units.extend(rows);
    }
    Ok(units)
}

/// Writes new units with their closure rows. `parents` holds the chain of ids above each unit, nearest first.
pub async fn insert<C: ConnectionTrait>(db: &C, units: Vec<(org_unit::Model, Vec<Uuid>)>) -> Result<()> {
    for some in units.chunks(CHUNK) {
        let rows = some.iter().map(|(unit, _)| org_unit::ActiveModel::from(unit.clone()));
        org_unit::Entity::insert_many(rows).exec_without_returning(db).await?;
    }
    let pairs: Vec<org_closure::Model> = units.iter().flat_map(|(unit, above)| closure_rows(unit.id, above)).collect();
    insert_closure(db, pairs).await?;
    meta::bump(db, meta::NETWORK_VERSION).await
}

/// The closure rows of a new unit: to itself and to everything above it.
fn closure_rows(id: Uuid, above: &[Uuid]) -> Vec<org_closure::Model> {
    let with_self = std::iter::once(id).chain(above.iter().copied());
    (0..)
        .zip(with_self)
        .map(|(depth, ancestor_id)| org_closure::Model { ancestor_id, descendant_id: id, depth })
        .collect()
}

async fn insert_closure<C: ConnectionTrait>(db: &C, pairs: Vec<org_closure::Model>) -> Result<()> {
    for some in pairs.chunks(CHUNK) {
        let rows = some.iter().map(|pair| org_closure::ActiveModel {
            ancestor_id: Set(pair.ancestor_id),
            descendant_id: Set(pair.descendant_id),
            depth: Set(pair.depth),
        });
        org_closure::Entity::insert_many(rows).exec_without_returning(db).await?;
    }
    Ok(())
}

/// The ids above a unit, nearest first, without itself.
pub async fn above<C: ConnectionTrait>(db: &C, id: Uuid) -> Result<Vec<Uuid>> {
    Ok(org_closure::Entity::find()
        .select_only()
        .column(org_closure::Column::AncestorId)
        .filter(org_closure::Column::DescendantId.eq(id))
        .filter(org_closure::Column::Depth.gt(0))
        .order_by_asc(org_closure::Column::Depth)
        .into_tuple()
        .all(db)
        .await?)
}

/// Changes the names of a unit; false when the version was another.
pub async fn rename<C: ConnectionTrait>(db: &C, unit: &org_unit::Model, now_ms: i64) -> Result<bool> {
    let done = org_unit::Entity::update_many()
        .set(org_unit::ActiveModel {
            name_zh: Set(unit.name_zh.clone()),
            name_en: Set(unit.name_en.clone()),
            parent_id: Set(unit.parent_id),
            level: Set(unit.level),
            updated_at: Set(now_ms),
            version: Set(unit.version + 1),
            ..Default::default()
        })
        .filter(org_unit::Column::Id.eq(unit.id))
        .filter(org_unit::Column::Version.eq(unit.version))
        .exec(db)
        .await?;
    meta::bump(db, meta::NETWORK_VERSION).await?;
    Ok(done.rows_affected == 1)
}

/// Hangs a subtree under another parent: every old pair from above into the subtree goes, every new one comes.
///
/// The caller has checked that the new parent does not lie in the subtree.
pub async fn rehang<C: ConnectionTrait>(db: &C, id: Uuid, new_parent: Uuid) -> Result<()> {
    let below: Vec<(Uuid, i16)> = org_closure::Entity::find()
        .select_only()
        .columns([org_closure::Column::DescendantId, org_closure::Column::Depth])
        .filter(org_closure::Column::AncestorId.eq(id))
        .into_tuple()
        .all(db)
        .await?;
    let old_above = above(db, id).await?;
    for some in below.chunks(CHUNK) {
        org_closure::Entity::delete_many()
            .filter(org_closure::Column::DescendantId.is_in(some.iter().map(|(id, _)| *id)))
            .filter(org_closure::Column::AncestorId.is_in(old_above.iter().copied()))
            .exec(db)
            .await?;
    }
    let new_above: Vec<Uuid> = std::iter::once(new_parent).chain(above(db, new_parent).await?).collect();
    let mut pairs = Vec::with_capacity(below.len() * new_above.len());
    for (descendant_id, inside) in below {
        for (up, ancestor_id) in (1..).zip(&new_above) {
            pairs.push(org_closure::Model { ancestor_id: *ancestor_id, descendant_id, depth: inside + up });
        }
    }
    insert_closure(db, pairs).await
}

/// Whether `unit` lies at or below `ancestor`.
pub async fn is_below<C: ConnectionTrait>(db: &C, unit: Uuid, ancestor: Uuid) -> Result<bool> {
    Ok(org_closure::Entity::find_by_id((ancestor, unit)).one(db).await?.is_some())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_new_unit_is_paired_with_itself_and_everything_above() {
        let [a, b, c] = [1, 2, 3].map(Uuid::from_u128);
        let rows = closure_rows(c, &[b, a]);
        let pairs: Vec<_> = rows.iter().map(|row| (row.ancestor_id, row.descendant_id, row.depth)).collect();
        assert_eq!(pairs, [(c, c, 0), (b, c, 1), (a, c, 2)]);
    }
}
