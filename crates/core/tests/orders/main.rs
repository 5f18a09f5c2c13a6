//! Rectification orders: the policy's file, clocks, states, ladder, drafts and what they set off.

mod clocks;
mod policy;
#[path = "../support/mod.rs"]
mod support;
mod world;
