//! Calendars of working days that were replaced: what was told by them stays (decision 28).

use sea_orm_migration::{prelude::*, schema::*};

use crate::build::{create, table};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let past = table(
            "calendar_past",
            &["year", "imported_at"],
            vec![integer("year"), big_integer("imported_at"), text("source")],
        );
        create(manager, vec![past], vec![]).await
    }
}
