//! Jobs that wait for something that is down, leases that ended, changes by age.

use sea_orm_migration::{prelude::*, schema::*};

use crate::build::{add, index};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        // How often it was put off without a fault of its own.
        add(manager, "job", integer("waits").default(0).to_owned()).await?;
        let mut leased = index("job", &["locked_until"]);
        leased.name("ix_job_leased").and_where(Expr::col("locked_until").is_not_null());
        manager.create_index(leased).await?;
        manager.create_index(index("change", &["at"])).await
    }
}
