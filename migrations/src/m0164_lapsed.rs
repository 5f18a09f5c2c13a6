//! Requests for more time that lapsed before anybody closed them are looked at by the next pass of the scheduler.

use sea_orm_migration::prelude::*;

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager
            .get_connection()
            .execute_unprepared(
                "UPDATE rectification SET wake_at = due_at \
                 WHERE state NOT IN ('closed', 'cancelled') AND due_at IS NOT NULL AND (wake_at IS NULL OR wake_at > due_at) \
                 AND id IN (SELECT order_id FROM order_extension WHERE granted IS NULL)",
            )
            .await?;
        Ok(())
    }
}
