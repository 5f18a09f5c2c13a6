//! Instants and days as they stand in answers: RFC 3339 in UTC with `Z`, and `YYYY-MM-DD` (Asia/Shanghai).

use time::{OffsetDateTime, format_description::well_known::Rfc3339};

/// An instant in epoch ms as RFC 3339 with milliseconds and `Z`.
pub fn rfc3339(ms: i64) -> String {
    let at =
        OffsetDateTime::from_unix_timestamp_nanos(i128::from(ms) * 1_000_000).unwrap_or(OffsetDateTime::UNIX_EPOCH);
    at.format(&Rfc3339).unwrap_or_default()
}

/// An instant from RFC 3339; `None` when it is none.
pub fn parse_rfc3339(text: &str) -> Option<i64> {
    let at = OffsetDateTime::parse(text, &Rfc3339).ok()?;
    i64::try_from(at.unix_timestamp_nanos() / 1_000_000).ok()
}

/// A day number (days since 1970-01-01) as `YYYY-MM-DD`.
pub fn day(days: i32) -> String {
    forecourt_core::day::text(days)
}

/// A day number from `YYYY-MM-DD`; `None` when it is no day.
pub fn parse_day(text: &str) -> Option<i32> {
    forecourt_core::day::parse(text).map(forecourt_core::day::number_of)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn instants_and_days_read_back() {
        assert_eq!(rfc3339(0), "1970-01-01T00:00:00Z");
        let ms = 1_795_312_345_678;
        assert_eq!(parse_rfc3339(&rfc3339(ms)), Some(ms));
        assert_eq!(day(0), "1970-01-01");
        assert_eq!(parse_day("2026-11-22").map(day).as_deref(), Some("2026-11-22"));
        assert_eq!(parse_day("2026-02-29"), None);
        assert_eq!(parse_day("2026-2-9"), None);
    }
}
