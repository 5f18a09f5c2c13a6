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
        fill(manager).await
    }
}

/// What is open already is in its first cycle: the problems of regions, and the second repeats of stations, which are on the
/// watch list from the beginning. Errors: those of the database.
pub async fn fill(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    manager.get_connection().execute_unprepared(WATCHED).await?;
    let mut known = Query::select();
    known
        .column(("regional_project", "id"))
        .expr(Expr::val(1))
        .column(("regional_project", "opened_at"))
        .from("regional_project");
    let mut first = Query::insert();
    first.into_table("project_cycle").columns(["project_id", "number", "opened_at"]);
    first.select_from(known).map_err(|error| DbErr::Custom(error.to_string()))?;
    manager.execute(first).await
}

/// The project of each station and item that has an open second repeat, the newest if there were two; it takes over the
/// order's id. Counts are those of `orders::watch`: 180 days are 15 552 000 000 ms.
const WATCHED: &str = "
INSERT INTO regional_project (id, round_id, org_unit_id, checklist_id, checklist_version, item, state, missed, audited,
    opened_at, updated_at, version, station_id, order_id)
SELECT n.id, n.round_id, n.org_unit_id, n.checklist_id, n.checklist_version, n.item, 'open', n.missed,
    CASE WHEN n.audited > n.missed THEN n.audited ELSE n.missed END, n.opened_at, n.opened_at, 1, n.station_id, n.id
FROM (
    SELECT o.id, a.round_id, s.org_unit_id, r.checklist_id, r.checklist_version, o.item, o.opened_at, o.station_id,
        (SELECT COUNT(*) FROM rectification e WHERE e.station_id = o.station_id AND e.item = o.item
            AND e.state <> 'cancelled' AND e.missed_at >= o.missed_at - 15552000000 AND e.missed_at <= o.missed_at) AS missed,
        (SELECT COUNT(*) FROM audit t WHERE t.station_id = o.station_id AND t.state IN ('published', 'final')
            AND t.id <> o.audit_id AND t.visit_start >= o.missed_at - 15552000000) + 1 AS audited
    FROM rectification o
    INNER JOIN audit a ON a.id = o.audit_id
    INNER JOIN round r ON r.id = a.round_id
    INNER JOIN station s ON s.id = o.station_id
    WHERE o.project = TRUE AND o.state NOT IN ('closed', 'cancelled')
        AND NOT EXISTS (SELECT 1 FROM rectification l WHERE l.station_id = o.station_id AND l.item = o.item
            AND l.project = TRUE AND l.state NOT IN ('closed', 'cancelled')
            AND (l.missed_at > o.missed_at OR (l.missed_at = o.missed_at AND l.id > o.id)))
) n";

fn cycle() -> TableCreateStatement {
    references(
        &mut table(
            "project_cycle",
            &["project_id", "number"],
            vec![
                uuid("project_id"),
                integer("number"),
                big_integer("opened_at"),
                integer_null("after_day"), // the day of its first plan: rounds that begin after it are its check
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
