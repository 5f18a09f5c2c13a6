//! `GET /v1/reports/ranking` (§3.5, decisions 18 and 32).

use std::{collections::BTreeSet, sync::Arc};

use axum::{
    Json,
    extract::State,
    http::HeaderMap,
    response::{IntoResponse, Response},
};
use forecourt_core::{text::Text, violation::Code};
use forecourt_render::csv::RankingCsv;
use forecourt_reports::{Level, Period, RankRow, Ranking, Window};
use forecourt_store::appeals;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use super::{
    Format, csv, format,
    periods::{self, EditionView},
    scope::{Asked as AskedWindow, Sight, Which, csv_names, sight},
};
use crate::{
    auth::Caller,
    extract::{Asked, fault},
    lang,
    paging::LongPage,
    problem::{ProblemDocument, Result},
    report_data::{self, Basis, Field, Names, rank},
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
    /// Appeals of audits in the window are open: ranks may still change. Never of a closed period.
    pub provisional: bool,
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
    /// Stations in the caller's sight without any published audit; not for station roles.
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
    /// The org unit that a station stands in; units have none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub org_unit_id: Option<Uuid>,
    /// The name of that unit.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub org_unit: Option<Text>,
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
    /// Comparison class.
    pub class: u8,
    /// Rank.
    pub rank: u32,
    /// Name.
    pub name: Text,
}

/// Rank stations or org units
///
/// Live until head office closes the period; then the newest edition unless another is asked for. Station roles see
/// their own rows, the class, and the names of ranks 1 to 10.
#[utoipa::path(get, path = "/v1/reports/ranking", tag = "reports", params(Which, RankingQuery, LongPage),
    responses((status = 200, body = RankingView), (status = 401, body = ProblemDocument), (status = 403, body = ProblemDocument),
        (status = 404, body = ProblemDocument), (status = 422, body = ProblemDocument)))]
pub async fn show(
    State(app): State<App>,
    caller: Caller,
    headers: HeaderMap,
    Asked(which): Asked<Which>,
    Asked(query): Asked<RankingQuery>,
    Asked(page): Asked<LongPage>,
) -> Result<Response> {
    let level = level(&query)?;
    let (limit, page) = page.split()?;
    let found = seen(&app, &caller, &which).await?;
    let days = (found.asked.first, found.asked.last);
    let basis = periods::basis(&app, found.asked.period, query.edition.as_deref(), days).await?;
    // What he may see is a matter of today; by an edition's own tree only the unit that was asked for.
    let sight = match basis.edition {
        Some(_) => {
            sight(&caller, &found.names)?.onto(&found.names, &basis.names).within(&basis.names, which.org_unit)?
        }
        None => found.sight,
    };
    let rules = &basis.rules.checklist;
    let minimum = found.asked.period.map_or(1, |period| period.minimum(&rules.period));
    let field = Field { window: found.asked.window, level, minimum, org_unit: which.org_unit };
    let ranking = match earlier(&app, &found.asked, &field).await? {
        Some((older, before)) => rank(&app, &basis, &field, Some((&older, &before))).await?,
        None => rank(&app, &basis, &field, None).await?,
    };
    let names = &basis.names;
    let rows = visible(&ranking, names, &sight, level, query.class);
    let touchpoints: Vec<Text> = rules.touchpoints.iter().map(|touchpoint| touchpoint.text.clone()).collect();
    let label = &found.asked.label;
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
        return csv(&format!("ranking-{label}"), |out| file.write(out, rows, csv_names(names, units)));
    }
    let edition = basis.edition.as_ref().map(|edition| EditionView::of(edition, caller.is_behind_somewhere()));
    let purpose = format!("ranking:{label}:{level:?}:{:?}:{:?}:{:?}", query.class, which.org_unit, query.edition);
    let after: Option<Place> = page.after(&app.sealer, &purpose)?;
    let start = after.map_or(0, |after| rows.partition_point(|row| place(row, names, level) <= after));
    let limit = usize::try_from(limit).unwrap_or(usize::MAX);
    let shown = &rows[start..rows.len().min(start.saturating_add(limit))];
    let next_cursor = match shown.last() {
        Some(last) if start + shown.len() < rows.len() => Some(app.sealer.seal(&purpose, &place(last, names, level))?),
        _ => None,
    };
    let unseen = |station: &&u32| sight.desk.get(**station as usize).copied().unwrap_or(false);
    let open = match edition {
        Some(_) => 0,
        None => appeals::open_in(app.store.read(), days.0, days.1).await?,
    };
    let view = RankingView {
        window: label.clone(),
        live: edition.is_none(),
        provisional: open > 0,
        edition,
        minimum_audits: minimum,
        classes: ranking.classes.iter().map(class_view).collect(),
        items: shown.iter().map(|row| row_view(row, names, level, touchpoints.len())).collect(),
        top: if sight.station_side { top(&ranking, names, &rows, level) } else { Vec::new() },
        not_covered: (!sight.station_side).then(|| ranking.not_covered.iter().filter(unseen).count()),
        touchpoints,
        next_cursor,
    };
    Ok(Json(view).into_response())
}

/// Where a row stands in the order of a ranking: class, ranked before unranked, rank, code.
type Place = (u8, bool, u32, String);

fn place(row: &RankRow, names: &Names, level: Level) -> Place {
    (row.class, row.rank.is_none(), row.rank.unwrap_or(0), subject(names, level, row.subject).1)
}

fn level(query: &RankingQuery) -> Result<Level> {
    match (query.level.as_deref(), query.depth.unwrap_or(1)) {
        (None | Some("station"), _) => Ok(Level::Station),
        (Some("unit"), depth @ 0..=3) => Ok(Level::Unit { depth }),
        (Some("unit"), _) => Err(fault("query:depth", Code::OutOfRange)),
        _ => Err(fault("query:level", Code::BadValue)),
    }
}

/// The same field in the period before, in what is in force of it.
async fn earlier(app: &App, asked: &AskedWindow, field: &Field) -> Result<Option<(Arc<Basis>, Field)>> {
    let Some(before) = asked.period.and_then(Period::previous) else { return Ok(None) };
    let older = periods::basis(app, Some(before), None, (before.first_day(), before.last_day())).await?;
    let minimum = before.minimum(&older.rules.checklist.period);
    Ok(Some((older, Field { window: Window::from(before), minimum, ..field.clone() })))
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
        Level::Station => sight.sees(row.subject),
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
    let station = names.network.stations().get(row.subject as usize).filter(|_| level == Level::Station);
    let unit = station.map(|station| station.unit as usize);
    RankRowView {
        id,
        code,
        name,
        org_unit_id: unit.and_then(|unit| names.network.units().get(unit)).map(|unit| unit.id),
        org_unit: unit.and_then(|unit| names.units.get(unit)).cloned(),
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

/// The names of ranks 1 to 10 of every class that one of the caller's own rows stands in.
fn top(ranking: &Ranking, names: &Names, own: &[&RankRow], level: Level) -> Vec<TopView> {
    let classes: BTreeSet<u8> = own.iter().map(|row| row.class).collect();
    let best = classes.into_iter().flat_map(|class| ranking.of_class(class));
    let best = best.filter(|row| row.rank.is_some_and(|rank| rank <= 10));
    let view =
        |row: &RankRow| Some(TopView { class: row.class, rank: row.rank?, name: subject(names, level, row.subject).2 });
    best.filter_map(view).collect()
}

/// What a caller asks for and may see, in the network of now.
pub(super) struct Seen {
    pub names: Arc<Names>,
    pub sight: Sight,
    pub asked: AskedWindow,
}

/// The caller's sight, for every report of a window.
pub(super) async fn seen(app: &App, caller: &Caller, which: &Which) -> Result<Seen> {
    let names = report_data::names(app).await?;
    let sight = sight(caller, &names)?.within(&names, which.org_unit)?;
    let asked = which.asked(app, &names, &sight)?;
    let sight = if asked.running { sight.from_desk() } else { sight };
    Ok(Seen { names, sight, asked })
}
