//! Reports as files: ranking and coverage. They are computed whole, as for the screen, and written row by row.

use forecourt_core::export::ExportKind;
use forecourt_render::csv::{coverage_columns, fill_coverage};
use uuid::Uuid;

use super::{
    PAGE, Wish,
    writer::{Stop, Writer, Written},
};
use crate::{
    problem::{Kind, Problem, Result},
    routes::reports::{
        coverage::{self, CoverageQuery},
        ranking::{self, RankingQuery},
        scope::{Which, csv_names},
    },
    state::App,
};

/// Refuses what could not be written.
pub async fn check(app: &App, wish: &Wish) -> Result<()> {
    match wish.kind {
        ExportKind::Coverage => coverage_of(app, wish).await.map(drop),
        _ => ranking_of(app, wish).await.map(drop),
    }
}

async fn ranking_of(app: &App, wish: &Wish) -> Result<(ranking::Found, RankingQuery)> {
    let (which, query): (Which, RankingQuery) = (wish.filters()?, wish.filters()?);
    Ok((ranking::found(app, &wish.caller, &which, &query).await?, query))
}

async fn coverage_of(app: &App, wish: &Wish) -> Result<coverage::Found> {
    if !wish.filter.contains_key("round") {
        use forecourt_core::violation::{Code, Violation};
        return Err(Problem::invalid(vec![Violation::new("/filter/round", Code::Missing)]));
    }
    let query: CoverageQuery = wish.filters()?;
    let found = coverage::found(app, &wish.caller, &query).await?;
    // The file tells what was planned; a region sees what was reached (decisions 23 and 32).
    if found.planner { Ok(found) } else { Err(Problem::new(Kind::Forbidden)) }
}

/// Writes the table.
pub async fn write(app: &App, id: Uuid, wish: &Wish) -> std::result::Result<Written, Stop> {
    if wish.kind == ExportKind::Coverage {
        let found = coverage_of(app, wish).await?;
        let (lang, count) = (wish.lang, found.rows.len());
        let mut writer = Writer::begin(app, id, wish, coverage_columns(lang), count as u64).await?;
        let names = csv_names(&found.names, true);
        let places: Vec<(String, String)> = (0..found.names.units.len())
            .map(|place| {
                let one = names(u32::try_from(place).unwrap_or(u32::MAX));
                (one.code.to_owned(), one.name.to_owned())
            })
            .collect();
        let code = found.round.code.clone();
        let rows = found.rows;
        writer
            .page(move |sheet| {
                let names = |place: u32| places.get(place as usize).map_or_else(Default::default, named);
                fill_coverage(sheet, lang, &rows, |_| code.as_str(), names)
            })
            .await?;
        return writer.finish().await;
    }
    let (found, query) = ranking_of(app, wish).await?;
    let count = found.rows(&query).len();
    let columns = found.table(wish.lang).columns();
    let mut writer = Writer::begin(app, id, wish, columns, count as u64).await?;
    let edition = found.edition();
    let (found, lang) = (std::sync::Arc::new(found), wish.lang);
    let page = usize::try_from(PAGE).unwrap_or(usize::MAX);
    for first in (0..count).step_by(page) {
        let (found, query, last) = (found.clone(), query.clone(), count.min(first + page));
        let fill = move |sheet: &mut super::writer::Rows| {
            let names = crate::routes::reports::scope::names_in(&found.basis.names, found.is_of_units(), lang);
            let rows = found.rows(&query);
            found.table(lang).fill(sheet, rows[first..last].iter().copied(), names)
        };
        writer.page(fill).await?;
    }
    Ok(writer.finish().await?.made_of(edition))
}

fn named((code, name): &(String, String)) -> forecourt_render::csv::Names<'_> {
    forecourt_render::csv::Names { code, name, unit: "" }
}
