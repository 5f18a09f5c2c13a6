//! Re-visits of stations, and items that a region misses in common (§5.5).

use sea_orm_migration::{prelude::*, schema::*};

use crate::build::{create, index, references, table, unique};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let revisit = references(
            &mut table(
                "revisit",
                &["id"],
                vec![
                    uuid("id"),
                    uuid("station_id"),
                    uuid("audit_id"), // the audit that is the cause
                    json("triggers"),
                    text("state"),
                    uuid_null("previous"), // the re-visit whose result is the cause
                    integer("first_day"),
                    integer("last_day"),
                    text("slot"), // of the failed visit
                    uuid_null("assignment_id"),
                    uuid_null("result_audit_id"),
                    small_integer_null("result_bp"),
                    text_null("follow_up"),
                    big_integer_null("follow_up_by"),
                    big_integer("created_at"),
                    big_integer("updated_at"),
                    integer("version"),
                ],
            ),
            ("revisit", "audit_id"),
            ("audit", "id"),
        );
        let project = references(
            &mut table(
                "regional_project",
                &["id"],
                vec![
                    uuid("id"),
                    uuid("round_id"),
                    uuid("org_unit_id"),
                    text("checklist_id"),
                    integer("checklist_version"),
                    text("item"),
                    text("state"),
                    integer("missed"),  // stations that missed it
                    integer("audited"), // stations that were audited
                    big_integer("opened_at"),
                    big_integer("updated_at"),
                    integer("version"),
                ],
            ),
            ("regional_project", "round_id"),
            ("round", "id"),
        );
        let mut result = index("revisit", &["result_audit_id"]);
        result.name("ix_revisit_result").and_where(Expr::col("result_audit_id").is_not_null());
        let mut assigned = unique("revisit", &["assignment_id"]);
        assigned.name("uq_revisit_assignment").and_where(Expr::col("assignment_id").is_not_null());
        create(
            manager,
            vec![revisit, project],
            vec![
                unique("revisit", &["audit_id"]),
                index("revisit", &["station_id", "created_at"]),
                index("revisit", &["created_at", "id"]),
                assigned,
                result,
                unique("regional_project", &["round_id", "org_unit_id", "item"]),
                index("regional_project", &["opened_at", "id"]),
            ],
        )
        .await
    }
}
