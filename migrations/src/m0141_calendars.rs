//! Calendars of working days that were imported (decision 28).

use sea_orm_migration::{prelude::*, schema::*};

use crate::build::{create, table};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let calendar = table(
            "calendar_year",
            &["year"],
            vec![
                integer("year"),
                text("source"), // the file as it was imported
                blob("content_sha256"),
                big_integer("imported_at"),
            ],
        );
        create(manager, vec![calendar], vec![]).await
    }
}
