//! Proves that every photo row has its object, and tells which objects have no row (pains.md A5).
//!
//! Two walks in constant memory: the rows by keyset pages against their objects, then the listing of the storage page by
//! page against the rows. Safe beside a running server: what looks like a fault is looked at again with a fresh row
//! before it is told, and objects younger than a day may belong to work under way.

use std::collections::{HashMap, HashSet};

use futures::{StreamExt, stream};
use sea_orm::{ColumnTrait, Condition, EntityTrait, QueryFilter, QueryOrder, QuerySelect, prelude::Uuid};
use serde::Serialize;

use crate::{
    Result, Store, StoreError,
    entity::{job, photo},
    jobs,
    objects::{Digest, ObjectError, ObjectStore},
    photo_keys::{self, Named},
};

/// States in which the bytes must be there.
const HELD: [&str; 3] = ["stored", "verified", "unusable"];
/// Rows of a page.
const PAGE: u64 = 500;
/// Objects read at the same time.
const AT_ONCE: usize = 8;
/// Younger objects may belong to work under way, ms.
const YOUNG_MS: i64 = 86_400_000;
/// So many photos in a row that the storage does not answer for: it is down, and nothing can be proven.
const PATIENCE: u32 = 16;

/// How to look.
#[derive(Clone, Copy, Debug)]
pub struct Options {
    /// Ask for lengths (and checksums, where the storage keeps them) only; do not read the bytes.
    pub quick: bool,
    /// Real time, epoch ms.
    pub now_ms: i64,
}

/// What is the matter with an object.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Fault {
    /// A photo that must be there is not.
    Missing,
    /// It has another length than its row says.
    WrongSize,
    /// It has the right length and other bytes.
    WrongBytes,
    /// The storage has it and cannot give it.
    Unreadable,
    /// The row says that thumb and view exist; this one does not.
    DerivedMissing,
    /// The station's copy does not exist.
    StationCopyMissing,
    /// An object that no row accounts for, older than a day: not a fault, it only takes space.
    Orphan,
}

impl Fault {
    /// Whether data is at stake.
    pub const fn is_grave(self) -> bool {
        !matches!(self, Self::Orphan)
    }

    /// The word of it.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Missing => "missing",
            Self::WrongSize => "wrong_size",
            Self::WrongBytes => "wrong_bytes",
            Self::Unreadable => "unreadable",
            Self::DerivedMissing => "derived_missing",
            Self::StationCopyMissing => "station_copy_missing",
            Self::Orphan => "orphan",
        }
    }
}

/// One line of the outcome.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Finding {
    /// What is the matter.
    pub finding: Fault,
    /// The object.
    pub key: String,
    /// The photo it belongs to.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub photo_id: Option<Uuid>,
    /// The audit it belongs to.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub audit_id: Option<Uuid>,
    /// Length and SHA-256 as expected and as found, or why it cannot be read.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub detail: String,
}

/// The outcome in figures.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Summary {
    /// Rows of photos whose bytes must be there.
    pub photos: u64,
    /// Objects in the storage.
    pub objects: u64,
    /// Bytes that were read and hashed.
    pub bytes_read: u64,
    /// Findings that put data at stake.
    pub faults: u64,
    /// Objects that no row accounts for.
    pub orphans: u64,
}

/// Why it could not be finished.
#[derive(Debug, thiserror::Error)]
pub enum FsckError {
    /// The database failed.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The storage failed.
    #[error(transparent)]
    Objects(#[from] ObjectError),
}

/// Walks through everything and tells each finding as it is found.
///
/// # Errors
/// A database or a storage that does not answer; what was told until then is true.
pub async fn run(
    store: &Store,
    objects: &ObjectStore,
    options: Options,
    mut tell: impl FnMut(&Finding),
) -> Result<Summary, FsckError> {
    // A storage that is down makes no photo missing: it must answer before anything is said about it.
    objects.list_page("check/", None).await?;
    let mut walk = Walk { store, objects, options, summary: Summary::default(), unanswered: 0 };
    walk.rows(&mut tell).await?;
    walk.listing(&mut tell).await?;
    Ok(walk.summary)
}

struct Walk<'a> {
    store: &'a Store,
    objects: &'a ObjectStore,
    options: Options,
    summary: Summary,
    unanswered: u32,
}

impl Walk<'_> {
    async fn rows(&mut self, tell: &mut impl FnMut(&Finding)) -> Result<(), FsckError> {
        let mut after = None;
        loop {
            let page = page(self.store, after).await?;
            let Some(last) = page.last() else { return Ok(()) };
            after = Some(last.id);
            let (store, objects, quick) = (self.store, self.objects, self.options.quick);
            let mut looks = stream::iter(page).map(|row| twice(store, objects, row, quick)).buffered(AT_ONCE);
            while let Some(looked) = looks.next().await {
                let (findings, held, read) = looked?;
                self.summary.photos += u64::from(held);
                self.summary.bytes_read += read;
                self.unanswered = match findings.first() {
                    Some(first) if first.finding == Fault::Unreadable => self.unanswered + 1,
                    _ => 0,
                };
                for finding in &findings {
                    self.summary.faults += 1;
                    tell(finding);
                }
                if self.unanswered >= PATIENCE {
                    let reason = format!("{PATIENCE} objects one after the other cannot be read");
                    return Err(ObjectError::Unavailable { reason }.into());
                }
            }
        }
    }

    async fn listing(&mut self, tell: &mut impl FnMut(&Finding)) -> Result<(), FsckError> {
        let mut token = None;
        loop {
            let (page, next) = self.objects.list_page("", token).await?;
            let keys: Vec<&str> = page.iter().map(|object| object.key.as_str()).collect();
            let known = known(self.store, &keys).await?;
            self.summary.objects += page.len() as u64;
            for object in &page {
                let young = object.modified_ms.is_some_and(|at| at > self.options.now_ms - YOUNG_MS);
                if young || known.contains(object.key.as_str()) {
                    continue;
                }
                self.summary.orphans += 1;
                let detail = format!("{} bytes", object.bytes);
                let key = object.key.clone();
                tell(&Finding { finding: Fault::Orphan, key, photo_id: None, audit_id: None, detail });
            }
            match next {
                Some(next) => token = Some(next),
                None => return Ok(()),
            }
        }
    }
}

/// A page of rows that claim an object, in the order of their ids.
async fn page(store: &Store, after: Option<Uuid>) -> Result<Vec<photo::Model>> {
    use photo::Column as P;
    let claims =
        Condition::any().add(P::State.is_in(HELD)).add(P::Derived.eq(true)).add(P::StationCopyId.is_not_null());
    let mut query = photo::Entity::find().filter(claims);
    if let Some(after) = after {
        query = query.filter(P::Id.gt(after));
    }
    Ok(query.order_by_asc(P::Id).limit(PAGE).all(store.read()).await?)
}

type Looked = (Vec<Finding>, bool, u64);

/// Looks at the objects of a row. A fault counts only if it is still there with a fresh row: the server may just have
/// moved or replaced the object.
async fn twice(store: &Store, objects: &ObjectStore, row: photo::Model, quick: bool) -> Result<Looked, FsckError> {
    let held = HELD.contains(&row.state.as_str());
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

async fn look(objects: &ObjectStore, row: &photo::Model, quick: bool) -> (Vec<Finding>, u64) {
    let mut findings = Vec::new();
    let mut read = 0;
    let mut note = |found: Option<(Fault, String)>, key: String| {
        if let Some((finding, detail)) = found {
            findings.push(Finding { finding, key, photo_id: Some(row.id), audit_id: Some(row.audit_id), detail });
        }
    };
    if HELD.contains(&row.state.as_str()) {
        let (key, found, bytes) = original(objects, row, quick).await;
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
async fn original(objects: &ObjectStore, row: &photo::Model, quick: bool) -> (String, Option<(Fault, String)>, u64) {
    let key = photo_keys::upload(row);
    let (found, read) = prove(objects, row, &key, quick).await;
    if !row.incoming || !matches!(found, Some((Fault::Missing, _))) {
        return (key, found, read);
    }
    let key = photo_keys::original(row);
    let (found, read) = prove(objects, row, &key, quick).await;
    (key, found, read)
}

/// Compares an object with its row: a fault, if there is one, and the bytes that were read.
async fn prove(objects: &ObjectStore, row: &photo::Model, key: &str, quick: bool) -> (Option<(Fault, String)>, u64) {
    let (Some(digest), Ok(bytes)) = (photo_keys::digest(row), u64::try_from(row.bytes)) else {
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

/// The keys among these that a row accounts for.
async fn known(store: &Store, keys: &[&str]) -> Result<HashSet<String>> {
    let (mut photos, mut copies) = (HashSet::new(), HashSet::new());
    for key in keys {
        match photo_keys::read(key) {
            Named::Original(id, _) | Named::Derived(id) => drop(photos.insert(id)),
            Named::StationCopy(id) => drop(copies.insert(id)),
            Named::Unknown => {}
        }
    }
    let mut rows: HashMap<Uuid, photo::Model> = HashMap::new();
    let wanted = [(photo::Column::Id, photos), (photo::Column::StationCopyId, copies)];
    for (column, ids) in wanted {
        let ids: Vec<Uuid> = ids.into_iter().collect();
        for some in ids.chunks(PAGE as usize) {
            let found = photo::Entity::find().filter(column.is_in(some.iter().copied())).all(store.read()).await?;
            rows.extend(found.into_iter().map(|row| (row.id, row)));
        }
    }
    Ok(rows.values().flat_map(accounted).collect())
}

/// Every key that a row may have an object under. An original of a photo that is missing or rejected is one that has
/// just arrived, or one that the phone will replace.
fn accounted(row: &photo::Model) -> Vec<String> {
    let mut keys = vec![photo_keys::original(row)];
    if row.incoming {
        keys.push(photo_keys::incoming(row));
    }
    if row.derived {
        keys.extend(["thumb", "view"].map(|size| photo_keys::derived(row, size)));
    }
    keys.extend(row.station_copy_id.map(|copy| photo_keys::station_copy(row.audit_id, copy)));
    keys
}
