//! A submission that was refused and kept.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "refused")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub person_id: Uuid,
    pub audit_id: Uuid,
    pub revision: Option<i32>,
    pub content_sha256: Vec<u8>,
    pub body: Vec<u8>,
    pub violations: Json,
    pub state: String,
    pub received_at: i64,
    pub judged_by: Option<Uuid>,
    pub judged_at: Option<i64>,
    pub station_id: Option<Uuid>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
