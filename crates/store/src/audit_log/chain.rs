//! Chaining: rows get their place, the hash before and their own, in the order in which they are seen.
//!
//! One at a time over all instances (a lock that ends with the transaction), so that no place is given twice. A row of a
//! transaction that commits late is simply seen later: what has no place yet is looked for, not what is newer.

use forecourt_core::audit_log::{Entry, GENESIS};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect, prelude::Uuid,
};

use crate::{Result, Store, StoreError, dialect, entity::audit_log};

/// Rows of one transaction.
const BATCH: u64 = 500;

/// A row as it stands in the chain.
///
/// # Errors
/// A hash that is none.
pub fn entry(row: audit_log::Model) -> Result<Entry> {
    let text = |bytes: Option<Vec<u8>>| bytes.map(hex::encode).unwrap_or_default();
    Ok(Entry {
        seq: row.seq.unwrap_or_default(),
        prev_hash: text(row.prev_hash),
        id: row.id,
        at_ms: row.at,
        person_id: row.person_id,
        operation: row.operation,
        path: row.path,
        subject_kind: row.subject_kind,
        subject_id: row.subject_id,
        request_id: row.request_id,
        transaction: row.transaction_name,
        values_sha256: row.values_sha256.map(hex::encode),
        hash: text(row.hash),
    })
}

/// Number and hash of the last row of the chain; `(0, GENESIS)` before the first.
pub async fn head<C: ConnectionTrait>(db: &C) -> Result<(i64, String)> {
    let last = audit_log::Entity::find()
        .filter(audit_log::Column::Seq.is_not_null())
        .order_by_desc(audit_log::Column::Seq)
        .limit(1)
        .one(db)
        .await?;
    match last {
        None => Ok((0, GENESIS.to_owned())),
        Some(audit_log::Model { seq: Some(seq), hash: Some(hash), .. }) => Ok((seq, hex::encode(hash))),
        Some(row) => Err(StoreError::Corrupt(format!("audit_log: {} has a place and no hash", row.id))),
    }
}

impl Store {
    /// Chains every row that has no place yet; answers how many. Safe on any number of instances.
    pub async fn chain_audit_log(&self) -> Result<u64> {
        let mut chained = 0;
        while self.waits_for_chain().await? {
            let batch = self.chain_batch().await?;
            chained += batch;
            if batch < BATCH {
                break;
            }
        }
        Ok(chained)
    }

    /// When the oldest row without a place was written, epoch ms.
    pub async fn audit_log_waits_since(&self) -> Result<Option<i64>> {
        let oldest: Option<Option<i64>> = audit_log::Entity::find()
            .select_only()
            .column_as(audit_log::Column::At.min(), "oldest")
            .filter(audit_log::Column::Seq.is_null())
            .into_tuple()
            .one(self.read())
            .await?;
        Ok(oldest.flatten())
    }

    async fn waits_for_chain(&self) -> Result<bool> {
        let waiting = audit_log::Entity::find().filter(audit_log::Column::Seq.is_null()).limit(1);
        Ok(waiting.one(self.read()).await?.is_some())
    }

    async fn chain_batch(&self) -> Result<u64> {
        let tx = self.begin("chain_audit_log").await?;
        dialect::chain_lock(&*tx).await?;
        // Read behind the lock: each statement sees what was committed before it began.
        let (mut seq, mut prev) = head(&*tx).await?;
        let rows = audit_log::Entity::find()
            .filter(audit_log::Column::Seq.is_null())
            .order_by_asc(audit_log::Column::At)
            .order_by_asc(audit_log::Column::Id)
            .limit(BATCH)
            .all(&*tx)
            .await?;
        let mut chained = 0;
        for row in rows {
            let id = row.id;
            let Some(linked) = entry(row)?.linked(seq + 1, &prev) else {
                tracing::error!(row = %id, "a row of the audit log that this server did not write has no place in the chain");
                continue;
            };
            link(&*tx, id, &linked).await?;
            (seq, prev) = (linked.seq, linked.hash);
            chained += 1;
        }
        tx.commit().await?;
        Ok(chained)
    }
}

async fn link<C: ConnectionTrait>(db: &C, id: Uuid, linked: &Entry) -> Result<()> {
    let bytes = |text: &str| hex::decode(text).map_err(|_| StoreError::Corrupt(format!("audit_log: hash of {id}")));
    let done = audit_log::Entity::update_many()
        .set(audit_log::ActiveModel {
            seq: Set(Some(linked.seq)),
            prev_hash: Set(Some(bytes(&linked.prev_hash)?)),
            hash: Set(Some(bytes(&linked.hash)?)),
            ..Default::default()
        })
        .filter(audit_log::Column::Id.eq(id))
        .filter(audit_log::Column::Seq.is_null())
        .exec(db)
        .await?;
    if done.rows_affected == 1 {
        Ok(())
    } else {
        Err(StoreError::Corrupt(format!("audit_log: {id} was chained twice")))
    }
}
