//! A file under way: rows go to a file without a name beside the database, then to the storage. Nothing of it is left
//! behind when the process ends.

use std::{
    fs::File,
    io::{self, BufWriter, Read, Seek, SeekFrom},
};

use bytes::Bytes;
use forecourt_core::export::ExportFormat;
use forecourt_render::{
    csv::Edition,
    sheet::{Cell, Column, Sheet},
};
use forecourt_store::objects::Digest;
use forecourt_tables::{Format, TableFile};
use futures::TryStreamExt;
use http_body::Frame;
use http_body_util::StreamBody;
use sha2::{Digest as _, Sha256};
use tokio_util::io::ReaderStream;
use uuid::Uuid;

use super::Wish;
use crate::{jobs::JobError, state::App};

/// How often it is told how far a file is, ms.
const TELL_MS: i64 = 500;
/// Bytes that are hashed at once.
const PIECE: usize = 256 * 1024;

/// A file of rows that counts them.
pub struct Rows {
    file: TableFile<BufWriter<File>>,
    count: u64,
}

impl Sheet for Rows {
    fn cell(&mut self, cell: Cell<'_>) {
        self.file.cell(cell);
    }

    fn end_row(&mut self) -> io::Result<()> {
        self.count += 1;
        self.file.end_row()
    }
}

/// Why a file was not written.
#[derive(Debug)]
pub enum Stop {
    /// Somebody took it back.
    NotWanted,
    /// It failed, and is tried again.
    Failed(JobError),
}

impl<E: Into<JobError>> From<E> for Stop {
    fn from(error: E) -> Self {
        Self::Failed(error.into())
    }
}

/// A table that is being written.
pub struct Writer {
    app: App,
    id: Uuid,
    rows: Option<Rows>,
    done: i64,
    total: u64,
    told_ms: i64,
}

impl Writer {
    /// Begins a table of so many rows.
    pub async fn begin(
        app: &App,
        id: Uuid,
        wish: &Wish,
        columns: Vec<Column>,
        total: u64,
    ) -> std::result::Result<Self, Stop> {
        let format = match wish.format {
            ExportFormat::Xlsx => Format::Xlsx,
            ExportFormat::Parquet => Format::Parquet,
            ExportFormat::Csv | ExportFormat::Pdf => Format::Csv,
        };
        let (folder, lang, name) = (app.settings.data_dir.clone(), wish.lang, wish.kind.label(wish.lang));
        let begin = move || {
            let out = BufWriter::new(tempfile::tempfile_in(&folder)?);
            Ok(Rows { file: TableFile::new(format, out, columns, name, lang, &folder)?, count: 0 })
        };
        let rows = blocking(begin).await?;
        let writer = Self { app: app.clone(), id, rows: Some(rows), done: 0, total, told_ms: 0 };
        writer.tell().await?;
        Ok(writer)
    }

    /// Writes a page of rows on a thread of its own.
    pub async fn page<F>(&mut self, fill: F) -> std::result::Result<(), Stop>
    where
        F: FnOnce(&mut Rows) -> io::Result<()> + Send + 'static,
    {
        let mut rows = self.rows.take().ok_or_else(|| JobError::Other("the file is closed".into()))?;
        let work = move || {
            fill(&mut rows)?;
            Ok(rows)
        };
        let rows = blocking(work).await?;
        self.done = i64::try_from(rows.count).unwrap_or(i64::MAX);
        self.rows = Some(rows);
        let now = self.app.clock.real_ms();
        if now - self.told_ms >= TELL_MS {
            self.told_ms = now;
            self.tell().await?;
        }
        Ok(())
    }

    /// Says how far it is, and hears whether anybody still wants it.
    async fn tell(&self) -> std::result::Result<(), Stop> {
        let total = i64::try_from(self.total).unwrap_or(i64::MAX);
        let wanted = self.app.store.export_progress(self.id, self.done, total, self.app.clock.now_ms()).await?;
        if wanted { Ok(()) } else { Err(Stop::NotWanted) }
    }

    /// Ends the table.
    pub async fn finish(mut self) -> std::result::Result<Written, Stop> {
        let rows = self.rows.take().ok_or_else(|| JobError::Other("the file is closed".into()))?;
        let work = move || {
            let (written, out) = rows.file.finish()?;
            let file = out.into_inner().map_err(|error| io::Error::other(error.to_string()))?;
            Written::new(file, written.rows, written.sheets)
        };
        let written = blocking(work).await?;
        // What was announced is what is there: a table that was read while it changed would tell otherwise.
        if written.rows != self.total {
            let text = format!("{} rows announced, {} written", self.total, written.rows);
            return Err(JobError::Other(text).into());
        }
        Ok(written)
    }
}

/// A file that is whole, without a name.
#[derive(Debug)]
pub struct Written {
    file: File,
    /// Its length.
    pub bytes: u64,
    /// SHA-256 of it.
    pub sha256: [u8; 32],
    /// Rows of a table; 0 of a report.
    pub rows: u64,
    /// Sheets of a workbook.
    pub sheets: u32,
    /// What ranking it is made of, if of one.
    pub edition: Option<Edition>,
}

impl Written {
    /// Reads a file once more for its length and hash.
    fn new(mut file: File, rows: u64, sheets: u32) -> io::Result<Self> {
        file.seek(SeekFrom::Start(0))?;
        let (mut hash, mut bytes, mut piece) = (Sha256::new(), 0_u64, vec![0; PIECE]);
        loop {
            let length = file.read(&mut piece)?;
            if length == 0 {
                break;
            }
            hash.update(&piece[..length]);
            bytes += length as u64;
        }
        Ok(Self { file, bytes, sha256: hash.finalize().into(), rows, sheets, edition: None })
    }

    /// The same, made of a ranking.
    pub fn made_of(self, edition: Edition) -> Self {
        Self { edition: Some(edition), ..self }
    }

    /// A report, whole in memory.
    pub async fn report(app: &App, bytes: Vec<u8>) -> std::result::Result<Self, Stop> {
        let folder = app.settings.data_dir.clone();
        let work = move || {
            let mut file = tempfile::tempfile_in(&folder)?;
            io::Write::write_all(&mut file, &bytes)?;
            Self::new(file, 0, 0)
        };
        blocking(work).await
    }

    /// Puts it into the storage.
    pub async fn store(&self, app: &App, key: &str, content_type: &str) -> std::result::Result<(), JobError> {
        let other = |error: io::Error| JobError::Other(error.to_string());
        let mut file = self.file.try_clone().map_err(other)?;
        file.seek(SeekFrom::Start(0)).map_err(other)?;
        let stream = ReaderStream::with_capacity(tokio::fs::File::from_std(file), PIECE);
        let body = StreamBody::new(stream.map_ok(|piece: Bytes| Frame::data(piece)));
        Ok(app.objects.put_stream(key, body, self.bytes, Digest(self.sha256), content_type).await?)
    }
}

/// Does something that reads or writes files, off the runtime's threads.
async fn blocking<T: Send + 'static>(
    work: impl FnOnce() -> io::Result<T> + Send + 'static,
) -> std::result::Result<T, Stop> {
    let done = tokio::task::spawn_blocking(work).await;
    let done = done.map_err(|error| JobError::Other(error.to_string()))?;
    Ok(done.map_err(|error| JobError::Other(error.to_string()))?)
}
