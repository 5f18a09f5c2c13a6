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
    ColumnTrait, Condition, EntityTrait, QueryFilter, QuerySelect,
    prelude::{Json, Uuid},
};
use serde_json::json;

use crate::{
    Result, StoreError, Tx,
    entity::{appeal, audit, person_role},
    orders::{
        contacts::{self, Directory, Told},
        outbox::{self, Telling, kind},
    },
    org,
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
}

const STATION: Recipient = Recipient { level: Level::Station, contact: Contact::Head };

/// Tells whom an appeal concerns, as it stands after what happened: the panel that decides now, and the station.
pub async fn tell(tx: &Tx, row: &appeal::Model, news: AppealNews, now_ms: i64) -> Result<()> {
    let mut told = Vec::new();
    match news {
        AppealNews::Filed => told.push(panel(tx, row.station_id, Role::AppealL1).await?),
        AppealNews::WentUp => told.push(panel(tx, row.station_id, Role::AppealL2).await?),
        AppealNews::FootageGiven => {
            let decider = AppealState::parse(&row.state).and_then(AppealState::decider);
            told.push(panel(tx, row.station_id, decider.unwrap_or(Role::AppealL1)).await?);
        }
        AppealNews::FootageAsked | AppealNews::Decided => {}
    }
    if !matches!(news, AppealNews::Filed | AppealNews::FootageGiven) {
        told.push(Directory::load(&**tx, &[row.station_id]).await?.find(row.station_id, STATION));
    }
    let kind = match news {
        AppealNews::Filed => kind::APPEAL_FILED,
        AppealNews::WentUp => kind::APPEAL_WENT_UP,
        AppealNews::FootageAsked => kind::FOOTAGE_ASKED,
        AppealNews::FootageGiven => kind::FOOTAGE_GIVEN,
        AppealNews::Decided => kind::APPEAL_DECIDED,
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

/// Tells stations that audits may be appealed, and until when: after publication, and after a correction for the worse.
/// What lost no points cannot be appealed.
pub async fn tell_windows(tx: &Tx, audits: &[&audit::Model], from_ms: i64) -> Result<()> {
    let audits: Vec<&&audit::Model> = audits.iter().filter(|row| row.base_bp.is_some_and(|bp| bp < 10_000)).collect();
    if audits.is_empty() {
        return Ok(());
    }
    let stations: BTreeSet<Uuid> = audits.iter().map(|row| row.station_id).collect();
    let directory = Directory::load(&**tx, &stations.into_iter().collect::<Vec<_>>()).await?;
    let until = window_end(tx.calendar(), from_ms).ok();
    let tellings = audits.into_iter().map(|row| {
        let mut payload = about(row);
        payload["due"] = json!(until);
        let told = vec![directory.find(row.station_id, STATION)];
        // Of a publication stations know the day alone (decision 22).
        let at = day::start_of(day::date_of(from_ms));
        Telling { at, ..telling(kind::APPEAL_WINDOW, row, Some(row.id), told, payload, from_ms) }
    });
    outbox::put(tx, tellings.collect()).await
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

/// Whoever decides appeals of a station in a role.
async fn panel(tx: &Tx, station: Uuid, role: Role) -> Result<Told> {
    use person_role::Column as R;
    let unit = org::units_of_stations(&**tx, &[station]).await?.get(&station).copied();
    let above = org::chains(&**tx, &unit.into_iter().collect::<Vec<_>>()).await?.into_values().flatten();
    let everywhere = Condition::all().add(R::OrgUnitId.is_null()).add(R::StationId.is_null());
    let here = Condition::any().add(everywhere).add(R::StationId.eq(station)).add(R::OrgUnitId.is_in(above));
    let people: Vec<Uuid> = person_role::Entity::find()
        .select_only()
        .column(R::PersonId)
        .distinct()
        .filter(R::Role.eq(role.as_str()))
        .filter(here)
        .filter(R::PersonId.in_subquery(contacts::active()))
        .into_tuple()
        .all(&**tx)
        .await?;
    let wanted = Recipient { level: Level::Headquarters, contact: Contact::Head };
    Ok(Told { wanted, level: None, org_unit_id: None, people, passed: Vec::new() })
}
