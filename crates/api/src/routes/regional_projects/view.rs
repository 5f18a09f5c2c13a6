//! How projects look.

use std::collections::{HashMap, HashSet};

use forecourt_core::{
    order::{CyclePhase, ProjectKind, ProjectState, Satisfaction, settled, succeeded},
    text::Text,
};
use forecourt_reports::{
    day_of_ms,
    items::{ItemCounts, ItemTally},
    unpack,
};
use forecourt_store::{
    Reads, StoreError,
    audits::read::stations,
    entity::{org_unit, project_cycle, regional_project, station},
    orders::{
        checks::{self, Checked, CheckedRound},
        pdca,
    },
    org,
};
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use crate::{
    problem::{Problem, Result},
    routes::audits::view::StationRef,
    state::App,
    times::day,
};

/// The region of a project.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct RegionBrief {
    /// Id.
    pub id: Uuid,
    /// Code.
    pub code: String,
    /// Name in Chinese.
    pub name_zh: String,
    /// Name in English.
    pub name_en: String,
}

/// The item of a project.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct ProjectItem {
    /// Id, the same in every version of a checklist.
    pub id: String,
    /// Text in Chinese.
    pub zh: String,
    /// Text in English.
    pub en: String,
}

/// One problem of a region, or of a station.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct ProjectView {
    /// Id; its orders are listed by `/v1/rectifications?project=`.
    pub id: Uuid,
    /// For `If-Match` with a verb.
    pub version: i32,
    /// `region`, or `station`: the watch list.
    pub kind: ProjectKind,
    /// The region.
    pub org_unit: RegionBrief,
    /// The station; absent when it is the whole region's.
    pub station: Option<StationRef>,
    /// What was missed.
    pub item: ProjectItem,
    /// `open`; `withdrawn` after corrections and appeals; `ended` when something was changed for good.
    pub state: ProjectState,
    /// The number of its newest cycle.
    pub cycle: i32,
    /// Where that cycle stands: `plan`, `do`, `check`, `ended`.
    pub phase: CyclePhase,
    /// Its cycle has been open for 60 days without check data (§5.6).
    pub flagged: bool,
    /// Of a region: stations that missed it. Of a station: orders of the item within 180 days.
    pub missed: i32,
    /// Of a region: its stations whose audits are published. Of a station: its audits within 180 days.
    pub audited: i32,
    /// `missed` of `audited`, bp.
    pub share_bp: i64,
    /// Day on which it was opened; the instant would be that of a publication or review (decision 22).
    pub opened_on: String,
    /// Day on which it changed last.
    pub updated_on: String,
}

/// What of a cycle is computed from audits (§5.6): the rounds that check it.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct CheckView {
    /// At most two: those that began after the day of the plan and answered the item there.
    pub rounds: Vec<CheckRound>,
    /// Both are over, or one is and the cycle has been open for 60 days: `standard`, `script` and `drill` are allowed.
    pub settled: bool,
    /// The target was met in both, and that of satisfaction where one was set; false when a round that is over, or the
    /// satisfaction, is below it; else null.
    pub success: Option<bool>,
    /// The satisfaction beside it; absent when the plan aims at none and nobody gave one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub satisfaction: Option<SatisfactionView>,
}

/// Satisfaction of customers (§5.6): typed by the office, since no audit tells it.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct SatisfactionView {
    /// What the plan aims at, bp.
    pub target_bp: Option<i32>,
    /// What was found, bp.
    pub figure_bp: Option<i32>,
    /// Where it comes from.
    pub source: Option<String>,
    /// Its day.
    pub on: Option<String>,
    /// The figure reaches the target; null without one of them.
    pub target_met: Option<bool>,
}

/// A round that checks a cycle. It has no name, and nothing says whether it runs: regions see nothing that does (decision 23).
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct CheckRound {
    /// `next` or `second`.
    pub which: &'static str,
    /// Month in which its first audit there was published: `2026-07`.
    pub published_month: Option<String>,
    /// Published audits there.
    pub audits: u64,
    /// Those that answered the item; implied misses are left out.
    pub answered: u64,
    /// Of these, those that met it.
    pub met: u64,
    /// Its figures are not final: more may be published, and what is published may be corrected.
    pub provisional: bool,
    /// `met` of `answered`, bp, half up; null without an answer.
    pub rate_bp: Option<u16>,
    /// The rate reaches the plan's target; null while the figures are not final, and without a rate or plan.
    pub target_met: Option<bool>,
}

/// What stands around the projects of a page.
pub struct Around {
    units: HashMap<Uuid, org_unit::Model>,
    stations: HashMap<Uuid, station::Model>,
    cycles: Vec<project_cycle::Model>,
    /// Those whose open cycle a round checks.
    checked: HashSet<Uuid>,
    now_ms: i64,
}

impl Around {
    /// Reads it; for each project with a plan it asks for the rounds that check it.
    pub async fn of<C: Reads>(app: &App, db: &C, rows: &[regional_project::Model], now_ms: i64) -> Result<Self> {
        let ids: Vec<Uuid> = rows.iter().map(|row| row.id).collect();
        let units: Vec<Uuid> = rows.iter().map(|row| row.org_unit_id).collect();
        let places: Vec<Uuid> = rows.iter().filter_map(|row| row.station_id).collect();
        let mut around = Self {
            units: org::by_ids(db, &units).await?,
            stations: stations(db, &places).await?,
            cycles: pdca::cycles(db, &ids).await?,
            checked: HashSet::new(),
            now_ms,
        };
        let answered = |project: &regional_project::Model, audit: &Checked| answered(app, project, audit);
        for row in rows {
            let open = around.cycles(row.id).last().filter(|cycle| cycle.ended_at.is_none());
            if let Some(cycle) = open
                && checks::has_data(db, row, cycle, &answered).await?
            {
                around.checked.insert(row.id);
            }
        }
        Ok(around)
    }

    /// Where the newest cycle of a project stands.
    pub fn phase(&self, project: Uuid) -> CyclePhase {
        let cycle = self.cycles(project).last();
        cycle.map_or(CyclePhase::Plan, |cycle| phase_of(cycle, self.checked.contains(&project)))
    }

    fn is_flagged(&self, row: &regional_project::Model) -> bool {
        let (cycle, checked) = (self.cycles(row.id).last(), self.checked.contains(&row.id));
        cycle.is_some_and(|cycle| checks::is_flagged(row, cycle, checked, self.now_ms))
    }

    /// The cycles of a project, the first one first.
    pub fn cycles(&self, project: Uuid) -> &[project_cycle::Model] {
        let from = self.cycles.partition_point(|cycle| cycle.project_id < project);
        let to = self.cycles.partition_point(|cycle| cycle.project_id <= project);
        &self.cycles[from..to]
    }
}

/// A project with what stands around it.
pub fn view(app: &App, row: &regional_project::Model, around: &Around) -> Result<ProjectView> {
    let unit = around.units.get(&row.org_unit_id).ok_or_else(Problem::not_found)?;
    let state = ProjectState::parse(&row.state);
    let place = row.station_id.and_then(|id| around.stations.get(&id));
    let form = app.checklists.form(&row.checklist_id, row.checklist_version);
    let text = form.as_ref().and_then(|form| {
        let list = (**form).as_ref();
        list.item_index(&row.item).map(|index| list.items[index].text.clone())
    });
    let text = text.unwrap_or_else(|| Text::new(row.item.clone(), row.item.clone()));
    Ok(ProjectView {
        id: row.id,
        version: row.version,
        kind: if row.station_id.is_some() { ProjectKind::Station } else { ProjectKind::Region },
        org_unit: RegionBrief {
            id: unit.id,
            code: unit.code.clone(),
            name_zh: unit.name_zh.clone(),
            name_en: unit.name_en.clone(),
        },
        station: place.map(StationRef::from),
        item: ProjectItem { id: row.item.clone(), zh: text.zh, en: text.en },
        state: state.ok_or_else(|| Problem::internal(format!("project {}: {}", row.id, row.state)))?,
        cycle: around.cycles(row.id).last().map_or(1, |cycle| cycle.number),
        phase: around.phase(row.id),
        flagged: around.is_flagged(row),
        missed: row.missed,
        audited: row.audited,
        share_bp: if row.audited > 0 { i64::from(row.missed) * 10_000 / i64::from(row.audited) } else { 0 },
        opened_on: day(day_of_ms(row.opened_at)),
        updated_on: day(day_of_ms(row.updated_at)),
    })
}

/// Where a cycle stands.
pub fn phase_of(cycle: &project_cycle::Model, checked: bool) -> CyclePhase {
    CyclePhase::of(cycle.planned_at.is_some(), checked, cycle.ended_at.is_some())
}

/// The check of a cycle from the audits of its rounds.
pub fn check(
    app: &App,
    project: &regional_project::Model,
    cycle: &project_cycle::Model,
    rounds: &[CheckedRound],
    now_ms: i64,
) -> Result<CheckView> {
    let target = cycle.target_bp.and_then(|bp| u16::try_from(bp).ok());
    let mut shown = Vec::new();
    for (CheckedRound { closed, audits }, which) in rounds.iter().zip(["next", "second"]) {
        let counts = counts(app, project, audits)?;
        let rate_bp = counts.pass_rate_bp();
        let first = audits.iter().filter_map(|audit| audit.published_at).min();
        shown.push(CheckRound {
            which,
            published_month: first.map(|at| day(day_of_ms(at)).chars().take(7).collect()),
            audits: audits.len() as u64,
            answered: counts.answered(),
            met: counts.met,
            provisional: !closed,
            rate_bp,
            target_met: rate_bp.filter(|_| *closed).zip(target).map(|(rate, target)| rate >= target),
        });
    }
    let rates: Vec<Option<u16>> = shown.iter().filter(|round| !round.provisional).map(|round| round.rate_bp).collect();
    let aimed = aimed(cycle);
    let success = target.and_then(|target| succeeded(target, &rates, aimed));
    Ok(CheckView {
        settled: is_settled(cycle, rounds, now_ms),
        success,
        rounds: shown,
        satisfaction: satisfaction(cycle),
    })
}

fn aimed(cycle: &project_cycle::Model) -> Option<Satisfaction> {
    let bp = |value: Option<i32>| value.and_then(|bp| u16::try_from(bp).ok());
    bp(cycle.satisfaction_target_bp).map(|target_bp| Satisfaction { target_bp, figure_bp: bp(cycle.satisfaction_bp) })
}

fn satisfaction(cycle: &project_cycle::Model) -> Option<SatisfactionView> {
    let known = cycle.satisfaction_target_bp.is_some() || cycle.satisfaction_bp.is_some();
    known.then(|| SatisfactionView {
        target_bp: cycle.satisfaction_target_bp,
        figure_bp: cycle.satisfaction_bp,
        source: cycle.satisfaction_source.clone(),
        on: cycle.satisfaction_day.map(day),
        target_met: aimed(cycle).and_then(Satisfaction::is_met),
    })
}

/// Whether the check of a cycle is over.
pub fn is_settled(cycle: &project_cycle::Model, rounds: &[CheckedRound], now_ms: i64) -> bool {
    settled(rounds.iter().filter(|round| round.closed).count(), cycle.opened_at, now_ms)
}

/// Whether an audit answered the item of a project.
pub fn answered(app: &App, project: &regional_project::Model, audit: &Checked) -> Result<bool, StoreError> {
    let Some(form) = app.checklists.form(&project.checklist_id, audit.checklist_version) else { return Ok(false) };
    let list = (*form).as_ref();
    let (Some(index), Some(packed)) = (list.item_index(&project.item), &audit.outcomes) else { return Ok(false) };
    let outcomes = unpack(packed, list.items.len()).map_err(|error| StoreError::Corrupt(error.to_string()))?;
    Ok(outcomes.get(index).is_some_and(|outcome| outcome.is_answered()))
}

/// How often the item was met and missed, over all versions of the checklist.
fn counts(app: &App, project: &regional_project::Model, audits: &[Checked]) -> Result<ItemCounts> {
    let mut all = ItemCounts::default();
    let versions: HashSet<i32> = audits.iter().map(|audit| audit.checklist_version).collect();
    for version in versions {
        let Some(form) = app.checklists.form(&project.checklist_id, version) else { continue };
        let list = (*form).as_ref();
        let Some(index) = list.item_index(&project.item) else { continue };
        let mut tally = ItemTally::new(list.items.len());
        for packed in audits.iter().filter(|audit| audit.checklist_version == version) {
            if let Some(packed) = &packed.outcomes {
                tally.add(packed).map_err(Problem::internal)?;
            }
        }
        if let Some(counts) = tally.counts().map_err(Problem::internal)?.get(index) {
            all.merge(counts);
        }
    }
    Ok(all)
}
