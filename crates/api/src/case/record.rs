//! A judged result as it is kept for ever: the explained score, what the reviewers changed, the findings.

use forecourt_core::{
    checklist::Checklist,
    finding,
    score::{RULE_VERSION, Score, write_json},
};
use forecourt_store::{
    Tx,
    audits::{review, standing},
    entity::{audit, audit_judgement, audit_score},
};
use serde_json::{Value, json};
use uuid::Uuid;

use super::{Case, Judged, brief, decisions::RedLineOutcome};
use crate::problem::{Problem, Result};

/// Why a judged result was made.
pub mod reason {
    /// A review approved it.
    pub const APPROVAL: &str = "approval";
    /// A proposal to correct it was confirmed.
    pub const CORRECTION: &str = "correction";
    /// An appeal was decided.
    pub const APPEAL: &str = forecourt_store::appeals::STAGE;
}

/// Writes the next judged result and brings the row to it.
pub async fn write(
    tx: &Tx,
    case: &Case,
    judged: &Judged,
    row: &mut audit::Model,
    reason: &str,
    person_id: Option<Uuid>,
    now_ms: i64,
) -> Result<audit_score::Model> {
    let checklist = &case.published.checklist;
    row.score_revision = row.score_revision.saturating_add(1);
    brief::put(row, &judged.score);
    let score = audit_score::Model {
        audit_id: row.id,
        score_revision: row.score_revision,
        revision: case.rows.revision.revision,
        checklist_id: checklist.id.clone(),
        checklist_version: i32::try_from(checklist.version).unwrap_or(i32::MAX),
        rule_version: i32::try_from(RULE_VERSION).unwrap_or(i32::MAX),
        judged: changes_json(checklist, &case.rows.judgements, judged),
        score: with_standing(score_json(checklist, &judged.score)?, row),
        reason: reason.to_owned(),
        judged_by: person_id,
        judged_at: now_ms,
    };
    review::put_score(tx, score.clone()).await?;
    Ok(score)
}

/// The score with what it owes to the station's standing.
fn with_standing(mut score: Value, row: &audit::Model) -> Value {
    standing::note(&mut score, standing::of_row(row));
    score
}

/// The explained score with its findings.
pub fn score_json(checklist: &Checklist, score: &Score) -> Result<Value> {
    let mut text = Vec::with_capacity(16_384);
    write_json(&mut text, checklist, score);
    let mut value: Value = serde_json::from_slice(&text).map_err(Problem::internal)?;
    let findings: Vec<Value> = finding::findings(checklist, score)
        .into_iter()
        .map(|found| {
            json!({
                "item": checklist.items[found.item].id,
                "severity": found.severity.as_str(),
                "miss": found.miss.as_str(),
                "kind": found.kind.as_str(),
                "class": found.class.map(|class| class.as_str()),
                "lost_points": found.lost_points,
            })
        })
        .collect();
    if let Some(map) = value.as_object_mut() {
        map.insert("findings".to_owned(), Value::Array(findings));
    }
    Ok(value)
}

/// What reviewers changed and voted; `in_force` marks the changes of answers and visit flags that hold.
pub fn changes_json(checklist: &Checklist, judgements: &[audit_judgement::Model], judged: &Judged) -> Value {
    let changes: Vec<Value> = judgements
        .iter()
        .map(|row| {
            json!({
                "kind": row.kind, "target": row.target, "old": row.old_value, "new": row.new_value,
                "reason": row.reason, "person_id": row.person_id, "stage": row.stage, "revision": row.revision,
                "at": row.at, "in_force": judged.decisions.applied.contains(&row.id),
            })
        })
        .collect();
    let lines: Vec<Value> = judged
        .red_lines
        .iter()
        .map(|line| {
            json!({
                "item": checklist.items[line.item].id, "outcome": outcome_word(line.outcome),
                "confirmed_by": line.confirmed_by, "refuted_by": line.refuted_by,
            })
        })
        .collect();
    json!({"changes": changes, "red_lines": lines})
}

/// The outcome of a red line as it stands in answers.
pub const fn outcome_word(outcome: RedLineOutcome) -> &'static str {
    match outcome {
        RedLineOutcome::Open => "open",
        RedLineOutcome::Proven => "proven",
        RedLineOutcome::NotProven => "not_proven",
    }
}
