//! What changed for whom, in an order in which a reader never passes a row that may still commit (decision 14).

use sea_orm::{
    ActiveValue::Set, ColumnTrait, Condition, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect,
    prelude::Uuid,
};
use serde::{Deserialize, Serialize};

use crate::{Result, Store, dialect, entity::change};

/// What a change is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Subject {
    /// An assignment of the person.
    Assignment,
    /// An audit of the person: returned, returned no longer.
    Audit,
    /// A station of one of his assignments.
    Station,
    /// A refused submission that was judged again with success: the phone repeats its PUT (decision 12).
    Resend,
    /// His roles or scope: the cursor starts anew.
    Scope,
}

impl Subject {
    /// The word in the table.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Assignment => "assignment",
            Self::Audit => "audit",
            Self::Station => "station",
            Self::Resend => "resend",
            Self::Scope => "scope",
        }
    }

    fn parse(word: &str) -> Option<Self> {
        [Self::Assignment, Self::Audit, Self::Station, Self::Resend, Self::Scope]
            .into_iter()
            .find(|subject| subject.as_str() == word)
    }
}

/// One change for one person.
#[derive(Clone, Copy, Debug)]
pub struct Change {
    person_id: Uuid,
    subject: Subject,
    subject_id: Uuid,
    at: i64,
}

impl Change {
    /// Something about `subject_id` is new for this person.
    pub const fn new(person_id: Uuid, subject: Subject, subject_id: Uuid, at: i64) -> Self {
        Self { person_id, subject, subject_id, at }
    }
}

/// How far a reader has come: transaction, then number.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Position {
    /// Transaction number; 0 on SQLite.
    pub txid: i64,
    /// Number of the row.
    pub seq: i64,
}

/// Writes changes inside the transaction that makes them.
pub async fn record<C: ConnectionTrait>(db: &C, changes: &[Change]) -> Result<()> {
    if changes.is_empty() {
        return Ok(());
    }
    let txid = dialect::transaction_number(db).await?;
    for some in changes.chunks(2000) {
        let rows = some.iter().map(|change| change::ActiveModel {
            seq: sea_orm::ActiveValue::NotSet,
            txid: Set(txid),
            person_id: Set(change.person_id),
            kind: Set(change.subject.as_str().into()),
            subject_id: Set(change.subject_id),
            at: Set(change.at),
        });
        change::Entity::insert_many(rows).exec_without_returning(db).await?;
    }
    Ok(())
}

impl Store {
    /// Where a reader stands who has just read everything: nothing that is still being written lies before it.
    pub async fn sync_now(&self) -> Result<Position> {
        let horizon = dialect::transaction_horizon(self.read()).await?;
        let newest: Option<(i64, i64)> = change::Entity::find()
            .select_only()
            .columns([change::Column::Txid, change::Column::Seq])
            .filter(change::Column::Txid.lt(horizon))
            .order_by_desc(change::Column::Txid)
            .order_by_desc(change::Column::Seq)
            .limit(1)
            .into_tuple()
            .one(self.read())
            .await?;
        Ok(newest.map(|(txid, seq)| Position { txid, seq }).unwrap_or_default())
    }

    /// What changed for a person behind `after`, and where he stands then.
    pub async fn changes_for(&self, person_id: Uuid, after: Position) -> Result<(Vec<(Subject, Uuid)>, Position)> {
        let horizon = dialect::transaction_horizon(self.read()).await?;
        let behind = Condition::any()
            .add(change::Column::Txid.gt(after.txid))
            .add(Condition::all().add(change::Column::Txid.eq(after.txid)).add(change::Column::Seq.gt(after.seq)));
        let rows = change::Entity::find()
            .filter(change::Column::PersonId.eq(person_id))
            .filter(change::Column::Txid.lt(horizon))
            .filter(behind)
            .order_by_asc(change::Column::Txid)
            .order_by_asc(change::Column::Seq)
            .all(self.read())
            .await?;
        let position = rows.last().map_or(after, |row| Position { txid: row.txid, seq: row.seq });
        let mut seen: Vec<(Subject, Uuid)> = Vec::new();
        for row in rows {
            if let Some(subject) = Subject::parse(&row.kind)
                && !seen.contains(&(subject, row.subject_id))
            {
                seen.push((subject, row.subject_id));
            }
        }
        Ok((seen, position))
    }

    /// Forgets changes older than `before_ms`; cursors from before then start anew.
    pub async fn forget_changes(&self, before_ms: i64) -> Result<u64> {
        let tx = self.begin("forget_changes").await?;
        let gone = change::Entity::delete_many().filter(change::Column::At.lt(before_ms)).exec(&*tx).await?;
        tx.commit().await?;
        Ok(gone.rows_affected)
    }
}
