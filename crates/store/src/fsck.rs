//! Proves that every photo row has its object, and tells which objects have no row (pains.md A5).
//!
//! Two walks in constant memory: the rows by keyset pages against their objects, then the listing of the storage page by
//! page against the rows. Safe beside a running server: what looks like a fault is looked at again with a fresh row
//! before it is told, and objects younger than a day may belong to work under way.

pub mod kept;
mod look;

use std::collections::{HashMap, HashSet};

use forecourt_core::states::PhotoState;
use futures::{StreamExt, stream};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, prelude::Uuid};
use serde::{Deserialize, Serialize};

use self::look::{
    Looked, evidence_page, evidence_twice, export_page, export_twice, page, report_page, report_twice, twice,
};
use crate::{
    Result, Store, StoreError,
    entity::{evidence, evidence_part, export, photo, report_photo},
    objects::{ObjectError, ObjectStore},
    photo_keys::{self, Expected, Named},
};

/// States in which the bytes must be there.
const HELD: [&str; 3] = {
    let [stored, verified, unusable] = PhotoState::HELD;
    [stored.as_str(), verified.as_str(), unusable.as_str()]
};
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
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
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
    walk.report_rows(&mut tell).await?;
    walk.evidence_rows(&mut tell).await?;
    walk.export_rows(&mut tell).await?;
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
                self.note(looked?, tell)?;
            }
        }
    }

    async fn report_rows(&mut self, tell: &mut impl FnMut(&Finding)) -> Result<(), FsckError> {
        let mut after = None;
        loop {
            let page = report_page(self.store, after).await?;
            let Some(last) = page.last() else { return Ok(()) };
            after = Some(last.id);
            let (store, objects, quick) = (self.store, self.objects, self.options.quick);
            let mut looks = stream::iter(page).map(|row| report_twice(store, objects, row, quick)).buffered(AT_ONCE);
            while let Some(looked) = looks.next().await {
                self.note(looked?, tell)?;
            }
        }
    }

    async fn evidence_rows(&mut self, tell: &mut impl FnMut(&Finding)) -> Result<(), FsckError> {
        let mut after = None;
        loop {
            let page = evidence_page(self.store, after).await?;
            let Some(last) = page.last() else { return Ok(()) };
            after = Some(last.id);
            let (store, objects, quick) = (self.store, self.objects, self.options.quick);
            let mut looks = stream::iter(page).map(|row| evidence_twice(store, objects, row, quick)).buffered(AT_ONCE);
            while let Some(looked) = looks.next().await {
                self.note(looked?, tell)?;
            }
        }
    }

    async fn export_rows(&mut self, tell: &mut impl FnMut(&Finding)) -> Result<(), FsckError> {
        let mut after = None;
        loop {
            let page = export_page(self.store, after).await?;
            let Some(last) = page.last() else { return Ok(()) };
            after = Some(last.id);
            let (store, objects, quick) = (self.store, self.objects, self.options.quick);
            let mut looks = stream::iter(page).map(|row| export_twice(store, objects, row, quick)).buffered(AT_ONCE);
            while let Some(looked) = looks.next().await {
                self.note(looked?, tell)?;
            }
        }
    }

    /// Counts what was found about one photo and tells it.
    fn note(&mut self, looked: Looked, tell: &mut impl FnMut(&Finding)) -> Result<(), FsckError> {
        let (findings, held, read) = looked;
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
        Ok(())
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

/// The keys among these that a row accounts for.
async fn known(store: &Store, keys: &[&str]) -> Result<HashSet<String>> {
    let (mut photos, mut copies, mut reported) = (HashSet::new(), HashSet::new(), HashSet::new());
    let (mut handed_in, mut asked_for) = (HashSet::new(), HashSet::new());
    for key in keys {
        match photo_keys::read(key) {
            Named::Original(id, _) | Named::Derived(id) => drop(photos.insert(id)),
            Named::StationCopy(id) => drop(copies.insert(id)),
            Named::Report(id) => drop(reported.insert(id)),
            Named::Evidence(id) => drop(handed_in.insert(id)),
            Named::Export(id) => drop(asked_for.insert(id)),
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
    let mut keys: HashSet<String> = rows.values().flat_map(accounted).collect();
    let reported: Vec<Uuid> = reported.into_iter().collect();
    for some in reported.chunks(PAGE as usize) {
        let of_ids = report_photo::Column::Id.is_in(some.iter().copied());
        let found = report_photo::Entity::find().filter(of_ids).all(store.read()).await?;
        keys.extend(found.iter().flat_map(accounted_report));
    }
    let handed_in: Vec<Uuid> = handed_in.into_iter().collect();
    for some in handed_in.chunks(PAGE as usize) {
        let of_ids = evidence::Column::Id.is_in(some.iter().copied());
        let held = evidence::Column::ErasedAt.is_null();
        let found = evidence::Entity::find().filter(of_ids).filter(held).all(store.read()).await?;
        keys.extend(found.iter().map(Expected::from).flat_map(|expected| [expected.original, expected.upload]));
        let of_ids = evidence_part::Column::Id.is_in(some.iter().copied());
        let found = evidence_part::Entity::find().filter(of_ids).all(store.read()).await?;
        keys.extend(found.iter().map(Expected::from).flat_map(|expected| [expected.original, expected.upload]));
    }
    let asked_for: Vec<Uuid> = asked_for.into_iter().collect();
    for some in asked_for.chunks(PAGE as usize) {
        let has_file = export::Column::State.eq("ready");
        let found = export::Entity::find().filter(export::Column::Id.is_in(some.iter().copied())).filter(has_file);
        keys.extend(found.all(store.read()).await?.iter().map(|row| Expected::from(row).original));
    }
    Ok(keys)
}

/// Every key that a report's photo may have an object under.
fn accounted_report(row: &report_photo::Model) -> Vec<String> {
    let expected = Expected::from(row);
    let mut keys = if row.erased_at.is_none() { vec![expected.original, expected.upload] } else { Vec::new() };
    if row.derived {
        keys.extend(["thumb", "view"].map(|size| photo_keys::report_derived(row, size)));
    }
    keys
}

/// Every key that a row may have an object under. An original of a photo that is missing or rejected is one that has
/// just arrived, or one that the phone will replace.
fn accounted(row: &photo::Model) -> Vec<String> {
    let mut keys = Vec::new();
    if row.erased_at.is_none() {
        keys.push(photo_keys::original(row));
    }
    if row.incoming {
        keys.push(photo_keys::incoming(row));
    }
    if row.derived {
        keys.extend(["thumb", "view"].map(|size| photo_keys::derived(row, size)));
    }
    keys.extend(row.station_copy_id.map(|copy| photo_keys::station_copy(row.audit_id, copy)));
    keys
}
