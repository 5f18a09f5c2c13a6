//! When and where evidence was taken (§5.4): the position until it is used, its distance from the station after that.

use sea_orm_migration::{prelude::*, schema::*};

use crate::build::add;

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        add(manager, "evidence", big_integer_null("taken_at")).await?;
        add(manager, "evidence", json_null("fix")).await?;
        add(manager, "evidence", json_null("place")).await
    }
}
