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
    pub override_reason: Option<String>,
    pub created_at: i64,
    pub updated_at: i64,
    pub version: i32,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {
    #[sea_orm(belongs_to = "super::round::Entity", from = "Column::RoundId", to = "super::round::Column::Id")]
    Round,
    #[sea_orm(belongs_to = "super::station::Entity", from = "Column::StationId", to = "super::station::Column::Id")]
    Station,
    #[sea_orm(
        belongs_to = "super::station_profile::Entity",
        from = "Column::StationId",
        to = "super::station_profile::Column::StationId"
    )]
    Profile,
    #[sea_orm(
        belongs_to = "super::assignment_holder::Entity",
        from = "Column::Id",
        to = "super::assignment_holder::Column::AssignmentId"
    )]
    Holder,
}

impl Related<super::round::Entity> for Entity {
    fn to() -> RelationDef {
        Relation::Round.def()
    }
}

impl ActiveModelBehavior for ActiveModel {}
