//! Judges an audit's flags again when more is known about its photos.

use std::collections::{BTreeMap, HashSet};

use forecourt_core::{
    flags::{FlagCode, PhotoFindings, narrative_hash},
    states::PhotoState,
    submission::Submission,
};
use forecourt_store::{
    audits::{codec, flags},
    entity::{audit_revision, photo},
    jobs::Leased,
};
use uuid::Uuid;

use super::JobError;
use crate::{
    case,
    intake::{
        judge::{self, Circumstances},
        rows::flag_rows,
    },
    state::App,
};

/// Adds the flags that are new; flags that a reviewer has cleared stay cleared.
pub async fn run(app: &App, audit_id: Uuid, leased: &Leased) -> Result<(), JobError> {
    case::evidence::judge_settled(app, audit_id).await?;
    // Read before: a transaction that waits for a second connection could wait for itself.
    let found = find(app, audit_id).await?;
    let tx = app.store.begin("judge_audit").await?;
    if let Some(found) = found {
        flags::add_new(&tx, audit_id, &found).await?;
    }
    super::finish(tx, leased).await
}

async fn find(app: &App, audit_id: Uuid) -> Result<Option<Vec<forecourt_store::entity::audit_flag::Model>>, JobError> {
    let Some(audit) = app.store.known_audit(audit_id, 1).await?.audit else { return Ok(None) };
    let Some(row) = app.store.known_audit(audit_id, audit.revision).await?.revision else { return Ok(None) };
    let text = codec::unpack(row.codec, &row.body)?;
    let submission: Submission = serde_json::from_slice(&text).map_err(|error| JobError::Other(error.to_string()))?;
    let version = u32::try_from(audit.checklist_version).unwrap_or(0);
    let published = app.checklists.find(&app.store, &audit.checklist_id, version).await?;
    let places = app.store.assignment_place(audit.assignment_id, audit.shopper_id).await?;
    let Some(place) = places.first() else { return Ok(None) };
    let photos = app.store.photos_of(audit_id).await?;
    let circumstances = Circumstances {
        received_at_ms: audit.received_at,
        narrative_same_in: narrative_same_in(app, &submission, &row).await?,
        photos: findings(app, audit_id, &photos).await?,
        raised: raised(&submission, &photos),
    };
    let flags = judge::flags(&published.checklist, &submission, place, &circumstances);
    Ok(Some(flag_rows(&flags, audit_id, audit.revision, app.clock.now_ms())))
}

/// Another audit with the same narrative. It may have come together with this one, when neither could see the other.
async fn narrative_same_in(
    app: &App,
    submission: &Submission,
    row: &audit_revision::Model,
) -> Result<Option<Uuid>, JobError> {
    let Some(hash) = submission.narrative.as_deref().and_then(narrative_hash) else { return Ok(None) };
    Ok(app.store.same_narrative(row.audit_id, &hash, row.received_at).await?)
}

/// What became of the photos that the submission refers to; what it leaves out is missed by nobody.
fn raised(submission: &Submission, photos: &[photo::Model]) -> Vec<FlagCode> {
    let manifest: HashSet<Uuid> = submission.photos.iter().map(|photo| photo.photo_id).collect();
    let any =
        |state: PhotoState| photos.iter().any(|photo| photo.state == state.as_str() && manifest.contains(&photo.id));
    let mut raised = Vec::new();
    if any(PhotoState::Lost) {
        raised.push(FlagCode::PhotoLost);
    }
    if any(PhotoState::Unusable) {
        raised.push(FlagCode::PhotoUnusable);
    }
    raised
}

async fn findings(
    app: &App,
    audit_id: Uuid,
    photos: &[photo::Model],
) -> Result<BTreeMap<Uuid, PhotoFindings>, JobError> {
    let hashes: Vec<Vec<u8>> = photos.iter().map(|photo| photo.sha256.clone()).collect();
    let identical = app.store.photos_with_hash(audit_id, &hashes).await?;
    let mut found = BTreeMap::new();
    for photo in photos {
        let identical_in = identical.iter().find(|(hash, _)| *hash == photo.sha256).map(|(_, audit)| *audit);
        // The very same bytes look the same, too: one flag is enough.
        let similar_in = photo.similar_in.filter(|_| identical_in.is_none());
        found.insert(photo.id, PhotoFindings { exif_at_ms: photo.exif_at, identical_in, similar_in });
    }
    Ok(found)
}
