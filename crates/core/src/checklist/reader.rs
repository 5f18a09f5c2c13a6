//! Reading a TOML document strictly: every fault is kept with its line, nothing stops at the first one.

use super::model::Fault;
use super::words::Word;
use crate::text::Text;
use std::ops::Range;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

/// The faults found so far, and the way from a byte offset to a line.
pub(crate) struct Faults {
    line_starts: Vec<usize>,
    list: Vec<Fault>,
}

impl Faults {
    pub(crate) fn new(source: &str) -> Self {
        let newlines = source.bytes().enumerate().filter(|(_, b)| *b == b'\n').map(|(i, _)| i + 1);
        Self { line_starts: std::iter::once(0).chain(newlines).collect(), list: Vec::new() }
    }

    /// The 1-based line of a byte offset.
    pub(crate) fn line(&self, offset: usize) -> u32 {
        self.line_starts.partition_point(|start| *start <= offset) as u32
    }

    pub(crate) fn add(&mut self, line: u32, code: &'static str, zh: impl Into<String>, en: impl Into<String>) {
        self.list.push(Fault { line, code, message: Text::new(zh, en) });
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.list.is_empty()
    }

    /// All faults by line; within a line in the order of the codes.
    pub(crate) fn into_sorted(mut self) -> Vec<Fault> {
        self.list.sort();
        self.list.dedup();
        self.list
    }
}

/// Reads a document with all its faults: those of form first, since nothing can be read behind them.
pub(crate) fn document<T>(source: &str, read: impl FnOnce(Table, &mut Faults) -> Option<T>) -> Result<T, Vec<Fault>> {
    let mut faults = Faults::new(source);
    let (document, errors) = DeTable::parse_recoverable(source);
    for error in &errors {
        let line = faults.line(error.span().map_or(0, |span| span.start));
        let message = error.message();
        faults.add(line, "syntax", format!("TOML 语法错误：{message}"), format!("TOML syntax: {message}"));
    }
    if !faults.is_empty() {
        return Err(faults.into_sorted());
    }
    match read(Table::new(document.get_ref(), 1), &mut faults) {
        Some(found) if faults.is_empty() => Ok(found),
        _ => Err(faults.into_sorted()),
    }
}

/// A value together with the line it stands on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct At<T> {
    pub line: u32,
    pub value: T,
}

impl<T> At<T> {
    pub(crate) fn map<U>(self, f: impl FnOnce(T) -> U) -> At<U> {
        At { line: self.line, value: f(self.value) }
    }
}

/// A table being read; keys that nobody asked for are faults when it is [finished](Table::finish).
pub(crate) struct Table<'a> {
    table: &'a DeTable<'a>,
    pub line: u32,
    asked: Vec<&'static str>,
}

impl<'a> Table<'a> {
    pub(crate) fn new(table: &'a DeTable<'a>, line: u32) -> Self {
        Self { table, line, asked: Vec::new() }
    }

    fn value(&mut self, key: &'static str) -> Option<(&'a DeValue<'a>, Range<usize>)> {
        self.asked.push(key);
        self.table.get(key).map(|v| (v.get_ref(), v.span()))
    }

    /// Whether the key is there; it still has to be read.
    pub(crate) fn has(&self, key: &str) -> bool {
        self.table.contains_key(key)
    }

    /// Whether the key is there with a text as its value; it still has to be read.
    pub(crate) fn is_str(&self, key: &str) -> bool {
        matches!(self.table.get(key).map(|v| v.get_ref()), Some(DeValue::String(_)))
    }

    fn missing<T>(&self, key: &str, found: Option<T>, faults: &mut Faults) -> Option<T> {
        if found.is_none() && !self.has(key) {
            faults.add(self.line, "missing_key", format!("缺少 {key}"), format!("{key} is missing"));
        }
        found
    }

    pub(crate) fn opt_str(&mut self, key: &'static str, faults: &mut Faults) -> Option<At<&'a str>> {
        let (value, span) = self.value(key)?;
        let line = faults.line(span.start);
        match value {
            DeValue::String(s) => Some(At { line, value: s.as_ref() }),
            _ => wrong_type(faults, line, key, "文本", "a text"),
        }
    }

    pub(crate) fn str(&mut self, key: &'static str, faults: &mut Faults) -> Option<At<&'a str>> {
        let found = self.opt_str(key, faults);
        self.missing(key, found, faults)
    }

    /// A word of a closed list.
    pub(crate) fn word<T: Word>(&mut self, key: &'static str, faults: &mut Faults) -> Option<At<T>> {
        let at = self.str(key, faults)?;
        match T::from_word(at.value) {
            Some(value) => Some(At { line: at.line, value }),
            None => bad_word(at, &T::WORDS.join(", "), faults),
        }
    }

    /// A word that may be left out; `None` when it is there and not on its list.
    pub(crate) fn opt_word<T: Word>(&mut self, key: &'static str, faults: &mut Faults) -> Option<Option<At<T>>> {
        if self.has(key) { self.word(key, faults).map(Some) } else { Some(None) }
    }

    pub(crate) fn opt_bool(&mut self, key: &'static str, faults: &mut Faults) -> Option<At<bool>> {
        let (value, span) = self.value(key)?;
        let line = faults.line(span.start);
        match value {
            DeValue::Boolean(b) => Some(At { line, value: *b }),
            _ => wrong_type(faults, line, key, "true 或 false", "true or false"),
        }
    }

    /// A whole number in the range; anything else is a fault.
    pub(crate) fn opt_int(&mut self, key: &'static str, max: u32, faults: &mut Faults) -> Option<At<u32>> {
        let (value, span) = self.value(key)?;
        whole_number(value, faults.line(span.start), key, max, faults)
    }

    pub(crate) fn int(&mut self, key: &'static str, max: u32, faults: &mut Faults) -> Option<At<u32>> {
        let found = self.opt_int(key, max, faults);
        self.missing(key, found, faults)
    }

    /// The entries of an array with their lines; `None` when the key is missing or no array.
    fn entries(&mut self, key: &'static str, faults: &mut Faults) -> Option<Vec<At<&'a DeValue<'a>>>> {
        let (value, span) = self.value(key)?;
        match value {
            DeValue::Array(array) => {
                let at = |v: &'a Spanned<DeValue<'a>>| At { line: faults.line(v.span().start), value: v.get_ref() };
                Some(array.iter().map(at).collect())
            }
            _ => wrong_type(faults, faults.line(span.start), key, "数组", "an array"),
        }
    }

    pub(crate) fn opt_ints(&mut self, key: &'static str, max: u32, faults: &mut Faults) -> Option<Vec<At<u32>>> {
        let entries = self.entries(key, faults)?;
        let ints: Vec<_> = entries.iter().map(|v| whole_number(v.value, v.line, key, max, faults)).collect();
        ints.into_iter().collect()
    }

    /// An array of texts; an entry that is none is a fault.
    pub(crate) fn strs(&mut self, key: &'static str, faults: &mut Faults) -> Option<Vec<At<&'a str>>> {
        let entries = self.entries(key, faults);
        let entries = self.missing(key, entries, faults)?;
        let text = |v: At<&'a DeValue<'a>>, faults: &mut Faults| match v.value {
            DeValue::String(s) => Some(At { line: v.line, value: s.as_ref() }),
            _ => wrong_type(faults, v.line, key, "文本", "a text"),
        };
        let texts: Vec<_> = entries.into_iter().map(|v| text(v, faults)).collect();
        texts.into_iter().collect()
    }

    pub(crate) fn ints(&mut self, key: &'static str, max: u32, faults: &mut Faults) -> Option<Vec<At<u32>>> {
        let found = self.opt_ints(key, max, faults);
        self.missing(key, found, faults)
    }

    pub(crate) fn opt_table(&mut self, key: &'static str, faults: &mut Faults) -> Option<Table<'a>> {
        let (value, span) = self.value(key)?;
        let line = faults.line(span.start);
        match value {
            DeValue::Table(table) => Some(Table::new(table, line)),
            _ => wrong_type(faults, line, key, "表", "a table"),
        }
    }

    pub(crate) fn table(&mut self, key: &'static str, faults: &mut Faults) -> Option<Table<'a>> {
        let found = self.opt_table(key, faults);
        self.missing(key, found, faults)
    }

    /// An array of tables; entries that are no tables are faults and left out.
    pub(crate) fn tables(&mut self, key: &'static str, faults: &mut Faults) -> Vec<Table<'a>> {
        let Some((value, span)) = self.value(key) else {
            self.missing::<()>(key, None, faults);
            return Vec::new();
        };
        let line = faults.line(span.start);
        let DeValue::Array(array) = value else {
            wrong_type::<()>(faults, line, key, "表的数组", "an array of tables");
            return Vec::new();
        };
        let mut tables = Vec::with_capacity(array.len());
        for entry in array.iter() {
            let line = faults.line(entry.span().start);
            match entry.get_ref() {
                DeValue::Table(table) => tables.push(Table::new(table, line)),
                _ => drop(wrong_type::<()>(faults, line, key, "表", "a table")),
            }
        }
        tables
    }

    /// A table of tables with free names, such as `[units.second]`, in the order of the file.
    pub(crate) fn named_tables(&mut self, key: &'static str, faults: &mut Faults) -> Vec<(&'a str, Table<'a>)> {
        let Some(outer) = self.opt_table(key, faults) else { return Vec::new() };
        let mut named = Vec::new();
        for (name, value) in outer.table.iter() {
            let line = faults.line(value.span().start);
            match value.get_ref() {
                DeValue::Table(table) => named.push((name.get_ref().as_ref(), Table::new(table, line))),
                _ => drop(wrong_type::<()>(faults, line, name.get_ref(), "表", "a table")),
            }
        }
        named.sort_by_key(|(_, table)| table.line);
        named
    }

    /// All entries of a table of whole numbers with free names, such as `[totals.items_by_photo]`.
    pub(crate) fn named_ints(&mut self, max: u32, faults: &mut Faults) -> Vec<(&'a str, At<u32>)> {
        let mut named = Vec::new();
        for (name, value) in self.table.iter() {
            let (name, line) = (name.get_ref().as_ref(), faults.line(value.span().start));
            if let Some(at) = whole_number(value.get_ref(), line, name, max, faults) {
                named.push((name, at));
            }
        }
        named
    }

    /// The texts `zh` and `en`; both have to be there and not blank.
    pub(crate) fn text(&mut self, faults: &mut Faults) -> Option<Text> {
        let mut side = |key: &'static str| {
            let at = match self.opt_str(key, faults) {
                Some(at) => at,
                None if self.has(key) => return None,
                None => At { line: self.line, value: "" },
            };
            if at.value.trim().is_empty() {
                faults.add(at.line, "missing_text", format!("缺少 {key} 文字"), format!("the {key} text is missing"));
                return None;
            }
            Some(at.value.to_owned())
        };
        let (zh, en) = (side("zh"), side("en"));
        Some(Text { zh: zh?, en: en? })
    }

    /// Reports every key that was not asked for.
    pub(crate) fn finish(self, faults: &mut Faults) {
        for (key, _) in self.table.iter() {
            if !self.asked.contains(&key.get_ref().as_ref()) {
                let line = faults.line(key.span().start);
                faults.add(
                    line,
                    "unknown_key",
                    format!("未知的键 {}", key.get_ref()),
                    format!("unknown key {}", key.get_ref()),
                );
            }
        }
    }
}

fn wrong_type<T>(faults: &mut Faults, line: u32, key: &str, zh: &str, en: &str) -> Option<T> {
    faults.add(line, "wrong_type", format!("{key} 应为{zh}"), format!("{key} must be {en}"));
    None
}

fn whole_number(value: &DeValue, line: u32, key: &str, max: u32, faults: &mut Faults) -> Option<At<u32>> {
    let DeValue::Integer(integer) = value else {
        return wrong_type(faults, line, key, "整数", "a whole number");
    };
    match i64::from_str_radix(integer.as_str(), integer.radix()) {
        Ok(number) if (0..=i64::from(max)).contains(&number) => Some(At { line, value: number as u32 }),
        _ => {
            faults.add(
                line,
                "out_of_range",
                format!("{key} 须在 0 至 {max} 之间"),
                format!("{key} must be 0 to {max}"),
            );
            None
        }
    }
}

/// A word that is not on its closed list.
pub(crate) fn bad_word<T>(at: At<&str>, allowed: &str, faults: &mut Faults) -> Option<T> {
    let zh = format!("{:?} 不在允许的取值之内：{allowed}", at.value);
    let en = format!("{:?} is not one of: {allowed}", at.value);
    faults.add(at.line, "bad_value", zh, en);
    None
}
