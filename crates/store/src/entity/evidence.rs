//! A file that somebody hands in as evidence; its bytes lie in the object store.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "evidence")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub person_id: Uuid,
    pub state: String,
    pub sha256: Vec<u8>,
    pub bytes: i64,
    pub content_type: String,
    pub incoming: bool,
    pub station_id: Option<Uuid>,
    pub subject_id: Option<Uuid>,
    pub subject: Option<String>,
    pub role: Option<String>,
    pub created_at: i64,
    pub updated_at: i64,
    pub hidden: Option<Json>,
    pub erased_at: Option<i64>,
    pub taken_at: Option<i64>,
    pub fix: Option<Json>,
    pub place: Option<Json>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
