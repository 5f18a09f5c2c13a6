//! Until when an audit is to have its first review, and of which such instant head office was told.

use sea_orm_migration::{prelude::*, schema::*};

use crate::build::{add, index};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        add(manager, "audit", big_integer_null("review_by")).await?;
        add(manager, "audit", big_integer_null("review_told")).await?;
        let mut waits = index("audit", &["review_by"]);
        waits.name("ix_audit_review_by").and_where(Expr::col("review_by").is_not_null());
        manager.create_index(waits).await?;
        // Since when it waits is not known of those that do already: not before their last change.
        manager
            .get_connection()
            .execute_unprepared(
                "UPDATE audit SET review_by = updated_at + 86400000 WHERE state IN ('submitted', 'in_review')",
            )
            .await?;
        Ok(())
    }
}
