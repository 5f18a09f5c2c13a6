//! Photos of what came in the way of a visit.

use sea_orm_migration::{prelude::*, schema::*};

use crate::build::{create, index, references, table};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let photo = references(
            &mut table(
                "report_photo",
                &["id"],
                vec![
                    uuid("id"),
                    uuid("report_id"),
                    small_integer("place"), // in the order of the report
                    text("state"),
                    blob("sha256"),
                    big_integer("bytes"),
                    text("content_type"),
                    boolean("incoming"), // lies under the incoming key until it is verified
                    boolean("derived"),  // thumb and view exist
                    big_integer("updated_at"),
                ],
            ),
            ("report_photo", "report_id"),
            ("assignment_report", "id"),
        );
        create(manager, vec![photo], vec![index("report_photo", &["report_id"])]).await
    }
}
