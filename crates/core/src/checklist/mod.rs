//! A checklist is data: what is asked, what it is worth, when it does not apply and how it is scored.

mod flag_values;
mod load;
mod load_answer;
mod load_gates;
mod load_items;
mod load_rules;
mod model;
pub(crate) mod reader;
mod rules;
mod totals;
mod words;

pub use flag_values::Flags;
pub use model::*;
pub use rules::*;
pub use words::*;
pub(crate) use words::{Word, words};
