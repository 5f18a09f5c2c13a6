//! The history of an audit: who did what, when and why.

use sea_orm::{
    ActiveValue::Set,
    ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect,
    prelude::{Json, Uuid},
};

use crate::{Result, entity::audit_event};

/// One line of history; `person_id` is absent when the system did it.
#[derive(Clone, Debug)]
pub struct Event<'a> {
    /// The audit.
    pub audit_id: Uuid,
    /// What was done: a verb of `core::review`.
    pub verb: &'a str,
    /// Who did it.
    pub person_id: Option<Uuid>,
    /// In his words.
    pub reason: Option<String>,
    /// What belongs to it.
    pub data: Option<Json>,
    /// When, epoch ms.
    pub at: i64,
}

/// Writes history inside the transaction that makes it.
pub async fn record<C: ConnectionTrait>(db: &C, events: Vec<Event<'_>>) -> Result<()> {
    for some in events.chunks(1000) {
        let rows = some.iter().map(|event| audit_event::ActiveModel {
            id: Set(Uuid::new_v4()),
            audit_id: Set(event.audit_id),
            verb: Set(event.verb.to_owned()),
            person_id: Set(event.person_id),
            reason: Set(event.reason.clone()),
            data: Set(event.data.clone()),
            at: Set(event.at),
        });
        audit_event::Entity::insert_many(rows).exec_without_returning(db).await?;
    }
    Ok(())
}

/// When one of these was last done to an audit, epoch ms.
pub async fn last<C: ConnectionTrait>(db: &C, audit_id: Uuid, verbs: &[&str]) -> Result<Option<i64>> {
    Ok(audit_event::Entity::find()
        .select_only()
        .column(audit_event::Column::At)
        .filter(audit_event::Column::AuditId.eq(audit_id))
        .filter(audit_event::Column::Verb.is_in(verbs.iter().copied()))
        .order_by_desc(audit_event::Column::At)
        .limit(1)
        .into_tuple()
        .one(db)
        .await?)
}

/// The history of one audit, oldest first.
pub async fn of<C: ConnectionTrait>(db: &C, audit_id: Uuid) -> Result<Vec<audit_event::Model>> {
    Ok(audit_event::Entity::find()
        .filter(audit_event::Column::AuditId.eq(audit_id))
        .order_by_asc(audit_event::Column::At)
        .order_by_asc(audit_event::Column::Id)
        .all(db)
        .await?)
}
