//! Taking bytes in: temporary file, hash, fsync, rename, fsync of the directory, and only then an answer.
//!
//! Memory is one buffer of 128 KiB per upload. A good object is only ever replaced by bytes that were read, counted and
//! hashed to the end before, so no retry can harm it. If the same object is stored already, nothing is written.

use super::disk::{CHUNK, Disk, DiskError, sync_dir};
use super::format::Header;
use super::media::SNIFF_BYTES;
use super::real_clock::now_ms;
use super::{Digest, Media};
use crate::killpoint::{Point, hit};
use bytes::Bytes;
use futures::{Stream, StreamExt};
use sha2::{Digest as _, Sha256};
use std::io::Write;
use std::os::unix::fs::FileExt;
use std::sync::Arc;
use std::time::Duration;
use tempfile::NamedTempFile;

/// An upload that sends nothing for so long is given up, so that dead phones hold no files.
const IDLE: Duration = Duration::from_secs(60);
/// An upload that is slower than this on the whole is given up too, bytes per second; the first minute is free.
const SLOWEST: u64 = 1024;

/// The last instant at which the body of an upload may end.
fn deadline(length: u64) -> tokio::time::Instant {
    tokio::time::Instant::now() + IDLE + Duration::from_secs(length / SLOWEST)
}

/// What the uploader announced.
#[derive(Clone, Debug)]
pub struct Announced {
    pub key: String,
    pub length: u64,
    pub sha256: Digest,
    /// Refuse if the key exists (`If-None-Match: *`).
    pub create_only: bool,
}

/// Why an upload was not taken.
#[derive(Debug, thiserror::Error)]
pub enum ReceiveError {
    #[error(transparent)]
    Disk(#[from] DiskError),
    #[error("the body broke off: {0}")]
    Body(Box<dyn std::error::Error + Send + Sync>),
    #[error("no bytes for a minute, or too few for too long")]
    Idle,
    #[error("too many uploads at once")]
    Busy,
    #[error("a worker thread failed")]
    Worker,
}

/// Reads the body to its end and stores it; the object is durable when this returns.
pub async fn receive<S, E>(disk: Arc<Disk>, announced: Announced, mut body: S) -> Result<Header, ReceiveError>
where
    S: Stream<Item = Result<Bytes, E>> + Unpin,
    E: Into<Box<dyn std::error::Error + Send + Sync>>,
{
    let announced = Arc::new(announced);
    let deadline = deadline(announced.length);
    let capacity = usize::try_from(announced.length).unwrap_or(CHUNK).min(CHUNK);
    let mut work = Work { disk, announced: announced.clone(), sink: None, buffer: Vec::with_capacity(capacity) };
    let mut received = 0u64;
    loop {
        let until = deadline.min(tokio::time::Instant::now() + IDLE);
        let next = tokio::time::timeout_at(until, body.next()).await.map_err(|_| ReceiveError::Idle)?;
        let Some(chunk) = next else { break };
        let chunk = chunk.map_err(|error| ReceiveError::Body(error.into()))?;
        received += chunk.len() as u64;
        if received > announced.length {
            return Err(DiskError::WrongLength.into());
        }
        let mut rest = &chunk[..];
        while !rest.is_empty() {
            let (now, later) = rest.split_at(rest.len().min(CHUNK - work.buffer.len()));
            work.buffer.extend_from_slice(now);
            rest = later;
            // The last buffer goes with the commit below: one hop to a worker thread less.
            let more_to_come = !rest.is_empty() || received < announced.length;
            if work.buffer.len() == CHUNK && more_to_come {
                work = on_worker(move || work.flush()).await?;
            }
        }
    }
    if received != announced.length {
        return Err(DiskError::WrongLength.into());
    }
    on_worker(move || work.flush()?.finish()).await
}

/// Runs blocking file work away from the runtime's threads.
pub async fn on_worker<T, E>(job: impl FnOnce() -> Result<T, E> + Send + 'static) -> Result<T, ReceiveError>
where
    T: Send + 'static,
    E: Into<ReceiveError> + Send + 'static,
{
    tokio::task::spawn_blocking(job).await.map_err(|_| ReceiveError::Worker)?.map_err(Into::into)
}

/// The state that wanders between the runtime and the worker threads.
struct Work {
    disk: Arc<Disk>,
    announced: Arc<Announced>,
    sink: Option<Sink>,
    buffer: Vec<u8>,
}

enum Sink {
    Write(Upload),
    /// The same object is stored and intact: only prove that this body is the same too.
    Compare {
        header: Header,
        hasher: Sha256,
    },
}

impl Work {
    fn flush(mut self) -> Result<Work, DiskError> {
        if self.sink.is_none() {
            self.sink = Some(self.choose()?);
        }
        match &mut self.sink {
            Some(Sink::Write(upload)) => upload.write(&self.buffer)?,
            Some(Sink::Compare { hasher, .. }) => hasher.update(&self.buffer),
            None => {}
        }
        self.buffer.clear();
        Ok(self)
    }

    /// Decides with the first bytes at hand whether there is anything to write.
    fn choose(&self) -> Result<Sink, DiskError> {
        let announced = &self.announced;
        match self.disk.find(&announced.key) {
            Ok(_) if announced.create_only => return Err(DiskError::Exists),
            // An object that rotted on disk is written anew: this retry is what heals it.
            Ok(old)
                if old.header.sha256 == announced.sha256
                    && old.header.length == announced.length
                    && old.is_intact()? =>
            {
                return Ok(Sink::Compare { header: old.header, hasher: Sha256::new() });
            }
            Ok(_) | Err(DiskError::NotFound | DiskError::Damaged(_)) => {}
            Err(error) => return Err(error),
        }
        let header = Header {
            key: announced.key.clone(),
            length: announced.length,
            sha256: announced.sha256,
            written_ms: now_ms(),
            media: Media::of(&self.buffer[..self.buffer.len().min(SNIFF_BYTES)]),
        };
        Ok(Sink::Write(Upload::begin(&self.disk, header)?))
    }

    fn finish(self) -> Result<Header, DiskError> {
        match self.sink {
            Some(Sink::Write(upload)) => upload.commit(&self.disk, self.announced.create_only),
            Some(Sink::Compare { header, hasher }) => {
                if Digest(hasher.finalize().into()) != header.sha256 {
                    return Err(DiskError::WrongChecksum);
                }
                // The one who renamed it may have died before its own fsync of the directory.
                hit(Point::ObjectRepeatDirFsyncBefore);
                sync_dir(&self.disk.place(&header.key)?.shard)?;
                hit(Point::ObjectRepeatDirFsyncAfter);
                Ok(header)
            }
            None => Err(DiskError::WrongLength),
        }
    }
}

/// One object on its way into the store. Dropped before [`Upload::commit`], it leaves nothing behind.
struct Upload {
    temp: NamedTempFile,
    hasher: Sha256,
    header: Header,
    written: u64,
}

impl Upload {
    fn begin(disk: &Disk, header: Header) -> Result<Upload, DiskError> {
        disk.place(&header.key)?;
        let mut temp = tempfile::Builder::new().prefix("upload-").tempfile_in(disk.tmp())?;
        temp.write_all(&header.encode())?;
        Ok(Upload { temp, hasher: Sha256::new(), header, written: 0 })
    }

    fn write(&mut self, bytes: &[u8]) -> Result<(), DiskError> {
        self.hasher.update(bytes);
        self.temp.write_all(bytes)?;
        self.written += bytes.len() as u64;
        Ok(())
    }

    /// Compares, then makes the object appear, whole and durable.
    fn commit(self, disk: &Disk, create_only: bool) -> Result<Header, DiskError> {
        if self.written != self.header.length {
            return Err(DiskError::WrongLength);
        }
        if Digest(self.hasher.finalize().into()) != self.header.sha256 {
            return Err(DiskError::WrongChecksum);
        }
        hit(Point::ObjectWriteBeforeFsync);
        self.temp.as_file().sync_all()?;
        hit(Point::ObjectWriteAfterFsync);
        let place = disk.place(&self.header.key)?;
        hit(Point::ObjectRenameBefore);
        if create_only {
            self.temp.persist_noclobber(&place.path).map_err(|e| match e.error.kind() {
                std::io::ErrorKind::AlreadyExists => DiskError::Exists,
                _ => e.error.into(),
            })?;
        } else {
            self.temp.persist(&place.path).map_err(|e| e.error)?;
        }
        hit(Point::ObjectRenameAfter);
        hit(Point::ObjectDirFsyncBefore);
        sync_dir(&place.shard)?;
        hit(Point::ObjectDirFsyncAfter);
        Ok(self.header)
    }
}

/// Copies an object under another key, proving its bytes on the way.
pub fn copy(disk: &Disk, from: &str, to: &str) -> Result<Header, DiskError> {
    let source = disk.find(from)?;
    let header = Header { key: to.to_owned(), written_ms: now_ms(), ..source.header.clone() };
    let mut upload = Upload::begin(disk, header)?;
    let mut buffer = vec![0u8; CHUNK];
    let (mut at, end) = (source.header.file_offset(), source.header.file_offset() + source.header.length);
    while at < end {
        let want = CHUNK.min(usize::try_from(end - at).unwrap_or(CHUNK));
        source.file.read_exact_at(&mut buffer[..want], at)?;
        upload.write(&buffer[..want])?;
        at += want as u64;
    }
    upload.commit(disk, false).map_err(|error| match error {
        DiskError::WrongChecksum => DiskError::Damaged("the source has the wrong bytes"),
        other => other,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slow_upload_has_minutes_and_not_days() {
        let minutes = |length| (deadline(length) - tokio::time::Instant::now()).as_secs() / 60;
        assert_eq!((minutes(60_000), minutes(10 << 20)), (1, 171));
    }
}
