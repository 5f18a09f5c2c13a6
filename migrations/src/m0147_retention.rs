//! What was erased beside originals: evidence, positions in submissions, data of people.

use sea_orm_migration::{prelude::*, schema::*};

use crate::build::{add, index};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        add(manager, "evidence", big_integer_null("erased_at")).await?;
        add(manager, "audit_revision", big_integer_null("positions_erased_at")).await?;
        add(manager, "person", big_integer_null("erased_at")).await?;
        let mut unused = index("evidence", &["created_at"]);
        unused.name("ix_evidence_unused").and_where(Expr::col("subject_id").is_null());
        let mut gone = index("person", &["deactivated_at"]);
        gone.name("ix_person_to_erase")
            .and_where(Expr::col("deactivated_at").is_not_null())
            .and_where(Expr::col("erased_at").is_null());
        let mut ended = index("rectification", &["updated_at"]);
        ended.name("ix_rectification_ended").and_where(Expr::col("state").is_in(["closed", "cancelled"]));
        for index in [unused, gone, ended] {
            manager.create_index(index).await?;
        }
        Ok(())
    }
}
