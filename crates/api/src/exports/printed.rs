//! Printed reports. Whoever asks, single audits are told as their station sees them: with the reviewer's words and the
//! photos that he released, and nothing of a shopper.

use forecourt_core::{
    export::ExportKind,
    violation::{Code, Violation},
};
use serde::Deserialize;
use uuid::Uuid;

use super::{
    Wish, printed_network as network, printed_station as station,
    writer::{Stop, Written},
};
use crate::{
    jobs::JobError,
    problem::{Problem, Result},
    routes::reports::scope::{Which, parse_period},
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
        if wish.kind == ExportKind::RegionReport && filter.org_unit.is_none() {
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

/// Writes the report.
pub async fn write(app: &App, wish: &Wish) -> std::result::Result<Written, Stop> {
    let (filter, lang) = (Filter::of(wish)?, wish.lang);
    let pdf: Box<dyn FnOnce() -> std::result::Result<Vec<u8>, forecourt_pdf::PdfError> + Send> = match wish.kind {
        ExportKind::StationReport => {
            let report = station::gathered(app, wish, &filter).await?;
            Box::new(move || report.pdf(lang))
        }
        _ => {
            let report = network::gathered(app, wish, &filter).await?;
            Box::new(move || report.pdf(lang))
        }
    };
    let bytes = tokio::task::spawn_blocking(pdf).await.map_err(|error| JobError::Other(error.to_string()))?;
    Written::report(app, bytes.map_err(|error| JobError::Other(error.to_string()))?).await
}
