//! A visit that a shopper is to make.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "assignment")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub round_id: Uuid,
    pub station_id: Uuid,
    pub shopper_id: Uuid,
    pub slot: String,
    pub window_start: i64,
    pub window_end: i64,
    pub night: bool,
    pub self_service: bool,
    pub purchase: Json,
    pub question_zh: Option<String>,
    pub question_en: Option<String>,
    pub state: String,
    pub reissue_of: Option<Uuid>,
    pub created_at: i64,
    pub updated_at: i64,
    pub version: i32,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
