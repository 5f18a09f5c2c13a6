//! What becomes of appeals by time (§3.7): level 1 that is silent passes them on, level 2 that is silent has decided for
//! the station, what the station does not take further is over. And the ranks after a decision.

use std::sync::Arc;

use forecourt_core::{
    appeal::{AppealOutcome, AppealState, AppealStep, Lapse},
    day::MINUTE_MS,
};
use forecourt_reports::{Level, Period, PeriodKind, Window};
use forecourt_store::{
    Tx,
    access::Scope,
    appeal_telling::{self, AppealNews},
    appeals::{self, Step, state_of},
    audit_log::{self, Act},
    audits::{read, review},
    entity::appeal,
};
use uuid::Uuid;

use super::publish;
use crate::{
    problem::{Problem, Result},
    report_data::{self, Field, rank},
    routes::appeals::{
        orders::{self, Told},
        settle::{Settling, Verdict, close, settle},
    },
    state::App,
};

/// A step of time that is made within so much of its instant counts as made at it, ms.
const ON_TIME_MS: i64 = 15 * MINUTE_MS;
/// How the end of a deadline stands in the audit log.
const OVER: &str = "JOB appeal-over";

/// Does what is due. Safe to repeat and to run on several instances; one appeal that fails holds up no other.
pub async fn run(app: &App, now_ms: i64) -> Result<()> {
    if let Err(error) = announce(app, now_ms).await {
        tracing::warn!(?error, "deadlines of appeals in a new year");
    }
    for id in app.store.appeals_over(now_ms).await? {
        // A published score may change by it: it stands in the log as what a person decides does.
        let subject = ("appeals".to_owned(), Some(id.to_string()));
        let act = Act::new(OVER.to_owned(), String::new(), subject, Uuid::new_v4(), now_ms);
        // On the heap: with all that a decision sets off it is too large to be handed on by value.
        if let Err(error) = audit_log::within(act, Box::pin(lapse(app, id, now_ms))).await {
            tracing::warn!(appeal = %id, ?error, "the deadline of an appeal is over, and nothing came of it yet");
            app.store.put_off_appeal(id, now_ms).await?;
        }
    }
    Ok(())
}

/// Computes what waited for the calendar of a year, and tells whom it concerns: windows, and deadlines of appeals
/// (decision 28).
async fn announce(app: &App, now_ms: i64) -> Result<()> {
    while app.store.announce_windows(now_ms).await? > 0 {}
    let calendar = app.store.calendar();
    for row in app.store.appeals_without_due().await? {
        // A deadline that would have been over before anybody knew of it gives its whole time from now on.
        let due = state_of(&row).map(|state| {
            let due = state.due(&calendar, row.since)?;
            if due < now_ms { state.due(&calendar, now_ms) } else { Some(due) }
        });
        let done = match due {
            Ok(Some(due)) => app.store.set_appeal_due(&row, due, now_ms).await,
            Ok(None) => Ok(()),
            Err(error) => Err(error),
        };
        if let Err(error) = done {
            tracing::warn!(appeal = %row.id, %error, "an appeal has no deadline yet");
        }
    }
    Ok(())
}

/// Lets the deadline of one appeal have its effect.
async fn lapse(app: &App, id: Uuid, now_ms: i64) -> Result<()> {
    let Some(seen) = appeals::find(app.store.read(), &Scope::everything(), id).await? else { return Ok(()) };
    let rank = match state_of(&seen)?.lapse() {
        Some(Lapse::ForStation) => rank_of(app, seen.station_id, seen.audit_id).await?,
        _ => None,
    };
    let tx = app.store.begin("appeal_over").await?;
    let Some(row) = appeals::find(&*tx, &Scope::everything(), id).await? else { return Ok(()) };
    if row.due_at.is_none_or(|due| due >= now_ms) {
        return Ok(());
    }
    // A tick that comes a moment after 18:00:00 gives nobody a day more.
    let since = row.due_at.filter(|due| now_ms - due <= ON_TIME_MS).unwrap_or(now_ms);
    match state_of(&row)?.lapse() {
        Some(Lapse::StepUp) => {
            let next = appeal::Model {
                state: AppealState::Level2.as_str().into(),
                since,
                due_at: AppealState::Level2.due(tx.calendar(), since),
                ..row.clone()
            };
            turn(&tx, &row, next.clone(), AppealStep::SteppedUp, 2, now_ms).await?;
            appeal_telling::tell(&tx, &next, AppealNews::WentUp, now_ms).await?;
        }
        Some(Lapse::Close) => {
            let next = appeal::Model {
                state: AppealState::Closed.as_str().into(),
                since: now_ms,
                due_at: None,
                ..row.clone()
            };
            review::hold(&tx, row.audit_id, None).await?;
            turn(&tx, &row, next, AppealStep::Accepted, 1, now_ms).await?;
            close(&tx, row.audit_id, now_ms).await?;
            orders::tell(&tx, &row, Told::Ended { at_ms: row.due_at.unwrap_or(now_ms) }, now_ms).await?;
            publish::look_again(&tx).await?;
        }
        Some(Lapse::ForStation) => {
            review::hold(&tx, row.audit_id, None).await?;
            let audit = read::find(&*tx, &Scope::everything(), row.audit_id).await?;
            let audit = audit.ok_or_else(|| Problem::internal(format!("appeal {id} has no audit")))?;
            let by = (AppealStep::DecidedBySilence, None);
            let verdict =
                Verdict { outcome: AppealOutcome::Upheld, value: None, reason: None, accept_incomplete: true };
            settle(Settling { app: app.clone(), tx: &tx, row, audit, by, rank }, verdict).await?;
        }
        None => return Ok(()),
    }
    Ok(tx.commit().await?)
}

async fn turn(tx: &Tx, seen: &appeal::Model, next: appeal::Model, kind: AppealStep, level: i16, at: i64) -> Result<()> {
    if !appeals::change(tx, seen, next).await? {
        return Err(Problem::wrong_state(&seen.state));
    }
    let step =
        Step { kind, level, person_id: None, at, reason: None, evidence: Vec::new(), outcome: None, value: None };
    Ok(appeals::add_step(tx, seen.id, step).await?)
}

/// The live rank of a station in the month of an audit's visit; none when it is not ranked.
pub async fn rank_of(app: &App, station_id: Uuid, audit_id: Uuid) -> Result<Option<i32>> {
    let audit = read::find(app.store.read(), &Scope::everything(), audit_id).await?.ok_or_else(Problem::not_found)?;
    let Some(month) = Period::containing(audit.visit_day, PeriodKind::Month) else { return Ok(None) };
    let days = (month.first_day(), month.last_day());
    let basis = Arc::new(report_data::ranked(app, days, Some(month)).await?);
    let minimum = month.minimum(&basis.rules.checklist.period);
    let field = Field { window: Window::from(month), level: Level::Station, minimum, org_unit: None, class: None };
    let Some(place) = basis.names.station_place.get(&station_id).copied() else { return Ok(None) };
    let ranking = rank(app, &basis, &field, None).await?;
    let found = ranking.row(place).and_then(|row| row.rank);
    Ok(found.and_then(|rank| i32::try_from(rank).ok()))
}

/// Notes the ranks after decisions that changed a score.
pub async fn rank_decided(app: &App) -> Result<()> {
    for row in app.store.appeals_to_rank().await? {
        match rank_of(app, row.station_id, row.audit_id).await {
            Ok(rank) => app.store.set_appeal_rank(row.id, rank).await?,
            Err(error) => tracing::warn!(appeal = %row.id, ?error, "the rank after a decision is not known yet"),
        }
    }
    Ok(())
}
