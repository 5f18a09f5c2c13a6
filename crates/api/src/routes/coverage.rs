//! How far a round has come: `/v1/rounds/{id}/coverage`. Region sees it of closed rounds only (decisions 23, 32).

use std::collections::HashMap;

use axum::{Json, extract::State};
use forecourt_core::states::{AssignmentState, AuditState, Role, RoundState};
use forecourt_store::plan::{
    coverage::{self, Rows},
    rounds,
};
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use crate::{
    auth::Caller,
    extract::At,
    problem::{Problem, ProblemDocument, Result},
    routes::rounds::PLAN,
    state::App,
};

/// Stations that an answer lists; the counts are of all.
const MAX_LISTED: usize = 500;
const DAY_MS: i64 = 86_400_000;

/// How far something has come; each stage includes those after it.
#[derive(Debug, Default, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct Stages {
    /// Has an assignment that is to be made or was delivered.
    pub assigned: u32,
    /// Has an audit.
    pub delivered: u32,
    /// Has an audit that is approved, published or final.
    pub approved: u32,
    /// Has an audit that is published or final: it is covered.
    pub published: u32,
}

/// A station that is not covered yet.
#[derive(Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct OpenStation {
    /// Station.
    pub station_id: Uuid,
    /// Code.
    pub code: String,
    /// Name in Chinese.
    pub name_zh: String,
    /// Name in English.
    pub name_en: String,
    /// How far it is: `nothing`, `assigned`, `delivered` or `approved`.
    pub stage: String,
}

/// Coverage of a round, as the plan's desks see it.
#[derive(Debug, PartialEq, Eq, Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Coverage {
    /// Round.
    pub round_id: Uuid,
    /// Its state.
    pub state: RoundState,
    /// Stations of the round in your scope.
    pub stations: u32,
    /// Of them not covered yet: without a published audit.
    pub not_covered: u32,
    /// Stations by the furthest of their visits.
    pub reached: Stages,
    /// Stations by the furthest of their night visits.
    pub night: Stages,
    /// Stations that are not covered, by code, up to 500.
    pub open: Vec<OpenStation>,
}

/// Coverage of a closed round, as a region sees it: what is published, nothing else.
#[derive(Debug, PartialEq, Eq, Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ClosedCoverage {
    /// Round.
    pub round_id: Uuid,
    /// Your stations in the round.
    pub stations: u32,
    /// Of them with a published audit.
    pub published: u32,
}

/// Coverage in the view of the caller's role.
#[derive(Debug, Serialize, ToSchema)]
#[serde(untagged)]
pub enum AnyCoverage {
    /// For the plan's desks.
    Desk(Box<Coverage>),
    /// For a region.
    Region(ClosedCoverage),
}

/// Show the coverage of a round
///
/// "7 of 30 stations not yet covered". A region sees it of closed rounds only, and only what is published.
#[utoipa::path(get, path = "/v1/rounds/{id}/coverage", tag = "plan", params(("id" = Uuid, Path)),
    responses((status = 200, body = AnyCoverage), (status = 401, body = ProblemDocument),
        (status = 403, body = ProblemDocument), (status = 404, body = ProblemDocument)))]
pub async fn show(State(app): State<App>, caller: Caller, At(id): At<Uuid>) -> Result<Json<AnyCoverage>> {
    let db = app.store.read();
    let planned = match caller.scope(PLAN) {
        Ok(scope) => rounds::find(db, &scope, id).await?.map(|round| (scope, round)),
        Err(_) => None,
    };
    if let Some((scope, round)) = planned {
        let rows = coverage::rows(db, &scope, &round, i64::from(round.first_day) * DAY_MS).await?;
        let state = RoundState::parse(&round.state).unwrap_or(RoundState::Closed);
        return Ok(Json(AnyCoverage::Desk(Box::new(count(id, state, &rows)))));
    }
    // What he plans elsewhere opens nothing here; as a region he sees what is closed.
    let scope = match caller.scope(&[Role::Region]) {
        Err(_) if caller.is_any(PLAN) => return Err(Problem::not_found()),
        scope => scope?,
    };
    let round = rounds::find_closed(db, id).await?.ok_or_else(Problem::not_found)?;
    let rows = coverage::rows(db, &scope, &round, i64::from(round.first_day) * DAY_MS).await?;
    if rows.stations.is_empty() {
        return Err(Problem::not_found());
    }
    let all = count(id, RoundState::Closed, &rows);
    Ok(Json(AnyCoverage::Region(ClosedCoverage {
        round_id: id,
        stations: all.stations,
        published: all.reached.published,
    })))
}

/// Stages of a station as a number: 0 nothing, 1 assigned, 2 delivered, 3 approved, 4 published.
const NAMES: [&str; 5] = ["nothing", "assigned", "delivered", "approved", "published"];

fn audit_stage(state: &str) -> usize {
    match AuditState::parse(state) {
        Some(state) if state.is_public() => 4,
        Some(AuditState::Approved) => 3,
        Some(AuditState::Void) | None => 0,
        // It was delivered, but does not count and is visited again.
        Some(AuditState::Incomplete) => 1,
        Some(_) => 2,
    }
}

fn count(round_id: Uuid, state: RoundState, rows: &Rows) -> Coverage {
    let mut best: HashMap<Uuid, [usize; 2]> = rows.stations.iter().map(|row| (row.id, [0, 0])).collect();
    let mut note = |station: Uuid, night: bool, stage: usize| {
        if let Some([any, at_night]) = best.get_mut(&station) {
            *any = stage.max(*any);
            if night {
                *at_night = stage.max(*at_night);
            }
        }
    };
    for (station, night, state) in &rows.assignments {
        note(*station, *night, usize::from(AssignmentState::parse(state).is_some()));
    }
    for (station, night, state) in &rows.audits {
        note(*station, *night, audit_stage(state));
    }
    let (mut reached, mut night) = (Stages::default(), Stages::default());
    for [any, at_night] in best.values() {
        reached.add(*any);
        night.add(*at_night);
    }
    let open = rows.stations.iter().filter_map(|row| {
        let stage = best.get(&row.id).map_or(0, |[any, _]| *any);
        (stage < 4).then(|| OpenStation {
            station_id: row.id,
            code: row.code.clone(),
            name_zh: row.name_zh.clone(),
            name_en: row.name_en.clone(),
            stage: NAMES[stage].into(),
        })
    });
    let stations = u32::try_from(rows.stations.len()).unwrap_or(u32::MAX);
    Coverage {
        round_id,
        state,
        stations,
        not_covered: stations - reached.published,
        open: open.take(MAX_LISTED).collect(),
        reached,
        night,
    }
}

impl Stages {
    fn add(&mut self, stage: usize) {
        self.assigned += u32::from(stage >= 1);
        self.delivered += u32::from(stage >= 2);
        self.approved += u32::from(stage >= 3);
        self.published += u32::from(stage >= 4);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use forecourt_store::plan::coverage::StationRow;

    #[test]
    fn a_station_counts_by_the_furthest_of_its_visits() {
        let id = Uuid::from_u128;
        let station =
            |n: u128| StationRow { id: id(n), code: format!("S{n}"), name_zh: "站".into(), name_en: "station".into() };
        let rows = Rows {
            stations: (1..=5).map(station).collect(),
            assignments: vec![
                (id(1), false, "delivered".into()),
                (id(1), true, "issued".into()),
                (id(2), false, "issued".into()),
                (id(3), false, "delivered".into()),
                (id(4), true, "delivered".into()),
                (id(9), false, "issued".into()),
            ],
            audits: vec![
                (id(1), false, "published".into()),
                (id(3), false, "in_review".into()),
                (id(4), true, "approved".into()),
                (id(4), true, "incomplete".into()),
            ],
        };
        let seen = count(id(100), RoundState::Open, &rows);
        assert_eq!((seen.stations, seen.not_covered), (5, 4));
        assert_eq!(seen.reached, Stages { assigned: 4, delivered: 3, approved: 2, published: 1 });
        assert_eq!(seen.night, Stages { assigned: 2, delivered: 1, approved: 1, published: 0 });
        let stages: Vec<_> = seen.open.iter().map(|open| (open.code.as_str(), open.stage.as_str())).collect();
        assert_eq!(stages, [("S2", "assigned"), ("S3", "delivered"), ("S4", "approved"), ("S5", "nothing")]);
    }
}
