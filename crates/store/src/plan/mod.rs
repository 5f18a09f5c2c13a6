//! What is planned: rounds, assignments, and how far they have come.

pub mod assignments;
pub mod cadence;
pub mod coverage;
pub mod rounds;
