//! Reads the rows of a workbook that somebody sent. The file is looked through before a library sees it: it may be small
//! and become large, or say that it holds more than it does.

use std::io::{Cursor, Read};

use calamine::{DataRef, Reader, SheetType, SheetVisible, Xlsx};
use zip::ZipArchive;

/// Entries of an archive.
const MAX_ENTRIES: usize = 1_000;
/// Bytes of all entries together, unpacked.
const MAX_BYTES: usize = 64 << 20;
/// Bytes of all texts together as they are read: one text may stand in many cells.
const MAX_TEXT: usize = 64 << 20;
/// What spreadsheets take in one cell, bytes.
const MAX_CELL: usize = 4 * 32_767;
/// Strings that a workbook may announce.
const MAX_STRINGS: usize = 2_000_000;
/// Columns that are kept apart; whatever stands further right comes right behind them.
const MAX_COLUMNS: usize = 256;

/// A row with content.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SheetRow {
    /// Its number in the sheet, from 1.
    pub number: u64,
    /// Texts of its cells, from the first column to the last one that says something.
    pub cells: Vec<String>,
}

/// Why a workbook is not read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Unreadable {
    /// No workbook, or a broken one.
    #[error("not a workbook")]
    Broken,
    /// The older format, or a workbook that is locked with a password: both look the same.
    #[error("an .xls file, or locked with a password")]
    OldOrLocked,
    /// It holds more than a limit.
    #[error("too large")]
    TooLarge,
}

/// Reads the first sheet that is not hidden: rows with content, at most `max_rows` of them and one more.
///
/// # Errors
/// When it is no workbook, or too large.
pub fn rows(bytes: &[u8], max_rows: usize) -> Result<Vec<SheetRow>, Unreadable> {
    if bytes.starts_with(&[0xD0, 0xCF, 0x11, 0xE0]) {
        return Err(Unreadable::OldOrLocked);
    }
    look_through(bytes)?;
    let mut book = Xlsx::new(Cursor::new(bytes)).map_err(|_| Unreadable::Broken)?;
    let is_shown = |typ, visible| typ == SheetType::WorkSheet && visible == SheetVisible::Visible;
    let first = book.sheets_metadata().iter().find(|sheet| is_shown(sheet.typ, sheet.visible));
    let name = first.ok_or(Unreadable::Broken)?.name.clone();
    let mut cells = book.worksheet_cells_reader(&name).map_err(|_| Unreadable::Broken)?;
    let mut rows: Vec<SheetRow> = Vec::new();
    let mut held = 0;
    while let Some(cell) = cells.next_cell().map_err(|_| Unreadable::Broken)? {
        let text = text_of(cell.get_value());
        if text.trim().is_empty() {
            continue;
        }
        held += text.len();
        if held > MAX_TEXT || text.len() > MAX_CELL {
            return Err(Unreadable::TooLarge);
        }
        let (row, column) = cell.get_position();
        let number = u64::from(row) + 1;
        if rows.last().is_none_or(|last| last.number != number) {
            if rows.len() > max_rows {
                break;
            }
            rows.push(SheetRow { number, cells: Vec::new() });
        }
        if let Some(last) = rows.last_mut() {
            put(&mut last.cells, usize::try_from(column).unwrap_or(MAX_COLUMNS), text);
        }
    }
    Ok(rows)
}

/// A text at its column. Two cells of one place do not overwrite each other: a sheet that says so is not from a spreadsheet,
/// and its row becomes one that is too long.
fn put(cells: &mut Vec<String>, column: usize, text: String) {
    let column = column.min(MAX_COLUMNS);
    if cells.len() <= column {
        cells.resize(column, String::new());
    }
    cells.push(text);
}

/// What a person sees in a cell, without its format: whole numbers without a point, days as `2026-11-27`.
fn text_of(value: &DataRef<'_>) -> String {
    match value {
        DataRef::Empty => String::new(),
        DataRef::String(text) | DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => text.clone(),
        DataRef::SharedString(text) => (*text).to_owned(),
        DataRef::Int(number) => number.to_string(),
        DataRef::Float(number) => number.to_string(),
        DataRef::Bool(yes) => yes.to_string(),
        DataRef::DateTime(at) => {
            let (year, month, day, hour, minute, second, _) = at.to_ymd_hms_milli();
            let date = format!("{year:04}-{month:02}-{day:02}");
            if (hour, minute, second) == (0, 0, 0) { date } else { format!("{date}T{hour:02}:{minute:02}:{second:02}") }
        }
        DataRef::Error(error) => error.to_string(),
    }
}

/// Unpacks everything once and keeps nothing: what it holds, and whether it holds what it announces.
fn look_through(bytes: &[u8]) -> Result<(), Unreadable> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_| Unreadable::Broken)?;
    if archive.len() > MAX_ENTRIES {
        return Err(Unreadable::TooLarge);
    }
    let mut left = MAX_BYTES;
    for at in 0..archive.len() {
        let mut entry = archive.by_index(at).map_err(|_| Unreadable::Broken)?;
        let name = entry.name().map_err(|_| Unreadable::Broken)?;
        let has_strings = name.to_ascii_lowercase().ends_with("sharedstrings.xml");
        let mut kept = Vec::new();
        let mut block = [0; 64 << 10];
        loop {
            let read = entry.read(&mut block).map_err(|_| Unreadable::Broken)?;
            let Some(some) = block.get(..read).filter(|some| !some.is_empty()) else { break };
            left = left.checked_sub(read).ok_or(Unreadable::TooLarge)?;
            if has_strings {
                kept.extend_from_slice(some);
            }
        }
        if !is_honest(&kept) {
            return Err(Unreadable::TooLarge);
        }
    }
    Ok(())
}

/// Whether a part that announces a number of strings could hold them: a reader makes room for as many as it is told.
fn is_honest(part: &[u8]) -> bool {
    const WORD: &[u8] = b"uniqueCount";
    /// `<si/>` is the shortest string.
    const SHORTEST: usize = 5;
    let could = (part.len() / SHORTEST).min(MAX_STRINGS);
    let mut rest = part;
    while let Some(at) = rest.windows(WORD.len()).position(|word| word == WORD) {
        rest = rest.get(at + WORD.len()..).unwrap_or(&[]);
        let value = rest.iter().skip_while(|byte| byte.is_ascii_whitespace() || b"='\"+".contains(*byte));
        let said = value.take_while(|byte| byte.is_ascii_digit());
        let said = said.fold(0_usize, |sum, digit| sum.saturating_mul(10).saturating_add(usize::from(digit - b'0')));
        if said > could {
            return false;
        }
    }
    true
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use rust_xlsxwriter::{ExcelDateTime, Format, Workbook};
    use zip::{ZipWriter, write::SimpleFileOptions};

    use super::*;

    fn workbook(fill: impl FnOnce(&mut rust_xlsxwriter::Worksheet)) -> Vec<u8> {
        let mut book = Workbook::new();
        book.add_worksheet().set_hidden(true).write_string(0, 0, "notes").unwrap();
        let sheet = book.add_worksheet();
        sheet.set_active(true);
        fill(sheet);
        book.save_to_buffer().unwrap()
    }

    /// The same workbook with one of its parts changed.
    fn with(bytes: &[u8], part: &str, change: impl Fn(String) -> String) -> Vec<u8> {
        let mut from = ZipArchive::new(Cursor::new(bytes)).unwrap();
        let mut to = ZipWriter::new(Cursor::new(Vec::new()));
        for at in 0..from.len() {
            let mut entry = from.by_index(at).unwrap();
            let (name, mut text) = (entry.name().unwrap().into_owned(), String::new());
            entry.read_to_string(&mut text).unwrap();
            to.start_file(&name, SimpleFileOptions::default()).unwrap();
            let text = if name == part { change(text) } else { text };
            to.write_all(text.as_bytes()).unwrap();
        }
        to.finish().unwrap().into_inner()
    }

    #[test]
    fn cells_are_read_as_a_person_sees_them() {
        let bytes = workbook(|sheet| {
            let day = Format::new().set_num_format("yyyy-mm-dd");
            sheet.write_string(1, 0, "code").unwrap();
            sheet.write_string(1, 1, "名称").unwrap();
            sheet.write_number(3, 0, 100_012).unwrap();
            sheet.write_string(3, 1, " 南京站 ").unwrap();
            sheet.write_number(3, 2, 0.5).unwrap();
            sheet.write_boolean(3, 3, true).unwrap();
            sheet.write_datetime_with_format(3, 4, ExcelDateTime::parse_from_str("2026-11-27").unwrap(), &day).unwrap();
            sheet.write_string(4, 0, "  ").unwrap();
            sheet.write_string(5, 2, "x").unwrap();
            sheet.write_string(6, 16_383, "far").unwrap();
        });
        let read = rows(&bytes, 10).unwrap();
        let row =
            |number, cells: &[&str]| SheetRow { number, cells: cells.iter().map(|cell| (*cell).into()).collect() };
        assert_eq!(read[0], row(2, &["code", "名称"]));
        assert_eq!(read[1], row(4, &["100012", " 南京站 ", "0.5", "true", "2026-11-27"]));
        assert_eq!(read[2], row(6, &["", "", "x"]));
        assert_eq!((read[3].number, read[3].cells.len()), (7, MAX_COLUMNS + 1), "a far cell takes no room of its own");
        assert_eq!(read.len(), 4);
        assert_eq!(rows(&bytes, 2).unwrap().len(), 3, "one more than asked for tells that there are more");
    }

    #[test]
    fn what_is_no_workbook_says_so() {
        assert_eq!(rows(b"code,name\n", 10), Err(Unreadable::Broken));
        assert_eq!(rows(b"", 10), Err(Unreadable::Broken));
        assert_eq!(rows(&[0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1], 10), Err(Unreadable::OldOrLocked));
        let mut other = ZipWriter::new(Cursor::new(Vec::new()));
        other.start_file("word/document.xml", SimpleFileOptions::default()).unwrap();
        assert_eq!(rows(&other.finish().unwrap().into_inner(), 10), Err(Unreadable::Broken));
        let whole = workbook(|sheet| sheet.write_string(0, 0, "code").map(|_| ()).unwrap());
        for end in [whole.len() / 2, whole.len() - 1] {
            assert!(rows(&whole[..end], 10).is_err());
        }
    }

    #[test]
    fn a_small_file_does_not_become_a_large_one() {
        let whole = workbook(|sheet| sheet.write_string(0, 0, "code").map(|_| ()).unwrap());
        let strings = "xl/sharedStrings.xml";
        for lie in ["uniqueCount=\"99999999999\"", "uniqueCount =\n'+99999999999'"] {
            let bomb = with(&whole, strings, |text| text.replace("uniqueCount=\"2\"", lie));
            assert_ne!(bomb, with(&whole, strings, |text| text), "the part was changed");
            assert_eq!(rows(&bomb, 10), Err(Unreadable::TooLarge), "{lie}");
        }
        let zeros = with(&whole, strings, |text| text + &" ".repeat(MAX_BYTES));
        assert!(zeros.len() < MAX_BYTES / 100);
        assert_eq!(rows(&zeros, 10), Err(Unreadable::TooLarge));
        let long = "x".repeat(30_000);
        let often = workbook(|sheet| {
            for row in 0..3_000 {
                sheet.write_string(row, 0, &long).unwrap();
            }
        });
        assert_eq!(rows(&often, 10_000), Err(Unreadable::TooLarge), "one text in many cells");
    }
}
