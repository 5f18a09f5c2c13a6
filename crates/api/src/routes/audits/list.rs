//! `GET /v1/audits`: the review queue and search for desks; published audits for stations.

use axum::{Json, extract::State};
use forecourt_core::{
    review::View,
    states::AuditState,
    violation::{Code, Violation},
};
use forecourt_store::{
    access::Scope,
    audits::read::{self, ListFilter},
    entity::audit,
};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use super::view::{auditor::AuditorRow, desk::DeskRow, station::StationRow};
use crate::{
    auth::Caller,
    extract::Asked,
    paging::{List, Page, words},
    problem::{Kind, Problem, ProblemDocument, Result},
    state::App,
};

/// What is listed. Stations use `station` only.
#[derive(Debug, Clone, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct AuditQuery {
    /// Only these states, separated by commas.
    pub state: Option<String>,
    /// Only what waits for a reviewer: a failed red line at once, everything else when its photos are settled.
    pub queue: Option<bool>,
    /// Only this station.
    pub station: Option<Uuid>,
    /// Only stations of this unit and below.
    pub org_unit: Option<Uuid>,
    /// Only this round.
    pub round: Option<Uuid>,
    /// Only with, or only without flags in force.
    pub has_flags: Option<bool>,
    /// Only with, or only without a failed red line.
    pub red_line: Option<bool>,
    /// Only with, or only without a first review that is late.
    pub overdue_review: Option<bool>,
    /// Only what the caller holds now.
    pub mine: Option<bool>,
    /// `true`: only with a proposed change that nobody has decided.
    pub open_proposal: Option<bool>,
    /// As what the caller looks, when his roles give him several views, each with the places of its roles: `desk`,
    /// `auditor` or `station`; default the fullest one.
    #[param(inline)]
    pub view: Option<View>,
    /// Rows of a page: 1 to 500, default 50.
    #[param(minimum = 1, maximum = 500)]
    pub limit: Option<u64>,
    /// The `next_cursor` of the page before.
    pub cursor: Option<String>,
}

impl AuditQuery {
    fn page(&self) -> Page {
        Page { limit: self.limit, cursor: self.cursor.clone() }
    }

    fn filter(&self, caller: Uuid, now_ms: i64) -> Result<ListFilter> {
        let states: Option<Vec<AuditState>> = words(self.state.as_deref()).map(AuditState::parse).collect();
        let states = states.ok_or_else(|| Problem::invalid(vec![Violation::new("query:state", Code::BadValue)]))?;
        Ok(ListFilter {
            states,
            queue: self.queue.unwrap_or(false),
            station: self.station,
            org_unit: self.org_unit,
            round: self.round,
            has_flags: self.has_flags,
            red_line: self.red_line,
            overdue_review: self.overdue_review.map(|late| (late, now_ms)),
            claimed_by: self.mine.unwrap_or(false).then_some((caller, now_ms)),
            open_proposal: self.open_proposal.unwrap_or(false),
        })
    }

    /// Behind the wall a filter that cannot be answered is refused, not ignored.
    fn refuse_what_stations_cannot_ask(&self) -> Result<()> {
        let asked = [
            ("state", self.state.is_some()),
            ("queue", self.queue.is_some()),
            ("org_unit", self.org_unit.is_some()),
            ("round", self.round.is_some()),
            ("has_flags", self.has_flags.is_some()),
            ("red_line", self.red_line.is_some()),
            ("overdue_review", self.overdue_review.is_some()),
            ("mine", self.mine.is_some()),
            ("open_proposal", self.open_proposal.is_some()),
        ];
        let wrong = asked.iter().filter(|(_, asked)| *asked);
        let faults: Vec<Violation> =
            wrong.map(|(name, _)| Violation::new(format!("query:{name}"), Code::UnknownField)).collect();
        if faults.is_empty() { Ok(()) } else { Err(Problem::bad_request(faults)) }
    }

    /// A cursor opens only for the list it was made for.
    fn purpose(&self, view: View) -> String {
        let without_page = Self { limit: None, cursor: None, ..self.clone() };
        format!("audits/{view}/{without_page:?}")
    }
}

/// A page of audits; `view` says how they are shown, which the caller's roles decide.
#[derive(Debug, Serialize, ToSchema)]
#[serde(tag = "view", rename_all = "snake_case")]
pub enum AuditList {
    /// In the order of their arrival, with everything.
    Desk(List<DeskRow>),
    /// In the order of their arrival, without shoppers and minutes.
    Auditor(List<AuditorRow>),
    /// Published ones only, newest publication day first.
    Station(List<StationRow>),
}

/// Audits
#[utoipa::path(get, path = "/v1/audits", tag = "review", params(AuditQuery),
    responses((status = 200, body = AuditList), (status = 401, body = ProblemDocument), (status = 403, body = ProblemDocument),
        (status = 422, body = ProblemDocument)))]
pub async fn list(State(app): State<App>, caller: Caller, Asked(query): Asked<AuditQuery>) -> Result<Json<AuditList>> {
    let best = || View::best(|role| caller.is(role));
    let view = query.view.or_else(best).ok_or_else(|| Problem::new(Kind::Forbidden))?;
    let scope = caller.scope(view.roles())?;
    let purpose = query.purpose(view);
    let page = query.page();
    let limit = page.limit()?;
    if view == View::Station {
        query.refuse_what_stations_cannot_ask()?;
        return Ok(Json(AuditList::Station(published(&app, &scope, &query, &page, limit, &purpose).await?)));
    }
    let filter = query.filter(caller.person_id, app.clock.now_ms())?;
    let after = page.after(&app.sealer, &purpose)?;
    let rows = read::list(app.store.read(), &scope, &filter, after, limit + 1).await?;
    let stations = stations(&app, &rows).await?;
    let place = |row: &audit::Model| (row.received_at, row.id);
    if view == View::Auditor {
        let list = List::of(rows, limit, &app.sealer, &purpose, place, |row| {
            stations.get(&row.station_id).map(|station| AuditorRow::of(&row, station))
        })?;
        return Ok(Json(AuditList::Auditor(whole(list)?)));
    }
    let people: Vec<Uuid> = rows.iter().flat_map(DeskRow::people).collect();
    let names = read::names(app.store.read(), &people).await?;
    let list = List::of(rows, limit, &app.sealer, &purpose, place, |row| {
        stations.get(&row.station_id).map(|station| DeskRow::of(&row, station, &names))
    })?;
    Ok(Json(AuditList::Desk(whole(list)?)))
}

async fn published(
    app: &App,
    scope: &Scope,
    query: &AuditQuery,
    page: &Page,
    limit: u64,
    purpose: &str,
) -> Result<List<StationRow>> {
    let after = page.after(&app.sealer, purpose)?;
    let rows = read::list_published(app.store.read(), scope, query.station, after, limit + 1).await?;
    let stations = stations(app, &rows).await?;
    let scores = read::scores_of(app.store.read(), rows.iter().filter(|row| row.no_stars)).await?;
    let place = |row: &audit::Model| (row.publish_day.unwrap_or_default(), row.id);
    let list = List::of(rows, limit, &app.sealer, purpose, place, |row| {
        let station = stations.get(&row.station_id)?;
        Some(Ok(StationRow::of(&row, station, &app.checklists, scores.get(&row.id))))
    })?;
    whole(list)
}

async fn stations(
    app: &App,
    rows: &[audit::Model],
) -> Result<std::collections::HashMap<Uuid, forecourt_store::entity::station::Model>> {
    let mut ids: Vec<Uuid> = rows.iter().map(|row| row.station_id).collect();
    ids.sort_unstable();
    ids.dedup();
    Ok(read::stations(app.store.read(), &ids).await?)
}

/// Rows whose station is gone are not shown; a row that cannot be read fails the page.
fn whole<T>(list: List<Option<Result<T>>>) -> Result<List<T>> {
    let items = list.items.into_iter().flatten().collect::<Result<Vec<T>>>()?;
    Ok(List { items, next_cursor: list.next_cursor })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn states_come_as_a_list_of_words() {
        let query = AuditQuery { state: Some("submitted, in_review".into()), ..AuditQuery::default() };
        let filter = query.filter(Uuid::nil(), 7).unwrap();
        assert_eq!(filter.states, [AuditState::Submitted, AuditState::InReview]);
        assert_eq!(filter.claimed_by, None);
        let bad = AuditQuery { state: Some("done".into()), ..AuditQuery::default() };
        assert!(bad.filter(Uuid::nil(), 7).is_err());
        let mine = AuditQuery { mine: Some(true), ..AuditQuery::default() };
        assert_eq!(mine.filter(Uuid::nil(), 7).unwrap().claimed_by, Some((Uuid::nil(), 7)));
    }

    #[test]
    fn a_cursor_belongs_to_view_and_filter() {
        let all = AuditQuery::default();
        let paged = AuditQuery { limit: Some(3), cursor: Some("x".into()), ..AuditQuery::default() };
        let one = AuditQuery { station: Some(Uuid::nil()), ..AuditQuery::default() };
        assert_eq!(all.purpose(View::Desk), paged.purpose(View::Desk));
        assert_ne!(all.purpose(View::Desk), one.purpose(View::Desk));
        assert_ne!(all.purpose(View::Desk), all.purpose(View::Auditor));
    }
}
