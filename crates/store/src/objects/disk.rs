//! The directory of the embedded store: where a key lives, and what a crash may leave.
//!
//! ```text
//! lock                     shared while open; whoever gets it alone wipes tmp/
//! tmp/…                    uploads in progress
//! objects/00 … objects/ff  one file per object: <anchor>-<SHA-256 of the key>
//! ```
//!
//! A key never becomes part of a path, so no key can escape. The anchor (16 hex digits) is the hash of the first UUID
//! segment of the key, or of the whole key if it has none: all objects of one audit lie in one shard under one anchor,
//! so that erasing an audit reads one directory and not the whole store.

use super::format::{Header, MAX_HEADER};
use super::places::Places;
use super::{Digest, MAX_KEY_BYTES};
use crate::killpoint::{Point, hit};
use std::fs::{self, File, TryLockError};
use std::io::{self, ErrorKind};
use std::os::unix::fs::FileExt;
use std::path::{Path, PathBuf};

/// Bytes read or written at once.
pub const CHUNK: usize = 128 * 1024;

/// What went wrong below the protocol.
#[derive(Debug, thiserror::Error)]
pub enum DiskError {
    #[error("no such object")]
    NotFound,
    #[error("the object exists")]
    Exists,
    #[error("the bytes do not match the announced SHA-256")]
    WrongChecksum,
    #[error("the bytes do not have the announced length")]
    WrongLength,
    #[error("the key is longer than 1024 bytes")]
    KeyTooLong,
    #[error("the disk is full")]
    Full,
    #[error("the stored object is damaged: {0}")]
    Damaged(&'static str),
    #[error(transparent)]
    Io(io::Error),
}

impl From<io::Error> for DiskError {
    fn from(error: io::Error) -> Self {
        match error.kind() {
            ErrorKind::StorageFull | ErrorKind::QuotaExceeded | ErrorKind::FileTooLarge => DiskError::Full,
            _ => DiskError::Io(error),
        }
    }
}

/// A found object: its header and the open file.
#[derive(Debug)]
pub struct Stored {
    pub header: Header,
    pub file: File,
}

impl Stored {
    /// Reads and hashes the whole object: whether it still is what its header says.
    pub fn is_intact(&self) -> io::Result<bool> {
        use sha2::Digest as _;
        let mut hasher = sha2::Sha256::new();
        let mut buffer = vec![0u8; CHUNK.min(usize::try_from(self.header.length).unwrap_or(CHUNK))];
        let (mut at, end) = (self.header.file_offset(), self.header.file_offset() + self.header.length);
        while at < end {
            let want = buffer.len().min(usize::try_from(end - at).unwrap_or(usize::MAX));
            let got = self.file.read_at(&mut buffer[..want], at)?;
            if got == 0 {
                return Ok(false);
            }
            hasher.update(&buffer[..got]);
            at += got as u64;
        }
        Ok(Digest(hasher.finalize().into()) == self.header.sha256)
    }
}

/// The place of a key in the directory.
pub struct Place {
    pub shard: PathBuf,
    pub path: PathBuf,
}

/// The open directory. Safe to use from many threads, and from several processes at once.
#[derive(Debug)]
pub struct Disk {
    objects: PathBuf,
    tmp: PathBuf,
    /// Places for uploads from outside.
    pub(super) uploads: Places,
    /// Held for as long as the store is open.
    _lock: File,
}

impl Disk {
    /// Opens or creates the directory; wipes temporary files unless another process has it open.
    pub fn open(root: &Path) -> io::Result<Disk> {
        let (objects, tmp) = (root.join("objects"), root.join("tmp"));
        fs::create_dir_all(&tmp)?;
        fs::create_dir_all(&objects)?;
        let lock = File::options().create(true).truncate(false).write(true).open(root.join("lock"))?;
        match lock.try_lock() {
            Ok(()) => wipe(&tmp)?,
            Err(TryLockError::WouldBlock) => {}
            Err(TryLockError::Error(error)) => return Err(error),
        }
        lock.lock_shared()?;
        make_shards(&objects)?;
        hit(Point::ObjectOpenBeforeFsync);
        sync_dir(root)?;
        if let Some(parent) = root.parent().filter(|p| !p.as_os_str().is_empty()) {
            sync_dir(parent)?;
        }
        hit(Point::ObjectOpenAfterFsync);
        Ok(Disk { objects, tmp, uploads: Places::default(), _lock: lock })
    }

    /// The directory of unfinished uploads.
    pub fn tmp(&self) -> &Path {
        &self.tmp
    }

    /// The shard directory of that number.
    pub fn shard(&self, number: u8) -> PathBuf {
        self.objects.join(format!("{number:02x}"))
    }

    /// Where the object of this key lies or would lie.
    pub fn place(&self, key: &str) -> Result<Place, DiskError> {
        if key.len() > MAX_KEY_BYTES {
            return Err(DiskError::KeyTooLong);
        }
        let anchor = anchor_of(key).unwrap_or_else(|| anchor(key));
        let shard = self.objects.join(&anchor[..2]);
        let path = shard.join(format!("{anchor}-{}", Digest::of(key.as_bytes())));
        Ok(Place { shard, path })
    }

    /// Opens the object of this key and checks that its file is whole (header and length, not the bytes).
    pub fn find(&self, key: &str) -> Result<Stored, DiskError> {
        let stored = open(&self.place(key)?.path)?;
        if stored.header.key != key {
            return Err(DiskError::Damaged("the file holds another key"));
        }
        Ok(stored)
    }

    /// Removes the object of this key for good; `false` if there was none.
    pub fn delete(&self, key: &str) -> Result<bool, DiskError> {
        let place = self.place(key)?;
        hit(Point::ObjectDeleteBefore);
        match fs::remove_file(&place.path) {
            Ok(()) => {}
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(false),
            Err(error) => return Err(error.into()),
        }
        hit(Point::ObjectDeleteAfter);
        sync_dir(&place.shard)?;
        hit(Point::ObjectDeleteDirFsyncAfter);
        Ok(true)
    }
}

/// Opens one object file and reads its header.
pub fn open(path: &Path) -> Result<Stored, DiskError> {
    let file = File::open(path).map_err(|error| match error.kind() {
        ErrorKind::NotFound => DiskError::NotFound,
        _ => error.into(),
    })?;
    let mut head = [0u8; MAX_HEADER];
    let mut filled = 0;
    while filled < head.len() {
        match file.read_at(&mut head[filled..], filled as u64)? {
            0 => break,
            got => filled += got,
        }
    }
    let header = Header::decode(&head[..filled]).ok_or(DiskError::Damaged("the header is unreadable"))?;
    if file.metadata()?.len() != header.file_offset() + header.length {
        return Err(DiskError::Damaged("the file has the wrong length"));
    }
    Ok(Stored { header, file })
}

/// Makes the entries of a directory durable.
pub fn sync_dir(path: &Path) -> io::Result<()> {
    File::open(path)?.sync_all()
}

/// The anchor of a key or prefix that holds a whole UUID segment (`…/<uuid>/…`), else `None`.
pub fn anchor_of(key: &str) -> Option<String> {
    let mut segments = key.split('/');
    segments.next_back(); // the last segment may be cut off in a prefix
    segments.find(|segment| is_uuid(segment)).map(anchor)
}

fn anchor(text: &str) -> String {
    hex::encode(&Digest::of(text.as_bytes()).0[..8])
}

fn is_uuid(segment: &str) -> bool {
    segment.len() == 36
        && segment.bytes().enumerate().all(|(at, b)| match at {
            8 | 13 | 18 | 23 => b == b'-',
            _ => b.is_ascii_digit() || (b'a'..=b'f').contains(&b),
        })
}

fn make_shards(objects: &Path) -> io::Result<()> {
    for number in 0..=u8::MAX {
        match fs::create_dir(objects.join(format!("{number:02x}"))) {
            Err(error) if error.kind() != ErrorKind::AlreadyExists => return Err(error),
            _ => {}
        }
    }
    sync_dir(objects)
}

fn wipe(tmp: &Path) -> io::Result<()> {
    for entry in fs::read_dir(tmp)? {
        fs::remove_file(entry?.path())?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn objects_of_one_audit_share_an_anchor() {
        let audit = "0b0f5d3e-7d3a-4a0e-9f46-9d3b2f3f8a11";
        let photo = anchor_of(&format!("photos/0b/{audit}/p-abc"));
        assert!(photo.is_some());
        assert_eq!(photo, anchor_of(&format!("derived/{audit}/x/thumb")));
        assert_eq!(photo, anchor_of(&format!("derived/{audit}/")));
        assert_eq!(anchor_of(&format!("derived/{audit}")), None, "the segment may go on");
        assert_eq!(anchor_of("photos/0b/"), None);
    }

    /// `/dev/full` answers every write as a full disk does.
    #[test]
    fn a_full_disk_is_known_by_its_error() {
        use std::io::Write as _;
        let mut full = File::options().write(true).open("/dev/full").unwrap();
        assert!(matches!(full.write_all(b"photo").map_err(DiskError::from), Err(DiskError::Full)));
    }

    #[test]
    fn only_one_alone_wipes() {
        let dir = tempfile::tempdir().unwrap();
        let first = Disk::open(dir.path()).unwrap();
        fs::write(first.tmp().join("upload"), b"x").unwrap();
        let second = Disk::open(dir.path()).unwrap();
        assert!(second.tmp().join("upload").exists(), "an upload of the other process was wiped");
        drop((first, second));
        let third = Disk::open(dir.path()).unwrap();
        assert!(!third.tmp().join("upload").exists());
    }
}
