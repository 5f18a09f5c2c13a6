//! Rows against their objects: pages of rows that claim one, and a look at each.

use sea_orm::{ColumnTrait, Condition, EntityTrait, QueryFilter, QueryOrder, QuerySelect, prelude::Uuid};

use super::{Fault, Finding, FsckError, HELD, PAGE};
use crate::{
    Result, Store, StoreError,
    entity::{evidence, evidence_part, export, job, photo, report_photo},
    jobs,
    objects::{Digest, ObjectError, ObjectStore},
    photo_keys::{self, Expected},
};

/// A page of rows that claim an object, in the order of their ids.
pub(super) async fn page(store: &Store, after: Option<Uuid>) -> Result<Vec<photo::Model>> {
    use photo::Column as P;
    let claims =
        Condition::any().add(P::State.is_in(HELD)).add(P::Derived.eq(true)).add(P::StationCopyId.is_not_null());
    let mut query = photo::Entity::find().filter(claims);
    if let Some(after) = after {
        query = query.filter(P::Id.gt(after));
    }
    Ok(query.order_by_asc(P::Id).limit(PAGE).all(store.read()).await?)
}

/// The same of photos of reports.
pub(super) async fn report_page(store: &Store, after: Option<Uuid>) -> Result<Vec<report_photo::Model>> {
    use report_photo::Column as P;
    let mut query =
        report_photo::Entity::find().filter(Condition::any().add(P::State.is_in(HELD)).add(P::Derived.eq(true)));
    if let Some(after) = after {
        query = query.filter(P::Id.gt(after));
    }
    Ok(query.order_by_asc(P::Id).limit(PAGE).all(store.read()).await?)
}

/// The same of evidence.
pub(super) async fn evidence_page(store: &Store, after: Option<Uuid>) -> Result<Vec<evidence::Model>> {
    use evidence::Column as E;
    let mut query = evidence::Entity::find().filter(E::State.is_in(HELD)).filter(E::ErasedAt.is_null());
    if let Some(after) = after {
        query = query.filter(E::Id.gt(after));
    }
    Ok(query.order_by_asc(E::Id).limit(PAGE).all(store.read()).await?)
}

/// Looks at the object of a piece of evidence; a fault counts only if it is still there with a fresh row.
pub(super) async fn evidence_twice(
    store: &Store,
    objects: &ObjectStore,
    row: evidence::Model,
    quick: bool,
) -> Result<Looked, FsckError> {
    let parts = crate::evidence_parts::of(store.read(), row.id).await?;
    if !parts.is_empty() {
        return clip(store, objects, &row, parts, quick).await;
    }
    let (_, found, read) = original(objects, &Expected::from(&row), quick).await;
    if found.is_none() {
        return Ok((Vec::new(), true, read));
    }
    let fresh = crate::evidence::find(store.read(), row.id)
        .await?
        .filter(|row| HELD.contains(&row.state.as_str()) && row.erased_at.is_none());
    let Some(fresh) = fresh else { return Ok((Vec::new(), true, read)) };
    let (key, found, again) = original(objects, &Expected::from(&fresh), quick).await;
    let findings =
        found.map(|(finding, detail)| Finding { finding, key, photo_id: Some(row.id), audit_id: None, detail });
    Ok((findings.into_iter().collect(), true, read + again))
}

/// The same of files that people asked for.
pub(super) async fn export_page(store: &Store, after: Option<Uuid>) -> Result<Vec<export::Model>> {
    use export::Column as E;
    let mut query = export::Entity::find().filter(E::State.eq("ready"));
    if let Some(after) = after {
        query = query.filter(E::Id.gt(after));
    }
    Ok(query.order_by_asc(E::Id).limit(PAGE).all(store.read()).await?)
}

/// Looks at a file that somebody asked for; a fault counts only if the file is still to be there.
pub(super) async fn export_twice(
    store: &Store,
    objects: &ObjectStore,
    row: export::Model,
    quick: bool,
) -> Result<Looked, FsckError> {
    let (key, found, read) = original(objects, &Expected::from(&row), quick).await;
    let Some((finding, detail)) = found else { return Ok((Vec::new(), false, read)) };
    let fresh = export::Entity::find_by_id(row.id).one(store.read()).await.map_err(StoreError::from)?;
    if fresh.is_none_or(|row| row.state != "ready") {
        return Ok((Vec::new(), false, read));
    }
    Ok((vec![Finding { finding, key, photo_id: None, audit_id: None, detail }], false, read))
}

/// Looks at the parts of a clip; it is held when all of them are.
async fn clip(
    store: &Store,
    objects: &ObjectStore,
    row: &evidence::Model,
    parts: Vec<evidence_part::Model>,
    quick: bool,
) -> Result<Looked, FsckError> {
    let (mut findings, mut all) = (Vec::new(), 0);
    let is_erased = async || {
        let fresh = crate::evidence::find(store.read(), row.id).await?;
        Ok::<bool, StoreError>(fresh.is_none_or(|row| row.erased_at.is_some()))
    };
    for part in parts {
        let (_, found, read) = original(objects, &Expected::from(&part), quick).await;
        all += read;
        if found.is_none() {
            continue;
        }
        if is_erased().await? {
            return Ok((Vec::new(), true, all));
        }
        let fresh = crate::evidence_parts::find(store.read(), part.id).await?;
        let Some(fresh) = fresh.filter(|part| HELD.contains(&part.state.as_str())) else { continue };
        let (key, found, read) = original(objects, &Expected::from(&fresh), quick).await;
        all += read;
        let told = |(finding, detail)| Finding { finding, key, photo_id: Some(row.id), audit_id: None, detail };
        findings.extend(found.map(told));
    }
    Ok((findings, true, all))
}

pub(super) type Looked = (Vec<Finding>, bool, u64);

/// Looks at the objects of a report's photo; a fault counts only if it is still there with a fresh row.
pub(super) async fn report_twice(
    store: &Store,
    objects: &ObjectStore,
    row: report_photo::Model,
    quick: bool,
) -> Result<Looked, FsckError> {
    let held = report_is_held(&row);
    let (findings, read) = report_look(objects, &row, quick).await;
    if findings.is_empty() {
        return Ok((findings, held, read));
    }
    let Some(fresh) = crate::reports::photo(store.read(), row.id).await? else { return Ok((Vec::new(), held, read)) };
    let (findings, again) = report_look(objects, &fresh, quick).await;
    Ok((findings, held, read + again))
}

/// Whether the original of a report's photo must be there.
fn report_is_held(row: &report_photo::Model) -> bool {
    HELD.contains(&row.state.as_str()) && row.erased_at.is_none()
}

async fn report_look(objects: &ObjectStore, row: &report_photo::Model, quick: bool) -> (Vec<Finding>, u64) {
    let (mut findings, mut read) = (Vec::new(), 0);
    let mut note = |found: Option<(Fault, String)>, key: String| {
        if let Some((finding, detail)) = found {
            findings.push(Finding { finding, key, photo_id: Some(row.id), audit_id: None, detail });
        }
    };
    if report_is_held(row) {
        let (key, found, bytes) = original(objects, &Expected::from(row), quick).await;
        read += bytes;
        note(found, key);
    }
    if row.derived {
        for size in ["thumb", "view"] {
            let key = photo_keys::report_derived(row, size);
            note(exists(objects, &key, Fault::DerivedMissing).await, key);
        }
    }
    (findings, read)
}

/// Looks at the objects of a row. A fault counts only if it is still there with a fresh row: the server may just have
/// moved or replaced the object.
pub(super) async fn twice(
    store: &Store,
    objects: &ObjectStore,
    row: photo::Model,
    quick: bool,
) -> Result<Looked, FsckError> {
    let held = is_held(&row);
    let (findings, read) = look(objects, &row, quick).await;
    if findings.is_empty() {
        return Ok((findings, held, read));
    }
    let Some(fresh) = photo::Entity::find_by_id(row.id).one(store.read()).await.map_err(StoreError::from)? else {
        return Ok((Vec::new(), held, read));
    };
    let (mut findings, again) = look(objects, &fresh, quick).await;
    if findings.iter().any(|finding| finding.finding == Fault::StationCopyMissing) && is_in_work(store, row.id).await? {
        findings.retain(|finding| finding.finding != Fault::StationCopyMissing);
    }
    Ok((findings, held, read + again))
}

/// Whether a job is about to make the station's copy. A dead one is not.
async fn is_in_work(store: &Store, photo_id: Uuid) -> Result<bool> {
    let waiting = job::Entity::find()
        .filter(job::Column::Kind.eq(jobs::kind::STATION_COPY))
        .filter(job::Column::SubjectId.eq(photo_id))
        .filter(job::Column::State.ne("dead"));
    Ok(waiting.one(store.read()).await?.is_some())
}

/// Whether the original must be there: its bytes came, and its time is not over.
fn is_held(row: &photo::Model) -> bool {
    HELD.contains(&row.state.as_str()) && row.erased_at.is_none()
}

async fn look(objects: &ObjectStore, row: &photo::Model, quick: bool) -> (Vec<Finding>, u64) {
    let mut findings = Vec::new();
    let mut read = 0;
    let mut note = |found: Option<(Fault, String)>, key: String| {
        if let Some((finding, detail)) = found {
            findings.push(Finding { finding, key, photo_id: Some(row.id), audit_id: Some(row.audit_id), detail });
        }
    };
    if is_held(row) {
        let (key, found, bytes) = original(objects, &Expected::from(row), quick).await;
        read += bytes;
        note(found, key);
    }
    if row.derived {
        for size in ["thumb", "view"] {
            let key = photo_keys::derived(row, size);
            note(exists(objects, &key, Fault::DerivedMissing).await, key);
        }
    }
    if let Some(copy) = row.station_copy_id {
        let key = photo_keys::station_copy(row.audit_id, copy);
        note(exists(objects, &key, Fault::StationCopyMissing).await, key);
    }
    (findings, read)
}

/// The original, where the row says it lies. Between promotion and the row's update it lies at its final key already.
async fn original(objects: &ObjectStore, photo: &Expected, quick: bool) -> (String, Option<(Fault, String)>, u64) {
    let (found, read) = prove(objects, photo, &photo.upload, quick).await;
    if !photo.is_incoming() || !matches!(found, Some((Fault::Missing, _))) {
        return (photo.upload.clone(), found, read);
    }
    let (found, read) = prove(objects, photo, &photo.original, quick).await;
    (photo.original.clone(), found, read)
}

/// Compares an object with its row: a fault, if there is one, and the bytes that were read.
async fn prove(objects: &ObjectStore, photo: &Expected, key: &str, quick: bool) -> (Option<(Fault, String)>, u64) {
    let (Some(digest), Ok(bytes)) = (photo.digest, u64::try_from(photo.bytes)) else {
        return (Some((Fault::WrongBytes, "the row itself is damaged".to_owned())), 0);
    };
    let info = if quick {
        objects.head(key).await.map(|info| info.map(|info| (info.bytes, info.sha256)))
    } else {
        match objects.get(key).await {
            Ok(object) => object.body.digest().await.map(|(length, digest)| Some((length, Some(digest)))),
            Err(ObjectError::NotFound) => Ok(None),
            Err(error) => Err(error),
        }
    };
    match info {
        Ok(Some((length, found))) => {
            let read = if quick { 0 } else { length };
            (differs((bytes, digest), (length, found)), read)
        }
        Ok(None) => (Some((Fault::Missing, format!("{bytes} bytes"))), 0),
        Err(error) => (Some((Fault::Unreadable, error.to_string())), 0),
    }
}

fn differs(expected: (u64, Digest), found: (u64, Option<Digest>)) -> Option<(Fault, String)> {
    match found {
        (length, _) if length != expected.0 => {
            Some((Fault::WrongSize, format!("expected {} bytes, found {length}", expected.0)))
        }
        (_, Some(digest)) if digest != expected.1 => {
            Some((Fault::WrongBytes, format!("expected {}, found {digest}", expected.1)))
        }
        _ => None,
    }
}

async fn exists(objects: &ObjectStore, key: &str, absent: Fault) -> Option<(Fault, String)> {
    match objects.head(key).await {
        Ok(Some(info)) if info.bytes > 0 => None,
        Ok(_) => Some((absent, String::new())),
        Err(error) => Some((Fault::Unreadable, error.to_string())),
    }
}
