//! Clips in parts: each part is announced with its own SHA-256, sent to its own address, and sent again by itself
//! (decision 29). Nothing is ever put together: a clip is shown part by part.

use axum::{
    body::Body,
    response::{IntoResponse, Response},
};
use forecourt_core::{
    states::{PhotoState, Role},
    violation::{Code, Violation},
};
use forecourt_photo::mp4::{Hidden, Mask};
use forecourt_store::{
    Tx,
    entity::{evidence, evidence_part},
    evidence_parts as store,
    objects::Media,
    photo_keys::Expected,
};
use futures::{StreamExt, TryStreamExt, stream};
use serde::Deserialize;
use utoipa::ToSchema;
use uuid::Uuid;
use validator::Validate;

use super::{evidence::Announced, photos::picture_headers};
use crate::{
    intake::{
        photos::{Owner, PATIENCE, arrivals, goes_to_incoming},
        receipt::ReceiptPhoto,
    },
    problem::{Kind, Problem, Result},
    state::App,
};

/// The content type of a clip.
pub const CLIP: &str = "video/mp4";
/// Longest clip, bytes.
pub const CLIP_BYTES: i64 = 200 << 20;
/// Longest part, bytes.
pub const PART_BYTES: i64 = 8 << 20;
/// Parts of a clip.
const PARTS: usize = 200;
/// Who sees a clip as it came, with the place and device that it names (decision 32).
pub const SEE_ORIGINALS: &[Role] = &[Role::Reviewer, Role::AppealL1, Role::AppealL2, Role::Hq, Role::Admin];

/// A part of a clip.
#[derive(Debug, Clone, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Part {
    /// SHA-256 of its bytes, in hex.
    pub sha256: String,
    /// Its length.
    pub bytes: i64,
}

impl Part {
    fn digest(&self) -> Option<[u8; 32]> {
        let mut digest = [0u8; 32];
        let is_lower = self.sha256 == self.sha256.to_ascii_lowercase();
        (is_lower && hex::decode_to_slice(&self.sha256, &mut digest).is_ok()).then_some(digest)
    }
}

/// Only a clip has parts, and it has some; together they are as long as the whole.
pub fn check(wish: &Announced, faults: &mut Vec<Violation>) {
    let parts = match (&wish.parts, wish.content_type.as_str()) {
        (None, CLIP) => return faults.push(Violation::new("/parts", Code::Missing)),
        (None, _) => return,
        (Some(_), other) if other != CLIP => return faults.push(Violation::new("/parts", Code::UnknownField)),
        (Some(parts), _) => parts,
    };
    if parts.is_empty() || parts.len() > PARTS {
        return faults.push(Violation::new("/parts", Code::OutOfRange));
    }
    for (n, part) in parts.iter().enumerate() {
        if part.digest().is_none() {
            faults.push(Violation::new(format!("/parts/{n}/sha256"), Code::BadValue));
        }
        if !(1..=PART_BYTES).contains(&part.bytes) {
            faults.push(Violation::new(format!("/parts/{n}/bytes"), Code::OutOfRange));
        }
    }
    let sum = parts.iter().fold(0_i64, |sum, part| sum.saturating_add(part.bytes));
    if sum != wish.bytes {
        faults.push(Violation::new("/bytes", Code::BadValue));
    }
}

/// Whether the parts that are known are the announced ones.
pub async fn are_same(tx: &Tx, id: Uuid, wish: &Announced) -> Result<bool> {
    let known = store::of(&**tx, id).await?;
    let parts = wish.parts.as_deref().unwrap_or_default();
    let is_same = |(row, part): (&evidence_part::Model, &Part)| {
        Some(row.sha256.as_slice()) == part.digest().as_ref().map(|d| &d[..]) && row.bytes == part.bytes
    };
    Ok(known.len() == parts.len() && known.iter().zip(parts).all(is_same))
}

/// Writes the parts of a new clip.
pub async fn put(app: &App, tx: &Tx, clip: &evidence::Model, wish: &Announced) -> Result<()> {
    let Some(parts) = &wish.parts else { return Ok(()) };
    let rows = parts.iter().enumerate().map(|(n, part)| evidence_part::Model {
        id: Uuid::new_v4(),
        evidence_id: clip.id,
        n: i16::try_from(n).unwrap_or(i16::MAX),
        state: PhotoState::Missing.as_str().into(),
        sha256: part.digest().map(Vec::from).unwrap_or_default(),
        bytes: part.bytes,
        incoming: goes_to_incoming(app),
        updated_at: clip.created_at,
    });
    Ok(store::put(tx, rows.collect()).await?)
}

/// Asks the storage for the parts that have not come yet.
pub async fn look(app: &App, id: Uuid) -> Result<()> {
    let parts = store::of(app.store.read(), id).await?;
    let awaited = |part: &&evidence_part::Model| {
        matches!(PhotoState::parse(&part.state), Some(PhotoState::Missing | PhotoState::Rejected))
    };
    let wanted: Vec<(Uuid, Expected)> =
        parts.iter().filter(awaited).map(|part| (part.id, Expected::from(part))).collect();
    let is_last = wanted.is_empty();
    let seen = arrivals(app, wanted, PATIENCE).await;
    if seen.is_empty() && !is_last {
        return Ok(());
    }
    app.store.evidence_parts_seen(id, &seen, app.clock.now_ms()).await?;
    app.work.notify_one();
    Ok(())
}

/// Each part with its state, and where to send it while it is wanted.
pub async fn receipt(app: &App, id: Uuid, base: &str) -> Result<Vec<ReceiptPhoto>> {
    let mut lines = Vec::new();
    for part in store::of(app.store.read(), id).await? {
        lines.push(ReceiptPhoto::of(app, &Expected::from(&part), &part.state, Owner::Clip, base).await?);
    }
    Ok(lines)
}

/// The bytes of a clip, part by part, in constant memory.
pub async fn show(app: &App, clip: &evidence::Model, is_whole: bool) -> Result<Response> {
    let hidden = match &clip.hidden {
        Some(hidden) if !is_whole => {
            serde_json::from_value::<Vec<[u64; 3]>>(hidden.clone()).map_err(Problem::internal)?
        }
        Some(_) => Vec::new(),
        None => return Err(Problem::internal(format!("evidence {}: not looked at", clip.id))),
    };
    let hidden = hidden.into_iter().map(|[from, content, to]| Hidden { from, content, to }).collect();
    let mut keys = store::of(app.store.read(), clip.id).await?.into_iter().map(|part| Expected::from(&part).original);
    let first = keys.next().ok_or_else(Problem::not_found)?;
    let first = app.objects.get(&first).await.map_err(|error| Problem::unavailable(Kind::StorageUnavailable, error))?;
    let objects = app.objects.clone();
    let rest = stream::iter(keys.collect::<Vec<_>>())
        .then(move |key| {
            let objects = objects.clone();
            async move { objects.get(&key).await.map(|object| object.body) }
        })
        .try_flatten();
    let mut mask = Mask::new(hidden);
    let shown = first.body.chain(rest).map_ok(move |piece| bytes::Bytes::from(mask.over(piece.to_vec())));
    let bytes = u64::try_from(clip.bytes).map_err(Problem::internal)?;
    Ok((picture_headers(Media::Mp4, bytes), Body::from_stream(shown)).into_response())
}
