//! The record of projects (§5.6): cycles and their history; projects of single stations beside those of regions.

use sea_orm_migration::{prelude::*, schema::*};

use crate::build::{add, create, index, references, table, unique};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        add(manager, "regional_project", uuid_null("station_id")).await?; // absent: the whole region
        add(manager, "regional_project", uuid_null("order_id")).await?; // the second repeat that opened it
        let mut old = Index::drop();
        old.name("uq_regional_project_round_id_org_unit_id_item").table("regional_project");
        manager.drop_index(old).await?;
        let mut region = unique("regional_project", &["round_id", "org_unit_id", "item"]);
        region.name("uq_regional_project_region").and_where(Expr::col("station_id").is_null());
        let mut order = unique("regional_project", &["order_id"]);
        order.name("uq_regional_project_order").and_where(Expr::col("order_id").is_not_null());
        let mut station = unique("regional_project", &["station_id", "item"]);
        station
            .name("uq_regional_project_station")
            .and_where(Expr::col("station_id").is_not_null())
            .and_where(Expr::col("state").eq("open"));
        let mut open = index("project_cycle", &["opened_at"]);
        open.name("ix_project_cycle_open").and_where(Expr::col("ended_at").is_null());
        create(
            manager,
            vec![cycle(), event()],
            vec![region, order, station, open, unique("project_event", &["project_id", "seq"])],
        )
        .await?;
        // What is open already is in its first cycle.
        let mut known = Query::select();
        known
            .column(("regional_project", "id"))
            .expr(Expr::val(1))
            .column(("regional_project", "opened_at"))
            .column(("round", "first_day"))
            .from("regional_project")
            .inner_join("round", Expr::col(("round", "id")).equals(("regional_project", "round_id")));
        let mut first = Query::insert();
        first.into_table("project_cycle").columns(["project_id", "number", "opened_at", "after_day"]);
        first.select_from(known).map_err(|error| DbErr::Custom(error.to_string()))?;
        manager.execute(first).await
    }
}

fn cycle() -> TableCreateStatement {
    references(
        &mut table(
            "project_cycle",
            &["project_id", "number"],
            vec![
                uuid("project_id"),
                integer("number"),
                big_integer("opened_at"),
                integer("after_day"), // rounds that begin after it are its check
                text_null("cause_kind"),
                text_null("cause"),
                text_null("measure"),
                text_null("owner"),
                integer_null("target_bp"),
                integer_null("due_day"),
                big_integer_null("planned_at"),
                text_null("outcome"),
                text_null("note"),
                big_integer_null("ended_at"),
            ],
        ),
        ("project_cycle", "project_id"),
        ("regional_project", "id"),
    )
}

fn event() -> TableCreateStatement {
    references(
        &mut table(
            "project_event",
            &["id"],
            vec![
                uuid("id"),
                uuid("project_id"),
                integer("seq"),
                integer("cycle"),
                text("verb"),
                uuid("person_id"),
                text("role"),
                json("data"),
                big_integer("at"),
            ],
        ),
        ("project_event", "project_id"),
        ("regional_project", "id"),
    )
}
