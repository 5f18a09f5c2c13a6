//! Compares the narratives of audits that came in one transaction with all others.

use forecourt_store::jobs::{self, Leased, kind};
use serde::Deserialize;
use uuid::Uuid;

use super::JobError;
use crate::state::App;

/// Transactions that could not see each other ended within this, ms.
const SINCE_MS: i64 = 60_000;

#[derive(Deserialize)]
struct Payload {
    audits: Vec<Uuid>,
}

/// Has every audit judged again that tells the same as another one: whichever came later is flagged then. What came long
/// before was seen at the door.
pub async fn run(app: &App, leased: &Leased) -> Result<(), JobError> {
    let payload = leased.job.payload.clone().unwrap_or_default();
    let Payload { audits } = serde_json::from_value(payload).map_err(|error| JobError::Other(error.to_string()))?;
    let equal = app.store.equal_narratives(&audits, leased.job.created_at - SINCE_MS).await?;
    let tx = app.store.begin("job_done").await?;
    jobs::enqueue_many(&*tx, kind::JUDGE_AUDIT, &equal, None, app.clock.now_ms()).await?;
    super::finish(tx, leased).await
}
