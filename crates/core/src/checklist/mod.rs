//! A checklist is data: what is asked, what it is worth, when it does not apply and how it is scored.

mod flag_values;
mod model;
mod rules;
mod words;

pub use flag_values::Flags;
pub use model::*;
pub use rules::*;
pub use words::*;
