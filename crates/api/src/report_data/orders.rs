//! Rectification orders, and what was seen of their items again, as reports take them (§4.8).

use std::collections::{BTreeSet, HashMap};

use forecourt_core::{calendar::Calendar, day::DAY_MS};
use forecourt_reports::{OrderFact, Outcome, SeenAgain, VisitFact, closing::Days, unpack};
use forecourt_store::{
    access::Scope,
    entity::rectification,
    orders::{self, POLICY, facts, facts::CountedBy, facts::Look, order_of},
};
use serde_json::Value;
use uuid::Uuid;

use super::Names;
use crate::{
    problem::{Problem, Result},
    state::App,
};

/// Orders with their rows as they are now, and what was looked at meanwhile.
#[derive(Debug, Default)]
pub struct OrderRows {
    /// One an order that counts, by what became of it until now.
    pub orders: Vec<OrderFact>,
    /// The same orders as they stood at the instant that was asked for; empty when none was.
    pub then: Vec<OrderFact>,
    /// Their rows without their documents, in the same order.
    pub rows: Vec<rectification::Model>,
    /// Closed orders whose item was looked at again.
    pub seen: Vec<SeenAgain>,
    /// Published audits with their problems.
    pub visits: Vec<VisitFact>,
}

impl OrderRows {
    /// One order. Its history is dropped: a nation's orders with theirs do not fit into memory.
    fn take(&mut self, names: &Names, mut row: rectification::Model, told: Told, calendar: &Calendar) -> Result<()> {
        let Some(station) = names.station_place.get(&row.station_id) else { return Ok(()) };
        let rules = orders::rules(row.policy_version, calendar)?;
        let mut order = order_of(&row)?;
        let Some(now) = OrderFact::of(*station, &order, told.now_ms, rules) else { return Ok(()) };
        if let Some(as_of_ms) = told.then_ms {
            // What has happened since is not of then.
            if order.history.last().is_some_and(|last| last.at_ms > as_of_ms) {
                order = order.as_of(as_of_ms, rules);
            }
            let Some(then) = OrderFact::of(*station, &order, as_of_ms, rules) else { return Ok(()) };
            self.then.push(then);
        }
        row.document = Value::Null;
        self.orders.push(now);
        self.rows.push(row);
        Ok(())
    }
}

/// The instants that orders are told of.
#[derive(Clone, Copy, Debug)]
pub struct Told {
    /// Figures are judged by what became of the orders until then.
    pub now_ms: i64,
    /// What stood open is of this instant, if anybody wants it.
    pub then_ms: Option<i64>,
}

/// Everything in scope that a report over these days needs; orders of stations that are gone are left out.
pub async fn order_rows(
    app: &App,
    scope: &Scope,
    names: &Names,
    days: Days,
    told: Told,
    by: CountedBy,
) -> Result<OrderRows> {
    let (from_ms, end_ms) = days.bounds_ms();
    // What is issued later was not due in these days, and closed in none of them.
    let until_ms = told.now_ms.min(end_ms - 1);
    let (mut found, calendar) = (OrderRows::default(), app.store.calendar());
    each_issued(app, scope, from_ms, until_ms, |row| found.take(names, row, told, &calendar)).await?;
    found.seen = seen_again(app, scope, names, from_ms, (until_ms, told.now_ms)).await?;
    for (station, day, problems) in facts::problems(app.store.read(), scope, by, days.first, days.last).await? {
        let Some(station) = names.station_place.get(&station) else { continue };
        found.visits.push(VisitFact { station: *station, day, problems: u16::try_from(problems).unwrap_or(u16::MAX) });
    }
    Ok(found)
}

/// Hands over the orders that were issued by an instant and matter since another, piece by piece: a nation's do not fit into
/// memory together.
pub(super) async fn each_issued(
    app: &App,
    scope: &Scope,
    from_ms: i64,
    as_of_ms: i64,
    mut take: impl FnMut(rectification::Model) -> Result<()>,
) -> Result<()> {
    let mut after = None;
    loop {
        let piece = facts::issued(app.store.read(), scope, from_ms, as_of_ms, after).await?;
        let is_last = piece.len() as u64 != facts::PIECE;
        after = piece.last().and_then(|row| Some((row.issued_at?, row.id)));
        piece.into_iter().try_for_each(&mut take)?;
        if is_last || after.is_none() {
            return Ok(());
        }
    }
}

/// Orders that were closed by one instant, whose item an audit looked at again in the policy's days and by another (§5.5).
async fn seen_again(
    app: &App,
    scope: &Scope,
    names: &Names,
    from_ms: i64,
    (closed_ms, looked_ms): (i64, i64),
) -> Result<Vec<SeenAgain>> {
    let within = orders::policy(i32::try_from(POLICY).unwrap_or(0))?.repeat.within_days;
    let since = from_ms.saturating_sub(i64::from(within) * DAY_MS);
    let closed = facts::closed(app.store.read(), scope, since, closed_ms).await?;
    let stations: BTreeSet<Uuid> = closed.iter().map(|(station, ..)| *station).collect();
    let stations: Vec<Uuid> = stations.into_iter().collect();
    let mut looks: HashMap<Uuid, Vec<(Look, Vec<Outcome>)>> = HashMap::new();
    for look in facts::looks(app.store.read(), &stations, since, looked_ms).await? {
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
