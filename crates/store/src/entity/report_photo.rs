//! One photo of a report; its bytes lie in the object store.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "report_photo")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub report_id: Uuid,
    pub place: i16,
    pub state: String,
    pub sha256: Vec<u8>,
    pub bytes: i64,
    pub content_type: String,
    pub incoming: bool,
    pub derived: bool,
    pub updated_at: i64,
    pub erased_at: Option<i64>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
