//! The audit log: what every desk wrote, chained; personal values beside it; sealed heads.

use sea_orm_migration::{prelude::*, schema::*};

use crate::build::{create, index, table, unique};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let log = table(
            "audit_log",
            &["id"],
            vec![
                uuid("id"),
                big_integer("at"),
                uuid_null("person_id"),
                text("operation"),
                text("path"),
                text("subject_kind"),
                text_null("subject_id"),
                uuid_null("subject_uuid"), // the same, when it is one
                uuid("request_id"),
                text("transaction_name"),
                blob_null("values_sha256"),
                big_integer_null("seq"), // these three are written once, by the chaining job
                blob_null("prev_hash"),
                blob_null("hash"),
            ],
        );
        let value = table("audit_log_value", &["log_id"], vec![uuid("log_id"), blob("salt"), blob("body")]);
        let head = table(
            "audit_log_head",
            &["day"],
            vec![
                integer("day"),
                big_integer("seq"),
                blob("hash"),
                big_integer("sealed_at"),
                text("key_id"),
                blob("seal"),
            ],
        );
        let mut waiting = index("audit_log", &["at", "id"]);
        waiting.name("ix_audit_log_waiting").and_where(Expr::col("seq").is_null());
        create(
            manager,
            vec![log, value, head],
            vec![
                waiting,
                unique("audit_log", &["seq"]),
                index("audit_log", &["at", "id"]),
                index("audit_log", &["subject_kind", "subject_uuid"]),
                index("audit_log", &["person_id"]),
            ],
        )
        .await
    }
}
