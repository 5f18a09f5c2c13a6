//! Rules of single fields that several requests and imports share.

use forecourt_core::violation::Code;
use validator::ValidationError;

/// Longest code of a unit, station or round, characters.
pub const CODE_CHARS: usize = 40;
/// Longest name, characters.
pub const NAME_CHARS: usize = 100;
/// Longest address or reason, characters.
pub const LINE_CHARS: usize = 300;

/// Whether it is a code: letters, digits, `.`, `_`, `-`.
pub fn is_code(text: &str) -> bool {
    (1..=CODE_CHARS).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_alphanumeric() || b"._-".contains(&b))
}

/// Whether it is a name to sign in with: like a code, letters of any script, also `@`.
pub fn is_username(text: &str) -> bool {
    (1..=CODE_CHARS).contains(&text.chars().count())
        && text.chars().all(|c| c.is_alphanumeric() || matches!(c, '.' | '_' | '-' | '@'))
}

/// Whether it is a phone number as people write it.
pub fn is_phone(text: &str) -> bool {
    (3..=30).contains(&text.len())
        && text.bytes().any(|b| b.is_ascii_digit())
        && text.bytes().all(|b| b.is_ascii_digit() || b"+-() ".contains(&b))
}

/// Whether it is a line of text that says something.
pub fn is_line(text: &str, most: usize) -> bool {
    !text.trim().is_empty() && text.chars().count() <= most && !text.chars().any(char::is_control)
}

fn rule(holds: bool) -> Result<(), ValidationError> {
    if holds { Ok(()) } else { Err(ValidationError::new(Code::BadValue.as_str())) }
}

/// [`is_code`] for `#[validate(custom(function = …))]`.
pub fn code(text: &str) -> Result<(), ValidationError> {
    rule(is_code(text))
}

/// [`is_username`] for `#[validate(custom(function = …))]`.
pub fn username(text: &str) -> Result<(), ValidationError> {
    rule(is_username(text))
}

/// A name: not empty, up to 100 characters, no control characters.
pub fn name(text: &str) -> Result<(), ValidationError> {
    rule(is_line(text, NAME_CHARS))
}

/// Words that say something; that there are any, and how many, is the rule beside it.
pub fn said(text: &str) -> Result<(), ValidationError> {
    if text.is_empty() || !text.trim().is_empty() {
        return Ok(());
    }
    Err(ValidationError::new(Code::Missing.as_str()))
}

/// A line that may be empty, up to 300 characters, no control characters.
pub fn line(text: &str) -> Result<(), ValidationError> {
    rule(text.is_empty() || is_line(text, LINE_CHARS))
}

/// A phone number, or nothing to take it away.
pub fn phone(text: &str) -> Result<(), ValidationError> {
    rule(text.is_empty() || is_phone(text))
}

/// A language of the product.
pub fn lang(text: &str) -> Result<(), ValidationError> {
    rule(matches!(text, "zh" | "en"))
}

/// The time zone of a station. Slots, deadlines and days are those of Asia/Shanghai, which all of China keeps.
pub fn tz(text: &str) -> Result<(), ValidationError> {
    rule(matches!(text, "Asia/Shanghai" | "Asia/Urumqi" | "Asia/Hong_Kong" | "Asia/Macau"))
}

/// Degrees such as `31.2304` in 1e-7 degrees, without any floating point; `None` when it is none or out of range.
pub fn degrees_e7(text: &str, most: i64) -> Option<i64> {
    let (negative, digits) = match text.strip_prefix('-') {
        Some(rest) => (true, rest),
        None => (false, text),
    };
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
    let all_digits = |part: &str| part.bytes().all(|b| b.is_ascii_digit());
    if whole.is_empty() || whole.len() > 3 || !all_digits(whole) || !all_digits(fraction) {
        return None;
    }
    let seven: String = fraction.chars().chain("0000000".chars()).take(7).collect();
    let value = whole.parse::<i64>().ok()? * 10_000_000 + seven.parse::<i64>().ok()?;
    (value <= most * 10_000_000).then_some(if negative { -value } else { value })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn degrees_are_read_without_floating_point() {
        assert_eq!(degrees_e7("31.2304", 90), Some(312_304_000));
        assert_eq!(degrees_e7("-0.00000019", 90), Some(-1));
        assert_eq!(degrees_e7("180", 180), Some(1_800_000_000));
        assert_eq!(degrees_e7("180.0000001", 180), None);
        for bad in ["", "-", ".5", "1e3", "1,5", "1.5.1", "+1", "٣"] {
            assert_eq!(degrees_e7(bad, 90), None, "{bad}");
        }
    }

    #[test]
    fn names_and_codes_have_their_letters() {
        assert!(is_code("NJ-001") && !is_code("") && !is_code("南京") && !is_code("a b"));
        assert!(is_username("manager-NJ001") && is_username("张三") && !is_username("a b") && !is_username("<x>"));
        assert!(is_phone("+86 138-0000") && !is_phone("call me") && !is_phone("---"));
        assert!(is_line("南京一站", 10) && !is_line("  ", 10) && !is_line("a\nb", 10) && !is_line("abc", 2));
    }
}
