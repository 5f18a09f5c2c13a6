//! Published checklist versions: immutable, found again by their hash.

use sea_orm::{
    ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect, sea_query::OnConflict,
};

use crate::{Result, Store, entity::checklist_version};

/// A published version without its text.
#[derive(Clone, Debug, sea_orm::FromQueryResult)]
pub struct VersionState {
    /// Id of the checklist.
    pub checklist_id: String,
    /// Its version.
    pub version: i32,
    /// Hash of its content.
    pub content_sha256: Vec<u8>,
    /// When it was published, epoch ms.
    pub published_at: i64,
    /// Since when no visit may start on it.
    pub withdrawn_at: Option<i64>,
}

impl Store {
    /// Versions that were published or withdrawn after this instant.
    pub async fn checklist_changes(&self, since_ms: i64) -> Result<Vec<VersionState>> {
        use checklist_version::Column as V;
        Ok(checklist_version::Entity::find()
            .select_only()
            .columns([V::ChecklistId, V::Version, V::ContentSha256, V::PublishedAt, V::WithdrawnAt])
            .filter(sea_orm::Condition::any().add(V::PublishedAt.gt(since_ms)).add(V::WithdrawnAt.gt(since_ms)))
            .order_by_asc(V::ChecklistId)
            .order_by_asc(V::Version)
            .into_model::<VersionState>()
            .all(self.read())
            .await?)
    }

    /// Every published version.
    pub async fn checklist_versions(&self) -> Result<Vec<checklist_version::Model>> {
        Ok(checklist_version::Entity::find().all(self.read()).await?)
    }

    /// Publishes a version once and answers what is stored under its number: the caller compares the hashes.
    pub async fn publish_checklist(&self, row: checklist_version::Model) -> Result<checklist_version::Model> {
        let key = (row.checklist_id.clone(), row.version);
        let tx = self.begin("publish_checklist").await?;
        checklist_version::Entity::insert(checklist_version::ActiveModel {
            checklist_id: Set(row.checklist_id.clone()),
            version: Set(row.version),
            content_sha256: Set(row.content_sha256.clone()),
            source: Set(row.source.clone()),
            published_at: Set(row.published_at),
            withdrawn_at: Set(row.withdrawn_at),
        })
        .on_conflict(
            OnConflict::columns([checklist_version::Column::ChecklistId, checklist_version::Column::Version])
                .do_nothing()
                .to_owned(),
        )
        .try_insert()
        .exec_without_returning(&*tx)
        .await?;
        tx.commit().await?;
        Ok(checklist_version::Entity::find_by_id(key).one(self.read()).await?.unwrap_or(row))
    }
}
