//! How audits look from outside. One type for each side of the identity wall: what a station may see is a struct of its
//! own, never a desk's with fields left out (decisions 21 to 23).

pub mod auditor;
pub mod desk;
pub mod parts;
pub mod station;

use forecourt_core::{day::PartOfDay, text::Text};
use forecourt_store::entity::{audit, station as station_row};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use utoipa::ToSchema;
use uuid::Uuid;

/// A station.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct StationRef {
    /// Its id.
    pub id: Uuid,
    /// Its code.
    pub code: String,
    /// Its name.
    pub name: Text,
}

impl From<&station_row::Model> for StationRef {
    fn from(row: &station_row::Model) -> Self {
        Self { id: row.id, code: row.code.clone(), name: Text::new(row.name_zh.clone(), row.name_en.clone()) }
    }
}

/// A checklist version.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct AuditChecklist {
    /// Its id.
    pub id: String,
    /// Its version.
    pub version: i32,
}

impl AuditChecklist {
    /// The version that an audit was answered with.
    pub fn of(row: &audit::Model) -> Self {
        Self { id: row.checklist_id.clone(), version: row.checklist_version }
    }
}

/// Day or night, as the assignment says.
pub fn part_of_day(row: &audit::Model) -> PartOfDay {
    if row.night { PartOfDay::Night } else { PartOfDay::Day }
}

/// A score in brief, in basis points.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct ScoreBrief {
    /// Whether the audit may be scored (§3.6).
    pub valid: bool,
    /// Base score.
    pub base_bp: Option<i16>,
    /// Claimed and accepted bonus, whether it counts or not.
    pub bonus_bp: i16,
    /// Final score; absent when not valid.
    pub final_bp: Option<i16>,
    /// 5 to 0; absent when not valid.
    pub stars: Option<i16>,
    /// Failed red lines.
    pub red_lines: i16,
    /// Share of answered points.
    pub coverage_bp: Option<i16>,
}

impl ScoreBrief {
    /// The score in an audit's row.
    pub fn of(row: &audit::Model) -> Self {
        Self {
            valid: row.valid,
            base_bp: row.base_bp,
            bonus_bp: row.bonus_bp,
            final_bp: row.final_bp,
            stars: row.stars,
            red_lines: row.red_lines,
            coverage_bp: row.coverage_bp,
        }
    }
}

/// A score with its explanation, as it was judged.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct ScoreView {
    /// Base score; absent when no weighted points were answered.
    pub base_bp: Option<u32>,
    /// Claimed and accepted bonus.
    pub bonus_bp: u32,
    /// The bonus that counts.
    pub bonus_applied_bp: u32,
    /// Failed red lines.
    pub red_lines: u32,
    /// Final score; absent when not valid.
    pub final_bp: Option<u32>,
    /// Grade; absent when not valid.
    pub grade: Option<String>,
    /// 5 to 0; absent when not valid.
    pub stars: Option<u32>,
    /// Share of answered points.
    pub coverage_bp: Option<u32>,
    /// Whether the audit may be scored.
    pub valid: bool,
    /// Why not.
    pub reasons: Vec<String>,
    /// Points that are N/A only because of this visit.
    pub visit_na_points: u32,
    /// Every touchpoint, in order.
    pub touchpoints: Vec<ScoreTouchpoint>,
    /// Every item, in order.
    pub lines: Vec<ScoreLine>,
    /// Items with an answer though they are N/A.
    #[serde(default)]
    pub ignored: Vec<String>,
    /// What was missed.
    #[serde(default)]
    pub findings: Vec<ScoreFinding>,
    /// Orders of the station that were overdue at publication: they bar the best grade (§3.3). Absent when there were none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub overdue_open: Option<u32>,
    /// False evidence had taken all stars at publication (§5.4). Absent when not.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub no_stars: Option<bool>,
}

/// A touchpoint of a score.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct ScoreTouchpoint {
    /// The touchpoint.
    pub id: String,
    /// Its points.
    pub nominal: u32,
    /// Its weight.
    pub weight_bp: u32,
    /// Points that are not N/A.
    pub applicable: u32,
    /// Points of answered items.
    pub answered: u32,
    /// Points earned.
    pub earned: u32,
    /// Its score; absent when nothing was answered.
    pub score_bp: Option<u32>,
    /// Its grade; absent when nothing was answered.
    pub grade: Option<String>,
}

/// An item of a score: why it earned what it earned.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct ScoreLine {
    /// The item's number.
    pub n: u32,
    /// The item.
    pub item: String,
    /// `answered`, `na` or `not_observed`.
    pub state: String,
    /// The answer in force: true, false, a whole number, or null.
    pub value: Value,
    /// Its points.
    pub nominal: u32,
    /// Points earned.
    pub earned: u32,
    /// `none`, `partial` or `full`.
    pub miss: String,
    /// The rule that decided, for example `band:10:80` or `implied_by:restroom.open_to_customers`.
    pub rule: String,
    /// The evidence behind it.
    pub evidence: String,
    /// The value before a reviewer changed it; absent when none did.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub changed_from: Option<Value>,
}

/// A missed item.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct ScoreFinding {
    /// The item.
    pub item: String,
    /// Its severity.
    pub severity: String,
    /// `partial` or `full`.
    pub miss: String,
    /// `ticket` when an order follows, `observation` when not.
    pub kind: String,
    /// Deadline class of the order.
    pub class: Option<String>,
    /// Points lost.
    pub lost_points: u32,
}

impl ScoreView {
    /// A stored score, with what reviewers changed marked in its lines.
    pub fn of(score: &Value, judged: &Value) -> Result<Self, serde_json::Error> {
        let mut view: Self = serde_json::from_value(score.clone())?;
        let changes = judged.get("changes").and_then(Value::as_array).into_iter().flatten();
        let holds = |change: &&Value| change["kind"] == "answer" && change["in_force"] == true;
        for change in changes.filter(holds) {
            let target = change.get("target").and_then(Value::as_str);
            let old = change.get("old").cloned().unwrap_or(Value::Null);
            let line = view.lines.iter_mut().find(|line| Some(line.item.as_str()) == target);
            // The first change of a chain holds what the shopper had answered.
            if let Some(line) = line.filter(|line| line.changed_from.is_none()) {
                line.changed_from = Some(old);
            }
        }
        Ok(view)
    }
}
