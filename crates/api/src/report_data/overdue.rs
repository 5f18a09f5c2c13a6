//! Open overdue orders by station: a criterion of the ranking and of five stars (§3.3, §3.5, decisions 18 and 26).

use std::{collections::HashMap, sync::Arc};

use forecourt_reports::{OrderFact, Period};
use forecourt_store::{
    access::Scope,
    entity::rectification,
    orders::{self, facts, order_of},
};
use uuid::Uuid;

use super::{Names, orders::each_issued};
use crate::{problem::Result, state::App};

/// Overdue orders by station.
pub(super) type ByStation = Arc<HashMap<Uuid, u32>>;

/// How long what was overdue at a past instant is kept: it changes only when an order of then is cancelled.
const KEPT_MS: i64 = 60_000;

/// The last instant of a period: as of it the overdue orders of an edition count.
pub fn last_instant(period: Period) -> i64 {
    period.bounds_ms().1.saturating_sub(1)
}

/// Open overdue orders by place of the station: now, or as of an instant that is over.
pub async fn overdue(app: &App, names: &Names, as_of_ms: i64) -> Result<Arc<Vec<u32>>> {
    let counts = if as_of_ms >= app.clock.now_ms() { now(app).await? } else { kept(app, as_of_ms).await? };
    let mut places = vec![0; names.stations.len()];
    for (station, count) in counts.iter() {
        if let Some(place) = names.station_place.get(station).and_then(|place| places.get_mut(*place as usize)) {
            *place = *count;
        }
    }
    Ok(Arc::new(places))
}

/// Lets go of what is kept of an instant: an edition is made of what holds when it is closed.
pub fn forget(app: &App, as_of_ms: i64) {
    app.reports.lock().forget_overdue(as_of_ms);
}

async fn now(app: &App) -> Result<ByStation> {
    let rows = facts::overdue_now(app.store.read()).await?;
    let count = |count: i64| u32::try_from(count).unwrap_or(u32::MAX);
    Ok(Arc::new(rows.into_iter().map(|(station, overdue)| (station, count(overdue))).collect()))
}

async fn kept(app: &App, as_of_ms: i64) -> Result<ByStation> {
    let real_ms = app.clock.real_ms();
    if let Some(known) = app.reports.lock().overdue(as_of_ms, real_ms) {
        return Ok(known);
    }
    let counts = Arc::new(then(app, as_of_ms).await?);
    app.reports.lock().keep_overdue(as_of_ms, real_ms.saturating_add(KEPT_MS), counts.clone());
    Ok(counts)
}

/// As the orders stood then: what has happened since is not of then.
async fn then(app: &App, as_of_ms: i64) -> Result<HashMap<Uuid, u32>> {
    let (mut counts, calendar) = (HashMap::new(), app.store.calendar());
    let count = |row: rectification::Model| {
        let rules = orders::rules(row.policy_version, &calendar)?;
        let order = order_of(&row)?.as_of(as_of_ms, rules);
        let fact = OrderFact::of(0, &order, as_of_ms, rules);
        if fact.is_some_and(|fact| fact.overdue_since_ms.is_some()) {
            *counts.entry(row.station_id).or_default() += 1;
        }
        Ok(())
    };
    each_issued(app, &Scope::everything(), as_of_ms, as_of_ms, count).await?;
    Ok(counts)
}
