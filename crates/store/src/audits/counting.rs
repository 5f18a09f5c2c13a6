//! Which audits count: those that are published, and not taken back.

use std::collections::HashSet;

use forecourt_core::states::AuditState;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QuerySelect, prelude::Uuid};

use crate::{Result, entity::audit};

/// States of an audit that counts.
pub(crate) const COUNTING: [&str; 2] = [AuditState::Published.as_str(), AuditState::Final.as_str()];

/// Those of these audits that count.
pub async fn counting<C: ConnectionTrait>(db: &C, audits: impl IntoIterator<Item = Uuid>) -> Result<HashSet<Uuid>> {
    let found: Vec<Uuid> = audit::Entity::find()
        .select_only()
        .column(audit::Column::Id)
        .filter(audit::Column::Id.is_in(audits))
        .filter(audit::Column::State.is_in(COUNTING))
        .into_tuple()
        .all(db)
        .await?;
    Ok(found.into_iter().collect())
}
