//! When the original of a photo of a report was erased, as those of audits are.

use sea_orm_migration::{prelude::*, schema::*};

use crate::build::add;

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        add(manager, "report_photo", big_integer_null("erased_at")).await
    }
}
