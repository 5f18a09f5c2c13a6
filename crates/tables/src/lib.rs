//! Tables as files: CSV, XLSX with real types, Parquet. Each takes rows one by one in memory that does not grow with them.
//!
//! Its libraries are heavy, so it stands apart: whoever changes a report does not compile them again.

mod file;
mod parquet_file;
mod xlsx_file;

pub use file::{Format, TableFile, Written};
