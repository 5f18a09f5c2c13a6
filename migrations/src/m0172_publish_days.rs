//! Published audits by the day of their publication: files of station roles are in that order (decision 22).

use sea_orm_migration::prelude::*;

use crate::build::index;

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let mut published = index("audit", &["publish_day"]);
        published.name("ix_audit_publish_day").and_where(Expr::col("state").is_in(["published", "final"]));
        manager.create_index(published).await
    }
}
