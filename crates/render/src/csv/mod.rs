//! CSV as spreadsheets read it: UTF-8 with a byte order mark (pains.md P14d), CRLF, one header row in zh or en.
//!
//! Text cells that a spreadsheet would take for a formula get a leading apostrophe; numbers are never text, so negative
//! ones stay numbers. Scores and shares in basis points are written as 0.00 to 100.00.

mod bulletin;
mod cell;
mod closing;
mod ranking;
mod reports;
mod table;

pub use bulletin::bulletin;
pub use closing::closing;
pub use ranking::{Edition, Names, RankingCsv};
pub use reports::{coverage, coverage_columns, fill_coverage, lenses, touchpoints, trend, weak_items};
pub use table::Table;
