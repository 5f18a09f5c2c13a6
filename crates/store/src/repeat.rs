//! Repeatable writes (decision 15): the first answer to an `Idempotency-Key` is stored with the transition itself.

use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter, prelude::Uuid, sea_query::OnConflict};

use crate::{Result, Store, Tx, entity::idempotency};

/// What a key belongs to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Intention {
    /// Who asks.
    pub person_id: Uuid,
    /// Method of the request.
    pub method: String,
    /// Path of the request.
    pub path: String,
    /// The client's `Idempotency-Key`.
    pub key: Uuid,
    /// SHA-256 of the body.
    pub body_sha256: [u8; 32],
}

/// What the key was used for before.
#[derive(Clone, Debug, PartialEq)]
pub enum Earlier {
    /// Never: the transition may go on.
    New,
    /// For the same body: this was the answer.
    Same {
        /// HTTP status of the first answer.
        status: u16,
        /// Its body.
        answer: Option<String>,
    },
    /// For another body.
    Other,
}

/// Claims the key inside the transaction of the transition; a parallel claim of the same key waits or loses here.
pub async fn claim(tx: &Tx, intention: &Intention, now_ms: i64) -> Result<Earlier> {
    let row = idempotency::ActiveModel {
        person_id: Set(intention.person_id),
        method: Set(intention.method.clone()),
        path: Set(intention.path.clone()),
        key: Set(intention.key),
        body_sha256: Set(intention.body_sha256.to_vec()),
        status: Set(0),
        answer: Set(None),
        created_at: Set(now_ms),
    };
    let key_columns = [
        idempotency::Column::PersonId,
        idempotency::Column::Method,
        idempotency::Column::Path,
        idempotency::Column::Key,
    ];
    idempotency::Entity::insert(row)
        .on_conflict(OnConflict::columns(key_columns).do_nothing().to_owned())
        .try_insert()
        .exec_without_returning(&**tx)
        .await?;
    let Some(row) = find(intention).one(&**tx).await? else {
        return Ok(Earlier::New);
    };
    // Status 0 marks the row that this very transaction has just made: others see it only after its commit.
    Ok(if row.status == 0 {
        Earlier::New
    } else if row.body_sha256 == intention.body_sha256 {
        Earlier::Same { status: row.status.unsigned_abs(), answer: row.answer }
    } else {
        Earlier::Other
    })
}

/// Stores the answer with the transition.
pub async fn remember(tx: &Tx, intention: &Intention, status: u16, answer: Option<String>) -> Result<()> {
    let status = i16::try_from(status).unwrap_or(i16::MAX);
    idempotency::Entity::update_many()
        .col_expr(idempotency::Column::Status, status.into())
        .set(idempotency::ActiveModel { answer: Set(answer), ..Default::default() })
        .filter(idempotency::Column::PersonId.eq(intention.person_id))
        .filter(idempotency::Column::Method.eq(&*intention.method))
        .filter(idempotency::Column::Path.eq(&*intention.path))
        .filter(idempotency::Column::Key.eq(intention.key))
        .exec(&**tx)
        .await?;
    Ok(())
}

fn find(intention: &Intention) -> sea_orm::Select<idempotency::Entity> {
    idempotency::Entity::find_by_id((
        intention.person_id,
        intention.method.clone(),
        intention.path.clone(),
        intention.key,
    ))
}

impl Store {
    /// Forgets keys older than `before_ms`; returns how many.
    pub async fn forget_keys(&self, before_ms: i64) -> Result<u64> {
        let tx = self.begin("forget_keys").await?;
        let gone =
            idempotency::Entity::delete_many().filter(idempotency::Column::CreatedAt.lt(before_ms)).exec(&*tx).await?;
        tx.commit().await?;
        Ok(gone.rows_affected)
    }
}
