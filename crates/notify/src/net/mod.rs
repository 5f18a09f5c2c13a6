//! Sending a body to an address that somebody else chose: where it may lead, and how long, how much and how often.

mod address;
mod http;
mod resolve;
mod retry_after;

pub use address::{Reach, is_public};
pub use http::{Answer, Failure, Http, HttpFault, NetSettings};
pub use resolve::Lookup;
