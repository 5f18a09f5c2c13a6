//! The rules of Forecourt without any outside world: checklists, validation, scoring, findings, flags, calendar.
//!
//! Pure functions over plain data: no clock, no randomness, no I/O, no SQL. Times and ids come in as arguments.
//! Section numbers in the documentation of this crate are those of `domain.md`, decision numbers those of `decisions.md`.

pub mod appeal;
pub mod audit_log;
pub mod bulletin;
pub mod calendar;
pub mod canonical;
pub mod checklist;
pub mod day;
pub mod export;
pub mod finding;
pub mod flags;
pub mod order;
pub mod predicate;
pub mod registry;
pub mod retention;
pub mod review;
pub mod review_time;
pub mod score;
pub mod score_line;
pub mod states;
pub mod submission;
pub mod text;
pub mod tie;
pub mod transitions;
pub mod validate;
pub mod violation;
