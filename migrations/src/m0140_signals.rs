//! What changed, for the live streams of every instance.

use sea_orm_migration::{prelude::*, schema::*};

use crate::build::{create, index, table};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let signal = table(
            "signal",
            &[],
            vec![
                big_pk_auto("seq"),
                big_integer("txid"),     // PostgreSQL: the writing transaction; SQLite: 0
                text("kind"),            // inbox, order, audit, appeal, report
                uuid_null("subject_id"), // of an inbox: whose it is
                integer("version"),
                uuid_null("station_id"),
                text("reach"), // desk, office, station
            ],
        );
        create(manager, vec![signal], vec![index("signal", &["txid", "seq"])]).await
    }
}
