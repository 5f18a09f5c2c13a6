//! The checklist versions a program knows.

use crate::checklist::Checklist;
use std::sync::{Arc, OnceLock};

/// The published file that is built into the binary.
const STATION_69_V1: &str = include_str!("../../../checklists/station-69/v1.toml");

/// Checklists by id and version.
#[derive(Debug, Clone, Default)]
pub struct Registry {
    checklists: Vec<Arc<Checklist>>,
}

impl Registry {
    /// Adds a version, or replaces the one with the same id and number.
    pub fn insert(&mut self, checklist: Arc<Checklist>) {
        self.checklists.retain(|c| (&c.id, c.version) != (&checklist.id, checklist.version));
        self.checklists.push(checklist);
    }

    /// A version by id and number.
    pub fn get(&self, id: &str, version: u32) -> Option<&Arc<Checklist>> {
        self.checklists.iter().find(|c| c.id == id && c.version == version)
    }

    /// Whether any version of this id is known.
    pub fn knows(&self, id: &str) -> bool {
        self.checklists.iter().any(|c| c.id == id)
    }

    /// All versions, in the order they were added.
    pub fn iter(&self) -> impl Iterator<Item = &Arc<Checklist>> {
        self.checklists.iter()
    }
}

/// The source files of the built-in versions.
pub fn builtin_sources() -> &'static [&'static str] {
    &[STATION_69_V1]
}

/// The versions that are built into the binary, read once.
pub fn builtin() -> &'static Registry {
    static REGISTRY: OnceLock<Registry> = OnceLock::new();
    REGISTRY.get_or_init(|| {
        let mut registry = Registry::default();
        for source in builtin_sources() {
            // A built-in file with a fault cannot reach a release: a test of this module loads each of them.
            if let Ok(checklist) = Checklist::parse(source) {
                registry.insert(Arc::new(checklist));
            }
        }
        registry
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_builtin_checklist_loads() {
        for source in builtin_sources() {
            let faults = Checklist::parse(source).err().unwrap_or_default();
            assert!(faults.is_empty(), "{faults:#?}");
        }
        assert_eq!(builtin().iter().count(), builtin_sources().len());
        assert!(builtin().get("station-69", 1).is_some());
        assert!(builtin().get("station-69", 2).is_none());
        assert!(builtin().knows("station-69") && !builtin().knows("station"));
    }
}
