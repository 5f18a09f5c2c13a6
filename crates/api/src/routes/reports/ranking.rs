//! `GET /v1/reports/ranking` (§3.5, decisions 18 and 32).

use std::sync::Arc;

use axum::{
    Json,
    extract::State,
    http::HeaderMap,
    response::{IntoResponse, Response},
};
use forecourt_core::{text::Text, violation::Code};
use forecourt_render::csv::RankingCsv;
use forecourt_reports::{Level, PreviousRank, RankRow, Ranking, RankingInput, RankingRules, Selection, Window};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use super::{
    Format, csv, format,
    periods::{self, EditionView},
    scope::{self, Asked as AskedWindow, Sight, Which, csv_names, sight},
};
use crate::{
    auth::Caller,
    extract::{Asked, fault},
    lang,
    paging::Page,
    problem::{Problem, ProblemDocument, Result},
    report_data::{self, Facts, Names},
    state::App,
};

/// What is ranked and how it is written.
#[derive(Clone, Debug, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct RankingQuery {
    /// `station` (default) or `unit`.
    pub level: Option<String>,
    /// Depth of the units below headquarters: 1 province, 2 city, 3 district; default 1.
    pub depth: Option<u8>,
    /// Only this comparison class: 0 full stations, 1 self-service and small sites.
    pub class: Option<u8>,
    /// Edition of a closed period, or `live`; default: the newest closed one, else live.
    pub edition: Option<String>,
    /// `json` or `csv`.
    #[param(value_type = Option<String>)]
    pub format: Option<Format>,
}

/// A ranking.
#[derive(Debug, Serialize, ToSchema)]
pub struct RankingView {
    /// The period or the round's code.
    pub window: String,
    /// `live` until the period is closed.
    pub live: bool,
    /// The edition, when the period is closed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub edition: Option<EditionView>,
    /// Audits that a station needs to be ranked.
    pub minimum_audits: u32,
    /// Names of the touchpoints, in the order of each row's `touchpoints`.
    pub touchpoints: Vec<Text>,
    /// Each class at a glance.
    pub classes: Vec<RankClassView>,
    /// The rows: ranked ones first, then those below the minimum, by code.
    pub items: Vec<RankRowView>,
    /// Names of ranks 1 to 10 of the caller's class; only for station roles.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub top: Vec<TopView>,
    /// Stations without any published audit: not for station roles.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub not_covered: Option<usize>,
    /// Send it back as `cursor` for the next page.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub next_cursor: Option<String>,
}

/// A comparison class.
#[derive(Debug, Serialize, ToSchema)]
pub struct RankClassView {
    /// 0 full stations, 1 self-service and small sites.
    pub class: u8,
    /// Ranked subjects.
    pub ranked: u32,
    /// Mean over subjects with a score.
    pub mean_bp: Option<u16>,
    /// Lower quartile, median, upper quartile of the ranked scores.
    pub quartiles_bp: Option<[u16; 3]>,
}

/// One row.
#[derive(Debug, Serialize, ToSchema)]
pub struct RankRowView {
    /// Station or unit.
    pub id: Uuid,
    /// Its code.
    pub code: String,
    /// Its name.
    pub name: Text,
    /// Comparison class.
    pub class: u8,
    /// Rank in its class; absent below the minimum number of audits.
    pub rank: Option<u32>,
    /// How many are ranked in the class.
    pub class_size: u32,
    /// Quarter of the class, 1 is best.
    pub quartile: Option<u8>,
    /// Mean score.
    pub score_bp: u16,
    /// Audits that count.
    pub audits: u32,
    /// Grade of the period; units have none.
    pub grade: Option<String>,
    /// Stars of the period.
    pub stars: Option<u8>,
    /// A red line holds the grade down.
    pub capped: bool,
    /// Failed critical items.
    pub critical_misses: u32,
    /// Open overdue orders.
    pub open_overdue: u32,
    /// Rank in the period before, in the same class.
    pub previous_rank: Option<u32>,
    /// Places won (positive) or lost.
    pub movement: Option<i32>,
    /// The score is good to plus or minus this at about 90 %.
    pub margin_bp: Option<u16>,
    /// Best and worst rank that the data allow at about 90 %.
    pub likely_ranks: Option<(u32, u32)>,
    /// Whether it differs significantly from the next row.
    pub differs_from_next: Option<bool>,
    /// Means of the touchpoints; absent: not applicable.
    pub touchpoints: Vec<Option<u16>>,
}

/// A name at the top of a class.
#[derive(Debug, Serialize, ToSchema)]
pub struct TopView {
    /// Rank.
    pub rank: u32,
    /// Name.
    pub name: Text,
}

/// Rank stations or org units
///
/// Live until head office closes the period; then the newest edition unless another is asked for. Station roles see
/// their own rows, the class, and the names of ranks 1 to 10.
#[utoipa::path(get, path = "/v1/reports/ranking", tag = "reports", params(Which, RankingQuery, Page),
    responses((status = 200, body = RankingView), (status = 401, body = ProblemDocument), (status = 403, body = ProblemDocument),
        (status = 404, body = ProblemDocument), (status = 422, body = ProblemDocument)))]
pub async fn show(
    State(app): State<App>,
    caller: Caller,
    headers: HeaderMap,
    Asked(which): Asked<Which>,
    Asked(query): Asked<RankingQuery>,
    Asked(page): Asked<Page>,
) -> Result<Response> {
    let names = report_data::names(&app).await?;
    let sight = sight(&caller, &names, which.org_unit)?;
    let asked = which.asked(&app, &sight).await?;
    let level = level(&query)?;
    let among = match which.org_unit {
        Some(_) => Some(sight.stations.clone()),
        None => None,
    };
    let edition = periods::chosen(&app, asked.period, query.edition.as_deref()).await?;
    let facts = match &edition {
        Some(edition) => Arc::new(periods::facts_of(edition, &names)?),
        None => report_data::facts(&app, asked.first, asked.last).await?,
    };
    let ranking = rank(&app, &names, &facts, &asked, level, among.as_deref()).await?;
    let rows = visible(&ranking, &names, &sight, level, query.class);
    let checklist = report_data::checklist(&app)?;
    let touchpoints: Vec<Text> =
        checklist.checklist.touchpoints.iter().map(|touchpoint| touchpoint.text.clone()).collect();
    if format(query.format, &headers) == Format::Csv {
        let classes = [Text::new("常规站", "full stations"), Text::new("自助及小型站", "self-service and small sites")];
        let file = RankingCsv {
            lang: lang::current(),
            level,
            touchpoints: &touchpoints,
            classes: &classes,
            station_side: sight.station_side,
        };
        let units = matches!(level, Level::Unit { .. });
        return csv(&format!("ranking-{}", asked.label), |out| file.write(out, rows, csv_names(&names, units)));
    }
    let purpose = format!("ranking:{}:{level:?}:{:?}:{:?}", asked.label, query.class, query.edition);
    let limit = usize::try_from(page.limit()?).unwrap_or(usize::MAX);
    let start: usize = page.after(&app.sealer, &purpose)?.unwrap_or(0);
    let more = rows.len() > start.saturating_add(limit);
    let items =
        rows.iter().skip(start).take(limit).map(|row| row_view(row, &names, level, touchpoints.len())).collect();
    let next_cursor = if more { Some(app.sealer.seal(&purpose, &(start + limit))?) } else { None };
    let view = RankingView {
        window: asked.label.clone(),
        live: edition.is_none(),
        edition: edition.map(|edition| EditionView::from(&edition)),
        minimum_audits: minimum(&app, &asked)?,
        classes: ranking.classes.iter().map(class_view).collect(),
        items,
        top: if sight.station_side { top(&ranking, &names, &rows, level) } else { Vec::new() },
        not_covered: (!sight.station_side).then_some(ranking.not_covered.len()),
        touchpoints,
        next_cursor,
    };
    Ok(Json(view).into_response())
}

fn level(query: &RankingQuery) -> Result<Level> {
    match (query.level.as_deref(), query.depth.unwrap_or(1)) {
        (None | Some("station"), _) => Ok(Level::Station),
        (Some("unit"), depth @ 0..=3) => Ok(Level::Unit { depth }),
        (Some("unit"), _) => Err(fault("query:depth", Code::OutOfRange)),
        _ => Err(fault("query:level", Code::BadValue)),
    }
}

fn minimum(app: &App, asked: &AskedWindow) -> Result<u32> {
    let rules = &report_data::checklist(app)?.checklist.period;
    Ok(asked.period.map_or(1, |period| period.minimum(rules)))
}

/// The ranking of a window, with the movement against the period before.
async fn rank(
    app: &App,
    names: &Names,
    facts: &Facts,
    asked: &AskedWindow,
    level: Level,
    among: Option<&[bool]>,
) -> Result<Ranking> {
    let previous = match asked.period.and_then(forecourt_reports::Period::previous) {
        Some(before) => {
            let older = periods::facts_in_force(app, before, names).await?;
            let subjects = match level {
                Level::Station => names.network.stations().len(),
                Level::Unit { .. } => names.network.units().len(),
            };
            let ranking =
                ranked(app, names, &older, Window::from(before), minimum_of(app, before)?, level, among, &[])?;
            ranking.as_previous(subjects)
        }
        None => Vec::new(),
    };
    ranked(app, names, facts, asked.window, minimum(app, asked)?, level, among, &previous)
}

fn minimum_of(app: &App, period: forecourt_reports::Period) -> Result<u32> {
    Ok(period.minimum(&report_data::checklist(app)?.checklist.period))
}

#[expect(clippy::too_many_arguments, reason = "one call of the pure function with all that it needs")]
fn ranked(
    app: &App,
    names: &Names,
    facts: &Facts,
    window: Window,
    minimum: u32,
    level: Level,
    among: Option<&[bool]>,
    previous: &[Option<PreviousRank>],
) -> Result<Ranking> {
    let checklist = report_data::checklist(app)?;
    let minimum = if matches!(level, Level::Unit { .. }) { 1 } else { minimum };
    let input = RankingInput {
        selection: Selection { facts: &facts.facts, network: &names.network, window, among },
        rules: RankingRules::of(&checklist.checklist, minimum),
        overdue: &[],
        previous,
    };
    input.rank(level).map_err(Problem::internal)
}

/// The rows that the caller may see, in order.
fn visible<'r>(
    ranking: &'r Ranking,
    names: &Names,
    sight: &Sight,
    level: Level,
    class: Option<u8>,
) -> Vec<&'r RankRow> {
    let units = match level {
        Level::Station => Vec::new(),
        Level::Unit { depth } => names.network.units_at(depth),
    };
    let may = |row: &RankRow| match level {
        Level::Station => sight.stations.get(row.subject as usize).copied().unwrap_or(false),
        // A unit is seen whole or not at all: every station of it must lie in sight.
        Level::Unit { .. } => {
            let mut inside = units.iter().zip(&sight.stations).filter(|(unit, _)| **unit == Some(row.subject));
            inside.all(|(_, seen)| *seen)
        }
    };
    ranking.rows.iter().filter(|row| class.is_none_or(|class| row.class == class) && may(row)).collect()
}

fn class_view(class: &forecourt_reports::ranking::ClassSummary) -> RankClassView {
    RankClassView {
        class: class.class,
        ranked: class.ranked,
        mean_bp: class.mean_bp,
        quartiles_bp: class.quartiles.map(|five| [five.lower, five.median, five.upper]),
    }
}

fn subject(names: &Names, level: Level, place: u32) -> (Uuid, String, Text) {
    let index = place as usize;
    let found = match level {
        Level::Station => {
            names.network.stations().get(index).map(|one| (one.id, one.code.clone())).zip(names.stations.get(index))
        }
        Level::Unit { .. } => {
            names.network.units().get(index).map(|one| (one.id, one.code.clone())).zip(names.units.get(index))
        }
    };
    found.map_or((Uuid::nil(), String::new(), Text::default()), |((id, code), name)| (id, code, name.clone()))
}

fn row_view(row: &RankRow, names: &Names, level: Level, touchpoints: usize) -> RankRowView {
    let (id, code, name) = subject(names, level, row.subject);
    RankRowView {
        id,
        code,
        name,
        class: row.class,
        rank: row.rank,
        class_size: row.class_size,
        quartile: row.quartile,
        score_bp: row.score_bp,
        audits: row.audits,
        grade: row.grade.map(|grade| grade.as_str().to_owned()),
        stars: row.stars,
        capped: row.capped,
        critical_misses: row.critical_misses,
        open_overdue: row.open_overdue,
        previous_rank: row.previous_rank,
        movement: row.movement,
        margin_bp: row.certainty.margin_bp,
        likely_ranks: row.certainty.ranks,
        differs_from_next: row.certainty.differs_from_next,
        touchpoints: row.touchpoints.iter(touchpoints).collect(),
    }
}

fn top(ranking: &Ranking, names: &Names, own: &[&RankRow], level: Level) -> Vec<TopView> {
    let Some(class) = own.first().map(|row| row.class) else { return Vec::new() };
    let best = ranking.of_class(class).iter().filter(|row| row.rank.is_some_and(|rank| rank <= 10));
    best.filter_map(|row| Some(TopView { rank: row.rank?, name: subject(names, level, row.subject).2 })).collect()
}

/// The caller's sight, for the other reports.
pub(super) async fn seen(app: &App, caller: &Caller, which: &Which) -> Result<(Arc<Names>, Sight, scope::Asked)> {
    let names = report_data::names(app).await?;
    let sight = sight(caller, &names, which.org_unit)?;
    let asked = which.asked(app, &sight).await?;
    Ok((names, sight, asked))
}
