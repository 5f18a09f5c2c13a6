//! One cycle of a project: its plan and what it ended with.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "project_cycle")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub project_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    pub number: i32,
    pub opened_at: i64,
    pub after_day: Option<i32>,
    pub cause_kind: Option<String>,
    pub cause: Option<String>,
    pub measure: Option<String>,
    pub owner: Option<String>,
    pub target_bp: Option<i32>,
    pub due_day: Option<i32>,
    pub planned_at: Option<i64>,
    pub outcome: Option<String>,
    pub note: Option<String>,
    pub ended_at: Option<i64>,
    pub satisfaction_target_bp: Option<i32>,
    pub satisfaction_bp: Option<i32>,
    pub satisfaction_source: Option<String>,
    pub satisfaction_day: Option<i32>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
