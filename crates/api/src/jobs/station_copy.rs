//! The copy of a released photo that stations see: upright, without metadata, boxes burned in (decision 21).

use forecourt_photo::{Limits, MaskBox};
use forecourt_store::{entity::photo, jobs::Leased};
use serde::Deserialize;
use uuid::Uuid;

use super::{JobError, end, photos::MAX_BYTES};
use crate::{intake::keys, state::App};

/// Makes the copy under the random id that publication gave it. The same photo, boxes and id give the same object, so
/// that repeating it is harmless.
pub async fn run(app: &App, photo_id: Uuid, leased: &Leased) -> Result<(), JobError> {
    let photo = app.store.photos_by_id(&[photo_id]).await?.pop();
    if let Some((photo, copy_id)) = photo.and_then(|photo| photo.station_copy_id.map(|copy_id| (photo, copy_id)))
        && photo.released_at.is_some()
        && photo.erased_at.is_none()
    {
        let copy = draw(app, &photo).await?;
        app.objects.put(&keys::station_copy(photo.audit_id, copy_id), copy.into(), "image/jpeg").await?;
    }
    end(app, leased).await
}

async fn draw(app: &App, photo: &photo::Model) -> Result<Vec<u8>, JobError> {
    let boxes = boxes(photo)?;
    let _place = app.decoders.acquire().await.map_err(|error| JobError::Other(error.to_string()))?;
    let original = app.objects.get(&keys::original(photo)).await?.body.collect(MAX_BYTES).await?;
    let drawn =
        tokio::task::spawn_blocking(move || forecourt_photo::station_copy(&original, &boxes, &Limits::default()));
    let drawn = drawn.await.map_err(|error| JobError::Other(error.to_string()))?;
    drawn.map_err(|error| JobError::Other(error.to_string()))
}

/// A box as the reviewer set it, in ten thousandths of the picture.
#[derive(Deserialize)]
struct Area {
    x: u16,
    y: u16,
    w: u16,
    h: u16,
}

/// The boxes of a photo. Boxes that cannot be read make no copy: it would show what they hide.
fn boxes(photo: &photo::Model) -> Result<Vec<MaskBox>, JobError> {
    let Some(stored) = &photo.boxes else { return Ok(Vec::new()) };
    let areas = <Vec<Area> as Deserialize>::deserialize(stored);
    let areas = areas.map_err(|error| JobError::Other(format!("boxes of photo {}: {error}", photo.id)))?;
    Ok(areas.into_iter().map(|Area { x, y, w, h }| MaskBox { x, y, w, h }).collect())
}
