//! Appeals by their deadlines: those that are over, and those that wait for the calendar of a year, as do windows
//! (decision 28).

use forecourt_core::{
    appeal::{AppealState, window_end},
    calendar::Calendar,
    day::{HOUR_MS, MINUTE_MS},
    states::AuditState,
};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect,
    prelude::Uuid,
    sea_query::{Expr, ExprTrait, OnConflict, Order, Query},
};
use time::{Date, Month};

use super::{BATCH, change};
use crate::{
    Result, Store, Tx,
    appeal_telling::{self, AppealNews},
    dialect,
    entity::{appeal, appeal_window, audit},
};

impl Store {
    /// Appeals whose state is over by its deadline, the longest first. What had no effect before comes when it was put off to.
    pub async fn appeals_over(&self, now_ms: i64) -> Result<Vec<Uuid>> {
        use appeal::Column as A;
        let waits = Condition::any().add(A::PutOffUntil.is_null()).add(A::PutOffUntil.lte(now_ms));
        Ok(appeal::Entity::find()
            .select_only()
            .column(A::Id)
            .filter(A::State.ne(AppealState::Closed.as_str()))
            // 18:00:00.000 itself still counts.
            .filter(A::DueAt.lt(now_ms))
            .filter(waits)
            .order_by_asc(A::DueAt)
            .limit(BATCH)
            .into_tuple()
            .all(self.read())
            .await?)
    }

    /// Looks at an appeal again after as long as its deadline has been over, a minute at least and an hour at most: what
    /// fails once is soon made up for, what keeps failing holds up no other. Its version stays, nobody changed it.
    pub async fn put_off_appeal(&self, id: Uuid, now_ms: i64) -> Result<()> {
        let tx = self.begin("appeal_put_off").await?;
        let row = appeal::Entity::find_by_id(id).one(&*tx).await?;
        let late_ms = row.and_then(|row| row.due_at).map_or(0, |due| now_ms.saturating_sub(due));
        let until = now_ms.saturating_add(late_ms.clamp(MINUTE_MS, HOUR_MS));
        appeal::Entity::update_many()
            .col_expr(appeal::Column::PutOffUntil, Expr::value(until))
            .filter(appeal::Column::Id.eq(id))
            .exec(&*tx)
            .await?;
        tx.commit().await
    }

    /// Open appeals that wait for the calendar of their year.
    pub async fn appeals_without_due(&self) -> Result<Vec<appeal::Model>> {
        Ok(appeal::Entity::find()
            .filter(appeal::Column::State.ne(AppealState::Closed.as_str()))
            .filter(appeal::Column::DueAt.is_null())
            .order_by_asc(appeal::Column::FiledAt)
            .limit(BATCH)
            .all(self.read())
            .await?)
    }

    /// Gives an appeal its deadline, if it still waits for it, and tells who has to keep it.
    pub async fn set_appeal_due(&self, seen: &appeal::Model, due_at: i64, now_ms: i64) -> Result<()> {
        let tx = self.begin("appeal_due_known").await?;
        let next = appeal::Model { due_at: Some(due_at), ..seen.clone() };
        if !change(&tx, seen, next.clone()).await? {
            return tx.rollback().await;
        }
        appeal_telling::tell(&tx, &next, AppealNews::DueKnown, now_ms).await?;
        tx.commit().await
    }

    /// Tells stations until when they may appeal, of windows whose year is known now; answers how many waited for it.
    pub async fn announce_windows(&self, now_ms: i64) -> Result<usize> {
        let years: Vec<i32> = appeal_window::Entity::find()
            .select_only()
            .column(appeal_window::Column::PendingYear)
            .distinct()
            .into_tuple()
            .all(self.read())
            .await?;
        let calendar = self.calendar();
        let known: Vec<i32> = years.into_iter().filter(|year| is_known(&calendar, *year)).collect();
        if known.is_empty() {
            return Ok(0);
        }
        let tx = self.begin("announce_windows").await?;
        let rows = take(&tx, known).await?;
        let ids: Vec<Uuid> = rows.iter().map(|row| row.audit_id).collect();
        appeal_window::Entity::delete_many()
            .filter(appeal_window::Column::AuditId.is_in(ids.iter().copied()))
            .exec(&*tx)
            .await?;
        // What was taken back meanwhile has no window any more.
        let audits = audit::Entity::find()
            .filter(audit::Column::Id.is_in(ids))
            .filter(audit::Column::State.eq(AuditState::Published.as_str()))
            .order_by_asc(audit::Column::Id)
            .all(&*tx)
            .await?;
        let since = |audit: &audit::Model| rows.iter().find(|row| row.audit_id == audit.id).map(|row| row.from_at);
        let windows: Vec<(&audit::Model, i64)> = audits.iter().filter_map(|row| Some((row, since(row)?))).collect();
        appeal_telling::tell_known(&tx, &windows, now_ms).await?;
        tx.commit().await?;
        Ok(rows.len())
    }
}

fn is_known(calendar: &Calendar, year: i32) -> bool {
    Date::from_calendar_date(year, Month::January, 1).is_ok_and(|day| calendar.is_working_day(day).is_ok())
}

/// Windows of the next batch, held where the database can.
async fn take(tx: &Tx, years: Vec<i32>) -> Result<Vec<appeal_window::Model>> {
    use appeal_window::Column as W;
    let mut select = Query::select();
    select
        .column(W::AuditId)
        .from(appeal_window::Entity)
        .and_where(Expr::col(W::PendingYear).is_in(years))
        .order_by(W::AuditId, Order::Asc)
        .limit(BATCH);
    dialect::skip_locked(&**tx, &mut select);
    let rows = tx.query_all(&select).await?;
    let ids: Vec<Uuid> =
        rows.into_iter().map(|row| row.try_get("", "audit_id")).collect::<std::result::Result<_, _>>()?;
    Ok(appeal_window::Entity::find().filter(W::AuditId.is_in(ids)).all(&**tx).await?)
}

/// Notes windows that have no end yet, so that it is told when their year is known.
pub(crate) async fn await_calendar(tx: &Tx, audits: impl Iterator<Item = Uuid>, from_ms: i64) -> Result<()> {
    use appeal_window::Column as W;
    let Err(missing) = window_end(tx.calendar(), from_ms) else { return Ok(()) };
    let row = |audit_id| appeal_window::Model { audit_id, from_at: from_ms, pending_year: missing.year };
    let rows: Vec<appeal_window::ActiveModel> = audits.map(|id| appeal_window::ActiveModel::from(row(id))).collect();
    for some in rows.chunks(200) {
        let again = OnConflict::column(W::AuditId).update_columns([W::FromAt, W::PendingYear]).to_owned();
        appeal_window::Entity::insert_many(some.to_vec()).on_conflict(again).exec_without_returning(&**tx).await?;
    }
    Ok(())
}
