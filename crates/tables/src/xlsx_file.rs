//! XLSX: numbers, days and instants are what they are, the header stays in sight, every column has a filter.
//!
//! Rows go to a scratch file as they come. A sheet holds 1,048,576 of them; what is more begins another sheet.

use std::{
    io::{self, Seek, Write},
    path::Path,
};

use forecourt_core::{
    day::{DAY_MS, SHANGHAI_OFFSET_MS},
    text::Lang,
};
use forecourt_render::sheet::{Cell, Column, Kind, Sheet, yes_no};
use rust_xlsxwriter::{Color, Format, FormatAlign, Image, Workbook, Worksheet, XlsxError};

use crate::Written;

/// Rows of a sheet, the header included: the format's own limit.
const SHEET_ROWS: u32 = 1_048_576;
/// Days from 1899-12-30, which spreadsheets count from, to 1970-01-01.
const EPOCH_DAYS: i64 = 25_569;
/// Height of a picture in its row, pixels.
const PICTURE_PIXELS: u32 = 84;
/// Whole numbers above cannot be told apart by a spreadsheet, which has floating point only.
const EXACT: u64 = 1 << 53;

/// A workbook under way.
pub struct XlsxFile<W> {
    out: W,
    book: Workbook,
    columns: Vec<Column>,
    formats: Vec<Format>,
    header: Format,
    name: String,
    lang: Lang,
    sheets: usize,
    most_rows: u32,
    row: u32,
    column: usize,
    rows: u64,
    fault: Option<io::Error>,
}

impl<W: Write + Seek + Send> XlsxFile<W> {
    /// Begins a workbook.
    pub fn new(out: W, columns: Vec<Column>, name: &str, lang: Lang, scratch: &Path) -> io::Result<Self> {
        let mut book = Workbook::new();
        book.set_tempdir(scratch).map_err(other)?;
        let formats = columns.iter().map(|column| format_of(column.kind)).collect();
        let header = Format::new().set_bold().set_background_color(Color::RGB(0xEEF1F4)).set_align(FormatAlign::Top);
        let mut file = Self {
            out,
            book,
            columns,
            formats,
            header: header.set_text_wrap(),
            name: name.to_owned(),
            lang,
            sheets: 0,
            most_rows: SHEET_ROWS,
            row: 0,
            column: 0,
            rows: 0,
            fault: None,
        };
        file.begin_sheet()?;
        Ok(file)
    }

    fn begin_sheet(&mut self) -> io::Result<()> {
        self.end_sheet()?;
        self.sheets += 1;
        let name = if self.sheets == 1 { self.name.clone() } else { format!("{} {}", self.name, self.sheets) };
        let sheet = self.book.add_worksheet_with_constant_memory().map_err(other)?;
        sheet.set_name(name).map_err(other)?;
        sheet.set_freeze_panes(1, 0).map_err(other)?;
        for (number, column) in (0..).zip(&self.columns) {
            sheet.set_column_width(number, width_of(column)).map_err(other)?;
        }
        for (number, column) in (0..).zip(&self.columns) {
            sheet.write_string_with_format(0, number, &column.title, &self.header).map_err(other)?;
        }
        self.row = 1;
        Ok(())
    }

    /// Filters over everything that the sheet holds.
    fn end_sheet(&mut self) -> io::Result<()> {
        let (Some(last), Some(last_row)) = (self.columns.len().checked_sub(1), self.row.checked_sub(1)) else {
            return Ok(());
        };
        let last = u16::try_from(last).map_err(io::Error::other)?;
        self.sheet()?.autofilter(0, 0, last_row, last).map(drop).map_err(other)
    }

    fn sheet(&mut self) -> io::Result<&mut Worksheet> {
        self.book.worksheet_from_index(self.sheets.saturating_sub(1)).map_err(other)
    }

    fn put(&mut self, cell: Cell<'_>) -> io::Result<()> {
        if self.column == 0 && self.row >= self.most_rows {
            self.begin_sheet()?;
        }
        let (row, number) = (self.row, u16::try_from(self.column).map_err(io::Error::other)?);
        let format = self.formats.get(self.column).ok_or_else(|| io::Error::other("a cell too many"))?;
        let sheet = self.book.worksheet_from_index(self.sheets.saturating_sub(1)).map_err(other)?;
        let written = match cell {
            Cell::Empty => return Ok(()),
            Cell::Picture(jpeg, words) => return picture(sheet, (row, number), jpeg, words).map_err(other),
            Cell::Text(text) => sheet.write_string(row, number, text),
            Cell::Int(value) if value.unsigned_abs() >= EXACT => sheet.write_string(row, number, value.to_string()),
            Cell::Int(value) => sheet.write_number_with_format(row, number, value as f64, format),
            Cell::Hundredths(value) => sheet.write_number_with_format(row, number, value as f64 / 100.0, format),
            Cell::YesNo(yes, _) => sheet.write_string(row, number, yes_no(self.lang, yes)),
            Cell::Day(day) => sheet.write_number_with_format(row, number, (i64::from(day) + EPOCH_DAYS) as f64, format),
            Cell::Instant(at_ms) => sheet.write_number_with_format(row, number, serial(at_ms), format),
        };
        written.map(drop).map_err(other)
    }

    /// Ends the workbook; the writer underneath comes back.
    pub fn finish(mut self) -> io::Result<(Written, W)> {
        self.end_sheet()?;
        self.book.save_to_writer(&mut self.out).map_err(other)?;
        let sheets = u32::try_from(self.sheets).unwrap_or(u32::MAX);
        Ok((Written { rows: self.rows, sheets }, self.out))
    }
}

impl<W: Write + Seek + Send> Sheet for XlsxFile<W> {
    fn cell(&mut self, cell: Cell<'_>) {
        if self.fault.is_none() {
            self.fault = self.put(cell).err();
        }
        self.column += 1;
    }

    fn end_row(&mut self) -> io::Result<()> {
        if let Some(fault) = self.fault.take() {
            return Err(fault);
        }
        if self.column != self.columns.len() {
            return Err(io::Error::other(format!("{} cells for {} columns", self.column, self.columns.len())));
        }
        self.column = 0;
        self.rows += 1;
        self.row += 1;
        Ok(())
    }
}

/// A picture as high as its row, which grows for it.
fn picture(sheet: &mut Worksheet, (row, number): (u32, u16), jpeg: &[u8], words: &str) -> Result<(), XlsxError> {
    let image = Image::new_from_buffer(jpeg)?;
    let scale = f64::from(PICTURE_PIXELS) / image.height().max(1.0);
    let image = image.set_scale_height(scale).set_scale_width(scale).set_alt_text(words);
    sheet.set_row_height_pixels(row, PICTURE_PIXELS + 4)?;
    sheet.insert_image_with_offset(row, number, &image, 2, 2).map(drop)
}

/// An instant as spreadsheets count: days and parts of a day, in Asia/Shanghai.
fn serial(at_ms: i64) -> f64 {
    at_ms.saturating_add(SHANGHAI_OFFSET_MS) as f64 / DAY_MS as f64 + EPOCH_DAYS as f64
}

fn format_of(kind: Kind) -> Format {
    match kind {
        Kind::Int => Format::new().set_num_format("0"),
        Kind::Hundredths => Format::new().set_num_format("0.00"),
        Kind::Day => Format::new().set_num_format("yyyy-mm-dd"),
        Kind::Instant => Format::new().set_num_format("yyyy-mm-dd hh:mm:ss"),
        Kind::Text | Kind::YesNo | Kind::Picture => Format::new(),
    }
}

/// Wide enough for what such cells hold, and for a header of two lines; in characters.
fn width_of(column: &Column) -> f64 {
    let least = match column.kind {
        Kind::Text => 18.0,
        Kind::Int | Kind::Hundredths | Kind::YesNo => 9.0,
        Kind::Day => 12.0,
        Kind::Instant => 20.0,
        Kind::Picture => 16.0,
    };
    // A Chinese character takes the room of two others.
    let title: u32 = column.title.chars().map(|letter| if letter.is_ascii() { 1 } else { 2 }).sum();
    f64::max(least, f64::min(f64::from(title) / 2.0 + 5.0, 30.0))
}

fn other(error: XlsxError) -> io::Error {
    io::Error::other(error)
}

#[cfg(test)]
mod tests {
    use std::io::Cursor;

    use calamine::{Data, Reader, Xlsx};

    use super::*;

    #[test]
    fn more_than_a_sheet_holds_goes_to_the_next() {
        let column = Column { title: "数".into(), name: "n".into(), kind: Kind::Int };
        let mut file = XlsxFile::new(Cursor::new(Vec::new()), vec![column], "数据", Lang::Zh, Path::new(".")).unwrap();
        file.most_rows = 4;
        for number in 0..7 {
            let mut row = file.row();
            row.int(number);
            row.end().unwrap();
        }
        let (written, out) = file.finish().unwrap();
        assert_eq!(written, Written { rows: 7, sheets: 3 });
        let mut book = Xlsx::new(out).unwrap();
        assert_eq!(book.sheet_names(), ["数据", "数据 2", "数据 3"]);
        let mut read = Vec::new();
        for name in book.sheet_names() {
            let range = book.worksheet_range(&name).unwrap();
            assert_eq!(range.get_value((0, 0)), Some(&Data::String("数".into())));
            read.extend(range.rows().skip(1).map(|row| row[0].clone()));
        }
        assert_eq!(read, (0..7).map(|number| Data::Float(f64::from(number))).collect::<Vec<_>>());
    }
}
