//! Clips that come in parts, and what of them is hidden.

use sea_orm_migration::{prelude::*, schema::*};

use crate::build::{add, create, references, table, unique};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        add(manager, "evidence", json_null("hidden")).await?;
        let part = references(
            &mut table(
                "evidence_part",
                &["id"],
                vec![
                    uuid("id"),
                    uuid("evidence_id"),
                    small_integer("n"),
                    text("state"),
                    blob("sha256"),
                    big_integer("bytes"),
                    boolean("incoming"),
                    big_integer("updated_at"),
                ],
            ),
            ("evidence_part", "evidence_id"),
            ("evidence", "id"),
        );
        create(manager, vec![part], vec![unique("evidence_part", &["evidence_id", "n"])]).await
    }
}
