//! Evidence: prove its bytes, and that they are what they are said to be.

use forecourt_core::states::PhotoState;
use forecourt_photo::mp4::{Hidden, Walk};
use forecourt_store::{
    entity::{evidence as row, evidence_part},
    evidence,
    evidence_parts::{self, Found},
    jobs::Leased,
    objects::{Digest, Media, ObjectError},
    photo_keys::Expected,
};
use futures::StreamExt;
use serde_json::json;
use sha2::{Digest as _, Sha256};
use uuid::Uuid;

use super::{
    JobError, end, finish,
    photos::{Proof, prove},
};
use crate::state::App;

/// Examines one file; what it learns is written in one transaction with the end of the job.
pub async fn run(app: &App, id: Uuid, leased: &Leased) -> Result<(), JobError> {
    let Some(row) = evidence::find(app.store.read(), id).await? else { return end(app, leased).await };
    let parts = evidence_parts::of(app.store.read(), id).await?;
    if !parts.is_empty() {
        let found = clip(app, &row, &parts).await?;
        let tx = app.store.begin("evidence_examined").await?;
        evidence_parts::examined(&tx, id, &found, app.clock.now_ms()).await?;
        return finish(tx, leased).await;
    }
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

/// Bytes that tell a type.
const HEAD: usize = 16;

/// What is learnt of a clip while its parts pass by.
struct Reading {
    whole: Sha256,
    walk: Walk,
    head: Vec<u8>,
}

/// Reads the parts of a clip one after the other, in constant memory: each has to be what was announced, and all together.
async fn clip(app: &App, row: &row::Model, parts: &[evidence_part::Model]) -> Result<Found, JobError> {
    let bytes = u64::try_from(row.bytes).unwrap_or(0);
    let mut reading = Reading { whole: Sha256::new(), walk: Walk::new(bytes), head: Vec::with_capacity(HEAD) };
    let mut again = Vec::new();
    for part in parts {
        let state = read(app, &Expected::from(part), &mut reading).await?;
        if state != PhotoState::Verified {
            again.push((part.id, state));
        }
    }
    if !again.is_empty() {
        return Ok(Found::Parts(again));
    }
    let is_whole = reading.whole.finalize().as_slice() == row.sha256;
    let is_clip = Media::of(&reading.head).content_type() == row.content_type;
    match reading.walk.end() {
        Some(hidden) if is_whole && is_clip => Ok(Found::Clip(hidden.iter().map(place).collect())),
        _ => {
            for part in parts {
                app.objects.delete(&Expected::from(part).original).await?;
            }
            Ok(Found::Other)
        }
    }
}

fn place(hidden: &Hidden) -> serde_json::Value {
    json!([hidden.from, hidden.content, hidden.to])
}

/// Reads one part; what is not there or wrong has to be sent again.
async fn read(app: &App, part: &Expected, reading: &mut Reading) -> Result<PhotoState, JobError> {
    let Some(digest) = part.digest else { return Err(JobError::Other("hash of a part".into())) };
    let bytes = u64::try_from(part.bytes).unwrap_or(0);
    if part.is_incoming() {
        match app.objects.promote(&part.upload, &part.original, bytes, digest).await {
            // Promoted by an attempt before: the final key decides.
            Ok(()) | Err(ObjectError::NotFound) => {}
            Err(ObjectError::WrongChecksum) => return Ok(PhotoState::Rejected),
            Err(error) => return Err(error.into()),
        }
    }
    let mut body = match app.objects.get(&part.original).await {
        Ok(object) => object.body,
        Err(ObjectError::NotFound) => return Ok(PhotoState::Missing),
        Err(error) => return Err(error.into()),
    };
    let (mut length, mut own) = (0, Sha256::new());
    while let Some(piece) = body.next().await {
        let piece = piece?;
        length += piece.len() as u64;
        own.update(&piece);
        reading.whole.update(&piece);
        reading.walk.pass(&piece);
        let wanted = HEAD.saturating_sub(reading.head.len()).min(piece.len());
        reading.head.extend_from_slice(&piece[..wanted]);
    }
    if length == bytes && Digest(own.finalize().into()) == digest {
        return Ok(PhotoState::Verified);
    }
    app.objects.delete(&part.original).await?;
    Ok(PhotoState::Rejected)
}
