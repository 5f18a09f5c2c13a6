//! The business calendar: working days of mainland China with their make-up days, and what is counted in them (§5.2).
//!
//! Everything is Asia/Shanghai. A year without data is never guessed: [`NoCalendar`]. Only where a working day decides
//! whether or when something happens (publication, the issue of drafts) does Monday to Friday stand in, marked so
//! (decisions 20 and 28).

mod load;

use crate::checklist::Fault;
use crate::day;
use crate::text::Text;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::OnceLock;
use time::{Date, Month, Weekday};

/// The hour at which a working day ends for counting, and at which deadlines fall due.
pub const CLOSE_HOUR: i64 = 18;
/// The hour at which publication happens (decision 20).
pub const PUBLICATION_HOUR: i64 = 9;
/// Orders of 24 hours issued from this hour on …
pub const NIGHT_FROM_HOUR: i64 = 22;
/// … to just before this hour start to run at it (class T1).
pub const NIGHT_TO_HOUR: i64 = 7;

/// How long before a year without data people are warned, days (decision 28).
pub const MISSING_WARNED_DAYS: i64 = 60;

/// The year has no calendar data.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("there is no calendar of working days for {year}")]
pub struct NoCalendar {
    pub year: i32,
}

/// One year of working days as its notice announces them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CalendarYear {
    pub year: i32,
    /// The notice it was taken from.
    pub source: Text,
    /// Where the notice stands.
    pub url: String,
    pub holidays: Vec<Holiday>,
    /// Working days of the whole year.
    pub working_days: u32,
    /// By day of the year, the first at index 0.
    working: Vec<bool>,
}

/// One holiday with the days that are worked in exchange.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Holiday {
    pub name: Text,
    /// First day off.
    pub from: Date,
    /// Last day off.
    pub to: Date,
    /// Working Saturdays and Sundays 调休.
    pub make_up: Vec<Date>,
}

impl CalendarYear {
    /// Reads and checks one calendar file, such as `checklists/calendars/cn-2026.toml`.
    ///
    /// Errors: all faults with their lines. Beside the faults of form: `bad_date`, `wrong_year`, `span_backwards`,
    /// `duplicate_day` (off twice, or made up twice), `make_up_off` (a make-up day within a holiday),
    /// `make_up_weekday` (a make-up day that is worked anyway), `working_days_mismatch`.
    pub fn parse(source: &str) -> Result<CalendarYear, Vec<Fault>> {
        load::parse(source)
    }

    fn works(&self, day: Date) -> bool {
        self.working.get(usize::from(day.ordinal()) - 1).copied().unwrap_or(false)
    }
}

/// The calendars of all years that are known.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Calendar {
    years: BTreeMap<i32, CalendarYear>,
    /// When the first data of a year came, epoch ms; built-in years are not in it.
    since: BTreeMap<i32, i64>,
    /// What was known before an instant at which data of a year was replaced, epoch ms ascending.
    earlier: Vec<(i64, Calendar)>,
}

/// A working day that something waits for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct WorkingDay {
    pub day: Date,
    /// Monday to Friday stood in, since a year on the way has no data.
    pub stand_in: bool,
}

/// When something that was approved is published.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Publication {
    /// 09:00 of [`Publication::day`], epoch ms.
    pub at_ms: i64,
    pub day: Date,
    /// See [`WorkingDay::stand_in`].
    pub stand_in: bool,
}

impl Calendar {
    /// A calendar of these years; a later entry of the same year replaces an earlier one.
    pub fn new(years: impl IntoIterator<Item = CalendarYear>) -> Self {
        let years = years.into_iter().map(|year| (year.year, year)).collect();
        Self { years, ..Self::default() }
    }

    /// A calendar of all data that ever was in force, each with the instant from which it was, epoch ms; `None` for what
    /// always was.
    pub fn of_versions(versions: impl IntoIterator<Item = (Option<i64>, CalendarYear)>) -> Self {
        let mut all: BTreeMap<i32, BTreeMap<Option<i64>, CalendarYear>> = BTreeMap::new();
        for (from, year) in versions {
            all.entry(year.year).or_default().insert(from, year);
        }
        let replaced: BTreeSet<i64> = all.values().flat_map(|one| one.keys().skip(1)).copied().flatten().collect();
        let since: BTreeMap<i32, i64> =
            all.iter().filter_map(|(year, one)| Some((*year, (*one.keys().next()?)?))).collect();
        // Of a year that had no data yet the first one holds: what waited for it was computed with it.
        let known = |before: Option<i64>| {
            let in_force = |one: &BTreeMap<Option<i64>, CalendarYear>| {
                let until = one.iter().take_while(|(from, _)| before.is_none_or(|at| **from < Some(at)));
                until.last().or_else(|| one.iter().next()).map(|(_, year)| year.clone())
            };
            let years = all.iter().filter_map(|(year, one)| Some((*year, in_force(one)?))).collect();
            Self { years, since: since.clone(), earlier: Vec::new() }
        };
        let earlier = replaced.iter().map(|at| (*at, known(Some(*at)))).collect();
        Self { earlier, ..known(None) }
    }

    /// What was known at an instant: data that replaced other data later changes nothing of then. A year that had no data
    /// then is as it first came.
    pub fn known_at(&self, at_ms: i64) -> &Self {
        self.earlier.iter().find(|(until, _)| at_ms < *until).map_or(self, |(_, then)| then)
    }

    /// When the first data of the year of an instant came, epoch ms; `None` for built-in years.
    pub fn known_since(&self, at_ms: i64) -> Option<i64> {
        self.since.get(&day::date_of(at_ms).year()).copied()
    }

    /// The data of one year.
    pub fn year(&self, year: i32) -> Option<&CalendarYear> {
        self.years.get(&year)
    }

    /// The years that have data, ascending.
    pub fn years(&self) -> impl Iterator<Item = &CalendarYear> {
        self.years.values()
    }

    /// The year without data that is about to begin, or has begun: people are warned from 60 days before (decision 28).
    pub fn missing_soon(&self, day: Date) -> Option<i32> {
        let soon = day.saturating_add(time::Duration::days(MISSING_WARNED_DAYS));
        (day.year()..=soon.year()).find(|year| !self.years.contains_key(year))
    }

    /// Whether a day is worked.
    pub fn is_working_day(&self, day: Date) -> Result<bool, NoCalendar> {
        let year = self.years.get(&day.year()).ok_or(NoCalendar { year: day.year() })?;
        Ok(year.works(day))
    }

    /// The first working day from a day on, itself included.
    pub fn working_day_from(&self, day: Date) -> Result<Date, NoCalendar> {
        let mut day = day;
        while !self.is_working_day(day)? {
            day = following(day);
        }
        Ok(day)
    }

    /// The first working day after a day.
    pub fn next_working_day(&self, day: Date) -> Result<Date, NoCalendar> {
        self.working_day_from(following(day))
    }

    /// `count` working days after a day, which itself is not counted; 0 gives the day itself, worked or not.
    pub fn add_working_days(&self, day: Date, count: u32) -> Result<Date, NoCalendar> {
        (0..count).try_fold(day, |day, _| self.next_working_day(day))
    }

    /// The day from which working days count: the day of the instant, or the next working day when that day is off or
    /// the instant lies after 18:00:00.000.
    pub fn day_zero(&self, at_ms: i64) -> Result<Date, NoCalendar> {
        let day = day::date_of(at_ms);
        let closed = day::time_of(at_ms) > CLOSE_HOUR * day::HOUR_MS;
        if closed && self.is_working_day(day)? { self.next_working_day(day) } else { self.working_day_from(day) }
    }

    /// Due instant of something issued at `at_ms` with `count` working days: day 0 + count, 18:00, epoch ms.
    pub fn due_after_working_days(&self, at_ms: i64, count: u32) -> Result<i64, NoCalendar> {
        Ok(day::at_hour(self.add_working_days(self.day_zero(at_ms)?, count)?, CLOSE_HOUR))
    }

    /// Due instant with `count` calendar days: day 0 + count, moved to a working day, 18:00, epoch ms.
    pub fn due_after_calendar_days(&self, at_ms: i64, count: u32) -> Result<i64, NoCalendar> {
        let day = self.day_zero(at_ms)?.saturating_add(time::Duration::days(i64::from(count)));
        Ok(day::at_hour(self.working_day_from(day)?, CLOSE_HOUR))
    }

    /// The first working day after the day of an instant; a year without data counts Monday to Friday, marked so.
    pub fn working_day_after(&self, at_ms: i64) -> WorkingDay {
        let mut day = day::date_of(at_ms);
        let mut stand_in = false;
        loop {
            day = following(day);
            let works = self.is_working_day(day).unwrap_or_else(|NoCalendar { .. }| {
                stand_in = true;
                is_weekday(day)
            });
            // The last day that can be told ends the search, whatever it is.
            if works || day == Date::MAX {
                return WorkingDay { day, stand_in };
            }
        }
    }

    /// The last working day before a day; a year without data counts Monday to Friday, marked so.
    pub fn working_day_before(&self, day: Date) -> WorkingDay {
        let mut day = day;
        let mut stand_in = false;
        loop {
            day = day.previous_day().unwrap_or(Date::MIN);
            let works = self.is_working_day(day).unwrap_or_else(|NoCalendar { .. }| {
                stand_in = true;
                is_weekday(day)
            });
            if works || day == Date::MIN {
                return WorkingDay { day, stand_in };
            }
        }
    }

    /// When something approved at `approved_ms` is published: 09:00 on the first working day after the day of approval
    /// (decision 20); never refused.
    pub fn publication_at(&self, approved_ms: i64) -> Publication {
        let WorkingDay { day, stand_in } = self.working_day_after(approved_ms);
        Publication { at_ms: day::at_hour(day, PUBLICATION_HOUR), day, stand_in }
    }
}

/// The source files of the built-in years.
pub fn builtin_sources() -> &'static [&'static str] {
    &[include_str!("../../../checklists/calendars/cn-2026.toml")]
}

/// The years that are built into the binary, read once; later years are imported.
pub fn builtin() -> &'static Calendar {
    static CALENDAR: OnceLock<Calendar> = OnceLock::new();
    // A built-in file with a fault cannot reach a release: the tests read each of them.
    CALENDAR.get_or_init(|| Calendar::new(builtin_sources().iter().filter_map(|s| CalendarYear::parse(s).ok())))
}

/// When an order of 24 hours begins to run: at once, or at 07:00 when issued from 22:00:00 to 06:59:59 (class T1).
pub fn daytime_start(issued_ms: i64) -> i64 {
    after_night(issued_ms, NIGHT_FROM_HOUR, NIGHT_TO_HOUR)
}

/// The instant itself, or the end of the night it lies in: the night reaches from one hour of a day up to another of the
/// next, that one not included.
pub fn after_night(issued_ms: i64, from_hour: i64, to_hour: i64) -> i64 {
    let (day, time) = (day::date_of(issued_ms), day::time_of(issued_ms));
    if time >= from_hour * day::HOUR_MS {
        day::at_hour(following(day), to_hour)
    } else if time < to_hour * day::HOUR_MS {
        day::at_hour(day, to_hour)
    } else {
        issued_ms
    }
}

fn following(day: Date) -> Date {
    day.next_day().unwrap_or(Date::MAX)
}

fn is_weekday(day: Date) -> bool {
    !matches!(day.weekday(), Weekday::Saturday | Weekday::Sunday)
}

/// 1 January to 31 December; `None` for a year that dates do not reach.
fn days_of(year: i32) -> Option<impl Iterator<Item = Date>> {
    let first = Date::from_calendar_date(year, Month::January, 1).ok()?;
    let last = Date::from_calendar_date(year, Month::December, 31).ok()?;
    Some((first.to_julian_day()..=last.to_julian_day()).filter_map(|julian| Date::from_julian_day(julian).ok()))
}
