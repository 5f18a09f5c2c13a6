//! Who may import whom (ARCHITECTURE.md), and that SQL and S3 are spoken in one crate only.

use std::{collections::BTreeSet, path::Path};

use toml::{Table, Value};

use crate::{files, read};

/// Every crate: its folder, its name, and whom of ours it may import. Tests of a crate keep to the same.
const ARROWS: &[(&str, &str, &[&str])] = &[
    ("crates/core", "core", &[]),
    ("crates/photo", "photo", &[]),
    ("crates/notify", "notify", &["core"]),
    ("crates/web", "web", &[]),
    ("migrations", "migrations", &[]),
    ("crates/reports", "reports", &["core"]),
    ("crates/render", "render", &["core", "reports"]),
    ("crates/tables", "tables", &["core", "render"]),
    ("crates/pdf", "pdf", &["core"]),
    ("crates/store", "store", &["core", "migrations"]),
    (
        "crates/api",
        "api",
        &["core", "reports", "render", "tables", "pdf", "photo", "notify", "store", "migrations", "web"],
    ),
    (
        "tests",
        "tests",
        &["core", "reports", "render", "tables", "pdf", "photo", "notify", "store", "migrations", "api", "web"],
    ),
];

/// Crates that are rules over plain values, and what would make them more than that.
const PURE: &[&str] =
    &["crates/core", "crates/reports", "crates/render", "crates/tables", "crates/pdf", "crates/photo"];
const IMPURE: &[&str] = &["tokio", "futures", "async-trait", "axum", "reqwest", "rand", "tempfile", "tracing"];

/// Libraries that only the store speaks to; the schema's builder is the migrations' own.
const STORES_OWN: &[&str] = &["sea-orm", "sea-orm-migration", "sqlx", "aws-sdk-s3", "aws-smithy-http-client", "s3s"];

/// Sections of a manifest that name what is imported: for the crate itself and for its tests.
const FOR_ITSELF: &[&str] = &["dependencies", "build-dependencies"];
const FOR_TESTS: &[&str] = &["dev-dependencies"];

/// Packages in these sections of a manifest, those for single targets too.
fn imports(manifest: &Table, sections: &[&str]) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for (name, value) in manifest {
        let Value::Table(table) = value else { continue };
        if sections.contains(&name.as_str()) {
            found.extend(table.iter().map(|(key, value)| {
                let renamed = value.get("package").and_then(Value::as_str);
                renamed.unwrap_or(key).to_owned()
            }));
        } else if name == "target" {
            found.extend(table.values().filter_map(Value::as_table).flat_map(|target| imports(target, sections)));
        }
    }
    found
}

/// Arrows of these sections that point where they must not.
fn wrong_arrows(manifest: &Table, sections: &[&str], may: &[&str]) -> Vec<String> {
    let ours =
        imports(manifest, sections).into_iter().filter_map(|name| name.strip_prefix("forecourt-").map(str::to_owned));
    ours.filter(|name| !may.contains(&name.as_str())).collect()
}

fn manifest(folder: &str) -> Table {
    read(&Path::new(folder).join("Cargo.toml")).parse().expect("a manifest")
}

#[test]
fn crates_import_only_whom_they_may() {
    let workspace = manifest(".");
    let members: BTreeSet<&str> =
        workspace["workspace"]["members"].as_array().expect("members").iter().filter_map(Value::as_str).collect();
    assert_eq!(members, ARROWS.iter().map(|(folder, ..)| *folder).collect(), "a crate without an arrow");
    for (folder, name, may) in ARROWS {
        let manifest = manifest(folder);
        assert_eq!(manifest["package"]["name"].as_str(), Some(format!("forecourt-{name}").as_str()));
        assert_eq!(wrong_arrows(&manifest, FOR_ITSELF, may), Vec::<String>::new(), "{folder}");
        assert_eq!(wrong_arrows(&manifest, FOR_TESTS, may), Vec::<String>::new(), "tests of {folder}");
    }
}

#[test]
fn pure_crates_have_no_runtime_and_no_input() {
    for folder in PURE {
        let own = imports(&manifest(folder), FOR_ITSELF);
        let impure: Vec<_> = IMPURE.iter().filter(|name| own.contains(**name)).collect();
        assert!(impure.is_empty(), "{folder} imports {impure:?}");
        for file in files(&format!("{folder}/src"), &[".rs"]) {
            let text = read(&file);
            for word in ["std::fs", "std::net", "std::env::", "async fn", "SystemTime", "std::time::Instant"] {
                assert!(!text.contains(word), "{} says {word}", file.display());
            }
        }
    }
}

#[test]
fn only_the_store_speaks_sql_and_s3() {
    for (folder, name, _) in ARROWS {
        let all = imports(&manifest(folder), &[FOR_ITSELF, FOR_TESTS].concat());
        let spoken: Vec<_> = STORES_OWN.iter().filter(|own| all.contains(**own)).copied().collect();
        match *name {
            "store" => assert!(spoken.contains(&"sea-orm") && spoken.contains(&"aws-sdk-s3"), "{spoken:?}"),
            "migrations" => assert_eq!(spoken, ["sea-orm-migration"]),
            _ => assert!(spoken.is_empty(), "{folder} imports {spoken:?}"),
        }
        if *name == "store" {
            continue;
        }
        for file in files(folder, &[".rs"]) {
            let said = speaks(&read(&file));
            assert!(said.is_empty(), "{} speaks {said:?}", file.display());
        }
    }
}

/// Libraries of the store's that a source names as a path.
fn speaks(source: &str) -> Vec<&'static str> {
    const NAMES: [&str; 3] = [concat!("sea_", "orm"), concat!("aws_", "sdk_s3"), concat!("sql", "x")];
    let is_path = |name: &str| {
        source.match_indices(name).any(|(at, _)| {
            let before = source[..at].chars().next_back();
            let part_of_a_word = before.is_some_and(|letter| letter.is_alphanumeric() || letter == '_');
            let rest = &source[at + name.len()..];
            !part_of_a_word && ["::", ";", " as "].iter().any(|sign| rest.starts_with(sign))
        })
    };
    NAMES.into_iter().filter(|name| is_path(name)).collect()
}

#[test]
fn every_dependency_stands_once_with_its_reason() {
    let workspace = read(Path::new("Cargo.toml"));
    let section = workspace.split("[workspace.dependencies]").nth(1).expect("dependencies");
    let section = section.split("\n[").next().expect("its end");
    for line in section.lines().filter(|line| line.contains('=') && !line.contains("path = ")) {
        let reason = line.rsplit_once(" # ").map(|(_, reason)| reason.trim());
        assert!(reason.is_some_and(|reason| reason.len() > 3), "without a reason: {line}");
    }
    for (folder, ..) in ARROWS {
        for section in [FOR_ITSELF, FOR_TESTS].concat() {
            for (name, value) in manifest(folder).get(section).and_then(Value::as_table).into_iter().flatten() {
                let shared = value.get("workspace").and_then(Value::as_bool) == Some(true);
                assert!(shared, "{folder}: {name} is not the workspace's");
            }
        }
    }
}

#[test]
fn a_wrong_arrow_is_seen() {
    let manifest: Table = r#"
        [dependencies]
        forecourt-core.workspace = true
        rules = { package = "forecourt-reports", path = "x" }
        [dev-dependencies]
        forecourt-api.workspace = true
        [target.'cfg(unix)'.dependencies]
        forecourt-store.workspace = true
    "#
    .parse()
    .unwrap();
    assert_eq!(wrong_arrows(&manifest, FOR_ITSELF, &["core"]), ["reports", "store"]);
    assert_eq!(wrong_arrows(&manifest, FOR_TESTS, &["core"]), ["api"]);
    let store = concat!("sea_", "orm");
    assert_eq!(speaks(&format!("use {store}::EntityTrait;")), [store]);
    assert_eq!(speaks(&format!("use {store} as orm;")), [store]);
    assert!(speaks(&format!("\"{store}=warn\" {store}_migration::x my_{store}::x")).is_empty());
}
