//! Cells of an import as values. Each reader notes a fault and gives nothing when the cell does not fit.

use forecourt_core::violation::Code;

use super::{Faults, table::Line};
use crate::fields;

/// A text of up to `most` characters without control characters; an absent column or empty cell gives an empty text.
pub fn text(line: Line<'_>, column: &str, most: usize, faults: &mut Faults) -> Option<String> {
    let text = line.get(column).unwrap_or("");
    if text.is_empty() || fields::is_line(text, most) {
        return Some(text.to_owned());
    }
    let code = if text.chars().count() > most { Code::TooLong } else { Code::BadValue };
    faults.push(line.number(), column, code);
    None
}

/// A text that must be there.
pub fn required(line: Line<'_>, column: &str, most: usize, faults: &mut Faults) -> Option<String> {
    line.required(column, faults)?;
    text(line, column, most, faults)
}

/// Yes or no in the ways people write it; `Some(None)` for an absent column or an empty cell.
pub fn yes_no(line: Line<'_>, column: &str, faults: &mut Faults) -> Option<Option<bool>> {
    match line.get(column).unwrap_or("").to_lowercase().as_str() {
        "" => Some(None),
        "true" | "yes" | "y" | "1" | "是" | "有" => Some(Some(true)),
        "false" | "no" | "n" | "0" | "否" | "无" => Some(Some(false)),
        _ => {
            faults.push(line.number(), column, Code::BadValue);
            None
        }
    }
}

/// Degrees in 1e-7; `Some(None)` for an absent column or an empty cell.
pub fn degrees(line: Line<'_>, column: &str, most: i64, faults: &mut Faults) -> Option<Option<i64>> {
    let text = line.get(column).unwrap_or("");
    if text.is_empty() {
        return Some(None);
    }
    let value = fields::degrees_e7(text, most);
    if value.is_none() {
        faults.push(line.number(), column, Code::OutOfRange);
    }
    value.map(Some)
}
