//! The rules of Forecourt, pure: no async, no I/O, no SQL, no clock. Time and ids come from outside.

pub mod states;
