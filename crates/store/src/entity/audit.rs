//! One visit's record: state, brief score, review facts.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "audit")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub assignment_id: Uuid,
    pub station_id: Uuid,
    pub shopper_id: Uuid,
    pub round_id: Uuid,
    pub checklist_id: String,
    pub checklist_version: i32,
    pub state: String,
    pub revision: i32,
    pub score_revision: i32,
    pub version: i32,
    pub visit_start: i64,
    pub visit_end: i64,
    pub visit_day: i32,
    pub night: bool,
    pub class: i16,
    pub received_at: i64,
    pub updated_at: i64,
    pub valid: bool,
    pub base_bp: Option<i16>,
    pub bonus_bp: i16,
    pub final_bp: Option<i16>,
    pub red_lines: i16,
    pub stars: Option<i16>,
    pub coverage_bp: Option<i16>,
    pub touchpoints: Option<Vec<u8>>,
    pub outcomes: Option<Vec<u8>>,
    pub hard_flags: i16,
    pub soft_flags: i16,
    pub sampled: bool,
    pub claimed_by: Option<Uuid>,
    pub claimed_until: Option<i64>,
    pub reviewer_id: Option<Uuid>,
    pub second_reviewer_id: Option<Uuid>,
    pub review_since: Option<i64>,
    pub approved_at: Option<i64>,
    pub publish_day: Option<i32>,
    pub published_at: Option<i64>,
    pub void_reason: Option<String>,
    pub open_appeals: i32,
    pub review_by: Option<i64>,
    pub review_told: Option<i64>,
    pub overdue_open: i32,
    pub no_stars: bool,
    pub photos_absent: Option<Json>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
