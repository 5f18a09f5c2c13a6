//! Stations that are visited too seldom: at least once a month, and at night once a quarter (§2.4).

use std::collections::HashMap;

use forecourt_core::states::{AssignmentState, RoundState};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, ExprTrait, FromQueryResult, QueryFilter, QueryOrder,
    QuerySelect, QueryTrait,
    prelude::Uuid,
    sea_query::{Expr, SelectStatement},
};

use super::assignments::made_in_vain;
use crate::{
    Result,
    access::{Scope, stations_below},
    entity::{assignment, round, station},
};

/// A span of time, epoch ms, the end not included.
pub type Span = (i64, i64);

/// What is asked for.
#[derive(Clone, Debug)]
pub struct CadenceFilter {
    /// The month in which a visit is wanted.
    pub month: Span,
    /// The quarter in which a night visit is wanted.
    pub quarter: Span,
    /// Only stations of this unit and below.
    pub org_unit: Option<Uuid>,
    /// A visit whose window ended before this, and of which nothing came, was not made, epoch ms.
    pub awaited_from: i64,
    /// Those without a visit in the month.
    pub visit: bool,
    /// Those without a night visit in the quarter.
    pub night: bool,
}

/// A station with the visits that are planned or made.
#[derive(Clone, Debug)]
pub struct Seldom {
    /// The station.
    pub station: station::Model,
    /// Visits of the month.
    pub visits: u32,
    /// Night visits of the quarter.
    pub nights: u32,
}

/// Visits that are to be made or were, and not in vain, and begin in the span.
fn made((from, to): Span, night: bool, awaited_from: i64) -> Condition {
    use assignment::Column as A;
    let closed = round::Entity::find().select_only().column(round::Column::Id);
    let closed = closed.filter(round::Column::State.eq(RoundState::Closed.as_str())).into_query();
    let awaited = Condition::all()
        .add(A::State.eq(AssignmentState::Issued.as_str()))
        .add(A::WindowEnd.gte(awaited_from))
        .add(A::RoundId.not_in_subquery(closed));
    Condition::all()
        .add(Condition::any().add(A::State.eq(AssignmentState::Delivered.as_str())).add(awaited))
        .add(A::WindowStart.gte(from))
        .add(A::WindowStart.lt(to))
        .add(made_in_vain().not())
        .add_option(night.then(|| A::Night.eq(true)))
}

fn visited(span: Span, night: bool, awaited_from: i64) -> SelectStatement {
    let there =
        Expr::col((assignment::Entity, assignment::Column::StationId)).equals((station::Entity, station::Column::Id));
    let visits = assignment::Entity::find().select_only().column(assignment::Column::Id);
    visits.filter(there).filter(made(span, night, awaited_from)).into_query()
}

#[derive(FromQueryResult)]
struct Count {
    station_id: Uuid,
    visits: i64,
}

/// Open stations in scope that lack what is asked for, by code, behind a code.
pub async fn seldom<C: ConnectionTrait>(
    db: &C,
    scope: &Scope,
    filter: &CadenceFilter,
    after: Option<String>,
    rows: u64,
) -> Result<Vec<Seldom>> {
    use station::Column as S;
    let lacks = Condition::any()
        .add_option(filter.visit.then(|| Expr::exists(visited(filter.month, false, filter.awaited_from)).not()))
        .add_option(filter.night.then(|| Expr::exists(visited(filter.quarter, true, filter.awaited_from)).not()));
    let stations = station::Entity::find()
        .filter(scope.on_station(S::Id))
        .filter(S::CreatedAt.lt(filter.month.1))
        .filter(Condition::any().add(S::ClosedAt.is_null()).add(S::ClosedAt.gt(filter.month.1)))
        .filter(
            Condition::all()
                .add_option(filter.org_unit.map(|unit| S::Id.in_subquery(stations_below(&[unit]))))
                .add_option(after.map(|code| S::Code.gt(code))),
        )
        .filter(lacks)
        .order_by_asc(S::Code)
        .limit(rows)
        .all(db)
        .await?;
    let ids: Vec<Uuid> = stations.iter().map(|row| row.id).collect();
    let visits = counts(db, &ids, made(filter.month, false, filter.awaited_from)).await?;
    let nights = counts(db, &ids, made(filter.quarter, true, filter.awaited_from)).await?;
    let of = |counts: &HashMap<Uuid, u32>, id: Uuid| counts.get(&id).copied().unwrap_or(0);
    let row =
        |station: station::Model| Seldom { visits: of(&visits, station.id), nights: of(&nights, station.id), station };
    Ok(stations.into_iter().map(row).collect())
}

async fn counts<C: ConnectionTrait>(db: &C, stations: &[Uuid], made: Condition) -> Result<HashMap<Uuid, u32>> {
    use assignment::Column as A;
    let rows = assignment::Entity::find()
        .select_only()
        .column(A::StationId)
        .column_as(A::Id.count(), "visits")
        .filter(A::StationId.is_in(stations.iter().copied()))
        .filter(made)
        .group_by(A::StationId)
        .into_model::<Count>()
        .all(db)
        .await?;
    Ok(rows.into_iter().map(|row| (row.station_id, u32::try_from(row.visits).unwrap_or(u32::MAX))).collect())
}
