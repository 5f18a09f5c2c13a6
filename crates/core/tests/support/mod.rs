//! What several tests of this folder share.

#![allow(dead_code, reason = "each test uses its part")]

use forecourt_core::checklist::Checklist;
use forecourt_core::registry;
use proptest::test_runner::Config;
use serde_json::Value;
use std::path::Path;

/// `station-69`, version 1.
pub fn checklist() -> &'static Checklist {
    registry::builtin().get("station-69", 1).expect("built in")
}

/// The cases of one file under `tests/vectors`.
pub fn vectors(name: &str) -> Vec<Value> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/vectors").join(format!("{name}.json"));
    let text = std::fs::read_to_string(&path).expect("the vectors are there");
    let file: Value = serde_json::from_str(&text).expect("the vectors are JSON");
    assert_eq!(file["kind"], name);
    file["cases"].as_array().expect("a list of cases").clone()
}

/// Property tests leave no files behind: a failure prints the smallest input that shows it.
pub fn properties() -> Config {
    Config { failure_persistence: None, ..Config::default() }
}
