//! Photos at the door: looking for what has arrived, and the way in for storages that phones cannot reach.

use std::{collections::BTreeMap, time::Duration};

use axum::body::Body;
use forecourt_core::states::PhotoState;
use forecourt_store::{
    audits::arrivals::Arrival,
    entity::{audit, photo},
    evidence, evidence_parts,
    objects::{ObjectError, UploadWay},
    photo_keys::Expected,
    reports,
};
use futures::{StreamExt, stream};
use hmac::{Hmac, Mac};
use sha2::Sha256;
use uuid::Uuid;

use super::receipt::UploadTarget;
use crate::{
    body::drain,
    problem::{Kind, Problem, Result},
    state::App,
    times::rfc3339,
};

/// The door waits this long for the storage; what it has not said by then is missing in the receipt.
pub const PATIENCE: Duration = Duration::from_secs(2);
/// Questions to the storage at the same time, for one audit.
const AT_ONCE: usize = 8;

/// Whether the bytes of a photo have not come yet.
pub fn is_awaited(photo: &photo::Model) -> bool {
    matches!(PhotoState::parse(&photo.state), Some(PhotoState::Missing | PhotoState::Rejected))
}

/// Asks the storage for every photo that is not settled, and stores what it says within `patience`. A storage that is
/// down or slow changes nothing: the receipt tells the truth as far as it is known.
pub async fn look(
    app: &App,
    audit: audit::Model,
    photos: Vec<photo::Model>,
    patience: Duration,
) -> Result<(audit::Model, Vec<photo::Model>)> {
    let now = app.clock.now_ms();
    // The phone is asking, so it still has what the office gave up (decision 3).
    let wanted: Vec<photo::Model> =
        photos.iter().filter(|photo| is_awaited(photo) || photo.lost_by_office).cloned().collect();
    if wanted.is_empty() {
        return Ok((audit, photos));
    }
    let questions = wanted.iter().map(|photo| (photo.id, Expected::from(photo))).collect();
    let arrivals = arrivals(app, questions, patience).await;
    let given_up: Vec<Uuid> = wanted.iter().filter(|photo| photo.lost_by_office).map(|photo| photo.id).collect();
    if arrivals.is_empty() && given_up.is_empty() {
        return Ok((audit, photos));
    }
    app.store.photos_seen(audit.id, &arrivals, &given_up, now).await?;
    app.work.notify_one();
    let again = app.store.known_audit(audit.id, audit.revision).await?.audit.unwrap_or(audit);
    let photos = app.store.photos_of(again.id).await?;
    Ok((again, photos))
}

/// What the storage says about these photos. What has been answered within `patience` counts, however long the rest takes.
pub async fn arrivals(app: &App, wanted: Vec<(Uuid, Expected)>, patience: Duration) -> Vec<Arrival> {
    let questions = wanted.into_iter().map(|(photo_id, expected)| {
        let app = app.clone();
        async move { seen(&app, &expected).await.map(|state| Arrival { photo_id, state }) }
    });
    let answers = stream::iter(questions).buffer_unordered(AT_ONCE).take_until(Box::pin(tokio::time::sleep(patience)));
    answers.filter_map(|answer| async move { answer }).collect().await
}

/// What the storage says about one photo; `None` when it says nothing new.
pub async fn seen(app: &App, photo: &Expected) -> Option<PhotoState> {
    let info = match app.objects.head(&photo.upload).await {
        Ok(Some(info)) => info,
        Ok(None) => return None,
        Err(error) => {
            tracing::debug!(%error, "storage did not answer at the door");
            return None;
        }
    };
    let right_length = u64::try_from(photo.bytes).is_ok_and(|bytes| bytes == info.bytes);
    Some(match (right_length, info.sha256) {
        (false, _) => PhotoState::Rejected,
        // Only a storage that was proven to enforce checksums is believed, and only about the key that is read from later
        // on; else a job reads the bytes, and moves them there.
        (true, Some(digest)) if app.upload_way() == UploadWay::Direct && !photo.is_incoming() => {
            if Some(digest) == photo.digest { PhotoState::Verified } else { PhotoState::Rejected }
        }
        (true, _) => PhotoState::Stored,
    })
}

/// Whether new photos are first uploaded to the incoming place.
pub fn goes_to_incoming(app: &App) -> bool {
    app.upload_way() != UploadWay::Direct && !app.objects.is_proxied()
}

/// What a photo belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Owner {
    /// An audit.
    Audit,
    /// A report of what came in the way.
    Report,
    /// Nothing but itself: evidence.
    Evidence,
    /// A clip of which it is a part.
    Clip,
}

impl Owner {
    const fn word(self) -> &'static str {
        match self {
            Self::Audit => "upload",
            Self::Report => "report",
            Self::Evidence => "evidence",
            Self::Clip => "clip",
        }
    }
}

/// An upload address on this server, for a storage that phones cannot reach. It is as narrow as a presigned one.
pub fn proxied_target(
    app: &App,
    photo: &Expected,
    owner: Owner,
    public_base: &str,
    ttl: Duration,
) -> Result<UploadTarget> {
    let digest = photo.digest.ok_or_else(|| Problem::internal("photo hash"))?;
    let expires_ms = app.clock.real_ms() + i64::try_from(ttl.as_millis()).unwrap_or(0);
    let signature = hex::encode(sign(app, owner, photo.id, expires_ms)?.finalize().into_bytes());
    let headers = BTreeMap::from([
        ("content-type".to_owned(), photo.content_type.clone()),
        ("x-amz-checksum-sha256".to_owned(), digest.base64()),
    ]);
    Ok(UploadTarget {
        method: "PUT".to_owned(),
        url: format!("{public_base}/v1/uploads/{}?expires={expires_ms}&signature={signature}", photo.id),
        headers,
        expires_at: rfc3339(expires_ms),
    })
}

fn sign(app: &App, owner: Owner, photo_id: Uuid, expires_ms: i64) -> Result<Hmac<Sha256>> {
    let mut mac = <Hmac<Sha256> as Mac>::new_from_slice(&app.upload_key).map_err(Problem::internal)?;
    mac.update(format!("{}:{photo_id}:{expires_ms}", owner.word()).as_bytes());
    Ok(mac)
}

/// The photo that a signed address was made for.
async fn addressed(app: &App, photo_id: Uuid, expires_ms: i64, signature: &str) -> Result<Expected> {
    let given = hex::decode(signature).unwrap_or_default();
    for owner in [Owner::Audit, Owner::Report, Owner::Evidence, Owner::Clip] {
        if expires_ms < app.clock.real_ms() || sign(app, owner, photo_id, expires_ms)?.verify_slice(&given).is_err() {
            continue;
        }
        let found = match owner {
            Owner::Audit => app.store.photos_by_id(&[photo_id]).await?.pop().as_ref().map(Expected::from),
            Owner::Report => reports::photo(app.store.read(), photo_id).await?.as_ref().map(Expected::from),
            Owner::Clip => evidence_parts::find(app.store.read(), photo_id).await?.as_ref().map(Expected::from),
            Owner::Evidence => evidence::find(app.store.read(), photo_id).await?.as_ref().map(Expected::from),
        };
        return found.ok_or_else(Problem::not_found);
    }
    Err(Problem::new(Kind::Forbidden).detail("上传地址已失效", "The upload address no longer works"))
}

/// Streams a proxied upload through to the storage with constant memory.
pub async fn receive(
    app: &App,
    photo_id: Uuid,
    expires_ms: i64,
    signature: &str,
    length: Option<u64>,
    body: Body,
) -> Result<()> {
    let photo = match addressed(app, photo_id, expires_ms, signature).await {
        Ok(photo) => photo,
        Err(problem) => {
            drain(body).await;
            return Err(problem);
        }
    };
    let bytes = u64::try_from(photo.bytes).map_err(Problem::internal)?;
    if length.is_some_and(|length| length != bytes) {
        return Err(Problem::new(Kind::BadRequest).detail("长度与清单不符", "The length is not the announced one"));
    }
    let digest = photo.digest.ok_or_else(|| Problem::internal("photo hash"))?;
    let stored = app.objects.put_stream(&photo.upload, body, bytes, digest, &photo.content_type).await;
    stored.map_err(|error| match error {
        ObjectError::WrongChecksum | ObjectError::Interrupted { .. } => {
            Problem::new(Kind::BadRequest).detail("内容与清单的 SHA-256 不符", "The bytes are not the announced ones")
        }
        ObjectError::Full => Problem::unavailable(Kind::StorageFull, error),
        error => Problem::unavailable(Kind::StorageUnavailable, error),
    })?;
    Ok(())
}
