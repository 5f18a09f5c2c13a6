//! An appeal of a station against one item of a published audit.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "appeal")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub audit_id: Uuid,
    pub station_id: Uuid,
    pub item: String,
    pub window_at: i64,
    pub state: String,
    pub since: i64,
    pub due_at: Option<i64>,
    pub version: i32,
    pub content_sha256: Vec<u8>,
    pub filed_by: Uuid,
    pub filed_at: i64,
    pub outcome: Option<String>,
    pub value: Option<Json>,
    pub score_before: i32,
    pub bp_before: Option<i16>,
    pub score_after: Option<i32>,
    pub bp_after: Option<i16>,
    pub ranked: bool,
    pub rank_before: Option<i32>,
    pub rank_after: Option<i32>,
    pub put_off_until: Option<i64>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
