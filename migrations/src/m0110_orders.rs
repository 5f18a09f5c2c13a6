//! Rectification orders, what they rest on, and what happened to them.

use sea_orm_migration::{prelude::*, schema::*};

use crate::build::{create, index, references, table, unique};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let mut one_open = unique("rectification", &["station_id", "item"]);
        one_open.name("uq_rectification_open").and_where(Expr::col("state").is_not_in(["closed", "cancelled"]));
        let mut wake = index("rectification", &["wake_at"]);
        wake.and_where(Expr::col("wake_at").is_not_null());
        let mut pending = index("rectification", &["pending_year"]);
        pending.and_where(Expr::col("pending_year").is_not_null());
        let mut overdue = index("rectification", &["opened_at", "station_id"]);
        overdue.name("ix_rectification_overdue").and_where(Expr::col("overdue").eq(true));
        create(
            manager,
            vec![orders(), events(), findings(), rungs(), extensions()],
            vec![
                one_open,
                wake,
                pending,
                index("rectification", &["opened_at", "id"]),
                index("rectification", &["state", "opened_at"]),
                index("rectification", &["issued_at"]),
                index("rectification", &["closed_at"]),
                overdue,
                index("rectification", &["station_id", "opened_at"]),
                index("rectification", &["audit_id"]),
                unique("order_event", &["order_id", "seq"]),
                index("order_finding", &["order_id"]),
                unique("order_extension", &["order_id"]),
            ],
        )
        .await
    }
}

fn orders() -> TableCreateStatement {
    let columns = vec![
        uuid("id"),
        uuid("station_id"),
        uuid("audit_id"), // whose finding opened it
        text("item"),
        text("checklist_id"),
        integer("checklist_version"),
        text("severity"),
        text("class"),
        text("state"),
        integer("policy_version"),
        integer("version"),
        integer("visit_day"),
        big_integer("missed_at"), // begin of the visit
        big_integer("opened_at"),
        uuid_null("repeat_of"),
        boolean("root_cause"),        // the cause has to be named
        boolean("project"),           // second repeat
        integer("repeats"),           // findings that joined it
        big_integer_null("issue_by"), // then the system issues the draft
        big_integer_null("issued_at"),
        big_integer_null("due_at"),
        big_integer_null("submitted_at"),
        uuid_null("submitted_by"),
        big_integer_null("closed_at"),
        big_integer_null("wake_at"), // when time alone does something next
        boolean("overdue"),
        boolean("was_overdue"),
        boolean_null("on_time"),
        boolean("paused"),
        integer_null("pending_year"), // a deadline waits for the calendar of that year
        json("document"),             // the whole order of the core
        big_integer("updated_at"),
    ];
    references(&mut table("rectification", &["id"], columns), ("rectification", "station_id"), ("station", "id"))
}

fn events() -> TableCreateStatement {
    let columns = vec![
        uuid("id"),
        uuid("order_id"),
        integer("seq"), // the version that it made
        text("verb"),
        uuid_null("person_id"), // absent: the system
        text_null("role"),
        text_null("reason"),
        json_null("data"),
        big_integer("at"),
    ];
    references(&mut table("order_event", &["id"], columns), ("order_event", "order_id"), ("rectification", "id"))
}

fn findings() -> TableCreateStatement {
    let columns = vec![
        uuid("audit_id"),
        text("item"),
        uuid("order_id"),
        boolean("opened"), // else it joined an order that was open
        integer("visit_day"),
        big_integer("at"),
    ];
    let mut table = table("order_finding", &["audit_id", "item"], columns);
    references(&mut table, ("order_finding", "order_id"), ("rectification", "id"))
}

fn rungs() -> TableCreateStatement {
    let columns = vec![
        uuid("order_id"),
        text("rung"), // rule and how often its clock was set anew
        text("rule"),
        text("kind"), // reminder, escalation
        big_integer("at"),
        big_integer("recorded_at"),
        boolean("late"),
        boolean("stand_in"),
        json("told"),
        json("marks"),
    ];
    let mut table = table("order_rung", &["order_id", "rung"], columns);
    references(&mut table, ("order_rung", "order_id"), ("rectification", "id"))
}

fn extensions() -> TableCreateStatement {
    let columns = vec![
        uuid("id"),
        uuid("order_id"),
        big_integer("to_at"), // the date that was asked for
        text("cause"),        // parts, contractor, permit, weather, landlord
        text("reason"),
        uuid("asked_by"),
        big_integer("asked_at"),
        boolean_null("granted"),
        uuid_null("decided_by"),
        big_integer_null("decided_at"),
        text_null("decision_reason"),
    ];
    let mut table = table("order_extension", &["id"], columns);
    references(&mut table, ("order_extension", "order_id"), ("rectification", "id"))
}
