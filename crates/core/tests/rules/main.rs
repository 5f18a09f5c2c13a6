//! The rules of checklists and scores: worked examples, faults of files, other networks' forms, the line protocol,
//! findings, properties.

mod examples;
mod faults;
mod findings;
mod forms;
mod lines;
mod properties;
mod visit;
