//! Published results page by page: never all of them in memory, never a void or unpublished one.

use std::collections::HashMap;

use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect,
    prelude::Uuid, sea_query::Expr,
};

use crate::{
    Result,
    access::{Scope, stations_below},
    audits::counting::COUNTING,
    dialect,
    entity::{audit, finding, station_note},
};

/// By which day rows are in order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum By {
    /// Of the visit.
    Visit,
    /// Of the publication, as station roles see lists (decision 22).
    Publication,
}

/// Which published audits, and in which order.
#[derive(Clone, Debug)]
pub struct Which {
    /// First day of the visit, days since 1970-01-01.
    pub first_day: i32,
    /// Last day of the visit.
    pub last_day: i32,
    /// Only this round.
    pub round: Option<Uuid>,
    /// Only this station.
    pub station: Option<Uuid>,
    /// Only stations of this unit and below.
    pub org_unit: Option<Uuid>,
    /// The order.
    pub by: By,
}

impl Which {
    fn condition(&self, scope: &Scope) -> Condition {
        use audit::Column as A;
        Condition::all()
            .add(scope.on_station(A::StationId))
            .add(A::State.is_in(COUNTING))
            .add_option(self.round.map(|round| A::RoundId.eq(round)))
            .add_option(self.station.map(|station| A::StationId.eq(station)))
            .add_option(self.org_unit.map(|unit| A::StationId.in_subquery(stations_below(&[unit]))))
    }

    /// Where a row stands in the order: what is read next is behind it.
    pub fn place(&self, row: &audit::Model) -> (i32, Uuid) {
        let day = match self.by {
            By::Visit => row.visit_day,
            By::Publication => row.publish_day.unwrap_or_default(),
        };
        (day, row.id)
    }

    fn day(&self) -> audit::Column {
        match self.by {
            By::Visit => audit::Column::VisitDay,
            By::Publication => audit::Column::PublishDay,
        }
    }

    fn days(&self) -> Expr {
        audit::Column::VisitDay.between(self.first_day, self.last_day)
    }
}

/// How many there are by checklist version, of those whose outcomes are kept.
pub async fn counts<C: ConnectionTrait>(db: &C, scope: &Scope, which: &Which) -> Result<Vec<(String, i32, i64)>> {
    use audit::Column as A;
    Ok(audit::Entity::find()
        .select_only()
        .columns([A::ChecklistId, A::ChecklistVersion])
        .column_as(A::Id.count(), "audits")
        .filter(which.condition(scope))
        .filter(which.days())
        .filter(A::Outcomes.is_not_null())
        .group_by(A::ChecklistId)
        .group_by(A::ChecklistVersion)
        .into_tuple()
        .all(db)
        .await?)
}

/// How many there are.
pub async fn count<C: ConnectionTrait>(db: &C, scope: &Scope, which: &Which) -> Result<u64> {
    Ok(audit::Entity::find().filter(which.condition(scope)).filter(which.days()).count(db).await?)
}

/// How many findings they have.
pub async fn count_findings<C: ConnectionTrait>(db: &C, scope: &Scope, which: &Which) -> Result<u64> {
    use sea_orm::QueryTrait;
    let audits = audit::Entity::find()
        .select_only()
        .column(audit::Column::Id)
        .filter(which.condition(scope))
        .filter(which.days())
        .into_query();
    Ok(finding::Entity::find().filter(finding::Column::AuditId.in_subquery(audits)).count(db).await?)
}

/// A page in the order of days and ids, behind a place; within a day the order tells nothing.
///
/// Day by day, so that each page is one short walk over the index of days, however many audits there are.
pub async fn page<C: ConnectionTrait>(
    db: &C,
    scope: &Scope,
    which: &Which,
    after: Option<(i32, Uuid)>,
    limit: u64,
) -> Result<Vec<audit::Model>> {
    use audit::Column as A;
    let (mut day, mut behind) = match after {
        Some((day, id)) => (Some(day), Some(id)),
        // Nothing is published before it was visited.
        None => (next_day(db, scope, which, which.first_day).await?, None),
    };
    let mut rows: Vec<audit::Model> = Vec::new();
    while let Some(on) = day {
        let mut query =
            audit::Entity::find().filter(which.condition(scope)).filter(which.days()).filter(which.day().eq(on));
        if let Some(id) = behind.take() {
            query = query.filter(A::Id.gt(id));
        }
        let left = limit.saturating_sub(rows.len() as u64);
        rows.extend(query.order_by_asc(A::Id).limit(left).all(db).await?);
        if rows.len() as u64 >= limit {
            break;
        }
        day = next_day(db, scope, which, on.saturating_add(1)).await?;
    }
    Ok(rows)
}

/// The first day from this one on that has a published audit.
async fn next_day<C: ConnectionTrait>(db: &C, scope: &Scope, which: &Which, from: i32) -> Result<Option<i32>> {
    if which.by == By::Visit && from > which.last_day {
        return Ok(None);
    }
    let day: Option<i32> = audit::Entity::find()
        .select_only()
        .column(which.day())
        .filter(which.condition(scope))
        .filter(which.days())
        .filter(which.day().gte(from))
        .order_by_asc(which.day())
        .limit(1)
        .into_tuple()
        .one(db)
        .await?;
    Ok(day)
}

/// Findings of these audits, by audit and item.
pub async fn findings<C: ConnectionTrait>(db: &C, audits: &[Uuid]) -> Result<Vec<finding::Model>> {
    use finding::Column as F;
    Ok(finding::Entity::find()
        .filter(dialect::any_of(db, F::AuditId, audits.to_vec()))
        .order_by_asc(F::AuditId)
        .order_by_asc(F::Item)
        .all(db)
        .await?)
}

/// The reviewers' words on items of these audits.
pub async fn notes<C: ConnectionTrait>(db: &C, audits: &[Uuid]) -> Result<HashMap<(Uuid, String), String>> {
    let rows = station_note::Entity::find()
        .filter(dialect::any_of(db, station_note::Column::AuditId, audits.to_vec()))
        .all(db)
        .await?;
    Ok(rows.into_iter().map(|row| ((row.audit_id, row.item), row.note)).collect())
}
