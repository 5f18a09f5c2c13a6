//! When the submission of an order was last rejected for false evidence (§5.4): so rankings find it without reading orders.

use sea_orm_migration::{prelude::*, schema::*};

use crate::build::{add, index};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        add(manager, "rectification", big_integer_null("false_evidence_at")).await?;
        let mut known = index("rectification", &["false_evidence_at"]);
        known.and_where(Expr::col("false_evidence_at").is_not_null());
        manager.create_index(known).await?;
        fill(manager).await
    }
}

/// What was rejected before stands in the history of the orders. Errors: those of the database.
pub async fn fill(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    manager.get_connection().execute_unprepared(REJECTED).await?;
    Ok(())
}

/// The events of a rejection hold `{"false_evidence": true}`, with or without a blank.
const REJECTED: &str = "
UPDATE rectification SET false_evidence_at = (
    SELECT MAX(e.at) FROM order_event e WHERE e.order_id = rectification.id AND e.verb = 'reject'
        AND REPLACE(CAST(e.data AS TEXT), ' ', '') LIKE '%\"false_evidence\":true%')
WHERE id IN (SELECT e.order_id FROM order_event e WHERE e.verb = 'reject'
    AND REPLACE(CAST(e.data AS TEXT), ' ', '') LIKE '%\"false_evidence\":true%')";
