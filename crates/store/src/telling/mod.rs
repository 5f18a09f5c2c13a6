//! What goes out to whom (decision 30): destinations that offices set up, mailboxes of people, and the deliveries to them.
//!
//! A delivery is recorded once for each event and destination, and sent at least once under the id of its event. Each
//! destination has a lane: whoever holds it sends, so that limits, order and coalescing are one worker's business.

pub mod deliveries;
pub mod destinations;
pub mod lanes;
pub mod log;
pub mod mailboxes;
