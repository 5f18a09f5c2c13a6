//! Evidence by its bytes: what is handed in for several orders is told to who verifies. Overdue orders by station: those of
//! a district are the first thing of its morning.

use sea_orm_migration::prelude::*;

use crate::build::index;

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.create_index(index("evidence", &["sha256"])).await?;
        let mut overdue = index("rectification", &["station_id", "opened_at"]);
        overdue.name("ix_rectification_overdue_of_station").and_where(Expr::col("overdue").eq(true));
        manager.create_index(overdue).await
    }
}
