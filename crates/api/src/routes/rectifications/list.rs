//! `GET /v1/rectifications`: orders in scope, newest first.

use axum::{Json, extract::State};
use forecourt_core::{
    checklist::{DeadlineClass, Severity},
    order::{Mark, OrderState},
    violation::{Code, Violation},
};
use forecourt_store::{
    audits::read::stations,
    entity::rectification,
    orders::read::{self, OrderFilter, Sight, Words},
};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use super::{
    DESK, STATION_SIDE, sight,
    view::{DeskOrder, Shown, StationOrder, station_of},
};
use crate::{
    auth::Caller,
    extract::Asked,
    paging::{List, Page, words},
    problem::{Problem, ProblemDocument, Result},
    state::App,
    times::parse_rfc3339,
};

/// How orders are shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum OrderView {
    /// With what they rest on.
    Desk,
    /// Without anything of the visit but its day.
    Station,
}

/// What is listed.
#[derive(Debug, Clone, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct OrderQuery {
    /// Only these states, separated by commas.
    pub state: Option<String>,
    /// Only what is open, or only what is closed or cancelled.
    pub open: Option<bool>,
    /// Only this class: `T0`, `T1`, `T3`, `T7` or `T30`.
    pub class: Option<String>,
    /// Only these severities, separated by commas: `critical`, `major`, `minor`.
    pub severity: Option<String>,
    /// Only these items, separated by commas.
    pub item: Option<String>,
    /// Only this station.
    pub station: Option<Uuid>,
    /// Only stations of this unit and below.
    pub org_unit: Option<Uuid>,
    /// Only orders that this audit opened or joined; not for station roles.
    pub audit: Option<Uuid>,
    /// Only what is grouped under this regional project.
    pub project: Option<Uuid>,
    /// Only what is overdue, or only what is not.
    pub overdue: Option<bool>,
    /// Only what a rung of the ladder put there: `red_list`, `supervision`, `bulletin`, `phone`, `out_of_use` or `milestone`;
    /// with `open=true` the red list as it stands.
    pub mark: Option<String>,
    /// Only what stands still for an appeal, or only what does not.
    pub paused: Option<bool>,
    /// Only what is due at or before this instant.
    pub due_by: Option<String>,
    /// Only what was found and fixed before, or, for desks, found again while it was open; or only what was not.
    pub repeat: Option<bool>,
    /// Only what waits for a decision about more time, or only what does not.
    pub extension_waiting: Option<bool>,
    /// Only what was closed at or after this instant.
    pub closed_from: Option<String>,
    /// Only what was closed before this instant.
    pub closed_to: Option<String>,
    /// Only stations whose code, name or city holds these words, items of this number or whose texts hold them, or the
    /// order of this id.
    #[param(max_length = 100)]
    pub q: Option<String>,
    /// As what the caller looks, when his roles give him both views, each with the places of its roles: `desk` or
    /// `station`; default `desk`.
    #[param(inline)]
    pub view: Option<OrderView>,
    /// Rows of a page: 1 to 500, default 50.
    #[param(minimum = 1, maximum = 500)]
    pub limit: Option<u64>,
    /// The `next_cursor` of the page before.
    pub cursor: Option<String>,
}

impl OrderQuery {
    pub fn filter(&self, app: &App, sight: &Sight, desk: bool, now_ms: i64) -> Result<OrderFilter> {
        let mut faults = Vec::new();
        let mut wrong = |name: &str| faults.push(Violation::new(format!("query:{name}"), Code::BadValue));
        let states: Option<Vec<OrderState>> = words(self.state.as_deref()).map(OrderState::parse).collect();
        if states.is_none() {
            wrong("state");
        }
        let severities: Option<Vec<Severity>> = words(self.severity.as_deref()).map(Severity::parse).collect();
        if severities.is_none() {
            wrong("severity");
        }
        let class = self.class.as_deref().map(DeadlineClass::parse);
        if class == Some(None) {
            wrong("class");
        }
        let mark = self.mark.as_deref().map(Mark::parse);
        if mark == Some(None) {
            wrong("mark");
        }
        let mut instant = |name: &str, text: &Option<String>| match text.as_deref().map(parse_rfc3339) {
            Some(None) => {
                wrong(name);
                None
            }
            found => found.flatten(),
        };
        let due_by = instant("due_by", &self.due_by);
        let closed_from = instant("closed_from", &self.closed_from);
        let closed_to = instant("closed_to", &self.closed_to);
        if !faults.is_empty() {
            return Err(Problem::invalid(faults));
        }
        Ok(OrderFilter {
            states: states.unwrap_or_default(),
            open: self.open,
            class: class.flatten(),
            severities: severities.unwrap_or_default(),
            items: words(self.item.as_deref()).map(str::to_owned).collect(),
            station: self.station,
            org_unit: self.org_unit,
            audit: self.audit,
            project: self.project.map(|id| (id, sight.orders.clone())),
            overdue: self.overdue.map(|overdue| (overdue, now_ms)),
            mark: mark.flatten(),
            paused: self.paused,
            due_by,
            repeat: self.repeat,
            joined_counts: desk,
            extension_waiting: self.extension_waiting,
            closed: (closed_from, closed_to),
            words: self
                .q
                .as_deref()
                .map(str::trim)
                .filter(|words| !words.is_empty())
                .map(|text| Words { text: text.to_owned(), items: app.checklists.items_meant(text) }),
        })
    }
}

/// A page of orders; `view` says how they are shown, which the caller's roles decide.
#[derive(Debug, Serialize, ToSchema)]
#[serde(tag = "view", rename_all = "snake_case")]
pub enum OrderList {
    /// With what they rest on.
    Desk(List<DeskOrder>),
    /// Without anything of the visit but its day.
    Station(List<StationOrder>),
}

/// Orders
///
/// Those of the stations in your scope, newest first. Stations see what was issued; the region sees drafts too.
#[utoipa::path(get, path = "/v1/rectifications", tag = "orders", params(OrderQuery),
    responses((status = 200, body = OrderList), (status = 401, body = ProblemDocument), (status = 403, body = ProblemDocument),
        (status = 422, body = ProblemDocument)))]
pub async fn list(State(app): State<App>, caller: Caller, Asked(query): Asked<OrderQuery>) -> Result<Json<OrderList>> {
    let desk = query.view.map_or_else(|| caller.is_any(DESK), |view| view == OrderView::Desk);
    let sight = sight(&caller, if desk { DESK } else { STATION_SIDE })?;
    // An audit that is not published must not be found by its orders.
    if query.audit.is_some() && !desk {
        return Err(Problem::bad_request(vec![Violation::new("query:audit", Code::UnknownField)]));
    }
    let now_ms = app.clock.now_ms();
    let filter = query.filter(&app, &sight, desk, now_ms)?;
    let page = Page { limit: query.limit, cursor: query.cursor.clone() };
    let limit = page.limit()?;
    // The instant is none of what was asked.
    let asked = OrderFilter { overdue: filter.overdue.map(|(overdue, _)| (overdue, 0)), ..filter.clone() };
    let purpose = format!("rectifications/{desk}/{asked:?}");
    let after = page.after(&app.sealer, &purpose)?;
    let rows = read::list(app.store.read(), &sight, &filter, after, limit + 1).await?;
    let ids: Vec<Uuid> = rows.iter().map(|row| row.station_id).collect();
    let stations = stations(app.store.read(), &ids).await?;
    let ids: Vec<Uuid> = rows.iter().map(|row| row.id).collect();
    let extensions = read::extensions(app.store.read(), &ids).await?;
    let place = |row: &rectification::Model| (row.opened_at, row.id);
    let shown = |row: &rectification::Model| station_of(&stations, row);
    Ok(Json(if desk {
        let list = List::of(rows, limit, &app.sealer, &purpose, place, |row| {
            Shown { app: &app, row: &row, station: &shown(&row)?, extension: extensions.get(&row.id), now_ms }
                .for_desk()
        })?;
        OrderList::Desk(whole(list)?)
    } else {
        let list = List::of(rows, limit, &app.sealer, &purpose, place, |row| {
            Shown { app: &app, row: &row, station: &shown(&row)?, extension: extensions.get(&row.id), now_ms }
                .for_station()
        })?;
        OrderList::Station(whole(list)?)
    }))
}

/// A row that cannot be read fails the page.
fn whole<T>(list: List<Result<T>>) -> Result<List<T>> {
    Ok(List { items: list.items.into_iter().collect::<Result<Vec<T>>>()?, next_cursor: list.next_cursor })
}
