//! Published audits of one month, narrow and in order of the day.

use std::sync::Arc;

use forecourt_core::checklist::{Checklist, Severity};
use forecourt_reports::{AuditFact, Outcome, Period, TouchScores, packed_len};
use forecourt_store::facts::FactRow;

use super::cache::Places;
use crate::{
    case::brief::unpack_touchpoints,
    checklists::Published,
    problem::{Problem, Result},
    state::App,
};

/// Published audits of one month, or of an edition.
#[derive(Debug, Default)]
pub struct Month {
    /// The audits, by day.
    pub facts: Vec<AuditFact>,
    /// Places of stations that the audits use: all lie below this number.
    pub stations: usize,
    /// Checklist versions that audits of this month were judged by.
    pub(super) checklists: Vec<Arc<Published>>,
    /// For each audit the checklist it was judged by; `NONE` without outcomes.
    pub(super) judged_by: Vec<u8>,
    /// The packed outcomes of all audits, one after the other.
    pub(super) outcomes: Vec<u8>,
}

const NONE: u8 = u8::MAX;

impl Month {
    /// What an edition keeps: audits without outcomes.
    pub fn of(facts: Vec<AuditFact>) -> Self {
        let stations = facts.iter().map(|fact| fact.station as usize + 1).max().unwrap_or(0);
        Self { facts, stations, ..Self::default() }
    }

    /// Bytes that it takes.
    pub fn bytes(&self) -> usize {
        self.facts.capacity() * size_of::<AuditFact>() + self.judged_by.capacity() + self.outcomes.capacity()
    }

    /// Each audit that has outcomes, with the checklist it was judged by and the packed outcomes.
    pub fn outcomes(&self) -> impl Iterator<Item = (&AuditFact, &Arc<Published>, &[u8])> {
        let mut rest = self.outcomes.as_slice();
        self.facts.iter().zip(&self.judged_by).filter_map(move |(fact, judged_by)| {
            let published = self.checklists.get(usize::from(*judged_by))?;
            let (packed, behind) = rest.split_at_checked(packed_len(published.checklist.items.len()))?;
            rest = behind;
            Some((fact, published, packed))
        })
    }

    fn push(&mut self, app: &App, places: &mut Places, row: &FactRow, remedial: bool) -> Result<()> {
        let touchpoints: Vec<Option<u16>> =
            unpack_touchpoints(row.touchpoints.as_deref().unwrap_or_default()).into_iter().map(share).collect();
        let judged_by = self.judged_by(app, row);
        let packed = row.outcomes.as_deref().unwrap_or_default();
        let (mut na_bp, mut major_zero, mut number) = (0, false, NONE);
        if let Some(place) = judged_by {
            let checklist = &self.checklists[usize::from(place)].checklist;
            if packed.len() == packed_len(checklist.items.len()) {
                (na_bp, major_zero) = of_outcomes(checklist, packed)?;
                number = place;
                self.outcomes.extend_from_slice(packed);
            }
        }
        self.judged_by.push(number);
        let station = places.station(row.station_id);
        self.stations = self.stations.max(station as usize + 1);
        self.facts.push(AuditFact {
            station,
            visit_day: row.visit_day,
            final_bp: row.final_bp.map_or(0, i16::unsigned_abs),
            round: places.round(row.round_id),
            na_bp,
            red_lines: u8::try_from(row.red_lines).unwrap_or(u8::MAX),
            remedial,
            night: row.night,
            major_zero,
            touchpoints: TouchScores::new(&touchpoints).map_err(Problem::internal)?,
        });
        Ok(())
    }

    /// The number of the checklist that an audit was judged by.
    fn judged_by(&mut self, app: &App, row: &FactRow) -> Option<u8> {
        let version = u32::try_from(row.checklist_version).ok()?;
        let same =
            |known: &Arc<Published>| known.checklist.id == row.checklist_id && known.checklist.version == version;
        let place = match self.checklists.iter().position(same) {
            Some(place) => place,
            None => {
                self.checklists.push(app.checklists.get(&row.checklist_id, version)?);
                self.checklists.len() - 1
            }
        };
        u8::try_from(place).ok().filter(|place| *place != NONE)
    }
}

/// A month as it was under a version of its facts, or newer.
pub(super) async fn load(app: &App, month: Period, version: u64) -> Result<Arc<Month>> {
    if let Some(known) = app.reports.lock().month(month, version) {
        return Ok(known);
    }
    let _alone = app.reports.loading.lock().await;
    if let Some(known) = app.reports.lock().month(month, version) {
        return Ok(known);
    }
    let mut data = Month::default();
    let mut fault = None;
    let remedial = app.store.remedial_visits(month.first_day(), month.last_day()).await?;
    let take = |row: FactRow| {
        if fault.is_none() {
            let remedial = remedial.contains(&row.assignment_id);
            fault = data.push(app, &mut app.reports.lock().places, &row, remedial).err();
        }
    };
    app.store.facts(month.first_day(), month.last_day(), take).await?;
    if let Some(fault) = fault {
        return Err(fault);
    }
    data.facts.shrink_to_fit();
    data.outcomes.shrink_to_fit();
    let data = Arc::new(data);
    app.reports.lock().keep_month(month, version, data.clone());
    Ok(data)
}

/// Share of the points that were N/A, and whether a major item earned nothing, out of the packed outcomes.
fn of_outcomes(checklist: &Checklist, packed: &[u8]) -> Result<(u16, bool)> {
    let (mut na, mut all, mut major_zero) = (0_u32, 0_u32, false);
    let codes = packed.iter().flat_map(|byte| [byte & 15, byte >> 4]);
    for (item, code) in checklist.items.iter().zip(codes) {
        all += item.points;
        match Outcome::from_code(code).map_err(Problem::internal)? {
            Outcome::NotApplicable | Outcome::NotApplicableGranted => na += item.points,
            Outcome::Missed | Outcome::Implied => major_zero |= item.severity == Severity::Major,
            _ => {}
        }
    }
    let share = (20_000 * u64::from(na) + u64::from(all)).checked_div(2 * u64::from(all)).unwrap_or(0);
    Ok((u16::try_from(share).unwrap_or(u16::MAX), major_zero))
}

/// s_t of §3.2: earned of answered points, rounded half up; none when nothing was answered.
fn share((earned, answered): (u16, u16)) -> Option<u16> {
    let (earned, answered) = (u32::from(earned), u32::from(answered));
    (answered > 0).then(|| u16::try_from((20_000 * earned + answered) / (2 * answered)).unwrap_or(u16::MAX))
}
