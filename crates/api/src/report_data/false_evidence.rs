//! What false evidence costs stations in a ranking (§5.4): a critical finding of its month, and their stars for some days.

use std::sync::Arc;

use forecourt_core::day::DAY_MS;
use forecourt_reports::{FalseEvidence, Period, closing::Days, day_of_ms};
use forecourt_store::orders::{self, POLICY, facts, order_of};

use super::{Names, last_instant};
use crate::{problem::Result, state::App};

/// What it costs in a period as of its last instant, or as of now while that is to come; by place of the station.
pub(super) async fn false_evidence(
    app: &App,
    names: &Names,
    period: Option<Period>,
) -> Result<Arc<Vec<FalseEvidence>>> {
    let star_days = orders::policy(i32::try_from(POLICY).unwrap_or(0))?.false_evidence_star_days;
    let now = app.clock.now_ms();
    let as_of_ms = period.map_or(now, |period| now.min(last_instant(period)));
    let days = period.map(Days::from);
    // By whole days, as the stars are counted.
    let (stars_from, _) = Days { first: day_of_ms(as_of_ms), last: day_of_ms(as_of_ms) }.bounds_ms();
    let stars_from = stars_from.saturating_sub(i64::from(star_days) * DAY_MS);
    let from_ms = days.map_or(stars_from, |days| stars_from.min(days.bounds_ms().0));
    let mut rejections = Vec::new();
    for row in facts::false_evidence(app.store.read(), from_ms).await? {
        let Some(place) = names.station_place.get(&row.station_id) else { continue };
        rejections.extend(order_of(&row)?.false_evidence_ms().map(|at_ms| (*place, day_of_ms(at_ms))));
    }
    Ok(Arc::new(FalseEvidence::of(&rejections, days, day_of_ms(as_of_ms), star_days)))
}
