//! One photo; its bytes lie in the object store.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "photo")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub audit_id: Uuid,
    pub kind: String,
    pub state: String,
    pub sha256: Vec<u8>,
    pub bytes: i64,
    pub content_type: String,
    pub first_revision: i32,
    pub taken_at: i64,
    pub incoming: bool,
    pub width: Option<i32>,
    pub height: Option<i32>,
    pub exif_at: Option<i64>,
    pub exif_lat_e7: Option<i64>,
    pub exif_lon_e7: Option<i64>,
    pub phash: Option<Vec<u8>>,
    pub similar_in: Option<Uuid>,
    pub derived: bool,
    pub lost_reason: Option<String>,
    pub lost_by_office: bool,
    pub station_copy_id: Option<Uuid>,
    pub boxes: Option<Json>,
    pub released_by: Option<Uuid>,
    pub released_at: Option<i64>,
    pub updated_at: i64,
    pub erased_at: Option<i64>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
