//! Jobs, repeatable writes, sync changes, refused submissions, publications, editions, settings of the installation.

use sea_orm_migration::{prelude::*, schema::*};

use crate::build::{create, index, table, unique};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let job = table(
            "job",
            &["id"],
            vec![
                uuid("id"),
                text("kind"),
                uuid_null("subject_id"),
                json_null("payload"),
                text("state"), // queued, running, dead
                big_integer("run_at"),
                integer("attempts"),
                uuid_null("locked_by"),
                big_integer_null("locked_until"),
                text_null("last_error"),
                big_integer("created_at"),
            ],
        );
        let idempotency = table(
            "idempotency",
            &["person_id", "method", "path", "key"],
            vec![
                uuid("person_id"),
                text("method"),
                text("path"),
                uuid("key"),
                blob("body_sha256"),
                small_integer("status"),
                text_null("answer"), // the very text: PostgreSQL would put the members of a JSON value in another order
                big_integer("created_at"),
            ],
        );
        let change = table(
            "change",
            &[],
            vec![
                big_pk_auto("seq"),
                big_integer("txid"), // PostgreSQL: the writing transaction; SQLite: 0
                uuid("person_id"),
                text("kind"),
                uuid("subject_id"),
                big_integer("at"),
            ],
        );
        let refused = table(
            "refused",
            &["id"],
            vec![
                uuid("id"),
                uuid("person_id"),
                uuid("audit_id"),
                integer_null("revision"),
                blob("content_sha256"),
                blob("body"),
                json("violations"),
                text("state"), // open, stored, beside
                big_integer("received_at"),
                uuid_null("judged_by"),
                big_integer_null("judged_at"),
            ],
        );
        let publication = table(
            "publication",
            &["id"],
            vec![
                uuid("id"),
                text("kind"), // batch, at_once
                uuid_null("org_unit_id"),
                text_null("reason"),
                uuid_null("person_id"),
                integer("audits"),
                big_integer("at"),
            ],
        );
        let edition = table(
            "edition",
            &["period", "edition"],
            vec![
                text("period"),
                integer("edition"),
                uuid("closed_by"),
                big_integer("closed_at"),
                text_null("reason"),
                boolean("forced"),
                integer("audits"),
                blob("facts"), // the inputs, compressed
            ],
        );
        let meta = table("meta", &["key"], vec![text("key"), text("value")]);
        let mut due = index("job", &["run_at"]);
        due.name("ix_job_due").and_where(Expr::col("state").ne("dead"));
        create(
            manager,
            vec![job, idempotency, change, refused, publication, edition, meta],
            vec![
                due,
                unique("job", &["kind", "subject_id"]),
                index("idempotency", &["created_at"]),
                index("change", &["person_id", "txid", "seq"]),
                index("refused", &["person_id"]),
                unique("refused", &["audit_id", "content_sha256"]),
            ],
        )
        .await
    }
}
