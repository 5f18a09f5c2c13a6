//! Rounds of audits.

use sea_orm::{
    ActiveValue::Set, ColumnTrait, Condition, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect,
    prelude::Uuid,
};

use crate::{
    Result,
    access::Scope,
    entity::{assignment, checklist_version, round},
    meta,
    sync::{self, Change, Subject},
};

/// Which rounds a list shows.
#[derive(Clone, Debug, Default)]
pub struct RoundFilter {
    /// Only rounds in this state.
    pub state: Option<String>,
    /// Only the round of this code.
    pub code: Option<String>,
}

/// Rounds in scope, the newest first, behind `after` = (first day, id).
pub async fn list<C: ConnectionTrait>(
    db: &C,
    scope: &Scope,
    filter: &RoundFilter,
    after: Option<(i32, Uuid)>,
    rows: u64,
) -> Result<Vec<round::Model>> {
    let mut query = round::Entity::find().filter(scope.on_unit(round::Column::OrgUnitId));
    if let Some(state) = &filter.state {
        query = query.filter(round::Column::State.eq(state));
    }
    if let Some(code) = &filter.code {
        query = query.filter(round::Column::Code.eq(code));
    }
    if let Some((day, id)) = after {
        let same_day = Condition::all().add(round::Column::FirstDay.eq(day)).add(round::Column::Id.gt(id));
        query = query.filter(Condition::any().add(round::Column::FirstDay.lt(day)).add(same_day));
    }
    let query = query.order_by_desc(round::Column::FirstDay).order_by_asc(round::Column::Id);
    Ok(query.limit(rows).all(db).await?)
}

/// A round in scope.
pub async fn find<C: ConnectionTrait>(db: &C, scope: &Scope, id: Uuid) -> Result<Option<round::Model>> {
    Ok(round::Entity::find_by_id(id).filter(scope.on_unit(round::Column::OrgUnitId)).one(db).await?)
}

/// A closed round, wherever it is: a region then sees its own stations of it (decision 32).
pub async fn find_closed<C: ConnectionTrait>(db: &C, id: Uuid) -> Result<Option<round::Model>> {
    Ok(round::Entity::find_by_id(id).filter(round::Column::State.eq("closed")).one(db).await?)
}

/// A new round.
pub async fn insert<C: ConnectionTrait>(db: &C, row: round::Model) -> Result<()> {
    round::Entity::insert(round::ActiveModel::from(row)).exec_without_returning(db).await?;
    meta::bump(db, meta::NETWORK_VERSION).await
}

/// Writes a changed round; false when version or state were others than `row.version` and `from`.
pub async fn update<C: ConnectionTrait>(db: &C, row: &round::Model, from: &str, now_ms: i64) -> Result<bool> {
    let done = round::Entity::update_many()
        .set(round::ActiveModel {
            name_zh: Set(row.name_zh.clone()),
            name_en: Set(row.name_en.clone()),
            org_unit_id: Set(row.org_unit_id),
            checklist_id: Set(row.checklist_id.clone()),
            checklist_version: Set(row.checklist_version),
            first_day: Set(row.first_day),
            last_day: Set(row.last_day),
            state: Set(row.state.clone()),
            updated_at: Set(now_ms),
            version: Set(row.version + 1),
            ..Default::default()
        })
        .filter(round::Column::Id.eq(row.id))
        .filter(round::Column::Version.eq(row.version))
        .filter(round::Column::State.eq(from))
        .exec(db)
        .await?;
    meta::bump(db, meta::NETWORK_VERSION).await?;
    Ok(done.rows_affected == 1)
}

/// Tells the phones that hold assignments of a round that it was opened or closed.
pub async fn tell_holders<C: ConnectionTrait>(db: &C, round_id: Uuid, now_ms: i64) -> Result<()> {
    let held: Vec<(Uuid, Uuid, Uuid)> = assignment::Entity::find()
        .select_only()
        .columns([assignment::Column::ShopperId, assignment::Column::Id, assignment::Column::StationId])
        .filter(assignment::Column::RoundId.eq(round_id))
        .filter(assignment::Column::State.eq("issued"))
        .into_tuple()
        .all(db)
        .await?;
    let changes: Vec<Change> = held
        .into_iter()
        .flat_map(|(person, id, station)| {
            [(Subject::Assignment, id), (Subject::Station, station)]
                .map(|(subject, id)| Change::new(person, subject, id, now_ms))
        })
        .collect();
    sync::record(db, &changes).await
}

/// Whether a round has any assignment.
pub async fn has_assignments<C: ConnectionTrait>(db: &C, round_id: Uuid) -> Result<bool> {
    let found = assignment::Entity::find().filter(assignment::Column::RoundId.eq(round_id)).one(db).await?;
    Ok(found.is_some())
}

/// A published checklist version as it stands now: whether it is withdrawn is not cached.
pub async fn checklist_version<C: ConnectionTrait>(
    db: &C,
    id: &str,
    version: i32,
) -> Result<Option<checklist_version::Model>> {
    Ok(checklist_version::Entity::find_by_id((id.to_owned(), version)).one(db).await?)
}

/// Withdraws a checklist version: no new audits start on it. False when it was withdrawn before.
pub async fn withdraw_checklist<C: ConnectionTrait>(db: &C, id: &str, version: i32, now_ms: i64) -> Result<bool> {
    let done = checklist_version::Entity::update_many()
        .set(checklist_version::ActiveModel { withdrawn_at: Set(Some(now_ms)), ..Default::default() })
        .filter(checklist_version::Column::ChecklistId.eq(id))
        .filter(checklist_version::Column::Version.eq(version))
        .filter(checklist_version::Column::WithdrawnAt.is_null())
        .exec(db)
        .await?;
    Ok(done.rows_affected == 1)
}
