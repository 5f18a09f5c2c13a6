//! Reports to be printed: plain data → PDF, A4, Chinese or English, the font embedded as far as it is used.
//!
//! Pure Rust, no program beside it. What stands on a page is decided in [`page`] and can be looked at without a PDF.

mod blocks;
mod fonts;
pub mod network;
mod page;
pub mod station;
mod write;

pub use page::Photo;

/// Why a report could not be written.
#[derive(Debug, thiserror::Error)]
pub enum PdfError {
    /// The font that is built in cannot be read.
    #[error("the built-in font cannot be read")]
    Font,
    /// The writer refused.
    #[error("the report could not be written: {0}")]
    Write(String),
}

/// A text in the language of the report.
pub(crate) fn say(lang: forecourt_core::text::Lang, zh: &'static str, en: &'static str) -> &'static str {
    match lang {
        forecourt_core::text::Lang::Zh => zh,
        forecourt_core::text::Lang::En => en,
    }
}

/// How many of the red lines are false evidence; nothing where none is.
pub(crate) fn of_false(lang: forecourt_core::text::Lang, count: u32) -> String {
    match (count, lang) {
        (0, _) => String::new(),
        (_, forecourt_core::text::Lang::Zh) => format!("其中证据造假 {count}"),
        (_, forecourt_core::text::Lang::En) => format!("false evidence: {count}"),
    }
}

/// Basis points as people read them: `86.84`, or a dash.
pub(crate) fn score(bp: Option<i64>) -> String {
    bp.map_or_else(
        || "–".to_owned(),
        |bp| {
            let sign = if bp < 0 { "-" } else { "" };
            format!("{sign}{}.{:02}", bp.unsigned_abs() / 100, bp.unsigned_abs() % 100)
        },
    )
}

/// A share in basis points with one decimal, rounded half up: `86.8%`, or a dash.
pub(crate) fn share(bp: Option<u16>) -> String {
    bp.map_or_else(
        || "–".to_owned(),
        |bp| {
            let tenths = (u32::from(bp) + 5) / 10;
            format!("{}.{}%", tenths / 10, tenths % 10)
        },
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_read_as_elsewhere() {
        assert_eq!([score(Some(8684)), score(Some(-5)), score(None)], ["86.84", "-0.05", "–"]);
        assert_eq!([share(Some(8684)), share(Some(10_000)), share(Some(5))], ["86.8%", "100.0%", "0.1%"]);
    }
}
