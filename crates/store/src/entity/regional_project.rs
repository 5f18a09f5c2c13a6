//! An item that many stations of a region missed in one round, or one station again and again.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "regional_project")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub round_id: Uuid,
    pub org_unit_id: Uuid,
    pub checklist_id: String,
    pub checklist_version: i32,
    pub item: String,
    pub state: String,
    pub missed: i32,
    pub audited: i32,
    pub opened_at: i64,
    pub updated_at: i64,
    pub version: i32,
    pub station_id: Option<Uuid>,
    pub order_id: Option<Uuid>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
