//! Appeal windows whose end waits for the calendar of a year.

use sea_orm_migration::{prelude::*, schema::*};

use crate::build::{create, index, references, table};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let window = references(
            &mut table(
                "appeal_window",
                &["audit_id"],
                vec![
                    uuid("audit_id"),
                    big_integer("from_at"),  // when it began
                    integer("pending_year"), // whose working days are not known
                ],
            ),
            ("appeal_window", "audit_id"),
            ("audit", "id"),
        );
        create(manager, vec![window], vec![index("appeal_window", &["pending_year"])]).await
    }
}
