//! Closing rate 闭环处理率, on-time rate, repeats, hours to close and problems per station 站均问题数 (§4.8, §4.6 no. 8 and 9,
//! §5.5, decisions 25 and 26), for the network, org units or stations over any span of days.

use crate::indicator::{CLOSURE_ON_TIME, VIDEO_ISSUES};
use crate::order_fact::{OrderFact, SeenAgain, VisitFact};
use crate::touchpoints::Grouping;
use crate::{Network, Period, ReportError, half_up, share_bp};
use forecourt_core::day::{DAY_MS, HOUR_MS, MINUTE_MS, SHANGHAI_OFFSET_MS};

/// Civil days in Shanghai, both ends included, since 1970-01-01.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Days {
    pub first: i32,
    pub last: i32,
}

impl Days {
    /// Whether a day lies within.
    pub fn hold(self, day: i32) -> bool {
        (self.first..=self.last).contains(&day)
    }

    /// First instant, and the first one after it, epoch ms.
    pub fn bounds_ms(self) -> (i64, i64) {
        let start = |day: i64| day * DAY_MS - SHANGHAI_OFFSET_MS;
        (start(i64::from(self.first)), start(i64::from(self.last) + 1))
    }

    pub(crate) fn hold_ms(self, at_ms: i64) -> bool {
        let (from, to) = self.bounds_ms();
        (from..to).contains(&at_ms)
    }
}

impl From<Period> for Days {
    fn from(period: Period) -> Self {
        Self { first: period.first_day(), last: period.last_day() }
    }
}

/// The rows of a report. Orders are given as they stand now, also for a span that is over: what was due in it is judged by
/// what became of it, so that a submission that is verified after its last instant is in its rate and not in none.
#[derive(Debug, Clone, Copy)]
pub struct Orders<'a> {
    pub network: &'a Network,
    pub orders: &'a [OrderFact],
    pub seen: &'a [SeenAgain],
    pub visits: &'a [VisitFact],
    /// A mask of stations; `None` = all.
    pub among: Option<&'a [bool]>,
}

/// Orders whose due time lies in a span (§4.8).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Due {
    /// All of them, cancelled ones left out.
    pub due: u32,
    /// Of them not decided yet: in time so far and not closed. They wait for the verifier, whose delay does not make a
    /// station late (§5.4), for an appeal, whose clock stands still (decision 27), or for their hour.
    pub undecided: u32,
    /// Submitted in time, verified and closed.
    pub on_time: u32,
    /// Of those on time: only thanks to an extension.
    pub thanks_to_extension: u32,
    /// Closed, but submitted late.
    pub closed_late: u32,
    /// Late and open.
    pub open_late: u32,
}

impl Due {
    fn add(&mut self, fact: &OrderFact) {
        self.due += 1;
        match (fact.closed_ms.is_some(), fact.late) {
            (true, false) => {
                self.on_time += 1;
                self.thanks_to_extension += u32::from(fact.thanks_to_extension);
            }
            (true, true) => self.closed_late += 1,
            (false, true) => self.open_late += 1,
            (false, false) => self.undecided += 1,
        }
    }

    /// Those that can be judged: the denominator.
    pub fn decided(&self) -> u32 {
        self.due - self.undecided
    }

    /// Closing rate 闭环处理率: closed on time ÷ decided; `None` = 无到期项, nothing was due.
    pub fn closing_rate_bp(&self) -> Option<u16> {
        self.share(self.on_time)
    }

    /// The share that was closed on time only thanks to an extension.
    pub fn thanks_to_extension_bp(&self) -> Option<u16> {
        self.share(self.thanks_to_extension)
    }

    /// The share that was closed late.
    pub fn closed_late_bp(&self) -> Option<u16> {
        self.share(self.closed_late)
    }

    fn share(&self, part: u32) -> Option<u16> {
        share_bp(u64::from(part), u64::from(self.decided()))
    }
}

/// Upper bounds of the bins of times to close, hours of the wall clock; the last bin is open.
pub const TOOK_HOURS: [u32; 5] = [24, 72, 168, 336, 720];

/// Orders that were closed in a span, whenever they were due.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Closed {
    pub closed: u32,
    /// Of them submitted in time (decision 26).
    pub on_time: u32,
    /// The median from issue to closing, in minutes of the wall clock, rounded half up.
    pub median_minutes: Option<u32>,
    /// How many took at most [`TOOK_HOURS`] and more than the bound before; last, any longer.
    pub took: [u32; TOOK_HOURS.len() + 1],
}

impl Closed {
    /// On-time rate: of what was closed, how much was in time.
    pub fn on_time_rate_bp(&self) -> Option<u16> {
        share_bp(u64::from(self.on_time), u64::from(self.closed))
    }

    /// Median hours to close, tenths of an hour, rounded half up.
    pub fn median_hours_tenths(&self) -> Option<u32> {
        self.median_minutes.map(|minutes| half_up(u64::from(minutes), 6) as u32)
    }
}

/// Closed orders that were looked at again in a span (§5.5).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Repeats {
    pub seen: u32,
    /// Of them missed again.
    pub missed: u32,
}

impl Repeats {
    /// Repeat rate: repeats ÷ closed orders that were looked at again.
    pub fn rate_bp(&self) -> Option<u16> {
        share_bp(u64::from(self.missed), u64::from(self.seen))
    }
}

/// Problems that visits of a span found (§4.6 no. 8).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Problems {
    pub problems: u64,
    pub visits: u32,
    /// Stations with a visit.
    pub stations: u32,
}

impl Problems {
    /// 100 · problems ÷ visits: indicator 8 where the visits are rounds by video.
    pub fn per_visit_hundredths(&self) -> Option<u32> {
        self.hundredths(self.visits)
    }

    /// Problems per station 站均问题数: 100 · problems ÷ stations with a visit.
    pub fn per_station_hundredths(&self) -> Option<u32> {
        self.hundredths(self.stations)
    }

    fn hundredths(&self, by: u32) -> Option<u32> {
        let wide = half_up(self.problems.saturating_mul(100), u64::from(by));
        (by > 0).then(|| u32::try_from(wide).unwrap_or(u32::MAX))
    }
}

/// All figures of one subject over a span.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Figures {
    /// Orders that were issued.
    pub issued: u32,
    /// Of them by the system, since nobody did in time (decision 25).
    pub by_system: u32,
    pub due: Due,
    pub closed: Closed,
    pub repeats: Repeats,
    pub problems: Problems,
}

impl Figures {
    /// The score of indicator 8 视频检查站均问题数 (§4.6), over the visits that there were.
    pub fn video_issues_bp(&self) -> Option<u16> {
        self.problems.per_visit_hundredths().map(|value| VIDEO_ISSUES.score_bp(i64::from(value)))
    }

    /// The score of indicator 9 整改按期闭环率 (§4.6).
    pub fn closure_on_time_bp(&self) -> Option<u16> {
        self.due.closing_rate_bp().map(|rate| CLOSURE_ON_TIME.score_bp(i64::from(rate)))
    }
}

/// One line: a subject and its figures.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FiguresRow {
    /// Place of the unit or station; `None` for all stations together.
    pub subject: Option<u32>,
    /// Stations that take part.
    pub stations: u32,
    pub figures: Figures,
}

/// A line for each subject that takes part, by code; with or without orders, so that a good unit is not missing.
///
/// # Errors
/// A row of an unknown station.
pub fn figures(rows: &Orders<'_>, grouping: Grouping, days: Days) -> Result<Vec<FiguresRow>, ReportError> {
    let subjects = Subjects::new(rows, grouping)?;
    let mut sums = vec![Sum::default(); subjects.count()];
    for fact in rows.orders {
        let Some(sum) = subjects.of(fact.station).and_then(|place| sums.get_mut(place)) else { continue };
        sum.order(fact, days);
    }
    for fact in rows.seen.iter().filter(|fact| days.hold(fact.day)) {
        let Some(sum) = subjects.of(fact.station).and_then(|place| sums.get_mut(place)) else { continue };
        sum.figures.repeats.seen += 1;
        sum.figures.repeats.missed += u32::from(fact.missed);
    }
    let mut visited = vec![false; rows.network.stations().len()];
    for fact in rows.visits.iter().filter(|fact| days.hold(fact.day)) {
        let Some(sum) = subjects.of(fact.station).and_then(|place| sums.get_mut(place)) else { continue };
        let problems = &mut sum.figures.problems;
        problems.problems += u64::from(fact.problems);
        problems.visits += 1;
        let before = std::mem::replace(&mut visited[fact.station as usize], true);
        problems.stations += u32::from(!before);
    }
    let row = |(place, subject): (usize, Option<u32>)| {
        let stations = subjects.stations[place];
        let figures = sums.get_mut(place).map(Sum::finish).unwrap_or_default();
        FiguresRow { subject, stations, figures }
    };
    Ok(subjects.by_code().into_iter().map(row).collect())
}

/// Figures on their way: what has to be sorted is kept.
#[derive(Clone, Default)]
struct Sum {
    figures: Figures,
    took_ms: Vec<u64>,
}

impl Sum {
    fn order(&mut self, fact: &OrderFact, days: Days) {
        let figures = &mut self.figures;
        if days.hold_ms(fact.issued_ms) {
            figures.issued += 1;
            figures.by_system += u32::from(fact.by_system);
        }
        if fact.due_ms.is_some_and(|due| days.hold_ms(due)) {
            figures.due.add(fact);
        }
        if let Some(closed_ms) = fact.closed_ms.filter(|at| days.hold_ms(*at)) {
            figures.closed.closed += 1;
            figures.closed.on_time += u32::from(!fact.late && fact.due_ms.is_some());
            self.took_ms.push(u64::try_from(closed_ms.saturating_sub(fact.issued_ms)).unwrap_or(0));
        }
    }

    fn finish(&mut self) -> Figures {
        self.figures.closed.median_minutes = median_minutes(&mut self.took_ms);
        for ms in &self.took_ms {
            let bin = TOOK_HOURS.partition_point(|hours| u64::from(*hours) * (HOUR_MS as u64) < *ms);
            self.figures.closed.took[bin] += 1;
        }
        self.figures
    }
}

/// The median of spans in ms, as minutes; of an even number the mean of the two in the middle.
fn median_minutes(took_ms: &mut [u64]) -> Option<u32> {
    took_ms.sort_unstable();
    let upper = took_ms.len() / 2;
    let lower = took_ms.len().checked_sub(1)? / 2;
    let twice = took_ms[lower].saturating_add(took_ms[upper]);
    Some(u32::try_from(half_up(twice, 2 * MINUTE_MS as u64)).unwrap_or(u32::MAX))
}

/// Which station counts for which line.
pub(crate) struct Subjects<'a> {
    network: &'a Network,
    grouping: Grouping,
    /// For each station the place of its subject.
    of: Vec<Option<u32>>,
    /// For each subject the stations that take part.
    stations: Vec<u32>,
}

impl<'a> Subjects<'a> {
    /// # Errors
    /// A row of an unknown station.
    pub fn new(rows: &Orders<'a>, grouping: Grouping) -> Result<Self, ReportError> {
        let (network, count) = (rows.network, rows.network.stations().len());
        let named = rows.orders.iter().map(|fact| fact.station);
        let named = named.chain(rows.seen.iter().map(|fact| fact.station));
        let mut named = named.chain(rows.visits.iter().map(|fact| fact.station));
        if let Some(unknown) = named.find(|station| *station as usize >= count) {
            return Err(ReportError::UnknownStation(unknown));
        }
        let (mut of, subjects) = match grouping {
            Grouping::Network => (vec![Some(0); count], 1),
            Grouping::Units { depth } => (network.units_at(depth), network.units().len()),
            Grouping::Stations => ((0..count as u32).map(Some).collect(), count),
        };
        for (place, subject) in of.iter_mut().enumerate() {
            if !rows.among.is_none_or(|among| among.get(place).copied().unwrap_or(false)) {
                *subject = None;
            }
        }
        let mut stations = vec![0; subjects];
        of.iter().flatten().for_each(|subject| stations[*subject as usize] += 1);
        Ok(Self { network, grouping, of, stations })
    }

    pub fn count(&self) -> usize {
        self.stations.len()
    }

    /// The place of a station's subject; `None` when it does not take part.
    pub fn of(&self, station: u32) -> Option<usize> {
        self.of.get(station as usize).copied().flatten().map(|subject| subject as usize)
    }

    /// Places of the subjects that have a station, in the order of their codes, and how a line names them. The network has
    /// its line always.
    pub fn by_code(&self) -> Vec<(usize, Option<u32>)> {
        let order = match self.grouping {
            Grouping::Network => return vec![(0, None)],
            Grouping::Units { .. } => &self.network.unit_order().by_code,
            Grouping::Stations => &self.network.station_order().by_code,
        };
        let taken = order.iter().filter(|place| self.stations[**place as usize] > 0);
        taken.map(|place| (*place as usize, Some(*place))).collect()
    }
}
