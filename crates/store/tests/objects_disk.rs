//! What the directory goes through: crashes at every named point, a full disk, restarts.

#![allow(clippy::unwrap_used, reason = "a failed helper is a failed test")]

mod objects_support;

use bytes::Bytes;
use forecourt_store::killpoint::Point;
use forecourt_store::objects::{Digest, ObjectError, ObjectStore};
use futures::TryStreamExt;
use objects_support::{Bed, JPEG, jpeg, keys, send, serve};
use std::path::Path;
use std::process::Command;

const CHILD_DIR: &str = "FORECOURT_TEST_OBJECTS_DIR";

fn unfinished(root: &Path) -> usize {
    std::fs::read_dir(root.join("tmp")).unwrap().count()
}

/// Not a test of its own: the process that the next test kills.
#[tokio::test(flavor = "multi_thread")]
#[ignore = "started by a_kill_at_any_point_loses_nothing"]
async fn child() {
    let Ok(dir) = std::env::var(CHILD_DIR) else { return };
    let store = ObjectStore::embedded(Path::new(&dir), keys()).unwrap();
    println!("child ready");
    store.put("photos/new", jpeg(300_000, 2).into(), JPEG).await.unwrap();
    println!("child stored");
    // The same again: nothing is written, only made durable once more.
    store.put("photos/new", jpeg(300_000, 2).into(), JPEG).await.unwrap();
    store.delete("photos/old").await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_kill_at_any_point_loses_nothing() {
    if !cfg!(debug_assertions) {
        println!("SKIPPED: kill points exist only in builds with debug_assertions");
        return;
    }
    let points: Vec<_> = Point::ALL.iter().filter(|point| point.name().starts_with("object.")).collect();
    assert_eq!(points.len(), 13);
    for point in points {
        let dir = tempfile::tempdir().unwrap();
        let store = ObjectStore::embedded(dir.path(), keys()).unwrap();
        let old = jpeg(300_000, 1);
        store.put("photos/old", old.clone().into(), JPEG).await.unwrap();
        drop(store);

        let mut child = Command::new(std::env::current_exe().unwrap());
        child.args(["--exact", "child", "--ignored", "--nocapture"]);
        child.env(CHILD_DIR, dir.path()).env("FORECOURT_TEST_KILL_AT", point.name());
        let output = child.output().unwrap();
        let said = String::from_utf8_lossy(&output.stdout);
        let signal = std::os::unix::process::ExitStatusExt::signal(&output.status);
        assert_eq!(signal, Some(9), "{} was not reached: {said}", point.name());

        let store = ObjectStore::embedded(dir.path(), keys()).unwrap();
        assert_eq!(unfinished(dir.path()), 0, "{}: temporary files are wiped at start", point.name());
        let digest = Digest::of(&jpeg(300_000, 2));
        match store.head("photos/new").await.unwrap() {
            Some(_) => {
                assert_eq!(store.get("photos/new").await.unwrap().body.digest().await.unwrap(), (300_000, digest))
            }
            None => assert!(!said.contains("child stored"), "{}: what was answered is lost", point.name()),
        }
        match store.head("photos/old").await.unwrap() {
            Some(_) => assert_eq!(store.get("photos/old").await.unwrap().body.collect(1 << 20).await.unwrap(), old),
            None => assert!(point.name().starts_with("object.delete."), "{}", point.name()),
        }
        // And the phone's next try ends well.
        store.put("photos/new", jpeg(300_000, 2).into(), JPEG).await.unwrap();
        assert_eq!(store.head("photos/new").await.unwrap().unwrap().sha256, Some(digest));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_restart_finds_everything_again() {
    let bed = Bed::start().await;
    for n in 0..10u8 {
        let photo = jpeg(1000 + usize::from(n), n);
        assert_eq!(bed.put(&format!("photos/{n}"), &photo, &photo).await.status, 200);
    }
    std::fs::write(bed.tmp().join("upload-left"), b"half a photo").unwrap();
    // A second process beside the first (fsck beside the server) must not wipe the first one's uploads.
    let beside = ObjectStore::embedded(bed.dir.path(), keys()).unwrap();
    assert_eq!(bed.unfinished(), 1);
    let listed: Vec<_> = beside.list("photos/").try_collect().await.unwrap();
    assert_eq!(listed.len(), 10);
    let photo = jpeg(1009, 9);
    assert_eq!(beside.head("photos/9").await.unwrap().unwrap().sha256, Some(Digest::of(&photo)));
}

/// A small file system of its own, gone when dropped.
struct Mount(tempfile::TempDir);

impl Mount {
    fn tmpfs(size: &str) -> Result<Mount, String> {
        let dir = tempfile::tempdir().unwrap();
        let options = format!("size={size}");
        let mount = Command::new("mount").args(["-t", "tmpfs", "-o", &options, "tmpfs"]).arg(dir.path()).output();
        match mount {
            Ok(done) if done.status.success() => Ok(Mount(dir)),
            Ok(done) => Err(String::from_utf8_lossy(&done.stderr).trim().to_owned()),
            Err(error) => Err(error.to_string()),
        }
    }
}

impl Drop for Mount {
    fn drop(&mut self) {
        // Lazily: the server of the test still holds the lock file when the test ends.
        let _ = Command::new("umount").arg("-l").arg(self.0.path()).status();
    }
}

/// Stores two photos where there is room for them, and not for the large one: that is refused and harms nothing.
async fn fill(root: &Path, large: &[u8]) -> ObjectStore {
    let store = ObjectStore::embedded(root, keys()).unwrap();
    let base = serve(&store).await;
    let photo = jpeg(300_000, 1);
    for n in 0..2 {
        store.put(&format!("photos/{n}"), photo.clone().into(), JPEG).await.unwrap();
    }
    assert_eq!(store.put("photos/large", large.to_vec().into(), JPEG).await, Err(ObjectError::Full));
    // Also over a good object, and as a phone sees it.
    let (length, digest) = (large.len() as u64, Digest::of(large));
    let ttl = objects_support::TTL;
    let upload = store.presign_put("photos/0", length, digest, JPEG, ttl, &base).await.unwrap();
    let answer = send("PUT", &upload.url, &upload.headers, large).await;
    assert_eq!(answer.status, 507, "{answer:?}");
    assert_eq!(unfinished(root), 0, "the half-written file is removed");
    assert_eq!(store.get("photos/0").await.unwrap().body.collect(1 << 20).await.unwrap(), photo);
    // Not read: its reader could hold the file for a moment longer, and its room would be used still when it is deleted.
    assert_eq!(store.head("photos/1").await.unwrap().unwrap().sha256, Some(Digest::of(&photo)));
    assert_eq!(store.head("photos/large").await, Ok(None));
    // What is stored already is still a success.
    store.put("photos/0", photo.into(), JPEG).await.unwrap();
    store
}

#[tokio::test(flavor = "multi_thread")]
async fn a_full_disk_takes_nothing_and_keeps_everything() {
    let mount = match Mount::tmpfs("1m") {
        Ok(mount) => mount,
        Err(reason) => {
            println!("SKIPPED: no small file system can be mounted here ({reason}); the next test needs none");
            return;
        }
    };
    let large = jpeg(600_000, 2);
    let store = fill(&mount.0.path().join("store"), &large).await;
    // Room made is room used.
    store.delete("photos/1").await.unwrap();
    store.put("photos/large", Bytes::from(large), JPEG).await.unwrap();
}

/// Not a test of its own: the process that the next test holds to small files.
#[tokio::test(flavor = "multi_thread")]
#[ignore = "started by a_disk_without_room_takes_nothing_and_keeps_everything"]
async fn narrow() {
    let Ok(dir) = std::env::var(CHILD_DIR) else { return };
    fill(Path::new(&dir), &jpeg(LARGE, 2)).await;
    println!("narrow done");
}

/// Longer than the limit below, which shells count in units of 512 or of 1,024 bytes.
const LARGE: usize = 900_000;

/// The same wherever the tests run: no file of the process may grow beyond a limit, which the disk tells in the middle of
/// a write as it tells that it is full.
#[tokio::test(flavor = "multi_thread")]
async fn a_disk_without_room_takes_nothing_and_keeps_everything() {
    let dir = tempfile::tempdir().unwrap();
    let mut child = Command::new("sh");
    child.args(["-c", "trap '' XFSZ; ulimit -f 800; exec \"$@\"", "sh"]).arg(std::env::current_exe().unwrap());
    child.args(["--exact", "narrow", "--ignored", "--nocapture"]).env(CHILD_DIR, dir.path());
    let output = child.output().unwrap();
    let said = String::from_utf8_lossy(&output.stdout);
    let failed = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success() && said.contains("narrow done"), "{said}\n{failed}");
    // With room again the next try ends well.
    let store = ObjectStore::embedded(dir.path(), keys()).unwrap();
    let large = jpeg(LARGE, 2);
    store.put("photos/large", large.clone().into(), JPEG).await.unwrap();
    assert_eq!(store.head("photos/large").await.unwrap().unwrap().sha256, Some(Digest::of(&large)));
}
