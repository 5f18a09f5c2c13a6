//! Published checklist versions: immutable, found again by their hash.

use sea_orm::{ActiveValue::Set, EntityTrait, sea_query::OnConflict};

use crate::{Result, Store, entity::checklist_version};

impl Store {
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
