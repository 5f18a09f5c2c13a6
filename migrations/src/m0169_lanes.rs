//! Which jobs somebody waits for, which are done in their time, and which take long.

use sea_orm_migration::{prelude::*, schema::*};

use crate::build::{add, index};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        add(manager, "job", small_integer("lane").default(0).to_owned()).await?;
        let sorted = [
            (
                1,
                "'station_copy', 'remove_export', 'erase_originals', 'erase_positions', 'decide_revisit', 'find_systemic'",
            ),
            (2, "'write_export'"),
        ];
        for (lane, kinds) in sorted {
            let sort = format!("UPDATE job SET lane = {lane} WHERE kind IN ({kinds})");
            manager.get_connection().execute_unprepared(&sort).await?;
        }
        manager.create_index(index("job", &["lane", "state", "run_at"])).await
    }
}
