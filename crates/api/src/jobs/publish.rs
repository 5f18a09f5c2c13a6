//! Publication at its hour and the end of appeal windows (decisions 19 and 20).

use forecourt_core::{
    appeal, calendar,
    day::{self, DAY_MS, HOUR_MS},
};
use forecourt_reports::day_of_ms;
use forecourt_store::{Tx, audits::publish::Run, meta};
use uuid::Uuid;

use crate::{problem::Result, state::App};

/// Audits that become final in one step.
const FINAL_BATCH: u64 = 500;
/// The last day, at 18:00, up to which ended windows were looked for.
const FINALISED_DAY: &str = "finalised_day";

/// What a run did.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Outcome {
    /// Audits that were published.
    pub published: usize,
    /// Audits that became final.
    pub finalised: usize,
}

/// Publishes what is due and ends appeal windows. Safe to repeat and to run on several instances.
pub async fn run(app: &App, now_ms: i64) -> Result<Outcome> {
    let published = publish_due(app, now_ms, Run { id: Uuid::new_v4(), at_once: false }).await?;
    Ok(Outcome { published, finalised: finalise(app, now_ms).await? })
}

/// Publishes everything whose day has come, batch by batch.
pub async fn publish_due(app: &App, now_ms: i64, run: Run) -> Result<usize> {
    let (due_day, today) = (due_day(now_ms), day_of_ms(now_ms));
    let (mut published, mut after) = (0, None);
    loop {
        let forms = |id: &str, version| app.checklists.form(id, version);
        let (batch, last) = app.store.publish_batch(due_day, today, after, run, &forms, now_ms).await?;
        published += batch;
        after = last;
        if after.is_none() {
            break;
        }
    }
    if published > 0 {
        tracing::info!(published, publication = %run.id, "audits published");
    }
    Ok(published)
}

/// The newest day whose hour of publication is over.
fn due_day(now_ms: i64) -> i32 {
    let today = day_of_ms(now_ms);
    if day::time_of(now_ms) >= calendar::PUBLICATION_HOUR * HOUR_MS { today } else { today - 1 }
}

/// Makes published audits final whose window is over. Windows end at 18:00, so that once a day is enough.
async fn finalise(app: &App, now_ms: i64) -> Result<usize> {
    let over_day = window_day(now_ms);
    let known = meta::get(app.store.read(), FINALISED_DAY).await?;
    if known.as_deref().and_then(|text| text.parse().ok()).is_some_and(|known: i32| known >= over_day) {
        return Ok(0);
    }
    let mut finalised = 0;
    let calendar = app.store.calendar();
    loop {
        let began = now_ms.saturating_sub(i64::from(appeal::FILE_DAYS) * DAY_MS);
        let published = app.store.windows_over(began, FINAL_BATCH).await?;
        let is_over = |(_, at): &(Uuid, i64)| appeal::is_over(&calendar, *at, now_ms);
        let over: Vec<(Uuid, i64)> = published.into_iter().filter(is_over).collect();
        if let Some(newest) = over.iter().map(|(_, at)| *at).max() {
            let ids: Vec<Uuid> = over.iter().map(|(id, _)| *id).collect();
            finalised += app.store.finalise(&ids, newest, now_ms).await?;
        }
        // Ordered by their beginning: behind the first open window there are only open ones.
        if over.len() < usize::try_from(FINAL_BATCH).unwrap_or(usize::MAX) {
            break;
        }
    }
    let tx = app.store.begin("finalised_day").await?;
    // An appeal that ended meanwhile asked for another look: that stands.
    meta::swap(&*tx, FINALISED_DAY, known.as_deref(), &over_day.to_string()).await?;
    tx.commit().await?;
    Ok(finalised)
}

/// The newest day whose 18:00 is over.
fn window_day(now_ms: i64) -> i32 {
    let today = day_of_ms(now_ms);
    // 18:00:00 itself still counts for the station.
    if day::time_of(now_ms) > calendar::CLOSE_HOUR * HOUR_MS { today } else { today - 1 }
}

/// Lets the next run look at every ended window once more: an appeal that held up its audit is over. Each call asks by a
/// word of its own, which is no day: a run that had begun before sees that it was asked again.
pub async fn look_again(tx: &Tx) -> Result<()> {
    Ok(meta::set(&**tx, FINALISED_DAY, &format!("again {}", Uuid::new_v4())).await?)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::times::{parse_day, parse_rfc3339};

    fn at(text: &str) -> i64 {
        parse_rfc3339(text).unwrap()
    }

    #[test]
    fn a_day_is_due_from_nine_in_shanghai_on() {
        let day = parse_day("2026-03-10").unwrap();
        assert_eq!(due_day(at("2026-03-10T00:59:59.999Z")), day - 1);
        assert_eq!(due_day(at("2026-03-10T01:00:00Z")), day);
        assert_eq!(due_day(at("2026-03-10T15:59:59Z")), day);
        assert_eq!(due_day(at("2026-03-10T16:00:00Z")), day, "the next day has begun, not its hour");
    }

    #[test]
    fn windows_are_looked_for_once_a_day_after_six() {
        assert_eq!(window_day(at("2026-03-13T10:00:00Z")), parse_day("2026-03-12").unwrap());
        assert_eq!(window_day(at("2026-03-13T10:00:00.001Z")), parse_day("2026-03-13").unwrap());
    }
}
