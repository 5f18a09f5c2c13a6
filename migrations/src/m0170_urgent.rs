//! Messages that go out before all others. What is erased is asked for once more: audits that were never completed are
//! among it now.

use sea_orm_migration::{prelude::*, schema::*};

use crate::build::add;

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        add(manager, "delivery", boolean("urgent").default(false).to_owned()).await?;
        let again = "DELETE FROM meta WHERE key IN ('originals_erased_up_to', 'positions_erased_up_to')";
        manager.get_connection().execute_unprepared(again).await?;
        Ok(())
    }
}
