//! Tables as files: CSV, XLSX with real types, Parquet. Each takes rows one by one in memory that does not grow with them.
//! And the way back: the rows of a workbook that somebody sent.
//!
//! Its libraries are heavy, so it stands apart: whoever changes a report does not compile them again.

mod file;
mod parquet_file;
pub mod workbook;
mod xlsx_file;

pub use file::{Format, TableFile, Written};
