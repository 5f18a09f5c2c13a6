//! Refused submissions are kept for each sender, and found by their audit.

use sea_orm_migration::prelude::*;

use crate::build::{index, unique};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager
            .drop_index(Index::drop().name("uq_refused_audit_id_content_sha256").table("refused").to_owned())
            .await?;
        manager.create_index(unique("refused", &["person_id", "audit_id", "content_sha256"])).await?;
        manager.create_index(index("refused", &["audit_id"])).await
    }
}
