//! `GET /v1/reports/items`: what fails most.

use axum::{
    Json,
    extract::State,
    http::HeaderMap,
    response::{IntoResponse, Response},
};
use forecourt_core::text::Text;
use forecourt_reports::{
    AuditFact,
    items::{ItemMeta, ItemTally, weak_items},
};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::{Format, csv, format, ranking::seen, scope::Which};
use crate::{
    auth::Caller,
    extract::Asked,
    lang,
    problem::{Problem, ProblemDocument, Result},
    report_data::{self, Facts},
    state::App,
};

/// How the report is written.
#[derive(Clone, Debug, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct ItemsQuery {
    /// Items with fewer answers stand at the end; default 5.
    pub minimum: Option<u64>,
    /// `json` or `csv`.
    #[param(value_type = Option<String>)]
    pub format: Option<Format>,
}

/// Weak items, worst first.
#[derive(Debug, Serialize, ToSchema)]
pub struct WeakItemsView {
    /// The period or the round's code.
    pub window: String,
    /// Audits that count.
    pub audits: u64,
    /// The base items.
    pub items: Vec<WeakItemView>,
}

/// One item.
#[derive(Debug, Serialize, ToSchema)]
pub struct WeakItemView {
    /// Its number in the checklist.
    pub n: u32,
    /// Its id.
    pub item: String,
    /// Its text.
    pub text: Text,
    /// Its touchpoint.
    pub touchpoint: String,
    /// critical, major or minor.
    pub severity: String,
    /// Answers that count.
    pub answered: u64,
    /// Misses that leave something of the points.
    pub partial: u64,
    /// Misses that earn nothing.
    pub full: u64,
    /// Answered and not missed ÷ answered.
    pub pass_rate_bp: Option<u16>,
    /// The same over the whole network.
    pub network_rate_bp: Option<u16>,
    /// Share of audits in which it did not apply.
    pub na_share_bp: Option<u16>,
    /// Whether there are enough answers to speak of a rate.
    pub enough: bool,
}

/// What fails most
///
/// Implied misses are left out. Compared with the pass rate of the whole network.
#[utoipa::path(get, path = "/v1/reports/items", tag = "reports", params(Which, ItemsQuery),
    responses((status = 200, body = WeakItemsView), (status = 401, body = ProblemDocument), (status = 403, body = ProblemDocument),
        (status = 404, body = ProblemDocument), (status = 422, body = ProblemDocument)))]
pub async fn show(
    State(app): State<App>,
    caller: Caller,
    headers: HeaderMap,
    Asked(which): Asked<Which>,
    Asked(query): Asked<ItemsQuery>,
) -> Result<Response> {
    let (_, sight, asked) = seen(&app, &caller, &which).await?;
    let facts = report_data::facts(&app, asked.first, asked.last).await?;
    let published = report_data::checklist(&app)?;
    let checklist = &published.checklist;
    let size = checklist.items.len();
    let inside = |fact: &AuditFact| asked.window.holds(fact);
    let own = tally(&facts, size, checklist.version, |fact| inside(fact) && sight.stations[fact.station as usize])?;
    let all = tally(&facts, size, checklist.version, inside)?;
    let metas: Vec<ItemMeta> = checklist.items.iter().map(ItemMeta::from).collect();
    let (own_counts, all_counts) = (own.counts().map_err(Problem::internal)?, all.counts().map_err(Problem::internal)?);
    let rows = weak_items(&metas, &own_counts, &all_counts, query.minimum.unwrap_or(5));
    if format(query.format, &headers) == Format::Csv {
        let name = format!("items-{}", asked.label);
        return csv(&name, |out| forecourt_render::csv::weak_items(out, lang::current(), checklist, &rows));
    }
    let items = rows.iter().filter_map(|row| {
        let item = checklist.items.get(row.item as usize)?;
        Some(WeakItemView {
            n: item.n,
            item: item.id.clone(),
            text: item.text.clone(),
            touchpoint: checklist.touchpoints.get(item.touchpoint)?.id.clone(),
            severity: item.severity.as_str().to_owned(),
            answered: row.counts.answered(),
            partial: row.counts.partial,
            full: row.counts.full,
            pass_rate_bp: row.pass_rate_bp,
            network_rate_bp: row.network_rate_bp,
            na_share_bp: row.na_share_bp,
            enough: row.enough,
        })
    });
    Ok(Json(WeakItemsView { window: asked.label, audits: own.audits(), items: items.collect() }).into_response())
}

fn tally(facts: &Facts, size: usize, version: u32, takes: impl Fn(&AuditFact) -> bool) -> Result<ItemTally> {
    let mut tally = ItemTally::new(size);
    for (fact, (judged_by, outcomes)) in facts.facts.iter().zip(&facts.outcomes) {
        // Items of another version are other items: their numbers must not be added up.
        if *judged_by == version && !outcomes.is_empty() && takes(fact) {
            tally.add(outcomes).map_err(Problem::internal)?;
        }
    }
    Ok(tally)
}
