//! `Retry-After` (RFC 9110 §10.2.3): seconds, or an instant.

use time::PrimitiveDateTime;
use time::macros::format_description;

/// A day, ms: nobody is left alone for longer.
const LONGEST_MS: i64 = 24 * 60 * 60 * 1000;

/// How long to wait, ms, at most a day; `None` when the text is neither.
pub(crate) fn parse(text: &str, now_ms: i64) -> Option<i64> {
    let text = text.trim();
    let seconds = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let wait = if seconds {
        // So many digits that they are no number are a very long time.
        text.parse::<i64>().unwrap_or(i64::MAX).saturating_mul(1000)
    } else {
        let form =
            format_description!("[weekday repr:short], [day] [month repr:short] [year] [hour]:[minute]:[second] GMT");
        let at = PrimitiveDateTime::parse(text, &form).ok()?.assume_utc();
        at.unix_timestamp().saturating_mul(1000).saturating_sub(now_ms)
    };
    Some(wait.clamp(0, LONGEST_MS))
}

#[cfg(test)]
mod tests {
    use super::parse;

    #[test]
    fn seconds_and_instants_are_understood() {
        // 1994-11-06 08:49:37 UTC, the example of RFC 9110.
        let at_ms = 784_111_777_000;
        assert_eq!(parse("120", 0), Some(120_000));
        assert_eq!(parse(" 0 ", 0), Some(0));
        assert_eq!(parse("99999999999999999999999", 0), Some(86_400_000));
        assert_eq!(parse("Sun, 06 Nov 1994 08:49:37 GMT", at_ms - 90_000), Some(90_000));
        assert_eq!(parse("Sun, 06 Nov 1994 08:49:37 GMT", at_ms + 1), Some(0));
        for neither in ["", "soon", "-5", "1.5", "Sun, 06 Nov 1994"] {
            assert_eq!(parse(neither, 0), None, "{neither}");
        }
    }
}
