//! Stations and their dated profiles. A profile revision is never edited; the newest one in force counts.

use std::collections::HashMap;

use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, IntoSimpleExpr, QueryFilter, QueryOrder, QuerySelect,
    prelude::Uuid,
    sea_query::{Expr, ExprTrait, Func, LikeExpr, OnConflict},
};

use crate::{
    Result,
    access::{self, Scope},
    dialect::follows,
    entity::{assignment, station, station_profile},
    meta,
    org::CHUNK,
    sync::{self, Change, Subject},
};

/// Which stations a list shows.
#[derive(Clone, Debug, Default)]
pub struct StationFilter {
    /// Only stations of this unit and of all below it.
    pub org_unit: Option<Uuid>,
    /// Only stations whose code, name or city has this text.
    pub text: Option<String>,
    /// Only the station of this code.
    pub code: Option<String>,
}

/// Stations in scope in the order of their codes, behind `after`.
pub async fn list<C: ConnectionTrait>(
    db: &C,
    scope: &Scope,
    filter: &StationFilter,
    after: Option<String>,
    rows: u64,
) -> Result<Vec<station::Model>> {
    let mut query = station::Entity::find().filter(scope.on_station(station::Column::Id));
    if let Some(unit) = filter.org_unit {
        query = query.filter(station::Column::OrgUnitId.in_subquery(access::units_below(&[unit])));
    }
    if let Some(text) = &filter.text {
        query = query.filter(has_text(text));
    }
    if let Some(code) = &filter.code {
        query = query.filter(station::Column::Code.eq(code));
    }
    if let Some(after) = after {
        query = query.filter(station::Column::Code.gt(after));
    }
    Ok(query.order_by_asc(station::Column::Code).limit(rows).all(db).await?)
}

/// Holds when a text column of the station contains the text, whatever the case of Latin letters.
pub(crate) fn has_text(text: &str) -> Condition {
    use station::Column::{CityEn, CityZh, Code, NameEn, NameZh};
    let pattern = like_pattern(text);
    [Code, NameZh, NameEn, CityZh, CityEn].into_iter().fold(Condition::any(), |any, column| {
        any.add(Expr::expr(Func::lower(column.into_simple_expr())).like(LikeExpr::new(&pattern).escape('\\')))
    })
}

/// The pattern of "contains this text": the wildcards of LIKE in it mean themselves.
pub(crate) fn like_pattern(text: &str) -> String {
    let escaped = text.to_lowercase().replace('\\', "\\\\").replace('%', "\\%").replace('_', "\\_");
    format!("%{escaped}%")
}

/// A station in scope.
pub async fn find<C: ConnectionTrait>(db: &C, scope: &Scope, id: Uuid) -> Result<Option<station::Model>> {
    Ok(station::Entity::find_by_id(id).filter(scope.on_station(station::Column::Id)).one(db).await?)
}

/// Stations in scope by their ids.
pub async fn find_all<C: ConnectionTrait>(db: &C, scope: &Scope, ids: &[Uuid]) -> Result<Vec<station::Model>> {
    let mut found = Vec::with_capacity(ids.len());
    for some in ids.chunks(CHUNK) {
        let query = station::Entity::find()
            .filter(station::Column::Id.is_in(some.iter().copied()))
            .filter(scope.on_station(station::Column::Id));
        found.extend(query.all(db).await?);
    }
    Ok(found)
}

/// Stations by their codes, wherever they are: an import must see that a code is taken out of its scope.
pub async fn by_codes<C: ConnectionTrait>(db: &C, codes: &[String]) -> Result<HashMap<String, station::Model>> {
    let mut found = HashMap::with_capacity(codes.len());
    for some in codes.chunks(CHUNK) {
        let rows = station::Entity::find()
            .filter(station::Column::Code.is_in(some.iter().map(String::as_str)))
            .all(db)
            .await?;
        found.extend(rows.into_iter().map(|row| (row.code.clone(), row)));
    }
    Ok(found)
}

/// All profile revisions of a station, oldest first.
pub async fn profiles<C: ConnectionTrait>(db: &C, station_id: Uuid) -> Result<Vec<station_profile::Model>> {
    Ok(station_profile::Entity::find()
        .filter(station_profile::Column::StationId.eq(station_id))
        .order_by_asc(station_profile::Column::Revision)
        .all(db)
        .await?)
}

/// For each of these stations the newest profile revision, and the newest one in force at `at_ms`.
pub async fn newest_profiles<C: ConnectionTrait>(
    db: &C,
    stations: &[Uuid],
    at_ms: i64,
) -> Result<HashMap<Uuid, NewestProfile>> {
    let mut newest: HashMap<Uuid, NewestProfile> = HashMap::with_capacity(stations.len());
    for some in stations.chunks(CHUNK) {
        let rows = station_profile::Entity::find()
            .filter(station_profile::Column::StationId.is_in(some.iter().copied()))
            .order_by_asc(station_profile::Column::Revision)
            .all(db)
            .await?;
        for row in rows {
            let in_force = row.in_force_from <= at_ms;
            let entry =
                newest.entry(row.station_id).or_insert_with(|| NewestProfile { newest: row.clone(), in_force: None });
            if in_force {
                entry.in_force = Some(row.clone());
            }
            entry.newest = row;
        }
    }
    Ok(newest)
}

/// The newest profile revisions of a station.
#[derive(Clone, Debug)]
pub struct NewestProfile {
    /// The newest revision, possibly of the future.
    pub newest: station_profile::Model,
    /// The newest one that is in force.
    pub in_force: Option<station_profile::Model>,
}

/// Writes new stations.
pub async fn insert<C: ConnectionTrait>(db: &C, rows: Vec<station::Model>) -> Result<()> {
    for some in rows.chunks(CHUNK) {
        let rows = some.iter().map(|row| station::ActiveModel::from(row.clone()));
        station::Entity::insert_many(rows).exec_without_returning(db).await?;
    }
    meta::bump(db, meta::NETWORK_VERSION).await
}

/// Writes new profile revisions; a revision number that is taken is a conflict.
pub async fn insert_profiles<C: ConnectionTrait>(db: &C, rows: Vec<station_profile::Model>) -> Result<()> {
    for some in rows.chunks(CHUNK) {
        let rows = some.iter().map(|row| station_profile::ActiveModel::from(row.clone()));
        station_profile::Entity::insert_many(rows).exec_without_returning(db).await?;
    }
    meta::bump(db, meta::NETWORK_VERSION).await
}

/// Writes changed stations in few statements; false when one had another version than its row.
pub async fn update_all<C: ConnectionTrait>(db: &C, rows: &[station::Model], now_ms: i64) -> Result<bool> {
    use station::Column::{
        Address, CityEn, CityZh, ClosedAt, Id, LatE7, LonE7, NameEn, NameZh, OrgUnitId, Tz, UpdatedAt, Version,
    };
    let fields = [OrgUnitId, NameZh, NameEn, CityZh, CityEn, Address, LatE7, LonE7, Tz, ClosedAt, UpdatedAt, Version];
    let change =
        OnConflict::column(Id).update_columns(fields).action_and_where(follows(station::Entity, Version)).to_owned();
    for some in rows.chunks(CHUNK) {
        let next = some.iter().map(|row| {
            let next = station::Model { updated_at: now_ms, version: row.version + 1, ..row.clone() };
            station::ActiveModel::from(next)
        });
        let done = station::Entity::insert_many(next).on_conflict(change.clone()).exec_without_returning(db).await?;
        if done != some.len() as u64 {
            return Ok(false);
        }
    }
    meta::bump(db, meta::NETWORK_VERSION).await?;
    Ok(true)
}

/// Writes a changed station; false when its version was another than `row.version`.
pub async fn update<C: ConnectionTrait>(db: &C, row: &station::Model, now_ms: i64) -> Result<bool> {
    update_all(db, std::slice::from_ref(row), now_ms).await
}

/// Tells the phones that hold an open assignment at one of these stations that the station has changed.
pub async fn tell_holders<C: ConnectionTrait>(db: &C, stations: &[Uuid], now_ms: i64) -> Result<()> {
    let mut changes = Vec::new();
    for some in stations.chunks(CHUNK) {
        let holders: Vec<(Uuid, Uuid)> = assignment::Entity::find()
            .select_only()
            .columns([assignment::Column::ShopperId, assignment::Column::StationId])
            .distinct()
            .filter(assignment::Column::StationId.is_in(some.iter().copied()))
            .filter(assignment::Column::State.eq("issued"))
            .into_tuple()
            .all(db)
            .await?;
        changes.extend(holders.into_iter().map(|(person, id)| Change::new(person, Subject::Station, id, now_ms)));
    }
    sync::record(db, &changes).await
}

#[cfg(test)]
mod tests {
    use super::like_pattern;

    #[test]
    fn wildcards_in_a_search_mean_themselves() {
        assert_eq!(like_pattern("A_5%\\"), "%a\\_5\\%\\\\%");
    }
}
