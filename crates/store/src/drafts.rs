//! Visits under way, backed up by phones: whose browser data are cleared goes on with what was backed up last.
//!
//! A draft is its owner's alone. It ends with the submission that it becomes, when he discards it, or after [`KEEP_MS`].

use sea_orm::{
    ColumnTrait, Condition, EntityTrait, ExprTrait, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect,
    prelude::Uuid,
    sea_query::{Expr, OnConflict, Query, SelectStatement},
};

use crate::{
    Result, Store,
    entity::{audit_revision, draft},
};

/// Drafts of one person that are kept.
pub const PER_PERSON: u64 = 20;
/// How long a draft is kept that nobody touches, ms.
pub const KEEP_MS: i64 = 30 * 86_400_000;

/// A draft without its content.
#[derive(Clone, Debug, sea_orm::FromQueryResult)]
pub struct Brief {
    /// The audit that the visit will become.
    pub audit_id: Uuid,
    /// Which visit it is.
    pub assignment_id: Uuid,
    /// The phone that it is on.
    pub device_id: Uuid,
    /// When the phone saved it, epoch ms by the phone.
    pub saved_at: i64,
    /// Size of the content, bytes.
    pub bytes: i32,
}

/// What became of a draft.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kept {
    /// It is durable.
    Stored,
    /// Another phone has saved a later one.
    Newer,
    /// The person has [`PER_PERSON`] others.
    Full,
}

/// A submission that came at the draft's time or after it: the draft has become it.
fn became() -> SelectStatement {
    Query::select()
        .expr(Expr::val(1))
        .from(audit_revision::Entity)
        .and_where(
            Expr::col((audit_revision::Entity, audit_revision::Column::AuditId))
                .equals(draft::Column::AuditId.as_column_ref()),
        )
        .and_where(
            Expr::col((audit_revision::Entity, audit_revision::Column::PersonId))
                .equals(draft::Column::PersonId.as_column_ref()),
        )
        .and_where(
            Expr::col((audit_revision::Entity, audit_revision::Column::ReceivedAt))
                .gte(Expr::col((draft::Entity, draft::Column::ReceivedAt))),
        )
        .take()
}

/// Drafts of a person that are still of use.
fn open(person_id: Uuid) -> Condition {
    Condition::all().add(draft::Column::PersonId.eq(person_id)).add(Expr::exists(became()).not())
}

impl Store {
    /// Keeps a draft, in place of the one that is there: that of the same phone, or an earlier one of another.
    pub async fn put_draft(&self, row: draft::Model) -> Result<Kept> {
        use draft::Column as D;
        let tx = self.begin("put_draft").await?;
        let others = draft::Entity::find().filter(open(row.person_id)).filter(D::AuditId.ne(row.audit_id));
        if others.count(&*tx).await? >= PER_PERSON {
            return Ok(Kept::Full);
        }
        let of = |column: D| Expr::col((draft::Entity, column));
        let new = |column: D| Expr::col(("excluded", column));
        let mut insert = sea_orm::QueryTrait::into_query(draft::Entity::insert(draft::ActiveModel::from(row)));
        insert.on_conflict(
            OnConflict::columns([D::PersonId, D::AuditId])
                .update_columns([D::AssignmentId, D::DeviceId, D::SavedAt, D::ReceivedAt, D::Bytes, D::Content])
                .action_and_where(of(D::DeviceId).eq(new(D::DeviceId)).or(of(D::SavedAt).lte(new(D::SavedAt))))
                .to_owned(),
        );
        if sea_orm::ConnectionTrait::execute(&*tx, &insert).await?.rows_affected() == 0 {
            return Ok(Kept::Newer);
        }
        tx.commit().await?;
        Ok(Kept::Stored)
    }

    /// The drafts of a person, the newest first.
    pub async fn drafts_of(&self, person_id: Uuid) -> Result<Vec<Brief>> {
        use draft::Column as D;
        Ok(draft::Entity::find()
            .select_only()
            .columns([D::AuditId, D::AssignmentId, D::DeviceId, D::SavedAt, D::Bytes])
            .filter(open(person_id))
            .order_by_desc(D::ReceivedAt)
            .order_by_asc(D::AuditId)
            .into_model()
            .all(self.read())
            .await?)
    }

    /// One draft of a person with its content.
    pub async fn draft(&self, person_id: Uuid, audit_id: Uuid) -> Result<Option<draft::Model>> {
        let found = draft::Entity::find().filter(open(person_id)).filter(draft::Column::AuditId.eq(audit_id));
        Ok(found.one(self.read()).await?)
    }

    /// Discards a draft; one that is not there is discarded already.
    pub async fn discard_draft(&self, person_id: Uuid, audit_id: Uuid) -> Result<()> {
        let tx = self.begin("discard_draft").await?;
        draft::Entity::delete_by_id((person_id, audit_id)).exec(&*tx).await?;
        tx.commit().await
    }

    /// Forgets drafts that became a submission and those that nobody has touched for [`KEEP_MS`]; answers how many.
    pub async fn forget_drafts(&self, now_ms: i64) -> Result<u64> {
        let ended = Condition::any().add(draft::Column::ReceivedAt.lt(now_ms - KEEP_MS)).add(Expr::exists(became()));
        // Rarely is there anything, and SQLite has one writer.
        if draft::Entity::find().filter(ended.clone()).count(self.read()).await? == 0 {
            return Ok(0);
        }
        let tx = self.begin("forget_drafts").await?;
        let gone = draft::Entity::delete_many().filter(ended).exec(&*tx).await?;
        tx.commit().await?;
        Ok(gone.rows_affected)
    }
}
