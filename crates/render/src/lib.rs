//! Files made of rows: what the reports and lists of the API look like outside of it.
//!
//! Every writer streams into an [`std::io::Write`] with memory that does not grow with the number of rows, and says how
//! many rows it wrote, so that a cut file can be told from a whole one (pains.md P12).

pub mod csv;
pub mod sheet;
