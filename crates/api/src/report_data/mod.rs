//! What reports are made of, kept in memory as long as it is true: the network, published audits by months, the inputs of
//! closed editions, whole rankings.

mod cache;
pub mod edition;
mod false_evidence;
mod months;
mod names;
pub mod orders;
mod overdue;
mod rank;

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

use forecourt_reports::{AuditFact, FalseEvidence, Period, PeriodKind, day_of_ms};
use forecourt_store::{facts::EditionRow, meta};

pub use cache::ReportCache;
pub use months::Month;
pub use names::{Names, names};
pub use overdue::{forget as forget_overdue, last_instant};
pub use rank::{Field, rank};

use crate::{
    checklists::Published,
    problem::{Problem, Result},
    state::App,
};

/// Everything a report of published audits is made of: live, or a closed edition with what held when it was closed.
#[derive(Clone, Debug)]
pub struct Basis {
    /// Stations, units and rounds by place.
    pub names: Arc<Names>,
    /// Published audits, by months; an edition is one piece.
    pub months: Vec<Arc<Month>>,
    /// The checklist whose rules hold.
    pub rules: Arc<Published>,
    /// Open overdue orders by place of the station.
    pub overdue: Arc<Vec<u32>>,
    /// What false evidence costs, by place of the station, ascending.
    pub false_evidence: Arc<Vec<FalseEvidence>>,
    /// The edition, when the period is closed.
    pub edition: Option<EditionRow>,
    /// The counters that this was true under; for an edition empty: it is true for ever.
    pub versions: BTreeMap<String, u64>,
}

impl Basis {
    /// The audits, piece by piece.
    pub fn facts(&self) -> Vec<&[AuditFact]> {
        self.months.iter().map(|month| month.facts.as_slice()).collect()
    }
}

/// The checklist whose rules live reports use: the newest published one.
pub fn checklist(app: &App) -> Result<Arc<Published>> {
    app.checklists.all().pop().ok_or_else(|| Problem::internal("no checklist is published"))
}

/// Published audits of the days from `first` to `last`, both included, in whole months, as they are now.
///
/// The counters are read before the rows: what is cached under them is at least as new as they say.
pub async fn live(app: &App, first: i32, last: i32) -> Result<Basis> {
    let months = months_between(first, last);
    let mut keys: BTreeSet<String> = months.iter().map(|month| meta::facts_version(month.first_day())).collect();
    keys.insert(meta::NETWORK_VERSION.to_owned());
    let versions = app.store.counters(&keys).await?;
    let mut names = names::at(app, versions[meta::NETWORK_VERSION]).await?;
    let mut pieces = Vec::with_capacity(months.len());
    for month in months {
        let version = versions.get(&meta::facts_version(month.first_day())).copied().unwrap_or(0);
        let piece = months::load(app, month, version).await?;
        if piece.stations > names.stations.len() {
            // A station that came after the names were read has been audited already.
            names = names::names(app).await?;
        }
        pieces.push(piece);
    }
    let (rules, overdue, false_evidence) = (checklist(app)?, Arc::default(), Arc::default());
    Ok(Basis { names, months: pieces, rules, overdue, false_evidence, edition: None, versions })
}

/// The same for a ranking, with the orders that are overdue and what false evidence costs: now, or at the last instant of a
/// period that is over. Without a period: of a round.
pub async fn ranked(app: &App, (first, last): (i32, i32), period: Option<Period>) -> Result<Basis> {
    let basis = live(app, first, last).await?;
    let overdue = overdue::overdue(app, &basis.names, period.map_or(i64::MAX, last_instant)).await?;
    let false_evidence = false_evidence::false_evidence(app, &basis.names, period).await?;
    Ok(Basis { overdue, false_evidence, ..basis })
}

/// Reads what the reports of this month and the one before are made of, ahead of the first who asks.
pub async fn warm(app: &App) -> Result<()> {
    let today = day_of_ms(app.clock.now_ms());
    live(app, today - LONGEST_MONTH, today).await.map(|_| ())
}

/// Days.
const LONGEST_MONTH: i32 = 31;

/// The months that hold these days.
fn months_between(first: i32, last: i32) -> Vec<Period> {
    let begin = Period::containing(first, PeriodKind::Month);
    std::iter::successors(begin, |month| month.next()).take_while(|month| month.first_day() <= last).collect()
}
