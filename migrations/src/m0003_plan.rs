//! Published checklist versions, rounds, assignments and what a shopper says about them.

use sea_orm_migration::{prelude::*, schema::*};

use crate::build::{create, index, references, table, unique};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let checklist = table(
            "checklist_version",
            &["checklist_id", "version"],
            vec![
                text("checklist_id"),
                integer("version"),
                blob("content_sha256"),
                text("source"),
                big_integer("published_at"),
                big_integer_null("withdrawn_at"),
            ],
        );
        let round = references(
            &mut table(
                "round",
                &["id"],
                vec![
                    uuid("id"),
                    text("code"),
                    text("name_zh"),
                    text("name_en"),
                    uuid("org_unit_id"),
                    text("checklist_id"),
                    integer("checklist_version"),
                    integer("first_day"), // days since 1970-01-01, Asia/Shanghai
                    integer("last_day"),
                    text("state"),
                    uuid_null("created_by"),
                    big_integer("created_at"),
                    big_integer("updated_at"),
                    integer("version"),
                ],
            ),
            ("round", "org_unit_id"),
            ("org_unit", "id"),
        );
        let assignment = references(
            &mut table(
                "assignment",
                &["id"],
                vec![
                    uuid("id"),
                    uuid("round_id"),
                    uuid("station_id"),
                    uuid("shopper_id"),
                    text("slot"),
                    big_integer("window_start"),
                    big_integer("window_end"),
                    boolean("night"),
                    boolean("self_service"),
                    json("purchase"),
                    text_null("question_zh"),
                    text_null("question_en"),
                    text("state"),
                    uuid_null("reissue_of"),
                    text_null("override_reason"), // why a rule of visits (§2.4) was passed over
                    big_integer("created_at"),
                    big_integer("updated_at"),
                    integer("version"),
                ],
            ),
            ("assignment", "station_id"),
            ("station", "id"),
        );
        let holder = table(
            "assignment_holder",
            &["assignment_id", "person_id"],
            vec![uuid("assignment_id"), uuid("person_id"), big_integer("since"), big_integer_null("until")],
        );
        let report = table(
            "assignment_report",
            &["id"],
            vec![
                uuid("id"),
                uuid("assignment_id"),
                uuid("person_id"),
                text("kind"), // decline, impossible, recognised
                text("reason"),
                big_integer_null("at_ms"),
                json_null("fix"),
                json_null("photos"),
                text_null("note"),
                big_integer("received_at"),
            ],
        );
        create(
            manager,
            vec![checklist, round, assignment, holder, report],
            vec![
                unique("round", &["code"]),
                index("assignment", &["shopper_id", "state"]),
                index("assignment", &["round_id", "station_id"]),
                index("assignment", &["station_id"]),
                index("assignment", &["window_start", "id"]),
                index("assignment", &["reissue_of"]),
                index("assignment_holder", &["person_id"]),
                index("assignment_report", &["assignment_id"]),
            ],
        )
        .await
    }
}
