//! `/v1/regional-projects`: what many stations of a region miss in one round, what one station misses again and again (§5.5),
//! and the record of what is done about it (§5.6).

pub mod list;
pub mod show;
pub mod verbs;
pub mod view;

use forecourt_core::{order::PROJECT_OFFICES, states::Role};

/// Whoever reads projects. None of them is told of which round they are, nor which rounds check them, nor whether one runs (decision 23).
pub const READ: &[Role] = &[Role::Hq, Role::Admin, Role::Auditor, Role::Region];
/// Whoever works on them: the office of the region, and head office.
pub const ACTING: &[Role] = PROJECT_OFFICES;
