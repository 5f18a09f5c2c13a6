//! The rows from which the coverage of a round is counted.

use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, FromQueryResult, PaginatorTrait, QueryFilter, QueryOrder,
    QuerySelect, QueryTrait, prelude::Uuid,
};

use crate::{
    Result,
    access::{self, Scope},
    entity::{assignment, audit, round, station},
};

/// A station of a round, narrow.
#[derive(Clone, Debug, FromQueryResult)]
pub struct StationRow {
    /// Id.
    pub id: Uuid,
    /// Code.
    pub code: String,
    /// Name.
    pub name_zh: String,
    /// Name.
    pub name_en: String,
}

/// Everything that is counted.
#[derive(Clone, Debug, Default)]
pub struct Rows {
    /// Stations of the round in scope, by code; closed ones are left out.
    pub stations: Vec<StationRow>,
    /// Assignments that are to be made or were delivered: (station, night, state).
    pub assignments: Vec<(Uuid, bool, String)>,
    /// Audits that are not void: (station, night, state).
    pub audits: Vec<(Uuid, bool, String)>,
}

/// Reads the rows of one round in scope.
pub async fn rows<C: ConnectionTrait>(db: &C, scope: &Scope, round: &round::Model, start_ms: i64) -> Result<Rows> {
    let open = Condition::any().add(station::Column::ClosedAt.is_null()).add(station::Column::ClosedAt.gt(start_ms));
    let stations = station::Entity::find()
        .select_only()
        .columns([station::Column::Id, station::Column::Code, station::Column::NameZh, station::Column::NameEn])
        .filter(station::Column::OrgUnitId.in_subquery(access::units_below(&[round.org_unit_id])))
        .filter(scope.on_station(station::Column::Id))
        .filter(open)
        .order_by_asc(station::Column::Code)
        .into_model::<StationRow>()
        .all(db)
        .await?;
    let assignments = assignment::Entity::find()
        .select_only()
        .columns([assignment::Column::StationId, assignment::Column::Night, assignment::Column::State])
        .filter(assignment::Column::RoundId.eq(round.id))
        .filter(assignment::Column::State.is_in(["issued", "delivered"]))
        .filter(scope.on_station(assignment::Column::StationId))
        .into_tuple()
        .all(db)
        .await?;
    let audits = audit::Entity::find()
        .select_only()
        .columns([audit::Column::StationId, audit::Column::Night, audit::Column::State])
        .filter(audit::Column::RoundId.eq(round.id))
        .filter(audit::Column::State.ne("void"))
        .filter(scope.on_station(audit::Column::StationId))
        .into_tuple()
        .all(db)
        .await?;
    Ok(Rows { stations, assignments, audits })
}

/// How many audits of open rounds the server has received at stations in scope.
pub async fn received_in_open_rounds<C: ConnectionTrait>(db: &C, scope: &Scope) -> Result<u64> {
    let open = round::Entity::find()
        .select_only()
        .column(round::Column::Id)
        .filter(round::Column::State.eq("open"))
        .into_query();
    let query = audit::Entity::find()
        .filter(audit::Column::RoundId.in_subquery(open))
        .filter(scope.on_station(audit::Column::StationId));
    Ok(query.count(db).await?)
}
