//! The bulletin 日通报 of a day: figures of the day and of its month so far, and who is named (§5.3, decisions 25 and 26).
//!
//! Figures are judged by what became of the orders until now; what stands open, and the lists, are of the day's last instant.
//!
//! A station sees its own line only (decision 32).

use std::cmp::Reverse;

use crate::closing::{Days, Figures, Orders, Subjects, figures};
use crate::order_fact::OrderFact;
use crate::touchpoints::Grouping;
use crate::{Network, Period, PeriodKind, ReportError};

/// What stands open at the last instant of the day, or now.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Standing {
    /// Issued and not closed.
    pub open: u32,
    /// Of them with the verifier.
    pub with_verifier: u32,
    /// Of them with an appeal that stops their clock.
    pub paused: u32,
    /// Of them without a due time, since it waits for a calendar (decision 28).
    pub pending_calendar: u32,
    /// Of them overdue.
    pub overdue: u32,
    /// Of the overdue ones: since this day.
    pub overdue_today: u32,
    /// Of them with a verifier who is late: a line of its own (decision 26).
    pub verifier_late: u32,
}

impl Standing {
    fn add(&mut self, fact: &OrderFact, day: Days) {
        self.open += 1;
        self.with_verifier += u32::from(fact.with_verifier);
        self.paused += u32::from(fact.paused);
        self.pending_calendar += u32::from(fact.due_ms.is_none());
        self.overdue += u32::from(fact.overdue_since_ms.is_some());
        self.overdue_today += u32::from(fact.overdue_since_ms.is_some_and(|since| day.hold_ms(since)));
        self.verifier_late += u32::from(fact.verifier_late);
    }
}

/// One line of the bulletin. Lists hold places in the rows of then, the worst first: stricter class, longer overdue,
/// code of the station.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BulletinRow {
    /// Place of the unit or station; `None` for all stations together.
    pub subject: Option<u32>,
    /// Stations that take part.
    pub stations: u32,
    /// Of the day.
    pub day: Figures,
    /// Of its month, from the first to this day.
    pub month: Figures,
    pub standing: Standing,
    /// Overdue and open.
    pub overdue: Vec<u32>,
    /// Waiting for a verifier who is late.
    pub verifier_late: Vec<u32>,
    /// Issued by the system on this day (decision 25).
    pub by_system: Vec<u32>,
}

/// The bulletin of a civil day (days since 1970-01-01): a line for each subject that takes part, by code.
///
/// `then` are the orders as they stood at the day's last instant; on the day itself they are those of `rows`.
///
/// # Errors
/// A row of an unknown station.
pub fn bulletin(
    rows: &Orders<'_>,
    then: &[OrderFact],
    grouping: Grouping,
    day: i32,
) -> Result<Vec<BulletinRow>, ReportError> {
    let today = Days { first: day, last: day };
    let first = Period::containing(day, PeriodKind::Month).map_or(day, Period::first_day);
    let subjects = Subjects::new(rows, grouping)?;
    let mut lists = vec![Lists::default(); subjects.count()];
    for (place, fact) in (0_u32..).zip(then) {
        if fact.station as usize >= rows.network.stations().len() {
            return Err(ReportError::UnknownStation(fact.station));
        }
        let Some(lists) = subjects.of(fact.station).and_then(|subject| lists.get_mut(subject)) else { continue };
        lists.add(place, fact, today);
    }
    let of_day = figures(rows, grouping, today)?;
    let of_month = figures(rows, grouping, Days { first, last: day })?;
    // The same subjects in the same order: they do not depend on the days.
    let lines = subjects.by_code().into_iter().zip(of_day).zip(of_month);
    let line =
        |(((place, subject), day), month): (((usize, _), crate::closing::FiguresRow), crate::closing::FiguresRow)| {
            let Lists { standing, overdue, verifier_late, by_system } = std::mem::take(&mut lists[place]);
            BulletinRow {
                subject,
                stations: day.stations,
                day: day.figures,
                month: month.figures,
                standing,
                overdue: worst_first(rows.network, then, overdue),
                verifier_late: worst_first(rows.network, then, verifier_late),
                by_system: worst_first(rows.network, then, by_system),
            }
        };
    Ok(lines.map(line).collect())
}

/// What a line names, on its way.
#[derive(Clone, Default)]
struct Lists {
    standing: Standing,
    overdue: Vec<u32>,
    verifier_late: Vec<u32>,
    by_system: Vec<u32>,
}

impl Lists {
    fn add(&mut self, place: u32, fact: &OrderFact, day: Days) {
        if fact.by_system && day.hold_ms(fact.issued_ms) {
            self.by_system.push(place);
        }
        if fact.closed_ms.is_some() {
            return;
        }
        self.standing.add(fact, day);
        if fact.overdue_since_ms.is_some() {
            self.overdue.push(place);
        }
        if fact.verifier_late {
            self.verifier_late.push(place);
        }
    }
}

fn worst_first(network: &Network, then: &[OrderFact], mut places: Vec<u32>) -> Vec<u32> {
    let order = &network.station_order().order;
    places.sort_by_key(|place| {
        let fact = &then[*place as usize];
        let overdue = fact.overdue_since_ms.map(Reverse);
        (fact.class, Reverse(overdue), order[fact.station as usize], *place)
    });
    places
}
