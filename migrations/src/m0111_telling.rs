//! Whom org units name, what is told to whom, and the evidence of stations.

use sea_orm_migration::{prelude::*, schema::*};

use crate::build::{create, index, references, table};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let contact = table(
            "org_contact",
            &["org_unit_id", "contact", "person_id"],
            vec![
                uuid("org_unit_id"),
                text("contact"), // head, duty, safety, engineering
                uuid("person_id"),
            ],
        );
        let event = table(
            "event",
            &["id"],
            vec![
                uuid("id"),
                text("kind"),
                big_integer("at"),          // when it was due
                big_integer("recorded_at"), // when it was written
                boolean("late"),
                boolean("held"), // told in a digest, not by itself
                uuid_null("station_id"),
                uuid_null("subject_id"),
                json("recipients"), // people, and as what they are told
                json("payload"),
                big_integer_null("taken_at"), // when the channels took it over
            ],
        );
        let notice = references(
            &mut table(
                "notice",
                &["event_id", "person_id"],
                vec![
                    uuid("event_id"),
                    uuid("person_id"),
                    text("state"), // shown, held, told
                    big_integer("at"),
                    big_integer_null("read_at"),
                ],
            ),
            ("notice", "event_id"),
            ("event", "id"),
        );
        let evidence = table(
            "evidence",
            &["id"],
            vec![
                uuid("id"),
                uuid("person_id"),
                text("state"),
                blob("sha256"),
                big_integer("bytes"),
                text("content_type"),
                boolean("incoming"),     // lies under the incoming key until it is verified
                uuid_null("station_id"), // once something refers to it
                uuid_null("subject_id"), // the order, or the appeal
                text_null("subject"),    // order, appeal
                text_null("role"),       // before, after, document, …
                big_integer("created_at"),
                big_integer("updated_at"),
            ],
        );
        let mut untaken = index("event", &["recorded_at"]);
        untaken.name("ix_event_untaken").and_where(Expr::col("taken_at").is_null());
        let mut held = index("notice", &["person_id"]);
        held.name("ix_notice_held").and_where(Expr::col("state").eq("held"));
        let mut unread = index("notice", &["person_id", "state"]);
        unread.name("ix_notice_unread").and_where(Expr::col("read_at").is_null());
        create(
            manager,
            vec![contact, event, notice, evidence],
            vec![
                index("org_contact", &["person_id"]),
                untaken,
                index("event", &["subject_id"]),
                held,
                unread,
                index("notice", &["person_id", "at"]),
                index("evidence", &["subject_id"]),
                index("evidence", &["person_id", "created_at"]),
            ],
        )
        .await
    }
}
