//! Where people and programs are told: destinations, mailboxes, and what was delivered to them.

use sea_orm_migration::{prelude::*, schema::*};

use crate::build::{create, index, references, table, unique};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let indexes = vec![
            index("destination", &["org_unit_id"]),
            index("lane", &["wake_at"]),
            index("lane", &["locked_until"]),
            unique("delivery", &["event_id", "lane_id"]),
            index("delivery", &["lane_id", "state", "next_at"]),
            index("delivery", &["lane_id", "created_at"]),
            index("delivery", &["state", "created_at"]),
            index("delivery", &["ended_at"]),
        ];
        create(manager, vec![destination(), mailbox(), lane(), delivery()], indexes).await
    }
}

fn destination() -> TableCreateStatement {
    table(
        "destination",
        &["id"],
        vec![
            uuid("id"),
            text("kind"), // webhook, wecom, dingtalk, feishu
            text("name"),
            text("url"),
            text_null("secret"),
            text_null("old_secret"),       // signs beside the new one …
            big_integer_null("old_until"), // … until then
            text_null("keyword"),
            text("lang"),
            uuid_null("org_unit_id"), // absent: the whole network
            json("kinds"),            // empty: all
            boolean("active"),
            uuid("created_by"),
            big_integer("created_at"),
            big_integer("updated_at"),
            integer("version"),
        ],
    )
}

fn mailbox() -> TableCreateStatement {
    references(
        &mut table(
            "mailbox",
            &["person_id"],
            vec![
                uuid("person_id"),
                text_null("email"),
                json("choices"), // by kind: on, off, digest
                big_integer("updated_at"),
            ],
        ),
        ("mailbox", "person_id"),
        ("person", "id"),
    )
}

fn lane() -> TableCreateStatement {
    table(
        "lane",
        &["id"],
        vec![
            uuid("id"), // of the destination, or of the person
            text("channel"),
            big_integer_null("wake_at"),      // business time
            big_integer("closed_until"),      // it asked to be left alone, or fails
            integer("failures"),              // tries in a row that failed
            text_null("stopped"),             // why nothing is sent until somebody corrects it
            uuid_null("locked_by"),           // who sends now
            big_integer_null("locked_until"), // real time
        ],
    )
}

fn delivery() -> TableCreateStatement {
    table(
        "delivery",
        &["id"],
        vec![
            uuid("id"),
            uuid("event_id"),
            uuid("lane_id"),
            text("kind"),
            big_integer("at"), // when it happened
            json("payload"),   // the fields of its kind, as they are sent
            boolean("late"),
            boolean("daily"),
            boolean("test"),
            text("state"),          // waiting, delivered, dead
            uuid_null("parcel_id"), // under which it was tried: its own id or that of a digest
            text_null("digest"),
            big_integer_null("digest_at"),
            integer("attempts"),
            big_integer("next_at"),
            big_integer_null("tried_at"),
            text_null("error"),
            text_null("detail"),
            big_integer("created_at"),
            big_integer_null("ended_at"),
        ],
    )
}
