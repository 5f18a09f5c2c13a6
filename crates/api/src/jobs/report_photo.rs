//! The photo of a report: prove its bytes, look whether it is a picture, derive copies without metadata.

use forecourt_core::states::PhotoState;
use forecourt_store::{jobs::Leased, photo_keys, photo_keys::Expected, reports};
use uuid::Uuid;

use super::{
    JobError, end, finish,
    photos::{Proof, decode, prove},
};
use crate::state::App;

/// Examines one photo; what it learns is written in one transaction with the end of the job.
pub async fn run(app: &App, photo_id: Uuid, leased: &Leased) -> Result<(), JobError> {
    let Some(photo) = reports::photo(app.store.read(), photo_id).await? else { return end(app, leased).await };
    let (state, derived) = match prove(app, &Expected::from(&photo)).await? {
        Proof::Gone => (PhotoState::Missing, false),
        Proof::Wrong => (PhotoState::Rejected, false),
        Proof::Right(bytes) => match decode(app, bytes).await? {
            Err(_) => (PhotoState::Unusable, false),
            Ok(intake) => {
                let copies = intake.derived;
                if let Some(copies) = &copies {
                    let view = copies.view.as_ref().unwrap_or(&copies.thumb);
                    for (size, bytes) in [("thumb", &copies.thumb), ("view", view)] {
                        let key = photo_keys::report_derived(&photo, size);
                        app.objects.put(&key, bytes.clone().into(), "image/jpeg").await?;
                    }
                }
                (PhotoState::Verified, copies.is_some())
            }
        },
    };
    let tx = app.store.begin("report_photo_examined").await?;
    reports::examined(&tx, photo_id, state, derived, app.clock.now_ms()).await?;
    finish(tx, leased).await
}
