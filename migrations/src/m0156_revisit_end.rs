//! Why a re-visit is not made.

use sea_orm_migration::{prelude::*, schema::*};

use crate::build::add;

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        add(manager, "revisit", text_null("ended_reason")).await?;
        add(manager, "revisit", uuid_null("ended_by")).await?;
        add(manager, "revisit", big_integer_null("ended_at")).await
    }
}
