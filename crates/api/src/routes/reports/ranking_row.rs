//! Rows of a ranking as they are answered.

use std::collections::BTreeSet;

use forecourt_core::text::Text;
use forecourt_reports::{Level, RankRow, Ranking, ranking::ClassSummary};
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use crate::{report_data::Names, times::day};

/// A comparison class.
#[derive(Debug, Serialize, ToSchema)]
pub struct RankClassView {
    /// 0 full stations, 1 self-service and small sites.
    pub class: u8,
    /// Ranked subjects.
    pub ranked: u32,
    /// Mean over subjects with a score; null for station roles while few ranked rows of the class are hidden from them.
    pub mean_bp: Option<u16>,
    /// Lower quartile, median, upper quartile of the ranked scores; null for station roles as `mean_bp` is.
    pub quartiles_bp: Option<[u16; 3]>,
}

/// Ranks whose names station roles are told (decision 32).
const NAMED: u32 = 10;
/// Ranked rows that have to be hidden from a station role before it is told the figures of their class: of fewer, the upper
/// quartile is the score of a rank whose name it is told.
const HIDDEN: usize = 4 * NAMED as usize;

/// Whether the figures of a class tell no single score, by the ranks of the rows that are hidden.
pub fn hides_scores(hidden: impl Iterator<Item = Option<u32>>) -> bool {
    let mut hidden = hidden.peekable();
    hidden.peek().is_none() || hidden.flatten().count() >= HIDDEN
}

/// One row.
#[derive(Debug, Serialize, ToSchema)]
pub struct RankRowView {
    /// Station or unit.
    pub id: Uuid,
    /// Its code.
    pub code: String,
    /// Its name.
    pub name: Text,
    /// The org unit that a station stands in; units have none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub org_unit_id: Option<Uuid>,
    /// The name of that unit.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub org_unit: Option<Text>,
    /// Comparison class.
    pub class: u8,
    /// Rank in its class; absent below the minimum number of audits.
    pub rank: Option<u32>,
    /// How many are ranked in the class.
    pub class_size: u32,
    /// Quarter of the class, 1 is best.
    pub quartile: Option<u8>,
    /// Mean score.
    pub score_bp: u16,
    /// Audits that count.
    pub audits: u32,
    /// Grade of the period; units have none.
    pub grade: Option<String>,
    /// Stars of the period.
    pub stars: Option<u8>,
    /// False evidence of an order leaves the station without stars until this day, included (§5.4); units have none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub false_evidence_until: Option<String>,
    /// A red line, or false evidence, holds the grade down.
    pub capped: bool,
    /// Failed critical items, and submissions that were rejected for false evidence, each a critical finding of the period.
    pub critical_misses: u32,
    /// Of them for false evidence; units have none.
    pub false_evidence: u32,
    /// Open overdue orders.
    pub open_overdue: u32,
    /// Rank in the period before, in the same class.
    pub previous_rank: Option<u32>,
    /// Places won (positive) or lost.
    pub movement: Option<i32>,
    /// The score is good to plus or minus this at about 90 %.
    pub margin_bp: Option<u16>,
    /// Best and worst rank that the data allow at about 90 %.
    pub likely_ranks: Option<(u32, u32)>,
    /// Whether it differs significantly from the next row.
    pub differs_from_next: Option<bool>,
    /// Means of the touchpoints; absent: not applicable.
    pub touchpoints: Vec<Option<u16>>,
}

/// A name at the top of a class.
#[derive(Debug, Serialize, ToSchema)]
pub struct TopView {
    /// Comparison class.
    pub class: u8,
    /// Rank.
    pub rank: u32,
    /// Name.
    pub name: Text,
}

/// A class at a glance, with its figures or without.
pub fn class_view(class: &ClassSummary, is_told: bool) -> RankClassView {
    let quartiles = class.quartiles.filter(|_| is_told);
    RankClassView {
        class: class.class,
        ranked: class.ranked,
        mean_bp: class.mean_bp.filter(|_| is_told),
        quartiles_bp: quartiles.map(|five| [five.lower, five.median, five.upper]),
    }
}

/// Id, code and name of a subject by its place.
pub fn subject(names: &Names, level: Level, place: u32) -> (Uuid, String, Text) {
    let index = place as usize;
    let found = match level {
        Level::Station => {
            names.network.stations().get(index).map(|one| (one.id, one.code.clone())).zip(names.stations.get(index))
        }
        Level::Unit { .. } => {
            names.network.units().get(index).map(|one| (one.id, one.code.clone())).zip(names.units.get(index))
        }
    };
    found.map_or((Uuid::nil(), String::new(), Text::default()), |((id, code), name)| (id, code, name.clone()))
}

/// A row.
pub fn row_view(row: &RankRow, names: &Names, level: Level, touchpoints: usize) -> RankRowView {
    let (id, code, name) = subject(names, level, row.subject);
    let station = names.network.stations().get(row.subject as usize).filter(|_| level == Level::Station);
    let unit = station.map(|station| station.unit as usize);
    RankRowView {
        id,
        code,
        name,
        org_unit_id: unit.and_then(|unit| names.network.units().get(unit)).map(|unit| unit.id),
        org_unit: unit.and_then(|unit| names.units.get(unit)).cloned(),
        class: row.class,
        rank: row.rank,
        class_size: row.class_size,
        quartile: row.quartile,
        score_bp: row.score_bp,
        audits: row.audits,
        grade: row.grade.map(|grade| grade.as_str().to_owned()),
        stars: row.stars,
        false_evidence_until: row.no_stars_until.map(day),
        capped: row.capped,
        critical_misses: row.critical_misses,
        false_evidence: row.false_evidence,
        open_overdue: row.open_overdue,
        previous_rank: row.previous_rank,
        movement: row.movement,
        margin_bp: row.certainty.margin_bp,
        likely_ranks: row.certainty.ranks,
        differs_from_next: row.certainty.differs_from_next,
        touchpoints: row.touchpoints.iter(touchpoints).collect(),
    }
}

/// The names of ranks 1 to 10 of every class that one of the caller's own rows stands in.
pub fn top(ranking: &Ranking, names: &Names, own: &[&RankRow], level: Level) -> Vec<TopView> {
    let classes: BTreeSet<u8> = own.iter().map(|row| row.class).collect();
    let best = classes.into_iter().flat_map(|class| ranking.of_class(class));
    let best = best.filter(|row| row.rank.is_some_and(|rank| rank <= NAMED));
    let view =
        |row: &RankRow| Some(TopView { class: row.class, rank: row.rank?, name: subject(names, level, row.subject).2 });
    best.filter_map(view).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_of_a_class_are_told_where_they_are_nobodys_score() {
        let ranked = |count: u32| (1..=count).map(Some);
        assert!(hides_scores(ranked(0)), "he sees all of it");
        assert!(!hides_scores(ranked(1)) && !hides_scores(ranked(39)) && hides_scores(ranked(40)));
        // Of those without a rank there is a mean, too.
        assert!(!hides_scores(std::iter::once(None)) && !hides_scores(ranked(39).chain([None])));
    }
}
