//! CSV as spreadsheets read it: UTF-8 with a byte order mark (pains.md P14d), CRLF, one header row in zh or en.
//!
//! Text cells that a spreadsheet would take for a formula get a leading apostrophe; numbers are never text, so negative
//! ones stay numbers. Scores and shares in basis points are written as 0.00 to 100.00.

mod cell;
mod closing;
mod ranking;
mod reports;
mod table;

pub use closing::closing;
pub use ranking::{Names, RankingCsv};
pub use reports::{coverage, lenses, touchpoints, trend, weak_items};
pub use table::{Row, Table};

use forecourt_core::text::Lang;

/// A column header in both languages.
pub(crate) struct Header(pub &'static str, pub &'static str);

impl Header {
    pub(crate) fn get(&self, lang: Lang) -> &'static str {
        match lang {
            Lang::Zh => self.0,
            Lang::En => self.1,
        }
    }
}

/// Yes or no as a word.
pub(crate) fn yes_no(lang: Lang, yes: bool) -> &'static str {
    let (affirmative, negative) = match lang {
        Lang::Zh => ("是", "否"),
        Lang::En => ("yes", "no"),
    };
    if yes { affirmative } else { negative }
}
