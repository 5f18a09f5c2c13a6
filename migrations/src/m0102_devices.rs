//! What phones hold, counted: summing it up reads four numbers a phone and no list of ids.

use sea_orm_migration::{prelude::*, schema::*};

use crate::build::{add, index};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for name in ["drafts", "queued", "incomplete"] {
            add(manager, "device", integer(name).default(0).to_owned()).await?;
        }
        add(manager, "device", big_integer_null("oldest_at")).await?;
        manager.create_index(index("device", &["person_id", "last_contact_at"])).await
    }
}
