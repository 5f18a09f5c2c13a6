//! What makes a submission impossible beside its own form: the place it names, the photos, numbers that cannot be hashed.

use forecourt_core::{
    canonical::{self, Document},
    submission::Submission,
    validate,
    violation::{Code, Violation},
};
use forecourt_store::{audits::submit::PlaceRow, entity::photo};
use serde_json::Value;
use sha2::{Digest, Sha256};
use uuid::Uuid;

use super::refused;
use crate::{
    checklists::Published,
    problem::{Problem, Result},
    state::App,
};

/// Reads the body of a submission strictly. A text that is no JSON is not kept; one with numbers or keys that cannot be
/// hashed is refused with everything else that is wrong in it, and kept as it came.
pub async fn read(app: &App, person_id: Uuid, audit_id: Uuid, bytes: &[u8]) -> Result<Document> {
    let reading = canonical::parse(bytes).map_err(|violation| Problem::invalid(vec![violation]))?;
    if reading.violations.is_empty() {
        return reading.document().map_err(Problem::invalid);
    }
    let header = validate::header(&reading.value);
    let named = header.checklist.as_ref();
    let published = named.and_then(|named| app.checklists.get(&named.id, u32::try_from(named.version).ok()?));
    let violations = match published {
        Some(published) => validate::reading(&reading, &published.checklist).err().unwrap_or_default(),
        None => reading.violations.clone(),
    };
    let kept = Document { value: reading.value, canonical: bytes.to_vec(), sha256: Sha256::digest(bytes).into() };
    Err(refused::keep(app, person_id, audit_id, header.revision, &kept, violations).await?)
}

/// Ids of the photos that a submission names.
pub fn manifest(value: &Value) -> Vec<Uuid> {
    let photos = value.get("photos").and_then(Value::as_array);
    photos.into_iter().flatten().filter_map(|photo| photo.get("photo_id")?.as_str()?.parse().ok()).collect()
}

/// The assignment must have been this person's, its checklist the one named, the profile one of the station's.
pub fn check_place(rows: &[PlaceRow], value: &Value, published: &Published, violations: &mut Vec<Violation>) {
    let Some(place) = rows.first().filter(|place| place.held_since.is_some()) else {
        if value.get("assignment_id").is_some_and(|id| id.as_str().is_some_and(|id| id.parse::<Uuid>().is_ok())) {
            violations.push(Violation::new("/assignment_id", Code::UnknownAssignment));
        }
        return;
    };
    if place.checklist_id != published.checklist.id {
        violations.push(Violation::new("/checklist/id", Code::WrongChecklist));
    }
    if let Some(named) = value.get("station_profile_revision").and_then(Value::as_i64)
        && !rows.iter().any(|row| row.profile_revision.map(i64::from) == Some(named))
    {
        violations.push(Violation::new("/station_profile_revision", Code::UnknownProfile));
    }
}

/// A photo id belongs to one audit, one SHA-256 and one length for ever (decision 3).
pub fn check_photos(submission: &Submission, taken: &[photo::Model], audit_id: Uuid, violations: &mut Vec<Violation>) {
    for (index, photo) in submission.photos.iter().enumerate() {
        let Some(row) = taken.iter().find(|row| row.id == photo.photo_id) else { continue };
        let same = row.audit_id == audit_id && hex::encode(&row.sha256) == photo.sha256 && row.bytes == photo.bytes;
        if !same {
            violations.push(Violation::new(format!("/photos/{index}/photo_id"), Code::PhotoConflict));
        }
    }
}

/// Validates a refused submission again, as if its sender sent it now; its revision is not looked at.
pub async fn recheck(
    app: &App,
    person_id: Uuid,
    audit_id: Uuid,
    value: &Value,
    header: validate::Header,
) -> Result<Submission> {
    let version = |named: &forecourt_core::submission::ChecklistRef| u32::try_from(named.version).ok();
    let named = header.checklist.as_ref();
    let published = named.and_then(|named| app.checklists.get(&named.id, version(named)?));
    let published =
        published.ok_or_else(|| Problem::invalid(vec![Violation::new("/checklist", Code::UnknownChecklist)]))?;
    let read = validate::submission(value, &published.checklist);
    let mut violations = read.as_ref().err().cloned().unwrap_or_default();
    let rows = match header.assignment_id {
        Some(id) => app.store.assignment_place(id, person_id).await?,
        None => Vec::new(),
    };
    check_place(&rows, value, &published, &mut violations);
    if let Ok(submission) = &read {
        let taken = app.store.photos_by_id(&manifest(value)).await?;
        check_photos(submission, &taken, audit_id, &mut violations);
    }
    match read {
        Ok(submission) if violations.is_empty() => Ok(submission),
        _ => Err(Problem::invalid(violations)),
    }
}
