//! Published results: a row an audit, an audit and item, or a missed item. Rows come page by page out of one state of the
//! database. Progress is noted on another connection meanwhile: one export at a time holds two of them, no more.

use std::{collections::HashMap, sync::Arc};

use forecourt_core::{
    export::ExportKind,
    review::View,
    violation::{Code, Violation},
};
use forecourt_reports::Window;
use forecourt_store::{
    Tx,
    access::Scope,
    audits::read,
    entity::{audit, finding},
    exports::published::{self, By, Which as Rows},
};
use serde::Deserialize;
use uuid::Uuid;

use super::{
    PAGE, Wish,
    pictures::{self, Pictures},
    published_rows::{Around, Judged},
    scope,
    writer::{self, Stop, Writer, Written},
};
use crate::{
    problem::{Problem, Result},
    report_data,
    routes::reports::scope::{self as scope_of, Which},
    state::App,
};

/// The filters that reports do not have.
#[derive(Debug, Deserialize)]
struct Filter {
    station: Option<Uuid>,
    #[serde(default)]
    thumbnails: bool,
}

/// What is read, and where.
async fn asked(app: &App, wish: &Wish) -> Result<(Scope, Rows, Around)> {
    let (which, filter): (Which, Filter) = (wish.filters()?, wish.filters()?);
    let seen = scope_of::seen(app, &wish.caller, &which).await?;
    let names = seen.names;
    let round = match seen.asked.window {
        Window::Round(place) => names.rounds.get(usize::from(place)).and_then(Option::as_ref).map(|round| round.id),
        _ => None,
    };
    let view = View::best(|role| wish.caller.is(role)).ok_or_else(Problem::not_found)?;
    let rows = Rows {
        first_day: seen.asked.first,
        last_day: seen.asked.last,
        round,
        station: filter.station,
        org_unit: which.org_unit,
        by: if view == View::Station { By::Publication } else { By::Visit },
    };
    let rounds = names.rounds.iter().flatten().map(|round| (round.id, round.code.clone())).collect();
    let rules = report_data::checklist(app)?;
    let around = Around { names, rounds, rules, lang: wish.lang, view, pictures: filter.thumbnails };
    Ok((scope(wish)?, rows, around))
}

/// Refuses what could not be written.
pub async fn check(app: &App, wish: &Wish) -> Result<()> {
    let (scope, rows, around) = asked(app, wish).await?;
    if around.pictures && published::count_findings(app.store.read(), &scope, &rows).await? > pictures::MOST {
        return Err(Problem::invalid(vec![Violation::new("/filter/thumbnails", Code::TooMany)]));
    }
    let Some(station) = rows.station else { return Ok(()) };
    let found = forecourt_store::stations::find(app.store.read(), &scope, station).await?;
    found.map(drop).ok_or_else(Problem::not_found)
}

/// Writes the table.
pub async fn write(app: &App, id: Uuid, wish: &Wish) -> std::result::Result<Written, Stop> {
    let (scope, rows, around) = asked(app, wish).await?;
    if around.pictures {
        return pictures::write(app, id, wish, (&scope, &rows), around).await;
    }
    let tx = app.store.snapshot("export_rows").await?;
    let total = total(app, &tx, (&scope, &rows), wish.kind).await?;
    let around = Arc::new(around);
    let mut writer = Writer::begin(app, id, wish, around.columns(wish.kind), total).await?;
    let mut after = None;
    loop {
        let page = published::page(&*tx, &scope, &rows, after, PAGE).await?;
        let Some(last) = page.last() else { break };
        after = Some(rows.place(last));
        match wish.kind {
            ExportKind::Items => items(&mut writer, &around, judged(app, page)?).await?,
            ExportKind::Findings => {
                put(&mut writer, &around, missed(app, &tx, page).await?, Pictures::new()).await?;
            }
            _ => audits(&mut writer, &around, &tx, judged(app, page)?).await?,
        }
    }
    tx.rollback().await?;
    writer.finish().await
}

async fn total(app: &App, tx: &Tx, (scope, rows): (&Scope, &Rows), kind: ExportKind) -> Result<u64> {
    match kind {
        ExportKind::Items => {
            let mut total = 0;
            for (checklist, version, audits) in published::counts(&**tx, scope, rows).await? {
                let items = app.checklists.get(&checklist, u32::try_from(version).unwrap_or(0));
                let items = items.map_or(0, |published| published.checklist.items.len() as u64);
                total += u64::try_from(audits).unwrap_or(0) * items;
            }
            Ok(total)
        }
        ExportKind::Findings => Ok(published::count_findings(&**tx, scope, rows).await?),
        _ => Ok(published::count(&**tx, scope, rows).await?),
    }
}

/// Each audit with the checklist that it was judged by.
fn judged(app: &App, page: Vec<audit::Model>) -> Result<Vec<Judged>> {
    let of = |row: audit::Model| {
        let version = u32::try_from(row.checklist_version).unwrap_or(0);
        let published = app.checklists.get(&row.checklist_id, version);
        let published =
            published.ok_or_else(|| Problem::internal(format!("no checklist {} {version}", row.checklist_id)))?;
        Ok(Judged { row, published })
    };
    page.into_iter().map(of).collect()
}

async fn audits(
    writer: &mut Writer,
    around: &Arc<Around>,
    tx: &Tx,
    page: Vec<Judged>,
) -> std::result::Result<(), Stop> {
    let people: Vec<Uuid> = match around.view {
        View::Desk => page.iter().map(|one| one.row.shopper_id).collect(),
        View::Auditor | View::Station => Vec::new(),
    };
    let people = read::names(&**tx, &people).await?;
    let around = around.clone();
    let fill = move |sheet: &mut writer::Rows| {
        page.iter().try_for_each(|one| around.audit(sheet, one, people.get(&one.row.shopper_id).map(String::as_str)))
    };
    writer.page(fill).await
}

async fn items(writer: &mut Writer, around: &Arc<Around>, page: Vec<Judged>) -> std::result::Result<(), Stop> {
    let around = around.clone();
    writer.page(move |sheet: &mut writer::Rows| page.iter().try_for_each(|one| around.items(sheet, one))).await
}

/// Audits with their missed items and the notes on them.
pub struct Missed {
    /// The audits, in their order.
    pub page: Vec<Judged>,
    /// Their missed items.
    pub findings: Vec<finding::Model>,
    notes: HashMap<(Uuid, String), String>,
}

/// Reads what was missed in a page of audits.
pub async fn missed(app: &App, tx: &Tx, page: Vec<audit::Model>) -> Result<Missed> {
    let places: HashMap<Uuid, usize> = page.iter().enumerate().map(|(place, row)| (row.id, place)).collect();
    let ids: Vec<Uuid> = page.iter().map(|row| row.id).collect();
    let mut findings = published::findings(&**tx, &ids).await?;
    findings.sort_by_key(|row| places.get(&row.audit_id).copied());
    let notes = published::notes(&**tx, &ids).await?;
    Ok(Missed { page: judged(app, page)?, findings, notes })
}

/// Writes missed items, a row each.
pub async fn put(
    writer: &mut Writer,
    around: &Arc<Around>,
    missed: Missed,
    small: Pictures,
) -> std::result::Result<(), Stop> {
    let around = around.clone();
    let fill = move |sheet: &mut writer::Rows| {
        let audits: HashMap<Uuid, &Judged> = missed.page.iter().map(|one| (one.row.id, one)).collect();
        missed.findings.iter().try_for_each(|row| {
            let Some(one) = audits.get(&row.audit_id) else { return Ok(()) };
            let place = (row.audit_id, row.item.clone());
            around.finding(sheet, one, row, (missed.notes.get(&place).map(String::as_str), small.get(&place)))
        })
    };
    writer.page(fill).await
}
