//! What ties a shopper to stations: he never visits them (§2.4 "never a current or former employee (24 months), supplier or
//! relative").

use crate::{day, states::words};
use serde::{Deserialize, Serialize};
use time::{Date, Month};
use uuid::Uuid;

words! {
    /// What ties a shopper to a station.
    TieKind {
        Employee = "employee",
        Supplier = "supplier",
        Relative = "relative",
    }
}

/// How long a former employee stays away from where he worked, months.
pub const EMPLOYEE_MONTHS: i32 = 24;

/// One tie: to a station, or to a unit with all stations below it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Tie {
    /// `employee`, `supplier` or `relative` of somebody there.
    pub kind: TieKind,
    /// The station.
    pub station_id: Option<Uuid>,
    /// The unit.
    pub org_unit_id: Option<Uuid>,
    /// Last day of it, `YYYY-MM-DD`; absent: it lasts. A former employee stays away for 24 months more.
    pub until: Option<String>,
}

impl Tie {
    /// Whether it keeps a shopper away from a station on a day. `chain`: the units above the station. Days are those since
    /// 1970-01-01 in Shanghai. An `until` that is no day lasts.
    pub fn bars(&self, station: Uuid, chain: &[Uuid], on: i32) -> bool {
        let there = self.station_id == Some(station) || self.org_unit_id.is_some_and(|unit| chain.contains(&unit));
        let last = self.until.as_deref().and_then(day::parse).map(|last| match self.kind {
            TieKind::Employee => months_after(last, EMPLOYEE_MONTHS),
            TieKind::Supplier | TieKind::Relative => last,
        });
        there && last.is_none_or(|last| on <= day::number_of(last))
    }
}

/// The same day so many months later, the last of a shorter month; the last day of all where that is beyond time.
fn months_after(from: Date, months: i32) -> Date {
    let count = i64::from(from.year()) * 12 + i64::from(u8::from(from.month())) - 1 + i64::from(months);
    let year = i32::try_from(count.div_euclid(12)).ok();
    let month = u8::try_from(count.rem_euclid(12) + 1).ok().and_then(|month| Month::try_from(month).ok());
    let (Some(year), Some(month)) = (year, month) else { return Date::MAX };
    Date::from_calendar_date(year, month, from.day().min(month.length(year))).unwrap_or(Date::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    const STATION: Uuid = Uuid::from_u128(1);
    const UNIT: Uuid = Uuid::from_u128(2);

    fn tie(kind: TieKind, until: Option<&str>) -> Tie {
        Tie { kind, station_id: Some(STATION), org_unit_id: None, until: until.map(str::to_owned) }
    }

    fn on(text: &str) -> i32 {
        day::number_of(day::parse(text).unwrap())
    }

    #[test]
    fn a_tie_bars_its_station_and_what_lies_below_its_unit() {
        let one = tie(TieKind::Relative, None);
        assert!(one.bars(STATION, &[], on("2099-01-01")));
        assert!(!one.bars(UNIT, &[UNIT], on("2026-01-01")));
        let all = Tie { station_id: None, org_unit_id: Some(UNIT), ..one };
        assert!(all.bars(STATION, &[Uuid::from_u128(9), UNIT], on("2026-01-01")));
        assert!(!all.bars(STATION, &[Uuid::from_u128(9)], on("2026-01-01")));
    }

    #[test]
    fn a_former_employee_stays_away_for_24_months_others_until_the_last_day() {
        let left = tie(TieKind::Employee, Some("2024-02-29"));
        assert!(left.bars(STATION, &[], on("2026-02-28")));
        assert!(!left.bars(STATION, &[], on("2026-03-01")));
        for kind in [TieKind::Supplier, TieKind::Relative] {
            let over = tie(kind, Some("2026-06-30"));
            assert!(over.bars(STATION, &[], on("2026-06-30")));
            assert!(!over.bars(STATION, &[], on("2026-07-01")));
        }
        assert!(tie(TieKind::Employee, None).bars(STATION, &[], on("2199-12-31")));
    }

    #[test]
    fn what_is_no_day_lasts_and_the_end_of_time_is_no_fault() {
        assert!(tie(TieKind::Supplier, Some("soon")).bars(STATION, &[], on("2026-07-01")));
        assert!(tie(TieKind::Employee, Some("9999-12-31")).bars(STATION, &[], on("2026-07-01")));
    }
}
