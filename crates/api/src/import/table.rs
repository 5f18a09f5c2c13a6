//! A file as rows of named cells. Names come from the header; their order does not matter.

use std::collections::HashMap;

use forecourt_core::violation::Code;
use forecourt_tables::workbook::SheetRow;

use super::{Faults, RowError, file::Content};

/// More rows than this are refused: an import is one transaction, and on SQLite phones wait for it.
pub const MAX_ROWS: usize = 40_000;

/// A file that was read.
#[derive(Debug)]
pub struct Table {
    names: HashMap<String, usize>,
    rows: Vec<Row>,
}

/// One line with content.
#[derive(Debug)]
struct Row {
    line: u64,
    cells: csv::StringRecord,
}

/// A row with the names of its cells.
#[derive(Clone, Copy, Debug)]
pub struct Line<'a> {
    table: &'a Table,
    row: &'a Row,
}

impl<'a> Line<'a> {
    /// Its number in the file.
    pub fn number(self) -> u64 {
        self.row.line
    }

    /// A cell without outer spaces; `None` when the file does not have that column.
    pub fn get(self, column: &str) -> Option<&'a str> {
        let index = *self.table.names.get(column)?;
        Some(self.row.cells.get(index).unwrap_or("").trim())
    }

    /// A cell that must say something; notes a fault and gives nothing if it does not.
    pub fn required(self, column: &str, faults: &mut Faults) -> Option<&'a str> {
        let text = self.get(column).filter(|text| !text.is_empty());
        if text.is_none() {
            faults.push(self.number(), column, Code::Missing);
        }
        text
    }
}

impl Table {
    /// Reads a file. `known` says whether a column may stand there; `needed` ones must.
    pub fn read(content: &Content, needed: &[&str], known: impl Fn(&str) -> bool, faults: &mut Faults) -> Self {
        match content {
            Content::Text(text) => {
                let mut reader =
                    csv::ReaderBuilder::new().flexible(true).delimiter(delimiter(text)).from_reader(text.as_bytes());
                let header = reader.headers().cloned().unwrap_or_default();
                let mut table = Self::headed(1, header.iter(), needed, known, faults);
                if faults.is_empty() {
                    table.read_rows(text, &mut reader, header.len(), faults);
                }
                table
            }
            Content::Sheet(rows) => {
                let (line, header) = rows.first().map_or((1, &[][..]), |row| (row.number, &row.cells[..]));
                let mut table = Self::headed(line, header.iter().map(String::as_str), needed, known, faults);
                if faults.is_empty() {
                    table.take_rows(rows.get(1..).unwrap_or(&[]), header.len(), faults);
                }
                table
            }
        }
    }

    fn headed<'a>(
        line: u64,
        header: impl Iterator<Item = &'a str>,
        needed: &[&str],
        known: impl Fn(&str) -> bool,
        faults: &mut Faults,
    ) -> Self {
        let mut names = HashMap::new();
        for (index, name) in header.map(str::trim).enumerate() {
            if !known(name) {
                faults.push(line, name, Code::UnknownField);
            } else if names.insert(name.to_owned(), index).is_some() {
                faults.push(line, name, Code::Duplicate);
            }
        }
        for name in needed.iter().filter(|name| !names.contains_key(**name)) {
            faults.push(line, name, Code::Missing);
        }
        Self { names, rows: Vec::new() }
    }

    /// Rows of a sheet end with their last cell that says something.
    fn take_rows(&mut self, rows: &[SheetRow], width: usize, faults: &mut Faults) {
        for row in rows {
            let mut cells = row.cells.clone();
            cells.resize(cells.len().max(width), String::new());
            if !self.take(row.number, csv::StringRecord::from(cells), width, faults) {
                return;
            }
        }
    }

    /// Takes one row with content; answers whether more may come.
    fn take(&mut self, line: u64, cells: csv::StringRecord, width: usize, faults: &mut Faults) -> bool {
        if self.rows.len() == MAX_ROWS {
            faults.push(line, "", Code::TooMany);
            return false;
        }
        if cells.len() == width {
            self.rows.push(Row { line, cells });
        } else {
            let (zh, en) = (
                format!("应有 {width} 列，实有 {} 列", cells.len()),
                format!("{width} columns expected, {} found", cells.len()),
            );
            faults.tell(line, "", Code::WrongType, &zh, &en);
        }
        true
    }

    fn read_rows(&mut self, text: &str, reader: &mut csv::Reader<&[u8]>, width: usize, faults: &mut Faults) {
        let mut counter = LineCounter { bytes: text.as_bytes(), at: 0, line: 1 };
        for record in reader.records() {
            let Ok(cells) = record else {
                faults.push(0, "", Code::WrongType);
                return;
            };
            let line = counter.line_of(cells.position().map_or(0, csv::Position::byte));
            if cells.iter().all(|cell| cell.trim().is_empty()) {
                continue;
            }
            if !self.take(line, cells, width, faults) {
                return;
            }
        }
    }

    /// Says beside each fault what stands in its cell.
    pub fn quote(&self, faults: &mut [RowError]) {
        let rows: HashMap<u64, &Row> = self.rows.iter().map(|row| (row.line, row)).collect();
        for fault in faults {
            let cell = self.names.get(&fault.column).zip(rows.get(&fault.line));
            fault.value = cell.and_then(|(index, row)| row.cells.get(*index)).map(str::to_owned);
        }
    }

    /// Its rows in the order of the file.
    pub fn lines(&self) -> impl Iterator<Item = Line<'_>> {
        self.rows.iter().map(|row| Line { table: self, row })
    }

    /// Number of rows.
    pub fn len(&self) -> u64 {
        self.rows.len() as u64
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// The rows whose key column is filled, each key once; a second row of a key is a fault.
    pub fn by_key(&self, column: &str, faults: &mut Faults) -> Vec<(&str, Line<'_>)> {
        let mut seen = HashMap::with_capacity(self.rows.len());
        let mut found = Vec::with_capacity(self.rows.len());
        for line in self.lines() {
            let Some(key) = line.required(column, faults) else { continue };
            if let Some(first) = seen.insert(key, line.number()) {
                let (zh, en) = (format!("与第 {first} 行重复"), format!("The same as in line {first}"));
                faults.tell(line.number(), column, Code::Duplicate, &zh, &en);
            } else {
                found.push((key, line));
            }
        }
        found
    }
}

/// Counts lines along a file. The reader's own count is one short after each `\r\n`, where a record seems to begin
/// between the two.
struct LineCounter<'a> {
    bytes: &'a [u8],
    at: usize,
    line: u64,
}

impl LineCounter<'_> {
    /// The line of a record that begins at this byte or behind the line ends there; asked in ascending order.
    fn line_of(&mut self, byte: u64) -> u64 {
        let mut begin = usize::try_from(byte).unwrap_or(usize::MAX).min(self.bytes.len());
        while self.bytes.get(begin).is_some_and(|byte| matches!(byte, b'\r' | b'\n')) {
            begin += 1;
        }
        let passed = self.bytes.get(self.at..begin).unwrap_or(&[]);
        self.line += passed.iter().filter(|byte| **byte == b'\n').count() as u64;
        self.at = begin;
        self.line
    }
}

/// Spreadsheets use the semicolon in some languages and the tab when copied.
fn delimiter(text: &str) -> u8 {
    let header = text.lines().next().unwrap_or("");
    [b',', b';', b'\t'].into_iter().find(|mark| header.as_bytes().contains(mark)).unwrap_or(b',')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> (Table, Vec<(u64, String, String)>) {
        let mut faults = Faults::default();
        let content = Content::Text(text.to_owned());
        let table = Table::read(&content, &["code"], |name| ["code", "name"].contains(&name), &mut faults);
        table.by_key("code", &mut faults);
        let (list, _) = faults.into_list(&table);
        (table, list.into_iter().map(|fault| (fault.line, fault.column, fault.code)).collect())
    }

    #[test]
    fn cells_are_found_by_name_and_lines_are_those_of_the_file() {
        let (table, faults) = read("name,code\r\n\"a\r\nb\",A1\r\n,\r\n x , A2 \r\n");
        assert_eq!(faults, []);
        let rows: Vec<_> = table.lines().map(|line| (line.number(), line.get("code"), line.get("name"))).collect();
        assert_eq!(rows, [(2, Some("A1"), Some("a\r\nb")), (5, Some("A2"), Some("x"))]);
        assert_eq!(table.lines().next().and_then(|line| line.get("other")), None);
    }

    #[test]
    fn a_header_tells_all_its_faults() {
        let (_, faults) = read("name,nmae,name\nx,y,z\n");
        let expected = [(1, "nmae", "unknown_field"), (1, "name", "duplicate"), (1, "code", "missing")];
        assert_eq!(faults, expected.map(|(line, column, code)| (line, column.to_owned(), code.to_owned())));
        assert_eq!(read("").1, [(1, "code".to_owned(), "missing".to_owned())]);
    }

    #[test]
    fn rows_tell_all_their_faults() {
        let (_, faults) = read("code;name\nA1;x\n;y\nA1;z\nA2\n");
        let expected = [(3, "code", "missing"), (4, "code", "duplicate"), (5, "", "wrong_type")];
        assert_eq!(faults, expected.map(|(line, column, code)| (line, column.to_owned(), code.to_owned())));
    }

    #[test]
    fn faults_beyond_the_limit_are_counted() {
        let mut faults = Faults::default();
        for line in 0..1500 {
            faults.push(line, "code", Code::Missing);
        }
        let (list, more) = faults.into_list(&read("code\n").0);
        assert_eq!((list.len(), more), (1000, 500));
    }
}
