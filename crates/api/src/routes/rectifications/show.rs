//! `GET /v1/rectifications/{id}`.

use axum::{extract::State, http::StatusCode, response::Response};
use forecourt_store::{audits::read::stations, entity::rectification, orders::read};
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use super::{
    DESK, STATION_SIDE, sight,
    view::{DeskOrder, Shown, StationOrder, station_of},
};
use crate::{
    auth::Caller,
    extract::At,
    problem::{Kind, Problem, ProblemDocument, Result},
    repeat::respond,
    state::App,
};

/// One order; `view` says how it is shown, which the caller's roles decide.
#[derive(Debug, Serialize, ToSchema)]
#[serde(tag = "view", rename_all = "snake_case")]
pub enum OrderCase {
    /// With what it rests on.
    Desk(Box<DeskOrder>),
    /// Without anything of the visit but its day.
    Station(Box<StationOrder>),
}

/// The order as the caller may see it: whether as a desk, and the row.
pub async fn visible(app: &App, caller: &Caller, id: Uuid) -> Result<(bool, rectification::Model)> {
    let mut nothing = Kind::Forbidden;
    for (desk, roles) in [(true, DESK), (false, STATION_SIDE)] {
        let Ok(sight) = sight(caller, roles) else { continue };
        nothing = Kind::NotFound;
        if let Some(row) = read::find(app.store.read(), &sight, id).await? {
            return Ok((desk, row));
        }
    }
    Err(Problem::new(nothing))
}

/// The order in the caller's view.
pub async fn case(app: &App, desk: bool, row: &rectification::Model) -> Result<OrderCase> {
    let stations = stations(app.store.read(), &[row.station_id]).await?;
    let extensions = read::extensions(app.store.read(), &[row.id]).await?;
    let (station, now_ms) = (station_of(&stations, row)?, app.clock.now_ms());
    let shown = Shown { app, row, station: &station, extension: extensions.get(&row.id), now_ms };
    Ok(if desk {
        OrderCase::Desk(Box::new(shown.for_desk()?))
    } else {
        OrderCase::Station(Box::new(shown.for_station()?))
    })
}

/// Show an order
#[utoipa::path(get, path = "/v1/rectifications/{id}", tag = "orders", params(("id" = Uuid, Path)),
    responses((status = 200, body = OrderCase), (status = 401, body = ProblemDocument), (status = 403, body = ProblemDocument),
        (status = 404, body = ProblemDocument)))]
pub async fn show(State(app): State<App>, caller: Caller, At(id): At<Uuid>) -> Result<Response> {
    let (desk, row) = visible(&app, &caller, id).await?;
    let case = case(&app, desk, &row).await?;
    Ok(respond(StatusCode::OK, serde_json::to_value(case).map_err(Problem::internal)?))
}
