//! A reminder or escalation of an order that was recorded.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "order_rung")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub order_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    pub rung: String,
    pub rule: String,
    pub kind: String,
    pub at: i64,
    pub recorded_at: i64,
    pub late: bool,
    pub stand_in: bool,
    pub told: Json,
    pub marks: Json,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
