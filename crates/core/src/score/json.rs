//! The JSON form of a score, written by hand because a bulk run writes gigabytes of it.

use super::input::Answer;
use super::result::{Line, Score, Summary, TouchpointScore};
use crate::checklist::Checklist;

/// Appends the JSON object of a score, without a line break, as documented for `forecourt score`.
pub fn write_json(out: &mut Vec<u8>, checklist: &Checklist, score: &Score) {
    write_summary(out, checklist, &score.summary);
    out.extend_from_slice(b",\"touchpoints\":[");
    for (index, touchpoint) in score.summary.touchpoints.iter().enumerate() {
        comma(out, index);
        write_touchpoint(out, &checklist.touchpoints[index].id, touchpoint);
    }
    out.extend_from_slice(b"],\"lines\":[");
    for (index, line) in score.lines.iter().enumerate() {
        comma(out, index);
        write_line(out, checklist, line);
    }
    out.extend_from_slice(b"],\"ignored\":[");
    for (index, item) in score.ignored.iter().enumerate() {
        comma(out, index);
        word(out, &checklist.items[*item].id);
    }
    out.extend_from_slice(b"]}");
}

fn write_summary(out: &mut Vec<u8>, checklist: &Checklist, summary: &Summary) {
    out.extend_from_slice(b"{\"base_bp\":");
    optional(out, summary.base_bp);
    out.extend_from_slice(b",\"bonus_bp\":");
    number(out, summary.bonus_bp);
    out.extend_from_slice(b",\"bonus_applied_bp\":");
    number(out, summary.bonus_applied_bp);
    out.extend_from_slice(b",\"red_lines\":");
    number(out, summary.red_lines);
    out.extend_from_slice(b",\"final_bp\":");
    optional(out, summary.final_bp);
    out.extend_from_slice(b",\"grade\":");
    optional_word(out, summary.grade.map(|g| g.as_str()));
    out.extend_from_slice(b",\"stars\":");
    optional(out, summary.stars);
    out.extend_from_slice(b",\"coverage_bp\":");
    optional(out, summary.coverage_bp);
    out.extend_from_slice(if summary.is_valid() { b",\"valid\":true" } else { b",\"valid\":false" });
    out.extend_from_slice(b",\"reasons\":[");
    for (index, reason) in summary.reasons.iter().enumerate() {
        comma(out, index);
        word(out, &reason.text(checklist));
    }
    out.extend_from_slice(b"],\"visit_na_points\":");
    number(out, summary.visit_na_points);
}

fn write_touchpoint(out: &mut Vec<u8>, id: &str, touchpoint: &TouchpointScore) {
    out.extend_from_slice(b"{\"id\":");
    word(out, id);
    for (key, value) in [
        ("nominal", touchpoint.nominal),
        ("weight_bp", touchpoint.weight_bp),
        ("applicable", touchpoint.applicable),
        ("answered", touchpoint.answered),
        ("earned", touchpoint.earned),
    ] {
        out.push(b',');
        word(out, key);
        out.push(b':');
        number(out, value);
    }
    out.extend_from_slice(b",\"score_bp\":");
    optional(out, touchpoint.score_bp);
    out.extend_from_slice(b",\"grade\":");
    optional_word(out, touchpoint.grade.map(|g| g.as_str()));
    out.push(b'}');
}

fn write_line(out: &mut Vec<u8>, checklist: &Checklist, line: &Line) {
    let item = &checklist.items[line.item];
    out.extend_from_slice(b"{\"n\":");
    number(out, item.n);
    out.extend_from_slice(b",\"item\":");
    word(out, &item.id);
    out.extend_from_slice(b",\"state\":");
    word(out, line.state.as_str());
    out.extend_from_slice(b",\"value\":");
    match line.answer {
        Answer::None => out.extend_from_slice(b"null"),
        Answer::Bool(true) => out.extend_from_slice(b"true"),
        Answer::Bool(false) => out.extend_from_slice(b"false"),
        Answer::Int(value) => number(out, value),
    }
    out.extend_from_slice(b",\"nominal\":");
    number(out, line.nominal);
    out.extend_from_slice(b",\"earned\":");
    number(out, line.earned);
    out.extend_from_slice(b",\"miss\":");
    word(out, line.miss.as_str());
    out.extend_from_slice(b",\"rule\":\"");
    write_rule(out, checklist, line);
    out.extend_from_slice(b"\",\"evidence\":");
    word(out, line.evidence.as_str());
    out.push(b'}');
}

/// The bytes of [`Line::rule_text`] without its allocation; ids and conditions need no escapes.
fn write_rule(out: &mut Vec<u8>, checklist: &Checklist, line: &Line) {
    let (word, detail, numbers) = line.rule_parts(checklist);
    out.extend_from_slice(word.as_bytes());
    out.extend_from_slice(detail.as_bytes());
    if let Some((first, separator, second)) = numbers {
        number(out, first);
        out.push(separator as u8);
        number(out, second);
    }
}

fn comma(out: &mut Vec<u8>, index: usize) {
    if index > 0 {
        out.push(b',');
    }
}

/// A string that needs no escapes: ids and words of closed lists.
fn word(out: &mut Vec<u8>, word: &str) {
    out.push(b'"');
    out.extend_from_slice(word.as_bytes());
    out.push(b'"');
}

fn optional_word(out: &mut Vec<u8>, value: Option<&str>) {
    match value {
        Some(value) => word(out, value),
        None => out.extend_from_slice(b"null"),
    }
}

fn optional(out: &mut Vec<u8>, value: Option<u32>) {
    match value {
        Some(value) => number(out, value),
        None => out.extend_from_slice(b"null"),
    }
}

/// Decimal digits without the formatting machinery.
fn number(out: &mut Vec<u8>, mut value: u32) {
    let mut digits = [0u8; 10];
    let mut at = digits.len();
    loop {
        at -= 1;
        digits[at] = b'0' + (value % 10) as u8;
        value /= 10;
        if value == 0 {
            break;
        }
    }
    out.extend_from_slice(&digits[at..]);
}
