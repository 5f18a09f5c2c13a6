//! Appeals with their steps, and how many are open at an audit.

use sea_orm_migration::{prelude::*, schema::*};

use crate::build::{add, create, index, references, table, unique};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let appeal = references(
            &mut table(
                "appeal",
                &["id"],
                vec![
                    uuid("id"),
                    uuid("audit_id"),
                    uuid("station_id"),
                    text("item"),
                    big_integer("window_at"), // when the window began in which it was filed
                    text("state"),
                    big_integer("since"),       // when the state began
                    big_integer_null("due_at"), // when it ends by itself; absent while the calendar is not known
                    integer("version"),         // for If-Match
                    blob("content_sha256"),     // of what was filed: repeating is safe
                    uuid("filed_by"),
                    big_integer("filed_at"),
                    text_null("outcome"),
                    json_null("value"), // the answer that an upheld appeal states
                    integer("score_before"),
                    small_integer_null("bp_before"),
                    integer_null("score_after"),
                    small_integer_null("bp_after"),
                    boolean("ranked"), // the two ranks are known, or there are none
                    integer_null("rank_before"),
                    integer_null("rank_after"),
                ],
            ),
            ("appeal", "audit_id"),
            ("audit", "id"),
        );
        let step = references(
            &mut table(
                "appeal_step",
                &["appeal_id", "n"],
                vec![
                    uuid("appeal_id"),
                    small_integer("n"),
                    text("kind"),
                    small_integer("level"),
                    uuid_null("person_id"), // absent: the system
                    big_integer("at"),
                    text_null("reason"),
                    json_null("evidence"), // ids
                    text_null("outcome"),
                    json_null("value"),
                ],
            ),
            ("appeal_step", "appeal_id"),
            ("appeal", "id"),
        );
        add(manager, "audit", integer("open_appeals").default(0).to_owned()).await?;
        let mut provisional = index("audit", &["visit_day"]);
        provisional.name("ix_audit_open_appeals").and_where(Expr::col("open_appeals").gt(0));
        let mut due = index("appeal", &["due_at"]);
        due.name("ix_appeal_due").and_where(Expr::col("state").ne("closed"));
        let mut unranked = index("appeal", &["id"]);
        unranked.name("ix_appeal_unranked").and_where(Expr::col("ranked").eq(false));
        create(
            manager,
            vec![appeal, step],
            vec![
                provisional,
                due,
                unranked,
                unique("appeal", &["audit_id", "item", "window_at"]),
                index("appeal", &["station_id", "filed_at"]),
                index("appeal", &["filed_at", "id"]),
            ],
        )
        .await
    }
}
