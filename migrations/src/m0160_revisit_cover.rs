//! Which re-visit covers another one.

use sea_orm_migration::{prelude::*, schema::*};

use crate::build::{add, index};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        add(manager, "revisit", uuid_null("covered_by")).await?;
        let mut covered = index("revisit", &["covered_by"]);
        covered.name("ix_revisit_covered").and_where(Expr::col("covered_by").is_not_null());
        manager.create_index(covered).await
    }
}
