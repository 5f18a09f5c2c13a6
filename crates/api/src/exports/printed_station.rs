//! What the printed report of a station says.

use forecourt_core::{checklist::Severity, order::OrderState};
use forecourt_pdf::{
    Photo,
    station::{Lost, OrderLine, StationReport, Touchpoint},
};
use forecourt_reports::{Level, RankRow, Selection, touchpoints::Grouping, touchpoints::touchpoints};
use forecourt_store::{
    appeals,
    exports::published::{self, Which as Rows},
    objects::ObjectError,
    orders::read::{self as orders, OrderFilter},
    stations,
};
use uuid::Uuid;

use super::{Wish, printed::Filter, scope};
use crate::{
    intake::keys,
    problem::{Problem, Result},
    routes::{
        audits::{show::for_station, view::station::StationCase},
        rectifications,
        reports::ranking::{self, Found, RankingQuery, classes},
    },
    state::App,
    times,
};

/// Audits that are told of, the newest.
const AUDITS: u64 = 24;
/// Missed items that are listed, the most expensive.
const LOST: usize = 40;
/// Photos of one missed item.
const PHOTOS: usize = 3;
/// Orders that are listed.
const ORDERS: usize = 60;
/// Orders that are looked at.
const LOOKED_AT: u64 = 500;

/// The station, if it is in scope.
pub async fn place(app: &App, wish: &Wish, filter: &Filter) -> Result<Uuid> {
    let id = filter.station.ok_or_else(Problem::not_found)?;
    let found = stations::find(app.store.read(), &scope(wish)?, id).await?;
    found.map(|row| row.id).ok_or_else(Problem::not_found)
}

/// Everything that the report says.
pub async fn gathered(app: &App, wish: &Wish, filter: &Filter) -> Result<StationReport> {
    let (id, lang) = (place(app, wish, filter).await?, wish.lang);
    let found = ranking::found(app, &wish.caller, &filter.which(), &RankingQuery::default()).await?;
    let names = &found.basis.names;
    let at = *names.station_place.get(&id).ok_or_else(Problem::not_found)?;
    let station = names.network.stations().get(at as usize).ok_or_else(Problem::not_found)?;
    let rows = found.rows(None);
    let row = rows.iter().find(|row| row.subject == at && matches!(found.level, Level::Station));
    let (lost, more_lost) = lost(app, wish, id, &found).await?;
    let (orders, more_orders) = order_lines(app, wish, id, &found).await?;
    let text = |texts: &[forecourt_core::text::Text], place: usize| {
        texts.get(place).map(|text| text.get(lang).to_owned()).unwrap_or_default()
    };
    let open = appeals::open_in(app.store.read(), found.asked.first, found.asked.last).await?;
    Ok(StationReport {
        code: station.code.clone(),
        name: text(&names.stations, at as usize),
        unit: text(&names.units, station.unit as usize),
        period: found.asked.label.clone(),
        made: times::day(forecourt_reports::day_of_ms(app.clock.now_ms())),
        provisional: found.basis.edition.is_none() && open > 0,
        score_bp: row.map(|row| row.score_bp),
        grade: row.and_then(|row| row.grade).map(|grade| grade.label(lang).to_owned()),
        stars: row.and_then(|row| row.stars),
        rank: row.and_then(|row| row.rank.map(|rank| (rank, row.class_size))),
        class: text(classes(), usize::from(station.class)),
        audits: row.map_or(0, |row| row.audits),
        minimum_audits: found.minimum,
        red_lines: row.map_or(0, |row| row.critical_misses),
        touchpoints: touchpoint_lines(wish, &found, row.copied())?,
        lost,
        more_lost,
        orders,
        more_orders,
    })
}

/// The station's touchpoints beside the means of the whole network.
fn touchpoint_lines(wish: &Wish, found: &Found, row: Option<&RankRow>) -> Result<Vec<Touchpoint>> {
    let means = means(found, None)?;
    let count = found.touchpoints.len();
    let own: Vec<Option<u16>> = row.map_or_else(|| vec![None; count], |row| row.touchpoints.iter(count).collect());
    let line = |((text, bp), network_bp): ((&forecourt_core::text::Text, Option<u16>), Option<u16>)| Touchpoint {
        name: text.get(wish.lang).to_owned(),
        bp,
        network_bp,
    };
    Ok(found.touchpoints.iter().zip(own).zip(means).map(line).collect())
}

/// Means of the touchpoints over some stations, or all of them.
pub fn means(found: &Found, among: Option<&[bool]>) -> Result<Vec<Option<u16>>> {
    let facts = found.basis.facts();
    let network = &found.basis.names.network;
    let selection = Selection { facts: &facts, network, window: found.asked.window, among };
    let rows = touchpoints(&selection, Grouping::Network).map_err(Problem::internal)?;
    let mean = |place: usize| rows.iter().find(|row| usize::from(row.touchpoint) == place).map(|row| row.mean_bp);
    Ok((0..found.touchpoints.len()).map(mean).collect())
}

/// What cost points in the audits of the period, the most expensive first, and how much more there is.
async fn lost(app: &App, wish: &Wish, station: Uuid, found: &Found) -> Result<(Vec<Lost>, usize)> {
    let rows = Rows {
        first_day: found.asked.first,
        last_day: found.asked.last,
        round: None,
        station: Some(station),
        org_unit: None,
    };
    let audits = published::page(app.store.read(), &scope(wish)?, &rows, None, AUDITS).await?;
    let mut all: Vec<(Lost, Uuid, Vec<Uuid>)> = Vec::new();
    for audit in audits {
        let (audit_id, day) = (audit.id, times::day(audit.visit_day));
        let version = u32::try_from(audit.checklist_version).unwrap_or(0);
        let published = app.checklists.get(&audit.checklist_id, version).ok_or_else(Problem::not_found)?;
        let case: StationCase = for_station(app, audit).await?;
        for line in case.score.lines.iter().filter(|line| line.miss != "none") {
            let Some(item) = published.checklist.items.iter().find(|item| item.id == line.item) else { continue };
            let touchpoint = published.checklist.touchpoints.get(item.touchpoint);
            let copies = case.photos.iter().filter(|photo| photo.items.contains(&line.item));
            let missed = Lost {
                number: line.n,
                text: item.text.get(wish.lang).to_owned(),
                touchpoint: touchpoint.map(|one| one.text.get(wish.lang).to_owned()).unwrap_or_default(),
                severity: item.severity.label(wish.lang).to_owned(),
                critical: item.severity == Severity::Critical,
                points: i32::try_from(line.nominal.saturating_sub(line.earned)).unwrap_or(i32::MAX),
                visit_day: day.clone(),
                note: case.notes.iter().find(|note| note.item == line.item).map(|note| note.note.clone()),
                photos: Vec::new(),
            };
            all.push((missed, audit_id, copies.map(|photo| photo.id).take(PHOTOS).collect()));
        }
    }
    all.sort_by_key(|(lost, ..)| (!lost.critical, std::cmp::Reverse(lost.points), lost.number));
    let more = all.len().saturating_sub(LOST);
    all.truncate(LOST);
    let mut listed = Vec::with_capacity(all.len());
    for (mut lost, audit_id, copies) in all {
        for copy in copies {
            lost.photos.extend(photo(app, audit_id, copy, &lost.visit_day).await?);
        }
        listed.push(lost);
    }
    Ok((listed, more))
}

/// The station's copy of a released photo; `None` while a job still makes it.
async fn photo(app: &App, audit_id: Uuid, copy: Uuid, caption: &str) -> Result<Option<Photo>> {
    let unavailable = |error: ObjectError| Problem::unavailable(crate::problem::Kind::StorageUnavailable, error);
    let object = match app.objects.get(&keys::station_copy(audit_id, copy)).await {
        Ok(object) => object,
        Err(ObjectError::NotFound) => return Ok(None),
        Err(error) => return Err(unavailable(error)),
    };
    let mut bytes = Vec::new();
    let mut body = object.body;
    while let Some(piece) = futures::StreamExt::next(&mut body).await {
        bytes.extend_from_slice(&piece.map_err(unavailable)?);
    }
    Ok(Photo::new(bytes, caption.to_owned()))
}

/// The station's orders of visits in the period, as it sees them.
async fn order_lines(app: &App, wish: &Wish, station: Uuid, found: &Found) -> Result<(Vec<OrderLine>, usize)> {
    let desk = wish.caller.is_any(rectifications::DESK);
    let roles = if desk { rectifications::DESK } else { rectifications::STATION_SIDE };
    let sight = rectifications::sight(&wish.caller, roles)?;
    let filter = OrderFilter { station: Some(station), ..OrderFilter::default() };
    let rows = orders::list(app.store.read(), &sight, &filter, None, LOOKED_AT).await?;
    let inside = found.asked.first..=found.asked.last;
    let issued = rows.into_iter().filter(|row| row.issued_at.is_some() && inside.contains(&row.visit_day));
    let mut lines: Vec<OrderLine> = Vec::new();
    for row in issued {
        let published = app.checklists.get(&row.checklist_id, u32::try_from(row.checklist_version).unwrap_or(0));
        let item = published.as_ref().and_then(|published| {
            published.checklist.items.iter().find(|item| item.id == row.item).map(|item| item.text.get(wish.lang))
        });
        let state = OrderState::parse(&row.state);
        let ended = matches!(state, Some(OrderState::Closed | OrderState::Cancelled));
        let minute = |at: Option<i64>| at.map(local_minute).unwrap_or_default();
        lines.push(OrderLine {
            item: item.unwrap_or(&row.item).to_owned(),
            class: row.class.clone(),
            state: state.map(|state| state.label(wish.lang).to_owned()).unwrap_or_default(),
            issued: minute(row.issued_at),
            due: minute(row.due_at),
            closed: minute(row.closed_at),
            overdue: row.overdue && !ended,
        });
    }
    let more = lines.len().saturating_sub(ORDERS);
    lines.truncate(ORDERS);
    Ok((lines, more))
}

/// An instant as people read it in Shanghai: `2026-11-25 18:00`.
fn local_minute(at_ms: i64) -> String {
    let minute = forecourt_core::day::time_of(at_ms) / 60_000;
    format!("{} {:02}:{:02}", times::day(forecourt_reports::day_of_ms(at_ms)), minute / 60, minute % 60)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn minutes_are_those_of_shanghai() {
        assert_eq!(local_minute(0), "1970-01-01 08:00");
        assert_eq!(local_minute(1_795_629_599_999), "2026-11-26 01:59");
    }
}
