//! How appeals look: for desks with names, for stations without (decisions 22 and 32).

use forecourt_core::appeal::{AppealOutcome, AppealState, AppealStep};
use forecourt_store::{
    appeals::{Around, effect, state_of},
    entity::{appeal, appeal_step},
};
use serde::Serialize;
use serde_json::Value;
use utoipa::ToSchema;
use uuid::Uuid;

use crate::{
    problem::{Problem, Result},
    routes::audits::view::{StationRef, desk::PersonRef},
    times::rfc3339,
};

/// An appeal; `view` says for whom.
#[derive(Debug, Serialize, ToSchema)]
#[serde(tag = "view", rename_all = "snake_case")]
pub enum AnyAppeal {
    /// With the people.
    Desk(Box<DeskAppeal>),
    /// Without names.
    Station(Box<StationAppeal>),
}

/// Who of them did a step.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Side {
    /// The station, or the region for it.
    Station,
    /// A panel.
    Panel,
    /// Nobody: a deadline was over, or the audit counts no longer.
    System,
}

/// What both views say.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct AppealFacts {
    /// The appeal.
    pub id: Uuid,
    /// Its version; the same as the ETag.
    pub version: i32,
    /// The audit.
    pub audit_id: Uuid,
    /// The station.
    pub station: StationRef,
    /// The item.
    pub item: String,
    /// Where it stands.
    pub state: AppealState,
    /// When this state ends by itself; absent when it is closed, and while the calendar of the year is not known.
    pub due_at: Option<String>,
    /// The deadline waits for the calendar of its year (decision 28).
    pub pending_calendar: bool,
    /// When it was filed.
    pub filed_at: String,
    /// The last decision.
    pub outcome: Option<AppealOutcome>,
    /// The answer that it states: true, false or a whole number; null when it states none.
    #[schema(value_type = Option<Value>)]
    pub value: Option<Value>,
    /// What it did to the score; absent when it did nothing, and once the audit counts no longer.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub score: Option<ScoreDelta>,
    /// What it did to the station's rank in the month of the visit; absent as `score` is, and while it is not known yet.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rank: Option<RankDelta>,
}

/// A score before and after, basis points.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct ScoreDelta {
    /// Final score before.
    pub before_bp: Option<i16>,
    /// Final score after; absent when the audit became incomplete.
    pub after_bp: Option<i16>,
    /// The difference.
    pub delta_bp: Option<i16>,
}

/// A live rank before and after; 1 is best.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct RankDelta {
    /// Before; absent when the station was not ranked.
    pub before: Option<i32>,
    /// After.
    pub after: Option<i32>,
    /// Places won (positive) or lost.
    pub delta: Option<i32>,
}

/// An appeal for desks.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct DeskAppeal {
    /// What both sides see.
    #[serde(flatten)]
    pub facts: AppealFacts,
    /// Who filed it.
    pub filed_by: PersonRef,
    /// The score revision it was filed against, then that before its decision.
    pub score_before: i32,
    /// The score revision that its decision made.
    pub score_after: Option<i32>,
    /// Its history.
    pub steps: Vec<DeskStep>,
}

/// An appeal for stations.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct StationAppeal {
    /// What both sides see.
    #[serde(flatten)]
    pub facts: AppealFacts,
    /// Its history.
    pub steps: Vec<StepFacts>,
}

/// A step for desks.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct DeskStep {
    /// What both sides see.
    #[serde(flatten)]
    pub facts: StepFacts,
    /// Who did it; absent: the system.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub person: Option<PersonRef>,
}

/// A step.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct StepFacts {
    /// What happened.
    pub kind: AppealStep,
    /// 1 or 2.
    pub level: i16,
    /// Whose step it was.
    pub by: Side,
    /// When.
    pub at: String,
    /// In the words of who did it.
    pub reason: Option<String>,
    /// Ids of evidence.
    pub evidence: Vec<Uuid>,
    /// What was decided.
    pub outcome: Option<AppealOutcome>,
    /// The answer that the decision states.
    #[schema(value_type = Option<Value>)]
    pub value: Option<Value>,
    /// With `footage_asked`: the beginnings of three hours, of which one contains the visit.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub windows: Vec<String>,
}

fn facts(row: &appeal::Model, around: &Around) -> Result<AppealFacts> {
    let place = around.stations.get(&row.station_id);
    let place = place.ok_or_else(|| Problem::internal(format!("appeal {} has no station", row.id)))?;
    let state = state_of(row)?;
    let done = effect(row, &around.counting);
    let score = done.map(|done| done.bp).map(|(before_bp, after_bp)| ScoreDelta {
        before_bp,
        after_bp,
        delta_bp: after_bp.zip(before_bp).map(|(after, before)| after - before),
    });
    let rank = done.and_then(|done| done.rank).map(|(before, after)| RankDelta {
        before,
        after,
        delta: before.zip(after).map(|(before, after)| before - after),
    });
    Ok(AppealFacts {
        id: row.id,
        version: row.version,
        audit_id: row.audit_id,
        station: StationRef::from(place),
        item: row.item.clone(),
        due_at: row.due_at.map(rfc3339),
        pending_calendar: state.is_open() && row.due_at.is_none(),
        state,
        filed_at: rfc3339(row.filed_at),
        outcome: outcome(row.outcome.as_deref())?,
        value: row.value.clone(),
        score,
        rank,
    })
}

fn outcome(word: Option<&str>) -> Result<Option<AppealOutcome>> {
    let known = |word| AppealOutcome::parse(word).ok_or_else(|| Problem::internal(format!("outcome {word}")));
    word.map(known).transpose()
}

fn step(row: &appeal_step::Model) -> Result<StepFacts> {
    let kind = AppealStep::parse(&row.kind).ok_or_else(|| Problem::internal(format!("step {}", row.kind)))?;
    let evidence = row.evidence.clone().map(serde_json::from_value).transpose().map_err(Problem::internal)?;
    let asked = kind == AppealStep::FootageAsked;
    let windows: Option<Vec<i64>> =
        row.value.clone().filter(|_| asked).map(serde_json::from_value).transpose().map_err(Problem::internal)?;
    Ok(StepFacts {
        windows: windows.unwrap_or_default().into_iter().map(rfc3339).collect(),
        kind,
        level: row.level,
        by: match kind {
            AppealStep::Filed | AppealStep::WentOn | AppealStep::FootageGiven => Side::Station,
            AppealStep::Decided | AppealStep::FootageAsked => Side::Panel,
            _ => Side::System,
        },
        at: rfc3339(row.at),
        reason: row.reason.clone(),
        evidence: evidence.unwrap_or_default(),
        outcome: outcome(row.outcome.as_deref())?,
        value: row.value.clone().filter(|_| !asked),
    })
}

/// An appeal as a station sees it, or as everybody else does.
pub fn view(row: &appeal::Model, around: &Around, for_station: bool) -> Result<AnyAppeal> {
    let facts = facts(row, around)?;
    let steps = around.steps.iter().filter(|step| step.appeal_id == row.id);
    if for_station {
        let steps = steps.map(step).collect::<Result<_>>()?;
        return Ok(AnyAppeal::Station(Box::new(StationAppeal { facts, steps })));
    }
    let person = |id: Uuid| PersonRef::of(&around.names, id);
    let steps = steps.map(|row| Ok(DeskStep { facts: step(row)?, person: row.person_id.map(person) }));
    Ok(AnyAppeal::Desk(Box::new(DeskAppeal {
        facts,
        filed_by: person(row.filed_by),
        score_before: row.score_before,
        score_after: row.score_after,
        steps: steps.collect::<Result<_>>()?,
    })))
}
