//! One judged result.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "audit_score")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub audit_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    pub score_revision: i32,
    pub revision: i32,
    pub checklist_id: String,
    pub checklist_version: i32,
    pub rule_version: i32,
    pub judged: Json,
    pub score: Json,
    pub reason: String,
    pub judged_by: Option<Uuid>,
    pub judged_at: i64,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
