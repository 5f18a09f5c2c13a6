//! When something may go out, as pure functions of a queue and an instant: limits of a channel, quiet hours, what a person
//! wants, coalescing, and the schedule of further tries (issue 4, decision 30).

mod back_off;
mod choice;
mod limit;
mod queue;
mod quiet;

pub use back_off::{BackOff, MAIL, WEB};
pub use choice::{Choice, Choices};
pub use limit::{Limit, free_at};
pub use queue::{Channel, Next, Waiting, next};
pub use quiet::QuietHours;
