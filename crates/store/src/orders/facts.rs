//! Orders, and what was seen of their items again, as reports need them (§4.8).

use forecourt_core::order::OrderState;
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, FromQueryResult, QueryFilter, QueryOrder, QuerySelect,
    Select, prelude::Uuid,
};

use crate::{
    Result,
    access::Scope,
    audits::counting::COUNTING,
    entity::{audit, finding, rectification},
    org,
};

/// Rows of one piece of [`issued`]: each holds the whole history of its order.
pub const PIECE: u64 = 1000;

/// Orders in scope that were issued by an instant and count: open, closed since `from_ms`, or due since then. In a fixed order,
/// up to [`PIECE`] behind (issued_at, id): there are more than fit into memory with their documents.
pub async fn issued<C: ConnectionTrait>(
    db: &C,
    scope: &Scope,
    from_ms: i64,
    as_of_ms: i64,
    after: Option<(i64, Uuid)>,
) -> Result<Vec<rectification::Model>> {
    use rectification::Column as O;
    let matters = Condition::any().add(O::ClosedAt.is_null()).add(O::ClosedAt.gte(from_ms)).add(O::DueAt.gte(from_ms));
    let mut query = rectification::Entity::find()
        .filter(scope.on_station(O::StationId))
        .filter(O::IssuedAt.lte(as_of_ms))
        .filter(O::State.ne(OrderState::Cancelled.as_str()))
        .filter(matters);
    if let Some((at, id)) = after {
        let same = Condition::all().add(O::IssuedAt.eq(at)).add(O::Id.gt(id));
        query = query.filter(Condition::any().add(O::IssuedAt.gt(at)).add(same));
    }
    Ok(query.order_by_asc(O::IssuedAt).order_by_asc(O::Id).limit(PIECE).all(db).await?)
}

/// Open orders that are overdue now, by station.
pub async fn overdue_now<C: ConnectionTrait>(db: &C) -> Result<Vec<(Uuid, i64)>> {
    Ok(open_by_station().filter(rectification::Column::Overdue.eq(true)).into_tuple().all(db).await?)
}

fn open_by_station() -> Select<rectification::Entity> {
    use rectification::Column as O;
    let ended = [OrderState::Closed.as_str(), OrderState::Cancelled.as_str()];
    rectification::Entity::find()
        .select_only()
        .column(O::StationId)
        .column_as(O::Id.count(), "overdue")
        .filter(O::State.is_not_in(ended))
        .group_by(O::StationId)
}

/// Open orders of some stations that are overdue at an instant, whatever the scheduler has marked by then, by station.
pub async fn overdue_at<C: ConnectionTrait>(db: &C, stations: &[Uuid], at_ms: i64) -> Result<Vec<(Uuid, i64)>> {
    use rectification::Column as O;
    let with_station = [OrderState::Issued.as_str(), OrderState::Acknowledged.as_str()];
    let runs = Condition::all().add(O::State.is_in(with_station)).add(O::Paused.eq(false));
    let late = Condition::any().add(O::Overdue.eq(true)).add(runs);
    let query = open_by_station().filter(O::StationId.is_in(stations.iter().copied()));
    Ok(query.filter(O::DueAt.lt(at_ms)).filter(late).into_tuple().all(db).await?)
}

/// When evidence of these stations was last found false, epoch ms; orders that are cancelled are in no count.
pub async fn false_evidence_at<C: ConnectionTrait>(db: &C, stations: &[Uuid]) -> Result<Vec<(Uuid, i64)>> {
    use rectification::Column as O;
    let rows: Vec<(Uuid, Option<i64>)> = rectification::Entity::find()
        .select_only()
        .columns([O::StationId, O::FalseEvidenceAt])
        .filter(O::StationId.is_in(stations.iter().copied()))
        .filter(O::FalseEvidenceAt.is_not_null())
        .filter(O::State.ne(OrderState::Cancelled.as_str()))
        .into_tuple()
        .all(db)
        .await?;
    Ok(rows.into_iter().filter_map(|(station, at)| Some((station, at?))).collect())
}

/// Orders whose submission was rejected for false evidence at this instant or later; an order that is cancelled is in no
/// count (decision 25), nor is this of it.
pub async fn false_evidence<C: ConnectionTrait>(db: &C, from_ms: i64) -> Result<Vec<rectification::Model>> {
    use rectification::Column as O;
    Ok(rectification::Entity::find()
        .filter(O::FalseEvidenceAt.gte(from_ms))
        .filter(O::State.ne(OrderState::Cancelled.as_str()))
        .order_by_asc(O::Id)
        .all(db)
        .await?)
}

/// Orders in scope that were closed between two instants: (station, item, when).
pub async fn closed<C: ConnectionTrait>(
    db: &C,
    scope: &Scope,
    from_ms: i64,
    to_ms: i64,
) -> Result<Vec<(Uuid, String, i64)>> {
    use rectification::Column as O;
    let rows: Vec<(Uuid, String, Option<i64>)> = rectification::Entity::find()
        .select_only()
        .columns([O::StationId, O::Item, O::ClosedAt])
        .filter(scope.on_station(O::StationId))
        .filter(O::State.eq(OrderState::Closed.as_str()))
        .filter(O::ClosedAt.gte(from_ms))
        .filter(O::ClosedAt.lte(to_ms))
        .order_by_asc(O::ClosedAt)
        .order_by_asc(O::Id)
        .into_tuple()
        .all(db)
        .await?;
    Ok(rows.into_iter().filter_map(|(station, item, at)| Some((station, item, at?))).collect())
}

/// A published audit, for what became of its items.
#[derive(Clone, Debug, FromQueryResult)]
pub struct Look {
    /// The station.
    pub station_id: Uuid,
    /// Begin of the visit, epoch ms.
    pub visit_start: i64,
    /// Its checklist.
    pub checklist_id: String,
    /// Version of it.
    pub checklist_version: i32,
    /// Packed outcomes.
    pub outcomes: Option<Vec<u8>>,
}

/// Valid published audits of these stations with visits between two instants.
pub async fn looks<C: ConnectionTrait>(db: &C, stations: &[Uuid], from_ms: i64, to_ms: i64) -> Result<Vec<Look>> {
    use audit::Column as A;
    let mut found = Vec::new();
    for some in stations.chunks(org::CHUNK) {
        let rows = audit::Entity::find()
            .select_only()
            .columns([A::StationId, A::VisitStart, A::ChecklistId, A::ChecklistVersion, A::Outcomes])
            .filter(A::StationId.is_in(some.iter().copied()))
            .filter(A::State.is_in(COUNTING))
            .filter(A::Valid.eq(true))
            .filter(A::VisitStart.gt(from_ms))
            .filter(A::VisitStart.lte(to_ms))
            .into_model()
            .all(db)
            .await?;
        found.extend::<Vec<Look>>(rows);
    }
    Ok(found)
}

/// Which day of an audit counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CountedBy {
    /// The day of the visit.
    Visit,
    /// The day of publication.
    Publication,
}

/// Published audits between two days with the number of their findings: (station, day, findings).
pub async fn problems<C: ConnectionTrait>(
    db: &C,
    scope: &Scope,
    by: CountedBy,
    first: i32,
    last: i32,
) -> Result<Vec<(Uuid, i32, i64)>> {
    use audit::Column as A;
    let day = if by == CountedBy::Visit { A::VisitDay } else { A::PublishDay };
    let audits: Vec<(Uuid, Uuid, Option<i32>)> = audit::Entity::find()
        .select_only()
        .columns([A::Id, A::StationId])
        .column(day)
        .filter(scope.on_station(A::StationId))
        .filter(A::State.is_in(COUNTING))
        .filter(day.gte(first))
        .filter(day.lte(last))
        .order_by_asc(A::Id)
        .into_tuple()
        .all(db)
        .await?;
    let mut counts = std::collections::HashMap::new();
    let ids: Vec<Uuid> = audits.iter().map(|(id, ..)| *id).collect();
    for some in ids.chunks(org::CHUNK) {
        let rows: Vec<(Uuid, i64)> = finding::Entity::find()
            .select_only()
            .column(finding::Column::AuditId)
            .column_as(finding::Column::Id.count(), "found")
            .filter(finding::Column::AuditId.is_in(some.iter().copied()))
            .group_by(finding::Column::AuditId)
            .into_tuple()
            .all(db)
            .await?;
        counts.extend(rows);
    }
    let row = |(id, station, day): (Uuid, Uuid, Option<i32>)| Some((station, day?, *counts.get(&id).unwrap_or(&0)));
    Ok(audits.into_iter().filter_map(row).collect())
}
