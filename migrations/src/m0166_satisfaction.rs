//! The satisfaction that a cycle of a project aims at, and the figure that the office found (§5.6).

use sea_orm_migration::{prelude::*, schema::*};

use crate::build::add;

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        add(manager, "project_cycle", integer_null("satisfaction_target_bp")).await?; // absent: none was set
        add(manager, "project_cycle", integer_null("satisfaction_bp")).await?;
        add(manager, "project_cycle", text_null("satisfaction_source")).await?;
        add(manager, "project_cycle", integer_null("satisfaction_day")).await // days since 1970-01-01
    }
}
