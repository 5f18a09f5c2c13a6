//! A station that is audited once more, unannounced, and what came of it.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "revisit")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub station_id: Uuid,
    pub audit_id: Uuid,
    pub triggers: Json,
    pub state: String,
    pub previous: Option<Uuid>,
    pub first_day: i32,
    pub last_day: i32,
    pub slot: String,
    pub covered_by: Option<Uuid>,
    pub assignment_id: Option<Uuid>,
    pub result_audit_id: Option<Uuid>,
    pub result_bp: Option<i16>,
    pub follow_up: Option<String>,
    pub follow_up_by: Option<i64>,
    pub created_at: i64,
    pub updated_at: i64,
    pub version: i32,
    pub ended_reason: Option<String>,
    pub ended_by: Option<Uuid>,
    pub ended_at: Option<i64>,
    pub followed_day: Option<i32>,
    pub followed_note: Option<String>,
    pub followed_by: Option<Uuid>,
    pub followed_at: Option<i64>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
