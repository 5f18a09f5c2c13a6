//! What the desks ask for often: audits of a round, in the order of their arrival, of a station by day of publication;
//! refused submissions by the station they are about.

use sea_orm_migration::{prelude::*, schema::*};

use crate::build::index;

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let mut refused = Table::alter();
        // Absent when the submission names no assignment that its sender ever held.
        refused.table("refused").add_column(uuid_null("station_id"));
        manager.alter_table(refused).await?;
        let mut open = index("proposal", &["audit_id"]);
        open.name("ix_proposal_open").and_where(Expr::col("state").eq("open"));
        for index in [
            index("audit", &["round_id"]),
            index("audit", &["received_at", "id"]),
            index("audit", &["station_id", "publish_day"]),
            index("refused", &["received_at", "id"]),
            index("publication", &["at", "id"]),
            open,
        ] {
            manager.create_index(index).await?;
        }
        Ok(())
    }
}
