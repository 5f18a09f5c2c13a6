//! What a re-visit rests on beside its own audit: the visits before, and other orders of the station that were overdue. When
//! one of these changes, whatever may rest on it is decided anew.

use std::collections::BTreeSet;

use forecourt_core::{
    day::{self, date_of},
    order::OrderState,
};
use sea_orm::{ColumnTrait, Condition, EntityTrait, QueryFilter, QueryOrder, QuerySelect, Select, prelude::Uuid};
use time::{Date, Month};

use super::{super::appeals, policy, read::is_final};
use crate::{
    Result, Tx,
    audits::counting::COUNTING,
    entity::{audit, rectification},
    jobs,
};

/// The score of a valid audit.
pub(super) struct Score {
    /// What it came to.
    pub bp: u32,
    /// Whether nobody can appeal it any more.
    pub is_final: bool,
}

/// Valid audits of stations that are published: those that count among visits running.
fn counted(stations: impl IntoIterator<Item = Uuid>) -> Select<audit::Entity> {
    audit::Entity::find()
        .filter(audit::Column::StationId.is_in(stations))
        .filter(audit::Column::State.is_in(COUNTING))
        .filter(audit::Column::Valid.eq(true))
}

/// Scores of the station's valid audits up to this one, oldest visit first.
pub(super) async fn scores(tx: &Tx, audit: &audit::Model, count: u32) -> Result<Vec<Score>> {
    use audit::Column as A;
    let earlier = Condition::any()
        .add(A::VisitStart.lt(audit.visit_start))
        .add(Condition::all().add(A::VisitStart.eq(audit.visit_start)).add(A::Id.lte(audit.id)));
    let mut found: Vec<(Option<i16>, String)> = counted([audit.station_id])
        .select_only()
        .columns([A::FinalBp, A::State])
        .filter(earlier)
        .order_by_desc(A::VisitStart)
        .order_by_desc(A::Id)
        .limit(u64::from(count.max(1)))
        .into_tuple()
        .all(&**tx)
        .await?;
    found.reverse();
    let score = |(bp, state): (Option<i16>, String)| {
        Some(Score { bp: u32::try_from(bp?).unwrap_or(0), is_final: is_final(&state) })
    };
    Ok(found.into_iter().filter_map(score).collect())
}

/// Has what follows from these audits decided anew, and what follows from those visited next, which count them.
pub async fn look_again(tx: &Tx, audits: &[Uuid], now_ms: i64) -> Result<()> {
    use audit::Column as A;
    let places = [A::Id, A::StationId, A::VisitStart];
    let changed: Vec<(Uuid, Uuid, i64)> = audit::Entity::find()
        .select_only()
        .columns(places)
        .filter(A::Id.is_in(audits.iter().copied()))
        .into_tuple()
        .all(&**tx)
        .await?;
    let Some(first) = changed.iter().map(|(.., start)| *start).min() else { return Ok(()) };
    let stations: BTreeSet<Uuid> = changed.iter().map(|(_, station, _)| *station).collect();
    let later: Vec<(Uuid, Uuid, i64)> = counted(stations)
        .select_only()
        .columns(places)
        .filter(A::VisitStart.gte(first))
        .order_by_asc(A::VisitStart)
        .order_by_asc(A::Id)
        .into_tuple()
        .all(&**tx)
        .await?;
    let count = usize::try_from(policy()?.reinspection.running_audits).unwrap_or(0).saturating_sub(1);
    let mut all: BTreeSet<Uuid> = audits.iter().copied().collect();
    for (id, station, start) in &changed {
        let next = later.iter().filter(|(other, at, when)| at == station && (when, other) > (start, id));
        all.extend(next.take(count).map(|(other, ..)| *other));
    }
    let all: Vec<Uuid> = all.into_iter().collect();
    jobs::enqueue_many(&**tx, jobs::kind::DECIDE_REVISIT, &all, None, now_ms).await
}

/// How many orders of the station were overdue in a quarter in which one of these was; the most of these quarters. One whose
/// finding is being appealed may leave every count, whether its clock stands still or runs on (decision 27).
pub(super) async fn overdue(tx: &Tx, station_id: Uuid, orders: &[rectification::Model]) -> Result<u32> {
    let late = orders.iter().filter(|row| row.was_overdue && row.state != OrderState::Cancelled.as_str());
    let quarters: BTreeSet<(i64, i64)> = late.filter_map(|row| row.due_at).map(quarter).collect();
    if quarters.is_empty() {
        return Ok(0);
    }
    let appealed = appeals::appealed_orders(tx, station_id).await?;
    let mut most = 0;
    for quarter in quarters {
        let found = overdue_in(tx, station_id, quarter).await?;
        most = most.max(found.iter().filter(|order| !appealed.contains(*order)).count());
    }
    Ok(u32::try_from(most).unwrap_or(u32::MAX))
}

/// The station's other orders that were overdue in the quarter in which this one was: what rests on them may have rested on
/// this one, too.
pub async fn overdue_beside(tx: &Tx, row: &rectification::Model) -> Result<Vec<Uuid>> {
    match row.due_at.filter(|_| row.was_overdue) {
        Some(due) => overdue_in(tx, row.station_id, quarter(due)).await,
        None => Ok(Vec::new()),
    }
}

async fn overdue_in(tx: &Tx, station_id: Uuid, (from, to): (i64, i64)) -> Result<Vec<Uuid>> {
    use rectification::Column as O;
    Ok(rectification::Entity::find()
        .select_only()
        .column(O::Id)
        .filter(O::StationId.eq(station_id))
        .filter(O::State.ne(OrderState::Cancelled.as_str()))
        .filter(O::WasOverdue.eq(true))
        .filter(O::DueAt.gte(from))
        .filter(O::DueAt.lt(to))
        .into_tuple()
        .all(&**tx)
        .await?)
}

/// Beginning of a quarter in Shanghai, and of the next one, epoch ms.
fn quarter(at_ms: i64) -> (i64, i64) {
    let date = date_of(at_ms);
    let first = (u8::from(date.month()) - 1) / 3 * 3 + 1;
    let begin = |year: i32, month: u8| {
        let month = Month::try_from(month).unwrap_or(Month::January);
        Date::from_calendar_date(year, month, 1).map_or(i64::MAX, day::start_of)
    };
    let next = if first == 10 { begin(date.year() + 1, 1) } else { begin(date.year(), first + 3) };
    (begin(date.year(), first), next)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quarters_begin_at_midnight_in_shanghai() {
        let at = |year, month, day| day::start_of(Date::from_calendar_date(year, month, day).unwrap());
        let first = (at(2026, Month::January, 1), at(2026, Month::April, 1));
        assert_eq!(quarter(first.0), first);
        assert_eq!(quarter(first.1 - 1), first);
        assert_eq!(quarter(first.1).0, first.1);
        let last = (at(2026, Month::October, 1), at(2027, Month::January, 1));
        assert_eq!(quarter(last.1 - 1), last);
    }
}
