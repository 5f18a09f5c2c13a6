//! The way to one destination or mailbox: who sends there now, and when somebody looks again.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "lane")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub channel: String,
    pub wake_at: Option<i64>,
    pub closed_until: i64,
    pub failures: i32,
    pub stopped: Option<String>,
    pub locked_by: Option<Uuid>,
    pub locked_until: Option<i64>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
