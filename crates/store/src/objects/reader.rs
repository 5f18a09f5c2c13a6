//! Giving bytes out: a stream over a part of a file, read on worker threads, 128 KiB in memory.

use super::disk::CHUNK;
use bytes::Bytes;
use futures::Stream;
use s3s::stream::{ByteStream, RemainingLength};
use std::fs::File;
use std::io;
use std::os::unix::fs::FileExt;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, ready};
use tokio::task::JoinHandle;

type BoxError = Box<dyn std::error::Error + Send + Sync>;

/// Bytes `at .. at + left` of a file.
pub struct FileStream {
    file: Arc<File>,
    at: u64,
    left: u64,
    /// Read together with the header, to spare a hop.
    first: Option<Bytes>,
    reading: Option<JoinHandle<io::Result<Bytes>>>,
}

impl FileStream {
    /// Opens the stream and reads its first piece at once. Blocks: call it on a worker thread.
    pub fn open(file: File, at: u64, length: u64) -> io::Result<FileStream> {
        let first = read_piece(&file, at, length)?;
        let taken = first.len() as u64;
        Ok(FileStream {
            file: Arc::new(file),
            at: at + taken,
            left: length - taken,
            first: Some(first).filter(|bytes| !bytes.is_empty()),
            reading: None,
        })
    }
}

impl Stream for FileStream {
    type Item = Result<Bytes, BoxError>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        if let Some(first) = self.first.take() {
            return Poll::Ready(Some(Ok(first)));
        }
        if self.left == 0 {
            return Poll::Ready(None);
        }
        let (file, at, left) = (self.file.clone(), self.at, self.left);
        let reading =
            self.reading.get_or_insert_with(|| tokio::task::spawn_blocking(move || read_piece(&file, at, left)));
        let read = ready!(Pin::new(reading).poll(cx));
        self.reading = None;
        match read.map_err(io::Error::other).flatten() {
            Ok(bytes) => {
                self.at += bytes.len() as u64;
                self.left -= bytes.len() as u64;
                Poll::Ready(Some(Ok(bytes)))
            }
            Err(error) => {
                self.left = 0;
                Poll::Ready(Some(Err(Box::new(error))))
            }
        }
    }
}

impl ByteStream for FileStream {
    fn remaining_length(&self) -> RemainingLength {
        let first = self.first.as_ref().map_or(0, Bytes::len);
        RemainingLength::new_exact(usize::try_from(self.left).unwrap_or(usize::MAX).saturating_add(first))
    }
}

/// The next piece; a file that ends early is an error, never a short answer.
fn read_piece(file: &File, at: u64, left: u64) -> io::Result<Bytes> {
    let mut buffer = vec![0u8; CHUNK.min(usize::try_from(left).unwrap_or(CHUNK))];
    file.read_exact_at(&mut buffer, at)?;
    Ok(buffer.into())
}
