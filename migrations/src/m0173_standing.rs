//! How a station stood when its audit was published: what decides about the stars beside the answers (§3.3, §5.4).

use sea_orm_migration::{prelude::*, schema::*};

use crate::build::add;

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        add(manager, "audit", integer("overdue_open").default(0).take()).await?;
        add(manager, "audit", boolean("no_stars").default(false).take()).await
    }
}
