//! A change or vote of a reviewer, both values kept.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "audit_judgement")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub audit_id: Uuid,
    pub revision: i32,
    pub kind: String,
    pub target: String,
    pub old_value: Option<Json>,
    pub new_value: Option<Json>,
    pub reason: String,
    pub person_id: Uuid,
    pub stage: String,
    pub at: i64,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
