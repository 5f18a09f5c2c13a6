//! A checklist version as JSON: everything a phone needs to show it, to compute N/A and to score it for display.

use forecourt_core::{
    checklist::{AnswerKind, Checklist, FlagDef, FlagKind, Item, Reference, Scale},
    predicate::Predicate,
    text::Text,
};
use serde::Serialize;
use serde_json::{Value, json};
use utoipa::ToSchema;

/// A published checklist version, whole. It never changes.
#[derive(Debug, Serialize, ToSchema)]
pub struct ChecklistView {
    /// For example `station-69`.
    pub id: String,
    /// 1, 2, …
    pub version: u32,
    /// SHA-256 of the published file; also the ETag.
    pub sha256: String,
    /// Name of the checklist.
    pub title: Text,
    /// What the file declares and its content adds up to.
    pub totals: TotalsView,
    /// Stages of the visit, in order.
    pub touchpoints: Vec<TouchpointView>,
    /// Items, in order: item `n` stands at index `n - 1`.
    pub items: Vec<ItemView>,
    /// Station flags `st.…`, then visit flags `v.…`.
    pub flags: Vec<FlagView>,
    /// Thresholds, caps, grades, bonus and coverage limits.
    #[schema(value_type = Object)]
    pub scoring: Value,
    /// Length, place, slots, purchase and rotation.
    #[schema(value_type = Object)]
    pub visit: Value,
    /// Which reports are reviewed twice.
    #[schema(value_type = Object)]
    pub review: Value,
    /// Constants of periods and comparison.
    #[schema(value_type = Object)]
    pub period: Value,
}

/// Sums of the checklist.
#[derive(Debug, Serialize, ToSchema)]
pub struct TotalsView {
    /// Items, bonus items included.
    pub items: u32,
    /// Of them bonus items.
    pub bonus_items: u32,
    /// Points of the base items.
    pub points: u32,
    /// Sum of the weights in basis points.
    pub weight_bp: u32,
}

/// A stage of the visit.
#[derive(Debug, Serialize, ToSchema)]
pub struct TouchpointView {
    /// For example `approach`.
    pub id: String,
    /// Its name.
    pub text: Text,
    /// Weight in basis points.
    pub weight_bp: u32,
    /// Points of its base items.
    pub points: u32,
    /// Ids of its items, in order.
    pub items: Vec<String>,
}

/// One question.
#[derive(Debug, Serialize, ToSchema)]
pub struct ItemView {
    /// Number, from 1.
    pub n: u32,
    /// For example `restroom.clean_surfaces`.
    pub id: String,
    /// Its stage.
    pub touchpoint: String,
    /// The question.
    pub text: Text,
    /// How it is answered and what an answer earns.
    pub answer: AnswerView,
    /// Points; 0 for bonus items.
    pub points: u32,
    /// What an accepted bonus adds, basis points.
    pub bonus_bp: u32,
    /// `critical`, `major`, `minor` or `bonus`.
    pub severity: String,
    /// When a photo is asked: `always`, `on_fail` or `never`.
    pub photo: String,
    /// When it does not apply; absent: it always does.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub na_when: Option<ConditionView>,
    /// The item whose failure is a miss here too, when no answer is given.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub gated_by: Option<String>,
    /// Deadline class of an order; absent for bonus items.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub deadline: Option<String>,
    /// SERVQUAL dimension.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub servqual: Option<String>,
    /// Characteristic of quality.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub characteristic: Option<String>,
    /// Kano class.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub kano: Option<String>,
}

/// How an item is answered. Which members are there depends on `kind`.
#[derive(Debug, Default, Serialize, ToSchema)]
pub struct AnswerView {
    /// `pass_fail` (true or false), `graded` (0 to the highest grade), `measured` or `count` (whole numbers).
    pub kind: String,
    /// Highest whole number allowed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub max: Option<u32>,
    /// Grades, worst first.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub grades: Vec<GradeView>,
    /// What the grades are about.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub about: Option<Text>,
    /// Unit, for example `s`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub unit: Option<String>,
    /// Name of the unit.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub unit_text: Option<Text>,
    /// Bands, upper-inclusive, ascending.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub bands: Vec<BandView>,
    /// Per cent of the points above the last band.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub else_pct: Option<u32>,
    /// The value that records an event that never happened.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub never: Option<u32>,
}

/// One grade.
#[derive(Debug, Serialize, ToSchema)]
pub struct GradeView {
    /// The answer.
    pub value: u32,
    /// What it earns.
    pub points: u32,
    /// What it means.
    pub text: Text,
}

/// One band.
#[derive(Debug, Serialize, ToSchema)]
pub struct BandView {
    /// Up to and including this value …
    pub le: u32,
    /// … per cent of the points.
    pub pct: u32,
}

/// A condition over flags, as text and as a tree.
#[derive(Debug, Serialize, ToSchema)]
pub struct ConditionView {
    /// As it stands in the file, for example `!st.has_store || v.store_closed`.
    pub text: String,
    /// The same as a tree: `{"flag":id}`, `{"flag":id,"is":"<|<=|>|>=|==|!=","than":n}`, `{"not":x}`, `{"all":[…]}`,
    /// `{"any":[…]}`.
    #[schema(value_type = Object)]
    pub tree: Value,
}

/// A flag.
#[derive(Debug, Serialize, ToSchema)]
pub struct FlagView {
    /// `st.…` or `v.…`.
    pub id: String,
    /// What it says.
    pub text: Text,
    /// `bool` or `int`.
    pub kind: String,
    /// Highest value of an `int`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub max: Option<i32>,
    /// Value when it is not given: true, false or a whole number.
    pub default: Value,
    /// Value when visit-caused N/A is judged; absent: the actual one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reference: Option<Value>,
}

impl ChecklistView {
    /// The whole of a version.
    pub fn of(list: &Checklist) -> Self {
        Self {
            id: list.id.clone(),
            version: list.version,
            sha256: list.sha256.clone(),
            title: list.title.clone(),
            totals: TotalsView {
                items: list.totals.items,
                bonus_items: list.totals.bonus_items,
                points: list.totals.points,
                weight_bp: list.totals.weight_bp,
            },
            touchpoints: touchpoints(list),
            items: list.items.iter().map(|item| item_view(list, item)).collect(),
            flags: list.flags.iter().map(flag_view).collect(),
            scoring: scoring(list),
            visit: visit(list),
            review: json!({ "second_below_bp": list.review.second_below_bp, "second_from_bp": list.review.second_from_bp,
                "sample_pct": list.review.sample_pct }),
            period: json!({ "red_line_best_grade": list.period.red_line_best_grade.as_str(),
                "remedial_min_bp": list.period.remedial_min_bp, "small_site_below_points": list.period.small_site_below_points,
                "min_audits_month": list.period.min_audits_month, "min_audits_quarter": list.period.min_audits_quarter,
                "min_audits_year": list.period.min_audits_year }),
        }
    }
}

fn touchpoints(list: &Checklist) -> Vec<TouchpointView> {
    let view = |touchpoint: &forecourt_core::checklist::Touchpoint| TouchpointView {
        id: touchpoint.id.clone(),
        text: touchpoint.text.clone(),
        weight_bp: touchpoint.weight_bp,
        points: touchpoint.points,
        items: touchpoint.items.iter().map(|index| list.items[*index].id.clone()).collect(),
    };
    list.touchpoints.iter().map(view).collect()
}

fn item_view(list: &Checklist, item: &Item) -> ItemView {
    ItemView {
        n: item.n,
        id: item.id.clone(),
        touchpoint: list.touchpoints[item.touchpoint].id.clone(),
        text: item.text.clone(),
        answer: answer(&item.answer),
        points: item.points,
        bonus_bp: item.bonus_bp,
        severity: item.severity.as_str().into(),
        photo: item.photo.as_str().into(),
        na_when: item.na_when.as_ref().map(|condition| condition_view(list, condition)),
        gated_by: item.gated_by.map(|index| list.items[index].id.clone()),
        deadline: item.deadline.map(|class| class.as_str().into()),
        servqual: item.servqual.map(|word| word.as_str().into()),
        characteristic: item.characteristic.map(|word| word.as_str().into()),
        kano: item.kano.map(|word| word.as_str().into()),
    }
}

fn condition_view(list: &Checklist, condition: &Predicate) -> ConditionView {
    ConditionView { text: condition.text().into(), tree: condition.tree(|index| list.flags[index].id.as_str()) }
}

fn answer(kind: &AnswerKind) -> AnswerView {
    let base = AnswerView { kind: kind.as_str().into(), max: kind.max_value(), ..AnswerView::default() };
    match kind {
        AnswerKind::PassFail => base,
        AnswerKind::Graded(grades) => AnswerView {
            about: Some(grades.about.clone()),
            grades: (0..)
                .zip(grades.texts.iter().zip(&grades.points))
                .map(|(value, (text, points))| GradeView { value, points: *points, text: text.clone() })
                .collect(),
            ..base
        },
        AnswerKind::Measured(scale) | AnswerKind::Count(scale) => scaled(base, scale),
    }
}

fn scaled(base: AnswerView, scale: &Scale) -> AnswerView {
    AnswerView {
        unit: Some(scale.unit.clone()),
        unit_text: Some(scale.unit_text.clone()),
        bands: scale.bands.iter().map(|band| BandView { le: band.le, pct: band.pct }).collect(),
        else_pct: Some(scale.else_pct),
        never: scale.never,
        ..base
    }
}

fn flag_view(flag: &FlagDef) -> FlagView {
    let value = |number: i32| match flag.kind {
        FlagKind::Bool => Value::Bool(number != 0),
        FlagKind::Int { .. } => Value::from(number),
    };
    let (kind, max) = match flag.kind {
        FlagKind::Bool => ("bool", None),
        FlagKind::Int { max } => ("int", Some(max)),
    };
    let reference = match flag.reference {
        Reference::Value(number) => Some(value(number)),
        Reference::Actual => None,
    };
    FlagView {
        id: flag.id.clone(),
        text: flag.text.clone(),
        kind: kind.into(),
        max,
        default: value(flag.default),
        reference,
    }
}

fn scoring(list: &Checklist) -> Value {
    let rules = &list.scoring;
    let grades: Vec<Value> = rules
        .grades
        .iter()
        .map(|row| {
            json!({ "grade": row.grade.as_str(), "text": row.text, "min_bp": row.min_bp, "stars": row.stars,
                "no_major_at_zero": row.no_major_at_zero, "no_overdue": row.no_overdue })
        })
        .collect();
    json!({
        "miss_below_pct": rules.miss_below_pct,
        "remark_min_chars": rules.remark_min_chars,
        "bonus": { "max_bp": rules.bonus.max_bp, "min_base_bp": rules.bonus.min_base_bp,
            "max_red_lines": rules.bonus.max_red_lines },
        "red_line_caps_bp": rules.red_line_caps_bp,
        "grades": grades,
        "coverage_min_bp": rules.coverage_min_bp,
        "touchpoint_coverage_min_bp": rules.touchpoint_coverage_min_bp,
        "visit_na_max_points": rules.visit_na_max_points,
    })
}

fn visit(list: &Checklist) -> Value {
    let rules = &list.visit;
    let slots: Vec<Value> = rules
        .slots
        .iter()
        .map(|slot| {
            json!({ "id": slot.id, "text": slot.text, "from_minute": slot.from_minute, "to_minute": slot.to_minute,
                "night": slot.night })
        })
        .collect();
    json!({
        "hard_min_minutes": rules.hard_min_minutes,
        "soft_min_minutes": rules.soft_min_minutes,
        "planned_max_minutes": rules.planned_max_minutes,
        "soft_max_minutes": rules.soft_max_minutes,
        "geofence_radius_m": rules.geofence_radius_m,
        "geofence_tolerance_m": rules.geofence_tolerance_m,
        "photo_margin_minutes": rules.photo_margin_minutes,
        "report_start_minutes": rules.report_start_minutes,
        "report_soft_minutes": rules.report_soft_minutes,
        "report_hard_minutes": rules.report_hard_minutes,
        "slots": slots,
        "purchase": { "fuel_min_fen": rules.purchase.fuel_min_fen, "fuel_max_fen": rules.purchase.fuel_max_fen,
            "fuel_min_ml": rules.purchase.fuel_min_ml, "store_max_fen": rules.purchase.store_max_fen },
        "rotation": { "same_station_days": rules.rotation.same_station_days,
            "same_station_per_year": rules.rotation.same_station_per_year,
            "stations_per_day": rules.rotation.stations_per_day },
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_whole_checklist_is_there_with_conditions_as_trees() {
        let list = forecourt_core::registry::builtin().get("station-69", 1).unwrap();
        let view = serde_json::to_value(ChecklistView::of(list)).unwrap();
        assert_eq!(view["items"].as_array().unwrap().len(), 69);
        assert_eq!(view["totals"]["points"], 1000);
        let items = view["items"].as_array().unwrap();
        let trees: Vec<&Value> = items.iter().filter_map(|item| item.get("na_when")).collect();
        assert!(trees.iter().any(|condition| condition["tree"].get("any").is_some()));
        assert!(trees.iter().any(|condition| condition["tree"].get("not").is_some()));
        let gated: Vec<_> = items.iter().filter(|item| item.get("gated_by").is_some()).collect();
        assert_eq!(gated.len(), 5);
        let store = view["flags"].as_array().unwrap().iter().find(|flag| flag["id"] == "st.has_store").unwrap();
        assert_eq!(store["default"], true);
    }
}
