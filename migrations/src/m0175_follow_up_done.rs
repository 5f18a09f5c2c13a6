//! What was done about a station that was audited once more and was still too low (§5.5).

use sea_orm_migration::{prelude::*, schema::*};

use crate::build::add;

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        add(manager, "revisit", integer_null("followed_day").take()).await?;
        add(manager, "revisit", text_null("followed_note").take()).await?;
        add(manager, "revisit", uuid_null("followed_by").take()).await?;
        add(manager, "revisit", big_integer_null("followed_at").take()).await
    }
}
