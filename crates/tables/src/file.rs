//! One table in one of the formats.

use std::{
    io::{self, Seek, Write},
    path::Path,
};

use forecourt_core::text::Lang;
use forecourt_render::{
    csv::Table,
    sheet::{Cell, Column, Sheet},
};

use crate::{parquet_file::ParquetFile, xlsx_file::XlsxFile};

/// How a table is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// Text for spreadsheets, with a byte order mark.
    Csv,
    /// A workbook.
    Xlsx,
    /// Columns for programs.
    Parquet,
}

impl Format {
    /// The content type of such a file.
    pub const fn content_type(self) -> &'static str {
        match self {
            Self::Csv => "text/csv; charset=utf-8",
            Self::Xlsx => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            Self::Parquet => "application/vnd.apache.parquet",
        }
    }
}

/// What was written in the end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Written {
    /// Rows below the header.
    pub rows: u64,
    /// Sheets of a workbook; 1 elsewhere.
    pub sheets: u32,
}

/// A table under way.
pub enum TableFile<W: Write + Seek + Send> {
    /// CSV.
    Csv(Box<Table<W>>),
    /// XLSX.
    Xlsx(Box<XlsxFile<W>>),
    /// Parquet.
    Parquet(Box<ParquetFile<W>>),
}

impl<W: Write + Seek + Send> TableFile<W> {
    /// Begins a file with these columns. `name` is what the sheets of a workbook are called; `scratch` is where it keeps
    /// its rows until it is finished.
    ///
    /// # Errors
    /// What the writer underneath reports; a folder that cannot be written to; a name that is none for a sheet.
    pub fn new(
        format: Format,
        out: W,
        columns: Vec<Column>,
        name: &str,
        lang: Lang,
        scratch: &Path,
    ) -> io::Result<Self> {
        Ok(match format {
            Format::Csv => Self::Csv(Box::new(Table::new(out, columns.iter().map(|column| column.title.as_str()))?)),
            Format::Xlsx => Self::Xlsx(Box::new(XlsxFile::new(out, columns, name, lang, scratch)?)),
            Format::Parquet => Self::Parquet(Box::new(ParquetFile::new(out, &columns)?)),
        })
    }

    /// Ends the file; the writer underneath comes back.
    ///
    /// # Errors
    /// What the writer underneath reports.
    pub fn finish(self) -> io::Result<(Written, W)> {
        match self {
            Self::Csv(table) => table.finish().map(|(rows, out)| (Written { rows, sheets: 1 }, out)),
            Self::Xlsx(file) => file.finish(),
            Self::Parquet(file) => file.finish().map(|(rows, out)| (Written { rows, sheets: 1 }, out)),
        }
    }
}

impl<W: Write + Seek + Send> Sheet for TableFile<W> {
    fn cell(&mut self, cell: Cell<'_>) {
        match self {
            Self::Csv(table) => table.cell(cell),
            Self::Xlsx(file) => file.cell(cell),
            Self::Parquet(file) => file.cell(cell),
        }
    }

    fn end_row(&mut self) -> io::Result<()> {
        match self {
            Self::Csv(table) => table.end_row(),
            Self::Xlsx(file) => file.end_row(),
            Self::Parquet(file) => file.end_row(),
        }
    }
}
