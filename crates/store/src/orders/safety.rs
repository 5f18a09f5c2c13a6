//! Safety notices: a red line that somebody saw is passed on although no order follows, since it was not proven, or its
//! audit counts for nothing (§2.5 no. 3, §3.6, decision 10).

use std::collections::BTreeSet;

use forecourt_core::{
    checklist::DeadlineClass,
    day,
    order::{Contact, Level, Recipient},
};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QuerySelect, prelude::Json, prelude::Uuid};
use serde_json::json;

use super::{
    contacts::Directory,
    findings,
    outbox::{self, Telling, kind},
};
use crate::{
    Result, Tx,
    entity::{audit, event, rectification},
};

/// Who is told: the station, its district, and who answers for safety in the province.
const TOLD: [Recipient; 3] = [
    Recipient { level: Level::Station, contact: Contact::Head },
    Recipient { level: Level::District, contact: Contact::Head },
    Recipient { level: Level::Province, contact: Contact::Safety },
];

/// Tells of failed red lines of an audit that have no order, each once an audit. As with a T0, which alone goes before the
/// publication, the station learns of the visit its day and nothing else: not even whether the audit counts (20, 22, 23).
pub async fn tell(tx: &Tx, audit: &audit::Model, failed: &[&str], now_ms: i64) -> Result<()> {
    if failed.is_empty() {
        return Ok(());
    }
    let (ordered, before) = (with_order(tx, audit.id).await?, told_before(tx, audit.id).await?);
    let left: Vec<&str> =
        failed.iter().copied().filter(|item| !ordered.contains(*item) && !before.contains(*item)).collect();
    if left.is_empty() {
        return Ok(());
    }
    let directory = Directory::load(&**tx, &[audit.station_id]).await?;
    let tellings = left.into_iter().map(|item| Telling {
        kind: kind::SAFETY,
        // Of a review stations know the day alone.
        at: day::start_of(day::date_of(now_ms)),
        recorded_at: now_ms,
        late: false,
        station_id: Some(audit.station_id),
        subject_id: Some(audit.id),
        told: TOLD.iter().map(|wanted| directory.find(audit.station_id, *wanted)).collect(),
        payload: json!({
            "item_id": item, "checklist_id": audit.checklist_id, "checklist_version": audit.checklist_version,
            "class": DeadlineClass::T0.as_str(), "day": day::text(audit.visit_day),
        }),
    });
    outbox::put(tx, tellings.collect()).await
}

/// Items of an audit that have an order of the class of red lines, whatever became of it.
async fn with_order(tx: &Tx, audit_id: Uuid) -> Result<BTreeSet<String>> {
    let links = findings::of_audit(&**tx, audit_id).await?;
    let red: Vec<Uuid> = rectification::Entity::find()
        .select_only()
        .column(rectification::Column::Id)
        .filter(rectification::Column::Id.is_in(links.iter().map(|link| link.order_id)))
        .filter(rectification::Column::Class.eq(DeadlineClass::T0.as_str()))
        .into_tuple()
        .all(&**tx)
        .await?;
    Ok(links.into_iter().filter(|link| red.contains(&link.order_id)).map(|link| link.item).collect())
}

/// Items of an audit of which a notice went out: it may be reopened, and judged anew.
async fn told_before(tx: &Tx, audit_id: Uuid) -> Result<BTreeSet<String>> {
    let payloads: Vec<Json> = event::Entity::find()
        .select_only()
        .column(event::Column::Payload)
        .filter(event::Column::SubjectId.eq(audit_id))
        .filter(event::Column::Kind.eq(kind::SAFETY))
        .into_tuple()
        .all(&**tx)
        .await?;
    Ok(payloads.iter().filter_map(|payload| payload["item_id"].as_str().map(str::to_owned)).collect())
}
