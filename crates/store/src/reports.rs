//! What came in the way of a visit, and its photos: the bytes come after the report, as those of an audit do.

use forecourt_core::states::{AssignmentState, PhotoState};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, ExprTrait, QueryFilter, QueryOrder, prelude::Uuid,
    sea_query::Expr,
};

use crate::{
    Result, Store, Tx,
    access::Scope,
    audits::arrivals::Arrival,
    entity::{assignment, assignment_report, report_photo},
    jobs,
};

/// Stores a decline, an impossible visit or a recognition. The first two end an assignment that is still open.
pub async fn put(
    tx: &Tx,
    row: assignment_report::Model,
    photos: Vec<report_photo::Model>,
    ends_as: Option<AssignmentState>,
) -> Result<()> {
    let (assignment_id, now) = (row.assignment_id, row.received_at);
    assignment_report::Entity::insert(assignment_report::ActiveModel::from(row)).exec_without_returning(&**tx).await?;
    if !photos.is_empty() {
        let rows = photos.into_iter().map(report_photo::ActiveModel::from);
        report_photo::Entity::insert_many(rows).exec_without_returning(&**tx).await?;
    }
    if let Some(state) = ends_as {
        assignment::Entity::update_many()
            .set(assignment::ActiveModel {
                state: Set(state.as_str().into()),
                updated_at: Set(now),
                ..Default::default()
            })
            .col_expr(assignment::Column::Version, Expr::col(assignment::Column::Version).add(1))
            .filter(assignment::Column::Id.eq(assignment_id))
            .filter(assignment::Column::State.eq(AssignmentState::Issued.as_str()))
            .exec(&**tx)
            .await?;
    }
    Ok(())
}

/// Whether one of these ids already names a photo of a report.
pub async fn taken<C: ConnectionTrait>(db: &C, ids: &[Uuid]) -> Result<Vec<Uuid>> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let rows = report_photo::Entity::find().filter(report_photo::Column::Id.is_in(ids.iter().copied())).all(db).await?;
    Ok(rows.into_iter().map(|row| row.id).collect())
}

/// A report of this assignment.
pub async fn find<C: ConnectionTrait>(
    db: &C,
    assignment_id: Uuid,
    report_id: Uuid,
) -> Result<Option<assignment_report::Model>> {
    Ok(assignment_report::Entity::find_by_id(report_id)
        .filter(assignment_report::Column::AssignmentId.eq(assignment_id))
        .one(db)
        .await?)
}

/// Photos of reports, each report's in its order.
pub async fn photos<C: ConnectionTrait>(db: &C, reports: &[Uuid]) -> Result<Vec<report_photo::Model>> {
    Ok(report_photo::Entity::find()
        .filter(report_photo::Column::ReportId.is_in(reports.iter().copied()))
        .order_by_asc(report_photo::Column::ReportId)
        .order_by_asc(report_photo::Column::Place)
        .all(db)
        .await?)
}

/// One photo of a report, whoever asks.
pub async fn photo<C: ConnectionTrait>(db: &C, id: Uuid) -> Result<Option<report_photo::Model>> {
    Ok(report_photo::Entity::find_by_id(id).one(db).await?)
}

/// A photo of a report about a station in scope.
pub async fn photo_in_scope<C: ConnectionTrait>(
    db: &C,
    scope: &Scope,
    id: Uuid,
) -> Result<Option<report_photo::Model>> {
    let Some(row) = photo(db, id).await? else { return Ok(None) };
    let Some(report) = assignment_report::Entity::find_by_id(row.report_id).one(db).await? else { return Ok(None) };
    let visible = assignment::Entity::find_by_id(report.assignment_id)
        .filter(scope.on_station(assignment::Column::StationId))
        .one(db)
        .await?;
    Ok(visible.map(|_| row))
}

impl Store {
    /// Notes what the storage said about photos of reports; those that are there are examined by a job.
    pub async fn report_photos_seen(&self, arrivals: &[Arrival], now_ms: i64) -> Result<()> {
        let tx = self.begin("report_photos_seen").await?;
        let mut examine = Vec::new();
        for arrival in arrivals {
            let changed = report_photo::Entity::update_many()
                .set(report_photo::ActiveModel {
                    state: Set(arrival.state.as_str().into()),
                    updated_at: Set(now_ms),
                    ..Default::default()
                })
                .filter(report_photo::Column::Id.eq(arrival.photo_id))
                .filter(report_photo::Column::State.is_in(["missing", "rejected"]))
                .exec(&*tx)
                .await?;
            if changed.rows_affected == 1 && matches!(arrival.state, PhotoState::Stored | PhotoState::Verified) {
                examine.push(arrival.photo_id);
            }
        }
        jobs::enqueue_many(&*tx, jobs::kind::EXAMINE_REPORT_PHOTO, &examine, None, now_ms).await?;
        tx.commit().await
    }
}

/// Writes what the examination brought to light.
pub async fn examined(tx: &Tx, id: Uuid, state: PhotoState, derived: bool, now_ms: i64) -> Result<()> {
    let mut row = report_photo::ActiveModel {
        state: Set(state.as_str().into()),
        derived: Set(derived),
        updated_at: Set(now_ms),
        ..Default::default()
    };
    if state.is_settled() {
        // Proven bytes lie under their own key.
        row.incoming = Set(false);
    }
    report_photo::Entity::update_many().set(row).filter(report_photo::Column::Id.eq(id)).exec(&**tx).await?;
    Ok(())
}
