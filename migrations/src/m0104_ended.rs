//! Sessions and sign-in codes by their end.

use sea_orm_migration::prelude::*;

use crate::build::index;

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.create_index(index("session", &["expires_at"])).await?;
        manager.create_index(index("sign_in_code", &["expires_at"])).await
    }
}
