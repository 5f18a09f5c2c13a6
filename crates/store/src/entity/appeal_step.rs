//! One step of an appeal; never edited.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "appeal_step")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub appeal_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    pub n: i16,
    pub kind: String,
    pub level: i16,
    pub person_id: Option<Uuid>,
    pub at: i64,
    pub reason: Option<String>,
    pub evidence: Option<Json>,
    pub outcome: Option<String>,
    pub value: Option<Json>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
