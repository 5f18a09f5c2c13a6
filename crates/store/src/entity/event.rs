//! Something that people are told: the outbox of all channels.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "event")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub kind: String,
    pub at: i64,
    pub recorded_at: i64,
    pub late: bool,
    pub held: bool,
    pub station_id: Option<Uuid>,
    pub subject_id: Option<Uuid>,
    pub recipients: Json,
    pub payload: Json,
    pub taken_at: Option<i64>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
