//! What is due by time: publication, orders, returns that ended, photos that may have arrived, cleaning up. Every step is safe
//! to repeat and to run on several instances at once.

use forecourt_core::day;

use super::right_time;
use crate::{problem::Result, state::App};

const DAY_MS: i64 = 86_400_000;

/// Runs every step once; a step that fails is logged and tried again at the next tick. Answers whether audits were
/// published.
pub async fn run(app: &App) -> bool {
    run_by(app, || right_time::own(app)).await
}

/// The same by a clock of one's own, epoch ms; `None` is right whatever the database says.
pub async fn run_by(app: &App, own: impl Fn() -> Option<i64>) -> bool {
    if !right_time::compare(app, own).await {
        return false;
    }
    let now = app.clock.now_ms();
    log("calendar", calendar(app, now).await);
    // Before the windows are looked at: what is silent ends first.
    log("appeals", super::appeals::run(app, now).await);
    let publication = super::publish::run(app, now).await;
    let published = publication.as_ref().is_ok_and(|outcome| outcome.published > 0);
    log("publication", publication.map(|_| ()));
    // Behind what has its hour: each ranking reads a month.
    log("ranks", super::appeals::rank_decided(app).await);
    // Before the digests of what comes late are made.
    log("late reviews", app.store.tell_late_reviews(now).await.map(|_| ()));
    log("orders", super::orders::run(app, now).await.map(|_| ()));
    log("bulletin", super::bulletin::run(app, now).await);
    log("deliveries", crate::telling::queue::run(app, now).await.map(|_| ()));
    log("old deliveries", app.store.forget_deliveries(now - 90 * DAY_MS).await.map(|_| ()));
    log("returns", app.store.end_returns(now).await.map(|_| ()));
    log("photos", app.store.look_for_photos(now).await.map(|_| ()));
    log("retention", super::erase::ask(app, now).await);
    log("exports", app.store.expire_exports(now, app.clock.work_ms()).await.map(|_| ()));
    log("keys", app.store.forget_keys(app.clock.real_ms() - 30 * DAY_MS).await.map(|_| ()));
    log("sessions", app.store.forget_ended(app.clock.real_ms()).await.map(|_| ()));
    log("drafts", app.store.forget_drafts(now).await.map(|_| ()));
    log("signals", app.live.forget_old(app).await);
    app.metrics.streams.set(i64::try_from(app.live.count()).unwrap_or(i64::MAX));
    log("changes", app.store.forget_changes(now - 60 * DAY_MS).await.map(|_| ()));
    log("checklists", app.checklists.refresh(&app.store).await);
    match app.store.job_figures(app.clock.work_ms()).await {
        Ok(figures) => {
            app.metrics.jobs_dead.set(figures.dead);
            app.metrics.jobs_due.set(figures.due);
            app.metrics.oldest_job_s.set(figures.oldest_s);
        }
        Err(error) => tracing::warn!(%error, "job figures"),
    }
    match app.store.delivery_figures().await {
        Ok(figures) => {
            app.metrics.deliveries_waiting.set(figures.waiting);
            app.metrics.deliveries_dead.set(figures.dead);
        }
        Err(error) => tracing::warn!(%error, "delivery figures"),
    }
    published
}

/// Reads the years that were imported, and warns of one that is missing (decision 28).
async fn calendar(app: &App, now_ms: i64) -> Result<()> {
    app.store.refresh_calendar().await?;
    let missing = app.store.warn_of_missing_year(day::date_of(now_ms), now_ms).await?;
    app.metrics.calendar_missing.set(missing.map_or(0, i64::from));
    Ok(())
}

fn log<E: std::fmt::Debug>(step: &str, outcome: Result<(), E>) {
    if let Err(error) = outcome {
        tracing::warn!(step, ?error, "tick step failed; it will run again");
    }
}
