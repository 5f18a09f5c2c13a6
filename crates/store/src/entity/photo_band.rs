//! Index keys of a perceptual hash.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "photo_band")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub band: i64,
    #[sea_orm(primary_key, auto_increment = false)]
    pub photo_id: Uuid,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
