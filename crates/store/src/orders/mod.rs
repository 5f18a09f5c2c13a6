//! Rectification orders 整改单 (decisions.md, "Orders"; §5): drafted from findings, changed by verbs only, watched by a
//! scheduler. What an order does is decided in `forecourt_core::order`; here it is kept.

pub mod appeals;
pub mod checks;
pub mod contacts;
pub mod draft;
pub mod facts;
pub mod findings;
pub mod follow_ups;
pub mod inbox;
pub mod outbox;
pub mod pdca;
pub mod projects;
pub mod read;
pub mod revisits;
pub mod rungs;
pub mod safety;

mod lapse;
mod places;
mod row;
mod watch;

pub use row::{Call, Changed, Deed, act, call, order_of, policy, rules};

/// The version of the policy that new orders are drafted by.
pub const POLICY: u32 = 1;
