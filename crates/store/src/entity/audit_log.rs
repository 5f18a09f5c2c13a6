//! One write of a desk; the last three columns are written once, when it is chained.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "audit_log")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub at: i64,
    pub person_id: Option<Uuid>,
    pub operation: String,
    pub path: String,
    pub subject_kind: String,
    pub subject_id: Option<String>,
    pub subject_uuid: Option<Uuid>,
    pub request_id: Uuid,
    pub transaction_name: String,
    pub values_sha256: Option<Vec<u8>>,
    pub seq: Option<i64>,
    pub prev_hash: Option<Vec<u8>>,
    pub hash: Option<Vec<u8>>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
