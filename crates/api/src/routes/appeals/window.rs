//! Which items of an audit may be appealed, and until when (§3.7, decision 19).

use forecourt_core::{appeal, calendar::Calendar};
use forecourt_store::entity::audit_score;
use serde::Serialize;
use serde_json::Value;
use utoipa::ToSchema;

use crate::{routes::audits::rescore, times::rfc3339};

/// When the window of an item began, epoch ms.
pub fn start(published_ms: i64, results: &[audit_score::Model], item: &str) -> i64 {
    appeal::window_start(published_ms, results.iter().map(|row| (row.judged_at, rescore::lost(row, item))))
}

/// The items that lost points in a judged result, in the order of the checklist.
pub fn lost(score: &audit_score::Model) -> impl Iterator<Item = &str> {
    let lines = score.score.get("lines").and_then(Value::as_array).into_iter().flatten();
    lines.filter(|line| is_lost(line)).filter_map(|line| line.get("item")?.as_str())
}

fn is_lost(line: &Value) -> bool {
    let points = |name: &str| line.get(name).and_then(Value::as_u64).unwrap_or(0);
    // What a failed gate implies falls and rises with it (decision 8).
    let is_implied = line.get("rule").and_then(Value::as_str).is_some_and(|rule| rule.starts_with("implied_by:"));
    let counts = line.get("state").and_then(Value::as_str) == Some("answered") && !is_implied;
    counts && points("earned") < points("nominal")
}

/// An item that may be appealed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct Appealable {
    /// The item.
    pub item: String,
    /// Until when; absent while the working days of the year are not known.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub until: Option<String>,
}

/// What may be appealed at this instant, by this calendar; `filed` is what was appealed already, by item and beginning of its window.
pub fn appealable(
    published_ms: i64,
    results: &[audit_score::Model],
    filed: &[(String, i64)],
    calendar: &Calendar,
    now_ms: i64,
) -> Vec<Appealable> {
    let Some(newest) = results.last() else { return Vec::new() };
    let open = lost(newest).filter_map(|item| {
        let from = start(published_ms, results, item);
        let until = appeal::window_end(calendar, from).ok();
        let was_filed = filed.iter().any(|(known, window)| known == item && *window == from);
        (!was_filed && !appeal::is_over(calendar, from, now_ms)).then_some((item, until))
    });
    open.map(|(item, until)| Appealable { item: item.to_owned(), until: until.map(rfc3339) }).collect()
}
