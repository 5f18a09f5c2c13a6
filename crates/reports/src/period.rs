//! Months, quarters and years as reports name them, in civil days of Asia/Shanghai (§3.5, decision 18).

use std::fmt;
use std::str::FromStr;

use forecourt_core::checklist::PeriodRules;
use forecourt_core::day;
use serde::{Deserialize, Serialize};
use time::{Date, Month};

use crate::ReportError;

const FIRST_YEAR: u16 = 1970;
const LAST_YEAR: u16 = 9999;

/// The civil day in Asia/Shanghai, in days since 1970-01-01, of an instant in epoch milliseconds: the `visit_day` of an
/// [`AuditFact`](crate::AuditFact). Beyond the years −9999 to 9999 the first or last day.
pub fn day_of_ms(ms: i64) -> i32 {
    day::number_at(ms)
}

/// How long a period is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum PeriodKind {
    Month,
    Quarter,
    Year,
}

/// A month (`2026-11`), quarter (`2026-Q4`) or year (`2026`), written and read as that text; years 1970 to 9999.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Period {
    kind: PeriodKind,
    year: u16,
    /// Month 1 to 12, quarter 1 to 4, 1 for a year.
    index: u8,
}

impl Period {
    /// A month, 1 to 12; `None` outside the years 1970 to 9999.
    pub fn month(year: u16, month: u8) -> Option<Self> {
        Self::checked(PeriodKind::Month, year, month)
    }

    /// A quarter, 1 to 4.
    pub fn quarter(year: u16, quarter: u8) -> Option<Self> {
        Self::checked(PeriodKind::Quarter, year, quarter)
    }

    /// A calendar year.
    pub fn year(year: u16) -> Option<Self> {
        Self::checked(PeriodKind::Year, year, 1)
    }

    /// The period of a kind that holds a civil day (days since 1970-01-01).
    pub fn containing(day: i32, kind: PeriodKind) -> Option<Self> {
        let date = day::of_number(day)?;
        let month = u8::from(date.month());
        let index = match kind {
            PeriodKind::Month => month,
            PeriodKind::Quarter => (month - 1) / 3 + 1,
            PeriodKind::Year => 1,
        };
        Self::checked(kind, u16::try_from(date.year()).ok()?, index)
    }

    fn checked(kind: PeriodKind, year: u16, index: u8) -> Option<Self> {
        let good = (FIRST_YEAR..=LAST_YEAR).contains(&year) && (1..=per_year(kind)).contains(&index);
        good.then_some(Self { kind, year, index })
    }

    /// Month, quarter or year.
    pub fn kind(self) -> PeriodKind {
        self.kind
    }

    /// The first civil day, in days since 1970-01-01.
    pub fn first_day(self) -> i32 {
        day::number_of(self.first_date())
    }

    /// The last civil day, inclusive.
    pub fn last_day(self) -> i32 {
        day::number_of(self.last_date())
    }

    /// First instant and the first instant after the period, epoch milliseconds; open overdue orders of an edition are
    /// counted as of the last millisecond before the latter (decision 18).
    pub fn bounds_ms(self) -> (i64, i64) {
        (day::start_of(self.first_date()), day::start_of(self.last_date()) + day::DAY_MS)
    }

    /// The period of the same kind just before; `None` before 1970.
    pub fn previous(self) -> Option<Self> {
        match self.index {
            1 => Self::checked(self.kind, self.year - 1, per_year(self.kind)),
            index => Self::checked(self.kind, self.year, index - 1),
        }
    }

    /// The period of the same kind just after; `None` after 9999.
    pub fn next(self) -> Option<Self> {
        if self.index == per_year(self.kind) {
            Self::checked(self.kind, self.year + 1, 1)
        } else {
            Self::checked(self.kind, self.year, self.index + 1)
        }
    }

    /// The months of the period, in order: the points of a trend.
    pub fn months(self) -> impl Iterator<Item = Self> {
        let first = self.first_month();
        (first..first + 12 / per_year(self.kind)).filter_map(move |month| Self::month(self.year, month))
    }

    /// How many audits a station needs to be ranked by default: 1, 3, 6 in `station-69` (decision 18).
    pub fn minimum(self, rules: &PeriodRules) -> u32 {
        match self.kind {
            PeriodKind::Month => rules.min_audits_month,
            PeriodKind::Quarter => rules.min_audits_quarter,
            PeriodKind::Year => rules.min_audits_year,
        }
    }

    fn first_date(self) -> Date {
        date(self.year, self.first_month(), false)
    }

    fn last_date(self) -> Date {
        date(self.year, self.first_month() + 12 / per_year(self.kind) - 1, true)
    }

    fn first_month(self) -> u8 {
        (self.index - 1) * (12 / per_year(self.kind)) + 1
    }
}

fn per_year(kind: PeriodKind) -> u8 {
    match kind {
        PeriodKind::Month => 12,
        PeriodKind::Quarter => 4,
        PeriodKind::Year => 1,
    }
}

/// First or last day of a month.
fn date(year: u16, month: u8, last: bool) -> Date {
    let month = Month::try_from(month).unwrap_or(Month::December);
    let day = if last { month.length(i32::from(year)) } else { 1 };
    Date::from_calendar_date(i32::from(year), month, day).unwrap_or(Date::MAX)
}

impl fmt::Display for Period {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.kind {
            PeriodKind::Month => write!(f, "{:04}-{:02}", self.year, self.index),
            PeriodKind::Quarter => write!(f, "{:04}-Q{}", self.year, self.index),
            PeriodKind::Year => write!(f, "{:04}", self.year),
        }
    }
}

impl FromStr for Period {
    type Err = ReportError;

    fn from_str(text: &str) -> Result<Self, ReportError> {
        parse(text).ok_or_else(|| ReportError::BadPeriod(text.chars().take(32).collect()))
    }
}

impl TryFrom<String> for Period {
    type Error = ReportError;

    fn try_from(text: String) -> Result<Self, ReportError> {
        text.parse()
    }
}

impl From<Period> for String {
    fn from(period: Period) -> Self {
        period.to_string()
    }
}

fn parse(text: &str) -> Option<Period> {
    let (year, rest) = match text.split_once('-') {
        Some((year, rest)) => (year, Some(rest)),
        None => (text, None),
    };
    let year = digits(year, 4)?;
    match rest {
        None => Period::year(year),
        Some(rest) => match rest.strip_prefix('Q') {
            Some(quarter) => Period::quarter(year, u8::try_from(digits(quarter, 1)?).ok()?),
            None => Period::month(year, u8::try_from(digits(rest, 2)?).ok()?),
        },
    }
}

/// Exactly `len` ASCII digits: `+1` and ` 1`, which the standard parser partly lets through, are no periods.
fn digits(text: &str, len: usize) -> Option<u16> {
    (text.len() == len && text.bytes().all(|b| b.is_ascii_digit())).then(|| text.parse().ok())?
}

#[cfg(test)]
mod tests {
    use super::*;

    fn period(text: &str) -> Period {
        text.parse().unwrap()
    }

    #[test]
    fn text_goes_both_ways() {
        for text in ["2026-11", "2026-Q4", "2026", "1970-01", "9999-12", "2024-Q1"] {
            assert_eq!(period(text).to_string(), text);
        }
        for text in
            ["", "2026-", "2026-13", "2026-00", "2026-1", "2026-Q0", "2026-Q5", "2026-q1", "226", "+026", "2026-+1"]
        {
            assert_eq!(text.parse::<Period>(), Err(ReportError::BadPeriod(text.into())), "{text}");
        }
        assert!("1969".parse::<Period>().is_err());
        assert!("２０２６".parse::<Period>().is_err());
    }

    #[test]
    fn bounds_are_civil_days_in_shanghai() {
        let november = period("2026-11");
        assert_eq!(november.last_day() - november.first_day() + 1, 30);
        assert_eq!(november.bounds_ms().0, 1_793_462_400_000); // 2026-10-31T16:00:00Z
        assert_eq!(day_of_ms(november.bounds_ms().0), november.first_day());
        assert_eq!(day_of_ms(november.bounds_ms().0 - 1), november.first_day() - 1);
        assert_eq!(day_of_ms(november.bounds_ms().1 - 1), november.last_day());
        assert_eq!(period("2024-02").last_day() - period("2024-02").first_day(), 28);
        assert_eq!(period("2026").first_day(), period("2026-Q1").first_day());
        assert_eq!(period("2026").last_day(), period("2026-Q4").last_day());
        assert_eq!(period("1970").first_day(), 0);
        assert_eq!(day_of_ms(-1), 0);
        assert_eq!(day_of_ms(i64::MAX), period("9999").last_day());
    }

    #[test]
    fn periods_follow_each_other_without_a_gap() {
        for text in ["2026-01", "2026-12", "2026-Q1", "2026-Q4", "2026"] {
            let this = period(text);
            let before = this.previous().unwrap();
            assert_eq!(before.last_day() + 1, this.first_day());
            assert_eq!(before.next(), Some(this));
        }
        assert_eq!(period("2026-01").previous(), Some(period("2025-12")));
        assert_eq!(period("2026-Q1").previous(), Some(period("2025-Q4")));
        assert_eq!(period("1970").previous(), None);
        assert_eq!(period("9999-12").next(), None);
        assert!(period("9999-12").bounds_ms().1 > period("9999-12").bounds_ms().0);
    }

    #[test]
    fn a_day_finds_its_period() {
        let day = period("2026-11").first_day() + 20;
        assert_eq!(Period::containing(day, PeriodKind::Month), Some(period("2026-11")));
        assert_eq!(Period::containing(day, PeriodKind::Quarter), Some(period("2026-Q4")));
        assert_eq!(Period::containing(day, PeriodKind::Year), Some(period("2026")));
        assert_eq!(Period::containing(i32::MAX, PeriodKind::Year), None);
        assert_eq!(Period::containing(-1, PeriodKind::Year), None);
    }

    #[test]
    fn quarters_and_years_have_their_months() {
        let names = |p: Period| p.months().map(|m| m.to_string()).collect::<Vec<_>>();
        assert_eq!(names(period("2026-Q4")), ["2026-10", "2026-11", "2026-12"]);
        assert_eq!(names(period("2026")).len(), 12);
        assert_eq!(names(period("2026-02")), ["2026-02"]);
    }

    #[test]
    fn the_minimum_grows_with_the_period() {
        let rules = forecourt_core::registry::builtin().get("station-69", 1).unwrap().period;
        assert_eq!(["2026-11", "2026-Q4", "2026"].map(|t| period(t).minimum(&rules)), [1, 3, 6]);
    }
}
