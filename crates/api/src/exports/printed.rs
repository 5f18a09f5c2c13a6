//! Printed reports. Whoever asks, single audits are told as their station sees them: with the reviewer's words and the
//! photos that he released, and nothing of a shopper.

use forecourt_core::{
    export::ExportKind,
    text::{Lang, Text},
    violation::{Code, Violation},
};
use forecourt_pdf::station::Touchpoint;
use forecourt_render::csv::Edition;
use forecourt_reports::{Selection, touchpoints::Grouping, touchpoints::touchpoints};
use serde::Deserialize;
use uuid::Uuid;

use super::{
    Wish, printed_network as network, printed_station as station, scope,
    writer::{Stop, Written},
};
use crate::{
    jobs::JobError,
    problem::{Problem, Result},
    routes::reports::{
        ranking::Found,
        scope::{Which, parse_period},
    },
    state::App,
};

/// The filters of a report.
#[derive(Debug, Default, Deserialize)]
pub struct Filter {
    /// The station.
    pub station: Option<Uuid>,
    /// The org unit.
    pub org_unit: Option<Uuid>,
    /// The period.
    pub period: Option<String>,
}

impl Filter {
    fn of(wish: &Wish) -> Result<Self> {
        let filter: Self = wish.filters()?;
        let mut faults = Vec::new();
        if wish.kind == ExportKind::StationReport && filter.station.is_none() {
            faults.push(Violation::new("/filter/station", Code::Missing));
        }
        // Only who sees everything has a report of the whole network.
        let of_all = wish.kind == ExportKind::MonthReport && scope(wish)?.is_everything();
        if wish.kind != ExportKind::StationReport && filter.org_unit.is_none() && !of_all {
            faults.push(Violation::new("/filter/org_unit", Code::Missing));
        }
        if filter.period.as_deref().is_some_and(|text| parse_period(text).is_none()) {
            faults.push(Violation::new("/filter/period", Code::BadValue));
        }
        if faults.is_empty() { Ok(filter) } else { Err(Problem::invalid(faults)) }
    }

    /// The same as a report takes it.
    pub fn which(&self) -> Which {
        Which { period: self.period.clone(), round: None, org_unit: self.org_unit }
    }
}

/// Refuses what could not be written.
pub async fn check(app: &App, wish: &Wish) -> Result<()> {
    let filter = Filter::of(wish)?;
    match wish.kind {
        ExportKind::StationReport => station::place(app, wish, &filter).await.map(drop),
        _ => network::check(app, wish, &filter).await,
    }
}

/// Touchpoints of somebody beside the means of the whole network.
pub fn touchpoint_lines(found: &Found, own: Vec<Option<u16>>, lang: Lang) -> Result<Vec<Touchpoint>> {
    let line = |((text, bp), network_bp): ((&Text, Option<u16>), Option<u16>)| Touchpoint {
        name: text.get(lang).to_owned(),
        bp,
        network_bp,
    };
    Ok(found.touchpoints.iter().zip(own).zip(means(found, None)?).map(line).collect())
}

/// Means of the touchpoints over some stations, or all of them.
pub fn means(found: &Found, among: Option<&[bool]>) -> Result<Vec<Option<u16>>> {
    let facts = found.basis.facts();
    let network = &found.basis.names.network;
    let selection = Selection { facts: &facts, network, window: found.asked.window, among };
    let rows = touchpoints(&selection, Grouping::Network).map_err(Problem::internal)?;
    let mean = |place: usize| rows.iter().find(|row| usize::from(row.touchpoint) == place).map(|row| row.mean_bp);
    Ok((0..found.touchpoints.len()).map(mean).collect())
}

/// Writes the report.
pub async fn write(app: &App, wish: &Wish) -> std::result::Result<Written, Stop> {
    let (filter, lang) = (Filter::of(wish)?, wish.lang);
    type Pdf = Box<dyn FnOnce() -> std::result::Result<Vec<u8>, forecourt_pdf::PdfError> + Send>;
    let (pdf, edition): (Pdf, Edition) = match wish.kind {
        ExportKind::StationReport => {
            let (report, edition) = station::gathered(app, wish, &filter).await?;
            (Box::new(move || report.pdf(lang)), edition)
        }
        _ => {
            let (report, edition) = network::gathered(app, wish, &filter).await?;
            (Box::new(move || report.pdf(lang)), edition)
        }
    };
    let bytes = tokio::task::spawn_blocking(pdf).await.map_err(|error| JobError::Other(error.to_string()))?;
    let report = Written::report(app, bytes.map_err(|error| JobError::Other(error.to_string()))?).await?;
    Ok(report.made_of(edition))
}
