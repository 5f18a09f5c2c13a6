//! A rectification order 整改单: narrow columns for lists and the scheduler, and the order itself.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "rectification")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub station_id: Uuid,
    pub audit_id: Uuid,
    pub item: String,
    pub checklist_id: String,
    pub checklist_version: i32,
    pub severity: String,
    pub class: String,
    pub state: String,
    pub policy_version: i32,
    pub version: i32,
    pub visit_day: i32,
    pub missed_at: i64,
    pub opened_at: i64,
    pub repeat_of: Option<Uuid>,
    pub root_cause: bool,
    pub project: bool,
    pub repeats: i32,
    pub issue_by: Option<i64>,
    pub issued_at: Option<i64>,
    pub due_at: Option<i64>,
    pub submitted_at: Option<i64>,
    pub submitted_by: Option<Uuid>,
    pub closed_at: Option<i64>,
    pub wake_at: Option<i64>,
    pub overdue: bool,
    pub was_overdue: bool,
    pub on_time: Option<bool>,
    pub paused: bool,
    pub pending_year: Option<i32>,
    pub false_evidence_at: Option<i64>,
    pub document: Json,
    pub updated_at: i64,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
