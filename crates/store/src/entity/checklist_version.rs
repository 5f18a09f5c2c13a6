//! A published, immutable checklist version.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "checklist_version")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub checklist_id: String,
    #[sea_orm(primary_key, auto_increment = false)]
    pub version: i32,
    pub content_sha256: Vec<u8>,
    pub source: String,
    pub published_at: i64,
    pub withdrawn_at: Option<i64>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
