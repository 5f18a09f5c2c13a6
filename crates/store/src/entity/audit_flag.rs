//! An automatic doubt.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "audit_flag")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub audit_id: Uuid,
    pub revision: i32,
    pub code: String,
    pub hard: bool,
    pub pointer: Option<String>,
    pub data: Option<Json>,
    pub raised_at: i64,
    pub cleared_by: Option<Uuid>,
    pub cleared_at: Option<i64>,
    pub clear_reason: Option<String>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
