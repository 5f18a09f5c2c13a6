//! The commands of the binary, one file each.

pub mod admin;
pub mod audit_log;
pub mod calendar;
pub mod checklist;
pub mod epoch;
pub mod fsck;
pub mod score;
pub mod server;
pub mod storage;
