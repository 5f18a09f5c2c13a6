//! A table that is written row by row.

use std::io::{self, Write};

use csv::{ByteRecord, Terminator, Writer, WriterBuilder};
use forecourt_core::day::text as day_text;

use super::cell::{Digits, instant_text, is_dangerous};
use crate::sheet::{Cell, Sheet, yes_no};

/// Tells a spreadsheet that the file is UTF-8.
const BYTE_ORDER_MARK: &[u8] = "\u{feff}".as_bytes();

/// A CSV file under way. Memory: one row and a buffer of 64 KiB.
pub struct Table<W: Write> {
    writer: Writer<W>,
    record: ByteRecord,
    rows: u64,
}

impl<W: Write> Table<W> {
    /// Begins a file: byte order mark and header row.
    ///
    /// # Errors
    /// What the writer underneath reports.
    pub fn new<'h>(mut out: W, header: impl IntoIterator<Item = &'h str>) -> io::Result<Self> {
        out.write_all(BYTE_ORDER_MARK)?;
        let writer = WriterBuilder::new().terminator(Terminator::CRLF).buffer_capacity(64 * 1024).from_writer(out);
        let mut table = Self { writer, record: ByteRecord::new(), rows: 0 };
        let mut row = table.row();
        for title in header {
            row.text(title);
        }
        row.end()?;
        table.rows = 0;
        Ok(table)
    }

    /// Rows below the header so far.
    pub fn rows(&self) -> u64 {
        self.rows
    }

    /// Ends the file: everything is handed to the writer underneath, which comes back with the number of rows below
    /// the header.
    ///
    /// # Errors
    /// What the writer underneath reports.
    pub fn finish(self) -> io::Result<(u64, W)> {
        let rows = self.rows;
        let out = self.writer.into_inner().map_err(|error| io::Error::other(error.error().to_string()))?;
        Ok((rows, out))
    }
}

impl<W: Write> Sheet for Table<W> {
    fn cell(&mut self, cell: Cell<'_>) {
        match cell {
            Cell::Empty | Cell::Picture(..) => self.record.push_field(b""),
            // One that a spreadsheet would take for a formula gets an apostrophe in front.
            Cell::Text(text) if is_dangerous(text) => self.record.push_field(format!("'{text}").as_bytes()),
            Cell::Text(text) => self.record.push_field(text.as_bytes()),
            Cell::Int(value) => self.record.push_field(Digits::int(value).as_bytes()),
            Cell::Hundredths(value) => self.record.push_field(Digits::hundredths(value).as_bytes()),
            Cell::YesNo(yes, lang) => self.record.push_field(yes_no(lang, yes).as_bytes()),
            Cell::Day(day) => self.record.push_field(day_text(day).as_bytes()),
            Cell::Instant(at_ms) => self.record.push_field(instant_text(at_ms).as_bytes()),
        }
    }

    fn end_row(&mut self) -> io::Result<()> {
        let written = self.writer.write_byte_record(&self.record).map_err(into_io);
        self.record.clear();
        self.rows += u64::from(written.is_ok());
        written
    }
}

fn into_io(error: csv::Error) -> io::Error {
    let text = error.to_string();
    match error.into_kind() {
        csv::ErrorKind::Io(error) => error,
        _ => io::Error::other(text),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(build: impl FnOnce(&mut Table<Vec<u8>>) -> io::Result<()>) -> String {
        let mut table = Table::new(Vec::new(), ["甲", "b"]).unwrap();
        build(&mut table).unwrap();
        String::from_utf8(table.finish().unwrap().1).unwrap()
    }

    #[test]
    fn a_file_begins_with_its_mark_and_header() {
        assert_eq!(written(|_| Ok(())), "\u{feff}甲,b\r\n");
    }

    #[test]
    fn text_is_disarmed_and_numbers_stay_numbers() {
        let file = written(|table| {
            let mut row = table.row();
            row.text("=HYPERLINK(\"x\")").int(-3_i64);
            row.end()?;
            let mut row = table.row();
            row.bp(-5_i32).text("a,b\r\nc \"d\"");
            row.end()
        });
        let rows = file.strip_prefix("\u{feff}甲,b\r\n").unwrap();
        assert_eq!(rows, "\"'=HYPERLINK(\"\"x\"\")\",-3\r\n-0.05,\"a,b\r\nc \"\"d\"\"\"\r\n");
    }

    #[test]
    fn rows_are_counted_and_must_fit_the_header() {
        let mut table = Table::new(Vec::new(), ["a", "b"]).unwrap();
        let mut row = table.row();
        row.int(1).empty();
        row.end().unwrap();
        let mut row = table.row();
        row.bp_or_empty(None::<u16>);
        assert!(row.end().is_err());
        assert_eq!(table.finish().unwrap().0, 1);
    }

    #[test]
    fn a_broken_pipe_is_reported() {
        struct Broken;
        impl Write for Broken {
            fn write(&mut self, _: &[u8]) -> io::Result<usize> {
                Err(io::ErrorKind::BrokenPipe.into())
            }
            fn flush(&mut self) -> io::Result<()> {
                Ok(())
            }
        }
        assert!(Table::new(Broken, ["a"]).is_err());
    }
}
