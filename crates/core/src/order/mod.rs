//! Rectification orders 整改单: from findings to drafts, their clocks, states and the ladder of reminders (§5, decisions
//! 25 to 28). Everything is pure: the instant, the policy and the calendar come in as arguments.

mod advance;
mod apply;
mod clock;
mod draft;
mod fix;
mod labels;
mod ladder;
mod load;
mod load_ladder;
mod model;
mod pdca;
mod pdca_table;
mod policy;
mod refusal;
mod table;
mod triggers;

pub use clock::{Deadline, REMINDER_HOUR, Rules, after, after_or_weekdays, extended, extension_to, issue_by, start_of};
pub use draft::*;
pub use fix::Fix;
pub use ladder::{Rung, next_rung_at, rungs};
pub use model::*;
pub use pdca::*;
pub use pdca_table::{PROJECT_OFFICES, render_projects};
pub use policy::*;
pub use refusal::Refusal;
pub use table::*;
pub use triggers::*;
