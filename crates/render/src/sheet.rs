//! Tables by themselves: columns that have a type, cells, and what takes them row by row. CSV is written here; XLSX and
//! Parquet, which need much more, in a crate of their own.

use std::io;

use forecourt_core::text::{Lang, Text};

/// What the cells of a column hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Text.
    Text,
    /// A whole number.
    Int,
    /// Basis points, shown as 0.00 to 100.00.
    Hundredths,
    /// Yes or no.
    YesNo,
    /// A day, as days since 1970-01-01.
    Day,
    /// An instant, epoch ms; people read it in Asia/Shanghai.
    Instant,
    /// A picture, where pictures can be shown.
    Picture,
}

/// A column that is known to the code: its header in Chinese and English, and what it holds.
#[derive(Debug, Clone, Copy)]
pub struct Header(pub &'static str, pub &'static str, pub Kind);

impl Header {
    /// The header in a language.
    pub fn get(&self, lang: Lang) -> &'static str {
        match lang {
            Lang::Zh => self.0,
            Lang::En => self.1,
        }
    }

    /// The column as it is written.
    pub fn column(&self, lang: Lang) -> Column {
        Column { title: self.get(lang).to_owned(), name: snake(self.1), kind: self.2 }
    }
}

/// A column of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Column {
    /// What people read.
    pub title: String,
    /// What programs read: ASCII letters, digits and underscores, the same in every language.
    pub name: String,
    /// What its cells hold.
    pub kind: Kind,
}

impl Column {
    /// A column that data name, such as a touchpoint.
    pub fn named(text: &Text, lang: Lang, kind: Kind) -> Self {
        Self { title: text.get(lang).to_owned(), name: snake(text.get(Lang::En)), kind }
    }
}

/// Words as one name: `open overdue orders` → `open_overdue_orders`.
fn snake(words: &str) -> String {
    let mut name = String::with_capacity(words.len());
    for letter in words.chars() {
        if letter.is_ascii_alphanumeric() {
            name.push(letter.to_ascii_lowercase());
        } else if !name.is_empty() && !name.ends_with('_') {
            name.push('_');
        }
    }
    name.truncate(name.trim_end_matches('_').len());
    name
}

/// One cell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Cell<'a> {
    /// Nothing: no score is not 0.
    Empty,
    /// Text.
    Text(&'a str),
    /// A whole number.
    Int(i64),
    /// Basis points.
    Hundredths(i64),
    /// Yes or no, in the words of a language where words are written.
    YesNo(bool, Lang),
    /// Days since 1970-01-01.
    Day(i32),
    /// Epoch ms.
    Instant(i64),
    /// A small JPEG, and what it shows; nothing where pictures cannot be shown.
    Picture(&'a [u8], &'a str),
}

/// What takes a table row by row, in constant memory.
pub trait Sheet {
    /// Takes the next cell of the row under way.
    fn cell(&mut self, cell: Cell<'_>);

    /// Ends the row.
    ///
    /// # Errors
    /// What the writer underneath reports, and a row that does not fit its columns.
    fn end_row(&mut self) -> io::Result<()>;

    /// Begins a row.
    fn row(&mut self) -> Row<'_, Self> {
        Row { sheet: self }
    }
}

/// A row under way, cell by cell.
#[derive(Debug)]
pub struct Row<'a, S: Sheet + ?Sized> {
    sheet: &'a mut S,
}

impl<S: Sheet + ?Sized> Row<'_, S> {
    fn cell(&mut self, cell: Cell<'_>) -> &mut Self {
        self.sheet.cell(cell);
        self
    }

    /// A text.
    pub fn text(&mut self, text: &str) -> &mut Self {
        self.cell(Cell::Text(text))
    }

    /// A text or an empty cell.
    pub fn text_or_empty(&mut self, text: Option<&str>) -> &mut Self {
        self.cell(text.map_or(Cell::Empty, Cell::Text))
    }

    /// A small JPEG, and in words what it shows.
    pub fn picture(&mut self, jpeg: &[u8], words: &str) -> &mut Self {
        self.cell(Cell::Picture(jpeg, words))
    }

    /// A whole number.
    pub fn int(&mut self, value: impl Into<i64>) -> &mut Self {
        self.cell(Cell::Int(value.into()))
    }

    /// A count; above 2⁶³ it is written as 2⁶³ − 1.
    pub fn count(&mut self, value: u64) -> &mut Self {
        self.int(i64::try_from(value).unwrap_or(i64::MAX))
    }

    /// A whole number or an empty cell.
    pub fn int_or_empty(&mut self, value: Option<impl Into<i64>>) -> &mut Self {
        self.cell(value.map_or(Cell::Empty, |value| Cell::Int(value.into())))
    }

    /// Basis points as 0.00 to 100.00; differences may be negative.
    pub fn bp(&mut self, bp: impl Into<i64>) -> &mut Self {
        self.cell(Cell::Hundredths(bp.into()))
    }

    /// Basis points or an empty cell: no score is not 0.
    pub fn bp_or_empty(&mut self, bp: Option<impl Into<i64>>) -> &mut Self {
        self.cell(bp.map_or(Cell::Empty, |bp| Cell::Hundredths(bp.into())))
    }

    /// Yes or no.
    pub fn yes_no(&mut self, lang: Lang, yes: bool) -> &mut Self {
        self.cell(Cell::YesNo(yes, lang))
    }

    /// Yes, no or an empty cell.
    pub fn yes_no_or_empty(&mut self, lang: Lang, yes: Option<bool>) -> &mut Self {
        self.cell(yes.map_or(Cell::Empty, |yes| Cell::YesNo(yes, lang)))
    }

    /// A day.
    pub fn day(&mut self, day: i32) -> &mut Self {
        self.cell(Cell::Day(day))
    }

    /// A day or an empty cell.
    pub fn day_or_empty(&mut self, day: Option<i32>) -> &mut Self {
        self.cell(day.map_or(Cell::Empty, Cell::Day))
    }

    /// An instant or an empty cell.
    pub fn instant_or_empty(&mut self, at_ms: Option<i64>) -> &mut Self {
        self.cell(at_ms.map_or(Cell::Empty, Cell::Instant))
    }

    /// An empty cell.
    pub fn empty(&mut self) -> &mut Self {
        self.cell(Cell::Empty)
    }

    /// Ends the row.
    ///
    /// # Errors
    /// What the writer underneath reports, and a row that has not as many cells as the header.
    pub fn end(self) -> io::Result<()> {
        self.sheet.end_row()
    }
}

/// Yes or no as a word.
pub fn yes_no(lang: Lang, yes: bool) -> &'static str {
    let (affirmative, negative) = match lang {
        Lang::Zh => ("是", "否"),
        Lang::En => ("yes", "no"),
    };
    if yes { affirmative } else { negative }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_for_programs() {
        assert_eq!(snake("margin of the score (±, at least 90 % sure)"), "margin_of_the_score_at_least_90_sure");
        assert_eq!(snake("N/A share"), "n_a_share");
        assert_eq!(snake("no."), "no");
    }
}
