//! What holds the house together and no compiler sees: who imports whom, that documents name what exists, that files
//! stay small.

mod documents;
mod files;
mod imports;

use std::path::{Path, PathBuf};

use walkdir::WalkDir;

/// Folders that hold what was built or fetched.
const NOT_OURS: &[&str] = &["target", "node_modules", "dist", ".git", "forecourt-data"];

/// The top of the repository.
fn root() -> PathBuf {
    let tests = Path::new(env!("CARGO_MANIFEST_DIR"));
    tests.parent().expect("the workspace").to_path_buf()
}

/// Every file below a folder of the repository whose name ends with one of these, as a path from the top.
fn files(below: &str, endings: &[&str]) -> Vec<PathBuf> {
    let root = root();
    let ours = |entry: &walkdir::DirEntry| !entry.file_name().to_str().is_some_and(|name| NOT_OURS.contains(&name));
    let mut found = Vec::new();
    for entry in WalkDir::new(root.join(below)).sort_by_file_name().into_iter().filter_entry(ours) {
        let entry = entry.expect("a readable folder");
        let name = entry.file_name().to_string_lossy().into_owned();
        if entry.file_type().is_file() && endings.iter().any(|ending| name.ends_with(ending)) {
            found.push(entry.path().strip_prefix(&root).expect("it lies below").to_path_buf());
        }
    }
    found
}

/// Reads a file of the repository.
fn read(path: &Path) -> String {
    std::fs::read_to_string(root().join(path)).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}
