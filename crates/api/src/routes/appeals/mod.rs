//! `/v1/appeals`: a station disputes an item of a published audit; two levels decide (§3.7).

pub mod decide;
pub mod file;
pub mod footage;
pub mod list;
pub mod orders;
pub mod second_level;
pub mod settle;
pub mod view;
pub mod window;

pub use forecourt_core::appeal::{FILERS, PANELS};
use forecourt_core::states::Role;
use forecourt_store::{Tx, appeals, entity::appeal};

use crate::problem::{Problem, Result};
use view::AnyAppeal;

/// Who sees appeals with the people in them.
pub const DESKS: &[Role] = &[Role::Reviewer, Role::AppealL1, Role::AppealL2, Role::Hq, Role::Admin, Role::Auditor];
/// Evidence of one step, at most.
pub const MAX_EVIDENCE: u64 = 20;

/// One appeal as it is inside the transaction.
pub async fn shown(tx: &Tx, row: &appeal::Model, for_station: bool) -> Result<AnyAppeal> {
    let around = appeals::around(&**tx, std::slice::from_ref(row)).await?;
    view::view(row, &around, for_station)
}

/// A state that does not allow it.
pub fn wrong_state(row: &appeal::Model) -> Problem {
    Problem::wrong_state(&row.state)
}
