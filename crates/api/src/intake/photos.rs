//! Photos at the door: looking for what has arrived, and the way in for storages that phones cannot reach.

use std::{collections::BTreeMap, time::Duration};

use axum::body::Body;
use forecourt_core::states::PhotoState;
use forecourt_store::{
    audits::arrivals::Arrival,
    entity::{audit, photo},
    objects::{ObjectError, UploadWay},
};
use futures::{StreamExt, stream};
use hmac::{Hmac, Mac};
use sha2::Sha256;
use uuid::Uuid;

use super::{keys, receipt::UploadTarget};
use crate::{
    problem::{Kind, Problem, Result},
    state::App,
    times::rfc3339,
};

/// The door waits this long for the storage; what it has not said by then is missing in the receipt.
const PATIENCE: Duration = Duration::from_secs(2);
/// Questions to the storage at the same time, for one audit.
const AT_ONCE: usize = 8;

/// Asks the storage for every photo that is not settled, and stores what it says. A storage that is down or slow
/// changes nothing: the receipt tells the truth as far as it is known.
pub async fn look(
    app: &App,
    audit: audit::Model,
    photos: Vec<photo::Model>,
) -> Result<(audit::Model, Vec<photo::Model>)> {
    let now = app.clock.now_ms();
    // The phone is asking, so it still has what the office gave up (decision 3).
    let wanted: Vec<photo::Model> = photos
        .iter()
        .filter(|photo| {
            matches!(PhotoState::parse(&photo.state), Some(PhotoState::Missing | PhotoState::Rejected))
                || photo.lost_by_office
        })
        .cloned()
        .collect();
    if wanted.is_empty() {
        return Ok((audit, photos));
    }
    let questions = wanted.clone().into_iter().map(|photo| {
        let app = app.clone();
        async move { seen(&app, &photo).await }
    });
    let asked = stream::iter(questions).buffer_unordered(AT_ONCE).collect::<Vec<_>>();
    let arrivals: Vec<Arrival> = match tokio::time::timeout(PATIENCE, asked).await {
        Ok(answers) => answers.into_iter().flatten().collect(),
        Err(_) => Vec::new(),
    };
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

/// What the storage says about one photo; `None` when it says nothing new.
pub async fn seen(app: &App, photo: &photo::Model) -> Option<Arrival> {
    let info = match app.objects.head(&keys::upload(photo)).await {
        Ok(Some(info)) => info,
        Ok(None) => return None,
        Err(error) => {
            tracing::debug!(%error, "storage did not answer at the door");
            return None;
        }
    };
    let right_length = u64::try_from(photo.bytes).is_ok_and(|bytes| bytes == info.bytes);
    let state = match (right_length, info.sha256) {
        (false, _) => PhotoState::Rejected,
        // Only a storage that was proven to enforce checksums is believed; else a job reads the bytes.
        (true, Some(digest)) if app.upload_way() == UploadWay::Direct => {
            if Some(digest) == keys::digest(photo) {
                PhotoState::Verified
            } else {
                PhotoState::Rejected
            }
        }
        (true, _) => PhotoState::Stored,
    };
    Some(Arrival { photo_id: photo.id, state })
}

/// An upload address on this server, for a storage that phones cannot reach. It is as narrow as a presigned one.
pub fn proxied_target(app: &App, photo: &photo::Model, public_base: &str, ttl: Duration) -> Result<UploadTarget> {
    let digest = keys::digest(photo).ok_or_else(|| Problem::internal("photo hash"))?;
    let expires_ms = app.clock.real_ms() + i64::try_from(ttl.as_millis()).unwrap_or(0);
    let signature = hex::encode(sign(app, photo.id, expires_ms)?.finalize().into_bytes());
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

fn sign(app: &App, photo_id: Uuid, expires_ms: i64) -> Result<Hmac<Sha256>> {
    let mut mac = <Hmac<Sha256> as Mac>::new_from_slice(&app.upload_key).map_err(Problem::internal)?;
    mac.update(format!("upload:{photo_id}:{expires_ms}").as_bytes());
    Ok(mac)
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
    let given = hex::decode(signature).unwrap_or_default();
    let valid = sign(app, photo_id, expires_ms)?.verify_slice(&given).is_ok();
    if !valid || expires_ms < app.clock.real_ms() {
        return Err(Problem::new(Kind::Forbidden).detail("上传地址已失效", "The upload address no longer works"));
    }
    let photo = app.store.photos_by_id(&[photo_id]).await?.pop().ok_or_else(Problem::not_found)?;
    let bytes = u64::try_from(photo.bytes).map_err(Problem::internal)?;
    if length.is_some_and(|length| length != bytes) {
        return Err(Problem::new(Kind::BadRequest).detail("长度与清单不符", "The length is not the announced one"));
    }
    let digest = keys::digest(&photo).ok_or_else(|| Problem::internal("photo hash"))?;
    let stored = app.objects.put_stream(&keys::upload(&photo), body, bytes, digest, &photo.content_type).await;
    stored.map_err(|error| match error {
        ObjectError::WrongChecksum | ObjectError::Interrupted { .. } => {
            Problem::new(Kind::BadRequest).detail("内容与清单的 SHA-256 不符", "The bytes are not the announced ones")
        }
        ObjectError::Full => Problem::unavailable(Kind::StorageFull, error),
        error => Problem::unavailable(Kind::StorageUnavailable, error),
    })?;
    Ok(())
}
