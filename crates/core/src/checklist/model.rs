//! The types of a loaded checklist version. Everything here has passed the checks of [`Checklist::parse`].

use super::rules::{PeriodRules, ReviewRules, Scoring, VisitRules};
use super::words::{Characteristic, DeadlineClass, Kano, PhotoRule, Servqual, Severity};
use crate::predicate::Predicate;
use crate::text::Text;
use std::collections::HashMap;

/// More items than this are refused at load.
pub const MAX_ITEMS: usize = 512;
/// More touchpoints than this are refused at load; scoring keeps its sums in an array of this length.
pub const MAX_TOUCHPOINTS: usize = 32;
/// More flags than this are refused at load.
pub const MAX_FLAGS: usize = 64;

/// One published version of a questionnaire with all of its scoring constants (decision 16).
#[derive(Debug, Clone)]
pub struct Checklist {
    /// For example `station-69`.
    pub id: String,
    pub version: u32,
    pub title: Text,
    /// SHA-256 of the file's bytes in lower-case hex: a published version is immutable.
    pub sha256: String,
    pub touchpoints: Vec<Touchpoint>,
    /// In the order of their numbers: item `n` stands at index `n - 1`.
    pub items: Vec<Item>,
    /// Station flags first, then visit flags, each in the order of the file.
    pub flags: Vec<FlagDef>,
    pub scoring: Scoring,
    pub visit: VisitRules,
    pub review: ReviewRules,
    pub period: PeriodRules,
    pub totals: Totals,
    pub(crate) station_flag_count: usize,
    pub(crate) item_by_id: HashMap<String, usize>,
    pub(crate) flag_by_id: HashMap<String, usize>,
    /// `L / N_t` of §3.2 per touchpoint; 0 where a touchpoint has no points.
    pub(crate) point_factors: Vec<i128>,
}

impl Checklist {
    /// The index of an item by its id.
    pub fn item_index(&self, id: &str) -> Option<usize> {
        self.item_by_id.get(id).copied()
    }

    /// The index of a touchpoint by its id.
    pub fn touchpoint_index(&self, id: &str) -> Option<usize> {
        self.touchpoints.iter().position(|t| t.id == id)
    }

    /// The index of a flag by its full id, `st.…` or `v.…`.
    pub fn flag_index(&self, id: &str) -> Option<usize> {
        self.flag_by_id.get(id).copied()
    }

    /// The flags kept in the station profile.
    pub fn station_flags(&self) -> &[FlagDef] {
        &self.flags[..self.station_flag_count]
    }

    /// The flags set for or during one visit.
    pub fn visit_flags(&self) -> &[FlagDef] {
        &self.flags[self.station_flag_count..]
    }

    /// The declared default weights in basis points, one per touchpoint.
    pub fn weights(&self) -> Vec<u32> {
        self.touchpoints.iter().map(|t| t.weight_bp).collect()
    }
}

/// A stage of the visit that groups items and carries a weight (§2.2).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Touchpoint {
    pub id: String,
    pub text: Text,
    /// Weight in basis points; all touchpoints together make [`Totals::weight_bp`].
    pub weight_bp: u32,
    /// Nominal points N_t of its base items.
    pub points: u32,
    /// Indexes into [`Checklist::items`], ascending.
    pub items: Vec<usize>,
}

/// One question of the checklist (§2.3).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Item {
    /// The number printed beside it, 1-based.
    pub n: u32,
    /// For example `restroom.clean_surfaces`.
    pub id: String,
    /// Index into [`Checklist::touchpoints`].
    pub touchpoint: usize,
    pub text: Text,
    pub answer: AnswerKind,
    /// Nominal points; 0 exactly for bonus items.
    pub points: u32,
    /// What a claimed and accepted bonus adds, in basis points; 0 for base items.
    pub bonus_bp: u32,
    pub severity: Severity,
    pub photo: PhotoRule,
    /// The item does not apply when this holds; `None` means it always applies.
    pub na_when: Option<Predicate>,
    /// Index of the item whose failure implies a miss here when no answer is given (decision 8).
    pub gated_by: Option<usize>,
    /// Deadline class of an order from this item; `None` for bonus items.
    pub deadline: Option<DeadlineClass>,
    pub servqual: Option<Servqual>,
    pub characteristic: Option<Characteristic>,
    pub kano: Option<Kano>,
}

impl Item {
    /// Whether it is a bonus item, outside of points and coverage (§3.1).
    pub fn is_bonus(&self) -> bool {
        self.severity == Severity::Bonus
    }

    /// Whether it is a red line.
    pub fn is_critical(&self) -> bool {
        self.severity == Severity::Critical
    }
}

/// How an item is answered and what an answer earns (§2.1).
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum AnswerKind {
    /// true earns all points, false none; for a bonus item true means claimed.
    PassFail,
    /// A whole number from 0 to the highest grade.
    Graded(Grades),
    /// A measured whole number, for example seconds, judged by bands.
    Measured(Scale),
    /// A number of things, judged by bands.
    Count(Scale),
}

impl AnswerKind {
    /// The word used in files and in the API: `pass_fail`, `graded`, `measured` or `count`.
    pub fn as_str(&self) -> &'static str {
        match self {
            AnswerKind::PassFail => "pass_fail",
            AnswerKind::Graded(_) => "graded",
            AnswerKind::Measured(_) => "measured",
            AnswerKind::Count(_) => "count",
        }
    }

    /// The highest whole number allowed as an answer; `None` when the answer is true or false.
    pub fn max_value(&self) -> Option<u32> {
        match self {
            AnswerKind::PassFail => None,
            AnswerKind::Graded(grades) => Some(grades.max()),
            AnswerKind::Measured(scale) | AnswerKind::Count(scale) => Some(scale.max),
        }
    }
}

/// The grades of a graded item.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Grades {
    /// Name of the anchor that explains the grades, for example `condition`.
    pub anchor: String,
    /// What the anchor is about.
    pub about: Text,
    /// The meaning of each grade, worst first.
    pub texts: Vec<Text>,
    /// The points that each grade earns, as long as `texts`, ascending.
    pub points: Vec<u32>,
}

impl Grades {
    /// The highest grade.
    pub fn max(&self) -> u32 {
        self.points.len().saturating_sub(1) as u32
    }
}

/// Bands over whole numbers, upper-inclusive (§3.4).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Scale {
    pub unit: String,
    pub unit_text: Text,
    /// Ascending by `le`, not ascending by `pct`.
    pub bands: Vec<Band>,
    /// Per cent of the points above the last band.
    pub else_pct: u32,
    /// The highest value allowed as an answer.
    pub max: u32,
    /// The value that records an event that never happened; it earns 0.
    pub never: Option<u32>,
}

/// A value up to and including `le` earns `pct` per cent of the points.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Band {
    pub le: u32,
    pub pct: u32,
}

/// Where a flag comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FlagScope {
    /// The dated station profile.
    Station,
    /// The assignment or the visit itself.
    Visit,
}

/// What values a flag takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FlagKind {
    Bool,
    /// A whole number from 0 to `max`.
    Int {
        max: i32,
    },
}

/// The value a visit flag takes when visit-caused N/A is judged (decision 7).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reference {
    /// This value, 0 and 1 for a bool flag.
    Value(i32),
    /// It keeps the value of the visit; station flags always do.
    Actual,
}

/// A flag that N/A predicates may use.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FlagDef {
    /// Full id, `st.…` or `v.…`.
    pub id: String,
    pub scope: FlagScope,
    pub kind: FlagKind,
    /// The value when it is absent, 0 and 1 for a bool flag.
    pub default: i32,
    pub reference: Reference,
    pub text: Text,
}

/// The totals that the file declares and that its content was checked against.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Totals {
    pub items: u32,
    pub bonus_items: u32,
    pub points: u32,
    pub weight_bp: u32,
}

/// A fault of a checklist file.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Fault {
    /// 1-based line of the file.
    pub line: u32,
    /// A short stable name of the kind of fault, for example `duplicate_id`.
    pub code: &'static str,
    pub message: Text,
}
