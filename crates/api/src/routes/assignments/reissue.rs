//! The visit of an incomplete audit once more (decision 19), where the rules of visits allow it by themselves; else it is
//! left to a planner.

use forecourt_core::states::{AssignmentState, AuditState, RoundState};
use forecourt_store::{
    Tx,
    access::Scope,
    entity::{assignment, audit},
    orders::revisits::{self, Before},
    org,
    people::Sight,
    plan::{assignments as store, rounds},
    stations,
};
use uuid::Uuid;

use super::{
    NewAssignment,
    desk::{Desk, Planner},
    verbs::as_plan,
};
use crate::{problem::Result, state::App, times::rfc3339};

/// Shoppers that are looked at.
const CANDIDATES: u64 = 50;

/// What became of the assignment of an incomplete audit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Again {
    /// It was issued again, as this one.
    Issued(Uuid),
    /// It was issued again before.
    Before,
    /// No rule-abiding visit was found: a planner finds it among those that are to be issued again.
    LeftToPlanner,
    /// Another audit of it stands, or a planner has ended it otherwise.
    NotNeeded,
}

/// Whether an assignment may be issued again: once, and only when no audit of it stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// It may.
    Free,
    /// It was, as this one.
    IssuedAs(Uuid),
    /// An audit of it stands, or is to come.
    Stands,
}

/// How an assignment stands; `but` is an audit that is about to become incomplete.
pub async fn standing(tx: &Tx, old: &assignment::Model, but: Option<Uuid>) -> Result<Standing> {
    if let Some(next) = store::reissue_of(&**tx, old.id).await? {
        return Ok(Standing::IssuedAs(next));
    }
    let states = store::audit_states(&**tx, old.id, but).await?;
    let gone = |word: &String| matches!(AuditState::parse(word), Some(AuditState::Void | AuditState::Incomplete));
    let awaited = old.state == AssignmentState::Delivered.as_str() && states.is_empty() && but.is_none();
    Ok(if states.iter().all(gone) && !awaited { Standing::Free } else { Standing::Stands })
}

/// Issues an assignment again, whole weeks later: same weekday, same slot. For the same shopper if the rotation lets
/// him, else for whoever holds the fewest open assignments of the round and may make it. A planned assignment is bound
/// to the same rules; here nobody passes over one with a reason.
pub async fn again(tx: &Tx, app: &App, audit: &audit::Model, old: &assignment::Model, now_ms: i64) -> Result<Again> {
    match standing(tx, old, Some(audit.id)).await? {
        Standing::IssuedAs(_) => return Ok(Again::Before),
        Standing::Stands => return Ok(Again::NotNeeded),
        Standing::Free if old.state != AssignmentState::Delivered.as_str() => return Ok(Again::NotNeeded),
        Standing::Free => {}
    }
    let everything = Scope::everything();
    let round = rounds::find(&**tx, &everything, old.round_id).await?;
    // Once only; and phones see visits of open rounds only.
    if old.reissue_of.is_some() || round.is_none_or(|round| round.state != RoundState::Open.as_str()) {
        return Ok(Again::LeftToPlanner);
    }
    if matches!(revisits::before(tx, old.id).await?, Before::Ended | Before::Open) {
        return Ok(Again::LeftToPlanner);
    }
    let plans = plans(tx, old, now_ms).await?;
    let planner = Planner { scope: everything.clone(), sight: Sight { everyone: Some(everything), shoppers: None } };
    let mut desk = Desk::load(tx, app, &planner, &plans, None).await?.in_place_of(tx, old).await?;
    for plan in &plans {
        let judged = desk.judge(plan, false);
        if let (Some(mut row), true) = (judged.row, judged.doubts.is_empty()) {
            // Its version grows, so that nobody issues it again at the same time.
            if !store::transition(tx, old, old, now_ms).await? {
                return Ok(Again::LeftToPlanner);
            }
            row.reissue_of = Some(old.id);
            let id = row.id;
            store::insert(tx, vec![row], now_ms).await?;
            return Ok(Again::Issued(id));
        }
    }
    Ok(Again::LeftToPlanner)
}

/// The visit for each shopper who could make it, in the order in which they are asked.
async fn plans(tx: &Tx, old: &assignment::Model, now_ms: i64) -> Result<Vec<NewAssignment>> {
    let shift = weeks_ahead(old.window_start, now_ms);
    let stations = stations::find_all(&**tx, &Scope::everything(), &[old.station_id]).await?;
    let units: Vec<Uuid> = stations.iter().map(|station| station.org_unit_id).collect();
    let chains: Vec<Uuid> = org::chains(&**tx, &units).await?.into_values().flatten().collect();
    let others = store::holders_of_round(&**tx, old.round_id, &chains, CANDIDATES).await?;
    let others = others.into_iter().filter(|shopper| *shopper != old.shopper_id);
    let plan = NewAssignment {
        id: Uuid::new_v4(),
        window_start: rfc3339(old.window_start.saturating_add(shift)),
        window_end: rfc3339(old.window_end.saturating_add(shift)),
        ..as_plan(old)
    };
    Ok(std::iter::once(old.shopper_id)
        .chain(others)
        .map(|shopper_id| NewAssignment { shopper_id, ..plan.clone() })
        .collect())
}

/// The smallest number of whole weeks, ms, after which a window begins at least a day from now.
fn weeks_ahead(window_start: i64, now_ms: i64) -> i64 {
    const DAY_MS: i64 = 86_400_000;
    const WEEK_MS: i64 = 7 * DAY_MS;
    let late = now_ms.saturating_add(DAY_MS).saturating_sub(window_start);
    if late <= 0 { WEEK_MS } else { late.saturating_add(WEEK_MS - 1) / WEEK_MS * WEEK_MS }
}

#[cfg(test)]
mod tests {
    use super::weeks_ahead;

    #[test]
    fn a_window_moves_by_whole_weeks_into_the_future() {
        const DAY: i64 = 86_400_000;
        assert_eq!(weeks_ahead(0, 0), 7 * DAY);
        assert_eq!(weeks_ahead(0, 6 * DAY), 7 * DAY);
        assert_eq!(weeks_ahead(0, 6 * DAY + 1), 14 * DAY);
        assert_eq!(weeks_ahead(100 * DAY, 0), 7 * DAY, "even if it has not begun");
    }
}
