//! Originals of photos that were erased, and audits by when they ended.

use sea_orm_migration::{prelude::*, schema::*};

use crate::build::{add, index};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        add(manager, "photo", big_integer_null("erased_at")).await?;
        let mut ended = index("audit", &["updated_at", "id"]);
        ended.name("ix_audit_ended").and_where(Expr::col("state").is_in(["final", "void"]));
        manager.create_index(ended).await
    }
}
