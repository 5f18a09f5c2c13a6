//! An extension that nobody decides by the due time is refused by time alone (§5.4): its request is closed, the history says
//! so, and the station is told.

use forecourt_core::order::{Contact, Decision, Level, Order, Recipient};
use sea_orm::{
    ActiveValue::Set,
    ColumnTrait, EntityTrait, QueryFilter,
    prelude::{Json, Uuid},
};
use serde_json::json;

use super::{
    contacts::Directory,
    outbox::{self, Telling},
    policy, row,
};
use crate::{
    Result, Tx,
    entity::{order_event, order_extension, rectification},
};

/// When time alone refused the extension between the one and the other, epoch ms.
pub(super) fn between(before: &Order, after: &Order) -> Option<i64> {
    let waited = before.extension.is_some_and(|extension| extension.decision.is_none());
    match after.extension?.decision {
        Some(Decision::Lapsed { at_ms }) if waited => Some(at_ms),
        _ => None,
    }
}

/// Closes the request of an order that is held, at the instant at which it lapsed.
pub(super) async fn refuse(
    tx: &Tx,
    row: &rectification::Model,
    at: i64,
    now_ms: i64,
    directory: Option<&Directory>,
) -> Result<()> {
    order_extension::Entity::update_many()
        .set(order_extension::ActiveModel {
            granted: Set(Some(false)),
            decided_at: Set(Some(at)),
            ..Default::default()
        })
        .filter(order_extension::Column::OrderId.eq(row.id))
        .filter(order_extension::Column::DecidedAt.is_null())
        .exec(&**tx)
        .await?;
    let event = order_event::Model {
        id: Uuid::new_v4(),
        order_id: row.id,
        seq: row::next_seq(tx, row.id).await?,
        verb: "extension-lapsed".into(),
        person_id: None,
        role: None,
        reason: None,
        data: None,
        at,
    };
    order_event::Entity::insert(order_event::ActiveModel::from(event)).exec_without_returning(&**tx).await?;
    let station = Recipient { level: Level::Station, contact: Contact::Head };
    let told = match directory {
        Some(known) => known.find(row.station_id, station),
        None => Directory::load(&**tx, &[row.station_id]).await?.find(row.station_id, station),
    };
    let mut payload = outbox::payload(row);
    (payload["granted"], payload["by_system"], payload["reason"]) = (json!(false), json!(true), Json::Null);
    let one = Telling {
        kind: outbox::kind::EXTENSION_DECIDED,
        at,
        recorded_at: now_ms,
        late: now_ms.saturating_sub(at) > policy(row.policy_version)?.late_after_ms,
        station_id: Some(row.station_id),
        subject_id: Some(row.id),
        told: vec![told],
        payload,
    };
    outbox::put(tx, vec![one]).await
}
