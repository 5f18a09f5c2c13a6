//! Which photos were not there when an audit was approved: what comes later changes no score (decision 3).

use sea_orm_migration::{prelude::*, schema::*};

use crate::build::add;

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        // Empty where nothing was approved yet, and of audits that were approved before this column was there.
        add(manager, "audit", json_null("photos_absent")).await
    }
}
