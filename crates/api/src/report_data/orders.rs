//! Rectification orders, and what was seen of their items again, as reports take them (§4.8).

use std::collections::{BTreeSet, HashMap};

use forecourt_core::day::DAY_MS;
use forecourt_reports::{OrderFact, Outcome, SeenAgain, VisitFact, closing::Days, unpack};
use forecourt_store::{
    access::Scope,
    entity::rectification,
    orders::{self, POLICY, facts, facts::CountedBy, facts::Look, order_of},
};
use uuid::Uuid;

use super::Names;
use crate::{
    problem::{Problem, Result},
    state::App,
};

/// Orders as they stood at an instant, with their rows, and what was looked at meanwhile.
#[derive(Debug, Default)]
pub struct OrderRows {
    /// One an order that counts.
    pub orders: Vec<OrderFact>,
    /// Their rows, in the same order.
    pub rows: Vec<rectification::Model>,
    /// Closed orders whose item was looked at again.
    pub seen: Vec<SeenAgain>,
    /// Published audits with their problems.
    pub visits: Vec<VisitFact>,
}

/// Everything in scope that a report over these days needs, as of an instant; orders of stations that are gone are left out.
pub async fn order_rows(
    app: &App,
    scope: &Scope,
    names: &Names,
    days: Days,
    as_of_ms: i64,
    by: CountedBy,
) -> Result<OrderRows> {
    let (from_ms, _) = days.bounds_ms();
    let mut found = OrderRows::default();
    for row in facts::issued(app.store.read(), scope, from_ms, as_of_ms).await? {
        let Some(station) = names.station_place.get(&row.station_id) else { continue };
        let rules = orders::rules(row.policy_version)?;
        let mut order = order_of(&row)?;
        // What has happened since is not of then.
        if order.history.last().is_some_and(|last| last.at_ms > as_of_ms) {
            order = order.as_of(as_of_ms, rules);
        }
        if let Some(fact) = OrderFact::of(*station, &order, as_of_ms, rules) {
            found.orders.push(fact);
            found.rows.push(row);
        }
    }
    found.seen = seen_again(app, scope, names, from_ms, as_of_ms).await?;
    for (station, day, problems) in facts::problems(app.store.read(), scope, by, days.first, days.last).await? {
        let Some(station) = names.station_place.get(&station) else { continue };
        found.visits.push(VisitFact { station: *station, day, problems: u16::try_from(problems).unwrap_or(u16::MAX) });
    }
    Ok(found)
}

/// Closed orders whose item an audit looked at again in the policy's days (§5.5).
async fn seen_again(app: &App, scope: &Scope, names: &Names, from_ms: i64, as_of_ms: i64) -> Result<Vec<SeenAgain>> {
    let within = orders::rules(i32::try_from(POLICY).unwrap_or(0))?.policy.repeat.within_days;
    let since = from_ms.saturating_sub(i64::from(within) * DAY_MS);
    let closed = facts::closed(app.store.read(), scope, since, as_of_ms).await?;
    let stations: BTreeSet<Uuid> = closed.iter().map(|(station, ..)| *station).collect();
    let stations: Vec<Uuid> = stations.into_iter().collect();
    let mut looks: HashMap<Uuid, Vec<(Look, Vec<Outcome>)>> = HashMap::new();
    for look in facts::looks(app.store.read(), &stations, since, as_of_ms).await? {
        let outcomes = outcomes_of(app, &look)?;
        looks.entry(look.station_id).or_default().push((look, outcomes));
    }
    let mut seen = Vec::new();
    for (station, item, closed_ms) in closed {
        let (Some(place), Some(looks)) = (names.station_place.get(&station), looks.get(&station)) else { continue };
        let of_item: Vec<(i64, bool)> = looks
            .iter()
            .filter_map(|(look, outcomes)| Some((look.visit_start, missed(app, look, outcomes, &item)?)))
            .collect();
        seen.extend(SeenAgain::of(*place, closed_ms, &of_item, within));
    }
    Ok(seen)
}

fn outcomes_of(app: &App, look: &Look) -> Result<Vec<Outcome>> {
    let published = u32::try_from(look.checklist_version).ok().and_then(|v| app.checklists.get(&look.checklist_id, v));
    let (Some(published), Some(packed)) = (published, &look.outcomes) else { return Ok(Vec::new()) };
    unpack(packed, published.checklist.items.len()).map_err(Problem::internal)
}

/// Whether an audit missed an item; `None` when it was not answered.
fn missed(app: &App, look: &Look, outcomes: &[Outcome], item: &str) -> Option<bool> {
    let version = u32::try_from(look.checklist_version).ok()?;
    let published = app.checklists.get(&look.checklist_id, version)?;
    match outcomes.get(published.checklist.item_index(item)?)? {
        Outcome::Full | Outcome::Met => Some(false),
        Outcome::Partial | Outcome::PartialLow | Outcome::Missed => Some(true),
        _ => None,
    }
}
