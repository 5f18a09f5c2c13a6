//! Evidence: prove its bytes, and that they are what they are said to be.

use forecourt_core::states::PhotoState;
use forecourt_store::{evidence, jobs::Leased, objects::Media, photo_keys::Expected};
use uuid::Uuid;

use super::{
    JobError, end, finish,
    photos::{Proof, prove},
};
use crate::state::App;

/// Examines one file; what it learns is written in one transaction with the end of the job.
pub async fn run(app: &App, id: Uuid, leased: &Leased) -> Result<(), JobError> {
    let Some(row) = evidence::find(app.store.read(), id).await? else { return end(app, leased).await };
    let expected = Expected::from(&row);
    let state = match prove(app, &expected).await? {
        Proof::Gone => PhotoState::Missing,
        Proof::Wrong => PhotoState::Rejected,
        // Told by its first bytes and nothing else (decision 37).
        Proof::Right(bytes) if Media::of(&bytes).content_type() == row.content_type => PhotoState::Verified,
        Proof::Right(_) => {
            app.objects.delete(&expected.original).await?;
            PhotoState::Rejected
        }
    };
    let tx = app.store.begin("evidence_examined").await?;
    evidence::examined(&tx, id, state, app.clock.now_ms()).await?;
    finish(tx, leased).await
}
