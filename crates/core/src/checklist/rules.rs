//! The constants of a checklist version: scoring, visit, review and period.

use super::words::Grade;
use crate::text::Text;

/// The constants of §3: thresholds, caps, grades, bonus gate, coverage limits.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Scoring {
    /// An item that earns less than this per cent of its points is a miss (§2.1).
    pub miss_below_pct: u32,
    /// A remark of this many characters is evidence where no photo is asked (decision 10).
    pub remark_min_chars: u32,
    pub bonus: BonusRules,
    /// The cap on the final score for 1, 2, … red lines; the last one holds for more.
    pub red_line_caps_bp: Vec<u32>,
    /// Best first, the last one starts at 0.
    pub grades: Vec<GradeRow>,
    /// Least share of answered points over the audit.
    pub coverage_min_bp: u32,
    /// Least share of answered points in each touchpoint.
    pub touchpoint_coverage_min_bp: u32,
    /// Most points that may be N/A only because of visit flags.
    pub visit_na_max_points: u32,
}

/// When and how much bonus counts (§3.3).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct BonusRules {
    pub max_bp: u32,
    /// Bonus counts from this base score on.
    pub min_base_bp: u32,
    /// Bonus counts with at most this many red lines.
    pub max_red_lines: u32,
}

/// A grade with its lower bound (inclusive).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GradeRow {
    pub grade: Grade,
    pub text: Text,
    pub min_bp: u32,
    pub stars: u32,
    /// Not given while a major item stands at 0.
    pub no_major_at_zero: bool,
    /// Not given while an order is overdue.
    pub no_overdue: bool,
}

/// How a visit is judged by the automatic flags (§2.4, §2.5).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VisitRules {
    /// A shorter visit is a hard flag.
    pub hard_min_minutes: u32,
    /// A shorter visit is a soft flag.
    pub soft_min_minutes: u32,
    /// What the shopper is told to stay at most.
    pub planned_max_minutes: u32,
    /// A longer visit is a soft flag.
    pub soft_max_minutes: u32,
    /// Within this distance of the station all is well.
    pub geofence_radius_m: u32,
    /// Beyond the radius and up to here a soft flag, further away a hard one.
    pub geofence_tolerance_m: u32,
    /// Photos may be this much older or younger than the visit.
    pub photo_margin_minutes: u32,
    /// A report is to be begun this long after leaving.
    pub report_start_minutes: u32,
    /// A later report is a soft flag.
    pub report_soft_minutes: u32,
    /// A later report is a hard flag.
    pub report_hard_minutes: u32,
    pub slots: Vec<Slot>,
    pub purchase: Purchase,
    pub rotation: Rotation,
}

/// A part of the day in which a whole visit must lie, in local minutes after midnight.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Slot {
    pub id: String,
    pub text: Text,
    pub from_minute: u32,
    pub to_minute: u32,
    /// Whether `v.night` holds in it.
    pub night: bool,
}

/// What a shopper buys (§2.4).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Purchase {
    pub fuel_min_fen: u32,
    pub fuel_max_fen: u32,
    pub fuel_min_ml: u32,
    pub store_max_fen: u32,
}

/// How shoppers rotate (§2.4).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rotation {
    pub same_station_days: u32,
    pub same_station_per_year: u32,
    pub stations_per_day: u32,
}

/// Which reports get a second review (§2.5 no. 3).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ReviewRules {
    pub second_below_bp: u32,
    pub second_from_bp: u32,
    /// Share of all other reports that is drawn.
    pub sample_pct: u32,
}

/// Constants of the station's period score and of comparison (§3.5).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PeriodRules {
    /// The best grade of a period with a red line in it.
    pub red_line_best_grade: Grade,
    /// A remedial visit from this score on, without a red line, lifts that limit.
    pub remedial_min_bp: u32,
    /// Stations with fewer applicable points by profile are compared among themselves.
    pub small_site_below_points: u32,
    /// Audits needed to be ranked in a month, a quarter and a year (decision 18).
    pub min_audits_month: u32,
    pub min_audits_quarter: u32,
    pub min_audits_year: u32,
}
