//! Photo jobs: find what has arrived, prove its bytes, look at the picture, derive copies without metadata.

use forecourt_core::states::PhotoState;
use forecourt_photo::{
    Limits, Want,
    phash::{self, PHash},
};
use forecourt_store::{
    audits::{examined, examined::Examined},
    entity::photo,
    jobs::{self, Leased, kind},
    objects::{Digest, ObjectError},
};
use uuid::Uuid;

use super::JobError;
use crate::{
    intake::{keys, photos},
    state::App,
};

/// No photo is larger; the manifest's limit.
pub const MAX_BYTES: usize = 10_485_760;

/// Looks for the photos of an audit that are not settled.
pub async fn find(app: &App, audit_id: Uuid) -> Result<(), JobError> {
    let Some(audit) = app.store.known_audit(audit_id, 1).await?.audit else { return Ok(()) };
    let photos = app.store.photos_of(audit_id).await?;
    let open = photos.into_iter().filter(|photo| !photo.lost_by_office).collect();
    photos::look(app, audit, open).await?;
    Ok(())
}

/// Reads one photo, proves its bytes and looks at the picture. Everything it learns is written in one transaction with
/// the end of the job.
pub async fn examine(app: &App, photo_id: Uuid, leased: &Leased) -> Result<(), JobError> {
    let Some(photo) = app.store.photos_by_id(&[photo_id]).await?.pop() else { return super::end(app, leased).await };
    let found = match prove(app, &photo).await? {
        Proof::Gone => Examined::is(PhotoState::Missing),
        Proof::Wrong => Examined::is(PhotoState::Rejected),
        Proof::Right(bytes) => look_at(app, &photo, bytes).await?,
    };
    let now = app.clock.now_ms();
    let tx = app.store.begin("photo_examined").await?;
    examined::write(&tx, &photo, &found, now).await?;
    jobs::enqueue(&*tx, kind::JUDGE_AUDIT, photo.audit_id, None, now).await?;
    jobs::done(&*tx, leased).await?;
    tx.commit().await?;
    app.work.notify_one();
    Ok(())
}

/// Candidates that are compared with one photo; a plain wall has thousands of look-alikes.
const CANDIDATES: u64 = 500;

/// Decodes the picture off the async threads, stores its copies, and looks for the same picture elsewhere.
async fn look_at(app: &App, photo: &photo::Model, bytes: bytes::Bytes) -> Result<Examined, JobError> {
    let _place = app.decoders.acquire().await.map_err(|error| JobError::Other(error.to_string()))?;
    let looked =
        tokio::task::spawn_blocking(move || forecourt_photo::intake(&bytes, &Limits::default(), Want::ThumbAndView))
            .await
            .map_err(|error| JobError::Other(error.to_string()))?;
    let intake = match looked {
        Ok(intake) => intake,
        Err(reason) => {
            tracing::info!(photo = %photo.id, %reason, "photo is unusable");
            return Ok(Examined::is(PhotoState::Unusable));
        }
    };
    let derived = intake.derived.is_some();
    if let Some(copies) = intake.derived {
        app.objects.put(&keys::derived(photo, "thumb"), copies.thumb.into(), "image/jpeg").await?;
        if let Some(view) = copies.view {
            app.objects.put(&keys::derived(photo, "view"), view.into(), "image/jpeg").await?;
        }
    }
    let similar_in = match intake.query {
        Some(query) => similar(app, photo, query).await?,
        None => None,
    };
    let seen = intake.inspection;
    let narrow = |side: Option<u32>| side.and_then(|side| i32::try_from(side).ok());
    Ok(Examined {
        state: PhotoState::Verified,
        size: narrow(seen.width).zip(narrow(seen.height)),
        exif_at: seen.exif_at_ms,
        exif_fix: seen.exif_fix.map(|fix| (fix.lat_e7, fix.lon_e7)),
        phash: seen.phash.map(|hash| hash.to_bytes().to_vec()),
        bands: seen.phash.map(|hash| phash::bands(&hash).to_vec()).unwrap_or_default(),
        similar_in,
        derived,
    })
}

/// Another audit with a picture that looks the same.
async fn similar(app: &App, photo: &photo::Model, query: phash::Query) -> Result<Option<Uuid>, JobError> {
    let found = app.store.similar_candidates(photo.audit_id, query.keys(), CANDIDATES).await?;
    let candidates: Vec<_> =
        found.into_iter().filter_map(|(audit, hash)| Some((audit, PHash::from_bytes(&hash)?))).collect();
    let best = tokio::task::spawn_blocking(move || query.similar(candidates).first().map(|(audit, _)| *audit));
    best.await.map_err(|error| JobError::Other(error.to_string()))
}

/// What the storage really holds under the photo's key.
enum Proof {
    /// Nothing: it was lost after it had been seen. The phone is asked again.
    Gone,
    /// Other bytes than announced.
    Wrong,
    /// The announced bytes.
    Right(bytes::Bytes),
}

async fn prove(app: &App, photo: &photo::Model) -> Result<Proof, JobError> {
    let Some(digest) = keys::digest(photo) else { return Err(JobError::Other("photo hash".into())) };
    let bytes = u64::try_from(photo.bytes).unwrap_or(0);
    // Whatever way is taken now: it was announced before the storage was proven, and lies where it was sent then.
    if photo.incoming {
        match app.objects.promote(&keys::incoming(photo), &keys::original(photo), bytes, digest).await {
            Ok(()) => {}
            // Promoted by an attempt before: the final key decides.
            Err(ObjectError::NotFound) => {}
            Err(ObjectError::WrongChecksum) => return Ok(Proof::Wrong),
            Err(error) => return Err(error.into()),
        }
    }
    let key = keys::original(photo);
    let object = match app.objects.get(&key).await {
        Ok(object) => object,
        Err(ObjectError::NotFound) => return Ok(Proof::Gone),
        Err(error) => return Err(error.into()),
    };
    let read = object.body.collect(MAX_BYTES + 1).await?;
    if u64::try_from(read.len()).is_ok_and(|length| length == bytes) && Digest::of(&read) == digest {
        return Ok(Proof::Right(read));
    }
    app.objects.delete(&key).await?;
    Ok(Proof::Wrong)
}
