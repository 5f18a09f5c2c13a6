//! A re-visit whose cause was gone and counts again.

use forecourt_core::order::{RevisitState, Trigger};
use sea_orm::ActiveValue::Set;
use serde_json::json;

use super::{cover, days, write};
use crate::{Result, Tx, entity::revisit};

/// What was dropped is to be made after all, or covered by another one that is: an audit is the cause of one re-visit.
pub(super) async fn revive(
    tx: &Tx,
    row: revisit::Model,
    found: &[Trigger],
    last_closed_ms: i64,
    now_ms: i64,
) -> Result<Option<revisit::Model>> {
    let (first_day, last_day) = days(last_closed_ms, now_ms)?;
    let covered_by = cover::covering(tx, row.station_id, first_day).await?.map(|other| other.id);
    let state = if covered_by.is_some() { RevisitState::Covered } else { RevisitState::Waiting };
    let change = revisit::ActiveModel {
        state: Set(state.as_str().into()),
        triggers: Set(json!(found)),
        covered_by: Set(covered_by),
        first_day: Set(first_day),
        last_day: Set(last_day),
        ..Default::default()
    };
    let done = write(tx, &row, RevisitState::Dropped, change, now_ms).await?;
    let (state, version) = (state.as_str().to_owned(), row.version + 1);
    let revived = revisit::Model { state, triggers: json!(found), covered_by, first_day, last_day, version, ..row };
    Ok((done && covered_by.is_none()).then_some(revived))
}
