//! Re-visits (§5.5): a station is audited once more, unannounced, when its audit is final and the last of its orders has
//! ended. An audit is final when nobody can appeal it any more, so that no appeal on the cause is open (decision 27).
//! Nothing of it is ever shown to a station role (decision 23).

use forecourt_core::{
    day::{self, DAY_MS, number_at, number_of},
    order::{
        self, FollowUp, OrderState, Policy, Record, RevisitState, Span, Trigger, after_or_weekdays, reinspection_days,
        triggers,
    },
    states::AuditState,
};
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter, QuerySelect, prelude::Uuid};
use serde_json::json;

mod cover;
mod end;
mod others;
mod read;
mod revive;

pub use end::{Ending, end};
pub use others::look_again;
pub(super) use others::overdue_beside;
pub use read::{Before, RevisitFilter, Unplanned, before, find, list, open_causes, waiting};

use super::{POLICY, findings, follow_ups, order_of, places};
use crate::{
    Result, Tx,
    entity::{assignment, audit, rectification, revisit},
    signals::Signal,
};

/// How often an assignment is followed back to what it was issued again for.
const REISSUES: usize = 8;
/// Re-visits of one cause that are looked at.
const CHAIN: usize = 16;

fn policy() -> Result<&'static Policy> {
    super::policy(i32::try_from(POLICY).unwrap_or(0))
}

/// Decides whether an audit has its station visited once more: the new row, if it still has to be planned.
///
/// Safe to repeat: an audit is the cause of one re-visit. Nothing is decided while an order of the audit is open.
pub async fn decide(tx: &Tx, audit: &audit::Model, now_ms: i64) -> Result<Option<revisit::Model>> {
    places::lock(tx, &[audit.station_id]).await?;
    let known = revisit::Entity::find().filter(revisit::Column::AuditId.eq(audit.id)).one(&**tx).await?;
    let wanted = wanted(tx, audit).await?;
    match (known, wanted) {
        (None, Wanted::Yes(list, last_closed)) => make(tx, audit, &list, last_closed.unwrap_or(now_ms), now_ms).await,
        (Some(row), Wanted::No) if row.state == RevisitState::Waiting.as_str() => {
            if turn(tx, &row, RevisitState::Waiting, RevisitState::Dropped, now_ms).await? {
                cover::decide_again(tx, row.id, now_ms).await?;
            }
            Ok(None)
        }
        (Some(row), Wanted::Yes(..)) if row.state == RevisitState::Covered.as_str() => {
            cover::uncover(tx, row, now_ms).await
        }
        (Some(row), Wanted::Yes(list, last_closed)) if row.state == RevisitState::Dropped.as_str() => {
            revive::revive(tx, row, &list, last_closed.unwrap_or(now_ms), now_ms).await
        }
        _ => Ok(None),
    }
}

/// Days of a re-visit after the last order of its cause was closed.
fn days(last_closed_ms: i64, now_ms: i64) -> Result<(i32, i32)> {
    let (first, last) = reinspection_days(policy()?, last_closed_ms);
    Ok(not_before_tomorrow(number_of(first), number_of(last), now_ms))
}

/// Days of a re-visit; of one that is decided too late, as many days from tomorrow on.
fn not_before_tomorrow(first: i32, last: i32, now_ms: i64) -> (i32, i32) {
    let tomorrow = number_at(now_ms) + 1;
    if last < tomorrow { (tomorrow, tomorrow + last - first) } else { (first.max(tomorrow), last) }
}

/// Whether an audit has its station visited once more.
enum Wanted {
    /// Why, and when the last of its orders was closed, epoch ms.
    Yes(Vec<Trigger>, Option<i64>),
    /// It has not.
    No,
    /// It is looked at again when it is final, or a visit before it, or its next order has ended.
    Later,
}

async fn wanted(tx: &Tx, audit: &audit::Model) -> Result<Wanted> {
    match AuditState::parse(&audit.state) {
        Some(AuditState::Final) => {}
        Some(AuditState::Void | AuditState::Incomplete) => return Ok(Wanted::No),
        _ => return Ok(Wanted::Later),
    }
    let ids: Vec<Uuid> = findings::of_audit(&**tx, audit.id).await?.into_iter().map(|link| link.order_id).collect();
    let orders = rectification::Entity::find().filter(rectification::Column::Id.is_in(ids)).all(&**tx).await?;
    if orders.iter().any(|row| OrderState::parse(&row.state).is_none_or(OrderState::is_open)) {
        return Ok(Wanted::Later);
    }
    let mut false_evidence = false;
    for row in &orders {
        false_evidence |= order_of(row)?.false_evidence;
    }
    let policy = policy()?;
    let scores = others::scores(tx, audit, policy.reinspection.running_audits).await?;
    let finals: Vec<u32> = scores.iter().map(|score| score.bp).collect();
    let mut found = triggers(
        policy,
        &Record {
            red_lines: u32::try_from(audit.red_lines).unwrap_or(0),
            finals_bp: &finals,
            overdue_orders: others::overdue(tx, audit.station_id, &orders).await?,
            false_evidence,
        },
    );
    // A score that may still be appealed brings no re-visit with others; what holds without it does (decision 27).
    if found.contains(&Trigger::LowScores) && scores.iter().any(|score| !score.is_final) {
        found.retain(|trigger| *trigger != Trigger::LowScores);
        if found.is_empty() {
            return Ok(Wanted::Later);
        }
    }
    let closed = orders.iter().filter_map(|row| row.closed_at).max();
    Ok(if found.is_empty() { Wanted::No } else { Wanted::Yes(found, closed) })
}

async fn make(
    tx: &Tx,
    audit: &audit::Model,
    found: &[Trigger],
    last_closed_ms: i64,
    now_ms: i64,
) -> Result<Option<revisit::Model>> {
    let slot: Option<String> = assignment::Entity::find_by_id(audit.assignment_id)
        .select_only()
        .column(assignment::Column::Slot)
        .into_tuple()
        .one(&**tx)
        .await?;
    let previous = revisit::Entity::find().filter(revisit::Column::ResultAuditId.eq(audit.id)).one(&**tx).await?;
    let (first, last) = days(last_closed_ms, now_ms)?;
    let covered = cover::covering(tx, audit.station_id, first).await?;
    let state = if covered.is_some() { RevisitState::Covered } else { RevisitState::Waiting };
    let row = revisit::Model {
        id: Uuid::new_v4(),
        station_id: audit.station_id,
        audit_id: audit.id,
        triggers: json!(found),
        state: state.as_str().into(),
        previous: previous.map(|row| row.id),
        first_day: first,
        last_day: last,
        slot: slot.unwrap_or_default(),
        covered_by: covered.map(|row| row.id),
        assignment_id: None,
        result_audit_id: None,
        result_bp: None,
        follow_up: None,
        follow_up_by: None,
        created_at: now_ms,
        updated_at: now_ms,
        version: 1,
        ended_reason: None,
        ended_by: None,
        ended_at: None,
        followed_day: None,
        followed_note: None,
        followed_by: None,
        followed_at: None,
    };
    put(tx, row.clone()).await?;
    Ok((state == RevisitState::Waiting).then_some(row))
}

/// Writes a new re-visit.
pub async fn put(tx: &Tx, row: revisit::Model) -> Result<()> {
    tx.signal(Signal::plan(row.station_id));
    revisit::Entity::insert(revisit::ActiveModel::from(row)).exec_without_returning(&**tx).await?;
    Ok(())
}

/// Moves a re-visit to another state, provided that it still is as it was read.
async fn turn(tx: &Tx, row: &revisit::Model, from: RevisitState, to: RevisitState, now_ms: i64) -> Result<bool> {
    let change = revisit::ActiveModel { state: Set(to.as_str().into()), ..Default::default() };
    write(tx, row, from, change, now_ms).await
}

async fn write(
    tx: &Tx,
    row: &revisit::Model,
    from: RevisitState,
    change: revisit::ActiveModel,
    now_ms: i64,
) -> Result<bool> {
    let change = revisit::ActiveModel { updated_at: Set(now_ms), version: Set(row.version + 1), ..change };
    let done = revisit::Entity::update_many()
        .set(change)
        .filter(revisit::Column::Id.eq(row.id))
        .filter(revisit::Column::Version.eq(row.version))
        .filter(revisit::Column::State.eq(from.as_str()))
        .exec(&**tx)
        .await?;
    if done.rows_affected == 1 {
        tx.signal(Signal::plan(row.station_id));
    }
    Ok(done.rows_affected == 1)
}

/// Binds the assignment that makes a re-visit; `false` when somebody else was faster.
pub async fn plan(tx: &Tx, row: &revisit::Model, assignment_id: Uuid, now_ms: i64) -> Result<bool> {
    let change = revisit::ActiveModel {
        state: Set(RevisitState::Planned.as_str().into()),
        assignment_id: Set(Some(assignment_id)),
        ..Default::default()
    };
    write(tx, row, RevisitState::Waiting, change, now_ms).await
}

/// Closes the loop: an audit that is final may be what a re-visit was made for, also by an assignment that was issued
/// again. What follows a result that is still too low is kept with its date (§5.5).
pub async fn result(tx: &Tx, audit: &audit::Model, now_ms: i64) -> Result<()> {
    if audit.state != AuditState::Final.as_str() {
        return Ok(());
    }
    // An office may be saying at the same moment what was done.
    places::lock(tx, &[audit.station_id]).await?;
    match read::made_by(&**tx, audit.assignment_id).await? {
        Some(row) => close(tx, &row, audit, now_ms).await,
        None => Ok(()),
    }
}

async fn close(tx: &Tx, row: &revisit::Model, audit: &audit::Model, now_ms: i64) -> Result<()> {
    let from = match RevisitState::parse(&row.state) {
        // A visit that was made all the same counts, although somebody had given it up.
        Some(state @ (RevisitState::Planned | RevisitState::Done | RevisitState::Ended)) => state,
        _ => return Ok(()),
    };
    // A correction of the result is told anew; another audit of the same assignment is not.
    if row.result_audit_id.is_some_and(|id| id != audit.id)
        || row.result_audit_id.is_some() && row.result_bp == audit.final_bp
    {
        return Ok(());
    }
    let policy = policy()?;
    let mut scores: Vec<u32> = audit.final_bp.into_iter().filter_map(|bp| u32::try_from(bp).ok()).collect();
    let mut before = row.previous;
    for _ in 0..CHAIN {
        let Some(id) = before else { break };
        let Some(one) = revisit::Entity::find_by_id(id).one(&**tx).await? else { break };
        scores.extend(one.result_bp.and_then(|bp| u32::try_from(bp).ok()));
        before = one.previous;
    }
    scores.reverse();
    let follow_up = order::follow_up(policy, &scores);
    let help = Span::WorkingDays(policy.reinspection.help_working_days);
    let by = follow_up.filter(|what| *what == FollowUp::Help);
    let result = revisit::ActiveModel {
        state: Set(RevisitState::Done.as_str().into()),
        result_audit_id: Set(Some(audit.id)),
        result_bp: Set(audit.final_bp),
        ..Default::default()
    };
    // A correction that asks for the same changes neither its date nor what was done.
    if row.follow_up.as_deref() == follow_up.map(FollowUp::as_str) {
        return write(tx, row, from, result, now_ms).await.map(drop);
    }
    let by = by.and_then(|_| after_or_weekdays(tx.calendar(), now_ms, help).at_ms());
    let change = revisit::ActiveModel {
        follow_up: Set(follow_up.map(|what| what.as_str().to_owned())),
        follow_up_by: Set(by),
        followed_day: Set(None),
        followed_note: Set(None),
        followed_by: Set(None),
        followed_at: Set(None),
        ..result
    };
    if write(tx, row, from, change, now_ms).await?
        && let Some(what) = follow_up
    {
        follow_ups::tell(tx, audit, what, by, now_ms).await?;
    }
    Ok(())
}

/// The instant at which a day, counted from 1970-01-01, begins in Shanghai.
pub fn day_begins(number: i32) -> i64 {
    i64::from(number) * DAY_MS - day::SHANGHAI_OFFSET_MS
}
