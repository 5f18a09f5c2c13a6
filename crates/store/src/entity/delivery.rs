//! An event on its way to one destination or mailbox.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "delivery")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub event_id: Uuid,
    pub lane_id: Uuid,
    pub kind: String,
    pub at: i64,
    pub payload: Json,
    pub late: bool,
    pub daily: bool,
    pub test: bool,
    pub urgent: bool,
    pub state: String,
    pub parcel_id: Option<Uuid>,
    pub digest: Option<String>,
    pub digest_at: Option<i64>,
    pub attempts: i32,
    pub next_at: i64,
    pub tried_at: Option<i64>,
    pub error: Option<String>,
    pub detail: Option<String>,
    pub created_at: i64,
    pub ended_at: Option<i64>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
