//! Every path that a document names exists.

use std::path::{Path, PathBuf};

use crate::{files, read, root};

/// Folders at the top: a word that begins with one is a path.
const FOLDERS: &[&str] = &[".ci", "checklists", "crates", "docs", "migrations", "scripts", "tests", "web"];
/// Endings of files of ours: a word with a slash that ends so is a path.
const ENDINGS: &[&str] = &[".rs", ".md", ".toml", ".py", ".json", ".ts", ".svelte", ".mjs", ".png"];
/// Endings by which a name without a slash is a file of ours; others may be files that a reader makes.
const NAMES: &[&str] = &[".rs", ".md"];

/// What a document names: links, and words that look like paths of this repository. Names that stand for many are left
/// out: `<name>.rs`, `{id}`, `vN.toml`.
fn named(text: &str) -> Vec<String> {
    let (mut found, words) = links(text);
    let part_of_a_path = |letter: char| letter.is_ascii_alphanumeric() || "./_*<>{}:-".contains(letter);
    for word in words.split(|letter| !part_of_a_path(letter)) {
        let word = word.trim_end_matches(['.', ':', '-']).trim_end_matches('/');
        let stands_for_many = word.contains(['<', '>', '{', '}']) || word.contains("/vN.");
        let an_address = word.starts_with('/') || word.contains(':');
        if word.is_empty() || stands_for_many || an_address {
            continue;
        }
        let folder = word.split_once('/').is_some_and(|(first, _)| FOLDERS.contains(&first));
        let endings = if word.contains('/') { ENDINGS } else { NAMES };
        let ends = |ending: &str| word.len() > ending.len() && word.ends_with(ending);
        if folder || endings.iter().any(|ending| ends(ending)) {
            found.push(word.to_owned());
        }
    }
    found
}

/// The targets of links inside of the repository, and the text without its links.
fn links(text: &str) -> (Vec<String>, String) {
    let (mut targets, mut words) = (Vec::new(), String::new());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once("](") {
        let (target, behind) = after.split_once(')').unwrap_or((after, ""));
        let target = target.split('#').next().unwrap_or_default();
        if !target.is_empty() && !target.contains("://") {
            targets.push(target.to_owned());
        }
        // What stands between the brackets is for the eye.
        words.push_str(before.rsplit_once('[').map_or(before, |(words, _)| words));
        rest = behind;
    }
    words.push_str(rest);
    (targets, words)
}

/// Whether there is such a path: from the top, from the document's folder, or within a crate.
fn exists(document: &Path, path: &str) -> bool {
    let root = root();
    let mut bases = vec![root.join("crates")];
    for folder in document.ancestors().skip(1) {
        bases.extend([root.join(folder), root.join(folder).join("src")]);
    }
    let crates = std::fs::read_dir(root.join("crates")).expect("crates");
    bases.extend(crates.map(|entry| entry.expect("a crate").path()).flat_map(|one| [one.join("src"), one]));
    bases.iter().any(|base| match path.rsplit_once('/') {
        Some((folder, pattern)) if pattern.contains('*') => matches_some(&base.join(folder), pattern),
        _ => base.join(path).exists(),
    })
}

/// Whether a folder holds a file of a pattern with one star.
fn matches_some(folder: &Path, pattern: &str) -> bool {
    let (start, end) = pattern.split_once('*').expect("a star");
    let Ok(entries) = std::fs::read_dir(folder) else { return false };
    let names = entries.filter_map(|entry| Some(entry.ok()?.file_name().to_string_lossy().into_owned()));
    names.into_iter().any(|name| name.starts_with(start) && name.ends_with(end))
}

/// What a reader is given: documents at the top, in `docs`, and every README.
fn documents() -> Vec<PathBuf> {
    let is_one = |path: &PathBuf| {
        let at_the_top = path.components().count() == 1;
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        at_the_top || path.starts_with("docs") || name.starts_with("README")
    };
    files(".", &[".md"]).into_iter().filter(is_one).collect()
}

#[test]
fn every_path_in_a_document_exists() {
    let documents = documents();
    for expected in
        ["README.md", "README.zh-CN.md", "ARCHITECTURE.md", "CONTRIBUTING.md", "docs/API.md", "checklists/README.md"]
    {
        assert!(documents.iter().any(|path| path == Path::new(expected)), "{expected} was not read");
    }
    let mut count = 0;
    let mut missing = Vec::new();
    for document in documents {
        for path in named(&read(&document)) {
            count += 1;
            if !exists(&document, &path) {
                missing.push(format!("{}: {path}", document.display()));
            }
        }
    }
    assert!(missing.is_empty(), "documents name what is not there:\n{}", missing.join("\n"));
    assert!(count > 60, "only {count} paths were found");
}

#[test]
fn paths_are_told_from_other_words() {
    let text = "See [this.md](docs/GONE.md#part) and [that](https://example.org/x.md), `crates/core/src/score`, \
                `PUT /v1/audits/{id}`, application/json, I/O, `routes/gone.rs`, `routes/<resource>.rs`, upload.sh, \
                audit.json, CONTRIBUTING.md. tests/vectors/*.json scripts/gone.";
    let expected = [
        "docs/GONE.md",
        "crates/core/src/score",
        "routes/gone.rs",
        "CONTRIBUTING.md",
        "tests/vectors/*.json",
        "scripts/gone",
    ];
    assert_eq!(named(text), expected);
    let from = Path::new("docs/API.md");
    for there in ["crates/core/src/score", "routes/submit.rs", "tests/vectors/*.json", "../README.md", "API.md"] {
        assert!(exists(from, there), "{there}");
    }
    for gone in ["docs/GONE.md", "routes/gone.rs", "tests/vectors/*.gone", "scripts/gone"] {
        assert!(!exists(from, gone), "{gone}");
    }
}
