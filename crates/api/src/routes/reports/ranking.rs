//! `GET /v1/reports/ranking` (§3.5, decisions 18 and 32).

use std::sync::{Arc, LazyLock};

use axum::{
    Json,
    extract::State,
    http::HeaderMap,
    response::{IntoResponse, Response},
};
use forecourt_core::{
    text::{Lang, Text},
    violation::Code,
};
use forecourt_render::csv::{Edition, RankingCsv};
use forecourt_reports::{Level, Period, RankRow, Ranking, Window, day_of_ms, ranking::ClassSummary};
use forecourt_store::appeals;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use super::{
    Format, csv, format,
    periods::{self, EditionView},
    ranking_row::{RankClassView, RankRowView, TopView, class_view, hides_scores, row_view, subject, top},
    scope::{Asked as AskedWindow, Sight, Which, csv_names, is_whole, of_class, seen, sight},
};
use crate::{
    auth::Caller,
    exports::say,
    extract::{Asked, fault},
    lang,
    paging::LongPage,
    problem::{Problem, ProblemDocument, Result},
    report_data::{Basis, Field, Names, rank},
    state::App,
    times::day,
};

/// What is ranked and how it is written.
#[derive(Clone, Debug, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct RankingQuery {
    /// `station` (default) or `unit`.
    pub level: Option<String>,
    /// Depth of the units below headquarters: 1 province, 2 city, 3 district; default 1.
    pub depth: Option<u8>,
    /// Only this comparison class: 0 full stations, 1 self-service and small sites. Units are ranked by their stations of
    /// this class.
    pub class: Option<u8>,
    /// Only the row of this station, with its rank among all; stations alone are ranked then.
    pub station: Option<Uuid>,
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
    /// Stations in the caller's sight with a published audit; not for station roles.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub covered: Option<usize>,
    /// Stations in the caller's sight without one; not for station roles.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub not_covered: Option<usize>,
    /// Send it back as `cursor` for the next page.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub next_cursor: Option<String>,
}

/// Rank stations or org units
///
/// Live until head office closes the period; then the newest edition unless another is asked for. Station roles see
/// their own rows, the class, and the names of ranks 1 to 10. Theirs is the whole class, unless they see every station of
/// `org_unit`; its mean and quartiles are null while fewer than 40 ranked rows of it are hidden from them.
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
    let (limit, page) = page.split()?;
    let found = found(&app, &caller, &which, &query).await?;
    let Found { asked, basis, sight, level, ranking, minimum, touchpoints } = &found;
    let (level, minimum) = (*level, *minimum);
    let names = &basis.names;
    let rows = found.rows(&query);
    let label = &asked.label;
    let days = (asked.first, asked.last);
    if format(query.format, &headers) == Format::Csv {
        let file = found.table(lang::current());
        let name = format!("ranking-{label}{}{}", of_class(query.class), found.edition().suffix());
        return csv(&name, |out| file.write(out, rows, csv_names(names, found.is_of_units())));
    }
    let edition = basis.edition.as_ref().map(|edition| EditionView::of(edition, caller.is_behind_somewhere()));
    let purpose = format!(
        "ranking:{label}:{level:?}:{:?}:{:?}:{:?}:{:?}",
        query.class, query.station, which.org_unit, query.edition
    );
    let after: Option<Place> = page.after(&app.sealer, &purpose)?;
    let start = after.map_or(0, |after| rows.partition_point(|row| place(row, names, level) <= after));
    let limit = usize::try_from(limit).unwrap_or(usize::MAX);
    let shown = &rows[start..rows.len().min(start.saturating_add(limit))];
    let next_cursor = match shown.last() {
        Some(last) if start + shown.len() < rows.len() => Some(app.sealer.seal(&purpose, &place(last, names, level))?),
        _ => None,
    };
    let in_sight = |station: u32| sight.desk.get(station as usize).copied().unwrap_or(false);
    // Of units the places are those of units, which the sight does not know.
    let tells_coverage = !sight.station_side && !found.is_of_units();
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
        classes: found.at_a_glance(&caller),
        items: shown.iter().map(|row| row_view(row, names, level, touchpoints.len())).collect(),
        top: if sight.station_side { top(ranking, names, &rows, level) } else { Vec::new() },
        covered: tells_coverage.then(|| ranking.rows.iter().filter(|row| in_sight(row.subject)).count()),
        not_covered: tells_coverage.then(|| ranking.not_covered.iter().filter(|station| in_sight(**station)).count()),
        touchpoints: touchpoints.clone(),
        next_cursor,
    };
    Ok(Json(view).into_response())
}

/// A ranking with what its reader may see of it.
pub struct Found {
    /// The window.
    pub asked: AskedWindow,
    /// What it is made of.
    pub basis: Arc<Basis>,
    /// What the caller sees, by the places of the basis.
    pub sight: Sight,
    /// Stations or units.
    pub level: Level,
    /// The whole ranking.
    pub ranking: Arc<Ranking>,
    /// Audits that a station needs to be ranked.
    pub minimum: u32,
    /// Names of the touchpoints.
    pub touchpoints: Vec<Text>,
}

/// Names of the comparison classes, by number.
pub fn classes() -> &'static [Text] {
    static CLASSES: LazyLock<[Text; 2]> = LazyLock::new(|| {
        [Text::new("常规站", "full stations"), Text::new("自助及小型站", "self-service and small sites")]
    });
    &*CLASSES
}

/// Ranks what was asked for.
pub async fn found(app: &App, caller: &Caller, which: &Which, query: &RankingQuery) -> Result<Found> {
    let level = level(query)?;
    let found = seen(app, caller, which).await?;
    let place = |station| found.names.station_place.get(&station);
    if query.station.is_some_and(|station| !place(station).is_some_and(|place| found.sight.sees(*place))) {
        return Err(Problem::not_found());
    }
    let days = (found.asked.first, found.asked.last);
    let basis = periods::basis(app, found.asked.period, query.edition.as_deref(), days).await?;
    // What he may see is a matter of today; by an edition's own tree only the unit that was asked for.
    let sight = match basis.edition {
        Some(_) => {
            sight(caller, &found.names)?.onto(&found.names, &basis.names).within(&basis.names, which.org_unit)?
        }
        None => found.sight,
    };
    let rules = &basis.rules.checklist;
    let minimum = found.asked.period.map_or(1, |period| period.minimum(&rules.period));
    // Stations are ranked within their class whatever is asked for; units by the stations that are.
    let class = query.class.filter(|_| matches!(level, Level::Unit { .. }));
    // Behind the identity wall a class that is cut down to a few rivals would tell their scores: a unit cuts it down only
    // where nobody in it is a rival.
    let seen_whole = |unit: &Uuid| {
        basis.names.unit_place.get(unit).is_some_and(|place| is_whole(&basis.names, *place, &sight.stations))
    };
    let org_unit = which.org_unit.filter(|unit| !caller.is_behind_somewhere() || seen_whole(unit));
    let field = Field { window: found.asked.window, level, minimum, org_unit, class };
    let ranking = match earlier(app, &found.asked, &field).await? {
        Some((older, before)) => rank(app, &basis, &field, Some((&older, &before))).await?,
        None => rank(app, &basis, &field, None).await?,
    };
    let ranking = match class {
        Some(class) => Arc::new(named(&ranking, class)),
        None => ranking,
    };
    let touchpoints = rules.touchpoints.iter().map(|touchpoint| touchpoint.text.clone()).collect();
    Ok(Found { asked: found.asked, basis, sight, level, ranking, minimum, touchpoints })
}

/// A ranking of units by their stations of one class, under the name of that class.
fn named(ranking: &Ranking, class: u8) -> Ranking {
    let mut named = ranking.clone();
    named.rows.iter_mut().for_each(|row| row.class = class);
    named.classes.iter_mut().for_each(|one| one.class = class);
    named
}

impl Found {
    /// What it is made of: reports name it (decision 18).
    pub fn edition(&self) -> Edition {
        match &self.basis.edition {
            Some(edition) => Edition::Closed(edition.edition),
            None if self.asked.period.is_some() => Edition::Live,
            None => Edition::OfRound,
        }
    }

    /// Window and edition as a printed report names them.
    pub fn titled(&self, lang: Lang) -> String {
        let label = &self.asked.label;
        let Some(edition) = &self.basis.edition else { return format!("{label} · {}", say(lang, "实时", "live")) };
        let (number, day) = (edition.edition, day(day_of_ms(edition.closed_at)));
        match lang {
            Lang::Zh => format!("{label} · 第 {number} 版（{day} 关账）"),
            Lang::En => format!("{label} · edition {number}, closed {day}"),
        }
    }

    /// The rows that the caller may see, in order.
    pub fn rows(&self, query: &RankingQuery) -> Vec<&RankRow> {
        // Of units the ranking itself is of that class.
        let class = query.class.filter(|_| !self.is_of_units());
        let sees = may_see(&self.basis.names, &self.sight, self.level);
        let asked = |row: &&RankRow| class.is_none_or(|class| row.class == class) && sees(row);
        let mut rows: Vec<&RankRow> = self.ranking.rows.iter().filter(asked).collect();
        if let Some(station) = query.station {
            let place = self.basis.names.station_place.get(&station);
            rows.retain(|row| place == Some(&row.subject));
        }
        rows
    }

    /// The classes at a glance; behind the identity wall with figures only where those are nobody's score.
    fn at_a_glance(&self, caller: &Caller) -> Vec<RankClassView> {
        let is_behind = caller.is_behind_somewhere();
        let sees = may_see(&self.basis.names, &self.sight, self.level);
        let view = |class: &ClassSummary| {
            let hidden = self.ranking.of_class(class.class).iter().filter(|row| !sees(row));
            class_view(class, !is_behind || hides_scores(hidden.map(|row| row.rank)))
        };
        self.ranking.classes.iter().map(view).collect()
    }

    /// How the rows are written.
    pub fn table(&self, lang: Lang) -> RankingCsv<'_> {
        let (touchpoints, classes) = (self.touchpoints.as_slice(), classes());
        let (level, station_side) = (self.level, self.sight.station_side);
        RankingCsv { lang, level, touchpoints, classes, station_side, edition: self.edition() }
    }

    /// Whether units are ranked.
    pub fn is_of_units(&self) -> bool {
        matches!(self.level, Level::Unit { .. })
    }
}

/// Where a row stands in the order of a ranking: class, ranked before unranked, rank, code.
type Place = (u8, bool, u32, String);

fn place(row: &RankRow, names: &Names, level: Level) -> Place {
    (row.class, row.rank.is_none(), row.rank.unwrap_or(0), subject(names, level, row.subject).1)
}

fn level(query: &RankingQuery) -> Result<Level> {
    match (query.level.as_deref(), query.depth.unwrap_or(1)) {
        (None | Some("station"), _) => Ok(Level::Station),
        (Some("unit"), _) if query.station.is_some() => Err(fault("query:station", Code::BadValue)),
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

/// Which rows the caller may see.
fn may_see(names: &Names, sight: &Sight, level: Level) -> impl Fn(&RankRow) -> bool {
    let units = match level {
        Level::Station => Vec::new(),
        Level::Unit { depth } => names.network.units_at(depth),
    };
    move |row: &RankRow| match level {
        Level::Station => sight.sees(row.subject),
        // A unit is seen whole or not at all: every station of it must lie in sight.
        Level::Unit { .. } => {
            let mut inside = units.iter().zip(&sight.stations).filter(|(unit, _)| **unit == Some(row.subject));
            inside.all(|(_, seen)| *seen)
        }
    }
}
