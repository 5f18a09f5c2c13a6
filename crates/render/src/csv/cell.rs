//! The text of single cells, without floating point and without allocating.

use forecourt_core::day::{DAY_MS, SHANGHAI_OFFSET_MS, text as day_text, time_of};

/// Room for any 64-bit number with a sign and a decimal point.
const WIDTH: usize = 24;

/// A number as text on the stack.
pub(super) struct Digits {
    text: [u8; WIDTH],
    start: usize,
}

impl Digits {
    /// A whole number.
    pub fn int(value: i64) -> Self {
        Self::build(value, false)
    }

    /// Hundredths as a number with two decimals: basis points as per cent or points of a hundred.
    pub fn hundredths(value: i64) -> Self {
        Self::build(value, true)
    }

    pub fn as_bytes(&self) -> &[u8] {
        &self.text[self.start..]
    }

    fn build(value: i64, decimals: bool) -> Self {
        let mut digits = Self { text: [b'0'; WIDTH], start: WIDTH };
        let mut rest = value.unsigned_abs();
        let least = if decimals { 3 } else { 1 };
        let mut written = 0;
        while written < least || rest > 0 {
            if decimals && written == 2 {
                digits.push(b'.');
            }
            digits.push(b'0' + (rest % 10) as u8);
            rest /= 10;
            written += 1;
        }
        if value < 0 {
            digits.push(b'-');
        }
        digits
    }

    fn push(&mut self, byte: u8) {
        // 20 digits, a point and a sign fit the width.
        self.start -= 1;
        self.text[self.start] = byte;
    }
}

/// An instant in Asia/Shanghai as `2026-11-25 09:00:00`: what spreadsheets take for an instant.
pub(super) fn instant_text(at_ms: i64) -> String {
    let seconds = time_of(at_ms) / 1000;
    let day = at_ms.saturating_add(SHANGHAI_OFFSET_MS).div_euclid(DAY_MS);
    let day = day_text(i32::try_from(day).unwrap_or(i32::MAX));
    format!("{day} {:02}:{:02}:{:02}", seconds / 3600, seconds / 60 % 60, seconds % 60)
}

/// Whether a spreadsheet could take the text for a formula: by its first character, blanks in front passed over.
///
/// The four signs, their full-width twins, and the control characters that some programs drop from the front.
pub(super) fn is_dangerous(text: &str) -> bool {
    let control = text.starts_with(['\t', '\r', '\n', '\0']);
    control || text.trim_start().starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠'])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(digits: Digits) -> String {
        String::from_utf8(digits.as_bytes().to_vec()).unwrap()
    }

    #[test]
    fn numbers_are_written_exactly() {
        for value in [0, 7, -7, 10, 1_234_567, i64::MAX, i64::MIN] {
            assert_eq!(text(Digits::int(value)), value.to_string());
        }
        let scores = [
            (0, "0.00"),
            (5, "0.05"),
            (50, "0.50"),
            (8684, "86.84"),
            (10_000, "100.00"),
            (-5, "-0.05"),
            (-1234, "-12.34"),
        ];
        for (bp, expected) in scores {
            assert_eq!(text(Digits::hundredths(bp)), expected);
        }
        assert_eq!(text(Digits::hundredths(i64::MIN)), "-92233720368547758.08");
    }

    #[test]
    fn days_and_instants_are_those_of_shanghai() {
        assert_eq!(day_text(0), "1970-01-01");
        assert_eq!(day_text(20_782), "2026-11-25");
        assert_eq!(instant_text(0), "1970-01-01 08:00:00");
        assert_eq!(instant_text(1_795_629_599_999), "2026-11-26 01:59:59");
    }

    #[test]
    fn formulas_are_recognised() {
        for bad in ["=1+1", "+86", "-1", "@SUM(A1)", "\t=1", "\rx", "\n", "\0", "  =1", "＝1+1", "＠x"] {
            assert!(is_dangerous(bad), "{bad:?}");
        }
        for good in ["", "渝北新溉路站", "a=b", "1-2", "'=1", "(-1)"] {
            assert!(!is_dangerous(good), "{good:?}");
        }
    }
}
