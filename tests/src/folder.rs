//! Folders for tests, whatever way their process ends.

use std::{path::Path, sync::Once};

use tempfile::TempDir;

const PREFIX: &str = "forecourt-test-";

/// An empty folder that goes when it is dropped. What is kept until a process ends is never dropped: such folders are
/// removed by the next process that asks for one.
pub fn temporary() -> TempDir {
    static SWEEP: Once = Once::new();
    SWEEP.call_once(|| sweep(&std::env::temp_dir()));
    tempfile::Builder::new().prefix(&format!("{PREFIX}{}-", std::process::id())).tempdir().expect("a temporary folder")
}

/// Removes the folders of processes that have ended.
fn sweep(place: &Path) {
    // Without /proc nobody can tell who has ended.
    if !Path::new("/proc/self").exists() {
        return;
    }
    for entry in std::fs::read_dir(place).into_iter().flatten().flatten() {
        let name = entry.file_name();
        let owner = name.to_str().and_then(|name| name.strip_prefix(PREFIX)?.split('-').next());
        if owner.is_some_and(|process| !Path::new("/proc").join(process).exists()) {
            // Another process may sweep at the same time.
            let _ = std::fs::remove_dir_all(entry.path());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{PREFIX, sweep, temporary};

    #[test]
    fn folders_of_ended_processes_go_and_others_stay() {
        let place = temporary();
        let made = |name: String| {
            let folder = place.path().join(name);
            std::fs::create_dir(&folder).expect("a folder");
            std::fs::write(folder.join("file"), "x").expect("a file");
            folder
        };
        // No process has a number as high as this.
        let ended = made(format!("{PREFIX}4294967295-abc"));
        let running = made(format!("{PREFIX}{}-abc", std::process::id()));
        let of_others = made("another".to_owned());
        sweep(place.path());
        assert!(!ended.exists() && running.exists() && of_others.exists());
    }
}
