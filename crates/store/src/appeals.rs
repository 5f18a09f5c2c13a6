//! Appeals (§3.7). An appeal changes only through [`change`], whose `WHERE` holds version and state; whether an audit may
//! still be appealed, and how many appeals are open at it, stands in the audit's own row, so that none is filed while the
//! audit becomes final.

mod due;
mod list;

use std::collections::{HashMap, HashSet};

use forecourt_core::{
    appeal::{AppealOutcome, AppealState, AppealStep},
    review::Verb,
    states::AuditState,
};
use sea_orm::{
    ActiveModelTrait,
    ActiveValue::{NotSet, Set},
    ColumnTrait, ConnectionTrait, EntityTrait, ExprTrait, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect,
    prelude::{Json, Uuid},
    sea_query::Expr,
};

use crate::{
    Result, Store, StoreError, Tx,
    access::Scope,
    appeal_telling::{self, AppealNews},
    audits::{counting::counting, read},
    entity::{appeal, appeal_step, audit, audit_event, audit_judgement, audit_score, station},
    signals::Signal,
};

pub(crate) use due::await_calendar;
pub use list::{Effect, Filter, count_listed, effect, list};

/// Appeals that end by themselves in one step.
pub const BATCH: u64 = 200;

/// The state of an appeal's row.
///
/// # Errors
/// A word that the list does not have.
pub fn state_of(row: &appeal::Model) -> Result<AppealState> {
    AppealState::parse(&row.state).ok_or_else(|| StoreError::unknown_word("appeal", &row.state))
}

/// A step that is about to be written.
#[derive(Clone, Debug)]
pub struct Step {
    /// What happened.
    pub kind: AppealStep,
    /// 1 or 2.
    pub level: i16,
    /// Who did it; absent: the system.
    pub person_id: Option<Uuid>,
    /// When, epoch ms.
    pub at: i64,
    /// In his words.
    pub reason: Option<String>,
    /// Ids of evidence.
    pub evidence: Vec<Uuid>,
    /// What was decided.
    pub outcome: Option<AppealOutcome>,
    /// The answer that the decision states.
    pub value: Option<Json>,
}

/// Writes the next step of an appeal.
pub async fn add_step(tx: &Tx, appeal_id: Uuid, step: Step) -> Result<()> {
    let earlier = appeal_step::Entity::find().filter(appeal_step::Column::AppealId.eq(appeal_id)).count(&**tx).await?;
    let row = appeal_step::ActiveModel {
        appeal_id: Set(appeal_id),
        n: Set(i16::try_from(earlier + 1).unwrap_or(i16::MAX)),
        kind: Set(step.kind.as_str().into()),
        level: Set(step.level),
        person_id: Set(step.person_id),
        at: Set(step.at),
        reason: Set(step.reason),
        evidence: Set((!step.evidence.is_empty()).then(|| serde_json::json!(step.evidence))),
        outcome: Set(step.outcome.map(|outcome| outcome.as_str().into())),
        value: Set(step.value),
    };
    appeal_step::Entity::insert(row).exec_without_returning(&**tx).await?;
    Ok(())
}

/// Files an appeal; `false` when the audit is published no longer. The unique key refuses a second one of an item and
/// window.
pub async fn file(tx: &Tx, row: appeal::Model, step: Step, now_ms: i64) -> Result<bool> {
    if !count(tx, row.audit_id, 1, now_ms).await? {
        return Ok(false);
    }
    let id = row.id;
    tx.signal(Signal::appeal(&row));
    appeal::Entity::insert(appeal::ActiveModel::from(row.clone())).exec_without_returning(&**tx).await?;
    add_step(tx, id, step).await?;
    appeal_telling::tell(tx, &row, AppealNews::Filed, now_ms).await?;
    Ok(true)
}

/// Counts an appeal of a published audit in (1) or out (-1); `false` when the audit is not published. Whoever changes the
/// audit at the same time has seen another version and decides again.
pub async fn count(tx: &Tx, audit_id: Uuid, step: i32, now_ms: i64) -> Result<bool> {
    let done = audit::Entity::update_many()
        .col_expr(audit::Column::OpenAppeals, Expr::col(audit::Column::OpenAppeals).add(step))
        .col_expr(audit::Column::Version, Expr::col(audit::Column::Version).add(1))
        .set(audit::ActiveModel { updated_at: Set(now_ms), ..Default::default() })
        .filter(audit::Column::Id.eq(audit_id))
        .filter(audit::Column::State.eq(AuditState::Published.as_str()))
        .exec(&**tx)
        .await?;
    Ok(done.rows_affected == 1)
}

/// Writes an appeal as it is to be, provided that it still is as it was read; `false` when somebody was faster.
pub async fn change(tx: &Tx, seen: &appeal::Model, row: appeal::Model) -> Result<bool> {
    // Whoever changes it has looked at it.
    let row = appeal::Model { version: seen.version.saturating_add(1), put_off_until: None, ..row };
    let signal = Signal::appeal(&row);
    let mut row = appeal::ActiveModel::from(row).reset_all();
    row.id = NotSet;
    let done = appeal::Entity::update_many()
        .set(row)
        .filter(appeal::Column::Id.eq(seen.id))
        .filter(appeal::Column::Version.eq(seen.version))
        .filter(appeal::Column::State.eq(&*seen.state))
        .exec(&**tx)
        .await?;
    if done.rows_affected == 1 {
        tx.signal(signal);
    }
    Ok(done.rows_affected == 1)
}

/// Ends every open appeal of an audit that counts no longer; answers them. The audit's own count is the caller's.
pub async fn withdraw_all(tx: &Tx, audit_id: Uuid, now_ms: i64) -> Result<Vec<appeal::Model>> {
    let open = appeal::Entity::find()
        .filter(appeal::Column::AuditId.eq(audit_id))
        .filter(appeal::Column::State.ne(AppealState::Closed.as_str()))
        .order_by_asc(appeal::Column::Id)
        .all(&**tx)
        .await?;
    for row in &open {
        let level = state_of(row)?.level().unwrap_or(1);
        let closed = appeal::Model {
            state: AppealState::Closed.as_str().into(),
            since: now_ms,
            due_at: None,
            outcome: Some(AppealOutcome::Withdrawn.as_str().into()),
            ranked: true,
            ..row.clone()
        };
        if change(tx, row, closed.clone()).await? {
            let step = Step {
                kind: AppealStep::Withdrawn,
                level,
                person_id: None,
                at: now_ms,
                reason: None,
                evidence: Vec::new(),
                outcome: Some(AppealOutcome::Withdrawn),
                value: None,
            };
            add_step(tx, row.id, step).await?;
            appeal_telling::tell(tx, &closed, AppealNews::Decided, now_ms).await?;
        }
    }
    Ok(open)
}

/// An appeal in scope.
pub async fn find<C: ConnectionTrait>(db: &C, scope: &Scope, id: Uuid) -> Result<Option<appeal::Model>> {
    Ok(appeal::Entity::find_by_id(id).filter(scope.on_station(appeal::Column::StationId)).one(db).await?)
}

/// What of an audit was appealed: item and beginning of its window, epoch ms.
pub async fn appealed<C: ConnectionTrait>(db: &C, audit_id: Uuid) -> Result<Vec<(String, i64)>> {
    let columns = [appeal::Column::Item, appeal::Column::WindowAt];
    let rows = appeal::Entity::find().select_only().columns(columns).filter(appeal::Column::AuditId.eq(audit_id));
    Ok(rows.into_tuple().all(db).await?)
}

/// Whether the id is taken, in whatever scope.
pub async fn exists<C: ConnectionTrait>(db: &C, id: Uuid) -> Result<bool> {
    Ok(appeal::Entity::find_by_id(id).one(db).await?.is_some())
}

/// The steps of these appeals, in order.
async fn steps<C: ConnectionTrait>(db: &C, ids: &[Uuid]) -> Result<Vec<appeal_step::Model>> {
    Ok(appeal_step::Entity::find()
        .filter(appeal_step::Column::AppealId.is_in(ids.iter().copied()))
        .order_by_asc(appeal_step::Column::AppealId)
        .order_by_asc(appeal_step::Column::N)
        .all(db)
        .await?)
}

/// Everybody who had a step in any appeal of an item of an audit, this one or one of an earlier window.
pub async fn steps_of_item<C: ConnectionTrait>(db: &C, row: &appeal::Model) -> Result<Vec<appeal_step::Model>> {
    let of_item = appeal::Column::AuditId.eq(row.audit_id).and(appeal::Column::Item.eq(&*row.item));
    steps(db, &ids(db, of_item).await?).await
}

/// The hours of footage that were asked for in any appeal of an audit: two draws together would tell more than one.
pub async fn footage_of<C: ConnectionTrait>(db: &C, audit_id: Uuid) -> Result<Option<Json>> {
    let steps = steps(db, &ids(db, appeal::Column::AuditId.eq(audit_id)).await?).await?;
    Ok(steps.into_iter().filter(|step| step.kind == AppealStep::FootageAsked.as_str()).find_map(|step| step.value))
}

async fn ids<C: ConnectionTrait>(db: &C, which: Expr) -> Result<Vec<Uuid>> {
    Ok(appeal::Entity::find().select_only().column(appeal::Column::Id).filter(which).into_tuple().all(db).await?)
}

/// What stands around appeals: their steps, stations, the names of who is in them, and which of their audits count.
#[derive(Clone, Debug, Default)]
pub struct Around {
    /// Steps of all of them, in order.
    pub steps: Vec<appeal_step::Model>,
    /// Stations by id.
    pub stations: HashMap<Uuid, station::Model>,
    /// Names by id.
    pub names: HashMap<Uuid, String>,
    /// Audits that count, by id.
    pub counting: HashSet<Uuid>,
}

/// Loads what stands around these appeals.
pub async fn around<C: ConnectionTrait>(db: &C, rows: &[appeal::Model]) -> Result<Around> {
    let ids: Vec<Uuid> = rows.iter().map(|row| row.id).collect();
    let stations: Vec<Uuid> = rows.iter().map(|row| row.station_id).collect();
    let steps = steps(db, &ids).await?;
    let mut people: Vec<Uuid> = rows.iter().map(|row| row.filed_by).collect();
    people.extend(steps.iter().filter_map(|step| step.person_id));
    Ok(Around {
        stations: read::stations(db, &stations).await?,
        names: read::names(db, &people).await?,
        counting: counting(db, rows.iter().map(|row| row.audit_id)).await?,
        steps,
    })
}

/// When an audit was published last, epoch ms, and its judged results from that one on, oldest first; none when it never
/// was.
pub async fn results<C: ConnectionTrait>(
    db: &C,
    audit: &audit::Model,
) -> Result<Option<(i64, Vec<audit_score::Model>)>> {
    let Some((at, first)) = publication(db, audit.id).await? else { return Ok(None) };
    let mut results = read::scores(db, audit.id).await?;
    results.retain(|row| (first..=audit.score_revision).contains(&row.score_revision));
    Ok(Some((at, results)))
}

/// The last publication of an audit: when, epoch ms, and which judged result.
async fn publication<C: ConnectionTrait>(db: &C, audit_id: Uuid) -> Result<Option<(i64, i32)>> {
    let event = audit_event::Entity::find()
        .filter(audit_event::Column::AuditId.eq(audit_id))
        .filter(audit_event::Column::Verb.eq(Verb::Publish.as_str()))
        .order_by_desc(audit_event::Column::At)
        .one(db)
        .await?;
    Ok(event.and_then(|event| {
        let number = event.data.as_ref()?.get("score_revision")?.as_i64()?;
        Some((event.at, i32::try_from(number).ok()?))
    }))
}

/// Whoever judged an audit or made its visit: none of them decides an appeal of it. Another appeal is no such hand.
pub async fn had_a_hand<C: ConnectionTrait>(db: &C, audit: &audit::Model) -> Result<HashSet<Uuid>> {
    let mut people: HashSet<Uuid> =
        [Some(audit.shopper_id), audit.reviewer_id, audit.second_reviewer_id].into_iter().flatten().collect();
    let events = audit_event::Entity::find()
        .filter(audit_event::Column::AuditId.eq(audit.id))
        .filter(audit_event::Column::Verb.ne(Verb::DecideAppeal.as_str()))
        .all(db)
        .await?;
    people.extend(events.into_iter().filter_map(|event| event.person_id));
    let judgements = audit_judgement::Entity::find()
        .filter(audit_judgement::Column::AuditId.eq(audit.id))
        .filter(audit_judgement::Column::Stage.ne(STAGE))
        .all(db)
        .await?;
    people.extend(judgements.into_iter().map(|row| row.person_id));
    let scores = audit_score::Entity::find()
        .select_only()
        .column(audit_score::Column::JudgedBy)
        .filter(audit_score::Column::AuditId.eq(audit.id))
        .filter(audit_score::Column::Reason.ne(STAGE));
    let judged_by: Vec<Option<Uuid>> = scores.into_tuple().all(db).await?;
    people.extend(judged_by.into_iter().flatten());
    Ok(people)
}

/// Stage of the judgements, and reason of the judged results, that an appeal brought.
pub const STAGE: &str = "appeal";

/// Appeals of a station that ended rejected in this span, epoch ms, its end not included.
pub async fn rejected<C: ConnectionTrait>(db: &C, station_id: Uuid, span: (i64, i64)) -> Result<u64> {
    Ok(appeal::Entity::find()
        .filter(appeal::Column::StationId.eq(station_id))
        .filter(appeal::Column::State.eq(AppealState::Closed.as_str()))
        .filter(appeal::Column::Outcome.eq(AppealOutcome::Rejected.as_str()))
        .filter(appeal::Column::Since.gte(span.0))
        .filter(appeal::Column::Since.lt(span.1))
        .count(db)
        .await?)
}

/// Open appeals of audits of these days, both included.
pub async fn open_in<C: ConnectionTrait>(db: &C, first_day: i32, last_day: i32) -> Result<u64> {
    let open: Option<Option<i64>> = audit::Entity::find()
        .select_only()
        .column_as(audit::Column::OpenAppeals.sum(), "open")
        .filter(audit::Column::VisitDay.between(first_day, last_day))
        .filter(audit::Column::OpenAppeals.gt(0))
        .into_tuple()
        .one(db)
        .await?;
    Ok(open.flatten().and_then(|open| u64::try_from(open).ok()).unwrap_or(0))
}

impl Store {
    /// Closed appeals with a new score whose rank after it is not known yet.
    pub async fn appeals_to_rank(&self) -> Result<Vec<appeal::Model>> {
        Ok(appeal::Entity::find()
            .filter(appeal::Column::Ranked.eq(false))
            .filter(appeal::Column::ScoreAfter.is_not_null())
            .order_by_asc(appeal::Column::Id)
            .limit(BATCH)
            .all(self.read())
            .await?)
    }

    /// Notes the rank of the station after a decision, once.
    pub async fn set_appeal_rank(&self, id: Uuid, rank: Option<i32>) -> Result<()> {
        let tx = self.begin("appeal_ranked").await?;
        appeal::Entity::update_many()
            .set(appeal::ActiveModel { ranked: Set(true), rank_after: Set(rank), ..Default::default() })
            .filter(appeal::Column::Id.eq(id))
            .filter(appeal::Column::Ranked.eq(false))
            .exec(&*tx)
            .await?;
        tx.commit().await
    }
}
