//! The protocol of `forecourt score`: one JSON object per line in, one per line out, in the same order (decision 17).
//!
//! A line that is not as it should be is answered with all its violations and its line number, and the rest goes on.
//! Lines of nothing but blanks are skipped; they count in the line numbers.

mod json;
mod request;
mod run;

pub use run::{Options, Outcome, run};

use crate::registry::Registry;
use crate::score::{ScoreInput, Standing, score, write_json};
use crate::text::Lang;
use crate::violation::{Code, Violation};
use request::Request;

/// A longer line is answered with `too_long` and never held in memory as a whole.
pub const MAX_LINE_BYTES: usize = 1024 * 1024;

/// Scores one input line and appends its output line, line break included, to `out`.
///
/// `number` is the 1-based number of the line for its error. Returns whether the line was scored.
pub fn score_line(registry: &Registry, number: u64, line: &[u8], lang: Lang, out: &mut Vec<u8>) -> bool {
    let read = match line.len() {
        0..=MAX_LINE_BYTES => Request::read(registry, line),
        _ => Err(vec![Violation::new("", Code::TooLong)]),
    };
    let scored = match read {
        Ok(request) => {
            let input = ScoreInput {
                weights: request.weights.as_deref(),
                visit_na_accepted: request.visit_na_accepted,
                standing: Standing { overdue_open: request.overdue_open, no_stars: false },
                ..ScoreInput::new(&request.answers, &request.flags)
            };
            write_json(out, request.checklist, &score(request.checklist, &input));
            true
        }
        Err(violations) => {
            write_violations(out, number, &violations, lang);
            false
        }
    };
    out.push(b'\n');
    scored
}

fn write_violations(out: &mut Vec<u8>, number: u64, violations: &[Violation], lang: Lang) {
    let violations: Vec<_> = violations
        .iter()
        .map(|v| serde_json::json!({"pointer": v.pointer, "code": v.code.as_str(), "message": v.message(lang)}))
        .collect();
    out.extend_from_slice(serde_json::json!({"line": number, "violations": violations}).to_string().as_bytes());
}
