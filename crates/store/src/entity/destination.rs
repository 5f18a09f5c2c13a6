//! A receiver of webhooks, or the robot of a group chat. Its Debug holds its secrets: never log it.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "destination")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub kind: String,
    pub name: String,
    pub url: String,
    pub secret: Option<String>,
    pub old_secret: Option<String>,
    pub old_until: Option<i64>,
    pub keyword: Option<String>,
    pub lang: String,
    pub org_unit_id: Option<Uuid>,
    pub kinds: Json,
    pub active: bool,
    pub created_by: Uuid,
    pub created_at: i64,
    pub updated_at: i64,
    pub version: i32,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
