//! `GET /v1/reports/rounds`: rounds that reports can be asked for (decisions 23 and 32).

use axum::{Json, extract::State};
use forecourt_core::{states::Role, text::Text};
use serde::Serialize;
use utoipa::ToSchema;

use super::coverage::taking_part;
use crate::{
    auth::Caller,
    problem::{ProblemDocument, Result},
    report_data,
    state::App,
    times::day,
};

/// Who reads reports of whole rounds; of a region's, coverage too (decision 32).
const READERS: &[Role] = &[Role::Region, Role::Hq, Role::Admin, Role::Planner, Role::Auditor];

/// A closed round.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct ClosedRound {
    /// Its code, for `?round=`.
    pub code: String,
    /// Its name.
    pub name: Text,
    /// First day, `YYYY-MM-DD`.
    pub first_day: String,
    /// Last day.
    pub last_day: String,
}

/// List closed rounds
///
/// Those in which stations in your scope took part, newest first. Nothing of one that is planned or runs.
#[utoipa::path(get, path = "/v1/reports/rounds", tag = "reports",
    responses((status = 200, body = Vec<ClosedRound>), (status = 401, body = ProblemDocument), (status = 403, body = ProblemDocument)))]
pub async fn list(State(app): State<App>, caller: Caller) -> Result<Json<Vec<ClosedRound>>> {
    let scope = caller.scope(READERS)?;
    let names = report_data::names(&app).await?;
    let mut rounds: Vec<_> = names.rounds.iter().flatten().filter(|round| round.state == "closed").collect();
    rounds.retain(|round| taking_part(&names, round, (false, &scope), None).is_ok_and(|among| among.contains(&true)));
    rounds.sort_by(|a, b| (b.last_day, &b.code).cmp(&(a.last_day, &a.code)));
    let view = rounds.into_iter().map(|round| ClosedRound {
        code: round.code.clone(),
        name: Text::new(&round.name_zh, &round.name_en),
        first_day: day(round.first_day),
        last_day: day(round.last_day),
    });
    Ok(Json(view.collect()))
}
