//! Audits: one row each, the submission compressed in one column; rows of their own only for what is rare.

use sea_orm_migration::{prelude::*, schema::*};

use crate::build::{create, index, references, table, unique};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let audit = table(
            "audit",
            &["id"],
            vec![
                uuid("id"),
                uuid("assignment_id"),
                uuid("station_id"),
                uuid("shopper_id"),
                uuid("round_id"),
                text("checklist_id"),
                integer("checklist_version"),
                text("state"),
                integer("revision"),       // newest that the phone submitted
                integer("score_revision"), // 0 before the first approval
                integer("version"),        // for If-Match
                big_integer("visit_start"),
                big_integer("visit_end"),
                integer("visit_day"), // days since 1970-01-01, Asia/Shanghai
                boolean("night"),
                small_integer("class"), // comparison class by nominal applicable points
                big_integer("received_at"),
                big_integer("updated_at"),
                // the score in brief: provisional before approval
                boolean("valid"),
                small_integer_null("base_bp"),
                small_integer("bonus_bp"),
                small_integer_null("final_bp"),
                small_integer("red_lines"),
                small_integer_null("stars"),
                small_integer_null("coverage_bp"),
                blob_null("touchpoints"), // packed earned/answered per touchpoint
                blob_null("outcomes"),    // packed state per item
                small_integer("hard_flags"),
                small_integer("soft_flags"),
                boolean("sampled"), // drawn for second review at submission
                // review
                uuid_null("claimed_by"),
                big_integer_null("claimed_until"),
                uuid_null("reviewer_id"),
                uuid_null("second_reviewer_id"),
                big_integer_null("review_since"),
                big_integer_null("approved_at"),
                integer_null("publish_day"),
                big_integer_null("published_at"),
                text_null("void_reason"),
            ],
        );
        let revision = references(
            &mut table(
                "audit_revision",
                &["audit_id", "revision"],
                vec![
                    uuid("audit_id"),
                    integer("revision"),
                    blob("content_sha256"),
                    uuid("person_id"),
                    big_integer("received_at"),
                    small_integer("kind"), // 0 scored, 1 late answer, 2 restored
                    small_integer("codec"),
                    blob("body"),
                ],
            ),
            ("audit_revision", "audit_id"),
            ("audit", "id"),
        );
        let narrative = table(
            "audit_narrative",
            &["audit_id", "revision"],
            vec![uuid("audit_id"), integer("revision"), blob("narrative_hash")],
        );
        let score = table(
            "audit_score",
            &["audit_id", "score_revision"],
            vec![
                uuid("audit_id"),
                integer("score_revision"),
                integer("revision"),
                text("checklist_id"),
                integer("checklist_version"),
                integer("rule_version"),
                json("judged"), // what the reviewers changed, as it went into the score
                json("score"),  // the explained score, whole
                text("reason"),
                uuid_null("judged_by"),
                big_integer("judged_at"),
            ],
        );
        let flag = table(
            "audit_flag",
            &["id"],
            vec![
                uuid("id"),
                uuid("audit_id"),
                integer("revision"),
                text("code"),
                boolean("hard"),
                text_null("pointer"),
                json_null("data"),
                big_integer("raised_at"),
                uuid_null("cleared_by"),
                big_integer_null("cleared_at"),
                text_null("clear_reason"),
            ],
        );
        let judgement = table(
            "audit_judgement",
            &["id"],
            vec![
                uuid("id"),
                uuid("audit_id"),
                integer("revision"),
                text("kind"),   // answer, visit_flag, na_request, keep_evidence, red_line, visit_na
                text("target"), // item or flag id
                json_null("old_value"),
                json_null("new_value"),
                text("reason"),
                uuid("person_id"),
                text("stage"), // first, second, after_publication
                big_integer("at"),
            ],
        );
        let returned = table(
            "audit_return",
            &["audit_id", "revision"],
            vec![
                uuid("audit_id"),
                integer("revision"), // the one that was returned
                json("remarks"),
                integer("answer_within_s"),
                uuid("person_id"),
                big_integer("returned_at"),
                big_integer_null("delivered_at"),
                big_integer_null("due_at"),
                big_integer_null("answered_at"),
                big_integer_null("ended_at"),
            ],
        );
        let note = table(
            "station_note",
            &["audit_id", "item"],
            vec![uuid("audit_id"), text("item"), text("note"), uuid("person_id"), big_integer("at")],
        );
        let finding = table(
            "finding",
            &["id"],
            vec![
                uuid("id"),
                uuid("audit_id"),
                uuid("station_id"),
                text("item"),
                text("severity"),
                boolean("full_miss"),
                text("class"),
                boolean("ticket"),
                small_integer("lost_points"),
                integer("publish_day"),
            ],
        );
        let proposal = table(
            "proposal",
            &["id"],
            vec![
                uuid("id"),
                uuid("audit_id"),
                text("kind"), // correct, void
                json("payload"),
                text("reason"),
                text("state"), // open, confirmed, dismissed
                uuid("proposed_by"),
                big_integer("proposed_at"),
                uuid_null("decided_by"),
                big_integer_null("decided_at"),
                text_null("decision_reason"),
            ],
        );
        let history = table(
            "audit_event",
            &["id"],
            vec![
                uuid("id"),
                uuid("audit_id"),
                text("verb"),
                uuid_null("person_id"),
                text_null("reason"),
                json_null("data"),
                big_integer("at"),
            ],
        );
        let mut queue = index("audit", &["state", "received_at", "id"]);
        queue.name("ix_audit_queue").and_where(Expr::col("state").is_in([
            "awaiting_photos",
            "submitted",
            "in_review",
            "second_review",
            "returned",
            "approved",
        ]));
        let mut published = index("audit", &["visit_day"]);
        published.name("ix_audit_published").and_where(Expr::col("state").is_in(["published", "final"]));
        create(
            manager,
            vec![audit, revision, narrative, score, flag, judgement, returned, note, finding, proposal, history],
            vec![
                queue,
                published,
                index("audit", &["assignment_id"]),
                index("audit", &["station_id", "visit_day"]),
                index("audit_narrative", &["narrative_hash"]),
                index("audit_flag", &["audit_id"]),
                index("audit_judgement", &["audit_id"]),
                index("audit_event", &["audit_id", "at"]),
                index("finding", &["station_id", "item"]),
                unique("finding", &["audit_id", "item"]),
                index("proposal", &["audit_id"]),
            ],
        )
        .await
    }
}
