//! Files that people asked for: what is in them, how far they are, where they lie until when.

use sea_orm_migration::{prelude::*, schema::*};

use crate::build::{create, index, references, table};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let export = references(
            &mut table(
                "export",
                &["id"],
                vec![
                    uuid("id"),
                    uuid("person_id"),
                    text("kind"),
                    text("format"),
                    text("lang"),
                    json("filter"), // as it was asked for
                    json("grants"), // what the person was then
                    text("state"),  // queued, running, ready, cancelled, expired
                    big_integer("rows_done"),
                    big_integer_null("rows_total"),
                    json_null("files"), // name, rows, bytes, SHA-256 of each
                    blob_null("sha256"),
                    big_integer_null("bytes"),
                    big_integer("created_at"),
                    big_integer_null("started_at"),
                    big_integer_null("ended_at"),
                    big_integer_null("expires_at"),
                    big_integer("updated_at"),
                ],
            ),
            ("export", "person_id"),
            ("person", "id"),
        );
        let indexes = vec![index("export", &["person_id", "created_at"]), index("export", &["state", "expires_at"])];
        create(manager, vec![export], indexes).await
    }
}
