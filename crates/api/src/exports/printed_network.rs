//! What the printed report of a region or of a month says.

use forecourt_core::{checklist::GradeRow, export::ExportKind};
use forecourt_pdf::network::{Band, ClosingLine, NetworkReport, RankLine, WeakLine};
use forecourt_render::csv::Edition;
use forecourt_reports::{RankRow, closing::FiguresRow, touchpoints::Grouping};
use forecourt_store::appeals;

use super::{
    Wish,
    printed::{Filter, means, touchpoint_lines},
    scope,
};
use crate::{
    problem::{Problem, Result},
    report_data::Names,
    routes::reports::{
        items,
        ranking::{self, Found, RankingQuery, classes},
        rectification::{self, RectificationQuery},
        scope::{is_whole, mask, names_in},
    },
    state::App,
    times,
};

/// Rows of the ranking that are printed.
const RANKED: usize = 200;
/// Weak items that are printed.
const WEAK: usize = 15;

/// Refuses a unit that is not wholly in scope: a report tells of all of it.
pub async fn check(app: &App, wish: &Wish, filter: &Filter) -> Result<()> {
    let names = crate::report_data::names(app).await?;
    let Some(unit) = filter.org_unit else { return Ok(()) };
    let place = names.unit_place.get(&unit).ok_or_else(Problem::not_found)?;
    if is_whole(&names, *place, &mask(&names, &scope(wish)?)) { Ok(()) } else { Err(Problem::not_found()) }
}

/// Everything that the report says, and what ranking it is made of.
pub async fn gathered(app: &App, wish: &Wish, filter: &Filter) -> Result<(NetworkReport, Edition)> {
    check(app, wish, filter).await?;
    let (lang, region) = (wish.lang, wish.kind == ExportKind::RegionReport);
    let which = filter.which();
    let stations = ranking::found(app, &wish.caller, &which, &RankingQuery::default()).await?;
    let names = &stations.basis.names;
    let rows = stations.rows(&RankingQuery::default());
    let (ranking, more_ranked) = if region {
        rank_lines(&stations, &rows, lang)
    } else {
        let query = RankingQuery { level: Some("unit".into()), ..RankingQuery::default() };
        let units = ranking::found(app, &wish.caller, &which, &query).await?;
        let rows = units.rows(&query);
        rank_lines(&units, &rows, lang)
    };
    let unseen = |station: &&u32| stations.sight.desk.get(**station as usize).copied().unwrap_or(false);
    let missing = stations.ranking.not_covered.iter().filter(unseen).count();
    let open = appeals::open_in(app.store.read(), stations.asked.first, stations.asked.last).await?;
    let unit = filter.org_unit.and_then(|unit| names.unit_place.get(&unit)).map(|place| *place as usize);
    let whole = crate::exports::say(lang, "全网", "Whole network");
    let name = unit.and_then(|unit| names.units.get(unit)).map_or(whole, |name| name.get(lang));
    let report = NetworkReport {
        region,
        name: name.to_owned(),
        period: stations.titled(lang),
        made: times::day(forecourt_reports::day_of_ms(app.clock.now_ms())),
        provisional: stations.basis.edition.is_none() && open > 0,
        closed: stations.basis.edition.is_some(),
        score_bp: mean(&rows),
        stations: u32::try_from(rows.len()).unwrap_or(u32::MAX),
        not_covered: (!stations.sight.station_side).then(|| u32::try_from(missing).unwrap_or(u32::MAX)),
        audits: rows.iter().map(|row| row.audits).sum(),
        red_lines: rows.iter().map(|row| row.critical_misses).sum(),
        false_evidence: rows.iter().map(|row| row.false_evidence).sum(),
        touchpoints: touchpoint_lines(&stations, means(&stations, Some(&stations.sight.stations))?, lang)?,
        bands: bands(&rows, &stations.basis.rules.checklist.scoring.grades),
        ranking,
        more_ranked,
        weak: weak(app, wish, filter).await?,
        closing: closing(app, wish, filter, name).await?,
    };
    Ok((report, stations.edition()))
}

fn mean(rows: &[&RankRow]) -> Option<u16> {
    let count = u64::try_from(rows.len()).unwrap_or(0);
    let sum: u64 = rows.iter().map(|row| u64::from(row.score_bp)).sum();
    (2 * sum + count).checked_div(2 * count).and_then(|mean| u16::try_from(mean).ok())
}

/// Stations by the limits of the checklist's grades (decision 16), best first.
fn bands(rows: &[&RankRow], grades: &[GradeRow]) -> Vec<Band> {
    let mut limits: Vec<u32> = grades.iter().map(|grade| grade.min_bp).collect();
    limits.sort_unstable_by(|a, b| b.cmp(a));
    limits.dedup();
    let points = |bp: u32| match bp % 100 {
        0 => (bp / 100).to_string(),
        part => format!("{}.{part:02}", bp / 100),
    };
    let named = |(place, limit): (usize, &u32)| match (place.checked_sub(1).map(|above| limits[above]), *limit) {
        (None, least) => format!("≥ {}", points(least)),
        (Some(above), 0) => format!("< {}", points(above)),
        (Some(above), least) => format!("{}–{}", points(least), points(above)),
    };
    let count = |(place, limit): (usize, &u32)| {
        let above = place.checked_sub(1).map(|above| limits[above]);
        rows.iter()
            .map(|row| u32::from(row.score_bp))
            .filter(|bp| bp >= limit && above.is_none_or(|above| *bp < above))
            .count()
    };
    let whole = |count: usize| u32::try_from(count).unwrap_or(u32::MAX);
    let places = limits.iter().enumerate();
    places.map(|place| Band { name: named(place), stations: whole(count(place)) }).collect()
}

fn rank_lines(found: &Found, rows: &[&RankRow], lang: forecourt_core::text::Lang) -> (Vec<RankLine>, usize) {
    let names = names_in(&found.basis.names, found.is_of_units(), lang);
    let line = |row: &&RankRow| {
        let named = names(row.subject);
        RankLine {
            rank: row.rank,
            class: classes().get(usize::from(row.class)).map(|class| class.get(lang).to_owned()).unwrap_or_default(),
            class_size: row.class_size,
            code: named.code.to_owned(),
            name: named.name.to_owned(),
            score_bp: row.score_bp,
            movement: row.movement,
            audits: row.audits,
            red_lines: row.critical_misses,
            overdue: row.open_overdue,
        }
    };
    (rows.iter().take(RANKED).map(line).collect(), rows.len().saturating_sub(RANKED))
}

async fn weak(app: &App, wish: &Wish, filter: &Filter) -> Result<Vec<WeakLine>> {
    let view = items::found(app, &wish.caller, &filter.which(), None).await?.view(items::MINIMUM)?;
    let rules = crate::report_data::checklist(app)?;
    let missed =
        view.items.into_iter().filter(|item| item.enough && item.pass_rate_bp.is_some_and(|rate| rate < 10_000));
    let line = |item: items::WeakItemView| {
        let touchpoint = rules.checklist.touchpoints.iter().find(|touchpoint| touchpoint.id == item.touchpoint);
        WeakLine {
            number: item.n,
            text: item.text.get(wish.lang).to_owned(),
            touchpoint: touchpoint.map(|one| one.text.get(wish.lang).to_owned()).unwrap_or_default(),
            pass_bp: item.pass_rate_bp,
            network_bp: item.network_rate_bp,
            missed: item.partial + item.full,
        }
    };
    Ok(missed.take(WEAK).map(line).collect())
}

/// The whole first, then the units below it.
async fn closing(app: &App, wish: &Wish, filter: &Filter, whole: &str) -> Result<Vec<ClosingLine>> {
    let query = RectificationQuery {
        period: filter.period.clone(),
        org_unit: filter.org_unit,
        ..RectificationQuery::default()
    };
    let all = rectification::found(app, &wish.caller, &query, Grouping::Network).await?;
    let mut lines: Vec<ClosingLine> = all.rows.iter().take(1).map(|row| closing_line(row, whole.to_owned())).collect();
    let depth = filter.org_unit.map_or(1, |unit| depth(&all.names, unit).saturating_add(1));
    if depth > 3 {
        return Ok(lines);
    }
    let parts = rectification::found(app, &wish.caller, &query, Grouping::Units { depth }).await?;
    let names = names_in(&parts.names, true, wish.lang);
    let named = parts.rows.iter().filter_map(|row| Some(closing_line(row, names(row.subject?).name.to_owned())));
    lines.extend(named);
    Ok(lines)
}

/// How far below headquarters a unit is.
fn depth(names: &Names, unit: uuid::Uuid) -> u8 {
    let parent = |place: &u32| names.network.units().get(*place as usize).and_then(|unit| unit.parent);
    let above = std::iter::successors(names.unit_place.get(&unit).copied(), |place| parent(place));
    u8::try_from(above.take(16).count().saturating_sub(1)).unwrap_or(u8::MAX)
}

fn closing_line(row: &FiguresRow, name: String) -> ClosingLine {
    let figures = &row.figures;
    ClosingLine {
        name,
        issued: figures.issued,
        due: figures.due.due,
        closing_bp: figures.due.closing_rate_bp(),
        on_time_bp: figures.closed.on_time_rate_bp(),
        open_late: figures.due.open_late,
        repeat_bp: figures.repeats.rate_bp(),
    }
}
