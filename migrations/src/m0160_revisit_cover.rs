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
        manager.create_index(covered).await?;
        // What is covered already is covered by the one of its station that is still to be made.
        manager
            .get_connection()
            .execute_unprepared(
                "UPDATE revisit SET covered_by = (SELECT other.id FROM revisit AS other \
                 WHERE other.station_id = revisit.station_id AND other.state IN ('waiting', 'planned') \
                 ORDER BY other.created_at, other.id LIMIT 1) WHERE state = 'covered'",
            )
            .await?;
        Ok(())
    }
}
