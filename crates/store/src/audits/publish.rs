//! Publication in bounded batches (decision 20): crash-safe because each batch is one transaction, safe on several
//! instances because a row is published by the one that finds it `approved`.

use std::collections::{BTreeSet, HashMap};

use forecourt_core::states::{AuditState, PhotoState};
use sea_orm::{
    ActiveValue::Set,
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, ExprTrait, QueryFilter, QueryOrder, QuerySelect,
    prelude::Uuid,
    sea_query::{Expr, Query},
};
use serde::Deserialize;

use super::{
    events::{self, Event},
    read::scores_of,
    standing,
};
use crate::{
    Result, Store, StoreError, Tx,
    access::{Scope, stations_below},
    appeal_telling, dialect,
    entity::{audit, audit_score, finding, photo, publication},
    jobs, meta,
    orders::{
        draft::{Forms, Missed, draft_published},
        revisits,
    },
    signals::{Reach, Signal},
};

/// Audits of one transaction.
pub const BATCH: u64 = 200;

/// A finding as it stands in a stored score.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct StoredFinding {
    /// The item.
    pub item: String,
    /// Its severity.
    pub severity: String,
    /// `full` or `partial`.
    pub miss: String,
    /// `ticket` or `observation`.
    pub kind: String,
    /// Deadline class, absent for items without one.
    pub class: Option<String>,
    /// Points lost.
    pub lost_points: i16,
}

/// The findings of a judged result.
pub fn findings_of(score: &audit_score::Model) -> Result<Vec<StoredFinding>> {
    let list = score.score.get("findings").cloned().unwrap_or_else(|| serde_json::Value::Array(Vec::new()));
    serde_json::from_value(list)
        .map_err(|error| StoreError::Corrupt(format!("audit_score of {}: findings: {error}", score.audit_id)))
}

/// The publication that a batch belongs to.
#[derive(Clone, Copy, Debug)]
pub struct Run {
    /// Its id.
    pub id: Uuid,
    /// Whether its row exists already and holds its number (an at-once publication).
    pub at_once: bool,
}

impl Store {
    /// Publishes up to [`BATCH`] audits behind `after` that were approved and whose day has come; answers how many, and behind
    /// which there may be more. What they missed becomes orders; `forms` finds their checklists.
    pub async fn publish_batch(
        &self,
        due_day: i32,
        today: i32,
        after: Option<Uuid>,
        run: Run,
        forms: Forms<'_>,
        now_ms: i64,
    ) -> Result<(usize, Option<Uuid>)> {
        let tx = self.begin("publish").await?;
        let mut due = take_due(&tx, due_day, after).await?;
        let is_full = u64::try_from(due.len()).is_ok_and(|taken| taken >= BATCH);
        let last = due.last().map(|row| row.id).filter(|_| is_full);
        // One that this instance cannot read holds up no other: a newer instance publishes it.
        due.retain(|row| {
            let is_known = forms(&row.checklist_id, row.checklist_version).is_some();
            if !is_known {
                tracing::error!(audit = %row.id, checklist = row.checklist_id, version = row.checklist_version, "not published: its checklist is not known");
            }
            is_known
        });
        if due.is_empty() {
            tx.rollback().await?;
            return Ok((0, last));
        }
        let ids: Vec<Uuid> = due.iter().map(|row| row.id).collect();
        mark_published(&tx, &ids, today, now_ms).await?;
        let mut scores = scores_of(&*tx, &due).await?;
        standing::settle(&tx, &due, &mut scores, forms, now_ms).await?;
        let missed = write_findings(&tx, &due, &scores, today).await?;
        draft_published(&tx, missed, forms, now_ms).await?;
        name_station_copies(&tx, &ids, now_ms).await?;
        appeal_telling::tell_published(&tx, &due.iter().collect::<Vec<_>>(), now_ms).await?;
        let events = due
            .iter()
            .map(|row| Event {
                audit_id: row.id,
                verb: "publish",
                person_id: None,
                reason: None,
                data: Some(serde_json::json!({
                    "publication": run.id, "score_revision": row.score_revision, "version": row.version + 1
                })),
                at: now_ms,
            })
            .collect();
        events::record(&*tx, events).await?;
        let rounds: BTreeSet<Uuid> = due.iter().map(|row| row.round_id).collect();
        let rounds: Vec<Uuid> = rounds.into_iter().collect();
        jobs::enqueue_many(&*tx, jobs::kind::FIND_SYSTEMIC, &rounds, None, now_ms).await?;
        if !run.at_once || publication::Entity::find_by_id(run.id).one(&*tx).await?.is_none() {
            count_run(&tx, run.id, ids.len(), now_ms).await?;
        }
        due.iter().for_each(|row| tx.signal(Signal::audit(row.id, row.station_id, Reach::Station)));
        meta::bump_facts(&tx, due.iter().map(|row| row.visit_day)).await?;
        tx.commit().await?;
        Ok((ids.len(), last))
    }

    /// Publications of units in scope, newest first, behind (at, id). Those at the hour of publication are of the whole
    /// network.
    pub async fn publications(
        &self,
        scope: &Scope,
        before: Option<(i64, Uuid)>,
        limit: u64,
    ) -> Result<Vec<publication::Model>> {
        use publication::Column as P;
        let mut query = publication::Entity::find().filter(scope.on_unit(P::OrgUnitId));
        if let Some((at, id)) = before {
            let same = Condition::all().add(P::At.eq(at)).add(P::Id.lt(id));
            query = query.filter(Condition::any().add(P::At.lt(at)).add(same));
        }
        Ok(query.order_by_desc(P::At).order_by_desc(P::Id).limit(limit).all(self.read()).await?)
    }

    /// Published audits whose appeal window began at or before `began_ms` and that have no open appeal, oldest first.
    pub async fn windows_over(&self, began_ms: i64, limit: u64) -> Result<Vec<(Uuid, i64)>> {
        let rows: Vec<(Uuid, Option<i64>)> = audit::Entity::find()
            .select_only()
            .columns([audit::Column::Id, audit::Column::PublishedAt])
            .filter(audit::Column::State.eq(AuditState::Published.as_str()))
            .filter(audit::Column::PublishedAt.lte(began_ms))
            .filter(audit::Column::OpenAppeals.eq(0))
            .order_by_asc(audit::Column::PublishedAt)
            .limit(limit)
            .into_tuple()
            .all(self.read())
            .await?;
        Ok(rows.into_iter().filter_map(|(id, at)| Some((id, at?))).collect())
    }

    /// Makes published audits final whose windows began at or before `began_ms`; answers how many. One that another
    /// instance has made final, whose window has begun anew meanwhile, or that is being appealed, is left alone and has no history of it.
    pub async fn finalise(&self, ids: &[Uuid], began_ms: i64, now_ms: i64) -> Result<usize> {
        let tx = self.begin("finalise").await?;
        let change = audit::Entity::update_many()
            .set(audit::ActiveModel {
                state: Set(AuditState::Final.as_str().into()),
                updated_at: Set(now_ms),
                ..Default::default()
            })
            .col_expr(audit::Column::Version, Expr::col(audit::Column::Version).add(1))
            .filter(audit::Column::Id.is_in(ids.iter().copied()))
            .filter(audit::Column::State.eq(AuditState::Published.as_str()))
            .filter(audit::Column::PublishedAt.lte(began_ms))
            .filter(audit::Column::OpenAppeals.eq(0));
        let mut change = sea_orm::QueryTrait::into_query(change);
        change.returning(Query::returning().columns([
            audit::Column::Id,
            audit::Column::Version,
            audit::Column::StationId,
        ]));
        let mut events = Vec::new();
        for row in tx.query_all(&change).await? {
            let (audit_id, version): (Uuid, i32) = (row.try_get("", "id")?, row.try_get("", "version")?);
            tx.signal(Signal::audit(audit_id, row.try_get("", "station_id")?, Reach::Station));
            let data = Some(serde_json::json!({"version": version}));
            events.push(Event { audit_id, verb: "finalise", person_id: None, reason: None, data, at: now_ms });
        }
        let count = events.len();
        let ended: Vec<Uuid> = events.iter().map(|event| event.audit_id).collect();
        revisits::look_again(&tx, &ended, now_ms).await?;
        events::record(&*tx, events).await?;
        tx.commit().await?;
        Ok(count)
    }
}

/// Makes everything approved in a unit due now and writes the publication; answers how many audits it is.
pub async fn at_once(tx: &Tx, row: publication::Model, scope: &Scope, due_day: i32, now_ms: i64) -> Result<u64> {
    let Some(unit) = row.org_unit_id else { return Ok(0) };
    let done = audit::Entity::update_many()
        .set(audit::ActiveModel { publish_day: Set(Some(due_day)), updated_at: Set(now_ms), ..Default::default() })
        .filter(audit::Column::State.eq(AuditState::Approved.as_str()))
        .filter(audit::Column::StationId.in_subquery(stations_below(&[unit])))
        .filter(scope.on_station(audit::Column::StationId))
        .exec(&**tx)
        .await?;
    let audits = i32::try_from(done.rows_affected).unwrap_or(i32::MAX);
    publication::Entity::insert(publication::ActiveModel::from(publication::Model { audits, ..row }))
        .exec_without_returning(&**tx)
        .await?;
    Ok(done.rows_affected)
}

/// Whether a unit lies in scope.
pub async fn unit_in_scope<C: ConnectionTrait>(db: &C, scope: &Scope, unit: Uuid) -> Result<bool> {
    use crate::entity::org_unit;
    let found = org_unit::Entity::find_by_id(unit).filter(scope.on_unit(org_unit::Column::Id)).one(db).await?;
    Ok(found.is_some())
}

/// The findings of one audit as they are to be: what is gone goes, what stays keeps its id.
pub async fn replace_findings(tx: &Tx, audit: &audit::Model, found: &[StoredFinding], publish_day: i32) -> Result<()> {
    let old = finding::Entity::find().filter(finding::Column::AuditId.eq(audit.id)).all(&**tx).await?;
    let gone: Vec<Uuid> =
        old.iter().filter(|row| found.iter().all(|one| one.item != row.item)).map(|row| row.id).collect();
    if !gone.is_empty() {
        finding::Entity::delete_many().filter(finding::Column::Id.is_in(gone)).exec(&**tx).await?;
    }
    for one in found {
        let known = old.iter().find(|row| row.item == one.item);
        let day = known.map_or(publish_day, |row| row.publish_day);
        let row = finding_row(audit, one, known.map(|row| row.id), day);
        match known {
            None => {
                finding::Entity::insert(finding::ActiveModel::from(row)).exec_without_returning(&**tx).await?;
            }
            Some(known) if *known != row => {
                let fields = finding::ActiveModel {
                    full_miss: Set(row.full_miss),
                    ticket: Set(row.ticket),
                    lost_points: Set(row.lost_points),
                    ..Default::default()
                };
                finding::Entity::update_many().set(fields).filter(finding::Column::Id.eq(row.id)).exec(&**tx).await?;
            }
            Some(_) => {}
        }
    }
    Ok(())
}

fn finding_row(audit: &audit::Model, one: &StoredFinding, id: Option<Uuid>, publish_day: i32) -> finding::Model {
    finding::Model {
        id: id.unwrap_or_else(Uuid::new_v4),
        audit_id: audit.id,
        station_id: audit.station_id,
        item: one.item.clone(),
        severity: one.severity.clone(),
        full_miss: one.miss == "full",
        class: one.class.clone().unwrap_or_default(),
        ticket: one.kind == "ticket",
        lost_points: one.lost_points,
        publish_day,
    }
}

/// The audits of the next batch, locked where the database can.
async fn take_due(tx: &Tx, due_day: i32, after: Option<Uuid>) -> Result<Vec<audit::Model>> {
    let mut select = Query::select();
    select
        .column(audit::Column::Id)
        .from(audit::Entity)
        .and_where(Expr::col(audit::Column::State).eq(AuditState::Approved.as_str()))
        .and_where(Expr::col(audit::Column::PublishDay).lte(due_day))
        .and_where_option(after.map(|id| Expr::col(audit::Column::Id).gt(id)))
        .order_by(audit::Column::Id, sea_orm::sea_query::Order::Asc)
        .limit(BATCH);
    dialect::skip_locked(&**tx, &mut select);
    let rows = tx.query_all(&select).await?;
    let ids: Vec<Uuid> = rows.into_iter().map(|row| row.try_get("", "id")).collect::<std::result::Result<_, _>>()?;
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    Ok(audit::Entity::find().filter(audit::Column::Id.is_in(ids)).order_by_asc(audit::Column::Id).all(&**tx).await?)
}

async fn mark_published(tx: &Tx, ids: &[Uuid], today: i32, now_ms: i64) -> Result<()> {
    audit::Entity::update_many()
        .set(audit::ActiveModel {
            state: Set(AuditState::Published.as_str().into()),
            publish_day: Set(Some(today)),
            published_at: Set(Some(now_ms)),
            updated_at: Set(now_ms),
            ..Default::default()
        })
        .col_expr(audit::Column::Version, Expr::col(audit::Column::Version).add(1))
        .filter(audit::Column::Id.is_in(ids.iter().copied()))
        .filter(audit::Column::State.eq(AuditState::Approved.as_str()))
        .exec(&**tx)
        .await?;
    Ok(())
}

async fn write_findings(
    tx: &Tx,
    audits: &[audit::Model],
    scores: &HashMap<Uuid, audit_score::Model>,
    today: i32,
) -> Result<Vec<Missed>> {
    let (mut rows, mut missed) = (Vec::new(), Vec::new());
    for row in audits {
        let score = scores
            .get(&row.id)
            .ok_or_else(|| StoreError::Corrupt(format!("audit {} was approved without a score", row.id)))?;
        let findings = findings_of(score)?;
        rows.extend(findings.iter().map(|one| finding_row(row, one, None, today)));
        missed.push(Missed { audit: row.clone(), findings });
    }
    // Left over from an earlier publication of the same audit there is nothing: it is published once.
    for some in rows.chunks(1000) {
        let some = some.iter().map(|row| finding::ActiveModel::from(row.clone()));
        finding::Entity::insert_many(some).exec_without_returning(&**tx).await?;
    }
    Ok(missed)
}

/// Every released photo gets the random id under which stations see their copy, and a job that makes it.
async fn name_station_copies(tx: &Tx, audits: &[Uuid], now_ms: i64) -> Result<()> {
    let released: Vec<Uuid> = photo::Entity::find()
        .select_only()
        .column(photo::Column::Id)
        .filter(photo::Column::AuditId.is_in(audits.iter().copied()))
        .filter(photo::Column::ReleasedAt.is_not_null())
        .filter(photo::Column::StationCopyId.is_null())
        .filter(photo::Column::State.eq(PhotoState::Verified.as_str()))
        .into_tuple()
        .all(&**tx)
        .await?;
    for some in released.chunks(500) {
        // One statement for many rows: CASE id WHEN … THEN …
        let mut case = sea_orm::sea_query::CaseStatement::new();
        for id in some {
            case = case.case(Expr::col(photo::Column::Id).eq(*id), Expr::value(Uuid::new_v4()));
        }
        photo::Entity::update_many()
            .col_expr(photo::Column::StationCopyId, case.into())
            .col_expr(photo::Column::UpdatedAt, Expr::value(now_ms))
            .filter(photo::Column::Id.is_in(some.iter().copied()))
            .exec(&**tx)
            .await?;
        jobs::enqueue_many(&**tx, jobs::kind::STATION_COPY, some, None, now_ms).await?;
    }
    Ok(())
}

/// Counts a batch into the row of its run.
async fn count_run(tx: &Tx, id: Uuid, audits: usize, now_ms: i64) -> Result<()> {
    let audits = i32::try_from(audits).unwrap_or(i32::MAX);
    let more = publication::Entity::update_many()
        .col_expr(publication::Column::Audits, Expr::col(publication::Column::Audits).add(audits))
        .filter(publication::Column::Id.eq(id))
        .exec(&**tx)
        .await?;
    if more.rows_affected == 0 {
        let row = publication::Model {
            id,
            kind: "batch".into(),
            org_unit_id: None,
            reason: None,
            person_id: None,
            audits,
            at: now_ms,
        };
        publication::Entity::insert(publication::ActiveModel::from(row)).exec_without_returning(&**tx).await?;
    }
    Ok(())
}
