//! Files that people asked for. A row moves `queued → running → ready → expired`, or to `cancelled` from wherever it is;
//! each step holds the state in its `WHERE`.

pub mod published;

use sea_orm::{
    ActiveValue::Set,
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect,
    QueryTrait,
    prelude::{Json, Uuid},
};

use crate::{
    Result, Store, Tx,
    entity::{export, job},
    jobs,
    photo_keys::export_key,
};

/// States in which something is still to be done.
const UNDER_WAY: [&str; 2] = ["queued", "running"];
/// Rows of one step of cleaning up.
const BATCH: u64 = 200;

/// Asks for a file.
pub async fn put(tx: &Tx, row: export::Model, run_at: i64) -> Result<()> {
    let id = row.id;
    export::Entity::insert(export::ActiveModel::from(row)).exec_without_returning(&**tx).await?;
    jobs::enqueue(&**tx, jobs::kind::WRITE_EXPORT, id, None, run_at).await
}

/// A file of this person's.
pub async fn find<C: ConnectionTrait>(db: &C, person_id: Uuid, id: Uuid) -> Result<Option<export::Model>> {
    Ok(export::Entity::find_by_id(id).filter(export::Column::PersonId.eq(person_id)).one(db).await?)
}

/// Files of this person's, the newest first, behind (created_at, id).
pub async fn list<C: ConnectionTrait>(
    db: &C,
    person_id: Uuid,
    before: Option<(i64, Uuid)>,
    limit: u64,
) -> Result<Vec<export::Model>> {
    use export::Column as E;
    let mut query = export::Entity::find().filter(E::PersonId.eq(person_id));
    if let Some((at, id)) = before {
        let same = Condition::all().add(E::CreatedAt.eq(at)).add(E::Id.lt(id));
        query = query.filter(Condition::any().add(E::CreatedAt.lt(at)).add(same));
    }
    Ok(query.order_by_desc(E::CreatedAt).order_by_desc(E::Id).limit(limit).all(db).await?)
}

/// How many files of this person's are still being made: none whose job was given up.
pub async fn under_way<C: ConnectionTrait>(db: &C, person_id: Uuid) -> Result<u64> {
    let given_up = job::Entity::find()
        .select_only()
        .column(job::Column::SubjectId)
        .filter(job::Column::Kind.eq(jobs::kind::WRITE_EXPORT))
        .filter(job::Column::State.eq("dead"))
        // NOT IN a set that holds NULL is never true.
        .filter(job::Column::SubjectId.is_not_null())
        .into_query();
    Ok(export::Entity::find()
        .filter(export::Column::PersonId.eq(person_id))
        .filter(export::Column::State.is_in(UNDER_WAY))
        .filter(export::Column::Id.not_in_subquery(given_up))
        .count(db)
        .await?)
}

/// Takes a file back, whatever became of it: a job under way stops, a file that is there is removed by a job.
pub async fn cancel(tx: &Tx, person_id: Uuid, id: Uuid, now_ms: i64, run_at: i64) -> Result<()> {
    let done = export::Entity::update_many()
        .set(export::ActiveModel {
            state: Set("cancelled".into()),
            ended_at: Set(Some(now_ms)),
            updated_at: Set(now_ms),
            ..Default::default()
        })
        .filter(export::Column::Id.eq(id))
        .filter(export::Column::PersonId.eq(person_id))
        .filter(export::Column::State.is_in(["queued", "running", "ready"]))
        .exec(&**tx)
        .await?;
    if done.rows_affected == 1 {
        jobs::enqueue(&**tx, jobs::kind::REMOVE_EXPORT, id, None, run_at).await?;
    }
    Ok(())
}

/// What was written.
#[derive(Clone, Debug)]
pub struct Done {
    /// Rows of all files.
    pub rows: i64,
    /// Name, rows, bytes and SHA-256 of each file.
    pub files: Json,
    /// SHA-256 of the file.
    pub sha256: [u8; 32],
    /// Its length.
    pub bytes: i64,
    /// When it is removed, epoch ms.
    pub expires_at: i64,
}

/// Notes that a file is there, inside the transaction that ends its job; `false` when nobody wants it any more.
pub async fn ready(tx: &Tx, id: Uuid, done: Done, now_ms: i64) -> Result<bool> {
    let ended = export::Entity::update_many()
        .set(export::ActiveModel {
            state: Set("ready".into()),
            rows_done: Set(done.rows),
            rows_total: Set(Some(done.rows)),
            files: Set(Some(done.files)),
            sha256: Set(Some(done.sha256.to_vec())),
            bytes: Set(Some(done.bytes)),
            ended_at: Set(Some(now_ms)),
            expires_at: Set(Some(done.expires_at)),
            updated_at: Set(now_ms),
            ..Default::default()
        })
        .filter(export::Column::Id.eq(id))
        .filter(export::Column::State.eq("running"))
        .exec(&**tx)
        .await?;
    Ok(ended.rows_affected == 1)
}

impl Store {
    /// Begins, or begins anew; `None` when nobody wants it any more.
    pub async fn begin_export(&self, id: Uuid, now_ms: i64) -> Result<Option<export::Model>> {
        let tx = self.begin("export_begins").await?;
        let begun = export::Entity::update_many()
            .set(export::ActiveModel {
                state: Set("running".into()),
                rows_done: Set(0),
                rows_total: Set(None),
                started_at: Set(Some(now_ms)),
                updated_at: Set(now_ms),
                ..Default::default()
            })
            .filter(export::Column::Id.eq(id))
            .filter(export::Column::State.is_in(UNDER_WAY))
            .exec(&*tx)
            .await?;
        let row = match begun.rows_affected {
            1 => export::Entity::find_by_id(id).one(&*tx).await?,
            _ => None,
        };
        tx.commit().await?;
        Ok(row)
    }

    /// Notes how far it is; `false` when nobody wants it any more.
    pub async fn export_progress(&self, id: Uuid, rows_done: i64, rows_total: i64, now_ms: i64) -> Result<bool> {
        let tx = self.begin("export_progress").await?;
        let noted = export::Entity::update_many()
            .set(export::ActiveModel {
                rows_done: Set(rows_done),
                rows_total: Set(Some(rows_total)),
                updated_at: Set(now_ms),
                ..Default::default()
            })
            .filter(export::Column::Id.eq(id))
            .filter(export::Column::State.eq("running"))
            .exec(&*tx)
            .await?;
        tx.commit().await?;
        Ok(noted.rows_affected == 1)
    }

    /// Takes files out of reach whose time is over, and asks for their bytes to be removed; answers how many.
    pub async fn expire_exports(&self, now_ms: i64, run_at: i64) -> Result<usize> {
        let over = Condition::all().add(export::Column::State.eq("ready")).add(export::Column::ExpiresAt.lte(now_ms));
        let ids: Vec<Uuid> = export::Entity::find()
            .select_only()
            .column(export::Column::Id)
            .filter(over.clone())
            .limit(BATCH)
            .into_tuple()
            .all(self.read())
            .await?;
        if ids.is_empty() {
            return Ok(0);
        }
        let tx = self.begin("expire_exports").await?;
        export::Entity::update_many()
            .set(export::ActiveModel { state: Set("expired".into()), updated_at: Set(now_ms), ..Default::default() })
            .filter(export::Column::Id.is_in(ids.iter().copied()))
            .filter(over)
            .exec(&*tx)
            .await?;
        jobs::enqueue_many(&*tx, jobs::kind::REMOVE_EXPORT, &ids, None, run_at).await?;
        tx.commit().await?;
        Ok(ids.len())
    }
}

/// Whether the bytes of a file may go: it is out of reach for good.
pub async fn is_over<C: ConnectionTrait>(db: &C, id: Uuid) -> Result<bool> {
    let row = export::Entity::find_by_id(id).one(db).await?;
    Ok(row.is_none_or(|row| ["cancelled", "expired"].contains(&row.state.as_str())))
}

/// The key under which a file lies; `None` when it is not ready.
pub async fn key<C: ConnectionTrait>(db: &C, id: Uuid) -> Result<Option<String>> {
    let row = export::Entity::find_by_id(id).filter(export::Column::State.eq("ready")).one(db).await?;
    Ok(row.and_then(|row| row.sha256).map(|sha256| export_key(id, &sha256)))
}
