//! What people are told of appeals (§3.7, decision 30), in the transaction that makes it true. Messages reach stations: they
//! name no reviewer and no panel.

use std::collections::BTreeSet;

use forecourt_core::{
    appeal::{AppealOutcome, AppealState, window_end},
    day,
    order::{Contact, Level, Recipient},
    states::Role,
};
use sea_orm::{
    EntityTrait,
    prelude::{Json, Uuid},
};
use serde_json::json;

use crate::{
    Result, StoreError, Tx,
    appeals::await_calendar,
    entity::{appeal, audit},
    orders::{
        contacts::{Directory, Told, holders},
        outbox::{self, Telling, kind},
    },
};

/// What happened to an appeal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AppealNews {
    /// It was filed: level 1 decides.
    Filed,
    /// It went up: level 2 decides.
    WentUp,
    /// The panel asks the station for footage.
    FootageAsked,
    /// The station has handed it in.
    FootageGiven,
    /// It was decided, or its audit counts no longer.
    Decided,
    /// Its deadline waited for the calendar of a year, which is known now (decision 28).
    DueKnown,
}

const STATION: Recipient = Recipient { level: Level::Station, contact: Contact::Head };

/// Tells whom an appeal concerns, as it stands after what happened: the panel that decides now, and the station.
pub async fn tell(tx: &Tx, row: &appeal::Model, news: AppealNews, now_ms: i64) -> Result<()> {
    let mut told = Vec::new();
    let decider = AppealState::parse(&row.state).and_then(AppealState::decider);
    match news {
        AppealNews::Filed => told.push(holders(tx, row.station_id, Role::AppealL1).await?),
        AppealNews::WentUp => told.push(holders(tx, row.station_id, Role::AppealL2).await?),
        AppealNews::FootageGiven => {
            told.push(holders(tx, row.station_id, decider.unwrap_or(Role::AppealL1)).await?);
        }
        AppealNews::DueKnown => {
            if let Some(role) = decider {
                told.push(holders(tx, row.station_id, role).await?);
            }
        }
        AppealNews::FootageAsked | AppealNews::Decided => {}
    }
    // Who has to keep a deadline is told of it: the panel that decides, else the station, which may still go on.
    let of_panel = news == AppealNews::DueKnown && decider.is_some();
    if !of_panel && !matches!(news, AppealNews::Filed | AppealNews::FootageGiven) {
        told.push(Directory::load(&**tx, &[row.station_id]).await?.find(row.station_id, STATION));
    }
    let kind = match news {
        AppealNews::Filed => kind::APPEAL_FILED,
        AppealNews::WentUp => kind::APPEAL_WENT_UP,
        AppealNews::FootageAsked => kind::FOOTAGE_ASKED,
        AppealNews::FootageGiven => kind::FOOTAGE_GIVEN,
        AppealNews::Decided => kind::APPEAL_DECIDED,
        AppealNews::DueKnown => kind::APPEAL_DUE_KNOWN,
    };
    let audit = audit::Entity::find_by_id(row.audit_id).one(&**tx).await?;
    let audit = audit.ok_or_else(|| StoreError::Corrupt(format!("appeal {} has no audit", row.id)))?;
    let mut payload = about(&audit);
    payload["appeal"] = json!(row.id);
    payload["item_id"] = json!(row.item);
    payload["due"] = json!(row.due_at);
    if news == AppealNews::Decided {
        payload["outcome"] = json!(row.outcome.as_deref().unwrap_or(AppealOutcome::Rejected.as_str()));
        let change = row.bp_after.zip(row.bp_before).map_or(0, |(after, before)| i32::from(after) - i32::from(before));
        payload["score_change"] = json!(change);
    }
    outbox::put(tx, vec![telling(kind, &audit, Some(row.id), told, payload, now_ms)]).await
}

/// Tells that audits were published, and stations until when they may appeal them. Programs follow publications by an event
/// of each; a person hears of one once, with its score: of what lost no points by that event, since it cannot be appealed.
pub async fn tell_published(tx: &Tx, audits: &[&audit::Model], now_ms: i64) -> Result<()> {
    let directory = directory_of(tx, audits.iter().copied()).await?;
    let tellings = audits.iter().map(|row| {
        let told = if lost_points(row) { Vec::new() } else { vec![directory.find(row.station_id, STATION)] };
        of_day(telling(kind::PUBLISHED, row, Some(row.id), told, with_score(row), now_ms))
    });
    outbox::put(tx, tellings.collect()).await?;
    tell_windows(tx, audits, now_ms).await
}

/// Tells stations that audits may be appealed, and until when: after publication, and after a correction for the worse.
/// What lost no points cannot be appealed. A window whose year is not known is told once more when it is (decision 28).
pub async fn tell_windows(tx: &Tx, audits: &[&audit::Model], from_ms: i64) -> Result<()> {
    let audits: Vec<&audit::Model> = audits.iter().copied().filter(|row| lost_points(row)).collect();
    if audits.is_empty() {
        return Ok(());
    }
    let directory = directory_of(tx, audits.iter().copied()).await?;
    let until = window_end(tx.calendar(), from_ms).ok();
    let tellings = audits.iter().map(|row| {
        let mut payload = with_score(row);
        payload["due"] = json!(until);
        let told = vec![directory.find(row.station_id, STATION)];
        of_day(telling(kind::APPEAL_WINDOW, row, Some(row.id), told, payload, from_ms))
    });
    outbox::put(tx, tellings.collect()).await?;
    await_calendar(tx, audits.iter().map(|row| row.id), from_ms).await
}

/// Tells stations the end of windows that waited for the calendar of a year: each audit with the beginning of its window.
pub(crate) async fn tell_known(tx: &Tx, windows: &[(&audit::Model, i64)], now_ms: i64) -> Result<()> {
    let directory = directory_of(tx, windows.iter().map(|(row, _)| *row)).await?;
    let mut tellings = Vec::new();
    for (row, from_ms) in windows {
        let Ok(until) = window_end(tx.calendar(), *from_ms) else {
            // It reaches into another year that is not known.
            await_calendar(tx, std::iter::once(row.id), *from_ms).await?;
            continue;
        };
        let mut payload = about(row);
        payload["due"] = json!(until);
        let told = vec![directory.find(row.station_id, STATION)];
        tellings.push(telling(kind::WINDOW_KNOWN, row, Some(row.id), told, payload, now_ms));
    }
    outbox::put(tx, tellings).await
}

async fn directory_of<'a>(tx: &Tx, audits: impl Iterator<Item = &'a audit::Model>) -> Result<Directory> {
    let stations: BTreeSet<Uuid> = audits.map(|row| row.station_id).collect();
    Directory::load(&**tx, &stations.into_iter().collect::<Vec<_>>()).await
}

fn lost_points(audit: &audit::Model) -> bool {
    audit.base_bp.is_some_and(|bp| bp < 10_000)
}

/// Of a publication stations know the day alone (decision 22).
fn of_day(telling: Telling) -> Telling {
    Telling { at: day::start_of(day::date_of(telling.recorded_at)), ..telling }
}

fn with_score(audit: &audit::Model) -> Json {
    let mut payload = about(audit);
    payload["score"] = json!(audit.final_bp);
    payload
}

fn about(audit: &audit::Model) -> Json {
    json!({"audit": audit.id, "checklist_id": audit.checklist_id, "checklist_version": audit.checklist_version})
}

fn telling(
    kind: &'static str,
    audit: &audit::Model,
    subject_id: Option<Uuid>,
    told: Vec<Told>,
    payload: Json,
    at: i64,
) -> Telling {
    let station_id = Some(audit.station_id);
    Telling { kind, at, recorded_at: at, late: false, station_id, subject_id, told, payload }
}
