//! Appeals whose deadline is over and had no effect yet: when somebody looks again.

use sea_orm_migration::{prelude::*, schema::*};

use crate::build::add;

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        add(manager, "appeal", big_integer_null("put_off_until")).await
    }
}
