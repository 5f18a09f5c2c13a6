//! What the printed report of a station says.

use forecourt_core::{checklist::Severity, order::OrderState, text::Lang};
use forecourt_pdf::{
    Photo,
    station::{Lost, OrderLine, StationReport},
};
use forecourt_render::csv::Edition;
use forecourt_reports::{Level, RankRow};
use forecourt_store::{
    appeals,
    entity::{audit, rectification},
    exports::published::{self, By, Which as Rows},
    objects::ObjectError,
    orders::read::{self as orders, OrderFilter},
    stations,
};
use uuid::Uuid;

use super::{
    Wish, pictures,
    printed::{Filter, touchpoint_lines},
    scope,
};
use crate::{
    jobs::JobError,
    problem::{Problem, Result},
    routes::{
        audits::{show::for_station, view::station::StationCase},
        rectifications,
        reports::ranking::{self, Found, RankingQuery, classes},
    },
    state::App,
    times,
};

/// Missed items that are listed, the most expensive.
const LOST: usize = 40;
/// Photos of one missed item.
const PHOTOS: usize = 3;
/// Orders that are listed.
const ORDERS: usize = 60;
/// Audits or orders that are read at once.
const PAGE: u64 = 100;

/// The station, if it is in scope.
pub async fn place(app: &App, wish: &Wish, filter: &Filter) -> Result<Uuid> {
    let id = filter.station.ok_or_else(Problem::not_found)?;
    let found = stations::find(app.store.read(), &scope(wish)?, id).await?;
    found.map(|row| row.id).ok_or_else(Problem::not_found)
}

/// Everything that the report says, and what ranking it is made of.
///
/// # Errors
/// A storage that is down is told as such: the job waits for it.
pub async fn gathered(
    app: &App,
    wish: &Wish,
    filter: &Filter,
) -> std::result::Result<(StationReport, Edition), JobError> {
    let (id, lang) = (place(app, wish, filter).await?, wish.lang);
    let found = ranking::found(app, &wish.caller, &filter.which(), &RankingQuery::default()).await?;
    let names = &found.basis.names;
    let at = *names.station_place.get(&id).ok_or_else(Problem::not_found)?;
    let station = names.network.stations().get(at as usize).ok_or_else(Problem::not_found)?;
    let rows = found.rows(&RankingQuery::default());
    let row = rows.iter().find(|row| row.subject == at && matches!(found.level, Level::Station));
    let (lost, more_lost) = lost(app, wish, id, &found).await?;
    let orders = orders_of(app, wish, id, &found).await?;
    let text = |texts: &[forecourt_core::text::Text], place: usize| {
        texts.get(place).map(|text| text.get(lang).to_owned()).unwrap_or_default()
    };
    let open = appeals::open_in(app.store.read(), found.asked.first, found.asked.last).await?;
    let report = StationReport {
        code: station.code.clone(),
        name: text(&names.stations, at as usize),
        unit: text(&names.units, station.unit as usize),
        period: found.titled(lang),
        made: times::day(forecourt_reports::day_of_ms(app.clock.now_ms())),
        provisional: found.basis.edition.is_none() && open > 0,
        closed: found.basis.edition.is_some(),
        score_bp: row.map(|row| row.score_bp),
        grade: row.and_then(|row| row.grade).map(|grade| grade.label(lang).to_owned()),
        stars: row.and_then(|row| row.stars),
        rank: row.and_then(|row| row.rank.map(|rank| (rank, row.class_size))),
        class: text(classes(), usize::from(station.class)),
        audits: row.map_or(0, |row| row.audits),
        minimum_audits: found.minimum,
        red_lines: row.map_or(0, |row| row.critical_misses),
        false_evidence: row.map_or(0, |row| row.false_evidence),
        touchpoints: touchpoint_lines(&found, own_touchpoints(&found, row.copied()), lang)?,
        lost,
        more_lost,
        open: orders.open,
        overdue: orders.overdue,
        orders: orders.lines,
        more_orders: orders.more,
    };
    Ok((report, found.edition()))
}

/// The station's touchpoints; nothing of them when it has no audit that counts.
fn own_touchpoints(found: &Found, row: Option<&RankRow>) -> Vec<Option<u16>> {
    let count = found.touchpoints.len();
    row.map_or_else(|| vec![None; count], |row| row.touchpoints.iter(count).collect())
}

/// A missed item, its audit, and the copies of its photos.
type Missed = (Lost, Uuid, Vec<Uuid>);

/// What cost points in the audits of the period, the most expensive first, and how much more there is.
async fn lost(
    app: &App,
    wish: &Wish,
    station: Uuid,
    found: &Found,
) -> std::result::Result<(Vec<Lost>, usize), JobError> {
    let rows = Rows {
        first_day: found.asked.first,
        last_day: found.asked.last,
        round: None,
        station: Some(station),
        org_unit: None,
        by: By::Visit,
    };
    let scope = scope(wish)?;
    let (mut all, mut after): (Vec<Missed>, _) = (Vec::new(), None);
    loop {
        let page = published::page(app.store.read(), &scope, &rows, after, PAGE).await?;
        let Some(last) = page.last() else { break };
        after = Some(rows.place(last));
        for audit in page {
            all.extend(missed(app, wish, audit).await?);
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

/// What cost points in one audit, without the photos themselves.
async fn missed(app: &App, wish: &Wish, audit: audit::Model) -> Result<Vec<Missed>> {
    let (audit_id, day) = (audit.id, times::day(audit.visit_day));
    let version = u32::try_from(audit.checklist_version).unwrap_or(0);
    let published = app.checklists.get(&audit.checklist_id, version).ok_or_else(Problem::not_found)?;
    let case: StationCase = for_station(app, audit).await?;
    let mut all = Vec::new();
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
    Ok(all)
}

/// The station's copy of a released photo; `None` while a job still makes it.
async fn photo(
    app: &App,
    audit_id: Uuid,
    copy: Uuid,
    caption: &str,
) -> std::result::Result<Option<Photo>, ObjectError> {
    let Some(bytes) = pictures::copy(app, audit_id, copy).await? else { return Ok(None) };
    Ok(Photo::new(bytes, caption.to_owned()))
}

/// The orders of a station, as many as are listed, and how they all stand.
#[derive(Default)]
struct Orders {
    lines: Vec<OrderLine>,
    more: usize,
    open: usize,
    overdue: usize,
}

/// The station's orders of visits in the period, as it sees them, the newest first.
async fn orders_of(app: &App, wish: &Wish, station: Uuid, found: &Found) -> std::result::Result<Orders, JobError> {
    let desk = wish.caller.is_any(rectifications::DESK);
    let roles = if desk { rectifications::DESK } else { rectifications::STATION_SIDE };
    let sight = rectifications::sight(&wish.caller, roles)?;
    let filter = OrderFilter { station: Some(station), ..OrderFilter::default() };
    let inside = found.asked.first..=found.asked.last;
    let (mut all, mut before) = (Orders::default(), None);
    loop {
        let page = orders::list(app.store.read(), &sight, &filter, before, PAGE).await?;
        let Some(last) = page.last() else { return Ok(all) };
        before = Some((last.opened_at, last.id));
        for row in page.iter().filter(|row| row.issued_at.is_some() && inside.contains(&row.visit_day)) {
            all.take(row, app, wish.lang);
        }
    }
}

impl Orders {
    fn take(&mut self, row: &rectification::Model, app: &App, lang: Lang) {
        let state = OrderState::parse(&row.state);
        let ended = matches!(state, Some(OrderState::Closed | OrderState::Cancelled));
        let overdue = row.overdue && !ended;
        self.open += usize::from(!ended);
        self.overdue += usize::from(overdue);
        if self.lines.len() >= ORDERS {
            self.more += 1;
            return;
        }
        let published = app.checklists.get(&row.checklist_id, u32::try_from(row.checklist_version).unwrap_or(0));
        let item = published.as_ref().and_then(|published| {
            published.checklist.items.iter().find(|item| item.id == row.item).map(|item| item.text.get(lang))
        });
        let minute = |at: Option<i64>| at.map(local_minute).unwrap_or_default();
        self.lines.push(OrderLine {
            item: item.unwrap_or(&row.item).to_owned(),
            class: row.class.clone(),
            state: state.map(|state| state.label(lang).to_owned()).unwrap_or_default(),
            issued: minute(row.issued_at),
            due: minute(row.due_at),
            closed: minute(row.closed_at),
            overdue,
        });
    }
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
