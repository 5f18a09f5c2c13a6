//! Refused submissions that parse (decision 12): kept, listed for administrators, judged again.

use sea_orm::{
    ActiveValue::Set,
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect,
    QueryTrait,
    prelude::{Json, Uuid},
    sea_query::OnConflict,
};

use super::codec;
use crate::{
    Result, Store, Tx,
    access::Scope,
    entity::{audit, audit_revision, refused},
    phone::held_assignment,
};

/// A submission that was refused.
#[derive(Clone, Debug)]
pub struct NewRefused<'a> {
    /// Who sent it.
    pub person_id: Uuid,
    /// For which audit.
    pub audit_id: Uuid,
    /// The assignment that it names, if any.
    pub assignment_id: Option<Uuid>,
    /// Its revision, if it could be read.
    pub revision: Option<i32>,
    /// Hash of its canonical text.
    pub content_sha256: Vec<u8>,
    /// The canonical text.
    pub canonical: &'a [u8],
    /// Why it was refused.
    pub violations: Json,
    /// When, epoch ms.
    pub received_at: i64,
}

impl Store {
    /// Keeps a refused submission unless the person has `limit` open ones already; the same content of one sender is kept
    /// once. One that was judged good before and is refused again is open again.
    pub async fn keep_refused(&self, new: NewRefused<'_>, limit: u64) -> Result<bool> {
        let tx = self.begin("keep_refused").await?;
        if !again(&tx, &new).await? {
            let kept = refused::Entity::find()
                .filter(refused::Column::PersonId.eq(new.person_id))
                .filter(refused::Column::State.eq("open"))
                .count(&*tx)
                .await?;
            if kept >= limit {
                return Ok(false);
            }
            insert(&tx, new).await?;
        }
        tx.commit().await?;
        Ok(true)
    }

    /// Refused submissions in scope, newest first, older than the place of the page before. One that belongs to no
    /// station is in the scope of the whole network only.
    pub async fn refused_list(
        &self,
        scope: &Scope,
        before: Option<(i64, Uuid)>,
        limit: u64,
    ) -> Result<Vec<refused::Model>> {
        let mut query = refused::Entity::find().filter(scope.on_station(refused::Column::StationId));
        if let Some((at, id)) = before {
            query = query.filter(
                Condition::any()
                    .add(refused::Column::ReceivedAt.lt(at))
                    .add(Condition::all().add(refused::Column::ReceivedAt.eq(at)).add(refused::Column::Id.lt(id))),
            );
        }
        let query = query.order_by_desc(refused::Column::ReceivedAt).order_by_desc(refused::Column::Id).limit(limit);
        Ok(query.all(self.read()).await?)
    }

    /// One refused submission in scope and its canonical text.
    pub async fn refused_one(&self, scope: &Scope, id: Uuid) -> Result<Option<(refused::Model, Vec<u8>)>> {
        let in_scope = scope.on_station(refused::Column::StationId);
        let found = refused::Entity::find_by_id(id).filter(in_scope).one(self.read()).await?;
        let Some(row) = found else { return Ok(None) };
        let text = text(&row)?;
        Ok(Some((row, text)))
    }
}

/// The same submission is here already: its newest violations count, and it is open again unless it was laid beside its
/// audit. `false` when it is new.
async fn again(tx: &Tx, new: &NewRefused<'_>) -> Result<bool> {
    let same = Condition::all()
        .add(refused::Column::PersonId.eq(new.person_id))
        .add(refused::Column::AuditId.eq(new.audit_id))
        .add(refused::Column::ContentSha256.eq(new.content_sha256.clone()));
    let known = refused::Entity::update_many()
        .set(refused::ActiveModel { violations: Set(new.violations.clone()), ..Default::default() })
        .filter(same.clone())
        .exec(&**tx)
        .await?;
    refused::Entity::update_many()
        .set(refused::ActiveModel {
            state: Set("open".into()),
            received_at: Set(new.received_at),
            judged_by: Set(None),
            judged_at: Set(None),
            ..Default::default()
        })
        .filter(same)
        .filter(refused::Column::State.eq("accepted"))
        .exec(&**tx)
        .await?;
    Ok(known.rows_affected > 0)
}

async fn insert(tx: &Tx, new: NewRefused<'_>) -> Result<()> {
    // Only what the sender ever held says where it belongs: he could name any assignment.
    let assignment = match new.assignment_id {
        Some(id) => held_assignment(tx, id, new.person_id).await?,
        None => None,
    };
    let row = refused::ActiveModel {
        id: Set(Uuid::new_v4()),
        person_id: Set(new.person_id),
        audit_id: Set(new.audit_id),
        revision: Set(new.revision),
        content_sha256: Set(new.content_sha256),
        body: Set(codec::pack(new.canonical)?),
        violations: Set(new.violations),
        state: Set("open".into()),
        received_at: Set(new.received_at),
        judged_by: Set(None),
        judged_at: Set(None),
        station_id: Set(assignment.map(|assignment| assignment.station_id)),
    };
    let key = [refused::Column::PersonId, refused::Column::AuditId, refused::Column::ContentSha256];
    refused::Entity::insert(row)
        .on_conflict(OnConflict::columns(key).update_column(refused::Column::Violations).to_owned())
        .exec_without_returning(&**tx)
        .await?;
    Ok(())
}

/// Refused submissions of an audit that came from those who delivered it, newest first, at most `limit`.
pub async fn beside<C: ConnectionTrait>(db: &C, audit: &audit::Model, limit: u64) -> Result<Vec<refused::Model>> {
    let senders = audit_revision::Entity::find()
        .select_only()
        .column(audit_revision::Column::PersonId)
        .filter(audit_revision::Column::AuditId.eq(audit.id))
        .into_query();
    let theirs = Condition::any()
        .add(refused::Column::PersonId.eq(audit.shopper_id))
        .add(refused::Column::PersonId.in_subquery(senders));
    Ok(refused::Entity::find()
        .filter(refused::Column::AuditId.eq(audit.id))
        .filter(theirs)
        .order_by_desc(refused::Column::ReceivedAt)
        .order_by_desc(refused::Column::Id)
        .limit(limit)
        .all(db)
        .await?)
}

/// The canonical text of a refused submission.
pub fn text(row: &refused::Model) -> Result<Vec<u8>> {
    codec::unpack(codec::CURRENT, &row.body)
}

/// Notes how an open refused submission was judged again; `false` when it is not open any more.
pub async fn judged(tx: &Tx, id: Uuid, state: &str, person_id: Uuid, now_ms: i64) -> Result<bool> {
    let done = refused::Entity::update_many()
        .set(refused::ActiveModel {
            state: Set(state.to_owned()),
            judged_by: Set(Some(person_id)),
            judged_at: Set(Some(now_ms)),
            ..Default::default()
        })
        .filter(refused::Column::Id.eq(id))
        .filter(refused::Column::State.eq("open"))
        .exec(&**tx)
        .await?;
    Ok(done.rows_affected == 1)
}
