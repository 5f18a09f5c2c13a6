//! The published checklist versions, parsed once and kept in memory. A newer instance on the same database may publish
//! one while this one runs.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::{Arc, PoisonError, RwLock},
};

use forecourt_core::checklist::{Checklist, Item};
use forecourt_store::{Store, entity::checklist_version, orders::draft::Form};

use crate::{
    problem::{Kind, Problem},
    state::StartError,
};

type Versions = BTreeMap<(String, u32), Arc<Published>>;

/// What was read: the versions that this binary understands, and the newer ones that it does not.
#[derive(Clone, Debug, Default)]
struct Read {
    versions: Versions,
    beyond: BTreeSet<(String, u32)>,
}

/// Published versions by (id, version).
#[derive(Clone, Debug, Default)]
pub struct Checklists {
    read: Arc<RwLock<Arc<Read>>>,
}

impl AsRef<Checklist> for Published {
    fn as_ref(&self) -> &Checklist {
        &self.checklist
    }
}

/// One published version.
#[derive(Debug)]
pub struct Published {
    /// Parsed and checked.
    pub checklist: Checklist,
    /// The file as it was published.
    pub source: String,
    /// When, epoch ms.
    pub published_at: i64,
}

fn parse(name: &str, source: &str) -> Result<Checklist, StartError> {
    Checklist::parse(source).map_err(|faults| {
        let first =
            faults.first().map(|fault| format!("line {}: {}", fault.line, fault.message.en)).unwrap_or_default();
        StartError::Settings(format!("{name}: {} faults, {first}", faults.len()))
    })
}

impl Checklists {
    /// Publishes the built-in versions that are new and loads all of them.
    ///
    /// # Errors
    /// A built-in version that differs from what was published under its number: a published version is immutable.
    pub async fn load(store: &Store, now_ms: i64) -> Result<Self, StartError> {
        for source in forecourt_core::registry::builtin_sources() {
            let checklist = parse("built-in checklist", source)?;
            let hash = hex::decode(&checklist.sha256).unwrap_or_default();
            let stored = store
                .publish_checklist(checklist_version::Model {
                    checklist_id: checklist.id.clone(),
                    version: i32::try_from(checklist.version).unwrap_or(i32::MAX),
                    content_sha256: hash.clone(),
                    source: (*source).to_owned(),
                    published_at: now_ms,
                    withdrawn_at: None,
                })
                .await?;
            if stored.content_sha256 != hash {
                let name = format!("{} v{}", checklist.id, checklist.version);
                return Err(StartError::Settings(format!("{name} was published with other content; add a version")));
            }
        }
        let all = Self::default();
        all.refresh(store).await?;
        Ok(all)
    }

    /// Loads what was published since; cheap when there is nothing. A version that this binary cannot read was published
    /// by a newer one (a rolling upgrade): whoever needs it is told to come back.
    pub async fn refresh(&self, store: &Store) -> Result<(), StartError> {
        let known = self.snapshot();
        let stored = store.checklist_changes(i64::MIN).await?;
        let is_new = |id: &str, version: i32| {
            let key = u32::try_from(version).map(|version| (id.to_owned(), version));
            key.is_ok_and(|key| !known.versions.contains_key(&key) && !known.beyond.contains(&key))
        };
        if !stored.iter().any(|row| is_new(&row.checklist_id, row.version)) {
            return Ok(());
        }
        let mut read = Read::clone(&known);
        for row in store.checklist_versions().await? {
            if !is_new(&row.checklist_id, row.version) {
                continue;
            }
            let name = format!("{} v{}", row.checklist_id, row.version);
            let version = u32::try_from(row.version).unwrap_or(0);
            match parse(&name, &row.source) {
                Ok(checklist) => {
                    let published = Published { checklist, source: row.source, published_at: row.published_at };
                    read.versions.insert((row.checklist_id, version), Arc::new(published));
                }
                Err(error) => {
                    tracing::error!(%error, "this checklist version is not understood: upgrade this instance");
                    read.beyond.insert((row.checklist_id, version));
                }
            }
        }
        *self.read.write().unwrap_or_else(PoisonError::into_inner) = Arc::new(read);
        Ok(())
    }

    fn snapshot(&self) -> Arc<Read> {
        self.read.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Whether it is published, but beyond what this binary understands.
    pub fn is_beyond(&self, id: &str, version: u32) -> bool {
        self.snapshot().beyond.contains(&(id.to_owned(), version))
    }

    /// Why a version that is needed is not there.
    pub fn absent(&self, id: &str, version: u32) -> Problem {
        if self.is_beyond(id, version) {
            Problem::new(Kind::SchemaNewer).retry_after(300)
        } else {
            Problem::internal(format!("{id} v{version} is not published"))
        }
    }

    /// A published version, if there is one. What is not known here may have been published by a newer instance meanwhile.
    ///
    /// # Errors
    /// It is beyond what this binary understands: come back later.
    pub async fn look(&self, store: &Store, id: &str, version: u32) -> Result<Option<Arc<Published>>, Problem> {
        if let Some(known) = self.get(id, version) {
            return Ok(Some(known));
        }
        self.refresh(store).await.map_err(Problem::internal)?;
        if self.is_beyond(id, version) {
            return Err(self.absent(id, version));
        }
        Ok(self.get(id, version))
    }

    /// A published version that a stored row names.
    ///
    /// # Errors
    /// As [`Checklists::look`]; that there is none.
    pub async fn find(&self, store: &Store, id: &str, version: u32) -> Result<Arc<Published>, Problem> {
        self.look(store, id, version).await?.ok_or_else(|| self.absent(id, version))
    }

    /// A published version, as far as it is known here.
    pub fn get(&self, id: &str, version: u32) -> Option<Arc<Published>> {
        // A BTreeMap over owned pairs cannot be asked with a borrowed one; there are only a handful.
        let all = self.snapshot();
        all.versions
            .iter()
            .find(|((known, number), _)| known == id && *number == version)
            .map(|(_, found)| found.clone())
    }

    /// A published version, as the store asks for it.
    pub fn form(&self, id: &str, version: i32) -> Option<Form> {
        let found = u32::try_from(version).ok().and_then(|version| self.get(id, version))?;
        Some(found)
    }

    /// All published versions in order.
    pub fn all(&self) -> Vec<Arc<Published>> {
        self.snapshot().versions.values().cloned().collect()
    }

    /// The items that somebody means, by id: of this number in any version, or whose id and texts hold every word.
    pub fn items_meant(&self, text: &str) -> Vec<String> {
        let text = text.to_lowercase();
        let number: Option<u32> = text.trim().parse().ok();
        let means = |item: &Item| match number {
            Some(n) => item.n == n,
            None => {
                let all = format!("{} {} {}", item.id, item.text.zh, item.text.en).to_lowercase();
                text.split_whitespace().all(|word| all.contains(word))
            }
        };
        let all = self.all();
        let found = all.iter().flat_map(|one| &one.checklist.items).filter(|item| means(item));
        found.map(|item| item.id.clone()).collect::<BTreeSet<_>>().into_iter().collect()
    }
}
