//! Flags of audits: raised by the machine, cleared by reviewers.

use sea_orm::{
    ActiveValue::Set, ColumnTrait, EntityTrait, ExprTrait, QueryFilter, QuerySelect, prelude::Uuid, sea_query::Expr,
};

use crate::{
    Result, Tx,
    entity::{audit, audit_flag},
    signals::{Reach, Signal},
};

/// Adds the flags that the audit does not have yet (same revision, code and place) and counts them on its row, whose
/// version moves on: nobody decides about an audit without having seen its flags.
pub async fn add_new(tx: &Tx, audit_id: Uuid, found: &[audit_flag::Model]) -> Result<()> {
    // The row of the audit is locked first, so that two workers cannot both add the same flag.
    audit::Entity::update_many()
        .col_expr(audit::Column::Version, Expr::col(audit::Column::Version).add(0))
        .filter(audit::Column::Id.eq(audit_id))
        .exec(&**tx)
        .await?;
    let there: Vec<(i32, String, Option<String>)> = audit_flag::Entity::find()
        .select_only()
        .columns([audit_flag::Column::Revision, audit_flag::Column::Code, audit_flag::Column::Pointer])
        .filter(audit_flag::Column::AuditId.eq(audit_id))
        .into_tuple()
        .all(&**tx)
        .await?;
    let is_new = |flag: &&audit_flag::Model| {
        !there.iter().any(|(revision, code, pointer)| {
            *revision == flag.revision && *code == flag.code && *pointer == flag.pointer
        })
    };
    let fresh: Vec<audit_flag::Model> = found.iter().filter(is_new).cloned().collect();
    if fresh.is_empty() {
        return Ok(());
    }
    let hard = i16::try_from(fresh.iter().filter(|flag| flag.hard).count()).unwrap_or(i16::MAX);
    let soft = i16::try_from(fresh.len()).unwrap_or(i16::MAX).saturating_sub(hard);
    audit_flag::Entity::insert_many(fresh.into_iter().map(audit_flag::ActiveModel::from))
        .exec_without_returning(&**tx)
        .await?;
    audit::Entity::update_many()
        .set(audit::ActiveModel { ..Default::default() })
        .col_expr(audit::Column::HardFlags, Expr::col(audit::Column::HardFlags).add(hard))
        .col_expr(audit::Column::SoftFlags, Expr::col(audit::Column::SoftFlags).add(soft))
        .col_expr(audit::Column::Version, Expr::col(audit::Column::Version).add(1))
        .filter(audit::Column::Id.eq(audit_id))
        .exec(&**tx)
        .await?;
    let station = audit::Entity::find_by_id(audit_id).select_only().column(audit::Column::StationId);
    if let Some(station) = station.into_tuple().one(&**tx).await? {
        tx.signal(Signal::audit(audit_id, station, Reach::Desk));
    }
    Ok(())
}

/// Raises one flag that carries no data, once.
pub async fn raise(tx: &Tx, audit_id: Uuid, revision: i32, code: &str, hard: bool, now_ms: i64) -> Result<()> {
    let row = audit_flag::ActiveModel {
        id: Set(Uuid::new_v4()),
        audit_id: Set(audit_id),
        revision: Set(revision),
        code: Set(code.to_owned()),
        hard: Set(hard),
        pointer: Set(None),
        data: Set(None),
        raised_at: Set(now_ms),
        cleared_by: Set(None),
        cleared_at: Set(None),
        clear_reason: Set(None),
    };
    let model = sea_orm::TryIntoModel::try_into_model(row)?;
    add_new(tx, audit_id, &[model]).await
}
