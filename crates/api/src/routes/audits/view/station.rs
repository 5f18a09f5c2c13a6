//! An audit behind the identity wall: days and scores, notes the reviewer wrote, photos he released. Nothing else.

use std::collections::BTreeMap;

use forecourt_core::{checklist::Grade, day::PartOfDay, submission::Submission};
use forecourt_store::entity::{audit, audit_score, photo, station, station_note};
use serde::Serialize;
use serde_json::Value;
use utoipa::ToSchema;
use uuid::Uuid;

use super::{AuditChecklist, ScoreLine, ScoreTouchpoint, ScoreView, StationRef, part_of_day};
use crate::{case::brief::unpack_touchpoints, checklists::Checklists, routes::appeals::window::Appealable, times};

/// A published audit in a station's list.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct StationRow {
    /// The audit.
    pub id: Uuid,
    /// The station.
    pub station: StationRef,
    /// Day of the visit.
    pub visit_day: String,
    /// Day or night, no finer.
    pub part_of_day: PartOfDay,
    /// Day of publication.
    pub publish_day: String,
    /// The checklist version.
    pub checklist: AuditChecklist,
    /// Final score.
    pub final_bp: Option<i16>,
    /// Base score.
    pub base_bp: Option<i16>,
    /// Its grade, as the audit's own page has it; absent when nothing was answered.
    pub grade: Option<String>,
    /// Stars, 5 to 0.
    pub stars: Option<i16>,
    /// Failed red lines.
    pub red_lines: i16,
    /// Score of each touchpoint that was answered.
    pub touchpoints: Vec<TouchpointBrief>,
}

/// The score of a touchpoint.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct TouchpointBrief {
    /// The touchpoint.
    pub id: String,
    /// Its score; absent when it does not apply.
    pub score_bp: Option<u32>,
}

impl StationRow {
    /// A published audit. Its score is needed where false evidence took the stars: then they do not tell the grade.
    pub fn of(
        row: &audit::Model,
        station: &station::Model,
        checklists: &Checklists,
        score: Option<&audit_score::Model>,
    ) -> Self {
        let grade = match score {
            Some(score) => score.score["grade"].as_str().map(str::to_owned),
            None => grade_of(row, checklists).map(|grade| grade.as_str().to_owned()),
        };
        Self {
            grade,
            id: row.id,
            station: StationRef::from(station),
            visit_day: times::day(row.visit_day),
            part_of_day: part_of_day(row),
            publish_day: times::day(row.publish_day.unwrap_or_default()),
            checklist: AuditChecklist::of(row),
            final_bp: row.final_bp,
            base_bp: row.base_bp,
            stars: row.stars,
            red_lines: row.red_lines,
            touchpoints: touchpoints(row, checklists),
        }
    }
}

/// The grade that stands beside its stars in the checklist.
fn grade_of(row: &audit::Model, checklists: &Checklists) -> Option<Grade> {
    let published = checklists.get(&row.checklist_id, u32::try_from(row.checklist_version).ok()?)?;
    let (stars, bp) = (u32::try_from(row.stars?).ok()?, u32::try_from(row.final_bp?).ok()?);
    let mut grades = published.checklist.scoring.grades.iter();
    grades.find(|one| one.stars == stars && bp >= one.min_bp).map(|one| one.grade)
}

fn touchpoints(row: &audit::Model, checklists: &Checklists) -> Vec<TouchpointBrief> {
    let version = u32::try_from(row.checklist_version).unwrap_or(0);
    let Some(published) = checklists.get(&row.checklist_id, version) else { return Vec::new() };
    let points = unpack_touchpoints(row.touchpoints.as_deref().unwrap_or_default());
    let both = published.checklist.touchpoints.iter().zip(points);
    both.map(|(touchpoint, (earned, answered))| TouchpointBrief {
        id: touchpoint.id.clone(),
        score_bp: share_bp(earned.into(), answered.into()),
    })
    .collect()
}

/// `half_up(10000 · earned, answered)`; none when nothing was answered (§3.2).
fn share_bp(earned: u32, answered: u32) -> Option<u32> {
    (answered > 0).then(|| (2 * 10_000 * earned + answered) / (2 * answered))
}

/// A published audit as its station sees it.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct StationCase {
    /// The audit.
    pub id: Uuid,
    /// Its published result: 1 for the first, one more after each change that was published. The same as the ETag.
    pub version: i32,
    /// The station.
    pub station: StationRef,
    /// Day of the visit.
    pub visit_day: String,
    /// Day or night, no finer.
    pub part_of_day: PartOfDay,
    /// Day of publication.
    pub publish_day: String,
    /// The checklist version.
    pub checklist: AuditChecklist,
    /// The score and why.
    pub score: StationScore,
    /// The reviewer's words on items.
    pub notes: Vec<StationNote>,
    /// Photos that the reviewer released.
    pub photos: Vec<StationPhoto>,
    /// What may be appealed now: items that lost points, while their window is open.
    pub appealable: Vec<Appealable>,
}

/// The explained score for a station.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct StationScore {
    /// Base score.
    pub base_bp: Option<u32>,
    /// The bonus that counts.
    pub bonus_applied_bp: u32,
    /// Final score.
    pub final_bp: Option<u32>,
    /// Grade.
    pub grade: Option<String>,
    /// Stars, 5 to 0.
    pub stars: Option<u32>,
    /// Failed red lines.
    pub red_lines: u32,
    /// Share of answered points.
    pub coverage_bp: Option<u32>,
    /// Every touchpoint, in order.
    pub touchpoints: Vec<ScoreTouchpoint>,
    /// Every item, in order.
    pub lines: Vec<ScoreLine>,
    /// Orders that were overdue at publication: they bar the best grade. Absent when there were none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub overdue_open: Option<u32>,
    /// False evidence had taken all stars at publication. Absent when not.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub no_stars: Option<bool>,
}

impl From<ScoreView> for StationScore {
    fn from(score: ScoreView) -> Self {
        Self {
            base_bp: score.base_bp,
            bonus_applied_bp: score.bonus_applied_bp,
            final_bp: score.final_bp,
            grade: score.grade,
            stars: score.stars,
            red_lines: score.red_lines,
            coverage_bp: score.coverage_bp,
            touchpoints: score.touchpoints,
            lines: score.lines,
            overdue_open: score.overdue_open,
            no_stars: score.no_stars,
        }
    }
}

/// A note of the reviewer.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct StationNote {
    /// The item.
    pub item: String,
    /// The note.
    pub note: String,
}

/// A photo that was released, under the random id of the station's copy.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct StationPhoto {
    /// Id of the copy: `/v1/photos/{id}`.
    pub id: Uuid,
    /// The items that it shows.
    pub items: Vec<String>,
}

/// Notes about items that are missed in this score, in the order of their items. A note may be older than the score.
pub fn notes_on(rows: &[station_note::Model], lines: &[ScoreLine]) -> Vec<StationNote> {
    let missed = |note: &StationNote| lines.iter().any(|line| line.item == note.item && line.miss != "none");
    notes(rows).into_iter().filter(missed).collect()
}

/// All notes in the order of their items.
pub fn notes(rows: &[station_note::Model]) -> Vec<StationNote> {
    let mut notes: Vec<StationNote> =
        rows.iter().map(|row| StationNote { item: row.item.clone(), note: row.note.clone() }).collect();
    notes.sort_by(|a, b| a.item.cmp(&b.item));
    notes
}

/// Station copies in the order of their random ids: the order of the manifest would tell the order of the visit.
pub fn photos(rows: &[photo::Model], submission: &Submission) -> Vec<StationPhoto> {
    let copies: BTreeMap<Uuid, Uuid> = rows.iter().filter_map(|row| Some((row.station_copy_id?, row.id))).collect();
    copies.into_iter().map(|(id, photo)| StationPhoto { id, items: items_of(submission, photo) }).collect()
}

/// The items whose answers refer to a photo.
pub fn items_of(submission: &Submission, photo: Uuid) -> Vec<String> {
    let refer = submission.answers.iter().filter(|(_, answer)| answer.photos.contains(&photo));
    refer.map(|(item, _)| item.clone()).collect()
}

/// A stored score as a station sees it.
pub fn score(score: &Value, judged: &Value) -> Result<StationScore, serde_json::Error> {
    Ok(ScoreView::of(score, judged)?.into())
}

#[cfg(test)]
mod tests {
    use super::share_bp;

    #[test]
    fn a_share_is_rounded_half_up() {
        assert_eq!(share_bp(102, 110), Some(9273));
        assert_eq!(share_bp(70, 78), Some(8974));
        assert_eq!(share_bp(1, 20_000), Some(1));
        assert_eq!(share_bp(0, 0), None);
    }
}
