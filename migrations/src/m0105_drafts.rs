//! Visits under way, as phones back them up.

use sea_orm_migration::{prelude::*, schema::*};

use crate::build::{create, index, references, table};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let draft = references(
            &mut table(
                "draft",
                &["person_id", "audit_id"],
                vec![
                    uuid("person_id"),
                    uuid("audit_id"), // that the visit will become; none is there yet
                    uuid("assignment_id"),
                    uuid("device_id"),
                    big_integer("saved_at"), // by the phone
                    big_integer("received_at"),
                    integer("bytes"), // of the content before packing
                    blob("content"),
                ],
            ),
            ("draft", "person_id"),
            ("person", "id"),
        );
        create(manager, vec![draft], vec![index("draft", &["received_at"])]).await
    }
}
