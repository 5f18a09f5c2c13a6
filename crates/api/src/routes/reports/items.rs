//! `GET /v1/reports/items`: what fails most.

use std::sync::Arc;

use axum::{
    Json,
    extract::State,
    http::HeaderMap,
    response::{IntoResponse, Response},
};
use forecourt_core::{
    checklist::{Checklist, Item},
    text::Text,
};
use forecourt_reports::{
    AuditFact,
    items::{ItemCounts, ItemMeta, ItemRow, ItemTally, weak_items},
};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::{
    Format, csv, format,
    scope::{Seen, Which, of_class, seen},
};
use crate::{
    auth::Caller,
    checklists::Published,
    extract::Asked,
    lang,
    problem::{Problem, ProblemDocument, Result},
    report_data::{self, Basis},
    state::App,
};

/// How the report is written.
#[derive(Clone, Debug, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct ItemsQuery {
    /// Items with fewer answers stand at the end; default 5.
    pub minimum: Option<u64>,
    /// Only stations of this comparison class, compared with those of the whole network (station roles: with all stations): 0
    /// full stations, 1 self-service and small sites.
    pub class: Option<u8>,
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
    /// SERVQUAL dimension.
    pub servqual: Option<String>,
    /// Characteristic of service quality.
    pub characteristic: Option<String>,
    /// Kano class.
    pub kano: Option<String>,
    /// Points of one answer.
    pub points: u32,
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
    let found = found(&app, &caller, &which, query.class).await?;
    let minimum = query.minimum.unwrap_or(MINIMUM);
    if format(query.format, &headers) == Format::Csv {
        let known = found.known();
        let rows = found.rows(&known, minimum)?;
        let name = format!("items-{}{}", found.label, of_class(query.class));
        return csv(&name, |out| forecourt_render::csv::weak_items(out, lang::current(), &known, &rows));
    }
    Ok(Json(found.view(minimum)?).into_response())
}

/// Items with fewer answers stand at the end.
pub const MINIMUM: u64 = 5;

/// What was counted: in the caller's sight, and in the whole network.
pub struct Found {
    label: String,
    basis: Basis,
    own: Counted,
    all: Counted,
}

/// Counts what was asked for.
pub async fn found(app: &App, caller: &Caller, which: &Which, class: Option<u8>) -> Result<Found> {
    let Seen { sight, asked, .. } = seen(app, caller, which).await?;
    let basis = report_data::live(app, asked.first, asked.last).await?;
    let sight = sight.of_class(&basis.names, class);
    // Of a small class what is beside one's own would be a rival's: behind the wall the comparison is with everybody.
    let beside = class.filter(|_| !sight.station_side).map(|class| basis.names.network.of_class(class, None));
    let is_beside =
        |fact: &AuditFact| beside.as_ref().is_none_or(|among| among.get(fact.station as usize).is_some_and(|is| *is));
    let inside = |fact: &AuditFact| asked.window.holds(fact);
    let own = Counted::of(&basis, |fact| inside(fact) && sight.sees(fact.station))?;
    let all = Counted::of(&basis, |fact| inside(fact) && is_beside(fact))?;
    Ok(Found { label: asked.label, basis, own, all })
}

impl Found {
    fn known(&self) -> Vec<(&Checklist, &Item)> {
        let others: Vec<&Checklist> = self.all.tallies.iter().map(|(published, _)| &published.checklist).collect();
        items(&self.basis.rules.checklist, &others)
    }

    fn rows(&self, known: &[(&Checklist, &Item)], minimum: u64) -> Result<Vec<ItemRow>> {
        let metas: Vec<ItemMeta> = known.iter().map(|(_, item)| ItemMeta::from(*item)).collect();
        Ok(weak_items(&metas, &self.own.by_item(known)?, &self.all.by_item(known)?, minimum))
    }

    /// The items, worst first.
    pub fn view(&self, minimum: u64) -> Result<WeakItemsView> {
        let known = self.known();
        let rows = self.rows(&known, minimum)?;
        let items = rows.iter().filter_map(|row| {
            let (checklist, item) = known.get(row.item as usize)?;
            Some(WeakItemView {
                n: item.n,
                item: item.id.clone(),
                text: item.text.clone(),
                touchpoint: checklist.touchpoints.get(item.touchpoint)?.id.clone(),
                severity: item.severity.as_str().to_owned(),
                servqual: item.servqual.map(|tag| tag.as_str().to_owned()),
                characteristic: item.characteristic.map(|tag| tag.as_str().to_owned()),
                kano: item.kano.map(|tag| tag.as_str().to_owned()),
                points: item.points,
                answered: row.counts.answered(),
                partial: row.counts.partial,
                full: row.counts.full,
                pass_rate_bp: row.pass_rate_bp,
                network_rate_bp: row.network_rate_bp,
                na_share_bp: row.na_share_bp,
                enough: row.enough,
            })
        });
        Ok(WeakItemsView { window: self.label.clone(), audits: self.own.audits(), items: items.collect() })
    }
}

/// Every item of the checklist in force, then those that only other versions have: an item is the same as long as its id
/// is.
fn items<'c>(in_force: &'c Checklist, others: &[&'c Checklist]) -> Vec<(&'c Checklist, &'c Item)> {
    let mut known: Vec<(&Checklist, &Item)> = in_force.items.iter().map(|item| (in_force, item)).collect();
    for checklist in others {
        for item in &checklist.items {
            if known.iter().all(|(_, other)| other.id != item.id) {
                known.push((checklist, item));
            }
        }
    }
    known
}

/// Outcomes counted by checklist version.
struct Counted {
    tallies: Vec<(Arc<Published>, ItemTally)>,
}

impl Counted {
    fn of(basis: &Basis, takes: impl Fn(&AuditFact) -> bool) -> Result<Self> {
        let mut tallies: Vec<(Arc<Published>, ItemTally)> = Vec::new();
        for month in &basis.months {
            for (_, published, packed) in month.outcomes().filter(|(fact, ..)| takes(fact)) {
                let place = match tallies.iter().position(|(known, _)| Arc::ptr_eq(known, published)) {
                    Some(place) => place,
                    None => {
                        tallies.push((published.clone(), ItemTally::new(published.checklist.items.len())));
                        tallies.len() - 1
                    }
                };
                tallies[place].1.add(packed).map_err(Problem::internal)?;
            }
        }
        Ok(Self { tallies })
    }

    fn audits(&self) -> u64 {
        self.tallies.iter().map(|(_, tally)| tally.audits()).sum()
    }

    /// The counts of each known item, all versions together.
    fn by_item(&self, known: &[(&Checklist, &Item)]) -> Result<Vec<ItemCounts>> {
        let mut all = vec![ItemCounts::default(); known.len()];
        for (published, tally) in &self.tallies {
            let counts = tally.counts().map_err(Problem::internal)?;
            for (item, counts) in published.checklist.items.iter().zip(&counts) {
                if let Some(place) = known.iter().position(|(_, other)| other.id == item.id) {
                    all[place].merge(counts);
                }
            }
        }
        Ok(all)
    }
}
