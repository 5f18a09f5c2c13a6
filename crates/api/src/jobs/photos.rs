//! Photo jobs: find what has arrived, prove its bytes, look at the picture, derive copies without metadata.

use std::time::Duration;

use forecourt_core::states::PhotoState;
use forecourt_photo::{
    Intake, Limits, Want,
    phash::{self, PHash},
};
use forecourt_store::{
    audits::{due::LOOK_FOR_MS, examined, examined::Examined},
    entity::photo,
    jobs::{self, Leased, kind},
    objects::{Digest, ObjectError},
    photo_keys::Expected,
};
use uuid::Uuid;

use super::JobError;
use crate::{
    intake::{keys, photos},
    state::App,
};

/// No photo is larger; the manifest's limit.
pub const MAX_BYTES: usize = 10_485_760;

/// How long one look may take: a slow storage is waited for here, not at the door.
const LOOK: Duration = Duration::from_secs(60);
/// The first pause between two looks; each one after it is twice as long.
const FIRST_PAUSE_MS: i64 = 60_000;
/// The longest pause between two looks.
const LAST_PAUSE_MS: i64 = 1_800_000;

/// Looks for the photos of an audit that are not settled, and asks for another look as long as any is missing.
pub async fn find(app: &App, audit_id: Uuid, leased: &Leased) -> Result<(), JobError> {
    let Some(audit) = app.store.known_audit(audit_id, 1).await?.audit else { return super::end(app, leased).await };
    let photos = app.store.photos_of(audit_id).await?;
    // Only the phone takes back what the office has given up.
    let open = photos.into_iter().filter(|photo| !photo.lost_by_office).collect();
    let (_, photos) = photos::look(app, audit, open, LOOK).await?;
    let newest = photos.iter().filter(|photo| photos::is_awaited(photo)).map(|photo| photo.updated_at).max();
    if newest.is_none_or(|at| at < app.clock.now_ms() - LOOK_FOR_MS) {
        return super::end(app, leased).await;
    }
    let pause = LAST_PAUSE_MS.min(FIRST_PAUSE_MS << leased.job.waits.clamp(0, 12));
    let tx = app.store.begin("job_again").await?;
    if !jobs::again(&*tx, leased, app.clock.work_ms() + pause).await? {
        return Err(JobError::LeaseLost);
    }
    Ok(tx.commit().await?)
}

/// Reads one photo, proves its bytes and looks at the picture. Everything it learns is written in one transaction with
/// the end of the job.
pub async fn examine(app: &App, photo_id: Uuid, leased: &Leased) -> Result<(), JobError> {
    let Some(photo) = app.store.photos_by_id(&[photo_id]).await?.pop() else { return super::end(app, leased).await };
    let found = match prove(app, &Expected::from(&photo)).await? {
        // The phone has said that it has nothing better to send.
        Proof::Gone | Proof::Wrong if photo.state == PhotoState::Lost.as_str() => return super::end(app, leased).await,
        Proof::Gone => Examined::is(PhotoState::Missing),
        Proof::Wrong => Examined::is(PhotoState::Rejected),
        Proof::Right(bytes) => look_at(app, &photo, bytes).await?,
    };
    let now = app.clock.now_ms();
    let tx = app.store.begin("photo_examined").await?;
    if examined::write(&tx, &photo, &found, now).await? {
        jobs::enqueue(&*tx, kind::JUDGE_AUDIT, photo.audit_id, None, now).await?;
    } else {
        // Something was heard of it while it was examined: look at what it is now.
        jobs::enqueue(&*tx, kind::EXAMINE_PHOTO, photo_id, None, now).await?;
    }
    super::finish(tx, leased).await?;
    app.work.notify_one();
    Ok(())
}

/// Candidates that are compared with one photo; a plain wall has thousands of look-alikes.
const CANDIDATES: u64 = 500;

/// Decodes a picture off the async threads, under limits; why not, when it is none.
pub async fn decode(app: &App, bytes: bytes::Bytes) -> Result<Result<Intake, String>, JobError> {
    let _place = app.decoders.acquire().await.map_err(|error| JobError::Other(error.to_string()))?;
    let looked =
        tokio::task::spawn_blocking(move || forecourt_photo::intake(&bytes, &Limits::default(), Want::ThumbAndView))
            .await
            .map_err(|error| JobError::Other(error.to_string()))?;
    Ok(looked.map_err(|reason| reason.to_string()))
}

/// Decodes the picture, stores its copies, and looks for the same picture elsewhere.
async fn look_at(app: &App, photo: &photo::Model, bytes: bytes::Bytes) -> Result<Examined, JobError> {
    let intake = match decode(app, bytes).await? {
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
    let seen = intake.inspection;
    if let Some(hash) = &seen.phash {
        app.store.index_photo(photo.id, &hash.to_bytes(), &phash::bands(hash)).await?;
    }
    let similar_in = match intake.query {
        Some(query) => similar(app, photo, query).await?,
        None => None,
    };
    let narrow = |side: Option<u32>| side.and_then(|side| i32::try_from(side).ok());
    Ok(Examined {
        state: PhotoState::Verified,
        size: narrow(seen.width).zip(narrow(seen.height)),
        exif_at: seen.exif_at_ms,
        exif_fix: seen.exif_fix.map(|fix| (fix.lat_e7, fix.lon_e7)),
        phash: seen.phash.map(|hash| hash.to_bytes().to_vec()),
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
pub enum Proof {
    /// Nothing: it was lost after it had been seen. The phone is asked again.
    Gone,
    /// Other bytes than announced.
    Wrong,
    /// The announced bytes.
    Right(bytes::Bytes),
}

/// Reads the bytes of a photo and compares them with what was announced. The row knows where the phone was told to upload
/// to, whatever way new photos go by now: an upload to the incoming place is moved first.
pub async fn prove(app: &App, photo: &Expected) -> Result<Proof, JobError> {
    let Some(digest) = photo.digest else { return Err(JobError::Other("photo hash".into())) };
    let bytes = u64::try_from(photo.bytes).unwrap_or(0);
    if photo.is_incoming() {
        match app.objects.promote(&photo.upload, &photo.original, bytes, digest).await {
            Ok(()) => {}
            // Promoted by an attempt before: the final key decides.
            Err(ObjectError::NotFound) => {}
            Err(ObjectError::WrongChecksum) => return Ok(Proof::Wrong),
            Err(error) => return Err(error.into()),
        }
    }
    let object = match app.objects.get(&photo.original).await {
        Ok(object) => object,
        Err(ObjectError::NotFound) => return Ok(Proof::Gone),
        Err(error) => return Err(error.into()),
    };
    // Documents may be longer than photos.
    let most = MAX_BYTES.max(usize::try_from(bytes).unwrap_or(MAX_BYTES));
    let read = object.body.collect(most + 1).await?;
    if u64::try_from(read.len()).is_ok_and(|length| length == bytes) && Digest::of(&read) == digest {
        return Ok(Proof::Right(read));
    }
    app.objects.delete(&photo.original).await?;
    Ok(Proof::Wrong)
}
